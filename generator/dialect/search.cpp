#include "dialect/search.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "types/types.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_identifiers;
using render::sql_join;
using render::sql_literal;
using render::SqlText;

// A tenant with fewer rows is searched row by row: that is exact, and as fast as an index over all tenants'
// rows of which few are its own.
constexpr int kFewRows = 10000;

SqlText number(int value) {
  return SqlText::trusted(std::to_string(value));
}

/// `id uuid, score double precision`; the score has another name where a key's column has this one.
std::string score_name(const ir::Entity& entity) {
  const bool taken = std::find(entity.key.begin(), entity.key.end(), "score") != entity.key.end();
  return taken ? "search_score" : "score";
}

SqlText returned(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<SqlText> out;
  for (const std::string& name : entity.key) {
    out.push_back(
        sql_format("{} {}", sql_identifier(name), qualified_type(schema, entity.column(name)->type)));
  }
  out.push_back(sql_format("{} double precision", sql_identifier(score_name(entity))));
  return sql_join(out, ", ");
}

/// Where the rows are found: the table, or the view of those of it that the application's policies let it
/// see, in whose query their author's names mean what they mean in a policy.
SqlText searched_rows(const ir::Schema& schema, const ir::Entity& entity) {
  if (ir::searched_narrowings(schema, entity).empty()) return qualified_table(schema, entity);
  return sql_format("tenon.{}", sql_identifier(identifier(ir::searched_view_name(entity))));
}

/// What a found row must be besides a match: of the tenant, and live.
SqlText conditions(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<SqlText> parts;
  if (ir::searched_by_role(entity))
    parts.push_back(reads_tenant(schema, ir::reach_of(entity), sql_identifier(entity.tenant_column),
                                 authored_sql("tenon_tenant")));
  if (entity.soft_delete)
    parts.push_back(sql_format("{} IS NULL", sql_identifier(entity.soft_delete->column)));
  return sql_join(parts, " AND ");
}

SqlText also(const SqlText& conditions) {
  return conditions.empty() ? SqlText() : sql_format("{} AND ", conditions);
}

/// A body in PL/pgSQL, which plans with the values at hand. Names of columns come first, so that predicates
/// mean what they mean in a policy; arguments are numbers, and variables have a prefix.
SqlText plpgsql(const ir::Schema& schema, const ir::Entity& entity, std::vector<SqlText> variables,
                const SqlText& statements) {
  const bool by_tenant = ir::searched_by_role(entity);
  if (by_tenant) {
    variables.insert(variables.begin(), sql_format("tenon_tenant CONSTANT {} := tenon.current_tenant();",
                                                   type(schema, schema.tenancy->type)));
  }
  SqlText out = authored_sql("\n#variable_conflict use_column\n");
  if (!variables.empty()) out = sql_format("{}DECLARE\n  {}\n", out, sql_join(variables, "\n  "));
  out = sql_format("{}BEGIN\n", out);
  if (by_tenant) out = sql_format("{}  IF tenon_tenant IS NULL THEN\n    RETURN;\n  END IF;\n", out);
  return sql_format("{}{}END\n", out, statements);
}

SqlText text_body(const ir::Schema& schema, const ir::Entity& entity) {
  const ir::TextSearch& search = *entity.text_search;
  const SqlText document = sql_identifier(search.document);
  const SqlText query = sql_format("tenon_query CONSTANT tsquery := websearch_to_tsquery({}, $1);",
                                   sql_literal("pg_catalog." + search.language));
  const SqlText keys = sql_identifiers(entity.key);
  const SqlText score = sql_identifier(score_name(entity));
  return plpgsql(schema, entity, {query},
                 sql_format("  RETURN QUERY\n"
                            "  SELECT {}, ts_rank_cd({}, tenon_query)::double precision AS {}\n"
                            "  FROM {}\n"
                            "  WHERE {}{} @@ tenon_query\n"
                            "  ORDER BY {} DESC, {}\n"
                            "  LIMIT $2;\n",
                            keys, document, score, searched_rows(schema, entity),
                            also(conditions(schema, entity)), document, score, keys));
}

const types::Metric& metric_of(const ir::Entity& entity) {
  return *types::find_metric(entity.vector_search->metric);
}

SqlText vector_type(const ir::Entity& entity) {
  return SqlText::trusted(entity.column(entity.vector_search->column)->type.name);
}

