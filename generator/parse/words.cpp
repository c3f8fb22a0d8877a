#include "parse/words.hpp"

#include <SchemaParser.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "parse/errors.hpp"
#include "types/types.hpp"

namespace tenon::parse {
namespace {

using P = grammar::SchemaParser;

bool is_literal(std::size_t type) {
  return type == P::NUMBER || type == P::STRING || type == P::TRUE || type == P::FALSE || type == P::NIL;
}

bool is_quote(const antlr4::CommonToken& token) {
  return token.getType() == P::UNKNOWN && token.getText() == "'";
}

bool leads_to_sql(const std::unique_ptr<antlr4::CommonToken>& token) {
  const std::string word = token->getText();
  const std::initializer_list<std::string_view> leading = {"check", "where", "when",
                                                           "as",    "undo",  "generated"};
  return std::find(leading.begin(), leading.end(), word) != leading.end();
}

}  // namespace

Seen::Seen(const Copies& piece) {
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (piece[i]->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    at.push_back(i);
    texts.push_back(piece[i]->getText());
  }
}

/// In a field, a word behind its type that no sign introduces: an attribute without `@`, a default without
/// `=`.
std::optional<std::size_t> bare_word(const Copies& piece) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (piece[i]->getChannel() == antlr4::Token::DEFAULT_CHANNEL) at.push_back(i);
  }
  const auto type = [&](std::size_t index) { return piece[at[index]]->getType(); };
  if (at.size() < 4 || !is_name(type(0)) || type(1) != P::COLON) return std::nullopt;
  int depth = 0;
  for (std::size_t i = 2; i < at.size(); ++i) {
    if (type(i) == P::LPAREN || type(i) == P::LBRACE || type(i) == P::LBRACKET || type(i) == P::LESS) ++depth;
    if (type(i) == P::RPAREN || type(i) == P::RBRACE || type(i) == P::RBRACKET || type(i) == P::GREATER)
      --depth;
    const std::size_t before = type(i - 1);
    const bool introduced = before == P::COLON || before == P::EQUALS || before == P::AT || before == P::LESS;
    if (depth == 0 && !introduced && (is_name(type(i)) || is_literal(type(i)))) return at[i];
  }
  return std::nullopt;
}

bool is_member_alone(const std::string& word) {
  const auto& members = member_words();
  return std::find(members.begin(), members.end(), word) != members.end() &&
         types::find_attribute(word) == nullptr;
}

bool is_argument(const Copies& piece, std::size_t word) {
  return word > 1 && piece[word - 2]->getType() == P::AT;
}

std::optional<std::size_t> sign_before(const Copies& piece, std::size_t word) {
  if (is_argument(piece, word)) return std::nullopt;
  if (!is_name(piece[word]->getType())) return P::EQUALS;
  const std::string text = piece[word]->getText();
  return types::find_attribute(text) == nullptr ? std::nullopt : std::optional<std::size_t>(P::AT);
}

bool has_form_of_member(const Copies& piece, std::size_t word) {
  const auto type = [&](std::size_t at) { return at < piece.size() ? piece[at]->getType() : 0; };
  const std::size_t behind = word + (is_name(type(word + 1)) ? 2 : 1);
  return type(behind) == P::LPAREN || type(behind) == P::SQL;
}

std::optional<Range> single_quotes(const Copies& piece) {
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (!is_quote(*piece[i])) continue;
    for (std::size_t end = i + 1; end < piece.size() && piece[end]->getLine() == piece[i]->getLine(); ++end) {
      if (is_quote(*piece[end])) return Range{i, end + 1};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

bool is_place_of_sql(const Copies& piece, std::size_t at) {
  // `check name '…'`, `@check('…')`
  constexpr std::size_t kNear = 2;
  const std::size_t from = at - std::min(at, kNear);
  const bool policy = !piece.empty() && piece[0]->getType() == P::POLICY;
  return policy || std::any_of(piece.begin() + static_cast<std::ptrdiff_t>(from),
                               piece.begin() + static_cast<std::ptrdiff_t>(at), leads_to_sql);
}

}  // namespace tenon::parse
