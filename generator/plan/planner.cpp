#include "plan/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <ranges>

#include "base/text.hpp"
#include "plan/both_names.hpp"
#include "plan/foreign_keys.hpp"
#include "plan/movable.hpp"
#include "plan/moved_types.hpp"
#include "plan/moves.hpp"
#include "plan/numbering.hpp"
#include "plan/planning.hpp"
#include "plan/trees.hpp"

namespace tenon::plan {
namespace {

const Rules kRules[] = {
    {Kind::kRole, add_role, remove_role, alter_role, Stage::kAdd, Stage::kRemove},
    {Kind::kMembership, add_membership, nullptr, nullptr, Stage::kAdd, Stage::kRemove},
    {Kind::kSchema, nullptr, nullptr, nullptr, Stage::kSpaces, Stage::kRemove},
    {Kind::kExtension, nullptr, nullptr, alter_extension, Stage::kAdd, Stage::kRemove},
    {Kind::kEnum, nullptr, nullptr, alter_enum, Stage::kAdd, Stage::kRemove},
    {Kind::kComposite, nullptr, nullptr, alter_composite, Stage::kAdd, Stage::kRemove},
    {Kind::kDomain, nullptr, nullptr, alter_domain, Stage::kAdd, Stage::kRemove},
    {Kind::kSequence, add_sequence, remove_sequence, alter_sequence, Stage::kAdd, Stage::kRemove},
    {Kind::kFunction, nullptr, nullptr, alter_function, Stage::kAdd, Stage::kRemove},
    {Kind::kTable, add_table, remove_table, alter_table, Stage::kAdd, Stage::kRemove},
    {Kind::kColumn, add_column, remove_column, alter_column},
    {Kind::kConstraint, add_constraint, remove_constraint, alter_constraint},
    {Kind::kIndex, add_index, remove_index, alter_index},
    {Kind::kStatistics, nullptr, nullptr, nullptr, Stage::kMake, Stage::kRemove},
    {Kind::kView, nullptr, nullptr, nullptr, Stage::kMake, Stage::kRemove},
    {Kind::kRule},
    {Kind::kTrigger, nullptr, nullptr, alter_trigger, Stage::kMake, Stage::kTakeOff},
    {Kind::kPolicy, nullptr, nullptr, alter_policy},
    {Kind::kRowSecurity, nullptr, nullptr, alter_row_security},
    {Kind::kGrant, nullptr, nullptr, alter_grant},
    {Kind::kDefaultPrivilege},
    {Kind::kComment},
    {Kind::kPublication},
    {Kind::kRegisteredRow, nullptr, nullptr, alter_registered_row},
    {Kind::kOpaque, nullptr, nullptr, alter_opaque, Stage::kMake, Stage::kRemove},
};

/// What changes who sees or does what.
bool tells_rights(Kind kind) {
  static constexpr Kind kTelling[] = {Kind::kGrant, Kind::kPolicy, Kind::kRowSecurity,
                                      Kind::kDefaultPrivilege, Kind::kMembership};
  return std::find(std::begin(kTelling), std::end(kTelling), kind) != std::end(kTelling);
}

class Planner {
 public:
  Planner(Planning& planning, std::vector<Difference> differences)
      : planning_(planning), differences_(std::move(differences)) {}

  /// `moves` says whether tables may be made anew beside the old ones.
  void run(bool moves) {
    refuse_bytes_of_text(planning_, differences_);
    if (moves) move(to_move(planning_, differences_));
    refuse_families(planning_, differences_);
    disturb_all(planning_, differences_);
    for (const Object& object : planning_.before.objects() | std::views::reverse) {
      if (planning_.is_disturbed(object.identity)) take_off(object);
    }
    std::erase_if(differences_, [&](const Difference& each) {
      return is_about_disturbed(*(each.after ? each.after : each.before));
    });
    for (const auto& is_one : {is_plain, is_to_schema, is_the_roles}) {
      for (const Difference& each : differences_ | std::views::reverse) {
        if (each.after == nullptr && is_one(*each.before)) remove(*each.before);
      }
    }
    for (const Difference& each : differences_) {
      if (each.after == nullptr) continue;
      if (each.before == nullptr) {
        add(*each.after);
      } else if (!planning_.is_disturbed(each.identity())) {
        alter(each);
      }
    }
    for (const Object& object : planning_.after.objects()) {
      if (planning_.is_disturbed(object.identity) && planning_.before.find(object.identity) != nullptr)
        make_again(object);
    }
    give_defaults_again(planning_);
    make_indexes_again(planning_);
    do_first_deeds(planning_, differences_);
    see_that_types_are_free(planning_);
    drop_moved(planning_);
  }

