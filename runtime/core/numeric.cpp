#include "tenon/numeric.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "tenon/error.hpp"

namespace tenon {
namespace {

using detail::int128;

constexpr std::size_t kMaxDigits = 38;

constexpr int128 power_of_ten(std::size_t exponent) {
  int128 out = 1;
  for (std::size_t i = 0; i < exponent; ++i) out *= 10;
  return out;
}

constexpr int128 kLimit = power_of_ten(kMaxDigits);  // magnitudes stay below

bool fits(int128 value) {
  return value < kLimit && value > -kLimit;
}

[[noreturn]] void overflow() {
  throw NumericOverflow("the exact result has more than 38 digits");
}

[[noreturn]] void malformed() {
  throw ParseError("the text isn't a decimal number");
}

/// A number as its digits, for what int128 can't hold: no point, no leading zeros, `scale` of them after the
/// point.
struct Digits {
  bool negative = false;
  std::string digits;
  std::size_t scale = 0;
};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Digits digits_of(std::string_view text) {
  Digits out;
  out.negative = text.starts_with('-');
  if (out.negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) malformed();
  if (!all_digits(whole) || !all_digits(fraction)) malformed();
  out.digits = std::string(whole) + std::string(fraction);
  out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
  out.negative = out.negative && !out.digits.empty();
  out.scale = fraction.size();
  return out;
}

std::string text_of(Digits number) {
  if (number.digits.size() <= number.scale) {
    number.digits.insert(0, number.scale + 1 - number.digits.size(), '0');
  }
  if (number.scale != 0) number.digits.insert(number.digits.size() - number.scale, 1, '.');
  return (number.negative ? "-" : "") + number.digits;
}

int128 integer_of(const Digits& number) {
  int128 out = 0;
  for (const char c : number.digits) out = out * 10 + (c - '0');
  return number.negative ? -out : out;
}

std::string magnitude_text(int128 value) {
  if (value < 0) value = -value;
  std::string out;
  for (; value != 0; value /= 10) out += static_cast<char>('0' + static_cast<int>(value % 10));
  std::reverse(out.begin(), out.end());
  return out;
}

/// `value` * 10^`by`, unless that has more than 38 digits.
std::optional<int128> scaled_up(int128 value, int by) {
  if (value == 0 || by == 0) return value;
  if (by >= static_cast<int>(kMaxDigits)) return std::nullopt;
  int128 out = 0;
  if (__builtin_mul_overflow(value, power_of_ten(static_cast<std::size_t>(by)), &out) || !fits(out))
    return std::nullopt;
  return out;
}

/// Without the zeros that end a fraction: numbers of equal value have equal digits.
Digits normalized(Digits number) {
  while (number.scale > 0 && number.digits.ends_with('0')) {
    number.digits.pop_back();
    --number.scale;
  }
  if (number.digits.empty()) number.scale = 0;
  return number;
}

/// Of magnitudes. Both sides get as many digits after the point, then the longer one is the greater.
std::strong_ordering compare_magnitudes(Digits a, Digits b) {
  const std::size_t scale = std::max(a.scale, b.scale);
  if (!a.digits.empty()) a.digits.append(scale - a.scale, '0');
  if (!b.digits.empty()) b.digits.append(scale - b.scale, '0');
  if (a.digits.size() != b.digits.size()) return a.digits.size() <=> b.digits.size();
  return a.digits.compare(b.digits) <=> 0;
}

std::strong_ordering compare_digits(const Digits& a, const Digits& b) {
  if (a.negative != b.negative) return b.negative <=> a.negative;
  return a.negative ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

struct Aligned {
  int128 a;
  int128 b;
  int scale;
};

Aligned aligned(const Numeric& a, const Numeric& b) {
  const int scale = std::max(a.scale(), b.scale());
  const auto left = scaled_up(a.unscaled(), scale - a.scale());
  const auto right = scaled_up(b.unscaled(), scale - b.scale());
  if (!left || !right) overflow();
  return {*left, *right, scale};
}

}  // namespace

Numeric Numeric::parse(std::string_view text) {
  Digits number = digits_of(text);
  if (number.scale > static_cast<std::size_t>(kMaxScale)) malformed();
  Numeric out;
  out.scale_ = static_cast<int>(number.scale);
  if (number.digits.size() <= kMaxDigits) {
    out.unscaled_ = integer_of(number);
  } else {
    out.big_ = detail::BoxedText(text_of(std::move(number)));
  }
  return out;
}

Numeric Numeric::from_unscaled(int128 unscaled, int scale) {
  if (!fits(unscaled) || scale < 0 || scale > kMaxScale) overflow();
  Numeric out;
  out.unscaled_ = unscaled;
  out.scale_ = scale;
  return out;
}

int128 Numeric::unscaled() const {
  if (!is_compact()) overflow();
  return unscaled_;
}

Numeric operator+(const Numeric& a, const Numeric& b) {
  const Aligned both = aligned(a, b);
  return Numeric::from_unscaled(both.a + both.b, both.scale);  // below 2 * 10^38, which an int128 holds
}

Numeric operator-(const Numeric& a) {
  Numeric out = a;
  if (a.is_compact()) {
    out.unscaled_ = -a.unscaled_;
  } else {
    const std::string& text = *a.big_.get();
    out.big_ = detail::BoxedText(text.front() == '-' ? text.substr(1) : "-" + text);
  }
  return out;
}

Numeric operator-(const Numeric& a, const Numeric& b) {
  return a + (-b);
}

Numeric operator*(const Numeric& a, const Numeric& b) {
  int128 product = 0;
  if (__builtin_mul_overflow(a.unscaled(), b.unscaled(), &product)) overflow();
  return Numeric::from_unscaled(product, a.scale() + b.scale());
}

std::strong_ordering Numeric::compare(const Numeric& a, const Numeric& b) {
  if (a.is_compact() && b.is_compact()) {
    const int scale = std::max(a.scale_, b.scale_);
    const auto left = scaled_up(a.unscaled_, scale - a.scale_);
    const auto right = scaled_up(b.unscaled_, scale - b.scale_);
    if (left && right) return *left <=> *right;
  }
  return compare_digits(digits_of(to_string(a)), digits_of(to_string(b)));
}

std::string to_string(const Numeric& value) {
  if (const std::string* text = value.big_.get()) return *text;
  return text_of({.negative = value.unscaled_ < 0,
                  .digits = magnitude_text(value.unscaled_),
                  .scale = static_cast<std::size_t>(value.scale_)});
}

std::ostream& operator<<(std::ostream& out, const Numeric& value) {
  return out << to_string(value);
}

}  // namespace tenon

std::size_t std::hash<tenon::Numeric>::operator()(const tenon::Numeric& value) const {
  return std::hash<std::string>{}(tenon::text_of(tenon::normalized(tenon::digits_of(to_string(value)))));
}
