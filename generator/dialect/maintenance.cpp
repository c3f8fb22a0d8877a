#include "dialect/maintenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"

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

void put_tenancy(View& view, const ir::Schema& schema) {
  view.put("tenancy", schema.tenancy.has_value());
  if (!schema.tenancy) return;
  view.put("setting", sql_literal(schema.tenancy->setting));
  view.put("actor", sql_literal(actor_setting(schema)));
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  view.put("root", sql_literal(qualified_table(schema, root).str()));
  view.put("root_key", sql_literal(root.tenant_column));
}

/// `IN`'s values, with commas between them.
std::string listed(const ir::Schema& schema, const ir::NamedPartition& partition, const ir::Type& type) {
  std::vector<std::string> values;
  for (const ir::Value& each : partition.values) values.push_back(value(schema, each, type).str());
  return join(values, ", ");
}

std::string ends(const ir::Schema& schema, const ir::Entity& entity, const ir::Partitioning& level,
                 const std::vector<ir::RangeEnd>& ends) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const ir::RangeEnd& end = ends[i];
    out.push_back(end.kind == ir::RangeEnd::Kind::kMinimum ? "MINVALUE"
                  : end.kind == ir::RangeEnd::Kind::kMaximum
                      ? "MAXVALUE"
                      : value(schema, end.value, entity.column(level.columns[i])->type).str());
  }
  return "(" + join(out, ", ") + ")";
}

nlohmann::ordered_json named_json(const ir::Schema& schema, const ir::Entity& entity,
                                  const ir::Partitioning& level, const ir::NamedPartition& partition) {
  nlohmann::ordered_json out = {{"name", partition.name}};
  if (!partition.table.empty()) out["table"] = partition.table;
  if (partition.is_rest) {
    out["bound"] = "DEFAULT";
  } else if (level.method == Method::kList) {
    out["values"] = listed(schema, partition, entity.column(level.columns[0])->type);
  } else {
    out["bound"] = fmt::format("FROM {} TO {}", ends(schema, entity, level, partition.from),
                               ends(schema, entity, level, partition.to));
  }
  return out;
}

nlohmann::ordered_json named_json(const ir::Schema& schema, const ir::Entity& entity,
                                  const ir::Partitioning& level) {
  auto out = nlohmann::ordered_json::array();
  for (const ir::NamedPartition& each : level.named) out.push_back(named_json(schema, entity, level, each));
  return out;
}

nlohmann::ordered_json level_json(const ir::Schema& schema, const ir::Entity& entity,
                                  const ir::Partitioning& level) {
  static constexpr std::array<std::string_view, 3> kMethods = {"range", "list", "hash"};
  nlohmann::ordered_json out = {{"method", kMethods.at(static_cast<std::size_t>(level.method))},
                                {"clause", partition_clause(level).str()}};
  if (level.method == Method::kHash) out["modulus"] = level.modulus;
  if (!level.named.empty()) out["lists"] = named_json(schema, entity, level);
  if (level.method != Method::kRange || !level.named.empty()) return out;
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
  if (!level.named.empty()) return fmt::format("by range of {}, {} of them", columns, level.named.size());
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

/// What is said of each column that is anonymised; nothing where none is.
std::string of_each(const ir::Entity& entity, SqlText (*of)(const ir::Column&), std::string_view between) {
  std::vector<SqlText> parts;
  for (const std::string& name : entity.retention->anonymised) parts.push_back(of(*entity.column(name)));
  return render::sql_join(parts, between).str();
}

}  // namespace

std::vector<std::string> partition_wordings(const ir::Entity& entity) {
  std::vector<std::string> out;
  for (const ir::Partitioning& level : entity.partitioning) out.push_back(described(level));
  return out;
}

RowValues partitioned_values(const ir::Schema& schema, const ir::Entity& entity) {
  return {{"levels", levels(schema, entity)}, {"relation", qualified_table(schema, entity).str()}};
}

RowValues retained_values(const ir::Schema& schema, const ir::Entity& entity) {
  const ir::Retention& retention = *entity.retention;
  RowValues out = {
      {"clears", of_each(entity, cleared, ", ")}, {"column_name", retention.column},
      {"keep", duration(retention.keep)},         {"relation", qualified_table(schema, entity).str()},
      {"tenant", entity.tenant_column},           {"unless", of_each(entity, is_cleared, " AND ")}};
  std::erase_if(out, [](const auto& each) { return each.second.empty(); });
  return out;
}

View maintenance_view(const ir::Schema& schema) {
  constexpr int kFirstWithUuidv7 = 18;
  View view;
  put_tenancy(view, schema);
  view.put("path", pinned_path());
  view.put("stored", ir::has_stored(schema));
  view.put("native", schema.postgres >= kFirstWithUuidv7);
  return view;
}

}  // namespace tenon::dialect
