// Constraints of tables that are there.
#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/both_names.hpp"
#include "plan/foreign_keys.hpp"
#include "plan/keys.hpp"
#include "plan/planning.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using model::Constraint;
using model::ConstraintType;

bool is_key(const Constraint& constraint) {
  return constraint.type == ConstraintType::kPrimary || constraint.type == ConstraintType::kUnique;
}

/// What stands for a constraint whose name is taken until the one before is gone.
std::string for_a_while(const Identity& constraint) {
  return identifier(constraint.name + "_new");
}

std::string drop(const Planning& planning, const Identity& constraint) {
  return fmt::format("{}DROP CONSTRAINT {};", planning.alter_table(constraint), id(constraint.name));
}

Lock lock_of(const Constraint& constraint) {
  return constraint.type == ConstraintType::kForeign ? Lock::kShareRowExclusive : Lock::kAccessExclusive;
}

bool can_wait(const Planning& planning, const Object& constraint) {
  const auto type = constraint.as<Constraint>().type;
  return type == ConstraintType::kCheck ||
         (type == ConstraintType::kForeign && !planning.is_partitioned(constraint.identity));
}

bool is_proved_by_partition(const Planning& planning, const Object& constraint) {
  const auto& definition = constraint.as<Constraint>();
  return definition.type == ConstraintType::kForeign && definition.validated && definition.enforced &&
         planning.is_partitioned(constraint.identity);
}

void prove(Planning& planning, const Object& constraint, const std::string& name, Stage stage) {
  const Identity& identity = constraint.identity;
  if (constraint.as<Constraint>().type == ConstraintType::kForeign) {
    prove_foreign_key(planning, constraint, name, stage);
    return;
  }
  planning.add(stage,
               {.what = deed("see that all rows keep", identity),
                .sql = fmt::format("{}VALIDATE CONSTRAINT {};", planning.alter_table(identity), id(name)),
                .mode = Mode::kAlone,
                .lock = Lock::kShareUpdateExclusive,
                .on = planning.table_name(identity),
                .scans = true,
                .hazards = {Hazard::kFullScan}});
}

/// New rows are held to it at once; those that are there are looked at later, while others go on.
void add_unproved(Planning& planning, const Object& constraint, const std::string& name, Stage made,
                  Stage proved, std::vector<Hazard> hazards = {Hazard::kBreaksClients}) {
  const Identity& identity = constraint.identity;
  Constraint unproved = constraint.as<Constraint>();
  unproved.validated = false;
  const bool in_one_go = made != Stage::kBuild;
  planning.add(made, {.what = deed("hold new rows to", identity),
                      .sql = fmt::format("{}ADD CONSTRAINT {} {};", planning.alter_table(identity), id(name),
                                         ddl::constraint_clause(unproved, planning.settings.path).str()),
                      .mode = in_one_go ? Mode::kTogether : Mode::kAlone,
                      .lock = lock_of(unproved),
                      .on = tables_of(planning, constraint),
                      .hazards = std::move(hazards),
                      .why = "the rows that are there are looked at in a transaction of its own"});
  prove(planning, constraint, name, proved);
}

void add_at_once(Planning& planning, const Object& constraint, Stage stage, const std::string& why) {
  planning.add(stage, {.what = deed("add", constraint.identity),
                       .sql = fmt::format(
                           "{}ADD CONSTRAINT {} {};", planning.alter_table(constraint.identity),
                           id(constraint.identity.name),
                           ddl::constraint_clause(constraint.as<Constraint>(), planning.settings.path).str()),
                       .mode = stage == Stage::kBuild ? Mode::kAlone : Mode::kTogether,
                       .lock = lock_of(constraint.as<Constraint>()),
                       .on = tables_of(planning, constraint),
                       .scans = true,
                       .hazards = {Hazard::kLongLock, Hazard::kBreaksClients},
                       .why = why});
}

/// Whether the check lets more values be than before, and all of those.
bool allows_more(const Constraint& from, const Constraint& to) {
  return from.expression && to.expression && longer_list(from.expression->text, to.expression->text);
}

/// Whether a statement of the version before can break it: not where that leaves a column NULL that it
/// doesn't know.
bool binds_old_code(const Planning& planning, const Object& constraint) {
  const auto& definition = constraint.as<Constraint>();
  for (const Object& each : planning.after.objects()) {
    const auto* column = std::get_if<model::Column>(&each.definition);
    if (column == nullptr || !are_of_one_table(each.identity, constraint.identity)) continue;
    const bool is_new = planning.before.find(each.identity) == nullptr;
    if (definition.expression) {
      if (!is_new && names(definition.expression->text, each.identity.name)) return true;
    } else if (is_new && !column->not_null && !column->default_value && !definition.nulls_not_distinct &&
               definition.type != ConstraintType::kPrimary &&
               contains(definition.columns, each.identity.name)) {
      return false;
    }
  }
  return !definition.expression;
}

bool needs_columns_made_anew(const Planning& planning, const Object& constraint) {
  // A column that is computed anew takes along what it stands in.
  const auto& key = constraint.as<Constraint>();
  for (const std::string& column : key.columns) {
    if (planning.is_disturbed(
            {Kind::kColumn, constraint.identity.schema, constraint.identity.table, column, ""}))
      return true;
  }
  return false;
}

}  // namespace

