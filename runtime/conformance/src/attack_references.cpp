#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kUniqueViolation = "23505";
constexpr std::string_view kExclusionViolation = "23P01";

/// Foreign keys into tables of tenants, with the table that each refers to.
std::vector<std::pair<const ForeignKey*, const Table*>> tenant_references(const Schema& schema,
                                                                          const Table& table) {
  std::vector<std::pair<const ForeignKey*, const Table*>> references;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent = table_named(schema, key.table);
    if (parent != nullptr && parent->tenancy == Tenancy::kTenant) references.emplace_back(&key, parent);
  }
  return references;
}

bool is_written_by_the_server(const Table& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return column.name == name && !column.takes_values(); });
}

/// The key's columns but for the tenant's, with the values of a tenant's row of the parent.
Values reference_to(Probe& probe, const Stage& stage, const Table& table, const ForeignKey& key,
                    const Table& parent, const std::string& tenant) {
  std::string columns;
  for (const std::string& column : key.referenced_columns) {
    columns += fmt::format("{}{}::text", columns.empty() ? "" : ", ", quoted(probe, column));
  }
  const auto row = first_row(probe, stage.app(tenant),
                             fmt::format("SELECT {} FROM {} WHERE {}", columns, qualified(probe, parent),
                                         of_tenant(probe, parent, tenant)));
  Values values;
  for (std::size_t i = 0; i < row.size() && i < key.columns.size(); ++i) {
    if (key.columns[i] != table.tenant_column && !is_written_by_the_server(table, key.columns[i]))
      values.emplace(key.columns[i], row[i]);
  }
  return values;
}

/// Refused where the database keeps its promises.
void point_our_row_at(Probe& probe, const Stage& stage, const Table& table, const Values& target) {
  std::string assignments;
  for (const auto& [column, value] : target) {
    assignments += fmt::format("{}{} = {}", assignments.empty() ? "" : ", ", quoted(probe, column),
                               value ? literal(probe, *value) : "NULL");
  }
  if (assignments.empty()) return;
  act(probe, stage.app(stage.ours()),
      fmt::format("UPDATE {} SET {} WHERE {}", qualified(probe, table), assignments,
                  of_tenant(probe, table, stage.ours())));
}

}  // namespace

Findings referencing_another_tenants_row(Probe& probe, const Table& table) {
  Findings findings;
  Stage stage(probe, table);
  for (const auto& [key, parent] : tenant_references(probe.schema(), table)) {
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_reference");
    const bool circle = stage.add_circle(*parent);
    const Values theirs = reference_to(probe, stage, table, *key, *parent, stage.theirs());
    if (theirs.empty() || theirs == reference_to(probe, stage, table, *key, *parent, stage.ours())) {
      findings.push_back(
          finding(fmt::format("referring to another tenant's row through `{}` proves nothing: the "
                              "samples of `{}` give both tenants the same key",
                              key->name, parent->name)));
    } else {
      const Outcome outcome = attempt(probe, stage.app(stage.ours()),
                                      stage.insert_sql(table, stage.ours(), circle ? 2 : 1, theirs),
                                      "SET CONSTRAINTS ALL IMMEDIATE");
      if (!outcome.refused_with(kForeignKeyViolation) &&
          promised(table, probe.schema().roles.app, "INSERT")) {
        findings.push_back(
            finding(fmt::format("referring to another tenant's row through `{}` {}, promised: refused "
                                "by the foreign key",
                                key->name, outcome.wording())));
      }
    }
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_reference");
  }
  return findings;
}

