#include "dialect/read_all.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dialect/dialect.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;
using render::sql_literal;

SqlText numbered(std::size_t number) {
  return SqlText::trusted("$" + std::to_string(number));
}

SqlText column_list(const std::vector<const ir::Column*>& columns) {
  std::vector<std::string> names;
  for (const ir::Column* column : columns) names.push_back(column->name);
  return render::sql_identifiers(names);
}

SqlText typed(const ir::Schema& schema, const ir::Column& column) {
  return qualified_type(schema, ir::stored_type(column));
}

/// Behind the row that is named, and of the tenant that the line in the log has.
SqlText condition(const ir::Schema& schema, const ir::Entity& entity,
                  const std::vector<const ir::Column*>& order) {
  std::vector<SqlText> bounds;
  for (std::size_t i = 0; i < order.size(); ++i) bounds.push_back(numbered(i + 2));
  SqlText out = sql_format("($2 IS NULL OR ({}) > ({}))", column_list(order), sql_join(bounds, ", "));
  if (entity.tenant_column.empty()) return out;
  return sql_format("{}\n      AND (tenon_tenant IS NULL OR {} = tenon_tenant::{})", out,
                    sql_identifier(entity.tenant_column), qualified_type(schema, schema.tenancy->type));
}

}  // namespace

std::vector<const ir::Column*> read_all_columns(const ir::Entity& entity) {
  std::vector<const ir::Column*> out;
  for (const ir::Column& column : entity.columns) {
    if (!column.secret && !column.encrypted && column.rule != ir::Rule::kSearch) out.push_back(&column);
  }
  return out;
}

std::vector<const ir::Column*> read_all_order(const ir::Entity& entity) {
  std::vector<const ir::Column*> out;
  for (const std::string& name : entity.primary_key.columns) out.push_back(entity.column(name));
  return out;
}

std::optional<SearchFunction> read_all_function(const ir::Schema& schema, const ir::Entity& entity) {
  if (!ir::is_read_whole(schema, entity)) return std::nullopt;
  const std::vector<const ir::Column*> columns = read_all_columns(entity);
  const std::vector<const ir::Column*> order = read_all_order(entity);
  std::vector<SqlText> arguments = {authored_sql("reading uuid")};
  std::vector<SqlText> types = {authored_sql("uuid")};
  for (const ir::Column* column : order) {
    arguments.push_back(sql_format("{} {}", sql_identifier("after_" + column->name), typed(schema, *column)));
    types.push_back(typed(schema, *column));
  }
  arguments.push_back(authored_sql("k integer"));
  types.push_back(authored_sql("integer"));
  std::vector<SqlText> returned;
  for (const ir::Column* column : columns)
    returned.push_back(sql_format("{} {}", sql_identifier(column->name), typed(schema, *column)));
  SearchFunction out;
  out.name = identifier(ir::read_all_function_name(entity));
  out.what = "read_all";
  out.arguments = sql_join(arguments, ", ");
  out.types = sql_join(types, ", ");
  out.returns = sql_join(returned, ", ");
  out.definer = true;
  out.language = "plpgsql";
  // With the values at hand the planner sees what is asked for.
  out.settings = {{"search_path", std::string(kPinnedPath)}, {"plan_cache_mode", "force_custom_plan"}};
  out.body = sql_format(
      "\n#variable_conflict use_column\nDECLARE\n"
      "  -- An error where there is no line in the log.\n"
      "  tenon_tenant constant text := tenon.reading_of($1, {});\nBEGIN\n"
      "  RETURN QUERY\n"
      "    SELECT {}\n    FROM {}\n    WHERE {}\n    ORDER BY {}\n    LIMIT {};\nEND\n",
      sql_literal(entity.name), column_list(columns), qualified_table(schema, entity),
      condition(schema, entity, order), column_list(order), numbered(order.size() + 2));
  return out;
}

std::string reading_functions() {
  return R"sql(-- read all: writes down who is about to read rows of all tenants, and why. They are given once the line is committed,
-- so that no rollback takes it away from what was read.
CREATE FUNCTION tenon.open_reading(entity text, actor text, reason text, tenant text DEFAULT NULL) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
  made uuid;
BEGIN
  IF coalesce($2, '') !~ '\S' OR coalesce($3, '') !~ '\S' THEN
    RAISE EXCEPTION 'a reading of all tenants needs an actor and a reason' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO tenon.readings (login, role_name, actor, reason, entity, tenant)
  VALUES (session_user, current_setting('role'), $2, $3, $1, $4)
  RETURNING id INTO made;
  RETURN made;
END
$body$;

-- read all: the tenant of a line in the log, NULL for all of them. It counts for its session's login and role, for a quarter of an
-- hour, and not in the transaction that wrote it.
CREATE FUNCTION tenon.reading_of(id uuid, entity text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
  found_tenant text;
BEGIN
  SELECT r.tenant INTO found_tenant
  FROM tenon.readings r
  WHERE r.id = $1 AND r.entity = $2 AND r.login = session_user AND r.role_name = current_setting('role')
    AND r.at > clock_timestamp() - interval '15 minutes'
    AND r.made_in IS DISTINCT FROM pg_current_xact_id_if_assigned();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no line in the log lets you read all tenants'' rows of %', $2
      USING ERRCODE = 'insufficient_privilege',
            HINT = 'write one by tenon.open_reading(), commit it, and read within a quarter of an hour';
  END IF;
  RETURN found_tenant;
END
$body$;
)sql";
}

}  // namespace tenon::dialect
