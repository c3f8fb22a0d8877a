#include "driver/explain_query.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/queries.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/report.hpp"

namespace tenon::driver {
namespace {

constexpr std::string_view kCardinalities[] = {"one row or none",          "exactly one row",
                                               "any number of rows",       "a stream of rows",
                                               "how many rows it changed", "whether there is a row"};
constexpr std::string_view kDeeds[] = {"reads", "inserts into", "updates", "deletes from"};

std::string type_text(const ir::Schema& schema, const ir::Type& type, bool nullable) {
  return dialect::type(schema, type).str() + (nullable ? "?" : "");
}

void print_values(std::string_view title, const std::vector<std::pair<std::string, std::string>>& values) {
  if (values.empty()) return;
  fmt::print("\n{}\n", title);
  std::size_t width = 0;
  for (const auto& [name, type] : values) width = std::max(width, name.size());
  for (const auto& [name, type] : values) fmt::print("  {:{}}  {}\n", name, width, type);
}

void print_meaning(const ir::Schema& schema, const ir::Query& query) {
  fmt::print("{} gives {}", query.name, kCardinalities[static_cast<std::size_t>(query.cardinality)]);
  if (!query.row_of.empty()) fmt::print(", of {}", query.row_of);
  fmt::print("{}\n", query.in_tenant ? "; it keeps to the tenant of its transaction" : "");
  if (!query.global_reason.empty()) fmt::print("over all tenants, because {}\n", query.global_reason);
  std::vector<std::pair<std::string, std::string>> values;
  for (const ir::QueryParameter& item : query.parameters)
    values.emplace_back(item.name, type_text(schema, item.type, item.nullable) +
                                       (item.entity.empty() ? "" : ", the key of " + item.entity));
  print_values("takes", values);
  values.clear();
  for (const ir::Column& column : query.columns)
    values.emplace_back(column.name, type_text(schema, column.type, column.nullable));
  if (ir::gives_rows(query)) print_values("gives", values);
  values.clear();
  for (const ir::QueryEmbed& embed : query.embeds)
    values.emplace_back(embed.name, fmt::format("{} of {}, by the query {}", embed.many ? "rows" : "the row",
                                                embed.entity, embed.query));
  print_values("embeds", values);
  fmt::print("\n");
  for (const ir::QueryUse& use : query.uses)
    fmt::print("{} {}{}\n", kDeeds[static_cast<std::size_t>(use.command)], use.source,
               use.columns.empty() ? "" : fmt::format(" ({})", join(use.columns, ", ")));
}

/// As whatever values would be planned for: parameters stay parameters.
tl::expected<pq::Rows, pq::SqlError> plan(pq::Session& session, const ir::Schema& schema,
                                          const std::string& sql) {
  const auto begun = session.script(
      "BEGIN READ ONLY; SET LOCAL plan_cache_mode = force_generic_plan" +
      (schema.tenancy ? "; SET LOCAL ROLE " + session.quote_identifier(schema.tenancy->app) : std::string()));
  if (!begun) return tl::unexpected(begun.error());
  const auto made = session.script("PREPARE tenon_explained AS " + sql);
  if (!made) return tl::unexpected(made.error());
  const auto count = session.query(
      "SELECT coalesce(array_length(parameter_types, 1), 0) FROM pg_prepared_statements WHERE name = "
      "'tenon_explained'");
  if (!count) return tl::unexpected(count.error());
  std::vector<std::string> nulls(std::stoul(count->text(0, 0)), "NULL");
  return session.query("EXPLAIN EXECUTE tenon_explained" +
                       (nulls.empty() ? "" : "(" + join(nulls, ", ") + ")"));
}

bool print_plan(pq::Session& session, const ir::Schema& schema, const std::string& sql) {
  const auto planned = plan(session, schema, sql);
  if (!planned)
    print_error("the server doesn't plan it: " + planned.error().message, "is the database of this schema?");
  for (std::size_t row = 0; planned && row < planned->size(); ++row)
    fmt::print("    {}\n", planned->text(row, 0));
  (void)session.script("ROLLBACK");
  (void)session.script("DEALLOCATE ALL");
  return planned.has_value();
}

}  // namespace

int explain_query(const Compilation& compilation, const ir::Query& query, const std::string& database) {
  const ir::Schema& schema = *compilation.schema;
  std::optional<pq::Session> session;
  if (!database.empty()) {
    session = connect(database);
    if (!session) return kEnvironment;
  }
  print_meaning(schema, query);
  bool planned = true;
  for (const dialect::QueryStatement& statement : dialect::query_statements(schema, query)) {
    fmt::print("\nstatement");
    if (!statement.order.empty()) fmt::print(" in the order {}", statement.order);
    if (statement.after) fmt::print(" for a page behind another");
    if (!statement.absent.empty()) fmt::print(" without {}", join(statement.absent, ", "));
    fmt::print(":\n");
    for (const std::string& line : parts_of(statement.sql.str(), "\n")) {
      if (line.find_first_not_of(' ') != std::string::npos) fmt::print("  {}\n", line);
    }
    if (!session) continue;
    fmt::print("  plan:\n");
    planned = print_plan(*session, schema, statement.sql.str()) && planned;
  }
  return planned ? kSuccess : kFinding;
}

}  // namespace tenon::driver
