// Exclusion constraints: no two rows of a tenant for which every operator holds.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/index_parts.hpp"
#include "sema/keys/keys.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

bool is_operator(const std::string& text) {
  return !text.empty() && text.find_first_not_of("+-*/<>=~!@#%^&|`?") == std::string::npos &&
         text.find("--") == std::string::npos && text.find("/*") == std::string::npos;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

std::string operation(const Reading& context, const ast::Exclusion& element) {
  std::string text = trimmed(element.operation.text);
  if (!is_operator(text)) {
    context.sink.report(Code::kExclusionOperator, fmt::format("`{}` is no operator", text))
        .at(element.operation.span)
        .help("`=` for equal values, `` `&&` `` for ranges that overlap");
  }
  return text;
}

/// T4: rows of different tenants never exclude one another.
bool led_by_tenant(const Reading& context, const Draft& draft, const types::IndexMethod& method,
                   const ast::Exclude& syntax) {
  if (!in_tenant(draft.entity) || syntax.global) return false;
  if (method.scalar_extension.empty() || has_extension(context, method.scalar_extension)) return true;
  if (context.schema.name.empty()) return false;
  context.sink
      .report(Code::kExclusionTenant,
              fmt::format("the exclusion of `{}` is led by `{}`, and a `{}` index holds no `{}` by itself",
                          draft.entity.name, draft.entity.tenant_column, method.name,
                          context.schema.tenancy->type.name))
      .at(syntax.span)
      .also(context.settings.schema_span, "the settings stand here")
      .help(fmt::format("add `extensions {}` to the `schema` block", method.scalar_extension))
      .note("a row of one tenant must not keep another's out");
  return false;
}

bool can_exclude(const Reading& context, const types::IndexMethod& method, const ast::Exclude& syntax) {
  static constexpr std::string_view kMethods[] = {"gist", "spgist", "btree", "hash"};
  if (std::find(std::begin(kMethods), std::end(kMethods), method.name) != std::end(kMethods)) return true;
  context.sink.report(Code::kNoSuchConstraint, fmt::format("a `{}` index can't keep rows out", method.name))
      .at(syntax.method->span)
      .help("leave it out, for `gist`");
  return false;
}

void check_order(const Reading& context, const ast::Column& column) {
  if (!column.descending && !column.nulls_first) return;
  context.sink.report(Code::kIndexCapability, "an exclusion has no order").at(column.span);
}

}  // namespace

void resolve_exclusion(const Making& context, Draft& draft, const ast::Exclude& syntax) {
  const auto* method = index_method(context, syntax.method, "gist");
  if (method == nullptr || !can_exclude(context, *method, syntax)) return;
  check_misplaced_global(context, draft, true, syntax.global);
  ir::Exclusion out;
  out.method = method->name;
  std::vector<ir::IndexColumn> columns;
  for (const ast::Exclusion& element : syntax.elements) {
    check_order(context, element.column);
    check_operator_class(context, draft, *method, element.column);
    const std::string with = operation(context, element);
    for (ir::IndexColumn& column : index_columns(context, draft, {element.column})) {
      columns.push_back(column);
      out.elements.push_back({std::move(column), with});
    }
  }
  if (led_by_tenant(context, draft, *method, syntax)) {
    lead_by_tenant(draft, columns);
    out.elements.insert(out.elements.begin(), {columns.front(), "="});
    out.rule = ir::Rule::kT4;
  }
  if (columns.size() > 1 && !method->many_columns) {
    context.sink
        .report(Code::kIndexCapability, fmt::format("a `{}` index has no second column", method->name))
        .at(syntax.span);
  }
  const Attributes attributes = resolve_attributes(context, syntax.attributes, types::kExcludeMember);
  out.deferral = deferral_of(attributes);
  out.where = syntax.where ? syntax.where->text : "";
  out.global_reason = syntax.global ? syntax.global->text : "";
  out.name = named_or(
      attributes, identifier(fmt::format("{}_{}_excl", draft.entity.table, join(names_of(columns), "_"))));
  context.made(draft.entity, out.name, syntax.span);
  draft.entity.exclusions.push_back(std::move(out));
}

}  // namespace tenon::sema
