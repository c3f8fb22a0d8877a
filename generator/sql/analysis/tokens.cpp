#include "sql/analysis/tokens.hpp"

#include <algorithm>
#include <cctype>

namespace tenon::sql::detail {
namespace {

bool begins_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool continues_word(char c) {
  return begins_word(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '$';
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() && continues_word(text[at])) ++at;
  return at;
}

/// Behind the closing mark, which stands twice where it is meant itself; escapes count in `E'…'`.
std::size_t end_of_quoted(std::string_view text, std::size_t at, bool escapes) {
  const char mark = text[at++];
  for (; at < text.size(); ++at) {
    if (escapes && text[at] == '\\') {
      ++at;
    } else if (text[at] == mark) {
      if (at + 1 >= text.size() || text[at + 1] != mark) return at + 1;
      ++at;
    }
  }
  return text.size();
}

/// Behind `$tag$…$tag$`; where none begins, the place itself.
std::size_t end_of_dollars(std::string_view text, std::size_t at) {
  std::size_t tag_end = at + 1;
  while (tag_end < text.size() && text[tag_end] != '$' && continues_word(text[tag_end])) ++tag_end;
  const bool begins = tag_end < text.size() && text[tag_end] == '$' &&
                      (tag_end == at + 1 || std::isdigit(static_cast<unsigned char>(text[at + 1])) == 0);
  if (!begins) return at;
  const std::string_view tag = text.substr(at, tag_end + 1 - at);
  const std::size_t close = text.find(tag, tag_end + 1);
  return close == std::string_view::npos ? text.size() : close + tag.size();
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (std::isspace(static_cast<unsigned char>(text[at])) != 0) {
      ++at;
    } else if (text.substr(at).starts_with("--")) {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.substr(at).starts_with("/*")) {
      int depth = 0;
      do {
        const bool opens = text.substr(at).starts_with("/*");
        const bool closes = text.substr(at).starts_with("*/");
        depth += opens ? 1 : closes ? -1 : 0;
        at += opens || closes ? 2 : 1;
      } while (depth > 0 && at < text.size());
    } else {
      break;
    }
  }
  return at;
}

Token next_token(std::string_view text, std::size_t at) {
  const auto token = [&](Token::Kind kind, std::size_t end) { return Token{kind, at, end - at}; };
  const char c = text[at];
  const char after = at + 1 < text.size() ? text[at + 1] : '\0';
  if (c == '"') return token(Token::Kind::kQuoted, end_of_quoted(text, at, false));
  if (c == '\'') return token(Token::Kind::kText, end_of_quoted(text, at, false));
  if ((c == 'e' || c == 'E') && after == '\'')
    return token(Token::Kind::kText, end_of_quoted(text, at + 1, true));
  if (begins_word(c)) return token(Token::Kind::kWord, end_of_word(text, at));
  if (c == '$') {
    const std::size_t end = end_of_dollars(text, at);
    if (end > at) return token(Token::Kind::kText, end);
    return token(Token::Kind::kParameter, end_of_word(text, at + 1));
  }
  if (c == ':' && after == ':') return token(Token::Kind::kSign, at + 2);
  if (c == ':' && begins_word(after)) return token(Token::Kind::kParameter, end_of_word(text, at + 1));
  if (std::isdigit(static_cast<unsigned char>(c)) != 0)
    return token(Token::Kind::kSign, end_of_word(text, at));
  return token(Token::Kind::kSign, at + 1);
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = skip_blanks(text, 0); at < text.size(); at = skip_blanks(text, out.back().end()))
    out.push_back(next_token(text, at));
  return out;
}

std::size_t Bound::place(std::size_t offset) const {
  return places.empty() ? offset : places[std::min(offset, places.size() - 1)];
}

std::vector<Occurrence> parameters_in(std::string_view text) {
  std::vector<Occurrence> out;
  for (const Token& token : tokens_of(text)) {
    if (token.kind == Token::Kind::kParameter && text[token.offset] == ':')
      out.push_back({std::string(text.substr(token.offset + 1, token.length - 1)), token.offset});
  }
  return out;
}

Bound bind(std::string_view text, const std::vector<std::string>& parameters) {
  Bound out;
  const auto copy = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      out.text += text[i];
      out.places.push_back(i);
    }
  };
  std::size_t done = 0;
  for (const Occurrence& item : parameters_in(text)) {
    const auto found = std::find(parameters.begin(), parameters.end(), item.name);
    if (found == parameters.end()) continue;
    copy(done, item.offset);
    const std::string number = "$" + std::to_string(found - parameters.begin() + 1);
    out.text += number;
    out.places.insert(out.places.end(), number.size(), item.offset);
    done = item.offset + 1 + item.name.size();
  }
  copy(done, text.size());
  out.places.push_back(text.size());
  return out;
}

}  // namespace tenon::sql::detail
