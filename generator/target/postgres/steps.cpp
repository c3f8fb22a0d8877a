#include "target/postgres/steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/maintenance.hpp"
#include "dialect/search.hpp"
#include "dialect/triggers.hpp"
#include "target/postgres/maintenance.hpp"
#include "target/postgres/tables.hpp"

namespace tenon::target::postgres {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_identifiers;
using render::sql_join;
using render::sql_literal;
using render::SqlText;
using render::View;

struct Rendered {
  std::string_view path;  ///< of the template
  View view;
  std::vector<std::string_view> rest{};  ///< of those that go on where the first ends
};

SqlText rule_mark(ir::Rule rule) {
  return render::sql_comment(ir::rule_name(rule));
}

/// What stands above or behind a statement, with that its name was cut where it was.
void put_remark(View& view, std::string remark, const std::string& name) {
  const std::string whole = with_name(std::move(remark), name);
  view.put_optional("remark", whole.empty() ? SqlText() : render::sql_comment(whole));
}

/// What stands above a table: its entity, and why it has no policies where it has none.
SqlText headline(const ir::Entity& entity) {
  std::string text = entity.name;
  if (entity.tenancy == ir::Tenancy::kRoot) text += ": the tenant itself";
  if (entity.tenancy == ir::Tenancy::kGlobal) text += ": global, because " + entity.global_reason;
  if (!entity.writable_reason.empty())
    text += "; writable by the application, because " + entity.writable_reason;
  if (!entity.kept_because.empty()) text += "; kept for ever, because " + entity.kept_because;
  if (!entity.audit_of.empty())
    text += fmt::format(": the log of {}, {}", entity.audit_of, remark_of(ir::Rule::kAudit));
  return render::sql_comment(text);
}

/// A list of names stands as it is. A word in capitals would be read in small letters without its quotes.
SqlText setting_value(const std::string& value) {
  const bool has_capitals =
      std::any_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return has_capitals ? sql_literal(value) : SqlText::trusted(value);
}

View::List settings_view(const std::vector<std::pair<std::string, std::string>>& settings) {
  View::List out;
  for (const auto& [name, value] : settings) {
    View item;
    item.put("name", SqlText::trusted(name));
    item.put("value", setting_value(value));
    out.push_back(std::move(item));
  }
  return out;
}

View function_view(const dialect::SearchFunction& function) {
  View out;
  out.put("name", sql_format("tenon.{}", sql_identifier(function.name)));
  put_remark(out, "", function.name);
  out.put("arguments", function.arguments);
  out.put("types", function.types);
  out.put("returns", function.returns);
  out.put("definer", function.definer);
  out.put("language", SqlText::trusted(function.language));
  out.put("body", function.body);
  out.put("settings", settings_view(function.settings));
  return out;
}

/// A view, and what each role may do with it.
View view_view(const ir::View& made) {
  View out;
  out.put("name", sql_identifier(made.sql_name));
  const std::string remark = remark_of(made.rule);
  put_remark(out, made.name + (remark.empty() ? "" : ", " + remark), made.sql_name);
  std::vector<std::string> columns;
  for (const ir::Column& column : made.columns) columns.push_back(column.name);
  out.put("columns", sql_identifiers(columns));
  out.put("query", dialect::authored_expression(made.query));
  out.put_optional("comment", made.doc.empty() ? SqlText() : sql_literal(made.doc));
  View::List grants;
  for (const ir::Grant& grant : made.grants) {
    View item;
    item.put("role", sql_identifier(grant.role));
    grants.push_back(std::move(item));
  }
  out.put("grants", std::move(grants));
  return out;
}

View entity_view(const ir::Entity& entity) {
  View view;
  view.put("table", sql_identifier(entity.table));
  return view;
}

struct Renderer {
  const ir::Schema& schema;

