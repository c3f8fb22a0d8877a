// Every schema of the repository, applied with its seeds, dumped, and restored: roles first, then the dump,
// in one transaction or by several processes; into the same version and into newer ones. Nothing may be
// missing afterwards: `verify` says what it says of the source, the rows are the same, a second dump is the
// first one again.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cluster.hpp"
#include "commands.hpp"
#include "driver/compilation.hpp"

namespace dumps {
namespace {

namespace fs = std::filesystem;

struct Schema {
  std::string name;  ///< `rules/audit`
  std::string path;
  int postgres = 15;  ///< the oldest version that will do
  bool vectors = false;
};

/// Nothing, where the file is one that doesn't compile: what it shows is its diagnostics.
std::optional<Schema> read_schema(const std::string& group, const fs::path& path) {
  const auto compilation = tenon::driver::compile(path.string());
  if (!compilation.schema) return std::nullopt;
  Schema out{group + "/" + path.stem().string(), path.string()};
  out.postgres = compilation.schema->postgres;
  for (const auto& extension : compilation.schema->extensions) out.vectors |= extension.starts_with("vector");
  return out;
}

std::vector<Schema> all_schemas() {
  std::vector<Schema> out;
  const fs::path root = TENON_SOURCE;
  for (const auto& [group, folder] :
       {std::pair{"system", "schema"}, {"rules", "tests/file/rules"}, {"dumps", "tests/dumps"}}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() != ".schema") continue;
      if (auto schema = read_schema(group, entry.path())) {
        out.push_back(std::move(*schema));
      } else {
        fmt::print("left out, since it doesn't compile: {}\n", entry.path().string());
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const Schema& a, const Schema& b) { return a.name < b.name; });
  return out;
}

/// A database of a server.
struct Database {
  const Cluster& cluster;
  std::string name;
  [[nodiscard]] std::string url() const { return cluster.url(name); }
};

std::string tenon(const std::string& arguments) {
  return fmt::format("{} {}", TENON_TOOL, arguments);
}

/// What materialised views hold isn't dumped: whoever restores makes it again.
constexpr const char* kRefreshAll = R"sql(
  DO $$ DECLARE kept regclass; BEGIN
    FOR kept IN SELECT oid FROM pg_class WHERE relkind = 'm' AND NOT relispopulated LOOP
      EXECUTE format('REFRESH MATERIALIZED VIEW %s', kept);
    END LOOP;
  END $$)sql";

class Restoring : public ::testing::Test {
 public:
  explicit Restoring(Schema schema) : schema_(std::move(schema)) {}

 protected:
  /// Writes NAME.roles.sql, applies the schema, puts its seeds in.
  bool fill(const Database& database) {
    return succeeds(
               tenon(fmt::format("generate {} --emit sql --out {}", schema_.path, directory_.path("")))) &&
           succeeds(tenon(fmt::format("apply {} --seed --db '{}'", schema_.path, database.url())));
  }
  bool dump(const Database& database, const std::string& file) {
    return succeeds(database.cluster.dump_command(database.name, directory_.path(file)));
  }
  void restore_in_one_transaction(const Database& database) {
    ASSERT_TRUE(make_roles(database));
    succeeds(fmt::format("psql -X -q -1 -v ON_ERROR_STOP=1 -f {} '{}'", directory_.path("dump.sql"),
                         database.url()));
  }
  /// An archive, restored by two processes.
  void restore_in_parallel(const Database& from, const Database& database) {
    ASSERT_TRUE(make_roles(database));
    const std::string archive = directory_.path("dump.archive");
    succeeds(
        fmt::format("pg_dump -Fc --exclude-table-data='tenon.*_stored' -f {} '{}'", archive, from.url()));
    succeeds(fmt::format("pg_restore -j2 --exit-on-error -d '{}' {}", database.url(), archive));
  }
  void expect_the_same(const Database& from, const Database& database) {
    const auto expected = contents(from.cluster, from.name);
    EXPECT_EQ(contents(database.cluster, database.name), expected);
    EXPECT_FALSE(expected.empty());
    database.cluster.run(database.name, kRefreshAll);
    const Said said = verified(database);
    EXPECT_EQ(said.exit, 0) << said.text;
  }
  void expect_maintained(const Database& database) {
    const std::string maintained =
        database.cluster.value(database.name, "SELECT to_regproc('tenon.maintain') IS NOT NULL");
    if (maintained == "f") return;
    ASSERT_EQ(maintained, "t");
    EXPECT_EQ(
        database.cluster.value(database.name,
                               "SELECT coalesce(string_agg(action || ' ' || object, ', '), 'done') FROM "
                               "tenon.maintain() WHERE action NOT IN ('made', 'dropped', 'deleted', "
                               "'anonymised')"),
        "done");
  }
  void expect_dumped_alike(const Database& database) {
    ASSERT_TRUE(dump(database, "again.sql"));
    // Newer ones have a password in them against what a server may put into a dump, another one each time.
    // And whoever verifies takes numbers of sequences, which nothing brings back.
    for (const char* file : {"dump.sql", "again.sql"})
      succeeds(fmt::format(R"(sed -i '/^.\(un\)\?restrict /d; /^SELECT pg_catalog.setval/d' {})",
                           directory_.path(file)));
    succeeds(fmt::format("diff {} {}", directory_.path("dump.sql"), directory_.path("again.sql")));
  }

