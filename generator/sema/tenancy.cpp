// What tenancy derives of each entity: foreign keys (T1, T3) and their indexes (T5).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/context.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

/// `writable by app because "…"` of a global entity.
void check_writable(Context& context, const ast::Entity& syntax) {
  const ast::Writable& writable = *syntax.writable;
  const std::string& name = syntax.name.text;
  if (!syntax.global) {
    context.sink
        .report(Code::kMisplacedGlobal, fmt::format("`{}` is declared writable, and is not global", name))
        .at(writable.span)
        .help("leave it out: of what is not global the application writes its tenant's rows");
  } else if (writable.role.text != "app") {
    context.sink
        .report(Code::kWritableBy, fmt::format("`{}` would be writable by `{}`", name, writable.role.text))
        .at(writable.role.span, "the application alone is named here, as `app`")
        .help(context.schema.tenancy && writable.role.text == context.schema.tenancy->app
                  ? std::string("write `writable by app`")
                  : fmt::format("leave it out, and give the role its rights: `role {} {{ insert {} }}`",
                                writable.role.text, name));
  } else if (!writable.because || is_blank(writable.because->text)) {
    context.sink
        .report(Code::kGlobalWithoutReason,
                fmt::format("global entity `{}` is writable without a reason", name))
        .at(writable.span, "what one tenant's request writes here, all see")
        .help("say why: `writable by app because \"…\"`");
  }
}

void check_global(Context& context, const Draft& draft) {
  const ast::Entity& syntax = *draft.syntax;
  if (syntax.writable && !syntax.incomplete) check_writable(context, syntax);
  if (!syntax.global && syntax.because) {
    context.sink
        .report(Code::kMisplacedGlobal,
                fmt::format("`{}` gives a reason for being global, and is not", syntax.name.text))
        .at(syntax.because->span)
        .help(fmt::format("write `global entity {}`, or leave the reason out", syntax.name.text));
  }
  if (!syntax.global || syntax.incomplete) return;
  if (&draft == context.root) {
    context.sink
        .report(Code::kMisplacedGlobal,
                fmt::format("the tenancy's root `{}` is declared global", syntax.name.text))
        .at(*syntax.global)
        .also(context.root_span, "the root")
        .help("remove `global`: each tenant sees its own row of the root");
    return;
  }
  if (!context.schema.tenancy) {
    context.sink
        .report(Code::kGlobalWithoutTenancy,
                fmt::format("`{}` is global, and there is no tenancy", syntax.name.text))
        .at(*syntax.global)
        .help("remove `global`, or declare `tenancy { }`");
  } else if (!syntax.because || is_blank(syntax.because->text)) {
    context.sink
        .report(Code::kGlobalWithoutReason, fmt::format("global entity `{}` has no reason", syntax.name.text))
        .at(syntax.name.span, "no policy will guard its rows")
        .help(fmt::format("say why: `global entity {} because \"…\"{} {{`", syntax.name.text,
                          syntax.writable ? " writable by app because \"…\"" : ""));
  }
}

ir::Tenancy tenancy_of(const Context& context, const Draft& draft) {
  if (!context.schema.tenancy) return ir::Tenancy::kNone;
  if (&draft == context.root) return ir::Tenancy::kRoot;
  return draft.syntax->global ? ir::Tenancy::kGlobal : ir::Tenancy::kTenant;
}

ir::Action action_of(const Attributes& attributes, AttributeId id) {
  static const std::map<std::string, ir::Action, std::less<>> kActions = {
      {"no_action", ir::Action::kNoAction},     {"restrict", ir::Action::kRestrict},
      {"cascade", ir::Action::kCascade},        {"set_null", ir::Action::kSetNull},
      {"set_default", ir::Action::kSetDefault},
  };
  const ast::Attribute* attribute = attributes.find(id);
  return attribute == nullptr ? ir::Action::kNoAction
                              : kActions.at(std::get<ast::Name>(attribute->arguments[0].node).text);
}

/// T1: the tenant column refers to the root, and its rows go with it.
void add_root_foreign_key(const Context& context, Draft& draft) {
  ir::ForeignKey key;
  key.name = identifier(fmt::format("{}_{}_fkey", draft.entity.table, draft.entity.tenant_column));
  key.columns = {draft.entity.tenant_column};
  key.entity = context.root->entity.name;
  key.table = context.root->entity.table;
  key.referenced = context.root->entity.key;
  key.on_delete = ir::Action::kCascade;
  key.rule = ir::Rule::kT1;
  draft.entity.foreign_keys.push_back(std::move(key));
}

