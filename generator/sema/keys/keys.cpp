// Keys, and the columns that fields become.
#include "sema/keys/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "sema/keys/column_attributes.hpp"
#include "sema/keys/searchable.hpp"
#include "sema/keys/shared_columns.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

void report_unknown_field(const Reading& context, const Draft& draft, const ast::Name& name) {
  if (draft.may_lack(name.text)) return;
  auto& diagnostic =
      context.sink
          .report(Code::kUnknownColumn, fmt::format("`{}` has no field `{}`", draft.entity.name, name.text))
          .at(name.span);
  if (context.schema.tenancy && name.text == context.schema.tenancy->column) {
    diagnostic.help("leave it out: the tenant column leads every key of a tenant's entity");
    return;
  }
  suggest(diagnostic, name.text, draft.field_names());
}

void check_key_column(const Reading& context, const ast::Column& column) {
  if (!column.operator_class && !column.descending && !column.nulls_first) return;
  context.sink.report(Code::kIndexCapability, "a key has neither order nor operator class")
      .at(column.span)
      .help("an `index` beside it can have them");
}

/// The fields of the declared key: those of `key (…)`, or the one with `@key`.
std::vector<const FieldDraft*> key_fields(const Reading& context, Draft& draft) {
  std::vector<const FieldDraft*> out;
  Span first;
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kKey);
    if (attribute == nullptr) continue;
    if (!out.empty()) {
      context.sink.report(Code::kRepeatedKey, fmt::format("`{}` has two keys", draft.entity.name))
          .at(attribute->span)
          .also(first, "the first one")
          .help("a key of several fields is written `key (a, b)`");
      continue;
    }
    first = attribute->span;
    out.push_back(&field);
  }
  for (const ast::Member* member : draft.members) {
    const auto* key = std::get_if<ast::Key>(member);
    if (key == nullptr) continue;
    if (!out.empty() || draft.declared_key != nullptr) {
      context.sink.report(Code::kRepeatedKey, fmt::format("`{}` has two keys", draft.entity.name))
          .at(key->span)
          .also(first, "the first one");
      continue;
    }
    first = key->span;
    draft.declared_key = key;
    if (key->none) check_keyless_reason(context, draft, *key);
    for (const ast::Column& column : key->columns) {
      check_key_column(context, column);
      const auto* name = std::get_if<ast::Name>(&column.what);
      if (name == nullptr) {
        context.sink.report(Code::kUnknownColumn, "a key holds fields, no expressions").at(column.span);
        continue;
      }
      const FieldDraft* field = draft.field(name->text);
      if (field != nullptr && std::find(out.begin(), out.end(), field) != out.end()) {
        context.sink.report(Code::kDuplicateField, fmt::format("the key holds `{}` twice", name->text))
            .at(column.span);
      } else if (field != nullptr) {
        out.push_back(field);
      } else {
        report_unknown_field(context, draft, *name);
      }
    }
  }
  return out;
}

void know_key(const Making& context, Draft& draft);

void resolve_key(const Making& context, Draft& draft) {
  const bool declared =
      draft.incomplete || std::any_of(draft.fields.begin(), draft.fields.end(), [](const FieldDraft& field) {
        // An attribute that is wrong may have been meant as this one.
        return field.attributes.has(AttributeId::kKey) || field.syntax->broken || field.attributes.wrong > 0;
      });
  for (const FieldDraft* field : key_fields(context, draft)) {
    if (field->nullable()) {
      context.sink.report(Code::kNullableKey, fmt::format("key field `{}` can be NULL", field->name()))
          .at(*field->syntax->nullable, "made nullable here")
          .help("remove the `?`");
    }
    if (field->target != nullptr) know_key(context, *context.making.named(field->target->entity.name));
    for (KeyColumn& column : columns_of(*field)) draft.key.push_back(std::move(column));
  }
  // A key that is declared and came to nothing was complained about.
  if (!declared && draft.declared_key == nullptr) {
    context.sink.report(Code::kMissingKey, fmt::format("`{}` has no key", draft.entity.name))
        .at(draft.syntax->name.span)
        .help("add `id: uuid = uuid() @key`, or `key (…)` over fields that it has")
        .help("or say why it has none: `key none because \"…\"`");
  }
}

/// A key that a relation is part of needs the one that this refers to.
void know_key(const Making& context, Draft& draft) {
  if (draft.key_state == Draft::KeyState::kResolving) {
    context.sink
        .report(Code::kCircularKey, fmt::format("the key of `{}` leads back to itself", draft.entity.name))
        .at(draft.syntax->name.span)
        .note("a relation in a key brings in the key of the entity that it refers to");
    draft.key_state = Draft::KeyState::kBroken;
    return;
  }
  if (draft.key_state == Draft::KeyState::kUnknown) {
    draft.key_state = Draft::KeyState::kResolving;
    resolve_key(context, draft);
    if (draft.key_state == Draft::KeyState::kResolving) draft.key_state = Draft::KeyState::kKnown;
  }
}

