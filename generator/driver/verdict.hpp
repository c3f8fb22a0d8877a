// What `tenon verify` came to, for people and for machines.
#pragma once

#include <string>
#include <string_view>

#include "tenon/conformance/checks.hpp"

namespace tenon::driver {

struct Verified {
  std::string schema;
  std::string file;   ///< the schema's, as it was given
  std::string place;  ///< `PostgreSQL 15.18 (…)`
  conformance::Report report;
};

/// In `json`, `sarif` (2.1.0) or `junit`; in any other format as text.
std::string written(const Verified& verified, std::string_view format);

}  // namespace tenon::driver
