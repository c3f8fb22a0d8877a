#include "tenon/interval.hpp"

#include <limits>

#include "tenon/codec.hpp"
#include "tenon/error.hpp"
#include "tenon/numeric.hpp"
#include "tenon/timetz.hpp"

namespace tenon {
namespace {

using std::chrono::microseconds;

constexpr std::int64_t kMicrosOfDay = 86'400'000'000;
constexpr std::int32_t kDaysOfMonth = 30;
constexpr std::chrono::seconds kMostOffset = std::chrono::hours(16);

[[noreturn]] void too_long() {
  throw EncodeError("an interval is out of range");
}

template <class T>
T sum(T a, T b) {
  T out{};
  if (__builtin_add_overflow(a, b, &out)) too_long();
  return out;
}
template <class T>
T difference(T a, T b) {
  T out{};
  if (__builtin_sub_overflow(a, b, &out)) too_long();
  return out;
}
template <class T>
T product(T a, T b) {
  T out{};
  if (__builtin_mul_overflow(a, b, &out)) too_long();
  return out;
}

/// In microseconds, of 30 days a month.
detail::int128 length_of(const Interval& value) {
  const detail::int128 days = detail::int128{value.months} * kDaysOfMonth + value.days;
  return days * kMicrosOfDay + value.time.count();
}

/// `more` whole units of `per` go from `small` to `large`, and then both have one sign where they can.
template <class Large, class Small>
void carry(Large& large, Small& small, Small per) {
  const Small whole = static_cast<Small>(small / per);
  small = static_cast<Small>(small - whole * per);
  large = sum(large, static_cast<Large>(whole));
  if (large > 0 && small < 0) {
    small = static_cast<Small>(small + per);
    --large;
  } else if (large < 0 && small > 0) {
    small = static_cast<Small>(small - per);
    ++large;
  }
}

/// The day of as many months later: the last one of its month where that is shorter.
std::chrono::local_days months_later(std::chrono::local_days day, std::int32_t months) {
  using namespace std::chrono;
  const year_month_day from(day);
  const std::int64_t count = std::int64_t{int{from.year()}} * 12 + (unsigned{from.month()} - 1) + months;
  const std::int64_t in_year = count >= 0 ? count / 12 : (count - 11) / 12;
  if (in_year < 1 || in_year > 32767) throw EncodeError("a timestamp is out of range");
  const year_month of(year(static_cast<int>(in_year)),
                      month(static_cast<unsigned>(count - in_year * 12) + 1));
  const year_month_day_last last = of / std::chrono::last;
  return local_days(from.day() > last.day() ? year_month_day(last) : of / from.day());
}

}  // namespace

Interval operator+(const Interval& a, const Interval& b) {
  return {sum(a.months, b.months), sum(a.days, b.days), microseconds(sum(a.time.count(), b.time.count()))};
}

Interval operator-(const Interval& a, const Interval& b) {
  return {difference(a.months, b.months), difference(a.days, b.days),
          microseconds(difference(a.time.count(), b.time.count()))};
}

Interval operator-(const Interval& a) {
  return Interval{} - a;
}

Interval operator*(const Interval& a, std::int32_t times) {
  return {product(a.months, times), product(a.days, times),
          microseconds(product(a.time.count(), decltype(a.time.count()){times}))};
}

Timestamp operator+(Timestamp at, const Interval& by) {
  using namespace std::chrono;
  if (by.months != 0) {
    const local_days day = floor<days>(at);
    at = months_later(day, by.months) + (at - day);
  }
  std::int64_t out = sum(at.time_since_epoch().count(), product(std::int64_t{by.days}, kMicrosOfDay));
  out = sum(out, std::int64_t{by.time.count()});
  const Timestamp moved{microseconds(out)};
  constexpr local_days first{year(1) / 1 / 1};
  if (moved < first) throw EncodeError("a timestamp is before year 1");
  return moved;
}

Timestamp operator-(Timestamp at, const Interval& by) {
  return at + -by;
}

Timestamptz add_in_utc(Timestamptz at, const Interval& by) {
  return Timestamptz((Timestamp(at.time_since_epoch()) + by).time_since_epoch());
}

std::strong_ordering compare_lengths(const Interval& a, const Interval& b) {
  const detail::int128 left = length_of(a);
  const detail::int128 right = length_of(b);
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

Interval justify_hours(const Interval& value) {
  Interval out = value;
  std::int64_t micros = value.time.count();
  carry(out.days, micros, kMicrosOfDay);
  out.time = microseconds(micros);
  return out;
}

Interval justify_days(const Interval& value) {
  Interval out = value;
  carry(out.months, out.days, kDaysOfMonth);
  return out;
}

std::string to_string(const TimeTz& value) {
  std::string out = to_string(Time{value.since_midnight});
  if (const std::size_t point = out.find('.'); point != std::string::npos) {
    out.erase(out.find_last_not_of('0') + 1);
  }
  const std::int64_t seconds = value.offset.count();
  std::int64_t left = seconds < 0 ? -seconds : seconds;
  const auto two = [&](std::int64_t part) {
    out += static_cast<char>('0' + part / 10);
    out += static_cast<char>('0' + part % 10);
  };
  out += seconds < 0 ? '-' : '+';
  two(left / 3600);
  left %= 3600;
  if (left == 0) return out;
  out += ':';
  two(left / 60);
  if (left % 60 == 0) return out;
  out += ':';
  two(left % 60);
  return out;
}

void Codec<TimeTz>::encode(const TimeTz& value, Buffer& out) {
  const std::int64_t offset = value.offset.count();
  const std::int64_t most = kMostOffset.count();
  if (offset <= -most || offset >= most)
    throw EncodeError("a clock isn't 16 hours ahead of UTC or behind it");
  Codec<Time>::encode({value.since_midnight}, out);
  out.put_int32(static_cast<std::int32_t>(-offset));  // the server counts westward
}

TimeTz Codec<TimeTz>::decode(BytesView data) {
  detail::Reader in(data);
  TimeTz out;
  out.since_midnight = Codec<Time>::decode(in.take(sizeof(std::int64_t))).since_midnight;
  out.offset = -std::chrono::seconds(in.int32());
  in.expect_end();
  return out;
}

}  // namespace tenon

std::size_t std::hash<tenon::Interval>::operator()(const tenon::Interval& value) const noexcept {
  using tenon::detail::mixed;
  return mixed(mixed(std::hash<std::int32_t>{}(value.months), std::hash<std::int32_t>{}(value.days)),
               std::hash<std::int64_t>{}(value.time.count()));
}
