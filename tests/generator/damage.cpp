#include "damage.hpp"

#include <cctype>
#include <iterator>
#include <vector>

namespace tenon::test {
namespace {

/// The words and signs of a text, and the blanks between them.
std::vector<std::string> tokens_of(const std::string& text) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (is_word(text[i]) && end < text.size() && is_word(text[end])) ++end;
    out.push_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

std::string joined(const std::vector<std::string>& tokens) {
  std::string out;
  for (const std::string& token : tokens) out += token;
  return out;
}

std::string with_other_bytes(std::string text, Random& random) {
  for (std::size_t n = random.below(4) + 1; n > 0 && !text.empty(); --n) {
    text[random.below(text.size())] = static_cast<char>(random.below(256));
  }
  return text;
}

void change(std::vector<std::string>& tokens, Random& random) {
  // clang-format off
  static constexpr const char* kOdd[] = {
      "{", "}", "(", ")", "`", "\"", "@", "?", "[]", "::", "null", "-1", "99999999999999999999", "with", "global",
      "writable", "shared", "shadows", "inherited", "signed", "key", "in", "\\", "$1", "é"};
  // clang-format on
  const std::size_t at = random.below(tokens.size());
  const std::size_t other = random.below(tokens.size());
  switch (random.below(5)) {
    case 0:
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), std::string(tokens[other]));
      break;
    case 2:
      std::swap(tokens[at], tokens[other]);
      break;
    case 3:
      tokens[at] = tokens[other];
      break;
    default:
      tokens[at] = random.of(kOdd);
      break;
  }
}

}  // namespace

std::string damaged(const std::string& text, Random& random) {
  if (random.one_in(8)) return text.substr(0, random.below(text.size() + 1));
  if (random.one_in(6)) return with_other_bytes(text, random);
  std::vector<std::string> tokens = tokens_of(text);
  for (std::size_t n = random.below(4) + 1; n > 0 && !tokens.empty(); --n) change(tokens, random);
  return joined(tokens);
}

std::string spliced(const std::string& head, const std::string& tail, Random& random) {
  return head.substr(0, random.below(head.size() + 1)) + tail.substr(random.below(tail.size() + 1));
}

}  // namespace tenon::test
