// Types: enums, structs, and what a field's type names.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"
#include "sema/values/values.hpp"
#include "sql/catalogue.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr int kMaxVectorDimensions = 16000;
constexpr int kMaxSparseDimensions = 1000000000;
constexpr int kMaxNumericPrecision = 1000;
constexpr int kMaxVarchar = 10485760;
constexpr int kMaxBits = 83886080;
constexpr int kMaxFraction = 6;

void check_values(const Reading& context, const ast::Enum& item) {
  if (item.values.empty() && !item.incomplete) {
    context.sink.report(Code::kEmptyEnum, fmt::format("enum `{}` holds no values", item.name.text))
        .at(item.name.span);
  }
  std::map<std::string, Span> seen;
  for (const ast::EnumValue& value : item.values) {
    const auto [first, is_new] = seen.emplace(value.name.text, value.name.span);
    if (is_new) continue;
    context.sink
        .report(Code::kDuplicateValue,
                fmt::format("enum `{}` holds `{}` twice", item.name.text, value.name.text))
        .at(value.name.span)
        .also(first->second, "it stands here already");
  }
}

/// Where a value's label stands, or its name where that is it.
const ast::Name& label_in(const ast::EnumValue& value) {
  return value.label ? *value.label : value.name;
}

void check_labels(const Reading& context, const ast::Enum& item) {
  std::map<std::string, const ast::EnumValue*> seen;
  for (const ast::EnumValue& value : item.values) {
    const ast::Name& label = label_in(value);
    if (value.label) check_label_text(context, label);
    const auto [first, is_new] = seen.emplace(label.text, &value);
    if (is_new || first->second->name.text == value.name.text) continue;
    context.sink
        .report(Code::kDuplicateValue,
                fmt::format("two values of the enum `{}` have the label `{}`", item.name.text, label.text))
        .at(label.span)
        .also(label_in(*first->second).span, "it stands here already");
  }
}

ir::Enum enum_of(const Reading& context, const ast::Enum& item) {
  check_values(context, item);
  check_labels(context, item);
  ir::Enum out{item.name.text, sql_name_of(item), item.doc, false, {}, ""};
  out.space = context.declared.space_of(out.name);
  check_enum_name(context, item, out.sql_name);
  if (item.as) {
    out.as_text = item.as->text == "text";
    if (!out.as_text) {
      context.sink.report(Code::kUnknownType, fmt::format("an enum can't be kept as `{}`", item.as->text))
          .at(item.as->span)
          .help("write `as text`, or nothing for a Postgres enum");
    }
  }
  for (const ast::EnumValue& value : item.values) {
    const bool other = value.label && value.label->text != value.name.text;
    out.values.push_back({value.name.text, value.doc, "", other ? value.label->text : ""});
  }
  return out;
}

ir::Struct struct_of(const Reading& context, const ast::Struct& item) {
  ir::Struct out{item.name.text, item.doc, {}, item.open};
  std::map<std::string, Span> seen;
  for (const ast::Field& field : item.fields) {
    const auto [first, is_new] = seen.emplace(field.name.text, field.name.span);
    if (!is_new) {
      context.sink
          .report(Code::kDuplicateField,
                  fmt::format("`{}` has two fields `{}`", item.name.text, field.name.text))
          .at(field.name.span)
          .also(first->second, "the first one");
    }
    if (field.default_value) {
      context.sink.report(Code::kBadStructField, "a struct's field can't have a default")
          .at(field.default_value->span);
    }
    const Attributes attributes = resolve_attributes(context, field.attributes, types::kStructField);
    // A field whose type is wrong is kept, as one that takes any value.
    ir::Type type{ir::Type::Kind::kRaw, "", {}, 0};
    const bool cut_off = field.broken && field.type.name.text.empty();
    if (!cut_off) type = resolve_type(context, field.type, true).value_or(type);
    out.fields.push_back({field.name.text, field.doc, std::move(type),
                          field.nullable.has_value() || field.broken,
                          json_name(context, attributes, field.name.text)});
  }
  check_json_names(context, item, out);
  return out;
}

/// A struct may refer to itself in an array alone: by value it would have no end.
bool reaches(const ir::Schema& schema, const ir::Struct& outer, const std::string& name,
             std::set<std::string>& seen) {
  for (const ir::StructField& field : outer.fields) {
    if (field.type.kind != ir::Type::Kind::kStruct || field.type.dimensions > 0) continue;
    if (field.type.name == name) return true;
    const ir::Struct* inner = schema.structure(field.type.name);
    if (inner != nullptr && seen.insert(inner->name).second && reaches(schema, *inner, name, seen))
      return true;
  }
  return false;
}

