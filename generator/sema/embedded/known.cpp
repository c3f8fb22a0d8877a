#include "sema/embedded/known.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"
#include "types/types.hpp"

namespace tenon::sema {

sql::SqlType sql_type(const ir::Schema& schema, const ir::Type& given) {
  ir::Type type = underlying(schema, given);
  type.dimensions = std::max(type.dimensions, given.dimensions);
  switch (type.kind) {
    case ir::Type::Kind::kColumn:
      return {type.name, type.dimensions > 0 ? 1 : 0, false};
    case ir::Type::Kind::kStruct:
      return {"jsonb", 0, false};
    case ir::Type::Kind::kRaw:
      return {type.name, type.dimensions > 0 ? 1 : 0, false};
    case ir::Type::Kind::kComposite:
      return {ir::handle(*schema.composite(type.name)), type.dimensions > 0 ? 1 : 0, false};
    case ir::Type::Kind::kEnum:
    case ir::Type::Kind::kDomain:
      break;
  }
  const ir::Enum* item = schema.enumeration(type.name);
  if (item == nullptr || item->as_text) return {"text", type.dimensions > 0 ? 1 : 0, false};
  return {ir::handle(*item), type.dimensions > 0 ? 1 : 0, true};
}

const ir::Entity* entity_of_table(const Reading& context, const std::string& table) {
  for (const Draft& draft : context.drafts) {
    if (ir::handle(draft.entity) == table) return &draft.entity;
  }
  for (const DerivedEntity& derived : context.derived) {
    if (ir::handle(derived.entity) == table) return &derived.entity;
  }
  return nullptr;
}

const ir::View* view_of_table(const Reading& context, const std::string& table) {
  const auto& views = context.schema.views;
  const auto found = std::find_if(views.begin(), views.end(),
                                  [&](const ir::View& view) { return ir::handle(view) == table; });
  return found == views.end() ? nullptr : &*found;
}

namespace {

std::vector<std::string> labels_of(const ir::Enum& item) {
  std::vector<std::string> out;
  for (const ir::EnumValue& value : item.values) out.push_back(ir::label_of(value));
  return out;
}

sql::KnownColumn known_column(const ir::Schema& schema, const ir::Column& column) {
  sql::KnownColumn out{column.name, sql_type(schema, ir::stored_type(column)), column.nullable, false, {}};
  out.hidden = ir::is_hidden(column);
  const ir::Type type = underlying(schema, column.type);
  const ir::Enum* item = type.kind == ir::Type::Kind::kEnum ? schema.enumeration(type.name) : nullptr;
  if (item != nullptr && item->as_text) out.labels = labels_of(*item);
  return out;
}

std::vector<std::vector<std::string>> uniques_of(const ir::Entity& entity) {
  std::vector<std::vector<std::string>> out;
  if (ir::has_key(entity)) out.push_back(entity.primary_key.columns);
  for (const ir::Key& unique : entity.uniques) out.push_back(unique.columns);
  for (const ir::Index& index : entity.indexes) {
    if (!index.unique) continue;
    out.emplace_back();
    for (const ir::IndexColumn& column : index.columns) out.back().push_back(column.column);
  }
  return out;
}

sql::KnownTable known_table(const ir::Schema& schema, const ir::Entity& entity) {
  sql::KnownTable out{ir::handle(entity),        {}, entity.tenant_column, uniques_of(entity), {}, false,
                      entity.visible.has_value()};
  if (ir::has_key(entity)) out.constraints.push_back(entity.primary_key.name);
  for (const ir::Key& unique : entity.uniques) out.constraints.push_back(unique.name);
  for (const ir::Column& column : entity.columns) {
    out.columns.push_back(known_column(schema, column));
    out.columns.back().hidden = ir::is_hidden(entity, column);
  }
  return out;
}

}  // namespace

sql::Known known_to_queries(const Reading& context) {
  const ir::Schema& schema = context.schema;
  sql::Known out;
  out.spaces = spaces_of(context);
  for (const Draft& draft : context.drafts)
    out.tables[ir::handle(draft.entity)] = known_table(schema, draft.entity);
  for (const DerivedEntity& derived : context.derived)
    out.tables[ir::handle(derived.entity)] = known_table(schema, derived.entity);
  for (const ir::View& view : schema.views) {
    sql::KnownTable table{ir::handle(view), {}, view.tenant_column, {}, {}, true};
    for (const ir::Column& column : view.columns) {
      table.columns.push_back(known_column(schema, column));
      // Of what is inherited rows say whose they are.
      if (view.inherited != ir::Inheritance::kNone && column.name == view.tenant_column)
        table.columns.back().hidden = false;
    }
    out.tables[ir::handle(view)] = std::move(table);
  }
  for (const ir::Enum& item : schema.enums) {
    if (item.as_text) continue;
    out.types[ir::handle(item)] = {ir::handle(item), 0, true};
    out.labels[ir::handle(item)] = labels_of(item);
  }
  for (const ir::SessionVariable& item : schema.session)
    out.session.push_back({item.name, sql_type(schema, item.type), true});
  for (const ir::Function& item : schema.functions) {
    if (item.procedure) continue;
    sql::KnownFunction known{{}, sql_type(schema, item.type), item.nullable || item.procedural};
    for (const ir::QueryParameter& parameter : item.parameters)
      known.parameters.push_back({parameter.name, sql_type(schema, parameter.type), parameter.nullable});
    out.functions[ir::is_definer(item) ? "tenon." + ir::sql_name(item) : ir::handle(item)] = std::move(known);
  }
  for (const ir::Composite& item : schema.composites) {
    out.types[ir::handle(item)] = {ir::handle(item), 0, false};
    for (const ir::Attribute& each : item.attributes)
      out.composites[ir::handle(item)][each.name] = sql_type(schema, each.type);
  }
  for (const ir::Domain& item : schema.domains) out.types[ir::handle(item)] = sql_type(schema, item.type);
  return out;
}

}  // namespace tenon::sema
