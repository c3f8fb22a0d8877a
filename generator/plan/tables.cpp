// Tables, and what hangs on their columns.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/moved_types.hpp"
#include "plan/partitions.hpp"
#include "plan/planning.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

bool has(const model::Options& options, const std::string& name) {
  return std::any_of(options.begin(), options.end(), [&](const auto& each) { return each.first == name; });
}

void change_storage(Planning& planning, const Difference& difference) {
  const auto& from = difference.before->as<model::Table>().storage;
  const auto& to = difference.after->as<model::Table>().storage;
  std::string gone;
  for (const auto& [name, value] : from) {
    if (!has(to, name)) gone += (gone.empty() ? "" : ", ") + name;
  }
  std::string sql;
  const std::string alter = planning.alter_table(difference.identity());
  if (!gone.empty()) sql += fmt::format("{}RESET ({});\n", alter, gone);
  if (!to.empty()) sql += fmt::format("{}SET ({});", alter, ddl::options(to).str());
  planning.add(Stage::kAlter, {.what = deed("change how is stored", difference.identity()),
                               .sql = sql,
                               .lock = Lock::kShareUpdateExclusive,
                               .on = planning.table_name(difference.identity())});
}

void change_persistence(Planning& planning, const Difference& difference) {
  const bool logged = difference.after->as<model::Table>().persistence == model::Persistence::kPermanent;
  planning.add(Stage::kAlter, {.what = deed("change whether a crash empties", difference.identity()),
                               .sql = fmt::format("{}SET {};", planning.alter_table(difference.identity()),
                                                  logged ? "LOGGED" : "UNLOGGED"),
                               .lock = Lock::kAccessExclusive,
                               .on = planning.table_name(difference.identity()),
                               .rewrites = true,
                               .hazards = {Hazard::kRewrite, Hazard::kLongLock}});
}

void change_replica_identity(Planning& planning, const Difference& difference) {
  static constexpr std::string_view kWays[] = {"DEFAULT", "NOTHING", "FULL", "USING INDEX "};
  const auto& table = difference.after->as<model::Table>();
  const std::string index = table.replica_index.empty() ? "" : id(table.replica_index);
  planning.add(Stage::kMake,
               {.what = deed("change what replicas know of", difference.identity()),
                .sql = fmt::format("{}REPLICA IDENTITY {}{};", planning.alter_table(difference.identity()),
                                   kWays[static_cast<std::size_t>(table.replica_identity)], index),
                .lock = Lock::kAccessExclusive,
                .on = planning.table_name(difference.identity())});
}

/// The names of what a view reads, and of what those that it reads do.
bool reads(const model::Database& database, const Object& view, const Identity& column) {
  const Identity table{Kind::kTable, column.schema, "", column.table, ""};
  if (needs_table(view, table)) return true;
  return std::any_of(view.needs.begin(), view.needs.end(), [&](const Identity& need) {
    const Object* other = database.find(need);
    return other != nullptr && need.kind == Kind::kView && reads(database, *other, column);
  });
}

/// Indexes with an expression or a condition over the column, and checks: what they say means another thing
/// once it is of another type, and the server doesn't always find out what.
bool computes_with(const Object& object, const std::string& column) {
  const auto says = [&](const std::optional<model::Sql>& sql) { return sql && names(sql->text, column); };
  if (const auto* key = std::get_if<model::Constraint>(&object.definition))
    return says(key->expression) || says(key->exclusion);
  const auto* index = std::get_if<model::Index>(&object.definition);
  return index != nullptr &&
         (says(index->where) ||
          std::any_of(index->elements.begin(), index->elements.end(),
                      [&](const model::IndexElement& each) { return says(each.expression); }));
}

bool hangs_on(const Planning& planning, const Object& object, const Identity& column) {
  const Identity table{Kind::kTable, column.schema, "", column.table, ""};
  const bool in_it = are_of_one_table(object.identity, column);
  if (object.identity.kind == Kind::kView) return reads(planning.before, object, column);
  if (object.identity.kind == Kind::kTrigger) return in_it;
  if (object.identity.kind == Kind::kPolicy) {
    const auto& policy = object.as<model::Policy>();
    // One of another table may look into this one.
    const auto looks = [&](const std::optional<model::Sql>& sql) {
      return sql && names(sql->text, column.name) && (in_it || names(sql->text, column.table));
    };
    return looks(policy.condition) || looks(policy.check);
  }
  if (const auto* other = std::get_if<model::Column>(&object.definition))
    return in_it && other->generated && names(other->generated->text, column.name);
  const auto* key = std::get_if<model::Constraint>(&object.definition);
  if (key == nullptr || key->type != model::ConstraintType::kForeign) return false;
  return (in_it && contains(key->columns, column.name)) ||
         (*key->refers == table && contains(key->referenced, column.name));
}

}  // namespace

void disturb_what_hangs_on(Planning& planning, const Identity& column) {
  for (const Object& object : planning.before.objects()) {
    if (object.identity == column || planning.is_disturbed(object.identity)) continue;
    const bool in_it = are_of_one_table(object.identity, column);
    if (!hangs_on(planning, object, column) && !(in_it && computes_with(object, column.name))) continue;
    planning.disturb(object.identity);
    if (object.identity.kind != Kind::kColumn) continue;
    disturb_what_goes_with(planning, object.identity);
    disturb_what_hangs_on(planning, object.identity);
  }
}

