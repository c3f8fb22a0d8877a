#include "dialect/maintenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "render/templates.hpp"

namespace tenon::dialect {
namespace {

using render::sql_format;
using render::sql_identifier;
using render::sql_literal;
using render::View;
using Method = ir::Partitioning::Method;

/// How long a range is, and what tells its partition's name.
struct Range {
  std::string_view every;
  std::string_view named;  ///< as `to_char` takes it
};

constexpr std::array<Range, 4> kRanges = {{
    {"day", "YYYY_MM_DD"},
    {"week", "IYYY\"_w\"IW"},
    {"month", "YYYY_MM"},
    {"year", "YYYY"},
}};

/// What the application calls, and what everyone does who writes rows.
const std::set<std::string> kApplications = {"maintain", "maintained", "maintenance", "runway"};
const std::set<std::string> kClients = {"uuid7", "uuid7_lowest", "uuid7_time"};

SqlText calls(const std::set<std::string>& functions) {
  std::vector<SqlText> out;
  for (const std::string& name : functions) out.push_back(sql_format("tenon.{}", sql_identifier(name)));
  return render::sql_join(out, ", ");
}

void put_tenancy(View& view, const ir::Schema& schema) {
  view.put("tenancy", schema.tenancy.has_value());
  if (!schema.tenancy) return;
  view.put("app", sql_identifier(schema.tenancy->app));
  view.put("clients", render::sql_identifiers(clients_of(schema)));
  view.put("setting", sql_literal(schema.tenancy->setting));
  view.put("actor", sql_literal(actor_setting(schema)));
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  view.put("root", sql_literal(qualified_table(schema, root).str()));
  view.put("root_key", sql_literal(root.tenant_column));
}

/// A table's name as a literal that is read as the table.
SqlText relation(const ir::Schema& schema, const ir::Entity& entity) {
  return sql_format("{}::regclass", sql_literal(qualified_table(schema, entity).str()));
}

nlohmann::ordered_json lists(const ir::Schema& schema, const ir::Entity& entity,
                             const ir::Partitioning& level) {
  auto out = nlohmann::ordered_json::array();
  for (const ir::ListPartition& list : level.lists) {
    std::vector<std::string> values;
    for (const ir::Value& each : list.values)
      values.push_back(value(schema, each, entity.column(level.columns[0])->type).str());
    out.push_back({{"name", list.name}, {"values", join(values, ", ")}});
  }
  return out;
}

nlohmann::ordered_json level_json(const ir::Schema& schema, const ir::Entity& entity,
                                  const ir::Partitioning& level) {
  static constexpr std::array<std::string_view, 3> kMethods = {"range", "list", "hash"};
  nlohmann::ordered_json out = {{"method", kMethods.at(static_cast<std::size_t>(level.method))},
                                {"clause", partition_clause(level).str()}};
  if (level.method == Method::kHash) out["modulus"] = level.modulus;
  if (level.method == Method::kList) out["lists"] = lists(schema, entity, level);
  if (level.method != Method::kRange) return out;
  const Range& range = kRanges.at(static_cast<std::size_t>(level.every));
  out["every"] = range.every;
  out["named"] = range.named;
  out["ahead"] = level.ahead;
  if (level.retain) out["retain"] = duration(*level.retain);
  if (level.uuid7) out["uuid7"] = true;
  return out;
}

std::string levels(const ir::Schema& schema, const ir::Entity& entity) {
  auto out = nlohmann::ordered_json::array();
  for (const ir::Partitioning& level : entity.partitioning) out.push_back(level_json(schema, entity, level));
  // A partitioned table has no storage of its own: its leaves have.
  std::vector<std::string> options;
  for (const auto& [name, text] : entity.storage) options.push_back(fmt::format("{} = {}", name, text));
  if (!options.empty()) out.back()["storage"] = join(options, ", ");
  return out.dump();
}

std::string described(const ir::Partitioning& level) {
  const std::string columns = join(level.columns, ", ");
  if (level.method == Method::kHash) return fmt::format("by hash of {} into {}", columns, level.modulus);
  if (level.method == Method::kList) return fmt::format("by list of {}", columns);
  std::string out = fmt::format("by range of {}, one a {}, {} ahead", columns,
                                kRanges.at(static_cast<std::size_t>(level.every)).every, level.ahead);
  if (level.retain) out += ", kept for " + duration(*level.retain);
  return out;
}

SqlText cleared(const ir::Column& column) {
  return sql_format("{} = {}", sql_identifier(column.name),
                    column.nullable ? SqlText::trusted("NULL") : sql_literal(""));
}

SqlText is_cleared(const ir::Column& column) {
  return column.nullable ? sql_format("{} IS NULL", sql_identifier(column.name)) : cleared(column);
}

SqlText literal_of(const ir::Entity& entity, SqlText (*of)(const ir::Column&), std::string_view between) {
  std::vector<SqlText> parts;
  for (const std::string& name : entity.retention->anonymised) parts.push_back(of(*entity.column(name)));
  return parts.empty() ? SqlText::trusted("NULL") : sql_literal(render::sql_join(parts, between).str());
}

/// Each `CREATE … tenon.NAME …;` of a template's text that begins so. A body between dollars may hold what
/// looks like the end.
void add_made(const std::string& text, const std::string& begin, std::vector<Made>& out) {
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    const std::size_t name_end = text.find_first_of(" (", at);
    std::size_t end = text.find(";\n", at);
    const std::size_t body = text.find("\nAS $", at);
    if (body < end) {
      const std::size_t mark = body + 4;
      const std::size_t mark_end = text.find('$', mark + 1) + 1;
      end = text.find(text.substr(mark, mark_end - mark), mark_end) + (mark_end - mark);
    }
    out.push_back({text.substr(at, name_end - at), text.substr(name_end, end - name_end), {}});
    at = end;
  }
}

/// What the templates make of the schema's maintenance, all of it.
std::vector<std::string> made_texts(const ir::Schema& schema) {
  render::Templates templates;
  const View view = maintenance_view(schema);
  std::vector<std::string> out;
  const auto add = [&](std::string_view path) { out.push_back(templates.render(path, view)); };
  if (ir::makes_uuid7(schema)) add("postgres/step/create_uuid7.sql");
  if (!ir::is_maintained(schema)) return out;
  add("postgres/step/create_maintenance.sql");
  add("postgres/step/create_maintenance_runs.sql");
  add("postgres/step/create_maintenance_calls.sql");
  return out;
}

std::vector<Made> made(const ir::Schema& schema, const std::string& begin) {
  std::vector<Made> out;
  for (const std::string& text : made_texts(schema)) add_made(text, begin, out);
  return out;
}

}  // namespace

