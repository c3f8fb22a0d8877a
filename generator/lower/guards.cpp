// Triggers, policies and rights.
#include <algorithm>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/triggers.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Kind;

namespace {

model::Identity tenon_function(const std::string& name) {
  return {Kind::kFunction, "tenon", "", name, ""};
}

void add(Lowering& lowering, const ir::Entity& entity, const std::string& name, model::Trigger trigger,
         ir::Rule rule) {
  std::vector<model::Identity> needs = {trigger.function};
  lowering.out.add({lowering.of(Kind::kTrigger, name, entity.table), std::move(trigger), std::move(needs),
                    why(rule, entity.name)});
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
  made.function = tenon_function(trigger.function);
  add(lowering, entity, trigger.name, std::move(made), ir::Rule::kDeclared);
}

/// Sets the column to the time of an update that changes anything else.
void add_touch(Lowering& lowering, const ir::Entity& entity, const std::string& column) {
  const std::string definition = dialect::touch_definition(entity, column).str();
  const std::size_t begin = definition.find("WHEN (") + 6;
  model::Trigger made;
  made.events = {"UPDATE"};
  made.when = model::Sql{definition.substr(begin, definition.rfind(") EXECUTE") - begin)};
  made.function = tenon_function(identifier(ir::touch_name(column)));
  add(lowering, entity, identifier(ir::touch_name(column)), std::move(made), ir::Rule::kDeclared);
}

void add_audit(Lowering& lowering, const ir::Entity& entity) {
  if (!entity.audit) return;
  struct Logged {
    const char* name;
    const char* event;
    const char* old_table;
    const char* new_table;
  };
  static constexpr Logged kLogged[] = {{"audit_delete", "DELETE", "old_rows", ""},
                                       {"audit_insert", "INSERT", "", "new_rows"},
                                       {"audit_update", "UPDATE", "old_rows", "new_rows"}};
  for (const Logged& each : kLogged) {
    model::Trigger made;
    made.timing = model::Timing::kAfter;
    made.events = {each.event};
    made.row = false;
    made.old_table = each.old_table;
    made.new_table = each.new_table;
    made.function = tenon_function(identifier(ir::audit_function_name(entity)));
    add(lowering, entity, each.name, std::move(made), ir::Rule::kAudit);
  }
}

void add_policy(Lowering& lowering, const ir::Entity& entity, const std::string& name, ir::Command command,
                std::vector<std::string> roles, const model::Sql& condition, ir::Rule rule) {
  model::Policy made;
  made.command = ir::command_name(command);
  made.roles = std::move(roles);
  std::sort(made.roles.begin(), made.roles.end());
  if (dialect::has_using(command)) made.condition = condition;
  if (dialect::has_check(command)) made.check = condition;
  lowering.out.add(
      {lowering.of(Kind::kPolicy, name, entity.table), std::move(made), {}, why(rule, entity.name)});
}

}  // namespace

void add_triggers(Lowering& lowering, const ir::Entity& entity) {
  for (const std::string& column : entity.touched) add_touch(lowering, entity, column);
  for (const ir::Trigger& trigger : entity.triggers) add_declared(lowering, entity, trigger);
  add_audit(lowering, entity);
}

void add_policies(Lowering& lowering, const ir::Entity& entity) {
  for (const ir::Policy& policy : entity.policies)
    add_policy(lowering, entity, policy.name, policy.command, policy.roles,
               sql(dialect::policy_condition(entity, policy)), ir::Rule::kT6);
  const auto retained = ir::retention_commands(lowering.schema, entity);
  for (const ir::Command command : retained)
    add_policy(lowering, entity, identifier(ir::retention_policy_name(entity, command)), command,
               {lowering.owner()}, sql(dialect::retention_condition(entity, command)), ir::Rule::kRetain);
  if (entity.policies.empty() && retained.empty()) return;
  lowering.out.add({lowering.of(Kind::kRowSecurity, "", entity.table),
                    model::RowSecurity{},
                    {},
                    why(ir::Rule::kT6, entity.name)});
}

void add_grants(Lowering& lowering, const std::string& table, Kind kind,
                const std::vector<ir::Grant>& grants) {
  for (const ir::Grant& grant : grants) {
    model::Grant made{lowering.of(kind, table), {}};
    for (const ir::Command command : grant.privileges) {
      const bool some = command == ir::Command::kUpdate && !grant.update_columns.empty();
      std::vector<std::string> columns = some ? grant.update_columns : std::vector<std::string>{};
      std::sort(columns.begin(), columns.end());
      made.privileges.push_back({std::string(ir::command_name(command)), std::move(columns), false});
    }
    std::sort(made.privileges.begin(), made.privileges.end());
    model::Identity identity{Kind::kGrant, lowering.schema.sql_schema, table, grant.role,
                             std::string(model::kind_name(kind))};
    lowering.out.add({std::move(identity), std::move(made), {}, why(ir::Rule::kT7, table)});
  }
}

}  // namespace tenon::lower
