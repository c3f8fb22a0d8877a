// A model's fields as columns, with their defaults.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "prisma/meaning.hpp"
#include "render/sql_text.hpp"

namespace tenon::prisma {
namespace {

using Form = Expression::Kind;

constexpr std::string_view kOfClients[] = {"uuid", "cuid", "ulid", "nanoid"};
constexpr std::string_view kFunctions[] = {"autoincrement", "now",  "dbgenerated", "uuid",
                                           "cuid",          "ulid", "nanoid"};

/// The bytes of base64 in hexadecimal digits; none where it is none.
std::optional<std::string> bytes_of(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  while (text.ends_with('=')) text.remove_suffix(1);
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U | static_cast<unsigned>(digit)) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += fmt::format("{:02x}", bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return out;
}

/// The serial type that numbers a column of a type; empty where there is none.
std::string serial_of(std::string_view type) {
  constexpr std::pair<std::string_view, std::string_view> kSerials[] = {
      {"smallint", "smallserial"}, {"integer", "serial"}, {"bigint", "bigserial"}};
  const auto* found = std::ranges::find_if(kSerials, [&](const auto& each) { return each.first == type; });
  return found == std::end(kSerials) ? "" : std::string(found->second);
}

/// What a field's `@default` is in SQL.
class Default {
 public:
  Default(Meaning& meaning, const Field& field, model::Column& column)
      : meaning_(meaning), field_(field), column_(column) {}

  void put() {
    const Attribute* attribute = find(field_.attributes, "default");
    if (attribute == nullptr) return;
    const Expression* value = attribute->argument("value", true);
    if (value == nullptr) {
      meaning_.refuse(attribute->span, "a default without a value", "write `@default(…)`");
    } else if (value->kind == Form::kCall) {
      call(*value);
    } else if (const auto sql = literal(*value)) {
      column_.default_value = model::Sql{*sql};
    }
  }

 private:
  void call(const Expression& call) {
    const std::string& name = call.text;
    if (std::ranges::find(kOfClients, name) != std::end(kOfClients)) {
      const bool is_uuid = name == "uuid" && column_.type.text == "uuid";
      meaning_.left_over(
          call.span,
          fmt::format("`{}()` is made by Prisma's client, and is no default of the database", name),
          is_uuid ? "write `= uuid()` and the database makes it, or leave it to the program"
                  : "leave it to the program, or make it a `uuid` with `= uuid()`");
    } else if (name == "now") {
      column_.default_value = model::Sql{"CURRENT_TIMESTAMP"};
    } else if (name == "autoincrement") {
      number(call);
    } else if (name == "dbgenerated") {
      generated(call);
    } else {
      meaning_.unknown(
          {name,
           {call.span.file, call.span.begin, call.span.begin + static_cast<std::uint32_t>(name.size())}},
          fmt::format("PostgreSQL has no default `{}()`", name),
          {std::begin(kFunctions), std::end(kFunctions)});
    }
  }

  void number(const Expression& call) {
    const std::string serial = serial_of(column_.type.text);
    if (serial.empty()) {
      meaning_.refuse(call.span, fmt::format("`{}` can't be numbered", field_.name.text),
                      "number an Int or a BigInt");
    } else {
      column_.type.text = serial;
    }
  }

  void generated(const Expression& call) {
    const std::string sql = call.arguments.empty() ? "" : text_of(meaning_, call.arguments.front().value);
    if (is_blank(sql)) {
      meaning_.left_over(call.span, "`dbgenerated()` doesn't say what the database makes",
                         "write the default in backticks, or what generates it with `@generated(`…`)`");
    } else {
      meaning_.look_for_extensions(sql);
      column_.default_value = model::Sql{sql};
    }
  }

  /// Nothing where it is said what is wrong.
  std::optional<std::string> literal(const Expression& value) {
    if (value.kind != Form::kList) return element(value);
    if (field_.arity != Arity::kList) return wrong(value);
    std::vector<std::string> elements;
    for (const Argument& each : value.arguments) {
      const auto sql = element(each.value);
      if (!sql) return std::nullopt;
      elements.push_back(*sql);
    }
    return fmt::format("ARRAY[{}]::{}", join(elements, ", "), column_.type.text);
  }

  std::optional<std::string> element(const Expression& value) {
    const std::string& type = field_.type.text;
    if (const auto item = meaning_.enums.find(type); item != meaning_.enums.end())
      return label(value, item->second);
    const bool is_number = type == "Int" || type == "BigInt" || type == "Float" || type == "Decimal";
    if (type == "Boolean") {
      const bool is_it = value.kind == Form::kWord && (value.text == "true" || value.text == "false");
      return is_it ? std::optional(value.text) : wrong(value);
    }
    // A decimal may be said as a text.
    if (is_number && (value.kind == Form::kNumber || (value.kind == Form::kText && type == "Decimal")))
      return value.kind == Form::kNumber ? value.text : render::sql_literal(value.text).str();
    if (is_number || value.kind != Form::kText) return wrong(value);
    if (type != "Bytes") return render::sql_literal(value.text).str();
    const auto bytes = bytes_of(value.text);
    return bytes ? std::optional(fmt::format("'\\x{}'", *bytes)) : wrong(value);
  }

  std::optional<std::string> label(const Expression& value, const Enum& item) {
    const auto known = item.labels.find(value.text);
    if (value.kind == Form::kWord && known != item.labels.end())
      return render::sql_literal(known->second).str();
    std::vector<std::string> values;
    for (const auto& [name, label] : item.labels) values.push_back(name);
    meaning_.unknown({value.text, value.span},
                     fmt::format("`{}` has no value `{}`", item.block->name.text, value.text), values);
    return std::nullopt;
  }

  std::optional<std::string> wrong(const Expression& value) {
    meaning_.refuse(value.span,
                    fmt::format("a default that `{}` can't hold",
                                field_.type.text + (field_.arity == Arity::kList ? "[]" : "")),
                    "give a value of its type");
    return std::nullopt;
  }

  Meaning& meaning_;
  const Field& field_;
  model::Column& column_;
};

void leave_over(Meaning& meaning, const Field& field) {
  const Attribute* updated = find(field.attributes, "updatedAt");
  if (updated != nullptr)
    meaning.left_over(updated->span, "`@updatedAt` is kept by Prisma's client, not by the database",
                      "write `= now() @touch` and the database keeps it");
}

}  // namespace

void make_columns(Meaning& meaning, const Model& model) {
  for (const Field& field : model.block->fields) {
    const auto name = model.columns.find(field.name.text);
    if (name == model.columns.end()) continue;
    model::Column column;
    column.type.text = column_type(meaning, field);
    column.not_null = field.arity == Arity::kOne;
    if (column.type.text.empty()) continue;
    Default(meaning, field, column).put();
    leave_over(meaning, field);
    const model::Identity identity = in_table(model::Kind::kColumn, model.identity, name->second);
    if (meaning.out.database.find(identity) != nullptr)
      meaning.refuse(
          field.name.span,
          fmt::format("two fields of `{}` are the column `{}`", model.block->name.text, name->second),
          "give one of them another `@map`");
    meaning.make(identity, column);
  }
}

}  // namespace tenon::prisma