void check_recursion(const Reading& context) {
  std::set<std::string> reported;
  for (const ir::Struct& item : context.schema.structs) {
    std::set<std::string> seen;
    if (!reaches(context.schema, item, item.name, seen)) continue;
    // The others of its circle are the same mistake.
    if (std::any_of(seen.begin(), seen.end(),
                    [&](const std::string& name) { return reported.contains(name); }))
      continue;
    reported.insert(item.name);
    context.sink.report(Code::kRecursiveStruct, fmt::format("struct `{}` contains itself", item.name))
        .at(context.declared.symbols.at(item.name).span)
        .help("an array of it, with `[]`, may be empty and so has an end");
  }
}

int integer(const ast::Value& value) {
  const std::string& text = std::get<ast::Number>(value.node).text;
  int out = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : -1;
}

/// What is wrong with the parameters, or nothing.
std::string wrong_parameters(const types::ColumnType& row, const std::vector<int>& given) {
  const int count = static_cast<int>(given.size());
  if (count < row.min_parameters || count > row.max_parameters) {
    if (row.max_parameters == 0) return fmt::format("`{}` takes no parameters", row.name);
    return fmt::format("`{}` takes {} parameter{}", row.name,
                       row.min_parameters == row.max_parameters ? std::to_string(row.max_parameters)
                                                                : fmt::format("up to {}", row.max_parameters),
                       row.max_parameters == 1 ? "" : "s");
  }
  const int most = row.name == "sparsevec" ? kMaxSparseDimensions : kMaxVectorDimensions;
  if (row.family == types::kEmbedding && (given[0] < 1 || given[0] > most)) {
    return fmt::format("a vector has 1 to {} dimensions", most);
  }
  if (row.name == "varchar" && count > 0 && (given[0] < 1 || given[0] > kMaxVarchar)) {
    return fmt::format("a varchar holds 1 to {} characters", kMaxVarchar);
  }
  if (row.family == types::kBits && (given[0] < 1 || given[0] > kMaxBits)) {
    return fmt::format("a bit string has 1 to {} bits", kMaxBits);
  }
  const bool is_time = row.name.starts_with("time");
  if (is_time && count > 0 && (given[0] < 0 || given[0] > kMaxFraction)) {
    return fmt::format("a time has 0 to {} digits after its seconds", kMaxFraction);
  }
  if (row.name == "numeric" && count > 0 && (given[0] < 1 || given[0] > kMaxNumericPrecision)) {
    return fmt::format("a numeric has 1 to {} digits", kMaxNumericPrecision);
  }
  if (row.name == "numeric" && count == 2 && (given[1] < 0 || given[1] > given[0])) {
    return fmt::format("the scale lies between 0 and the precision, {}", given[0]);
  }
  return "";
}

std::optional<ir::Type> column_type(const Reading& context, const ast::Type& type,
                                    const types::ColumnType& row, bool in_struct) {
  ir::Type out{ir::Type::Kind::kColumn, std::string(row.name), {}, type.dimensions};
  for (const ast::Value& parameter : type.parameters) out.parameters.push_back(integer(parameter));
  const std::string wrong = wrong_parameters(row, out.parameters);
  if (!wrong.empty()) {
    context.sink.report(Code::kBadTypeParameters, fmt::format("wrong parameters of `{}`", row.name))
        .at(type.span, wrong);
    return std::nullopt;
  }
  if (in_struct && !row.json) {
    context.sink.report(Code::kBadStructField, fmt::format("JSON can't hold a `{}` exactly", row.name))
        .at(type.span)
        .help("use `text` or `float8` in a struct, or a column of its own");
    return std::nullopt;
  }
  const auto& listed = context.schema.extensions;
  if (context.schema.name.empty()) return out;  // a missing `schema` block was reported
  if (!row.extension.empty() && std::find(listed.begin(), listed.end(), row.extension) == listed.end()) {
    context.sink
        .report(
            Code::kMissingExtension,
            fmt::format("`{}` comes with the extension `{}`, which is not listed", row.name, row.extension))
        .at(type.span)
        .also(context.settings.schema_span, "the settings stand here")
        .help(fmt::format("add `extensions {}` to the `schema` block", row.extension));
    return std::nullopt;
  }
  return out;
}

std::vector<std::string> known_types(const Reading& context) {
  std::vector<std::string> out = types::column_type_names();
  for (const auto& [name, symbol] : context.declared.symbols) {
    if (!std::holds_alternative<const ast::Mixin*>(symbol.what)) out.push_back(name);
  }
  return out;
}

