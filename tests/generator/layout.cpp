#include <cctype>

#include "generator.hpp"
#include "random.hpp"

namespace tenon::test {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// What keeps two words apart: nothing where they are two without it.
std::string between(const std::string& left, const std::string& right, Random& random) {
  static constexpr const char* kComments[] = {"// why", "//", "/// documentation", "//// ruler", "///"};
  std::string out;
  if (random.one_in(12)) out += std::string(random.below(9), ' ') + random.of(kComments) + "\n";
  if (random.one_in(25)) out += "\n\n    " + std::string(random.of(kComments)) + "  \n";
  if (random.one_in(4)) out += std::string(random.between(1, 3), '\n');
  if (random.one_in(3)) out += std::string(random.below(5), ' ');
  if (random.one_in(40)) out += "\r\n\t";
  const bool touch = is_word(left.back()) && (is_word(right.front()) || right.front() == '-');
  if (out.empty() && (touch || random.one_in(2))) out = " ";
  // A colon and two make two and one.
  if (out.empty() && left.back() == ':' && right.front() == ':') out = " ";
  return out;
}

}  // namespace

std::string random_layout(const Words& words, unsigned seed) {
  Random random(seed);
  std::string out;
  const std::string* last = nullptr;
  for (const std::string& word : words) {
    if (last != nullptr) out += between(*last, word, random);
    out += word;
    last = &word;
  }
  return out;
}

std::string plain_layout(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += word + (word == "{" || word == "}" ? "\n" : " ");
  return out;
}

}  // namespace tenon::test
