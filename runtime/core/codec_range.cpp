// Ranges in PostgreSQL's binary format: flags, then the bounds that there are, each with its length.
#include <algorithm>
#include <limits>

#include "range_types.hpp"
#include "tenon/codec.hpp"

namespace tenon {
namespace {

using detail::Reader;

constexpr std::uint8_t kEmpty = 0x01;
constexpr std::uint8_t kLowerInclusive = 0x02;
constexpr std::uint8_t kUpperInclusive = 0x04;
constexpr std::uint8_t kNoLower = 0x08;
constexpr std::uint8_t kNoUpper = 0x10;

/// PostgreSQL's infinities as they travel; none where the type hasn't any.
template <class T>
std::optional<Buffer> infinity(bool positive) {
  Buffer out;
  if constexpr (std::same_as<T, Date>) {
    using Days = std::numeric_limits<std::int32_t>;
    out.put_int32(positive ? Days::max() : Days::min());
  } else if constexpr (std::same_as<T, Timestamp> || std::same_as<T, Timestamptz>) {
    using Micros = std::numeric_limits<std::int64_t>;
    out.put_int64(positive ? Micros::max() : Micros::min());
  } else if constexpr (std::same_as<T, Numeric>) {
    out.put_int32(0);
    out.put_int16(static_cast<std::int16_t>(positive ? 0xD000 : 0xF000));
    out.put_int16(0);
  } else {
    return std::nullopt;
  }
  return out;
}

/// Of a numeric infinity the scale means nothing.
template <class T>
bool is_infinity(BytesView bytes, bool positive) {
  const std::optional<Buffer> infinite = infinity<T>(positive);
  if (!infinite) return false;
  const std::size_t told = std::same_as<T, Numeric> ? 6 : infinite->size();
  return bytes.size() == infinite->size() &&
         std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(told),
                    infinite->bytes().begin());
}

template <class T>
void put_bound(const Bound<T>& bound, bool positive, Buffer& out) {
  const std::size_t length = out.reserve_length();
  const std::optional<Buffer> infinite = bound.infinite ? infinity<T>(positive) : std::nullopt;
  if (infinite) {
    out.put_bytes(infinite->bytes());
  } else {
    Codec<T>::encode(bound.value, out);
  }
  out.fill_length(length);
}

template <class T>
Bound<T> read_bound(Reader& in, bool inclusive, bool positive) {
  const std::int32_t length = in.int32();
  if (length < 0) detail::decode_failed("isn't a range");
  const BytesView bytes = in.take(static_cast<std::size_t>(length));
  if (is_infinity<T>(bytes, positive)) return {T{}, inclusive, true};
  return {Codec<T>::decode(bytes), inclusive, false};
}

template <class T>
void put_range(const Range<T>& range, Buffer& out) {
  if (range.empty()) return out.put_byte(kEmpty);
  const std::optional<Bound<T>>& lower = range.lower();
  const std::optional<Bound<T>>& upper = range.upper();
  const auto flag = [](bool condition, std::uint8_t bit) { return condition ? bit : std::uint8_t{0}; };
  out.put_byte(
      static_cast<std::uint8_t>(flag(!lower, kNoLower) | flag(lower && lower->inclusive, kLowerInclusive) |
                                flag(!upper, kNoUpper) | flag(upper && upper->inclusive, kUpperInclusive)));
  if (lower) put_bound(*lower, false, out);
  if (upper) put_bound(*upper, true, out);
}

template <class T>
Range<T> read_range(BytesView data) {
  Reader in(data);
  const auto flags = std::to_integer<std::uint8_t>(in.take(1)[0]);
  const auto has = [&](std::uint8_t bit) { return (flags & bit) != 0; };
  if (has(kEmpty)) {
    in.expect_end();
    return {};
  }
  std::optional<Bound<T>> lower;
  std::optional<Bound<T>> upper;
  if (!has(kNoLower)) lower = read_bound<T>(in, has(kLowerInclusive), false);
  if (!has(kNoUpper)) upper = read_bound<T>(in, has(kUpperInclusive), true);
  in.expect_end();
  try {
    return {std::move(lower), std::move(upper)};
  } catch (const EncodeError&) {
    detail::decode_failed("isn't a range");
  }
}

}  // namespace

template <class T>
void Codec<Range<T>>::encode(const Range<T>& value, Buffer& out) {
  put_range(value, out);
}

template <class T>
Range<T> Codec<Range<T>>::decode(BytesView data) {
  return read_range<T>(data);
}

template <class T>
void Codec<Multirange<T>>::encode(const Multirange<T>& value, Buffer& out) {
  out.put_int32(static_cast<std::int32_t>(value.ranges().size()));
  for (const Range<T>& range : value) {
    const std::size_t length = out.reserve_length();
    put_range(range, out);
    out.fill_length(length);
  }
}

template <class T>
Multirange<T> Codec<Multirange<T>>::decode(BytesView data) {
  Reader in(data);
  std::vector<Range<T>> ranges;
  for (std::int32_t left = in.int32(); left > 0; --left) {
    const std::int32_t length = in.int32();
    if (length < 0) detail::decode_failed("isn't a multirange");
    ranges.push_back(read_range<T>(in.take(static_cast<std::size_t>(length))));
  }
  in.expect_end();
  return ranges;
}

#define TENON_DEFINE(T)            \
  template struct Codec<Range<T>>; \
  template struct Codec<Multirange<T>>;
TENON_EACH_RANGE(TENON_DEFINE)
#undef TENON_DEFINE

}  // namespace tenon
