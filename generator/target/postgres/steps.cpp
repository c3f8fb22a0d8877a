#include "target/postgres/steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/search.hpp"
#include "target/postgres/maintenance.hpp"

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
};

/// A line of CREATE TABLE, and the remark behind it.
struct Line {
  SqlText sql;
  std::string remark;
};

std::string remark_of(ir::Rule rule) {
  return rule == ir::Rule::kDeclared ? "" : fmt::format("{}: {}", ir::rule_name(rule), ir::rule_text(rule));
}

std::string remark_of(ir::Rule rule, const std::string& global_reason) {
  return global_reason.empty() ? remark_of(rule) : "global: " + global_reason;
}

SqlText rule_mark(ir::Rule rule) {
  return render::sql_comment(ir::rule_name(rule));
}

std::string padded(const std::string& text, std::size_t width) {
  return fmt::format("{:<{}}", text, width);
}

SqlText foreign_key_clause(const ir::ForeignKey& key) {
  SqlText out = sql_format("FOREIGN KEY ({}) REFERENCES {} ({})", sql_identifiers(key.columns),
                           sql_identifier(key.table), sql_identifiers(key.referenced));
  if (key.on_delete != ir::Action::kNoAction)
    out = sql_format("{} ON DELETE {}", out, dialect::action(key.on_delete));
  if (!key.set_columns.empty()) out = sql_format("{} ({})", out, sql_identifiers(key.set_columns));
  if (key.on_update != ir::Action::kNoAction)
    out = sql_format("{} ON UPDATE {}", out, dialect::action(key.on_update));
  return out;
}

std::vector<Line> column_lines(const ir::Schema& schema, const ir::Entity& entity) {
  std::size_t name_width = 0;
  std::size_t type_width = 0;
  for (const ir::Column& column : entity.columns) {
    name_width = std::max(name_width, sql_identifier(column.name).str().size());
    type_width = std::max(type_width, dialect::type(schema, column.type).str().size());
  }
  std::vector<Line> out;
  for (const ir::Column& column : entity.columns) {
    std::string line = padded(sql_identifier(column.name).str(), name_width) + " ";
    line += padded(dialect::type(schema, column.type).str(), type_width);
    if (!column.nullable) line += " NOT NULL";
    if (!column.generated.empty())
      line += " GENERATED ALWAYS AS (" + dialect::authored_expression(column.generated).str() + ") STORED";
    if (column.default_value)
      line += " DEFAULT " + dialect::value(schema, *column.default_value, column.type).str();
    while (line.ends_with(' ')) line.pop_back();
    out.push_back({SqlText::trusted(std::move(line)), remark_of(column.rule)});
  }
  return out;
}

Line constraint(const std::string& name, const SqlText& clause, std::string remark) {
  return {sql_format("CONSTRAINT {} {}", sql_identifier(name), clause), std::move(remark)};
}

/// Whether the primary key ends with a column of the partition key.
bool partition_key_joins(const ir::Entity& entity) {
  return std::any_of(
      entity.partitioning.begin(), entity.partitioning.end(), [&](const ir::Partitioning& level) {
        return std::find(level.columns.begin(), level.columns.end(), entity.primary_key.columns.back()) !=
               level.columns.end();
      });
}

std::vector<Line> table_lines(const ir::Schema& schema, const diff::CreateTable& operation) {
  const ir::Entity& entity = operation.entity;
  std::vector<Line> out = column_lines(schema, entity);
  const ir::Key& key = entity.primary_key;
  std::string remark = remark_of(key.rule, key.global_reason);
  if (partition_key_joins(entity)) remark += (remark.empty() ? "" : "; ") + remark_of(ir::Rule::kPartition);
  out.push_back(constraint(key.name, sql_format("PRIMARY KEY ({})", sql_identifiers(key.columns)), remark));
  for (const ir::Key& unique : entity.uniques) {
    out.push_back(constraint(unique.name, sql_format("UNIQUE ({})", sql_identifiers(unique.columns)),
                             remark_of(unique.rule, unique.global_reason)));
  }
  for (const ir::ForeignKey& foreign : operation.foreign_keys) {
    out.push_back(constraint(foreign.name, foreign_key_clause(foreign), remark_of(foreign.rule)));
  }
  for (const ir::Check& check : entity.checks) {
    out.push_back(constraint(check.name, sql_format("CHECK ({})", dialect::check_expression(check)), ""));
  }
  return out;
}

