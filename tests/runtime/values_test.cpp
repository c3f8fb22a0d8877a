// Values of PostgreSQL's further types, without a server.
#include <gtest/gtest.h>

#include <sstream>
#include <unordered_set>

#include "tenon/bits.hpp"
#include "tenon/codec.hpp"
#include "tenon/fmt.hpp"
#include "tenon/hstore.hpp"
#include "tenon/inet.hpp"
#include "tenon/interval.hpp"
#include "tenon/parse.hpp"
#include "tenon/point.hpp"
#include "tenon/range.hpp"
#include "tenon/timetz.hpp"
#include "tenon/vectors.hpp"

namespace tenon {
namespace {

using namespace std::chrono_literals;
using std::chrono::year;
using Whole = Range<std::int32_t>;
using Wholes = Multirange<std::int32_t>;

template <class T>
void expect_no_value(std::initializer_list<const char*> texts) {
  for (const char* text : texts) EXPECT_THROW(static_cast<void>(parse<T>(text)), ParseError) << text;
}

TEST(Ranges, AreCanonical) {
  EXPECT_EQ(to_string(Whole::closed(1, 4)), "[1,5)");
  EXPECT_EQ(Whole::parse("(0,4]"), Whole(1, 5));
  EXPECT_EQ(to_string(Whole(3, 3)), "empty");
  EXPECT_EQ(to_string(Whole::parse("(3,4)")), "empty");
  EXPECT_EQ(to_string(Whole()), "empty");
  EXPECT_EQ(to_string(Whole::all()), "(,)");
  EXPECT_EQ(to_string(Whole::since(2)), "[2,)");
  EXPECT_EQ(to_string(Range<Numeric>::parse("(1.5,2.50]")), "(1.5,2.50]");
  EXPECT_EQ(to_string(Range<Date>::closed(year(2026) / 1 / 1, year(2026) / 1 / 31)),
            "[2026-01-01,2026-02-01)");
  EXPECT_EQ(to_string(Range<Timestamptz>::parse("[\"2026-01-01 01:00:00+01\",infinity)")),
            "[2026-01-01T00:00:00Z,infinity)");
  EXPECT_EQ(Range<Numeric>::parse("[1.0,2)"), Range<Numeric>::parse("[1.00,2.0)"));
  EXPECT_THROW(Whole(4, 3), EncodeError);
  EXPECT_THROW(static_cast<void>(Whole::closed(1, std::numeric_limits<std::int32_t>::max())), EncodeError);
  expect_no_value<Whole>({"", "[1,2", "1,2)", "[2,1)", "[a,2)", "[1,2,3)", "[1;2)", "[infinity,)"});
}

TEST(Ranges, Operate) {
  const Whole a(1, 5);
  EXPECT_TRUE(a.contains(1));
  EXPECT_FALSE(a.contains(5));
  EXPECT_TRUE(a.contains(Whole()));
  EXPECT_FALSE(Whole().contains(1));
  EXPECT_TRUE(a.overlaps(Whole(4, 9)));
  EXPECT_FALSE(a.overlaps(Whole(5, 9)));
  EXPECT_TRUE(a.is_adjacent(Whole(5, 9)));
  EXPECT_FALSE(Range<Numeric>::closed(1, 2).is_adjacent(Range<Numeric>::closed(2, 3)));
  EXPECT_TRUE(Range<Numeric>(1, 2).is_adjacent(Range<Numeric>::closed(2, 3)));
  EXPECT_FALSE(Whole::since(1).is_adjacent(Whole::before(0)));
  EXPECT_EQ(a.intersection(Whole(3, 9)), Whole(3, 5));
  EXPECT_TRUE(a.intersection(Whole(7, 9)).empty());
  EXPECT_EQ(a.merged(Whole(7, 9)), Whole(1, 9));
  EXPECT_TRUE(Whole(1, 2).is_before(Whole(2, 3)));
  EXPECT_LT(Whole(), Whole::all());
  EXPECT_LT(Whole::before(3), a);
  const auto forever = Range<Timestamptz>::parse("[2026-01-01 00:00:00Z,infinity)");
  EXPECT_LT(forever, Range<Timestamptz>::since(forever.lower()->value))
      << "without an end is beyond infinity";
  EXPECT_TRUE(forever.contains(Timestamptz::max()));
}

TEST(Multiranges, AreCanonical) {
  const Wholes hours{Whole(7, 9), Whole(1, 3), Whole(), Whole(3, 5)};
  EXPECT_EQ(to_string(hours), "{[1,5),[7,9)}");
  EXPECT_EQ(Wholes::parse(" {[7,9) , empty, (0,4]}"), hours);
  EXPECT_EQ(to_string(Wholes()), "{}");
  EXPECT_TRUE(hours.contains(8));
  EXPECT_FALSE(hours.contains(6));
  EXPECT_TRUE(hours.contains(Wholes{Whole(2, 4), Whole(8, 9)}));
  EXPECT_FALSE(hours.contains(Whole(4, 8)));
  EXPECT_TRUE(hours.overlaps(Whole(4, 6)));
  EXPECT_EQ(hours.intersection(Wholes{Whole(4, 8)}), (Wholes{Whole(4, 5), Whole(7, 8)}));
  EXPECT_EQ(hours.united(Whole(5, 7)), Wholes(Whole(1, 9)));
  expect_no_value<Wholes>({"", "{", "{[1,2)", "{[1,2),}", "[1,2)", "{[1,2)[3,4)}"});
}

TEST(Addresses, AreReadAndPrinted) {
  for (const char* text :
       {"10.0.0.1", "10.0.0.1/8", "::1", "::", "2001:db8::1/64", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8",
        "fe80::1:0:0:1", "0.0.0.0/0", "1:0:0:2::", "::5", "::1.2.3.4"}) {
    EXPECT_EQ(to_string(Inet::parse(text)), text);
  }
  EXPECT_EQ(to_string(Inet::parse("10.0.0.1/32")), "10.0.0.1");
  EXPECT_EQ(to_string(Cidr::parse("10.0.0.1")), "10.0.0.1/32");
  EXPECT_EQ(to_string(Inet::parse("2001:DB8:0:0:0:0:0:1")), "2001:db8::1");
  expect_no_value<Inet>({"", "10.0.0", "10.0.0.256", "10.0.0.1/33", "1.2.3.4.5", ":::", "1::2::3",
                         "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::12345", "10.0.0.1/", "::/129", "10.0.0.1 ",
                         "1:2:3:4:5:6:7::8", "a.b.c.d"});
  expect_no_value<Cidr>({"10.0.0.1/8", "2001:db8::1/64"});
}

TEST(Addresses, Operate) {
  const Inet host = Inet::parse("10.1.2.3/20");
  EXPECT_EQ(to_string(host.network()), "10.1.0.0/20");
  EXPECT_EQ(to_string(host.broadcast()), "10.1.15.255/20");
  EXPECT_EQ(to_string(host.host()), "10.1.2.3");
  EXPECT_EQ(host.prefix(), 20);
  EXPECT_TRUE(Cidr::parse("10.0.0.0/8").contains(host));
  EXPECT_FALSE(Cidr::parse("10.0.0.0/8").contains(Inet::parse("10.0.0.0/7")));
  EXPECT_FALSE(Cidr::parse("::/0").contains(host));
  EXPECT_TRUE(host.overlaps(Cidr::parse("10.0.0.0/8")));
  EXPECT_LT(Inet::parse("255.0.0.0"), Inet::parse("::"));
  EXPECT_LT(Inet::parse("10.0.0.1/8"), Inet::parse("10.0.0.1"));
  const std::uint8_t octets[] = {10, 0, 0, 1};
  EXPECT_EQ(Inet::of(octets, 32), Inet::parse("10.0.0.1"));
  EXPECT_THROW(static_cast<void>(Inet::of(octets, 33)), EncodeError);
}

TEST(BitRows, Operate) {
  const Bits a = Bits::parse("1010000011");
  EXPECT_EQ(a.size(), 10u);
  EXPECT_EQ(a.count(), 4u);
  EXPECT_TRUE(a.at(0));
  EXPECT_THROW(static_cast<void>(a.at(10)), std::out_of_range);
  EXPECT_EQ(to_string(~a), "0101111100");
  EXPECT_EQ((~a).bytes()[1], 0) << "what is behind the last bit stays 0";
  EXPECT_EQ(to_string(a & Bits::parse("1100000001")), "1000000001");
  EXPECT_EQ(to_string(a | Bits::parse("1100000000")), "1110000011");
  EXPECT_EQ(to_string(a ^ a), "0000000000");
  EXPECT_EQ(to_string(Bits::parse("101") + Bits::parse("0110011")), "1010110011");
  EXPECT_LT(Bits::parse("10"), Bits::parse("100"));
  EXPECT_LT(Bits::parse("0111"), Bits::parse("1"));
  EXPECT_EQ(Bits::of({0xFF}, 3), Bits::parse("111"));
  EXPECT_THROW(static_cast<void>(a & Bits(9)), EncodeError);
  expect_no_value<Bits>({"012", "x", " 1"});
}

TEST(Hstores, AreReadAndPrinted) {
  const Hstore map = Hstore::parse(R"(b=>NULL, "a \"x\""=>"1, \\2", c=>"NULL",b=>2)");
  EXPECT_EQ(to_string(map), R"("a \"x\""=>"1, \\2", "b"=>NULL, "c"=>"NULL")");
  EXPECT_EQ(Hstore::parse(to_string(map)), map);
  EXPECT_TRUE(map.has("b"));
  EXPECT_EQ(map.get("b"), std::nullopt);
  EXPECT_EQ(map.get("c"), "NULL");
  EXPECT_TRUE(map.contains(Hstore{{{"b", std::nullopt}}}));
  EXPECT_FALSE(map.contains(Hstore{{{"c", "2"}}}));
  EXPECT_EQ((map | Hstore{{{"c", "2"}}}).get("c"), "2");
  expect_no_value<Hstore>({"a", "a=>", "a=>1,,b=>2", "\"a=>1", "=>1", "a=>\"1"});
  EXPECT_TRUE(Hstore::parse("  ").empty());
}

TEST(Intervals, AddUpAsInPostgres) {
  const Timestamp january{std::chrono::local_days(year(2024) / 1 / 31) + 12h};
  EXPECT_EQ(to_string(january + Interval{.months = 1}), "2024-02-29T12:00:00");
  EXPECT_EQ(to_string(january - Interval{.months = 2}), "2023-11-30T12:00:00");
  EXPECT_EQ(to_string(january + Interval{.months = 1, .days = 1, .time = -13h}), "2024-02-29T23:00:00");
  EXPECT_EQ(add_in_utc(Timestamptz(january.time_since_epoch()), {.days = 1}),
            Timestamptz(january.time_since_epoch() + 24h));
  EXPECT_EQ(compare_lengths({.months = 1}, {.days = 30}), std::strong_ordering::equal);
  EXPECT_EQ(compare_lengths({.days = 1}, {.time = 25h}), std::strong_ordering::less);
  EXPECT_EQ(justify_hours({.days = 1, .time = -1h}), (Interval{.time = 23h}));
  EXPECT_EQ(justify_days({.days = 65}), (Interval{.months = 2, .days = 5}));
  EXPECT_EQ((Interval{.months = 2, .days = 1, .time = 3h} * -2),
            (Interval{.months = -4, .days = -2, .time = -6h}));
  EXPECT_THROW(
      static_cast<void>(Interval{.months = std::numeric_limits<std::int32_t>::max()} + Interval{.months = 1}),
      EncodeError);
  EXPECT_THROW(static_cast<void>(january - Interval{.months = 12 * 2024}), EncodeError);
}

TEST(Times, AreReadAsTheyArePrinted) {
  for (const char* text : {"2026-05-01", "0001-01-01", "32767-12-31"})
    EXPECT_EQ(to_string(parse<Date>(text)), text);
  for (const char* text : {"00:00:00", "24:00:00", "12:34:56.000001"})
    EXPECT_EQ(to_string(parse<Time>(text)), text);
  for (const char* text : {"PT0S", "P14M3DT5.500000S", "P-1M", "PT-0.500000S"}) {
    EXPECT_EQ(to_string(parse<Interval>(text)), text);
  }
  EXPECT_EQ(parse<Interval>("P1Y2M1W4DT5H6M7.5S"),
            (Interval{.months = 14, .days = 11, .time = 5h + 6min + 7s + 500ms}));
  EXPECT_EQ(to_string(parse<Timestamp>("2026-05-01 12:34:56.5")), "2026-05-01T12:34:56.500000");
  EXPECT_EQ(to_string(parse<Timestamptz>("2026-05-01 01:30:00+02:00")), "2026-04-30T23:30:00Z");
  EXPECT_EQ(to_string(TimeTz::parse("12:34:56.5+02")), "12:34:56.5+02");
  EXPECT_EQ(to_string(TimeTz::parse("12:34:56-03:30")), "12:34:56-03:30");
  EXPECT_LT(TimeTz::parse("12:00:00+02"), TimeTz::parse("11:00:00Z"));
  EXPECT_LT(TimeTz::parse("12:00:00+01"), TimeTz::parse("11:00:00Z")) << "the one further east";
  expect_no_value<Date>({"2026-02-29", "2026-1-1", "26-01-01", "2026-01-01 ", "", "0000-01-01", "infinity"});
  expect_no_value<Time>({"25:00:00", "24:00:01", "12:60:00", "1:00:00", "12:00:00.1234567"});
  expect_no_value<Timestamp>({"2026-01-01", "2026-01-01T12:00:00Z", "2026-01-01X12:00:00"});
  expect_no_value<Timestamptz>({"2026-01-01T12:00:00", "2026-01-01T12:00:00+1", "2026-01-01T12:00:00+99"});
  expect_no_value<Interval>(
      {"", "P", "PT", "1D", "P1", "P1H", "PT1D", "P1.5D", "P1DT", "P99999999999D", "P1S"});
}

TEST(Points, Operate) {
  EXPECT_EQ(to_string(Point::parse("( 1 , 2.5 )")), "(1,2.5)");
  EXPECT_EQ(Point::parse("1,2"), (Point{1, 2}));
  EXPECT_EQ(distance({0, 0}, {3, 4}), 5);
  EXPECT_EQ((Point{1, 2} + Point{1, 1}), (Point{2, 3}));
  expect_no_value<Point>({"", "(1)", "(1,2", "1,2)", "(1,2,3)", "(a,b)"});
}

TEST(HalfVectors, RoundToTheNearest) {
  const HalfVector half{1.0F, 0.1F, 65519.0F, -2.5F, 5.9604645e-8F, 2.9802322e-8F};
  EXPECT_EQ(half[1], 0.0999755859375F);
  EXPECT_EQ(half[2], 65504.0F);
  EXPECT_EQ(half[4], 0x1p-24F) << "the least of all";
  EXPECT_EQ(half[5], 0.0F) << "half of that goes to the even one";
  EXPECT_EQ((HalfVector{1.00048828125F, 1.00146484375F}), (HalfVector{1.0F, 1.001953125F}))
      << "ties go to even";
  EXPECT_EQ(HalfVector::parse("[1,2.5]"), (HalfVector{1, 2.5F}));
  EXPECT_THROW(HalfVector({65520.0F}), EncodeError);
  EXPECT_THROW(HalfVector({std::numeric_limits<float>::quiet_NaN()}), EncodeError);
  expect_no_value<HalfVector>({"", "[]", "[1,]", "1,2", "[1e9]"});
  EXPECT_DOUBLE_EQ(l2_distance(HalfVector{0, 3}.values(), HalfVector{4, 0}.values()), 5);
}

TEST(SparseVectors, HoldWhatIsNotZero) {
  const SparseVector sparse = SparseVector::parse("{3:2, 1:0.5,2:0}/5");
  EXPECT_EQ(to_string(sparse), "{1:0.5,3:2}/5");
  EXPECT_EQ(sparse, SparseVector({0.5F, 0, 2, 0, 0}));
  EXPECT_EQ(sparse.at(2), 2.0F);
  EXPECT_EQ(sparse.dense(), (std::vector<float>{0.5F, 0, 2, 0, 0}));
  const SparseVector other(5, {{2, 1}, {4, 3}});
  EXPECT_DOUBLE_EQ(inner_product(sparse, other), 2);
  EXPECT_DOUBLE_EQ(l2_distance(sparse, other), l2_distance(sparse.dense(), other.dense()));
  EXPECT_DOUBLE_EQ(cosine_distance(sparse, other), cosine_distance(sparse.dense(), other.dense()));
  EXPECT_THROW(SparseVector(2, {{2, 1}}), EncodeError);
  EXPECT_THROW(SparseVector(2, {{1, 1}, {1, 2}}), EncodeError);
  expect_no_value<SparseVector>({"", "{}", "{1:1}/0", "{6:1}/5", "{1}/5", "{0:1}/5"});
}

template <class T>
void expect_printed_and_hashed(const T& value, const T& same, const T& other) {
  std::ostringstream out;
  out << value;
  EXPECT_EQ(out.str(), to_string(value));
  EXPECT_EQ(fmt::format("{}", value), to_string(value));
  EXPECT_EQ(std::unordered_set<T>({value, same, other}).size(), 2u) << value;
}

TEST(ValueTypes, ArePrintedAndHashed) {
  expect_printed_and_hashed(Whole(1, 5), Whole::closed(1, 4), Whole(1, 6));
  expect_printed_and_hashed(Range<Numeric>(1, 2), Range<Numeric>::parse("[1.0,2.00)"), Range<Numeric>());
  expect_printed_and_hashed(Wholes{Whole(1, 5)}, Wholes{Whole(1, 3), Whole(3, 5)}, Wholes());
  expect_printed_and_hashed(Inet::parse("::1"), Inet::parse("0:0::1"), Inet::parse("::1/64"));
  expect_printed_and_hashed(Cidr::parse("10.0.0.0/8"), Cidr::parse("10.0.0.0/8"), Cidr::parse("10.0.0.0/9"));
  expect_printed_and_hashed(Bits::parse("01"), Bits::parse("01"), Bits::parse("010"));
  expect_printed_and_hashed(Hstore::parse("a=>1"), Hstore::parse("a=>1"), Hstore::parse("a=>NULL"));
  expect_printed_and_hashed(TimeTz::parse("01:00:00Z"), TimeTz::parse("01:00:00+00"),
                            TimeTz::parse("02:00:00+01"));
  expect_printed_and_hashed(Point{1, 2}, Point{1, 2}, Point{2, 1});
  expect_printed_and_hashed(HalfVector{1}, HalfVector{1}, HalfVector{2});
  expect_printed_and_hashed(SparseVector({0, 1}), SparseVector(2, {{1, 1}}), SparseVector({1, 0}));
}

/// Whatever bytes come: a value or a DecodeError.
TEST(ValueTypes, OfBrokenBytesAreAnError) {
  const auto bytes = [](std::initializer_list<int> values) {
    Bytes out;
    for (const int value : values) out.push_back(static_cast<std::byte>(value));
    return out;
  };
  EXPECT_THROW(static_cast<void>(Codec<Whole>::decode(bytes({}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Whole>::decode(bytes({2, 0, 0, 0, 4, 0, 0, 0, 1}))), DecodeError);
  EXPECT_THROW(
      static_cast<void>(Codec<Whole>::decode(bytes({2, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 1}))),
      DecodeError)
      << "the lower bound above the upper one";
  EXPECT_THROW(static_cast<void>(Codec<Wholes>::decode(bytes({0, 0, 0, 1}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Inet>::decode(bytes({2, 33, 0, 4, 1, 2, 3, 4}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Inet>::decode(bytes({3, 32, 0, 4, 1, 2, 3, 4}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Bits>::decode(bytes({0, 0, 0, 9, 1}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Bits>::decode(bytes({255, 0, 0, 9, 1}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Hstore>::decode(bytes({0, 0, 0, 1, 0, 0, 0, 9}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Hstore>::decode(bytes({0, 0, 0, 1, 255, 255, 255, 255}))),
               DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<HalfVector>::decode(bytes({0, 1, 0, 0, 0x7C, 0}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<SparseVector>::decode(bytes({0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0}))),
               DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<Point>::decode(bytes({1}))), DecodeError);
  EXPECT_THROW(static_cast<void>(Codec<TimeTz>::decode(bytes({0, 0, 0, 0, 0, 0, 0, 0}))), DecodeError);
}

}  // namespace
}  // namespace tenon