std::optional<ir::Type> json_type(const Reading& context, const ast::Type& type) {
  if (type.name.text != "json") {
    context.sink.report(Code::kUnknownType, fmt::format("`{}<…>` is no type", type.name.text))
        .at(type.name.span)
        .help("the shape of a jsonb column is given by `json<Struct>`");
    return std::nullopt;
  }
  if (context.declared.find<ast::Struct>(type.element->text) == nullptr) {
    if (context.declared.was_dropped(type.element->text)) return std::nullopt;
    auto& diagnostic =
        context.sink.report(Code::kJsonNeedsStruct, fmt::format("`{}` is no struct", type.element->text))
            .at(type.element->span);
    std::vector<std::string> structs;
    for (const auto& [name, symbol] : context.declared.symbols) {
      if (std::holds_alternative<const ast::Struct*>(symbol.what)) structs.push_back(name);
    }
    suggest(diagnostic, type.element->text, structs);
    return std::nullopt;
  }
  return ir::Type{ir::Type::Kind::kStruct, type.element->text, {}, type.dimensions};
}

/// Parameters of what takes none.
std::optional<ir::Type> unparameterised(const Reading& context, const ast::Type& type, ir::Type::Kind kind) {
  if (!type.parameters.empty()) {
    context.sink.report(Code::kBadTypeParameters, fmt::format("wrong parameters of `{}`", type.name.text))
        .at(type.span, fmt::format("`{}` takes no parameters", type.name.text));
    return std::nullopt;
  }
  return ir::Type{kind, type.name.text, {}, type.dimensions};
}

/// A struct's field has the type that the domain is over: JSON knows no domains.
std::optional<ir::Type> domain_type(const Reading& context, const ast::Type& type, bool in_struct) {
  if (type.dimensions > 0) {
    context.sink.report(Code::kBadTypeParameters, fmt::format("an array of the domain `{}`", type.name.text))
        .at(type.span)
        .help("make it a domain over the array");
    return std::nullopt;
  }
  if (!in_struct) return unparameterised(context, type, ir::Type::Kind::kDomain);
  const ir::Domain* domain = context.schema.domain(type.name.text);
  if (domain == nullptr) return std::nullopt;
  const auto* row =
      domain->type.kind == ir::Type::Kind::kColumn ? types::find_column_type(domain->type.name) : nullptr;
  if (row != nullptr ? row->json : domain->type.kind == ir::Type::Kind::kEnum) return domain->type;
  context.sink.report(Code::kBadStructField, fmt::format("JSON can't hold a `{}` exactly", domain->type.name))
      .at(type.span)
      .help("use `text` or `float8` in a struct, or a column of its own");
  return std::nullopt;
}

/// `bit(8)`, as it is written.
std::string spelled(const ast::Type& type) {
  std::vector<std::string> parameters;
  for (const ast::Value& parameter : type.parameters)
    parameters.push_back(std::get<ast::Number>(parameter.node).text);
  return parameters.empty() ? type.name.text : fmt::format("{}({})", type.name.text, join(parameters, ","));
}

/// A type that Postgres has, or may have by an extension, and that has no row here.
void help_with_foreign_type(const Reading& context, diag::Diagnostic& diagnostic, const ast::Type& type,
                            std::string_view extension, bool in_struct) {
  if (in_struct) {
    diagnostic.help("use `text` in a struct, or a column of its own");
    return;
  }
  diagnostic.help(
      fmt::format("{} stands in backticks, `` `{}` ``, and is the value's text in C++, a `std::string`",
                  sql::find_type_name(type.name.text) != nullptr ? "a type of Postgres without a name here"
                                                                 : "a type of an extension",
                  spelled(type)));
  const auto& listed = context.schema.extensions;
  if (!extension.empty() && std::find(listed.begin(), listed.end(), extension) == listed.end())
    diagnostic.help(fmt::format("add `extensions {}` to the `schema` block", extension));
}

void report_unknown_type(const Reading& context, const ast::Type& type, bool in_struct) {
  const std::string& name = type.name.text;
  if (context.declared.was_dropped(name)) return;
  if (in_struct && context.declared.find<ast::Entity>(name) != nullptr) {
    context.sink
        .report(Code::kBadStructField, fmt::format("a struct's field refers to the entity `{}`", name))
        .at(type.span, "JSON has no foreign keys")
        .help("make the relation a field of the entity");
    return;
  }
  auto& diagnostic =
      context.sink.report(Code::kUnknownType, fmt::format("`{}` is no type", name)).at(type.name.span);
  if (context.declared.find<ast::Mixin>(name) != nullptr) {
    diagnostic.help(fmt::format("it is a mixin: `entity … with {}` takes its members in", name));
    return;
  }
  const auto& listed = context.schema.extensions;
  if (const std::string_view meant = types::meant_type(name); !meant.empty()) {
    diagnostic.help(fmt::format("did you mean `{}`?", meant));
  } else if (const auto* known = sql::find_type_name(name)) {
    help_with_foreign_type(context, diagnostic, type, known->extension, in_struct);
  } else if (nearest(name, known_types(context))) {
    suggest(diagnostic, name, known_types(context));
  } else if (!std::all_of(listed.begin(), listed.end(), sql::is_known_extension)) {
    help_with_foreign_type(context, diagnostic, type, "", in_struct);
  }
}

