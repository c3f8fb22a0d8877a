#include <algorithm>

#include "types/types.hpp"

namespace tenon::types {
namespace {

constexpr std::string_view kActions[] = {"cascade", "restrict", "set_null", "set_default", "no_action"};

constexpr unsigned kAnyColumn = kPlainField | kRelation;

// clang-format off
constexpr Attribute kAttributes[] = {
    {AttributeId::kKey,      "key",       kAnyColumn,  Argument::kNone, {},       "the field is the entity's key"},
    {AttributeId::kUnique,   "unique",    kAnyColumn,  Argument::kNone, {},       "no two rows of a tenant share the value"},
    {AttributeId::kCheck,    "check",     kPlainField, Argument::kSql,  {},       "a condition that every row meets"},
    {AttributeId::kTouch,    "touch",     kPlainField, Argument::kNone, {},       "set to the time of each update"},
    {AttributeId::kColumn,   "column",    kAnyColumn,  Argument::kName, {},       "the column's name, where it differs from the field's"},
    {AttributeId::kOnDelete, "on_delete", kRelation,   Argument::kName, kActions, "what happens when the row referred to is deleted"},
    {AttributeId::kOnUpdate, "on_update", kRelation,   Argument::kName, kActions, "what happens when the key referred to changes"},
    {AttributeId::kPii,      "pii",       kPlainField, Argument::kNone, {},       "personal data"},
    {AttributeId::kExample,  "example",   kPlainField, Argument::kValue, {},      "a value that meets the checks, for the rows of conformance tests; in SQL and text, {n} is the row's number and {tenant} its tenant"},
    {AttributeId::kSecret,   "secret",    kPlainField, Argument::kNone, {},       "never printed, logged or formatted"},
};
// clang-format on

}  // namespace

std::span<const Attribute> attributes() {
  return kAttributes;
}

const Attribute* find_attribute(std::string_view name) {
  const auto* row = std::find_if(std::begin(kAttributes), std::end(kAttributes),
                                 [&](const Attribute& attribute) { return attribute.name == name; });
  return row == std::end(kAttributes) ? nullptr : row;
}

std::vector<std::string> attribute_names() {
  std::vector<std::string> out;
  for (const Attribute& attribute : kAttributes) out.emplace_back(attribute.name);
  return out;
}

}  // namespace tenon::types
