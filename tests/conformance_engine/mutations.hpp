// Ways to break the sample database, one promise each, and the checks that must say so.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::conformance::sample {

struct Mutation {
  std::string_view name;
  std::string_view sql;  ///< as a superuser; see `Database::run`
  std::vector<std::string>
      caught_by;  ///< of the catalog's checks exactly these; of the attacks at least these
};

std::span<const Mutation> mutations();

}  // namespace tenon::conformance::sample