 private:
  /// The differences that `is_one` picks: they are seen to otherwise.
  std::vector<Difference> taken(const std::function<bool(const Object&)>& is_one) {
    const auto others = std::stable_partition(
        differences_.begin(), differences_.end(),
        [&](const Difference& each) { return !is_one(*(each.after ? each.after : each.before)); });
    std::vector<Difference> out(others, differences_.end());
    differences_.erase(others, differences_.end());
    return out;
  }

  void move(const std::vector<Identity>& moved) {
    for (const Identity& each : moved) planning_.move(each);
    std::vector<std::pair<Identity, std::vector<Hazard>>> types;
    for (const Identity& type : moved) {
      if (type.kind == Kind::kTable) continue;
      const auto own = taken([&](const Object& object) { return object.identity == type; });
      types.emplace_back(type, hazards_in_place(own));
      disturb_signatures_with(planning_, type);
      make_type_beside(planning_, type);
    }
    for (const Identity& table : moved) {
      if (table.kind != Kind::kTable) continue;
      const auto own = taken([&](const Object& object) {
        return is_made_with(table, object) && !goes_later(planning_, table, object);
      });
      disturb_what_reads(planning_, table);
      move_table(planning_, table, hazards_in_place(own));
    }
    for (auto& [type, hazards] : types) put_type_in_place(planning_, type, std::move(hazards));
  }

  /// What these would mean to others were they made one by one, whatever time that takes.
  [[nodiscard]] std::vector<Hazard> hazards_in_place(const std::vector<Difference>& differences) const {
    static constexpr Hazard kOfTime[] = {Hazard::kLongLock, Hazard::kRewrite, Hazard::kFullScan,
                                         Hazard::kIndexBuild};
    Planning alone = planning_.anew();
    Planner(alone, differences).run(false);
    std::set<Hazard> out;
    for (const Step& step : alone.steps(Stage::kNameLabels, Stage::kRemove))
      out.insert(step.hazards.begin(), step.hazards.end());
    for (const Hazard each : kOfTime) out.erase(each);
    return {out.begin(), out.end()};
  }

  void take_off(const Object& object) {
    const Kind kind = object.identity.kind;
    const bool stays = planning_.after.find(object.identity) != nullptr;
    if (!stays && goes_with_another(object)) return;
    Step step{deed("take off", object.identity), ddl::removal(object), Mode::kTogether,
              object.identity.table.empty() ? Lock::kNone : Lock::kAccessExclusive,
              object.identity.table.empty() ? "" : planning_.table_name(object.identity)};
    if (kind == Kind::kStatistics) step.lock = Lock::kShareUpdateExclusive;
    step.sql = planning_.as_owner_of(object, step.sql);
    const Object* after = planning_.after.find(object.identity);
    if (after != nullptr && stands_alone(*after)) step.sql += "\n" + planning_.made(*after);
    step.why = stays ? "it is in the way of a change, and is made again behind it" : "";
    if (kind == Kind::kView) step.hazards = hazards_of_view(object);
    const auto* column = std::get_if<model::Column>(&object.definition);
    if (column != nullptr && !column->generated) {
      step.hazards = {Hazard::kDataLoss, Hazard::kBreaksClients, Hazard::kIrreversible};
      step.why = "it is computed from now on: its values are gone, and nobody gives it one any more";
    }
    planning_.add(Stage::kTakeOff, std::move(step));
  }

  /// Whether the view has all columns still that it had.
  [[nodiscard]] bool has_its_columns(const Object& view) const {
    const Object* after = planning_.after.find(view.identity);
    if (after == nullptr) return false;
    const auto& columns = view.as<model::View>().columns;
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
      return contains(after->as<model::View>().columns, column);
    });
  }

  [[nodiscard]] std::vector<Hazard> hazards_of_view(const Object& view) const {
    if (!has_its_columns(view)) return {Hazard::kBreaksClients};
    // Its columns may be of other types, or hold NULL.
    const bool is_another =
        planning_.after.find(view.identity)->as<model::View>().query != view.as<model::View>().query;
    return is_another ? std::vector<Hazard>{Hazard::kNewValues} : std::vector<Hazard>();
  }

