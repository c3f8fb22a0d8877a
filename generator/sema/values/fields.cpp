// Fields: their types, attributes and defaults, and the entities that relations refer to.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

void check_relation(const Reading& context, const Draft& owner, FieldDraft& field) {
  const ast::Type& type = field.syntax->type;
  if (!type.parameters.empty() || type.dimensions > 0) {
    context.sink
        .report(Code::kRelationMisuse,
                fmt::format("`{}` is an entity and takes no parameters or `[]`", type.name.text))
        .at(type.span)
        .help("the other side of a relation is the one that refers: an entity of its own for many to many");
  }
  if (field.syntax->default_value) {
    context.sink.report(Code::kRelationMisuse, "a relation has a default")
        .at(field.syntax->default_value->span);
  }
  const auto tenancy_of = [](const Draft& draft) { return draft.entity.tenancy; };
  const bool from_global = tenancy_of(owner) == ir::Tenancy::kGlobal && owner.entity.unguarded_reason.empty();
  const bool to_tenant =
      tenancy_of(*field.target) == ir::Tenancy::kTenant || tenancy_of(*field.target) == ir::Tenancy::kRoot;
  if (from_global && to_tenant) {
    context.sink
        .report(Code::kGlobalToTenant,
                fmt::format("global entity `{}` refers to `{}`, which belongs to a tenant", owner.entity.name,
                            field.target->entity.name))
        .at(type.span, "rows that no policy guards would name a tenant's rows")
        .also(owner.syntax->global.value_or(owner.syntax->name.span), "declared global here")
        .help(fmt::format("make `{}` a tenant's entity by removing `global`, or keep a plain value instead",
                          owner.entity.name));
  }
  if (tenancy_of(owner) == ir::Tenancy::kTenant && tenancy_of(*field.target) == ir::Tenancy::kRoot) {
    context.sink.report(Code::kRootRelation, fmt::format("`{}` repeats the tenant column", field.name()))
        .at(field.syntax->span)
        .also(context.settings.root_span, "the tenancy's root")
        .help(fmt::format("remove it: `{}` and its foreign key are derived", context.schema.tenancy->column));
  }
}

/// What becomes of a relation is written into its columns, of which one is computed where shared rows may be
/// referred to; and a shared row refers to no tenant's.
void check_shared_relation(const Reading& context, const Draft& owner, const FieldDraft& field) {
  const bool from_shared = ir::is_shared(owner.entity);
  const bool to_shared = ir::is_shared(field.target->entity);
  if (from_shared && !to_shared && !field.nullable() &&
      field.target->entity.tenancy == ir::Tenancy::kTenant) {
    context.sink
        .report(Code::kSharedRelation,
                fmt::format("no shared row of `{}` could have its `{}`", owner.entity.name, field.name()))
        .at(field.syntax->span, "a shared row refers to no tenant's row")
        .also(*owner.syntax->shared, "shared because of this")
        .help(fmt::format("let it be NULL with `{}?`, or make `{}` shared too", field.syntax->type.name.text,
                          field.target->entity.name));
  }
  if (!to_shared) return;
  for (const AttributeId id : {AttributeId::kOnDelete, AttributeId::kOnUpdate}) {
    const ast::Attribute* attribute = field.attributes.find(id);
    if (attribute == nullptr) continue;
    const std::string& action = std::get<ast::Name>(attribute->arguments[0].node).text;
    const bool kept = action == "no_action" || action == "restrict";
    if (kept || (action == "cascade" && id == AttributeId::kOnDelete)) continue;
    context.sink
        .report(Code::kSharedRelation, fmt::format("`{}` can't follow what becomes of `{}`", field.name(),
                                                   field.target->entity.name))
        .at(attribute->span,
            "Postgres would have to write a column that is computed: whose row is referred to")
        .help("use `restrict` or, on deletes, `cascade`; a row that is out of use can be marked by a column");
  }
}

/// A relation has no default, so that SET DEFAULT sets it to NULL too.
bool nulls(const ast::Attribute& attribute) {
  const std::string& action = std::get<ast::Name>(attribute.arguments[0].node).text;
  return action == "set_null" || action == "set_default";
}

/// Postgres takes a list of columns to set for deletes alone: an update of the key would set them all.
void check_on_update(const Reading& context, const Draft& owner, const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kOnUpdate);
  const bool with_tenant = owner.entity.tenancy == ir::Tenancy::kTenant;
  if (attribute == nullptr || !nulls(*attribute) || (field.nullable() && !with_tenant)) return;
  context.sink
      .report(Code::kSetNullOnNotNull,
              with_tenant ? fmt::format("an update would set `{}` to NULL, and the tenant column with it",
                                        field.name())
                          : fmt::format("relation `{}` is NOT NULL and is to be set to NULL", field.name()))
      .at(attribute->span, "every update of the key referred to would fail")
      .help("use `@on_update(cascade)` or `@on_update(restrict)`");
}

