// What is wanted, made in a scratch database and read.
#include "catalog/elaborate.hpp"

#include <gtest/gtest.h>

#include "databases.hpp"
#include "model/json.hpp"

namespace model_tests {
namespace {

using namespace tenon;
using model::Kind;

const catalog::Wanted kWanted{
    "DO $$ BEGIN IF to_regrole('wanted_owner') IS NULL THEN CREATE ROLE wanted_owner NOINHERIT; END IF; END "
    "$$;",
    {"CREATE SCHEMA s AUTHORIZATION wanted_owner; SET LOCAL ROLE wanted_owner;",
     "CREATE TABLE s.t (id int PRIMARY KEY, day date DEFAULT '02/03/2026', span interval DEFAULT '1 "
     "2:03:04', "
     "at timestamptz DEFAULT '2026-01-01 00:00', path text DEFAULT 'a\\b', CHECK (id in (1, 2)));"}};

std::string column(const model::Database& database, const std::string& name) {
  const model::Object* found = database.find({Kind::kColumn, "s", "t", name, ""});
  return found == nullptr ? "missing" : found->as<model::Column>().default_value->text;
}

void expect_wanted(const model::Database& database) {
  EXPECT_EQ(column(database, "day"), "'2026-02-03'::date");
  EXPECT_EQ(column(database, "span"), "'1 day 02:03:04'::interval");
  EXPECT_EQ(column(database, "at"), "'2026-01-01 00:00:00+00'::timestamp with time zone");
  EXPECT_EQ(column(database, "path"), "'a\\b'::text");
  EXPECT_NE(database.find({Kind::kRole, "", "", "wanted_owner", ""}), nullptr);
  EXPECT_EQ(database.find({Kind::kSchema, "", "", "s", ""})->as<model::Schema>().owner, "wanted_owner");
  EXPECT_EQ(database.find({Kind::kConstraint, "s", "t", "t_id_check", ""})
                ->as<model::Constraint>()
                .expression->text,
            "(id = ANY (ARRAY[1, 2]))");
}

std::string leftovers(const dumps::Cluster& cluster) {
  return cluster.value("postgres",
                       "SELECT string_agg(name, ', ' ORDER BY name) FROM (SELECT datname AS name FROM "
                       "pg_database WHERE datname "
                       "LIKE 'tenon\\_scratch%' UNION ALL SELECT rolname FROM pg_roles WHERE rolname = "
                       "'wanted_owner') AS left_over");
}

TEST(Elaboration, LeavesNothingOnASharedServer) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  // Settings of the server are not those of the reading.
  cluster.run(
      "postgres",
      "ALTER ROLE postgres SET DateStyle TO 'SQL, DMY'; ALTER ROLE postgres SET TimeZone TO 'Asia/Tokyo'; "
      "ALTER ROLE postgres SET IntervalStyle TO 'iso_8601'; ALTER ROLE postgres SET "
      "standard_conforming_strings TO off");
  const auto reading = catalog::elaborate_at(cluster.url("postgres"), kWanted);
  cluster.run("postgres", "ALTER ROLE postgres RESET ALL");
  ASSERT_TRUE(reading) << reading.error().message;
  expect_wanted(reading->database);
  EXPECT_EQ(leftovers(cluster), "");
}

TEST(Elaboration, LeavesNothingWhereItFails) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  catalog::Wanted wrong = kWanted;
  wrong.schema.emplace_back("CREATE TABLE s.u (a no_such_type)");
  const auto reading = catalog::elaborate_at(cluster.url("postgres"), wrong);
  ASSERT_FALSE(reading);
  EXPECT_NE(reading.error().message.find("no_such_type"), std::string::npos) << reading.error().message;
  EXPECT_EQ(leftovers(cluster), "");
}

/// The tool was killed before it could: its server's process is gone. Another is at work in the meantime.
TEST(Elaboration, TakesAwayWhatKilledRunsHaveLeft) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  auto session = cluster.connect("postgres");
  const std::string at_work =
      "tenon_scratch_" + session.query("SELECT pg_backend_pid()")->text(0, 0) + "_0000000a";
  cluster.run("postgres", "CREATE DATABASE tenon_scratch_999999999_0000000a");
  cluster.run("postgres", "CREATE DATABASE tenon_scratch_of_somebodys");
  cluster.run("postgres", "CREATE DATABASE " + at_work);
  EXPECT_TRUE(catalog::elaborate_at(cluster.url("postgres"), kWanted));
  EXPECT_EQ(leftovers(cluster), at_work + ", tenon_scratch_of_somebodys");
  cluster.drop_database(at_work);
  cluster.drop_database("tenon_scratch_of_somebodys");
}

