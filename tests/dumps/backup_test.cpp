// "Backup and restore" of docs/database.md: each of its commands, in their order, on the page's own words;
// and what it says of those that don't do.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "cluster.hpp"
#include "code_blocks.hpp"
#include "commands.hpp"

namespace dumps {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kSchema = (fs::path(TENON_SOURCE) / "tests/dumps/notes.schema").string();

/// The section's blocks of a language.
std::vector<std::string> blocks(const std::string& language) {
  const std::string page = read_file(fs::path(TENON_SOURCE) / "docs/database.md");
  const std::size_t begin = page.find("\n## Backup and restore\n");
  return tenon::test::code_blocks(page.substr(begin, page.find("\n## ", begin + 1) - begin), language);
}

/// Rows of all kinds, some of them months old, of two tenants.
constexpr const char* kRows = R"sql(
  BEGIN;
  SET LOCAL ROLE notes_provisioner;
  SELECT set_config('app.current_tenant_id', '2f0c2f0c-0000-4000-8000-000000000001', true);
  INSERT INTO teams (id, slug) VALUES ('2f0c2f0c-0000-4000-8000-000000000001', 'blue');
  SET LOCAL ROLE notes_app;
  INSERT INTO visits (tenant_id, at) SELECT tenon.current_tenant(), now() - make_interval(days => 50 * n) FROM generate_series(0, 3) n;
  INSERT INTO notes (tenant_id, title, body) VALUES (tenon.current_tenant(), 'kept', 'for years');
  INSERT INTO tags (tenant_id, note_id, word) SELECT tenant_id, id, 'red' FROM notes;
  UPDATE tags SET word = 'in the log, too';
  COMMIT)sql";

class Backup : public testing::Test {
 protected:
  void SetUp() override {
    from_.make_database("notes");
    ASSERT_TRUE(
        succeeds(fmt::format("{} apply {} --seed --db '{}'", TENON_TOOL, kSchema, from_.url("notes"))));
    from_.run("notes", blocks("sql").at(1));
    from_.run("notes", kRows);
    for (const Cluster* cluster : {&from_, &into_})
      cluster->run("postgres", "DROP ROLE IF EXISTS backup, member");
    from_.run("notes", blocks("sql").at(0));
  }
  void TearDown() override {
    for (const char* name : {"notes", "notes_anew"}) {
      from_.drop_database(name);
      into_.drop_database(name);
    }
  }

  /// As the page has it, in a directory with the schema; libpq's variables name the server.
  Said run(const Cluster& cluster, const std::string& commands) const {
    return shell(
        fmt::format("cd {}; cp {} .; ln -sf {} tenon; PATH=.:$PATH; export PGUSER=postgres PGHOST={}; {}",
                    directory_.path(""), kSchema, TENON_TOOL, cluster.directory(), commands));
  }
  void expect_runs(const Cluster& cluster, const std::string& commands) const {
    const Said said = run(cluster, commands);
    EXPECT_EQ(said.exit, 0) << commands << said.text;
  }

  const Directory directory_;
  const Cluster& from_ = postgres_with_pg_dump(Place::kHere);
  const Cluster& into_ = postgres_with_pg_dump(Place::kElsewhere);
};

TEST_F(Backup, ThePagesCommandsBringEverythingBack) {
  const auto commands = blocks("sh");
  expect_runs(from_, commands.at(0));
  expect_runs(into_, commands.at(1));
  EXPECT_EQ(contents(into_, "notes"), contents(from_, "notes"));
  expect_runs(from_, "pg_dump -U backup -f notes.sql notes");
  into_.drop_database("notes");
  into_.make_database("notes");
  expect_runs(into_, "psql -X -1 -v ON_ERROR_STOP=1 -d notes -f notes.sql");
  EXPECT_EQ(contents(into_, "notes"), contents(from_, "notes"));
}

TEST_F(Backup, ThePagesCommandsBringTheRowsAlone) {
  from_.make_database("notes_anew");
  ASSERT_TRUE(succeeds(fmt::format("{} apply {} --db '{}'", TENON_TOOL, kSchema, from_.url("notes_anew"))));
  from_.run("notes_anew", blocks("sql").at(1));
  expect_runs(from_, blocks("sh").at(2));
  const auto of_the_schema = [&](const std::string& database) {
    auto out = contents(from_, database);
    std::erase_if(out, [](const auto& table) { return table.first.starts_with("tenon."); });
    return out;
  };
  EXPECT_EQ(of_the_schema("notes_anew"), of_the_schema("notes"));
  const Said verified =
      shell(fmt::format("{} verify {} --db '{}'", TENON_TOOL, kSchema, from_.url("notes_anew")));
  EXPECT_EQ(verified.exit, 0) << verified.text;
  EXPECT_THAT(verified.text, HasSubstr("note: backup bypasses row-level security"));
}

/// Why the page has no other way.
TEST_F(Backup, OfTheOwnerItFailsOrIsEmpty) {
  from_.run("postgres", "CREATE ROLE member LOGIN; GRANT notes_owner TO member");
  const Said refused = run(from_, "pg_dump -U member notes");
  EXPECT_NE(refused.exit, 0);
  EXPECT_THAT(refused.text, HasSubstr("query would be affected by row-level security policy"));
  const Said empty =
      run(from_, "pg_dump -U member --role=notes_owner --enable-row-security notes > empty.sql");
  EXPECT_EQ(empty.exit, 0) << empty.text;
  EXPECT_THAT(read_file(directory_.path("empty.sql")), HasSubstr("COPY public.notes "));
  EXPECT_THAT(read_file(directory_.path("empty.sql")), testing::Not(HasSubstr("in the log, too")));
}

TEST_F(Backup, RestoringTakesASuperuser) {
  from_.run("postgres",
            "CREATE ROLE member LOGIN CREATEDB; GRANT notes_owner, notes_app, notes_provisioner, "
            "notes_search TO member");
  expect_runs(from_, "pg_dump -U backup -f notes.sql notes; createdb -U member notes_anew");
  const Said refused = run(from_, "psql -U member -X -q -1 -v ON_ERROR_STOP=1 -d notes_anew -f notes.sql");
  EXPECT_NE(refused.exit, 0);
  EXPECT_THAT(refused.text, HasSubstr("permission denied for schema"));
}

TEST_F(Backup, ARoleThatAlsoWritesIsAFinding) {
  from_.run("notes", "GRANT pg_write_all_data TO backup");
  const Said said = shell(fmt::format("{} verify {} --db '{}'", TENON_TOOL, kSchema, from_.url("notes")));
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text, HasSubstr("backup: bypasses row-level security and may write"));
}

/// The dump of tests/servers, which other tests wait for.
TEST(PgDump, TellsThatThereIsNoServer) {
  const Said said = shell(fmt::format("node {} --socket-dir /nowhere notes /tmp/nothing.sql 2>&1",
                                      (fs::path(TENON_SOURCE) / "tests/servers/pg_dump.mjs").string()));
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text, HasSubstr("ENOENT"));
}

}  // namespace
}  // namespace dumps

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
