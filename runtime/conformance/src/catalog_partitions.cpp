#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {

namespace {

/// Whether each is secured, whose it is, and who was granted something.
constexpr const char* kPartitions = R"sql(
  SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, pg_get_userbyid(c.relowner),
         array_to_string(ARRAY(
           SELECT DISTINCT coalesce(r.rolname, 'PUBLIC') FROM aclexplode(c.relacl) acl
           LEFT JOIN pg_roles r ON r.oid = acl.grantee WHERE acl.grantee <> c.relowner ORDER BY 1), ', ')
  FROM pg_class c WHERE c.oid = ANY ($1::oid[]) ORDER BY 1)sql";

/// The policies that a partition has and its table has not, or has in other words, and the other way round. A
/// subquery names its table, which is another one in each.
constexpr const char* kPoliciesThatDiffer = R"sql(
  WITH policies AS MATERIALIZED (
    SELECT p.polrelid, p.polname, (p.polcmd, p.polpermissive, p.polroles,
           replace(pg_get_expr(p.polqual, p.polrelid), quote_ident(c.relname) || '.', ''),
           replace(pg_get_expr(p.polwithcheck, p.polrelid), quote_ident(c.relname) || '.', ''))::text AS wording
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid AND c.oid = ANY ($2::oid[] || $1::oid)
    WHERE p.polrelid = ANY ($2::oid[] || $1::oid))
  SELECT polrelid::regclass, polname, true FROM policies own
  WHERE polrelid <> $1::oid
    AND NOT EXISTS (SELECT FROM policies p WHERE p.polrelid = $1::oid AND p.wording = own.wording)
  UNION ALL
  SELECT partition::regclass, polname, false FROM policies wanted, unnest($2::oid[]) AS partition
  WHERE polrelid = $1::oid
    AND NOT EXISTS (SELECT FROM policies p WHERE p.polrelid = partition AND p.wording = wanted.wording)
  ORDER BY 1, 3 DESC, 2)sql";

/// By what a table is divided, and its partitions, level by level; nothing for a leaf.
constexpr const char* kPartitionKeys = R"sql(
  WITH RECURSIVE family(oid, depth) AS (
    SELECT $1::oid, 0 UNION ALL
    SELECT child.inhrelid, depth + 1
    FROM family, LATERAL (SELECT inhrelid FROM pg_inherits WHERE inhparent = family.oid OFFSET 0) AS child)
  SELECT c.relname, depth,
         CASE p.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' WHEN 'h' THEN 'HASH' END
         || ' (' || (SELECT string_agg(coalesce(a.attname, 'an expression'), ', ' ORDER BY key.place)
                     FROM unnest(p.partattrs::int2[]) WITH ORDINALITY AS key (number, place)
                     LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = key.number) || ')'
  FROM family CROSS JOIN LATERAL (SELECT relname FROM pg_class WHERE pg_class.oid = family.oid OFFSET 0) AS c
  LEFT JOIN pg_partitioned_table p ON p.partrelid = family.oid
  ORDER BY depth, 1)sql";

std::string key_wording(const Partitioning& level) {
  return fmt::format("{} ({})", level.strategy, fmt::join(level.columns, ", "));
}

}  // namespace

Findings partitions_are_protected_as_their_parent(Probe& probe, const Table& table) {
  Findings findings;
  const std::string oid = oid_of(probe, table);
  const std::string partitions = partitions_of(probe, oid);
  if (partitions == "{}") return {};
  const auto found = rows(probe, "reading the partitions", kPartitions, {partitions});
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
  }
  const auto differing =
      rows(probe, "reading the partitions' policies", kPoliciesThatDiffer, {oid, partitions});
  for (std::size_t row = 0; row < differing.size(); ++row) {
    findings.push_back(finding(fmt::format(
        fmt::runtime(is_true(differing, row, 2) ? "partition `{}` has a policy `{}` that its parent has not"
                                                : "partition `{}` lacks its parent's policy `{}`"),
        differing.text(row, 0), differing.text(row, 1))));
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
                 ('tenon.make_partition(regclass, text, text, text, jsonb, text, timestamptz)', false, false),
                 ('tenon.reach(regclass, boolean)', false, false), ('tenon.drop_detached(oid)', false, false)
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
