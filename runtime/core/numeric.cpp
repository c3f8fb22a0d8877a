#include "tenon/numeric.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "tenon/error.hpp"

namespace tenon {
namespace {

using detail::int128;

constexpr std::size_t kMaxDigits = 38;
constexpr int kMostWhole = 131072;  // PostgreSQL's, before the point

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
  throw NumericOverflow("the number is no integer of 38 digits over a power of ten");
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

/// Of magnitudes as digits; the longer one first.
std::string sum_of(std::string a, const std::string& b) {
  int carry = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    char& digit = a[a.size() - i];
    const int sum = (digit - '0') + (i <= b.size() ? b[b.size() - i] - '0' : 0) + carry;
    digit = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  return carry == 0 ? a : "1" + a;
}

/// Of magnitudes as digits; the greater one first.
std::string difference_of(std::string a, const std::string& b) {
  int borrowed = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    char& digit = a[a.size() - i];
    int left = (digit - '0') - (i <= b.size() ? b[b.size() - i] - '0' : 0) - borrowed;
    borrowed = left < 0 ? 1 : 0;
    left += borrowed * 10;
    digit = static_cast<char>('0' + left);
  }
  return a;
}

Digits without_leading_zeros(Digits number) {
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  number.negative = number.negative && !number.digits.empty();
  return number;
}

Digits added(Digits a, Digits b) {
  const std::size_t scale = std::max(a.scale, b.scale);
  a.digits.append(scale - a.scale, '0');
  b.digits.append(scale - b.scale, '0');
  a.scale = b.scale = scale;
  a = without_leading_zeros(std::move(a));
  b = without_leading_zeros(std::move(b));
  const bool less = compare_magnitudes(a, b) < 0;
  if (less) std::swap(a, b);
  a.digits = a.negative == b.negative ? sum_of(std::move(a.digits), b.digits)
                                      : difference_of(std::move(a.digits), b.digits);
  return without_leading_zeros(std::move(a));
}

// Nine decimal digits in a limb, the lowest first: digit by digit would take eighty times as long.
constexpr std::size_t kLimbDigits = 9;
constexpr std::uint64_t kLimb = 1'000'000'000;

std::vector<std::uint32_t> limbs_of(const std::string& digits) {
  std::vector<std::uint32_t> out;
  for (std::size_t end = digits.size(); end > 0; end -= std::min(end, kLimbDigits)) {
    std::uint32_t limb = 0;
    for (std::size_t i = end - std::min(end, kLimbDigits); i < end; ++i) {
      limb = limb * 10 + static_cast<std::uint32_t>(digits[i] - '0');
    }
    out.push_back(limb);
  }
  return out;
}

std::string digits_of_limbs(const std::vector<std::uint32_t>& limbs) {
  std::string out;
  for (std::size_t i = limbs.size(); i > 0; --i) {
    const std::string limb = std::to_string(limbs[i - 1]);
    out.append(kLimbDigits - limb.size(), '0');
    out += limb;
  }
  return out;
}

Digits multiplied(const Digits& a, const Digits& b) {
  const std::vector<std::uint32_t> x = limbs_of(a.digits);
  const std::vector<std::uint32_t> y = limbs_of(b.digits);
  std::vector<std::uint32_t> out(x.size() + y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < y.size() || carry != 0; ++j) {
      carry += out[i + j] + (j < y.size() ? std::uint64_t{x[i]} * y[j] : 0);
      out[i + j] = static_cast<std::uint32_t>(carry % kLimb);
      carry /= kLimb;
    }
  }
  return without_leading_zeros(
      {.negative = a.negative != b.negative, .digits = digits_of_limbs(out), .scale = a.scale + b.scale});
}

/// With so many digits after the point, of which there are fewer than none left of it: `away` from zero where
/// what is cut off isn't 0, asked with its first digit.
template <class Away>
Digits cut_to(Digits number, int scale, Away away) {
  const auto wanted = static_cast<std::ptrdiff_t>(scale);
  const std::ptrdiff_t surplus = static_cast<std::ptrdiff_t>(number.scale) - wanted;
  const bool zero = number.digits.empty();
  if (surplus <= 0) {
    if (!zero) number.digits.append(static_cast<std::size_t>(-surplus), '0');
  } else {
    const auto cut = static_cast<std::size_t>(surplus);
    if (number.digits.size() <= cut) number.digits.insert(0, cut + 1 - number.digits.size(), '0');
    const std::string gone = number.digits.substr(number.digits.size() - cut);
    number.digits.resize(number.digits.size() - cut);
    const bool exact = gone.find_first_not_of('0') == std::string::npos;
    if (!exact && away(number.negative, gone.front())) number.digits = sum_of(std::move(number.digits), "1");
  }
  if (wanted < 0) number.digits.append(static_cast<std::size_t>(-wanted), '0');
  number.scale = static_cast<std::size_t>(std::max<std::ptrdiff_t>(wanted, 0));
  return without_leading_zeros(std::move(number));
}

bool half_away(bool, char first) {
  return first >= '5';
}

/// PostgreSQL's own limits.
Numeric number_of(Digits number) {
  if (number.scale > static_cast<std::size_t>(Numeric::kMaxScale)) {
    number = cut_to(std::move(number), Numeric::kMaxScale, half_away);
  }
  if (number.digits.size() > kMostWhole + number.scale) {
    throw NumericOverflow("the result has more than 131072 digits before its point");
  }
  return Numeric::parse(text_of(std::move(number)));
}

/// Both over the same power of ten, where 128 bits hold that.
struct Aligned {
  int128 a;
  int128 b;
  int scale;
};

std::optional<Aligned> aligned(const Numeric& a, const Numeric& b) {
  if (!a.is_compact() || !b.is_compact()) return std::nullopt;
  const int scale = std::max(a.scale(), b.scale());
  const auto left = scaled_up(a.unscaled(), scale - a.scale());
  const auto right = scaled_up(b.unscaled(), scale - b.scale());
  if (!left || !right) return std::nullopt;
  return Aligned{*left, *right, scale};
}

Digits digits_of(const Numeric& value) {
  return digits_of(to_string(value));
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
  const std::optional<Aligned> both = aligned(a, b);
  // Below 2 * 10^38, which an int128 holds.
  if (both && fits(both->a + both->b)) return Numeric::from_unscaled(both->a + both->b, both->scale);
  return number_of(added(digits_of(a), digits_of(b)));
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
  const int scale = a.scale() + b.scale();
  if (a.is_compact() && b.is_compact() && scale <= Numeric::kMaxScale &&
      !__builtin_mul_overflow(a.unscaled(), b.unscaled(), &product) && fits(product)) {
    return Numeric::from_unscaled(product, scale);
  }
  return number_of(multiplied(digits_of(a), digits_of(b)));
}

Numeric abs(const Numeric& value) {
  return value < Numeric() ? -value : value;
}

Numeric round(const Numeric& value, int scale) {
  return number_of(
      cut_to(digits_of(value), std::clamp(scale, -kMostWhole - 1, Numeric::kMaxScale), half_away));
}

Numeric trunc(const Numeric& value, int scale) {
  return number_of(cut_to(digits_of(value), std::clamp(scale, -kMostWhole - 1, Numeric::kMaxScale),
                          [](bool, char) { return false; }));
}

Numeric floor(const Numeric& value) {
  return number_of(cut_to(digits_of(value), 0, [](bool negative, char) { return negative; }));
}

Numeric ceil(const Numeric& value) {
  return number_of(cut_to(digits_of(value), 0, [](bool negative, char) { return !negative; }));
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
