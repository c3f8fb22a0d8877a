#include "plan/renames.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ddl/clauses.hpp"
#include "plan/new_names.hpp"
#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

using model::Database;
using model::Identity;
using model::Kind;
using model::Object;

using Declarations = std::set<std::string, std::less<>>;
using ByDeclaration = std::map<std::pair<Kind, std::string>, std::vector<const Object*>>;

bool is_declared(const Object& object) {
  static constexpr Kind kDeclared[] = {Kind::kTable,  Kind::kColumn, Kind::kEnum,
                                       Kind::kDomain, Kind::kView,   Kind::kFunction};
  // What the tool makes beside a table of that name is made anew.
  const bool is_tools = object.identity.schema == model::kBookkeeping;
  return !is_tools && !object.why.declaration.empty() &&
         std::find(std::begin(kDeclared), std::end(kDeclared), object.identity.kind) != std::end(kDeclared);
}

/// Of these declarations alone: most of a large schema is what it was.
ByDeclaration by_declaration(const Database& database, const Declarations& wanted) {
  ByDeclaration out;
  for (const Object& object : database.objects()) {
    if (is_declared(object) && wanted.contains(object.why.declaration))
      out[{object.identity.kind, object.why.declaration}].push_back(&object);
  }
  return out;
}

bool is_in(const std::string& schema, const std::string& table, const Identity& identity) {
  return identity.schema == schema && identity.table == table;
}

class Finder {
 public:
  Finder(const Database& before, const Database& after, const Intent& intent)
      : before_(before), after_(after), intent_(intent) {}

  std::optional<Renamed> found() {
    find_what_is_new();
    for (const Object* object : new_) {
      if (object->identity.kind != Kind::kColumn) find_former(*object);
    }
    for (const auto& [key, columns] : by_declaration(after_, new_declarations_)) {
      if (key.first == Kind::kColumn) find_former_columns(key.second, columns);
    }
    find_labels();
    Renamed out;
    if (names_.any()) out.before = names_.renamed(before_);
    const Twins twins = twins_in(names_.any() ? out.before : before_);
    if (!names_.any() && twins.empty()) return std::nullopt;
    if (!names_.any()) out.before = before_;
    out.renames = std::move(renames_);
    for (const Object& object : after_.objects()) {
      const auto twin = twins.find(object.identity);
      if (twin != twins.end()) out.renames.push_back({twin->second, object.identity});
    }
    out.before = under_twins_names(out.before, twins);
    out.old_before = names_.of_labels().renamed(before_);
    out.old_after = under_old_names(twins);
    out.old_intent = with_old_names();
    return out;
  }

 private:
  /// What stands in the database before under its name has no other one there.
  void find_what_is_new() {
    Declarations formers;
    for (const Object& object : after_.objects()) {
      if (!is_declared(object) || before_.find(object.identity) != nullptr) continue;
      new_.push_back(&object);
      new_declarations_.insert(object.why.declaration);
      formers.insert(former(intent_, object.why.declaration));
    }
    declared_ = by_declaration(before_, formers);
  }

  void find_former(const Object& object) {
    const std::string& declaration = object.why.declaration;
    const auto was = declared_.find({object.identity.kind, former(intent_, declaration)});
    if (declaration.empty() || was == declared_.end() || was->second.size() != 1) return;
    take(was->second.front()->identity, object.identity);
  }

