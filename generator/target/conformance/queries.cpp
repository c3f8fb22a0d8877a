#include "target/conformance/queries.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "dialect/carried.hpp"
#include "dialect/functions.hpp"
#include "dialect/queries.hpp"
#include "dialect/samples.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using render::sql_format;
using render::SqlText;
using SampleRows = std::map<std::string, std::vector<want::Sample>>;

/// The key of the first sample row, where a parameter stands for that; else a value of its type.
std::string sample_of(const ir::Schema& schema, const ir::QueryParameter& parameter,
                      const SampleRows& samples) {
  if (parameter.example)
    return replaced(dialect::value(schema, *parameter.example, parameter.type).str(), "{n}", "1");
  if (const ir::Entity* entity = schema.entity(parameter.entity)) {
    const auto& row = samples.at(entity->name);
    const auto found = std::find_if(
        row.begin(), row.end(), [&](const want::Sample& item) { return item.column == entity->key.front(); });
    const std::string key = found == row.end() ? "" : replaced(found->expression, "{n}", "1");
    if (!key.empty()) return parameter.type.dimensions > 0 ? "ARRAY[" + key + "]" : key;
  }
  // A sample goes by its column's place in the entity.
  ir::Entity alone;
  ir::Column& column = alone.columns.emplace_back();
  column.name = column.field = parameter.name;
  column.type = parameter.type;
  return replaced(dialect::sample(schema, alone, column), "{n}", "1");
}

std::string probe(const ir::Schema& schema, const ir::Query& query, const SampleRows& samples, bool absent) {
  std::map<std::string, SqlText> words;
  std::vector<std::string> missing;
  for (const ir::QueryParameter& parameter : query.parameters) {
    const bool is_missing = absent && parameter.nullable;
    if (is_missing) missing.push_back(parameter.name);
    const std::string value = is_missing ? "NULL" : sample_of(schema, parameter, samples);
    words.emplace(parameter.name, sql_format("({})::{}", render::authored_sql(value),
                                             dialect::qualified_type(schema, parameter.type)));
  }
  SqlText scope;
  if (query.in_tenant)
    scope = sql_format("{{scope}}::{}", dialect::qualified_type(schema, schema.tenancy->type));
  return dialect::query_text(schema, query, scope, words, missing).str();
}

std::vector<want::QueryColumn> columns_of(const ir::Schema& schema, const ir::Query& query) {
  std::vector<want::QueryColumn> out;
  for (const ir::Column& column : query.columns) {
    ir::Type type = ir::stored_type(column);
    type.parameters.clear();
    const std::string carried = dialect::read_as(ir::stored_type(column));
    out.push_back({column.name, carried.empty() ? dialect::qualified_type(schema, type).str() : carried,
                   column.nullable});
  }
  return out;
}

want::Query promised_query(const ir::Schema& schema, const ir::Query& query, const SampleRows& samples) {
  want::Query out;
  out.name = query.name;
  out.in_tenant = query.in_tenant;
  const auto add = [&](const std::string& table) {
    if (!contains(out.tables, table)) out.tables.push_back(table);
  };
  for (const ir::QueryUse& use : query.uses) {
    out.writes = out.writes || use.command != ir::Command::kSelect;
    const ir::Entity* entity = schema.entity(use.source);
    const bool tenants = entity != nullptr && !entity->tenant_column.empty();
    if (tenants) add(ir::handle(*entity));
    if (entity != nullptr && entity->visible) add(ir::handle(*schema.entity(entity->visible->entity)));
  }
  for (const dialect::QueryStatement& statement : dialect::query_statements(schema, query))
    out.statements.push_back(statement.sql.str());
  if (query.cardinality != ir::Cardinality::kExists) out.columns = columns_of(schema, query);
  out.probes.push_back(probe(schema, query, samples, false));
  if (!ir::optional_parameters(query).empty()) out.probes.push_back(probe(schema, query, samples, true));
  return out;
}

/// `SELECT public.open_total(…)`
std::string call(const ir::Schema& schema, const ir::Function& function, const SampleRows& samples,
                 bool absent) {
  std::vector<SqlText> values;
  for (const ir::QueryParameter& parameter : function.parameters) {
    const std::string value = absent && parameter.nullable ? "NULL" : sample_of(schema, parameter, samples);
    values.push_back(
        sql_format("({})::{}", render::authored_sql(value), dialect::qualified_type(schema, parameter.type)));
  }
  return sql_format("SELECT {}.{}({}) AS value", render::sql_identifier(dialect::schema_of(schema, function)),
                    render::sql_identifier(ir::sql_name(function)), render::sql_join(values, ", "))
      .str();
}

/// The tables of tenants that an entity or a view stands for.
void add_tables(const ir::Schema& schema, const std::string& name, std::vector<std::string>& out) {
  if (const ir::Entity* entity = schema.entity(name)) {
    if (!entity->tenant_column.empty() && !contains(out, entity->table)) out.push_back(entity->table);
    if (entity->visible && !contains(out, entity->visible->table)) out.push_back(entity->visible->table);
    return;
  }
  for (const ir::View& view : schema.views) {
    if (view.name != name) continue;
    for (const std::string& source : view.reads) add_tables(schema, source, out);
  }
}

/// A view is held by the policies of what it reads, and those let through who is bound by none.
bool reads_no_view(const ir::Schema& schema, const ir::Function& function) {
  return std::all_of(function.reads.begin(), function.reads.end(),
                     [&](const std::string& name) { return schema.entity(name) != nullptr; });
}

}  // namespace

std::vector<want::Query> promised_queries(const ir::Schema& schema, const SampleRows& samples) {
  std::vector<want::Query> out;
  for (const ir::Query& query : schema.queries) out.push_back(promised_query(schema, query, samples));
  return out;
}

std::vector<want::DeclaredFunction> promised_functions(const ir::Schema& schema, const SampleRows& samples) {
  std::vector<want::DeclaredFunction> out;
  for (const ir::Function& function : schema.functions) {
    // A procedure is held by what holds its caller.
    if (!function.in_tenant || !schema.tenancy || function.procedure) continue;
    want::DeclaredFunction made;
    made.name = sql_format("{}.{}", render::sql_identifier(dialect::schema_of(schema, function)),
                           render::sql_identifier(ir::sql_name(function)))
                    .str();
    for (const std::string& name : function.reads) add_tables(schema, name, made.tables);
    made.calls.push_back(call(schema, function, samples, false));
    const auto may_lack = [](const ir::QueryParameter& each) { return each.nullable; };
    if (std::any_of(function.parameters.begin(), function.parameters.end(), may_lack))
      made.calls.push_back(call(schema, function, samples, true));
    made.held_by_itself = !function.procedural && reads_no_view(schema, function);
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace tenon::target::conformance
