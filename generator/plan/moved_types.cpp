#include "plan/moved_types.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/move_guards.hpp"
#include "plan/move_scripts.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

std::string name_of(const Planning& planning, const Identity& type) {
  return ddl::qualified(type, planning.settings.path).str();
}

bool is_inherited(const Object& column) {
  return column.as<model::Column>().is_inherited;
}

/// What holds on to a type beside columns, as far as a model tells: a domain, a composite.
bool rests_on(const Object& object, const Identity& type) {
  if (object.identity == type) return false;
  const auto* domain = std::get_if<model::Domain>(&object.definition);
  if (domain != nullptr) return names(domain->type.text, type.name);
  return object.identity.kind == Kind::kComposite &&
         std::find(object.needs.begin(), object.needs.end(), type) != object.needs.end();
}

std::vector<Identity> tables_with(const Planning& planning, const model::Database& database,
                                  const Identity& type) {
  std::vector<Identity> out;
  for (const Object& each : database.objects()) {
    if (!is_column_of(planning, each, type)) continue;
    const Identity table{Kind::kTable, each.identity.schema, "", each.identity.table, ""};
    if (std::find(out.begin(), out.end(), table) == out.end()) out.push_back(table);
  }
  return out;
}

/// Tables with a column of it that goes with the contract, or that go themselves.
std::vector<Identity> tables_that_hold_it(const Planning& planning, const Identity& type) {
  std::vector<Identity> out;
  for (const Object& each : planning.before.objects()) {
    if (is_column_of(planning, each, type) && planning.after.find(each.identity) == nullptr)
      out.push_back({Kind::kTable, each.identity.schema, "", each.identity.table, ""});
  }
  return out;
}

}  // namespace

std::vector<Identity> moved_types(const Planning& planning) {
  std::vector<Identity> out;
  for (const Identity& each : planning.moved()) {
    if (each.kind != Kind::kTable) out.push_back(each);
  }
  return out;
}

bool can_go_beside(const Planning& planning, const Difference& difference) {
  if (difference.before == nullptr || difference.after == nullptr || !replaces_type(difference)) return false;
  // Where SQL names each type's schema, as a server prints it, it would go on with the old one.
  if (planning.settings.path.empty()) return false;
  const Identity& type = difference.identity();
  bool used = false;
  for (const model::Database* database : {&planning.before, &planning.after}) {
    for (const Object& each : database->objects()) {
      const bool is_user = is_column_of(planning, each, type);
      if (rests_on(each, type) || (is_user && is_inherited(each))) return false;
      used = used || is_user;
    }
  }
  return used;
}

std::vector<Identity> tables_that_go_along(const Planning& planning, const Identity& type) {
  std::vector<Identity> out;
  for (const Identity& table : tables_with(planning, planning.after, type)) {
    if (planning.before.find(table) != nullptr) out.push_back(table);
  }
  return out;
}

Object of_old_type(const Planning& planning, Object column) {
  for (const Identity& type : moved_types(planning)) {
    if (!is_column_of(planning, column, type)) continue;
    auto& definition = std::get<model::Column>(column.definition);
    const std::string old = ddl::qualified(type, "").str();
    definition.type.text = old + definition.type.text.substr(element_of(definition.type.text).size());
    if (definition.default_value)
      definition.default_value->text = with_type(definition.default_value->text, type.name, old);
  }
  return column;
}

std::string type_beside(const Planning& planning, const std::string& type) {
  const std::string element = element_of(type);
  for (const Identity& each : moved_types(planning)) {
    if (same_words(element, name_of(planning, each)))
      return id(kMoving) + "." + id(each.name) + type.substr(element.size());
  }
  return type;
}

std::string with_types_beside(const Planning& planning, const std::string& statements) {
  if (moved_types(planning).empty()) return statements;
  const std::string path = id(planning.settings.path);
  return fmt::format("SET LOCAL search_path TO {}, {};\n{}SET LOCAL search_path TO {};\n", id(kMoving), path,
                     statements, path);
}

std::string made_in_new_table(const Planning& planning, const Object& object) {
  const Identity& identity = object.identity;
  const std::string& name = identity.kind == Kind::kTable ? identity.name : identity.table;
  const Identity table{Kind::kTable, identity.schema, "", name, ""};
  for (const Identity& type : moved_types(planning)) {
    const std::vector<Identity> tables = tables_with(planning, planning.after, type);
    if (std::find(tables.begin(), tables.end(), table) != tables.end())
      return with_types_beside(planning, planning.made(object, kMoving) + "\n");
  }
  return planning.made(object);
}

void make_type_beside(Planning& planning, const Identity& type) {
  model::Database made;
  Object object = *planning.after.find(type);
  object.identity.schema = kMoving;
  made.add(std::move(object));
  planning.add(
      Stage::kLabels,
      {.what = deed("make beside the old one the new", type),
       .sql = rested_on_by_known(planning, tables_that_hold_it(planning, type), type) +
              schema_of_moves(planning, kMoving) + planning.made_of(made),
       .mode = Mode::kAlone,
       .why = "the server takes no value away and moves none: columns go over to it with their tables"});
}

void put_type_in_place(Planning& planning, const Identity& type, std::vector<Hazard> hazards) {
  Identity fresh = type;
  fresh.schema = kMoving;
  constexpr std::string_view kGo = "ALTER {} SET SCHEMA {};\n";
  planning.add(Stage::kAlter,
               {.what = deed("put in the place of the old one the new", type),
                .sql = fmt::format(kGo, ddl::commented(type, planning.settings.path).str(), id(kLeaving)) +
                       fmt::format(kGo, ddl::commented(fresh, planning.settings.path).str(), id(type.schema)),
                .hazards = std::move(hazards)});
  for (const Object& object : planning.after.objects()) {
    if (is_about(object, type))
      planning.add(Stage::kMake, {deed("make", object.identity), planning.made(object)});
  }
}

void see_that_types_are_free(Planning& planning) {
  for (const Identity& type : moved_types(planning)) {
    planning.add(Stage::kMake, {.what = deed("see that nothing else rests on the old", type),
                                .sql = rested_on_by(tables_that_hold_it(planning, type), type),
                                .why = "it is dropped behind this"});
  }
}

bool are_held_until_contract(const Planning& planning) {
  const std::vector<Identity> types = moved_types(planning);
  return std::any_of(types.begin(), types.end(),
                     [&](const Identity& type) { return !tables_that_hold_it(planning, type).empty(); });
}

}  // namespace tenon::plan
