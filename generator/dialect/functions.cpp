#include "dialect/functions.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "dialect/queries.hpp"
#include "types/types.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;

/// What the catalog calls otherwise than people do.
constexpr std::pair<std::string_view, std::string_view> kLongNames[] = {
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"bool", "boolean"},
    {"varchar", "character varying"},
    {"varbit", "bit varying"},
    {"time", "time without time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
};

ir::Type bare(ir::Type type) {
  type.parameters.clear();
  return type;
}

SqlText catalog_name(const ir::Schema& schema, const ir::Type& type) {
  const auto* found = std::find_if(std::begin(kLongNames), std::end(kLongNames),
                                   [&](const auto& row) { return row.first == type.name; });
  const types::ColumnType* known =
      type.kind == ir::Type::Kind::kColumn ? types::find_column_type(type.name) : nullptr;
  // An extension's types stand beside the tables.
  if (known != nullptr && !known->extension.empty())
    return sql_format("{}.{}", sql_identifier(schema.sql_schema), dialect::type(schema, bare(type)));
  if (known == nullptr || found == std::end(kLongNames)) return qualified_type(schema, bare(type));
  return authored_sql(std::string(found->second) + (type.dimensions > 0 ? "[]" : ""));
}

}  // namespace

std::string schema_of(const ir::Schema& schema, const ir::Function& function) {
  return ir::is_definer(function) ? "tenon" : ir::space_of(schema, function);
}

SqlText function_arguments(const ir::Schema& schema, const ir::Function& function) {
  std::vector<SqlText> out;
  for (const ir::QueryParameter& each : function.parameters)
    out.push_back(sql_format("{} {}", sql_identifier(each.name), qualified_type(schema, bare(each.type))));
  return sql_join(out, ", ");
}

SqlText function_signature(const ir::Schema& schema, const ir::Function& function) {
  std::vector<SqlText> out;
  for (const ir::QueryParameter& each : function.parameters) out.push_back(catalog_name(schema, each.type));
  return sql_join(out, ", ");
}

SqlText function_result(const ir::Schema& schema, const ir::Function& function) {
  return qualified_type(schema, bare(function.type));
}

ir::Query procedure_call(const ir::Schema& schema, const ir::Function& procedure) {
  ir::Query out;
  out.name = procedure.name;
  out.doc = procedure.doc;
  out.cardinality = ir::Cardinality::kAffected;
  out.parameters = procedure.parameters;
  out.text = sql_format("CALL {}.{}(", sql_identifier(schema_of(schema, procedure)),
                        sql_identifier(ir::sql_name(procedure)))
                 .str();
  for (const ir::QueryParameter& each : procedure.parameters) {
    if (&each != &procedure.parameters.front()) out.text += ", ";
    ir::QueryEdit edit;
    edit.kind = ir::QueryEdit::Kind::kParameter;
    edit.offset = static_cast<int>(out.text.size());
    edit.name = each.name;
    out.edits.push_back(std::move(edit));
  }
  out.text += ")";
  return out;
}

SqlText function_text(const ir::Schema& schema, const ir::Function& function) {
  ir::Query query;
  query.text = function.text;
  query.edits = function.edits;
  return query_text(schema, query, authored_sql("(SELECT tenon.current_tenant())"), {}, {});
}

}  // namespace tenon::dialect