/// T3 asks for a key over (tenant, key); where the author left the tenant out of the primary key, it needs
/// one more.
void ensure_tenant_key(ir::Entity& target) {
  std::vector<std::string> wanted = target.key;
  wanted.insert(wanted.begin(), target.tenant_column);
  const auto same = [&](const ir::Key& key) {
    return key.columns == wanted && key.deferral == ir::Deferral::kNone;
  };
  if (target.primary_key.columns == wanted || std::any_of(target.uniques.begin(), target.uniques.end(), same))
    return;
  target.uniques.push_back(
      {identifier(fmt::format("{}_{}_key", target.table, join(wanted, "_"))), wanted, ir::Rule::kT3, ""});
}

void add_relation_foreign_key(Context& context, Draft& draft, const FieldDraft& field,
                              const ir::Relation& relation) {
  ir::Entity& target = field.target->entity;
  ir::ForeignKey key;
  key.name = identifier(fmt::format("{}_{}_fkey", draft.entity.table, field.name()));
  context.made(draft.entity, key.name, field.syntax->name.span);
  key.columns = relation.columns;
  key.entity = target.name;
  key.table = target.table;
  key.referenced = target.key;
  key.on_delete = action_of(field.attributes, AttributeId::kOnDelete);
  key.on_update = action_of(field.attributes, AttributeId::kOnUpdate);
  key.deferral = deferral_of(field.attributes);
  if (!draft.entity.tenant_column.empty() && in_tenant(target)) {
    // T3: over the tenant column too, so that a row can't point into another tenant.
    ensure_tenant_key(target);
    if (key.on_delete == ir::Action::kSetNull || key.on_delete == ir::Action::kSetDefault)
      key.set_columns = key.columns;
    key.columns.insert(key.columns.begin(), draft.entity.tenant_column);
    key.referenced.insert(key.referenced.begin(), target.tenant_column);
    key.rule = ir::Rule::kT3;
  }
  draft.entity.foreign_keys.push_back(std::move(key));
}

/// T5: an index that the tenant and the foreign key lead, unless one is there.
void ensure_index(ir::Entity& entity, const ir::ForeignKey& key) {
  const std::vector<std::string> columns = ir::indexed_columns(entity, key);
  if (ir::has_leading_index(entity, columns)) return;
  ir::Index index;
  index.name = identifier(fmt::format("{}_{}_idx", entity.table, join(columns, "_")));
  index.method = "btree";
  index.rule = ir::Rule::kT5;
  for (const std::string& column : columns) {
    ir::IndexColumn item;
    item.column = column;
    index.columns.push_back(std::move(item));
  }
  entity.indexes.push_back(std::move(index));
}

}  // namespace

void check_reason(Context& context, const ast::GlobalReason& reason) {
  if (!is_blank(reason.text)) return;
  context.sink.report(Code::kGlobalWithoutReason, "what is global over all tenants has no reason")
      .at(reason.span)
      .help("say why: `global because \"…\"`");
}

void resolve_tenancy(Context& context) {
  if (context.schema.tenancy && !context.schema.tenancy->root.empty()) {
    context.root = context.draft(context.schema.tenancy->root);
    if (context.root == nullptr && !context.was_dropped(context.schema.tenancy->root)) {
      auto& diagnostic = context.sink
                             .report(Code::kUnknownRoot, fmt::format("the tenancy's root `{}` is no entity",
                                                                     context.schema.tenancy->root))
                             .at(context.root_span);
      suggest(diagnostic, context.schema.tenancy->root, context.entity_names());
    }
  }
  for (const auto& draft : context.drafts) {
    check_global(context, *draft);
    draft->entity.tenancy = tenancy_of(context, *draft);
    const ast::Entity& syntax = *draft->syntax;
    if (syntax.because) draft->entity.global_reason = syntax.because->text;
    if (syntax.writable && syntax.writable->because)
      draft->entity.writable_reason = syntax.writable->because->text;
  }
}

void derive_foreign_keys(Context& context) {
  for (const auto& draft : context.drafts) {
    if (in_tenant(draft->entity) && context.root != nullptr) add_root_foreign_key(context, *draft);
    for (const FieldDraft& field : draft->fields) {
      if (field.target == nullptr) continue;
      const auto relation = std::find_if(draft->entity.relations.begin(), draft->entity.relations.end(),
                                         [&](const ir::Relation& r) { return r.field == field.name(); });
      if (relation != draft->entity.relations.end())
        add_relation_foreign_key(context, *draft, field, *relation);
    }
  }
}

void derive_foreign_key_indexes(Context& context) {
  if (!context.index_foreign_keys) return;
  for (const auto& draft : context.drafts) {
    for (const ir::ForeignKey& key : draft->entity.foreign_keys) ensure_index(draft->entity, key);
  }
}

}  // namespace tenon::sema
