// Values of each type as JSON: what is written comes back, and what is none of the type's is refused at its
// place.
#include "tenon/json_values.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace tenon;
using tenon::detail::read_value;
using tenon::detail::write_value;

template <class T>
std::string written(const T& value, const JsonWriting& how = {}) {
  std::string out;
  write_value(value, how, out);
  return out;
}

template <class T>
T read(std::string_view text, const JsonReading& how = {}) {
  return read_value<T>(text, how, {});
}

template <class T>
std::string refusal(std::string_view text, const JsonReading& how = {}) {
  try {
    (void)read<T>(text, how);
  } catch (const JsonError& error) {
    return error.what();
  }
  return "taken";
}

TEST(JsonValues, TimesAreThoseOfRfc3339) {
  const auto at = read<Timestamptz>(R"("2026-05-01T14:34:56.5+02:00")");
  EXPECT_EQ(written(at), R"("2026-05-01T12:34:56.500000Z")");
  EXPECT_EQ(read<Timestamptz>(R"("2026-05-01t12:34:56.500000000z")"), at);
  EXPECT_EQ(read<Timestamptz>(R"("2026-05-01 07:04:56.5-05:30")"), at);
  EXPECT_EQ(written(read<Timestamptz>(R"("1969-12-31T23:59:59.999999Z")")),
            R"("1969-12-31T23:59:59.999999Z")");
  EXPECT_EQ(written(read<Timestamp>(R"("2026-05-01T12:34:56")")), R"("2026-05-01T12:34:56")");
  EXPECT_EQ(written(read<Date>(R"("2024-02-29")")), R"("2024-02-29")");
  EXPECT_EQ(written(read<Time>(R"("24:00:00")")), R"("24:00:00")");
  for (const char* wrong :
       {"2026-05-01T12:34:56", "2026-05-01T12:34Z", "2026-13-01T12:34:56Z", "2026-02-29T12:34:56Z",
        "2026-05-01T12:34:60Z", "2026-05-01T25:00:00Z", "2026-05-01T12:34:56.0000001Z",
        "2026-05-01T12:34:56.Z", "2026-05-01T12:34:56+2:00", "2026-05-01T12:34:56Z ", "0000-05-01T12:34:56Z",
        "infinity", ""}) {
    EXPECT_EQ(refusal<Timestamptz>('"' + std::string(wrong) + '"'),
              "the JSON is no point in time, as in 2026-05-01T12:34:56Z")
        << wrong;
  }
  EXPECT_EQ(refusal<Timestamp>(R"("2026-05-01T12:34:56Z")"),
            "the JSON is no date and time, as in 2026-05-01T12:34:56");
  EXPECT_EQ(refusal<Date>(R"("2023-02-29")"), "the JSON is no date, as in 2026-05-01");
  EXPECT_EQ(refusal<Time>(R"("24:00:01")"), "the JSON is no time of day, as in 12:34:56");
}

