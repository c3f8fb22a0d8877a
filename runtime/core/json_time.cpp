// Times out of JSON: RFC 3339, and ISO 8601 for dates, times of day and intervals. No value's text is
// repeated.
#include <charconv>
#include <chrono>
#include <limits>
#include <system_error>

#include "tenon/json_values.hpp"

namespace tenon::detail {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kMicroDigits = 6;

[[noreturn]] void malformed() {
  throw ParseError("no time");
}

/// A text that is read from its beginning; what is otherwise is a ParseError.
class TimeText {
 public:
  explicit TimeText(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_[0]; }
  bool take(char c) {
    if (peek() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) malformed();
  }
  void expect_end() const {
    if (!text_.empty()) malformed();
  }

  std::int64_t digits(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < text_.size() && text_[count] >= '0' && text_[count] <= '9') ++count;
    if (count < least || count > most) malformed();
    std::int64_t out = 0;
    if (std::from_chars(text_.data(), text_.data() + count, out).ec != std::errc()) malformed();
    text_.remove_prefix(count);
    return out;
  }

  /// `.5`, `.000001`: what is finer than a microsecond has to be nothing.
  microseconds fraction() {
    if (!take('.')) return {};
    std::int64_t out = 0;
    int count = 0;
    for (; peek() >= '0' && peek() <= '9'; ++count) {
      const int digit = peek() - '0';
      text_.remove_prefix(1);
      if (count < kMicroDigits) {
        out = out * 10 + digit;
      } else if (digit != 0) {
        malformed();
      }
    }
    if (count == 0) malformed();
    for (; count < kMicroDigits; ++count) out *= 10;
    return microseconds(out);
  }

  Date date() {
    const auto year = static_cast<int>(digits(4, 5));
    expect('-');
    const auto month = static_cast<unsigned>(digits(2, 2));
    expect('-');
    const Date out{std::chrono::year(year), std::chrono::month(month),
                   std::chrono::day(static_cast<unsigned>(digits(2, 2)))};
    if (!out.ok() || year > 32767 || year < 1) malformed();
    return out;
  }

  microseconds clock() {
    const hours hour(digits(2, 2));
    expect(':');
    const minutes minute(digits(2, 2));
    expect(':');
    const seconds second(digits(2, 2));
    const microseconds out = hour + minute + second + fraction();
    if (minute.count() > 59 || second.count() > 59 || out > hours(24)) malformed();
    return out;
  }

  microseconds date_and_clock() {
    const Date day = date();
    if (!take('T') && !take('t')) expect(' ');
    return std::chrono::sys_days(day).time_since_epoch() + clock();
  }

  /// `Z`, `+02:00`
  minutes offset() {
    if (take('Z') || take('z')) return {};
    const bool west = take('-');
    if (!west) expect('+');
    const hours hour(digits(2, 2));
    expect(':');
    const minutes minute(digits(2, 2));
    if (hour.count() > 23 || minute.count() > 59) malformed();
    return west ? -(hour + minute) : hour + minute;
  }

 private:
  std::string_view text_;
};

std::int32_t checked(std::int64_t number) {
  if (number < std::numeric_limits<std::int32_t>::min() || number > std::numeric_limits<std::int32_t>::max())
    malformed();
  return static_cast<std::int32_t>(number);
}

/// A part of an interval: its number, and which it is.
struct Part {
  std::int64_t number = 0;
  microseconds fraction{};
  char unit = '\0';
};

Part part_of(TimeText& text) {
  const bool negative = text.take('-');
  Part out;
  out.number = text.digits(1, 13);
  out.fraction = text.fraction();
  if (negative) out.number = -out.number;
  if (negative) out.fraction = -out.fraction;
  for (const char unit : {'Y', 'M', 'W', 'D', 'H', 'S'}) {
    if (text.take(unit)) out.unit = unit;
    if (out.unit != '\0') return out;
  }
  malformed();
}

void add_days(const Part& part, std::int64_t& months, std::int64_t& all_days) {
  if (part.fraction != microseconds::zero()) malformed();
  switch (part.unit) {
    case 'Y':
      months += checked(part.number) * std::int64_t{12};
      return;
    case 'M':
      months += part.number;
      return;
    case 'W':
      all_days += checked(part.number) * std::int64_t{7};
      return;
    case 'D':
      all_days += part.number;
      return;
    default:
      malformed();
  }
}

microseconds clock_of(const Part& part) {
  constexpr std::int64_t kMost = 9'000'000'000'000;  // seconds, whose microseconds fit
  const std::int64_t each = part.unit == 'H' ? 3600 : part.unit == 'M' ? 60 : 1;
  if (part.unit != 'H' && part.unit != 'M' && part.unit != 'S') malformed();
  if (part.unit != 'S' && part.fraction != microseconds::zero()) malformed();
  if (part.number > kMost / each || part.number < -kMost / each) malformed();
  return seconds(part.number * each) + part.fraction;
}

}  // namespace

void parse_text(std::string_view text, Timestamptz& out) {
  TimeText reader(text);
  const microseconds local = reader.date_and_clock();
  out = Timestamptz(local - reader.offset());
  reader.expect_end();
}

void parse_text(std::string_view text, Timestamp& out) {
  TimeText reader(text);
  out = Timestamp(reader.date_and_clock());
  reader.expect_end();
}

void parse_text(std::string_view text, Date& out) {
  TimeText reader(text);
  out = reader.date();
  reader.expect_end();
}

void parse_text(std::string_view text, Time& out) {
  TimeText reader(text);
  out.since_midnight = reader.clock();
  reader.expect_end();
}

void parse_text(std::string_view text, Interval& out) {
  TimeText reader(text);
  reader.expect('P');
  if (reader.at_end()) malformed();
  std::int64_t months = 0;
  std::int64_t all_days = 0;
  microseconds time{};
  while (!reader.at_end() && reader.peek() != 'T') add_days(part_of(reader), months, all_days);
  if (reader.take('T')) {
    do {
      time += clock_of(part_of(reader));
    } while (!reader.at_end());
  }
  out = {checked(months), checked(all_days), time};
}

}  // namespace tenon::detail
