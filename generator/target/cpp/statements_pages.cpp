// The statements of pages: rows in an order, those behind a cursor.
#include <fmt/format.h>

#include "dialect/carried.hpp"
#include "target/cpp/statement_parts.hpp"
#include "target/cpp/statements.hpp"

namespace tenon::target::cpp {
namespace {

using dialect::Parameters;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;

using Columns = std::vector<const ir::Column*>;

}  // namespace

SqlText also(const SqlText& condition, const SqlText& more) {
  return sql_format("{}{}{}", condition, authored_sql(condition.empty() ? "\nWHERE " : "\n  AND "), more);
}

namespace {

/// A page of own rows and of shared ones: the first of each by the index, and of these the first.
SqlText page_of_both(const ir::Schema& schema, const ir::Entity& entity, const SqlText& own,
                     const SqlText& condition, const SqlText& order, const SqlText& limit) {
  const SqlText shared =
      sql_format("{} = {}", sql_identifier(entity.tenant_column), dialect::no_tenant(schema));
  const auto part = [&](const SqlText& whose) {
    return sql_format("(SELECT * FROM {}{}\n{}\nLIMIT {})", dialect::qualified_table(schema, entity),
                      also(condition, whose), order, limit);
  };
  return sql_format("SELECT {}\nFROM ({}\nUNION ALL\n{}) AS page\n{}\nLIMIT {}", select_list(entity),
                    part(own), part(shared), order, limit);
}

/// The first rows of each whose rows are read, by the index, and of these the first.
SqlText page_of_tree(const ir::Schema& schema, const ir::Entity& entity, const SqlText& tenant,
                     const SqlText& condition, const SqlText& order, const SqlText& limit) {
  return sql_format(
      "SELECT {}\nFROM unnest({}) AS tenon_read (tenant)\nCROSS JOIN LATERAL (SELECT * FROM {}{}\n{}\nLIMIT "
      "{}) "
      "AS page\n{}\nLIMIT {}",
      select_list(entity), dialect::tenants_read(schema, ir::reach_of(entity), tenant),
      dialect::qualified_table(schema, entity),
      also(condition, sql_format("{} = tenon_read.tenant", sql_identifier(entity.tenant_column))), order,
      limit, order, limit);
}

}  // namespace

SqlText page_sql(const ir::Schema& schema, const ir::Entity& entity, const PageShape& shape, bool after) {
  Parameters parameters(schema);
  const bool both = reads_others(entity);
  const bool in_tree = both && !ir::is_shared(entity);
  SqlText tenant;
  if (in_tree) tenant = parameters.next(entity.column(entity.tenant_column)->type);
  if (both && !in_tree) tenant = equals(*entity.column(entity.tenant_column), parameters);
  SqlText condition = both ? SqlText() : where(entity, shape.filters, parameters);
  for (const ir::Column* column : both ? shape.filters : Columns())
    condition = also(condition, equals(*column, parameters));
  if (shape.live) condition = with_mark(entity, condition, "IS NULL");
  std::vector<SqlText> columns;
  std::vector<SqlText> bounds;
  std::vector<SqlText> parts;
  for (const ir::Column* column : shape.order) {
    const SqlText name = sql_identifier(column->name);
    columns.push_back(name);
    if (after) bounds.push_back(parameters.next(column->type));
    parts.push_back(sql_format("{}{}", name, authored_sql(shape.descending ? " DESC" : "")));
  }
  if (after)
    condition =
        also(condition, sql_format("({}) {} ({})", sql_join(columns, ", "),
                                   authored_sql(shape.descending ? "<" : ">"), sql_join(bounds, ", ")));
  const SqlText order = sql_format("ORDER BY {}", sql_join(parts, ", "));
  const SqlText limit = parameters.next_limit();
  if (in_tree) return page_of_tree(schema, entity, tenant, condition, order, limit);
  if (both) return page_of_both(schema, entity, tenant, condition, order, limit);
  return sql_format("SELECT {}\nFROM {}{}\n{}\nLIMIT {}", select_list(entity),
                    dialect::qualified_table(schema, entity), condition, order, limit);
}

}  // namespace tenon::target::cpp
