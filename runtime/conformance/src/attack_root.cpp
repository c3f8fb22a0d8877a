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

std::string read_of(Probe& probe, const Table& table) {
  return fmt::format("SELECT FROM {}", qualified(probe, table));
}

/// The tenant that was erased has no row left, and the other one those that it had: more than one, where a
/// trigger writes some.
void look_after_erasure(Probe& probe, const Table& table, const Stage& stage, const Outcome& before,
                        Findings& findings) {
  const Outcome left = attempt(probe, stage.app(stage.ours()), read_of(probe, table));
  if (left.error || left.rows != 0) {
    findings.push_back(
        finding(table.name,
                fmt::format("after its tenant was erased, reading {}, promised: no row", left.wording())));
  }
  const Outcome others = attempt(probe, stage.app(stage.theirs()), read_of(probe, table));
  if (before.error || before.rows == 0 || others.error || others.rows != before.rows) {
    findings.push_back(finding(
        table.name,
        fmt::format("after another tenant was erased, reading {}; before, it {}, promised: the same rows",
                    others.wording(), before.wording())));
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
  Findings findings;
  Stage stage(probe, *root);
  std::vector<std::pair<const Table*, Outcome>> before;
  for (const Table* table : stage.add_everything(findings)) {
    if (promised(*table, probe.schema().roles.app, "SELECT"))
      before.emplace_back(table, attempt(probe, stage.app(stage.theirs()), read_of(probe, *table)));
  }
  const Outcome erased = act(
      probe, {provisioner, stage.ours()},
      fmt::format("DELETE FROM {} WHERE {}", qualified(probe, *root), of_tenant(probe, *root, stage.ours())));
  if (erased.error || erased.rows != 1) {
    findings.push_back(finding(root->name, fmt::format("erasing a tenant {}, promised: one row of `{}`",
                                                       erased.wording(), root->name)));
    return findings;
  }
  for (const auto& [table, seen] : before) look_after_erasure(probe, *table, stage, seen, findings);
  return findings;
}

}  // namespace tenon::conformance
