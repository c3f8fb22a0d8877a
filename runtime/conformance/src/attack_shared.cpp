// Rows of no tenant, which every tenant reads beside its own and the provisioner alone writes.
#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kCheckViolation = "23514";
constexpr std::string_view kRestrictViolation = "23001";  // of `restrict`, from PostgreSQL 18 on

std::string of_nobody(Probe& probe, const Table& table) {
  return of_tenant(probe, table, probe.schema().no_tenant);
}

/// An update that gives rows to a tenant, or to nobody. Without a condition it reads no column, so that the
/// policy for UPDATE stands alone.
std::string giving(Probe& probe, const Table& table, const std::string& tenant,
                   const std::string& condition = "") {
  return fmt::format("UPDATE {} SET {} = {}{}", qualified(probe, table), quoted(probe, table.tenant_column),
                     literal(probe, tenant), condition.empty() ? "" : " WHERE " + condition);
}

bool stayed_out(const Outcome& outcome) {
  return outcome.error ? outcome.refused_with(kDenied) : outcome.rows == 0;
}

/// `key` with the values of the tenant's row of the parent, as shared ones.
Values shared_reference(Probe& probe, const Stage& stage, const Table& table,
                        const SharedReference& reference, const std::string& tenant) {
  Values out;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent =
        key.name == reference.foreign_key ? table_named(probe.schema(), key.table) : nullptr;
    if (parent == nullptr) continue;
    for (std::size_t i = 1; i < key.columns.size(); ++i) {
      const auto row =
          first_row(probe, stage.app(tenant),
                    fmt::format("SELECT {}::text FROM {} WHERE {}", quoted(probe, key.referenced_columns[i]),
                                qualified(probe, *parent), of_tenant(probe, *parent, tenant)));
      if (!row.empty()) out.emplace(key.columns[i], row[0]);
    }
  }
  if (!out.empty()) out.emplace(reference.column, "true");
  return out;
}

const Table* parent_of(const Schema& schema, const Table& table, const SharedReference& reference) {
  for (const ForeignKey& key : table.foreign_keys) {
    if (key.name == reference.foreign_key) return table_named(schema, key.table);
  }
  return nullptr;
}

/// The value of a reference to our tenant's row of the parent.
std::optional<std::string> our_key(Probe& probe, const Stage& stage, const Table& table,
                                   const std::string& column) {
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent = table_named(probe.schema(), key.table);
    for (std::size_t i = 1; parent != nullptr && i < key.columns.size(); ++i) {
      if (key.columns[i] != column) continue;
      const auto row =
          first_row(probe, stage.app(stage.ours()),
                    fmt::format("SELECT {}::text FROM {} WHERE {}", quoted(probe, key.referenced_columns[i]),
                                qualified(probe, *parent), of_tenant(probe, *parent, stage.ours())));
      if (!row.empty()) return row[0];
    }
  }
  return std::nullopt;
}

void refer_from_shared(Probe& probe, Stage& stage, const Table& table, Findings& findings) {
  stage.add_shared_row();
  const Actor actor{probe.schema().roles.provisioner, stage.ours()};
  const auto insert = [&](const Values& values) {
    return attempt(probe, actor, stage.insert_sql(table, probe.schema().no_tenant, 2, values),
                   "SET CONSTRAINTS ALL IMMEDIATE");
  };
  const Values none = stage.unrelated(table);
  const Outcome control = insert(none);
  if (!none.empty() && control.error)
    findings.push_back(finding(fmt::format(
        "referring from a shared row proves nothing: without a reference it {}", control.wording())));
  for (const auto& [column, nothing] : none) {
    Values values = none;
    values[column] = our_key(probe, stage, table, column);
    const Outcome outcome = insert(values);
    if (outcome.refused_with(kForeignKeyViolation)) continue;
    findings.push_back(finding(
        fmt::format("a shared row that refers to a tenant's by `{}` {}, promised: refused by the foreign key",
                    column, outcome.wording())));
  }
}

}  // namespace

Findings shared_rows_are_read(Probe& probe, const Table& table) {
  if (!promised(table, probe.schema().roles.app, "SELECT")) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  stage.add_shared_row();
  Findings findings;
  const std::string all = fmt::format("SELECT FROM {}", qualified(probe, table));
  for (const std::string& tenant : {stage.ours(), stage.theirs()}) {
    const std::size_t shared = stage.shared_rows(tenant);
    const Outcome outcome = attempt(probe, stage.app(tenant), all);
    if (!outcome.error && shared > 0 && outcome.rows == stage.rows_of(tenant) + shared) continue;
    findings.push_back(
        finding(fmt::format("reading in a tenant {}, and {} shared, promised: its own {} and the "
                            "shared ones, at least one",
                            outcome.wording(), shared, stage.rows_of(tenant))));
  }
  const Outcome without = attempt(probe, stage.app(""), all);
  if (!stayed_out(without))
    findings.push_back(
        finding(fmt::format("reading without a tenant {}, promised: no row", without.wording())));
  return findings;
}

