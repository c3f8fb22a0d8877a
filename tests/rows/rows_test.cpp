// `tenon verify --rows` on a real server: rows are put past the constraints as a restore puts them, with
// triggers off, and each is found; nothing is found where there is nothing.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cluster.hpp"
#include "commands.hpp"

namespace {

using dumps::Said;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kRows = R"sql(
  INSERT INTO teams (id, slug) VALUES ('00000000-0000-0000-0000-00000000000a', 'a'), ('00000000-0000-0000-0000-00000000000b', 'b');
  INSERT INTO authors (tenant_id, id, name) VALUES
    ('00000000-0000-0000-0000-00000000000a', '10000000-0000-0000-0000-000000000001', 'Secret Name'),
    ('00000000-0000-0000-0000-00000000000b', '10000000-0000-0000-0000-000000000002', 'Bo');
  INSERT INTO books (tenant_id, id, title, pages, author_id) VALUES
    ('00000000-0000-0000-0000-00000000000a', '20000000-0000-0000-0000-000000000001', 'One', 7, '10000000-0000-0000-0000-000000000001');
  INSERT INTO loans (tenant_id, book_id) VALUES ('00000000-0000-0000-0000-00000000000a', '20000000-0000-0000-0000-000000000001');
)sql";

class Rows : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const dumps::Cluster& cluster = server();
    cluster.make_database("shelf");
    ASSERT_TRUE(
        dumps::succeeds(fmt::format("{} apply {} --db '{}'", TENON_TOOL, schema(), cluster.url("shelf"))));
    cluster.run("shelf", fmt::format("SET session_replication_role TO replica; {}", kRows));
  }
  static void TearDownTestSuite() { server().drop_database("shelf"); }

  static const dumps::Cluster& server() { return dumps::postgres(0, dumps::Place::kHere); }
  static std::string schema() { return TENON_SOURCE "/tests/rows/shelf.schema"; }

  /// What verify says with the statements done past all triggers, and undone afterwards.
  static Said after(const std::string& done, const std::string& undone, const std::string& more = "") {
    server().run("shelf", "SET session_replication_role TO replica; " + done);
    Said out = verify("--rows" + more);
    server().run("shelf", "SET session_replication_role TO replica; " + undone);
    return out;
  }
  static Said verify(const std::string& options) {
    return dumps::shell(
        fmt::format("{} verify {} --db '{}' {}", TENON_TOOL, schema(), server().url("shelf"), options));
  }
};

TEST_F(Rows, AreWellWhereNothingIsBroken) {
  const Said said = verify("--rows");
  EXPECT_EQ(said.exit, 0) << said.text;
  EXPECT_THAT(said.text, HasSubstr(" 0 findings"));
}

TEST_F(Rows, OfNoParentAreFound) {
  const std::string move = "UPDATE books SET author_id = '10000000-0000-0000-0000-00000000000{}'";
  const Said said = after(fmt::format(fmt::runtime(move), 9), fmt::format(fmt::runtime(move), 1));
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text,
              HasSubstr("books: write: rows that refer to no row of authors (books_author_fkey): 1 ["));
  EXPECT_THAT(said.text, HasSubstr("[rows.constraints"));
}

TEST_F(Rows, OfAnotherTenantsParentAreFound) {
  const std::string move = "UPDATE books SET author_id = '10000000-0000-0000-0000-00000000000{}'";
  const Said said = after(fmt::format(fmt::runtime(move), 2), fmt::format(fmt::runtime(move), 1));
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text,
              HasSubstr("books: write: rows that refer to no row of authors (books_author_fkey): 1 ["));
  EXPECT_THAT(said.text, Not(HasSubstr("Secret Name"))) << "a row's value is told";
}

TEST_F(Rows, OfNoTenantAreFound) {
  const Said said =
      after("INSERT INTO authors (tenant_id, name) VALUES ('00000000-0000-0000-0000-00000000000c', 'x')",
            "DELETE FROM authors WHERE name = 'x'");
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text,
              HasSubstr("authors: write: rows that refer to no row of teams (authors_tenant_id_fkey): 1 ["));
}

