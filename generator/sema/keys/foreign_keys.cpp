// Foreign keys: of the tenant column (T1) and of relations (T3), and their indexes (T5).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/keys/keys.hpp"
#include "sema/keys/shared_columns.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using types::AttributeId;

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
void add_root_foreign_key(const Reading& context, Draft& draft) {
  ir::ForeignKey key;
  key.name = identifier(fmt::format("{}_{}_fkey", draft.entity.table, draft.entity.tenant_column));
  key.columns = {ir::is_shared(draft.entity) ? identifier(owning_name(*context.schema.tenancy))
                                             : draft.entity.tenant_column};
  key.entity = context.drafts.root->entity.name;
  key.table = context.drafts.root->entity.table;
  key.referenced = context.drafts.root->entity.key;
  key.on_delete = ir::Action::kCascade;
  key.rule = ir::Rule::kT1;
  draft.entity.foreign_keys.push_back(std::move(key));
}

/// T3: over the tenant column too, so that a row can't point into another tenant.
void hold_to_tenant(ir::ForeignKey& key, std::string column, std::string referenced) {
  if (key.on_delete == ir::Action::kSetNull || key.on_delete == ir::Action::kSetDefault)
    key.set_columns = key.columns;
  key.columns.insert(key.columns.begin(), std::move(column));
  key.referenced.insert(key.referenced.begin(), std::move(referenced));
  key.rule = ir::Rule::kT3;
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

std::string foreign_key_name(const Reading& context, const ir::Entity& entity, const Attributes& attributes,
                             const std::vector<std::string>& of) {
  std::string name = named_or(attributes, identifier(fmt::format("{}_{}_fkey", entity.table, join(of, "_"))));
  const bool taken = std::any_of(entity.foreign_keys.begin(), entity.foreign_keys.end(),
                                 [&](const ir::ForeignKey& other) { return other.name == name; });
  if (const ast::Attribute* named = attributes.find(AttributeId::kNamed); taken && named != nullptr) {
    context.sink
        .report(diag::Code::kDuplicateName, fmt::format("`{}` has two constraints `{}`", entity.name, name))
        .at(named->span)
        .help("choose another name");
  }
  return name;
}

/// What isn't held to a tenant refers by the key alone: it has to be unique by itself.
void check_unguarded_reference(const Reading& context, const Draft& draft, const ir::Entity& target,
                               const std::vector<std::string>& referenced, Span place) {
  if (draft.entity.unguarded_reason.empty() || !in_tenant(target)) return;
  const auto is_it = [&](const ir::Key& key) { return key.columns == referenced; };
  if (is_it(target.primary_key) || std::any_of(target.uniques.begin(), target.uniques.end(), is_it)) return;
  const std::string columns = join(referenced, ", ");
  context.sink
      .report(diag::Code::kUnguarded, fmt::format("`{}` is unguarded, and would refer to `{}` by `{}` alone",
                                                  draft.entity.name, target.name, columns))
      .at(place, "of that, each tenant may have one")
      .help("refer to its key by a relation, or leave the foreign key to raw SQL as long as it is unguarded");
}

void add_relation_foreign_key(const Making& context, Draft& draft, const FieldDraft& field,
                              const ir::Relation& relation) {
  ir::Entity& target = context.making.named(field.target->entity.name)->entity;
  ir::ForeignKey key;
  key.columns = relation.columns;
  key.name = foreign_key_name(context, draft.entity, field.attributes,
                              context.settings.name_by_columns ? key.columns : std::vector{field.name()});
  context.made(draft.entity, key.name, field.syntax->name.span);
  key.entity = target.name;
  key.table = target.table;
  key.referenced = target.key;
  key.on_delete = action_of(field.attributes, AttributeId::kOnDelete);
  key.on_update = action_of(field.attributes, AttributeId::kOnUpdate);
  key.deferral = deferral_of(field.attributes);
  check_unguarded_reference(context, draft, target, key.referenced, field.syntax->span);
  if (!draft.entity.tenant_column.empty() && in_tenant(target)) {
    ensure_tenant_key(target);
    const bool to_shared = may_refer_to_shared(draft, field);
    hold_to_tenant(key, to_shared ? identifier(whose_name(context, field)) : draft.entity.tenant_column,
                   target.tenant_column);
  }
  draft.entity.foreign_keys.push_back(std::move(key));
}

void add_declared_foreign_key(const Making& context, Draft& draft, const ast::ForeignKey& syntax) {
  const Attributes attributes = resolve_attributes(context, syntax.attributes, types::kForeignKeyMember);
  auto key = declared_foreign_key(context, draft, syntax, attributes);
  if (!key) return;
  key->name = foreign_key_name(context, draft.entity, attributes, key->columns);
  context.made(draft.entity, key->name, syntax.span);
  key->on_delete = action_of(attributes, AttributeId::kOnDelete);
  key->on_update = action_of(attributes, AttributeId::kOnUpdate);
  key->deferral = deferral_of(attributes);
  ir::Entity& target = context.making.named(key->entity)->entity;
  check_unguarded_reference(context, draft, target, key->referenced, syntax.span);
  if (!draft.entity.tenant_column.empty() && in_tenant(target)) {
    if (key->referenced == target.key) ensure_tenant_key(target);
    hold_to_tenant(*key, draft.entity.tenant_column, target.tenant_column);
  }
  draft.entity.foreign_keys.push_back(std::move(*key));
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

void derive_foreign_keys(const Making& context) {
  for (Draft& draft : context.making) {
    if (in_tenant(draft.entity) && context.drafts.root != nullptr) add_root_foreign_key(context, draft);
    for (const FieldDraft& field : draft.fields) {
      if (field.target == nullptr) continue;
      const auto relation = std::find_if(draft.entity.relations.begin(), draft.entity.relations.end(),
                                         [&](const ir::Relation& r) { return r.field == field.name(); });
      if (relation != draft.entity.relations.end())
        add_relation_foreign_key(context, draft, field, *relation);
    }
    for (const ast::Member* member : draft.members) {
      if (const auto* key = std::get_if<ast::ForeignKey>(member))
        add_declared_foreign_key(context, draft, *key);
    }
  }
}

void derive_foreign_key_indexes(const Making& context) {
  if (!context.settings.index_foreign_keys) return;
  for (Draft& draft : context.making) {
    for (const ir::ForeignKey& key : draft.entity.foreign_keys) ensure_index(draft.entity, key);
  }
}

}  // namespace tenon::sema