  void make_again(const Object& object) {
    const Kind kind = object.identity.kind;
    if (kind == Kind::kColumn) {
      make_column_again(planning_, object);
    } else if (kind == Kind::kConstraint) {
      make_constraint_again(planning_, object);
    } else if (kind == Kind::kIndex) {
      make_index_again(planning_, object);
    } else if (!stands_alone(object)) {
      // What is computed anew calls it.
      planning_.add(
          kind == Kind::kFunction && is_kept(planning_, object.identity) ? Stage::kAlter : Stage::kMake,
          {deed("make", object.identity), planning_.made(object)});
    }
    for (const Object& each : planning_.after.objects()) {
      if (goes_with(each, object.identity))
        planning_.add(Stage::kMake, {deed("make", each.identity), planning_.made(each)});
    }
  }

  /// Rights to it and remarks about it, which went with it.
  static bool goes_with(const Object& each, const Identity& identity) {
    const bool in_it = each.identity.kind == Kind::kIndex && each.identity.schema == identity.schema &&
                       each.identity.table == identity.name;
    if (identity.kind == Kind::kView && in_it) return true;
    if (plan::is_about(each, identity)) return true;
    const auto* grant = std::get_if<model::Grant>(&each.definition);
    if (grant == nullptr || identity.kind != Kind::kColumn) return false;
    return grant->object == Identity{Kind::kTable, identity.schema, "", identity.table, ""} &&
           std::any_of(grant->privileges.begin(), grant->privileges.end(),
                       [&](const model::Privilege& right) { return contains(right.columns, identity.name); });
  }

  /// Whether it is a right to something that is made again, or a remark about it: it goes and comes with
  /// that.
  [[nodiscard]] bool is_about_disturbed(const Object& object) const {
    const auto* grant = std::get_if<model::Grant>(&object.definition);
    const auto* comment = std::get_if<model::Comment>(&object.definition);
    if (grant == nullptr && comment == nullptr) return false;
    return planning_.is_disturbed(grant != nullptr ? grant->object : comment->object);
  }

  /// Whether the object was there before that it is a part of, or about.
  [[nodiscard]] bool is_new(const Identity& object) const { return planning_.before.find(object) == nullptr; }

  [[nodiscard]] bool is_of_new_table(const Identity& part) const {
    return !part.table.empty() && !planning_.stays(part.schema, part.table);
  }
  /// An index of a view that is made again.
  [[nodiscard]] bool goes_with_view(const Identity& index) const {
    return index.kind == Kind::kIndex &&
           planning_.is_disturbed({Kind::kView, index.schema, "", index.table, ""});
  }
  [[nodiscard]] static bool is_of_view(const model::Database& database, const Identity& part) {
    return !part.table.empty() && database.find({Kind::kView, part.schema, "", part.table, ""}) != nullptr;
  }

  /// The lock of the table that it is a part of; unless the kind has one of its own, `otherwise`.
  void announce(Step& step, const Identity& identity, Lock otherwise) const {
    static constexpr std::pair<Kind, std::pair<Lock, Lock>> kLocks[] = {
        // Made, and dropped.
        {Kind::kTrigger, {Lock::kShareRowExclusive, Lock::kAccessExclusive}},
        {Kind::kStatistics, {Lock::kShareUpdateExclusive, Lock::kAccessExclusive}},
        {Kind::kComment, {Lock::kShareUpdateExclusive, Lock::kShareUpdateExclusive}}};
    step.lock = otherwise;
    for (const auto& [kind, locks] : kLocks) {
      if (kind == identity.kind && !identity.table.empty())
        step.lock = otherwise == Lock::kNone ? locks.first : locks.second;
    }
    if (step.lock != Lock::kNone) step.on = planning_.table_name(identity);
  }

  [[nodiscard]] std::string by_who_may(const Object& object, const std::string& sql) const {
    return is_the_servers(object) ? planning_.as_runner(sql) : sql;
  }

