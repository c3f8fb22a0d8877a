// The query of a view as somebody would have written it. What is taken out here is seen to mean nothing by
// the server that makes the view again.
#include <algorithm>
#include <cctype>
#include <iterator>

#include "raise/views.hpp"
#include "render/sql_text.hpp"

namespace tenon::raise {
namespace {

constexpr std::size_t kNone = std::string::npos;

struct Token {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t match = kNone;  ///< of a bracket, the one that it goes with
  bool dropped = false;
};
using Tokens = std::vector<Token>;

bool is_word_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Behind what begins with the quote. One that is doubled reads as two texts, and as well.
std::size_t end_of_quoted(const std::string& sql, std::size_t begin) {
  return std::min(sql.find(sql[begin], begin + 1), sql.size() - 1) + 1;
}

std::size_t end_of_token(const std::string& sql, std::size_t begin) {
  if (sql[begin] == '\'' || sql[begin] == '"') return end_of_quoted(sql, begin);
  std::size_t end = begin + 1;
  while (is_word_char(sql[begin]) && end < sql.size() && is_word_char(sql[end])) ++end;
  return end;
}

Tokens tokens_of(const std::string& sql) {
  Tokens out;
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < sql.size();) {
    if (std::isspace(static_cast<unsigned char>(sql[at])) != 0) {
      ++at;
      continue;
    }
    const std::size_t end = end_of_token(sql, at);
    out.push_back({std::string_view(sql).substr(at, end - at), at});
    if (sql[at] == '(') open.push_back(out.size() - 1);
    if (sql[at] == ')' && !open.empty()) {
      out.back().match = open.back();
      out[open.back()].match = out.size() - 1;
      open.pop_back();
    }
    at = end;
  }
  return out;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// What comes behind a whole FROM, ON or WHERE.
bool ends_clause(std::string_view text) {
  return is_one_of(text, {"",      ")",     ",",         "JOIN",   "LEFT",   "RIGHT", "FULL",
                          "CROSS", "INNER", "WHERE",     "GROUP",  "HAVING", "ORDER", "WINDOW",
                          "LIMIT", "UNION", "INTERSECT", "EXCEPT", "OFFSET", "FETCH"});
}

class Query {
 public:
  explicit Query(const std::string& sql) : sql_(sql), tokens_(tokens_of(sql)) {}

  void drop_space(const std::string& space) {
    const std::string spelt = render::sql_identifier(space).str();
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
      const bool stands = tokens_[i].text == spelt && text(i + 1) == "." && is_name(text(i + 2));
      const bool is_relation = !is_one_of(before(i), {":", ".", "COLLATE"}) && text(i + 3) != "(";
      if (stands && is_relation) tokens_[i].dropped = tokens_[i + 1].dropped = true;
    }
  }

  void drop_brackets() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].text != "(" || tokens_[i].match == kNone || !is_idle(i)) continue;
      tokens_[i].dropped = tokens_[tokens_[i].match].dropped = true;
    }
  }

  [[nodiscard]] std::string str() const {
    std::string out;
    std::size_t at = 0;
    for (const Token& token : tokens_) {
      if (!token.dropped) continue;
      out += sql_.substr(at, token.begin - at);
      at = token.begin + token.text.size();
    }
    return out + sql_.substr(at);
  }

 private:
  [[nodiscard]] std::string_view text(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].text : std::string_view();
  }
  /// What stays before a token.
  [[nodiscard]] std::string_view before(std::size_t i) const {
    while (i > 0 && tokens_[i - 1].dropped) --i;
    return i == 0 ? std::string_view() : tokens_[i - 1].text;
  }
  static bool is_name(std::string_view text) {
    return !text.empty() && (is_word_char(text.front()) || text.front() == '"');
  }

  /// Whether a bracket behind it calls it, or what it ends.
  static bool ends_operand(std::string_view text) {
    static constexpr auto kBefore = {"SELECT", "WHEN",  "THEN", "ELSE", "AND", "OR",
                                     "ON",     "WHERE", "BY",   "CASE", "NOT"};
    const bool is_word = is_name(text) && std::find(kBefore.begin(), kBefore.end(), text) == kBefore.end();
    return is_word || text == ")";
  }

  /// Whether all in the brackets is a column: `c.name`.
  [[nodiscard]] bool holds_column(std::size_t i) const {
    const std::size_t end = tokens_[i].match;
    for (std::size_t at = i + 1; at < end; ++at) {
      if ((at - i) % 2 == 1 ? !is_name(text(at)) : text(at) != ".") return false;
    }
    return (end - i) % 2 == 0;
  }

  /// Whether the bracket says nothing: it holds a column that is cast, all of a condition, all of an output,
  /// or the first of what is joined, which are joined from the left anyway.
  [[nodiscard]] bool is_idle(std::size_t i) const {
    if (is_one_of(text(i + 1), {"SELECT", "VALUES", "WITH"})) return false;
    const std::string_view clause = before(i);
    const std::string_view behind = text(tokens_[i].match + 1);
    if (behind == ":" && holds_column(i)) return !ends_operand(clause);
    if (is_one_of(clause, {"FROM", "ON", "WHERE", "HAVING"})) return ends_clause(behind);
    if (clause == "WHEN") return behind == "THEN";
    return is_one_of(clause, {"SELECT", ","}) && behind == "AS";
  }

  const std::string& sql_;
  Tokens tokens_;
};

}  // namespace

std::string readable_query(const std::string& sql, const std::string& space) {
  Query query(sql);
  query.drop_space(space);
  query.drop_brackets();
  return query.str();
}

}  // namespace tenon::raise