  Rendered operator()(const diff::CreateExtension& o) const {
    View view;
    view.put("name", sql_identifier(o.name));
    return {"postgres/step/create_extension.sql", view};
  }
  Rendered operator()(const diff::CreateEnum& o) const {
    View view;
    view.put("name", sql_identifier(o.item.sql_name));
    put_remark(view, "", o.item.sql_name);
    std::vector<SqlText> values;
    for (const ir::EnumValue& value : o.item.values) values.push_back(sql_literal(value.name));
    view.put("values", sql_join(values, ", "));
    view.put_optional("comment", o.item.doc.empty() ? SqlText() : sql_literal(o.item.doc));
    return {"postgres/step/create_enum.sql", view};
  }
  Rendered operator()(const diff::RunSql& o) const {
    View view;
    view.put("headline", render::sql_comment(o.raw.name + (o.raw.doc.empty() ? "" : ": " + o.raw.doc)));
    std::string text = o.raw.statements;
    while (!text.empty() && std::string_view(" \n\t\r;").find(text.back()) != std::string_view::npos)
      text.pop_back();
    // A comment must not swallow the end of the last statement.
    view.put("statements", dialect::authored_expression(text.substr(text.find_first_not_of(" \n\t\r"))));
    return {"postgres/step/run_sql.sql", view};
  }
  Rendered operator()(const diff::CreateDomain& o) const {
    View view;
    view.put("name", sql_identifier(o.item.sql_name));
    put_remark(view, "", o.item.sql_name);
    view.put("type", dialect::type(schema, o.item.type));
    view.put_optional("default", o.item.default_value
                                     ? dialect::value(schema, *o.item.default_value, o.item.type)
                                     : SqlText());
    View::List checks;
    for (const ir::Check& check : o.item.checks) {
      View item;
      item.put("check", sql_identifier(check.name)).put("condition", dialect::check_expression(check));
      checks.push_back(std::move(item));
    }
    view.put("checks", std::move(checks));
    view.put_optional("comment", o.item.doc.empty() ? SqlText() : sql_literal(o.item.doc));
    return {"postgres/step/create_domain.sql", view};
  }
  Rendered operator()(const diff::CreateTrigger& o) const {
    View view = entity_view(o.entity);
    const ir::Trigger& trigger = o.trigger;
    view.put("name", sql_identifier(trigger.name));
    view.put("function", dialect::trigger_function(trigger));
    put_remark(view, "", is_shortened(trigger.name) ? trigger.name : trigger.function);
    view.put("tenancy", schema.tenancy.has_value());
    if (schema.tenancy) {
      view.put("triggers", sql_identifier(schema.tenancy->triggers));
      view.put("owner", sql_identifier(schema.tenancy->owner));
    }
    view.put("path", SqlText::trusted(dialect::trigger_path(schema)));
    view.put("timing", dialect::trigger_timing(trigger));
    view.put("definition", dialect::trigger_definition(trigger));
    view.put("body",
             dialect::dollar_quoted(dialect::trigger_body(schema, o.entity, trigger).str(), "trigger"));
    return {"postgres/step/create_trigger.sql", view};
  }
  Rendered operator()(const diff::CreateTouchFunction& o) const {
    View view;
    view.put("path", dialect::pinned_path());
    view.put("function", dialect::touch_function(o.column));
    put_remark(view, "", identifier(ir::touch_name(o.column)));
    view.put("body", dialect::touch_body(o.column));
    return {"postgres/step/create_touch_function.sql", view};
  }
  Rendered operator()(const diff::CreateTable& o) const {
    View view = entity_view(o.entity);
    view.put("headline", headline(o.entity));
    view.put("lines", table_lines(schema, o));
    const auto& levels = o.entity.partitioning;
    view.put_optional("partition", levels.empty() ? SqlText() : dialect::partition_clause(levels[0]));
    std::vector<SqlText> storage;
    for (const auto& [name, text] : o.entity.storage)
      storage.push_back(sql_format("{} = {}", sql_identifier(name), authored_sql(text)));
    view.put_optional("storage", sql_join(storage, ", "));
    return {"postgres/step/create_table.sql", view};
  }
  Rendered operator()(const diff::AddForeignKey& o) const {
    View view = entity_view(o.entity);
    view.put("name", sql_identifier(o.key.name));
    put_remark(view, remark_of(o.key), o.key.name);
    view.put("clause", foreign_key_clause(o.key));
    return {"postgres/step/add_foreign_key.sql", view};
  }
  Rendered operator()(const diff::CreateIndex& o) const {
    View view = entity_view(o.entity);
    put_remark(view, remark_of(o.index.rule, o.index.global_reason), o.index.name);
    view.put("unique", o.index.unique);
    view.put("name", sql_identifier(o.index.name));
    view.put("method", sql_identifier(o.index.method));
    view.put("definition", dialect::index_definition(o.index));
    return {"postgres/step/create_index.sql", view};
  }
  Rendered operator()(const diff::CreateTouchTrigger& o) const {
    View view = entity_view(o.entity);
    const std::string name = identifier(ir::touch_name(o.column));
    view.put("name", sql_identifier(name));
    put_remark(view, "", name);
    view.put("definition", dialect::touch_definition(o.entity, o.column));
    return {"postgres/step/create_touch_trigger.sql", view};
  }
  Rendered operator()(const diff::CreatePolicy& o) const {
    View view = entity_view(o.entity);
    view.put("name", sql_identifier(o.policy.name));
    const ir::Rule open = o.entity.audit_of.empty() ? ir::Rule::kSearch : ir::Rule::kAudit;
    put_remark(view, std::string(ir::rule_name(o.policy.every_row ? open : ir::Rule::kT6)), o.policy.name);
    view.put("command", authored_sql(ir::command_name(o.policy.command)));
    view.put("roles", sql_identifiers(o.policy.roles));
    view.put("condition", dialect::policy_condition(o.entity, o.policy));
    view.put("using", dialect::has_using(o.policy.command));
    view.put("check", dialect::has_check(o.policy.command));
    return {"postgres/step/create_policy.sql", view};
  }
  Rendered operator()(const diff::ForceRowSecurity& o) const {
    return {"postgres/step/force_row_security.sql", entity_view(o.entity)};
  }
  Rendered operator()(const diff::GrantOnTable& o) const {
    View view = entity_view(o.entity);
    std::vector<SqlText> privileges;
    for (const ir::Command command : o.grant.privileges) {
      const SqlText name = authored_sql(ir::command_name(command));
      const bool some = command == ir::Command::kUpdate && !o.grant.update_columns.empty();
      privileges.push_back(some ? sql_format("{} ({})", name, sql_identifiers(o.grant.update_columns))
                                : name);
    }
    view.put("privileges", sql_join(privileges, ", "));
    view.put("role", sql_identifier(o.grant.role));
    const bool search = schema.tenancy && o.grant.role == schema.tenancy->search;
    view.put("rule", rule_mark(search ? ir::Rule::kSearch : ir::Rule::kT7));
    return {"postgres/step/grant_on_table.sql", view};
  }
  Rendered operator()(const diff::CreateUuid7&) const {
    return {"postgres/step/create_uuid7.sql", dialect::maintenance_view(schema)};
  }
  Rendered operator()(const diff::CreateMaintenance&) const {
    return {"postgres/step/create_maintenance.sql",
            dialect::maintenance_view(schema),
            {"postgres/step/create_maintenance_runs.sql", "postgres/step/create_maintenance_calls.sql"}};
  }
  Rendered operator()(const diff::CreateRetentionPolicy& o) const {
    View view = entity_view(o.entity);
    const std::string name = identifier(ir::retention_policy_name(o.entity, o.command));
    view.put("name", sql_identifier(name));
    put_remark(view,
               o.entity.retention ? "retain: tenon.maintain() reaches what is past its time, and nothing else"
                                  : "retain: tenon.maintain() goes from tenant to tenant",
               name);
    view.put("command", authored_sql(ir::command_name(o.command)));
    view.put("roles", sql_identifier(schema.tenancy->owner));
    view.put("condition", dialect::retention_condition(o.entity, o.command));
    view.put("check", dialect::has_check(o.command));
    return {"postgres/step/create_retention_policy.sql", view};
  }
  Rendered operator()(const diff::RegisterPartitions& o) const {
    return {"postgres/step/register_partitions.sql", partitions_view(schema, o.entity)};
  }
  Rendered operator()(const diff::RegisterRetention& o) const {
    return {"postgres/step/register_retention.sql", retention_view(schema, o.entity)};
  }
  Rendered operator()(const diff::RunMaintenance&) const {
    return {"postgres/step/run_maintenance.sql", View()};
  }
  Rendered operator()(const diff::Comment& o) const {
    View view = entity_view(o.entity);
    const ir::Entity& entity = o.entity;
    view.put_optional("comment", entity.doc.empty() ? SqlText() : sql_literal(entity.doc));
    View::List columns;
    for (const ir::Column& column : entity.columns) {
      if (column.doc.empty()) continue;
      View item;
      item.put("column", sql_identifier(column.name));
      item.put("text", sql_literal(column.doc));
      columns.push_back(std::move(item));
    }
    view.put("columns", std::move(columns));
    return {"postgres/step/comment.sql", view};
  }
  Rendered operator()(const diff::CreateSearch& o) const {
    View view;
    const bool by_role = ir::searched_by_role(o.entity);
    view.put("by_role", by_role);
    view.put("tenancy", schema.tenancy.has_value());
    if (schema.tenancy) {
      view.put("search", sql_identifier(schema.tenancy->search));
      view.put("owner", sql_identifier(schema.tenancy->owner));
      view.put("app", sql_identifier(schema.tenancy->app));
    }
    view.put("remark", render::sql_comment(remark_of(ir::Rule::kSearch)));
    const auto seen = dialect::searched_view(schema, o.entity);
    view.put_optional("view", seen ? sql_format("tenon.{}", sql_identifier(seen->name)) : SqlText());
    if (seen) view.put("query", seen->query).put("clients", sql_identifiers(dialect::clients_of(schema)));
    View::List functions;
    for (const dialect::SearchFunction& function : dialect::search_functions(schema, o.entity))
      functions.push_back(function_view(function));
    view.put("functions", std::move(functions));
    return {"postgres/step/create_search.sql", view};
  }
  Rendered operator()(const diff::CreateChangesFunction&) const {
    View view;
    view.put("path", dialect::pinned_path());
    view.put("tenancy", schema.tenancy.has_value());
    return {"postgres/step/create_changes_function.sql", view};
  }
  Rendered operator()(const diff::CreateAudit& o) const {
    View view = entity_view(o.entity);
    view.put("tenancy", schema.tenancy.has_value());
    put_remark(view, remark_of(ir::Rule::kAudit), identifier(ir::audit_function_name(o.entity)));
    view.put("function", dialect::audit_function(o.entity));
    view.put("body", dialect::audit_body(schema, o.entity));
    view.put("settings", settings_view(dialect::audit_settings()));
    View::List triggers;
    for (const dialect::AuditTrigger& trigger : dialect::audit_triggers(o.entity)) {
      View item;
      item.put("name", sql_identifier(trigger.name));
      item.put("timing", authored_sql(trigger.timing));
      item.put("definition", trigger.definition);
      triggers.push_back(std::move(item));
    }
    view.put("triggers", std::move(triggers));
    return {"postgres/step/create_audit.sql", view};
  }
  Rendered operator()(const diff::CreateView& o) const {
    return {"postgres/step/create_view.sql", view_view(o.view)};
  }
};

}  // namespace

std::string step_sql(const ir::Schema& schema, const diff::Step& step, render::Templates& templates) {
  const Rendered rendered = std::visit(Renderer{schema}, step.operation);
  std::string out = templates.render(rendered.path, rendered.view);
  for (const std::string_view path : rendered.rest) out += templates.render(path, rendered.view);
  return out;
}

}  // namespace tenon::target::postgres
