// Triggers, policies and rights.
#include <algorithm>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/numbers.hpp"
#include "dialect/tree.hpp"
#include "dialect/triggers.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Kind;

namespace {

void add(Lowering& lowering, const ir::Entity& entity, const std::string& name, model::Trigger trigger,
         model::Why why) {
  std::vector<model::Identity> needs = asked_in(lowering, trigger.when ? trigger.when->text : "");
  needs.insert(needs.begin(), trigger.function);
  lowering.add(lowering.part(entity, Kind::kTrigger, name), std::move(trigger), std::move(needs),
               std::move(why));
}

/// A trigger's function, as the owner.
model::Function trigger_function(const Lowering& lowering, const render::SqlText& body) {
  model::Function out;
  out.owner = lowering.owner();
  out.returns = {"trigger"};
  out.language = "plpgsql";
  out.body = body.str();
  return out;
}

/// As the application's twin, in a cascade too, which runs as the owner.
model::Identity add_declared_function(Lowering& lowering, const ir::Entity& entity,
                                      const ir::Trigger& trigger) {
  const ir::Schema& schema = lowering.schema;
  model::Function made = trigger_function(lowering, dialect::trigger_body(schema, entity, trigger));
  made.definer = schema.tenancy.has_value();
  if (schema.tenancy) made.owner = schema.tenancy->triggers;
  made.settings = {{"search_path", dialect::trigger_path(schema)}, {"standard_conforming_strings", "on"}};
  const model::Identity identity = bookkeeping(Kind::kFunction, trigger.function);
  const std::string remark =
      schema.tenancy
          ? "P12: as the application's twin, in a cascade too, which runs as the owner: the policies hold "
            "whatever deletes or changes a row."
          : "";
  lowering.add(identity, std::move(made), {}, {"", remark, entity.name});
  if (schema.tenancy) add_executors(lowering, identity, {lowering.owner()}, entity.name);
  return identity;
}

void add_declared(Lowering& lowering, const ir::Entity& entity, const ir::Trigger& trigger) {
  model::Trigger made;
  made.timing = trigger.after ? model::Timing::kAfter : model::Timing::kBefore;
  for (const ir::Command command : ir::kCommands) {
    if (std::find(trigger.events.begin(), trigger.events.end(), command) != trigger.events.end())
      made.events.emplace_back(ir::command_name(command));
  }
  made.row = trigger.row;
  if (!trigger.when.empty()) made.when = sql(dialect::authored_expression(trigger.when));
  made.function = add_declared_function(lowering, entity, trigger);
  add(lowering, entity, trigger.name, std::move(made), why(ir::Rule::kDeclared, entity.name));
}

/// Calls the function of this name for each update that changes anything.
void add_touch(Lowering& lowering, const ir::Entity& entity, const std::string& name) {
  model::Trigger made;
  made.events = {"UPDATE"};
  made.when = sql(dialect::touch_condition(entity));
  made.function = bookkeeping(Kind::kFunction, identifier(name));
  add(lowering, entity, identifier(name), std::move(made), why(ir::Rule::kDeclared, entity.name));
}

/// As the owner, whose counts are: the application reads and writes none of them.
void add_number(Lowering& lowering, const ir::Entity& entity) {
  const ir::Column* column = ir::numbered_column(entity);
  if (column == nullptr) return;
  model::Function function = trigger_function(lowering, dialect::number_body(lowering.schema, entity));
  function.definer = true;
  function.settings = {{"search_path", std::string(dialect::kPinnedPath)}};
  const model::Identity identity = bookkeeping(Kind::kFunction, identifier(ir::number_function_name(entity)));
  model::Why reason = why(ir::Rule::kNumber, entity.name);
  reason.reason +=
      "\nP12: as the owner, with its search_path pinned, and not PUBLIC's to execute; it counts for the "
      "current "
      "tenant alone.";
  lowering.add(identity, std::move(function),
               {bookkeeping(Kind::kTable, dialect::kCounters), bookkeeping(Kind::kFunction, "current_tenant"),
                lowering.table(entity)},
               std::move(reason));
  add_executors(lowering, identity, {}, entity.name);
  model::Trigger trigger;
  trigger.events = {"INSERT", "UPDATE"};
  trigger.columns = dialect::counted_columns(entity);
  trigger.function = identity;
  trigger.arguments = {std::to_string(dialect::slots(*column->numbering))};
  add(lowering, entity, identifier(ir::number_name(column->name)), std::move(trigger),
      mark(ir::Rule::kNumber, entity.name));
}

/// The function that tells a condition whose rows it lets through.
std::string told_by(const std::string& condition) {
  for (const ir::Reach reach : {ir::Reach::kShared, ir::Reach::kBelow, ir::Reach::kAbove}) {
    const std::string name(ir::reach_function(reach));
    if (condition.find("tenon." + name + "()") != std::string::npos) return name;
  }
  return std::string(ir::reach_function(ir::Reach::kOwn));
}

void add_tree_trigger(Lowering& lowering, const ir::Entity& root) {
  model::Function function = trigger_function(lowering, dialect::tree_body(lowering.schema));
  function.definer = true;
  function.settings = {{"search_path", std::string(dialect::kPinnedPath)}};
  const model::Identity identity = bookkeeping(Kind::kFunction, dialect::kKeepTree);
  model::Why reason = why(ir::Rule::kTree, root.name);
  reason.reason += "\nP12: as the owner, with its search_path pinned, and not PUBLIC's to execute.";
  lowering.add(identity, std::move(function),
               {bookkeeping(Kind::kTable, dialect::kTree), lowering.table(root)}, std::move(reason));
  add_executors(lowering, identity, {}, root.name);
  model::Trigger trigger;
  trigger.timing = model::Timing::kAfter;
  trigger.events = {"INSERT", "UPDATE"};
  trigger.columns = {ir::tree_column(lowering.schema), root.tenant_column};
  trigger.arguments = {std::to_string(lowering.schema.tenancy->depth)};
  trigger.function = identity;
  add(lowering, root, dialect::kKeepTree, std::move(trigger), mark(ir::Rule::kTree, root.name));
}

void add_policy(Lowering& lowering, const ir::Entity& entity, const std::string& name, ir::Command command,
                std::vector<std::string> roles, const model::Sql& condition, model::Why why) {
  model::Policy made;
  made.command = ir::command_name(command);
  made.roles = std::move(roles);
  if (dialect::has_using(command)) made.condition = condition;
  if (dialect::has_check(command)) made.check = condition;
  std::vector<model::Identity> needs = asked_in(lowering, condition.text);
  needs.insert(needs.begin(), bookkeeping(Kind::kFunction, told_by(condition.text)));
  if (entity.visible) needs.push_back(lowering.table(*lowering.schema.entity(entity.visible->entity)));
  lowering.add(lowering.part(entity, Kind::kPolicy, name), std::move(made), std::move(needs), std::move(why));
}

/// What lets every row through is a search's, or a log's; or the owner's, whose what is global is.
ir::Rule rule_of(const Lowering& lowering, const ir::Entity& entity, const ir::Policy& policy) {
  const bool owners = entity.visible && policy.roles.front() == lowering.owner();
  if (policy.shared_rows) return ir::Rule::kShared;
  if (!policy.every_row || owners) return ir::Rule::kT6;
  return entity.audit_of.empty() ? ir::Rule::kSearch : ir::Rule::kAudit;
}

std::string retention_reason(const ir::Entity& entity) {
  return entity.retention ? "retain: tenon.maintain() reaches what is past its time, and nothing else"
                          : "retain: tenon.maintain() goes from tenant to tenant";
}

}  // namespace

