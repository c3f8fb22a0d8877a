#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {

Findings table_exists_and_is_the_owners(Probe& probe, const Table& table) {
  const std::string oid = oid_of(probe, table);
  const auto found = rows(probe, "reading the table",
                          "SELECT pg_get_userbyid(relowner), relpersistence, relispartition FROM pg_class "
                          "WHERE oid = $1::oid",
                          {oid});
  Findings findings;
  // Without tenancy the schema has no roles of its own.
  const std::string& owner = probe.schema().roles.owner;
  if (!owner.empty() && found.text(0, 0) != owner) {
    findings.push_back(finding(fmt::format("is owned by `{}`, promised: `{}`", found.text(0, 0), owner)));
  }
  if (found.text(0, 1) != "p") findings.push_back(finding("is not a permanent, logged table"));
  if (is_true(found, 0, 2)) findings.push_back(finding("is a partition of another table"));
  return findings;
}

Findings table_has_no_rules(Probe& probe, const Table& table) {
  Findings findings;
  const auto found = rows(probe, "reading the rules",
                          "SELECT rulename FROM pg_rewrite WHERE ev_class = $1::oid", {oid_of(probe, table)});
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(finding(fmt::format("rule `{}` is there and was not promised", found.text(row, 0))));
  }
  return findings;
}

namespace {

/// Partitions at every depth, and tables that inherit.
constexpr const char* kPartitions = R"sql(
  WITH RECURSIVE family(oid) AS (
    SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::oid
    UNION SELECT inhrelid FROM pg_inherits JOIN family ON inhparent = family.oid)
  SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, pg_get_userbyid(c.relowner),
         array_to_string(ARRAY(
           SELECT DISTINCT coalesce(r.rolname, 'PUBLIC') FROM aclexplode(c.relacl) acl
           LEFT JOIN pg_roles r ON r.oid = acl.grantee WHERE acl.grantee <> c.relowner ORDER BY 1), ', '),
         c.oid
  FROM family JOIN pg_class c USING (oid) ORDER BY 1)sql";

/// A policy that a partition has and its parent doesn't, or in other words. One that is missing refuses more.
constexpr const char* kPoliciesOfItsOwn = R"sql(
  SELECT p.polname FROM pg_policy p WHERE p.polrelid = $1::oid AND NOT EXISTS (
    SELECT FROM pg_policy parent WHERE parent.polrelid = $2::oid AND parent.polcmd = p.polcmd
      AND parent.polpermissive = p.polpermissive AND parent.polroles = p.polroles
      AND pg_get_expr(parent.polqual, parent.polrelid) IS NOT DISTINCT FROM pg_get_expr(p.polqual, p.polrelid)
      AND pg_get_expr(parent.polwithcheck, parent.polrelid)
          IS NOT DISTINCT FROM pg_get_expr(p.polwithcheck, p.polrelid)))sql";

}  // namespace

Findings partitions_are_protected_as_their_parent(Probe& probe, const Table& table) {
  Findings findings;
  const std::string oid = oid_of(probe, table);
  const auto found = rows(probe, "reading the partitions", kPartitions, {oid});
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string name = found.text(row, 0);
    if (table.tenancy != Tenancy::kNone && table.tenancy != Tenancy::kGlobal && !is_true(found, row, 1)) {
      findings.push_back(
          finding(fmt::format("partition `{}` has no enabled and forced row-level security", name)));
    }
    if (found.text(row, 2) != probe.schema().roles.owner) {
      findings.push_back(finding(fmt::format("partition `{}` is owned by `{}`, promised: `{}`", name,
                                             found.text(row, 2), probe.schema().roles.owner)));
    }
    if (!found.text(row, 3).empty()) {
      findings.push_back(finding(
          fmt::format("partition `{}` is granted to {}, promised: to nobody", name, found.text(row, 3))));
    }
    const auto own =
        rows(probe, "reading a partition's policies", kPoliciesOfItsOwn, {found.text(row, 4), oid});
    for (std::size_t policy = 0; policy < own.size(); ++policy) {
      findings.push_back(finding(fmt::format("partition `{}` has a policy `{}` that its parent has not", name,
                                             own.text(policy, 0))));
    }
  }
  return findings;
}

}  // namespace tenon::conformance
