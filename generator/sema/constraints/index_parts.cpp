// What unique constraints, indexes, exclusions and statistics have in common.
#include "sema/constraints/index_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/keys/keys.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

std::vector<std::string> class_names(const types::IndexMethod& method) {
  std::vector<std::string> out;
  for (const auto& item : method.operator_classes) out.emplace_back(item.name);
  return out;
}

const FieldDraft* field_of(const Draft& draft, const ast::Column& column) {
  const auto* name = std::get_if<ast::Name>(&column.what);
  return name == nullptr ? nullptr : draft.field(name->text);
}

types::Family family_of(const ir::Schema& schema, const ir::Type& type) {
  if (type.dimensions > 0 || type.kind == ir::Type::Kind::kStruct) return types::kContainer;
  if (type.kind == ir::Type::Kind::kEnum)
    return schema.enumeration(type.name)->as_text ? types::kText : types::kLabel;
  if (type.kind == ir::Type::Kind::kComposite) return types::kOpaque;
  return type.kind == ir::Type::Kind::kColumn ? types::find_column_type(type.name)->family : types::kScalar;
}

/// Whether the method has an operator class of its own choice for what the column holds, as far as that is
/// known.
void check_default_class(const Reading& context, const Draft& draft, const types::IndexMethod& method,
                         const ast::Column& column) {
  const FieldDraft* field = field_of(draft, column);
  if (field == nullptr) return;
  // A relation's column is a key, and a scalar.
  if (field->target == nullptr && (!field->type || field->type->kind == ir::Type::Kind::kRaw)) return;
  const types::Family family = field->target != nullptr
                                   ? types::kScalar
                                   : family_of(context.schema, underlying(context.schema, *field->type));
  if ((method.families & family) != 0) return;
  if (field->type && field->type->kind == ir::Type::Kind::kComposite) {
    context.sink
        .report(Code::kOperatorClass,
                fmt::format("an index over `{}`, which holds several values", field->name()))
        .at(column.span)
        .also(field->syntax->type.span, "its type")
        .help(fmt::format("name those that rows are found by: ``index (`({}).…`)``", field->name()));
    return;
  }
  const bool extended = !method.scalar_extension.empty() &&
                        (family & (types::kScalar | types::kLabel | types::kText | types::kNetwork)) != 0;
  if (extended && has_extension(context, method.scalar_extension)) return;
  context.sink
      .report(Code::kOperatorClass, fmt::format("a `{}` index has no operator class of its own for `{}`",
                                                method.name, field->name()))
      .at(column.span)
      .also(field->syntax->type.span, "its type")
      .help(extended ? fmt::format("add `extensions {}`, which brings them, or name one behind the field",
                                   method.scalar_extension)
                     : fmt::format("name one behind the field, such as one of an extension, or use another "
                                   "method than `{}`",
                                   method.name));
}

/// A class of an extension that the schema doesn't list.
void check_extension_of_class(const Reading& context, const ast::Name& name) {
  const std::string_view extension = types::extension_of_class(name.text);
  if (extension.empty() || has_extension(context, extension) || context.schema.name.empty()) return;
  context.sink
      .report(Code::kMissingExtension,
              fmt::format("`{}` comes with the extension `{}`, which is not listed", name.text, extension))
      .at(name.span)
      .also(context.settings.schema_span, "the settings stand here")
      .help(fmt::format("add `extensions {}` to the `schema` block", extension));
}

}  // namespace

bool tenant_led(const Draft& draft, bool method_can, const std::optional<ast::GlobalReason>& global,
                const std::vector<ir::IndexColumn>& columns) {
  const bool named_already = !columns.empty() && columns[0].column == draft.entity.tenant_column;
  return in_tenant(draft.entity) && method_can && !global && !named_already;
}

void check_misplaced_global(const Reading& context, const Draft& draft, bool method_can,
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

std::vector<ir::IndexColumn> index_columns(const Reading& context, const Draft& draft,
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

std::vector<std::string> names_of(const std::vector<ir::IndexColumn>& columns) {
  std::vector<std::string> out;
  for (const ir::IndexColumn& column : columns) out.push_back(column.column.empty() ? "expr" : column.column);
  return out;
}

const types::IndexMethod* index_method(const Reading& context, const std::optional<ast::Name>& given,
                                       std::string_view otherwise) {
  const std::string name = given ? given->text : std::string(otherwise);
  const auto* method = types::find_index_method(name);
  if (method != nullptr) return method;
  auto& diagnostic =
      context.sink.report(Code::kUnknownIndexMethod, fmt::format("`{}` is no index method", name))
          .at(given->span);
  suggest(diagnostic, name, types::index_method_names());
  diagnostic.note("the methods are " + join(types::index_method_names(), ", "));
  return nullptr;
}

bool has_extension(const Reading& context, std::string_view extension) {
  const auto& listed = context.schema.extensions;
  return std::find(listed.begin(), listed.end(), extension) != listed.end();
}

std::vector<std::string> included_columns(const Reading& context, const Draft& draft,
                                          const std::vector<ast::Column>& given) {
  std::vector<std::string> out;
  for (const ast::Column& column : given) {
    if (const auto columns = resolve_columns(context, draft, column))
      out.insert(out.end(), columns->begin(), columns->end());
  }
  return out;
}

bool check_repeated(const Reading& context, const std::vector<ast::Column>& columns) {
  std::set<std::string> seen;
  bool once = true;
  for (const ast::Column& column : columns) {
    const auto* name = std::get_if<ast::Name>(&column.what);
    if (name == nullptr || seen.insert(name->text).second) continue;
    context.sink.report(Code::kDuplicateField, fmt::format("`{}` stands here twice", name->text))
        .at(column.span);
    once = false;
  }
  return once;
}

std::string incomparable(const Reading& context, const FieldDraft& field) {
  if (field.target != nullptr || !field.type) return "";
  const ir::Type type = underlying(context.schema, *field.type);
  const auto* row = type.kind == ir::Type::Kind::kColumn ? types::find_column_type(type.name) : nullptr;
  if (type.kind == ir::Type::Kind::kComposite) return type.name;
  return row == nullptr || types::has_equality(*row) ? "" : std::string(row->name);
}

void check_operator_class(const Reading& context, const Draft& draft, const types::IndexMethod& method,
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
  if (method.operator_classes.empty()) return check_extension_of_class(context, *column.operator_class);
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
  if (known->max_dimensions > 0 && !field->type->parameters.empty() &&
      field->type->parameters[0] > known->max_dimensions) {
    context.sink
        .report(Code::kIndexCapability,
                fmt::format("a `{}` index takes at most {} dimensions", method.name, known->max_dimensions))
        .at(column.span)
        .also(field->syntax->type.span, fmt::format("{} dimensions", field->type->parameters[0]));
  }
}

std::optional<std::vector<std::string>> resolve_columns(const Reading& context, const Draft& draft,
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

}  // namespace tenon::sema