  void add(const Object& object) {
    if (is_of_parent(object) || is_made_with_its_column(planning_, object)) return;
    const Identity& identity = object.identity;
    const Rules& rules = rules_of(identity.kind);
    if (const auto* constraint = std::get_if<model::Constraint>(&object.definition);
        constraint != nullptr && is_of_new_table(identity)) {
      if (constraint->type == model::ConstraintType::kForeign) add_first_foreign_key(planning_, object);
      return;
    }
    if (identity.kind == Kind::kColumn && is_of_new_table(identity)) return;
    if (goes_with_view(identity)) return;
    if (identity.kind == Kind::kIndex && is_of_view(planning_.after, identity))
      return planning_.add(Stage::kMake, {deed("make", identity), planning_.made(object)});
    const bool first = is_of_new_table(identity) && identity.kind != Kind::kGrant &&
                       identity.kind != Kind::kComment && identity.kind != Kind::kRegisteredRow &&
                       identity.kind != Kind::kMembership;
    if (rules.add != nullptr && !first) {
      rules.add(planning_, object);
      return;
    }
    Step step{deed("make", identity),
              is_of_new_table(identity) ? made_in_new_table(planning_, object) : planning_.made(object)};
    if (!first) announce(step, identity, Lock::kNone);
    step.sql = identity.kind == Kind::kSchema ? space_made(object) : by_who_may(object, step.sql);
    if (deletes_rows(nullptr, object) && is_of_table_that_stays(object)) step.hazards = {Hazard::kDataLoss};
    const Stage stage = first || is_about_something_new(object) ? Stage::kAdd : rules.added;
    if (tells_rights(identity.kind) && stage != Stage::kAdd) {
      step.hazards = {Hazard::kAuthorization};
      if (identity.kind != Kind::kGrant) {
        step.lock = Lock::kAccessExclusive;
        step.on = planning_.table_name(identity);
      }
    }
    planning_.add(is_first_statement(object) ? Stage::kAdd : stage, std::move(step));
    take_up_rows(planning_, object);
  }

  /// A Postgres schema of another's would be taken for ours, were it there already.
  [[nodiscard]] std::string space_made(const Object& object) const {
    const std::string& owner = planning_.settings.owner;
    return planning_.as_runner(fmt::format("CREATE SCHEMA {}{};", id(object.identity.name),
                                           owner.empty() ? "" : " AUTHORIZATION " + id(owner))) +
           "\n" + planning_.taken_by_default(object);
  }

