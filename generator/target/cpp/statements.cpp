#include "target/cpp/statements.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/carried.hpp"
#include "target/cpp/statement_parts.hpp"
#include "types/types.hpp"

namespace tenon::target::cpp {
namespace {

using dialect::Parameters;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;

using Columns = std::vector<const ir::Column*>;

}  // namespace

SqlText equals(const ir::Column& column, Parameters& parameters) {
  return sql_format("{} = {}", sql_identifier(column.name), parameters.next(column.type));
}

bool reads_others(const ir::Entity& entity) {
  return ir::reach_of(entity) != ir::Reach::kOwn && entity.tenancy != ir::Tenancy::kRoot;
}

namespace {

SqlText seen_by_members(const ir::Entity& entity, Parameters& parameters) {
  const ir::Schema& schema = parameters.schema();
  const SqlText tenant = parameters.next(schema.tenancy->type);
  return dialect::member_condition(schema, entity, tenant, entity.table);
}

}  // namespace

SqlText where(const ir::Entity& entity, const Columns& by, Parameters& parameters) {
  std::vector<SqlText> parts;
  if (has_tenant(entity)) parts.push_back(equals(*entity.column(entity.tenant_column), parameters));
  if (entity.visible) parts.push_back(seen_by_members(entity, parameters));
  for (const ir::Column* column : by) parts.push_back(equals(*column, parameters));
  return parts.empty() ? SqlText() : sql_format("\nWHERE {}", sql_join(parts, " AND "));
}

SqlText where_read(const ir::Schema& schema, const ir::Entity& entity, const Columns& by,
                   Parameters& parameters) {
  if (!reads_others(entity)) return where(entity, by, parameters);
  const ir::Column& tenant = *entity.column(entity.tenant_column);
  std::vector<SqlText> parts = {dialect::reads_tenant(
      schema, ir::reach_of(entity), sql_identifier(tenant.name), parameters.next(tenant.type))};
  for (const ir::Column* column : by) parts.push_back(equals(*column, parameters));
  return sql_format("\nWHERE {}", sql_join(parts, " AND "));
}

SqlText preferring_own(const ir::Schema& schema, const ir::Entity& entity) {
  if (!reads_others(entity)) return {};
  const bool shared = ir::is_shared(entity);
  const ir::Column* column = entity.column(shared ? std::string(ir::kSharedColumn) : entity.tenant_column);
  if (column == nullptr) return {};
  const SqlText name = sql_identifier(column->name);
  // The tenant is the first parameter.
  return shared ? name : sql_format("{} <> {}, {}", name, Parameters(schema).next(column->type), name);
}

namespace {

/// Of several rows with the same key the own one.
SqlText own_first(const ir::Schema& schema, const ir::Entity& entity, const Columns& by) {
  const SqlText order = by.empty() ? SqlText() : preferring_own(schema, entity);
  return order.empty() ? SqlText() : sql_format("\nORDER BY {}\nLIMIT 1", order);
}

}  // namespace

SqlText with_mark(const ir::Entity& entity, const SqlText& condition, std::string_view state) {
  return sql_format("{}{}{} {}", condition, authored_sql(condition.empty() ? "\nWHERE " : " AND "),
                    sql_identifier(entity.soft_delete->column), authored_sql(state));
}

Inserted insertion_of(const ir::Schema& schema, const ir::Column& column,
                      const std::function<SqlText(const ir::Type&)>& take) {
  if (!column.default_value) return {take(ir::stored_type(column)), {}};
  // Cast as a DEFAULT is: into the column's type, by assignment.
  const SqlText fallback =
      sql_format("CAST({} AS {})", dialect::value(schema, *column.default_value, column.type),
                 dialect::qualified_type(schema, column.type));
  if (!column.nullable) {
    const SqlText value = take(column.type);
    return {sql_format("coalesce({}, {})", value, fallback), sql_format("{} IS NOT NULL", value)};
  }
  const SqlText flag = take({ir::Type::Kind::kColumn, "bool", {}, 0});
  const SqlText value = take(column.type);
  return {sql_format("CASE WHEN {} THEN {} ELSE {} END", flag, value, fallback), flag};
}

namespace {

SqlText inserted(const ir::Schema& schema, const ir::Column& column, Parameters& parameters) {
  return insertion_of(schema, column, [&](const ir::Type& type) { return parameters.next(type); }).value;
}

}  // namespace

bool is_filter(const ir::Entity& entity, const ir::Column& column) {
  const bool of_relation =
      std::any_of(entity.relations.begin(), entity.relations.end(),
                  [&](const ir::Relation& relation) { return contains(relation.columns, column.name); });
  return of_relation || column.type.kind == ir::Type::Kind::kEnum || column.type.name == "bool";
}

bool is_ordered(const ir::Column& column) {
  if (column.nullable || column.secret || column.type.dimensions > 0 ||
      column.type.kind != ir::Type::Kind::kColumn)
    return false;
  return types::find_column_type(column.type.name)->ordered;
}

std::string page_word(const ir::Entity& entity, const ir::Column& column) {
  for (const ir::Relation& relation : entity.relations) {
    if (contains(relation.columns, column.name)) return relation.field;
  }
  return column.field;
}

namespace {

std::optional<PageShape> page_shape(const ir::Entity& entity, const ir::Index& index) {
  // Where rows have no key, nothing tells behind which of two alike a page ends.
  if (!ir::has_key(entity)) return std::nullopt;
  if (index.rule == ir::Rule::kT5 || index.method != "btree" || !index.where.empty()) return std::nullopt;
  PageShape out;
  std::vector<std::string> words;
  std::optional<bool> descending;
  for (const ir::IndexColumn& item : index.columns) {
    if (item.column.empty() || item.nulls_first) return std::nullopt;
    if (has_tenant(entity) && item.column == entity.tenant_column) continue;
    const ir::Column& column = *entity.column(item.column);
    const std::string word = page_word(entity, column);
    if (words.empty() || words.back() != word) words.push_back(word);
    if (out.order.empty() && is_filter(entity, column)) {
      out.filters.push_back(&column);
      continue;
    }
    const bool one_way = !descending || *descending == item.descending;
    if (!is_ordered(column) || !one_way) return std::nullopt;
    descending = item.descending;
    out.order.push_back(&column);
  }
  if (out.order.empty()) return std::nullopt;
  for (const ir::Column* key : key_columns(entity)) {
    // A cursor goes out to clients: no secret may be in it.
    if (!is_ordered(*key)) return std::nullopt;
    if (std::find(out.order.begin(), out.order.end(), key) == out.order.end()) out.order.push_back(key);
  }
  // Rows of two tenants, or an own row and a shared one, may have the same key.
  if (reads_others(entity))
    out.order.push_back(
        entity.column(ir::is_shared(entity) ? std::string(ir::kSharedColumn) : entity.tenant_column));
  out.descending = descending.value_or(false);
  out.by = join(words, "_");
  out.name = "page_by_" + out.by;
  return out;
}

}  // namespace

SqlText select_list(const ir::Entity& entity) {
  return dialect::read_list(struct_columns(entity));
}

bool may(const ir::Entity& entity, ir::Command command) {
  if (entity.tenancy != ir::Tenancy::kGlobal) return entity.audit_of.empty();
  return std::any_of(entity.grants.begin(), entity.grants.end(), [&](const ir::Grant& grant) {
    return std::find(grant.privileges.begin(), grant.privileges.end(), command) != grant.privileges.end();
  });
}

bool has_tenant(const ir::Entity& entity) {
  return !entity.tenant_column.empty();
}

bool asks_by_tenant(const ir::Entity& entity) {
  return has_tenant(entity) || entity.visible;
}

Columns struct_columns(const ir::Entity& entity) {
  Columns out;
  for (const ir::Column& column : entity.columns) {
    // What a search reads is of no use to a program.
    if (!ir::is_hidden(entity, column)) out.push_back(&column);
  }
  return out;
}

Columns written_columns(const ir::Entity& entity) {
  Columns out = struct_columns(entity);
  for (const ir::Column& column : entity.columns) {
    if (!column.hash_of.empty()) out.push_back(&column);
  }
  return out;
}

Columns new_columns(const ir::Entity& entity) {
  Columns out;
  for (const ir::Column* column : written_columns(entity)) {
    const bool derived =
        column->rule == ir::Rule::kSoftDelete || !ir::is_given(*column) || column->name == entity.version;
    if (column->name != entity.tenant_column && !derived) out.push_back(column);
  }
  return out;
}

/// Whether a role that may update the entity may change the column: all may change the same.
bool may_change(const ir::Entity& entity, const std::string& column) {
  return std::all_of(entity.grants.begin(), entity.grants.end(), [&](const ir::Grant& grant) {
    return grant.update_columns.empty() || contains(grant.update_columns, column);
  });
}

Columns patch_columns(const ir::Entity& entity) {
  Columns out;
  for (const ir::Column* column : written_columns(entity)) {
    const bool derived = column->rule == ir::Rule::kSoftDelete || !ir::is_given(*column) ||
                         contains(entity.touched, column->name) || column->name == entity.version;
    const bool key = contains(entity.key, column->name) || column->name == entity.tenant_column;
    if (!derived && !key && may_change(entity, column->name)) out.push_back(column);
  }
  return out;
}

Columns key_columns(const ir::Entity& entity) {
  Columns out;
  if (entity.tenancy == ir::Tenancy::kRoot) return out;
  for (const std::string& name : entity.key) out.push_back(entity.column(name));
  return out;
}

std::vector<PageShape> page_shapes(const ir::Entity& entity) {
  std::vector<PageShape> out;
  for (const ir::Index& index : entity.indexes) {
    if (index.rule == ir::Rule::kLookup) continue;  // it is for rows of all tenants
    auto shape = page_shape(entity, index);
    const auto same = [&](const PageShape& known) { return known.name == shape->name; };
    if (!shape || std::any_of(out.begin(), out.end(), same)) continue;
    out.push_back(*shape);
    if (!entity.soft_delete) continue;
    shape->live = true;
    shape->name = "live_" + shape->name;
    out.push_back(std::move(*shape));
  }
  return out;
}

namespace {

/// A new row that no member row refers to isn't seen, so that RETURNING is refused: what is put in is put
/// together first, and given back as the columns would give it.
SqlText insert_unseen_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  std::vector<std::string> names;
  std::vector<SqlText> values;
  for (const ir::Column* column : new_columns(entity)) {
    names.push_back(column->name);
    values.push_back(
        sql_format("{} AS {}", inserted(schema, *column, parameters), sql_identifier(column->name)));
  }
  std::vector<SqlText> stored;
  for (const ir::Column* column : struct_columns(entity)) {
    const SqlText name = sql_identifier(column->name);
    SqlText value = column->generated.empty() ? name : dialect::authored_expression(column->generated);
    if (!contains(names, column->name) && column->generated.empty()) value = authored_sql("NULL");
    stored.push_back(sql_format("CAST({} AS {}) AS {}", value,
                                dialect::qualified_type(schema, ir::stored_type(*column)), name));
  }
  const SqlText list = render::sql_identifiers(names);
  return sql_format(
      "WITH tenon_given AS (SELECT {}),\n"
      "tenon_made AS (INSERT INTO {} ({}) SELECT {} FROM tenon_given),\n"
      "tenon_row AS (SELECT {} FROM tenon_given)\n"
      "SELECT {} FROM tenon_row",
      sql_join(values, ", "), dialect::qualified_table(schema, entity), list, list, sql_join(stored, ", "),
      select_list(entity));
}

}  // namespace

