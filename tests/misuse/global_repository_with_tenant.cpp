// A global entity's repository in a tenant's transaction, as if the tenant had rows of its own there.
//> rows of no tenant take pool.in_transaction.body., or tx.global
#include <cstdio>
#include <tenon/query.hpp>
#include <utility>

#include "misuse_access.hpp"

using namespace misuse::db;

#ifdef RIGHT
std::int64_t count(tenon::TenantTx& tx) {
  return Countries{tx.global()}.count();
}
#else
std::int64_t count(tenon::TenantTx& tx) {
  return Countries{tx}.count();
}
#endif