void add_triggers(Lowering& lowering, const ir::Entity& entity) {
  for (const std::string& column : entity.touched) add_touch(lowering, entity, ir::touch_name(column));
  if (!entity.version.empty()) add_touch(lowering, entity, ir::version_name(entity.version));
  add_number(lowering, entity);
  if (entity.tenancy == ir::Tenancy::kRoot && ir::has_tree(lowering.schema))
    add_tree_trigger(lowering, entity);
  for (const ir::Trigger& trigger : entity.triggers) add_declared(lowering, entity, trigger);
}

void add_audit(Lowering& lowering, const ir::Entity& entity) {
  model::Function made = trigger_function(lowering, dialect::audit_body(lowering.schema, entity));
  made.definer = lowering.schema.tenancy.has_value();
  made.settings = dialect::audit_settings();
  const model::Identity function = bookkeeping(Kind::kFunction, identifier(ir::audit_function_name(entity)));
  model::Why reason = why(ir::Rule::kAudit, entity.name);
  if (made.definer)
    reason.reason += "\nP12: as the owner, with its search_path pinned, and not PUBLIC's to execute.";
  lowering.add(function, std::move(made), {}, std::move(reason));
  add_executors(lowering, function, {}, entity.name);
  for (const dialect::AuditTrigger& each : dialect::kAuditTriggers) {
    model::Trigger trigger;
    trigger.timing = model::Timing::kAfter;
    trigger.events = {std::string(ir::command_name(each.event))};
    trigger.row = false;
    trigger.old_table = each.old_table;
    trigger.new_table = each.new_table;
    trigger.function = function;
    add(lowering, entity, std::string(each.name), std::move(trigger), mark(ir::Rule::kAudit, entity.name));
  }
}

void add_policies(Lowering& lowering, const ir::Entity& entity) {
  for (const ir::Policy& policy : entity.policies)
    add_policy(lowering, entity, policy.name, policy.command, policy.roles,
               sql(dialect::policy_condition(lowering.schema, entity, policy)),
               mark(rule_of(lowering, entity, policy), entity.name));
  const auto retained = ir::retention_commands(lowering.schema, entity);
  for (const ir::Command command : retained)
    add_policy(lowering, entity, identifier(ir::retention_policy_name(entity, command)), command,
               {lowering.owner()}, sql(dialect::retention_condition(entity, command)),
               {"", retention_reason(entity), entity.name});
  if (entity.policies.empty() && retained.empty()) return;
  lowering.add(lowering.part(entity, Kind::kRowSecurity, ""), model::RowSecurity{}, {},
               mark(ir::Rule::kT6, entity.name));
}

void add_grants(Lowering& lowering, const model::Identity& object, const std::vector<ir::Grant>& grants,
                ir::Rule rule, const std::string& declaration) {
  for (const ir::Grant& grant : grants) {
    model::Grant made{object, {}};
    for (const ir::Command command : grant.privileges) {
      std::vector<std::string> columns;
      if (command == ir::Command::kUpdate) columns = grant.update_columns;
      if (command == ir::Command::kInsert) columns = grant.insert_columns;
      std::sort(columns.begin(), columns.end());
      made.privileges.push_back({std::string(ir::command_name(command)), std::move(columns), false});
    }
    std::sort(made.privileges.begin(), made.privileges.end());
    const bool search = lowering.schema.tenancy && grant.role == lowering.schema.tenancy->search;
    const bool own = object.schema == model::kBookkeeping;
    lowering.out.add({model::right_on(object, grant.role),
                      std::move(made),
                      {},
                      mark(search ? ir::Rule::kSearch : rule, declaration),
                      own ? "pg_catalog" : lowering.schema.sql_schema});
  }
}

}  // namespace tenon::lower
