// Attributes that change what a column is: computed, numbered, collated, encrypted, renamed; and what each
// rules out.
#include "sema/keys/column_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "sema/keys/keys.hpp"
#include "sema/keys/searchable.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"
#include "sql/placed.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

struct Conflict {
  AttributeId one;
  AttributeId other;
  std::string_view why;
};

constexpr std::string_view kComputed = "its value is computed, and never given";
constexpr std::string_view kNumbered = "the database numbers it";
constexpr std::string_view kCiphertext = "the database sees its ciphertext alone";

// clang-format off
constexpr Conflict kConflicts[] = {
    {AttributeId::kGenerated, AttributeId::kKey,      "Postgres takes no computed column into a key"},
    {AttributeId::kGenerated, AttributeId::kIdentity, kComputed},
    {AttributeId::kGenerated, AttributeId::kTouch,    kComputed},
    {AttributeId::kGenerated, AttributeId::kVersion,  kComputed},
    {AttributeId::kGenerated, AttributeId::kBackfill, kComputed},
    {AttributeId::kGenerated, AttributeId::kExample,  kComputed},
    {AttributeId::kGenerated, AttributeId::kEncrypted, kComputed},
    {AttributeId::kGenerated, AttributeId::kSerial,   kComputed},
    {AttributeId::kIdentity,  AttributeId::kSerial,   "one of them numbers it"},
    {AttributeId::kSerial,    AttributeId::kBackfill, kNumbered},
    {AttributeId::kSerial,    AttributeId::kVersion,  kNumbered},
    {AttributeId::kSerial,    AttributeId::kEncrypted, kNumbered},
    {AttributeId::kIdentity,  AttributeId::kBackfill, kNumbered},
    {AttributeId::kIdentity,  AttributeId::kVersion,  kNumbered},
    {AttributeId::kVersion,   AttributeId::kKey,      "each update would change the key"},
    {AttributeId::kVersion,   AttributeId::kUnique,   "rows count their updates by themselves"},
    {AttributeId::kIdentity,  AttributeId::kEncrypted, kNumbered},
    {AttributeId::kEncrypted, AttributeId::kVersion,  kCiphertext},
    {AttributeId::kEncrypted, AttributeId::kKey,      kCiphertext},
    {AttributeId::kEncrypted, AttributeId::kCollate,  kCiphertext},
    {AttributeId::kEncrypted, AttributeId::kExample,  kCiphertext},
    {AttributeId::kEncrypted, AttributeId::kBackfill, kCiphertext},
};
// clang-format on

struct NoDefault {
  AttributeId attribute;
  std::string_view why;
};
constexpr NoDefault kNoDefaults[] = {{AttributeId::kGenerated, kComputed},
                                     {AttributeId::kIdentity, kNumbered},
                                     {AttributeId::kSerial, kNumbered},
                                     {AttributeId::kEncrypted, kCiphertext}};

void check_conflicts(const Reading& context, const FieldDraft& field) {
  check_searchable(context, field);
  for (const Conflict& rule : kConflicts) {
    const ast::Attribute* one = field.attributes.find(rule.one);
    const ast::Attribute* other = field.attributes.find(rule.other);
    if (one == nullptr || other == nullptr) continue;
    context.sink
        .report(Code::kConflictingAttributes,
                fmt::format("`{}` has both `@{}` and `@{}`", field.name(), one->name.text, other->name.text))
        .at(other->span, std::string(rule.why))
        .also(one->span, "because of this");
  }
  for (const NoDefault& rule : kNoDefaults) {
    const ast::Attribute* attribute = field.attributes.find(rule.attribute);
    if (attribute == nullptr || !field.syntax->default_value) continue;
    context.sink
        .report(Code::kConflictingAttributes,
                fmt::format("`{}` has both `@{}` and a default", field.name(), attribute->name.text))
        .at(field.syntax->default_value->span, std::string(rule.why))
        .also(attribute->span, "because of this")
        .help("remove the default");
  }
}

ir::Value of_sql(std::string sql) {
  return {ir::Value::Kind::kSql, std::move(sql), {}};
}