TEST_F(Rows, InPartitionsAreFound) {
  const Said said = after(
      "INSERT INTO loans (tenant_id, book_id) SELECT '00000000-0000-0000-0000-00000000000b', id FROM books",
      "DELETE FROM loans WHERE tenant_id = '00000000-0000-0000-0000-00000000000b'");
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text,
              HasSubstr("loans: write: rows that refer to no row of books (loans_book_fkey): 1 ["));
}

TEST_F(Rows, ThatAnUnvalidatedCheckLeftAreFound) {
  const Said said = after(
      "ALTER TABLE books DROP CONSTRAINT books_long_enough; UPDATE books SET pages = -7;"
      "ALTER TABLE books ADD CONSTRAINT books_long_enough CHECK (pages > 0) NOT VALID",
      "UPDATE books SET pages = 7; ALTER TABLE books VALIDATE CONSTRAINT books_long_enough");
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text, HasSubstr("books: write: rows that break a check (books_long_enough): 1 ["));
  EXPECT_THAT(said.text, Not(HasSubstr("-7")));
}

/// An index that the system's collations or a crash have broken lets a second one in.
TEST_F(Rows, ThatSomeAreToHaveOnceAreFound) {
  const std::string index =
      "UPDATE pg_index SET indisready = {0}, indisvalid = {0}, indislive = {0} WHERE indexrelid = "
      "'books_tenant_id_pages_key'::regclass";
  server().run("shelf", fmt::format(fmt::runtime(index), false));
  server().run("shelf",
               "INSERT INTO books (tenant_id, title, pages, lent) SELECT id, title, 7, true FROM teams, "
               "unnest(ARRAY['Two', 'Three']) AS title WHERE slug = 'a'");
  const Said said = after(fmt::format(fmt::runtime(index), true),
                          "DELETE FROM books WHERE lent; REINDEX INDEX books_tenant_id_pages_key");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text,
              HasSubstr("books: write: values that are to be unique and stand there more than once "
                        "(books_tenant_id_pages_key): 1 ["));
  EXPECT_EQ(verify("--rows").exit, 0) << "not lent, they may have what they have";
}

/// Only who writes into the server's own catalogs gets past what columns promise.
TEST_F(Rows, WithoutAValueAreFound) {
  const std::string catalog =
      "UPDATE pg_attribute SET attnotnull = {} WHERE attrelid = 'authors'::regclass AND attname = 'name'; ";
  const Said said = after(fmt::format(fmt::runtime(catalog), "false") + "UPDATE authors SET name = NULL; " +
                              fmt::format(fmt::runtime(catalog), "true"),
                          "UPDATE authors SET name = 'Secret Name'");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text,
              HasSubstr("authors: write: rows without a value that is to be there (authors.name): 2 ["));
}

/// The function behind the expression was another one for a while.
TEST_F(Rows, OfWhichAnExpressionGivesAnotherAreFound) {
  const std::string function =
      "CREATE OR REPLACE FUNCTION public.halves(x int4) RETURNS int4 LANGUAGE sql IMMUTABLE SET search_path "
      "= "
      "pg_catalog, pg_temp RETURN x / {}; ";
  const Said said = after(fmt::format(fmt::runtime(function), 3) + "UPDATE books SET pages = 7; " +
                              fmt::format(fmt::runtime(function), 2),
                          "UPDATE books SET pages = 7");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text,
              HasSubstr("books: write: values that their expression no longer gives (books.half): 1 ["));
}

TEST_F(Rows, ThatADomainRefusesAreFound) {
  const Said said = after(
      "ALTER DOMAIN mark DROP CONSTRAINT mark_check; UPDATE books SET mark = '1a';"
      "ALTER DOMAIN mark ADD CONSTRAINT mark_check CHECK (VALUE ~ '^[a-z]') NOT VALID",
      "UPDATE books SET mark = 'a1'; ALTER DOMAIN mark VALIDATE CONSTRAINT mark_check");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text, HasSubstr("books: write: values that "));
  EXPECT_THAT(said.text, Not(HasSubstr("1a")));
}

TEST_F(Rows, ThatExcludeOneAnotherAreFound) {
  const std::string index =
      "UPDATE pg_index SET indisready = {0}, indisvalid = {0}, indislive = {0} WHERE indrelid = "
      "'books'::regclass AND (indisexclusion OR (indisunique AND NOT indisprimary)); ";
  server().run("shelf", fmt::format(fmt::runtime(index), false));
  server().run("shelf",
               "INSERT INTO books (tenant_id, title, pages, days) SELECT tenant_id, title, 30, "
               "'[2025-12-31,2026-01-03)' FROM books");
  const Said said = after(fmt::format(fmt::runtime(index), true),
                          "DELETE FROM books WHERE pages = 30; REINDEX TABLE books");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text, HasSubstr("books: write: pairs of rows of which one excludes the other (books_"));
  EXPECT_EQ(verify("--rows").exit, 0);
}

