#include "tenon/time.hpp"

#include <cstdio>
#include <ostream>

namespace tenon {
namespace {

using std::chrono::microseconds;

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

/// The standard's calendar ends in year 32767, PostgreSQL's timestamps in 294276. Howard Hinnant's
/// days-to-civil algorithm has no such end.
Civil civil_of(std::int64_t days_since_1970) {
  const std::int64_t days = days_since_1970 + 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t of_era = days - era * 146097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = static_cast<unsigned>(month),
          .day = static_cast<unsigned>(of_year - (153 * shifted + 2) / 5 + 1)};
}

template <class... Args>
std::string print(const char* format, Args... args) {
  char text[96];
  const int length = std::snprintf(text, sizeof text, format, args...);
  return {text, static_cast<std::size_t>(length)};
}

std::string date_text(const Civil& date) {
  return print("%04lld-%02u-%02u", static_cast<long long>(date.year), date.month, date.day);
}

std::string clock_text(std::int64_t micros) {
  const auto seconds = static_cast<long long>(micros / kMicrosPerSecond);
  const auto fraction = static_cast<long long>(micros % kMicrosPerSecond);
  std::string out = print("%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction != 0) out += print(".%06lld", fraction);
  return out;
}

std::string instant_text(std::int64_t micros_since_1970) {
  std::int64_t days = micros_since_1970 / kMicrosPerDay;
  std::int64_t rest = micros_since_1970 % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  return date_text(civil_of(days)) + "T" + clock_text(rest);
}

std::string part(std::int64_t count, char unit) {
  return count == 0 ? "" : std::to_string(count) + unit;
}

std::string seconds_text(std::int64_t micros) {
  const char* sign = micros < 0 ? "-" : "";
  const auto seconds = static_cast<long long>(micros / kMicrosPerSecond);
  const auto fraction = static_cast<long long>(micros % kMicrosPerSecond);
  if (fraction == 0) return std::to_string(seconds) + "S";
  return print("%s%lld.%06lldS", sign, seconds < 0 ? -seconds : seconds, fraction < 0 ? -fraction : fraction);
}

}  // namespace

std::string to_string(Timestamptz value) {
  return instant_text(value.time_since_epoch().count()) + "Z";
}

std::string to_string(Timestamp value) {
  return instant_text(value.time_since_epoch().count());
}

std::string to_string(Date value) {
  return date_text(
      {.year = int{value.year()}, .month = unsigned{value.month()}, .day = unsigned{value.day()}});
}

std::string to_string(Time value) {
  return clock_text(value.since_midnight.count());
}

std::string to_string(const Interval& value) {
  const std::string days = part(value.months, 'M') + part(value.days, 'D');
  if (value.time == microseconds::zero()) return days.empty() ? "PT0S" : "P" + days;
  return "P" + days + "T" + seconds_text(value.time.count());
}

std::ostream& operator<<(std::ostream& out, Time value) {
  return out << to_string(value);
}

std::ostream& operator<<(std::ostream& out, const Interval& value) {
  return out << to_string(value);
}

}  // namespace tenon
