#include "parse/errors.hpp"

#include <fmt/format.h>

#include <algorithm>

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
    const bool keyword = kind >= SchemaParser::SCHEMA && kind <= SchemaParser::NIL;
    if (!(any_name && keyword)) out.push_back(shown(kind, vocabulary));
  }
  return out;
}

/// The words that rules begin with whose names end in `ending`; those that are called otherwise, such as a
/// field, begin with any name.
std::vector<std::string> first_words(std::string_view ending) {
  SchemaParser parser(nullptr);
  std::vector<std::string> out;
  const auto& rules = parser.getRuleNames();
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (!std::string_view(rules[rule]).ends_with(ending)) continue;
    const auto& first = parser.getATN().nextTokens(parser.getATN().ruleToStartState[rule]);
    for (const auto token : first.toList()) {
      const std::string quoted(parser.getVocabulary().getLiteralName(static_cast<std::size_t>(token)));
      if (quoted.size() > 2) out.push_back(quoted.substr(1, quoted.size() - 2));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

const std::vector<std::string>& keywords() {
  static const std::vector<std::string> all = [] {
    SchemaParser parser(nullptr);
    std::vector<std::string> out;
    for (std::size_t type = SchemaParser::SCHEMA; type <= SchemaParser::LAST; ++type) {
      const std::string quoted(parser.getVocabulary().getLiteralName(type));
      out.push_back(quoted.substr(1, quoted.size() - 2));
    }
    return out;
  }();
  return all;
}

/// What a rule stands for, where so much could stand that a list says nothing.
std::string_view expected_rule(std::size_t rule) {
  if (rule == SchemaParser::RuleValue) return "a value";
  if (rule == SchemaParser::RuleType) return "a type";
  if (rule == SchemaParser::RuleColumn || rule == SchemaParser::RuleColumns) return "a field";
  return rule == SchemaParser::RuleName ? "a name" : "";
}

/// `index (lower(name))`
bool begins_arguments_of_column(antlr4::Parser& parser, const antlr4::Token& offending) {
  const std::size_t rule = parser.getContext()->getRuleIndex();
  return offending.getType() == SchemaParser::LPAREN &&
         (rule == SchemaParser::RuleColumn || rule == SchemaParser::RuleColumns) &&
         parser.getTokenStream()->LT(-1)->getType() != SchemaParser::LPAREN;
}

}  // namespace

Span ErrorListener::span_of(const antlr4::Token& token) const {
  const std::uint32_t begin = offsets_.byte(token.getStartIndex());
  if (token.getType() == antlr4::Token::EOF) return {file_, begin, begin};
  return {file_, begin, offsets_.byte(token.getStopIndex() + 1)};
}

bool ErrorListener::at_end(const antlr4::Token& token) const {
  return token.getType() == antlr4::Token::EOF || token.getTokenIndex() >= whole_.end;
}

std::string ErrorListener::found(const antlr4::Token& token) const {
  if (at_end(token)) return fmt::format("end of the {}", whole_.noun);
  if (token.getType() == SchemaParser::SQL) return "SQL";
  return fmt::format("`{}`", token.getText());
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

/// A word within a member that can't go on with it.
void ErrorListener::report_word(const antlr4::Token& word) {
  auto& diagnostic = sink_.report(diag::Code::kSyntaxError, fmt::format("unexpected {}", found(word)))
                         .at(span_of(word), "expected the next member");
  suggest(diagnostic, word.getText(), keywords());
}

/// A word where a member or a declaration begins is most often a misspelt keyword.
bool ErrorListener::report_unknown_word(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                                        const antlr4::Token& offending) {
  const bool in_field = parser.getContext()->getRuleIndex() == SchemaParser::RuleField;
  const antlr4::Token* before = parser.getTokenStream()->LT(-1);
  if (in_field && before != nullptr && expected.size() == 1 &&
      expected.contains(static_cast<std::size_t>(SchemaParser::COLON))) {
    if (whole_.begin > 0 && before->getTokenIndex() > whole_.begin) {
      report_word(*before);
      return true;
    }
    auto& diagnostic =
        sink_.report(diag::Code::kUnknownMember, fmt::format("`{}` is no kind of member", before->getText()))
            .at(span_of(*before), "a member begins here");
    const bool columns = offending.getType() == SchemaParser::LPAREN;
    columns ? suggest_member(diagnostic, before->getText())
            : suggest(diagnostic, before->getText(), member_words());
    const bool typed = offending.getType() == SchemaParser::IDENTIFIER;
    diagnostic.help(
        fmt::format("a field is written `{}: {}`", before->getText(), typed ? offending.getText() : "type"));
    return true;
  }
  const bool at_declaration = expected.contains(static_cast<std::size_t>(SchemaParser::STRUCT)) &&
                              !expected.contains(static_cast<std::size_t>(SchemaParser::IDENTIFIER));
  if (at_declaration && offending.getType() == SchemaParser::IDENTIFIER) {
    auto& diagnostic = sink_
                           .report(diag::Code::kUnknownMember,
                                   fmt::format("`{}` is no kind of declaration", offending.getText()))
                           .at(span_of(offending), "a declaration begins here");
    suggest(diagnostic, offending.getText(), declaration_words());
    return true;
  }
  return false;
}

void ErrorListener::syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* offending,
                                std::size_t /*line*/, std::size_t /*column*/, const std::string& /*message*/,
                                std::exception_ptr /*cause*/) {
  auto* parser = dynamic_cast<antlr4::Parser*>(recognizer);
  if (reported_ || parser == nullptr || offending == nullptr) return;
  reported_ = true;
  if (report_unclosed(*offending)) return;
  const antlr4::misc::IntervalSet expected = parser->getExpectedTokens();
  if (!report_unknown_word(*parser, expected, *offending)) report_unexpected(*parser, expected, *offending);
}

void ErrorListener::report_unexpected(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                                      const antlr4::Token& offending) {
  const std::vector<std::string> list = expectations(expected, parser.getVocabulary());
  std::string wanted = list.size() > kMostExpected ? "" : join(list, " or ");
  if (wanted.empty()) wanted = expected_rule(parser.getContext()->getRuleIndex());
  auto& diagnostic = sink_.report(diag::Code::kSyntaxError, fmt::format("unexpected {}", found(offending)));
  diagnostic.at(span_of(offending), wanted.empty() ? "" : fmt::format("expected {}", wanted));
  const bool separator = offending.getText() == "," || offending.getText() == ";";
  if (separator && expected.contains(static_cast<std::size_t>(SchemaParser::RBRACE))) {
    diagnostic.help("remove it: nothing stands between what a block holds");
  }
  if (begins_arguments_of_column(parser, offending)) {
    diagnostic.help(fmt::format("an expression stands in backticks: ``(`{}(…)`)``",
                                parser.getTokenStream()->LT(-1)->getText()));
  }
  if (offending.getText() == "'") diagnostic.help("text stands in double quotes, and SQL in backticks");
  if (offending.getType() == SchemaParser::UNKNOWN &&
      code_points(offending.getText()) < offending.getText().size()) {
    diagnostic.help("names are made of the letters a to z and A to Z, digits and `_`");
  }
}

void suggest_member(diag::Diagnostic& diagnostic, const std::string& word) {
  if (nearest(word, member_words())) return suggest(diagnostic, word, member_words());
  diagnostic.help(fmt::format("a member is a field, or begins with `{}`", join(member_words(), "`, `")));
}

std::size_t word_type(const std::string& word) {
  SchemaParser parser(nullptr);
  for (std::size_t type = SchemaParser::SCHEMA; type <= SchemaParser::LAST; ++type) {
    if (parser.getVocabulary().getLiteralName(type) == "'" + word + "'") return type;
  }
  return antlr4::Token::INVALID_TYPE;
}

const std::vector<std::string>& member_words() {
  static const std::vector<std::string> words = first_words("Member");
  return words;
}

const std::vector<std::string>& declaration_words() {
  static const std::vector<std::string> words = first_words("Declaration");
  return words;
}

}  // namespace tenon::parse
