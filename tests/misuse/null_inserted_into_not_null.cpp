// NULL for a column that is NOT NULL.
//> std::nullopt.*std::.*string
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
NewNote made() {
  return NewNote{.title = "t", .body = std::nullopt};
}
#else
NewNote made() {
  return NewNote{.title = std::nullopt};
}
#endif
