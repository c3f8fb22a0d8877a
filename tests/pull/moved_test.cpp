// `tenon drift` of a database that was dumped and restored, by pg_dump and psql, on its own version of
// PostgreSQL and on each newer one: the texts in it are others then, and mean the same.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cleared.hpp"
#include "cluster.hpp"
#include "commands.hpp"

namespace pull_tests {
namespace {

using testing::HasSubstr;

struct Schema {
  const char* name;
  const char* path;  ///< below the sources
};

constexpr const char* kDropAConstraint = R"sql(
  DO $$ DECLARE what record; BEGIN
    SELECT conrelid::regclass AS relation, conname AS name INTO STRICT what FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace ORDER BY conname LIMIT 1;
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', what.relation, what.name);
  END $$)sql";

class Moved : public testing::TestWithParam<Schema> {
 protected:
  void SetUp() override { clear(); }
  void TearDown() override { clear(); }

  static void clear() {
    for (const int version : dumps::versions_from(here().version()))
      model_tests::drop_all(dumps::postgres(version, dumps::Place::kHere));
  }
  static const dumps::Cluster& here() { return dumps::postgres(0, dumps::Place::kHere); }
  static std::string path() { return fmt::format("{}/{}", TENON_SOURCE, GetParam().path); }

  void apply(const dumps::Cluster& cluster, const std::string& database) const {
    model_tests::make_empty(cluster, database);
    ASSERT_TRUE(dumps::succeeds(fmt::format("{} apply {} --db '{}' --dir {}", TENON_TOOL, path(),
                                            cluster.url(database), directory_.path("m"))));
  }
  /// A server's roles aren't in a database's dump: another database of the schema brings them.
  void restore(const dumps::Cluster& cluster) const {
    apply(cluster, "second");
    model_tests::make_empty(cluster, "first");
    ASSERT_TRUE(dumps::succeeds(fmt::format("psql '{}' -qX -v ON_ERROR_STOP=1 -f {}", cluster.url("first"),
                                            directory_.path("dump.sql"))));
  }
  static dumps::Said drift(const dumps::Cluster& cluster) {
    return dumps::shell(fmt::format("{} drift {} --db '{}' --scratch '{}' --lint all=off", TENON_TOOL, path(),
                                    cluster.url("first"), cluster.url("postgres")));
  }

  const dumps::Directory directory_;
};

TEST_P(Moved, HasNoDrift) {
  apply(here(), "first");
  ASSERT_TRUE(dumps::succeeds(here().dump_command("first", directory_.path("dump.sql"))));
  for (const int version : dumps::versions_from(here().version())) {
    const dumps::Cluster& there = dumps::postgres(version, dumps::Place::kHere);
    restore(there);
    const dumps::Said said = drift(there);
    EXPECT_EQ(said.exit, 0) << version << "\n" << said.text;
    there.run("first", kDropAConstraint);
    EXPECT_THAT(drift(there).text, HasSubstr("missing (which rows the table takes)")) << version;
  }
  EXPECT_THAT(dumps::missing_versions(here().version()), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Drift, Moved,
                         testing::Values(Schema{"notes", "tests/dumps/notes.schema"},
                                         Schema{"partitions", "tests/file/rules/partitions.schema"},
                                         Schema{"functions", "tests/file/rules/functions.schema"},
                                         Schema{"composites", "tests/file/rules/composites.schema"},
                                         Schema{"soft_delete", "tests/file/rules/soft_delete.schema"}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pull_tests
