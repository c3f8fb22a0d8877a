// Statements that a session has prepared: planned for one tenant, run for the next one of the connection.
#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// One run of the statement: in a tenant's name, asking for the rows of another or of its own.
struct Run {
  std::string_view name;
  std::string tenant;
  std::string asked;
  std::size_t rows = 0;
};

/// What is prepared outlives the transaction, and a rollback.
class Prepared {
 public:
  Prepared(Probe& probe, const Actor& actor, const std::string& sql) : probe_(probe) {
    execute(probe, "forgetting what was prepared", "DEALLOCATE ALL");
    const Outcome made = act(probe, actor, "PREPARE tenon_prepared AS " + sql);
    if (made.error) throw SqlFailure("preparing a statement", *made.error);
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared() { probe_.session().script("DEALLOCATE ALL"); }

  [[nodiscard]] Outcome run(const Actor& actor, const std::string& argument) const {
    return attempt(probe_, actor, fmt::format("EXECUTE tenon_prepared ({})", literal(probe_, argument)));
  }

 private:
  Probe& probe_;
};

}  // namespace

/// A plan for all parameters is made once, in the first tenant: what it took for constant then stays.
Findings statements_prepared_for_another_tenant(Probe& probe, const Table& table) {
  if (!promised(table, probe.schema().roles.app, "SELECT")) return {};
  Stage stage(probe, table);
  stage.add_both_rows();
  execute(probe, "having plans kept", "SET LOCAL plan_cache_mode = force_generic_plan");
  const Prepared prepared(probe, stage.app(stage.ours()),
                          fmt::format("SELECT FROM {} WHERE {} = $1", qualified(probe, table),
                                      quoted(probe, table.tenant_column)));
  const Run runs[] = {
      {"in the tenant that prepared it", stage.ours(), stage.ours(), stage.rows_of(stage.ours())},
      {"in another tenant", stage.theirs(), stage.ours(), 0},
      {"in another tenant, for its own rows", stage.theirs(), stage.theirs(), stage.rows_of(stage.theirs())},
      {"without a tenant", "", stage.ours(), 0}};
  Findings findings;
  for (const Run& run : runs) {
    const Outcome outcome = prepared.run(stage.app(run.tenant), run.asked);
    if (!outcome.error && outcome.rows == run.rows) continue;
    findings.push_back(finding(fmt::format("a prepared statement {} {}, promised: {} row{}", run.name,
                                           outcome.wording(), run.rows, run.rows == 1 ? "" : "s")));
  }
  return findings;
}

}  // namespace tenon::conformance
