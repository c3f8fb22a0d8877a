// Declared functions, called by a tenant with another's rows in their arguments: what they give may not
// change when the other tenant is gone. Without a tenant they are called too, and by somebody whom no policy
// holds, which leaves the conditions of their own.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// The class of errors that come of values: a division by zero, a text that is no date.
constexpr std::string_view kRefusedValue = "22";

struct Caller {
  Actor actor;
  std::string who;
};

class FunctionAttack {
 public:
  FunctionAttack(Probe& probe, const Stage& stage, const Table& root)
      : probe_(probe), stage_(stage), root_(root), is_bound_(!bypasses_policies(probe)) {}

  void run(const DeclaredFunction& function, Findings& findings) {
    for (const std::string& call : function.calls) {
      if (const std::string why = refused(call); !why.empty()) {
        say(function,
            fmt::format("refuses the values that it is tried with ({}), so that nothing is known of "
                        "it: let each `@example` of its parameters be one that it takes",
                        why),
            findings);
        return;
      }
      for (const Caller& caller : callers(function)) {
        for (const std::string& tenant : {stage_.theirs(), stage_.ours()}) {
          if (!changes(caller.actor, replaced(call, "{tenant}", tenant))) continue;
          say(function, fmt::format("gives {} something else when another tenant is gone", caller.who),
              findings);
          return;
        }
      }
    }
  }

 private:
  static void say(const DeclaredFunction& function, const std::string& what, Findings& findings) {
    findings.push_back(
        finding("function " + function.name, fmt::format("function `{}` {}", function.name, what)));
  }

  static bool bypasses_policies(Probe& probe) {
    return is_true(rows(probe, "reading the connection's role",
                        "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
                   0, 0);
  }

  [[nodiscard]] std::vector<Caller> callers(const DeclaredFunction& function) const {
    std::vector<Caller> out = {{stage_.app(stage_.ours()), "a tenant"},
                               {stage_.app(""), "the application without a tenant"}};
    if (function.held_by_itself && !is_bound_)
      out.push_back({{"", stage_.ours()}, "whom no policy holds, in a tenant's name,"});
    return out;
  }

  /// Why a tenant can't call it with these values of its own.
  [[nodiscard]] std::string refused(const std::string& call) const {
    const Outcome outcome =
        attempt(probe_, stage_.app(stage_.ours()), replaced(call, "{tenant}", stage_.ours()));
    return outcome.error && outcome.error->sqlstate.starts_with(kRefusedValue) ? outcome.error->sqlstate : "";
  }

  /// What it gives as text, or that it fails.
  std::string given(const Actor& actor, const std::string& call) {
    const std::string sql = fmt::format("SELECT md5(coalesce(f.value::text, 'NULL')) FROM ({}) f", call);
    if (attempt(probe_, actor, sql).error) return "an error";
    return first_row(probe_, actor, sql).at(0).value_or("");
  }

  bool changes(const Actor& actor, const std::string& call) {
    const std::string before = given(actor, call);
    // What gives something else each time can't be compared.
    if (before != given(actor, call)) return false;
    execute(probe_, "setting a savepoint", "SAVEPOINT tenon_without");
    const std::string erase = fmt::format("DELETE FROM {} WHERE {}", qualified(probe_, root_),
                                          of_tenant(probe_, root_, stage_.theirs()));
    act(probe_, {probe_.schema().roles.provisioner, stage_.theirs()}, erase);
    const std::string after = given(actor, call);
    execute(probe_, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_without");
    return before != after;
  }

  Probe& probe_;
  const Stage& stage_;
  const Table& root_;
  bool is_bound_;
};

}  // namespace

Findings functions_keep_to_their_tenant(Probe& probe) {
  Findings findings;
  const auto& functions = probe.schema().declared_functions;
  const Table* root = root_of(probe.schema());
  const std::string& provisioner = probe.schema().roles.provisioner;
  if (functions.empty() || root == nullptr || !promised(*root, provisioner, "DELETE")) return findings;
  Stage stage(probe, *root);
  stage.add_everything();
  FunctionAttack attack(probe, stage, *root);
  for (const DeclaredFunction& function : functions) attack.run(function, findings);
  return findings;
}

}  // namespace tenon::conformance
