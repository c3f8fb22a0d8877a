// Databases read from their servers: everything that is in them, so well that it can be made again.
#include "catalog/reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "cluster.hpp"
#include "commands.hpp"
#include "driver/compilation.hpp"
#include "model/ddl.hpp"
#include "model/differences.hpp"
#include "model/json.hpp"

namespace model_tests {
namespace {

using namespace tenon;
namespace fs = std::filesystem;

/// The schemas of the repository that need no extension, by name.
std::vector<fs::path> schemas() {
  std::vector<fs::path> out;
  const fs::path root = TENON_SOURCE;
  for (const char* folder : {"tests/file/rules", "tests/dumps"}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() != ".schema") continue;
      const auto compilation = driver::compile(entry.path().string());
      if (!compilation.schema || compilation.schema->postgres > 15) continue;
      if (compilation.schema->extensions.empty()) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

catalog::Reading read(const dumps::Cluster& cluster, const std::string& database) {
  auto session = cluster.connect(database);
  auto reading = catalog::read_database(session);
  EXPECT_TRUE(reading) << reading.error();
  return reading ? std::move(*reading) : catalog::Reading{};
}

/// All but what belongs to the server and is there already.
model::Database of_database(const model::Database& database) {
  model::Database out;
  for (const model::Object& object : database.objects()) {
    const model::Kind kind = object.identity.kind;
    if (kind != model::Kind::kRole && kind != model::Kind::kMembership) out.add(object);
  }
  return out;
}

std::string text(const std::vector<model::Difference>& differences) {
  std::string out;
  for (const model::Difference& each : differences) out += model::text(each);
  return out;
}

TEST(Reader, WhatItReadsCanBeMadeAgain) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  for (const fs::path& path : schemas()) {
    SCOPED_TRACE(path.filename().string());
    cluster.make_database("first");
    cluster.make_database("second");
    ASSERT_TRUE(dumps::succeeds(
        fmt::format("{} apply {} --db '{}'", TENON_TOOL, path.string(), cluster.url("first"))));
    const catalog::Reading first = read(cluster, "first");
    EXPECT_TRUE(first.uncovered.empty());
    std::string script = "SET check_function_bodies TO off; SET search_path TO pg_catalog;";
    for (const std::string& statement : model::creation(model::ordered(of_database(first.database))))
      script += "\n" + statement;
    auto session = cluster.connect("second");
    if (std::getenv("TENON_PRINT")) fmt::print("{}\n", script);
    const auto made = session.script(script);
    EXPECT_TRUE(made) << made.error().message << "\n"
                      << script.substr(made.error().position > 200 ? made.error().position - 200 : 0, 500);
    if (made) {
      EXPECT_EQ(text(model::differences(first.database, read(cluster, "second").database)), "");
    }
    cluster.drop_database("first");
    cluster.drop_database("second");
  }
}

}  // namespace
}  // namespace model_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
