// A write that nobody was granted.
//> Countries. has no member named .remove|no member named .remove. in .*Countries
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
bool there(Countries& countries) {
  return countries.find("CH").has_value();
}
#else
bool there(Countries& countries) {
  return countries.remove("CH");
}
#endif
