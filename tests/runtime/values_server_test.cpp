// Values of PostgreSQL's further types: a server understands them, and comes to the same results.
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <random>

#include "round_trip.hpp"
#include "tenon/bits.hpp"
#include "tenon/hstore.hpp"
#include "tenon/inet.hpp"
#include "tenon/interval.hpp"
#include "tenon/parse.hpp"
#include "tenon/point.hpp"
#include "tenon/range.hpp"
#include "tenon/timetz.hpp"
#include "tenon/vectors.hpp"

namespace tenon::testing {
namespace {

class Values : public RoundTrip {
 protected:
  /// Each text is a value's, as the server prints it.
  template <class T>
  void expect_texts(const std::string& type, std::initializer_list<const char*> texts) {
    std::vector<T> all;
    for (const char* text : texts) {
      const T value = parse<T>(text);
      expect(value, type, text);
      EXPECT_EQ(to_string(value), text);
      all.push_back(value);
    }
    EXPECT_EQ((read_array<T>(type, all)), all);
    const std::vector<std::optional<T>> with_null{all.front(), std::nullopt};
    EXPECT_EQ((read_array<std::optional<T>>(type, with_null)), with_null);
  }

  template <class T>
  std::vector<T> read_array(const std::string& type, const std::vector<T>& values) {
    auto rows = in_transaction<std::vector<T>>("SELECT $1::" + type + "[]", values);
    return std::move(std::get<0>(rows.at(0)));
  }
};

TEST_F(Values, Ranges) {
  expect_texts<Range<std::int32_t>>("int4range",
                                    {"[1,5)", "empty", "(,)", "[-2147483648,)", "(,2147483647)"});
  expect_texts<Range<std::int64_t>>("int8range", {"[1,9223372036854775807)", "(,5)"});
  expect_texts<Range<Numeric>>("numrange", {"(1.5,2.50]", "(,1)", "empty"});
  expect_texts<Range<Date>>("daterange",
                            {"[2026-01-01,2026-02-01)", "[0001-01-01,)", "(-infinity,infinity)"});
  expect(Range<Timestamp>(parse<Timestamp>("2026-01-01T00:00:00"), parse<Timestamp>("2026-01-01T12:00:00.5")),
         "tsrange", "[\"2026-01-01 00:00:00\",\"2026-01-01 12:00:00.5\")");
  expect(Range<Timestamptz>::parse("[2026-01-01 00:00:00+00,infinity)"), "tstzrange",
         "[\"2026-01-01 00:00:00+00\",infinity)");
  expect(Range<Numeric>::parse("[0,infinity)"), "numrange", "[0,Infinity)");
  EXPECT_EQ(read<Range<std::int32_t>>("'(1,4]'::int4range"), Range<std::int32_t>(2, 5));
  expect_refused<Range<Numeric>, NotFinite>("'[0,NaN]'::numrange");
  expect_refused<Range<Timestamptz>, NotFinite>("'[infinity,infinity]'::tstzrange");
  expect_refused<Range<Date>>("'[4713-01-01 BC,)'::daterange");
}

TEST_F(Values, Multiranges) {
  expect_texts<Multirange<std::int32_t>>("int4multirange", {"{[1,5),[7,9)}", "{}", "{(,1),[3,)}"});
  expect_texts<Multirange<std::int64_t>>("int8multirange", {"{[1,5)}"});
  expect_texts<Multirange<Numeric>>("nummultirange", {"{(1.5,2],(3,4.00)}"});
  expect_texts<Multirange<Date>>("datemultirange", {"{[2026-01-01,2026-02-01),[2027-01-01,)}"});
  expect(Multirange<Timestamptz>(Range<Timestamptz>::since(parse<Timestamptz>("2026-01-01T00:00:00Z"))),
         "tstzmultirange", "{[\"2026-01-01 00:00:00+00\",)}");
  expect(Multirange<Timestamp>(Range<Timestamp>::before(parse<Timestamp>("2026-01-01T00:00:00"))),
         "tsmultirange", "{(,\"2026-01-01 00:00:00\")}");
}

TEST_F(Values, Addresses) {
  expect_texts<Inet>(
      "inet", {"10.0.0.1/8", "0.0.0.0/0", "2001:db8::1/64", "::ffff:1.2.3.4/96", "1:2:3:4:5:6:7:8/127"});
  // The cast to text has a host's prefix too.
  for (const std::string text : {"::1", "::", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "::5", "fe80::1:0:0:1"}) {
    expect(Inet::parse(text), "inet", text + "/128");
  }
  expect(Inet::parse("10.0.0.1"), "inet", "10.0.0.1/32");
  expect_texts<Cidr>("cidr", {"10.0.0.0/8", "10.0.0.1/32", "2001:db8::/32", "::/0"});
  EXPECT_EQ(read<Inet>("'10.0.0.0/8'::cidr"), Inet::parse("10.0.0.0/8"));
}

TEST_F(Values, BitRows) {
  expect_texts<Bits>("varbit", {"", "1", "10100000", "101000001", "0000000000000000"});
  EXPECT_EQ(read<Bits>("B'0101'::bit(4)"), Bits::parse("0101"));
  EXPECT_EQ(read<std::vector<Bits>>("ARRAY[B'01', B'10']::bit(2)[]"),
            (std::vector<Bits>{Bits::parse("01"), Bits::parse("10")}));
}

TEST_F(Values, Hstores) {
  db_.admin("CREATE EXTENSION hstore");
  expect_texts<Hstore>("hstore", {R"("a"=>"1", "b"=>NULL)", R"("a \"x\""=>"1, \\2")", R"("a"=>"NULL")"});
  expect(Hstore(), "hstore", "");
  EXPECT_EQ(read<Hstore>("'a=>1, a=>2'::hstore").size(), 1u);
}

TEST_F(Values, Points) {
  expect_texts<Point>("point", {"(1,2.5)", "(0,-0.1)", "(1e+300,0)"});
  EXPECT_TRUE(std::isinf(read<Point>("point 'infinity,0'").x));
}

TEST_F(Values, TimesWithZone) {
  expect_texts<TimeTz>(
      "timetz", {"12:34:56.5+02", "24:00:00+00", "00:00:00-15:59", "12:00:00+05:30", "12:00:00+01:00:30"});
}

/// What the server makes of each pair, against what C++ does.
class Agreement : public Values {
 protected:
  std::mt19937 random_{20260101};
  int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }

  template <class T>
  static T bound(const std::string& text) {
    if constexpr (std::integral<T>)
      return static_cast<T>(std::stoll(text));
    else
      return parse<T>(text);
  }

  template <class T>
  std::string random_range_text(const std::function<std::string()>& value) {
    if (below(12) == 0) return "empty";
    std::string a = below(8) == 0 ? "" : value();
    std::string b = below(8) == 0 ? "" : value();
    if (!a.empty() && !b.empty() && bound<T>(b) < bound<T>(a)) std::swap(a, b);
    return (below(2) == 0 ? "[" : "(") + a + "," + b + (below(2) == 0 ? "]" : ")");
  }

  template <class T>
  void expect_ranges_alike(const std::string& type, const std::function<std::string()>& value) {
    std::vector<Range<T>> a;
    std::vector<Range<T>> b;
    std::vector<std::string> texts;
    for (int i = 0; i < 3000; ++i) {
      texts.push_back(random_range_text<T>(value));
      a.push_back(Range<T>::parse(texts.back()));
      b.push_back(Range<T>::parse(random_range_text<T>(value)));
    }
    const auto rows =
        in_transaction<bool, bool, bool, bool, bool, bool, Range<T>, Range<T>, bool, Multirange<T>>(
            "SELECT a && b, a @> b, a -|- b, a < b, a << b, a = b, a * b, range_merge(a, b), t::" + type +
                " = a, range_agg(x) FROM unnest($1::" + type + "[], $2::" + type +
                "[], $3::text[]) WITH ORDINALITY AS u(a, b, t, n), unnest(ARRAY[a, b]) x GROUP BY a, b, t, n "
                "ORDER BY n",
            a, b, texts);
    ASSERT_EQ(rows.size(), a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      SCOPED_TRACE(texts[i] + " is " + to_string(a[i]) + " " + to_string(b[i]));
      EXPECT_EQ(a[i].overlaps(b[i]), std::get<0>(rows[i]));
      EXPECT_EQ(a[i].contains(b[i]), std::get<1>(rows[i]));
      EXPECT_EQ(a[i].is_adjacent(b[i]), std::get<2>(rows[i]));
      EXPECT_EQ(a[i] < b[i], std::get<3>(rows[i]));
      EXPECT_EQ(a[i].is_before(b[i]), std::get<4>(rows[i]));
      EXPECT_EQ(a[i] == b[i], std::get<5>(rows[i]));
      EXPECT_EQ(a[i].intersection(b[i]), std::get<6>(rows[i]));
      EXPECT_EQ(a[i].merged(b[i]), std::get<7>(rows[i]));
      EXPECT_TRUE(std::get<8>(rows[i]));
      EXPECT_EQ((Multirange<T>{a[i], b[i]}), std::get<9>(rows[i]));
    }
  }

  std::string random_number() {
    std::string out;
    const int digits = below(4) == 0 ? 60 : 12;
    for (int i = below(digits); i >= 0; --i) out += static_cast<char>('0' + below(10));
    if (below(3) != 0) out += '.';
    if (out.back() == '.') {
      for (int i = below(digits); i >= 0; --i) out += static_cast<char>('0' + below(10));
    }
    return (below(2) == 0 ? "-" : "") + out;
  }
};

TEST_F(Agreement, OnRangesOfWholeNumbers) {
  expect_ranges_alike<std::int32_t>("int4range", [&] { return std::to_string(below(12)); });
}

TEST_F(Agreement, OnRangesOfNumerics) {
  expect_ranges_alike<Numeric>(
      "numrange", [&] { return std::to_string(below(6)) + "." + std::to_string(below(2)) + "0"; });
}

TEST_F(Agreement, OnRangesOfDates) {
  expect_ranges_alike<Date>("daterange", [&] { return "2024-02-2" + std::to_string(below(10)); });
}

TEST_F(Agreement, OnMultiranges) {
  using Wholes = Multirange<std::int32_t>;
  std::vector<Wholes> a;
  std::vector<Wholes> b;
  const auto some = [&] {
    std::vector<Range<std::int32_t>> out;
    for (int i = below(4); i > 0; --i) {
      out.push_back(Range<std::int32_t>::parse(
          random_range_text<std::int32_t>([&] { return std::to_string(below(15)); })));
    }
    return Wholes(out);
  };
  for (int i = 0; i < 3000; ++i) {
    a.push_back(some());
    b.push_back(some());
  }
  const auto rows = in_transaction<bool, bool, bool, Wholes, Wholes>(
      "SELECT a && b, a @> b, a < b, a * b, a + b FROM unnest($1::int4multirange[], $2::int4multirange[]) "
      "u(a, b)",
      a, b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    SCOPED_TRACE(to_string(a[i]) + " " + to_string(b[i]));
    EXPECT_EQ(a[i].overlaps(b[i]), std::get<0>(rows[i]));
    EXPECT_EQ(a[i].contains(b[i]), std::get<1>(rows[i]));
    EXPECT_EQ(a[i] < b[i], std::get<2>(rows[i]));
    EXPECT_EQ(a[i].intersection(b[i]), std::get<3>(rows[i]));
    EXPECT_EQ(a[i].united(b[i]), std::get<4>(rows[i]));
  }
}

TEST_F(Agreement, OnAddresses) {
  std::vector<Inet> a;
  std::vector<Inet> b;
  const auto some = [&] {
    std::array<std::uint8_t, 16> octets{};
    const bool v6 = below(2) == 0;
    for (std::uint8_t& octet : octets)
      octet = static_cast<std::uint8_t>(below(3) == 0 ? below(256) : below(3) * 127);
    if (v6 && below(3) == 0)
      std::fill(octets.begin() + below(4), octets.begin() + 4 + below(13), std::uint8_t{0});
    if (v6 && below(6) == 0) std::fill(octets.begin(), octets.begin() + 10, std::uint8_t{0});
    return Inet::of(std::span(octets).first(v6 ? 16 : 4), below(v6 ? 129 : 33));
  };
  for (int i = 0; i < 4000; ++i) {
    a.push_back(some());
    b.push_back(below(3) == 0 ? a.back().network() : some());
  }
  const auto rows = in_transaction<bool, bool, bool, Cidr, Inet, std::string, std::string>(
      "SELECT a >>= b, a && b, a < b, network(a), broadcast(a), a::text, host(a) FROM unnest($1::inet[], "
      "$2::inet[]) "
      "u(a, b)",
      a, b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    SCOPED_TRACE(to_string(a[i]) + " " + to_string(b[i]));
    EXPECT_EQ(a[i].contains(b[i]), std::get<0>(rows[i]));
    EXPECT_EQ(a[i].overlaps(b[i]), std::get<1>(rows[i]));
    EXPECT_EQ(a[i] < b[i], std::get<2>(rows[i]));
    EXPECT_EQ(a[i].network(), std::get<3>(rows[i]));
    EXPECT_EQ(a[i].broadcast(), std::get<4>(rows[i]));
    const std::string host = to_string(a[i].host());
    EXPECT_EQ(host, std::get<6>(rows[i]));
    EXPECT_EQ(host + "/" + std::to_string(a[i].prefix()), std::get<5>(rows[i]))
        << "the cast to text has all prefixes";
    EXPECT_EQ(Inet::parse(std::get<5>(rows[i])), a[i]);
  }
}

TEST_F(Agreement, OnIntervals) {
  std::vector<Timestamp> at;
  std::vector<Interval> a;
  std::vector<Interval> b;
  const auto some = [&] {
    return Interval{
        .months = below(50) - 25,
        .days = below(100) - 50,
        .time = std::chrono::microseconds(std::int64_t{below(400'000'000)} * 1000 - 200'000'000'000)};
  };
  for (int i = 0; i < 4000; ++i) {
    at.push_back(parse<Timestamp>("2023-12-2" + std::to_string(below(10)) + "T13:14:15") +
                 Interval{.days = below(800), .time = std::chrono::microseconds(below(1000))});
    a.push_back(some());
    b.push_back(some());
  }
  const auto rows =
      in_transaction<Timestamp, Timestamp, Timestamptz, bool, bool, Interval, Interval, Interval, Interval>(
          "SELECT at + a, at - a, at AT TIME ZONE 'UTC' + a, a < b, a = b, a + b, a - b, justify_hours(a), "
          "justify_days(a) "
          "FROM unnest($1::timestamp[], $2::interval[], $3::interval[]) u(at, a, b)",
          at, a, b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    SCOPED_TRACE(to_string(at[i]) + " " + to_string(a[i]) + " " + to_string(b[i]));
    EXPECT_EQ(at[i] + a[i], std::get<0>(rows[i]));
    EXPECT_EQ(at[i] - a[i], std::get<1>(rows[i]));
    EXPECT_EQ(add_in_utc(Timestamptz(at[i].time_since_epoch()), a[i]), std::get<2>(rows[i]));
    EXPECT_EQ(compare_lengths(a[i], b[i]) < 0, std::get<3>(rows[i]));
    EXPECT_EQ(compare_lengths(a[i], b[i]) == 0, std::get<4>(rows[i]));
    EXPECT_EQ(a[i] + b[i], std::get<5>(rows[i]));
    EXPECT_EQ(a[i] - b[i], std::get<6>(rows[i]));
    EXPECT_EQ(justify_hours(a[i]), std::get<7>(rows[i]));
    EXPECT_EQ(justify_days(a[i]), std::get<8>(rows[i]));
    EXPECT_EQ(parse<Interval>(to_string(a[i])), a[i]);
  }
}

TEST_F(Agreement, OnBitsAndTimes) {
  std::vector<Bits> a;
  std::vector<Bits> b;
  std::vector<TimeTz> x;
  std::vector<TimeTz> y;
  const auto bits = [&](std::size_t size) {
    Bits out(size);
    for (std::size_t i = 0; i < size; ++i) out.set(i, below(2) == 0);
    return out;
  };
  const auto time = [&] { return TimeTz{std::chrono::hours(below(24)), std::chrono::hours(below(24) - 12)}; };
  for (int i = 0; i < 2000; ++i) {
    a.push_back(bits(static_cast<std::size_t>(below(20))));
    b.push_back(below(2) == 0 ? bits(a.back().size()) : bits(static_cast<std::size_t>(below(20))));
    x.push_back(time());
    y.push_back(time());
  }
  const auto rows = in_transaction<bool, Bits, Bits, std::optional<Bits>, bool, bool>(
      "SELECT a < b, a || b, ~a, CASE WHEN length(a) = length(b) THEN a # b END, x < y, x = y "
      "FROM unnest($1::varbit[], $2::varbit[], $3::timetz[], $4::timetz[]) u(a, b, x, y)",
      a, b, x, y);
  for (std::size_t i = 0; i < a.size(); ++i) {
    SCOPED_TRACE(to_string(a[i]) + " " + to_string(b[i]) + " " + to_string(x[i]) + " " + to_string(y[i]));
    EXPECT_EQ(a[i] < b[i], std::get<0>(rows[i]));
    EXPECT_EQ(a[i] + b[i], std::get<1>(rows[i]));
    EXPECT_EQ(~a[i], std::get<2>(rows[i]));
    if (std::get<3>(rows[i])) {
      EXPECT_EQ(a[i] ^ b[i], *std::get<3>(rows[i]));
    }
    EXPECT_EQ(x[i] < y[i], std::get<4>(rows[i]));
    EXPECT_EQ(x[i] == y[i], std::get<5>(rows[i]));
  }
}

TEST_F(Agreement, OnNumerics) {
  std::vector<Numeric> a;
  std::vector<Numeric> b;
  std::vector<std::int32_t> scales;
  for (int i = 0; i < 5000; ++i) {
    a.push_back(Numeric::parse(random_number()));
    b.push_back(below(10) == 0 ? a.back() : Numeric::parse(random_number()));
    scales.push_back(below(24) - 8);
  }
  using Text = std::string;
  const auto rows = in_transaction<Text, Text, Text, Text, Text, Text, Text, bool, bool, Text>(
      "SELECT (a + b)::text, (a - b)::text, (a * b)::text, round(a, s)::text, trunc(a, s)::text, "
      "floor(a)::text, "
      "ceil(a)::text, a < b, a = b, abs(a)::text FROM unnest($1::numeric[], $2::numeric[], $3::int4[]) u(a, "
      "b, s)",
      a, b, scales);
  ASSERT_EQ(rows.size(), a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    SCOPED_TRACE(to_string(a[i]) + " " + to_string(b[i]) + " " + std::to_string(scales[i]));
    EXPECT_EQ(to_string(a[i] + b[i]), std::get<0>(rows[i]));
    EXPECT_EQ(to_string(a[i] - b[i]), std::get<1>(rows[i]));
    EXPECT_EQ(to_string(a[i] * b[i]), std::get<2>(rows[i]));
    EXPECT_EQ(to_string(round(a[i], scales[i])), std::get<3>(rows[i]));
    EXPECT_EQ(to_string(trunc(a[i], scales[i])), std::get<4>(rows[i]));
    EXPECT_EQ(to_string(floor(a[i])), std::get<5>(rows[i]));
    EXPECT_EQ(to_string(ceil(a[i])), std::get<6>(rows[i]));
    EXPECT_EQ(a[i] < b[i], std::get<7>(rows[i]));
    EXPECT_EQ(a[i] == b[i], std::get<8>(rows[i]));
    EXPECT_EQ(to_string(abs(a[i])), std::get<9>(rows[i]));
  }
}

class VectorsOfOtherKinds : public ::testing::Test {
 protected:
  Pool pool_{server_url("TENON_TEST_PGLITE"),
             {.name = "vectors", .tenant_setting = "app.tenant"},
             {.size = 1, .wait = std::chrono::seconds(20), .check_schema = false, .allow_unsafe_role = true}};
};

TEST_F(VectorsOfOtherKinds, GoAndComeBack) {
  std::mt19937 random(7);
  std::vector<float> floats;
  for (int i = 0; i < 500; ++i) {
    floats.push_back(std::ldexp(std::uniform_real_distribution<float>(-1, 1)(random), i % 40 - 25));
  }
  const HalfVector half(floats);
  const SparseVector sparse(500, {{3, 1.5F}, {499, -2}});
  const auto rows = pool_.in_transaction([&](Tx& tx) {
    execute(tx, "CREATE EXTENSION IF NOT EXISTS vector");
    return query<HalfVector, HalfVector, std::string, SparseVector, std::string, std::vector<HalfVector>,
                 std::vector<std::optional<SparseVector>>>(
        tx,
        "SELECT $1::halfvec, $2::vector::halfvec, ($1::halfvec)::text, $3::sparsevec, ($3::sparsevec)::text, "
        "$4::halfvec[], "
        "$5::sparsevec[]",
        half, Vector(floats), sparse, std::vector<HalfVector>{half, {1}},
        std::vector<std::optional<SparseVector>>{sparse, std::nullopt});
  });
  EXPECT_EQ(std::get<0>(rows.at(0)), half);
  EXPECT_EQ(std::get<1>(rows.at(0)), half) << "rounded as the extension rounds";
  EXPECT_EQ(HalfVector::parse(std::get<2>(rows.at(0))), half);
  EXPECT_EQ(std::get<3>(rows.at(0)), sparse);
  EXPECT_EQ(std::get<4>(rows.at(0)), to_string(sparse));
  EXPECT_EQ(std::get<5>(rows.at(0)), (std::vector<HalfVector>{half, {1}}));
  EXPECT_EQ(std::get<6>(rows.at(0)), (std::vector<std::optional<SparseVector>>{sparse, std::nullopt}));
}

TEST_F(VectorsOfOtherKinds, HaveTheSameDistances) {
  const std::vector<float> a{1, 2, 3.5F};
  const std::vector<float> b{-1, 0, 4};
  const auto rows = pool_.in_transaction([&](Tx& tx) {
    execute(tx, "CREATE EXTENSION IF NOT EXISTS vector");
    return query<double, double, double, double, double, double>(
        tx,
        "SELECT $1::halfvec <-> $2::halfvec, -($1::halfvec <#> $2::halfvec), $1::halfvec <=> $2::halfvec, "
        "$3::sparsevec <-> "
        "$4::sparsevec, -($3::sparsevec <#> $4::sparsevec), $3::sparsevec <=> $4::sparsevec",
        HalfVector(a), HalfVector(b), SparseVector(a), SparseVector(b));
  });
  const auto& row = rows.at(0);
  EXPECT_NEAR(l2_distance(a, b), std::get<0>(row), 1e-6);
  EXPECT_NEAR(inner_product(a, b), std::get<1>(row), 1e-6);
  EXPECT_NEAR(cosine_distance(a, b), std::get<2>(row), 1e-6);
  EXPECT_NEAR(l2_distance(SparseVector(a), SparseVector(b)), std::get<3>(row), 1e-6);
  EXPECT_NEAR(inner_product(SparseVector(a), SparseVector(b)), std::get<4>(row), 1e-6);
  EXPECT_NEAR(cosine_distance(SparseVector(a), SparseVector(b)), std::get<5>(row), 1e-6);
}

}  // namespace
}  // namespace tenon::testing
