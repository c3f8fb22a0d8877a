#include "plan/moves.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/batches.hpp"
#include "plan/move_scripts.hpp"
#include "plan/opened.hpp"
#include "plan/values.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using model::Constraint;
using model::ConstraintType;

/// A part of the table, to ask about it what is asked of parts.
Identity part_of(const Identity& table) {
  return {Kind::kColumn, table.schema, table.name, "", ""};
}

bool is_in(const Identity& table, const Identity& part) {
  return part.schema == table.schema && part.table == table.name;
}

/// Rows of registers are called by their table's name.
bool is_registered(const Identity& table, const Object& object) {
  return object.identity.kind == Kind::kRegisteredRow &&
         object.identity.name == table.schema + "." + table.name;
}

const Object* registered(const model::Database& database, const Identity& table, std::string_view in) {
  for (const Object& each : database.objects()) {
    if (is_registered(table, each) && each.identity.table == in) return &each;
  }
  return nullptr;
}

bool asks_for_move(const Difference& each) {
  if (each.before == nullptr || each.after == nullptr) return false;
  if (each.identity().kind == Kind::kTable) return differs(each, {"partition_by"});
  if (each.identity().kind != Kind::kColumn || !differs(each, {"type", "collation"})) return false;
  const auto& from = each.before->as<model::Column>();
  const auto& to = each.after->as<model::Column>();
  return !from.is_inherited && !from.generated && !to.generated && !is_free_change(from, to);
}

/// Partitions that the model knows one by one, children, and sequences that would go along with the old
/// table.
bool has_relatives(const model::Database& database, const Identity& table) {
  return std::any_of(database.objects().begin(), database.objects().end(), [&](const Object& each) {
    const auto* other = std::get_if<model::Table>(&each.definition);
    if (other != nullptr)
      return other->partition_of == table ||
             std::find(other->inherits.begin(), other->inherits.end(), table) != other->inherits.end() ||
             (each.identity == table && (other->partition_of || !other->inherits.empty()));
    const auto* sequence = std::get_if<model::Sequence>(&each.definition);
    if (sequence != nullptr)
      return sequence->owned_by && sequence->owned_by->first == table.name &&
             each.identity.schema == table.schema;
    // Of the author's own statements nothing tells what they hang on the table.
    const auto* own = std::get_if<model::Opaque>(&each.definition);
    if (own != nullptr && names(own->made.text, table.name)) return true;
    const bool rule = each.identity.kind == Kind::kRule && is_in(table, each.identity);
    const bool called = each.identity.kind == Kind::kFunction && needs_table(each, table);
    return rule || called || each.identity.kind == Kind::kPublication;
  });
}

/// Each row has its place in the new table by what it holds in the old one, and that is never NULL.
bool keeps_its_key(const Planning& planning, const Identity& table) {
  const Constraint* from = primary_key(planning.before, part_of(table));
  const Constraint* to = primary_key(planning.after, part_of(table));
  if (from == nullptr || to == nullptr) return false;
  const bool told = std::all_of(to->columns.begin(), to->columns.end(), [&](const std::string& name) {
    const Identity column{Kind::kColumn, table.schema, table.name, name, ""};
    const Object* before = planning.before.find(column);
    const Object* after = planning.after.find(column);
    return before != nullptr && before->as<model::Column>().not_null &&
           !before->as<model::Column>().generated && !after->as<model::Column>().generated &&
           !is_converted_as_told(planning, *after);
  });
  return told && std::all_of(from->columns.begin(), from->columns.end(),
                             [&](const std::string& name) { return contains(to->columns, name); });
}

/// What the new table would rest on before it is as it should be.
bool rests_on_changed(const Planning& planning, const Identity& table,
                      const std::vector<Difference>& differences) {
  std::set<Identity> changed;
  for (const Difference& each : differences) {
    if (each.before != nullptr && each.after != nullptr &&
        (each.identity().kind == Kind::kFunction || replaces_type(each)))
      changed.insert(each.identity());
  }
  static constexpr Kind kMadeFirst[] = {Kind::kColumn, Kind::kConstraint, Kind::kIndex};
  for (const model::Database* database : {&planning.before, &planning.after}) {
    for (const Object& each : database->objects()) {
      const bool first =
          std::find(std::begin(kMadeFirst), std::end(kMadeFirst), each.identity.kind) != std::end(kMadeFirst);
      if (first && is_in(table, each.identity) &&
          std::any_of(each.needs.begin(), each.needs.end(),
                      [&](const Identity& need) { return changed.contains(need); }))
        return true;
    }
  }
  return false;
}

