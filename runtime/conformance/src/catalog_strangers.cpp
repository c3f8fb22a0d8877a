// What roles that are none of the schema's could put in its way, or be given of what it will make.
#include <fmt/format.h>

#include "administrators.hpp"
#include "catalog.hpp"

namespace tenon::conformance {

Findings nobody_else_creates(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.has_tenancy) return {};
  // Declared triggers look names up in the tables' schema. In one that bears a role's name, `$user` has that
  // role look first: its INSERT would go into a stranger's table.
  const auto found =
      rows(probe, "reading who may create", R"sql(
    WITH spaces AS (SELECT *, nspname = ANY (string_to_array($2, ',')) AS is_a_roles FROM pg_namespace),
    creators AS (
      SELECT nspname, is_a_roles, nspowner AS role FROM spaces
      UNION
      SELECT nspname, is_a_roles, acl.grantee FROM spaces, aclexplode(nspacl) AS acl WHERE acl.privilege_type = 'CREATE')
    SELECT coalesce(r.rolname, 'PUBLIC'), nspname, is_a_roles FROM creators LEFT JOIN pg_roles r ON r.oid = role
    WHERE (is_a_roles OR nspname = ANY (string_to_array($1 || ',tenon', ','))) AND role <> ALL ($3::oid[])
    ORDER BY 2, 1)sql",
           {spaces_of(schema), fmt::format("{}", fmt::join(schema.roles.all(), ",")), administrators(probe)});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string why =
        is_true(found, row, 2)
            ? fmt::format("where `$user` has `{}` look for names first", found.text(row, 1))
            : "where names are looked up";
    findings.push_back(finding(
        found.text(row, 0), fmt::format("may create objects in schema `{}`, {}", found.text(row, 1), why)));
  }
  return findings;
}

Findings default_privileges_grant_nothing(Probe& probe) {
  const Schema& schema = probe.schema();
  const Roles& roles = schema.roles;
  // Of what anybody makes, nothing for the roles that requests run as, and no table for PUBLIC; of what those
  // make who own the schema's objects, nothing for anybody but what everybody has by default.
  const auto found = rows(probe, "reading default privileges", R"sql(
    SELECT coalesce(grantee.rolname, 'PUBLIC'), acl.privilege_type, maker.rolname
    FROM pg_default_acl d CROSS JOIN aclexplode(d.defaclacl) AS acl
    JOIN pg_roles maker ON maker.oid = d.defaclrole LEFT JOIN pg_roles grantee ON grantee.oid = acl.grantee
    WHERE (d.defaclnamespace = 0
           OR d.defaclnamespace IN (SELECT oid FROM pg_namespace WHERE nspname = ANY (string_to_array($1 || ',tenon', ','))))
      AND (grantee.rolname = ANY (string_to_array($2, ','))
           OR acl.grantee = 0 AND d.defaclobjtype = 'r'
           OR maker.rolname = ANY (string_to_array($3, ',')) AND acl.grantee <> maker.oid
              AND NOT EXISTS (
                SELECT FROM aclexplode(acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, maker.oid))
                  AS usual
                WHERE usual.grantee = acl.grantee AND usual.privilege_type = acl.privilege_type))
    ORDER BY 1, 2, 3)sql",
                          {spaces_of(schema), fmt::format("{}", fmt::join(roles.bound(), ",")),
                           fmt::format("{},{}", roles.owner, fmt::join(roles.function_owners(), ","))});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(
        finding(found.text(row, 0), fmt::format("is given {} on what `{}` will create by default privileges",
                                                found.text(row, 1), found.text(row, 2))));
  }
  return findings;
}

}  // namespace tenon::conformance
