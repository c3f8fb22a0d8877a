#include "databases.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "commands.hpp"
#include "driver/compilation.hpp"
#include "remade.hpp"

namespace model_tests {

using namespace tenon;
namespace fs = std::filesystem;

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

bool apply(const dumps::Cluster& cluster, const std::string& database, const fs::path& schema) {
  cluster.make_database(database);
  return dumps::succeeds(
      fmt::format("{} apply {} --db '{}'", TENON_TOOL, schema.string(), cluster.url(database)));
}

catalog::Reading read(const dumps::Cluster& cluster, const std::string& database) {
  auto session = cluster.connect(database);
  auto reading = catalog::read_database(session);
  EXPECT_TRUE(reading) << reading.error();
  return reading ? std::move(*reading) : catalog::Reading{};
}

bool make(const dumps::Cluster& cluster, const std::string& database, const model::Database& objects,
          const std::vector<std::string>& further) {
  cluster.make_database(database);
  auto session = cluster.connect(database);
  const auto made = make_again(session, objects, further);
  EXPECT_TRUE(made) << made.error();
  return made.has_value();
}

std::string text(const std::vector<model::Difference>& differences) {
  std::string out;
  for (const model::Difference& each : differences) out += model::text(each);
  return out;
}

}  // namespace model_tests
