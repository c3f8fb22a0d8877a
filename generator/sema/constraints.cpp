// Unique constraints, indexes and checks.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/context.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

/// Whether T4 puts the tenant column first.
bool tenant_led(const Draft& draft, bool method_can, const std::optional<ast::GlobalReason>& global,
                const std::vector<ir::IndexColumn>& columns) {
  const bool named_already = !columns.empty() && columns[0].column == draft.entity.tenant_column;
  return in_tenant(draft.entity) && method_can && !global && !named_already;
}

void check_misplaced_global(Context& context, const Draft& draft, bool method_can,
                            const std::optional<ast::GlobalReason>& global) {
  if (!global || (in_tenant(draft.entity) && method_can)) return;
  context.sink.report(Code::kMisplacedGlobal, "nothing here is led by a tenant").at(global->span, "so this says nothing");
}

void lead_by_tenant(const Draft& draft, std::vector<ir::IndexColumn>& columns) {
  ir::IndexColumn tenant;
  tenant.column = draft.entity.tenant_column;
  columns.insert(columns.begin(), std::move(tenant));
}

std::vector<ir::IndexColumn> index_columns(Context& context, const Draft& draft, const std::vector<ast::Column>& given) {
  std::vector<ir::IndexColumn> out;
  for (const ast::Column& column : given) {
    ir::IndexColumn item;
    item.descending = column.descending;
    item.nulls_first = column.nulls_first;
    if (column.operator_class) item.operator_class = column.operator_class->text;
    if (const auto* sql = std::get_if<ast::Sql>(&column.what)) {
      item.expression = sql->text;
      out.push_back(std::move(item));
      continue;
    }
    const auto names = resolve_columns(context, draft, column);
    if (!names) continue;
    for (const std::string& name : *names) {
      item.column = name;
      out.push_back(item);
    }
  }
  return out;
}

bool plain(const std::vector<ir::IndexColumn>& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const ir::IndexColumn& c) { return !c.column.empty(); });
}

std::vector<std::string> names_of(const std::vector<ir::IndexColumn>& columns) {
  std::vector<std::string> out;
  for (const ir::IndexColumn& column : columns) out.push_back(column.column.empty() ? "expr" : column.column);
  return out;
}

void add_unique(Draft& draft, std::vector<ir::IndexColumn> columns, const std::optional<ast::Sql>& where,
                const std::optional<ast::GlobalReason>& global) {
  const bool led = tenant_led(draft, true, global, columns);
  if (led) lead_by_tenant(draft, columns);
  const ir::Rule rule = led ? ir::Rule::kT4 : ir::Rule::kDeclared;
  const std::string name = identifier(fmt::format("{}_{}_key", draft.entity.table, join(names_of(columns), "_")));
  const std::string reason = global ? global->text : "";
  if (plain(columns) && !where) {
    draft.entity.uniques.push_back({name, names_of(columns), rule, reason});
    return;
  }
  // Postgres has no constraint over expressions or a part of the rows, but an index does the same.
  ir::Index index;
  index.name = name;
  index.method = "btree";
  index.unique = true;
  index.columns = std::move(columns);
  index.where = where ? where->text : "";
  index.rule = rule;
  index.global_reason = reason;
  draft.entity.indexes.push_back(std::move(index));
}

void resolve_unique(Context& context, Draft& draft, const ast::Unique& unique) {
  check_misplaced_global(context, draft, true, unique.global);
  add_unique(draft, index_columns(context, draft, unique.columns), unique.where, unique.global);
}

const types::IndexMethod* method_of(Context& context, const ast::Index& index) {
  const std::string name = index.method ? index.method->text : "btree";
  const auto* method = types::find_index_method(name);
  if (method != nullptr) return method;
  auto& diagnostic =
      context.sink.report(Code::kUnknownIndexMethod, fmt::format("`{}` is no index method", name)).at(index.method->span);
  suggest(diagnostic, name, types::index_method_names());
  diagnostic.note("the methods are " + join(types::index_method_names(), ", "));
  return nullptr;
}

void refuse(Context& context, const types::IndexMethod& method, Span span, std::string_view what) {
  context.sink.report(Code::kIndexCapability, fmt::format("a `{}` index has no {}", method.name, what)).at(span);
}

