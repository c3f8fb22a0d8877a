#include <fmt/format.h>

#include <set>

#include "catalog.hpp"
#include "scratch.hpp"

namespace tenon::conformance {

Findings row_security_is_forced(Probe& probe, const Table& table) {
  const auto found = rows(probe, "reading row-level security",
                          "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::oid",
                          {oid_of(probe, table)});
  Findings findings;
  if (!is_true(found, 0, 0)) findings.push_back(finding("row-level security is not enabled"));
  if (!is_true(found, 0, 1))
    findings.push_back(finding("row-level security is not forced: it does not bind the owner"));
  return findings;
}

Findings policies_are_exact(Probe& probe, const Table& table) {
  return compare_with_scratch(probe, table, Part::kPolicies, "policy", R"sql(
    SELECT polname, CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END
           || CASE polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
                          WHEN 'd' THEN ' FOR DELETE' ELSE ' FOR ALL' END
           || ' TO ' || (SELECT string_agg(name, ', ' ORDER BY name) FROM (
                SELECT CASE WHEN role = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END AS name
                FROM unnest(polroles) role) names)
           || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
           || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '')
    FROM pg_policy WHERE polrelid = $1::oid)sql");
}

namespace {

Facts promised_grants(const Table& table) {
  std::map<std::string, std::set<std::string>> privileges;
  for (const Grant& grant : table.grants) {
    privileges[grant.role].insert(grant.privileges.begin(), grant.privileges.end());
  }
  Facts facts;
  for (const auto& [role, names] : privileges) {
    if (!names.empty()) facts.emplace(role, fmt::format("{}", fmt::join(names, ", ")));
  }
  return facts;
}

}  // namespace

Findings grants_are_exact(Probe& probe, const Table& table) {
  const auto found = rows(probe, "reading the grants", R"sql(
    SELECT grantee, string_agg(privilege, ', ' ORDER BY privilege COLLATE "C") FROM (
      SELECT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END AS grantee,
             acl.privilege_type || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS privilege
      FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = $1::oid AND acl.grantee <> c.relowner) grants
    GROUP BY grantee)sql",
                          {oid_of(probe, table)});
  return differences("grant to", promised_grants(table), facts_of(found));
}

Findings column_grants_are_exact(Probe& probe, const Table& table) {
  Facts wanted;
  for (const Grant& grant : table.grants) {
    const std::set<std::string> columns(grant.update_columns.begin(), grant.update_columns.end());
    if (!columns.empty())
      wanted.emplace(fmt::format("UPDATE to {}", grant.role), fmt::format("{}", fmt::join(columns, ", ")));
    const std::set<std::string> inserted(grant.insert_columns.begin(), grant.insert_columns.end());
    if (!inserted.empty())
      wanted.emplace(fmt::format("INSERT to {}", grant.role), fmt::format("{}", fmt::join(inserted, ", ")));
  }
  const auto found = rows(probe, "reading the columns' grants", R"sql(
    SELECT acl.privilege_type || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END || ' to '
           || CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END,
           string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C")
    FROM pg_attribute a, aclexplode(a.attacl) acl WHERE a.attrelid = $1::oid AND NOT a.attisdropped
    GROUP BY 1)sql",
                          {oid_of(probe, table)});
  return differences("grant on columns", wanted, facts_of(found));
}

}  // namespace tenon::conformance