/// A value over other rows would have to be found with each change, by a function to which they are hidden.
bool reads_others(const Planning& planning, const Identity& table) {
  return std::any_of(planning.after.objects().begin(), planning.after.objects().end(),
                     [&](const Object& each) {
                       if (each.identity.kind != Kind::kColumn || !is_in(table, each.identity)) return false;
                       const auto value = value_in_new_row(planning, each);
                       return value && reads_other_rows(*value);
                     });
}

bool can_be_moved(const Planning& planning, const Identity& table,
                  const std::vector<Difference>& differences) {
  const Object* after = planning.after.find(table);
  const bool parted = after->as<model::Table>().partition_by.has_value();
  return keeps_its_key(planning, table) && !has_relatives(planning.before, table) &&
         !has_relatives(planning.after, table) && !rests_on_changed(planning, table, differences) &&
         !reads_others(planning, table) &&
         (!parted || registered(planning.after, table, "partitioned") != nullptr);
}

bool is_of_moved(const std::vector<Identity>& moved, const Identity& table) {
  return std::find(moved.begin(), moved.end(), table) != moved.end();
}

/// A foreign key to a table that is itself on its way, or to its own: rows find what they refer to when all
/// have their places.
bool refers_to_moved(const std::vector<Identity>& moved, const Object& object) {
  const auto* key = std::get_if<Constraint>(&object.definition);
  return key != nullptr && key->refers && is_of_moved(moved, *key->refers);
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
    if (goes_later(planning, table, each)) out.add(beside(without_numbers(each)));
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
  }
}

/// What is called by its schema and not by its table, or holds on to another table that goes, and would be in
/// the way.
void take_off_the_rest(Planning& planning, const Identity& table, const std::vector<Identity>& moved) {
  const auto goes = [&](const Identity& part) {
    return planning.after.find({Kind::kTable, part.schema, "", part.table, ""}) == nullptr;
  };
  for (const Object& each : planning.before.objects()) {
    const bool in_it = is_in(table, each.identity);
    const bool named = each.identity.kind == Kind::kStatistics && in_it;
    const bool holds = in_it && refers_to_moved(moved, each) && each.as<Constraint>().refers != table;
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
                                     const Identity& table, const std::vector<Identity>& moved) {
  std::vector<std::string> out;
  for (const Object& each : database.objects()) {
    const auto* key = std::get_if<Constraint>(&each.definition);
    if (key == nullptr || !key->refers || !is_in(table, each.identity) || is_of_moved(moved, *key->refers))
      continue;
    std::string name = ddl::qualified(*key->refers, planning.settings.path).str();
    if (!contains(out, name)) out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

std::vector<Identity> tables_to_move(const Planning& planning, const std::vector<Difference>& differences) {
  std::vector<Identity> out;
  for (const Difference& each : differences) {
    if (!asks_for_move(each)) continue;
    const Identity& part = each.identity();
    const Identity table{Kind::kTable, part.schema, "", part.kind == Kind::kTable ? part.name : part.table,
                         ""};
    if (!is_of_moved(out, table) && can_be_moved(planning, table, differences)) out.push_back(table);
  }
  return out;
}

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

void disturb_what_reads(Planning& planning, const Identity& table, const std::vector<Identity>& moved) {
  for (const Object& each : planning.before.objects()) {
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

void move_table(Planning& planning, const Identity& table, const std::vector<Identity>& moved,
                std::vector<Hazard> hazards) {
  const Object* parted = registered(planning.after, table, "partitioned");
  const MoveScripts scripts(planning, part_of(table), parted);
  const std::string on = planning.table_name(table);
  const Lock door = hides_rows(planning, table) ? Lock::kAccessExclusive : Lock::kNone;
  planning.add(
      Stage::kAddAnew,
      {.what = deed("make beside the old one the new", table),
       .sql = scripts.place() + planning.made_of(table_beside(planning, table)) + scripts.closed(),
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
  take_off_the_rest(planning, table, moved);
  planning.add(Stage::kAlter, {.what = deed("put in the place of the old one the new", table),
                               .sql = scripts.swap(),
                               .lock = Lock::kAccessExclusive,
                               .on = on,
                               .hazards = std::move(hazards),
                               .why = "with what was changed last; of the others no row is touched"});
  make_the_rest(planning, table);
}

void drop_moved(Planning& planning, const std::vector<Identity>& moved) {
  if (moved.empty()) return;
  std::vector<std::string> parents;
  for (const Identity& table : moved) {
    for (const std::string& each : referred_to(planning, planning.before, table, moved)) {
      if (!contains(parents, each)) parents.push_back(each);
    }
  }
  planning.add(Stage::kHold, {.what = "drop what the new tables stand for",
                              .sql = drop_what_was(),
                              .mode = Mode::kAlone,
                              .lock = parents.empty() ? Lock::kNone : Lock::kAccessExclusive,
                              .on = join(parents, ", ")});
}

}  // namespace tenon::plan