std::optional<ir::Type> type_without_nulls(const Reading& context, const ast::Type& type, bool in_struct) {
  // Postgres doesn't keep such types apart from plain arrays, and C++ has none that is always as even as
  // theirs.
  if (type.dimensions > 1 && !in_struct) {
    context.sink.report(Code::kBadTypeParameters, "an array of arrays")
        .at(type.span)
        .help("write one `[]`, or declare the shape as a `struct` and write `json<…>`");
    return std::nullopt;
  }
  if (type.raw) {
    if (const auto parsed = sql::parse_type(type.raw->text); !parsed) {
      const auto offset = static_cast<std::uint32_t>(parsed.error().offset);
      context.sink.report(Code::kSqlSyntax, fmt::format("a type in backticks: {}", parsed.error().message))
          .at({type.raw->span.file, std::min(type.raw->span.begin + offset, type.raw->span.end),
               type.raw->span.end});
      return std::nullopt;
    }
    if (!in_struct) return ir::Type{ir::Type::Kind::kRaw, type.raw->text, {}, type.dimensions};
    context.sink.report(Code::kBadStructField, "a struct's field can't have a type in backticks")
        .at(type.span);
    return std::nullopt;
  }
  if (type.element) return json_type(context, type);
  if (const auto* row = types::find_column_type(type.name.text))
    return column_type(context, type, *row, in_struct);
  if (context.declared.find<ast::Enum>(type.name.text) != nullptr) {
    return unparameterised(context, type, ir::Type::Kind::kEnum);
  }
  if (context.declared.find<ast::Domain>(type.name.text) != nullptr)
    return domain_type(context, type, in_struct);
  if (context.declared.find<ast::Composite>(type.name.text) != nullptr) {
    if (!in_struct) return unparameterised(context, type, ir::Type::Kind::kComposite);
    context.sink
        .report(Code::kBadStructField, fmt::format("a struct's field is of the type `{}`", type.name.text))
        .at(type.span, "JSON has no types of the database's")
        .help("declare its shape as a `struct` too");
    return std::nullopt;
  }
  if (context.declared.find<ast::Struct>(type.name.text) != nullptr) {
    if (in_struct) return unparameterised(context, type, ir::Type::Kind::kStruct);
    context.sink
        .report(Code::kStructNeedsJson, fmt::format("struct `{}` is used as a column's type", type.name.text))
        .at(type.span)
        .help(fmt::format("write `json<{}>` for a jsonb column of that shape", type.name.text));
    return std::nullopt;
  }
  report_unknown_type(context, type, in_struct);
  return std::nullopt;
}

}  // namespace

std::optional<ir::Type> resolve_type(const Reading& context, const ast::Type& type, bool in_struct) {
  std::optional<ir::Type> out = type_without_nulls(context, type, in_struct);
  if (!out || !type.null_elements) return out;
  out->null_elements = true;
  if (out->dimensions == 1 && out->kind != ir::Type::Kind::kStruct) return out;
  context.sink.report(Code::kBadTypeParameters, "elements that may be NULL")
      .at(*type.null_elements,
          out->dimensions == 1 ? "an array of structs is one JSON value" : "an array of arrays holds arrays")
      .help("remove the `?`");
  return std::nullopt;
}

void resolve_enums(const MakingTypes& context) {
  std::map<std::uint64_t, const ast::Enum*> in_order;
  for (const auto& [name, symbol] : context.declared.symbols) {
    if (const auto* item = std::get_if<const ast::Enum*>(&symbol.what)) {
      in_order[(std::uint64_t{symbol.span.file} << 32U) | symbol.span.begin] = *item;
    }
  }
  for (const auto& [place, item] : in_order) context.enums.push_back(enum_of(context, *item));
}

void resolve_structs(const MakingTypes& context) {
  std::map<std::uint64_t, const ast::Struct*> in_order;
  for (const auto& [name, symbol] : context.declared.symbols) {
    if (const auto* item = std::get_if<const ast::Struct*>(&symbol.what)) {
      in_order[(std::uint64_t{symbol.span.file} << 32U) | symbol.span.begin] = *item;
    }
  }
  for (const auto& [place, item] : in_order) context.structs.push_back(struct_of(context, *item));
  check_recursion(context);
}

}  // namespace tenon::sema
