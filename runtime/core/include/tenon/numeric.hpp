// PostgreSQL's `numeric`, exactly: never by way of a double.
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

#include "tenon/export.hpp"

namespace TENON_API tenon {

namespace detail {
__extension__ typedef __int128 int128;

/// A copyable pointer: the digits of the few numbers that don't fit, without the weight of a string in all.
/// Not a unique_ptr, since <memory> would be a tenth of this header's cost.
class BoxedText {
 public:
  BoxedText() = default;
  explicit BoxedText(std::string text) : text_(new std::string(std::move(text))) {}
  BoxedText(const BoxedText& other)
      : text_(other.text_ == nullptr ? nullptr : new std::string(*other.text_)) {}
  BoxedText(BoxedText&& other) noexcept : text_(std::exchange(other.text_, nullptr)) {}
  BoxedText& operator=(BoxedText other) noexcept {
    std::swap(text_, other.text_);
    return *this;
  }
  ~BoxedText() { delete text_; }
  [[nodiscard]] const std::string* get() const { return text_; }

 private:
  const std::string* text_ = nullptr;
};
}  // namespace detail

template <class T>
struct Codec;

/// An exact decimal number: an integer of at most 38 digits and a scale, or the digits as text beyond that.
/// The scale is kept (`1.00` prints as `1.00`) and doesn't take part in comparisons (`1.0 == 1.00`).
/// NaN and the infinities aren't numbers here: reading one from the database is a DecodeError.
class Numeric {
 public:
  static constexpr int kMaxScale = 16383;  ///< as in PostgreSQL

  Numeric() = default;
  /// Any integer of up to 64 bits. Implicit, so that `.cost_usd = 5` works; a double never converts.
  template <std::integral T>
  requires(!std::same_as<T, bool>) Numeric(T value) : unscaled_(value) {}
  Numeric(std::floating_point auto) = delete;
  Numeric(bool) = delete;

  /// Reads `-12.50`: an optional sign, digits, and a point among them. Throws ParseError, which doesn't
  /// repeat the text; exponents, NaN and infinities are errors too.
  [[nodiscard]] static Numeric parse(std::string_view text);
  /// `unscaled` / 10^`scale`; throws NumericOverflow beyond 38 digits or kMaxScale.
  [[nodiscard]] static Numeric from_unscaled(detail::int128 unscaled, int scale);

  /// Digits after the point, as written or as the database sent them.
  [[nodiscard]] int scale() const { return scale_; }
  /// Whether the number is an integer of at most 38 digits over a power of ten: arithmetic is fast then.
  [[nodiscard]] bool is_compact() const { return big_.get() == nullptr; }
  /// The integer over 10^scale(). Throws NumericOverflow unless is_compact().
  [[nodiscard]] detail::int128 unscaled() const;

  /// As PostgreSQL: exact, with as many digits after the point as it gives; a product's beyond 16383 are
  /// rounded. Throws NumericOverflow for more than 131072 digits before the point.
  friend Numeric operator+(const Numeric& a, const Numeric& b);
  friend Numeric operator-(const Numeric& a, const Numeric& b);
  friend Numeric operator*(const Numeric& a, const Numeric& b);
  friend Numeric operator-(const Numeric& a);
  Numeric& operator+=(const Numeric& other) { return *this = *this + other; }
  Numeric& operator-=(const Numeric& other) { return *this = *this - other; }
  Numeric& operator*=(const Numeric& other) { return *this = *this * other; }

  /// By value, whatever the scales.
  friend bool operator==(const Numeric& a, const Numeric& b) { return compare(a, b) == 0; }
  friend std::strong_ordering operator<=>(const Numeric& a, const Numeric& b) { return compare(a, b); }

  friend std::string to_string(const Numeric& value);

 private:
  friend struct Codec<Numeric>;
  Numeric(std::int64_t unscaled, int scale) : unscaled_(unscaled), scale_(scale) {}
  static std::strong_ordering compare(const Numeric& a, const Numeric& b);

  detail::int128 unscaled_ = 0;
  int scale_ = 0;
  detail::BoxedText big_;  ///< "-123.45", canonical; set only where unscaled_ can't hold the digits
};

[[nodiscard]] Numeric abs(const Numeric& value);
/// To so many digits after the point, a half away from zero; before the point where `scale` is negative.
[[nodiscard]] Numeric round(const Numeric& value, int scale = 0);
/// Without the further digits.
[[nodiscard]] Numeric trunc(const Numeric& value, int scale = 0);
[[nodiscard]] Numeric floor(const Numeric& value);
[[nodiscard]] Numeric ceil(const Numeric& value);

/// Digits, with a point where the scale isn't zero. Never an exponent.
[[nodiscard]] std::string to_string(const Numeric& value);
std::ostream& operator<<(std::ostream& out, const Numeric& value);

}  // namespace tenon

/// Equal numbers hash alike, whatever their scales.
template <>
struct std::hash<tenon::Numeric> {
  std::size_t operator()(const tenon::Numeric& value) const;
};
