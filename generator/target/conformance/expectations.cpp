#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/maintenance.hpp"
#include "dialect/search.hpp"
#include "dialect/tenant.hpp"
#include "dialect/triggers.hpp"
#include "target/conformance/conformance.hpp"
#include "target/conformance/samples.hpp"
#include "types/types.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using render::SqlText;

want::Tenancy tenancy(ir::Tenancy tenancy) {
  switch (tenancy) {
    case ir::Tenancy::kRoot:
      return want::Tenancy::kRoot;
    case ir::Tenancy::kTenant:
      return want::Tenancy::kTenant;
    case ir::Tenancy::kGlobal:
      return want::Tenancy::kGlobal;
    case ir::Tenancy::kNone:
      break;
  }
  return want::Tenancy::kNone;
}

std::vector<want::Column> columns(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<want::Column> out;
  for (const ir::Column& column : entity.columns) {
    want::Column item;
    item.name = column.name;
    item.type = dialect::column_type(schema, column).str();
    if (!column.generated.empty()) item.generated_sql = dialect::authored_expression(column.generated).str();
    if (column.identity == ir::Identity::kAlways) item.identity = "ALWAYS";
    if (column.identity == ir::Identity::kByDefault) item.identity = "BY DEFAULT";
    item.not_null = !column.nullable;
    if (column.default_value)
      item.default_sql = dialect::value(schema, *column.default_value, column.type).str();
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<want::ForeignKey> foreign_keys(const ir::Entity& entity) {
  std::vector<want::ForeignKey> out;
  for (const ir::ForeignKey& key : entity.foreign_keys) {
    want::ForeignKey item;
    item.name = key.name;
    item.columns = key.columns;
    item.table = key.table;
    item.referenced_columns = key.referenced;
    item.on_delete = dialect::action(key.on_delete).str();
    item.on_update = dialect::action(key.on_update).str();
    item.set_columns = key.set_columns;
    item.deferrable = dialect::deferral(key.deferral).str();
    item.indexed = ir::has_leading_index(entity, ir::indexed_columns(entity, key));
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<want::Index> indexes(const ir::Entity& entity) {
  std::vector<want::Index> out;
  for (const ir::Index& index : entity.indexes) {
    want::Index item;
    item.name = index.name;
    item.method = index.method;
    item.definition = dialect::index_definition(index).str();
    item.unique = index.unique;
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<want::Policy> policies(const ir::Entity& entity) {
  std::vector<want::Policy> out;
  for (const ir::Policy& policy : entity.policies) {
    want::Policy item;
    item.name = policy.name;
    item.command = ir::command_name(policy.command);
    item.roles = policy.roles;
    const std::string condition = dialect::policy_condition(entity, policy).str();
    if (dialect::has_using(policy.command)) item.using_sql = condition;
    if (dialect::has_check(policy.command)) item.check_sql = condition;
    out.push_back(std::move(item));
  }
  return out;
}

/// What the owner may reach while `tenon.maintain()` runs.
void add_retention_policies(const ir::Schema& schema, const ir::Entity& entity,
                            std::vector<want::Policy>& out) {
  for (const ir::Command command : ir::retention_commands(schema, entity)) {
    want::Policy item;
    item.name = identifier(ir::retention_policy_name(entity, command));
    item.command = ir::command_name(command);
    item.roles = {schema.tenancy->owner};
    item.using_sql = dialect::retention_condition(entity, command).str();
    if (dialect::has_check(command)) item.check_sql = item.using_sql;
    out.push_back(std::move(item));
  }
}

std::vector<want::Partitioning> partitioning(const ir::Entity& entity) {
  static constexpr std::string_view kStrategies[] = {"RANGE", "LIST", "HASH"};
  std::vector<want::Partitioning> out;
  for (const ir::Partitioning& level : entity.partitioning) {
    out.push_back({std::string(kStrategies[static_cast<std::size_t>(level.method)]), level.columns});
  }
  return out;
}

want::Key key_of(const ir::Key& key) {
  want::Key out;
  out.name = key.name;
  out.columns = key.columns;
  out.deferrable = dialect::deferral(key.deferral).str();
  out.nulls_not_distinct = key.nulls_not_distinct;
  out.include = key.include;
  return out;
}

want::Table table(const ir::Schema& schema, const ir::Entity& entity) {
  want::Table out;
  out.name = entity.table;
  out.tenancy = tenancy(entity.tenancy);
  out.tenant_column = entity.tenant_column;
  out.columns = columns(schema, entity);
  out.primary_key = key_of(entity.primary_key);
  for (const ir::Key& key : entity.uniques) out.uniques.push_back(key_of(key));
  out.foreign_keys = foreign_keys(entity);
  for (const ir::Check& check : entity.checks)
    out.checks.push_back({check.name, dialect::check_expression(check).str()});
  out.indexes = indexes(entity);
  for (const ir::Exclusion& exclusion : entity.exclusions)
    out.exclusions.push_back({exclusion.name, dialect::exclusion_definition(exclusion).str()});
  for (const ir::Trigger& trigger : entity.triggers) {
    out.triggers.push_back(
        {trigger.name, dialect::trigger_definition(trigger).str(), dialect::trigger_timing(trigger).str()});
  }
  for (const std::string& column : entity.touched) {
    out.triggers.push_back({identifier(ir::touch_name(column)),
                            dialect::touch_definition(entity, column).str(), "BEFORE UPDATE"});
  }
  if (entity.audit) {
    for (const dialect::AuditTrigger& trigger : dialect::audit_triggers(entity))
      out.triggers.push_back({trigger.name, trigger.definition.str(), trigger.timing});
  }
  out.policies = policies(entity);
  add_retention_policies(schema, entity, out.policies);
  out.shown_with_rows =
      !entity.audit_of.empty() && !out.policies.empty() && !entity.policies.front().narrowing.empty();
  out.partitioning = partitioning(entity);
  for (const ir::Grant& grant : entity.grants) {
    want::Grant item{grant.role, {}, grant.update_columns};
    for (const ir::Command command : grant.privileges) {
      const bool by_column = command == ir::Command::kUpdate && !grant.update_columns.empty();
      if (!by_column) item.privileges.emplace_back(ir::command_name(command));
    }
    out.grants.push_back(std::move(item));
  }
  return out;
}

want::Domain domain(const ir::Schema& schema, const ir::Domain& item) {
  want::Domain out;
  out.name = item.sql_name;
  out.type = dialect::type(schema, item.type).str();
  if (item.default_value) out.default_sql = dialect::value(schema, *item.default_value, item.type).str();
  for (const ir::Check& check : item.checks)
    out.checks.push_back({check.name, dialect::check_expression(check).str()});
  return out;
}

/// Every role but the owner.
std::vector<std::string> users_of(const want::Roles& roles) {
  std::vector<std::string> out = {roles.app, roles.provisioner};
  if (!roles.search.empty()) out.push_back(roles.search);
  out.insert(out.end(), roles.others.begin(), roles.others.end());
  return out;
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
  out.owner = dialect::searched_by_role(entity) ? schema.tenancy->search : schema.tenancy->owner;
  out.executors = {schema.tenancy->app};
  return out;
}

void add_tenant_functions(const ir::Schema& schema, want::Schema& out) {
  for (const dialect::TenantFunction& function : dialect::tenant_functions(schema)) {
    want::Function item;
    item.name = function.name;
    item.types = function.types.str();
    item.source = function.body.str();
    item.definer = function.definer;
    item.settings = {fmt::format("search_path={}", dialect::kPinnedPath)};
    item.owner = schema.tenancy->owner;
    if (function.for_users) item.executors = users_of(out.roles);
    out.functions.push_back(std::move(item));
  }
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
  out.settings = {fmt::format("search_path={}", dialect::kPinnedPath)};
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

/// One for all entities that have the column.
void add_touch_functions(const ir::Schema& schema, want::Schema& out) {
  std::set<std::string> columns;
  for (const ir::Entity& entity : schema.entities)
    columns.insert(entity.touched.begin(), entity.touched.end());
  for (const std::string& column : columns)
    out.functions.push_back(
        trigger_function(schema, identifier(ir::touch_name(column)), dialect::touch_body(column)));
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

/// What makes and drops partitions, removes rows that are past their time, and makes keys that grow with
/// time.
void add_maintenance(const ir::Schema& schema, want::Schema& out) {
  static const std::set<std::string> kFixed = {"partitioned", "retained", "maintenance_lock"};
  out.has_maintenance = ir::is_maintained(schema);
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

/// The tables behind a view, through other views too.
void add_tables(const ir::Schema& schema, const ir::View& view, std::vector<std::string>& out) {
  for (const std::string& name : view.reads) {
    if (const ir::Entity* entity = schema.entity(name)) {
      if (std::find(out.begin(), out.end(), entity->table) == out.end()) out.push_back(entity->table);
      continue;
    }
    for (const ir::View& other : schema.views) {
      if (other.name == name) add_tables(schema, other, out);
    }
  }
}

want::View view(const ir::Schema& schema, const ir::View& made) {
  want::View out;
  out.name = made.sql_name;
  for (const ir::Column& column : made.columns) out.columns.push_back(column.name);
  out.query = dialect::authored_expression(made.query).str();
  out.tenant_column = made.tenant_column;
  add_tables(schema, made, out.tables);
  for (const ir::Grant& grant : made.grants) out.grants.push_back({grant.role, {"SELECT"}});
  return out;
}

/// Two tenants' keys as raw text, of no tenant that there is.
std::vector<std::string> sample_keys(const ir::Type& type) {
  if (type.name == "uuid")
    return {"7e000000-0000-8000-a000-00000000000a", "7e000000-0000-8000-a000-00000000000b"};
  if (type.name == "text") return {"tenon-sample-a", "tenon-sample-b"};
  return {"2147483646", "2147483647"};
}

}  // namespace

want::Schema expectations(const ir::Schema& schema) {
  want::Schema out;
  out.name = schema.name;
  out.fingerprint = ir::fingerprint(schema);
  out.sql_schema = schema.sql_schema;
  out.postgres_version = schema.postgres;
  if (schema.tenancy) {
    out.has_tenancy = true;
    out.roles = {schema.tenancy->owner,  schema.tenancy->app,      schema.tenancy->provisioner,
                 schema.tenancy->search, schema.tenancy->triggers, {}};
    for (const ir::Role& role : schema.roles) out.roles.others.push_back(role.name);
    out.tenant_setting = schema.tenancy->setting;
    out.tenant_is_signed = schema.tenancy->is_signed;
    add_tenant_functions(schema, out);
    out.tenant_type = dialect::type(schema, schema.tenancy->type).str();
    out.sample_tenant_keys = sample_keys(schema.tenancy->type);
  }
  add_maintenance(schema, out);
  for (const std::string& name : schema.extensions)
    out.extensions.push_back({name, std::string(types::minimum_version(name))});
  auto samples = samples_of(schema);
  std::set<std::string> used;
  for (const ir::Entity* entity : ir::dependency_order(schema)) {
    out.tables.push_back(table(schema, *entity));
    out.tables.back().sample = std::move(samples[entity->name]);
    add_searches(schema, *entity, out);
    add_triggers(schema, *entity, out);
    add_audit(schema, *entity, out);
    for (const ir::Column& column : entity->columns) {
      if (column.type.kind == ir::Type::Kind::kEnum) used.insert(column.type.name);
    }
  }
  add_touch_functions(schema, out);
  for (const ir::Domain& item : schema.domains) {
    if (item.type.kind == ir::Type::Kind::kEnum) used.insert(item.type.name);
    out.domains.push_back(domain(schema, item));
  }
  for (const ir::View& item : schema.views) out.views.push_back(view(schema, item));
  for (const ir::Enum& item : schema.enums) {
    if (item.as_text || !used.contains(item.name)) continue;
    want::Enum wanted{item.sql_name, {}};
    for (const ir::EnumValue& value : item.values) wanted.values.push_back(value.name);
    out.enums.push_back(std::move(wanted));
  }
  return out;
}

}  // namespace tenon::target::conformance
