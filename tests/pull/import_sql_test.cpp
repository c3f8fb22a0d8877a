// `tenon import sql`: files of SQL, and the schema that they make.
#include "driver/import_sql.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "cluster.hpp"
#include "commands.hpp"
#include "driver/commands.hpp"

namespace pull_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;
using testing::HasSubstr;

class ImportSql : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) const {
    const std::string path = directory_.path(name);
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  /// What is said on standard error.
  std::string refused(const std::vector<std::string>& files) const {
    const std::string out = directory_.path("refused.schema");
    testing::internal::CaptureStderr();
    EXPECT_EQ(driver::import_sql({files, out}), driver::kFinding);
    EXPECT_FALSE(fs::exists(out));
    return testing::internal::GetCapturedStderr();
  }

  const dumps::Directory directory_;
};

TEST_F(ImportSql, IsWhatPullMakesOfThem) {
  const fs::path folder = fs::path(TENON_SOURCE) / "tests/pull";
  const std::string out = directory_.path("shop.schema");
  EXPECT_EQ(driver::import_sql({{(folder / "shop.sql").string()}, out}), driver::kSuccess);
  EXPECT_EQ(dumps::read_file(out), dumps::read_file(folder / "shop.schema"));
}

/// Each begins where the one before has ended, and each statement is run by itself.
TEST_F(ImportSql, RunsThemInTheirOrder) {
  const std::string out = directory_.path("orders.schema");
  const std::string first = file("1.sql",
                                 "\\restrict abc\n"
                                 "SELECT pg_catalog.set_config('search_path', '', false);\n"
                                 "CREATE ROLE reporting;\n"
                                 "CREATE TABLE public.orders (id uuid PRIMARY KEY, note text);\n"
                                 "\\unrestrict abc\n");
  const std::string second =
      file("2.sql",
           "-- beside those who work\n"
           "CREATE INDEX CONCURRENTLY orders_note_idx ON public.orders (note);\n"
           "GRANT SELECT ON public.orders TO reporting;\n"
           "CREATE FUNCTION public.f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$");
  EXPECT_EQ(driver::import_sql({{first, second}, out}), driver::kSuccess);
  EXPECT_THAT(dumps::read_file(out), testing::AllOf(HasSubstr("entity Order {"), HasSubstr("index (note)"),
                                                    HasSubstr("reporting"), HasSubstr("public.f()")));
}

TEST_F(ImportSql, WhatIsRefusedIsToldWithItsPlace) {
  const std::string good = file("good.sql", "CREATE TABLE a (id int PRIMARY KEY);\n");
  EXPECT_THAT(
      refused({good, file("bad.sql", "-- Ü\n\nALTER TABLE a ADD b int;\nCREATE INDEX ON customers (b);\n")}),
      HasSubstr("bad.sql:4:1: relation \"customers\" does not exist"));
  EXPECT_THAT(refused({file("syntax.sql", "CREATE TABLE a (id int);\n\n  CREATE TABEL b (id int);\n")}),
              HasSubstr("syntax.sql:3:10: syntax error at or near \"TABEL\""));
  EXPECT_THAT(refused({file("open.sql", "SELECT 1;\nSELECT 'a;\n")}),
              HasSubstr("open.sql:2:8: unterminated quoted string"));
  EXPECT_THAT(refused({file("psql.sql", "\\connect shop\n")}), HasSubstr("psql.sql:1:1: "));
  EXPECT_THAT(refused({file("role.sql", "GRANT SELECT ON pg_class TO nobody_knows;\n")}),
              testing::AllOf(HasSubstr("role.sql:1:1: "), HasSubstr("make the role before it")));
  EXPECT_THAT(refused({file("rows.sql", "CREATE TABLE a (id int);\nCOPY a (id) FROM stdin;\n1\n\\.\n")}),
              testing::AllOf(HasSubstr("rows.sql:2:1: rows stand in the file"), HasSubstr("--schema-only")));
  // Rows are no SQL, and a quote in one opens nothing.
  EXPECT_THAT(refused({file("quote.sql",
                            "CREATE TABLE a (t text);\n\n--\n-- Data for Name: a\n--\n\nCOPY a (t) FROM "
                            "stdin;\nit's\n\\.\nCREATE TABLE b (id int);\n")}),
              testing::AllOf(HasSubstr("quote.sql:7:1: rows stand in the file"), HasSubstr("--schema-only")));
  EXPECT_THAT(
      refused({file("lines.sql",
                    "CREATE TABLE a (t text);\nCOPY a\n  (t)\n  FROM STDIN WITH (FORMAT csv);\n1\n")}),
      HasSubstr("lines.sql:2:1: rows stand in the file"));
  EXPECT_THAT(refused({directory_.path("none.sql")}), HasSubstr("none.sql` can't be read"));
}

}  // namespace
}  // namespace pull_tests
