#include "dialect/queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "dialect/carried.hpp"

namespace tenon::dialect {
namespace {

using Kind = ir::QueryEdit::Kind;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;

/// What the text's parameters and names become.
struct Words {
  const ir::Schema& schema;
  const ir::Query& query;
  const SqlText& tenant;
  const std::map<std::string, SqlText>& parameters;
  const std::vector<std::string>& absent;
  bool names_columns = false;  ///< of the tables that it reads, and not `*`
};

/// The tenant's column of a table or a view, and whose rows are read there.
struct TenantColumn {
  std::string name;
  ir::Reach reach = ir::Reach::kOwn;
};

TenantColumn tenant_column(const ir::Schema& schema, const std::string& table) {
  for (const ir::Entity& entity : schema.entities) {
    if (ir::handle(entity) == table) return {entity.tenant_column, ir::reach_of(entity)};
  }
  for (const ir::View& view : schema.views) {
    if (ir::handle(view) == table) return {view.tenant_column, ir::reach_of(view)};
  }
  return {};
}

/// Of what another Postgres schema than the schema's own holds the name says it.
SqlText qualified(const ir::Schema& schema, const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos)
    return sql_format("{}.{}", sql_identifier(schema.sql_schema), sql_identifier(name));
  return sql_format("{}.{}", sql_identifier(name.substr(0, dot)), sql_identifier(name.substr(dot + 1)));
}

/// The entity whose rows its tenant's member rows let be seen; null for others.
const ir::Entity* seen_by_members(const ir::Schema& schema, const std::string& table) {
  const auto found =
      std::find_if(schema.entities.begin(), schema.entities.end(),
                   [&](const ir::Entity& entity) { return entity.visible && ir::handle(entity) == table; });
  return found == schema.entities.end() ? nullptr : &*found;
}

/// Of what is locked or written: own rows alone.
SqlText condition(const Words& words, const ir::QueryEdit& edit) {
  if (const ir::Entity* entity = seen_by_members(words.schema, edit.name))
    return member_condition(words.schema, *entity, words.tenant, edit.alias);
  return sql_format("{}.{} = {}", sql_identifier(edit.alias),
                    sql_identifier(tenant_column(words.schema, edit.name).name), words.tenant);
}

/// A view takes `*` for the columns of the moment: told by their names, it is another when they are.
SqlText columns_read(const Words& words, const std::string& table) {
  const auto found = std::find_if(words.schema.entities.begin(), words.schema.entities.end(),
                                  [&](const ir::Entity& entity) { return ir::handle(entity) == table; });
  if (!words.names_columns || found == words.schema.entities.end()) return authored_sql("*");
  std::vector<SqlText> out;
  for (const ir::Column& column : found->columns) out.push_back(sql_identifier(column.name));
  return render::sql_join(out, ", ");
}

SqlText table(const Words& words, const ir::QueryEdit& edit) {
  const ir::Entity* entity = seen_by_members(words.schema, edit.name);
  const TenantColumn column = tenant_column(words.schema, edit.name);
  const SqlText held =
      entity != nullptr ? member_condition(words.schema, *entity, words.tenant, entity->table)
                        : reads_tenant(words.schema, column.reach, sql_identifier(column.name), words.tenant);
  const SqlText rows = sql_format("(SELECT {} FROM {} WHERE {})", columns_read(words, edit.name),
                                  qualified(words.schema, edit.name), held);
  return edit.alias.empty() ? rows : sql_format("{} AS {}", rows, sql_identifier(edit.alias));
}

/// Whether the parameter is there is known; what is known goes before the planner looks, and the parameter
/// stays named.
SqlText presence(const Words& words, const ir::QueryEdit& edit, bool asks_for_absence) {
  const bool absent = contains(words.absent, edit.name);
  return sql_format(absent == asks_for_absence ? "(true OR {} IS NULL)" : "(false AND {} IS NULL)",
                    words.parameters.at(edit.name));
}

SqlText star(const ir::QueryEdit& edit) {
  std::vector<SqlText> out;
  for (std::size_t i = 0; i + 1 < edit.columns.size(); i += 2)
    out.push_back(sql_format("{}.{}", sql_identifier(edit.columns[i]), sql_identifier(edit.columns[i + 1])));
  return render::sql_join(out, ", ");
}

SqlText replacement(const Words& words, const ir::QueryEdit& edit) {
  switch (edit.kind) {
    case Kind::kParameter:
      return sql_format("({})", words.parameters.at(edit.name));
    case Kind::kIsAbsent:
      return presence(words, edit, true);
    case Kind::kIsGiven:
      return presence(words, edit, false);
    case Kind::kTable:
      return table(words, edit);
    case Kind::kCondition:
      return sql_format(" {} AND (", condition(words, edit));
    case Kind::kConditionEnd:
      return authored_sql(")");
    case Kind::kWhere:
      return sql_format(" WHERE {}", condition(words, edit));
    case Kind::kColumn:
      return sql_format("{}, ", sql_identifier(tenant_column(words.schema, edit.name).name));
    case Kind::kValue:
      return sql_format("{}, ", words.tenant);
    case Kind::kStar:
      return star(edit);
    case Kind::kSchema:
      return qualified(words.schema, edit.name);
    case Kind::kSession:
      return sql_format("(SELECT tenon.{}())",
                        sql_identifier(identifier(ir::session_function_name(edit.name))));
  }
  return {};
}

SqlText edited(const Words& words) {
  const std::string& text = words.query.text;
  SqlText out;
  std::size_t done = 0;
  for (const ir::QueryEdit& edit : words.query.edits) {
    const auto offset = static_cast<std::size_t>(edit.offset);
    out = sql_format("{}{}{}", out, authored_sql(text.substr(done, offset - done)), replacement(words, edit));
    done = offset + static_cast<std::size_t>(edit.length);
  }
  // A comment at its end must not take in what follows.
  return sql_format("{}{}\n", out, authored_sql(text.substr(done)));
}

std::vector<const ir::Column*> columns_of(const ir::Query& query) {
  std::vector<const ir::Column*> out;
  for (const ir::Column& column : query.columns) out.push_back(&column);
  return out;
}

SqlText sorted(const std::vector<ir::QuerySort>& by) {
  std::vector<SqlText> out;
  for (const ir::QuerySort& item : by)
    out.push_back(
        sql_format("{}{}", sql_identifier(item.column), authored_sql(item.descending ? " DESC" : "")));
  return sql_format("ORDER BY {}", render::sql_join(out, ", "));
}

SqlText behind(const ir::Query& query, Parameters& parameters) {
  std::vector<SqlText> columns;
  std::vector<SqlText> bounds;
  for (const ir::QuerySort& item : query.page) {
    const auto column = std::find_if(query.columns.begin(), query.columns.end(),
                                     [&](const ir::Column& other) { return other.name == item.column; });
    columns.push_back(sql_identifier(item.column));
    bounds.push_back(parameters.next(column->type));
  }
  return sql_format("\nWHERE ({}) {} ({})", render::sql_join(columns, ", "),
                    authored_sql(query.page.front().descending ? "<" : ">"), render::sql_join(bounds, ", "));
}

/// The query as a table of another, where its columns are read in other types, or in an order of the
/// caller's.
SqlText around(const ir::Query& query, const SqlText& inner, const std::vector<ir::QuerySort>* order,
               bool after, Parameters& parameters) {
  const bool reads_otherwise =
      std::any_of(query.columns.begin(), query.columns.end(),
                  [](const ir::Column& column) { return !read_as(column.type).empty(); });
  if (query.cardinality == ir::Cardinality::kExists) return sql_format("SELECT EXISTS (\n{})", inner);
  const bool paged = !query.page.empty();
  if (!reads_otherwise && order == nullptr && !paged) return inner;
  const SqlText list = read_list(columns_of(query));
  if (!query.is_select) return sql_format("WITH query AS (\n{})\nSELECT {} FROM query", inner, list);
  SqlText out = sql_format("SELECT {} FROM (\n{}) AS query", list, inner);
  if (after) out = sql_format("{}{}", out, behind(query, parameters));
  if (order != nullptr) out = sql_format("{}\n{}", out, sorted(*order));
  if (paged) out = sql_format("{}\n{}\nLIMIT {}", out, sorted(query.page), parameters.next_limit());
  return out;
}

SqlText statement(const ir::Schema& schema, const ir::Query& query, const std::vector<ir::QuerySort>* order,
                  bool after, const std::vector<std::string>& absent) {
  Parameters numbers(schema);
  SqlText tenant;
  std::map<std::string, SqlText> parameters;
  if (query.in_tenant) tenant = numbers.next(schema.tenancy->type);
  for (const ir::QueryParameter& item : query.parameters)
    parameters.emplace(item.name, numbers.next(item.type));
  const SqlText inner = query_text(schema, query, tenant, parameters, absent);
  return around(query, inner, order, after, numbers);
}

/// All combinations of what isn't there.
std::vector<std::vector<std::string>> absences(const ir::Query& query) {
  std::vector<std::vector<std::string>> out = {{}};
  for (const ir::QueryParameter* parameter : ir::optional_parameters(query)) {
    const std::size_t before = out.size();
    for (std::size_t i = 0; i < before; ++i) {
      out.push_back(out[i]);
      out.back().push_back(parameter->name);
    }
  }
  return out;
}

}  // namespace

SqlText query_text(const ir::Schema& schema, const ir::Query& query, const SqlText& tenant,
                   const std::map<std::string, SqlText>& parameters, const std::vector<std::string>& absent) {
  return edited({schema, query, tenant, parameters, absent});
}

SqlText stored_text(const ir::Schema& schema, const ir::Query& query, const SqlText& tenant) {
  return edited({schema, query, tenant, {}, {}, true});
}

std::vector<QueryStatement> query_statements(const ir::Schema& schema, const ir::Query& query) {
  std::vector<QueryStatement> out;
  std::vector<const ir::QueryOrder*> orders;
  for (const ir::QueryOrder& order : query.orders) orders.push_back(&order);
  if (orders.empty()) orders.push_back(nullptr);
  for (const ir::QueryOrder* order : orders) {
    for (const bool after : {false, true}) {
      if (after && query.page.empty()) continue;
      for (const auto& absent : absences(query)) {
        out.push_back({order == nullptr ? "" : order->name, after, absent,
                       statement(schema, query, order == nullptr ? nullptr : &order->by, after, absent)});
      }
    }
  }
  return out;
}

}  // namespace tenon::dialect