  const Schema schema_;

 private:
  /// The findings, and how many checks there were.
  Said verified(const Database& database) {
    return shell(tenon(fmt::format("verify {} --db '{}' 2>/dev/null", schema_.path, database.url())));
  }
  bool make_roles(const Database& database) {
    const std::string roles = directory_.path(fs::path(schema_.path).stem().string() + ".roles.sql");
    return !fs::exists(roles) ||
           succeeds(fmt::format("psql -X -q -1 -v ON_ERROR_STOP=1 -f {} '{}'", roles, database.url()));
  }

  Directory directory_;
};

/// PostgreSQL, from the version that is first on PATH to each that is newer.
class Postgres : public Restoring {
 public:
  using Restoring::Restoring;

  void TestBody() override {
    const int own = postgres(0, Place::kHere).version();
    const Database from{postgres(schema_.postgres > own ? schema_.postgres : 0, Place::kHere), "source"};
    from.cluster.make_database(from.name);
    if (!fill(from) || !dump(from, "dump.sql")) return;
    for (const int version : targets(own)) {
      const Cluster& cluster = postgres(version, Place::kElsewhere);
      if (cluster.version() < from.cluster.version()) continue;
      SCOPED_TRACE(fmt::format("from {} into {}", from.cluster.version(), cluster.version()));
      const Database into{cluster, "restored"};
      cluster.make_database(into.name);
      restore_in_one_transaction(into);
      expect_the_same(from, into);
      if (cluster.version() == from.cluster.version()) expect_dumped_alike(into);
      expect_maintained(into);
      cluster.drop_database(into.name);
      if (cluster.version() != from.cluster.version() || !from.cluster.has_own_pg_dump()) continue;
      cluster.make_database(into.name);
      restore_in_parallel(from, into);
      expect_the_same(from, into);
      cluster.drop_database(into.name);
    }
    from.cluster.drop_database(from.name);
    for (const int version : missing_versions(own))
      GTEST_SKIP() << "tests/servers has no PostgreSQL " << version << "; the others passed";
  }

 private:
  /// The systems go into every newer version, a rule into the newest, which is where most has changed.
  std::vector<int> targets(int own) const {
    std::vector<int> out = versions_from(own);
    if (schema_.name.starts_with("rules/") && out.size() > 2) out.erase(out.begin() + 1, out.end() - 1);
    return out;
  }
};

/// PGlite, which has the vectors that the other servers lack.
class Pglite : public Restoring {
 public:
  using Restoring::Restoring;

  void TestBody() override {
    const Database from{pglite(Place::kHere), "postgres"};
    const Database into{pglite(Place::kElsewhere), "postgres"};
    from.cluster.empty();
    into.cluster.empty();
    if (!fill(from) || !dump(from, "dump.sql")) return;
    restore_in_one_transaction(into);
    expect_the_same(from, into);
    expect_dumped_alike(into);
    expect_maintained(into);
  }
};

template <typename Test>
void add_test(const std::string& suite, const Schema& schema) {
  ::testing::RegisterTest(suite.c_str(), schema.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [schema]() -> ::testing::Test* { return new Test(schema); });
}

}  // namespace
}  // namespace dumps

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (const dumps::Schema& schema : dumps::all_schemas()) {
    if (schema.vectors) {
      dumps::add_test<dumps::Pglite>("Pglite", schema);
    } else {
      dumps::add_test<dumps::Postgres>("Postgres", schema);
    }
  }
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
