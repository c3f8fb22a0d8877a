#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ddl/clauses.hpp"
#include "rows/asking.hpp"

namespace tenon::rows {

using model::Constraint;
using model::ConstraintType;
using model::Identity;
using model::Kind;
using model::Object;

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

std::string table_of(const Object& object) {
  return ddl::of_table(object.identity, "").str();
}

Question question(const Object& object, std::string message, const std::string& rows) {
  return {object.identity,
          object.identity.table,
          std::move(message),
          fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {}) AS counted", rows, kMost),
          object.path,
          false,
          fmt::format("they are shown by: SELECT * FROM {} LIMIT 20", rows)};
}

namespace {

std::vector<std::string> each(const std::vector<std::string>& columns, std::string_view form) {
  std::vector<std::string> out;
  for (const std::string& column : columns) out.push_back(fmt::format(fmt::runtime(form), id(column)));
  return out;
}

std::string all_of(const std::vector<std::string>& conditions) {
  return fmt::format("{}", fmt::join(conditions, " AND "));
}

/// MATCH SIMPLE: with a NULL in it, it refers to nothing.
Question orphans(const Object& object, const Constraint& key) {
  const std::string parent = ddl::qualified(*key.refers, "").str();
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < key.columns.size(); ++i)
    equal.push_back(fmt::format("parent.{} = child.{}", id(key.referenced[i]), id(key.columns[i])));
  return question(
      object, fmt::format("rows that refer to no row of {} ({})", key.refers->name, object.identity.name),
      fmt::format("{} AS child WHERE {} AND NOT EXISTS (SELECT FROM {} AS parent WHERE {})", table_of(object),
                  all_of(each(key.columns, "child.{} IS NOT NULL")), parent, all_of(equal)));
}

Question refused(const Object& object, const Constraint& check) {
  return question(object, fmt::format("rows that break a check ({})", object.identity.name),
                  fmt::format("{} WHERE NOT ({})", table_of(object), check.expression->text));
}

/// The index that holds it can be broken, as by another version of the system's collations: the table is
/// asked. A NULL is equal to no other, unless it says so.
Question doubled(const Object& object, const std::vector<std::string>& keys, bool nulls_not_distinct,
                 const std::string& where) {
  std::vector<std::string> conditions;
  if (!where.empty()) conditions.push_back("(" + where + ")");
  if (!nulls_not_distinct) {
    for (const std::string& key : keys) conditions.push_back(key + " IS NOT NULL");
  }
  Question out = question(
      object,
      fmt::format("values that are to be unique and stand there more than once ({})", object.identity.name),
      fmt::format("(SELECT {0} FROM {1} WHERE {2} GROUP BY {0} HAVING count(*) > 1) AS doubled",
                  fmt::join(keys, ", "), table_of(object), conditions.empty() ? "true" : all_of(conditions)));
  out.past_indexes = true;
  return out;
}

std::string key(const model::IndexElement& element) {
  const std::string out = element.expression ? "(" + element.expression->text + ")" : id(element.column);
  return element.collation.empty() ? out : fmt::format("{} COLLATE {}", out, element.collation);
}

/// Those of a constraint are the constraint's.
std::vector<Question> of_index(const Object& object) {
  const auto& index = object.as<model::Index>();
  if (!index.unique || index.is_inherited) return {};
  std::vector<std::string> keys;
  for (const model::IndexElement& element : index.elements) keys.push_back(key(element));
  return {doubled(object, keys, index.nulls_not_distinct, index.where ? index.where->text : "")};
}

std::vector<Question> of_constraint(const Object& object) {
  const auto& constraint = object.as<Constraint>();
  switch (constraint.type) {
    case ConstraintType::kForeign:
      return {orphans(object, constraint)};
    case ConstraintType::kCheck:
      return {refused(object, constraint)};
    case ConstraintType::kPrimary:
    case ConstraintType::kUnique:
      return {doubled(object, each(constraint.columns, "{}"), constraint.nulls_not_distinct, "")};
    case ConstraintType::kExclusion:
      if (auto out = overlapping(object, constraint)) return {std::move(*out)};
  }
  return {};
}

struct Asked {
  Kind kind;
  std::vector<Question> (*questions)(const model::Database& promised, const Object& object);
};

constexpr Asked kAsked[] = {{Kind::kIndex, [](const model::Database& /*promised*/,
                                              const Object& object) { return of_index(object); }},
                            {Kind::kConstraint, [](const model::Database& /*promised*/,
                                                   const Object& object) { return of_constraint(object); }},
                            {Kind::kColumn, of_column},
                            {Kind::kTrigger, of_counts}};

}  // namespace

std::vector<Question> questions(const model::Database& promised) {
  std::vector<Question> out;
  for (const Object& object : promised.objects()) {
    const auto* asked = std::ranges::find(kAsked, object.identity.kind, &Asked::kind);
    if (asked == std::end(kAsked)) continue;
    const Object* table =
        promised.find({Kind::kTable, object.identity.schema, "", object.identity.table, ""});
    if (table == nullptr || table->as<model::Table>().partition_of) continue;
    auto more = asked->questions(promised, object);
    std::move(more.begin(), more.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace tenon::rows
