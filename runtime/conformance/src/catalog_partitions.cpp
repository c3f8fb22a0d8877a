#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {

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

/// The policies of the first table that the second has not, or has in other words. A subquery names its
/// table, which is another one in each.
constexpr const char* kPoliciesOfItsOwn = R"sql(
  WITH policies AS (
    SELECT p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles,
           replace(pg_get_expr(p.polqual, p.polrelid), quote_ident(c.relname) || '.', '') AS polqual,
           replace(pg_get_expr(p.polwithcheck, p.polrelid), quote_ident(c.relname) || '.', '') AS polwithcheck
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polrelid IN ($1::oid, $2::oid))
  SELECT one.polname FROM policies one WHERE one.polrelid = $1::oid AND NOT EXISTS (
    SELECT FROM policies other WHERE other.polrelid = $2::oid AND other.polcmd = one.polcmd
      AND other.polpermissive = one.polpermissive AND other.polroles = one.polroles
      AND other.polqual IS NOT DISTINCT FROM one.polqual
      AND other.polwithcheck IS NOT DISTINCT FROM one.polwithcheck))sql";

/// By what a table is divided, and its partitions, level by level; nothing for a leaf.
constexpr const char* kPartitionKeys = R"sql(
  WITH RECURSIVE family(oid, depth) AS (
    SELECT $1::oid, 0 UNION ALL
    SELECT inhrelid, depth + 1 FROM pg_inherits JOIN family ON inhparent = family.oid)
  SELECT c.relname, depth,
         CASE p.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' WHEN 'h' THEN 'HASH' END
         || ' (' || (SELECT string_agg(coalesce(a.attname, 'an expression'), ', ' ORDER BY key.place)
                     FROM unnest(p.partattrs::int2[]) WITH ORDINALITY AS key (number, place)
                     LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = key.number) || ')'
  FROM family JOIN pg_class c USING (oid) LEFT JOIN pg_partitioned_table p ON p.partrelid = c.oid
  ORDER BY depth, 1)sql";

std::string key_wording(const Partitioning& level) {
  return fmt::format("{} ({})", level.strategy, fmt::join(level.columns, ", "));
}

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
    const std::string& owner = probe.schema().roles.owner;
    if (!owner.empty() && found.text(row, 2) != owner) {
      findings.push_back(finding(
          fmt::format("partition `{}` is owned by `{}`, promised: `{}`", name, found.text(row, 2), owner)));
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
    const auto lacking =
        rows(probe, "reading a partition's policies", kPoliciesOfItsOwn, {oid, found.text(row, 4)});
    for (std::size_t policy = 0; policy < lacking.size(); ++policy) {
      findings.push_back(finding(
          fmt::format("partition `{}` lacks its parent's policy `{}`", name, lacking.text(policy, 0))));
    }
  }
  return findings;
}

Findings partition_keys_are_exact(Probe& probe, const Table& table) {
  Findings findings;
  const auto found = rows(probe, "reading the partition keys", kPartitionKeys, {oid_of(probe, table)});
  for (std::size_t row = 0; row < found.size(); ++row) {
    const auto depth = static_cast<std::size_t>(std::stoul(found.text(row, 1)));
    const std::string wanted =
        depth < table.partitioning.size() ? key_wording(table.partitioning[depth]) : "no partitions";
    const auto key = found.at(row, 2);
    const std::string there = key ? std::string(*key) : "no partitions";
    if (there == wanted) continue;
    findings.push_back(
        finding(fmt::format("`{}` is divided by {}, promised: {}", found.text(row, 0), there, wanted)));
  }
  return findings;
}

Findings maintenance_is_as_promised(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.has_maintenance || schema.roles.app.empty()) return {};
  const auto found = rows(probe, "reading the functions of maintenance", R"sql(
    SELECT wanted.name, p.oid IS NOT NULL, p.prosecdef = wanted.definer, pg_get_userbyid(p.proowner) = $1,
           coalesce(has_function_privilege($2, p.oid, 'EXECUTE'), false) = wanted.callable, wanted.callable
    FROM (VALUES ('tenon.maintain()', true, true), ('tenon.maintenance()', true, true),
                 ('tenon.runway()', true, true),
                 ('tenon.maintain_at(timestamptz, boolean, boolean)', true, false),
                 ('tenon.make_partition(regclass, text, text, text, jsonb, text, timestamptz)', false, false)
         ) AS wanted (name, definer, callable)
    LEFT JOIN pg_proc p ON p.oid = to_regprocedure(wanted.name) ORDER BY 1)sql",
                          {schema.roles.owner, schema.roles.app});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string name = found.text(row, 0);
    if (!is_true(found, row, 1)) {
      findings.push_back(finding(name, "is not there"));
      continue;
    }
    if (!is_true(found, row, 2)) findings.push_back(finding(name, "has not the promised security"));
    if (!is_true(found, row, 3)) findings.push_back(finding(name, "is not the owner's"));
    if (!is_true(found, row, 4)) {
      findings.push_back(finding(name, is_true(found, row, 5)
                                           ? "can't be called by the application"
                                           : "can be called by the application, promised: not"));
    }
  }
  return findings;
}

Findings leaving_partitions_are_protected(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.has_maintenance || schema.roles.app.empty()) return {};
  const auto found = rows(probe, "reading what is detached and not dropped yet", R"sql(
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
           EXISTS (SELECT FROM aclexplode(c.relacl) acl WHERE acl.grantee <> c.relowner)
    FROM tenon.leaving l JOIN pg_class c ON c.oid = l.relation AND c.relname = l.name ORDER BY 1)sql");
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string name = found.text(row, 0);
    if (!is_true(found, row, 1))
      findings.push_back(finding(name, "is on its way out without enabled and forced row-level security"));
    if (is_true(found, row, 2))
      findings.push_back(finding(name, "is on its way out and granted to somebody"));
  }
  return findings;
}

}  // namespace tenon::conformance