/// As a restore of rows alone leaves its sequence.
TEST_F(Rows, WhoseNumbersAreStillToComeAreFound) {
  const Said said = after(
      "INSERT INTO books (tenant_id, title, pages, number) OVERRIDING SYSTEM VALUE SELECT id, 'Far', 40, "
      "5000 FROM "
      "teams WHERE slug = 'a'",
      "DELETE FROM books WHERE number = 5000");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text, HasSubstr("books: denial: numbers to come that are there already"));
  EXPECT_THAT(said.text, HasSubstr("help: SELECT setval(pg_get_serial_sequence('public.books', 'number')"));
}

/// As a restore of rows alone leaves what counts them.
TEST_F(Rows, WhoseCountIsBehindAreFound) {
  const Said said =
      after("INSERT INTO slips (tenant_id, number) SELECT id, 5000 FROM teams WHERE slug = 'a'", "SELECT");
  EXPECT_EQ(said.exit, 1) << said.text;
  EXPECT_THAT(said.text, HasSubstr("slips: denial: numbers to come that are there already"));
  const std::string help = "help: WITH held AS";
  EXPECT_THAT(said.text, HasSubstr(help));
  // What it says to do mends it.
  const std::size_t at = said.text.find(help);
  ASSERT_NE(at, std::string::npos);
  const std::string mending = said.text.substr(at + 6, said.text.find(';', at) - at - 5);
  server().run("shelf", mending);
  EXPECT_EQ(verify("--rows").exit, 0);
  server().run("shelf", "DELETE FROM slips; DELETE FROM tenon.counters");
}

/// As a restore of rows alone leaves what is kept of the tree of tenants.
TEST_F(Rows, WhoseTreeIsAnotherAreFound) {
  server().run("shelf",
               "INSERT INTO teams (slug) VALUES ('t1'); "
               "INSERT INTO teams (slug, parent_id) SELECT 't2', id FROM teams WHERE slug = 't1'");
  EXPECT_EQ(verify("--rows").exit, 0);
  for (const std::string wrong :
       {"DELETE FROM tenon.tenant_tree", "UPDATE tenon.tenant_tree SET distance = 2"}) {
    const Said said = after(wrong, "SELECT");
    EXPECT_EQ(said.exit, 1) << said.text;
    EXPECT_THAT(said.text,
                HasSubstr("pairs of tenants that `tenon.tenant_tree` keeps and teams doesn't tell"));
    // What it says to do mends it.
    const std::size_t at = said.text.find("DO $tree$");
    ASSERT_NE(at, std::string::npos) << said.text;
    const std::string mending = said.text.substr(at, said.text.find("$tree$;", at) + 7 - at);
    server().run("shelf", mending);
    EXPECT_EQ(verify("--rows").exit, 0);
  }
  server().run("shelf", "DELETE FROM teams WHERE slug = 't2'; DELETE FROM teams WHERE slug = 't1'");
}

TEST_F(Rows, TooManyToCountAreSaidToBe) {
  const Said said = after(
      "INSERT INTO authors (tenant_id, name) SELECT '00000000-0000-0000-0000-00000000000c', 'x' FROM "
      "generate_series(1, 1200)",
      "DELETE FROM authors WHERE name = 'x'");
  EXPECT_THAT(
      said.text,
      HasSubstr(
          "authors: write: rows that refer to no row of teams (authors_tenant_id_fkey): 1000 or more ["));
}

TEST_F(Rows, AreLeftAloneUnlessAskedFor) {
  const std::string move = "UPDATE books SET author_id = '10000000-0000-0000-0000-00000000000{}'";
  server().run("shelf", "SET session_replication_role TO replica; " + fmt::format(fmt::runtime(move), 9));
  EXPECT_EQ(verify("").exit, 0);
  server().run("shelf", "SET session_replication_role TO replica; " + fmt::format(fmt::runtime(move), 1));
}

}  // namespace
