// What `tenon verify` came to, for people and for machines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tenon/conformance/checks.hpp"

namespace tenon::driver {

/// What became of them, and how long it took.
struct Mutants {
  std::size_t killed = 0;
  std::size_t noted = 0;
  std::size_t survived = 0;
  std::size_t equivalent = 0;
  std::size_t refused = 0;
  std::size_t unreadable = 0;
  double seconds = 0;

  [[nodiscard]] std::size_t all() const {
    return killed + noted + survived + equivalent + refused + unreadable;
  }
};

struct Verified {
  std::string schema;
  std::string file;   ///< the schema's, as it was given
  std::string place;  ///< `PostgreSQL 15.18 (…)`
  conformance::Report report;
  std::optional<Mutants> mutants{};  ///< where the report is of them
};

/// In `json`, `sarif` (2.1.0) or `junit`; in any other format as text.
std::string written(const Verified& verified, std::string_view format);

}  // namespace tenon::driver
