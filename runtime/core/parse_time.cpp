// Text to times: ISO 8601, and what PostgreSQL prints in its place.
#include <charconv>
#include <limits>
#include <optional>

#include "tenon/error.hpp"
#include "tenon/interval.hpp"
#include "tenon/parse.hpp"
#include "tenon/timetz.hpp"

namespace tenon {
namespace {

using std::chrono::microseconds;

constexpr std::int64_t kSecondMicros = 1'000'000;
constexpr std::size_t kMicroDigits = 6;

[[noreturn]] void no_time(const char* what) {
  throw ParseError(what);
}

/// Eats a text from its front; what isn't as it is to be is an error.
class TimeScanner {
 public:
  TimeScanner(std::string_view text, const char* wrong) : rest_(text), wrong_(wrong) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (next() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  /// Digits, from `least` of them to `most`.
  std::int64_t number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < rest_.size() && count < most && is_digit(rest_[count])) ++count;
    if (count < least) fail();
    std::int64_t out = 0;
    std::from_chars(rest_.data(), rest_.data() + count, out);
    rest_.remove_prefix(count);
    return out;
  }
  std::int64_t number_up_to(std::int64_t most, std::size_t digits) {
    const std::int64_t out = number(digits, digits);
    if (out > most) fail();
    return out;
  }
  /// What follows a point, of a second: at most six digits.
  std::int64_t micros() {
    const std::size_t before = rest_.size();
    std::int64_t out = number(1, kMicroDigits);
    for (std::size_t digits = before - rest_.size(); digits < kMicroDigits; ++digits) out *= 10;
    return out;
  }
  void expect_end() const {
    if (!done()) fail();
  }
  [[noreturn]] void fail() const { no_time(wrong_); }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  std::string_view rest_;
  const char* wrong_;
};

Date date_in(TimeScanner& in) {
  const std::int64_t year = in.number(4, 5);
  in.expect('-');
  const std::int64_t month = in.number(2, 2);
  in.expect('-');
  const Date out(std::chrono::year(static_cast<int>(std::min<std::int64_t>(year, 32767))),
                 std::chrono::month(static_cast<unsigned>(month)),
                 std::chrono::day(static_cast<unsigned>(in.number(2, 2))));
  if (!out.ok() || year < 1 || year > 32767) in.fail();
  return out;
}

microseconds clock_in(TimeScanner& in) {
  const std::int64_t hours = in.number_up_to(24, 2);
  in.expect(':');
  const std::int64_t minutes = in.number_up_to(59, 2);
  const std::int64_t seconds = in.take(':') ? in.number_up_to(59, 2) : 0;
  const std::int64_t micros = in.take('.') ? in.micros() : 0;
  const microseconds out(((hours * 60 + minutes) * 60 + seconds) * kSecondMicros + micros);
  if (out > std::chrono::hours(24)) in.fail();
  return out;
}

/// `Z`, `+02`, `-03:30`, `+01:00:30`
std::chrono::seconds offset_in(TimeScanner& in) {
  if (in.take('Z')) return {};
  const bool behind = in.take('-');
  if (!behind) in.expect('+');
  std::int64_t out = in.number_up_to(15, 2) * 3600;
  if (in.take(':') || !in.done()) out += in.number_up_to(59, 2) * 60;
  if (in.take(':')) out += in.number_up_to(59, 2);
  return std::chrono::seconds(behind ? -out : out);
}

Timestamp timestamp_in(TimeScanner& in) {
  const Date day = date_in(in);
  if (!in.take('T')) in.expect(' ');
  return std::chrono::local_days(day) + clock_in(in);
}

/// A number of an interval: whole, or of seconds with a fraction.
struct Amount {
  std::int64_t whole;
  std::int64_t micros;
};

Amount amount_in(TimeScanner& in) {
  const bool negative = in.take('-');
  if (!negative) in.take('+');
  constexpr std::size_t kMost = 13;  // of microseconds' 64 bits
  Amount out{in.number(1, kMost), in.take('.') ? in.micros() : 0};
  if (negative) out = {-out.whole, -out.micros};
  return out;
}

struct IntervalUnit {
  char letter;
  bool of_time;
  std::int32_t months;
  std::int32_t days;
  std::int64_t seconds;
};

constexpr IntervalUnit kUnits[] = {
    {'Y', false, 12, 0, 0},  {'M', false, 1, 0, 0}, {'W', false, 0, 7, 0}, {'D', false, 0, 1, 0},
    {'H', true, 0, 0, 3600}, {'M', true, 0, 0, 60}, {'S', true, 0, 0, 1},
};

Interval part_of(const IntervalUnit& unit, const Amount& amount, const TimeScanner& in) {
  const auto narrow = [&](std::int64_t value) {
    if (value > std::numeric_limits<std::int32_t>::max() || value < std::numeric_limits<std::int32_t>::min())
      in.fail();
    return static_cast<std::int32_t>(value);
  };
  if (amount.micros != 0 && unit.seconds != 1) in.fail();
  std::int64_t micros = 0;
  if (__builtin_mul_overflow(amount.whole, unit.seconds * kSecondMicros, &micros) ||
      __builtin_add_overflow(micros, amount.micros, &micros)) {
    in.fail();
  }
  return {narrow(amount.whole * unit.months), narrow(amount.whole * unit.days), microseconds(micros)};
}

}  // namespace

template <>
Date parse<Date>(std::string_view text) {
  TimeScanner in(text, "the text isn't a date");
  const Date out = date_in(in);
  in.expect_end();
  return out;
}

template <>
Time parse<Time>(std::string_view text) {
  TimeScanner in(text, "the text isn't a time");
  const Time out{clock_in(in)};
  in.expect_end();
  return out;
}

template <>
Timestamp parse<Timestamp>(std::string_view text) {
  TimeScanner in(text, "the text isn't a date and time");
  const Timestamp out = timestamp_in(in);
  in.expect_end();
  return out;
}

template <>
Timestamptz parse<Timestamptz>(std::string_view text) {
  TimeScanner in(text, "the text isn't a point in time");
  const Timestamp local = timestamp_in(in);
  const std::chrono::seconds offset = offset_in(in);
  in.expect_end();
  return Timestamptz(local.time_since_epoch() - offset);
}

template <>
Interval parse<Interval>(std::string_view text) {
  TimeScanner in(text, "the text isn't an interval");
  Interval out;
  in.expect('P');
  bool time = in.take('T');
  if (in.done()) in.fail();
  while (!in.done()) {
    const Amount amount = amount_in(in);
    const char letter = in.next();
    const IntervalUnit* unit = nullptr;
    for (const IntervalUnit& each : kUnits) {
      if (each.letter == letter && each.of_time == time) unit = &each;
    }
    if (unit == nullptr) in.fail();
    in.take(letter);
    try {
      out = out + part_of(*unit, amount, in);
    } catch (const EncodeError&) {
      in.fail();
    }
    if (in.take('T')) {
      if (time || in.done()) in.fail();
      time = true;
    }
  }
  return out;
}

TimeTz TimeTz::parse(std::string_view text) {
  TimeScanner in(text, "the text isn't a time with its distance from UTC");
  TimeTz out;
  out.since_midnight = clock_in(in);
  out.offset = offset_in(in);
  in.expect_end();
  return out;
}

}  // namespace tenon
