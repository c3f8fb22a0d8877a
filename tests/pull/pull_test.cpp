// `tenon pull`: SQL that others wrote, beside the schema that is pulled of it. TENON_UPDATE_GOLDENS=1 writes
// the schemas anew.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "cleared.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/commands.hpp"
#include "driver/compilation.hpp"
#include "driver/migrate/migrate.hpp"
#include "model/differences.hpp"

namespace pull_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;

const fs::path kFolder = fs::path(TENON_SOURCE) / "tests/pull";

class Pull : public testing::Test {
 protected:
  void SetUp() override { model_tests::drop_all(cluster_); }
  void TearDown() override { model_tests::drop_all(cluster_); }

  void load(const fs::path& path) {
    model_tests::make_empty(cluster_, "first");
    auto session = cluster_.connect("first");
    ASSERT_EQ(model_tests::load(session, model_tests::statements(path)), "");
  }
  int pull(const fs::path& out) {
    driver::PullOptions options;
    options.database = cluster_.url("first");
    options.out = out.string();
    options.scratch = cluster_.url("postgres");
    return driver::pull(options);
  }
  [[nodiscard]] driver::MigrateOptions options(const fs::path& schema, const std::string& name = "") const {
    driver::MigrateOptions out;
    out.common.files = {schema.string()};
    out.common.lints = {"all=off"};
    out.database = cluster_.url("first");
    out.name = name;
    out.allowed = {"breaks-clients"};
    return out;
  }
  void migrate(const fs::path& schema, const std::string& name) const {
    ASSERT_EQ(driver::migrate_new(options(schema, name)), driver::kSuccess);
    ASSERT_EQ(driver::migrate_up(options(schema)), driver::kSuccess);
  }
  /// Takes the database over.
  void begin(const fs::path& schema) const {
    ASSERT_EQ(driver::migrate_baseline(options(schema)), driver::kSuccess);
    ASSERT_NO_FATAL_FAILURE(migrate(schema, "start"));
  }
  [[nodiscard]] int drift(const fs::path& schema) const {
    driver::DriftOptions out;
    out.common = options(schema).common;
    out.database = cluster_.url("first");
    return driver::drift(out);
  }
  [[nodiscard]] int verify(const fs::path& schema) const {
    driver::VerifyOptions out;
    out.common = options(schema).common;
    out.database = cluster_.url("first");
    return driver::verify(out);
  }

  const dumps::Cluster& cluster_ = dumps::postgres(0, dumps::Place::kHere);
  const dumps::Directory directory_;
};

class Pulls : public Pull, public testing::WithParamInterface<std::string> {};

TEST_P(Pulls, IsTheSchemaBesideIt) {
  load(kFolder / (GetParam() + ".sql"));
  const fs::path golden = kFolder / (GetParam() + ".schema");
  const bool writes = std::getenv("TENON_UPDATE_GOLDENS") != nullptr;
  const fs::path out = writes ? golden : fs::path(directory_.path(GetParam() + ".schema"));
  EXPECT_EQ(pull(out), driver::kSuccess);
  EXPECT_EQ(dumps::read_file(out), dumps::read_file(golden));
  EXPECT_EQ(dumps::read_file(fs::path(out).replace_extension("lints")),
            dumps::read_file(fs::path(golden).replace_extension("lints")));
}

INSTANTIATE_TEST_SUITE_P(Sql, Pulls, testing::Values("shop", "spaces", "parted", "alike", "views"),
                         [](const auto& each) { return each.param; });

/// A file for each Postgres schema, and one that brings them together: the same as one file.
TEST_F(Pull, FillsADirectory) {
  load(kFolder / "spaces.sql");
  driver::PullOptions options;
  options.database = cluster_.url("first");
  options.out_dir = directory_.path("spaces");
  options.scratch = cluster_.url("postgres");
  ASSERT_EQ(driver::pull(options), driver::kSuccess);
  const fs::path out = options.out_dir;
  for (const char* name :
       {"spaces.schema", "spaces.lints", "people.schema", "sales_dept.schema", "raw_sql.schema"})
    EXPECT_TRUE(fs::exists(out / name)) << name;
  EXPECT_THAT(dumps::read_file(out / "spaces.schema"), testing::HasSubstr("import \"people.schema\""));
  EXPECT_THAT(dumps::read_file(out / "sales_dept.schema"), testing::HasSubstr("of_person"));
  EXPECT_THAT(dumps::read_file(out / "raw_sql.schema"), testing::HasSubstr("known"));
  const driver::Compilation many = driver::compile((out / "spaces.schema").string());
  const driver::Compilation one = driver::compile((kFolder / "spaces.schema").string());
  ASSERT_TRUE(many.schema && one.schema);
  EXPECT_TRUE(model::differences(many.lowered(), one.lowered()).empty());
}

