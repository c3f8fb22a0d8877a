// Who asks within a tenant: rows that a policy gives to somebody, asked for by another, and by nobody.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// What a policy is for, without a WHERE that reads other columns: there the policy for SELECT would hide
/// rows as well.
std::string deed_of(Probe& probe, const Table& table, const Stage& stage, const std::string& command) {
  const std::string name = qualified(probe, table);
  if (command == "INSERT") return stage.insert_sql(table, stage.ours());
  if (command == "DELETE") return "DELETE FROM " + name;
  if (command == "SELECT") return "SELECT FROM " + name;
  return fmt::format("UPDATE {} SET {} = {}", name, quoted(probe, table.tenant_column),
                     literal(probe, stage.ours()));
}

const SessionVariable& variable_of(const Schema& schema, const Demand& demand) {
  return *std::find_if(schema.session.begin(), schema.session.end(),
                       [&](const SessionVariable& each) { return each.name == demand.variable; });
}

/// Nothing was touched, the policy refused, a default found nobody, or the text is no value (class 22).
bool kept_out(const Outcome& outcome) {
  if (!outcome.error) return outcome.rows == 0;
  return outcome.refused_with(kDenied) || outcome.refused_with("23502") ||
         outcome.error->sqlstate.starts_with("22");
}

struct Asking {
  std::string who;
  std::string text;
};

/// The deed by those who may not do it, and by the one whose row it is.
void try_all(Probe& probe, const Table& table, const Stage& stage, const Demand& demand,
             const std::vector<Asking>& others, Findings& findings) {
  const SessionVariable& variable = variable_of(probe.schema(), demand);
  const std::string deed = deed_of(probe, table, stage, demand.command);
  const Actor app = stage.app(stage.ours());
  for (const Asking& other : others) {
    const Outcome outcome = attempt(probe, app, deed, set_local(probe, variable.setting, other.text));
    if (kept_out(outcome)) continue;
    findings.push_back(finding(fmt::format("{} with {} as session.{} {}, promised: no row, or refused",
                                           demand.command, other.who, variable.name, outcome.wording())));
  }
  const Outcome own = attempt(probe, app, deed);
  if (own.error ? !kept_out(own) : own.rows > 0) return;
  findings.push_back(
      finding(fmt::format("{} with another session.{} proves nothing: by the one whose row it "
                          "is, the same {}",
                          demand.command, variable.name, own.wording())));
}

/// Each demand of what the application may do at all: those of INSERT first, while the row isn't there.
template <class Others>
Findings judged(Probe& probe, const Table& table, Others others) {
  Stage stage(probe, table);
  Findings findings;
  for (const bool there : {false, true}) {
    if (there) stage.add_row(stage.ours());
    for (const Demand& demand : table.demands) {
      if ((demand.command != "INSERT") != there) continue;
      if (!promised(table, probe.schema().roles.app, demand.command)) continue;
      const std::vector<Asking> asking = others(demand, variable_of(probe.schema(), demand));
      if (!asking.empty()) try_all(probe, table, stage, demand, asking, findings);
    }
  }
  return findings;
}

}  // namespace

Findings asking_as_another(Probe& probe, const Table& table) {
  return judged(probe, table, [](const Demand& demand, const SessionVariable& variable) {
    return demand.owns ? std::vector<Asking>{{"another", variable.other}} : std::vector<Asking>();
  });
}

Findings asking_as_nobody(Probe& probe, const Table& table) {
  return judged(probe, table, [](const Demand&, const SessionVariable& variable) {
    std::vector<Asking> out = {{"nothing", ""}};
    if (!variable.takes_any_text) out.push_back({"garbage", "no value of it"});
    return out;
  });
}

}  // namespace tenon::conformance
