#include <fmt/format.h>

#include <set>

#include "attack.hpp"
#include "facts.hpp"
#include "stage.hpp"

// What a query tells beside its rows: by what a function in it was shown, and by the planner's statistics.

namespace tenon::conformance {
namespace {

/// A function so cheap that the planner would like to call it before anything else. Whoever may make
/// temporary objects may make it; it remembers that it was shown another tenant's row.
constexpr const char* kPeek = R"sql(
  CREATE FUNCTION pg_temp.tenon_peek(own boolean) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $peek$
  BEGIN
    IF NOT own THEN
      SET LOCAL tenon.peeked = 'yes';
    END IF;
    RETURN true;
  END $peek$;
  SET LOCAL tenon.peeked = '';
  SELECT FROM {} WHERE pg_temp.tenon_peek({}))sql";

bool may_make_temporary_objects(Probe& probe) {
  return is_true(
      rows(probe, "asking for the right to make temporary objects",
           "SELECT has_database_privilege($1, current_database(), 'TEMPORARY')", {probe.schema().roles.app}),
      0, 0);
}

/// Statistics of a table are its partitions' too.
std::string statistics_of(Probe& probe, const Table& table, std::string_view view) {
  return fmt::format(
      "SELECT FROM pg_catalog.{} WHERE schemaname = {} AND (tablename = {} OR tablename IN (SELECT "
      "relname FROM pg_catalog.pg_partition_tree({}::oid::regclass) JOIN pg_catalog.pg_class ON oid = "
      "relid))",
      view, literal(probe, placed(probe.schema(), table.name).schema),
      literal(probe, placed(probe.schema(), table.name).name), literal(probe, oid_of(probe, table)));
}

/// The tenant's, and all that extended statistics are made of: where one of theirs is left out, they are too.
std::vector<std::string> columns_with_statistics(const Table& table) {
  std::set<std::string> out = {table.tenant_column};
  for (const Statistics& each : table.statistics) out.insert(each.columns.begin(), each.columns.end());
  return {out.begin(), out.end()};
}

/// New statistics, unless the table is too large for a check's time or somebody's already: those that it has
/// will do then.
std::optional<Outcome> analyze(Probe& probe, const Table& table) {
  try {
    return act(probe, {probe.schema().roles.owner, ""},
               fmt::format("ANALYZE {} ({})", qualified(probe, table),
                           quoted_list(probe, columns_with_statistics(table))));
  } catch (const NotJudged&) {
    return std::nullopt;
  }
}

}  // namespace

Findings leaking_through_a_function(Probe& probe, const Table& table) {
  if (!promised(table, probe.schema().roles.app, "SELECT") || !may_make_temporary_objects(probe)) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  const std::string peek =
      fmt::format(kPeek, qualified(probe, table), read_by(probe, table.tenant_column, stage.ours()));
  const Outcome shown =
      attempt(probe, stage.app(stage.ours()), "SELECT WHERE current_setting('tenon.peeked') = 'yes'", peek);
  if (!shown.error && shown.rows == 0) return {};
  return {finding("a cheap function in a WHERE was shown another tenant's row, promised: the policy first")};
}

Findings reading_statistics(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  const auto analyzed = analyze(probe, table);
  if (analyzed && analyzed->error) return {finding("ANALYZE by the owner " + analyzed->wording())};
  Findings findings;
  for (const std::string_view view : {"pg_stats", "pg_stats_ext"}) {
    const Outcome stats = attempt(probe, stage.app(stage.ours()), statistics_of(probe, table, view));
    if (!stats.error && stats.rows == 0) continue;
    findings.push_back(
        finding(fmt::format("reading {} {}, promised: no row, since common values are other tenants' too",
                            view, stats.wording())));
  }
  return findings;
}

Findings reading_raw_statistics(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  Findings findings;
  for (const char* catalog : {"pg_statistic", "pg_statistic_ext_data"}) {
    const Outcome read = attempt(probe, {probe.schema().roles.app, ""},
                                 fmt::format("SELECT * FROM pg_catalog.{} LIMIT 1", catalog));
    if (read.refused_with(kDenied)) continue;
    findings.push_back(
        finding(catalog, "can be read by the application: it holds values of every tenant's rows"));
  }
  return findings;
}

}  // namespace tenon::conformance
