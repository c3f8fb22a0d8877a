// Places in the text, and the changes there.
#include <algorithm>
#include <cctype>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {

std::size_t Analyser::token_at(std::size_t offset) const {
  const auto found = std::lower_bound(tokens_.begin(), tokens_.end(), offset,
                                      [](const Token& token, std::size_t at) { return token.offset < at; });
  return static_cast<std::size_t>(found - tokens_.begin());
}

std::size_t Analyser::width_of_name(const Json& range) const {
  const std::size_t at = location(range);
  const std::size_t last = token_at(at) + (range.contains("schemaname") ? 2 : 0);
  return tokens_[std::min(last, tokens_.size() - 1)].end() - at;
}

bool Analyser::is_word(std::size_t token, std::string_view word) const {
  if (token >= tokens_.size() || tokens_[token].length != word.size()) return false;
  if (tokens_[token].kind != Token::Kind::kWord && tokens_[token].kind != Token::Kind::kSign) return false;
  const std::string_view text = text_.substr(tokens_[token].offset, tokens_[token].length);
  return std::equal(text.begin(), text.end(), word.begin(),
                    [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

std::size_t Analyser::find_word(std::size_t from, const std::vector<std::string_view>& words) const {
  int depth = 0;
  std::size_t at = from;
  for (; at < tokens_.size(); ++at) {
    // Behind a dot and AS each word is a name.
    const bool named =
        at > 0 && tokens_[at].kind == Token::Kind::kWord && (is_word(at - 1, ".") || is_word(at - 1, "as"));
    if (named) continue;
    const bool opens = is_word(at, "(") || is_word(at, "[") || is_word(at, "case");
    const bool closes = is_word(at, ")") || is_word(at, "]") || is_word(at, "end");
    if (closes && --depth < 0) return at;
    const bool wanted = depth == 0 && std::any_of(words.begin(), words.end(),
                                                  [&](std::string_view word) { return is_word(at, word); });
    if (wanted && at > from && !(is_word(at, "from") && is_word(at - 1, "distinct"))) return at;
    if (opens) ++depth;
  }
  return at;
}

std::size_t Analyser::end_before(std::size_t token) const {
  return token == 0 ? 0 : tokens_[token - 1].end();
}

void Analyser::edit(Edit::Kind kind, std::size_t offset, std::size_t length, std::string name,
                    std::string alias, std::vector<std::string> columns) {
  out_.edits.push_back({kind, offset, length, std::move(name), std::move(alias), std::move(columns)});
}

void Analyser::add_condition(std::size_t from, std::string_view clause,
                             const std::vector<std::string_view>& ends, const std::string& alias,
                             const KnownTable& table) {
  if (!table.is_held() || !known_.scoped) return;
  std::vector<std::string_view> words = ends;
  words.push_back(clause);
  const std::size_t begin = find_word(from, words);
  if (!is_word(begin, clause)) {
    edit(Edit::Kind::kWhere, end_before(begin), 0, table.name, alias);
    return;
  }
  edit(Edit::Kind::kCondition, tokens_[begin].end(), 0, table.name, alias);
  edit(Edit::Kind::kConditionEnd, end_before(find_word(begin, ends)), 0, table.name, alias);
}

void Analyser::fault(Fault::Kind kind, std::string name, std::size_t offset, std::string help,
                     std::vector<std::string> known) {
  if (known_.verbatim && kind == Fault::Kind::kForm) return;
  out_.faults.push_back({kind, std::move(name), std::move(known), offset, std::move(help)});
}

SqlType held(const Known& known, const SqlType& type, const Json& step) {
  const auto composite = known.composites.find(type.name);
  if (composite == known.composites.end() || type.dimensions > 0 || !step.contains("String")) return {};
  const auto value = composite->second.find(step["String"].value("sval", ""));
  return value == composite->second.end() ? SqlType{} : value->second;
}

}  // namespace tenon::sql::detail
