// Exact decimal numbers, without a server.
#include "tenon/numeric.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <sstream>

#include "tenon/error.hpp"

namespace tenon {
namespace {

const std::string k38 = std::string(38, '9');
const std::string k39 = "1" + std::string(38, '0');

TEST(Numeric, PrintsAsItWasWritten) {
  for (const std::string text : {"0", "1", "-1", "1.00", "-0.05", "123456789.123456789", "0.000"}) {
    EXPECT_EQ(to_string(Numeric::parse(text)), text);
  }
  for (const std::string& text :
       {k38, "-" + k38, k39, "-" + k39 + ".50", "0." + std::string(60, '0') + "1"}) {
    EXPECT_EQ(to_string(Numeric::parse(text)), text);
  }
  EXPECT_EQ(to_string(Numeric::parse("+007.50")), "7.50");
  EXPECT_EQ(to_string(Numeric::parse(".5")), "0.5");
  EXPECT_EQ(to_string(Numeric::parse("5.")), "5");
  EXPECT_EQ(to_string(Numeric::parse("-0.00")), "0.00");
  EXPECT_EQ(to_string(Numeric::parse(std::string(80, '0') + "1")), "1");
}

TEST(Numeric, ComesFromIntegers) {
  EXPECT_EQ(to_string(Numeric(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
  EXPECT_EQ(to_string(Numeric(std::numeric_limits<std::uint64_t>::max())), "18446744073709551615");
  EXPECT_EQ(to_string(Numeric()), "0");
}

TEST(Numeric, RefusesWhatIsNoNumber) {
  for (const std::string text :
       {"", "-", ".", "1e5", "NaN", "Infinity", "1.2.3", "--1", " 1", "1 ", "1,5", "+-1"}) {
    EXPECT_THROW(static_cast<void>(Numeric::parse(text)), ParseError) << text;
  }
}

TEST(Numeric, KeepsTheTextOutOfTheMessage) {
  try {
    static_cast<void>(Numeric::parse("salary-4711"));
    FAIL();
  } catch (const ParseError& error) {
    EXPECT_EQ(std::string(error.what()).find("4711"), std::string::npos);
  }
}

TEST(Numeric, ComparesByValue) {
  EXPECT_EQ(Numeric::parse("1.0"), Numeric::parse("1.00"));
  EXPECT_EQ(Numeric::parse("0"), Numeric::parse("-0.000"));
  EXPECT_EQ(Numeric::parse(k39), Numeric::parse(k39 + ".000"));
  EXPECT_EQ(Numeric::parse("0." + std::string(50, '0')), Numeric(0));
  EXPECT_LT(Numeric::parse("1.09"), Numeric::parse("1.1"));
  EXPECT_LT(Numeric::parse("-2"), Numeric::parse("-1.5"));
  EXPECT_LT(Numeric::parse("-" + k39), Numeric::parse("-" + k38));
  EXPECT_LT(Numeric::parse("-" + k39), Numeric(0));
  EXPECT_GT(Numeric::parse(k39), Numeric::parse(k38));
  EXPECT_GT(Numeric::parse(k39 + ".01"), Numeric::parse(k39));
  EXPECT_GT(Numeric::parse(k38), Numeric::parse("0." + std::string(99, '0') + "1"));
  EXPECT_LT(Numeric::parse("9." + std::string(37, '9')), Numeric(10));
}

TEST(Numeric, HashesByValue) {
  const std::hash<Numeric> hash;
  EXPECT_EQ(hash(Numeric::parse("1.50")), hash(Numeric::parse("1.5")));
  EXPECT_EQ(hash(Numeric::parse("0.000")), hash(Numeric(0)));
  EXPECT_EQ(hash(Numeric::parse(k39)), hash(Numeric::parse(k39 + ".00")));
  EXPECT_NE(hash(Numeric(1)), hash(Numeric(10)));
}

TEST(Numeric, CalculatesExactly) {
  EXPECT_EQ(to_string(Numeric::parse("0.1") + Numeric::parse("0.20")), "0.30");
  EXPECT_EQ(to_string(Numeric(1) - Numeric::parse("0.001")), "0.999");
  EXPECT_EQ(to_string(Numeric::parse("-1.5") * Numeric::parse("2.25")), "-3.375");
  EXPECT_EQ(to_string(-Numeric::parse("1.5")), "-1.5");
  EXPECT_EQ(to_string(-Numeric::parse(k39)), "-" + k39);
  EXPECT_EQ(to_string(-(-Numeric::parse(k39))), k39);
  Numeric sum;
  for (int i = 0; i < 1000; ++i) sum += Numeric::parse("0.001");
  EXPECT_EQ(sum, Numeric(1));
}

TEST(Numeric, CalculatesBeyondWhat128BitsHold) {
  const Numeric most = Numeric::parse(k38);
  EXPECT_EQ(to_string(most + Numeric(0)), k38);
  EXPECT_EQ(to_string(most + Numeric(1)), k39);
  EXPECT_EQ(to_string(-most - Numeric(1)), "-" + k39);
  EXPECT_EQ(to_string(most + Numeric::parse("0.1")), k38 + ".1");
  // Aligned, the two are below 2^127 and their sum is not.
  EXPECT_EQ(
      to_string(Numeric::parse("16" + std::string(36, '0')) + Numeric::parse(std::string(37, '9') + ".9")),
      "25" + std::string(36, '9') + ".9");
  EXPECT_EQ(to_string(most * most), std::string(37, '9') + "8" + std::string(37, '0') + "1");
  EXPECT_EQ(to_string(Numeric::parse(k39) - Numeric(1)), k38);
  EXPECT_TRUE((Numeric::parse(k39) - Numeric(1)).is_compact());
  EXPECT_EQ(to_string(Numeric::parse(k39) - Numeric::parse(k39 + ".00")), "0.00");
}

TEST(Numeric, Rounds) {
  const auto rounded = [](const char* text, int scale) {
    return to_string(round(Numeric::parse(text), scale));
  };
  EXPECT_EQ(rounded("2.5", 0), "3");
  EXPECT_EQ(rounded("-2.5", 0), "-3");
  EXPECT_EQ(rounded("2.4999", 0), "2");
  EXPECT_EQ(rounded("0.005", 2), "0.01");
  EXPECT_EQ(rounded("0.005", 1), "0.0");
  EXPECT_EQ(rounded("99.995", 2), "100.00");
  EXPECT_EQ(rounded("1.5", 4), "1.5000");
  EXPECT_EQ(rounded("1251", -2), "1300");
  EXPECT_EQ(rounded("50", -2), "100");
  EXPECT_EQ(rounded("49", -2), "0");
  EXPECT_EQ(rounded("5", -5), "0");
  EXPECT_EQ(to_string(trunc(Numeric::parse("-1.999"), 1)), "-1.9");
  EXPECT_EQ(to_string(floor(Numeric::parse("-1.2"))), "-2");
  EXPECT_EQ(to_string(ceil(Numeric::parse("-1.2"))), "-1");
  EXPECT_EQ(to_string(ceil(Numeric::parse("0.001"))), "1");
  EXPECT_EQ(to_string(floor(Numeric::parse("7.00"))), "7");
  EXPECT_EQ(to_string(abs(Numeric::parse("-" + k39))), k39);
}

TEST(Numeric, OverflowIsAnError) {
  EXPECT_THROW(static_cast<void>(Numeric::parse(k39).unscaled()), NumericOverflow);
  const Numeric most = Numeric::parse(std::string(131072, '9'));
  EXPECT_THROW(static_cast<void>(most + Numeric(1)), NumericOverflow);
  EXPECT_THROW(static_cast<void>(most * Numeric(10)), NumericOverflow);
  EXPECT_EQ(to_string(most + Numeric::parse("0.5")), std::string(131072, '9') + ".5");
  const Numeric least = Numeric::parse("0." + std::string(16382, '0') + "1");
  EXPECT_EQ((least * least).scale(), Numeric::kMaxScale) << "as PostgreSQL rounds";
  EXPECT_EQ(least * least, Numeric(0));
}

TEST(Numeric, CopiesAndMovesBigOnes) {
  Numeric a = Numeric::parse(k39);
  Numeric b = a;
  const Numeric c = std::move(a);
  EXPECT_EQ(b, c);
  b = Numeric(1);
  b = c;
  EXPECT_EQ(to_string(b), k39);
  std::ostringstream out;
  out << b;
  EXPECT_EQ(out.str(), k39);
}

}  // namespace
}  // namespace tenon