std::vector<std::string> partition_wordings(const ir::Entity& entity) {
  std::vector<std::string> out;
  for (const ir::Partitioning& level : entity.partitioning) out.push_back(described(level));
  return out;
}

SqlText partitioned_row(const ir::Schema& schema, const ir::Entity& entity) {
  return sql_format("({}, {})", relation(schema, entity), sql_literal(levels(schema, entity)));
}

SqlText retained_row(const ir::Schema& schema, const ir::Entity& entity) {
  const ir::Retention& retention = *entity.retention;
  const SqlText nobody = SqlText::trusted("NULL");
  return sql_format("({}, {}, {}, {}, {}, {})", relation(schema, entity), sql_literal(retention.column),
                    sql_literal(duration(retention.keep)), literal_of(entity, cleared, ", "),
                    literal_of(entity, is_cleared, " AND "),
                    entity.tenant_column.empty() ? nobody : sql_literal(entity.tenant_column));
}

View maintenance_view(const ir::Schema& schema) {
  constexpr int kFirstWithUuidv7 = 18;
  View view;
  put_tenancy(view, schema);
  view.put("path", pinned_path());
  view.put("sql_schema", sql_identifier(schema.sql_schema));
  view.put("native", schema.postgres >= kFirstWithUuidv7);
  view.put("maintenance_calls", calls(kApplications));
  view.put("uuid7_calls", calls(kClients));
  return view;
}

std::vector<Made> maintenance_functions(const ir::Schema& schema) {
  std::vector<Made> out = made(schema, "\nCREATE OR REPLACE FUNCTION tenon.");
  if (!schema.tenancy) return out;
  for (Made& function : out) {
    if (kApplications.contains(function.name)) function.executors = {schema.tenancy->app};
    if (kClients.contains(function.name)) function.executors = clients_of(schema);
  }
  return out;
}

std::vector<Made> maintenance_tables(const ir::Schema& schema) {
  return made(schema, "\nCREATE TABLE IF NOT EXISTS tenon.");
}

}  // namespace tenon::dialect