const ast::Name* name_argument(const ast::Attribute& attribute) {
  return attribute.arguments.empty() ? nullptr : std::get_if<ast::Name>(&attribute.arguments[0].node);
}

void resolve_identity(const Reading& context, const Draft& draft, const FieldDraft& field,
                      ir::Column& column) {
  const ast::Attribute* serial = field.attributes.find(AttributeId::kSerial);
  const ast::Attribute* attribute =
      serial != nullptr ? serial : field.attributes.find(AttributeId::kIdentity);
  if (attribute == nullptr) return;
  column.identity = attribute->arguments.empty() ? ir::Identity::kAlways : ir::Identity::kByDefault;
  if (serial != nullptr) {
    column.identity = ir::Identity::kSerial;
    column.sequence = serial->arguments.empty()
                          ? identifier(fmt::format("{}_{}_seq", draft.entity.table, column.name))
                          : spelled_name(*serial).text;
    const std::string sequence =
        sql::identifier(ir::space_of(context.schema, draft.entity)) + "." + sql::identifier(column.sequence);
    column.default_value = of_sql(fmt::format("nextval('{}'::regclass)", replaced(sequence, "'", "''")));
  }
  if (!is_one_of(column.type, {"int2", "int4", "int8"})) {
    context.sink
        .report(Code::kIdentityColumn,
                fmt::format("`{}` holds no number that could be counted up", field.name()))
        .at(attribute->span)
        .also(field.syntax->type.span, "its type")
        .help("make it an `int8`");
  } else if (field.nullable()) {
    context.sink.report(Code::kIdentityColumn, fmt::format("`{}` is numbered, and can be NULL", field.name()))
        .at(*field.syntax->nullable)
        .help("remove the `?`");
  }
}

void resolve_collation(const Reading& context, const FieldDraft& field, ir::Column& column) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kCollate);
  if (attribute == nullptr) return;
  column.collation = std::get<ast::String>(attribute->arguments[0].node).text;
  ir::Type element = column.type;
  element.dimensions = 0;
  if (is_one_of(element, {"text", "varchar", "citext"})) return;
  context.sink
      .report(Code::kCollateNeedsText, fmt::format("`{}` is no text, and has a collation", field.name()))
      .at(attribute->span)
      .also(field.syntax->type.span, "its type");
}

void resolve_encrypted(const Reading& context, const FieldDraft& field, ir::Column& column) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kEncrypted);
  if (attribute == nullptr) return;
  column.encrypted = true;
  column.secret = true;
  column.tenant_keys = argument_named(*attribute, "per_tenant") != nullptr;
  const bool json = column.type.kind == ir::Type::Kind::kStruct;
  if (json || is_one_of(column.type, {"text", "varchar", "bytea", "jsonb"})) return;
  context.sink
      .report(Code::kEncryptedField, fmt::format("`{}` is of a type that isn't encrypted", field.name()))
      .at(attribute->span)
      .also(field.syntax->type.span, "its type")
      .help("make it a `text`, `bytea`, `jsonb` or `json<…>`");
}

bool is_hashed(const FieldDraft& field) {
  const ast::Attribute* secret = field.attributes.find(AttributeId::kSecret);
  return secret != nullptr && name_argument(*secret) != nullptr;
}

void refuse_hashed(const Reading& context, const FieldDraft& field, Span span, std::string why) {
  context.sink
      .report(Code::kHashedField, fmt::format("of the secret `{}` its hash alone is stored", field.name()))
      .at(span, std::move(why))
      .also(field.attributes.find(AttributeId::kSecret)->span, "hashed here");
}

/// What a hash can't have, for it is no text, and is made by the program.
constexpr std::pair<AttributeId, std::string_view> kNotOfHashes[] = {
    {AttributeId::kKey, "rows that refer to it would hold it too"},
    {AttributeId::kCheck, "this would see the hash"},
    {AttributeId::kTouch, "a hash is no time"},
    {AttributeId::kGenerated, "the program makes it"},
    {AttributeId::kIdentity, "the program makes it"},
    {AttributeId::kSerial, "the program makes it"},
    {AttributeId::kEncrypted, "nobody could look the ciphertext's hash up"},
};

