#include "plan/moves.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/batches.hpp"
#include "plan/move_scripts.hpp"
#include "plan/moved_types.hpp"
#include "plan/numbering.hpp"
#include "plan/opened.hpp"
#include "plan/trees.hpp"
#include "plan/values.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using model::Constraint;
using model::ConstraintType;

/// Rows of registers are called by their table's name.
bool is_registered(const Identity& table, const Object& object) {
  return object.identity.kind == Kind::kRegisteredRow &&
         object.identity.name == table.schema + "." + table.name;
}

/// A foreign key to a table that is itself on its way, or to its own: rows find what they refer to when all
/// have their places.
bool refers_to_moved(const Planning& planning, const Object& object) {
  const auto* key = std::get_if<Constraint>(&object.definition);
  return key != nullptr && key->refers && planning.is_moved(*key->refers);
}

/// The object in the schema where the new table is made.
Object beside(Object object) {
  object.identity.schema = kMoving;
  return object;
}

bool is_foreign_key(const Object& object) {
  const auto* key = std::get_if<Constraint>(&object.definition);
  return key != nullptr && key->refers.has_value();
}

/// A column that goes later takes what code of the version before gives it, and nothing from others.
Object without_numbers(Object object) {
  auto& column = std::get<model::Column>(object.definition);
  if (column.identity != model::ColumnIdentity::kNone) column.not_null = false;
  column.identity = model::ColumnIdentity::kNone;
  return object;
}

bool is_made_first(const Object& object) {
  const auto* constraint = std::get_if<Constraint>(&object.definition);
  return constraint == nullptr || constraint->type == ConstraintType::kPrimary ||
         constraint->type == ConstraintType::kCheck;
}

/// The new table with all that it needs to take rows.
model::Database table_beside(const Planning& planning, const Identity& table) {
  model::Database out;
  for (const Object& each : planning.after.objects()) {
    const bool part = is_in(table, each.identity) &&
                      (each.identity.kind == Kind::kColumn || each.identity.kind == Kind::kConstraint);
    if ((each.identity == table || part) && is_made_first(each) && !is_of_parent(each)) out.add(beside(each));
  }
  for (const Object& each : planning.before.objects()) {
    if (goes_later(planning, table, each)) out.add(beside(of_old_type(planning, without_numbers(each))));
  }
  return out;
}

/// What is quicker to build over rows that are there, or is true of all of them alone.
model::Database indexes_beside(const Planning& planning, const Identity& table) {
  model::Database out;
  for (const Object& each : planning.after.objects()) {
    const bool held =
        each.identity.kind == Kind::kConstraint && !is_made_first(each) && !is_foreign_key(each);
    if (is_in(table, each.identity) && (held || each.identity.kind == Kind::kIndex) && !is_of_parent(each))
      out.add(beside(each));
  }
  return out;
}

/// Behind the swap: who may see and do what, what is done with each change, and what is told of it.
void make_the_rest(Planning& planning, const Identity& table) {
  static constexpr Kind kThere[] = {Kind::kTable, Kind::kColumn, Kind::kIndex};
  for (const Object& each : planning.after.objects()) {
    if (!is_made_with(table, each)) continue;
    if (each.identity.kind == Kind::kConstraint) {
      if (is_foreign_key(each)) make_constraint_again(planning, each);
      continue;
    }
    const bool there =
        std::find(std::begin(kThere), std::end(kThere), each.identity.kind) != std::end(kThere);
    if (there) continue;
    planning.add(Stage::kMake, {deed("make", each.identity), planning.made(each)});
    take_up_rows(planning, each);
  }
}

