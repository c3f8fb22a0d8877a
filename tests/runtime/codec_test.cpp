// Bytes that no sound server sends, and values that no server takes: errors, never a wrong value.
#include "tenon/codec.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>

namespace tenon {
namespace {

using namespace std::chrono_literals;

Bytes bytes(std::initializer_list<int> all) {
  Bytes out;
  for (const int b : all) out.push_back(static_cast<std::byte>(b));
  return out;
}

template <class T>
Bytes encoded(const T& value) {
  Buffer out;
  Codec<T>::encode(value, out);
  return {out.bytes().begin(), out.bytes().end()};
}

template <class T>
void expect_refused(const Bytes& data) {
  EXPECT_THROW(static_cast<void>(Codec<T>::decode(data)), DecodeError);
}

/// Every beginning of a sound encoding, and the encoding with a byte more.
template <class T>
void expect_whole_only(const T& value) {
  const Bytes whole = encoded(value);
  EXPECT_EQ(Codec<T>::decode(whole), value);
  for (std::size_t n = 0; n < whole.size(); ++n)
    expect_refused<T>(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)));
  Bytes longer = whole;
  longer.push_back(std::byte{0});
  expect_refused<T>(longer);
}

TEST(Codec, RefusesInfiniteIntervals) {
  using Narrow = std::numeric_limits<std::int32_t>;
  using Wide = std::numeric_limits<std::int64_t>;
  expect_refused<Interval>(
      bytes({0x7f, 255, 255, 255, 255, 255, 255, 255, 0x7f, 255, 255, 255, 0x7f, 255, 255, 255}));
  expect_refused<Interval>(bytes({0x80, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0, 0, 0}));
  Buffer out;
  for (const Interval& infinite :
       {Interval{Narrow::max(), Narrow::max(), std::chrono::microseconds(Wide::max())},
        Interval{Narrow::min(), Narrow::min(), std::chrono::microseconds(Wide::min())}}) {
    EXPECT_THROW(Codec<Interval>::encode(infinite, out), EncodeError);
  }
  const Interval finite{Narrow::max(), Narrow::max(), std::chrono::microseconds(Wide::max() - 1)};
  EXPECT_EQ(Codec<Interval>::decode(encoded(finite)), finite);
}

TEST(Codec, RefusesBytesCutOffOrAdded) {
  expect_whole_only(true);
  expect_whole_only(std::int16_t{-2});
  expect_whole_only(std::int32_t{-3});
  expect_whole_only(std::int64_t{-4});
  expect_whole_only(1.5F);
  expect_whole_only(-2.5);
  expect_whole_only(Uuid::v4());
  expect_whole_only(Timestamptz(5us));
  expect_whole_only(Timestamp(-5us));
  expect_whole_only(Date(std::chrono::year(2024) / 2 / 29));
  expect_whole_only(Time{5us});
  expect_whole_only(Interval{.months = 1, .days = 2, .time = 3us});
  expect_whole_only(Numeric::parse("12345.678"));
  expect_whole_only(Vector{1.0F, 2.0F});
  expect_whole_only(std::vector<std::int32_t>{1, 2, 3});
  expect_whole_only(std::vector<std::optional<std::string>>{"a", std::nullopt});
}

/// Around what 64 bits hold, 38 digits, and whole groups of four digits on both sides of the point.
TEST(Codec, NumbersKeepTheirDigitsAndScale) {
  for (const std::string number : {"0",
                                   "0.0",
                                   "0.00000",
                                   "7",
                                   "0.05",
                                   "0.00005",
                                   "12.5",
                                   "9999",
                                   "10000",
                                   "9999.9999",
                                   "10000.00001",
                                   "123.4567890",
                                   "92233720368547.75807",
                                   "9223372036854775807",
                                   "9223372036854775808",
                                   "922337203685477.5807",
                                   "0.0000000000000001",
                                   "0.00000000000000001",
                                   "1234567890123456789012345678.9012345678",
                                   "99999999999999999999999999999999999999",
                                   "123456789012345678901234567890123456789012.5"}) {
    for (const std::string& text : {number, "-" + number}) {
      const Numeric value = Numeric::parse(text);
      expect_whole_only(value);
      EXPECT_EQ(to_string(Codec<Numeric>::decode(encoded(value))), to_string(value));
    }
  }
  EXPECT_EQ(encoded(Numeric::parse("-12345.678")),
            bytes({0, 3, 0, 1, 0x40, 0, 0, 3, 0, 1, 0x09, 0x29, 0x1a, 0x7c}));
  EXPECT_EQ(encoded(Numeric::parse("0.05")), bytes({0, 2, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0xf4}));
}

TEST(Codec, ABufferHoldsWhatWasPut) {
  Buffer out;
  for (int i = 0; i < 1000; ++i) {
    out.put_byte(static_cast<std::uint8_t>(i));
    out.put_int16(static_cast<std::int16_t>(i));
    out.put_text("text");
    out.put_text("");
  }
  ASSERT_EQ(out.size(), 7000U);
  EXPECT_EQ(Bytes(out.bytes().begin() + 7 * 999, out.bytes().end()),
            bytes({0xe7, 0x03, 0xe7, 't', 'e', 'x', 't'}));
  const Buffer copy = out;
  out.clear();
  EXPECT_EQ(out.size(), 0U);
  EXPECT_EQ(copy.size(), 7000U);
}

TEST(Codec, RefusesBooleansThatAreNone) {
  expect_refused<bool>(bytes({2}));
}

