// Literals: whether a type can hold one, and what it then is.
#include "sema/values/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/values/literals.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using Kind = ir::Value::Kind;
using Json = nlohmann::ordered_json;
using types::Literal;

std::string shown(const ir::Type& type) {
  std::string out = type.kind == ir::Type::Kind::kStruct ? fmt::format("json<{}>", type.name) : type.name;
  if (!type.parameters.empty()) out += fmt::format("({})", fmt::join(type.parameters, ", "));
  if (type.null_elements) out += "?";
  for (int i = 0; i < type.dimensions; ++i) out += "[]";
  return out;
}

/// The number without leading zeros, which neither JSON nor C++ reads as decimal.
std::string plain_number(const std::string& text) {
  const bool negative = text.front() == '-';
  std::string digits = text.substr(negative ? 1 : 0);
  while (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') digits.erase(0, 1);
  return (negative ? "-" : "") + digits;
}

std::nullopt_t refuse(const Reading& context, const ast::Value& value, const ir::Type& type,
                      const std::string& why) {
  context.sink.report(Code::kBadDefault, fmt::format("`{}` can't hold this value", shown(type)))
      .at(value.span, why);
  return std::nullopt;
}

struct IntegerRange {
  std::string_view type;
  std::int64_t least;
  std::int64_t most;
};

constexpr IntegerRange kRanges[] = {
    {"int2", std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()},
    {"int4", std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()},
    {"int8", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()},
    {"oid", 0, std::numeric_limits<std::uint32_t>::max()},
};

/// Why an integer type can't hold the number, or nothing.
std::string wrong_integer(const ir::Type& type, const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end != text.data() + text.size()) return "it is not a whole number";
  const auto* range = std::find_if(std::begin(kRanges), std::end(kRanges),
                                   [&](const IntegerRange& r) { return r.type == type.name; });
  const bool fits =
      error == std::errc() && range != std::end(kRanges) && number >= range->least && number <= range->most;
  return fits ? "" : fmt::format("out of the range of `{}`", type.name);
}

/// Why a numeric(p,s) can't hold the number exactly, or nothing.
std::string wrong_decimal(const ir::Type& type, const std::string& text) {
  if (type.parameters.empty()) return "";
  const std::string digits = text.substr(text.front() == '-' ? 1 : 0);
  const std::size_t dot = std::min(digits.find('.'), digits.size());
  const std::size_t first = digits.find_first_not_of('0');
  const std::size_t before = first < dot ? dot - first : 0;
  const std::size_t after = dot < digits.size() ? digits.size() - dot - 1 : 0;
  const auto precision = static_cast<std::size_t>(type.parameters[0]);
  const std::size_t scale = type.parameters.size() > 1 ? static_cast<std::size_t>(type.parameters[1]) : 0;
  if (after > scale) return fmt::format("it has {} digits after the point, and {} are kept", after, scale);
  if (before > precision - scale) {
    return fmt::format("it has {} digits before the point, and {} fit", before, precision - scale);
  }
  return "";
}

std::string wrong_text(const ir::Type& type, const std::string& text) {
  if (type.name == "varchar" && !type.parameters.empty() &&
      code_points(text) > static_cast<std::size_t>(type.parameters[0])) {
    return fmt::format("it has {} characters", code_points(text));
  }
  std::string wrong = wrong_literal(type.name, text);
  if (!wrong.empty()) return wrong;
  const bool has_other_length =
      (type.name == "bit" && text.size() != static_cast<std::size_t>(type.parameters[0])) ||
      (type.name == "varbit" && text.size() > static_cast<std::size_t>(type.parameters[0]));
  return has_other_length ? fmt::format("it has {} bits", text.size()) : "";
}

std::optional<ir::Value> number(const Reading& context, const ast::Value& value, const ast::Number& literal,
                                const ir::Type& type, Literal wanted) {
  std::string wrong;
  if (wanted == Literal::kInteger) {
    wrong = wrong_integer(type, literal.text);
  } else if (wanted == Literal::kDecimal) {
    wrong = wrong_decimal(type, literal.text);
  } else if (wanted != Literal::kFloat) {
    wrong = "it is a number";
  }
  if (!wrong.empty()) return refuse(context, value, type, wrong);
  return ir::Value{Kind::kNumber, plain_number(literal.text), {}};
}

