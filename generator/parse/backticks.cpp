#include "parse/backticks.hpp"

#include <SchemaLexer.h>
#include <antlr4-runtime.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

#include "parse/offsets.hpp"

namespace tenon::parse {
namespace {

using grammar::SchemaLexer;

constexpr int kMost = 100;

std::string_view trimmed(std::string_view line) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  return line;
}

std::string_view first_word(std::string_view line) {
  const auto in_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  const auto end = std::find_if_not(line.begin(), line.end(), in_word);
  return line.substr(0, static_cast<std::size_t>(end - line.begin()));
}

/// `name:` begins a line of a schema, and of no SQL: there it is a cast or an assignment.
bool begins_field(std::string_view line) {
  const std::string_view word = first_word(line);
  if (word.empty()) return false;
  const std::string_view rest = trimmed(line.substr(word.size()));
  return rest.starts_with(':') && !rest.starts_with("::") && !rest.starts_with(":=");
}

bool begins_declaration(std::string_view line) {
  static constexpr std::string_view kWords[] = {"entity", "global", "frozen", "mixin",
                                                "enum",   "struct", "seed"};
  const bool word = std::find(std::begin(kWords), std::end(kWords), first_word(line)) != std::end(kWords);
  return word && line.ends_with('{');
}

/// What stands before a member's SQL.
bool leads_to_sql(std::string_view line) {
  static constexpr std::string_view kWords[] = {"check", "policy", "exclude", "trigger", "unique", "index"};
  return std::find(std::begin(kWords), std::end(kWords), first_word(line)) != std::end(kWords);
}

}  // namespace

bool holds_schema(std::string_view sql) {
  std::size_t at = sql.find('\n');
  while (at != std::string_view::npos) {
    const std::size_t end = sql.find('\n', at + 1);
    const std::string_view line = trimmed(sql.substr(at + 1, end - at - 1));
    const bool last = end == std::string_view::npos;
    if (begins_field(line) || begins_declaration(line) || line == "}" || (last && leads_to_sql(line)))
      return true;
    at = end;
  }
  return false;
}

namespace {

/// The first SQL that isn't closed where it should be: from the first byte to the end of its line.
bool close_first(std::string& text, std::set<std::size_t>& closed) {
  const Offsets offsets(text);
  antlr4::ANTLRInputStream input(text);
  SchemaLexer lexer(&input);
  lexer.removeErrorListeners();
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
    const bool open_ended = token->getType() == SchemaLexer::UNTERMINATED_SQL;
    if (token->getType() != SchemaLexer::SQL && !open_ended) continue;
    const std::size_t begin = offsets.byte(token->getStartIndex());
    const std::size_t end = offsets.byte(token->getStopIndex() + 1);
    const std::size_t inner = end - begin - (open_ended ? 1 : 2);
    if (!holds_schema(std::string_view(text).substr(begin + 1, inner))) continue;
    text[text.find('\n', begin)] = '`';
    closed.insert(token->getStartIndex());
    return true;
  }
  return false;
}

}  // namespace

std::set<std::size_t> close_backticks(std::string& text) {
  std::set<std::size_t> closed;
  for (int i = 0; i < kMost && close_first(text, closed); ++i) continue;
  return closed;
}

}  // namespace tenon::parse
