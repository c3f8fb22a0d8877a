// Databases read from their servers: everything that is in them, and no more than once.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "catalog/reader.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "model/json.hpp"

namespace model_tests {
namespace {

using namespace tenon;

TEST(Reader, ReadsWhatASchemaMakes) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  const char* schema = std::getenv("TENON_TEST_SCHEMA");
  const std::string path = schema ? schema : TENON_SOURCE "/schema/platform.schema";
  cluster.make_database("read");
  ASSERT_TRUE(dumps::succeeds(fmt::format("{} apply {} --db '{}'", TENON_TOOL, path, cluster.url("read"))));
  auto session = cluster.connect("read");
  const auto start = std::chrono::steady_clock::now();
  const auto reading = catalog::read_database(session);
  const auto end = std::chrono::steady_clock::now();
  ASSERT_TRUE(reading) << reading.error();
  std::map<std::string, int> counts;
  for (const auto& object : reading->database.objects()) ++counts[std::string(model::kind_name(object.identity.kind))];
  for (const auto& [kind, count] : counts) fmt::print("{} {}\n", count, kind);
  for (const auto& [what, name] : reading->uncovered) fmt::print("uncovered: {} {}\n", what, name);
  fmt::print("{} ms\n", std::chrono::duration_cast<std::chrono::milliseconds>(end - start).count());
  if (schema) fmt::print("{}\n", model::to_json(reading->database));
  cluster.drop_database("read");
}

}  // namespace
}  // namespace model_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
