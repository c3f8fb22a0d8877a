#include "plan/planning.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/words.hpp"

namespace tenon::plan {
namespace {

bool is_made_with_table(const Object& object) {
  const auto* constraint = std::get_if<model::Constraint>(&object.definition);
  return object.identity.kind == Kind::kColumn ||
         (constraint != nullptr && constraint->type != model::ConstraintType::kForeign &&
          !constraint->is_inherited && constraint->validated && constraint->enforced);
}

/// What a right is to, or a comment about; null for the others.
const Object* about(const model::Database& database, const Object& object) {
  if (const auto* grant = std::get_if<model::Grant>(&object.definition)) return database.find(grant->object);
  if (const auto* comment = std::get_if<model::Comment>(&object.definition))
    return database.find(comment->object);
  return nullptr;
}

}  // namespace

Planning::Planning(const model::Database& before_, const model::Database& after_, const Intent& intent_,
                   const Settings& settings_, render::Templates& templates)
    : before(before_), after(after_), intent(intent_), settings(settings_), templates_(templates) {
  for (const model::Database* database : {&before, &after}) {
    for (const Object& each : database->objects()) {
      if (each.identity.kind == Kind::kDefaultPrivilege) default_privileges_.push_back(&each);
    }
  }
}

void Planning::add(Stage stage, Step step) {
  if (stage >= Stage::kUnbuild) step.phase = Phase::kContract;
  while (!step.sql.empty() && step.sql.front() == '\n') step.sql.erase(0, 1);
  while (!step.sql.empty() && step.sql.back() == '\n') step.sql.pop_back();
  if (!step.sql.empty()) steps_[static_cast<std::size_t>(stage)].push_back(std::move(step));
}

void Planning::refuse(Identity object, std::string why, std::string way_out) {
  refused_.push_back({std::move(object), std::move(why), std::move(way_out)});
}

std::string Planning::made(const Object& object) const {
  return made(object, settings.path);
}

std::string Planning::made(const Object& object, const std::string& path) const {
  model::Database some;
  const auto add = [&](Object each) {
    if (path != settings.path) each.path = path;
    some.add(std::move(each));
  };
  std::set<Identity> wanted = {object.identity};
  add(object);
  if (object.identity.kind == Kind::kTable) {
    for (const Object& part : after.objects()) {
      const bool in_it =
          part.identity.schema == object.identity.schema && part.identity.table == object.identity.name;
      if (!in_it || !is_made_with_table(part)) continue;
      wanted.insert(part.identity);
      add(part);
    }
  }
  if (const Object* of = about(after, object); of != nullptr && some.find(of->identity) == nullptr) add(*of);
  if (const Object* open = after.find(model::right_on(object.identity, "public"))) add(*open);
  return created(
             some, [&](const Object& each) { return wanted.contains(each.identity); }, path) +
         taken_by_default(object);
}

std::string Planning::made_of(const model::Database& objects) const {
  return created(objects, nullptr, settings.path);
}

std::string Planning::replaced(const Object& view) const {
  model::Database alone;
  alone.add(view);
  // Whoever has a right to it keeps that.
  ddl::Session session{settings.owner, settings.path, {}, settings.further};
  session.replaces_views = true;
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(alone, session, templates_)) out += piece.sql;
  return out;
}

std::string Planning::created(const model::Database& objects, const ddl::IsWanted& is_wanted,
                              const std::string& path) const {
  const ddl::Session session{settings.owner, path, settings.outsiders, settings.further};
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(objects, session, templates_, is_wanted)) out += piece.sql;
  return out;
}

namespace {

/// What ALTER DEFAULT PRIVILEGES calls the objects of a kind.
struct Defaults {
  Kind kind;
  std::string_view objects;
};
constexpr Defaults kDefaults[] = {{Kind::kTable, "TABLES"},       {Kind::kView, "TABLES"},
                                  {Kind::kSequence, "SEQUENCES"}, {Kind::kFunction, "FUNCTIONS"},
                                  {Kind::kSchema, "SCHEMAS"},     {Kind::kEnum, "TYPES"},
                                  {Kind::kDomain, "TYPES"},       {Kind::kComposite, "TYPES"}};

}  // namespace

std::string Planning::taken_by_default(const Object& object) const {
  const auto* row = std::find_if(std::begin(kDefaults), std::end(kDefaults),
                                 [&](const Defaults& each) { return each.kind == object.identity.kind; });
  if (row == std::end(kDefaults)) return "";
  std::set<std::string> roles;
  for (const Object* each : default_privileges_) {
    const bool is_here = each->identity.schema.empty() || each->identity.schema == object.identity.schema;
    if (is_here && each->as<model::DefaultPrivilege>().objects == row->objects)
      roles.insert(each->identity.name);
  }
  std::string out;
  for (const std::string& role : roles)
    out += fmt::format("REVOKE ALL ON {} FROM {};\n", ddl::granted_on(object.identity, object.path).str(),
                       ddl::grantees({role}).str());
  return out;
}

