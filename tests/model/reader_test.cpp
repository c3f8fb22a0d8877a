// Databases read from their servers: everything that is in them, so well that it can be made again.
#include <gtest/gtest.h>

#include "databases.hpp"

namespace model_tests {
namespace {

using namespace tenon;

TEST(Reader, WhatItReadsCanBeMadeAgain) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  for (const auto& path : schemas()) {
    SCOPED_TRACE(path.filename().string());
    ASSERT_TRUE(apply(cluster, "first", path));
    const catalog::Reading first = read(cluster, "first");
    EXPECT_TRUE(first.uncovered.empty());
    if (make(cluster, "second", first.database)) {
      const catalog::Reading second = read(cluster, "second");
      EXPECT_EQ(text(model::differences(first.database, second.database)), "");
    }
    cluster.drop_database("first");
    cluster.drop_database("second");
  }
}

/// What has no kind is named.
TEST(Reader, TellsWhatNoKindHolds) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  cluster.make_database("odd");
  cluster.run("odd",
              "CREATE TYPE span AS RANGE (subtype = float8); CREATE AGGREGATE total (float8) (SFUNC = "
              "float8pl, STYPE = "
              "float8); CREATE COLLATION german (provider = icu, locale = 'de')");
  std::string found;
  for (const auto& [what, name] : read(cluster, "odd").uncovered) found += what + " " + name + "\n";
  EXPECT_EQ(found, "aggregate public.total\ncollation public.german\nrange type public.span\n");
  cluster.drop_database("odd");
}

}  // namespace
}  // namespace model_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
