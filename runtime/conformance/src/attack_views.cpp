// Views and logs: what another tenant does is seen in neither, and a log is written by its triggers alone.
#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

std::string view_name(Probe& probe, const View& view) {
  return qualified(probe, view.name);
}

/// All that our tenant sees in the view, in one text.
std::string seen(Probe& probe, const Stage& stage, const View& view) {
  const auto row =
      first_row(probe, stage.app(stage.ours()),
                fmt::format("SELECT md5(coalesce(string_agg(v::text, ';' ORDER BY v::text), '')) FROM {} v",
                            view_name(probe, view)));
  return row.empty() || !row[0] ? "" : *row[0];
}

void attack_view(Probe& probe, const View& view, const Table& table, Findings& findings) {
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  const std::string before = seen(probe, stage, view);
  stage.add_row(stage.theirs());
  if (seen(probe, stage, view) != before) {
    findings.push_back(
        finding(view.name, fmt::format("changes when another tenant adds a row to `{}`", table.name)));
  }
  if (view.tenant_column.empty()) return;
  const Outcome outcome =
      attempt(probe, stage.app(stage.ours()),
              fmt::format("SELECT FROM {} WHERE {} = {}", view_name(probe, view),
                          quoted(probe, view.tenant_column), literal(probe, stage.theirs())));
  if (outcome.error || outcome.rows > 0) {
    findings.push_back(finding(
        view.name, fmt::format("SELECT of another tenant's rows {}, promised: no row", outcome.wording())));
  }
}

Findings attack_log(Probe& probe, const Audit& audit, const Table& table, const Table& log) {
  Findings findings;
  Stage stage(probe, table);
  const Actor us = stage.app(stage.ours());
  const std::string name = qualified(probe, table);
  const std::string logged = qualified(probe, log);
  const auto count = [&](std::string_view action) {
    const auto row = first_row(
        probe, us, fmt::format("SELECT count(*) FROM {} WHERE action = {}", logged, literal(probe, action)));
    return row.empty() || !row[0] ? std::string() : *row[0];
  };
  const auto expect_logged = [&](std::string_view action) {
    if (count(action) == "1") return;
    findings.push_back(
        finding(log.name, fmt::format("holds {} rows of one {}, promised: 1", count(action), action)));
  };
  stage.add_row(stage.ours());
  expect_logged("insert");
  const auto theirs =
      first_row(probe, stage.app(stage.theirs()),
                fmt::format("SELECT count(*) FROM {} WHERE {}", logged, of_tenant(probe, log, stage.ours())));
  if (!theirs.empty() && theirs[0] != "0")
    findings.push_back(finding(log.name, "is shown to another tenant"));
  for (const std::string& column : audit.left_out) {
    const auto row =
        first_row(probe, us,
                  fmt::format("SELECT count(*) FROM {} l, {} t WHERE strpos(l.changed::text, t.{}::text) > 0",
                              logged, name, quoted(probe, column)));
    if (!row.empty() && row[0] && *row[0] != "0")
      findings.push_back(
          finding(log.name, fmt::format("holds the value of `{}`, which it must not", column)));
  }
  for (const std::string& deed :
       {fmt::format("INSERT INTO {} SELECT * FROM {}", logged, logged), fmt::format("DELETE FROM {}", logged),
        fmt::format("UPDATE {} SET action = 'update'", logged)}) {
    const Outcome outcome = attempt(probe, us, deed);
    if (!outcome.refused_with(kDenied))
      findings.push_back(finding(
          log.name,
          fmt::format("`{}` by the application {}, promised: permission denied", deed, outcome.wording())));
  }
  if (promised(table, us.role, "DELETE")) {
    act(probe, us, fmt::format("DELETE FROM {}", name));
    if (!log.shown_with_rows) {
      expect_logged("delete");
    } else if (count("insert") != "0" || count("delete") != "0") {
      findings.push_back(finding(
          log.name, "shows the application what was logged of a row that it doesn't see, promised: nothing"));
    }
  }
  return findings;
}

}  // namespace

Findings views_of_another_tenant(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  Findings findings = kept_rows_are_not_reached(probe);
  for (const View& view : probe.schema().views) {
    for (const std::string& name : view.tables) {
      const Table* table = table_named(probe.schema(), name);
      if (table == nullptr || table->tenancy != Tenancy::kTenant) continue;
      execute(probe, "setting a savepoint", "SAVEPOINT tenon_view");
      attack_view(probe, view, *table, findings);
      execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_view");
    }
  }
  return findings;
}

Findings logs_are_kept_and_not_written(Probe& probe) {
  Findings findings;
  for (const Audit& audit : probe.schema().audits) {
    const Table* table = table_named(probe.schema(), audit.table);
    const Table* log = table_named(probe.schema(), audit.log);
    if (table == nullptr || log == nullptr) continue;
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_log");
    const Findings more = attack_log(probe, audit, *table, *log);
    findings.insert(findings.end(), more.begin(), more.end());
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_log");
  }
  return findings;
}

}  // namespace tenon::conformance
