// `tenon explain`: the page of a diagnostic, or what a declaration became and by which rule.
#include "driver/explain.hpp"

#include <fmt/format.h>

#include "ast/ast.hpp"
#include "diag/diagnostic.hpp"
#include "diag/pages.hpp"
#include "driver/commands.hpp"
#include "driver/explain_declared.hpp"
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
                "what a schema declares is explained by `tenon explain FILE NAME`");
    return kUsage;
  }
  const std::string name = whole_name(options.entity);
  Common common = options.common;
  common.files = {options.subject};
  const std::vector<Compilation> compilations = compile_and_report(common);
  if (!compilations.at(0).schema) return kFinding;
  return explain_declared(compilations[0], name, options.database);
}

}  // namespace tenon::driver