void disturb_what_goes_with(Planning& planning, const Identity& column) {
  for (const Object& object : planning.before.objects()) {
    if (!are_of_one_table(object.identity, column) || planning.is_disturbed(object.identity)) continue;
    const auto* key = std::get_if<model::Constraint>(&object.definition);
    const auto* statistics = std::get_if<model::Statistics>(&object.definition);
    const bool in_key =
        key != nullptr && (contains(key->columns, column.name) || computes_with(object, column.name));
    const bool in_statistics =
        statistics != nullptr &&
        (contains(statistics->columns, column.name) ||
         std::any_of(statistics->expressions.begin(), statistics->expressions.end(),
                     [&](const model::Sql& each) { return names(each.text, column.name); }));
    if (!in_key && !in_statistics) continue;
    planning.disturb(object.identity);
    if (in_key && key->type != model::ConstraintType::kForeign && key->type != model::ConstraintType::kCheck)
      disturb_what_refers_to(planning, object);
  }
}

bool says_of_retyped(const Planning& planning, const Object& object) {
  const auto& columns = planning.after.objects();
  return std::any_of(columns.begin(), columns.end(), [&](const Object& each) {
    const auto* to = std::get_if<model::Column>(&each.definition);
    if (to == nullptr || !are_of_one_table(each.identity, object.identity) ||
        !computes_with(object, each.identity.name))
      return false;
    const Object* from = planning.before.find(each.identity);
    return from != nullptr && !is_free_change(from->as<model::Column>(), *to);
  });
}

bool has_hangers(const Planning& planning, const Identity& column) {
  const auto& objects = planning.before.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& object) {
    return object.identity != column && planning.is_disturbed(object.identity) &&
           (hangs_on(planning, object, column) || computes_with(object, column.name));
  });
}

void disturb_what_refers_to(Planning& planning, const Object& key) {
  const auto& columns = key.as<model::Constraint>().columns;
  const Identity table{Kind::kTable, key.identity.schema, "", key.identity.table, ""};
  for (const Object& object : planning.before.objects()) {
    const auto* other = std::get_if<model::Constraint>(&object.definition);
    if (other != nullptr && other->refers == table &&
        std::is_permutation(columns.begin(), columns.end(), other->referenced.begin(),
                            other->referenced.end()))
      planning.disturb(object.identity);
  }
}

void add_table(Planning& planning, const Object& table) {
  planning.add(Stage::kAdd, {deed("make", table.identity), made_in_new_table(planning, table)});
}

void remove_table(Planning& planning, const Object& table) {
  planning.add(
      Stage::kRemove,
      {.what = deed("drop", table.identity),
       .sql = fmt::format("DROP TABLE {};", ddl::qualified(table.identity, planning.settings.path).str()),
       .lock = Lock::kAccessExclusive,
       .on = planning.table_name(table.identity),
       .hazards = {Hazard::kDataLoss, Hazard::kBreaksClients, Hazard::kIrreversible}});
}

void alter_table(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  if (differs(difference,
              {"partition_by", "partition_of", "bound", "inherits", "access_method", "tablespace"})) {
    refuse_other_parts(planning, identity);
    return;
  }
  if (differs(difference, {"persistence"})) change_persistence(planning, difference);
  if (differs(difference, {"replica_identity", "replica_index"}))
    change_replica_identity(planning, difference);
  if (differs(difference, {"storage"})) change_storage(planning, difference);
}

namespace {

std::string alter_sequence(const Planning& planning, const Identity& sequence) {
  return fmt::format("ALTER SEQUENCE {} ", ddl::qualified(sequence, planning.settings.path).str());
}

/// The column that it numbers may be made after it.
void own(Planning& planning, const Object& sequence) {
  const auto& owner = sequence.as<model::Sequence>().owned_by;
  const Identity table{Kind::kTable, sequence.identity.schema, "", owner ? owner->first : "", ""};
  const std::string by =
      owner ? fmt::format("{}.{}", ddl::qualified(table, planning.settings.path).str(), id(owner->second))
            : "NONE";
  planning.add(Stage::kMake, {deed("tell whose is", sequence.identity),
                              alter_sequence(planning, sequence.identity) + "OWNED BY " + by + ";"});
}

}  // namespace

void add_sequence(Planning& planning, const Object& sequence) {
  Object free = sequence;
  std::get<model::Sequence>(free.definition).owned_by.reset();
  planning.add(Stage::kAdd, {deed("make", sequence.identity), planning.made(free)});
  if (sequence.as<model::Sequence>().owned_by) own(planning, sequence);
}

void remove_sequence(Planning& planning, const Object& sequence) {
  const auto& owner = sequence.as<model::Sequence>().owned_by;
  const Identity column{Kind::kColumn, sequence.identity.schema, owner ? owner->first : "",
                        owner ? owner->second : "", ""};
  if (owner && planning.after.find(column) == nullptr) return;  // it goes with its column
  planning.add(Stage::kRemove, {deed("drop", sequence.identity), ddl::removal(sequence)});
}

void alter_sequence(Planning& planning, const Difference& difference) {
  const auto& to = difference.after->as<model::Sequence>();
  if (!differs_only(difference, {"owned_by", "owner"}))
    planning.add(
        Stage::kAlter,
        {deed("change", difference.identity()),
         fmt::format("{}AS {} START {} INCREMENT {} MINVALUE {} MAXVALUE {} CACHE {} {};",
                     alter_sequence(planning, difference.identity()), to.type, to.start, to.increment,
                     to.minimum, to.maximum, to.cache, to.cycles ? "CYCLE" : "NO CYCLE")});
  if (differs(difference, {"owned_by"})) own(planning, *difference.after);
}

}  // namespace tenon::plan