View::List lines_view(const std::vector<Line>& lines) {
  View::List out;
  for (const Line& line : lines) {
    View item;
    item.put("sql", line.sql);
    item.put_optional("remark", line.remark.empty() ? SqlText() : render::sql_comment(line.remark));
    out.push_back(std::move(item));
  }
  render::mark_last(out);
  return out;
}

/// What stands above a table: its entity, and why it has no policies where it has none.
SqlText headline(const ir::Entity& entity) {
  std::string text = entity.name;
  if (entity.tenancy == ir::Tenancy::kRoot) text += ": the tenant itself";
  if (entity.tenancy == ir::Tenancy::kGlobal) text += ": global, because " + entity.global_reason;
  if (!entity.audit_of.empty())
    text += fmt::format(": the log of {}, {}", entity.audit_of, remark_of(ir::Rule::kAudit));
  return render::sql_comment(text);
}

View function_view(const dialect::SearchFunction& function) {
  View out;
  out.put("name", sql_format("tenon.{}", sql_identifier(function.name)));
  out.put("arguments", function.arguments);
  out.put("types", function.types);
  out.put("returns", function.returns);
  out.put("definer", function.definer);
  out.put("language", SqlText::trusted(function.language));
  out.put("body", function.body);
  View::List settings;
  for (const auto& [name, value] : function.settings) {
    View item;
    item.put("name", SqlText::trusted(name));
    item.put("value", SqlText::trusted(value));
    settings.push_back(std::move(item));
  }
  out.put("settings", std::move(settings));
  return out;
}

