#include "plan/new_names.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

#include "plan/planning.hpp"

namespace tenon::plan {

using model::Identity;
using model::Kind;
using model::Sql;

/// Puts the new names into what an object consists of. A function's body is text that the server leaves alone
/// when something is renamed, and so does this.
struct InDefinition {
  const NewIdentities& names;
  const Identity& object;  ///< as it is called before
  NewNames within;         ///< what its SQL may name
  NewPlaces places;        ///< of what it may name with its schema
  std::string path;        ///< the schema in which its names are looked for

  void of(Sql& sql) const {
    sql.text = with_places(with_names(sql.text, within, names.relations()), places, path);
  }
  /// A column may be called as a type is.
  void of_type(Sql& sql) const {
    for (const auto& [from, to] : places) {
      const std::string element = element_of(sql.text);
      if (from.first != path || element != id(from.second)) continue;
      sql.text = id(to.first) + "." + id(to.second) + sql.text.substr(element.size());
      return;
    }
    sql.text = with_places(with_names(sql.text, names.relations(), names.relations()), places, path);
  }
  void of(std::optional<Sql>& sql) const {
    if (sql) of(*sql);
  }
  void of(std::vector<Sql>& list) const {
    for (Sql& each : list) of(each);
  }
  void of(Identity& identity) const { identity = names.now(identity); }
  void of(std::optional<Identity>& identity) const {
    if (identity) of(*identity);
  }
  static void columns(std::vector<std::string>& list, const NewNames& columns) {
    for (std::string& each : list) {
      const auto found = columns.find(each);
      if (found != columns.end()) each = found->second;
    }
  }
  [[nodiscard]] NewNames own() const { return names.columns_of(object.schema, object.table); }

