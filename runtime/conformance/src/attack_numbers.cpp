// Numbers that the database counts within a tenant: nobody writes one, nobody reads or writes a count, and
// what others add doesn't show in them.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

std::string counted_column(const Table& table) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const Column& column) { return column.written == Written::kByCounter; });
  return found == table.columns.end() ? "" : found->name;
}

struct Refused {
  std::string what;
  std::string sql;
};

/// What nobody has a right to, whatever the tenant.
std::vector<Refused> refused_deeds(Probe& probe, const Table& table, const Stage& stage,
                                   const std::string& column) {
  const std::string name = quoted(probe, column);
  return {
      {"reading the counts", "SELECT FROM tenon.counters"},
      {"setting a count", "UPDATE tenon.counters SET next = 1000"},
      {"removing a count", "DELETE FROM tenon.counters"},
      {"adding a count", "INSERT INTO tenon.counters (scope) VALUES ('')"},
      {"giving a number", stage.insert_sql(table, stage.ours(), 2, {{column, "1000"}})},
      {"changing a number", fmt::format("UPDATE {} SET {} = 1000", qualified(probe, table), name)},
  };
}

/// The number that our second row gets, taken back again.
std::string next_of_ours(Probe& probe, const Table& table, const Stage& stage, const std::string& column) {
  const auto row = first_row(
      probe, stage.app(stage.ours()),
      fmt::format("{} RETURNING {}::text", stage.insert_sql(table, stage.ours(), 2), quoted(probe, column)));
  return row.empty() || !row[0] ? "" : *row[0];
}

}  // namespace

Findings numbers_of_other_tenants(Probe& probe, const Table& table) {
  const std::string column = counted_column(table);
  const std::string app = probe.schema().roles.app;
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  Findings findings;
  for (const Refused& deed : refused_deeds(probe, table, stage, column)) {
    const Outcome outcome = attempt(probe, stage.app(stage.ours()), deed.sql);
    if (!outcome.refused_with(kDenied))
      findings.push_back(finding(
          fmt::format("{} {}, promised: refused for want of the privilege", deed.what, outcome.wording())));
  }
  if (!promised(table, app, "INSERT") || !promised(table, app, "SELECT")) return findings;
  const std::string alone = next_of_ours(probe, table, stage, column);
  stage.add_row(stage.theirs());
  const std::string beside = next_of_ours(probe, table, stage, column);
  if (alone != beside)
    findings.push_back(
        finding(fmt::format("a row gets the number {} in `{}`, and {} once another tenant has added one",
                            alone, column, beside)));
  return findings;
}

}  // namespace tenon::conformance
