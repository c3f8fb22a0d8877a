// What has to be made again, though nothing of it changed: it rests on what changes.
#include <fmt/format.h>

#include <algorithm>

#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

bool calls(const Object& object, const Identity& function) {
  return std::find(object.needs.begin(), object.needs.end(), function) != object.needs.end();
}

/// What keeps what a function gave: another one would give another thing.
bool keeps_results(const Object& object) {
  static constexpr Kind kKeeping[] = {Kind::kConstraint, Kind::kIndex};
  const auto* column = std::get_if<model::Column>(&object.definition);
  return (column != nullptr && column->generated.has_value()) ||
         std::find(std::begin(kKeeping), std::end(kKeeping), object.identity.kind) != std::end(kKeeping);
}

void disturb_caller(Planning& planning, const Object& object) {
  if (planning.is_disturbed(object.identity) || planning.after.find(object.identity) == nullptr) return;
  planning.disturb(object.identity);
  if (object.identity.kind == Kind::kColumn) disturb_what_goes_with(planning, object.identity);
}

/// What the server says in the same words may be another function of that name by then.
void disturb_callers(Planning& planning, const Identity& function) {
  static constexpr Kind kCalling[] = {Kind::kPolicy, Kind::kView, Kind::kTrigger};
  for (const Object& object : planning.before.objects()) {
    if (!calls(object, function)) continue;
    const bool names_it =
        std::find(std::begin(kCalling), std::end(kCalling), object.identity.kind) != std::end(kCalling);
    if (names_it || keeps_results(object)) disturb_caller(planning, object);
    // One whose names were read when it was made.
    if (object.identity.kind != Kind::kFunction || planning.is_disturbed(object.identity)) continue;
    if (planning.after.find(object.identity) != nullptr) planning.disturb(object.identity);
    disturb_callers(planning, object.identity);
  }
}

/// A computed column, an index or a check is of what the function said before; so is that of one that calls
/// it.
void disturb_what_keeps(Planning& planning, const Identity& function) {
  for (const Object& object : planning.before.objects()) {
    if (!calls(object, function)) continue;
    if (keeps_results(object)) disturb_caller(planning, object);
    if (object.identity.kind == Kind::kFunction) disturb_what_keeps(planning, object.identity);
  }
}

/// The server drops no function that a default calls.
void lift_defaults(Planning& planning, const Identity& function) {
  for (const Object& object : planning.before.objects()) {
    if (!is_default_of(object, function) || !planning.stays(object.identity.schema, object.identity.table))
      continue;
    planning.add(Stage::kTakeOff,
                 {deed("take off the default of", object.identity),
                  fmt::format("{}ALTER COLUMN {} DROP DEFAULT;", planning.alter_table(object.identity),
                              id(object.identity.name)),
                  Mode::kTogether, Lock::kAccessExclusive, planning.table_name(object.identity)});
  }
}

/// Functions of a type that is made anew go with it, and what calls them before.
void disturb_callers_of_disturbed(Planning& planning) {
  for (const Object& object : planning.before.objects()) {
    if (object.identity.kind != Kind::kFunction || !planning.is_disturbed(object.identity)) continue;
    disturb_callers(planning, object.identity);
    lift_defaults(planning, object.identity);
  }
}

bool rests_on_disturbed(const Planning& planning, const Object& object) {
  const auto stands = [&](const Identity& need) { return is_called(need) && planning.is_disturbed(need); };
  // A line about a materialised view tells it by what the server numbers anew.
  if (object.identity.kind == Kind::kView || object.identity.kind == Kind::kRegisteredRow)
    return std::any_of(object.needs.begin(), object.needs.end(), stands);
  const auto* trigger = std::get_if<model::Trigger>(&object.definition);
  return trigger != nullptr && stands(trigger->function);
}

/// Views of views, and the triggers of functions.
void disturb_readers(Planning& planning) {
  for (bool more = true; more;) {
    more = false;
    for (const Object& object : planning.before.objects()) {
      if (planning.is_disturbed(object.identity) || !rests_on_disturbed(planning, object)) continue;
      planning.disturb(object.identity);
      more = true;
    }
  }
}

