#include "driver/migrate/give_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "catalog/reader.hpp"
#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "driver/migrate/versions.hpp"
#include "lower/lower.hpp"
#include "migration/directory.hpp"
#include "migration/state.hpp"
#include "plan/move_scripts.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

using migration::Fault;
using migration::RunError;
using model::Database;
using model::Identity;
using model::Kind;
using model::Object;

constexpr const char* kGoOn = "end the migration with `tenon migrate up`, and go back from there";

Identity table_of(const Identity& part) {
  return {Kind::kTable, part.schema, "", part.table, ""};
}

/// Whether the name stands in it, be it in a string or in a body.
bool has_word(const std::string& text, const std::string& name) {
  const auto is_in_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_in_name(text[at - 1]);
    if (begins && (end == text.size() || !is_in_name(text[end]))) return true;
  }
  return false;
}

bool is_place_of_moves(const std::string& schema) {
  return schema == plan::kMoving || schema == plan::kLeaving;
}

/// What stands where tables are made and wait to be dropped, or writes down there what is changed.
bool is_of_move(const Object& object) {
  const Identity& identity = object.identity;
  if (identity.kind == Kind::kSchema) return is_place_of_moves(identity.name);
  const auto* trigger = std::get_if<model::Trigger>(&object.definition);
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  const auto* comment = std::get_if<model::Comment>(&object.definition);
  const Identity& about = grant != nullptr ? grant->object : comment != nullptr ? comment->object : identity;
  return is_place_of_moves(about.schema) || (about.kind == Kind::kSchema && is_place_of_moves(about.name)) ||
         (trigger != nullptr && is_place_of_moves(trigger->function.schema));
}

/// Partitions have what their tables have; they come and go.
bool is_partition_or_in_one(const Database& database, const Identity& identity) {
  const Object* table = database.find(identity.kind == Kind::kTable ? identity : table_of(identity));
  return table != nullptr && table->as<model::Table>().partition_of.has_value();
}

bool is_of_partition(const Database& database, const Object& object) {
  const auto* key = std::get_if<model::Constraint>(&object.definition);
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  const auto* comment = std::get_if<model::Comment>(&object.definition);
  if (grant != nullptr) return is_partition_or_in_one(database, grant->object);
  if (comment != nullptr) return is_partition_or_in_one(database, comment->object);
  return is_partition_or_in_one(database, object.identity) ||
         (key != nullptr && key->refers && is_partition_or_in_one(database, *key->refers));
}

class WayOut {
 public:
  WayOut(const HalfDone& begun, Database then, Database now)
      : begun_(begun), then_(std::move(then)), now_(std::move(now)) {}

  /// What was there before, and what others made since.
  [[nodiscard]] Database goal() const {
    Database out;
    for (const Object& object : then_.objects()) add_plain(out, object, then_);
    for (const Object& object : now_.objects()) {
      if (out.find(object.identity) == nullptr && !is_of_move(object) && !is_the_migrations(object.identity))
        add_plain(out, object, now_);
    }
    return model::ordered(out);
  }

  [[nodiscard]] Database start() const {
    Database out;
    for (const Object& object : now_.objects()) {
      if (!is_of_move(object) && !is_built(object)) add_plain(out, object, now_);
    }
    return model::ordered(out);
  }

  /// The plan from the one to the other; what stands in its way is refused in it.
  [[nodiscard]] plan::Plan plan(bool tells_version) const {
    const Database from = start();
    const Database to = goal();
    render::Templates templates;
    plan::Plan out = plan::plan(from, to, intent(), settings(), templates);
    refuse_what_is_gone(from, to, out);
    std::vector<plan::Step> first = drop_what_was_built();
    if (std::any_of(now_.objects().begin(), now_.objects().end(), is_of_move))
      first.insert(first.begin(), drop_moves());
    out.steps.insert(out.steps.begin(), first.begin(), first.end());
    std::erase_if(out.steps, [](const plan::Step& step) { return step.sql.empty(); });
    if (tells_version) out.steps.push_back(tell_version());
    for (plan::Step& step : out.steps) step.phase = plan::Phase::kExpand;
    return out;
  }

 private:
  /// An enum is declared as the new version has it, whose values may have got other names first of all.
  void add_plain(Database& out, Object object, const Database& from) const {
    if (is_of_partition(from, object)) return;
    if (object.identity.kind == Kind::kEnum) object.why.declaration = enum_of(object.identity);
    out.add(std::move(object));
  }

  [[nodiscard]] std::string enum_of(const Identity& type) const {
    for (const ir::Enum& each : begun_.schema.enums) {
      if (type.schema == ir::space_of(begun_.schema, each) &&
          (type.name == each.sql_name || type.name == snake_case(each.was)))
        return each.name;
    }
    return "";
  }

  /// Values' names of before; nothing else has another one but in the last transaction.
  [[nodiscard]] model::Intent intent() const {
    model::Intent out;
    out.at_once = true;
    for (const auto& [label, was] : lower::intent(begun_.schema).renamed_labels) {
      const std::size_t dot = label.find('.');
      if (has_label(label.substr(0, dot), label.substr(dot + 1)))
        out.renamed_labels[label.substr(0, dot + 1) + was] = label.substr(dot + 1);
    }
    return out;
  }

