// `tenon pull`: SQL that others wrote, beside the schema that is pulled of it. TENON_UPDATE_GOLDENS=1 writes
// the schemas anew.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cleared.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/commands.hpp"
#include "driver/migrate/migrate.hpp"

namespace pull_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;

const fs::path kFolder = fs::path(TENON_SOURCE) / "tests/pull";

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

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
  EXPECT_EQ(read_file(out), read_file(golden));
  EXPECT_EQ(read_file(fs::path(out).replace_extension("lints")),
            read_file(fs::path(golden).replace_extension("lints")));
}

INSTANTIATE_TEST_SUITE_P(Sql, Pulls, testing::Values("shop", "spaces", "views"),
                         [](const auto& each) { return each.param; });

/// What hardly any database has: all of it comes back, most of it as raw SQL.
TEST_F(Pull, LosesNothingOfOddities) {
  {
    auto session = cluster_.connect("postgres");
    session.script(
        "DO $$ BEGIN CREATE ROLE odd_owner; CREATE ROLE odd_reader; EXCEPTION WHEN duplicate_object THEN END "
        "$$");
  }
  load(fs::path(TENON_SOURCE) / "tests/model/oddities.sql");
  EXPECT_EQ(pull(directory_.path("oddities.schema")), driver::kSuccess);
}

/// From a database that others made to one that migrations change, with rows in it.
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

TEST_F(Pull, IsWhatMigrationsBeginWith) {
  load(kFolder / "shop.sql");
  cluster_.run(
      "first",
      R"(INSERT INTO customers (email) VALUES ('a@b'); INSERT INTO "Order" (customer_id) VALUES (1))");
  const fs::path schema = directory_.path("shop.schema");
  ASSERT_EQ(pull(schema), driver::kSuccess);
  driver::MigrateOptions options;
  options.common.files = {schema.string()};
  options.common.lints = {"all=off"};
  options.database = cluster_.url("first");
  ASSERT_EQ(driver::migrate_baseline(options), driver::kSuccess);
  options.name = "start";
  ASSERT_EQ(driver::migrate_new(options), driver::kSuccess);
  EXPECT_THAT(read_file(fs::path(directory_.path("migrations")) / "0002_start.sql"),
              testing::HasSubstr("-- nothing else changes in the database"));
  ASSERT_EQ(driver::migrate_up(options), driver::kSuccess);
  std::string text = read_file(schema);
  const std::string born = "  born:       date?\n";
  ASSERT_NE(text.find(born), std::string::npos);
  text.insert(text.find(born) + born.size(), "  died:       date?\n");
  std::ofstream(schema, std::ios::binary) << text;
  options.name = "died";
  ASSERT_EQ(driver::migrate_new(options), driver::kSuccess);
  ASSERT_EQ(driver::migrate_up(options), driver::kSuccess);
  EXPECT_EQ(cluster_.value("first", "SELECT count(*) FROM customers WHERE died IS NULL"), "1");
  driver::DriftOptions drift;
  drift.common = options.common;
  drift.database = options.database;
  EXPECT_EQ(driver::drift(drift), driver::kSuccess);
}

/// Its comment stays, and so does what reads it.
TEST_F(Pull, ViewsAreChangedByMigrations) {
  load(kFolder / "views.sql");
  const fs::path schema = directory_.path("views.schema");
  ASSERT_EQ(pull(schema), driver::kSuccess);
  driver::MigrateOptions options;
  options.common.files = {schema.string()};
  options.common.lints = {"all=off"};
  options.database = cluster_.url("first");
  ASSERT_EQ(driver::migrate_baseline(options), driver::kSuccess);
  options.name = "start";
  ASSERT_EQ(driver::migrate_new(options), driver::kSuccess);
  EXPECT_THAT(read_file(fs::path(directory_.path("migrations")) / "0002_start.sql"),
              testing::HasSubstr("-- nothing else changes in the database"));
  ASSERT_EQ(driver::migrate_up(options), driver::kSuccess);
  std::string text = read_file(schema);
  const std::string years = "AS years\n";
  ASSERT_NE(text.find(years), std::string::npos);
  text.replace(text.find(years), years.size(), "AS age, 'new' AS more\n");
  std::ofstream(schema, std::ios::binary) << text;
  options.name = "more";
  options.allowed = {"breaks-clients"};
  ASSERT_EQ(driver::migrate_new(options), driver::kSuccess);
  ASSERT_EQ(driver::migrate_up(options), driver::kSuccess);
  cluster_.run(
      "first",
      "INSERT INTO customers (first_name, last_name, city) VALUES ('A', 'B', 'C'); INSERT INTO orders (id, "
      "customer_id, state, total) VALUES (1, 1, 'paid', 2.5)");
  EXPECT_EQ(cluster_.value("first", "SELECT more || total FROM customer_list"), "new2.50");
  EXPECT_EQ(cluster_.value("first", "SELECT name FROM all_of_it"), "A B");
  EXPECT_EQ(cluster_.value("first", "SELECT obj_description('customer_list'::regclass)"),
            "Who has ordered what.");
  driver::DriftOptions drift;
  drift.common = options.common;
  drift.database = options.database;
  EXPECT_EQ(driver::drift(drift), driver::kSuccess);
}

}  // namespace
}  // namespace pull_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
