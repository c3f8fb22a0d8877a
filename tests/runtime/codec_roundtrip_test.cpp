// Every type, to a real server and back; the server's own text tells that it understood the same value.
#include <limits>

#include "round_trip.hpp"

namespace shop {
enum class Plan { free, pro, team };
}  // namespace shop

/// As generated code has it.
template <>
struct tenon::Codec<shop::Plan> {
  static constexpr std::uint32_t oid = 0;
  static constexpr std::string_view labels[] = {"free", "pro \"x\"", "team, big"};
  static void encode(const shop::Plan& value, Buffer& out) {
    out.put_text(labels[static_cast<std::size_t>(value)]);
  }
  static shop::Plan decode(BytesView data) {
    for (std::size_t i = 0; i < 3; ++i) {
      if (labels[i] == label_of(data)) return static_cast<shop::Plan>(i);
    }
    throw DecodeError("isn't a label of plan");
  }
};

namespace tenon::testing {
namespace {

using namespace std::chrono_literals;
using shop::Plan;
using std::chrono::year;

TEST_F(RoundTrip, Integers) {
  expect(true, "bool", "true");
  expect(false, "bool", "false");
  expect(std::numeric_limits<std::int16_t>::min(), "int2", "-32768");
  expect(std::numeric_limits<std::int32_t>::min(), "int4", "-2147483648");
  expect(std::numeric_limits<std::int64_t>::min(), "int8", "-9223372036854775808");
  expect(std::numeric_limits<std::int64_t>::max(), "int8", "9223372036854775807");
}

TEST_F(RoundTrip, FloatingPoint) {
  expect(1.5F, "float4", "1.5");
  expect(-0.1, "float8", "-0.1");
  expect(std::numeric_limits<double>::infinity(), "float8", "Infinity");
  expect(std::numeric_limits<double>::denorm_min(), "float8", "5e-324");
}

TEST_F(RoundTrip, Text) {
  expect(std::string("naïve '\"\\ 漢字"), "text", "naïve '\"\\ 漢字");
  expect(std::string(), "varchar", "");
  EXPECT_EQ(read<std::string>("'x'::char(3)"), "x  ");
  expect(std::string(2'000'000, 'x'), "text", std::string(2'000'000, 'x'));
}

TEST_F(RoundTrip, Citext) {
  db_.admin("CREATE EXTENSION citext");
  expect(std::string("MiXed"), "citext", "MiXed");
  expect(std::vector<std::string>{"A", "b"}, "citext[]", "{A,b}");
  EXPECT_TRUE(std::get<0>(in_transaction<bool>("SELECT 'ABC'::citext = $1::citext", "abc").at(0)));
}

TEST_F(RoundTrip, BytesAndUuids) {
  expect(Bytes{std::byte{0}, std::byte{255}}, "bytea", "\\x00ff");
  expect(Bytes{}, "bytea", "\\x");
  expect(Uuid::parse("00112233-4455-6677-8899-aabbccddeeff"), "uuid", "00112233-4455-6677-8899-aabbccddeeff");
}

TEST_F(RoundTrip, Instants) {
  const Timestamptz instant = std::chrono::sys_days(year(2024) / 2 / 29) + 12h + 34min + 56s + 1us;
  expect(instant, "timestamptz", "2024-02-29 12:34:56.000001+00");
  expect(Timestamptz(-1us), "timestamptz", "1969-12-31 23:59:59.999999+00");
  expect(Timestamptz(std::chrono::sys_days(year(1) / 1 / 1)), "timestamptz", "0001-01-01 00:00:00+00");
  expect(Timestamp(std::chrono::local_days(year(1999) / 12 / 31) + 1us), "timestamp",
         "1999-12-31 00:00:00.000001");
  EXPECT_EQ(to_string(read<Timestamptz>("'294000-06-01 00:00:00+00'::timestamptz")),
            "294000-06-01T00:00:00Z");
  EXPECT_EQ(to_string(read<Timestamp>("'32768-12-31 01:02:03'::timestamp")), "32768-12-31T01:02:03");
}

TEST_F(RoundTrip, InstantsOutOfRange) {
  for (const std::string text : {"infinity", "-infinity"}) {
    expect_refused<Timestamptz, NotFinite>("'" + text + "'::timestamptz");
    expect_refused<Timestamp, NotFinite>("'" + text + "'::timestamp");
  }
  for (const std::string text : {"0001-12-31 BC", "4713-01-01 BC", "294276-12-31"}) {
    expect_refused<Timestamptz>("'" + text + "'::timestamptz");
    expect_refused<Timestamp>("'" + text + "'::timestamp");
  }
}

TEST_F(RoundTrip, DatesAndTimes) {
  expect(Date(year(2024) / 2 / 29), "date", "2024-02-29");
  expect(Date(year(1) / 1 / 1), "date", "0001-01-01");
  expect(Date(year(32767) / 12 / 31), "date", "32767-12-31");
  for (const std::string text : {"infinity", "-infinity"})
    expect_refused<Date, NotFinite>("'" + text + "'::date");
  for (const std::string text : {"0001-12-31 BC", "32768-01-01"}) {
    expect_refused<Date>("'" + text + "'::date");
  }
  expect(Time{0us}, "time", "00:00:00");
  expect(Time{24h}, "time", "24:00:00");
  expect(Time{12h + 1us}, "time", "12:00:00.000001");
  expect(Interval{.months = 14, .days = -3, .time = 1us}, "interval",
         "1 year 2 mons -3 days +00:00:00.000001");
}

TEST_F(RoundTrip, Numerics) {
  for (const std::string text : {"0",
                                 "0.00",
                                 "1",
                                 "-1",
                                 "1.00",
                                 "0.0001",
                                 "0.00012",
                                 "-0.00000001",
                                 "10000",
                                 "9999",
                                 "99990000",
                                 "100000000",
                                 "12345.678",
                                 "123456789012345678901234567890.12345678",
                                 "-99999999999999999999999999999999999999",
                                 "0.99999999999999999999999999999999999999",
                                 "100000000000000000000000000000000000000",
                                 "-123456789012345678901234567890123456789012345.000100",
                                 "0.0000000000000000000000000000000000000000000000012",
                                 "-0.000000001234567890123456789012345678901234567890123456789"}) {
    expect(Numeric::parse(text), "numeric", text);
    EXPECT_EQ(to_string(read<Numeric>("'" + text + "'::numeric")), text);
  }
  EXPECT_EQ(to_string(read<Numeric>("10::numeric ^ 100")).substr(0, 101), "1" + std::string(100, '0'));
  EXPECT_EQ(to_string(read<Numeric>("1.5::numeric(20, 6)")), "1.500000");
}

TEST_F(RoundTrip, NumericsFromTheServerAreTheSameNumbers) {
  // Random magnitudes and scales: what we read, written back, is what was there.
  const auto rows = in_transaction<Numeric, std::string>(
      "SELECT n, n::text FROM (SELECT ((random() * 2 - 1)::numeric * (10::numeric ^ (i % 60 - 30)))::numeric "
      "AS n "
      "FROM generate_series(1, 2000) i) s");
  ASSERT_EQ(rows.size(), 2000u);
  std::vector<Numeric> numbers;
  std::vector<std::string> texts;
  for (const auto& [number, text] : rows) {
    EXPECT_EQ(to_string(number), text);
    numbers.push_back(number);
    texts.push_back(text);
  }
  const auto back = in_transaction<std::int64_t>(
      "SELECT count(*) FROM unnest($1::numeric[], $2::text[]) AS u(n, t) WHERE n::text = t", numbers, texts);
  EXPECT_EQ(std::get<0>(back.at(0)), 2000);
}

TEST_F(RoundTrip, NumericsThatAreNone) {
  for (const std::string text : {"NaN", "Infinity", "-Infinity"})
    expect_refused<Numeric, NotFinite>("'" + text + "'::numeric");
}

TEST_F(RoundTrip, Jsonb) {
  expect(Json{R"({"a": [1, null, "ü"]})"}, "jsonb", R"({"a": [1, null, "ü"]})");
  expect(std::vector<Json>{{"1"}, {"{}"}}, "jsonb[]", "{1,\"{}\"}");
}

TEST_F(RoundTrip, Nulls) {
  expect(std::optional<std::int32_t>(5), "int4", "5");
  EXPECT_EQ(read<std::optional<Uuid>>("NULL::uuid"), std::nullopt);
  const auto rows = in_transaction<bool>(
      "SELECT $1::int4 IS NULL AND $2::text IS NULL AND $3::uuid IS NULL AND $4::int8 IS NULL",
      std::optional<std::int32_t>(), null, Patch<Uuid>(null), std::nullopt);
  EXPECT_TRUE(std::get<0>(rows.at(0)));
  expect_refused<std::int32_t>("NULL::int4");
  expect_refused<std::vector<std::int32_t>, NullElement>("ARRAY[1, NULL]");
  expect_refused<std::vector<std::string>, NullElement>("ARRAY['a', NULL]");
  EXPECT_EQ(read<std::vector<std::optional<std::string>>>("ARRAY['a', NULL, 'NULL']"),
            (std::vector<std::optional<std::string>>{"a", std::nullopt, "NULL"}));
  EXPECT_THROW(static_cast<void>(read<std::string>("NULL::text")), DecodeError);
}

TEST_F(RoundTrip, Patches) {
  expect(Patch<std::int32_t>(5), "int4", "5");
  for (const Patch<std::string>& patch :
       {Patch<std::string>(), Patch<std::string>(null), Patch<std::string>("new")}) {
    const auto rows = in_transaction<std::optional<std::string>>("SELECT CASE WHEN $1 THEN $2 ELSE 'old' END",
                                                                 is_set(patch), patch);
    const std::optional<std::string> expected = patch.is_keep()   ? std::optional<std::string>("old")
                                                : patch.is_null() ? std::nullopt
                                                                  : std::optional(patch.value());
    EXPECT_EQ(std::get<0>(rows.at(0)), expected);
  }
}

TEST_F(RoundTrip, Secrets) {
  const auto rows = in_transaction<Secret<std::string>, std::optional<Secret<std::string>>>(
      "SELECT $1::text, NULL::text", Secret<std::string>("hunter2"));
  EXPECT_EQ(std::get<0>(rows.at(0)).reveal(), "hunter2");
  EXPECT_FALSE(std::get<1>(rows.at(0)).has_value());
}

TEST_F(RoundTrip, Enums) {
  for (const Plan plan : {Plan::free, Plan::pro, Plan::team}) {
    expect(plan, "plan", std::string(Codec<Plan>::labels[static_cast<std::size_t>(plan)]));
    expect(std::optional(plan), "plan", std::string(Codec<Plan>::labels[static_cast<std::size_t>(plan)]));
  }
  expect_refused<Plan>("'other'::text");
}

TEST_F(RoundTrip, Arrays) {
  expect(std::vector<std::int32_t>{1, -2, 3}, "int4[]", "{1,-2,3}");
  expect(std::vector<std::int32_t>{}, "int4[]", "{}");
  expect(std::vector<bool>{true, false}, "bool[]", "{t,f}");
  expect(std::vector<float>{1.5F}, "float4[]", "{1.5}");
  expect(std::vector<std::string>{"a", "", "b,\"\\{}", "NULL"}, "text[]", R"({a,"","b,\"\\{}","NULL"})");
  expect(std::vector<std::optional<std::int64_t>>{1, std::nullopt}, "int8[]", "{1,NULL}");
  expect(std::vector<Numeric>{Numeric(1), Numeric::parse("1.50")}, "numeric[]", "{1,1.50}");
  expect(std::vector<Date>{Date(year(2024) / 1 / 2)}, "date[]", "{2024-01-02}");
  expect(std::optional(std::vector<std::int16_t>{7}), "int2[]", "{7}");
  EXPECT_EQ(read<std::vector<std::int32_t>>("'[5:6]={1,2}'::int4[]"), (std::vector<std::int32_t>{1, 2}));
  expect_refused<std::vector<std::int32_t>>("'{{1,2},{3,4}}'::int4[]");
}

TEST_F(RoundTrip, ArraysOfEnums) {
  expect(std::vector<Plan>{Plan::free, Plan::pro, Plan::team}, "plan[]", R"({free,"pro \"x\"","team, big"})");
  expect(std::vector<std::optional<Plan>>{std::nullopt, Plan::team}, "plan[]", R"({NULL,"team, big"})");
  expect(std::vector<Plan>{}, "plan[]", "{}");
  const auto rows =
      in_transaction<Plan>("SELECT * FROM unnest($1::plan[])", std::vector<Plan>{Plan::pro, Plan::free});
  EXPECT_EQ(rows.size(), 2u);
}

TEST_F(RoundTrip, TypesDoNotMix) {
  expect_refused<std::int64_t>("1.5::float8");
  expect_refused<std::int64_t>("1::int4");
  expect_refused<std::string>("1::int4");
  expect_refused<double>("now()");
  expect_refused<Timestamp>("now()");
  expect_refused<Plan>("1::int4");
  expect_refused<std::vector<std::string>>("ARRAY[1]");
  EXPECT_THROW(in_transaction<std::int32_t>("SELECT 1, 2"), DecodeError);
}

TEST_F(RoundTrip, TextWithNulIsAnError) {
  EXPECT_THROW(in_transaction<std::string>("SELECT $1::text", std::string("a\0b", 3)), DataError);
}

}  // namespace
}  // namespace tenon::testing