SqlText vector_body(const ir::Schema& schema, const ir::Entity& entity) {
  const types::Metric& metric = metric_of(entity);
  const SqlText keys = sql_identifiers(entity.key);
  const SqlText column = sql_identifier(entity.vector_search->column);
  // The extension stands in the tables' schema; of two vectors nothing comes nearer than its own operator.
  const SqlText distance = sql_format("{} OPERATOR({}.{}) $1", column, sql_identifier(schema.sql_schema),
                                      authored_sql(metric.operation));
  const SqlText table = searched_rows(schema, entity);
  const SqlText where = sql_format("{}{} IS NOT NULL", also(conditions(schema, entity)), column);
  const SqlText score = SqlText::trusted(fmt::format(fmt::runtime(metric.score), "tenon_distance"));
  const SqlText found = sql_format("  SELECT {}, ({})::double precision\n  FROM tenon_near\n", keys, score);
  // `+ 0`: an index scan in relaxed order only promises to be sorted by the distance.
  const SqlText sorted = sql_format("  ORDER BY tenon_distance + 0, {}", keys);
  const SqlText approximate = sql_format(
      "  WITH tenon_near AS MATERIALIZED (\n"
      "    SELECT {}, {} AS tenon_distance FROM {}\n"
      "    WHERE {}\n"
      "    ORDER BY {}\n"
      "    LIMIT $2\n"
      "  )\n"
      "{}  WHERE (SELECT count(*) FROM tenon_near) = $2\n{};\n",
      keys, distance, table, where, distance, found, sorted);
  const SqlText exact = sql_format(
      "  RETURN QUERY\n"
      "  WITH tenon_near AS MATERIALIZED (\n"
      "    SELECT {}, {} AS tenon_distance FROM {}\n"
      "    WHERE {}\n"
      "  )\n"
      "{}{}\n  LIMIT $2;\n",
      keys, distance, table, where, found, sorted);
  if (!ir::searched_by_role(entity)) {
    return plpgsql(schema, entity, {},
                   sql_format("  -- Through the index, unless that gives up before it has found enough.\n"
                              "  RETURN QUERY\n{}  IF FOUND THEN\n    RETURN;\n  END IF;\n{}",
                              approximate, exact));
  }
  return plpgsql(
      schema, entity, {},
      sql_format(
          "  -- Through the index where the tenant has many rows, unless that gives up before it has "
          "found enough.\n"
          "  IF (SELECT count(*) FROM (SELECT FROM {} WHERE {} = tenon_tenant LIMIT {}) AS few) >= {} THEN\n"
          "    RETURN QUERY\n{}    IF FOUND THEN\n      RETURN;\n    END IF;\n  END IF;\n"
          "  -- Else row by row, which is exact.\n{}",
          table, sql_identifier(entity.tenant_column), number(kFewRows), number(kFewRows), approximate,
          exact));
}

/// What a hit of one side adds: by its place, or by its score, brought to 0 to 1.
SqlText share(const ir::HybridSearch& search, bool text, const SqlText& keys) {
  if (search.text_weight == 0 && search.vector_weight == 0)
    return sql_format("1.0::double precision / ({} + row_number() OVER (ORDER BY tenon_score DESC, {}))",
                      number(search.k), keys);
  const SqlText weight =
      SqlText::trusted(fmt::format("{}", text ? search.text_weight : search.vector_weight));
  if (text)
    return sql_format("{}::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0)",
                      weight);
  return sql_format(
      "{}::double precision * coalesce((tenon_score - min(tenon_score) OVER ())\n"
      "           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1)",
      weight);
}

SqlText hybrid_body(const ir::Entity& entity) {
  const ir::HybridSearch& search = *entity.hybrid_search;
  const SqlText keys = sql_identifiers(entity.key);
  const SqlText score = sql_identifier(score_name(entity));
  const auto side = [&](std::string_view what, const SqlText& argument, const SqlText& adds) {
    const SqlText function = sql_identifier(identifier(ir::search_function_name(entity, what)));
    // Deeper than asked for: what both sides find a little down can come first.
    return sql_format(
        "    SELECT {}, {} AS tenon_share\n"
        "    FROM tenon.{}({}, greatest(4 * $3, 100)) AS tenon_hit ({}, tenon_score)\n",
        keys, adds, function, argument, keys);
  };
  return sql_format(
      "\n#variable_conflict use_column\nBEGIN\n"
      "  RETURN QUERY\n"
      "  WITH tenon_by_text AS MATERIALIZED (\n{}  ), tenon_by_vector AS MATERIALIZED (\n{}  )\n"
      "  SELECT {}, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS {}\n"
      "  FROM tenon_by_text FULL JOIN tenon_by_vector USING ({})\n"
      "  ORDER BY {} DESC, {}\n"
      "  LIMIT $3;\nEND\n",
      side("text", authored_sql("$1"), share(search, true, keys)),
      side("vector", authored_sql("$2"), share(search, false, keys)), keys, score, keys, score, keys);
}

SearchFunction function(const ir::Schema& schema, const ir::Entity& entity, std::string_view what) {
  SearchFunction out;
  out.what = what;
  out.name = identifier(ir::search_function_name(entity, what));
  out.returns = returned(schema, entity);
  out.language = "plpgsql";
  out.definer = ir::searched_by_role(entity);
  out.settings = {{"search_path", std::string(kPinnedPath)}};
  return out;
}

}  // namespace

