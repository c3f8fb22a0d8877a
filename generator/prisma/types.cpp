// Types of Prisma, and what they are in PostgreSQL.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "prisma/meaning.hpp"
#include "render/sql_text.hpp"

namespace tenon::prisma {
namespace {

struct Scalar {
  std::string_view name;
  std::string_view sql;
};
constexpr Scalar kScalars[] = {{"String", "text"},
                               {"Boolean", "boolean"},
                               {"Int", "integer"},
                               {"BigInt", "bigint"},
                               {"Float", "double precision"},
                               {"Decimal", "decimal(65,30)"},
                               {"DateTime", "timestamp(3)"},
                               {"Json", "jsonb"},
                               {"Bytes", "bytea"}};

/// `@db.VarChar(80)`
struct Native {
  std::string_view name;
  std::string_view of;
  std::string_view sql;
  std::size_t most_parameters = 0;
  /// What the server compares its values with, where that isn't what it compares the scalar's with.
  std::string_view compared_as = "";
};
constexpr Native kNatives[] = {{"Text", "String", "text"},
                               {"VarChar", "String", "varchar", 1},
                               {"Char", "String", "char", 1},
                               {"Bit", "String", "bit", 1, "bit"},
                               {"VarBit", "String", "varbit", 1, "bit"},
                               {"Uuid", "String", "uuid", 0, "uuid"},
                               {"Xml", "String", "xml", 0, "xml"},
                               {"Inet", "String", "inet", 0, "inet"},
                               {"Citext", "String", "citext"},
                               {"Boolean", "Boolean", "boolean"},
                               {"Integer", "Int", "integer"},
                               {"SmallInt", "Int", "smallint"},
                               {"Oid", "Int", "oid"},
                               {"BigInt", "BigInt", "bigint"},
                               {"DoublePrecision", "Float", "double precision"},
                               {"Real", "Float", "real"},
                               {"Decimal", "Decimal", "decimal", 2},
                               {"Money", "Decimal", "money", 0, "money"},
                               {"Timestamp", "DateTime", "timestamp", 1},
                               {"Timestamptz", "DateTime", "timestamptz", 1},
                               {"Date", "DateTime", "date"},
                               {"Time", "DateTime", "time", 1, "time"},
                               {"Timetz", "DateTime", "timetz", 1, "time"},
                               {"Json", "Json", "json"},
                               {"JsonB", "Json", "jsonb"},
                               {"ByteA", "Bytes", "bytea"}};

std::vector<std::string> type_names(const Meaning& meaning) {
  std::vector<std::string> out;
  for (const Scalar& each : kScalars) out.emplace_back(each.name);
  for (const auto& [name, model] : meaning.models) out.push_back(name);
  for (const auto& [name, item] : meaning.enums) out.push_back(name);
  return out;
}

const Attribute* native_of(const Field& field) {
  const auto found = std::ranges::find_if(
      field.attributes, [](const Attribute& each) { return each.name.text.starts_with("db."); });
  return found == field.attributes.end() ? nullptr : &*found;
}

const Native* native_named(const Attribute& attribute) {
  return std::ranges::find(kNatives, attribute.name.text.substr(3), &Native::name);
}

std::string native_type(Meaning& meaning, const Field& field, const Attribute& attribute) {
  const Native* row = native_named(attribute);
  if (row == std::end(kNatives) || row->of != field.type.text) {
    std::vector<std::string> names;
    for (const Native& each : kNatives) {
      if (each.of == field.type.text) names.push_back("db." + std::string(each.name));
    }
    meaning.unknown(attribute.name, fmt::format("`{}` has no `@{}`", field.type.text, attribute.name.text),
                    names);
    return "";
  }
  std::vector<std::string> parameters;
  for (const Argument& each : attribute.arguments) parameters.push_back(each.value.text);
  const bool are_numbers = std::ranges::all_of(attribute.arguments, [](const Argument& each) {
    return each.value.kind == Expression::Kind::kNumber &&
           each.value.text.find_first_not_of("0123456789") == std::string::npos;
  });
  if (parameters.size() > row->most_parameters || !are_numbers) {
    meaning.refuse(attribute.span, fmt::format("wrong parameters of `@{}`", attribute.name.text),
                   row->most_parameters == 0
                       ? std::string("it takes none")
                       : fmt::format("it takes whole numbers, at most {}", row->most_parameters));
    return "";
  }
  meaning.look_for_extensions(std::string(row->sql));
  return std::string(row->sql) + (parameters.empty() ? "" : "(" + join(parameters, ",") + ")");
}

std::string element_type(Meaning& meaning, const Field& field) {
  if (field.type.text == "Unsupported") {
    meaning.look_for_extensions(field.unsupported);
    return field.unsupported;
  }
  if (const auto item = meaning.enums.find(field.type.text); item != meaning.enums.end()) {
    const model::Identity& identity = item->second.identity;
    return render::sql_identifier(identity.schema).str() + "." + render::sql_identifier(identity.name).str();
  }
  const auto* scalar =
      std::ranges::find_if(kScalars, [&](const Scalar& each) { return each.name == field.type.text; });
  if (scalar == std::end(kScalars)) {
    meaning.unknown(field.type, fmt::format("there is no type `{}`", field.type.text), type_names(meaning));
    return "";
  }
  const Attribute* native = native_of(field);
  return native == nullptr ? std::string(scalar->sql) : native_type(meaning, field, *native);
}

}  // namespace

std::string column_type(Meaning& meaning, const Field& field) {
  std::string out = element_type(meaning, field);
  return out.empty() || field.arity != Arity::kList ? out : out + "[]";
}

std::string comparable_as(const Field& field) {
  if (field.type.text == "Unsupported") return "";
  const Attribute* attribute = native_of(field);
  const Native* native = attribute == nullptr ? std::end(kNatives) : native_named(*attribute);
  const std::string_view as = native == std::end(kNatives) ? "" : native->compared_as;
  return fmt::format("{} {}{}", field.type.text, as, field.arity == Arity::kList ? "[]" : "");
}

}  // namespace tenon::prisma
