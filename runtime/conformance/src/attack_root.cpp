#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

struct RootDeed {
  std::string_view privilege;
  std::string sql;
};

std::vector<RootDeed> changes_of(Probe& probe, const Table& root, const std::string& tenant) {
  const std::string table = qualified(probe, root);
  return {{"UPDATE", fmt::format("UPDATE {} SET {} = {} WHERE {}", table, quoted(probe, root.tenant_column),
                                 literal(probe, tenant), of_tenant(probe, root, tenant))},
          {"DELETE", fmt::format("DELETE FROM {} WHERE {}", table, of_tenant(probe, root, tenant))}};
}

/// How many rows a tenant has in each of the tables, and a digest of them, as the application sees them: one
/// statement a table, since there may be more tables than a row has room for columns.
struct Held {
  std::string count;
  std::string digest;
  bool operator==(const Held&) const = default;
};

std::vector<Held> held(Probe& probe, const std::vector<const Table*>& tables, const Actor& tenant) {
  std::vector<Held> out;
  for (const Table* table : tables) {
    const std::string own =
        is_shared(*table) ? fmt::format(" WHERE NOT {}", of_tenant(probe, *table, probe.schema().no_tenant))
                          : "";
    const auto row = first_row(probe, tenant,
                               fmt::format("SELECT count(*), md5(string_agg(tenon_row::text, ' ' ORDER BY "
                                           "tenon_row::text)) FROM {} AS tenon_row{}",
                                           qualified(probe, *table), own));
    out.push_back({row.at(0).value_or("?"), row.at(1).value_or("")});
  }
  return out;
}

/// The tables whose rows are not what they were.
void report_changes(Findings& findings, const std::vector<const Table*>& tables,
                    const std::vector<Held>& before, const std::vector<Held>& after, std::string_view what) {
  for (std::size_t at = 0; at < tables.size(); ++at) {
    if (after[at] == before[at]) continue;
    findings.push_back(
        finding(tables[at]->name, fmt::format("has other rows of a tenant after {}: {}, and had {} before",
                                              what, after[at].count, before[at].count)));
  }
}

/// What the application does to all rows of its tenant, from the tables that others refer to onwards, so that
/// foreign keys have something to pass on. What is refused is left.
void change_and_delete_everything(Probe& probe, const std::vector<const Table*>& tables, const Actor& app) {
  for (const Table* table : tables) {
    if (!promised(*table, app.role, "UPDATE")) continue;
    const std::string column = quoted(probe, table->tenant_column);
    act(probe, app, fmt::format("UPDATE {} SET {} = {}", qualified(probe, *table), column, column));
  }
  for (const Table* table : tables) {
    if (promised(*table, app.role, "DELETE")) act(probe, app, "DELETE FROM " + qualified(probe, *table));
  }
}

}  // namespace

Findings writing_tenants(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  std::vector<RootDeed> deeds = changes_of(probe, table, stage.ours());
  deeds.push_back({"INSERT", stage.insert_sql(table, stage.theirs())});
  Findings findings;
  for (const RootDeed& deed : deeds) {
    if (promised(table, probe.schema().roles.app, deed.privilege)) continue;
    const Actor app = stage.app(deed.privilege == "INSERT" ? stage.theirs() : stage.ours());
    const Outcome outcome = attempt(probe, app, deed.sql);
    if (outcome.refused_with(kDenied)) continue;
    findings.push_back(
        finding(fmt::format("{} of the own tenant by the application {}, promised: permission denied",
                            deed.privilege, outcome.wording())));
  }
  return findings;
}

Findings provisioning_another_tenant(Probe& probe, const Table& table) {
  const std::string& provisioner = probe.schema().roles.provisioner;
  if (provisioner.empty()) return {};
  Stage stage(probe, table);
  Findings findings;
  const std::string insert = stage.insert_sql(table, stage.theirs());
  for (const std::string& tenant : {std::string(), stage.ours()}) {
    const Outcome outcome = attempt(probe, {provisioner, tenant}, insert);
    if (outcome.refused_with(kDenied)) continue;
    findings.push_back(
        finding(fmt::format("INSERT by the provisioner {} {}, promised: refused by row-level security",
                            tenant.empty() ? "without a tenant" : "for another tenant", outcome.wording())));
  }
  stage.add_both_rows();
  for (const RootDeed& deed : changes_of(probe, table, stage.theirs())) {
    const Outcome outcome = attempt(probe, {provisioner, stage.ours()}, deed.sql);
    if (outcome.refused_with(kDenied) || (!outcome.error && outcome.rows == 0)) continue;
    findings.push_back(finding(fmt::format("{} of another tenant by the provisioner {}, promised: no row",
                                           deed.privilege, outcome.wording())));
  }
  // Blind, as in attack_context.cpp: the policy for DELETE alone.
  const Outcome blind =
      attempt(probe, {provisioner, stage.ours()}, fmt::format("DELETE FROM {}", qualified(probe, table)));
  if (!blind.refused_with(kDenied) && (blind.error || blind.rows > 1)) {
    findings.push_back(finding(
        fmt::format("DELETE by the provisioner {}, promised: its own tenant alone", blind.wording())));
  }
  return findings;
}

// Once for all tables: each erasure goes through every one of them.
Findings erasing_a_tenant_leaves_rows(Probe& probe) {
  const std::string& provisioner = probe.schema().roles.provisioner;
  const Table* root = root_of(probe.schema());
  if (provisioner.empty() || root == nullptr || !promised(*root, provisioner, "DELETE")) return {};
  Stage stage(probe, *root);
  const Filled everything = stage.add_everything();
  Findings findings = everything.refused;
  const std::vector<const Table*> filled = everything.read_by(probe.schema().roles.app);
  const auto before = held(probe, filled, stage.app(stage.theirs()));
  const Outcome erased = act(
      probe, {provisioner, stage.ours()},
      fmt::format("DELETE FROM {} WHERE {}", qualified(probe, *root), of_tenant(probe, *root, stage.ours())));
  if (erased.error || erased.rows != 1) {
    findings.push_back(finding(root->name, fmt::format("erasing a tenant {}, promised: one row of `{}`",
                                                       erased.wording(), root->name)));
    return findings;
  }
  const auto left = held(probe, filled, stage.app(stage.ours()));
  const auto after = held(probe, filled, stage.app(stage.theirs()));
  for (std::size_t at = 0; at < filled.size(); ++at) {
    const std::string& name = filled[at]->name;
    if (left[at].count == "0") continue;
    findings.push_back(finding(
        name, fmt::format("has {} rows of a tenant that was erased, promised: none", left[at].count)));
  }
  report_changes(findings, filled, before, after, "another was erased");
  return findings;
}

Findings writes_of_another_tenant_reach_ours(Probe& probe) {
  const Table* root = root_of(probe.schema());
  if (root == nullptr) return {};
  Stage stage(probe, *root);
  const std::vector<const Table*> filled = stage.add_everything().read_by(probe.schema().roles.app);
  const auto before = held(probe, filled, stage.app(stage.theirs()));
  change_and_delete_everything(probe, filled, stage.app(stage.ours()));
  Findings findings;
  report_changes(findings, filled, before, held(probe, filled, stage.app(stage.theirs())),
                 "another changed and deleted its own");
  return findings;
}

}  // namespace tenon::conformance
