#include "target/cpp/search.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "dialect/carried.hpp"
#include "dialect/search.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/fakes.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statements.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::sql_format;
using render::sql_identifier;
using render::View;

struct Kind {
  std::string_view name;
  std::string_view doc;
  bool text;
  bool vector;
};

constexpr Kind kKinds[] = {
    {"text",
     "The rows whose text matches the words, the best first: `\"a phrase\"`, `or` and `-not` are understood.",
     true, false},
    {"vector", "The nearest rows, the nearest first.", false, true},
    {"hybrid", "By text and by vector at once: rows that both find come first.", true, true},
};

bool has(const ir::Entity& entity, const Kind& kind) {
  if (kind.text && kind.vector) return entity.hybrid_search.has_value();
  return kind.text ? entity.text_search.has_value() : entity.vector_search.has_value();
}

/// The function gives keys and scores, and the table the rows, under the policies.
SqlText search_sql(const ir::Schema& schema, const ir::Entity& entity, const Kind& kind) {
  std::vector<SqlText> arguments;
  int count = 0;
  if (kind.text) arguments.push_back(SqlText::trusted(fmt::format("${}::text", ++count)));
  if (kind.vector) {
    const std::string& type = entity.column(entity.vector_search->column)->type.name;
    arguments.push_back(SqlText::trusted(fmt::format("${}::{}", ++count, type)));
  }
  arguments.push_back(SqlText::trusted(fmt::format("${}::integer", ++count)));
  const SqlText keys = render::sql_identifiers(entity.key);
  SqlText condition;
  if (has_tenant(entity)) {
    const SqlText type = dialect::qualified_type(schema, entity.column(entity.tenant_column)->type);
    condition = sql_format("\nWHERE {}", dialect::reads_tenant(schema, ir::reach_of(entity),
                                                               sql_identifier(entity.tenant_column),
                                                               sql_format("${}::{}", ++count, type)));
  }
  return sql_format(
      "SELECT {}, tenon_score\nFROM tenon.{}({}) AS hit ({}, tenon_score)\nJOIN {} USING ({}){}\n"
      "ORDER BY tenon_score DESC, {}",
      select_list(entity), sql_identifier(identifier(ir::search_function_name(entity, kind.name))),
      render::sql_join(arguments, ", "), keys, dialect::qualified_table(schema, entity), keys, condition,
      keys);
}

std::string embedding_type(const ir::Entity& entity) {
  return fmt::format("const {}&", value_type(entity.column(entity.vector_search->column)->type).str());
}

View search_view(const ir::Schema& schema, const ir::Entity& entity, const Kind& kind) {
  std::vector<std::string> parameters;
  std::vector<std::string> arguments = {"tx_", "kStatement"};
  if (kind.text) {
    parameters.emplace_back("std::string_view query");
    arguments.emplace_back("query");
  }
  if (kind.vector) {
    parameters.push_back(embedding_type(entity) + " embedding");
    arguments.emplace_back("embedding");
  }
  arguments.emplace_back("request.fetch()");
  if (has_tenant(entity)) arguments.emplace_back("tx_.tenant()");
  const std::string method = fmt::format("search_{}", kind.name);
  View out;
  out.put("method", cpp_code(method));
  out.put("doc", render::cpp_doc(kind.doc, 2));
  out.put("parameters", cpp_code(join(parameters, ", ")));
  out.put("statement", cpp_string(fmt::format("{}.{}.{}", schema.name, ir::stem(entity), method)));
  out.put("sql", cpp_string(search_sql(schema, entity, kind).str()));
  out.put("arguments", cpp_code(join(arguments, ", ")));
  const bool both = kind.text && kind.vector;
  out.put("argument_names", cpp_code(both ? "query, embedding" : kind.text ? "query" : "embedding"));
  std::vector<std::string> types;
  if (kind.text) types.emplace_back("std::string_view");
  if (kind.vector) types.push_back(embedding_type(entity));
  out.put("handler_types", cpp_code(join(types, ", ")));
  out.put("tag", cpp_string(fmt::format("FakeDb::queries::{}_{}", repository_name(entity), method)));
  out.put("score_at", cpp_code(std::to_string(struct_columns(entity).size())));
  return out;
}

}  // namespace

View::List search_views(const ir::Schema& schema, const ir::Entity& entity) {
  View::List out;
  for (const Kind& kind : kKinds) {
    if (has(entity, kind)) out.push_back(search_view(schema, entity, kind));
  }
  return out;
}

