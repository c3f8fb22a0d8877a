// Databases read from their servers: everything that is in them, so well that it can be made again.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "databases.hpp"

namespace model_tests {
namespace {

using namespace tenon;

TEST(Reader, WhatItReadsCanBeMadeAgain) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  for (const auto& path : schemas()) {
    SCOPED_TRACE(path.filename().string());
    ASSERT_TRUE(apply(cluster, "first", path));
    const catalog::Reading first = read(cluster, "first");
    EXPECT_TRUE(first.uncovered.empty());
    if (make(cluster, "second", first.database)) {
      const catalog::Reading second = read(cluster, "second");
      EXPECT_EQ(text(model::differences(first.database, second.database)), "");
    }
    cluster.drop_database("first");
    cluster.drop_database("second");
  }
}

std::string oddities() {
  std::ifstream file(std::string(TENON_SOURCE) + "/tests/model/oddities.sql");
  return {std::istreambuf_iterator<char>(file), {}};
}

template <typename T>
const T& found(const model::Database& database, const model::Identity& identity) {
  return database.find(identity)->as<T>();
}

TEST(Reader, SeesWhatHardlyAnyoneHas) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  cluster.run(
      "postgres",
      "CREATE ROLE odd_owner VALID UNTIL '2030-01-01 00:00:00+00'; CREATE ROLE odd_reader; COMMENT ON "
      "ROLE odd_owner IS 'a role'");
  cluster.make_database("first");
  cluster.run("first", oddities());
  const catalog::Reading first = read(cluster, "first");
  EXPECT_TRUE(first.uncovered.empty());
  const model::Database& all = first.database;
  const auto& counted = found<model::Table>(all, {model::Kind::kTable, "public", "", "counted", ""});
  EXPECT_EQ(counted.replica_index, "counted_pkey");
  const auto& id = found<model::Column>(all, {model::Kind::kColumn, "public", "counted", "id", ""});
  EXPECT_EQ(id.identity_options,
            (model::Options{{"CACHE", "5"}, {"CYCLE", "1"}, {"INCREMENT", "10"}, {"START", "100"}}));
  const auto& down = found<model::Column>(all, {model::Kind::kColumn, "public", "counted", "down", ""});
  EXPECT_EQ(down.identity_options, (model::Options{{"INCREMENT", "-1"}}));
  const auto& key =
      found<model::Constraint>(all, {model::Kind::kConstraint, "public", "counted", "counted_pkey", ""});
  EXPECT_TRUE(key.clustered);
  const auto& words = found<model::Index>(all, {model::Kind::kIndex, "public", "logged", "logged_words", ""});
  EXPECT_EQ(words.elements.at(0).operator_class, "pg_catalog.tsvector_ops(siglen = '32')");
  const auto& two = found<model::Trigger>(all, {model::Kind::kTrigger, "public", "logged", "two", ""});
  EXPECT_EQ(two.other->name, "counted");
  EXPECT_EQ(two.arguments, (std::vector<std::string>{"a", "ä\\", ""}));
  EXPECT_EQ(found<model::Role>(all, {model::Kind::kRole, "", "", "odd_owner", ""}).valid_until,
            "2030-01-01 00:00:00+00");
  if (make(cluster, "second", all)) {
    const catalog::Reading second = read(cluster, "second");
    EXPECT_EQ(text(model::differences(all, second.database)), "");
  }
  cluster.drop_database("first");
  cluster.drop_database("second");
  cluster.run("postgres", "DROP ROLE odd_owner; DROP ROLE odd_reader");
}

/// What has no kind is named.
TEST(Reader, TellsWhatNoKindHolds) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  cluster.make_database("odd");
  cluster.run("odd",
              "CREATE TYPE span AS RANGE (subtype = float8); CREATE AGGREGATE total (float8) (SFUNC = "
              "float8pl, STYPE = "
              "float8); CREATE COLLATION german (provider = icu, locale = 'de')");
  std::string found;
  for (const auto& [what, name] : read(cluster, "odd").uncovered) found += what + " " + name + "\n";
  EXPECT_EQ(found, "aggregate public.total\ncollation public.german\nrange type public.span\n");
  cluster.drop_database("odd");
}

/// The objects of a kind are the same whether they are read alone or with all others.
TEST(Reader, ReadsEachKindAlone) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  ASSERT_TRUE(apply(cluster, "alone", TENON_SOURCE "/tests/dumps/notes.schema"));
  std::map<model::Kind, model::Database> kinds;
  const catalog::Reading whole = read(cluster, "alone");
  for (const model::Object& each : whole.database.objects()) kinds[each.identity.kind].add(each);
  EXPECT_TRUE(kinds.contains(model::Kind::kComment) && kinds.contains(model::Kind::kRegisteredRow));
  auto session = cluster.connect("alone");
  for (const auto& [kind, wanted] : kinds) {
    session.script("BEGIN");
    const auto alone = catalog::read_kind_within(session, kind);
    session.script("ROLLBACK");
    ASSERT_TRUE(alone) << alone.error();
    EXPECT_TRUE(model::differences(wanted, alone->database).empty()) << model::kind_name(kind);
  }
  session = cluster.connect("postgres");
  cluster.drop_database("alone");
}

/// Plans that are kept from one look to the next see what has changed in between.
TEST(Reader, ReadsTheSameByPlansThatAreKept) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  ASSERT_TRUE(apply(cluster, "kept", TENON_SOURCE "/tests/dumps/notes.schema"));
  auto session = cluster.connect("kept");
  session.keep_plans();
  const auto first = catalog::read_database(session);
  ASSERT_TRUE(first) << first.error();
  for (const char* change :
       {"CREATE SCHEMA more CREATE TABLE items (id int PRIMARY KEY) CREATE VIEW seen AS SELECT id FROM items",
        "ALTER TABLE tenon.retained ADD COLUMN extra int", "DROP SCHEMA tenon CASCADE"}) {
    cluster.run("kept", change);
    const auto again = catalog::read_database(session);
    ASSERT_TRUE(again) << change << ": " << again.error();
    EXPECT_FALSE(model::differences(first->database, again->database).empty()) << change;
    const auto anew = read(cluster, "kept");
    EXPECT_TRUE(model::differences(anew.database, again->database).empty()) << change;
  }
  EXPECT_GT(std::stoi(session.query("SELECT count(*) FROM pg_prepared_statements")->text(0, 0)), 30);
  cluster.drop_database("kept");
}

}  // namespace
}  // namespace model_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