std::optional<ir::Value> call(const Reading& context, const ast::Value& value, const ast::Call& call,
                              const ir::Type& type) {
  const auto* function = types::find_default_function(call.function.text);
  if (function == nullptr) {
    auto& diagnostic = context.sink
                           .report(Code::kUnknownFunction,
                                   fmt::format("`{}` is no function for a default", call.function.text))
                           .at(call.function.span);
    std::vector<std::string> known = types::default_function_names();
    known.emplace_back("next");
    suggest(diagnostic, call.function.text, known);
    diagnostic.help("any SQL can stand in backticks");
    return std::nullopt;
  }
  const bool fits =
      type.dimensions == 0 && type.kind == ir::Type::Kind::kColumn &&
      std::find(function->types.begin(), function->types.end(), type.name) != function->types.end();
  if (!fits) return refuse(context, value, type, fmt::format("`{}()` gives another type", function->name));
  if (!call.arguments.empty())
    return refuse(context, value, type, fmt::format("`{}` takes no arguments", function->name));
  return ir::Value{Kind::kFunction, std::string(function->sql), {}};
}

std::optional<ir::Value> enum_value(const Reading& context, const ast::Value& value, const std::string& text,
                                    const ir::Type& type) {
  std::vector<std::string> names;
  const ir::Enum* item = context.schema.enumeration(type.name);
  const bool quoted = std::holds_alternative<ast::String>(value.node);
  for (const ir::EnumValue& known : item->values) {
    if (known.name == text || (quoted && known.label == text))
      return ir::Value{Kind::kString, ir::label_of(known), {}};
    names.push_back(known.name);
  }
  const ast::Enum* syntax = context.declared.find<ast::Enum>(type.name);
  // An enum without values, or with a wrong one, was complained about.
  const bool may_be_meant = syntax != nullptr && syntax->incomplete && !nearest(text, names);
  if (names.empty() || may_be_meant) return std::nullopt;
  auto& diagnostic =
      context.sink.report(Code::kBadDefault, fmt::format("enum `{}` has no value `{}`", type.name, text))
          .at(value.span);
  suggest(diagnostic, text, names);
  diagnostic.note("its values are " + join(names, ", "));
  return std::nullopt;
}

// JSON: literals of the language as the JSON that a struct describes.

std::optional<Json> json_of(const Reading& context, const ast::Value& value, const ir::Type& type);

std::optional<Json> json_object(const Reading& context, const ast::Value& value, const ast::Object& object,
                                const ir::Struct& shape) {
  Json out = Json::object();
  for (const ast::Assignment& member : object.members) {
    const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                    [&](const ir::StructField& f) { return f.name == member.name.text; });
    if (field == shape.fields.end()) {
      std::vector<std::string> names;
      for (const ir::StructField& known : shape.fields) names.push_back(known.name);
      auto& diagnostic = context.sink
                             .report(Code::kBadDefault, fmt::format("struct `{}` has no field `{}`",
                                                                    shape.name, member.name.text))
                             .at(member.name.span);
      suggest(diagnostic, member.name.text, names);
      return std::nullopt;
    }
    if (out.contains(ir::json_name(*field))) {
      context.sink.report(Code::kBadDefault, fmt::format("`{}` is given twice", member.name.text))
          .at(member.name.span);
      return std::nullopt;
    }
    if (std::holds_alternative<ast::Null>(member.value.node) && !field->optional) {
      context.sink
          .report(Code::kBadDefault, fmt::format("field `{}` of `{}` can't be null", field->name, shape.name))
          .at(member.value.span);
      return std::nullopt;
    }
    auto inner = json_of(context, member.value, field->type);
    if (!inner) return std::nullopt;
    out[ir::json_name(*field)] = std::move(*inner);
  }
  for (const ir::StructField& field : shape.fields) {
    if (field.optional || out.contains(ir::json_name(field))) continue;
    context.sink.report(Code::kBadDefault, fmt::format("`{}` lacks its field `{}`", shape.name, field.name))
        .at(value.span);
    return std::nullopt;
  }
  return out;
}