void check_on_delete(const Reading& context, const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kOnDelete);
  if (attribute == nullptr || field.nullable() || !nulls(*attribute)) return;
  context.sink
      .report(Code::kSetNullOnNotNull,
              fmt::format("relation `{}` is NOT NULL and is to be set to NULL", field.name()))
      .at(attribute->span, "every delete of the row referred to would fail")
      .also(field.syntax->type.span, "NOT NULL here")
      .help(fmt::format("let it be NULL with `{}?`, or use `@on_delete(restrict)` or `@on_delete(cascade)`",
                        field.syntax->type.name.text));
}

void check_touch(const Reading& context, const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kTouch);
  if (attribute == nullptr || !field.type) return;
  if (field.type->dimensions == 0 && (field.type->name == "timestamptz" || field.type->name == "timestamp"))
    return;
  context.sink
      .report(Code::kTouchNeedsTimestamp,
              fmt::format("`{}` holds no time that an update could set", field.name()))
      .at(attribute->span)
      .also(field.syntax->type.span, "its type")
      .help("make it a `timestamptz`");
}

void check_version(const Reading& context, const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kVersion);
  if (attribute == nullptr || !field.type) return;
  const bool counts = field.type->dimensions == 0 && field.type->kind == ir::Type::Kind::kColumn &&
                      (field.type->name == "int8" || field.type->name == "int4");
  if (counts && !field.nullable()) return;
  context.sink
      .report(Code::kBadVersion,
              counts ? fmt::format("`{}` may be NULL, and counts no updates then", field.name())
                     : fmt::format("`{}` is no number that counts updates", field.name()))
      .at(attribute->span)
      .also(field.syntax->type.span, "its type")
      .help("make it an `int8`");
}

FieldDraft resolve_field(const Making& context, const Draft& owner, const ast::Field& syntax) {
  FieldDraft field;
  field.syntax = &syntax;
  Draft* target =
      syntax.type.raw || syntax.type.element ? nullptr : context.making.named(syntax.type.name.text);
  if (target != nullptr) {
    field.target = target;
    target->referred_to = target->referred_to || target != &owner;
    field.attributes = resolve_attributes(context, syntax.attributes, types::kRelation);
    check_relation(context, owner, field);
    if (owner.entity.tenancy != ir::Tenancy::kGlobal) check_shared_relation(context, owner, field);
    check_on_delete(context, field);
    check_on_update(context, owner, field);
    if (const ast::Attribute* renamed = field.attributes.find(AttributeId::kColumn)) {
      check_column_name(context, spelled_name(*renamed));
    } else {
      check_not_ours(context, syntax.name);
    }
    return field;
  }
  // Of a field that was cut off before its type, nothing is known but the name.
  if (syntax.broken && syntax.type.name.text.empty() && !syntax.type.raw) return field;
  field.type = resolve_type(context, syntax.type, false);
  // What is of no known type may have been meant as a relation.
  const unsigned place = field.type ? types::kPlainField : types::kPlainField | types::kRelation;
  field.attributes = resolve_attributes(context, syntax.attributes, place);
  const ast::Attribute* renamed = field.attributes.find(AttributeId::kColumn);
  check_column_name(context, renamed == nullptr ? syntax.name : spelled_name(*renamed));
  check_touch(context, field);
  check_version(context, field);
  return field;
}

void report_duplicate(const Reading& context, const Draft& draft, const ast::Field& field,
                      const ast::Field& first, bool mixed_in) {
  auto& diagnostic = context.sink.report(
      Code::kDuplicateField, fmt::format("`{}` has two fields `{}`", draft.entity.name, field.name.text));
  if (mixed_in) {
    diagnostic.at(first.name.span).also(field.name.span, "a mixin brings in another");
  } else {
    diagnostic.at(field.name.span).also(first.name.span, "the first one");
  }
}

void resolve_entity(const Making& context, Draft& draft) {
  std::size_t place = 0;
  for (const ast::Member* member : draft.members) {
    const bool mixed_in = place++ >= draft.own_members;
    const auto* syntax = std::get_if<ast::Field>(member);
    if (syntax == nullptr) continue;
    if (const FieldDraft* first = draft.field(syntax->name.text)) {
      report_duplicate(context, draft, *syntax, *first->syntax, mixed_in);
      continue;
    }
    draft.fields.push_back(resolve_field(context, draft, *syntax));
  }
}

/// A mixin that no entity takes in is read as well: its mistakes would else wait for the first that does.
void resolve_unused_mixin(const Making& context, const ast::Mixin& mixin) {
  Draft nobody;
  for (const ast::Member& member : mixin.members) {
    if (const auto* field = std::get_if<ast::Field>(&member)) resolve_field(context, nobody, *field);
  }
}

}  // namespace

void resolve_fields(const Making& context) {
  std::set<std::string> used;
  for (Draft& draft : context.making) {
    for (const ast::Name& name : draft.syntax->mixins) used.insert(name.text);
    resolve_entity(context, draft);
  }
  for (const auto& [name, symbol] : context.declared.symbols) {
    const auto* mixin = std::get_if<const ast::Mixin*>(&symbol.what);
    if (mixin != nullptr && !used.contains(name)) resolve_unused_mixin(context, **mixin);
  }
}

}  // namespace tenon::sema
