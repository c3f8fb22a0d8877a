#include "plan/movable.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "plan/moved_types.hpp"
#include "plan/moves.hpp"
#include "plan/partitions.hpp"
#include "plan/values.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using Identities = std::vector<Identity>;

bool has(const Identities& list, const Identity& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool asks_for_move(const Difference& each) {
  if (each.before == nullptr || each.after == nullptr) return false;
  if (each.identity().kind == Kind::kTable) return differs(each, {"partition_by"});
  if (each.identity().kind == Kind::kRegisteredRow) return parts_otherwise(each);
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
  const model::Constraint* from = primary_key(planning.before, part_of(table));
  const model::Constraint* to = primary_key(planning.after, part_of(table));
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

/// Functions and types that are others by then.
std::set<Identity> changed_in_place(const std::vector<Difference>& differences,
                                    const std::set<Identity>& moved_types) {
  std::set<Identity> out;
  for (const Difference& each : differences) {
    if (each.before != nullptr && each.after != nullptr && !moved_types.contains(each.identity()) &&
        (each.identity().kind == Kind::kFunction || replaces_type(each)))
      out.insert(each.identity());
  }
  return out;
}

/// What the new table would rest on before it is as it should be.
bool rests_on_changed(const Planning& planning, const Identity& table, const std::set<Identity>& changed) {
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

bool can_be_moved(const Planning& planning, const Identity& table, const std::set<Identity>& changed) {
  const Object* after = planning.after.find(table);
  const bool parted = after->as<model::Table>().partition_by.has_value();
  return keeps_its_key(planning, table) && !has_relatives(planning.before, table) &&
         !has_relatives(planning.after, table) && !rests_on_changed(planning, table, changed) &&
         !reads_others(planning, table) &&
         (!parted || registered(planning.after, table, "partitioned") != nullptr);
}

Identity table_of(const Identity& part) {
  if (part.kind == Kind::kTable) return part;
  if (part.kind != Kind::kRegisteredRow) return {Kind::kTable, part.schema, "", part.table, ""};
  // `public.notes`
  const std::size_t dot = part.name.find('.');
  return {Kind::kTable, part.name.substr(0, dot), "", part.name.substr(dot + 1), ""};
}

Identities asked_for(const std::vector<Difference>& differences) {
  Identities out;
  for (const Difference& each : differences) {
    if (!asks_for_move(each)) continue;
    const Identity table = table_of(each.identity());
    if (!has(out, table)) out.push_back(table);
  }
  return out;
}

/// Types that go with all tables that have a column of them, or not at all.
std::set<Identity> types_to_move(const Planning& planning, const std::vector<Difference>& differences) {
  std::set<Identity> out;
  for (const Difference& each : differences) {
    if (can_go_beside(planning, each)) out.insert(each.identity());
  }
  for (bool fewer = true; fewer;) {
    const std::set<Identity> changed = changed_in_place(differences, out);
    fewer = std::erase_if(out, [&](const Identity& type) {
              const Identities users = tables_that_go_along(planning, type);
              return !std::all_of(users.begin(), users.end(), [&](const Identity& table) {
                return can_be_moved(planning, table, changed);
              });
            }) > 0;
  }
  return out;
}

}  // namespace

Identities to_move(const Planning& planning, const std::vector<Difference>& differences) {
  const std::set<Identity> types = types_to_move(planning, differences);
  const std::set<Identity> changed = changed_in_place(differences, types);
  Identities tables = asked_for(differences);
  std::erase_if(tables, [&](const Identity& table) { return !can_be_moved(planning, table, changed); });
  for (const Identity& type : types) {
    for (const Identity& table : tables_that_go_along(planning, type)) {
      if (!has(tables, table)) tables.push_back(table);
    }
  }
  tables.insert(tables.end(), types.begin(), types.end());
  return tables;
}

}  // namespace tenon::plan