TEST(JsonValues, IntervalsAreThoseOfIso8601) {
  for (const Interval& value :
       {Interval{}, Interval{.months = 14, .days = -3, .time = std::chrono::microseconds(-1'500'000)},
        Interval{.months = 0, .days = 0, .time = std::chrono::microseconds(-500'000)},
        Interval{.months = -2147483647, .days = 2147483647, .time = std::chrono::hours(100)}})
    EXPECT_EQ(read<Interval>(written(value)), value) << written(value);
  EXPECT_EQ(read<Interval>(R"("P1Y2M1W4DT5H6M7.25S")"),
            (Interval{.months = 14, .days = 11, .time = std::chrono::milliseconds(18367250)}));
  for (const char* wrong :
       {"P", "PT", "1D", "P1", "P1H", "PT1D", "P1.5D", "PT1.5H", "P9999999999M", "PT99999999999999S"})
    EXPECT_EQ(refusal<Interval>('"' + std::string(wrong) + '"'), "the JSON is no interval, as in P1DT2H30M")
        << wrong;
}

TEST(JsonValues, BytesAreBase64) {
  for (std::size_t size = 0; size < 70; ++size) {
    Bytes value(size);
    for (std::size_t i = 0; i < size; ++i) value[i] = static_cast<std::byte>(i * 37 + size);
    EXPECT_EQ(read<Bytes>(written(value)), value);
  }
  EXPECT_EQ(written(Bytes{std::byte{0xFF}}), R"("/w==")");
  for (const char* wrong : {"/w=", "/w", "/x==", "====", "a===", "_w==", "/w==/w=="})
    EXPECT_EQ(refusal<Bytes>('"' + std::string(wrong) + '"'), "the JSON is no base64") << wrong;
}

TEST(JsonValues, NumbersAreExact) {
  EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(read<std::int64_t>("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read<std::int64_t>("\"9223372036854775807\""), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(refusal<std::int64_t>("9223372036854775808"), "the JSON is a number out of range");
  EXPECT_EQ(refusal<std::int64_t>("\"7\"", {.numbers_from_text = false}), "the JSON is no number");
  EXPECT_EQ(refusal<std::int32_t>("\"7\""), "the JSON is no number");
  EXPECT_EQ(read<std::int32_t>("7.0"), 7);
  EXPECT_EQ(refusal<std::int32_t>("7.5"), "the JSON is no whole number");
  EXPECT_EQ(refusal<std::int16_t>("32768"), "the JSON is a number out of range");
  EXPECT_EQ(refusal<std::int64_t>("\"\""), "the JSON is no number");
  EXPECT_EQ(refusal<std::int64_t>("\"+7\""), "the JSON is no number");
  EXPECT_EQ(to_string(read<Numeric>("-0.10")), "-0.10");
  EXPECT_EQ(refusal<Numeric>("1e3"),
            "the JSON is no decimal number: digits with a point among them, and no exponent");
  EXPECT_EQ(read<float>(written(0.1F)), 0.1F);
  EXPECT_EQ(written(0.1F), "0.1");
  EXPECT_EQ(refusal<float>("1e39"), "the JSON is a number out of range");
  EXPECT_EQ(read<double>("1e-400"), 0);
}

TEST(JsonValues, WhatIsNoNumberIsAString) {
  EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "\"-Infinity\"");
  EXPECT_TRUE(std::isnan(read<double>("\"NaN\"")));
  EXPECT_EQ(read<float>("\"-Infinity\""), -std::numeric_limits<float>::infinity());
  EXPECT_EQ(refusal<double>("\"NaN\"", {.numbers_from_text = false}), "the JSON is no number");
  EXPECT_THROW((void)written(std::nan(""), {.finite = true}), EncodeError);
}

TEST(JsonValues, TextIsUtf8) {
  EXPECT_EQ(read<std::string>(R"("a\u20ac\n\"")"), "a\xE2\x82\xAC\n\"");
  for (const char* wrong :
       {"\xFF", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_THROW((void)written(std::string(wrong)), EncodeError);
    EXPECT_EQ(refusal<std::string>('"' + std::string(wrong) + '"'), "the JSON is not UTF-8");
    EXPECT_THROW((void)written(Json{'"' + std::string(wrong) + '"'}), EncodeError);
  }
  EXPECT_EQ(read<std::string>(written(std::string("\xF0\x9F\x98\x80"))), "\xF0\x9F\x98\x80");
  EXPECT_EQ(refusal<std::string>("7"), "the JSON is no string");
}

TEST(JsonValues, ArraysHoldNothingToo) {
  const std::vector<std::optional<int>> some = {1, std::nullopt, 3};
  EXPECT_EQ(written(some), "[1,null,3]");
  EXPECT_EQ((read<std::vector<std::optional<int>>>("[1, null ,3]")), some);
  EXPECT_EQ(refusal<std::vector<int>>("[1,null]"), "`[1]` is null");
  EXPECT_EQ(refusal<std::vector<bool>>("[true,1]"), "`[1]` is neither true nor false");
  EXPECT_EQ(refusal<std::vector<int>>("{}"), "the JSON is no array");
  EXPECT_EQ(read<Vector>(written(Vector{0.5F, -1.25F})), (Vector{0.5F, -1.25F}));
}

TEST(JsonValues, JsonStaysAsItIs) {
  const std::string text = R"({"n": 12345678901234567890.10, "a": [ ]})";
  EXPECT_EQ(written(read<Json>(text)), text);
  EXPECT_THROW((void)written(Json{"{"}), EncodeError);
  EXPECT_THROW((void)written(Json{"1 2"}), EncodeError);
}

}  // namespace
