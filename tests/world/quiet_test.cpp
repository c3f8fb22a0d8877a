// A database that is what it was made to be has no finding, whatever schema it is of and whatever became of
// it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "commands.hpp"
#include "garden.hpp"

namespace world_tests {
namespace {

namespace fs = std::filesystem;

/// Those that this server takes and that need no extension which is missing on it.
std::vector<fs::path> schemas(const dumps::Cluster& cluster) {
  std::vector<fs::path> out;
  const fs::path root = TENON_SOURCE;
  for (const char* folder :
       {"schema", "examples/quickstart", "tests/file/rules", "tests/dumps", "tests/world"}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() != ".schema") continue;
      const auto compilation = tenon::driver::compile(entry.path().string());
      if (!compilation.schema || compilation.schema->postgres > cluster.version()) continue;
      const auto& extensions = compilation.schema->extensions;
      if (std::ranges::find(extensions, "vector") == extensions.end()) out.push_back(entry.path());
    }
  }
  std::ranges::sort(out);
  return out;
}

/// As roles belong to the server, one schema after the other.
TEST(Quiet, WhatWasAppliedAndWhatWasRestored) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  const dumps::Directory directory;
  const auto all = schemas(cluster);
  EXPECT_GT(all.size(), 40U);
  for (const fs::path& path : all) {
    SCOPED_TRACE(path.filename().string());
    const Garden garden(cluster, path);
    if (!garden.is_there() || !garden.apply("made")) continue;
    EXPECT_EQ(text(garden.judge("made")), "");
    const std::string file = directory.path("dump.sql");
    ASSERT_TRUE(dumps::succeeds(cluster.dump_command("made", file)));
    cluster.make_database("restored");
    ASSERT_TRUE(dumps::succeeds(
        fmt::format("psql -X -q -v ON_ERROR_STOP=1 -d '{}' -f {}", cluster.url("restored"), file)));
    EXPECT_EQ(text(garden.judge("restored")), "");
    cluster.drop_database("made");
    cluster.drop_database("restored");
  }
}

/// Other partitions are there than a database has that is made today.
TEST(Quiet, WhatMaintenanceMadeAndDropped) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  const Garden garden(cluster, std::string(TENON_SOURCE) + "/tests/world/garden.schema");
  ASSERT_TRUE(garden.is_there() && garden.apply("kept"));
  const std::string old =
      "SELECT to_regclass('public.messages_' || to_char(now() - interval '8 months', 'YYYY_MM')) IS NULL";
  for (const char* time : {"now() - interval '8 months'", "now() - interval '20 days'"})
    cluster.run("kept", fmt::format("SELECT * FROM tenon.maintain_at({})", time));
  EXPECT_EQ(cluster.value("kept", old), "f");
  EXPECT_EQ(text(garden.judge("kept")), "");
  for (const char* time : {"now() - interval '3 hours'", "now()"})
    cluster.run("kept", fmt::format("SELECT * FROM tenon.maintain_at({})", time));
  EXPECT_EQ(cluster.value("kept", old), "t");
  EXPECT_EQ(text(garden.judge("kept")), "");
  cluster.drop_database("kept");
}

}  // namespace
}  // namespace world_tests
