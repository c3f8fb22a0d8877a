// Text to values, for what has no member that does it: the standard's times, and Interval.
#pragma once

#include <string_view>

#include "tenon/export.hpp"
#include "tenon/time.hpp"

namespace TENON_API tenon {

/// Reads what to_string() writes, and of times PostgreSQL's own form too. Throws ParseError, which doesn't
/// repeat the text.
template <class T>
[[nodiscard]] T parse(std::string_view text) {
  return T::parse(text);
}

/// `2026-05-01`.
template <>
[[nodiscard]] Date parse<Date>(std::string_view text);
/// `12:34:56.000001`; `24:00:00` is the end of a day.
template <>
[[nodiscard]] Time parse<Time>(std::string_view text);
/// `2026-05-01T12:34:56`, or a blank for the `T`.
template <>
[[nodiscard]] Timestamp parse<Timestamp>(std::string_view text);
/// `2026-05-01T12:34:56Z`, `2026-05-01 14:34:56+02`: with its distance from UTC, or it is no point in time.
template <>
[[nodiscard]] Timestamptz parse<Timestamptz>(std::string_view text);
/// ISO 8601: `P1Y2M3W4DT5H6M7.5S`.
template <>
[[nodiscard]] Interval parse<Interval>(std::string_view text);

}  // namespace tenon
