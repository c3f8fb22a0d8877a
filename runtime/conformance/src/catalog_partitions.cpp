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

constexpr const char* kPolicies = R"sql(
  SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
  WHERE p.polrelid = ANY ($1::oid[]) ORDER BY 1, 2)sql";

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

Findings partitions_are_closed(Probe& probe, const Table& table) {
  Findings findings;
  const std::string oid = oid_of(probe, table);
  const std::string partitions = partitions_of(probe, oid);
  if (partitions == "{}") return {};
  const std::string& owner = probe.schema().roles.owner;
  const auto found = rows(probe, "reading the partitions", kPartitions, {partitions});
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string name = found.text(row, 0);
    if (!owner.empty() && !is_true(found, row, 1)) {
      findings.push_back(
          finding(fmt::format("partition `{}` has no enabled and forced row-level security", name)));
    }
    if (!owner.empty() && found.text(row, 2) != owner) {
      findings.push_back(finding(
          fmt::format("partition `{}` is owned by `{}`, promised: `{}`", name, found.text(row, 2), owner)));
    }
    if (!found.text(row, 3).empty()) {
      findings.push_back(finding(
          fmt::format("partition `{}` is granted to {}, promised: to nobody", name, found.text(row, 3))));
    }
  }
  const auto policies = rows(probe, "reading the partitions' policies", kPolicies, {partitions});
  for (std::size_t row = 0; row < policies.size(); ++row) {
    findings.push_back(
        finding(fmt::format("partition `{}` has a policy `{}`, promised: none, so that its rows are found "
                            "through its table alone",
                            policies.text(row, 0), policies.text(row, 1))));
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
