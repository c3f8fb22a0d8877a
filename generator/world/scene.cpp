#include "world/scene.hpp"

#include <algorithm>

namespace tenon::world {

using model::Kind;
using model::Object;

std::vector<std::string> spaces(const conformance::Schema& schema) {
  std::vector<std::string> out = schema.spaces();
  out.emplace_back(model::kBookkeeping);
  if (schema.sql_schema != "public") out.emplace_back("public");
  for (const std::string& role : schema.roles.all()) out.push_back(role);
  return out;
}

std::string qualified(const std::string& schema, const std::string& name) {
  return schema + "." + name;
}

namespace {

/// The kinds whose objects have rows or make numbers.
constexpr Kind kRelations[] = {Kind::kTable, Kind::kView, Kind::kSequence};

const Object* relation_named(const model::Database& database, const std::string& schema,
                             const std::string& name) {
  for (const Kind kind : kRelations) {
    if (const Object* found = database.find({kind, schema, "", name, ""})) return found;
  }
  return nullptr;
}

bool is_relation(const model::Identity& identity) {
  return std::ranges::find(kRelations, identity.kind) != std::end(kRelations);
}

const Object* relation_at(const model::Database& database, const model::Identity& identity) {
  if (is_relation(identity)) return database.find(identity);
  return identity.table.empty() ? nullptr : relation_named(database, identity.schema, identity.table);
}

bool is_partition(const Object* relation) {
  return relation != nullptr && relation->identity.kind == Kind::kTable &&
         relation->as<model::Table>().partition_of.has_value();
}

}  // namespace

const Object* relation_of(const model::Database& database, const Object& object) {
  if (const auto* grant = std::get_if<model::Grant>(&object.definition))
    return is_relation(grant->object) ? database.find(grant->object) : nullptr;
  if (const auto* comment = std::get_if<model::Comment>(&object.definition))
    return relation_at(database, comment->object);
  // `table` is a role there.
  if (object.identity.kind == Kind::kMembership || object.identity.kind == Kind::kDefaultPrivilege ||
      object.identity.kind == Kind::kRegisteredRow)
    return nullptr;
  return relation_at(database, object.identity);
}

bool is_of_partition(const model::Database& database, const Object& object) {
  return is_partition(relation_of(database, object));
}

bool follows_from_partitions(const model::Database& database, const Object& object) {
  const auto* constraint = std::get_if<model::Constraint>(&object.definition);
  return constraint != nullptr && constraint->refers && constraint->is_inherited &&
         is_partition(database.find(*constraint->refers));
}

ColumnsOfTables columns_of_tables(const model::Database& database) {
  ColumnsOfTables out;
  for (const Object& object : database.objects()) {
    if (const auto* column = std::get_if<model::Column>(&object.definition))
      out[qualified(object.identity.schema, object.identity.table)][object.identity.name] = column->type.text;
  }
  return out;
}

std::string told(const Object& object) {
  const auto* view = std::get_if<model::View>(&object.definition);
  const std::string name = text(object.identity);
  return view != nullptr && view->materialized ? "materialised " + name : name;
}

}  // namespace tenon::world