/// What is called by its schema and not by its table, or holds on to another table that goes, and would be in
/// the way.
void take_off_the_rest(Planning& planning, const Identity& table) {
  const auto goes = [&](const Identity& part) {
    return planning.after.find({Kind::kTable, part.schema, "", part.table, ""}) == nullptr;
  };
  for (const Object& each : planning.before.objects()) {
    const bool in_it = is_in(table, each.identity);
    const bool named = each.identity.kind == Kind::kStatistics && in_it;
    const bool holds = in_it && refers_to_moved(planning, each) && each.as<Constraint>().refers != table;
    // It would go with its table, and that later.
    const bool held =
        !in_it && is_foreign_key(each) && each.as<Constraint>().refers == table && goes(each.identity);
    if (named || holds || held || is_registered(table, each))
      planning.add(Stage::kTakeOff, {.what = deed("take off", each.identity),
                                     .sql = ddl::removal(each),
                                     .lock = held ? Lock::kAccessExclusive : Lock::kNone,
                                     .on = held ? planning.table_name(each.identity) : ""});
  }
}

/// Tables that its foreign keys refer to and that stay.
std::vector<std::string> referred_to(const Planning& planning, const model::Database& database,
                                     const Identity& table) {
  std::vector<std::string> out;
  for (const Object& each : database.objects()) {
    const auto* key = std::get_if<Constraint>(&each.definition);
    if (key == nullptr || !key->refers || !is_in(table, each.identity) || planning.is_moved(*key->refers))
      continue;
    std::string name = ddl::qualified(*key->refers, planning.settings.path).str();
    if (!contains(out, name)) out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

namespace {

/// A value that can't be converted is one of these columns'.
std::string converting(const Planning& planning, const Identity& table) {
  std::vector<std::string> out;
  for (const Object& each : planning.after.objects()) {
    const Object* before = planning.before.find(each.identity);
    if (each.identity.kind == Kind::kColumn && is_in(table, each.identity) && before != nullptr &&
        before->as<model::Column>().type != each.as<model::Column>().type)
      out.push_back(each.identity.name);
  }
  return out.empty()
             ? ""
             : fmt::format(", converting {} {}", out.size() == 1 ? "column" : "columns", join(out, ", "));
}

}  // namespace

Identity part_of(const Identity& table) {
  return {Kind::kColumn, table.schema, table.name, "", ""};
}

bool is_in(const Identity& table, const Identity& part) {
  return are_of_one_table(part_of(table), part);
}

const Object* registered(const model::Database& database, const Identity& table, std::string_view in) {
  for (const Object& each : database.objects()) {
    if (is_registered(table, each) && each.identity.table == in) return &each;
  }
  return nullptr;
}

bool goes_later(const Planning& planning, const Identity& table, const Object& object) {
  const auto* column = std::get_if<model::Column>(&object.definition);
  return column != nullptr && is_in(table, object.identity) && !column->generated &&
         planning.after.find(object.identity) == nullptr;
}

bool is_made_with(const Identity& table, const Object& object) {
  const auto is_or_in = [&](const Identity& other) { return other == table || is_in(table, other); };
  if (const auto* grant = std::get_if<model::Grant>(&object.definition)) return is_or_in(grant->object);
  if (const auto* comment = std::get_if<model::Comment>(&object.definition)) return is_or_in(comment->object);
  if (object.identity.kind == Kind::kRegisteredRow) return is_registered(table, object);
  return is_or_in(object.identity);
}

void disturb_what_reads(Planning& planning, const Identity& table) {
  for (const Object& each : planning.before.objects()) {
    const auto& moved = planning.moved();
    if (std::any_of(moved.begin(), moved.end(), [&](const Identity& one) { return is_made_with(one, each); }))
      continue;
    const bool needs = needs_table(each, table);
    const auto* key = std::get_if<Constraint>(&each.definition);
    const auto* policy = std::get_if<model::Policy>(&each.definition);
    const bool reads = (each.identity.kind == Kind::kView && needs) ||
                       (policy != nullptr && (needs || looks_into(*policy, table)));
    const bool stays = planning.after.find(each.identity) != nullptr;
    if (reads || (key != nullptr && key->refers == table && stays)) planning.disturb(each.identity);
  }
}

void move_table(Planning& planning, const Identity& table, std::vector<Hazard> hazards) {
  const Object* parted = registered(planning.after, table, "partitioned");
  const MoveScripts scripts(planning, part_of(table), parted);
  const std::string on = planning.table_name(table);
  const Lock door = hides_rows(planning, table) ? Lock::kAccessExclusive : Lock::kNone;
  planning.add(
      Stage::kAddAnew,
      {.what = deed("make beside the old one the new", table),
       .sql = scripts.place() + with_types_beside(planning, planning.made_of(table_beside(planning, table))) +
              scripts.closed(),
       .mode = Mode::kAlone,
       .why = "the rows go over to it while others work; in its place, each would be written under a "
              "lock that stops everybody"});
  if (parted != nullptr)
    planning.add(Stage::kAddAnew, {.what = deed("make the partitions of the new", table),
                                   .sql = scripts.partitions(),
                                   .mode = Mode::kOutside,
                                   .lock = door,
                                   .on = on,
                                   .scans = true,
                                   .why = "from the oldest row to the newest"});
  planning.add(Stage::kAddAnew,
               {.what = deed("write down which rows are changed of", table),
                .sql = scripts.follow(),
                .mode = Mode::kAlone,
                .lock = Lock::kShareRowExclusive,
                .on = on,
                .why = "by their keys alone: what the new one can't take is no matter of who changes them"});
  planning.add(Stage::kFill,
               {.what = deed("copy the rows of", table) + converting(planning, table),
                .sql = scripts.copy(),
                .mode = Mode::kOutside,
                .lock = door,
                .on = on,
                .scans = true,
                .hazards = {Hazard::kRewrite, Hazard::kFullScan},
                .why = std::to_string(kBatch) + " a transaction; the disk has to have room for them twice"});
  planning.add(Stage::kBuild,
               {.what = deed("copy what was changed meanwhile, and build the indexes of the new", table),
                .sql = scripts.build(planning.made_of(indexes_beside(planning, table))),
                .mode = Mode::kOutside,
                .lock = door,
                .on = on,
                .why = "nobody works with it yet"});
  planning.add(Stage::kProve, {.what = deed("see that all rows have come along of", table),
                               .sql = scripts.proof(),
                               .mode = Mode::kOutside,
                               .lock = door,
                               .on = on,
                               .scans = true,
                               .hazards = {Hazard::kFullScan}});
  planning.add(Stage::kProve, {.what = deed("let the server know what is in the new", table),
                               .sql = scripts.analyze(),
                               .mode = Mode::kAlone});
  take_off_the_rest(planning, table);
  planning.add(Stage::kAlter, {.what = deed("put in the place of the old one the new", table),
                               .sql = scripts.swap(),
                               .lock = Lock::kAccessExclusive,
                               .on = on,
                               .hazards = std::move(hazards),
                               .why = "with what was changed last; of the others no row is touched"});
  keep_counts(planning, table, ddl::qualified({Kind::kTable, kLeaving, "", table.name, ""}, "").str());
  make_the_rest(planning, table);
}

void drop_moved(Planning& planning) {
  if (planning.moved().empty()) return;
  std::vector<std::string> parents;
  for (const Identity& table : planning.moved()) {
    for (const std::string& each : referred_to(planning, planning.before, table)) {
      if (!contains(parents, each)) parents.push_back(each);
    }
  }
  const bool types = !moved_types(planning).empty();
  const bool later = types && are_held_until_contract(planning);
  planning.add(Stage::kHold, {.what = "drop what the new tables stand for",
                              .sql = drop_old_tables() + (types && !later ? drop_old_types() : "") +
                                     (later ? "" : drop_old_place()) + drop_new_place(),
                              .mode = Mode::kAlone,
                              .lock = parents.empty() ? Lock::kNone : Lock::kAccessExclusive,
                              .on = join(parents, ", ")});
  if (later)
    planning.add(Stage::kRemove,
                 {.what = "drop what the new types stand for", .sql = drop_old_types() + drop_old_place()});
}

}  // namespace tenon::plan
