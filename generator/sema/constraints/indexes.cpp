// Indexes.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/index_parts.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

void refuse(const Reading& context, const types::IndexMethod& method, Span span, std::string_view what) {
  context.sink.report(Code::kIndexCapability, fmt::format("a `{}` index has no {}", method.name, what))
      .at(span);
}

void check_capabilities(const Reading& context, const types::IndexMethod& method, const ast::Index& index) {
  for (const ast::Column& column : index.columns) {
    const bool ordered = column.descending || column.nulls_first;
    if (ordered && !method.can_order) refuse(context, method, column.span, "order");
  }
  if (index.unique && method.name != "btree") refuse(context, method, *index.unique, "unique values");
  if (index.nulls_not_distinct && !index.unique)
    refuse(context, method, *index.nulls_not_distinct, "NULLs that are the same, unless it is unique");
  if (!index.include.empty() && !method.can_include)
    refuse(context, method, index.include[0].span, "included columns");
  for (const ast::Column& column : index.include) {
    if (column.operator_class || column.descending || column.nulls_first) {
      refuse(context, method, column.span, "order or operator class for included columns");
    }
  }
  if (index.columns.size() > 1 && !method.many_columns)
    refuse(context, method, index.columns[1].span, "second column");
}

/// Options are numbers or switches; which number is good depends on the server.
void check_option_value(const Reading& context, const ast::Option& option) {
  static constexpr std::string_view kSwitches[] = {"on", "off", "auto"};
  const auto* name = std::get_if<ast::Name>(&option.value.node);
  if (std::holds_alternative<ast::Number>(option.value.node) ||
      (name != nullptr &&
       std::find(std::begin(kSwitches), std::end(kSwitches), name->text) != std::end(kSwitches)))
    return;
  context.sink
      .report(Code::kUnknownOption,
              name != nullptr ? fmt::format("`{}` is no value of `{}`", name->text, option.name.text)
                              : fmt::format("`{}` takes no text", option.name.text))
      .at(option.value.span, "a number, `on`, `off` or `auto` is expected");
}

void check_options(const Reading& context, const types::IndexMethod& method, const ast::Index& index) {
  std::set<std::string> seen;
  for (const ast::Option& option : index.options) {
    if (!seen.insert(option.name.text).second) {
      context.sink.report(Code::kUnknownOption, fmt::format("the option `{}` stands twice", option.name.text))
          .at(option.name.span);
    }
    if (std::find(method.options.begin(), method.options.end(), option.name.text) != method.options.end()) {
      check_option_value(context, option);
      continue;
    }
    std::vector<std::string> known(method.options.begin(), method.options.end());
    auto& diagnostic = context.sink
                           .report(Code::kUnknownOption, fmt::format("`{}` is no option of a `{}` index",
                                                                     option.name.text, method.name))
                           .at(option.name.span);
    suggest(diagnostic, option.name.text, known);
    diagnostic.note("its options are " + join(known, ", "));
  }
}

std::string option_text(const ast::Value& value) {
  if (const auto* number = std::get_if<ast::Number>(&value.node)) return number->text;
  const auto* name = std::get_if<ast::Name>(&value.node);
  return name == nullptr ? "" : name->text;
}

}  // namespace

void resolve_index(const Making& context, Draft& draft, const ast::Index& syntax, NameSet& names) {
  const auto* method = index_method(context, syntax.method, "btree");
  if (method == nullptr) return;
  check_capabilities(context, *method, syntax);
  check_options(context, *method, syntax);
  check_misplaced_global(context, draft, method->tenant_led, syntax.global);
  for (const ast::Column& column : syntax.columns) check_operator_class(context, draft, *method, column);
  ir::Index index;
  index.method = method->name;
  index.unique = syntax.unique.has_value();
  index.nulls_not_distinct = syntax.nulls_not_distinct.has_value();
  index.columns = index_columns(context, draft, syntax.columns);
  index.include = included_columns(context, draft, syntax.include);
  if (tenant_led(draft, method->tenant_led, syntax.global, index.columns)) {
    lead_by_tenant(draft, index.columns);
    index.rule = ir::Rule::kT4;
  }
  index.where = syntax.where ? syntax.where->text : "";
  index.global_reason = syntax.global ? syntax.global->text : "";
  for (const ast::Option& option : syntax.options)
    index.options.emplace_back(option.name.text, option_text(option.value));
  const Attributes attributes = resolve_attributes(context, syntax.attributes, types::kIndexMember);
  index.name =
      attributes.has(types::AttributeId::kNamed)
          ? named_or(attributes, "")
          : names.free(fmt::format("{}_{}_idx", draft.entity.table, join(names_of(index.columns), "_")));
  context.made(draft.entity, index.name, syntax.span);
  draft.entity.indexes.push_back(std::move(index));
}

}  // namespace tenon::sema