TEST(Codec, RefusesJsonbOfAnotherVersion) {
  expect_refused<Json>(bytes({2, '{', '}'}));
  expect_refused<Json>({});
}

TEST(Codec, RefusesNumbersThatAreNone) {
  expect_refused<Numeric>(bytes({0, 0, 0, 0, 0xC0, 0, 0, 0}));           // NaN
  expect_refused<Numeric>(bytes({0, 0, 0, 0, 0xD0, 0, 0, 0}));           // Infinity
  expect_refused<Numeric>(bytes({0, 0, 0, 0, 0xF0, 0, 0, 0}));           // -Infinity
  expect_refused<Numeric>(bytes({0, 0, 0, 0, 0x12, 0, 0, 0}));           // no sign
  expect_refused<Numeric>(bytes({0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10}));  // a digit of 10000
  expect_refused<Numeric>(bytes({0, 1, 0, 0, 0, 0, 0, 0, 0xff, 0xff}));  // a negative one
  expect_refused<Numeric>(bytes({0, 1, 0xff, 0xff, 0, 0, 0, 2, 0, 1}));  // 0.0001 with a scale of 2
  expect_refused<Numeric>(bytes({0xff, 0xff, 0, 0, 0, 0, 0, 0}));        // -1 digits
  expect_refused<Numeric>(bytes({0, 0, 0, 0, 0, 0, 0x7f, 0xff}));        // a scale beyond the server's
}

TEST(Codec, RefusesTimesThatAreNone) {
  expect_refused<Timestamptz>(bytes({0x7f, 255, 255, 255, 255, 255, 255, 255}));
  expect_refused<Timestamptz>(bytes({0x80, 0, 0, 0, 0, 0, 0, 0}));
  expect_refused<Timestamptz>(bytes({0x7f, 255, 255, 255, 255, 255, 255, 254}));
  expect_refused<Timestamp>(bytes({0x80, 0, 0, 0, 0, 0, 0, 1}));
  expect_refused<Date>(bytes({0x7f, 255, 255, 255}));
  expect_refused<Date>(bytes({0x80, 0, 0, 0}));
  expect_refused<Date>(bytes({0x7f, 255, 255, 254}));
  expect_refused<Time>(bytes({255, 255, 255, 255, 255, 255, 255, 255}));
  expect_refused<Time>(encoded(std::int64_t{86'400'000'001}));
}

TEST(Codec, RefusesToWriteTimesThatAreNone) {
  using std::chrono::year;
  EXPECT_THROW(encoded(Date(year(2023) / 2 / 29)), EncodeError);
  EXPECT_THROW(encoded(Date(year(0) / 1 / 1)), EncodeError);
  EXPECT_THROW(encoded(Timestamptz::max()), EncodeError);
  EXPECT_THROW(encoded(Timestamptz::min()), EncodeError);
  EXPECT_THROW(encoded(Timestamp(std::chrono::local_days(year(0) / 12 / 31))), EncodeError);
  EXPECT_THROW(encoded(Time{-1us}), EncodeError);
  EXPECT_THROW(encoded(Time{24h + 1us}), EncodeError);
}

TEST(Codec, RefusesArraysThatAreNone) {
  using Ints = std::vector<std::int32_t>;
  const Bytes two_dimensions = bytes({0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 1, 0, 0,
                                      0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0,  0, 4, 0, 0, 0, 7});
  expect_refused<Ints>(two_dimensions);
  // Two thousand million elements, and no bytes for them.
  expect_refused<Ints>(bytes({0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0x7f, 255, 255, 255, 0, 0, 0, 1}));
  expect_refused<Ints>(bytes({0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 255, 255, 255, 255, 0, 0, 0, 1}));
  expect_refused<Ints>(encoded(std::vector<std::optional<std::int32_t>>{std::nullopt}));
  // An element of length -2.
  expect_refused<Ints>(
      bytes({0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 1, 0, 0, 0, 1, 255, 255, 255, 254}));
}

TEST(Codec, RefusesVectorsThatAreNone) {
  expect_refused<Vector>(bytes({0, 1, 0, 1, 0, 0, 0, 0}));
  expect_refused<Vector>(bytes({255, 255, 0, 0}));
  EXPECT_THROW(encoded(Vector(std::vector<float>(16001))), EncodeError);
}

TEST(Codec, KnowsWhichColumnsItReads) {
  EXPECT_TRUE(detail::accepts<std::string>(1043));
  EXPECT_TRUE(detail::accepts<std::string>(kFirstUserOid));
  EXPECT_FALSE(detail::accepts<std::string>(23));
  EXPECT_FALSE(detail::accepts<std::int64_t>(701));
  EXPECT_FALSE(detail::accepts<std::optional<std::int64_t>>(701));
  EXPECT_FALSE(detail::accepts<Vector>(1021));
  EXPECT_FALSE(detail::accepts<std::vector<float>>(kFirstUserOid));
  EXPECT_TRUE(detail::accepts<std::vector<std::string>>(1015));
  EXPECT_FALSE(detail::accepts<std::vector<std::string>>(1007));
  EXPECT_FALSE(detail::accepts<std::vector<std::int32_t>>(1009));
}

TEST(Codec, WritesVectorsAsTextWithoutLoss) {
  std::string out;
  Codec<Vector>::append_text({0.1F, -1e-20F, std::numeric_limits<float>::max()}, out);
  EXPECT_EQ(out, "[0.1,-1e-20,3.4028235e+38]");
}

}  // namespace
}  // namespace tenon
