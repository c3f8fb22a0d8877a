// Unique constraints and indexes.
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
  if (global) check_reason(context, *global);
  if (!global || (in_tenant(draft.entity) && method_can)) return;
  context.sink.report(Code::kMisplacedGlobal, "nothing here is led by a tenant")
      .at(global->span, "so this says nothing");
}

void lead_by_tenant(const Draft& draft, std::vector<ir::IndexColumn>& columns) {
  ir::IndexColumn tenant;
  tenant.column = draft.entity.tenant_column;
  columns.insert(columns.begin(), std::move(tenant));
}

std::vector<ir::IndexColumn> index_columns(Context& context, const Draft& draft,
                                           const std::vector<ast::Column>& given) {
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

/// Whether a constraint can be over the columns, and not an index alone.
bool plain(const std::vector<ir::IndexColumn>& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const ir::IndexColumn& c) {
    return !c.column.empty() && c.operator_class.empty() && !c.descending && !c.nulls_first;
  });
}

std::vector<std::string> names_of(const std::vector<ir::IndexColumn>& columns) {
  std::vector<std::string> out;
  for (const ir::IndexColumn& column : columns) out.push_back(column.column.empty() ? "expr" : column.column);
  return out;
}

/// Postgres makes one index of two that are the same, and drops one of the names.
void check_redundant(Context& context, const Draft& draft, const std::vector<std::string>& columns,
                     Span span) {
  const ir::Entity& entity = draft.entity;
  const bool repeated = std::any_of(entity.uniques.begin(), entity.uniques.end(),
                                    [&](const ir::Key& key) { return key.columns == columns; });
  const bool key = entity.primary_key.columns == columns;
  if (columns.empty() || (!repeated && !key)) return;
  context.sink
      .report(Code::kDuplicateName,
              fmt::format("`{}` has two unique constraints over `{}`", entity.name, join(columns, ", ")))
      .at(span, key ? "its key is unique already" : "")
      .help("remove this one");
}

