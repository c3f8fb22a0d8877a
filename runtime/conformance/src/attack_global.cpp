// Global tables: what nobody was granted is refused, and what was granted reaches no tenant's rows.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kRestrictViolation = "23001";  // of RESTRICT, from PostgreSQL 18 on

bool may_update(const Table& table, const std::string& role, const std::string& column) {
  if (promised(table, role, "UPDATE")) return true;
  return std::any_of(table.grants.begin(), table.grants.end(), [&](const Grant& grant) {
    return grant.role == role && contains(grant.update_columns, column);
  });
}

struct Forbidden {
  std::string name;
  std::string sql;
};

/// What the role was not granted on the table.
std::vector<Forbidden> forbidden(Probe& probe, const Stage& stage, const Table& table,
                                 const std::string& role) {
  const std::string name = qualified(probe, table);
  std::vector<Forbidden> out;
  if (!promised(table, role, "INSERT")) out.push_back({"INSERT", stage.insert_sql(table, stage.ours(), 2)});
  if (!promised(table, role, "DELETE")) out.push_back({"DELETE", "DELETE FROM " + name});
  for (const Column& column : table.columns) {
    if (may_update(table, role, column.name)) continue;
    // A value that the server takes for what it writes itself, too: it looks at privileges first.
    out.push_back({fmt::format("UPDATE of `{}`", column.name),
                   fmt::format("UPDATE {} SET {} = DEFAULT", name, quoted(probe, column.name))});
  }
  return out;
}

/// What the other tenant has, table by table: a hash of all of its rows.
std::vector<std::string> contents(Probe& probe, const Stage& stage, const std::vector<const Table*>& tables) {
  std::vector<std::string> out;
  for (const Table* table : tables) {
    const auto row = first_row(
        probe, stage.app(stage.theirs()),
        fmt::format("SELECT md5(coalesce(string_agg(r::text, ';' ORDER BY r::text), '')) FROM {} AS r",
                    qualified(probe, *table)));
    out.push_back(row.at(0).value_or(""));
  }
  return out;
}

/// The row that the other tenant's rows refer to is removed, and each of its values becomes another.
std::vector<Forbidden> changes_of(Probe& probe, const Stage& stage, const Table& table) {
  const std::string name = qualified(probe, table);
  const std::string row = sample_row(probe, table, stage.theirs());
  std::vector<Forbidden> out = {{"DELETE", fmt::format("DELETE FROM {} WHERE {}", name, row)}};
  for (const Sample& sample : table.sample) {
    // The third sample row's value is no row's yet.
    out.push_back({fmt::format("UPDATE of `{}`", sample.column),
                   fmt::format("UPDATE {} SET {} = {} WHERE {}", name, quoted(probe, sample.column),
                               Stage::sample_value(sample, stage.ours(), 3), row)});
  }
  return out;
}

/// Whether a refusal tells of tenants' rows: among global ones each role may look for itself.
bool tells(const Schema& schema, const Outcome& outcome) {
  if (!outcome.refused_with(kForeignKeyViolation) && !outcome.refused_with(kRestrictViolation)) return false;
  return std::none_of(schema.tables.begin(), schema.tables.end(), [&](const Table& table) {
    return table.tenancy == Tenancy::kGlobal &&
           std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                       [&](const ForeignKey& key) { return key.name == outcome.error->constraint; });
  });
}

void attack_rows(Probe& probe, const Stage& stage, const Table& table, const std::string& role,
                 const std::vector<const Table*>& filled, const std::vector<std::string>& before,
                 Findings& findings) {
  for (const Forbidden& deed : changes_of(probe, stage, table)) {
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_global");
    const Outcome outcome = act(probe, {role, stage.ours()}, deed.sql);
    if (tells(probe.schema(), outcome)) {
      findings.push_back(finding(table.name, fmt::format("{} by `{}` tells what tenants have: it {}",
                                                         deed.name, role, outcome.wording())));
    }
    const auto after = outcome.error ? before : contents(probe, stage, filled);
    for (std::size_t at = 0; at < filled.size(); ++at) {
      if (before[at] == after[at]) continue;
      findings.push_back(finding(table.name, fmt::format("{} by `{}` changed another tenant's rows of `{}`",
                                                         deed.name, role, filled[at]->name)));
    }
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_global");
  }
}

}  // namespace

Findings writing_global_rows(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  Findings findings;
  for (const std::string& role : probe.schema().roles.bound()) {
    for (const Forbidden& deed : forbidden(probe, stage, table, role)) {
      const Outcome outcome = attempt(probe, {role, stage.ours()}, deed.sql);
      if (outcome.refused_with(kDenied)) continue;
      findings.push_back(finding(fmt::format("{} of a global row by `{}` {}, promised: permission denied",
                                             deed.name, role, outcome.wording())));
    }
  }
  return findings;
}

// Once for all tables: what goes along with a row may stand anywhere.
Findings global_rows_reach_tenants(Probe& probe) {
  const Schema& schema = probe.schema();
  const Table* root = root_of(schema);
  if (root == nullptr) return {};
  Findings findings;
  Stage stage(probe, *root);
  const std::vector<const Table*> filled = stage.add_everything().read_by(schema.roles.app);
  execute(probe, "checking what was put off", "SET CONSTRAINTS ALL IMMEDIATE");
  const auto before = contents(probe, stage, filled);
  for (const Table& table : schema.tables) {
    if (table.tenancy != Tenancy::kGlobal) continue;
    for (const std::string& role : schema.roles.bound())
      attack_rows(probe, stage, table, role, filled, before, findings);
  }
  return findings;
}

}  // namespace tenon::conformance