void find_disturbed(Planning& planning, const Difference& each) {
  const Identity& identity = each.identity();
  const bool changed = each.before != nullptr && each.after != nullptr;
  if (identity.kind == Kind::kColumn && changed &&
      differs(each, {"type", "collation", "generated", "is_virtual"})) {
    disturb_what_hangs_on(planning, identity);
    if (each.after->as<model::Column>().generated) {
      planning.disturb(identity);
      disturb_what_goes_with(planning, identity);
    }
  }
  if (changed && (identity.kind == Kind::kView || replaces_function(each))) planning.disturb(identity);
  const bool is_replaced = changed && replaces_function(each);
  if (identity.kind == Kind::kFunction && (each.after == nullptr || is_replaced))
    disturb_callers(planning, identity);
  if (identity.kind == Kind::kFunction && changed && differs(each, {"body", "atomic", "language", "strict"}))
    disturb_what_keeps(planning, identity);
  if (is_replaced || (each.before != nullptr && goes_for_another(planning, *each.before)))
    lift_defaults(planning, identity);
  if (changed && replaces_type(each)) {
    disturb_columns_of_type(planning, each);
    disturb_callers_of_disturbed(planning);
  }
  const auto* key =
      each.before == nullptr ? nullptr : std::get_if<model::Constraint>(&each.before->definition);
  const bool is_key = key != nullptr && key->type != model::ConstraintType::kForeign &&
                      key->type != model::ConstraintType::kCheck;
  if (is_key && planning.stays(identity.schema, identity.table))
    disturb_what_refers_to(planning, *each.before);
}

/// In the schema `tenon` and elsewhere calls are written differently.
bool is_beside(const Identity& a, const Identity& b) {
  return (a.schema == model::kBookkeeping) == (b.schema == model::kBookkeeping);
}

/// Whether another function takes its place, which calls in the same words would still take for it.
bool is_overloaded(const Planning& planning, const Object& function) {
  const Identity& identity = function.identity;
  const auto& objects = planning.after.objects();
  return planning.after.find(identity) == nullptr &&
         std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
           return each.identity.kind == Kind::kFunction && is_beside(each.identity, identity) &&
                  each.identity.name == identity.name && planning.before.find(each.identity) == nullptr;
         });
}

}  // namespace

bool goes_for_another(const Planning& planning, const Object& object) {
  return object.identity.kind == Kind::kFunction && is_overloaded(planning, object);
}

bool is_kept(const Planning& planning, const Identity& function) {
  const auto& objects = planning.before.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& object) {
    if (!calls(object, function)) return false;
    return keeps_results(object) ||
           (object.identity.kind == Kind::kFunction && is_kept(planning, object.identity));
  });
}

bool is_default_of(const Object& column, const Identity& function) {
  const auto* definition = std::get_if<model::Column>(&column.definition);
  return definition != nullptr && definition->default_value &&
         std::find(column.needs.begin(), column.needs.end(), function) != column.needs.end();
}

void give_defaults_again(Planning& planning) {
  for (const Object& object : planning.after.objects()) {
    const Object* before = planning.before.find(object.identity);
    const auto takes_anothers_place = [&](const Identity& need) {
      return std::any_of(planning.before.objects().begin(), planning.before.objects().end(),
                         [&](const Object& each) {
                           return each.identity.name == need.name && goes_for_another(planning, each);
                         });
    };
    const auto is_replaced = [&](const Identity& need) {
      return need.kind == Kind::kFunction && is_default_of(object, need) &&
             (planning.is_disturbed(need) || takes_anothers_place(need));
    };
    if (before == nullptr || std::none_of(object.needs.begin(), object.needs.end(), is_replaced)) continue;
    // What changes in the column gives it its default as well.
    if (before->definition != object.definition) continue;
    planning.add(Stage::kMake,
                 {deed("give again the default of", object.identity),
                  fmt::format("{}ALTER COLUMN {} SET DEFAULT {};", planning.alter_table(object.identity),
                              id(object.identity.name), object.as<model::Column>().default_value->text),
                  Mode::kTogether, Lock::kAccessExclusive, planning.table_name(object.identity)});
  }
}

bool is_called(const Identity& identity) {
  return identity.kind == Kind::kView || identity.kind == Kind::kFunction;
}

/// What is done to a table with children is done to them, and the server keeps count of who has what of
/// whom.
void refuse_families(Planning& planning, const std::vector<Difference>& differences) {
  std::set<Identity> families;
  for (const model::Database* database : {&planning.before, &planning.after}) {
    for (const Object& object : database->objects()) {
      const auto* table = std::get_if<model::Table>(&object.definition);
      if (table == nullptr || table->inherits.empty()) continue;
      families.insert(object.identity);
      families.insert(table->inherits.begin(), table->inherits.end());
    }
  }
  for (const Difference& each : differences) {
    const Identity& identity = each.identity();
    const bool in_one = identity.kind == Kind::kColumn && planning.stays(identity.schema, identity.table) &&
                        families.contains({Kind::kTable, identity.schema, "", identity.table, ""});
    if (in_one)
      planning.refuse(identity, "its table inherits from another, or another from it",
                      "change the whole family by hand");
  }
}

void disturb_all(Planning& planning, const std::vector<Difference>& differences) {
  for (const Difference& each : differences) find_disturbed(planning, each);
  disturb_readers(planning);
}

}  // namespace tenon::plan
