// `time with time zone`.
#pragma once

#include <chrono>

#include "tenon/value.hpp"

namespace TENON_API tenon {

/// A reading of a clock, and how far that clock is ahead of UTC. PostgreSQL keeps no zone in it: whether
/// it is summer there, nobody knows. Ordered as PostgreSQL orders it: by the instant within a day, and of
/// equal ones the one further east is the lesser.
struct TimeTz {
  std::chrono::microseconds since_midnight{};
  /// Ahead of UTC; less than 16 hours either way.
  std::chrono::seconds offset{};

  /// `12:34:56.5+02`, `12:34:56-03:30`, `12:34:56Z`. Throws ParseError.
  [[nodiscard]] static TimeTz parse(std::string_view text);
  [[nodiscard]] std::chrono::microseconds in_utc() const { return since_midnight - offset; }

  friend bool operator==(const TimeTz&, const TimeTz&) = default;
  friend std::strong_ordering operator<=>(const TimeTz& a, const TimeTz& b) {
    const auto at = a.in_utc().count() <=> b.in_utc().count();
    return at != 0 ? at : b.offset.count() <=> a.offset.count();
  }
};

/// As PostgreSQL prints it: `12:34:56.5+02`.
[[nodiscard]] std::string to_string(const TimeTz& value);
template <>
inline constexpr bool kPrintsAsText<TimeTz> = true;

template <>
struct Codec<TimeTz> {
  static constexpr std::uint32_t oid = 1266;
  static void encode(const TimeTz& value, Buffer& out);
  [[nodiscard]] static TimeTz decode(BytesView data);
};

}  // namespace tenon

template <>
struct std::hash<tenon::TimeTz> {
  std::size_t operator()(const tenon::TimeTz& value) const noexcept {
    return tenon::detail::mixed(std::hash<std::int64_t>{}(value.since_midnight.count()),
                                std::hash<std::int64_t>{}(value.offset.count()));
  }
};
