// A plan as a file that people read, may change, and run: with psql, or step by step by the tool.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "plan/plan.hpp"

namespace tenon::plan {

/// One transaction, or one statement that can be in none.
struct ScriptStep {
  std::string what;          ///< its first deed, for people
  std::string sql;           ///< without BEGIN and COMMIT
  bool transaction = true;   ///< or outside of any
  std::string each_leaf_of;  ///< a partitioned table, each leaf of which gets the statement; empty for none
  std::size_t line = 0;      ///< where it begins in the file, from 1
};

struct Script {
  std::string head;  ///< what each session does first
  std::vector<ScriptStep> steps;
};

/// What stands above the steps of a file.
struct Title {
  std::string text;  ///< lines, for people
  std::string head;  ///< statements that each session begins with
};

/// The steps of the phase; empty where it has none.
std::string script_text(const Plan& plan, Phase phase, const Title& title);

/// The error says the line and what is wrong with it.
tl::expected<Script, std::string> read_script(std::string_view text);

/// What has to be accepted: each once, in their order.
std::vector<Hazard> hazards_of(const Plan& plan);

}  // namespace tenon::plan