Findings deletes_of_another_tenant_reach_ours(Probe& probe, const Table& table) {
  Findings findings;
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  const std::string ours = fmt::format("SELECT md5(string_agg(row::text, ' ')) FROM {} AS row WHERE {}",
                                       qualified(probe, table), of_tenant(probe, table, stage.ours()));
  for (const auto& [key, parent] : tenant_references(probe.schema(), table)) {
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_reference");
    if (parent == &table) stage.add_row(stage.theirs());
    // Where a broken key lets our row refer to theirs, it shall, so that the delete can show its reach.
    point_our_row_at(probe, stage, table, reference_to(probe, stage, table, *key, *parent, stage.theirs()));
    const auto before = first_row(probe, stage.app(stage.ours()), ours);
    const Outcome removed = act(probe, stage.app(stage.theirs()),
                                fmt::format("DELETE FROM {} WHERE {}", qualified(probe, *parent),
                                            of_tenant(probe, *parent, stage.theirs())));
    if (removed.error && !removed.refused_with(kDenied) && !removed.refused_with(kForeignKeyViolation)) {
      findings.push_back(
          finding(fmt::format("another tenant's delete in `{}` {}", parent->name, removed.wording())));
    }
    if (before != first_row(probe, stage.app(stage.ours()), ours)) {
      findings.push_back(finding(fmt::format("another tenant's delete in `{}` changed our row through `{}`",
                                             parent->name, key->name)));
    }
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_reference");
  }
  return findings;
}

namespace {

bool shares_columns_with_a_reference(const Table& table, const Key& key) {
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& reference) {
    return std::any_of(reference.columns.begin(), reference.columns.end(), [&](const std::string& column) {
      return column != table.tenant_column && contains(key.columns, column);
    });
  });
}

/// The values of our row in the key's columns, but for the tenant.
Values our_values(Probe& probe, const Stage& stage, const Table& table, const Key& key) {
  Values values;
  for (const std::string& column : key.columns) {
    if (column == table.tenant_column || is_written_by_the_server(table, column)) continue;
    const auto row = first_row(probe, stage.app(stage.ours()),
                               fmt::format("SELECT {}::text FROM {} WHERE {}", quoted(probe, column),
                                           qualified(probe, table), of_tenant(probe, table, stage.ours())));
    if (!row.empty()) values.emplace(column, row[0]);
  }
  return values;
}

/// A value of a key that is unique over all tenants, as its author said, is taken with whatever holds it.
bool holds_a_global_key(const Table& table, const std::vector<Key>& keys, const Key& key) {
  return std::any_of(keys.begin(), keys.end(), [&](const Key& other) {
    if (contains(other.columns, table.tenant_column)) return false;
    return std::all_of(other.columns.begin(), other.columns.end(),
                       [&](const std::string& column) { return contains(key.columns, column); });
  });
}

}  // namespace

Findings another_tenants_unique_value_is_taken(Probe& probe, const Table& table) {
  std::vector<Key> keys = table.uniques;
  if (!table.primary_key.columns.empty()) keys.push_back(table.primary_key);
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  Findings findings;
  for (const Key& key : keys) {
    if (!contains(key.columns, table.tenant_column) || holds_a_global_key(table, keys, key)) continue;
    const Outcome outcome =
        attempt(probe, stage.app(stage.theirs()),
                stage.insert_sql(table, stage.theirs(), 1, our_values(probe, stage, table, key)));
    if (!outcome.error) continue;
    // A key of references can't be repeated in another tenant: its rows aren't there. Uniqueness is looked at
    // first.
    if (outcome.refused_with(kForeignKeyViolation) && shares_columns_with_a_reference(table, key)) continue;
    if (outcome.refused_with(kDenied) && !promised(table, probe.schema().roles.app, "INSERT")) continue;
    const bool taken = outcome.refused_with(kUniqueViolation) || outcome.refused_with(kExclusionViolation);
    findings.push_back(finding(
        taken ? fmt::format("a value of `{}` that another tenant uses is taken: `{}` tells that it exists",
                            key.name, outcome.error->constraint)
              : fmt::format("using another tenant's value of `{}` {}, promised: it is free", key.name,
                            outcome.wording())));
  }
  return findings;
}

}  // namespace tenon::conformance