  void operator()(model::Composite& x) const {
    for (model::Attribute& each : x.attributes) of_type(each.type);
  }
  void operator()(model::Domain& x) const {
    of_type(x.type);
    of(x.default_value);
    for (model::DomainCheck& each : x.checks) of(each.expression);
  }
  void operator()(model::Sequence& x) const {
    if (!x.owned_by) return;
    const NewNames columns = names.columns_of(object.schema, x.owned_by->first);
    const auto found = columns.find(x.owned_by->second);
    if (found != columns.end()) x.owned_by->second = found->second;
    x.owned_by->first = names.now({Kind::kTable, object.schema, "", x.owned_by->first, ""}).name;
  }
  void operator()(model::Function& x) const {
    of_type(x.returns);
    of(x.atomic);
  }
  void operator()(model::Table& x) const {
    of(x.partition_by);
    of(x.partition_of);
    for (Identity& each : x.inherits) of(each);
  }
  void operator()(model::Column& x) const {
    of_type(x.type);
    of(x.default_value);
    of(x.generated);
  }
  void operator()(model::Constraint& x) const {
    columns(x.columns, own());
    columns(x.include, own());
    columns(x.set_columns, own());
    of(x.expression);
    of(x.exclusion);
    if (!x.refers) return;
    columns(x.referenced, names.columns_of(x.refers->schema, x.refers->name));
    of(x.refers);
  }
  void operator()(model::Index& x) const {
    for (model::IndexElement& each : x.elements) {
      const auto columns = own();
      const auto found = columns.find(each.column);
      if (found != columns.end()) each.column = found->second;
      of(each.expression);
    }
    columns(x.include, own());
    of(x.where);
  }
  void operator()(model::Statistics& x) const {
    columns(x.columns, own());
    of(x.expressions);
  }
  void operator()(model::Trigger& x) const {
    columns(x.columns, own());
    of(x.when);
    of(x.function);
    of(x.other);
  }
  void operator()(model::Policy& x) const {
    of(x.condition);
    of(x.check);
  }
  void operator()(model::View& x) const { of(x.query); }
  void operator()(model::Rule& x) const { of(x.definition); }
  void operator()(model::Grant& x) const {
    const NewNames columns_of = names.columns_of(x.object.schema, x.object.name);
    for (model::Privilege& each : x.privileges) columns(each.columns, columns_of);
    of(x.object);
  }
  void operator()(model::Comment& x) const { of(x.object); }
  void operator()(model::Publication& x) const {
    for (model::PublishedTable& each : x.tables) {
      columns(each.columns, names.columns_of(each.table.schema, each.table.name));
      of(each.table);
      of(each.where);
    }
  }
  void operator()(model::RegisteredRow& x) const {
    for (auto& [name, value] : x.values) {
      if (name == "relation") value = names.now(object).name;
    }
  }
  void operator()(model::Opaque&) const {}
  void operator()(auto&) const {}
};

void NewIdentities::add(const Identity& from, const Identity& to) {
  if (from.kind == Kind::kColumn) {
    columns_[{from.schema, from.table}][from.name] = to.name;
  } else if (from.kind == Kind::kFunction) {
    functions_[from] = to;
  } else {
    relations_[{from.schema, from.name}] = {to.schema, to.name};
  }
}

void NewIdentities::add_label(const std::string& label, const std::string& was) {
  const std::size_t dot = label.find('.');
  labels_[label.substr(0, dot)][was] = label.substr(dot + 1);
}

NewIdentities NewIdentities::turned() const {
  NewIdentities out;
  for (const auto& [from, to] : relations_) out.relations_[to] = from;
  for (const auto& [table, columns] : columns_) {
    NewNames& turned = out.columns_[place_of(table)];
    for (const auto& [from, to] : columns) turned[to] = from;
  }
  return out;
}

NewIdentities NewIdentities::of_labels() const {
  NewIdentities out;
  out.labels_ = labels_;
  out.functions_ = functions_;
  return out;
}

NewPlaces NewIdentities::places() const {
  NewPlaces out;
  for (const auto& [from, to] : relations_) {
    if (from.first != to.first) out.emplace(from, to);
  }
  return out;
}

NewIdentities::Place NewIdentities::place_of(const Place& place) const {
  const auto found = relations_.find(place);
  return found == relations_.end() ? place : found->second;
}

Identity NewIdentities::now(const Identity& identity) const {
  Identity out = identity;
  if (identity.kind == Kind::kFunction) {
    const auto found = functions_.find(identity);
    return found == functions_.end() ? out : found->second;
  }
  if (identity.kind == Kind::kRegisteredRow) {
    // Its name is a table's, with the schema before it.
    const std::size_t dot = identity.name.find('.');
    if (dot == std::string::npos) return out;
    const Place place = place_of({identity.name.substr(0, dot), identity.name.substr(dot + 1)});
    out.name = place.first + "." + place.second;
    return out;
  }
  if (identity.kind == Kind::kColumn) {
    const NewNames columns = columns_of(identity.schema, identity.table);
    const auto found = columns.find(identity.name);
    if (found != columns.end()) out.name = found->second;
  }
  if (!identity.table.empty()) std::tie(out.schema, out.table) = place_of({identity.schema, identity.table});
  static constexpr Kind kRelations[] = {Kind::kTable, Kind::kView, Kind::kEnum, Kind::kDomain,
                                        Kind::kRowSecurity};
  for (const Kind kind : kRelations) {
    if (identity.kind == kind && identity.table.empty())
      std::tie(out.schema, out.name) = place_of({identity.schema, identity.name});
  }
  return out;
}

NewNames NewIdentities::columns_of(const std::string& schema, const std::string& table) const {
  const auto found = columns_.find({schema, table});
  return found == columns_.end() ? NewNames() : found->second;
}

NewNames NewIdentities::relations() const {
  NewNames out;
  for (const auto& [from, to] : relations_) {
    if (from.second != to.second) out.emplace(from.second, to.second);
  }
  return out;
}

namespace {

/// Whether its SQL may name columns of that table.
bool may_name(const model::Object& object, const Identity& table) {
  const auto* policy = std::get_if<model::Policy>(&object.definition);
  return needs_table(object, table) || (policy != nullptr && looks_into(*policy, table));
}

}  // namespace

NewNames NewIdentities::names_within(const model::Object& of, const model::Database& database) const {
  const Identity& object = of.identity;
  NewNames out = relations();
  const bool is_table = object.kind == Kind::kTable;
  for (const auto& [from, to] : columns_of(object.schema, is_table ? object.name : object.table))
    out[from] = to;
  if (object.kind != Kind::kView && object.kind != Kind::kPolicy) return out;
  // They look into other tables too: a name that is changed in one of them alone is taken for that, unless a
  // policy's own table has it.
  for (const auto& [table, columns] : columns_) {
    if (!may_name(of, {Kind::kTable, table.first, "", table.second, ""})) continue;
    for (const auto& [from, to] : columns) {
      if (database.find({Kind::kColumn, object.schema, object.table, from, ""}) == nullptr)
        out.emplace(from, to);
    }
  }
  return out;
}

model::Database NewIdentities::renamed(const model::Database& database) const {
  model::Database out;
  for (const model::Object& object : database.objects()) {
    model::Object copy = object;
    if (!relations_.empty() || !columns_.empty() || !functions_.empty())
      std::visit(InDefinition{*this, object.identity, names_within(object, database), places(), object.path},
                 copy.definition);
    if (auto* item = std::get_if<model::Enum>(&copy.definition)) {
      const auto labels = labels_.find(object.why.declaration);
      if (labels != labels_.end()) InDefinition::columns(item->labels, labels->second);
    }
    if (object.identity.kind == Kind::kGrant || object.identity.kind == Kind::kComment) {
      copy.identity =
          object.identity.kind == Kind::kGrant
              ? model::right_on(std::get<model::Grant>(copy.definition).object, object.identity.name)
              : model::comment_on(std::get<model::Comment>(copy.definition).object);
    } else {
      copy.identity = now(object.identity);
    }
    for (Identity& need : copy.needs) need = now(need);
    out.add(std::move(copy));
  }
  return out;
}

}  // namespace tenon::plan