void add_unique(Context& context, Draft& draft, std::vector<ir::IndexColumn> columns,
                const std::optional<ast::Sql>& where, const std::optional<ast::GlobalReason>& global,
                Span span) {
  const bool led = tenant_led(draft, true, global, columns);
  if (led) lead_by_tenant(draft, columns);
  const ir::Rule rule = led ? ir::Rule::kT4 : ir::Rule::kDeclared;
  const std::string name =
      identifier(fmt::format("{}_{}_key", draft.entity.table, join(names_of(columns), "_")));
  const std::string reason = global ? global->text : "";
  if (plain(columns) && !where) {
    // T3 may have added the same one already.
    auto& uniques = draft.entity.uniques;
    const auto same = [&](const ir::Key& key) {
      return key.rule == ir::Rule::kT3 && key.columns == names_of(columns);
    };
    uniques.erase(std::remove_if(uniques.begin(), uniques.end(), same), uniques.end());
    check_redundant(context, draft, names_of(columns), span);
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

void check_repeated(Context& context, const std::vector<ast::Column>& columns) {
  std::set<std::string> seen;
  for (const ast::Column& column : columns) {
    const auto* name = std::get_if<ast::Name>(&column.what);
    if (name == nullptr || seen.insert(name->text).second) continue;
    context.sink.report(Code::kDuplicateField, fmt::format("`{}` stands here twice", name->text))
        .at(column.span);
  }
}

void resolve_unique(Context& context, Draft& draft, const ast::Unique& unique) {
  check_misplaced_global(context, draft, true, unique.global);
  check_repeated(context, unique.columns);
  add_unique(context, draft, index_columns(context, draft, unique.columns), unique.where, unique.global,
             unique.span);
}

const types::IndexMethod* method_of(Context& context, const ast::Index& index) {
  const std::string name = index.method ? index.method->text : "btree";
  const auto* method = types::find_index_method(name);
  if (method != nullptr) return method;
  auto& diagnostic =
      context.sink.report(Code::kUnknownIndexMethod, fmt::format("`{}` is no index method", name))
          .at(index.method->span);
  suggest(diagnostic, name, types::index_method_names());
  diagnostic.note("the methods are " + join(types::index_method_names(), ", "));
  return nullptr;
}

void refuse(Context& context, const types::IndexMethod& method, Span span, std::string_view what) {
  context.sink.report(Code::kIndexCapability, fmt::format("a `{}` index has no {}", method.name, what))
      .at(span);
}

void check_capabilities(Context& context, const types::IndexMethod& method, const ast::Index& index) {
  for (const ast::Column& column : index.columns) {
    const bool ordered = column.descending || column.nulls_first;
    if (ordered && !method.can_order) refuse(context, method, column.span, "order");
  }
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
void check_option_value(Context& context, const ast::Option& option) {
  static constexpr std::string_view kSwitches[] = {"on", "off", "auto"};
  const auto* name = std::get_if<ast::Name>(&option.value.node);
  if (name == nullptr ||
      std::find(std::begin(kSwitches), std::end(kSwitches), name->text) != std::end(kSwitches))
    return;
  context.sink
      .report(Code::kUnknownOption, fmt::format("`{}` is no value of `{}`", name->text, option.name.text))
      .at(option.value.span, "a number, `on`, `off` or `auto` is expected");
}

void check_options(Context& context, const types::IndexMethod& method, const ast::Index& index) {
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

std::vector<std::string> class_names(const types::IndexMethod& method) {
  std::vector<std::string> out;
  for (const auto& item : method.operator_classes) out.emplace_back(item.name);
  return out;
}

const FieldDraft* field_of(const Draft& draft, const ast::Column& column) {
  const auto* name = std::get_if<ast::Name>(&column.what);
  return name == nullptr ? nullptr : draft.field(name->text);
}

/// Whether the method has an operator class of its own choice for what the column holds, as far as that is
/// known.
void check_default_class(Context& context, const Draft& draft, const types::IndexMethod& method,
                         const ast::Column& column) {
  const FieldDraft* field = field_of(draft, column);
  if (field == nullptr || !field->type || field->type->kind == ir::Type::Kind::kRaw) return;
  const ir::Type& type = *field->type;
  const bool container = type.dimensions > 0 || type.kind == ir::Type::Kind::kStruct || type.name == "jsonb";
  if (container ? method.containers : method.scalars) return;
  context.sink
      .report(Code::kOperatorClass, fmt::format("a `{}` index has no operator class of its own for `{}`",
                                                method.name, field->name()))
      .at(column.span)
      .also(field->syntax->type.span, "its type")
      .help(fmt::format(
          "name one behind the field, such as one of an extension, or use another method than `{}`",
          method.name));
}

void check_operator_class(Context& context, const Draft& draft, const types::IndexMethod& method,
                          const ast::Column& column) {
  if (!column.operator_class && !method.needs_operator_class)
    return check_default_class(context, draft, method, column);
  if (!column.operator_class) {
    context.sink
        .report(Code::kOperatorClass, fmt::format("a `{}` index needs an operator class", method.name))
        .at(column.span, "by which distance?")
        .help("one of " + join(class_names(method), ", "));
    return;
  }
  if (method.operator_classes.empty()) return;
  const auto known = std::find_if(method.operator_classes.begin(), method.operator_classes.end(),
                                  [&](const auto& item) { return item.name == column.operator_class->text; });
  if (known == method.operator_classes.end()) {
    auto& diagnostic =
        context.sink
            .report(Code::kOperatorClass, fmt::format("`{}` is no operator class of a `{}` index",
                                                      column.operator_class->text, method.name))
            .at(column.operator_class->span);
    suggest(diagnostic, column.operator_class->text, class_names(method));
    return;
  }
  const FieldDraft* field = field_of(draft, column);
  if (field == nullptr || !field->type) return;
  if (field->type->name != known->type) {
    context.sink
        .report(Code::kOperatorClass, fmt::format("`{}` is for `{}`, and `{}` is a `{}`", known->name,
                                                  known->type, field->name(), field->type->name))
        .at(column.operator_class->span)
        .also(field->syntax->type.span, "its type");
    return;
  }
  if (method.max_dimensions > 0 && !field->type->parameters.empty() &&
      field->type->parameters[0] > method.max_dimensions) {
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
  for (const ast::Option& option : syntax.options)
    index.options.emplace_back(option.name.text, option_text(option.value));
  index.name = names.free(fmt::format("{}_{}_idx", draft.entity.table, join(names_of(index.columns), "_")));
  draft.entity.indexes.push_back(std::move(index));
}

void resolve_field_constraints(Context& context, Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kUnique);
    if (attribute == nullptr) continue;
    std::vector<ir::IndexColumn> columns;
    const auto add = [&](const std::string& name) {
      ir::IndexColumn column;
      column.column = name;
      columns.push_back(std::move(column));
    };
    for (const ir::Relation& relation : draft.entity.relations) {
      if (relation.field == field.name())
        std::for_each(relation.columns.begin(), relation.columns.end(), add);
    }
    for (const ir::Column& column : draft.entity.columns) {
      if (field.target == nullptr && column.field == field.name()) add(column.name);
    }
    if (!columns.empty())
      add_unique(context, draft, std::move(columns), std::nullopt, std::nullopt, attribute->span);
  }
}

}  // namespace

std::optional<std::vector<std::string>> resolve_columns(Context& context, const Draft& draft,
                                                        const ast::Column& column) {
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
  // A field that is wrong has no column, and was complained about.
  if (draft.may_lack(name->text) || draft.field(name->text) != nullptr) return std::nullopt;
  auto& diagnostic =
      context.sink
          .report(Code::kUnknownColumn, fmt::format("`{}` has no field `{}`", draft.entity.name, name->text))
          .at(name->span);
  suggest(diagnostic, name->text, draft.field_names());
  return std::nullopt;
}

void derive_search_index(Context& context, Draft& draft, const ast::Index& index) {
  NameSet names;
  const std::size_t before = draft.entity.indexes.size();
  resolve_index(context, draft, index, names);
  if (draft.entity.indexes.size() > before) draft.entity.indexes.back().rule = ir::Rule::kSearch;
}

void resolve_constraints(Context& context) {
  for (const auto& draft : context.drafts) {
    NameSet names;
    resolve_field_constraints(context, *draft);
    for (const ast::Member* member : draft->members) {
      if (const auto* unique = std::get_if<ast::Unique>(member)) resolve_unique(context, *draft, *unique);
      if (const auto* index = std::get_if<ast::Index>(member)) resolve_index(context, *draft, *index, names);
    }
    resolve_checks(context, *draft);
  }
}

}  // namespace tenon::sema