bool names_a_tenant(const Draft& root) {
  static constexpr std::string_view kTypes[] = {"uuid", "int4", "int8", "text"};
  return root.key.size() == 1 && root.key[0].type.dimensions == 0 &&
         std::find(std::begin(kTypes), std::end(kTypes), root.key[0].type.name) != std::end(kTypes);
}

void check_root_key(const Settling& context) {
  if (context.drafts.root == nullptr || context.drafts.root->key.empty()) return;
  if (names_a_tenant(*context.drafts.root)) {
    context.tenancy->type = context.drafts.root->key[0].type;
    return;
  }
  context.sink
      .report(Code::kRootKey,
              fmt::format("the key of `{}` can't name a tenant", context.drafts.root->entity.name))
      .at(context.drafts.root->syntax->name.span)
      .note("the session variable that names the current tenant holds one value")
      .help("give it one field of type uuid, int4, int8 or text as its key");
}

std::optional<ir::Value> resolve_default(const Reading& context, const FieldDraft& field) {
  const ast::Value& value = *field.syntax->default_value;
  if (!std::holds_alternative<ast::Null>(value.node) || field.nullable()) {
    return field_value(context, field, value);
  }
  context.sink.report(Code::kBadDefault, fmt::format("`{}` can't be NULL, and is by default", field.name()))
      .at(value.span)
      .help("leave the default out, or let the field be NULL with `?`");
  return std::nullopt;
}

/// How many characters a key of the type has as text; 0 where nothing says.
std::size_t longest_text(const ir::Type& type) {
  static const std::map<std::string_view, std::size_t> kLongest = {
      {"uuid", 36}, {"int2", 6}, {"int4", 11}, {"int8", 20}};
  if (type.name == "varchar" && !type.parameters.empty()) return static_cast<std::size_t>(type.parameters[0]);
  const auto known = kLongest.find(type.name);
  return known == kLongest.end() ? 0 : known->second;
}

/// What `{tenant}` and `{n}` stand for may be longer than they are.
void check_longest_example(const Reading& context, const ast::Value& syntax, const ir::Value& value,
                           const ir::Type& given) {
  const ir::Type type = underlying(context.schema, given);
  if (type.name != "varchar" || type.parameters.empty() || type.dimensions > 0 ||
      value.kind != ir::Value::Kind::kString || !context.schema.tenancy)
    return;
  constexpr std::string_view kTenant = "{tenant}";
  const ir::Type& key = context.schema.tenancy->type;
  const std::size_t each = longest_text(key);
  std::size_t longest = code_points(value.text);
  for (std::size_t at = value.text.find(kTenant); each > 0 && at != std::string::npos;
       at = value.text.find(kTenant, at + 1))
    longest = longest - kTenant.size() + each;
  const auto most = static_cast<std::size_t>(type.parameters[0]);
  if (longest <= most) return;
  context.sink.report(Code::kBadDefault, fmt::format("`varchar({})` can't hold this value", most))
      .at(syntax.span, fmt::format("with the tenant's key in it, it has up to {} characters", longest))
      .help(fmt::format(
          "`{{tenant}}` stands for a `{}`, of up to {} characters: make the field longer, or the text "
          "around it shorter",
          key.name, each));
}

ir::Column plain_column(const Reading& context, const Draft& draft, const FieldDraft& field) {
  const ast::Attribute* renamed = field.attributes.find(AttributeId::kColumn);
  ir::Column out;
  out.name = renamed == nullptr ? field.name() : spelled_name(*renamed).text;
  out.field = field.name();
  out.doc = field.syntax->doc;
  out.nullable = field.nullable();
  out.pii = field.attributes.has(AttributeId::kPii);
  out.secret = field.attributes.has(AttributeId::kSecret);
  if (!field.type) return out;
  out.type = *field.type;
  out.pii = out.pii || holds_pii(context.schema, out.type);
  const bool written_by_others =
      field.attributes.has(AttributeId::kGenerated) || field.attributes.has(AttributeId::kIdentity) ||
      field.attributes.has(AttributeId::kSerial) || field.attributes.has(AttributeId::kEncrypted);
  const bool is_resolved = !written_by_others && !is_counted(field);
  if (field.syntax->default_value && is_resolved) out.default_value = resolve_default(context, field);
  resolve_column_attributes(context, draft, field, out);
  if (const ast::Attribute* example = field.attributes.find(AttributeId::kExample)) {
    out.example = example_value(context, field, example->arguments[0]);
    if (out.example) check_longest_example(context, example->arguments[0], *out.example, *field.type);
  }
  return out;
}

