// What tells of other tenants' rows without showing one: an error that only such a row brings about, a
// conflict that an INSERT skips.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "facts.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kTaken[] = {"23505", "23P01"};  // unique, exclusion

/// An index gives the tenant's own rows alone, whatever else is asked of them: all rows are read, so that the
/// order of the conditions is what keeps the others from being looked at. Not where that would take long.
void read_all_rows(Probe& probe, const Table& table) {
  const auto size = rows(probe, "asking for a table's size", R"sql(
    SELECT greatest(pg_relation_size($1::oid::regclass),
                    (SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree($1::oid::regclass))) < 67108864)sql",
                         {oid_of(probe, table)});
  if (!is_true(size, 0, 0)) return;
  execute(probe, "having all rows read", "SET LOCAL enable_seqscan = on");
  for (const char* scan : {"indexscan", "indexonlyscan", "bitmapscan"})
    execute(probe, "having all rows read", fmt::format("SET LOCAL enable_{} = off", scan));
}

/// Conditions that are an error for each row but the tenant's own.
struct Oracle {
  std::string_view name;
  std::string_view condition;  ///< `{}` is whether the row is its own
};
constexpr Oracle kOracles[] = {
    {"a division", "1 / (CASE WHEN {} THEN 1 ELSE 0 END) = 1"},
    {"a cast", "(CASE WHEN {} THEN '1' ELSE 'one' END)::integer = 1"},
};

/// A table or a view whose rows tell whose they are.
struct Asked {
  std::string name;
  std::string sql;
  std::string tenant_column;
};

std::vector<Asked> that_show_rows_of(Probe& probe, const Table& table) {
  const Schema& schema = probe.schema();
  std::vector<Asked> out = {{table.name, qualified(probe, table), table.tenant_column}};
  for (const View& view : schema.views) {
    const bool granted = std::ranges::any_of(view.grants, [&](const Grant& grant) {
      return grant.role == schema.roles.app && contains(grant.privileges, "SELECT");
    });
    if (!granted || view.tenant_column.empty() || !contains(view.tables, table.name)) continue;
    out.push_back({view.name, qualified(probe, view.name), view.tenant_column});
  }
  return out;
}

/// The row itself has to bring the error about where it may: in its own tenant, which is not the one that the
/// condition spares.
bool is_an_oracle(Probe& probe, const Stage& stage, const std::string& sql) {
  const Outcome control = attempt(probe, stage.app(stage.theirs()), sql);
  return control.error && control.error->sqlstate.starts_with("22");
}

bool is_written_by_all(const Table& table, const std::string& name) {
  return std::ranges::none_of(
      table.columns, [&](const Column& column) { return column.name == name && !column.takes_values(); });
}

bool is_of_a_reference(const Table& table, const std::string& name) {
  return std::ranges::any_of(table.foreign_keys,
                             [&](const ForeignKey& key) { return contains(key.columns, name); });
}

/// A value that is unique over all tenants is so because the schema says it: by a key, or by what an index or
/// an exclusion is told as.
bool is_unique_over_all(const Table& table, const std::string& name) {
  const auto holds = [&](const Key& key) {
    return contains(key.columns, name) && !contains(key.columns, table.tenant_column);
  };
  const auto tells = [&](const std::string& definition) {
    return definition.find(name) != std::string::npos &&
           definition.find(table.tenant_column) == std::string::npos;
  };
  return holds(table.primary_key) || std::ranges::any_of(table.uniques, holds) ||
         std::ranges::any_of(table.indexes,
                             [&](const Index& index) { return index.unique && tells(index.definition); }) ||
         std::ranges::any_of(table.exclusions,
                             [&](const Constraint& each) { return tells(each.definition); });
}

/// All that the other tenant's row holds and ours may hold as well.
Values repeatable(Probe& probe, const Stage& stage, const Table& table) {
  Values values;
  for (const Sample& sample : table.sample) {
    const std::string& name = sample.column;
    if (name == table.tenant_column || !is_written_by_all(table, name) || is_of_a_reference(table, name) ||
        is_unique_over_all(table, name))
      continue;
    const auto row = first_row(probe, stage.app(stage.theirs()),
                               fmt::format("SELECT {}::text FROM {} WHERE {}", quoted(probe, name),
                                           qualified(probe, table), of_tenant(probe, table, stage.theirs())));
    if (!row.empty()) values.emplace(name, row[0]);
  }
  return values;
}

}  // namespace

Findings errors_of_another_tenants_row(Probe& probe, const Table& table) {
  if (!promised(table, probe.schema().roles.app, "SELECT")) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  read_all_rows(probe, table);
  Findings findings;
  for (const Asked& asked : that_show_rows_of(probe, table)) {
    const std::string own = read_by(probe, asked.tenant_column, stage.ours());
    for (const Oracle& oracle : kOracles) {
      const std::string sql =
          fmt::format("SELECT FROM {} WHERE {}", asked.sql, fmt::format(fmt::runtime(oracle.condition), own));
      const Outcome outcome = attempt(probe, stage.app(stage.ours()), sql);
      // A view may leave the sample row out, and a table's own policy may.
      if (!outcome.error || !is_an_oracle(probe, stage, sql)) continue;
      findings.push_back(finding(
          asked.name, fmt::format("{} in a WHERE {}, which another tenant's row brings about, promised: the "
                                  "policy first",
                                  oracle.name, outcome.wording())));
    }
  }
  return findings;
}

/// With DO NOTHING and without naming a key: whatever stands in the way shows by the row that isn't put in.
Findings conflicts_with_another_tenants_row(Probe& probe, const Table& table) {
  const std::string& app = probe.schema().roles.app;
  if (!promised(table, app, "INSERT") || !promised(table, app, "SELECT")) return {};
  Stage stage(probe, table);
  stage.add_row(stage.theirs());
  const auto insert = [&](const Values& instead) {
    return attempt(probe, stage.app(stage.ours()),
                   stage.insert_sql(table, stage.ours(), 1, instead) + " ON CONFLICT DO NOTHING");
  };
  // Where the row of our own doesn't go in either, as where a key can be deferred, this tells nothing.
  const Outcome control = insert({});
  if (control.error || control.rows != 1) return {};
  const Outcome outcome = insert(repeatable(probe, stage, table));
  const bool taken =
      outcome.error ? std::ranges::any_of(kTaken, [&](auto state) { return outcome.refused_with(state); })
                    : outcome.rows == 0;
  if (!taken) return {};
  return {
      finding(fmt::format("INSERT … ON CONFLICT DO NOTHING of another tenant's values {}, promised: one "
                          "row, as if there were no other tenant",
                          outcome.wording()))};
}

}  // namespace tenon::conformance
