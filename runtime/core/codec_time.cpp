// PostgreSQL counts from 2000, in days or microseconds; the extremes of the integers are its infinities.
#include <limits>

#include "tenon/codec.hpp"

namespace tenon {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;

constexpr sys_days kEpoch = std::chrono::year(2000) / 1 / 1;
constexpr std::int64_t kDayMicros = 86'400'000'000;

/// All parts at one end of their range: PostgreSQL 17's infinities.
bool is_infinite(const Interval& value) {
  using Narrow = std::numeric_limits<std::int32_t>;
  using Wide = std::numeric_limits<std::int64_t>;
  const auto all = [&](std::int32_t narrow, std::int64_t wide) {
    return value.months == narrow && value.days == narrow && value.time.count() == wide;
  };
  return all(Narrow::max(), Wide::max()) || all(Narrow::min(), Wide::min());
}

}  // namespace

namespace detail {

static_assert(kEpochMicros == microseconds(kEpoch.time_since_epoch()).count());
static_assert(kFirstTimestamp == microseconds(sys_days(std::chrono::year(1) / 1 / 1) - kEpoch).count());

std::int64_t timestamp_to_wire(std::int64_t since_1970) {
  if (since_1970 < kFirstTimestamp + kEpochMicros) throw EncodeError("a timestamp is before year 1");
  if (since_1970 - kEpochMicros >= kEndOfTimestamps) throw EncodeError("a timestamp is after year 294246");
  return since_1970 - kEpochMicros;
}

void no_timestamp(std::int64_t wire) {
  if (wire == std::numeric_limits<std::int64_t>::max() || wire == std::numeric_limits<std::int64_t>::min())
    throw NotFinite("is an infinite timestamp");
  if (wire < kFirstTimestamp) decode_failed("is a timestamp before year 1");
  decode_failed("is a timestamp after year 294246");
}

}  // namespace detail

void Codec<Date>::encode(const Date& value, Buffer& out) {
  if (!value.ok()) throw EncodeError("a date isn't in the calendar");
  if (value.year() < std::chrono::year(1)) throw EncodeError("a date is before year 1");
  out.put_int32(static_cast<std::int32_t>((sys_days(value) - kEpoch).count()));
}

Date Codec<Date>::decode(BytesView data) {
  detail::Reader in(data);
  const std::int32_t wire = in.int32();
  in.expect_end();
  if (wire == std::numeric_limits<std::int32_t>::max() || wire == std::numeric_limits<std::int32_t>::min()) {
    throw NotFinite("is an infinite date");
  }
  constexpr days first = sys_days(std::chrono::year(1) / 1 / 1) - kEpoch;
  constexpr days last = sys_days(std::chrono::year::max() / 12 / 31) - kEpoch;
  if (days(wire) < first) detail::decode_failed("is a date before year 1");
  if (days(wire) > last) detail::decode_failed("is a date after year 32767");
  return Date(kEpoch + days(wire));
}

void Codec<Time>::encode(const Time& value, Buffer& out) {
  const std::int64_t micros = value.since_midnight.count();
  if (micros < 0 || micros > kDayMicros) throw EncodeError("a time isn't between 00:00:00 and 24:00:00");
  out.put_int64(micros);
}

Time Codec<Time>::decode(BytesView data) {
  detail::Reader in(data);
  const std::int64_t micros = in.int64();
  in.expect_end();
  if (micros < 0 || micros > kDayMicros) detail::decode_failed("isn't a time between 00:00:00 and 24:00:00");
  return {microseconds(micros)};
}

void Codec<Interval>::encode(const Interval& value, Buffer& out) {
  if (is_infinite(value)) throw EncodeError("an interval is PostgreSQL's infinity");
  out.put_int64(value.time.count());
  out.put_int32(value.days);
  out.put_int32(value.months);
}

Interval Codec<Interval>::decode(BytesView data) {
  detail::Reader in(data);
  Interval out;
  out.time = microseconds(in.int64());
  out.days = in.int32();
  out.months = in.int32();
  in.expect_end();
  if (is_infinite(out)) throw NotFinite("is an infinite interval");
  return out;
}

}  // namespace tenon
