// `bit(n)` and `varbit(n)`.
#pragma once

#include <vector>

#include "tenon/value.hpp"

namespace TENON_API tenon {

/// A row of bits, counted from 0 at the left. Ordered as PostgreSQL orders it: bit by bit, and of two that
/// begin alike the shorter one is the lesser.
class Bits {
 public:
  Bits() = default;
  /// So many zeros.
  explicit Bits(std::size_t size);
  /// `0110`. Throws ParseError.
  [[nodiscard]] static Bits parse(std::string_view text);
  /// The bytes in their order, of whose last one the first bits count. Throws EncodeError for a number of
  /// bytes that isn't that of the bits.
  [[nodiscard]] static Bits of(std::vector<std::uint8_t> bytes, std::size_t size);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// Throws std::out_of_range.
  [[nodiscard]] bool at(std::size_t i) const;
  void set(std::size_t i, bool value = true);
  /// How many are set.
  [[nodiscard]] std::size_t count() const;
  /// The rest of the last byte is zeros.
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }

  /// Of equal sizes, or it is an EncodeError.
  friend Bits operator&(const Bits& a, const Bits& b);
  friend Bits operator|(const Bits& a, const Bits& b);
  friend Bits operator^(const Bits& a, const Bits& b);
  friend Bits operator~(const Bits& a);
  /// One behind the other.
  friend Bits operator+(const Bits& a, const Bits& b);

  friend bool operator==(const Bits&, const Bits&) = default;
  friend std::strong_ordering operator<=>(const Bits& a, const Bits& b);

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
};

/// `0110`
[[nodiscard]] std::string to_string(const Bits& value);
template <>
inline constexpr bool kPrintsAsText<Bits> = true;

/// As a parameter it is a `varbit`: an explicit cast to `bit` would cut it off.
template <>
struct Codec<Bits> {
  static constexpr std::uint32_t oid = 1562;
  static constexpr bool accepts(std::uint32_t column) { return column == oid || column == 1560; }
  static void encode(const Bits& value, Buffer& out);
  [[nodiscard]] static Bits decode(BytesView data);
};

}  // namespace tenon

template <>
struct std::hash<tenon::Bits> {
  std::size_t operator()(const tenon::Bits& value) const noexcept;
};
