#include "dialect/stored.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "dialect/queries.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;
using render::sql_literal;

SqlText in_tenon(const std::string& name) {
  return sql_format("tenon.{}", sql_identifier(name));
}

SqlText columns_of(const ir::View& view) {
  std::vector<SqlText> out;
  for (const ir::Column& column : view.columns) out.push_back(sql_identifier(column.name));
  return sql_join(out, ", ");
}

}  // namespace

SqlText stored_query(const ir::Schema& schema, const ir::View& view) {
  ir::Query query;
  query.text = view.query;
  query.edits = view.stored->edits;
  const bool by_tenant = !view.tenant_column.empty();
  const SqlText tenant = by_tenant ? authored_sql("tenon_tenant.tenon_key") : SqlText();
  const SqlText text = stored_text(schema, query, tenant);
  if (!by_tenant) return text;
  std::vector<SqlText> columns;
  for (const ir::Column& column : view.columns)
    columns.push_back(
        column.name == view.tenant_column ? tenant : sql_format("tenon_row.{}", sql_identifier(column.name)));
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  return sql_format(
      "SELECT {}\nFROM (SELECT {} AS tenon_key FROM {}) AS tenon_tenant\nCROSS JOIN LATERAL (\n{}) AS "
      "tenon_row",
      sql_join(columns, ", "), sql_identifier(root.tenant_column), qualified_table(schema, root), text);
}

SqlText stored_rows(const ir::View& view) {
  return sql_format("SELECT {} FROM {}", columns_of(view), in_tenon(ir::source_name(view)));
}

SqlText seen_rows(const ir::View& view) {
  const SqlText rows = sql_format("SELECT {} FROM {}", columns_of(view), in_tenon(ir::stored_name(view)));
  if (view.tenant_column.empty()) return rows;
  return sql_format("{}\nWHERE {} = (SELECT tenon.current_tenant())", rows,
                    sql_identifier(view.tenant_column));
}

SqlText refresh_body(const ir::View& view) {
  const SqlText name = in_tenon(ir::stored_name(view));
  return sql_format(R"sql(
BEGIN
  -- Rows that were never made are read by nobody, and can't be made beside those who read.
  IF (SELECT c.relispopulated FROM pg_catalog.pg_class c WHERE c.oid = {0}::regclass) THEN
    REFRESH MATERIALIZED VIEW CONCURRENTLY {1};
  ELSE
    REFRESH MATERIALIZED VIEW {1};
  END IF;
  INSERT INTO tenon.refreshes AS r (relation, refreshed_at) VALUES ({0}, now())
  ON CONFLICT (relation) DO UPDATE SET refreshed_at = excluded.refreshed_at;
END
)sql",
                    sql_literal(name.str()), name);
}

std::string qualified_stored(const ir::View& view) {
  return in_tenon(ir::stored_name(view)).str();
}

std::vector<std::pair<std::string, std::string>> refreshed_values(const ir::View& view) {
  std::vector<std::pair<std::string, std::string>> out;
  if (view.stored->minutes > 0) out.emplace_back("minutes", std::to_string(view.stored->minutes));
  out.emplace_back("refresh", in_tenon(identifier(ir::refresh_name(view))).str() + "()");
  out.emplace_back("relation", qualified_stored(view));
  return out;
}

}  // namespace tenon::dialect