std::vector<Hazard> with_old_code(const Planning& planning, const Object& constraint,
                                  std::vector<Hazard> others) {
  const Object* before = planning.before.find(constraint.identity);
  if (before != nullptr && before->definition == constraint.definition) return others;
  if (bound_before(planning, constraint)) return others;
  if (binds_old_code(planning, constraint)) {
    others.push_back(Hazard::kBreaksClients);
  } else if (constraint.as<Constraint>().type == ConstraintType::kForeign) {
    others.push_back(Hazard::kNewValues);
  }
  return others;
}

void add_constraint(Planning& planning, const Object& constraint) {
  const auto& definition = constraint.as<Constraint>();
  if (says_of_retyped(planning, constraint) || (definition.refers && planning.is_moved(*definition.refers))) {
    make_constraint_again(planning, constraint);
  } else if (can_wait(planning, constraint) && definition.validated && definition.enforced) {
    add_unproved(planning, constraint, constraint.identity.name, Stage::kBuild, Stage::kProve,
                 with_old_code(planning, constraint));
  } else if (is_proved_by_partition(planning, constraint)) {
    add_by_partition(planning, constraint, constraint.identity.name, Stage::kBuild);
  } else if (is_key(definition) && !definition.without_overlaps &&
             !needs_columns_made_anew(planning, constraint)) {
    const Object* index = index_for_key(planning, constraint);
    if (index == nullptr) build_key(planning, constraint, constraint.identity.name);
    take_index(planning, constraint, index == nullptr ? constraint.identity.name : index->identity.name);
  } else {
    // A primary key's columns are NOT NULL by then, and computed ones are there.
    add_at_once(planning, constraint, is_key(definition) ? Stage::kMake : Stage::kBuild,
                definition.type == ConstraintType::kExclusion
                    ? "the server has no way to add it while others go on"
                    : "of a partitioned table the server adds it in one go alone");
  }
}

namespace {

Step dropped(const Planning& planning, const Object& constraint) {
  return {.what = deed("drop", constraint.identity),
          .sql = drop(planning, constraint.identity),
          .lock = Lock::kAccessExclusive,
          .on = tables_of(planning, constraint)};
}

/// Whether an ON CONFLICT finds in the one what it found in the other.
bool serves_conflicts(const Constraint& from, const Constraint& to) {
  return from.type == to.type && from.columns == to.columns && from.deferrable == to.deferrable &&
         from.nulls_not_distinct == to.nulls_not_distinct;
}

}  // namespace

void remove_constraint(Planning& planning, const Object& constraint) {
  const bool foreign = constraint.as<Constraint>().type == ConstraintType::kForeign;
  Step step = dropped(planning, constraint);
  if (is_key(constraint.as<Constraint>())) {
    step.hazards = {Hazard::kBreaksClients};
    step.why = "an ON CONFLICT of the version before has nothing to go by then";
  }
  planning.add(foreign ? Stage::kTakeOff : Stage::kAlter, std::move(step));
}

void alter_constraint(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  const auto& from = difference.before->as<Constraint>();
  const auto& to = difference.after->as<Constraint>();
  const std::string table = planning.alter_table(identity);
  if (to.type == ConstraintType::kForeign && from.type == to.type &&
      differs_only(difference, {"deferrable", "deferred"})) {
    const std::string how = to.deferrable ? ddl::deferral(to).str() : std::string("NOT DEFERRABLE");
    planning.add(Stage::kAlter,
                 {.what = deed("change when is held", identity),
                  .sql = fmt::format("{}ALTER CONSTRAINT {} {};", table, id(identity.name), how),
                  .lock = Lock::kAccessExclusive,
                  .on = tables_of(planning, *difference.after)});
    return;
  }
  const Object& after = *difference.after;
  const bool by_partition = is_proved_by_partition(planning, after);
  if ((can_wait(planning, after) || by_partition) && !planning.is_disturbed(identity)) {
    const std::string name = for_a_while(identity);
    if (by_partition) {
      add_by_partition(planning, after, name, Stage::kBuild);
    } else {
      add_unproved(planning, after, name, Stage::kBuild, Stage::kProve,
                   bound_before(planning, after) ? std::vector<Hazard>()
                   : allows_more(from, to)       ? std::vector{Hazard::kNewValues}
                                                 : std::vector{Hazard::kBreaksClients});
    }
    remove_constraint(planning, *difference.before);
    planning.add(Stage::kAlter,
                 {.what = deed("name", identity),
                  .sql = fmt::format("{}RENAME CONSTRAINT {} TO {};", table, id(name), id(identity.name)),
                  .lock = Lock::kAccessExclusive,
                  .on = planning.table_name(identity)});
    return;
  }
  if (is_key(to) && !to.without_overlaps && !needs_columns_made_anew(planning, after)) {
    build_key(planning, after, for_a_while(identity));
    if (serves_conflicts(from, to)) {
      planning.add(Stage::kAlter, dropped(planning, *difference.before));
    } else {
      remove_constraint(planning, *difference.before);
    }
    take_index(planning, after, for_a_while(identity));
    return;
  }
  remove_constraint(planning, *difference.before);
  make_constraint_again(planning, after);
}

void make_constraint_again(Planning& planning, const Object& constraint) {
  if (can_wait(planning, constraint)) {
    add_unproved(planning, constraint, constraint.identity.name, Stage::kMake, Stage::kHold,
                 with_old_code(planning, constraint));
  } else if (is_proved_by_partition(planning, constraint)) {
    hold_partitions(planning, constraint);
    add_by_partition(planning, constraint, constraint.identity.name, Stage::kHold);
  } else {
    add_at_once(planning, constraint, Stage::kMake, "what it rests on was made anew");
  }
}

}  // namespace tenon::plan
