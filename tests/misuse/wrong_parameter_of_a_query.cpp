// A query's parameter of another type.
//> (const char ?\[4\]|const char ?\*).*(int32_t|int|std::int32_t)
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
std::size_t count(tenon::TenantTx& tx) {
  return with_stars(tx, 3).size();
}
#else
std::size_t count(tenon::TenantTx& tx) {
  return with_stars(tx, "abc").size();
}
#endif
