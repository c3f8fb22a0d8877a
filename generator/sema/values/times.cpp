// Dates and times in strings: ISO 8601 alone. Postgres reads many more forms, by the session's settings, and
// words such as `now`, which it would turn into the time at which the table was made.
#include "sema/values/times.hpp"

#include <chrono>
#include <regex>

namespace tenon::sema {
namespace {

int number(const std::ssub_match& match) {
  return match.matched ? std::stoi(match.str()) : 0;
}

bool is_date(const std::smatch& match, std::size_t first) {
  using namespace std::chrono;
  return year_month_day(year(number(match[first])), month(static_cast<unsigned>(number(match[first + 1]))),
                        day(static_cast<unsigned>(number(match[first + 2]))))
      .ok();
}

bool is_clock(const std::smatch& match, std::size_t first) {
  return number(match[first]) < 24 && number(match[first + 1]) < 60 && number(match[first + 2]) < 60;
}

}  // namespace

std::string wrong_time(std::string_view type, const std::string& text) {
  static const std::regex kDate(R"((\d{4})-(\d{2})-(\d{2}))");
  static const std::regex kTime(R"((\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)");
  static const std::regex kTimetz(
      R"((\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?))");
  static const std::regex kTimestamp(
      R"((\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)");
  static const std::regex kTimestamptz(
      R"((\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?))");
  std::smatch match;
  if (type == "date") {
    return std::regex_match(text, match, kDate) && is_date(match, 1) ? ""
                                                                     : "it is no date, such as `2026-01-31`";
  }
  if (type == "time") {
    return std::regex_match(text, match, kTime) && is_clock(match, 1) ? ""
                                                                      : "it is no time, such as `23:59:30`";
  }
  if (type == "timetz") {
    const bool good = std::regex_match(text, match, kTimetz) && is_clock(match, 1);
    return good ? "" : "it is no time with its distance from UTC, such as `23:59:30+02`";
  }
  if (type == "timestamp") {
    const bool good = std::regex_match(text, match, kTimestamp) && is_date(match, 1) && is_clock(match, 4);
    return good ? "" : "it is no date and time, such as `2026-01-31 23:59:30`";
  }
  if (type == "timestamptz") {
    const bool good = std::regex_match(text, match, kTimestamptz) && is_date(match, 1) && is_clock(match, 4);
    return good ? "" : "it is no point in time, such as `2026-01-31T23:59:30Z`";
  }
  return "";
}

std::optional<std::int64_t> moment_of(std::string_view type, const std::string& text) {
  using namespace std::chrono;
  if (type != "date" && type != "timestamp" && type != "timestamptz") return std::nullopt;
  static const std::regex kForm(
      R"((\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)? ?(?:Z|([+-])(\d{2})(?::?(\d{2}))?)?)");
  std::smatch match;
  if (!wrong_time(type, text).empty() || !std::regex_match(text, match, kForm)) return std::nullopt;
  const year_month_day day(year(number(match[1])), month(static_cast<unsigned>(number(match[2]))),
                           std::chrono::day(static_cast<unsigned>(number(match[3]))));
  std::string fraction = match[7].str();
  fraction.resize(6, '0');
  const minutes offset = hours(number(match[9])) + minutes(number(match[10]));
  const microseconds moment = sys_days(day).time_since_epoch() + hours(number(match[4])) +
                              minutes(number(match[5])) + seconds(number(match[6])) +
                              microseconds(std::stoi(fraction));
  return (match[8].str() == "-" ? moment + offset : moment - offset).count();
}

}  // namespace tenon::sema