namespace {

std::vector<const ir::Column*> columns_of(const ir::Entity& entity, const std::vector<std::string>& names) {
  std::vector<const ir::Column*> out;
  for (const std::string& name : names) out.push_back(entity.column(name));
  return out;
}

/// The tenant's key, or the row's own, and what is given beside it.
std::vector<const ir::Column*> given_by(const ir::Entity& entity, const ir::Lookup& lookup) {
  std::vector<std::string> names = ir::lookup_key(entity);
  names.insert(names.end(), lookup.gives.begin(), lookup.gives.end());
  return columns_of(entity, names);
}

SqlText lookup_sql(const ir::Schema& schema, const ir::Entity& entity, const ir::Lookup& lookup) {
  std::vector<SqlText> arguments;
  for (const ir::Column* column : columns_of(entity, lookup.columns))
    arguments.push_back(sql_format("{}::{}", SqlText::trusted(fmt::format("${}", arguments.size() + 1)),
                                   dialect::qualified_type(schema, column->type)));
  return sql_format("SELECT {}\nFROM tenon.{}({})", dialect::read_list(given_by(entity, lookup)),
                    sql_identifier(identifier(ir::lookup_function_name(entity, lookup))),
                    render::sql_join(arguments, ", "));
}

/// What a row of the function gives: a struct, or the tenant's key alone.
void put_result(const ir::Entity& entity, const ir::Lookup& lookup, const std::string& by, View& out) {
  const auto given = given_by(entity, lookup);
  const std::string key = field_type(*given.front()).str();
  const bool is_struct = given.size() > 1;
  const std::string result = is_struct ? entity.name + "By" + pascal_case(by) : key;
  View::List fields;
  std::vector<std::string> reads;
  std::vector<std::string> fakes;
  for (const ir::Column* column : given) {
    View field;
    field.put("type", field_type(*column)).put("name", field_name(*column));
    const std::string read = fmt::format("row.get<{}>({})", field_type(*column).str(), reads.size());
    reads.push_back(is_struct ? fmt::format(".{} = {}", field_name(*column).str(), read) : read);
    const std::string of_fake =
        ir::is_hidden(entity, *column)
            ? fmt::format("tenon::fake::tenant_key<{}>(found.tenant)", field_type(*column).str())
            : fmt::format("std::move(found.row.{})", field_name(*column).str());
    fakes.push_back(is_struct ? fmt::format(".{} = {}", field_name(*column).str(), of_fake) : of_fake);
    fields.push_back(std::move(field));
  }
  out.put("given", std::move(fields)).put("has_given", is_struct);
  out.put("result", cpp_code(result));
  out.put("read", cpp_code(is_struct ? fmt::format("{}{{\n      {}}}", result, join(reads, ",\n      "))
                                     : reads.front()));
  out.put("fake_read",
          cpp_code(is_struct ? fmt::format("{}{{{}}}", result, join(fakes, ", ")) : fakes.front()));
  out.put("returns", cpp_code(fmt::format("{}<{}>", lookup.one ? "std::optional" : "std::vector", result)));
}

View lookup_view(const ir::Schema& schema, const ir::Entity& entity, const ir::Lookup& lookup) {
  const std::vector<const ir::Column*> columns = columns_of(entity, lookup.columns);
  std::vector<std::string> arguments = {"tx", "kStatement"};
  std::vector<std::string> words;
  std::vector<std::string> names;
  std::vector<std::string> types;
  for (const ir::Column* column : columns) {
    names.push_back(parameter_name(*column).str());
    types.push_back(fmt::format("const {}&", argument_type(*column).str()));
    arguments.push_back(names.back());
    if (!contains(words, column->field)) words.push_back(column->field);
  }
  const std::string by = join(words, "_");
  const std::string what = entity.visible ? "key" : "tenant";
  const std::string method = fmt::format("{}{}_by_{}", what, lookup.one ? "" : "s", by);
  View out;
  out.put("method", cpp_code(method)).put("one", lookup.one);
  out.put("doc", render::cpp_doc(entity.visible ? "Its key, for a request that doesn't see the row."
                                 : lookup.one   ? "Whose it is, for a request that has no tenant yet."
                                              : "Whose it is, for a request that has no tenant yet: of each "
                                                "tenant one at most.",
                                 2));
  out.put("parameters", cpp_code("tenon::Tx& tx, " + parameters(columns).str()));
  out.put("fake_parameters", cpp_code("Tx& tx, " + parameters(columns).str()));
  out.put("argument_names", cpp_code(join(names, ", ")));
  out.put("handler_types", cpp_code(join(types, ", ")));
  out.put("tag", cpp_string(fmt::format("FakeDb::queries::{}_{}", repository_name(entity), method)));
  out.put("arguments", cpp_code(join(arguments, ", ")));
  out.put("statement", cpp_string(fmt::format("{}.{}.{}", schema.name, ir::stem(entity), method)));
  out.put("sql", cpp_string(lookup_sql(schema, entity, lookup).str()));
  out.put("equal", equal_to(entity, columns, "rows"));
  put_result(entity, lookup, by, out);
  return out;
}

}  // namespace

View::List lookup_views(const ir::Schema& schema, const ir::Entity& entity) {
  View::List out;
  for (const ir::Lookup& lookup : entity.lookups) out.push_back(lookup_view(schema, entity, lookup));
  return out;
}

}  // namespace tenon::target::cpp
