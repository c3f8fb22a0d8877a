#include "target/postgres/maintenance.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "dialect/dialect.hpp"

namespace tenon::target::postgres {
namespace {

using render::sql_format;
using render::sql_identifier;
using render::sql_literal;
using render::SqlText;
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

void put_roles(View& view, const ir::Schema& schema) {
  view.put("tenancy", schema.tenancy.has_value());
  if (!schema.tenancy) return;
  view.put("app", sql_identifier(schema.tenancy->app));
  view.put("provisioner", sql_identifier(schema.tenancy->provisioner));
  std::vector<std::string> clients = {schema.tenancy->app, schema.tenancy->provisioner};
  for (const ir::Role& role : schema.roles) clients.push_back(role.name);
  view.put("clients", render::sql_identifiers(clients));
}

/// A table's name as a literal that is read as the table.
SqlText relation(const ir::Entity& entity) {
  return sql_format("{}::regclass", sql_literal(sql_identifier(entity.table).str()));
}

nlohmann::ordered_json lists(const ir::Schema& schema, const ir::Entity& entity,
                             const ir::Partitioning& level) {
  auto out = nlohmann::ordered_json::array();
  for (const ir::ListPartition& list : level.lists) {
    std::vector<std::string> values;
    for (const ir::Value& value : list.values)
      values.push_back(dialect::value(schema, value, entity.column(level.columns[0])->type).str());
    out.push_back({{"name", list.name}, {"values", join(values, ", ")}});
  }
  return out;
}

nlohmann::ordered_json level_json(const ir::Schema& schema, const ir::Entity& entity,
                                  const ir::Partitioning& level) {
  static constexpr std::array<std::string_view, 3> kMethods = {"range", "list", "hash"};
  nlohmann::ordered_json out = {{"method", kMethods.at(static_cast<std::size_t>(level.method))},
                                {"clause", dialect::partition_clause(level).str()}};
  if (level.method == Method::kHash) out["modulus"] = level.modulus;
  if (level.method == Method::kList) out["lists"] = lists(schema, entity, level);
  if (level.method != Method::kRange) return out;
  const Range& range = kRanges.at(static_cast<std::size_t>(level.every));
  out["every"] = range.every;
  out["named"] = range.named;
  out["ahead"] = level.ahead;
  if (level.retain) out["retain"] = dialect::duration(*level.retain);
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
  if (level.retain) out += ", kept for " + dialect::duration(*level.retain);
  return out;
}

/// What `format()` would take for a place is doubled.
std::string without_places(std::string text) {
  for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%', at + 2))
    text.insert(at, "%");
  return text;
}

std::string policy(const std::string& name, ir::Command command, const SqlText& roles,
                   const SqlText& condition) {
  std::string out =
      fmt::format("CREATE POLICY {} ON {{}} FOR {} TO {}", without_places(sql_identifier(name).str()),
                  ir::command_name(command), without_places(roles.str()));
  const std::string text = without_places(condition.str());
  const std::size_t place = out.find("{}");
  out.replace(place, 2, "%1$s");
  if (dialect::has_using(command)) out += fmt::format(" USING ({})", text);
  if (dialect::has_check(command)) out += fmt::format(" WITH CHECK ({})", text);
  return out + ";\n";
}

/// What protects each partition, as the table itself is: T6, with `%1$s` for the partition's name.
std::string guard(const ir::Schema& schema, const ir::Entity& entity) {
  if (entity.policies.empty()) return "";
  std::string out =
      "\nALTER TABLE %1$s ENABLE ROW LEVEL SECURITY;\nALTER TABLE %1$s FORCE ROW LEVEL SECURITY;\n";
  for (const ir::Policy& item : entity.policies)
    out += policy(item.name, item.command, render::sql_identifiers(item.roles),
                  dialect::policy_condition(entity, item));
  if (!entity.retention) return out;
  for (const ir::Command command : ir::kCommands) {
    if (!ir::retention_uses(*entity.retention, command)) continue;
    out += policy(identifier(ir::retention_policy_name(entity, command)), command,
                  sql_identifier(schema.tenancy->owner), dialect::retention_condition(entity));
  }
  return out;
}

/// A text between dollars, whose lines stay as they are.
SqlText dollar_quoted(const std::string& text, const std::string& word) {
  std::string mark = "$" + word + "$";
  for (int n = 1; text.find(mark) != std::string::npos; ++n) mark = fmt::format("${}{}$", word, n);
  return SqlText::trusted(mark + text + mark);
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

}  // namespace

View uuid7_view(const ir::Schema& schema) {
  constexpr int kFirstWithUuidv7 = 18;
  View view;
  put_roles(view, schema);
  view.put("native", schema.postgres >= kFirstWithUuidv7);
  return view;
}

View maintenance_view(const ir::Schema& schema) {
  View view;
  put_roles(view, schema);
  view.put("sql_schema", sql_identifier(schema.sql_schema));
  return view;
}

View partitions_view(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<std::string> parts;
  for (const ir::Partitioning& level : entity.partitioning) parts.push_back(described(level));
  View view;
  view.put("remark", render::sql_comment("partition: " + join(parts, ", and each of these ")));
  view.put("relation", relation(entity));
  view.put("levels", sql_literal(levels(schema, entity)));
  view.put("guard", dollar_quoted(guard(schema, entity), "guard"));
  return view;
}

View retention_view(const ir::Entity& entity) {
  const ir::Retention& retention = *entity.retention;
  const bool deletes = retention.action == ir::RetentionAction::kDelete;
  View view;
  view.put("remark", render::sql_comment(fmt::format("retain: rows are {} {} after {}",
                                                     deletes ? "deleted" : "anonymised",
                                                     dialect::duration(retention.keep), retention.column)));
  view.put("relation", relation(entity));
  view.put("column", sql_literal(retention.column));
  view.put("keep", sql_literal(dialect::duration(retention.keep)));
  view.put("clears", literal_of(entity, cleared, ", "));
  view.put("unless", literal_of(entity, is_cleared, " AND "));
  return view;
}

}  // namespace tenon::target::postgres
