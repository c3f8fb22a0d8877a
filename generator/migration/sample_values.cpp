#include "migration/sample_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/text.hpp"
#include "dialect/samples.hpp"
#include "types/types.hpp"

namespace tenon::migration {
namespace {

using dialect::in_key;
using dialect::in_unique;

/// What a check may ask for, beside the type's own sample: tried in this order.
constexpr std::string_view kTexts[] = {"'s{n}@example.org'",
                                       "'https://example.org/{n}'",
                                       "'{n}'",
                                       "'S{n}'",
                                       "'s'",
                                       "'en'",
                                       "'DE'",
                                       "'EUR'",
                                       "'+49301234{n}'",
                                       "'#00ff00'",
                                       "'1.0.{n}'",
                                       "'Some words of the row {n}.'",
                                       "md5('{n}') || md5('{tenant}')",
                                       "''"};
constexpr std::string_view kNumbers[] = {"{n}", "1",   "0",    "{n} % 10 + 1", "{n} % 100", "0.5",
                                         "10",  "100", "1000", "2000",         "10000",     "-1"};
constexpr std::string_view kTimes[] = {"now() - {n} * interval '1 minute'", "now()",
                                       "now() + interval '1 day'"};
constexpr std::string_view kSpans[] = {"{n} * interval '1 minute'", "interval '1 day'"};
constexpr std::string_view kTruths[] = {"true", "false"};
constexpr std::string_view kLists[] = {"'{}'", "'{1}'", "'{a}'", "'{1,2}'"};
constexpr std::string_view kTrees[] = {"'{}'", "'[]'", "'\"s\"'", "'1'"};
/// A type that only the server knows.
constexpr std::string_view kUnknown[] = {"'{}'", "'0'",   "'1'",   "''",
                                         "'()'", "'(,)'", "'0/0'", "'2026-01-01'"};

struct Forms {
  std::string_view type;
  std::span<const std::string_view> forms;
};
constexpr Forms kForms[] = {{"text", kTexts},      {"varchar", kTexts},     {"citext", kTexts},
                            {"int2", kNumbers},    {"int4", kNumbers},      {"int8", kNumbers},
                            {"float4", kNumbers},  {"float8", kNumbers},    {"numeric", kNumbers},
                            {"timestamp", kTimes}, {"timestamptz", kTimes}, {"date", kTimes},
                            {"interval", kSpans},  {"bool", kTruths},       {"jsonb", kTrees}};

std::span<const std::string_view> forms_for(const ir::Type& type) {
  if (type.kind == ir::Type::Kind::kStruct) return kTrees;
  if (type.dimensions > 0) return kLists;
  if (type.kind == ir::Type::Kind::kRaw) return kUnknown;
  if (type.kind != ir::Type::Kind::kColumn) return {};
  const auto* canonical = types::find_column_type(type.name);
  for (const Forms& each : kForms) {
    if (canonical != nullptr && each.type == canonical->name) return each.forms;
  }
  return {};
}

std::string in_turn(const std::vector<std::string>& values, const std::string& type) {
  return fmt::format("(ARRAY[{}]::{}[])[1 + {{n}} % {}]", join(values, ", "), type, values.size());
}

/// Of a numeric with three digits, 999 is the last whole number.
int digits_of(const ir::Type& type) {
  if (type.name == "int2") return 4;
  if (type.name != "numeric" || type.parameters.empty()) return 0;
  const int behind = type.parameters.size() > 1 ? type.parameters[1] : 0;
  return std::clamp(type.parameters[0] - behind, 1, 9);
}

bool is_time(const ir::Type& type) {
  return type.name == "timestamptz" || type.name == "timestamp" || type.name == "date";
}

bool names_it(const std::string& expression, const std::string& column) {
  return expression.find(column) != std::string::npos;
}

}  // namespace

std::string with_numbers(const std::string& form, const std::string& number, const std::string& tenant) {
  std::string out;
  std::size_t quote = std::string::npos;  // where the string began that we are in
  bool joined = false;                    // whether it was taken apart
  for (std::size_t at = 0; at < form.size();) {
    const bool within = quote != std::string::npos;
    const bool is_number = form.compare(at, 3, "{n}") == 0;
    if (is_number || form.compare(at, 8, "{tenant}") == 0) {
      const std::string& value = is_number ? number : tenant;
      const std::string text = value.empty() ? "''" : value;
      out += within ? fmt::format("' || {} || '", text) : text;
      joined = joined || within;
      at += is_number ? 3 : 8;
      continue;
    }
    if (within && form.compare(at, 2, "''") == 0) {  // a quote in the string
      out += "''";
      at += 2;
      continue;
    }
    out += form[at];
    if (form[at++] != '\'') continue;
    if (!within) {
      quote = out.size() - 1;
      joined = false;
    } else {
      if (joined) {
        out.insert(quote, "(");
        out += ")";
      }
      quote = std::string::npos;
    }
  }
  return out;
}

namespace {

/// Rows of what isn't held to a tenant yet are a tenant's all the same: they refer to rows of one.
bool has_tenant(const ir::Entity& entity) {
  return entity.tenancy == ir::Tenancy::kTenant || !entity.unguarded_reason.empty();
}

}  // namespace

std::string SampleValues::of(const ir::Entity& entity, const ir::Column& column, Row row) {
  if (entity.tenancy == ir::Tenancy::kRoot) row.tenant = row.number;
  if (!has_tenant(entity) && entity.tenancy != ir::Tenancy::kRoot) row.tenant = "";
  const std::string value = at(entity, column, row);
  if (value.empty()) return "";
  return fmt::format("({})::{}", value, dialect::type(schema_, ir::stored_type(column)).str());
}

/// A row's number, as small as the column's type and its partitions ask.
std::string SampleValues::bounded(const ir::Entity& entity, const ir::Column& column,
                                  const std::string& number) const {
  const ir::Type type = dialect::held_type(schema_, column);
  if (type.kind != ir::Type::Kind::kColumn) return number;
  if (const int digits = digits_of(type); digits > 0)
    return fmt::format("({} % 1{:0>{}})", number, "", digits);
  const bool near =
      !entity.partitioning.empty() || entity.retention || foreseen_.parted.contains(entity.name);
  if (!is_time(type) || !near) return number;
  return type.name == "date" ? fmt::format("(1 + {} % 2)", number) : fmt::format("({} % 3600)", number);
}

std::string SampleValues::at(const ir::Entity& entity, const ir::Column& column, const Row& row) {
  if (!column.generated.empty()) return "";
  if (entity.soft_delete && entity.soft_delete->column == column.name) return "NULL";
  if (entity.tenancy == ir::Tenancy::kTenant && column.name == entity.tenant_column) {
    const ir::Entity& root = *schema_.entity(schema_.tenancy->root);
    return at(root, *root.column(root.tenant_column), {row.tenant, row.tenant, row.tenant});
  }
  if (const ir::Relation* relation = dialect::relation_of(entity, column.name))
    return reference(entity, *relation, column.name, row);
  const Referring& referring = foreseen_.referring;
  if (const auto found = referring.find({entity.name, column.name}); found != referring.end()) {
    const ir::Entity& target = *schema_.entity(found->second.first);
    return key_of(entity, target, *target.column(found->second.second), row);
  }
  return with_numbers(form_of(entity, column), bounded(entity, column, row.number), row.tenant);
}

/// A part of the key of the row with the same number; of the root, the row's own tenant.
std::string SampleValues::reference(const ir::Entity& entity, const ir::Relation& relation,
                                    const std::string& column, const Row& row) {
  const ir::Entity& target = *schema_.entity(relation.entity);
  const auto place = static_cast<std::size_t>(
      std::find(relation.columns.begin(), relation.columns.end(), column) - relation.columns.begin());
  const ir::Column& key = *target.column(target.key.at(place));
  const ir::Relation* further = dialect::relation_of(target, key.name);
  if (further != nullptr && target.name == entity.name && further == &relation) return "NULL";
  // Tenants may come to stand in a tree, which takes no circle: every other one below the one before it.
  if (entity.tenancy == ir::Tenancy::kRoot && target.name == entity.name && relation.nullable) {
    const std::string above = fmt::format("({} - 1)", row.number);
    return fmt::format("CASE WHEN {} % 2 = 0 THEN {} END", row.number,
                       at(target, key, {above, above, above}));
  }
  return key_of(entity, target, key, row);
}

std::string SampleValues::key_of(const ir::Entity& entity, const ir::Entity& target, const ir::Column& key,
                                 const Row& row) {
  Row other{row.other, row.tenant, row.other};
  if (target.tenancy == ir::Tenancy::kRoot) {
    if (has_tenant(entity)) other.number = row.tenant;
    other.tenant = other.number;
  } else if (target.tenancy != ir::Tenancy::kTenant) {
    other.tenant = "";
  }
  return at(target, key, other);
}

const std::string& SampleValues::form_of(const ir::Entity& entity, const ir::Column& column) {
  const auto [found, is_new] = forms_.try_emplace({entity.name, column.name});
  if (is_new) found->second = chosen(entity, column);
  return found->second;
}

std::string SampleValues::chosen(const ir::Entity& entity, const ir::Column& column) {
  if (column.identity != ir::Identity::kNone) return "{n}";
  // Rows refer to their own tenant's.
  if (column.rule == ir::Rule::kShared) return "";
  std::vector<std::string> forms;
  const ir::Type held = dialect::held_type(schema_, column);
  const std::string type = dialect::type(schema_, held).str();
  // The same for each row, which uniqueness bears once.
  const bool distinct = in_key(entity, column.name) || in_unique(entity, column.name);
  const std::string example = column.example ? dialect::sample(schema_, entity, column) : "";
  if (column.example && !distinct) forms.push_back(example);
  const std::vector<std::string> divided = dialect::values_of_partitions(schema_, entity, column.name);
  if (!divided.empty()) {
    forms.push_back(in_turn(divided, type));
  } else if (held.kind == ir::Type::Kind::kEnum && held.dimensions == 0) {
    std::vector<std::string> values;
    for (const ir::EnumValue& each : schema_.enumeration(held.name)->values)
      values.push_back(render::sql_literal(ir::label_of(each)).str());
    forms.push_back(in_turn(values, type));
  }
  forms.push_back(dialect::made_up_sample(schema_, entity, column));
  if (held.kind == ir::Type::Kind::kEnum && held.dimensions == 0) {
    for (const ir::EnumValue& each : schema_.enumeration(held.name)->values)
      forms.push_back(render::sql_literal(ir::label_of(each)).str());
  }
  for (const std::string_view each : forms_for(held)) forms.emplace_back(each);
  if (column.example && distinct) forms.push_back(example);
  for (const std::string& form : forms) {
    if (form != "NULL" && bears(entity, column, form)) return form;
  }
  if (column.nullable) return "NULL";
  return column.default_value ? "" : forms.front();
}

/// Whether the column's type takes the first rows' values, and each check that is on the column alone.
bool SampleValues::bears(const ir::Entity& entity, const ir::Column& column, const std::string& form) {
  std::vector<std::string> checks;
  for (const ir::Check& check : entity.checks) {
    const std::string expression = dialect::check_expression(check).str();
    if (check.all_or_none.empty() && names_it(expression, column.name)) checks.push_back(expression);
  }
  const bool plain = column.type.kind != ir::Type::Kind::kDomain && column.type.kind != ir::Type::Kind::kRaw;
  if (checks.empty() && plain) return true;
  if (checks.empty()) checks.emplace_back("true");
  const std::string number = bounded(entity, column, "i");
  const std::string value = fmt::format("({})::{}", with_numbers(form, number, "i"),
                                        dialect::type(schema_, ir::stored_type(column)).str());
  for (const std::string& check : checks) {
    session_.script("SAVEPOINT asked");
    // What isn't asked for isn't computed, and a domain not looked at.
    const auto answer = session_.query(
        fmt::format("SELECT coalesce(bool_and({0}), true) AND count({2}) >= 0 FROM (SELECT {1} AS {2} FROM "
                    "generate_series(1, 3) AS i) AS r",
                    check, value, render::sql_identifier(column.name).str()));
    session_.script("ROLLBACK TO SAVEPOINT asked");
    // A check that names other columns too is judged where the whole row is.
    constexpr std::string_view kNoSuchColumn = "42703";
    if (!answer && answer.error().sqlstate == kNoSuchColumn) continue;
    if (!answer || answer->text(0, 0) != "t") return false;
  }
  return true;
}

}  // namespace tenon::migration