void resolve_hashed(const Reading& context, const FieldDraft& field, ir::Column& column) {
  if (!is_hashed(field)) return;
  for (const auto& [attribute, why] : kNotOfHashes) {
    if (const ast::Attribute* found = field.attributes.find(attribute))
      refuse_hashed(context, field, found->span, std::string(why));
  }
  if (field.syntax->default_value)
    refuse_hashed(context, field, field.syntax->default_value->span, "a secret that each row has is none");
  if (!is_one_of(column.type, {"text"})) {
    refuse_hashed(context, field, field.syntax->type.span, "what is hashed is a `text`");
  }
  column.hashed = true;
  column.type = {ir::Type::Kind::kColumn, "bytea", {}, 0};
}

/// What a member names, and what it is.
struct Use {
  const std::vector<ast::Column>* columns;
  std::string_view what;
  bool computed;  ///< may hold computed columns
};

struct Uses {
  std::vector<Use> operator()(const ast::Key& key) const { return {{&key.columns, "a key", false}}; }
  std::vector<Use> operator()(const ast::Unique& unique) const {
    return {{&unique.columns, "a unique constraint", true}, {&unique.include, "a unique constraint", true}};
  }
  std::vector<Use> operator()(const ast::Index& index) const {
    return {{&index.columns, "an index", true}, {&index.include, "an index", true}};
  }
  std::vector<Use> operator()(const ast::Partition& partition) const {
    return {{&partition.columns, "a partition key", true}};
  }
  std::vector<Use> operator()(const ast::Statistics& statistics) const {
    return {{&statistics.columns, "a statistics object", true}};
  }
  std::vector<Use> operator()(const ast::Lookup& lookup) const {
    return {{&lookup.columns, "a lookup", true}};
  }
  std::vector<Use> operator()(const auto&) const { return {}; }
};

void check_use(const Reading& context, const Draft& draft, const ast::Column& column, std::string_view what,
               bool computed) {
  const auto* name = std::get_if<ast::Name>(&column.what);
  const FieldDraft* field = name == nullptr ? nullptr : draft.field(name->text);
  if (field == nullptr) return;
  if (const ast::Attribute* attribute = field->attributes.find(AttributeId::kEncrypted)) {
    context.sink.report(Code::kEncryptedField, fmt::format("{} holds the encrypted `{}`", what, name->text))
        .at(column.span, std::string(kCiphertext))
        .also(attribute->span, "encrypted here");
  }
  if (is_hashed(*field) && what == "a key")
    refuse_hashed(context, *field, column.span, "rows that refer to it would hold it too");
  const ast::Attribute* generated = field->attributes.find(AttributeId::kGenerated);
  if (generated == nullptr || computed) return;
  context.sink.report(Code::kGeneratedColumn, fmt::format("{} holds the computed `{}`", what, name->text))
      .at(column.span, "Postgres takes no computed column here")
      .also(generated->span, "computed here");
}

/// A value is encrypted for its row's tenant and key.
void check_encrypted_place(const Reading& context, const Draft& draft) {
  const ir::Tenancy tenancy = draft.entity.tenancy;
  const bool has_tenant = tenancy == ir::Tenancy::kTenant || tenancy == ir::Tenancy::kRoot;
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kEncrypted);
    if (attribute == nullptr) continue;
    if (ir::is_shared(draft.entity)) {
      context.sink
          .report(Code::kEncryptedField,
                  fmt::format("`{}` is encrypted, in rows that all tenants share", field.name()))
          .at(attribute->span)
          .help("move it to an entity that isn't shared and refers to this one");
    } else if (!has_tenant && argument_named(*attribute, "per_tenant") != nullptr) {
      context.sink
          .report(Code::kEncryptedField,
                  fmt::format("`{}` is encrypted by its tenant's keys, and its rows have no tenant",
                              field.name()))
          .at(argument_named(*attribute, "per_tenant")->span)
          .help("write `@encrypted`");
    }
    for (const KeyColumn& key : draft.key) {
      const ir::Column* column = draft.entity.column(key.name);
      if (ir::has_one_form(key.type, column == nullptr ? "" : column->collation)) continue;
      context.sink
          .report(Code::kEncryptedField,
                  fmt::format("`{}` is encrypted for its row's key, and one key of `{}` has several forms",
                              field.name(), key.name))
          .at(attribute->span)
          .help("give the entity a `uuid` for its key, and let this be `unique`");
    }
  }
}