Findings shared_rows_are_not_written(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  Findings findings;
  const Actor app = stage.app(stage.ours());
  const Outcome inserted =
      attempt(probe, app, stage.insert_sql(table, probe.schema().no_tenant, 1, stage.unrelated(table)));
  if (!inserted.refused_with(kDenied))
    findings.push_back(
        finding(fmt::format("INSERT of a shared row {}, promised: refused", inserted.wording())));
  stage.add_shared_row();
  const std::string nobody = of_nobody(probe, table);
  const std::string name = qualified(probe, table);
  struct Deed {
    std::string_view name;
    std::string sql;
  };
  const Deed deeds[] = {
      {"UPDATE", giving(probe, table, probe.schema().no_tenant, nobody)},
      {"DELETE", fmt::format("DELETE FROM {} WHERE {}", name, nobody)},
      {"SELECT … FOR UPDATE", fmt::format("SELECT FROM {} WHERE {} FOR UPDATE SKIP LOCKED", name, nobody)},
      {"SELECT … FOR KEY SHARE",
       fmt::format("SELECT FROM {} WHERE {} FOR KEY SHARE SKIP LOCKED", name, nobody)}};
  for (const Deed& deed : deeds) {
    const Outcome outcome = attempt(probe, app, deed.sql);
    if (stayed_out(outcome)) continue;
    findings.push_back(finding(
        fmt::format("{} of a shared row {}, promised: no row, or refused", deed.name, outcome.wording())));
  }
  // Blind, as in attack_context.cpp: the policy of the command alone.
  const std::size_t own = stage.rows_of(stage.ours());
  for (const std::string& sql : {giving(probe, table, stage.ours()), "DELETE FROM " + name}) {
    const Outcome outcome = attempt(probe, app, sql);
    if (outcome.error || outcome.rows <= own) continue;
    findings.push_back(finding(fmt::format("`{}` {}, promised: its own {}", sql, outcome.wording(), own)));
  }
  return findings;
}

Findings own_rows_do_not_become_shared(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  Findings findings;
  const std::string& nobody = probe.schema().no_tenant;
  const Outcome shared = attempt(probe, stage.app(stage.ours()),
                                 giving(probe, table, nobody, of_tenant(probe, table, stage.ours())));
  if (!shared.refused_with(kDenied))
    findings.push_back(
        finding(fmt::format("making an own row shared {}, promised: refused", shared.wording())));
  stage.add_shared_row();
  const Outcome taken =
      attempt(probe, stage.app(stage.ours()), giving(probe, table, stage.ours(), of_nobody(probe, table)));
  if (!stayed_out(taken))
    findings.push_back(finding(
        fmt::format("making a shared row one's own {}, promised: no row, or refused", taken.wording())));
  return findings;
}

Findings nobody_is_no_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_shared_row();
  Findings findings;
  const std::string& nobody = probe.schema().no_tenant;
  const std::string name = qualified(probe, table);
  for (const std::string& sql :
       {stage.insert_sql(table, nobody, 2, stage.unrelated(table)), fmt::format("SELECT FROM {}", name),
        giving(probe, table, nobody), fmt::format("DELETE FROM {}", name)}) {
    const Outcome outcome = attempt(probe, stage.app(nobody), sql);
    if (stayed_out(outcome)) continue;
    findings.push_back(finding(fmt::format("`{}` in nobody's name {}, promised: no row, or refused",
                                           sql.substr(0, sql.find(' ')), outcome.wording())));
  }
  const Table* root = root_of(probe.schema());
  const Outcome tenant = attempt(probe, {"", nobody}, stage.insert_sql(*root, nobody));
  if (!tenant.refused_with(kCheckViolation))
    findings.push_back(finding(fmt::format(
        "a tenant with the key of shared rows {}, promised: refused by a check", tenant.wording())));
  return findings;
}

Findings provisioner_writes_shared_rows_alone(Probe& probe, const Table& table) {
  const std::string& provisioner = probe.schema().roles.provisioner;
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  Findings findings;
  for (const std::string& tenant : {std::string(), stage.theirs()}) {
    const Outcome outcome = attempt(probe, {provisioner, tenant}, stage.insert_sql(table, stage.theirs()));
    if (outcome.refused_with(kDenied)) continue;
    findings.push_back(finding(
        fmt::format("INSERT of a tenant's row by the provisioner {}, promised: refused", outcome.wording())));
  }
  stage.add_shared_row();
  const std::size_t shared = stage.shared_rows(stage.ours());
  const std::string name = qualified(probe, table);
  const Actor actor{provisioner, stage.ours()};
  for (const std::string& sql :
       {fmt::format("SELECT FROM {}", name), giving(probe, table, probe.schema().no_tenant),
        fmt::format("DELETE FROM {}", name)}) {
    const Outcome outcome = attempt(probe, actor, sql);
    // Whatever refers to them may keep shared rows from being removed.
    const bool is_kept =
        outcome.refused_with(kForeignKeyViolation) || outcome.refused_with(kRestrictViolation);
    if (is_kept || (!outcome.error && outcome.rows == shared)) continue;
    findings.push_back(finding(fmt::format("`{}` by the provisioner {}, promised: the {} shared and no other",
                                           sql, outcome.wording(), shared)));
  }
  return findings;
}

Findings shared_references_reach_no_tenant(Probe& probe, const Table& table) {
  Findings findings;
  Stage stage(probe, table);
  const std::string& app = probe.schema().roles.app;
  for (const SharedReference& reference : table.shared_references) {
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_reference");
    const Table* parent = parent_of(probe.schema(), table, reference);
    if (parent == &table) stage.add_both_rows();
    for (const std::string& tenant : {stage.ours(), stage.theirs()}) {
      const Values as_shared = shared_reference(probe, stage, table, reference, tenant);
      const Outcome outcome =
          attempt(probe, stage.app(stage.ours()),
                  stage.insert_sql(table, stage.ours(), parent == &table ? 2 : 1, as_shared),
                  "SET CONSTRAINTS ALL IMMEDIATE");
      if (outcome.refused_with(kForeignKeyViolation) || !promised(table, app, "INSERT")) continue;
      findings.push_back(finding(fmt::format(
          "referring through `{}` to a tenant's row as a shared one {}, promised: refused by the foreign key",
          reference.foreign_key, outcome.wording())));
    }
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_reference");
  }
  if (is_shared(table)) refer_from_shared(probe, stage, table, findings);
  return findings;
}

}  // namespace tenon::conformance