/// What is in a directory stays: nothing is written over it, and nothing beside it.
TEST_F(Pull, LeavesAFullDirectoryAlone) {
  load(kFolder / "spaces.sql");
  driver::PullOptions options;
  options.database = cluster_.url("first");
  options.out_dir = directory_.path("full");
  options.scratch = cluster_.url("postgres");
  fs::create_directories(options.out_dir);
  std::ofstream(fs::path(options.out_dir) / "people.schema") << "mine";
  EXPECT_EQ(driver::pull(options), driver::kUsage);
  EXPECT_EQ(dumps::read_file(fs::path(options.out_dir) / "people.schema"), "mine");
  EXPECT_FALSE(fs::exists(fs::path(options.out_dir) / "full.schema"));
}

/// What hardly any database has: all of it comes back, most of it as raw SQL.
TEST_F(Pull, LosesNothingOfOddities) {
  {
    auto session = cluster_.connect("postgres");
    session.script(
        "DO $$ BEGIN CREATE ROLE odd_owner; CREATE ROLE odd_reader; EXCEPTION WHEN duplicate_object THEN END "
        "$$");
  }
  load(fs::path(TENON_SOURCE) / "tests/model/oddities.sql");
  testing::internal::CaptureStderr();
  EXPECT_EQ(pull(directory_.path("oddities.schema")), driver::kSuccess);
  const std::string said = testing::internal::GetCapturedStderr();
  // What is raw SQL is some of what there is.
  std::smatch counts;
  ASSERT_TRUE(std::regex_search(said, counts, std::regex("(\\d+) objects, (\\d+) of them as raw SQL")))
      << said;
  EXPECT_LT(std::stoi(counts[2]), std::stoi(counts[1])) << said;
}

/// A table with such a column is an entity all the same, and so is what refers to it.
TEST_F(Pull, TellsCollationsOfUsers) {
  model_tests::make_empty(cluster_, "first");
  cluster_.run(
      "first",
      "CREATE COLLATION german (provider = icu, locale = 'de-DE', deterministic = false); CREATE SCHEMA "
      "more; CREATE COLLATION more.\"Mine\" (locale = 'C'); CREATE TABLE people (id int PRIMARY KEY, name "
      "text COLLATE german NOT NULL UNIQUE, nick varchar(9) COLLATE more.\"Mine\")");
  const std::string out = directory_.path("people.schema");
  EXPECT_EQ(pull(out), driver::kSuccess);
  const std::string text = dumps::read_file(out);
  EXPECT_THAT(text, testing::AllOf(testing::HasSubstr("entity Person in people {"),
                                   testing::HasSubstr("@collate(\"german\")"),
                                   testing::HasSubstr("@collate(\"Mine\")"),
                                   testing::Not(testing::HasSubstr("CREATE TABLE"))));
}

/// An extension in a Postgres schema of its own, as some make it for all of them.
TEST_F(Pull, TellsWhereExtensionsStand) {
  model_tests::make_empty(cluster_, "first");
  cluster_.run(
      "first",
      "CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION \"uuid-ossp\" SCHEMA ext; "
      "CREATE EXTENSION pg_trgm; CREATE TABLE people (id uuid PRIMARY KEY DEFAULT ext.uuid_generate_v4(), "
      "email ext.citext NOT NULL UNIQUE, name text); CREATE INDEX ON people USING gin (name gin_trgm_ops)");
  const fs::path schema = directory_.path("people.schema");
  EXPECT_EQ(pull(schema), driver::kSuccess);
  const std::string text = dumps::read_file(schema);
  EXPECT_THAT(text, testing::AllOf(testing::HasSubstr("ext.citext, pg_trgm, \"ext.uuid-ossp\""),
                                   testing::HasSubstr("email: citext @unique"),
                                   testing::Not(testing::HasSubstr("postgres_schemas"))));
  begin(schema);
  EXPECT_EQ(drift(schema), driver::kSuccess);
  EXPECT_EQ(verify(schema), driver::kSuccess);
  std::string moved = text;
  moved.replace(moved.find("pg_trgm"), 7, "ext.pg_trgm");
  std::ofstream(schema, std::ios::binary) << moved;
  migrate(schema, "moved");
  EXPECT_EQ(cluster_.value("first",
                           "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pg_trgm'"),
            "ext");
  EXPECT_EQ(drift(schema), driver::kSuccess);
}

