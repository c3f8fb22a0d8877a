#include "parse/comments.hpp"

#include <algorithm>
#include <string_view>

#include "parse/backticks.hpp"

namespace tenon::parse {
namespace {

struct Bounds {
  std::string_view begin;
  std::string_view end;
  bool foreign;
};

// What lasts from its beginning to its end, whatever stands between.
constexpr Bounds kBounds[] = {
    {"//", "\n", false}, {"\"", "\"", false}, {"```", "```", false}, {"`", "`", false},
    {"--", "\n", true},  {"#", "\n", true},   {"/*", "*/", true},
};

const Bounds* bounds_at(std::string_view rest) {
  const auto* found = std::find_if(std::begin(kBounds), std::end(kBounds),
                                   [&](const Bounds& bounds) { return rest.starts_with(bounds.begin); });
  return found == std::end(kBounds) ? nullptr : found;
}

/// A text that isn't closed ends with its line.
std::size_t end_of_sql(std::string_view text, std::size_t from) {
  const std::size_t end = std::min(text.find('`', from), text.size());
  if (holds_schema(text.substr(from, end - from))) return text.find('\n', from);
  return std::min(end + 1, text.size());
}

/// Where it ends: a string with its line at the latest, and a comment of a line before the line's end.
std::size_t end_of(std::string_view text, std::size_t at, const Bounds& bounds) {
  std::size_t from = at + bounds.begin.size();
  if (bounds.begin == "`") return end_of_sql(text, from);
  while (bounds.begin == "\"" && from < text.size() && text[from] != '"' && text[from] != '\n')
    from += text[from] == '\\' ? 2 : 1;
  from = std::min(from, text.size());
  const std::size_t end =
      text.find(bounds.begin == "\"" && text.substr(from, 1) == "\n" ? "\n" : bounds.end, from);
  if (end == std::string_view::npos) return text.size();
  return bounds.end == "\n" ? end : end + bounds.end.size();
}

/// A blank for each code point but the ends of lines.
std::string blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) out += c == '\n' ? '\n' : ' ';
  }
  return out;
}

}  // namespace

std::vector<std::uint32_t> blank_foreign_comments(std::string& text) {
  std::vector<std::uint32_t> found;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Bounds* bounds = bounds_at(std::string_view(text).substr(at));
    const std::size_t end = bounds == nullptr ? at + 1 : end_of(text, at, *bounds);
    const std::string_view piece = std::string_view(text).substr(at, end - at);
    const bool foreign = bounds != nullptr && bounds->foreign;
    if (foreign) found.push_back(static_cast<std::uint32_t>(at));
    out += foreign ? blanks(piece) : std::string(piece);
    at = end;
  }
  text = std::move(out);
  return found;
}

}  // namespace tenon::parse
