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

namespace {

bool is_there(Probe& probe, const Table& table) {
  return is_true(
      rows(probe, "finding a table", "SELECT to_regclass($1) IS NOT NULL", {qualified(probe, table)}), 0, 0);
}

/// The tables whose rows the application sees. That one is missing is for another check to find.
std::vector<const Table*> read_by_the_application(Probe& probe) {
  std::vector<const Table*> out;
  for (const Table& table : probe.schema().tables) {
    const bool isolated = table.tenancy == Tenancy::kRoot || table.tenancy == Tenancy::kTenant;
    if (isolated && promised(table, probe.schema().roles.app, "SELECT") && is_there(probe, table))
      out.push_back(&table);
  }
  return out;
}

/// How many rows of each of the tables the tenant has.
std::vector<std::optional<std::string>> counts(Probe& probe, const std::vector<const Table*>& tables,
                                               const Actor& tenant) {
  std::string list;
  for (const Table* table : tables)
    list += fmt::format("{}(SELECT count(*) FROM {})", list.empty() ? "" : ", ", qualified(probe, *table));
  return first_row(probe, tenant, "SELECT " + list);
}

}  // namespace

Findings erasing_a_tenant_leaves_rows(Probe& probe, const Table& table) {
  const std::string& provisioner = probe.schema().roles.provisioner;
  const Table* root = root_of(probe.schema());
  if (provisioner.empty() || root == nullptr || !promised(*root, provisioner, "DELETE")) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  const std::vector<const Table*> tables = read_by_the_application(probe);
  if (tables.empty()) return {};
  const auto before = counts(probe, tables, stage.app(stage.theirs()));
  const Outcome erased = act(
      probe, {provisioner, stage.ours()},
      fmt::format("DELETE FROM {} WHERE {}", qualified(probe, *root), of_tenant(probe, *root, stage.ours())));
  if (erased.error || erased.rows != 1) {
    return {
        finding(fmt::format("erasing a tenant {}, promised: one row of `{}`", erased.wording(), root->name))};
  }
  const auto left = counts(probe, tables, stage.app(stage.ours()));
  const auto after = counts(probe, tables, stage.app(stage.theirs()));
  Findings findings;
  for (std::size_t at = 0; at < tables.size(); ++at) {
    const std::string& name = tables[at]->name;
    if (left[at] != "0") {
      findings.push_back(
          finding(fmt::format("after its tenant was erased, `{}` has {} of its rows, promised: none", name,
                              left[at].value_or("?"))));
    }
    if (after[at] != before[at]) {
      findings.push_back(
          finding(fmt::format("erasing another tenant left {} rows of {} in `{}`, promised: all",
                              after[at].value_or("?"), before[at].value_or("?"), name)));
    }
  }
  return findings;
}

}  // namespace tenon::conformance
