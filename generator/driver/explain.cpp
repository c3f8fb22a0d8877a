// `tenon explain`: the page of a diagnostic, or what an entity or a query became and by which rule.
#include "driver/explain.hpp"

#include <fmt/format.h>

#include "ast/ast.hpp"
#include "base/text.hpp"
#include "diag/diagnostic.hpp"
#include "diag/pages.hpp"
#include "driver/commands.hpp"
#include "driver/explain_function.hpp"
#include "driver/explain_object.hpp"
#include "driver/explain_objects.hpp"
#include "driver/explain_query.hpp"
#include "driver/report.hpp"
#include "plan/pages.hpp"
#include "plan/plan.hpp"
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

int explain_hazard(const std::string& name) {
  for (const plan::Page& page : plan::pages()) {
    if (page.name == name) fmt::print("{}", page.text);
  }
  return kSuccess;
}

/// Who else reads the rows, where tenants stand in a tree.
std::string readers_in_tree(const ir::Entity& entity) {
  if (entity.inherited == ir::Inheritance::kNone) return "";
  return fmt::format(", and those {} it in the tree read them too",
                     entity.inherited == ir::Inheritance::kUp ? "above" : "below");
}

std::string tenancy_text(const ir::Entity& entity) {
  switch (entity.tenancy) {
    case ir::Tenancy::kRoot:
      return "the root: its rows are the tenants" + readers_in_tree(entity);
    case ir::Tenancy::kTenant:
      if (!ir::is_shared(entity)) return "rows belong to a tenant" + readers_in_tree(entity);
      return fmt::format(
          "rows belong to a tenant, or to none and are shared by all, because {}; {}", entity.shared_reason,
          entity.shadows.empty() ? "a tenant reads both"
                                 : "an own row shadows a shared one by " + join(entity.shadows, ", "));
    case ir::Tenancy::kGlobal:
      if (!entity.unguarded_reason.empty())
        return "unguarded, because " + entity.unguarded_reason +
               "; every tenant's requests read and write all of its rows";
      return fmt::format(
          "global, because {}; {}{}", entity.global_reason,
          entity.visible ? fmt::format("a tenant sees a row while one of its `{}` refers to it; ",
                                       entity.visible->entity)
                         : std::string(),
          entity.writable_reason.empty() ? "the application reads it"
                                         : "the application writes it, because " + entity.writable_reason);
    case ir::Tenancy::kNone:
      break;
  }
  return "there is no tenancy";
}

int explain_entity(const Compilation& compilation, const std::string& name) {
  const ir::Schema& schema = *compilation.schema;
  const ir::Entity* entity = schema.entity(name);
  if (entity == nullptr && name == "session" && !schema.session.empty()) {
    fmt::print("{}", session_of(compilation));
    return kSuccess;
  }
  if (entity == nullptr) {
    std::vector<std::string> names;
    for (const ir::Entity& known : schema.entities) names.push_back(known.name);
    for (const ir::Query& known : schema.queries) names.push_back(known.name);
    for (const ir::Function& known : schema.functions) names.push_back(known.name);
    for (const ir::Sequence& known : schema.sequences) names.push_back(known.name);
    for (const ir::Composite& known : schema.composites) names.push_back(known.name);
    const auto near = nearest(name, names);
    print_error(fmt::format("`{}` has no entity and no query `{}`", compilation.path, name),
                near ? fmt::format("did you mean `{}`?", *near) : "the entities are " + join(names, ", "));
    return kUsage;
  }
  const auto place = compilation.places.find(name);
  fmt::print("{} is the table {}", entity->name, ir::handle(*entity));
  if (place != compilation.places.end()) {
    const SourceFile& file = compilation.sources.of(place->second);
    fmt::print(", declared at {}:{}", file.path(), file.locate(place->second.begin).line);
  }
  fmt::print("; {}{}\n", tenancy_text(*entity),
             entity->keyless_reason.empty() ? "" : "; it has no key, because " + entity->keyless_reason);
  fmt::print("{}", objects_of(compilation, *entity));
  return kSuccess;
}

/// `billing.Invoice` as it is called in all that was made.
std::string whole_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? name : ast::whole_name(name.substr(0, dot), name.substr(dot + 1));
}

}  // namespace

bool is_explained_alone(const std::string& subject) {
  return is_code(code_of(subject)) || plan::find_hazard(subject).has_value();
}

int explain(const ExplainOptions& options) {
  const std::string code = code_of(options.subject);
  if (options.entity.empty() && is_code(code)) return explain_code(code);
  if (options.entity.empty() && plan::find_hazard(options.subject)) return explain_hazard(options.subject);
  if (options.entity.empty()) {
    print_error(fmt::format("`{}` is no code of a diagnostic", code),
                "an entity is explained by `tenon explain FILE ENTITY`");
    return kUsage;
  }
  const std::string name = whole_name(options.entity);
  Common common = options.common;
  common.files = {options.subject};
  const std::vector<Compilation> compilations = compile_and_report(common);
  if (!compilations.at(0).schema) return kFinding;
  const ir::Schema& schema = *compilations[0].schema;
  if (const ir::Query* query = query_named(schema, name))
    return explain_query(schema, *query, options.database);
  if (const ir::Function* function = function_named(schema, name)) return explain_function(schema, *function);
  if (const auto explained = explain_object(schema, name)) return *explained;
  return explain_entity(compilations[0], name);
}

}  // namespace tenon::driver
