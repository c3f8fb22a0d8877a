// Roles and memberships: the server's, as far as this database has to do with them.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {
namespace {

/// The roles that own something here, or may do something, and all that they are members of or that are
/// members of them. What initdb made isn't told of in pg_shdepend.
constexpr const char* kConcerned = R"sql(
  WITH RECURSIVE named AS (
    SELECT DISTINCT d.refobjid AS oid FROM pg_shdepend d
    WHERE d.refclassid = 'pg_authid'::regclass
      AND d.dbid IN ((SELECT oid FROM pg_database WHERE datname = current_database()), 0)
      AND (d.dbid <> 0 OR d.objid = (SELECT oid FROM pg_database WHERE datname = current_database()))
  ), concerned AS (
    SELECT oid FROM named
    UNION
    SELECT CASE WHEN m.member = c.oid THEN m.roleid ELSE m.member END
    FROM concerned c JOIN pg_auth_members m ON c.oid IN (m.member, m.roleid)
  ))sql";

}  // namespace

std::vector<KindQuery> queries_of_roles() {
  return {
      {model::Kind::kRole, kConcerned + fmt::format(R"sql(
  SELECT 'pg_authid'::regclass::oid, r.oid, 0, '', '', r.rolname, '', jsonb_strip_nulls(jsonb_build_object(
    'login', r.rolcanlogin, 'inherit', r.rolinherit, 'superuser', r.rolsuper, 'creates_roles', r.rolcreaterole,
    'creates_databases', r.rolcreatedb, 'replicates', r.rolreplication,
    'bypasses_row_security', r.rolbypassrls, 'connection_limit', r.rolconnlimit,
    'valid_until', r.rolvaliduntil::text,
    'settings', (SELECT {} FROM pg_db_role_setting s WHERE s.setrole = r.oid AND s.setdatabase = 0)))
  FROM pg_roles r WHERE r.oid IN (SELECT oid FROM concerned) AND r.rolname NOT LIKE 'pg\_%'
  ORDER BY r.rolname)sql",
                                                    options("s.setconfig"))},
      // 16 and newer say by membership what the older say by role.
      {model::Kind::kMembership, fmt::format("{}{}", kConcerned, R"sql(
  SELECT 0, 0, 0, '', g.rolname, r.rolname, '', jsonb_build_object(
    'admin', bool_or(m.admin_option),
    'inherits', bool_or(coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit)),
    'sets', bool_or(coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)))
  FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
  WHERE m.member IN (SELECT oid FROM concerned) AND m.roleid IN (SELECT oid FROM concerned)
  GROUP BY g.rolname, r.rolname ORDER BY g.rolname, r.rolname)sql")},
  };
}

}  // namespace tenon::catalog
