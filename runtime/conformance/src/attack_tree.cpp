// Trees of tenants: a tenant reads along the tree where that is declared, and writes its own rows alone;
// nobody but the provisioner moves a tenant, and nobody sees who stands where.
#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kNotInATree = "23514";

bool stays_out(const Outcome& outcome) {
  return outcome.error ? outcome.refused_with(kDenied) : outcome.rows == 0;
}

std::string placed(Probe& probe, const std::string& tenant, const std::string& above) {
  const Table& root = *root_of(probe.schema());
  return fmt::format("UPDATE {} SET {} = {} WHERE {}", qualified(probe, root),
                     quoted(probe, probe.schema().tree_column),
                     above.empty() ? "NULL" : literal(probe, above), of_tenant(probe, root, tenant));
}

/// Puts a tenant below another one, or below none, as the provisioner.
Outcome place(Probe& probe, const std::string& tenant, const std::string& above) {
  return act(probe, {probe.schema().roles.provisioner, tenant}, placed(probe, tenant, above));
}

/// Three tenants with a row each, of which any may stand above any: `ours`, `theirs` and a third.
class Tree {
 public:
  Tree(Probe& probe, const Table& table) : probe_(probe), table_(table), stage_(probe, table) {
    stage_.add_both_rows();
    stage_.add_all(third());
  }

  [[nodiscard]] const std::string& ours() const { return stage_.ours(); }
  [[nodiscard]] const std::string& theirs() const { return stage_.theirs(); }
  [[nodiscard]] const std::string& third() const { return probe_.schema().sample_tenant_keys.at(2); }
  [[nodiscard]] const Stage& stage() const { return stage_; }

  void put(const std::string& tenant, const std::string& above, Findings& findings) {
    const Outcome outcome = place(probe_, tenant, above);
    if (outcome.error || outcome.rows != 1)
      findings.push_back(
          finding(fmt::format("placing a tenant in the tree {}, promised: one row", outcome.wording())));
  }

  /// That the tenant reads the rows of `whose` and nothing else.
  void expect_reads(const std::string& what, const std::string& tenant, const std::vector<std::string>& whose,
                    Findings& findings) {
    std::size_t wanted = 0;
    for (const std::string& each : whose) wanted += stage_.rows_of(each);
    const Outcome outcome =
        attempt(probe_, stage_.app(tenant), fmt::format("SELECT FROM {}", qualified(probe_, table_)));
    if (!outcome.error && outcome.rows == wanted) return;
    findings.push_back(finding(fmt::format("{} {}, promised: {}", what, outcome.wording(), wanted)));
  }

 private:
  Probe& probe_;
  const Table& table_;
  Stage stage_;
};

}  // namespace

Findings reading_along_the_tree(Probe& probe, const Table& table) {
  if (!promised(table, probe.schema().roles.app, "SELECT")) return {};
  const bool up = table.inherited == "up";
  Tree tree(probe, table);
  Findings findings;
  const std::string& ours = tree.ours();
  const std::string& theirs = tree.theirs();
  const std::string& third = tree.third();
  tree.expect_reads("reading where nobody stands above anybody", ours, {ours}, findings);
  tree.put(theirs, ours, findings);
  tree.put(third, ours, findings);
  using Keys = std::vector<std::string>;
  tree.expect_reads("reading as the one above", ours, up ? Keys{ours, theirs, third} : Keys{ours}, findings);
  tree.expect_reads("reading beside a sibling", theirs, up ? Keys{theirs} : Keys{theirs, ours}, findings);
  tree.put(third, theirs, findings);
  tree.expect_reads("reading from two steps below", third, up ? Keys{third} : Keys{third, theirs, ours},
                    findings);
  tree.expect_reads("reading from two steps above", ours, up ? Keys{ours, theirs, third} : Keys{ours},
                    findings);
  tree.put(theirs, "", findings);
  tree.expect_reads("reading what was moved away, in the same transaction", ours, {ours}, findings);
  tree.expect_reads("reading as what was moved away", third, up ? Keys{third} : Keys{third, theirs},
                    findings);
  const Outcome without =
      attempt(probe, tree.stage().app(""), fmt::format("SELECT FROM {}", qualified(probe, table)));
  if (!stays_out(without))
    findings.push_back(
        finding(fmt::format("reading without a tenant {}, promised: no row", without.wording())));
  return findings;
}

