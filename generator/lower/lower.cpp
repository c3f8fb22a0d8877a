#include "lower/lower.hpp"

#include <algorithm>

#include "dialect/dialect.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Kind;

model::Sql sql(const render::SqlText& text) {
  return {text.str()};
}

model::Why why(ir::Rule rule, const std::string& declaration) {
  if (rule == ir::Rule::kDeclared) return {"", "", declaration};
  return {std::string(ir::rule_name(rule)), std::string(ir::rule_text(rule)), declaration};
}

namespace {

bool names_enum(const ir::Type& type, const ir::Enum& item) {
  return type.kind == ir::Type::Kind::kEnum && type.name == item.name;
}

/// An enum that only structs name lives in JSON and needs no type.
bool is_used(const ir::Schema& schema, const ir::Enum& item) {
  const auto in_domain = [&](const ir::Domain& domain) { return names_enum(domain.type, item); };
  const auto in_entity = [&](const ir::Entity& entity) {
    return std::any_of(entity.columns.begin(), entity.columns.end(),
                       [&](const ir::Column& column) { return names_enum(column.type, item); });
  };
  return std::any_of(schema.domains.begin(), schema.domains.end(), in_domain) ||
         std::any_of(schema.entities.begin(), schema.entities.end(), in_entity);
}

void add_enums(Lowering& lowering) {
  for (const ir::Enum& item : lowering.schema.enums) {
    if (item.as_text || !is_used(lowering.schema, item)) continue;
    model::Enum made{lowering.owner(), {}};
    for (const ir::EnumValue& value : item.values) made.labels.push_back(value.name);
    const model::Identity identity = lowering.of(Kind::kEnum, item.sql_name);
    lowering.out.add({identity, std::move(made), {}, why(ir::Rule::kDeclared, item.name)});
    add_comment(lowering, identity, item.doc);
  }
}

/// The type that has to be there first.
std::vector<model::Identity> needs_of(const Lowering& lowering, const ir::Type& type) {
  if (type.kind == ir::Type::Kind::kDomain)
    return {lowering.of(Kind::kDomain, lowering.schema.domain(type.name)->sql_name)};
  const ir::Enum* item =
      type.kind == ir::Type::Kind::kEnum ? lowering.schema.enumeration(type.name) : nullptr;
  if (item == nullptr || item->as_text) return {};
  return {lowering.of(Kind::kEnum, item->sql_name)};
}

void add_domains(Lowering& lowering) {
  for (const ir::Domain& item : lowering.schema.domains) {
    model::Domain made;
    made.owner = lowering.owner();
    made.type = sql(dialect::qualified_type(lowering.schema, item.type));
    if (item.default_value)
      made.default_value = sql(dialect::value(lowering.schema, *item.default_value, item.type));
    for (const ir::Check& check : item.checks)
      made.checks.push_back({check.name, sql(dialect::check_expression(check))});
    std::sort(made.checks.begin(), made.checks.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    const model::Identity identity = lowering.of(Kind::kDomain, item.sql_name);
    lowering.out.add(
        {identity, std::move(made), needs_of(lowering, item.type), why(ir::Rule::kDeclared, item.name)});
    add_comment(lowering, identity, item.doc);
  }
}

model::ColumnIdentity identity_of(ir::Identity identity) {
  if (identity == ir::Identity::kAlways) return model::ColumnIdentity::kAlways;
  return identity == ir::Identity::kByDefault ? model::ColumnIdentity::kByDefault
                                              : model::ColumnIdentity::kNone;
}

model::Column column_of(const ir::Schema& schema, const ir::Column& column) {
  model::Column out;
  out.type = sql(dialect::qualified_type(schema, ir::stored_type(column)));
  if (!column.collation.empty()) out.collation = render::sql_identifier(column.collation).str();
  out.not_null = !column.nullable;
  if (column.default_value)
    out.default_value = sql(dialect::value(schema, *column.default_value, column.type));
  if (!column.generated.empty()) out.generated = sql(dialect::authored_expression(column.generated));
  out.identity = identity_of(column.identity);
  return out;
}

void add_table(Lowering& lowering, const ir::Entity& entity) {
  model::Table made;
  made.owner = lowering.owner();
  if (!entity.partitioning.empty()) {
    made.partition_by = sql(dialect::partition_clause(entity.partitioning[0]));
  } else {
    made.storage = entity.storage;
  }
  const model::Identity identity = lowering.of(Kind::kTable, entity.table);
  lowering.out.add({identity, std::move(made), {}, why(ir::Rule::kDeclared, entity.name)});
  for (const ir::Column& column : entity.columns)
    lowering.out.add({lowering.of(Kind::kColumn, column.name, entity.table),
                      column_of(lowering.schema, column), needs_of(lowering, column.type),
                      why(column.rule, entity.name + "." + column.field)});
  add_comment(lowering, identity, entity.doc);
  for (const ir::Column& column : entity.columns)
    add_comment(lowering, lowering.of(Kind::kColumn, column.name, entity.table), column.doc);
}

void add_view(Lowering& lowering, const ir::View& view) {
  model::View made;
  made.owner = lowering.owner();
  for (const ir::Column& column : view.columns) made.columns.push_back(column.name);
  made.query = sql(dialect::authored_expression(view.query));
  made.options = {{"security_invoker", "true"}};
  std::vector<model::Identity> needs;
  for (const std::string& name : view.reads) {
    const ir::Entity* entity = lowering.schema.entity(name);
    if (entity != nullptr) needs.push_back(lowering.of(Kind::kTable, entity->table));
  }
  for (const ir::View& other : lowering.schema.views) {
    if (std::find(view.reads.begin(), view.reads.end(), other.name) != view.reads.end())
      needs.push_back(lowering.of(Kind::kView, other.sql_name));
  }
  const model::Identity identity = lowering.of(Kind::kView, view.sql_name);
  lowering.out.add({identity, std::move(made), std::move(needs), why(view.rule, view.name)});
  add_comment(lowering, identity, view.doc);
  add_grants(lowering, view.sql_name, Kind::kView, view.grants);
}

}  // namespace

void add_comment(Lowering& lowering, const model::Identity& object, const std::string& doc) {
  if (doc.empty()) return;
  model::Identity identity = object;
  identity.kind = Kind::kComment;
  identity.signature = model::kind_name(object.kind);
  lowering.out.add({identity, model::Comment{object, doc}});
}

model::Database lower(const ir::Schema& schema) {
  Lowering lowering{schema};
  add_enums(lowering);
  add_domains(lowering);
  for (const ir::Entity* entity : ir::dependency_order(schema)) {
    add_table(lowering, *entity);
    add_indexes(lowering, *entity);
    add_triggers(lowering, *entity);
    add_policies(lowering, *entity);
    add_grants(lowering, entity->table, Kind::kTable, entity->grants);
  }
  // Behind all tables: they refer to one another, in circles too.
  for (const ir::Entity& entity : schema.entities) add_constraints(lowering, entity);
  for (const ir::View& view : schema.views) add_view(lowering, view);
  return std::move(lowering.out);
}

}  // namespace tenon::lower
