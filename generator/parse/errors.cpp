#include "parse/errors.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace tenon::parse {
namespace {

using grammar::SchemaParser;

constexpr std::size_t kMostExpected = 4;

std::string shown(std::size_t token, const antlr4::dfa::Vocabulary& vocabulary) {
  switch (token) {
    case SchemaParser::IDENTIFIER:
      return "a name";
    case SchemaParser::NUMBER:
      return "a number";
    case SchemaParser::STRING:
      return "a string";
    case SchemaParser::SQL:
      return "SQL in backticks";
    case antlr4::Token::EOF:
      return "the end of the file";
    default:
      break;
  }
  std::string text = vocabulary.getDisplayName(token);
  if (text.size() > 2 && text.front() == '\'') text = text.substr(1, text.size() - 2);
  return fmt::format("`{}`", text);
}

/// The tokens that could stand here; where any name can, the keywords among them are not listed.
std::vector<std::string> expectations(const antlr4::misc::IntervalSet& expected,
                                      const antlr4::dfa::Vocabulary& vocabulary) {
  const bool any_name = expected.contains(static_cast<std::size_t>(SchemaParser::IDENTIFIER));
  std::vector<std::string> out;
  for (const auto token : expected.toList()) {
    const auto kind = static_cast<std::size_t>(token);
    const bool keyword = kind >= SchemaParser::SCHEMA && kind <= SchemaParser::LAST;
    if (!(any_name && keyword)) out.push_back(shown(kind, vocabulary));
  }
  return out;
}

std::string found(const antlr4::Token& token) {
  if (token.getType() == antlr4::Token::EOF) return "end of the file";
  if (token.getType() == SchemaParser::SQL) return "SQL";
  return fmt::format("`{}`", token.getText());
}

std::vector<std::string> words(std::initializer_list<const char*> list) {
  return {list.begin(), list.end()};
}

const std::vector<std::string> kMembers = words({"key", "unique", "index", "check", "policy"});
const std::vector<std::string> kDeclarations =
    words({"schema", "tenancy", "entity", "global", "mixin", "enum", "struct", "seed", "import"});

}  // namespace

Span ErrorListener::span_of(const antlr4::Token& token) const {
  const std::uint32_t begin = offsets_.byte(token.getStartIndex());
  if (token.getType() == antlr4::Token::EOF) return {file_, begin, begin};
  return {file_, begin, offsets_.byte(token.getStopIndex() + 1)};
}

bool ErrorListener::report_unclosed(const antlr4::Token& token) {
  const bool sql = token.getType() == SchemaParser::UNTERMINATED_SQL;
  if (!sql && token.getType() != SchemaParser::UNTERMINATED_STRING) return false;
  Span span = span_of(token);
  span.end = span.begin + 1;
  sink_
      .report(diag::Code::kUnterminated,
              sql ? "SQL text is not closed" : "a string is not closed on its line")
      .at(span, "opened here")
      .help(sql ? "end it with a backtick" : "end it with a double quote");
  return true;
}

/// A word where a member or a declaration begins is most often a misspelt keyword.
bool ErrorListener::report_unknown_word(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                                        const antlr4::Token& offending) {
  const bool in_field = parser.getContext()->getRuleIndex() == SchemaParser::RuleField;
  const antlr4::Token* before = parser.getTokenStream()->LT(-1);
  if (in_field && before != nullptr && expected.size() == 1 &&
      expected.contains(static_cast<std::size_t>(SchemaParser::COLON))) {
    auto& diagnostic =
        sink_.report(diag::Code::kUnknownMember, fmt::format("`{}` is no kind of member", before->getText()))
            .at(span_of(*before), "a member begins here");
    suggest(diagnostic, before->getText(), kMembers);
    diagnostic.help(fmt::format("a field is written `{}: type`", before->getText()));
    return true;
  }
  const bool at_declaration = expected.contains(static_cast<std::size_t>(SchemaParser::STRUCT)) &&
                              !expected.contains(static_cast<std::size_t>(SchemaParser::IDENTIFIER));
  if (at_declaration && offending.getType() == SchemaParser::IDENTIFIER) {
    auto& diagnostic = sink_
                           .report(diag::Code::kUnknownMember,
                                   fmt::format("`{}` is no kind of declaration", offending.getText()))
                           .at(span_of(offending), "a declaration begins here");
    suggest(diagnostic, offending.getText(), kDeclarations);
    return true;
  }
  return false;
}

void ErrorListener::syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* offending,
                                std::size_t /*line*/, std::size_t /*column*/, const std::string& message,
                                std::exception_ptr /*cause*/) {
  auto* parser = dynamic_cast<antlr4::Parser*>(recognizer);
  if (parser == nullptr || offending == nullptr) {
    sink_.report(diag::Code::kSyntaxError, message);
    return;
  }
  if (report_unclosed(*offending)) return;
  const antlr4::misc::IntervalSet expected = parser->getExpectedTokens();
  // What is wrong behind an error on its line is most often the same mistake.
  const bool follows = offending->getLine() == last_line_ && offending->getType() != antlr4::Token::EOF;
  last_line_ = offending->getLine();
  if (follows || report_unknown_word(*parser, expected, *offending)) return;
  report_unexpected(*parser, expected, *offending);
}

void ErrorListener::report_unexpected(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                                      const antlr4::Token& offending) {
  const std::vector<std::string> list = expectations(expected, parser.getVocabulary());
  auto& diagnostic = sink_.report(diag::Code::kSyntaxError, fmt::format("unexpected {}", found(offending)));
  diagnostic.at(span_of(offending), list.empty() || list.size() > kMostExpected
                                        ? ""
                                        : fmt::format("expected {}", join(list, " or ")));
  const bool separator = offending.getText() == "," || offending.getText() == ";";
  if (separator && expected.contains(static_cast<std::size_t>(SchemaParser::RBRACE))) {
    diagnostic.help("remove it: nothing stands between what a block holds");
  }
  if (offending.getType() == SchemaParser::UNKNOWN &&
      code_points(offending.getText()) < offending.getText().size()) {
    diagnostic.help("names are made of the letters a to z and A to Z, digits and `_`");
  }
  if (offending.getType() == antlr4::Token::EOF) point_at_unclosed(parser, diagnostic);
}

void ErrorListener::point_at_unclosed(antlr4::Parser& parser, diag::Diagnostic& diagnostic) const {
  std::vector<const antlr4::Token*> open;
  for (const antlr4::Token* token :
       static_cast<antlr4::CommonTokenStream*>(parser.getTokenStream())->getTokens()) {
    const std::size_t type = token->getType();
    if (type == SchemaParser::LBRACE) open.push_back(token);
    if (type == SchemaParser::RBRACE && !open.empty()) open.pop_back();
  }
  if (!open.empty()) diagnostic.also(span_of(*open.back()), "opened here, and not closed");
}

antlr4::Token* Recovery::singleTokenDeletion(antlr4::Parser* recognizer) {
  const std::size_t type = recognizer->getTokenStream()->LA(1);
  if (type == SchemaParser::LBRACE || type == SchemaParser::RBRACE) return nullptr;
  return DefaultErrorStrategy::singleTokenDeletion(recognizer);
}

}  // namespace tenon::parse