Findings writing_along_the_tree(Probe& probe, const Table& table) {
  const bool up = table.inherited == "up";
  Tree tree(probe, table);
  Findings findings;
  tree.put(tree.theirs(), tree.ours(), findings);
  const std::string reader = up ? tree.ours() : tree.theirs();
  const std::string other = up ? tree.theirs() : tree.ours();
  const std::string name = qualified(probe, table);
  const std::string column = quoted(probe, table.tenant_column);
  const std::string of_other = of_tenant(probe, table, other);
  const Actor app = tree.stage().app(reader);
  const Outcome inserted = attempt(probe, app, tree.stage().insert_sql(table, other, 2));
  if (!inserted.refused_with(kDenied))
    findings.push_back(finding(fmt::format("INSERT of a row of {} {}, promised: refused",
                                           up ? "one below" : "one above", inserted.wording())));
  const std::string deeds[] = {
      fmt::format("UPDATE {} SET {} = {} WHERE {}", name, column, literal(probe, reader), of_other),
      fmt::format("UPDATE {} SET {} = {} WHERE {}", name, column, column, of_other),
      fmt::format("DELETE FROM {} WHERE {}", name, of_other),
      fmt::format("SELECT FROM {} WHERE {} FOR UPDATE SKIP LOCKED", name, of_other),
      fmt::format("SELECT FROM {} WHERE {} FOR KEY SHARE SKIP LOCKED", name, of_other)};
  for (const std::string& deed : deeds) {
    const Outcome outcome = attempt(probe, app, deed);
    if (stays_out(outcome)) continue;
    findings.push_back(finding(
        fmt::format("`{}` of what is inherited {}, promised: no row, or refused", deed, outcome.wording())));
  }
  // Blind, as in attack_context.cpp: the policy of the command alone.
  const std::size_t own = tree.stage().rows_of(reader);
  for (const std::string& deed :
       {fmt::format("UPDATE {} SET {} = {}", name, column, literal(probe, reader)), "DELETE FROM " + name}) {
    const Outcome outcome = attempt(probe, app, deed);
    if (outcome.error || outcome.rows <= own) continue;
    findings.push_back(finding(fmt::format("`{}` {}, promised: its own {}", deed, outcome.wording(), own)));
  }
  const Outcome given = attempt(probe, app,
                                fmt::format("UPDATE {} SET {} = {} WHERE {}", name, column,
                                            literal(probe, other), of_tenant(probe, table, reader)));
  if (!stays_out(given))
    findings.push_back(
        finding(fmt::format("giving an own row away along the tree {}, promised: refused", given.wording())));
  return findings;
}

Findings changing_the_tree(Probe& probe) {
  const Schema& schema = probe.schema();
  if (schema.tree_column.empty()) return {};
  const Table& root = *root_of(schema);
  Stage stage(probe, root);
  stage.add_both_rows();
  Findings findings;
  const Outcome placed_below = place(probe, stage.theirs(), stage.ours());
  if (placed_below.error)
    findings.push_back(finding(
        fmt::format("placing a tenant by the provisioner {}, promised: one row", placed_below.wording())));
  const std::string pair =
      fmt::format("({0}, {1}, 1)", literal(probe, stage.theirs()), literal(probe, stage.ours()));
  const std::string deeds[] = {"SELECT FROM tenon.tenant_tree",
                               "INSERT INTO tenon.tenant_tree VALUES " + pair,
                               "UPDATE tenon.tenant_tree SET distance = distance",
                               "DELETE FROM tenon.tenant_tree",
                               "TRUNCATE tenon.tenant_tree",
                               "LOCK TABLE tenon.tenant_tree IN SHARE UPDATE EXCLUSIVE MODE",
                               placed(probe, stage.ours(), stage.theirs()),
                               placed(probe, stage.ours(), "")};
  for (const std::string& deed : deeds) {
    const Outcome outcome = attempt(probe, stage.app(stage.ours()), deed);
    if (outcome.refused_with(kDenied)) continue;
    findings.push_back(
        finding(fmt::format("`{}` by the application {}, promised: refused", deed, outcome.wording())));
  }
  for (const std::string& above : {stage.ours(), stage.theirs()}) {
    const Outcome outcome =
        attempt(probe, {schema.roles.provisioner, stage.ours()}, placed(probe, stage.ours(), above));
    if (outcome.refused_with(kNotInATree)) continue;
    findings.push_back(finding(
        fmt::format("a tenant that would stand below itself {}, promised: refused", outcome.wording())));
  }
  return findings;
}

}  // namespace tenon::conformance