std::optional<Json> json_array(const Reading& context, const ast::List& list, ir::Type element) {
  const bool may_be_null = std::exchange(element.null_elements, false) && element.dimensions == 1;
  --element.dimensions;
  Json out = Json::array();
  for (const ast::Value& item : list.items) {
    if (std::holds_alternative<ast::Null>(item.node) && !may_be_null)
      return refuse(context, item, element,
                    "an element can't be null: a `?` before the `[]` would let it be");
    auto inner = json_of(context, item, element);
    if (!inner) return std::nullopt;
    out.push_back(std::move(*inner));
  }
  return out;
}

Json json_scalar(const ir::Value& value) {
  switch (value.kind) {
    case Kind::kNumber:
      return Json::parse(value.text, nullptr, false);
    case Kind::kBoolean:
      return value.text == "true";
    case Kind::kNull:
      return nullptr;
    default:
      return value.text;
  }
}

/// Whether JSON's floats keep the number to the digit.
bool is_exact(const std::string& number) {
  constexpr std::ptrdiff_t kExactDigits = 15;
  return std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }) <=
         kExactDigits;
}

/// JSON of any shape, for a plain `jsonb`.
std::optional<Json> free_json(const Reading& context, const ast::Value& value, const ir::Type& type);

std::optional<Json> json_of(const Reading& context, const ast::Value& value, const ir::Type& type) {
  // A struct's field of a wrong type, which was complained about, takes anything.
  if (type.kind == ir::Type::Kind::kRaw || std::holds_alternative<ast::Null>(value.node)) return Json();
  if (type.dimensions > 0) {
    if (const auto* list = std::get_if<ast::List>(&value.node)) return json_array(context, *list, type);
    return refuse(context, value, type, "a list in `[ ]` is expected");
  }
  if (type.kind == ir::Type::Kind::kStruct) {
    const ir::Struct* shape = context.schema.structure(type.name);
    const auto* object = std::get_if<ast::Object>(&value.node);
    if (object != nullptr && shape != nullptr) return json_object(context, value, *object, *shape);
    return refuse(context, value, type, "an object in `{ }` is expected");
  }
  const bool literal =
      !std::holds_alternative<ast::Call>(value.node) && !std::holds_alternative<ast::Sql>(value.node);
  if (!literal) return refuse(context, value, type, "JSON holds literals alone");
  const auto inner = resolve_value(context, value, type);
  if (!inner) return std::nullopt;
  if (inner->kind == Kind::kJson) return Json::parse(inner->text);
  return json_scalar(*inner);
}

std::optional<Json> free_object(const Reading& context, const ast::Object& object, const ir::Type& type) {
  Json out = Json::object();
  for (const ast::Assignment& member : object.members) {
    auto inner = free_json(context, member.value, type);
    if (!inner) return std::nullopt;
    out[member.name.text] = std::move(*inner);
  }
  return out;
}

std::optional<Json> free_json(const Reading& context, const ast::Value& value, const ir::Type& type) {
  if (const auto* object = std::get_if<ast::Object>(&value.node)) return free_object(context, *object, type);
  if (const auto* list = std::get_if<ast::List>(&value.node)) {
    Json out = Json::array();
    for (const ast::Value& item : list->items) {
      auto inner = free_json(context, item, type);
      if (!inner) return std::nullopt;
      out.push_back(std::move(*inner));
    }
    return out;
  }
  if (const auto* literal = std::get_if<ast::Number>(&value.node)) {
    if (is_exact(literal->text)) return Json::parse(plain_number(literal->text));
    return refuse(context, value, type, "a JSON literal keeps 15 digits; SQL in backticks keeps all");
  }
  if (const auto* string = std::get_if<ast::String>(&value.node)) return string->text;
  if (const auto* boolean = std::get_if<ast::Boolean>(&value.node)) return boolean->value;
  if (std::holds_alternative<ast::Null>(value.node)) return Json();
  return refuse(context, value, type,
                "JSON holds literals alone: strings in quotes, numbers, true, false, null, `[ ]`, `{ }`");
}

std::optional<ir::Value> array(const Reading& context, const ast::List& list, ir::Type element) {
  const bool may_be_null = std::exchange(element.null_elements, false);
  --element.dimensions;
  ir::Value out{Kind::kArray, "", {}};
  for (const ast::Value& item : list.items) {
    if (std::holds_alternative<ast::Null>(item.node) && !may_be_null)
      return refuse(context, item, element,
                    "an element can't be NULL: a `?` before the `[]` would let it be");
    auto inner = resolve_value(context, item, element);
    if (!inner) return std::nullopt;
    out.items.push_back(std::move(*inner));
  }
  return out;
}