/// The first row's version is 1, unless the author says otherwise; an entity has one.
void add_version(const Reading& context, Draft& draft, const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kVersion);
  if (attribute == nullptr) return;
  ir::Column& column = draft.entity.columns.back();
  if (!draft.entity.version.empty()) {
    context.sink
        .report(Code::kBadVersion,
                fmt::format("`{}` is the version of `{}` already", draft.entity.version, draft.entity.name))
        .at(attribute->span)
        .help("one number counts all updates of a row");
    return;
  }
  if (!column.default_value) column.default_value = ir::Value{ir::Value::Kind::kNumber, "1", {}};
  draft.entity.version = column.name;
}

/// One value fills one column: the relation's last, since it has no other.
void backfill_relation(const Reading& context, Draft& draft, const FieldDraft& field) {
  const ast::Attribute* backfill = field.attributes.find(AttributeId::kBackfill);
  if (backfill == nullptr) return;
  if (columns_of(field).size() == 1) {
    ir::Column& column = draft.entity.columns.back();
    column.backfill = resolve_value(context, backfill->arguments[0], column.type);
    return;
  }
  context.sink
      .report(Code::kMisplacedBackfill, fmt::format("relation `{}` has more columns than one", field.name()))
      .at(backfill->span, "this is one value")
      .help("let the relation be nullable, fill it, and take the `?` away with the next version");
}

void add_columns(const Reading& context, Draft& draft, const FieldDraft& field) {
  if (field.target == nullptr) {
    draft.entity.columns.push_back(plain_column(context, draft, field));
    if (field.attributes.has(AttributeId::kTouch))
      draft.entity.touched.push_back(draft.entity.columns.back().name);
    add_version(context, draft, field);
    add_hash_column(context, draft, field);
    return;
  }
  ir::Relation relation{field.name(), field.target->entity.name, {}, field.nullable()};
  const ast::Attribute* renamed = field.attributes.find(AttributeId::kColumn);
  if (renamed != nullptr && columns_of(field).size() > 1) {
    context.sink
        .report(Code::kBadAttributeArguments,
                fmt::format("relation `{}` has more columns than one", field.name()))
        .at(renamed->span, "this names one");
  }
  for (const KeyColumn& key : columns_of(field)) {
    relation.columns.push_back(key.name);
    ir::Column column;
    column.name = column.field = key.name;
    column.doc = field.syntax->doc;
    column.type = key.type;
    column.nullable = field.nullable();
    draft.entity.columns.push_back(std::move(column));
  }
  backfill_relation(context, draft, field);
  if (may_refer_to_shared(draft, field)) add_whose(context, draft, field, relation);
  draft.entity.relations.push_back(std::move(relation));
}

void check_columns(const Reading& context, const Draft& draft) {
  std::map<std::string, const FieldDraft*> owners;
  for (const FieldDraft& field : draft.fields) {
    for (const KeyColumn& column : columns_of(field)) {
      const auto [first, is_new] = owners.emplace(column.name, &field);
      if (is_new) continue;
      context.sink
          .report(Code::kColumnCollision, fmt::format("`{}` and `{}` both make the column `{}`",
                                                      first->second->name(), field.name(), column.name))
          .at(field.syntax->name.span)
          .also(first->second->syntax->name.span, "the other one");
    }
  }
  check_shared_columns(context, draft, owners);
  if (!in_tenant(draft.entity)) return;
  const auto clash = owners.find(context.schema.tenancy->column);
  // A relation to the root was complained about as such.
  if (clash == owners.end() || context.drafts.root == nullptr || clash->second->target == context.drafts.root)
    return;
  context.sink
      .report(Code::kTenantColumnClash,
              fmt::format("`{}` declares the column `{}` itself", draft.entity.name, clash->first))
      .at(clash->second->syntax->span)
      .help(clash->second->target != nullptr
                ? "give the relation another name, or the tenant column: `tenancy { column … }`"
                : "remove it: the tenant column, its foreign key and its place in the key are derived");
}

/// T1: the tenant column, before the declared ones.
void add_tenant_column(const Reading& context, Draft& draft) {
  const ir::TenancySettings& tenancy = *context.schema.tenancy;
  ir::Column column;
  column.name = column.field = tenancy.column;
  column.type = tenancy.type;
  column.doc = "The tenant that the row belongs to.";
  column.rule = ir::Rule::kT1;
  if (ir::is_shared(draft.entity)) column.doc = "The tenant that the row belongs to, or a key that none has.";
  draft.entity.columns.insert(draft.entity.columns.begin(), std::move(column));
  draft.entity.tenant_column = tenancy.column;
}

