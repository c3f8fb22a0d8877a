// Times and dates. PostgreSQL's infinities and years before 1 AD have no counterpart here: reading one is a
// DecodeError, writing one an EncodeError.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// `timestamptz`: an instant, in microseconds since 1970 UTC.
using Timestamptz = std::chrono::sys_time<std::chrono::microseconds>;
/// `timestamp`: a reading of a calendar and a clock, without a zone.
using Timestamp = std::chrono::local_time<std::chrono::microseconds>;
/// `date`, from year 1 to year 32767, which is as far as the standard's calendar goes.
using Date = std::chrono::year_month_day;

/// `time`: from 00:00:00 to 24:00:00, both included, as in PostgreSQL.
struct Time {
  std::chrono::microseconds since_midnight{};
  friend auto operator<=>(const Time&, const Time&) = default;
};

/// `interval`: three parts that don't convert into one another, since months and days differ in length.
/// Equality is by parts: 1 day isn't 24 hours here, though PostgreSQL compares them as equal.
struct Interval {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::chrono::microseconds time{};
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// ISO 8601 in UTC: `2024-05-01T12:34:56Z`, with six digits of a fraction where there is one.
[[nodiscard]] std::string to_string(Timestamptz value);
/// ISO 8601 without a zone: `2024-05-01T12:34:56.000001`.
[[nodiscard]] std::string to_string(Timestamp value);
/// ISO 8601: `2024-05-01`.
[[nodiscard]] std::string to_string(Date value);
/// ISO 8601: `12:34:56` or `12:34:56.000001`.
[[nodiscard]] std::string to_string(Time value);
/// ISO 8601: `P14M3DT5.500000S`, `PT0S` for nothing at all.
[[nodiscard]] std::string to_string(const Interval& value);

std::ostream& operator<<(std::ostream& out, Time value);
std::ostream& operator<<(std::ostream& out, const Interval& value);

}  // namespace tenon