  /// The author's statements that come before all tables.
  [[nodiscard]] bool is_first_statement(const Object& object) const {
    if (object.identity.kind != Kind::kOpaque) return false;
    bool seen = false;
    for (const Object& each : planning_.after.objects()) {
      seen = seen || &each == &object;
      if (seen && each.identity.kind == Kind::kTable) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_about_something_new(const Object& object) const {
    const auto made_early = [&](const Identity& about) {
      return is_new(about) && about.kind != Kind::kView && (about.table.empty() || is_of_new_table(about));
    };
    // What is made in a schema needs the right to it.
    if (const auto* grant = std::get_if<model::Grant>(&object.definition))
      return grant->object.kind == Kind::kSchema || made_early(grant->object);
    if (const auto* comment = std::get_if<model::Comment>(&object.definition))
      return made_early(comment->object);
    if (object.identity.kind != Kind::kRegisteredRow) return false;
    const auto is_view = [](const Identity& need) { return need.kind == Kind::kView; };
    return std::none_of(object.needs.begin(), object.needs.end(), is_view) &&
           std::any_of(object.needs.begin(), object.needs.end(),
                       [&](const Identity& need) { return is_new(need); });
  }

  /// Whether the row of a register is of a table that is there: its name says which.
  [[nodiscard]] bool is_of_table_that_stays(const Object& row) const {
    const std::string& name = row.identity.name;
    const std::size_t dot = name.find('.');
    return dot != std::string::npos && planning_.stays(name.substr(0, dot), name.substr(dot + 1));
  }

  /// Whether dropping something else drops it.
  [[nodiscard]] bool goes_with_another(const Object& object) const {
    const Identity& identity = object.identity;
    const auto is_gone = [&](const Identity& about) { return planning_.after.find(about) == nullptr; };
    if (const auto* grant = std::get_if<model::Grant>(&object.definition))
      return is_gone(grant->object) &&
             (grant->object.kind != Kind::kSchema || planning_.before.find(grant->object) != nullptr);
    if (const auto* comment = std::get_if<model::Comment>(&object.definition))
      return is_gone(comment->object);
    if (identity.table.empty() || identity.kind == Kind::kRegisteredRow || identity.kind == Kind::kMembership)
      return false;
    if (is_of_view(planning_.before, identity) && !is_of_view(planning_.after, identity)) return true;
    if (!is_gone({Kind::kTable, identity.schema, "", identity.table, ""}) ||
        planning_.before.find({Kind::kTable, identity.schema, "", identity.table, ""}) == nullptr)
      return false;
    // Two tables that refer to one another are dropped one after the other.
    const auto* key = std::get_if<model::Constraint>(&object.definition);
    return key == nullptr || !key->refers || key->refers->name == identity.table;
  }

  void remove(const Object& object) {
    const Identity& identity = object.identity;
    if (planning_.is_disturbed(identity) || goes_with_view(identity) || goes_with_another(object) ||
        is_of_parent(object) || goes_with_former_name(planning_, object))
      return;
    const Rules& rules = rules_of(identity.kind);
    const bool table_goes =
        !identity.table.empty() && identity.kind == Kind::kConstraint && is_of_new_table(identity);
    // It has been taken off for the table's sake to which it refers.
    const auto* key = std::get_if<model::Constraint>(&object.definition);
    if (table_goes && key->refers && planning_.is_moved(*key->refers)) return;
    if (rules.remove != nullptr && !table_goes) {
      rules.remove(planning_, object);
      return;
    }
    Step step{deed("drop", identity), ddl::removal(object)};
    if (step.sql.empty()) return;
    if (is_called(identity) && identity.schema != model::kBookkeeping)
      step.hazards = {Hazard::kBreaksClients};
    if (is_the_authors(object)) step.hazards = {Hazard::kBreaksClients};
    if (identity.kind == Kind::kOpaque) step.hazards = hazards_of_undoing(object);
    if (tells_rights(identity.kind)) step.hazards = {Hazard::kAuthorization};
    if (identity.kind == Kind::kGrant) step.hazards.push_back(Hazard::kBreaksClients);
    if (!identity.table.empty() && identity.kind != Kind::kGrant && identity.kind != Kind::kMembership)
      announce(step, identity, Lock::kAccessExclusive);
    if (identity.kind == Kind::kConstraint) step.on = tables_of(planning_, object);
    step.sql =
        is_the_servers(object) ? planning_.as_runner(step.sql) : planning_.as_owner_of(object, step.sql);
    const bool row_of_gone = identity.kind == Kind::kRegisteredRow &&
                             std::any_of(object.needs.begin(), object.needs.end(), [&](const Identity& need) {
                               return planning_.after.find(need) == nullptr;
                             });
    const Stage stage = goes_for_another(planning_, object) ? Stage::kTakeOff : rules.removed;
    planning_.add(row_of_gone || table_goes || is_to_schema(object) ? Stage::kRemove : stage,
                  std::move(step));
  }

  /// A trigger that does what its author wants done, on which code may count.
  static bool is_the_authors(const Object& object) {
    const auto* trigger = std::get_if<model::Trigger>(&object.definition);
    return trigger != nullptr && trigger->function.schema != model::kBookkeeping;
  }

  /// What another role owns in a schema, it drops itself, and needs the way there.
  static bool is_to_schema(const Object& object) {
    const auto* grant = std::get_if<model::Grant>(&object.definition);
    return grant != nullptr && grant->object.kind == Kind::kSchema;
  }

  static bool is_the_roles(const Object& object) { return model::is_of_server(object); }
  static bool is_plain(const Object& object) { return !is_to_schema(object) && !is_the_roles(object); }

  void hand_over(const Difference& each) {
    planning_.add(Stage::kMake, {.what = deed("hand over", each.identity()),
                                 .sql = planning_.as_runner(fmt::format("ALTER {} OWNER TO {};",
                                                                        ddl::altered(*each.after).str(),
                                                                        id(model::owner_of(*each.after)))),
                                 .hazards = {Hazard::kAuthorization}});
  }

  void alter(const Difference& each) {
    if (is_of_parent(*each.before) || is_of_parent(*each.after)) return;
    if (goes_with_view(each.identity())) return;
    if (differs(each, {"owner"})) hand_over(each);
    if (differs_only(each, {"owner"})) return;
    const Rules& rules = rules_of(each.identity().kind);
    if (rules.alter != nullptr) {
      rules.alter(planning_, each);
      return;
    }
    // A comment says it anew.
    if (each.identity().kind != Kind::kComment)
      planning_.add(Stage::kTakeOff, {deed("take off", each.identity()),
                                      by_who_may(*each.before, ddl::removal(*each.before))});
    planning_.add(Stage::kMake,
                  {deed("make", each.identity()), by_who_may(*each.after, planning_.made(*each.after))});
  }

  Planning& planning_;
  std::vector<Difference> differences_;
};

}  // namespace

const Rules& rules_of(Kind kind) {
  return *std::find_if(std::begin(kRules), std::end(kRules),
                       [&](const Rules& each) { return each.kind == kind; });
}

void plan_steps(Planning& planning, std::vector<Difference> differences) {
  Planner(planning, std::move(differences)).run(true);
}

}  // namespace tenon::plan
