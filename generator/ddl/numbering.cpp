#include "ddl/numbering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "render/sql_text.hpp"

namespace tenon::ddl {
namespace {

using model::Kind;
using model::Object;

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

std::string joined(const std::vector<std::string>& columns, const std::string& row) {
  std::string out;
  for (const std::string& column : columns) out += (out.empty() ? "" : ", ") + row + id(column);
  return out;
}

/// The function is the tool's, and nobody else's trigger calls it.
bool counts(const model::Trigger& trigger) {
  return trigger.function.schema == model::kBookkeeping && trigger.function.name.starts_with("number_") &&
         trigger.columns.size() > 1 && trigger.arguments.size() == 1;
}

}  // namespace

std::optional<Numbering> numbering_of(const Object& object) {
  const auto* trigger = std::get_if<model::Trigger>(&object.definition);
  if (trigger == nullptr || !counts(*trigger)) return std::nullopt;
  Numbering out;
  out.table = {Kind::kTable, object.identity.schema, "", object.identity.table, ""};
  out.column = trigger->columns[0];
  out.tenant = trigger->columns[1];
  out.per.assign(trigger->columns.begin() + 2, trigger->columns.end());
  out.slots = std::max(1, std::atoi(trigger->arguments[0].c_str()));
  return out;
}

std::optional<Numbering> numbering_of(const model::Database& database, const model::Identity& column) {
  for (const Object& each : database.objects()) {
    if (each.identity.kind != Kind::kTrigger || each.identity.schema != column.schema ||
        each.identity.table != column.table)
      continue;
    auto found = numbering_of(each);
    if (found && found->column == column.name) return found;
  }
  return std::nullopt;
}

std::string scope_of(const Numbering& numbering, const std::string& row) {
  if (numbering.per.empty()) return "''";
  return fmt::format("pg_catalog.jsonb_build_array({})::text", joined(numbering.per, row));
}

std::string recount(const Numbering& numbering, const std::string& table) {
  constexpr const char* kRecount =
      "WITH held AS (\n"
      "  DELETE FROM tenon.counters WHERE relation = {relation} RETURNING tenant, scope, next - 1 AS "
      "highest),\n"
      "numbered AS (\n"
      "  SELECT {tenant} AS tenant, {scope} AS scope, max({column})::bigint AS highest FROM {table} GROUP BY "
      "1, 2),\n"
      "counted AS (\n"
      "  SELECT tenant, scope, greatest(max(highest), 0) AS highest\n"
      "  FROM (SELECT * FROM held UNION ALL SELECT * FROM numbered) AS each GROUP BY 1, 2)\n"
      "INSERT INTO tenon.counters (relation, tenant, scope, slot, next)\n"
      "SELECT {relation}, tenant, scope, slot, highest + 1 + ((slot - highest) % {slots} + {slots}) % "
      "{slots}\n"
      "FROM counted, pg_catalog.generate_series(0, {slots} - 1) AS slot;";
  return fmt::format(
      fmt::runtime(kRecount), fmt::arg("relation", render::sql_literal(table).str() + "::regclass"),
      fmt::arg("tenant", id(numbering.tenant)), fmt::arg("scope", scope_of(numbering, "")),
      fmt::arg("column", id(numbering.column)), fmt::arg("table", table), fmt::arg("slots", numbering.slots));
}

std::string number_rows(const Numbering& numbering, const std::string& table,
                        const std::vector<std::string>& key) {
  std::vector<std::string> within = {numbering.tenant};
  within.insert(within.end(), numbering.per.begin(), numbering.per.end());
  constexpr const char* kNumber =
      "UPDATE {table} SET {column} = numbered.number\n"
      "FROM (SELECT ctid AS place, row_number() OVER (PARTITION BY {within} ORDER BY {key}) AS number FROM "
      "{table}) "
      "AS numbered\n"
      "WHERE {table}.ctid = numbered.place;";
  return fmt::format(fmt::runtime(kNumber), fmt::arg("table", table),
                     fmt::arg("column", id(numbering.column)), fmt::arg("within", joined(within, "")),
                     fmt::arg("key", joined(key, "")));
}

}  // namespace tenon::ddl
