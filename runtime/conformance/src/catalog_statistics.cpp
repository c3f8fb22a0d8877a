#include <fmt/format.h>

#include <algorithm>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

// Postgres keeps the columns in the order of the table's, which a column that came later has another of.
constexpr const char* kStatistics = R"sql(
  WITH kinds(code, kind) AS (VALUES ('d'::"char", 'ndistinct'), ('f', 'dependencies'), ('m', 'mcv'),
                                    ('e', 'expressions'))
  SELECT CASE WHEN n.nspname = $2 THEN '' ELSE n.nspname || '.' END || s.stxname, format('(%s) ON %s%s%s%s',
    (SELECT string_agg(coalesce(kind, k::text), ', ' ORDER BY kind) FROM unnest(s.stxkind) k
     LEFT JOIN kinds ON code = k),
    (SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM unnest(s.stxkeys::int2[]) k
     JOIN pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k),
    ', ' || array_to_string(pg_get_statisticsobjdef_expressions(s.oid), ', '),
    CASE WHEN s.stxstattarget >= 0 THEN format(' (with the target %s)', s.stxstattarget) END,
    CASE WHEN s.stxowner <> c.relowner THEN format(' (of the owner %s)', pg_get_userbyid(s.stxowner)) END)
  FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace
  WHERE s.stxrelid = $1::oid)sql";

std::string sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Findings statistics_are_exact(Probe& probe, const Table& table) {
  Facts promised;
  for (const Statistics& each : table.statistics)
    promised.emplace(each.name, fmt::format("({}) ON {}", sorted(each.kinds), sorted(each.columns)));
  const Facts there = facts_of(rows(probe, "reading the extended statistics", kStatistics,
                                    {oid_of(probe, table), placed(probe.schema(), table.name).schema}));
  return differences("statistics object", promised, there);
}

}  // namespace tenon::conformance
