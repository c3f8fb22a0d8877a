// What a statement that writes gives back, and which rows it takes for those that nothing matches.
#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

struct Returning {
  std::string_view name;
  std::string_view privilege;
  int since;             ///< the server's version
  std::string_view sql;  ///< {table}, {column} of the tenant, {ours}
};

constexpr Returning kReturning[] = {
    {"UPDATE … RETURNING", "UPDATE", 0, "UPDATE {table} SET {column} = {ours} RETURNING {column}"},
    {"DELETE … RETURNING", "DELETE", 0, "DELETE FROM {table} RETURNING {column}"},
    {"MERGE … WHEN NOT MATCHED BY SOURCE THEN UPDATE", "UPDATE", 170000,
     "MERGE INTO {table} USING (SELECT WHERE false) AS nothing ON true WHEN NOT MATCHED BY SOURCE THEN "
     "UPDATE "
     "SET {column} = {ours} RETURNING merge_action(), {column}"},
    {"MERGE … WHEN NOT MATCHED BY SOURCE THEN DELETE", "DELETE", 170000,
     "MERGE INTO {table} USING (SELECT WHERE false) AS nothing ON true WHEN NOT MATCHED BY SOURCE THEN "
     "DELETE "
     "RETURNING merge_action(), {column}"},
    {"UPDATE … RETURNING OLD", "UPDATE", 180000,
     "UPDATE {table} SET {column} = {ours} RETURNING old.{column}, new.{column}"},
    {"DELETE … RETURNING OLD", "DELETE", 180000, "DELETE FROM {table} RETURNING old.{column}, new.{column}"},
};

std::string sql_of(Probe& probe, const Table& table, const Stage& stage, const Returning& each) {
  return fmt::format(fmt::runtime(each.sql), fmt::arg("table", qualified(probe, table)),
                     fmt::arg("column", quoted(probe, table.tenant_column)),
                     fmt::arg("ours", literal(probe, stage.ours())));
}

}  // namespace

/// No condition narrows it down but the policies.
Findings rows_that_writing_returns(Probe& probe, const Table& table) {
  const std::string& app = probe.schema().roles.app;
  if (!promised(table, app, "SELECT")) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  const std::size_t own = stage.rows_of(stage.ours());
  Findings findings;
  for (const Returning& each : kReturning) {
    if (probe.session().server_version() < each.since || !promised(table, app, each.privilege)) continue;
    const Outcome outcome = attempt(probe, stage.app(stage.ours()), sql_of(probe, table, stage, each));
    // A declared policy may keep some of them from being changed; whether too many are is another check's.
    if (outcome.error ? outcome.refused_with(kDenied) : outcome.rows <= own) continue;
    findings.push_back(finding(
        fmt::format("{} {}, promised: of its own {} and no other", each.name, outcome.wording(), own)));
  }
  return findings;
}

}  // namespace tenon::conformance
