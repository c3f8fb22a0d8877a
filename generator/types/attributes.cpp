#include <algorithm>
#include <utility>

#include "types/types.hpp"

namespace tenon::types {
namespace {

constexpr std::string_view kActions[] = {"cascade", "restrict", "set_null", "set_default", "no_action"};

constexpr std::string_view kUniqueChoices[] = {"nulls_not_distinct"};
constexpr std::string_view kIdentityChoices[] = {"by_default"};
constexpr std::string_view kEncryptedChoices[] = {"per_tenant", "searchable"};
constexpr std::string_view kSecretChoices[] = {"hashed"};
constexpr std::string_view kDeferrableChoices[] = {"deferred", "immediate"};

constexpr unsigned kAnyColumn = kPlainField | kRelation;
constexpr unsigned kNamedByAuthor = kRelation | kKeyMember | kForeignKeyMember | kUniqueMember |
                                    kExcludeMember | kIndexMember | kCheckMember | kPartitionItem;
constexpr unsigned kRenamed = kAnyColumn | kEntity | kEnum | kEnumValue;

struct PlaceName {
  Place place;
  std::string_view name;
};

constexpr PlaceName kPlaces[] = {
    {kPlainField, "a plain field"},
    {kRelation, "a relation"},
    {kStructField, "a struct's field"},
    {kEntity, "an entity"},
    {kEnum, "an enum"},
    {kEnumValue, "an enum's value"},
    {kUniqueMember, "a `unique`"},
    {kExcludeMember, "an `exclude`"},
    {kKeyMember, "a `key`"},
    {kForeignKeyMember, "a `foreign key`"},
    {kIndexMember, "an `index`"},
    {kCheckMember, "a `check`"},
    {kSessionVariable, "a session variable"},
    {kQueryParameter, "a query's parameter"},
    {kTypeAttribute, "an attribute of a type"},
    {kPartitionItem, "a partition"},
};

// clang-format off
constexpr Attribute kAttributes[] = {
    {AttributeId::kKey,      "key",       kAnyColumn,  Argument::kNone, {},       "the field is the entity's key"},
    {AttributeId::kUnique,   "unique",    kAnyColumn,  Argument::kOptionalName, kUniqueChoices, "no two rows of a tenant share the value; of NULLs neither with `nulls_not_distinct`"},
    {AttributeId::kCheck,    "check",     kPlainField, Argument::kSql,  {},       "a condition that every row meets"},
    {AttributeId::kTouch,    "touch",     kPlainField, Argument::kNone, {},       "set to the time of each update"},
    {AttributeId::kVersion,  "version",   kPlainField, Argument::kNone, {},       "counts the row's updates, so that one can be refused that was thought out for an older row"},
    {AttributeId::kColumn,   "column",    kAnyColumn,  Argument::kSpelled, {},    "the column's name, where it differs from the field's"},
    {AttributeId::kNamed,    "named",     kNamedByAuthor, Argument::kString, {},  "the name of the constraint, the index or the partition in the database, where it isn't the one that tenon would give"},
    {AttributeId::kSerial,   "serial",    kPlainField, Argument::kOptionalString, {}, "numbered by a sequence of its own, as Postgres's serial types are; with the sequence's name where it isn't TABLE_COLUMN_seq"},
    {AttributeId::kOnDelete, "on_delete", kRelation | kForeignKeyMember, Argument::kName, kActions, "what happens when the row referred to is deleted"},
    {AttributeId::kOnUpdate, "on_update", kRelation | kForeignKeyMember, Argument::kName, kActions, "what happens when the key referred to changes"},
    {AttributeId::kPii,      "pii",       kPlainField | kTypeAttribute, Argument::kNone, {},       "personal data"},
    {AttributeId::kExample,  "example",   kPlainField | kQueryParameter | kSessionVariable, Argument::kValue, {},      "a value that meets the checks, for the rows of conformance tests and who asks for them, or by which a query is tried; in SQL and text, {n} is the row's number and {tenant} its tenant"},
    {AttributeId::kGenerated, "generated", kPlainField, Argument::kSql, {},       "computed of the row's other columns when it is written, and stored"},
    {AttributeId::kIdentity, "identity",  kPlainField, Argument::kOptionalName, kIdentityChoices, "numbered by the database; with `by_default` a value can be given"},
    {AttributeId::kCollate,  "collate",   kPlainField, Argument::kString, {},     "the collation that text is compared by"},
    {AttributeId::kDeferrable, "deferrable", kRelation | kUniqueMember | kExcludeMember | kForeignKeyMember, Argument::kOptionalName, kDeferrableChoices, "checked at the end of the transaction; with `immediate` only where it asks for that"},
    {AttributeId::kWas,      "was",       kRenamed | kTypeAttribute, Argument::kSpelled, {},     "its name in the version before"},
    {AttributeId::kBackfill, "backfill",  kAnyColumn | kEntity, Argument::kValue, {}, "the value for rows that were there before the column; of an entity, whose they are that were nobody's"},
    {AttributeId::kEncrypted, "encrypted", kPlainField, Argument::kOptionalNames, kEncryptedChoices, "encrypted by the program that writes it, for its place; with `per_tenant` by keys of its tenant's own; with `searchable` it is found by its value"},
    {AttributeId::kSecret,   "secret",    kPlainField, Argument::kOptionalName, kSecretChoices, "never printed, logged or formatted; with `hashed` its SHA-256 is stored, and never the value"},
    {AttributeId::kActor,    "actor",     kSessionVariable, Argument::kNone, {},  "logs tell by it who changed a row"},
    {AttributeId::kJson,     "json",      kAnyColumn | kStructField, Argument::kString, {}, "what it is called in JSON, where that isn't its name"},
    {AttributeId::kUnknown,  "unknown",   kEnum,       Argument::kName, {},       "what a program reads where the database has a label that it doesn't know; it can't be written"},
    {AttributeId::kUnguarded, "unguarded", kEntity,    Argument::kString, {}, "its rows are not yet held to a tenant, and why: no policy guards them, and no key is led by the tenant"},
    {AttributeId::kAllow,    "allow",     kAnyColumn | kStructField | kEntity | kEnum | kTypeAttribute, Argument::kLint, {}, "a lint that lets this pass, and why"},
};

// What people write who come from elsewhere; `{0}` is the argument, `{1}` the same without quotes.
constexpr std::pair<std::string_view, std::string_view> kMeantAttributes[] = {
    {"id",             "write `@key`"},
    {"pk",             "write `@key`"},
    {"primary",        "write `@key`"},
    {"primary_key",    "write `@key`"},
    {"default",        "write `= {0}` behind the type"},
    {"nullable",       "write a `?` behind the type, as in `text?`"},
    {"optional",       "write a `?` behind the type, as in `text?`"},
    {"required",       "leave it out: a field is NOT NULL unless a `?` stands behind its type"},
    {"not_null",       "leave it out: a field is NOT NULL unless a `?` stands behind its type"},
    {"notnull",        "leave it out: a field is NOT NULL unless a `?` stands behind its type"},
    {"updatedAt",      "write `@touch`"},
    {"lock_version",   "write `@version`"},
    {"row_version",    "write `@version`"},
    {"updated_at",     "write `@touch`"},
    {"autoincrement",  "write `@identity`"},
    {"auto_increment", "write `@identity`"},
    {"map",            "write `@column({1})`"},
    {"json_name",      "write `@json({0})`"},
    {"JsonProperty",   "write `@json({0})`"},
    {"index",          "write a member of the entity: `index (…)`"},
    {"relation",       "leave it out: the entity is the field's type, as in `author: User`"},
    {"references",     "leave it out: the entity is the field's type, as in `author: User`"},
    {"computed",       "write ``@generated(`…`)``"},
    {"length",         "write it as the type: `varchar({0})`"},
    {"max_length",     "write it as the type: `varchar({0})`"},
    {"size",           "write it as the type: `varchar({0})`"},
    {"sensitive",      "write `@pii` for personal data, `@secret` for what nobody may print"},
    {"personal",       "write `@pii`"},
    {"hidden",         "write `@secret`"},
};
// clang-format on

}  // namespace

std::string_view meant_attribute(std::string_view name) {
  const auto* row = std::find_if(std::begin(kMeantAttributes), std::end(kMeantAttributes),
                                 [&](const auto& pair) { return pair.first == name; });
  return row == std::end(kMeantAttributes) ? std::string_view() : row->second;
}

std::span<const Attribute> attributes() {
  return kAttributes;
}

const Attribute* find_attribute(std::string_view name) {
  const auto* row = std::find_if(std::begin(kAttributes), std::end(kAttributes),
                                 [&](const Attribute& attribute) { return attribute.name == name; });
  return row == std::end(kAttributes) ? nullptr : row;
}

std::string_view place_name(unsigned place) {
  const auto* row = std::find_if(std::begin(kPlaces), std::end(kPlaces),
                                 [&](const PlaceName& known) { return (known.place & place) != 0; });
  return row == std::end(kPlaces) ? std::string_view() : row->name;
}

std::vector<std::string> attribute_names() {
  std::vector<std::string> out;
  for (const Attribute& attribute : kAttributes) out.push_back("@" + std::string(attribute.name));
  return out;
}

}  // namespace tenon::types
