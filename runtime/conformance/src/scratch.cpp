#include "scratch.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tenon::conformance {
namespace {

std::string column_sql(Probe& probe, const Table& table, const Column& column) {
  std::string sql = quoted(probe, column.name) + " " + column.type;
  if (column.generated_sql) sql += fmt::format(" GENERATED ALWAYS AS ({}) STORED", *column.generated_sql);
  if (column.default_sql) sql += fmt::format(" DEFAULT {}", *column.default_sql);
  if (!column.identity.empty()) sql += fmt::format(" GENERATED {} AS IDENTITY", column.identity);
  const auto& key = table.primary_key.columns;
  if (column.not_null || std::find(key.begin(), key.end(), column.name) != key.end()) sql += " NOT NULL";
  return sql;
}

std::string scratch_name(Probe& probe, const Table& table) {
  return "pg_temp." + quoted(probe, table.name);
}

void add_constraints(Probe& probe, const Table& table) {
  const std::string add = fmt::format("ALTER TABLE {} ADD CONSTRAINT ", scratch_name(probe, table));
  for (const Check& check : table.checks) {
    execute(probe, fmt::format("restating the promised check `{}`", check.name),
            fmt::format("{} {} CHECK ({})", add, quoted(probe, check.name), check.expression));
  }
  for (const Exclusion& exclusion : table.exclusions) {
    execute(probe, fmt::format("restating the promised exclusion `{}`", exclusion.name),
            fmt::format("{} {} EXCLUDE {}", add, quoted(probe, exclusion.name), exclusion.definition));
  }
}

void add_indexes(Probe& probe, const Table& table) {
  for (const Index& index : table.indexes) {
    execute(
        probe, fmt::format("restating the promised index `{}`", index.name),
        fmt::format("CREATE {} INDEX {} ON {} USING {} {}", index.unique ? "UNIQUE" : "",
                    quoted(probe, index.name), scratch_name(probe, table), index.method, index.definition));
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
    std::string sql = fmt::format("CREATE POLICY {} ON {} FOR {}", quoted(probe, policy.name),
                                  scratch_name(probe, table), policy.command);
    if (!policy.roles.empty()) sql += fmt::format(" TO {}", quoted_list(probe, policy.roles));
    if (policy.using_sql) sql += fmt::format(" USING ({})", *policy.using_sql);
    if (policy.check_sql) sql += fmt::format(" WITH CHECK ({})", *policy.check_sql);
    execute(probe, fmt::format("restating the promised policy `{}`", policy.name), sql);
  }
}

}  // namespace

std::string build_scratch(Probe& probe, const Table& table, Part part) {
  std::string columns;
  for (const Column& column : table.columns) {
    if (!columns.empty()) columns += ", ";
    columns += column_sql(probe, table, column);
  }
  execute(probe, "restating the promised columns",
          fmt::format("CREATE TEMPORARY TABLE {} ({})", quoted(probe, table.name), columns));
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
              {table.name})
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
