// Which bounds are those of one day, week, month or year.
#include "world/bounds.hpp"

#include <gtest/gtest.h>

namespace world_tests {
namespace {

using tenon::world::is_one;

TEST(Bounds, AreOneWholeRange) {
  EXPECT_TRUE(
      is_one("month", "FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-01-01 00:00:00+00')", false));
  EXPECT_TRUE(is_one("day", "FOR VALUES FROM ('2028-02-29') TO ('2028-03-01')", false));
  EXPECT_TRUE(is_one("week", "FOR VALUES FROM ('2026-11-23') TO ('2026-11-30')", false));
  EXPECT_TRUE(is_one("year", "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", false));
  EXPECT_TRUE(is_one(
      "day",
      "FOR VALUES FROM ('01a21a4d-4000-0000-0000-000000000000') TO ('01a21f73-9c00-0000-0000-000000000000')",
      true));
}

TEST(Bounds, OfAnotherWidthAreNot) {
  EXPECT_FALSE(
      is_one("month", "FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-02-01 00:00:00+00')", false));
  EXPECT_FALSE(is_one("month", "FOR VALUES FROM ('2026-12-02') TO ('2027-01-02')", false));
  EXPECT_FALSE(is_one("week", "FOR VALUES FROM ('2026-11-24') TO ('2026-12-01')", false));
  EXPECT_FALSE(
      is_one("day", "FOR VALUES FROM ('2026-12-01 01:00:00+00') TO ('2026-12-02 01:00:00+00')", false));
  EXPECT_FALSE(is_one("month", "DEFAULT", false));
  EXPECT_FALSE(is_one("month", "FOR VALUES FROM (MINVALUE) TO ('2027-01-01')", false));
}

}  // namespace
}  // namespace world_tests
