#include "target/conformance/functions.hpp"

#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/maintenance.hpp"
#include "dialect/search.hpp"
#include "dialect/tenant.hpp"
#include "dialect/triggers.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using render::SqlText;

/// As the catalog keeps it.
std::string pinned_path() {
  return fmt::format("search_path={}", dialect::kPinnedPath);
}

want::Function search_function(const ir::Schema& schema, const ir::Entity& entity,
                               const dialect::SearchFunction& function) {
  want::Function out;
  out.name = function.name;
  out.types = function.types.str();
  out.source = function.body.str();
  out.definer = function.definer;
  for (const auto& [name, value] : function.settings) out.settings.push_back(name + "=" + value);
  if (!schema.tenancy) return out;
  out.owner = ir::searched_by_role(entity) ? schema.tenancy->search : schema.tenancy->owner;
  out.executors = {schema.tenancy->app};
  return out;
}

/// A search's arguments, as a row's own columns: each text in turn, and its vector.
std::vector<std::string> search_queries(const ir::Entity& entity, const std::string& what) {
  std::vector<std::string> out;
  if (what != "vector") {
    std::vector<SqlText> parts;
    for (const ir::WeightedColumn& item : entity.text_search->columns)
      parts.push_back(render::sql_format("coalesce({}::text, '')", render::sql_identifier(item.column)));
    out.push_back(render::sql_join(parts, " || ' or ' || ").str());
  }
  if (what != "text") out.push_back(render::sql_identifier(entity.vector_search->column).str());
  return out;
}

void add_searched_view(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  const auto seen = dialect::searched_view(schema, entity);
  if (!seen) return;
  want::View view;
  view.name = seen->name;
  for (const ir::Column& column : entity.columns) view.columns.push_back(column.name);
  view.query = seen->query.str();
  view.owner = schema.tenancy->search;
  out.searched_views.push_back(std::move(view));
}

void add_searches(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  add_searched_view(schema, entity, out);
  for (const dialect::SearchFunction& function : dialect::search_functions(schema, entity)) {
    out.functions.push_back(search_function(schema, entity, function));
    const std::string name = render::sql_format("tenon.{}", render::sql_identifier(function.name)).str();
    // On the root there is one row a tenant, which nothing could be found among.
    if (entity.tenancy == ir::Tenancy::kTenant)
      out.searches.push_back(
          {entity.table, name, search_queries(entity, function.what), function.what != "text"});
  }
}

/// A trigger's function, as the owner or as whoever writes.
want::Function trigger_function(const ir::Schema& schema, std::string name, const SqlText& body) {
  want::Function out;
  out.name = std::move(name);
  out.source = body.str();
  out.settings = {pinned_path()};
  if (schema.tenancy) out.owner = schema.tenancy->owner;
  return out;
}

/// Declared triggers run as the application's twin.
void add_triggers(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  for (const ir::Trigger& trigger : entity.triggers) {
    want::Function function =
        trigger_function(schema, trigger.function, dialect::trigger_body(schema, entity, trigger));
    function.settings = {"search_path=" + dialect::trigger_path(schema), "standard_conforming_strings=on"};
    function.definer = schema.tenancy.has_value();
    if (schema.tenancy) {
      function.owner = schema.tenancy->triggers;
      function.executors = {schema.tenancy->owner};
    }
    out.functions.push_back(std::move(function));
  }
}

void add_audit(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  if (!entity.audit) return;
  want::Function function = trigger_function(schema, identifier(ir::audit_function_name(entity)),
                                             dialect::audit_body(schema, entity));
  function.definer = schema.tenancy.has_value();
  function.settings.clear();
  for (const auto& [name, value] : dialect::audit_settings()) function.settings.push_back(name + "=" + value);
  out.functions.push_back(std::move(function));
  if (entity.tenancy != ir::Tenancy::kTenant) return;
  want::Audit audit{entity.table, schema.entity(entity.audit->entity)->table, {}};
  for (const ir::Column& column : entity.columns) {
    const bool secret = column.secret || column.encrypted;
    const ir::Treatment treatment = secret ? entity.audit->secrets : entity.audit->pii;
    if ((secret || column.pii) && treatment != ir::Treatment::kKept) audit.left_out.push_back(column.name);
  }
  out.audits.push_back(std::move(audit));
}

std::vector<std::string> registered(const ir::Schema& schema, const std::string& table) {
  std::vector<std::string> out;
  for (const ir::Entity& entity : schema.entities) {
    if (table == "partitioned" && !entity.partitioning.empty())
      out.push_back(dialect::partitioned_row(schema, entity).str());
    if (table == "retained" && entity.retention) out.push_back(dialect::retained_row(schema, entity).str());
  }
  return out;
}

}  // namespace

void add_tenant_functions(const ir::Schema& schema, want::Schema& out) {
  for (const dialect::TenantFunction& function : dialect::tenant_functions(schema)) {
    want::Function item;
    item.name = function.name;
    item.types = function.types.str();
    item.source = function.body.str();
    item.definer = function.definer;
    item.settings = {pinned_path()};
    item.owner = schema.tenancy->owner;
    if (function.for_users) item.executors = dialect::users_of(schema);
    out.functions.push_back(std::move(item));
  }
}

void add_maintenance(const ir::Schema& schema, want::Schema& out) {
  static const std::set<std::string> kFixed = {"partitioned", "retained", "maintenance_lock"};
  for (dialect::Made& made : dialect::maintenance_functions(schema)) {
    want::Function function;
    function.name = std::move(made.name);
    function.definition = std::move(made.definition);
    if (schema.tenancy) function.owner = schema.tenancy->owner;
    function.executors = std::move(made.executors);
    out.functions.push_back(std::move(function));
  }
  for (dialect::Made& made : dialect::maintenance_tables(schema)) {
    const bool fixed = kFixed.contains(made.name);
    out.registers.push_back({made.name, std::move(made.definition), registered(schema, made.name), fixed});
  }
}

void add_functions_of(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  add_searches(schema, entity, out);
  add_triggers(schema, entity, out);
  add_audit(schema, entity, out);
}

void add_touch_functions(const ir::Schema& schema, want::Schema& out) {
  std::set<std::string> columns;
  for (const ir::Entity& entity : schema.entities)
    columns.insert(entity.touched.begin(), entity.touched.end());
  for (const std::string& column : columns)
    out.functions.push_back(
        trigger_function(schema, identifier(ir::touch_name(column)), dialect::touch_body(column)));
}

}  // namespace tenon::target::conformance