/// A role that is there keeps what it is.
TEST(Elaboration, LeavesRolesAsTheyAre) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  cluster.run("postgres", "CREATE ROLE wanted_owner LOGIN");
  const auto reading = catalog::elaborate_at(cluster.url("postgres"), kWanted);
  EXPECT_EQ(cluster.value("postgres", "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'wanted_owner'"),
            "t");
  cluster.run("postgres", "DROP ROLE wanted_owner");
  ASSERT_TRUE(reading) << reading.error().message;
}

TEST(Elaboration, WorksOnAServerOfItsOwn) {
  const auto reading = catalog::elaborate(0, kWanted);
  ASSERT_TRUE(reading) << reading.error().message;
  expect_wanted(reading->database);
  const auto none = catalog::elaborate(9, kWanted);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "there is no PostgreSQL 9 on this machine");
}

TEST(Elaboration, CarriesReasonsOver) {
  const model::Object plain{{Kind::kTable, "s", "", "t", ""}, model::Table{}};
  model::Object reasoned = plain;
  reasoned.why = {"T1", "of the tenant", "Note"};
  model::Database lowered;
  lowered.add(reasoned);
  model::Database elaborated;
  elaborated.add(plain);
  elaborated.add({{Kind::kTable, "s", "", "u", ""}, model::Table{}});
  const model::Database out = catalog::with_reasons(elaborated, lowered);
  EXPECT_EQ(out.objects()[0].why, reasoned.why);
  EXPECT_EQ(out.objects()[1].why, model::Why{});
}

/// A database as JSON is read as it was written, with its needs and reasons.
TEST(DatabaseJson, IsReadAsItWasWritten) {
  auto reading = catalog::elaborate_at(dumps::postgres(0, dumps::Place::kHere).url("postgres"), kWanted);
  ASSERT_TRUE(reading) << reading.error().message;
  model::Database reasons;
  reasons.add({{Kind::kTable, "s", "", "t", ""}, model::Table{}, {}, {"T1", "of the tenant", "Note"}});
  const std::string json = model::to_json(catalog::with_reasons(reading->database, reasons));
  const auto again = model::read_json(json);
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(model::to_json(*again), json);
  EXPECT_EQ(text(model::differences(reading->database, *again)), "");
  EXPECT_EQ(again->find({Kind::kTable, "s", "", "t", ""})->why.rule, "T1");
}

TEST(DatabaseJson, IsFoundInASnapshot) {
  const auto inside =
      model::read_snapshot("{\"version\": 1, \"database\": {\"version\": 1, \"objects\": []}}");
  ASSERT_TRUE(inside && *inside);
  EXPECT_TRUE((*inside)->objects().empty());
  EXPECT_FALSE(model::read_snapshot("{\"version\": 1}").value());
  EXPECT_EQ(model::read_snapshot("{\"database\": []}").error(), "$.database: a list where an object belongs");
}

TEST(DatabaseJson, RefusesWhatItDoesNotKnow) {
  const auto complaint = [](const char* json) {
    const auto read = model::read_json(json);
    return read ? "none" : read.error();
  };
  EXPECT_EQ(complaint("{\"version\": 2, \"objects\": []}"), "$.version: it is of version 2, and not of 1");
  EXPECT_EQ(complaint("{\"objects\": []}"), "$: `version` is missing");
  EXPECT_EQ(complaint("{\"version\": 1}"), "$: `objects` is missing");
  EXPECT_EQ(complaint("{\"version\": 1, \"objects\": [{\"kind\": \"table\", \"colour\": 1}]}"),
            "$.objects[0]: `colour` is no member of this");
  EXPECT_EQ(complaint("{\"version\": 1, \"objects\": [{\"kind\": \"table\", \"definition\": {\"x\": 1}}]}"),
            "$.objects[0].definition: `x` is no member of this");
  EXPECT_EQ(complaint("{\"version\": 1, \"objects\": [{\"kind\": \"schema\", \"definition\": {}}, {\"kind\": "
                      "\"schema\", \"definition\": {}}]}"),
            "$.objects: there are two of schema ");
}

}  // namespace
}  // namespace model_tests
