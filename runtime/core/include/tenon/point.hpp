// `point`.
#pragma once

#include "tenon/value.hpp"

namespace TENON_API tenon {

/// A point of a plane. `==` is exact; PostgreSQL's `~=` takes what is as near as a millionth for the same.
struct Point {
  double x = 0;
  double y = 0;

  /// `(1,2.5)`, with or without brackets. Throws ParseError.
  [[nodiscard]] static Point parse(std::string_view text);
  friend bool operator==(const Point&, const Point&) = default;
};

[[nodiscard]] constexpr Point operator+(Point a, Point b) {
  return {a.x + b.x, a.y + b.y};
}
[[nodiscard]] constexpr Point operator-(Point a, Point b) {
  return {a.x - b.x, a.y - b.y};
}
/// `<->`
[[nodiscard]] double distance(Point a, Point b);

/// `(1,2.5)`: the shortest digits that read back as the same.
[[nodiscard]] std::string to_string(const Point& value);
template <>
inline constexpr bool kPrintsAsText<Point> = true;

template <>
struct Codec<Point> {
  static constexpr std::uint32_t oid = 600;
  static void encode(const Point& value, Buffer& out);
  [[nodiscard]] static Point decode(BytesView data);
};

}  // namespace tenon

template <>
struct std::hash<tenon::Point> {
  std::size_t operator()(const tenon::Point& value) const noexcept {
    return tenon::detail::mixed(std::hash<double>{}(value.x), std::hash<double>{}(value.y));
  }
};
