// What a schema says of the version before: `@was` and `@backfill`.
#include "dialect/dialect.hpp"
#include "lower/lower.hpp"

namespace tenon::lower {
namespace {

std::string or_else(const std::string& was, const std::string& now) {
  return was.empty() ? now : was;
}

void add_enum(model::Intent& out, const ir::Enum& item) {
  if (!item.was.empty()) out.was[item.name] = item.was;
  for (const ir::EnumValue& value : item.values) {
    if (!value.was.empty()) out.renamed_labels[item.name + "." + ir::label_of(value)] = value.was;
  }
}

/// A relation's columns have one field: the name of that is what was another.
std::string former_field(const ir::Column& column) {
  const bool of_relation =
      column.field != column.name && column.was.size() > column.name.size() - column.field.size();
  if (!of_relation || !column.name.starts_with(column.field)) return column.was;
  const std::string rest = column.name.substr(column.field.size());
  return column.was.ends_with(rest) ? column.was.substr(0, column.was.size() - rest.size()) : column.was;
}

void add_entity(model::Intent& out, const ir::Schema& schema, const ir::Entity& entity) {
  if (!entity.was.empty()) out.was[entity.name] = entity.was;
  for (const ir::Column& column : entity.columns) {
    const std::string field = entity.name + "." + column.field;
    if (!column.was.empty()) out.was[field] = or_else(entity.was, entity.name) + "." + former_field(column);
    if (column.backfill) out.backfills[field] = {dialect::value(schema, *column.backfill, column.type).str()};
  }
}

void add_composite(model::Intent& out, const ir::Composite& item) {
  for (const ir::Attribute& each : item.attributes) {
    if (!each.was.empty()) out.was[item.name + "." + each.name] = item.name + "." + each.was;
  }
}

}  // namespace

model::Intent intent(const ir::Schema& schema) {
  model::Intent out;
  for (const ir::Enum& item : schema.enums) add_enum(out, item);
  for (const ir::Composite& item : schema.composites) add_composite(out, item);
  for (const ir::Entity& entity : schema.entities) add_entity(out, schema, entity);
  return out;
}

}  // namespace tenon::lower
