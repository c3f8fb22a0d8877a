// A UUID as sixteen bytes in network order.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// Sixteen bytes; the nil UUID unless set. Orders as PostgreSQL orders `uuid`: byte by byte.
struct Uuid {
  std::array<std::byte, 16> bytes{};

  /// Reads `00112233-4455-6677-8899-aabbccddeeff`, either case; also without the dashes.
  /// Throws ParseError, which doesn't repeat the text.
  [[nodiscard]] static Uuid parse(std::string_view text);
  /// 122 random bits of the operating system. Throws Error where it gives none.
  [[nodiscard]] static Uuid v4();
  /// Milliseconds since 1970 and 74 random bits: those made later sort later, so that an index stays dense.
  [[nodiscard]] static Uuid v7();

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// Lower case with dashes, as PostgreSQL prints it.
[[nodiscard]] std::string to_string(const Uuid& value);
std::ostream& operator<<(std::ostream& out, const Uuid& value);

}  // namespace tenon

template <>
struct std::hash<tenon::Uuid> {
  std::size_t operator()(const tenon::Uuid& value) const noexcept;
};
