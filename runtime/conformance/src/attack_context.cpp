#include <fmt/format.h>

#include "attack.hpp"
#include "facts.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// Nothing was touched, the privilege is missing, or the tenant's text is no key (class 22).
bool stayed_out(const Outcome& outcome) {
  if (!outcome.error) return outcome.rows == 0;
  return outcome.refused_with(kDenied) || outcome.error->sqlstate.starts_with("22");
}

struct Context {
  std::string_view name;
  std::string tenant;
};

/// Once a session has set a tenant, an unset one is the empty string; `catalog.current_tenant_fails_closed`
/// sees to a session that never has.
const std::vector<Context>& contexts_without_a_tenant() {
  static const std::vector<Context> contexts{{"empty", ""}, {"malformed", "no tenant's key"}};
  return contexts;
}

Findings without_a_tenant(Probe& probe, const Stage& stage, std::string_view deed, const std::string& sql) {
  Findings findings;
  for (const Context& context : contexts_without_a_tenant()) {
    const Outcome outcome = attempt(probe, stage.app(context.tenant), sql);
    if (stayed_out(outcome)) continue;
    findings.push_back(finding(fmt::format("{} with the tenant {} {}, promised: no row, or refused", deed,
                                           context.name, outcome.wording())));
  }
  return findings;
}

/// For its own tenant, what the application was promised to be able to do touches its own rows.
Findings own_rows_only(Probe& probe, const Table& table, const Stage& stage, std::string_view privilege,
                       const std::string& sql) {
  const Outcome outcome = attempt(probe, stage.app(stage.ours()), sql);
  if (outcome.error ? outcome.refused_with(kDenied) : outcome.rows == 0) {
    if (!promised(table, probe.schema().roles.app, privilege)) return {};
  }
  const std::size_t own = stage.rows_of(stage.ours());
  if (!outcome.error && outcome.rows == own) return {};
  return {finding(fmt::format("{} in the own tenant {}, promised: its {} and no other", privilege,
                              outcome.wording(), own))};
}

Findings other_row_untouched(Probe& probe, const Stage& stage, std::string_view privilege,
                             const std::string& sql) {
  const Outcome outcome = attempt(probe, stage.app(stage.ours()), sql);
  if (stayed_out(outcome)) return {};
  return {finding(fmt::format("{} of another tenant's row {}, promised: no row, or refused", privilege,
                              outcome.wording()))};
}

Findings both(Findings first, const Findings& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// Without a WHERE and reading no column, so that the policy of the command itself stands alone: where
/// columns are read, the policy for SELECT hides what the other lets through. On a database that keeps its
/// promises these touch no row but the stage's; on one that doesn't, time and the rollback bound the harm.
std::string blind_update(Probe& probe, const Table& table, const std::string& tenant) {
  return fmt::format("UPDATE {} SET {} = {}", qualified(probe, table), quoted(probe, table.tenant_column),
                     literal(probe, tenant));
}

std::string blind_delete(Probe& probe, const Table& table) {
  return fmt::format("DELETE FROM {}", qualified(probe, table));
}

}  // namespace

Findings own_row_alone_is_seen(Probe& probe, const Table& table) {
  if (!promised(table, probe.schema().roles.app, "SELECT")) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  Findings findings;
  for (const std::string& tenant : {stage.ours(), stage.theirs()}) {
    const std::size_t own = stage.rows_of(tenant);
    const std::size_t seen = own + stage.shared_rows(tenant);
    const Outcome all = attempt(probe, stage.app(tenant),
                                fmt::format("SELECT FROM {} LIMIT {}", qualified(probe, table), seen + 2));
    if (!all.error && own > 0 && all.rows == seen) continue;
    findings.push_back(
        finding(fmt::format("reading in a tenant {}, and it has {} of its own, promised: its own rows, at "
                            "least one, and no other",
                            all.wording(), own)));
  }
  return findings;
}

Findings reading_without_a_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  return without_a_tenant(probe, stage, "SELECT",
                          fmt::format("SELECT FROM {} LIMIT 1", qualified(probe, table)));
}

Findings inserting_without_a_tenant(Probe& probe, const Table& table) {
  const Stage stage(probe, table);
  return without_a_tenant(probe, stage, "INSERT", stage.insert_sql(table, stage.ours()));
}

Findings updating_without_a_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  return without_a_tenant(probe, stage, "UPDATE", blind_update(probe, table, stage.ours()));
}

Findings deleting_without_a_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  return without_a_tenant(probe, stage, "DELETE", blind_delete(probe, table));
}

Findings reading_another_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  return other_row_untouched(probe, stage, "SELECT",
                             fmt::format("SELECT FROM {} WHERE {}", qualified(probe, table),
                                         of_tenant(probe, table, stage.theirs())));
}

Findings updating_another_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  const std::string update = blind_update(probe, table, stage.ours());
  return both(own_rows_only(probe, table, stage, "UPDATE", update),
              other_row_untouched(probe, stage, "UPDATE",
                                  update + " WHERE " + of_tenant(probe, table, stage.theirs())));
}

Findings deleting_another_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  const std::string remove = blind_delete(probe, table);
  return both(own_rows_only(probe, table, stage, "DELETE", remove),
              other_row_untouched(probe, stage, "DELETE",
                                  remove + " WHERE " + of_tenant(probe, table, stage.theirs())));
}

namespace {

/// How the transaction that set the tenant ends.
struct Ending {
  std::string_view name;
  std::vector<std::string> before;
  std::vector<std::string> after;
};

void expect_no_tenant(Probe& probe, std::string_view after, Findings& findings) {
  const auto tenant = rows(probe, "asking for the tenant", "SELECT tenon.current_tenant() IS NULL");
  if (is_true(tenant, 0, 0)) return;
  findings.push_back(finding(fmt::format("a tenant of one transaction is still set {}", after)));
}

}  // namespace

Findings tenant_outlives_a_transaction(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  // Only here are transactions committed: they set the tenant and write nothing.
  const std::vector<std::string> set = entering(probe, probe.schema().sample_tenant_keys.at(0));
  const std::string opening = begin_sql(probe);
  const std::vector<Ending> endings{
      {"after COMMIT", {}, {"COMMIT", opening}},
      {"after ROLLBACK", {}, {"ROLLBACK", opening}},
      {"after an error", {}, {"DO 'BEGIN RAISE EXCEPTION $$expected$$; END'", "ROLLBACK", opening}},
      {"after a savepoint was rolled back", {"SAVEPOINT s"}, {"ROLLBACK TO SAVEPOINT s"}},
      {"after a savepoint was released, in the next transaction",
       {"SAVEPOINT s"},
       {"RELEASE SAVEPOINT s", "COMMIT", opening}},
  };
  Findings findings;
  for (const Ending& ending : endings) {
    execute(probe, "ending a transaction", "ROLLBACK");
    begin(probe);
    for (const auto& statements : {ending.before, set, ending.after}) {
      for (const std::string& statement : statements) {
        const auto done = probe.session().script(statement);
        if (done || done.error().sqlstate == "P0001") continue;
        expect_judgeable(probe, done.error());
        throw SqlFailure("setting a tenant", done.error());
      }
    }
    expect_no_tenant(probe, ending.name, findings);
  }
  return findings;
}

}  // namespace tenon::conformance
