// A column read as what no column is.
//> no column is read as this type: give it a tenon::Codec
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
std::int32_t read(const tenon::Row& row) {
  return row.get<std::int32_t>(0);
}
#else
struct Stars {};
Stars read(const tenon::Row& row) {
  return row.get<Stars>(0);
}
#endif
