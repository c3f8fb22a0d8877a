#include "sql/analysis/body_places.hpp"

#include <algorithm>
#include <cctype>

#include "sql/plpgsql.hpp"

namespace tenon::sql::detail {
namespace {

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

BodyPlaces::BodyPlaces(std::string_view text) : text_(text), tokens_(tokens_of(text)) {}

void BodyPlaces::go_to_line(int line) {
  const auto before = static_cast<int>(std::count(kBodyBegin.begin(), kBodyBegin.end(), '\n'));
  std::size_t begin = 0;
  for (int i = before + 1; i < line && begin < text_.size(); ++i)
    begin = std::min(text_.find('\n', begin), text_.size() - 1) + 1;
  while (at_ < tokens_.size() && tokens_[at_].offset < begin) ++at_;
}

std::size_t BodyPlaces::here() const {
  return at_ < tokens_.size() ? tokens_[at_].offset : text_.size();
}

bool BodyPlaces::stands_at(std::string_view text, std::size_t offset) const {
  if (offset + text.size() > text_.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != text_[offset + i] && text[i] != ' ') return false;
  }
  const std::size_t end = offset + text.size();
  return end == text_.size() || !is_of_word(text_[end]) || !is_of_word(text_[end - 1]);
}

std::size_t BodyPlaces::find(std::string_view text) {
  const std::vector<Token> wanted = tokens_of(text);
  if (wanted.empty()) return here();
  // Comments before its first word are no tokens of the body's.
  const std::size_t before = wanted.front().offset;
  for (std::size_t i = at_; i < tokens_.size(); ++i) {
    const std::size_t begin = tokens_[i].offset;
    if (begin < before || !stands_at(text.substr(before), begin)) continue;
    const std::size_t end = begin - before + text.size();
    for (at_ = i; at_ < tokens_.size() && tokens_[at_].offset < end;) ++at_;
    return begin - before;
  }
  return here();
}

std::size_t BodyPlaces::find_word(std::string_view word) {
  for (std::size_t i = at_; i < tokens_.size(); ++i) {
    if (!same_word(text_.substr(tokens_[i].offset, tokens_[i].length), word)) continue;
    at_ = i + 1;
    return tokens_[i].offset;
  }
  return here();
}

std::string BodyPlaces::word_at(std::size_t offset) const {
  std::string out;
  for (; offset < text_.size() && is_of_word(text_[offset]); ++offset)
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(text_[offset])));
  return out;
}

Sides sides_of(std::string_view assignment) {
  int depth = 0;
  for (const Token& token : tokens_of(assignment)) {
    const char sign = token.length == 1 ? assignment[token.offset] : ' ';
    if (sign == '[' || sign == '(') ++depth;
    if (sign == ']' || sign == ')') --depth;
    if (depth > 0 || sign != '=') continue;
    const bool with_colon = token.offset > 0 && assignment[token.offset - 1] == ':';
    return {assignment.substr(0, token.offset - (with_colon ? 1 : 0)), token.end()};
  }
  return {};
}

std::string without_case_variable(const std::string& text) {
  constexpr std::string_view kOpen = "\" IN (";
  if (!text.starts_with("\"__Case__Variable_") || !text.ends_with(")")) return text;
  const std::size_t open = text.find(kOpen);
  if (open == std::string::npos) return text;
  const std::size_t begin = open + kOpen.size();
  return text.substr(begin, text.size() - 1 - begin);
}

}  // namespace tenon::sql::detail