  [[nodiscard]] bool has_label(const std::string& declaration, const std::string& label) const {
    return std::any_of(now_.objects().begin(), now_.objects().end(), [&](const Object& each) {
      const auto* type = std::get_if<model::Enum>(&each.definition);
      return type != nullptr && enum_of(each.identity) == declaration &&
             std::find(type->labels.begin(), type->labels.end(), label) != type->labels.end();
    });
  }

  [[nodiscard]] plan::Settings settings() const {
    ddl::Session session = target::postgres::session_of(begun_.schema);
    plan::Settings out;
    out.owner = std::move(session.role);
    out.outsiders = std::move(session.outsiders);
    out.oldest = begun_.schema.postgres;
    return out;
  }

  /// Whether the migration makes what was not there before: its text names all that it makes. What has no
  /// name of its own goes with what it stands in.
  [[nodiscard]] bool is_the_migrations(const Identity& identity) const {
    const Object* object = now_.find(identity);
    const auto* grant = object == nullptr ? nullptr : std::get_if<model::Grant>(&object->definition);
    const auto* comment = object == nullptr ? nullptr : std::get_if<model::Comment>(&object->definition);
    const auto* sequence = object == nullptr ? nullptr : std::get_if<model::Sequence>(&object->definition);
    if (grant != nullptr && is_new(grant->object)) return is_the_migrations(grant->object);
    if (comment != nullptr && is_new(comment->object)) return is_the_migrations(comment->object);
    if (sequence != nullptr && sequence->owned_by) {
      const auto& [table, column] = *sequence->owned_by;
      const Identity owner{Kind::kColumn, identity.schema, table, column, ""};
      if (is_new(owner)) return is_the_migrations(owner);
    }
    if (!identity.table.empty() && identity.kind != Kind::kRegisteredRow &&
        identity.kind != Kind::kMembership && is_new(table_of(identity)))
      return has_word(begun_.text, identity.table);
    return identity.name.empty() || has_word(begun_.text, plain_name(identity)) ||
           (object != nullptr && is_built(*object));
  }
  [[nodiscard]] bool is_new(const Identity& identity) const {
    return then_.find(identity) == nullptr && now_.find(identity) != nullptr;
  }
  /// The row of a register is called by its table, with that one's schema.
  static std::string plain_name(const Identity& identity) {
    const std::size_t dot = identity.name.find('.');
    const bool is_row = identity.kind == Kind::kRegisteredRow && dot != std::string::npos;
    return is_row ? identity.name.substr(dot + 1) : identity.name;
  }

  /// Nothing is dropped that was there, nor made that would be empty.
  static void refuse_what_is_gone(const Database& from, const Database& to, plan::Plan& out) {
    for (const Object& object : to.objects()) {
      const bool holds_rows = object.identity.kind == Kind::kTable || object.identity.kind == Kind::kColumn;
      if (holds_rows && from.find(object.identity) == nullptr) {
        out.refused.push_back({object.identity, "it is gone, or has its new name already", kGoOn});
        return;
      }
    }
    for (const Object& object : from.objects()) {
      const auto* column = std::get_if<model::Column>(&object.definition);
      if (column == nullptr || !column->type.text.starts_with(plan::kLeaving + ".")) continue;
      out.refused.push_back({object.identity, "its type has been put aside already", kGoOn});
      return;
    }
  }

  /// An index or a constraint of a table that stays, which nothing rests on. It goes first of all: what is
  /// built on the way back may get its name.
  [[nodiscard]] bool is_built(const Object& object) const {
    const auto* index = std::get_if<model::Index>(&object.definition);
    const auto* constraint = std::get_if<model::Constraint>(&object.definition);
    const bool is_light = constraint != nullptr && (constraint->type == model::ConstraintType::kCheck ||
                                                    constraint->type == model::ConstraintType::kForeign);
    if ((index == nullptr && !is_light) || is_of_parent(object) || is_of_move(object)) return false;
    const Object* was = then_.find(object.identity);
    if (then_.find(table_of(object.identity)) == nullptr || (was != nullptr && !is_of_parent(*was)))
      return false;
    const bool is_parts_index = index != nullptr && is_partition_or_in_one(now_, object.identity);
    return is_parts_index || is_for_a_while(object.identity.name) ||
           has_word(begun_.text, object.identity.name);
  }

  /// The name of what a plan makes beside another: of a way out that was cut off, whose text is gone.
  static bool is_for_a_while(std::string_view name) {
    static constexpr std::string_view kEndings[] = {"_new", "_is_there"};
    while (!name.empty() && std::isdigit(static_cast<unsigned char>(name.back())) != 0) name.remove_suffix(1);
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  }

