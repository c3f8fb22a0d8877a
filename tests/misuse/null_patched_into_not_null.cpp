// A patch that sets NULL where there is none.
//> a column that is NOT NULL
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
NotePatch change() {
  return NotePatch{.body = tenon::null};
}
#else
NotePatch change() {
  return NotePatch{.stars = tenon::null};
}
#endif