  /// A relation to a key of several columns is one field.
  void find_former_columns(const std::string& declaration, const std::vector<const Object*>& columns) {
    const auto was = declared_.find({Kind::kColumn, former(intent_, declaration)});
    if (was == declared_.end() || was->second.size() != columns.size()) return;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Identity& to = columns[i]->identity;
      const Identity& from = was->second[i]->identity;
      const Identity table{Kind::kTable, from.schema, "", from.table, ""};
      // What moved from one entity to another was not renamed.
      const Identity now = names_.now(table);
      if (now.name == to.table && now.schema == to.schema) take(from, to);
    }
  }

  void take(const Identity& from, const Identity& to) {
    Identity now = names_.now(from);
    if (now == to) return;
    // One that takes other values is another.
    if (from.kind == Kind::kFunction && from.signature != to.signature) return;
    // A name that goes round among several is given anew.
    if (after_.find(now) != nullptr || before_.find(to) != nullptr) return;
    renames_.push_back({std::move(now), to});
    names_.add(from, to);
  }

  void find_labels() {
    for (const auto& [label, was] : intent_.renamed_labels) {
      const std::size_t dot = label.find('.');
      names_.add_label(former(intent_, label.substr(0, dot)) + label.substr(dot), was);
    }
  }

  /// What is gone and what is new, in the same table and the same but for its name.
  static const Object* twin(const std::vector<const Object*>& gone, const Object& object) {
    const auto found = std::find_if(gone.begin(), gone.end(), [&](const Object* each) {
      return each->identity.kind == object.identity.kind &&
             is_in(object.identity.schema, object.identity.table, each->identity) &&
             each->definition == object.definition;
    });
    return found == gone.end() ? nullptr : *found;
  }

  /// What an object is called now: what it was, in its table as that is called now.
  using Twins = std::map<Identity, Identity>;

  [[nodiscard]] Twins twins_in(const Database& database) const {
    static const std::set<Kind> kNamed = {Kind::kConstraint, Kind::kIndex, Kind::kStatistics, Kind::kPolicy,
                                          Kind::kTrigger};
    std::vector<const Object*> gone;
    for (const Object& object : database.objects()) {
      if (kNamed.contains(object.identity.kind) && after_.find(object.identity) == nullptr)
        gone.push_back(&object);
    }
    Twins out;
    for (const Object& object : after_.objects()) {
      if (gone.empty() || !kNamed.contains(object.identity.kind) || database.find(object.identity) != nullptr)
        continue;
      const Object* was = twin(gone, object);
      if (was == nullptr) continue;
      std::erase(gone, was);
      out.emplace(object.identity, was->identity);
    }
    return out;
  }

  static Database under_twins_names(const Database& database, const Twins& twins) {
    Database out;
    for (const Object& object : database.objects()) {
      Object copy = object;
      const auto found = std::find_if(twins.begin(), twins.end(),
                                      [&](const auto& twin) { return twin.second == object.identity; });
      if (found != twins.end()) copy.identity = found->first;
      out.add(std::move(copy));
    }
    return out;
  }

  [[nodiscard]] Database under_old_names(const Twins& twins) const {
    const NewIdentities old = names_.turned();
    Database named;
    for (const Object& object : after_.objects()) {
      Object copy = object;
      const auto found = twins.find(object.identity);
      if (found != twins.end()) copy.identity = found->second;
      named.add(std::move(copy));
    }
    return old.any() ? old.renamed(named) : named;
  }

  /// What fields are filled with is written in the new names.
  [[nodiscard]] Intent with_old_names() const {
    const NewIdentities old = names_.turned();
    Intent out = intent_;
    for (const Object& object : after_.objects()) {
      const auto found = out.backfills.find(object.why.declaration);
      if (object.identity.kind == Kind::kColumn && found != out.backfills.end())
        found->second.text =
            with_names(found->second.text, old.names_within(object, after_), old.relations());
    }
    return out;
  }

  const Database& before_;
  const Database& after_;
  const Intent& intent_;
  std::vector<const Object*> new_;
  Declarations new_declarations_;
  ByDeclaration declared_;  ///< of before, what those may have been
  NewIdentities names_;
  std::vector<Rename> renames_;
};

}  // namespace

std::optional<Renamed> renamed(const Database& before, const Database& after, const Intent& intent) {
  return Finder(before, after, intent).found();
}

std::vector<Rename> onto_names_that_go(const Database& before, const Database& after, const Intent& intent) {
  std::vector<Rename> out;
  for (const Object& now : after.objects()) {
    const auto was = intent.was.find(now.why.declaration);
    if (now.identity.kind != Kind::kColumn || was == intent.was.end()) continue;
    if (before.find(now.identity) == nullptr) continue;
    for (const Object& former : before.objects()) {
      if (former.identity.kind == Kind::kColumn && former.why.declaration == was->second &&
          are_of_one_table(former.identity, now.identity) && after.find(former.identity) == nullptr)
        out.push_back({former.identity, now.identity});
    }
  }
  return out;
}

std::string rename_statement(const Rename& rename, const std::string& path) {
  const Identity& from = rename.from;
  const render::SqlText old_name = render::sql_identifier(from.name);
  const render::SqlText new_name = render::sql_identifier(rename.to.name);
  if (from.kind == Kind::kColumn)
    return render::sql_format("ALTER TABLE {} RENAME COLUMN {} TO {};", ddl::of_table(from, path), old_name,
                              new_name)
        .str();
  if (from.kind == Kind::kConstraint)
    return render::sql_format("ALTER TABLE {} RENAME CONSTRAINT {} TO {};", ddl::of_table(from, path),
                              old_name, new_name)
        .str();
  // A procedure's identity doesn't tell it from a function.
  const auto altered = [&](const Identity& each) {
    return each.kind == Kind::kFunction ? ddl::granted_on(each, path) : ddl::commented(each, path);
  };
  std::string out;
  Identity there = from;
  if (from.schema != rename.to.schema && from.table.empty()) {
    there.schema = rename.to.schema;
    out = render::sql_format("ALTER {} SET SCHEMA {};", altered(from), render::sql_identifier(there.schema))
              .str();
  }
  if (from.name == rename.to.name) return out;
  if (!out.empty()) out += "\n";
  return out + render::sql_format("ALTER {} RENAME TO {};", altered(there), new_name).str();
}

}  // namespace tenon::plan
