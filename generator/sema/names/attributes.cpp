// Attributes, wherever they stand: looked up in their table, and their arguments checked.
#include <fmt/format.h>

#include <algorithm>

#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

std::string choices(const types::Attribute& row) {
  return row.choices.size() == 1 ? fmt::format("it takes `{}` or nothing", row.choices[0])
                                 : fmt::format("it takes one of {}", fmt::join(row.choices, ", "));
}

std::string wrong_names(const types::Attribute& row, const std::vector<ast::Value>& given) {
  std::vector<std::string_view> seen;
  for (const ast::Value& each : given) {
    const auto* name = std::get_if<ast::Name>(&each.node);
    const bool known =
        name != nullptr && std::find(row.choices.begin(), row.choices.end(), name->text) != row.choices.end();
    if (!known || std::find(seen.begin(), seen.end(), name->text) != seen.end())
      return fmt::format("it takes `{}`, each once, or nothing", fmt::join(row.choices, "` and `"));
    seen.push_back(name->text);
  }
  return "";
}

/// What is wrong with the arguments, or nothing.
std::string wrong_arguments(const types::Attribute& row, const std::vector<ast::Value>& given) {
  if (row.argument == types::Argument::kOptionalNames) return wrong_names(row, given);
  if (row.argument == types::Argument::kNone) return given.empty() ? "" : "it takes no arguments";
  const bool is_optional =
      row.argument == types::Argument::kOptionalName || row.argument == types::Argument::kOptionalString;
  if (is_optional && given.empty()) return "";
  if (given.size() != 1) return "it takes one argument";
  if (row.argument == types::Argument::kValue) return "";
  if (row.argument == types::Argument::kString || row.argument == types::Argument::kOptionalString) {
    const auto* text = std::get_if<ast::String>(&given[0].node);
    return text != nullptr && !text->text.empty() ? "" : "it takes text in quotes";
  }
  if (row.argument == types::Argument::kSql) {
    return std::holds_alternative<ast::Sql>(given[0].node) ? "" : "it takes SQL in backticks";
  }
  if (row.argument == types::Argument::kSpelled && std::holds_alternative<ast::String>(given[0].node))
    return "";
  const auto* name = std::get_if<ast::Name>(&given[0].node);
  if (name == nullptr) return "it takes a name";
  if (name->text.find('.') != std::string::npos) return "what it names is in no namespace";
  const bool known = row.choices.empty() ||
                     std::find(row.choices.begin(), row.choices.end(), name->text) != row.choices.end();
  return known ? "" : choices(row);
}

/// A simple value as its author wrote it.
std::string spelled(const ast::Value& value) {
  if (const auto* number = std::get_if<ast::Number>(&value.node)) return number->text;
  if (const auto* text = std::get_if<ast::String>(&value.node)) return fmt::format("\"{}\"", text->text);
  if (const auto* name = std::get_if<ast::Name>(&value.node)) return name->text;
  if (const auto* truth = std::get_if<ast::Boolean>(&value.node)) return truth->value ? "true" : "false";
  const auto* call = std::get_if<ast::Call>(&value.node);
  return call != nullptr && call->arguments.empty() ? call->function.text + "()" : "…";
}

std::string way_out(std::string_view meant, const ast::Attribute& attribute) {
  const std::string argument = attribute.arguments.empty() ? "…" : spelled(attribute.arguments[0]);
  std::string bare = argument;
  std::erase(bare, '"');
  return fmt::format(fmt::runtime(meant), argument, bare);
}

void resolve_attribute(const Reading& context, const ast::Attribute& attribute, unsigned place,
                       Attributes& out) {
  const auto* row = types::find_attribute(attribute.name.text);
  if (row == nullptr) {
    auto& diagnostic =
        context.sink
            .report(Code::kUnknownAttribute, fmt::format("`@{}` is no attribute", attribute.name.text))
            .at(attribute.span);
    const std::string_view meant = types::meant_attribute(attribute.name.text);
    if (meant.empty()) {
      suggest(diagnostic, "@" + attribute.name.text, types::attribute_names());
    } else {
      diagnostic.help(way_out(meant, attribute));
    }
    ++out.wrong;
    return;
  }
  if ((row->places & place) == 0) {
    context.sink
        .report(Code::kMisplacedAttribute,
                fmt::format("`@{}` can't stand at {}", row->name, types::place_name(place)))
        .at(attribute.span);
    ++out.wrong;
    return;
  }
  if (row->argument == types::Argument::kLint) return;
  const std::string wrong = wrong_arguments(*row, attribute.arguments);
  if (!wrong.empty()) {
    context.sink.report(Code::kBadAttributeArguments, fmt::format("wrong arguments of `@{}`", row->name))
        .at(attribute.span, wrong);
    ++out.wrong;
    return;
  }
  const auto [first, is_new] = out.given.emplace(row->id, &attribute);
  if (is_new) return;
  ++out.wrong;
  context.sink.report(Code::kRepeatedAttribute, fmt::format("`@{}` stands twice", row->name))
      .at(attribute.span)
      .also(first->second->span, "it stands here already");
}

/// What the database couldn't keep, or takes for its own.
void check_named(const Reading& context, const Attributes& attributes) {
  const ast::Attribute* named = attributes.find(types::AttributeId::kNamed);
  if (named != nullptr) check_name_length(context, spelled_name(*named));
}

}  // namespace

ast::Name spelled_name(const ast::Attribute& attribute) {
  const ast::Value& argument = attribute.arguments[0];
  if (const auto* text = std::get_if<ast::String>(&argument.node)) return {text->text, argument.span};
  return std::get<ast::Name>(argument.node);
}

std::string named_or(const Attributes& attributes, std::string derived) {
  const ast::Attribute* named = attributes.find(types::AttributeId::kNamed);
  return named == nullptr ? std::move(derived) : spelled_name(*named).text;
}

Attributes resolve_attributes(const Reading& context, const std::vector<ast::Attribute>& given,
                              unsigned place) {
  Attributes out;
  for (const ast::Attribute& attribute : given) resolve_attribute(context, attribute, place, out);
  check_named(context, out);
  return out;
}

}  // namespace tenon::sema