std::string Planning::as_runner(const std::string& statements) const {
  if (settings.owner.empty()) return statements;
  return fmt::format("SET LOCAL ROLE NONE;\n{}\nSET LOCAL ROLE {};", statements,
                     render::sql_identifier(settings.owner).str());
}

std::string Planning::as_owner_of(const Object& object, const std::string& statements) const {
  const std::string owner = model::owner_of(object);
  if (settings.owner.empty() || owner.empty() || owner == settings.owner) return statements;
  return fmt::format("SET LOCAL ROLE {};\n{}\nSET LOCAL ROLE {};", render::sql_identifier(owner).str(),
                     statements, render::sql_identifier(settings.owner).str());
}

bool Planning::stays(const std::string& schema, const std::string& table) const {
  for (const Kind kind : {Kind::kTable, Kind::kView}) {
    const Identity identity{kind, schema, "", table, ""};
    if (before.find(identity) != nullptr && after.find(identity) != nullptr) return true;
  }
  return false;
}

const Object* Planning::table_of(const model::Database& database, const Identity& part) const {
  const std::string& name = part.kind == Kind::kTable ? part.name : part.table;
  return database.find({Kind::kTable, part.schema, "", name, ""});
}

bool Planning::is_partitioned(const Identity& part) const {
  const Object* table = table_of(after, part);
  if (table == nullptr) table = table_of(before, part);
  return table != nullptr && table->as<model::Table>().partition_by.has_value();
}

std::string Planning::table_name(const Identity& part) const {
  Identity table = part;
  if (part.kind == Kind::kTable || part.kind == Kind::kView) table.table = part.name;
  return ddl::of_table(table, settings.path).str();
}

std::string Planning::alter_table(const Identity& part) const {
  return fmt::format("ALTER TABLE {} ", table_name(part));
}

std::vector<Step> Planning::steps(Stage first, Stage last) const {
  std::vector<Step> out;
  for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i)
    out.insert(out.end(), steps_[i].begin(), steps_[i].end());
  return out;
}

bool differs(const Difference& difference, std::initializer_list<std::string_view> fields) {
  return std::any_of(difference.fields.begin(), difference.fields.end(),
                     [&](const model::FieldDifference& each) {
                       return std::find(fields.begin(), fields.end(), each.field) != fields.end();
                     });
}

bool differs_only(const Difference& difference, std::initializer_list<std::string_view> fields) {
  return std::all_of(difference.fields.begin(), difference.fields.end(),
                     [&](const model::FieldDifference& each) {
                       return std::find(fields.begin(), fields.end(), each.field) != fields.end();
                     });
}

bool is_of_parent(const Object& object) {
  if (const auto* column = std::get_if<model::Column>(&object.definition)) return column->is_inherited;
  if (const auto* constraint = std::get_if<model::Constraint>(&object.definition))
    return constraint->is_inherited;
  const auto* index = std::get_if<model::Index>(&object.definition);
  return index != nullptr && index->is_inherited;
}

bool are_of_one_table(const Identity& part, const Identity& other) {
  return part.schema == other.schema && part.table == other.table;
}

const model::Constraint* primary_key(const model::Database& database, const Identity& part) {
  for (const Object& each : database.objects()) {
    const auto* key = std::get_if<model::Constraint>(&each.definition);
    if (key != nullptr && key->type == model::ConstraintType::kPrimary &&
        are_of_one_table(each.identity, part))
      return key;
  }
  return nullptr;
}

bool looks_into(const model::Policy& policy, const Identity& table) {
  const auto says = [&](const std::optional<model::Sql>& sql) { return sql && names(sql->text, table.name); };
  return says(policy.condition) || says(policy.check);
}

bool needs_table(const Object& object, const Identity& table) {
  return std::any_of(object.needs.begin(), object.needs.end(), [&](const Identity& need) {
    return need == table ||
           (need.kind == Kind::kColumn && need.schema == table.schema && need.table == table.name);
  });
}

bool is_about(const Object& object, const Identity& about) {
  if (const auto* comment = std::get_if<model::Comment>(&object.definition)) return comment->object == about;
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  return grant != nullptr && grant->object == about;
}

namespace {

/// The owner makes nothing in the database itself.
bool is_made_by_runner(const Identity& identity) {
  return identity.kind == Kind::kSchema && identity.name != model::kBookkeeping;
}

}  // namespace

bool is_the_servers(const Object& object) {
  if (const auto* comment = std::get_if<model::Comment>(&object.definition))
    return comment->object.kind == Kind::kRole;
  if (const auto* grant = std::get_if<model::Grant>(&object.definition))
    return grant->object.kind == Kind::kSchema && is_made_by_runner(grant->object);
  return is_made_by_runner(object.identity) || object.identity.kind == Kind::kExtension ||
         object.identity.kind == Kind::kMembership;
}

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

std::string deed(std::string_view verb, const Identity& object) {
  return fmt::format("{} {}", verb, model::text(object));
}

}  // namespace tenon::plan