/// The tenant's key is what the application sets, so that it can't be what the database counts.
void check_root_identity(const Reading& context) {
  if (context.drafts.root == nullptr) return;
  for (const FieldDraft& field : context.drafts.root->fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kIdentity);
    const bool key = context.drafts.root->key.size() == 1 && context.drafts.root->key[0].name == field.name();
    if (attribute == nullptr || !attribute->arguments.empty() || !key) continue;
    context.sink
        .report(Code::kIdentityColumn,
                "the tenant's key is numbered by the database, and named by the application")
        .at(attribute->span, "a new tenant's row is put in with the key that its transaction names")
        .help("write `@identity(by_default)`");
  }
}

}  // namespace

std::optional<ir::Value> field_value(const Reading& context, const FieldDraft& field,
                                     const ast::Value& value) {
  auto out = resolve_value(context, value, *field.type);
  if (out && is_hashed(field) && out->kind == ir::Value::Kind::kString)
    *out = of_sql(fmt::format("'\\x{}'::bytea", sha256_hex(out->text)));
  return out;
}

std::optional<ir::Value> example_value(const Reading& context, const FieldDraft& field,
                                       const ast::Value& value) {
  auto out = resolve_value(context, value, *field.type);
  // What `{n}` stands for is known when the row is made.
  if (out && is_hashed(field) && out->kind == ir::Value::Kind::kString)
    *out = of_sql(fmt::format("sha256(convert_to('{}', 'UTF8'))", replaced(out->text, "'", "''")));
  return out;
}

bool is_one_of(const ir::Type& type, std::initializer_list<std::string_view> names) {
  return type.kind == ir::Type::Kind::kColumn && type.dimensions == 0 &&
         std::find(names.begin(), names.end(), type.name) != names.end();
}

void resolve_column_attributes(const Reading& context, const Draft& draft, const FieldDraft& field,
                               ir::Column& column) {
  check_conflicts(context, field);
  resolve_hashed(context, field, column);
  if (const ast::Attribute* attribute = field.attributes.find(AttributeId::kGenerated)) {
    column.generated = std::get<ast::Sql>(attribute->arguments[0].node).text;
  }
  resolve_identity(context, draft, field, column);
  resolve_collation(context, field, column);
  resolve_encrypted(context, field, column);
  const ast::Attribute* backfill = field.attributes.find(AttributeId::kBackfill);
  if (backfill != nullptr && !column.encrypted) {
    column.backfill = field_value(context, field, backfill->arguments[0]);
  }
}

ir::Deferral deferral_of(const Attributes& attributes) {
  const ast::Attribute* attribute = attributes.find(AttributeId::kDeferrable);
  if (attribute == nullptr) return ir::Deferral::kNone;
  const ast::Name* when = name_argument(*attribute);
  return when != nullptr && when->text == "immediate" ? ir::Deferral::kInitiallyImmediate
                                                      : ir::Deferral::kInitiallyDeferred;
}

bool nulls_not_distinct(const ast::Attribute& unique) {
  return !unique.arguments.empty();
}

void check_column_uses(const Reading& context) {
  check_root_identity(context);
  for (const Draft& draft : context.drafts) {
    check_encrypted_place(context, draft);
    for (const ast::Member* member : draft.members) {
      for (const Use& use : std::visit(Uses{}, *member)) {
        for (const ast::Column& column : *use.columns)
          check_use(context, draft, column, use.what, use.computed);
      }
      if (const auto* exclude = std::get_if<ast::Exclude>(member)) {
        for (const ast::Exclusion& element : exclude->elements)
          check_use(context, draft, element.column, "an exclusion", true);
      }
    }
  }
}

}  // namespace tenon::sema