/// A view, and what each role may do with it.
View view_view(const ir::View& made) {
  View out;
  out.put("name", sql_identifier(made.sql_name));
  const std::string remark = remark_of(made.rule);
  out.put("remark", render::sql_comment(made.name + (remark.empty() ? "" : ", " + remark)));
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
    std::vector<SqlText> values;
    for (const ir::EnumValue& value : o.item.values) values.push_back(sql_literal(value.name));
    view.put("values", sql_join(values, ", "));
    view.put_optional("comment", o.item.doc.empty() ? SqlText() : sql_literal(o.item.doc));
    return {"postgres/step/create_enum.sql", view};
  }
  Rendered operator()(const diff::CreateTouchFunction& o) const {
    View view;
    view.put("function", dialect::touch_function(o.column));
    view.put("column", sql_identifier(o.column));
    return {"postgres/step/create_touch_function.sql", view};
  }
  Rendered operator()(const diff::CreateTable& o) const {
    View view = entity_view(o.entity);
    view.put("headline", headline(o.entity));
    view.put("lines", lines_view(table_lines(schema, o)));
    const auto& levels = o.entity.partitioning;
    view.put_optional("partition", levels.empty() ? SqlText() : dialect::partition_clause(levels[0]));
    return {"postgres/step/create_table.sql", view};
  }
  Rendered operator()(const diff::AddForeignKey& o) const {
    View view = entity_view(o.entity);
    view.put("name", sql_identifier(o.key.name));
    const std::string remark = remark_of(o.key.rule);
    view.put_optional("remark", remark.empty() ? SqlText() : render::sql_comment(remark));
    view.put("clause", foreign_key_clause(o.key));
    return {"postgres/step/add_foreign_key.sql", view};
  }
  Rendered operator()(const diff::CreateIndex& o) const {
    View view = entity_view(o.entity);
    const std::string remark = remark_of(o.index.rule, o.index.global_reason);
    view.put_optional("remark", remark.empty() ? SqlText() : render::sql_comment(remark));
    view.put("unique", o.index.unique);
    view.put("name", sql_identifier(o.index.name));
    view.put("method", sql_identifier(o.index.method));
    view.put("definition", dialect::index_definition(o.index));
    return {"postgres/step/create_index.sql", view};
  }
  Rendered operator()(const diff::CreateTouchTrigger& o) const {
    View view = entity_view(o.entity);
    view.put("name", sql_identifier(identifier("touch_" + o.column)));
    view.put("definition", dialect::touch_definition(o.column));
    return {"postgres/step/create_touch_trigger.sql", view};
  }
  Rendered operator()(const diff::CreatePolicy& o) const {
    View view = entity_view(o.entity);
    view.put("name", sql_identifier(o.policy.name));
    const ir::Rule open = o.entity.audit_of.empty() ? ir::Rule::kSearch : ir::Rule::kAudit;
    view.put("rule", rule_mark(o.policy.every_row ? open : ir::Rule::kT6));
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
    for (const ir::Command command : o.grant.privileges)
      privileges.push_back(authored_sql(ir::command_name(command)));
    view.put("privileges", sql_join(privileges, ", "));
    view.put("role", sql_identifier(o.grant.role));
    const bool search = schema.tenancy && o.grant.role == schema.tenancy->search;
    view.put("rule", rule_mark(search ? ir::Rule::kSearch : ir::Rule::kT7));
    return {"postgres/step/grant_on_table.sql", view};
  }
  Rendered operator()(const diff::CreateUuid7&) const {
    return {"postgres/step/create_uuid7.sql", uuid7_view(schema)};
  }
  Rendered operator()(const diff::CreateMaintenance&) const {
    return {"postgres/step/create_maintenance.sql", maintenance_view(schema)};
  }
  Rendered operator()(const diff::CreateRetentionPolicy& o) const {
    View view = entity_view(o.entity);
    view.put("name", sql_identifier(dialect::retention_policy_name(o.entity, o.command)));
    view.put("command", authored_sql(ir::command_name(o.command)));
    view.put("roles", sql_identifier(schema.tenancy->owner));
    view.put("condition", dialect::retention_condition(o.entity));
    view.put("check", dialect::has_check(o.command));
    return {"postgres/step/create_retention_policy.sql", view};
  }
  Rendered operator()(const diff::RegisterPartitions& o) const {
    return {"postgres/step/register_partitions.sql", partitions_view(schema, o.entity)};
  }
  Rendered operator()(const diff::RegisterRetention& o) const {
    return {"postgres/step/register_retention.sql", retention_view(o.entity)};
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
    const bool by_role = dialect::searched_by_role(o.entity);
    view.put("by_role", by_role);
    view.put("tenancy", schema.tenancy.has_value());
    if (schema.tenancy) {
      view.put("search", sql_identifier(schema.tenancy->search));
      view.put("owner", sql_identifier(schema.tenancy->owner));
      view.put("app", sql_identifier(schema.tenancy->app));
    }
    view.put("remark", render::sql_comment(remark_of(ir::Rule::kSearch)));
    View::List functions;
    for (const dialect::SearchFunction& function : dialect::search_functions(schema, o.entity))
      functions.push_back(function_view(function));
    view.put("functions", std::move(functions));
    return {"postgres/step/create_search.sql", view};
  }
  Rendered operator()(const diff::CreateChangesFunction&) const {
    View view;
    view.put("tenancy", schema.tenancy.has_value());
    return {"postgres/step/create_changes_function.sql", view};
  }
  Rendered operator()(const diff::CreateAudit& o) const {
    View view = entity_view(o.entity);
    view.put("tenancy", schema.tenancy.has_value());
    view.put("sql_schema", sql_identifier(schema.sql_schema));
    view.put("remark", render::sql_comment(remark_of(ir::Rule::kAudit)));
    view.put("function", dialect::audit_function(o.entity));
    view.put("body", dialect::audit_body(schema, o.entity));
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
  return templates.render(rendered.path, rendered.view);
}

}  // namespace tenon::target::postgres
