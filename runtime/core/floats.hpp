// Floats in text: the shortest digits that read back as the same, whatever the locale.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "tenon/error.hpp"

namespace tenon::detail {

template <class T>
void append_float(T value, std::string& out) {
  char text[64];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

[[nodiscard]] inline std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <class T>
[[nodiscard]] T float_of(std::string_view text, const char* wrong) {
  text = without_blanks(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  T out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) throw ParseError(wrong);
  return out;
}

}  // namespace tenon::detail
