// How wide text is.
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"

namespace tenon::format {

/// Of a line: what is in one line is put in more where it doesn't fit.
constexpr std::size_t kWidth = 110;

/// The width of the widest line.
inline std::size_t width(std::string_view text) {
  std::size_t out = 0;
  while (true) {
    const std::size_t end = text.find('\n');
    const std::size_t here = code_points(text.substr(0, end));
    if (here > out) out = here;
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

/// Where the text ends that begins at `column`.
inline std::size_t column_after(std::string_view text, std::size_t column) {
  const std::size_t newline = text.rfind('\n');
  if (newline == std::string_view::npos) return column + code_points(text);
  return code_points(text.substr(newline + 1));
}

inline std::string padded(const std::string& text, std::size_t to) {
  const std::size_t now = code_points(text);
  return now < to ? text + std::string(to - now, ' ') : text;
}

}  // namespace tenon::format