std::optional<ir::Value> scalar(const Reading& context, const ast::Value& value, const ir::Type& type) {
  const auto* row = type.kind == ir::Type::Kind::kColumn ? types::find_column_type(type.name) : nullptr;
  const Literal wanted = row == nullptr ? Literal::kNone : row->literal;
  if (wanted == Literal::kJson) {
    const auto json = free_json(context, value, type);
    if (!json) return std::nullopt;
    return ir::Value{Kind::kJson, json->dump(), {}};
  }
  if (const auto* literal = std::get_if<ast::Number>(&value.node))
    return number(context, value, *literal, type, wanted);
  if (const auto* boolean = std::get_if<ast::Boolean>(&value.node)) {
    if (wanted != Literal::kBoolean) return refuse(context, value, type, "it is true or false");
    return ir::Value{Kind::kBoolean, boolean->value ? "true" : "false", {}};
  }
  if (const auto* string = std::get_if<ast::String>(&value.node)) {
    if (wanted != Literal::kText) return refuse(context, value, type, "it is text");
    const std::string wrong = wrong_text(type, string->text);
    if (!wrong.empty()) return refuse(context, value, type, wrong);
    return ir::Value{Kind::kString, string->text, {}};
  }
  if (const auto* name = std::get_if<ast::Name>(&value.node)) {
    return refuse(context, value, type,
                  fmt::format("`{}` is a name, and no enum is expected here", name->text));
  }
  return refuse(context, value, type, "it has another shape");
}

/// A value's SQL, which Postgres takes no subquery in.
std::string asking(const Reading& context, const std::string& text) {
  if (context.schema.session.empty()) return text;
  const auto expression = sql::parse_expression(text);
  return expression ? with_session(context, text, expression->variables.named, Asked::kEachTime) : text;
}

}  // namespace

std::optional<ir::Value> resolve_value(const Reading& context, const ast::Value& value,
                                       const ir::Type& type) {
  if (const auto* sql = std::get_if<ast::Sql>(&value.node))
    return ir::Value{Kind::kSql, asking(context, sql->text), {}};
  if (std::holds_alternative<ast::Null>(value.node)) return ir::Value{Kind::kNull, "", {}};
  if (type.kind == ir::Type::Kind::kDomain) {
    // One that is wrong was complained about where it is declared.
    if (context.schema.domain(type.name) == nullptr) return std::nullopt;
    return resolve_value(context, value, underlying(context.schema, type));
  }
  if (type.kind == ir::Type::Kind::kStruct) {
    const auto json = json_of(context, value, type);
    if (!json) return std::nullopt;
    return ir::Value{Kind::kJson, json->dump(), {}};
  }
  if (type.kind == ir::Type::Kind::kComposite && type.dimensions == 0) {
    const ir::Composite* composite = context.schema.composite(type.name);
    const auto* object = std::get_if<ast::Object>(&value.node);
    if (object == nullptr) return refuse(context, value, type, "an object in `{ }` is expected");
    return composite == nullptr ? std::nullopt : row_of(context, *object, *composite);
  }
  if (const auto* function = std::get_if<ast::Call>(&value.node))
    return takes_next(value) ? next_of(context, *function, type) : call(context, value, *function, type);
  if (type.dimensions > 0) {
    if (const auto* list = std::get_if<ast::List>(&value.node)) return array(context, *list, type);
    return refuse(context, value, type, "a list in `[ ]` is expected");
  }
  if (type.kind == ir::Type::Kind::kEnum) {
    if (const auto* name = std::get_if<ast::Name>(&value.node))
      return enum_value(context, value, name->text, type);
    if (const auto* text = std::get_if<ast::String>(&value.node))
      return enum_value(context, value, text->text, type);
    if (const auto* flag = std::get_if<ast::Boolean>(&value.node))
      return enum_value(context, value, flag->value ? "true" : "false", type);
    return refuse(context, value, type, "one of the enum's values is expected");
  }
  return scalar(context, value, type);
}

}  // namespace tenon::sema
