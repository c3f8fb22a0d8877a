// Arithmetic with `interval`, as PostgreSQL does it.
#pragma once

#include <compare>
#include <cstdint>

#include "tenon/export.hpp"
#include "tenon/time.hpp"

namespace TENON_API tenon {

/// Part by part. Throws EncodeError beyond what an interval can hold.
[[nodiscard]] Interval operator+(const Interval& a, const Interval& b);
[[nodiscard]] Interval operator-(const Interval& a, const Interval& b);
[[nodiscard]] Interval operator-(const Interval& a);
[[nodiscard]] Interval operator*(const Interval& a, std::int32_t times);

/// Months first, where the day goes back to the last one of a shorter month; then days, then time. Throws
/// EncodeError before year 1 and after year 294246.
[[nodiscard]] Timestamp operator+(Timestamp at, const Interval& by);
[[nodiscard]] Timestamp operator-(Timestamp at, const Interval& by);
/// As in a session whose time zone is UTC. What a month or a day is for an instant depends on a zone, so that
/// there is no `+`.
[[nodiscard]] Timestamptz add_in_utc(Timestamptz at, const Interval& by);

/// As PostgreSQL compares: of 30 days a month and of 24 hours a day. `==` goes by parts.
[[nodiscard]] std::strong_ordering compare_lengths(const Interval& a, const Interval& b);

/// Whole 24 hours as days, with all parts of one sign, as far as that is possible.
[[nodiscard]] Interval justify_hours(const Interval& value);
/// Whole 30 days as months.
[[nodiscard]] Interval justify_days(const Interval& value);

}  // namespace tenon

template <>
struct std::hash<tenon::Interval> {
  std::size_t operator()(const tenon::Interval& value) const noexcept;
};
