// What the look at a whole database came to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tenon/conformance/checks.hpp"

namespace tenon::world {

// How bad a finding is, from the worst on.
inline constexpr std::string_view kLeak = "leak";      ///< rows reach whom they must not
inline constexpr std::string_view kWrite = "write";    ///< rows come to be that must not, or go
inline constexpr std::string_view kDenial = "denial";  ///< something that is promised is refused, or slow
inline constexpr std::string_view kDrift = "drift";    ///< it isn't what was written

// The checks, as findings name them.
inline constexpr std::string_view kDefinitions = "world.definitions";
inline constexpr std::string_view kPartitions = "world.partitions";
inline constexpr std::string_view kStrangers = "world.strangers";
inline constexpr std::string_view kRoles = "world.roles";

struct Judgement {
  std::vector<conformance::Finding> findings;
  std::vector<conformance::Note> notes;
  /// What is none of the schema's and touches nothing of it, or is an administrator's to decide: told with
  /// `--strict`.
  std::vector<conformance::Note> unexplained;
  std::vector<conformance::Unjudged> unjudged;
  std::vector<std::string> allowed;  ///< objects that are there, as findings would call them
  std::size_t checks = 0;            ///< objects that were judged

  void find(std::string_view check, std::string object, std::string message, std::string_view severity,
            std::string remedy = "") {
    findings.push_back({std::string(check), std::move(object), std::move(message), std::string(severity),
                        std::move(remedy)});
  }
  void leave(std::string object, std::string message) {
    unexplained.push_back({std::move(object), std::move(message)});
  }
  void note(std::string object, std::string message) {
    notes.push_back({std::move(object), std::move(message)});
  }
};

}  // namespace tenon::world