SqlText insert_sql(const ir::Schema& schema, const ir::Entity& entity) {
  if (entity.visible) return insert_unseen_sql(schema, entity);
  Parameters parameters(schema);
  std::vector<std::string> names;
  std::vector<SqlText> values;
  if (has_tenant(entity)) {
    names.push_back(entity.tenant_column);
    values.push_back(parameters.next(entity.column(entity.tenant_column)->type));
  }
  for (const ir::Column* column : new_columns(entity)) {
    names.push_back(column->name);
    values.push_back(inserted(schema, *column, parameters));
  }
  return sql_format("INSERT INTO {} ({})\nVALUES ({})\nRETURNING {}",
                    dialect::qualified_table(schema, entity), render::sql_identifiers(names),
                    sql_join(values, ", "), select_list(entity));
}

SqlText select_sql(const ir::Schema& schema, const ir::Entity& entity, const Columns& by) {
  Parameters parameters(schema);
  return sql_format("SELECT {}\nFROM {}{}{}", select_list(entity), dialect::qualified_table(schema, entity),
                    where_read(schema, entity, by, parameters), own_first(schema, entity, by));
}

SqlText set_list(const ir::Entity& entity, Parameters& parameters) {
  std::vector<SqlText> parts;
  for (const ir::Column* column : patch_columns(entity)) {
    const SqlText name = sql_identifier(column->name);
    const SqlText flag = parameters.next_flag();
    parts.push_back(sql_format("{} = CASE WHEN {} THEN {} ELSE {} END", name, flag,
                               parameters.next(ir::stored_type(*column)), name));
  }
  return sql_join(parts, ",\n    ");
}

