// Ways in which hurried people break a database that was made from `garden.schema`, what has to be said, and
// how bad it is.
#pragma once

#include <string_view>
#include <vector>

#include "world/judgement.hpp"

namespace world_tests {

using tenon::world::kDenial;
using tenon::world::kDrift;
using tenon::world::kLeak;
using tenon::world::kWrite;

struct Break {
  const char* name;
  const char* sql;
  const char* object;  ///< of the finding; a part of it is enough
  const char* phrase;  ///< in its message
  std::string_view severity;
  const char* mend = "";  ///< what the server keeps when the database goes: roles
  int below = 99;         ///< the version of servers from which on it opens nothing
};

std::vector<Break> breaks_of_ways_out();
std::vector<Break> breaks_of_hidden_ways();
std::vector<Break> breaks_of_code();
std::vector<Break> breaks_of_roles();
std::vector<Break> breaks_of_settings();
std::vector<Break> breaks_of_tables();
/// All of them.
const std::vector<Break>& breaks();

}  // namespace world_tests
