// A tenant's query in a transaction of none.
//> TenantTx
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
std::size_t count(tenon::Tx& tx) {
  return with_stars(tx, 3).size();
}
#endif