/// Which entity that isn't held to a tenant yet refers to this one, by the key alone; empty for none.
std::string referred_to_by_unguarded(const Reading& context, const ir::Entity& entity) {
  for (const Draft& draft : context.drafts) {
    if (draft.entity.unguarded_reason.empty()) continue;
    const bool refers =
        std::any_of(draft.fields.begin(), draft.fields.end(),
                    [&](const FieldDraft& field) {
                      return field.target != nullptr && field.target->entity.name == entity.name;
                    }) ||
        std::any_of(draft.members.begin(), draft.members.end(), [&](const ast::Member* member) {
          const auto* key = std::get_if<ast::ForeignKey>(member);
          return key != nullptr && key->entity.text == entity.name;
        });
    if (refers) return draft.entity.name;
  }
  return "";
}

/// T2: the primary key, led by the tenant column.
void set_primary_key(const Reading& context, Draft& draft) {
  ir::Entity& entity = draft.entity;
  if (is_keyless(draft)) return;
  for (const KeyColumn& column : draft.key) entity.key.push_back(column.name);
  entity.primary_key.name = identifier(entity.table + "_pkey");
  if (draft.declared_key != nullptr) {
    const Attributes attributes =
        resolve_attributes(context, draft.declared_key->attributes, types::kKeyMember);
    entity.primary_key.name = named_or(attributes, entity.primary_key.name);
  }
  entity.primary_key.columns = entity.key;
  const bool global = draft.declared_key != nullptr && draft.declared_key->global;
  if (global && !in_tenant(entity)) {
    context.sink
        .report(Code::kMisplacedGlobal, fmt::format("the key of `{}` is not led by a tenant", entity.name))
        .at(draft.declared_key->global->span);
  }
  if (!in_tenant(entity)) return;
  if (global) {
    check_reason(context, *draft.declared_key->global);
    entity.primary_key.global_reason = draft.declared_key->global->text;
    return;
  }
  if (const std::string by = referred_to_by_unguarded(context, entity); !by.empty()) {
    entity.primary_key.global_reason = fmt::format("`{}`, which is unguarded, refers by it", by);
    return;
  }
  entity.primary_key.columns.insert(entity.primary_key.columns.begin(), entity.tenant_column);
  entity.primary_key.rule = ir::Rule::kT2;
}

}  // namespace

void check_reason(const Reading& context, const ast::GlobalReason& reason) {
  if (!is_blank(reason.text)) return;
  context.sink.report(Code::kGlobalWithoutReason, "what is global over all tenants has no reason")
      .at(reason.span)
      .help("say why: `global because \"…\"`");
}

std::vector<KeyColumn> columns_of(const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kColumn);
  const std::optional<std::string> renamed =
      attribute == nullptr ? std::nullopt : std::optional(spelled_name(*attribute).text);
  if (field.target == nullptr) {
    if (!field.type) return {};
    return {{renamed.value_or(field.name()), *field.type}};
  }
  const std::vector<KeyColumn>& keys = field.target->key;
  std::vector<KeyColumn> out;
  for (const KeyColumn& key : keys) {
    const bool by_author = renamed && keys.size() == 1;
    out.push_back({by_author ? *renamed : identifier(field.name() + "_" + key.name), key.type});
  }
  return out;
}

void resolve_keys(const Settling& context) {
  for (Draft& draft : context.making) know_key(context, draft);
  check_root_key(context);
}

/// Whose rows are that were nobody's before.
void backfill_tenants(const Making& context) {
  for (Draft& draft : context.making) {
    const ast::Attribute* backfill = draft.attributes.find(AttributeId::kBackfill);
    if (backfill == nullptr) continue;
    if (in_tenant(draft.entity)) {
      ir::Column& column = draft.entity.columns.front();
      column.backfill = resolve_value(context, backfill->arguments[0], column.type);
      continue;
    }
    context.sink
        .report(Code::kMisplacedBackfill,
                fmt::format("no row of `{}` belongs to a tenant", draft.entity.name))
        .at(backfill->span, "of an entity, it says whose the rows are that were nobody's");
  }
}

void derive_columns(const Making& context) {
  for (Draft& draft : context.making) {
    for (const FieldDraft& field : draft.fields) add_columns(context, draft, field);
    check_columns(context, draft);
    if (in_tenant(draft.entity)) add_tenant_column(context, draft);
    if (ir::is_shared(draft.entity)) add_shared_columns(context, draft);
    if (draft.entity.tenancy == ir::Tenancy::kRoot && draft.key.size() == 1) {
      draft.entity.tenant_column = draft.key[0].name;
    }
    set_primary_key(context, draft);
  }
}

}  // namespace tenon::sema
