#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <numeric>

namespace tenon {
namespace {

constexpr std::size_t kMaxIdentifier = 63;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
char to_upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Whether the second byte makes an overlong form, a surrogate, or a code point past U+10FFFF.
bool bad_second(unsigned char lead, unsigned char second) {
  return (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
         (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
}

/// Letters that were changed, left out, put in, or swapped with the one beside them.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto same = [&](std::size_t i, std::size_t j) { return to_lower(a[i]) == to_lower(b[j]); };
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

}  // namespace

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<std::size_t> invalid_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(byte(i));
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return i;
    }
    if (length > 2 && bad_second(byte(i), byte(i + 1))) return i;
    i += length;
  }
  return std::nullopt;
}

std::string snake_case(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool after_lower = i > 0 && !is_upper(name[i - 1]) && name[i - 1] != '_';
    const bool before_lower = i > 0 && i + 1 < name.size() && is_upper(name[i - 1]) && is_lower(name[i + 1]);
    if (is_upper(name[i]) && (after_lower || before_lower)) out += '_';
    out += to_lower(name[i]);
  }
  return out;
}

std::string pascal_case(std::string_view name) {
  std::string out;
  bool start = true;
  for (const char c : name) {
    if (c == '_') {
      start = true;
      continue;
    }
    out += start ? to_upper(c) : c;
    start = false;
  }
  return out;
}

std::string camel_case(std::string_view name) {
  const std::size_t begin = std::min(name.find_first_not_of('_'), name.size());
  const std::size_t end = name.find_last_not_of('_') + 1;  // 0 where there is nothing else
  if (end == 0) return std::string(name);
  std::string out(name.substr(0, begin + 1));
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (name[i] != '_') out += name[i - 1] == '_' ? to_upper(name[i]) : name[i];
  }
  return out + std::string(name.substr(end));
}

std::string plural(std::string_view noun) {
  std::string word(noun);
  if (ends_with_any(word, {"ay", "ey", "oy", "uy"})) return word + "s";
  if (word.ends_with("y")) return word.substr(0, word.size() - 1) + "ies";
  if (ends_with_any(word, {"s", "x", "z", "ch", "sh"})) return word + "es";
  return word + "s";
}

std::string word_of(std::string_view text) {
  const auto stays = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::string out;
  for (const char c : text) {
    if (stays(c)) out += c;
    if (!stays(c) && !out.empty() && out.back() != '_') out += '_';
  }
  while (out.size() > 1 && out.back() == '_' && !stays(text.back())) out.pop_back();
  return out.empty() || std::isdigit(static_cast<unsigned char>(out.front())) != 0 ? "n" + out : out;
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates) {
  // Of a name of two letters, any other is near.
  const std::size_t limit = name.size() < 3 ? 0 : std::max<std::size_t>(1, name.size() / 3);
  std::optional<std::string> best;
  std::size_t best_distance = limit + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(name, candidate);
    // A letter is left out more often than put in.
    const bool nearer =
        distance < best_distance || (best && distance == best_distance && candidate.size() > best->size());
    if (nearer) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string identifier(std::string_view name) {
  if (name.size() <= kMaxIdentifier) return std::string(name);
  const std::string hash = stable_hash(name).substr(0, 8);
  std::string out = fmt::format("{}_{}", name.substr(0, kMaxIdentifier - hash.size() - 1), hash);
  if (CutNames* kept = CutNames::current()) kept->whole_.emplace(out, name);
  return out;
}

CutNames*& CutNames::current() {
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): whoever sets it sets it back
  thread_local CutNames* current = nullptr;
  return current;
}

CutNames::CutNames() : outer_(current()) {
  current() = this;
}

CutNames::~CutNames() {
  current() = outer_;
}

const std::string* CutNames::whole(const std::string& name) const {
  const auto found = whole_.find(name);
  return found == whole_.end() ? nullptr : &found->second;
}

bool is_shortened(std::string_view name) {
  constexpr std::size_t kHash = 8;
  return name.size() == kMaxIdentifier && name[kMaxIdentifier - kHash - 1] == '_' &&
         name.find_first_not_of("0123456789abcdef", kMaxIdentifier - kHash) == std::string_view::npos;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view article(std::string_view name) {
  static constexpr std::string_view kVowels = "AEIOaeio";
  return name.empty() || kVowels.find(name.front()) == std::string_view::npos ? "a" : "an";
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) + 1 - first);
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::vector<std::string> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return out;
}

void StableHash::add(std::string_view text) {
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * kPrime;
  // No text holds this byte.
  hash_ = (hash_ ^ 0xFFU) * kPrime;
}

std::string StableHash::text() const {
  return fmt::format("{:016x}", hash_);
}

std::string stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace tenon
