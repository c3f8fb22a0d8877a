#include "tenon/fake_values.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace tenon::fake::detail {
namespace {

constexpr bool is_inside_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return !is_inside_character(byte); }));
}

/// `(12,2)`: 12 and 2.
std::vector<int> parameters_of(std::string_view sql_type) {
  std::vector<int> out;
  const std::size_t open = sql_type.find('(');
  if (open == std::string_view::npos) return out;
  const char* at = sql_type.data() + open;
  const char* const end = sql_type.data() + sql_type.size();
  while (at != end && *at != ')') {
    int number = 0;
    const auto read = std::from_chars(at + 1, end, number);
    if (read.ptr == at + 1) break;
    out.push_back(number);
    at = read.ptr;
  }
  return out;
}

}  // namespace

std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string form_of(const Numeric& value) {
  std::string out = to_string(value);
  if (out.find('.') == std::string::npos) return out;
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

std::optional<std::size_t> length_of(std::string_view sql_type) {
  if (!sql_type.starts_with("varchar(") && !sql_type.starts_with("char(")) return std::nullopt;
  return static_cast<std::size_t>(parameters_of(sql_type).at(0));
}

std::optional<std::string> stored_text(std::string text, std::string_view sql_type) {
  const std::optional<std::size_t> length = length_of(sql_type);
  if (!length) return text;
  std::size_t count = characters_of(text);
  // As in SQL, blanks at the end that don't fit are dropped.
  for (; count > *length && text.back() == ' '; --count) text.pop_back();
  if (count > *length) return std::nullopt;
  if (sql_type.starts_with("char(")) text.append(*length - count, ' ');
  return text;
}

std::optional<Numeric> stored_number(const Numeric& value, std::string_view sql_type) {
  const std::vector<int> parameters = parameters_of(sql_type);
  if (parameters.empty()) return value;
  const int scale = parameters.size() > 1 ? parameters[1] : 0;
  const Numeric rounded = round(value, scale);
  const std::string text = to_string(abs(rounded));
  const std::size_t whole = std::min(text.find('.'), text.size());
  const bool is_zero = whole == 1 && text[0] == '0';
  const auto most = static_cast<std::ptrdiff_t>(parameters[0]) - scale;
  if (!is_zero && static_cast<std::ptrdiff_t>(whole) > most) return std::nullopt;
  // With all the digits that the column has.
  const std::size_t digits = text.size() > whole ? text.size() - whole - 1 : 0;
  std::string padded = to_string(rounded);
  if (scale > 0 && digits == 0) padded += '.';
  if (scale > 0) padded.append(static_cast<std::size_t>(scale) - digits, '0');
  return Numeric::parse(padded);
}

}  // namespace tenon::fake::detail