void check_capabilities(Context& context, const types::IndexMethod& method, const ast::Index& index) {
  for (const ast::Column& column : index.columns) {
    const bool ordered = column.descending || column.nulls_first;
    if (ordered && !method.can_order) refuse(context, method, column.span, "order");
  }
  if (!index.include.empty() && !method.can_include) refuse(context, method, index.include[0].span, "included columns");
  if (index.columns.size() > 1 && !method.many_columns) refuse(context, method, index.columns[1].span, "second column");
}

void check_options(Context& context, const types::IndexMethod& method, const ast::Index& index) {
  for (const ast::Option& option : index.options) {
    if (std::find(method.options.begin(), method.options.end(), option.name.text) != method.options.end()) continue;
    std::vector<std::string> known(method.options.begin(), method.options.end());
    auto& diagnostic = context.sink
                           .report(Code::kUnknownOption, fmt::format("`{}` is no option of a `{}` index",
                                                                     option.name.text, method.name))
                           .at(option.name.span);
    suggest(diagnostic, option.name.text, known);
    diagnostic.note("its options are " + join(known, ", "));
  }
}

std::vector<std::string> class_names(const types::IndexMethod& method) {
  std::vector<std::string> out;
  for (const auto& item : method.operator_classes) out.emplace_back(item.name);
  return out;
}

void check_operator_class(Context& context, const Draft& draft, const types::IndexMethod& method,
                          const ast::Column& column) {
  if (!column.operator_class) {
    if (!method.needs_operator_class) return;
    context.sink.report(Code::kOperatorClass, fmt::format("a `{}` index needs an operator class", method.name))
        .at(column.span, "by which distance?")
        .help("one of " + join(class_names(method), ", "));
    return;
  }
  if (method.operator_classes.empty()) return;
  const auto known = std::find_if(method.operator_classes.begin(), method.operator_classes.end(),
                                  [&](const auto& item) { return item.name == column.operator_class->text; });
  if (known == method.operator_classes.end()) {
    auto& diagnostic = context.sink
                           .report(Code::kOperatorClass, fmt::format("`{}` is no operator class of a `{}` index",
                                                                     column.operator_class->text, method.name))
                           .at(column.operator_class->span);
    suggest(diagnostic, column.operator_class->text, class_names(method));
    return;
  }
  const auto* name = std::get_if<ast::Name>(&column.what);
  const FieldDraft* field = name == nullptr ? nullptr : draft.field(name->text);
  if (field == nullptr || !field->type) return;
  if (field->type->name != known->type) {
    context.sink
        .report(Code::kOperatorClass, fmt::format("`{}` is for `{}`, and `{}` is a `{}`", known->name, known->type,
                                                  field->name(), field->type->name))
        .at(column.operator_class->span)
        .also(field->syntax->type.span, "its type");
    return;
  }
  if (method.max_dimensions > 0 && field->type->parameters[0] > method.max_dimensions) {
    context.sink
        .report(Code::kIndexCapability,
                fmt::format("a `{}` index takes at most {} dimensions", method.name, method.max_dimensions))
        .at(column.span)
        .also(field->syntax->type.span, fmt::format("{} dimensions", field->type->parameters[0]));
  }
}

std::string option_text(const ast::Value& value) {
  if (const auto* number = std::get_if<ast::Number>(&value.node)) return number->text;
  return std::get<ast::Name>(value.node).text;
}

void resolve_index(Context& context, Draft& draft, const ast::Index& syntax, NameSet& names) {
  const auto* method = method_of(context, syntax);
  if (method == nullptr) return;
  check_capabilities(context, *method, syntax);
  check_options(context, *method, syntax);
  check_misplaced_global(context, draft, method->tenant_led, syntax.global);
  for (const ast::Column& column : syntax.columns) check_operator_class(context, draft, *method, column);
  ir::Index index;
  index.method = method->name;
  index.columns = index_columns(context, draft, syntax.columns);
  for (const ast::Column& column : syntax.include) {
    if (const auto columns = resolve_columns(context, draft, column)) {
      index.include.insert(index.include.end(), columns->begin(), columns->end());
    }
  }
  if (tenant_led(draft, method->tenant_led, syntax.global, index.columns)) {
    lead_by_tenant(draft, index.columns);
    index.rule = ir::Rule::kT4;
  }
  index.where = syntax.where ? syntax.where->text : "";
  index.global_reason = syntax.global ? syntax.global->text : "";
  for (const ast::Option& option : syntax.options) index.options.emplace_back(option.name.text, option_text(option.value));
  index.name = names.free(fmt::format("{}_{}_idx", draft.entity.table, join(names_of(index.columns), "_")));
  draft.entity.indexes.push_back(std::move(index));
}

