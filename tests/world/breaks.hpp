// Ways in which hurried people break a database that was made from `garden.schema`, and what has to be said.
#pragma once

#include <string_view>
#include <vector>

namespace world_tests {

struct Break {
  const char* name;
  const char* sql;
  const char* object;     ///< of the finding; a part of it is enough
  const char* phrase;     ///< in its message
  const char* mend = "";  ///< what the server keeps when the database goes: roles
};

std::vector<Break> breaks_of_ways_out();
std::vector<Break> breaks_of_code();
std::vector<Break> breaks_of_roles();
std::vector<Break> breaks_of_tables();
/// All of them.
const std::vector<Break>& breaks();

}  // namespace world_tests
