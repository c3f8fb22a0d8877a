#include "raise/table_fields.hpp"

#include <vector>

namespace tenon::raise {

using model::ConstraintType;
using model::Identity;
using model::Object;

namespace {

bool is_key_of(const Writing& writing, const Identity& table, const std::vector<std::string>& columns) {
  const auto parts = writing.choices.tables.find({table.schema, table.name});
  if (parts == writing.choices.tables.end()) return false;
  const Object* key = primary_key(parts->second);
  if (key == nullptr) return false;
  std::vector<std::string> own = key->as<model::Constraint>().columns;
  std::erase(own, writing.choices.derived_column(table));
  return own == columns;
}

/// Whether a relation says all of the column.
bool is_plain_column(const Writing& writing, const Object& column, const Object& target) {
  const auto& definition = column.as<model::Column>();
  return telling_of(writing.tellings, column.identity) == Telling::kReadable && !definition.default_value &&
         !definition.generated && definition.identity == model::ColumnIdentity::kNone &&
         definition.collation.empty() && definition.type == target.as<model::Column>().type;
}

/// The relations that foreign keys over one column are.
std::map<std::string, const Object*> relations_of(const Writing& writing, const Parts& parts) {
  std::map<std::string, const Object*> out;
  const Identity& table = parts.table->identity;
  for (const Object* each : parts.constraints) {
    if (each->as<model::Constraint>().type != ConstraintType::kForeign) continue;
    const model::Constraint key = by_itself(writing, table, each->as<model::Constraint>());
    const bool is_relation = writing.choices.is_declared(each->identity) && key.columns.size() == 1 &&
                             is_key_of(writing, *key.refers, key.referenced);
    if (!is_relation || out.contains(key.columns[0])) continue;
    const Object* column =
        writing.database.find({model::Kind::kColumn, table.schema, table.name, key.columns[0], ""});
    const Object* target = writing.database.find(
        {model::Kind::kColumn, key.refers->schema, key.refers->name, key.referenced[0], ""});
    if (is_plain_column(writing, *column, *target)) out[key.columns[0]] = each;
  }
  return out;
}

std::string without_key(const std::string& name) {
  for (const std::string_view ending : {"_id", "Id", "ID"}) {
    if (name.ends_with(ending) && name.size() > ending.size())
      return name.substr(0, name.size() - ending.size());
  }
  return name;
}

/// As its author called it, or as the column does without its ending.
std::string relation_name(const Writing& writing, const Object& constraint, const std::string& field) {
  const auto given = writing.options.names.find(constraint.identity);
  const bool is_given = given != writing.options.names.end() && is_name(given->second);
  return is_given ? given->second : without_key(field);
}

}  // namespace

bool is_renamed(const Writing& writing, const Object& column) {
  return telling_of(writing.tellings, column.identity) == Telling::kPlain;
}

model::Constraint by_itself(const Writing& writing, const Identity& table, model::Constraint key) {
  const std::string ours = writing.choices.derived_column(table);
  const std::string theirs = writing.choices.derived_column(*key.refers);
  for (std::size_t i = 0; !ours.empty() && !theirs.empty() && i < key.columns.size(); ++i) {
    if (key.columns[i] != ours || key.referenced[i] != theirs || key.columns.size() == 1) continue;
    key.columns.erase(key.columns.begin() + static_cast<std::ptrdiff_t>(i));
    key.referenced.erase(key.referenced.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  return key;
}

TableFields fields_of_table(const Writing& writing, const Parts& parts) {
  const Identity& table = parts.table->identity;
  const std::string tenant = writing.choices.derived_column(table);
  TableFields out;
  if (telling_of(writing.tellings, table) != Telling::kPlain) out.relations = relations_of(writing, parts);
  Names names;
  // What has its own name keeps it.
  for (const Object* column : parts.columns) {
    const std::string& name = column->identity.name;
    if (name != tenant && !out.relations.contains(name) && is_name(name) && !is_renamed(writing, *column))
      out.names[name] = names.take(name);
  }
  for (const Object* column : parts.columns) {
    const std::string& name = column->identity.name;
    if (name == tenant || out.names.contains(name)) continue;
    std::string wanted = field_name(name);
    if (is_renamed(writing, *column)) wanted += "_column";
    if (const auto relation = out.relations.find(name); relation != out.relations.end())
      wanted = relation_name(writing, *relation->second, wanted);
    out.names[name] = names.take(wanted);
  }
  return out;
}

}  // namespace tenon::raise
