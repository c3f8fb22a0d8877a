// Lints of materialised views.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/lints/findings.hpp"
#include "sql/told_apart.hpp"

namespace tenon::sema {
namespace {

using Names = std::vector<std::string>;

/// What no two rows share: none of it is ever NULL. Within a tenant its column says nothing.
void add_key(const ir::Entity& entity, const Names& columns, bool in_tenant, sql::KeyedTable& out) {
  const bool is_certain = std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const ir::Column* column = entity.column(name);
    return column != nullptr && !column->nullable;
  });
  if (!is_certain) return;
  Names key = columns;
  if (in_tenant) std::erase(key, entity.tenant_column);
  out.keys.push_back(std::move(key));
}

sql::KeyedTable keyed_table(const ir::Entity& entity, bool in_tenant) {
  sql::KeyedTable out;
  for (const ir::Column& column : entity.columns) out.columns.push_back(column.name);
  if (ir::has_key(entity)) add_key(entity, entity.primary_key.columns, in_tenant, out);
  for (const ir::Key& unique : entity.uniques) add_key(entity, unique.columns, in_tenant, out);
  for (const ir::Index& index : entity.indexes) {
    if (!index.unique || !index.where.empty()) continue;
    Names columns;
    for (const ir::IndexColumn& column : index.columns) columns.push_back(column.column);
    add_key(entity, columns, in_tenant, out);
  }
  return out;
}

sql::KeyedTables keyed_tables(const ir::Schema& schema, bool in_tenant) {
  sql::KeyedTables out;
  for (const ir::Entity& entity : schema.entities)
    out.tables.emplace(ir::handle(entity), keyed_table(entity, in_tenant));
  const std::vector<std::string> spaces = ir::spaces(schema);
  out.spaces = {schema.sql_schema, {spaces.begin() + 1, spaces.end()}};
  return out;
}

Names key_of(const ir::View& view) {
  Names out;
  for (const ir::IndexColumn& column : view.stored->key.columns) {
    if (column.column != view.tenant_column) out.push_back(column.column);
  }
  return out;
}

}  // namespace

void uncertain_key(const Linting& context, Findings& out) {
  for (const ir::View& view : context.schema.views) {
    const ast::View* syntax = context.declared.find<ast::View>(view.name);
    if (!view.stored || syntax == nullptr) continue;
    const Names key = key_of(view);
    const bool in_tenant = !view.tenant_column.empty();
    if (sql::are_told_apart(view.query, key, keyed_tables(context.schema, in_tenant))) continue;
    const std::string columns = join(key, ", ");
    out.at(syntax->stored->keys.front().front().span, view.name,
           fmt::format("two rows of `{}` may have the same `{}`", view.name, columns))
        .note("a refresh would fail then, and what was kept would stay")
        .help(fmt::format(
            "say in the query that there is one of each, by `group by {0}` or `select distinct on "
            "({0}) …`; or take more columns into the key",
            columns));
  }
}

}  // namespace tenon::sema
