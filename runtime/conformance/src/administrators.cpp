#include "administrators.hpp"

namespace tenon::conformance {

std::string administrators(Probe& probe) {
  // A superuser passes for a member of every role.
  return rows(probe, "reading who administrates the database", R"sql(
    SELECT coalesce(array_agg(r.oid), '{}') FROM pg_roles r
    WHERE r.rolname = 'pg_database_owner'
       OR r.oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
       OR pg_has_role(r.oid, (SELECT oid FROM pg_roles WHERE rolname = $1), 'MEMBER'))sql",
              {probe.schema().roles.owner})
      .text(0, 0);
}

}  // namespace tenon::conformance
