// A tenant's repository in a transaction of none.
//> a tenant's rows take a tenant's transaction: pool.in_tenant
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
std::int64_t count(tenon::TenantTx& tx) {
  return Notes{tx}.count();
}
#else
std::int64_t count(tenon::Tx& tx) {
  return Notes{tx}.count();
}
#endif
