#include "tenon/json_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <system_error>
#include <utility>

#include "tenon/json_text.hpp"

namespace tenon::detail {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// How many bytes follow the first of a character in UTF-8; none for what begins none.
int following(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first < 0xE0) return 1;
  if (first >= 0xE0 && first < 0xF0) return 2;
  return first >= 0xF0 && first < 0xF5 ? 3 : -1;
}

/// No longer form than needed, no half of a surrogate pair, nothing beyond U+10FFFF.
bool is_second_byte(unsigned char first, unsigned char second) {
  const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  return second >= least && second <= most;
}

bool is_utf8(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  for (std::size_t at = 0; at < text.size();) {
    const int more = following(byte(at));
    if (more < 0 || at + static_cast<std::size_t>(more) >= text.size()) return false;
    if (more > 0 && !is_second_byte(byte(at), byte(at + 1))) return false;
    for (int i = 2; i <= more; ++i) {
      if ((byte(at + static_cast<std::size_t>(i)) & 0xC0U) != 0x80) return false;
    }
    at += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether the text is a number of JSON's.
bool is_number(std::string_view text) {
  if (text.empty() || (text[0] != '-' && !is_digit(text[0]))) return false;
  try {
    check_json(text);
    return true;
  } catch (const ParseError&) {
    return false;
  }
}

template <class T>
T read_floating(std::string_view text, const JsonPlace& at) {
  constexpr std::pair<std::string_view, T> kNotFinite[] = {
      {"NaN", std::numeric_limits<T>::quiet_NaN()},
      {"Infinity", std::numeric_limits<T>::infinity()},
      {"-Infinity", -std::numeric_limits<T>::infinity()}};
  for (const auto& [name, value] : kNotFinite) {
    if (text == name) return value;
  }
  if (!is_number(text)) at.refuse("is no number");
  T out{};
  if (std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc()) return out;
  // Too large, or so small that it is nothing.
  if (std::abs(std::strtod(std::string(text).c_str(), nullptr)) > 1) at.refuse("is a number out of range");
  return 0;
}

}  // namespace

void write_text(std::string_view text, std::string& out) {
  if (!is_utf8(text)) throw EncodeError("text that is not UTF-8 can't be written as JSON");
  out += json_string(text);
}

void write_json(const Json& value, std::string& out) {
  try {
    check_json(value.text);
  } catch (const ParseError&) {
    throw EncodeError("text that is no JSON can't be written as JSON");
  }
  if (!is_utf8(value.text)) throw EncodeError("text that is not UTF-8 can't be written as JSON");
  out += value.text;
}

void write_bytes(const Bytes& value, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < value.size(); at += 3) {
    const std::size_t left = std::min<std::size_t>(3, value.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8U | (i < left ? std::to_integer<std::uint32_t>(value[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= left ? kBase64[bits >> (18 - 6 * i) & 63U] : '=';
  }
  out += '"';
}

void write_float(double value, std::string_view shortest, bool finite, std::string& out) {
  if (std::isfinite(value)) {
    out += shortest;
    return;
  }
  if (finite) throw EncodeError("JSON holds neither infinities nor NaN");
  out += std::isnan(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}

std::string read_text(std::string_view text, const JsonPlace& at) {
  if (!text.starts_with('"')) at.refuse("is no string");
  std::string out;
  try {
    out = json_unquoted(text);
  } catch (const ParseError&) {
    at.refuse("is no string");
  }
  if (!is_utf8(out)) at.refuse("is not UTF-8");
  return out;
}

bool read_bool(std::string_view text, const JsonPlace& at) {
  if (text != "true" && text != "false") at.refuse("is neither true nor false");
  return text == "true";
}

std::int64_t read_integer(std::string_view text, std::int64_t least, std::int64_t most, const JsonPlace& at) {
  constexpr double kExact = 9007199254740992.0;
  if (!is_number(text)) at.refuse("is no number");
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc()) at.refuse("is a number out of range");
  if (end != text.data() + text.size()) {
    // jsonb keeps `1.0` as it was written.
    const double number = read_double(text, at);
    if (std::trunc(number) != number || std::abs(number) > kExact) at.refuse("is no whole number");
    out = static_cast<std::int64_t>(number);
  }
  if (out < least || out > most) at.refuse("is a number out of range");
  return out;
}

double read_double(std::string_view text, const JsonPlace& at) {
  return read_floating<double>(text, at);
}

float read_float(std::string_view text, const JsonPlace& at) {
  return read_floating<float>(text, at);
}

Numeric read_numeric(std::string_view text, const JsonPlace& at) {
  if (!is_number(text)) at.refuse("is no number");
  try {
    return Numeric::parse(text);
  } catch (const Error&) {
  }
  at.refuse("is no decimal number: digits with a point among them, and no exponent");
}

Bytes read_bytes(std::string_view text, const JsonPlace& at) {
  std::string given = read_text(text, at);
  if (given.size() % 4 != 0) at.refuse("is no base64");
  std::size_t padding = 0;
  while (padding < 2 && padding < given.size() && given[given.size() - 1 - padding] == '=') ++padding;
  given.resize(given.size() - padding);
  Bytes out;
  std::uint32_t bits = 0;
  std::size_t have = 0;
  for (const char c : given) {
    const std::size_t value = kBase64.find(c);
    if (value == std::string_view::npos) at.refuse("is no base64");
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out.push_back(static_cast<std::byte>(bits >> have & 0xFFU));
  }
  if ((bits & ((1U << have) - 1)) != 0) at.refuse("is no base64");
  return out;
}

Json read_json(std::string_view text, const JsonPlace& at) {
  try {
    check_json(text);
  } catch (const ParseError&) {
    at.refuse("is no JSON");
  }
  if (!is_utf8(text)) at.refuse("is not UTF-8");
  return {std::string(text)};
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace tenon::detail
