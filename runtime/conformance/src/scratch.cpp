#include "scratch.hpp"

#include <fmt/format.h>

namespace tenon::conformance {
namespace {

std::string scratch_name(Probe& probe, const Table& table) {
  return "pg_temp." + quoted(probe, placed(probe.schema(), table.name).name);
}

void add_constraints(Probe& probe, const Table& table) {
  for (const std::vector<Constraint>* constraints : {&table.checks, &table.exclusions}) {
    for (const Constraint& each : *constraints) {
      execute(probe, fmt::format("restating the promised constraint `{}`", each.name),
              fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", scratch_name(probe, table),
                          quoted(probe, each.name), each.definition));
    }
  }
}

void add_indexes(Probe& probe, const Table& table) {
  for (const Index& index : table.indexes) {
    execute(probe, fmt::format("restating the promised index `{}`", index.name),
            fmt::format("CREATE {} INDEX {} ON {} {}", index.unique ? "UNIQUE" : "",
                        quoted(probe, index.name), scratch_name(probe, table), index.definition));
  }
}

void add_triggers(Probe& probe, const Table& table) {
  for (const Trigger& trigger : table.triggers) {
    execute(probe, fmt::format("restating the promised trigger `{}`", trigger.name),
            fmt::format("CREATE TRIGGER {} {} ON {} {}", quoted(probe, trigger.name), trigger.timing,
                        scratch_name(probe, table), trigger.definition));
  }
}

void add_policies(Probe& probe, const Table& table) {
  for (const Policy& policy : table.policies) {
    execute(probe, fmt::format("restating the promised policy `{}`", policy.name),
            fmt::format("CREATE POLICY {} ON {} {}", quoted(probe, policy.name), scratch_name(probe, table),
                        policy.definition));
  }
}

}  // namespace

std::string build_scratch(Probe& probe, const Table& table, Part part) {
  std::string columns;
  for (const Column& column : table.columns) {
    if (!columns.empty()) columns += ", ";
    columns += quoted(probe, column.name) + " " + column.definition;
  }
  execute(probe, "restating the promised columns",
          fmt::format("CREATE TEMPORARY TABLE {} ({})", scratch_name(probe, table), columns));
  switch (part) {
    case Part::kColumns:
      break;
    case Part::kConstraints:
      add_constraints(probe, table);
      break;
    case Part::kIndexes:
      add_indexes(probe, table);
      break;
    case Part::kTriggers:
      add_triggers(probe, table);
      break;
    case Part::kPolicies:
      add_policies(probe, table);
      break;
  }
  return rows(probe, "finding the scratch table",
              "SELECT oid FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname = $1",
              {placed(probe.schema(), table.name).name})
      .text(0, 0);
}

Findings compare_with_scratch(Probe& probe, const Table& table, Part part, const std::string& kind,
                              const std::string& sql) {
  const std::string live = oid_of(probe, table);
  const std::string scratch = build_scratch(probe, table, part);
  const std::string doing = fmt::format("reading each {}", kind);
  return differences(kind, facts_of(rows(probe, doing, sql, {scratch})),
                     facts_of(rows(probe, doing, sql, {live})));
}

}  // namespace tenon::conformance
