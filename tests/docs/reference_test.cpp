// docs/reference.md is what the compiler's tables say: types, default functions, index methods, distances,
// attributes. `TENON_UPDATE_GOLDENS=1` writes it anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "expect_or_write.hpp"
#include "types/types.hpp"

namespace {

namespace types = tenon::types;

std::string code(std::string_view text) {
  return text.empty() ? "" : fmt::format("`{}`", text);
}

std::string codes(std::span<const std::string_view> list) {
  std::vector<std::string> out;
  for (const std::string_view item : list) out.push_back(code(item));
  return tenon::join(out, ", ");
}

std::string parameters(const types::ColumnType& type) {
  if (type.max_parameters == 0) return "";
  if (type.max_parameters == 2) return type.min_parameters == 0 ? "`(p)`, `(p,s)` or none" : "`(p,s)`";
  return type.min_parameters == 0 ? "`(n)` or none" : "`(n)`";
}

std::string type_table() {
  std::string out =
      "| type | parameters | C++ | of the extension | what it holds |\n| --- | --- | --- | --- | --- |\n";
  for (const types::ColumnType& type : types::column_types()) {
    out += fmt::format("| `{}` | {} | `{}` | {} | {} |\n", type.name, parameters(type), type.cpp,
                       code(type.extension), type.description);
  }
  return out;
}

std::string function_table() {
  std::string out = "| function | SQL | for |\n| --- | --- | --- |\n";
  for (const std::string& name : types::default_function_names()) {
    const types::DefaultFunction* function = types::find_default_function(name);
    out += fmt::format("| `{}()` | `{}` | {} |\n", name, function->sql, codes(function->types));
  }
  return out;
}

std::string method_table() {
  std::string out =
      "| method | led by the tenant | ordered | several columns | `include` | options | of a search | "
      "operator classes |\n"
      "| --- | --- | --- | --- | --- | --- | --- | ---\n";
  const auto yes = [](bool value) { return value ? "yes" : ""; };
  for (const std::string& name : types::index_method_names()) {
    const types::IndexMethod* method = types::find_index_method(name);
    std::vector<std::string> classes;
    for (const types::OperatorClass& item : method->operator_classes) classes.push_back(code(item.name));
    const types::SearchEffort& effort = method->effort;
    const std::string of_search =
        effort.option.empty() ? "" : fmt::format("`{}`, {} unless given", effort.option, effort.usual);
    out +=
        fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", name, yes(method->tenant_led),
                    yes(method->can_order), yes(method->many_columns), yes(method->can_include),
                    codes(method->options), of_search, classes.empty() ? "any" : tenon::join(classes, ", "));
  }
  return out;
}

std::string statistics_table() {
  std::string out = "| kind | what the planner learns of the columns |\n| --- | --- |\n";
  for (const types::StatisticsKind& kind : types::statistics_kinds())
    out += fmt::format("| `{}` | {} |\n", kind.name, kind.description);
  return out;
}

std::string metric_table() {
  std::string out = "| distance | operator |\n| --- | --- |\n";
  for (const std::string& name : types::metric_names())
    out += fmt::format("| `{}` | `{}` |\n", name, types::find_metric(name)->operation);
  return out;
}

std::string places(unsigned mask) {
  std::vector<std::string> out;
  for (unsigned place = 1; place <= types::kExcludeMember; place *= 2) {
    if ((mask & place) != 0) out.emplace_back(types::place_name(place));
  }
  return tenon::join(out, ", ");
}

std::string argument(const types::Attribute& attribute) {
  switch (attribute.argument) {
    case types::Argument::kNone:
      return "";
    case types::Argument::kName:
      return attribute.choices.empty() ? "a name" : codes(attribute.choices);
    case types::Argument::kOptionalNames:
    case types::Argument::kOptionalName:
      return (attribute.choices.empty() ? "a name" : codes(attribute.choices)) + ", or none";
    case types::Argument::kSql:
      return "SQL in backticks";
    case types::Argument::kValue:
      return "a value";
    case types::Argument::kString:
      return "a string";
    case types::Argument::kOptionalString:
      return "a string, or none";
    case types::Argument::kSpelled:
      return "a name, or a string";
    case types::Argument::kLint:
      return "a lint and a reason";
  }
  return "";
}

std::string attribute_table() {
  std::string out = "| attribute | takes | stands on | means |\n| --- | --- | --- | --- |\n";
  for (const types::Attribute& attribute : types::attributes()) {
    out += fmt::format("| `@{}` | {} | {} | {} |\n", attribute.name, argument(attribute),
                       places(attribute.places), attribute.description);
  }
  return out;
}

std::string languages() {
  std::vector<std::string> out;
  for (const std::string& name : types::text_languages()) out.push_back(code(name));
  return tenon::join(out, ", ");
}

TEST(Reference, ListsTheTables) {
  const std::filesystem::path path = std::filesystem::path(TENON_SOURCE) / "docs/reference.md";
  const std::string text = fmt::format(
      "# Reference: what can be named\n\n"
      "Made from the compiler's own tables; [language.md](language.md) says how it is used, "
      "[diagnostics](diagnostics/README.md) and [lints](lints.md) what is said of it.\n\n"
      "## Column types\n\n{}\n"
      "An array is `T[]`, a struct `json<Name>`; enums, domains and entities stand by their names, and any "
      "other type in "
      "backticks, which is text in C++.\n\n"
      "## Functions for defaults\n\n{}\nAny other SQL stands in backticks.\n\n"
      "## Attributes\n\n{}\n"
      "## Index methods\n\n{}\n"
      "## Kinds of statistics\n\n{}\n"
      "## Distances of vectors\n\n{}\n"
      "## Languages of text search\n\n{}\n",
      type_table(), function_table(), attribute_table(), method_table(), statistics_table(), metric_table(),
      languages());
  tenon::test::expect_or_write(path, text);
}

}  // namespace
