// What columns promise. The server looks at it when a row is written, and never again.
#include <fmt/format.h>

#include "ddl/numbering.hpp"
#include "render/sql_text.hpp"
#include "rows/asking.hpp"

namespace tenon::rows {
namespace {

using model::Column;
using model::Kind;
using model::Object;

std::string name_of(const Object& column) {
  return fmt::format("{}.{}", column.identity.table, column.identity.name);
}

/// By a function, since the planner of 17 and newer takes a promised column's word for it.
Question without_value(const Object& column) {
  return question(column, fmt::format("rows without a value that is to be there ({})", name_of(column)),
                  fmt::format("{} WHERE num_nulls({}) > 0", table_of(column), id(column.identity.name)));
}

/// By their texts: not every type has an equality.
Question stale(const Object& object, const Column& column) {
  return question(object, fmt::format("values that their expression no longer gives ({})", name_of(object)),
                  fmt::format("{0} WHERE {1}::text IS DISTINCT FROM (({2})::{3})::text", table_of(object),
                              id(object.identity.name), column.generated->text, column.type.text));
}

/// A check calls its value VALUE: so is the column called, of the values alone.
Question refused_by_domain(const Object& object, const Object& domain, const model::DomainCheck& check) {
  Question out = question(
      object,
      fmt::format("values that {} refuses ({}, {})", domain.identity.name, check.name, name_of(object)),
      fmt::format("(SELECT {} AS value FROM {}) AS held WHERE NOT ({})", id(object.identity.name),
                  table_of(object), check.expression.text));
  out.path = domain.path;
  return out;
}

/// The next one that its sequence gives is there already.
Question behind(const Object& column) {
  const std::string table = table_of(column);
  const std::string name = id(column.identity.name);
  const std::string sequence = fmt::format("pg_get_serial_sequence({}, {})", render::sql_literal(table).str(),
                                           render::sql_literal(column.identity.name).str());
  Question out = question(
      column,
      fmt::format("numbers to come that are there already, since its sequence is behind ({})",
                  name_of(column)),
      fmt::format("pg_sequence AS s WHERE s.seqrelid = {0}::regclass AND s.seqincrement > 0 AND "
                  "(SELECT max({1}) FROM {2}) > coalesce(pg_sequence_last_value(s.seqrelid), s.seqstart - 1)",
                  sequence, name, table));
  out.severity = "denial";
  out.remedy = fmt::format("SELECT setval({}, (SELECT max({}) FROM {}));", sequence, name, table);
  return out;
}

/// A number that is there, and that its count is yet to give.
Question to_come(const Object& trigger, const ddl::Numbering& numbering) {
  const std::string table = table_of(trigger);
  const std::string number = "counted." + id(numbering.column);
  Question out = question(
      trigger,
      fmt::format("numbers to come that are there already, since the count is behind ({}.{})",
                  trigger.identity.table, numbering.column),
      fmt::format("{table} AS counted LEFT JOIN tenon.counters AS c ON c.relation = {relation}::regclass "
                  "AND c.tenant = counted.{tenant} AND c.scope = {scope} "
                  "AND c.slot = (({number} - 1) % {slots} + {slots}) % {slots} "
                  "WHERE coalesce(c.next, 0) <= {number}",
                  fmt::arg("table", table), fmt::arg("relation", render::sql_literal(table).str()),
                  fmt::arg("tenant", id(numbering.tenant)),
                  fmt::arg("scope", ddl::scope_of(numbering, "counted.")), fmt::arg("number", number),
                  fmt::arg("slots", numbering.slots)));
  out.severity = "denial";
  out.remedy = ddl::recount(numbering, table);
  return out;
}

const Object* domain_of(const model::Database& promised, const Object& column) {
  for (const model::Identity& need : column.needs) {
    if (need.kind == Kind::kDomain) return promised.find(need);
  }
  return nullptr;
}

}  // namespace

std::vector<Question> of_column(const model::Database& promised, const Object& object) {
  const auto& column = object.as<Column>();
  std::vector<Question> out;
  if (column.not_null) out.push_back(without_value(object));
  if (column.generated && !column.is_virtual) out.push_back(stale(object, column));
  if (column.identity != model::ColumnIdentity::kNone) out.push_back(behind(object));
  const bool is_list = column.type.text.ends_with("[]");
  if (const Object* domain = is_list ? nullptr : domain_of(promised, object)) {
    for (const model::DomainCheck& check : domain->as<model::Domain>().checks)
      out.push_back(refused_by_domain(object, *domain, check));
  }
  return out;
}

std::vector<Question> of_counts(const model::Database& /*promised*/, const Object& trigger) {
  const auto numbering = ddl::numbering_of(trigger);
  return numbering ? std::vector<Question>{to_come(trigger, *numbering)} : of_tree(trigger);
}

}  // namespace tenon::rows
