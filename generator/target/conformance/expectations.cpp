#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/triggers.hpp"
#include "target/conformance/conformance.hpp"
#include "target/conformance/functions.hpp"
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
      !entity.audit_of.empty() && schema.tenancy && !ir::narrowed_for(entity, schema.tenancy->app).empty();
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

bool is_audited(const ir::Entity& entity) {
  return entity.audit.has_value();
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
    if (std::any_of(schema.entities.begin(), schema.entities.end(), is_audited))
      out.actor_setting = dialect::actor_setting(schema);
    out.tenant_is_signed = schema.tenancy->is_signed;
    add_tenant_functions(schema, out);
    out.tenant_type = dialect::type(schema, schema.tenancy->type).str();
    out.sample_tenant_keys = sample_keys(schema.tenancy->type);
  }
  out.has_maintenance = ir::is_maintained(schema);
  add_maintenance(schema, out);
  for (const std::string& name : schema.extensions)
    out.extensions.push_back({name, std::string(types::minimum_version(name))});
  auto samples = samples_of(schema);
  std::set<std::string> used;
  for (const ir::Entity* entity : ir::dependency_order(schema)) {
    out.tables.push_back(table(schema, *entity));
    out.tables.back().sample = std::move(samples[entity->name]);
    add_functions_of(schema, *entity, out);
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