SqlText update_sql(const ir::Schema& schema, const ir::Entity& entity, const Columns& by) {
  Parameters parameters(schema);
  const SqlText condition = where(entity, by, parameters);
  return sql_format("UPDATE {}\nSET {}{}\nRETURNING {}", dialect::qualified_table(schema, entity),
                    set_list(entity, parameters), condition, select_list(entity));
}

SqlText delete_sql(const ir::Schema& schema, const ir::Entity& entity, const Columns& by) {
  Parameters parameters(schema);
  return sql_format("DELETE FROM {}{}", dialect::qualified_table(schema, entity),
                    where(entity, by, parameters));
}

SqlText count_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  return sql_format("SELECT count(*)\nFROM {}{}", dialect::qualified_table(schema, entity),
                    where_read(schema, entity, {}, parameters));
}

SqlText select_live_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  const Columns keys = key_columns(entity);
  return sql_format("SELECT {}\nFROM {}{}{}", select_list(entity), dialect::qualified_table(schema, entity),
                    with_mark(entity, where_read(schema, entity, keys, parameters), "IS NULL"),
                    own_first(schema, entity, keys));
}

SqlText select_all_live_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  return sql_format("SELECT {}\nFROM {}{}", select_list(entity), dialect::qualified_table(schema, entity),
                    with_mark(entity, where_read(schema, entity, {}, parameters), "IS NULL"));
}

SqlText count_live_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  return sql_format("SELECT count(*)\nFROM {}{}", dialect::qualified_table(schema, entity),
                    with_mark(entity, where_read(schema, entity, {}, parameters), "IS NULL"));
}

namespace {

SqlText mark_sql(const ir::Schema& schema, const ir::Entity& entity, std::string_view value,
                 std::string_view before) {
  Parameters parameters(schema);
  const SqlText condition = where(entity, key_columns(entity), parameters);
  return sql_format("UPDATE {}\nSET {} = {}{}", dialect::qualified_table(schema, entity),
                    sql_identifier(entity.soft_delete->column), authored_sql(value),
                    with_mark(entity, condition, before));
}

}  // namespace

SqlText soft_remove_sql(const ir::Schema& schema, const ir::Entity& entity) {
  return mark_sql(schema, entity, "now()", "IS NULL");
}

SqlText restore_sql(const ir::Schema& schema, const ir::Entity& entity) {
  return mark_sql(schema, entity, "NULL", "IS NOT NULL");
}

}  // namespace tenon::target::cpp
