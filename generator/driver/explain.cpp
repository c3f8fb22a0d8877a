// `tenon explain`: the page of a diagnostic, or what an entity became and by which rule.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "diag/diagnostic.hpp"
#include "diag/pages.hpp"
#include "driver/commands.hpp"
#include "driver/report.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::driver {
namespace {

bool is_code(std::string_view text) {
  return text.size() == 5 && (text[0] == 'E' || text[0] == 'L') &&
         text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

/// The code of a lint's name, or the text as it is.
std::string code_of(const std::string& text) {
  const sema::Lint* lint = sema::find_lint(text);
  return lint == nullptr ? text : std::string(diag::entry(lint->code).id);
}

int explain_code(const std::string& code) {
  for (const diag::Page& page : diag::pages()) {
    if (page.code != code) continue;
    fmt::print("{}", page.text);
    return kSuccess;
  }
  print_error(fmt::format("no diagnostic has the code `{}`", code),
              "docs/diagnostics/README.md lists the codes");
  return kUsage;
}

std::string type_text(const ir::Type& type) {
  std::string out = type.name;
  if (!type.parameters.empty()) out += fmt::format("({})", fmt::join(type.parameters, ","));
  for (int i = 0; i < type.dimensions; ++i) out += "[]";
  return out;
}

std::string index_columns(const ir::Index& index) {
  std::vector<std::string> out;
  for (const ir::IndexColumn& column : index.columns) {
    out.push_back((column.column.empty() ? column.expression : column.column) +
                  (column.descending ? " desc" : ""));
  }
  return join(out, ", ");
}

/// A line of what there is, and why.
void line(std::string_view what, ir::Rule rule, std::string_view reason = "") {
  const std::string why =
      rule == ir::Rule::kDeclared ? "declared" : fmt::format("{}: {}", rule_name(rule), rule_text(rule));
  fmt::print("  {:<58} {}\n", what, reason.empty() ? why : fmt::format("{}; {}", why, reason));
}

/// Where the field of a column or a relation stands, such as `line 12`.
std::string place_of(const Compilation& compilation, const ir::Entity& entity, const std::string& field) {
  const auto place = compilation.places.find(entity.name + "." + field);
  if (place == compilation.places.end()) return "";
  return fmt::format("line {}", compilation.sources.of(place->second).locate(place->second.begin).line);
}

/// The relation that a column belongs to, or the field that it is of.
std::string origin_of(const ir::Entity& entity, const ir::Column& column) {
  for (const ir::Relation& relation : entity.relations) {
    if (std::find(relation.columns.begin(), relation.columns.end(), column.name) != relation.columns.end())
      return relation.field;
  }
  return column.field;
}

void explain_columns(const Compilation& compilation, const ir::Entity& entity) {
  fmt::print("\ncolumns\n");
  for (const ir::Column& column : entity.columns) {
    const std::string origin = origin_of(entity, column);
    std::string reason = place_of(compilation, entity, origin);
    if (!reason.empty() && origin != column.name) reason += fmt::format(", `{}`", origin);
    line(fmt::format("{} {}{}", column.name, type_text(column.type), column.nullable ? "" : " not null"),
         column.rule, reason);
  }
}

void explain_keys(const ir::Entity& entity) {
  fmt::print("\nkeys\n");
  const ir::Key& key = entity.primary_key;
  line(fmt::format("primary key ({})", join(key.columns, ", ")), key.rule, key.global_reason);
  for (const ir::Key& unique : entity.uniques)
    line(fmt::format("unique ({})", join(unique.columns, ", ")), unique.rule, unique.global_reason);
  if (entity.foreign_keys.empty()) return;
  fmt::print("\nforeign keys\n");
  for (const ir::ForeignKey& foreign : entity.foreign_keys) {
    line(fmt::format("({}) to {} ({})", join(foreign.columns, ", "), foreign.table,
                     join(foreign.referenced, ", ")),
         foreign.rule);
  }
}

void explain_indexes(const ir::Entity& entity) {
  if (entity.indexes.empty()) return;
  fmt::print("\nindexes\n");
  for (const ir::Index& index : entity.indexes) {
    line(fmt::format("{}{} ({}){}", index.unique ? "unique " : "", index.method, index_columns(index),
                     index.where.empty() ? "" : " where " + index.where),
         index.rule, index.global_reason);
  }
}

void explain_access(const ir::Entity& entity) {
  if (!entity.policies.empty()) fmt::print("\npolicies\n");
  for (const ir::Policy& policy : entity.policies) {
    line(fmt::format("{} for {}", policy.name, command_name(policy.command)), ir::Rule::kT6,
         policy.narrowing.empty() ? "" : "narrowed by " + join(policy.narrowing, " and "));
  }
  if (!entity.grants.empty()) fmt::print("\ngrants\n");
  for (const ir::Grant& grant : entity.grants) {
    std::vector<std::string> commands;
    for (const ir::Command command : grant.privileges) {
      commands.emplace_back(command_name(command));
      if (command == ir::Command::kUpdate && !grant.update_columns.empty())
        commands.back() += fmt::format(" ({})", join(grant.update_columns, ", "));
    }
    line(fmt::format("{} to {}", join(commands, ", "), grant.role), ir::Rule::kT7);
  }
}

std::string tenancy_text(const ir::Entity& entity) {
  switch (entity.tenancy) {
    case ir::Tenancy::kRoot:
      return "the root: its rows are the tenants";
    case ir::Tenancy::kTenant:
      return "rows belong to a tenant";
    case ir::Tenancy::kGlobal:
      return fmt::format("global, because {}; {}", entity.global_reason,
                         entity.writable_reason.empty()
                             ? "the application reads it"
                             : "the application writes it, because " + entity.writable_reason);
    case ir::Tenancy::kNone:
      break;
  }
  return "there is no tenancy";
}

int explain_entity(const Compilation& compilation, const std::string& name) {
  const ir::Schema& schema = *compilation.schema;
  const ir::Entity* entity = schema.entity(name);
  if (entity == nullptr) {
    std::vector<std::string> names;
    for (const ir::Entity& known : schema.entities) names.push_back(known.name);
    const auto near = nearest(name, names);
    print_error(fmt::format("`{}` has no entity `{}`", compilation.path, name),
                near ? fmt::format("did you mean `{}`?", *near) : "the entities are " + join(names, ", "));
    return kUsage;
  }
  const auto place = compilation.places.find(name);
  fmt::print("{} is the table {}", entity->name, entity->table);
  if (place != compilation.places.end()) {
    const SourceFile& file = compilation.sources.of(place->second);
    fmt::print(", declared at {}:{}", file.path(), file.locate(place->second.begin).line);
  }
  fmt::print("; {}\n", tenancy_text(*entity));
  explain_columns(compilation, *entity);
  explain_keys(*entity);
  explain_indexes(*entity);
  explain_access(*entity);
  return kSuccess;
}

}  // namespace

int explain(const ExplainOptions& options) {
  const std::string code = code_of(options.subject);
  if (options.entity.empty() && is_code(code)) return explain_code(code);
  if (options.entity.empty()) {
    print_error(fmt::format("`{}` is no code of a diagnostic", code),
                "an entity is explained by `tenon explain FILE ENTITY`");
    return kUsage;
  }
  Common common = options.common;
  common.files = {options.subject};
  const std::vector<Compilation> compilations = compile_and_report(common);
  if (!compilations.at(0).schema) return kFinding;
  return explain_entity(compilations[0], options.entity);
}

}  // namespace tenon::driver