std::optional<SearchedView> searched_view(const ir::Schema& schema, const ir::Entity& entity) {
  const std::vector<std::string> narrowings = ir::searched_narrowings(schema, entity);
  if (narrowings.empty()) return std::nullopt;
  std::vector<SqlText> conditions;
  for (const std::string& predicate : narrowings)
    conditions.push_back(sql_format("({})", authored_expression(predicate)));
  std::vector<std::string> columns;
  for (const ir::Column& column : entity.columns) columns.push_back(column.name);
  return SearchedView{identifier(ir::searched_view_name(entity)),
                      sql_format("SELECT {}\nFROM {}\nWHERE {}", sql_identifiers(columns),
                                 qualified_table(schema, entity), sql_join(conditions, " AND "))};
}

namespace {

/// That a column is what the argument of a number is, whatever names stand for in a call. A type of an
/// extension has its `=` in the tables' schema; and a domain over an enum has none but the enum's.
SqlText is_argument(const ir::Schema& schema, const ir::Column& column, std::size_t argument) {
  const SqlText name = sql_identifier(column.name);
  const SqlText value = sql_format("${}", number(static_cast<int>(argument)));
  const ir::Type* type = &column.type;
  if (type->kind == ir::Type::Kind::kDomain) type = &schema.domain(type->name)->type;
  if (type->kind == ir::Type::Kind::kEnum && type != &column.type) {
    const SqlText base = qualified_type(schema, *type);
    return sql_format("{}::{} = {}::{}", name, base, value, base);
  }
  const auto* known = type->kind == ir::Type::Kind::kColumn ? types::find_column_type(type->name) : nullptr;
  if (known == nullptr || known->extension.empty() || type->dimensions > 0)
    return sql_format("{} = {}", name, value);
  return sql_format("{} OPERATOR({}.=) {}", name, sql_identifier(schema.sql_schema), value);
}

}  // namespace

std::vector<SearchFunction> lookup_functions(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<SearchFunction> out;
  const auto typed = [&](const std::string& name) {
    return qualified_type(schema, ir::stored_type(*entity.column(name)));
  };
  for (const ir::Lookup& lookup : entity.lookups) {
    std::vector<SqlText> arguments;
    std::vector<SqlText> types;
    std::vector<SqlText> conditions;
    for (const std::string& name : lookup.columns) {
      arguments.push_back(sql_format("{} {}", sql_identifier("looked_up_" + name), typed(name)));
      types.push_back(typed(name));
      conditions.push_back(is_argument(schema, *entity.column(name), types.size()));
    }
    if (entity.soft_delete)
      conditions.push_back(sql_format("{} IS NULL", sql_identifier(entity.soft_delete->column)));
    std::vector<std::string> given = ir::lookup_key(entity);
    given.insert(given.end(), lookup.gives.begin(), lookup.gives.end());
    std::vector<SqlText> returned;
    for (const std::string& name : given)
      returned.push_back(sql_format("{} {}", sql_identifier(name), typed(name)));
    SearchFunction made = function(schema, entity, "lookup");
    made.name = identifier(ir::lookup_function_name(entity, lookup));
    made.arguments = sql_join(arguments, ", ");
    made.types = sql_join(types, ", ");
    made.returns = sql_join(returned, ", ");
    made.language = "sql";
    made.body = sql_format("\n  SELECT {}\n  FROM {}\n  WHERE {}\n", sql_identifiers(given),
                           searched_rows(schema, entity), sql_join(conditions, " AND "));
    out.push_back(std::move(made));
  }
  return out;
}

std::vector<SearchFunction> search_functions(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<SearchFunction> out;
  if (entity.text_search) {
    SearchFunction text = function(schema, entity, "text");
    text.arguments = authored_sql("query text, k integer");
    text.types = authored_sql("text, integer");
    // With the tenant's value at hand the planner knows how many rows it has.
    text.settings.emplace_back("plan_cache_mode", "force_custom_plan");
    text.body = text_body(schema, entity);
    out.push_back(std::move(text));
  }
  if (entity.vector_search) {
    SearchFunction vector = function(schema, entity, "vector");
    vector.arguments = sql_format("query {}, k integer", vector_type(entity));
    vector.types = sql_format("{}.{}, integer", sql_identifier(schema.sql_schema), vector_type(entity));
    vector.settings.emplace_back("plan_cache_mode", "force_custom_plan");
    const ir::VectorSearch& search = *entity.vector_search;
    const types::SearchEffort& effort = types::find_index_method(search.method)->effort;
    vector.settings.emplace_back(std::string(effort.iterative_scan), "relaxed_order");
    vector.settings.emplace_back(std::string(effort.setting),
                                 std::to_string(search.effort == 0 ? effort.usual : search.effort));
    vector.body = vector_body(schema, entity);
    out.push_back(std::move(vector));
  }
  if (entity.hybrid_search) {
    SearchFunction hybrid = function(schema, entity, "hybrid");
    hybrid.definer = false;
    hybrid.arguments = sql_format("query text, embedding {}, k integer", vector_type(entity));
    hybrid.types = sql_format("text, {}.{}, integer", sql_identifier(schema.sql_schema), vector_type(entity));
    hybrid.body = hybrid_body(entity);
    out.push_back(std::move(hybrid));
  }
  return out;
}

}  // namespace tenon::dialect