void resolve_field_constraints(Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    if (!field.attributes.has(AttributeId::kUnique)) continue;
    std::vector<ir::IndexColumn> columns;
    const auto add = [&](const std::string& name) {
      ir::IndexColumn column;
      column.column = name;
      columns.push_back(std::move(column));
    };
    for (const ir::Relation& relation : draft.entity.relations) {
      if (relation.field == field.name()) std::for_each(relation.columns.begin(), relation.columns.end(), add);
    }
    for (const ir::Column& column : draft.entity.columns) {
      if (field.target == nullptr && column.field == field.name()) add(column.name);
    }
    if (!columns.empty()) add_unique(draft, std::move(columns), std::nullopt, std::nullopt);
  }
}

void add_checks(Context& context, Draft& draft) {
  NameSet names;
  ir::Entity& entity = draft.entity;
  for (const ir::Column& column : entity.columns) {
    const ir::Enum* item = column.type.kind == ir::Type::Kind::kEnum ? context.schema.enumeration(column.type.name) : nullptr;
    if (item == nullptr || !item->as_text || column.type.dimensions > 0) continue;
    ir::Check check{names.free(fmt::format("{}_{}_check", entity.table, column.name)), "", column.name, {}};
    for (const auto& [value, doc] : item->values) check.one_of.push_back(value);
    entity.checks.push_back(std::move(check));
  }
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kCheck);
    if (attribute == nullptr) continue;
    const auto& sql = std::get<ast::Sql>(attribute->arguments[0].node);
    entity.checks.push_back({names.free(fmt::format("{}_{}_check", entity.table, field.name())), sql.text, "", {}});
  }
  for (const ast::Member* member : draft.members) {
    const auto* check = std::get_if<ast::Check>(member);
    if (check == nullptr) continue;
    const std::string name = identifier(
        check->name ? fmt::format("{}_{}", entity.table, check->name->text) : fmt::format("{}_check", entity.table));
    if (check->name && !names.take(name)) {
      context.sink.report(Code::kDuplicateName, fmt::format("two checks `{}`", check->name->text)).at(check->name->span);
      continue;
    }
    entity.checks.push_back({check->name ? name : names.free(name), check->expression.text, "", {}});
  }
}

}  // namespace

std::optional<std::vector<std::string>> resolve_columns(Context& context, const Draft& draft, const ast::Column& column) {
  const auto* name = std::get_if<ast::Name>(&column.what);
  if (name == nullptr) {
    context.sink.report(Code::kUnknownColumn, "a field is expected here, no expression").at(column.span);
    return std::nullopt;
  }
  for (const ir::Relation& relation : draft.entity.relations) {
    if (relation.field == name->text) return relation.columns;
  }
  for (const ir::Column& known : draft.entity.columns) {
    if (known.field == name->text || known.name == name->text) return std::vector<std::string>{known.name};
  }
  auto& diagnostic =
      context.sink.report(Code::kUnknownColumn, fmt::format("`{}` has no field `{}`", draft.entity.name, name->text))
          .at(name->span);
  suggest(diagnostic, name->text, draft.field_names());
  return std::nullopt;
}

void resolve_constraints(Context& context) {
  for (const auto& draft : context.drafts) {
    NameSet names;
    resolve_field_constraints(*draft);
    for (const ast::Member* member : draft->members) {
      if (const auto* unique = std::get_if<ast::Unique>(member)) resolve_unique(context, *draft, *unique);
      if (const auto* index = std::get_if<ast::Index>(member)) resolve_index(context, *draft, *index, names);
    }
    add_checks(context, *draft);
  }
}

}  // namespace tenon::sema
