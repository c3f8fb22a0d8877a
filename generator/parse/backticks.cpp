#include "parse/backticks.hpp"

#include <SchemaLexer.h>
#include <antlr4-runtime.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "parse/offsets.hpp"

namespace tenon::parse {
namespace {

using grammar::SchemaLexer;

constexpr int kMost = 100;

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

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> out;
  while (!(line = trimmed(line)).empty()) {
    out.push_back(line.substr(0, line.find_first_of(" \t")));
    line.remove_prefix(out.back().size());
  }
  return out;
}

/// A form of a line that a schema has and SQL doesn't: its words, where `_` is any name and what ends the
/// form only has to begin with its last.
bool has_form(const std::vector<std::string_view>& line, std::string_view form) {
  const std::vector<std::string_view> wanted = words_of(form);
  if (line.size() < wanted.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool last = i + 1 == wanted.size();
    const bool name = wanted[i] == "_" && first_word(line[i]) == line[i];
    if (!name && line[i] != wanted[i] && !(last && i > 0 && line[i].starts_with(wanted[i]))) return false;
  }
  return true;
}

bool begins_declaration(std::string_view line) {
  std::vector<std::string_view> words = words_of(line);
  while (!words.empty() && one_of(words[0], {"frozen", "global", "shared"})) words.erase(words.begin());
  static constexpr std::string_view kForms[] = {
      "entity _ {", "entity _ in", "entity _ with", "entity _ because",    "extend _ {",
      "mixin _ {",  "enum _ {",    "enum _ as",     "struct _ {",          "seed _ {",
      "role _ {",   "schema _ {",  "tenancy {",     "session {",           "lints {",
      "allow {",    "view _ as",   "view _ in",     "materialized view _", "type _ {",
      "sequence _", "query _",     "sql before",    "sql after",           "import \""};
  const auto holds = [&](std::string_view form) { return has_form(words, form); };
  if (std::any_of(std::begin(kForms), std::end(kForms), holds)) return true;
  return words.size() > 1 && words[0] == "domain" && words[1].ends_with(':');
}

bool begins_member(std::string_view line) {
  static constexpr std::string_view kForms[] = {
      "policy _ for",    "trigger _ before", "trigger _ after", "search text (", "search vector (",
      "search hybrid (", "storage (",        "statistics (",    "lookup (",      "key ("};
  const std::vector<std::string_view> words = words_of(line);
  const auto holds = [&](std::string_view form) { return has_form(words, form); };
  return line == "soft_delete" || line == "audit" || std::any_of(std::begin(kForms), std::end(kForms), holds);
}

/// What stands before a member's SQL.
bool leads_to_sql(std::string_view line) {
  return one_of(first_word(line), {"check", "policy", "exclude", "trigger", "unique", "index"});
}

/// Where the first line of a schema begins behind the first line of what stands between two backticks.
std::optional<std::size_t> schema_in(std::string_view sql) {
  std::size_t at = sql.find('\n');
  while (at != std::string_view::npos) {
    const std::size_t end = sql.find('\n', at + 1);
    const std::string_view line = trimmed(sql.substr(at + 1, end - at - 1));
    const bool last = end == std::string_view::npos;
    if (begins_field(line) || begins_declaration(line) || begins_member(line) || line == "}" ||
        (last && leads_to_sql(line)))
      return at + 1;
    at = end;
  }
  return std::nullopt;
}

}  // namespace

bool holds_schema(std::string_view sql) {
  return schema_in(sql).has_value();
}

namespace {

/// The first SQL that isn't closed where it should be: it ends where lines of a schema begin.
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
    const auto schema = schema_in(std::string_view(text).substr(begin + 1, inner));
    if (!schema) continue;
    text[begin + *schema] = '`';
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