/// Roles are the server's: the private server on which a migration is proved has none.
TEST_F(Pull, RolesOfRawSqlAreThereForTheProof) {
  model_tests::make_empty(cluster_, "first");
  cluster_.run("postgres",
               "DO $$ BEGIN CREATE ROLE pull_reader; EXCEPTION WHEN duplicate_object THEN END $$");
  cluster_.run(
      "first",
      "CREATE TABLE people (id int PRIMARY KEY); CREATE VIEW seen AS SELECT id FROM people; GRANT SELECT ON "
      "seen TO pull_reader");
  const fs::path schema = directory_.path("people.schema");
  EXPECT_EQ(pull(schema), driver::kSuccess);
  EXPECT_THAT(dumps::read_file(schema), testing::HasSubstr("TO pull_reader"));
  begin(schema);
  EXPECT_EQ(drift(schema), driver::kSuccess);
  EXPECT_EQ(verify(schema), driver::kSuccess);
}

/// Comments, rights and owners go along.
TEST_F(Pull, TellsWhatNoKindHolds) {
  load(fs::path(TENON_SOURCE) / "tests/pull/unusual.sql");
  const std::string out = directory_.path("unusual.schema");
  EXPECT_EQ(pull(out), driver::kSuccess);
  const std::string text = dumps::read_file(out);
  for (const char* part :
       {"COMMENT ON AGGREGATE public.all_of(*) IS 'it''s all';", "ALTER SERVER there OWNER TO",
        "REVOKE ALL ON FUNCTION public.all_of() FROM PUBLIC;", "ADD MAPPING FOR word WITH public.simple_de"})
    EXPECT_THAT(text, testing::HasSubstr(part));
}

/// From a database that others made to one that migrations change, with rows in it.
TEST_F(Pull, IsWhatMigrationsBeginWith) {
  load(kFolder / "shop.sql");
  cluster_.run(
      "first",
      R"(INSERT INTO customers (email) VALUES ('a@b'); INSERT INTO "Order" (customer_id) VALUES (1))");
  const fs::path schema = directory_.path("shop.schema");
  ASSERT_EQ(pull(schema), driver::kSuccess);
  ASSERT_NO_FATAL_FAILURE(begin(schema));
  // What looks after partitions is new, and nothing beside it.
  const std::string start = dumps::read_file(fs::path(directory_.path("migrations")) / "0002_start.sql");
  EXPECT_THAT(start, testing::HasSubstr("-- make registered row public.visits of tenon.partitioned"));
  EXPECT_THAT(start, testing::Not(testing::HasSubstr("\nALTER TABLE")));
  std::string text = dumps::read_file(schema);
  const std::string born = "  born:       date?\n";
  ASSERT_NE(text.find(born), std::string::npos);
  text.insert(text.find(born) + born.size(), "  died:       date?\n");
  std::ofstream(schema, std::ios::binary) << text;
  ASSERT_NO_FATAL_FAILURE(migrate(schema, "died"));
  EXPECT_EQ(cluster_.value("first", "SELECT count(*) FROM customers WHERE died IS NULL"), "1");
  EXPECT_EQ(drift(schema), driver::kSuccess);
}

/// Its comment stays, and so does what reads it.
TEST_F(Pull, ViewsAreChangedByMigrations) {
  load(kFolder / "views.sql");
  const fs::path schema = directory_.path("views.schema");
  ASSERT_EQ(pull(schema), driver::kSuccess);
  ASSERT_NO_FATAL_FAILURE(begin(schema));
  EXPECT_THAT(dumps::read_file(fs::path(directory_.path("migrations")) / "0002_start.sql"),
              testing::HasSubstr("-- nothing else changes in the database"));
  std::string text = dumps::read_file(schema);
  const std::string years = "AS years\n";
  ASSERT_NE(text.find(years), std::string::npos);
  text.replace(text.find(years), years.size(), "AS age, 'new' AS more\n");
  std::ofstream(schema, std::ios::binary) << text;
  ASSERT_NO_FATAL_FAILURE(migrate(schema, "more"));
  cluster_.run(
      "first",
      "INSERT INTO customers (first_name, last_name, city) VALUES ('A', 'B', 'C'); INSERT INTO orders (id, "
      "customer_id, state, total) VALUES (1, 1, 'paid', 2.5)");
  EXPECT_EQ(cluster_.value("first", "SELECT more || total FROM customer_list"), "new2.50");
  EXPECT_EQ(cluster_.value("first", "SELECT name FROM all_of_it"), "A B");
  EXPECT_EQ(cluster_.value("first", "SELECT obj_description('customer_list'::regclass)"),
            "Who has ordered what.");
  EXPECT_EQ(drift(schema), driver::kSuccess);
}

}  // namespace
}  // namespace pull_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
