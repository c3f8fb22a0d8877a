#include <fmt/format.h>

#include "attack.hpp"
#include "catalog.hpp"
#include "facts.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr const char* kPartitionNames = R"sql(
  SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY ($1::oid[]) ORDER BY 1)sql";

/// The next range, made by what makes them all.
constexpr const char* kMakeNextRange = R"sql(
  SELECT tenon.make_partition(p.relation, n.nspname, lacking.name, lacking.bound, p.levels, p.guard, reached)
  FROM tenon.partitioned p JOIN pg_class c ON c.oid = p.relation JOIN pg_namespace n ON n.oid = c.relnamespace,
       tenon.reach(p.relation, coalesce((p.levels->0->>'uuid7')::boolean, false)) AS reached,
       tenon.lacking_partitions(p.relation, c.relname, jsonb_set(p.levels->0, '{{ahead}}', '0'), reached) AS lacking
  WHERE p.relation = {}::oid LIMIT 1)sql";

/// What nobody was granted is refused, whoever's row it is.
Findings partitions_are_closed(Probe& probe, const Table& table, const Stage& stage) {
  const auto partitions =
      rows(probe, "naming the partitions", kPartitionNames, {partitions_of(probe, oid_of(probe, table))});
  Findings findings;
  for (std::size_t row = 0; row < partitions.size(); ++row) {
    const std::string name = partitions.text(row, 0);
    const std::string own = of_tenant(probe, table, stage.ours());
    for (const std::string& deed :
         {fmt::format("SELECT FROM {} LIMIT 1", name),
          fmt::format("INSERT INTO {} {}", name, stage.insert_values(table, stage.ours(), 2, {})),
          fmt::format("UPDATE {} SET {}", name, own), fmt::format("DELETE FROM {}", name)}) {
      const Outcome outcome = attempt(probe, stage.app(stage.ours()), deed);
      if (outcome.refused_with(kDenied)) continue;
      findings.push_back(
          finding(fmt::format("partition {} by its own name: {} {}, promised: permission denied", name,
                              deed.substr(0, deed.find(' ')), outcome.wording())));
    }
  }
  return findings;
}

}  // namespace

Findings reading_partitions_by_name(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  return partitions_are_closed(probe, table, stage);
}

Findings partitions_made_a_moment_ago(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  const Outcome made = act(probe, {probe.schema().roles.owner, ""},
                           fmt::format(kMakeNextRange, literal(probe, oid_of(probe, table))));
  if (made.error || made.rows == 0)
    return {finding(fmt::format("making the next partition {}", made.wording()))};
  Findings findings = partitions_are_protected_as_their_parent(probe, table);
  const Findings open = partitions_are_closed(probe, table, stage);
  findings.insert(findings.end(), open.begin(), open.end());
  return findings;
}

}  // namespace tenon::conformance