  static bool is_of_parent(const Object& object) {
    const auto* index = std::get_if<model::Index>(&object.definition);
    const auto* constraint = std::get_if<model::Constraint>(&object.definition);
    return (index != nullptr && index->is_inherited) || (constraint != nullptr && constraint->is_inherited);
  }

  [[nodiscard]] std::vector<plan::Step> drop_what_was_built() const {
    std::vector<plan::Step> out;
    for (const Object& object : now_.objects()) {
      if (is_built(object))
        out.push_back({.what = plan::deed("drop", object.identity),
                       .sql = ddl::removal(object),
                       .lock = plan::Lock::kAccessExclusive,
                       .on = object.identity.table});
    }
    return out;
  }

  static plan::Step drop_moves() {
    return {.what = "drop what was made beside the old tables, and what they stand for",
            .sql = fmt::format("DROP SCHEMA IF EXISTS {} CASCADE;\n{}{}{}", plan::kMoving,
                               plan::drop_old_tables(), plan::drop_old_types(), plan::drop_old_place()),
            .mode = plan::Mode::kAlone,
            .lock = plan::Lock::kAccessExclusive,
            .why = "the rows are where they were"};
  }

  [[nodiscard]] plan::Step tell_version() const {
    return {.what = "tell which version is here", .sql = version_told(begun_.schema.name, begun_.before, "")};
  }

  const HalfDone& begun_;
  Database then_;
  Database now_;
};

tl::unexpected<RunError> finding(std::string message, std::string help) {
  return tl::unexpected(RunError{std::move(message), std::move(help), Fault::kFinding});
}

tl::unexpected<RunError> unread(const std::string& why) {
  return tl::unexpected(RunError{"what the database is can't be read: " + why,
                                 "connect as a role that may become the schema's owner"});
}

tl::expected<Database, RunError> read(pq::Session& session) {
  auto reading = catalog::read_database(session);
  if (!reading) return unread(reading.error());
  return std::move(reading->database);
}

tl::expected<WayOut, RunError> way_out(pq::Session& session, const HalfDone& begun) {
  auto then = migration::kept_state(session, begun.expand.schema);
  if (!then) return unread(then.error());
  if (!*then)
    return finding(
        fmt::format("what the database was before migration {} isn't written down", begun.expand.number),
        "mend what `up` says is in the way, and `tenon migrate up` goes on");
  auto now = read(session);
  if (!now) return tl::unexpected(now.error());
  return WayOut(begun, std::move(**then), std::move(*now));
}

/// A try that was cut off may have had other steps.
tl::expected<void, RunError> begin_anew(pq::Session& session, const HalfDone& begun) {
  const pq::Parameter key[] = {begun.expand.schema, std::to_string(begun.expand.number)};
  const auto reset = session.query(
      "UPDATE tenon.migrations SET done = 0 WHERE schema = $1 AND number = $2::int AND part = 'undo'", key);
  if (!reset) return unread(catalog::describe(reset.error()));
  return {};
}

tl::expected<void, RunError> see_that_it_is(pq::Session& session, const Database& goal,
                                            const HalfDone& begun) {
  const auto now = way_out(session, begun);
  if (!now) return tl::unexpected(now.error());
  const std::string other = migration::told_differences(goal, now->start());
  if (other.empty()) return {};
  return finding("the database isn't what it was before:\n" + other,
                 "mend that by hand, and run `tenon migrate down` again");
}

}  // namespace

tl::expected<void, RunError> give_up(pq::Session& session, const HalfDone& begun, const migration::Pace& pace,
                                     const migration::Tell& tell) {
  const Version to{begun.schema, {}};
  const std::string head = script_head(to, begun.schema);
  if (const auto became = session.script("RESET ROLE;\n" + head); !became)
    return unread(catalog::describe(became.error()));
  const auto version = catalog::installed_fingerprint(session, begun.expand.schema);
  if (!version) return unread(catalog::describe(version.error()));
  const bool is_told = version->value_or("") != begun.before;
  if (is_told && !begun.is_reversible)
    return finding("its last transaction is done, and what that took away is gone for good", kGoOn);
  const auto out = way_out(session, begun);
  if (!out) return tl::unexpected(out.error());
  const Database goal = out->goal();
  const plan::Plan plan = out->plan(is_told);
  if (!plan.refused.empty()) {
    const plan::Refusal& first = plan.refused.front();
    return finding(fmt::format("{}: {}", model::text(first.object), first.why),
                   is_told ? kGoOn : first.way_out);
  }
  if (plan.steps.empty()) return {};
  if (const auto reset = begin_anew(session, begun); !reset) return tl::unexpected(reset.error());
  const std::string text = plan::script_text(plan, plan::Phase::kExpand, {"The way out.", head});
  const auto script = plan::read_script(text);
  if (!script) return finding(script.error(), "");
  migration::Part part = begun.expand;
  part.part = migration::kUndo;
  part.hash = migration::hash_of(text);
  if (const auto ran = migration::run(session, part, *script, pace, tell); !ran)
    return tl::unexpected(ran.error());
  return see_that_it_is(session, goal, begun);
}

}  // namespace tenon::driver
