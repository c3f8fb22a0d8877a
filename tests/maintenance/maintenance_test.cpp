// Partitions: made ahead, made up for, dropped; by whatever clock and time zone.
#include <fmt/format.h>

#include "server.hpp"

namespace maintenance {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

/// Every leaf with its bounds, as a session in UTC sees them.
std::vector<std::string> leaves(Session& session) {
  return rows(session,
              "SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c WHERE c.relispartition "
              "AND c.relkind = 'r' ORDER BY 1");
}

/// Takes away what apply has made of the ranges, as if the moment were the first.
constexpr const char* kForget = R"sql(
  ALTER TABLE reactions DROP CONSTRAINT reactions_event_fkey;
  DO $$ DECLARE part regclass; BEGIN
    FOR part IN SELECT c.oid FROM pg_class c WHERE c.relispartition AND pg_get_expr(c.relpartbound, c.oid) LIKE 'FOR VALUES FROM%'
    LOOP EXECUTE format('DROP TABLE %s', part); END LOOP;
    DELETE FROM tenon.maintenance_clock;
  END $$)sql";

constexpr const char* kMoments[] = {
    // Clocks go forward and back in Berlin, and in Los Angeles.
    "2026-03-29 00:59:59+00", "2026-03-29 01:00:00+00", "2026-10-25 00:30:00+00", "2026-10-25 01:30:00+00",
    "2026-03-08 10:00:00+00", "2026-11-01 09:00:00+00",
    // Ends of months, a leap day, new years.
    "2026-01-31 23:59:59.999999+00", "2026-02-01 00:00:00+00", "2028-02-29 23:30:00+00",
    "2028-03-01 00:00:00+00", "2026-12-31 23:59:59+00", "2027-01-01 00:00:00+00", "2026-12-28 00:00:00+00"};

TEST_P(MaintenanceTest, BoundsAreOfUtcWhateverTheSessionsZone) {
  for (const char* moment : kMoments) {
    std::vector<std::string> first;
    for (const char* zone : {"UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin"}) {
      run(session_, std::string("SAVEPOINT here;") + kForget);
      run(session_, fmt::format("SET LOCAL TimeZone = '{}'; SET LOCAL DateStyle = 'German'", zone));
      maintain(session_, fmt::format("'{}'", moment));
      run(session_, "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'");
      const auto made = leaves(session_);
      if (first.empty()) first = made;
      EXPECT_EQ(made, first) << moment << " in " << zone;
      run(session_, "ROLLBACK TO SAVEPOINT here");
    }
    EXPECT_THAT(first, SizeIs(4 + 4 + 4 + 2 * 3 + 4 + 4)) << moment;
  }
}

TEST_P(MaintenanceTest, ALeapDayIsADayOfItsOwn) {
  run(session_, kForget);
  maintain(session_, "'2028-02-29 23:30:00+00'");
  EXPECT_THAT(
      leaves(session_),
      IsSupersetOf(
          {std::string(
               "messages_2028_02|FOR VALUES FROM ('2028-02-01 00:00:00+00') TO ('2028-03-01 00:00:00+00')"),
           std::string("readings_2028|FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')"),
           std::string(
               "visits_eu_2028_w09|FOR VALUES FROM ('2028-02-28 00:00:00') TO ('2028-03-06 00:00:00')")}));
  EXPECT_EQ(
      value(session_,
            "SELECT string_agg(format('%s %s', starts, ends), ',') FROM tenon.ranges_of('events', true) "
            "WHERE partition = 'events_2028_02_29'::regclass"),
      "2028-02-29 00:00:00+00 2028-03-01 00:00:00+00");
}

TEST_P(MaintenanceTest, AWeekOfTwoYearsIsNamedAsIsoNamesIt) {
  run(session_, kForget);
  maintain(session_, "'2027-01-03 12:00:00+00'");
  EXPECT_THAT(leaves(session_),
              Contains(StartsWith("visits_rest_2026_w53|FOR VALUES FROM ('2026-12-28 00:00:00')")));
}

TEST_P(MaintenanceTest, ASecondRunHasNothingToDo) {
  EXPECT_THAT(maintain(session_, "now()"), IsEmpty());
  maintain(session_, "now() + interval '40 days'");
  EXPECT_THAT(maintain(session_, "now() + interval '40 days'"), IsEmpty());
}

TEST_P(MaintenanceTest, WhatWasMissedForMonthsIsMadeUpFor) {
  const auto made = maintain(session_, "now() + interval '5 months'");
  EXPECT_THAT(made, Not(Contains(StartsWith("failed"))));
  EXPECT_EQ(value(session_, "SELECT count(*) FROM tenon.ranges_of('messages', false)"), "9");
  EXPECT_EQ(value(session_,
                  "SELECT bool_and(ends = following OR following IS NULL) FROM (SELECT ends, lead(starts) "
                  "OVER (ORDER BY starts) AS following FROM tenon.ranges_of('events', true)) AS gaps"),
            "t");
}

TEST_P(MaintenanceTest, NoMoreThanABoundedNumberIsMadeAtOnce) {
  maintain(session_, "now() + interval '50 years'");
  EXPECT_LE(std::stoi(value(session_, "SELECT count(*) FROM tenon.ranges_of('events', true)")), 410);
}

TEST_P(MaintenanceTest, OldPartitionsAreDroppedByTheSecondRunThatSeesThemSo) {
  const std::string first =
      value(session_, "SELECT min(partition::text) FROM tenon.ranges_of('messages', false)");
  const std::string late = "date_trunc('month', now()) + interval '1 month 91 days'";
  EXPECT_THAT(maintain(session_, late), Not(Contains(StartsWith("dropped"))));
  EXPECT_THAT(maintain(session_, late + " + interval '10 minutes'"), IsEmpty()) << "too soon to tell";
  EXPECT_THAT(maintain(session_, late + " + interval '1 hour'"), ElementsAre("dropped " + first));
  EXPECT_EQ(value(session_, "SELECT to_regclass('" + first + "') IS NULL"), "t");
}

TEST_P(MaintenanceTest, AClockThatJumpsAndComesBackLosesNothing) {
  const auto before = leaves(session_);
  const auto jumped = maintain(session_, "now() + interval '10 years'");
  EXPECT_THAT(jumped, Not(Contains(StartsWith("dropped"))));
  EXPECT_THAT(maintain(session_, "now()"), Not(Contains(StartsWith("dropped"))));
  EXPECT_THAT(maintain(session_, "now() + interval '2 hours'"), Not(Contains(StartsWith("dropped"))));
  EXPECT_THAT(leaves(session_), IsSupersetOf(before));
}

TEST_P(MaintenanceTest, ARehearsalTellsAndDoesNothing) {
  const auto before = leaves(session_);
  const auto told = rows(
      session_, "SELECT action || ' ' || object FROM tenon.maintain_at(now() + interval '40 days', true)");
  EXPECT_THAT(told, Not(IsEmpty()));
  EXPECT_EQ(leaves(session_), before);
  EXPECT_EQ(maintain(session_, "now() + interval '40 days'"), told);
}

TEST_P(MaintenanceTest, EachPartitionIsProtectedAsItsTable) {
  maintain(session_, "now() + interval '60 days'");
  EXPECT_EQ(
      value(session_,
            "SELECT count(*) FROM pg_class c WHERE c.relispartition AND c.relkind IN ('r', 'p') AND NOT "
            "(c.relrowsecurity AND c.relforcerowsecurity AND NOT EXISTS (SELECT FROM aclexplode(c.relacl) a "
            "WHERE a.grantee <> c.relowner))"),
      "0");
  EXPECT_EQ(
      value(
          session_,
          "SELECT count(*) FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.relkind IN "
          "('r', 'p') AND (SELECT array_agg(polname ORDER BY polname) FROM pg_policy WHERE polrelid = c.oid) "
          "IS DISTINCT FROM (SELECT array_agg(polname ORDER BY polname) FROM pg_policy WHERE polrelid = "
          "i.inhparent)"),
      "0");
  EXPECT_THAT(
      value(session_,
            "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = 'messages_delete' AND "
            "polrelid = (SELECT max(partition::oid) FROM tenon.ranges_of('messages', false))"),
      HasSubstr("'100%'"));
}

TEST_P(MaintenanceTest, DefaultPrivilegesOpenNoPartition) {
  run(session_, "ALTER DEFAULT PRIVILEGES FOR ROLE kept_owner GRANT ALL ON TABLES TO kept_app, PUBLIC");
  maintain(session_, "now() + interval '60 days'");
  EXPECT_EQ(value(session_,
                  "SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a WHERE c.relispartition AND "
                  "a.grantee <> c.relowner"),
            "0");
}

TEST_P(MaintenanceTest, NamesThatAreTooLongAreCutAndStayApart) {
  EXPECT_EQ(value(session_,
                  "SELECT bool_and(octet_length(c.relname) <= 62) FROM pg_class c WHERE c.relispartition AND "
                  "c.relkind IN ('r', 'p')"),
            "t");
  EXPECT_EQ(value(session_,
                  "SELECT count(*) FROM pg_class WHERE relname ~ "
                  "'^a_table_whose_name.*_[0-9a-f]{8}_\\d{4}_\\d\\d_\\d\\d$' "
                  "AND relkind = 'r'"),
            "4");
}

TEST_P(MaintenanceTest, TheApplicationMaintainsAndMakesNothingElse) {
  become_app();
  EXPECT_THAT(rows(session_, "SELECT * FROM tenon.maintain()"), IsEmpty());
  EXPECT_THAT(rows(session_, "SELECT relation FROM tenon.runway()"), SizeIs(5));
  for (const char* deed :
       {"SELECT tenon.maintain_at(now() + interval '10 years')", "CREATE TABLE mine (a int)",
        "SELECT tenon.make_partition('messages', 'public', 'x', '', '[]', '', now())",
        "SELECT * FROM tenon.partitioned", "DELETE FROM tenon.maintenance_clock"}) {
    run(session_, "SAVEPOINT here");
    EXPECT_THAT(value(session_, deed), StartsWith("42501")) << deed;
    run(session_, "ROLLBACK TO SAVEPOINT here");
  }
}

TEST_P(MaintenanceTest, TheRunwayIsTheTimeUntilTheFirstGap) {
  const std::string reaches =
      "SELECT reaches = date_trunc('month', now()) + interval '{}' FROM tenon.runway() WHERE relation = "
      "'messages'";
  EXPECT_EQ(value(session_, fmt::format(fmt::runtime(reaches), "4 months")), "t");
  run(session_,
      "DO $$ BEGIN EXECUTE 'DROP TABLE messages_' || to_char(now() + interval '2 months', 'YYYY_MM'); END "
      "$$");
  EXPECT_EQ(value(session_, fmt::format(fmt::runtime(reaches), "2 months")), "t");
}

TEST_P(MaintenanceTest, ARowWithoutAPartitionIsRefused) {
  become_app();
  EXPECT_THAT(
      value(session_,
            fmt::format("INSERT INTO messages (tenant_id, content, sent_at) VALUES ('{}', 'x', '1999-01-01')",
                        kOurs)),
      HasSubstr("no partition of relation \"messages\" found for row"));
}

TEST_P(MaintenanceTest, KeysGrowWithTimeAndHaveTheirVersion) {
  become_app();
  run(session_,
      fmt::format("INSERT INTO events (tenant_id, name) SELECT '{}', n FROM generate_series(1, 1000) AS n",
                  kOurs));
  EXPECT_EQ(value(session_,
                  "SELECT count(DISTINCT id) FROM events WHERE id::text ~ '^.{14}7.{4}[89ab]' AND "
                  "abs(extract(epoch FROM tenon.uuid7_time(id) - clock_timestamp())) < 60"),
            "1000");
  // Within a tick of the clock, chance decides; PGlite's ticks are milliseconds.
  if (GetParam() == ServerKind::kPostgres) {
    EXPECT_LT(std::stoi(value(session_,
                              "SELECT count(*) FROM (SELECT name::int < lag(name::int) OVER (ORDER BY id) AS "
                              "back FROM events) AS ordered WHERE back")),
              300);
  }
  EXPECT_EQ(value(session_,
                  "SELECT bool_and(tenon.uuid7() < later) FROM (SELECT tenon.uuid7_lowest(clock_timestamp() "
                  "+ interval '2 ms') AS later) AS o"),
            "t");
  EXPECT_EQ(value(session_, "SELECT tenon.uuid7_time(tenon.uuid7_lowest('2026-11-20 12:34:56.789+00'))"),
            "2026-11-20 12:34:56.789+00");
  EXPECT_THAT(rows(session_, fmt::format("INSERT INTO reactions (tenant_id, event_id) SELECT tenant_id, id "
                                         "FROM events LIMIT 1 RETURNING tenant_id")),
              ElementsAre(kOurs));
}

TEST_P(MaintenanceTest, HashAndListPartitionsTakeTheirRows) {
  become_app();
  run(session_,
      fmt::format(
          "INSERT INTO blobs (tenant_id) VALUES ('{0}'); INSERT INTO visits (tenant_id, region, at) VALUES "
          "('{0}', 'fr', now() AT TIME ZONE 'UTC'), ('{0}', 'us', now() AT TIME ZONE 'UTC')",
          kOurs));
  EXPECT_THAT(rows(session_, "SELECT split_part(tableoid::regclass::text, '_', 2) FROM visits ORDER BY 1"),
              ElementsAre("eu", "rest"));
  EXPECT_THAT(
      value(session_,
            fmt::format("INSERT INTO visits (tenant_id, region, at) VALUES ('{}', 'xx', now())", kOurs)),
      HasSubstr("no partition of relation \"visits\""));
}

INSTANTIATE_TEST_SUITE_P(Servers, MaintenanceTest,
                         ::testing::Values(ServerKind::kPostgres, ServerKind::kPglite), [](const auto& one) {
                           return one.param == ServerKind::kPostgres ? "Postgres" : "Pglite";
                         });

/// Two sessions: PGlite has one.
TEST(TwoSessions, ASecondRunAtTheSameTimeLeavesItToTheFirst) {
  Session one = connect(ServerKind::kPostgres);
  Session other = connect(ServerKind::kPostgres);
  run(one, "BEGIN");
  maintain(one, "now() + interval '40 days'");
  EXPECT_THAT(rows(other, "SELECT action FROM tenon.maintain()"), ElementsAre("skipped"));
  run(one, "ROLLBACK");
  EXPECT_THAT(rows(other, "SELECT action FROM tenon.maintain()"), IsEmpty());
}

TEST(TwoSessions, ALockThatIsNotToBeHadStopsNothingElse) {
  Session holder = connect(ServerKind::kPostgres);
  Session session = connect(ServerKind::kPostgres);
  run(holder, "BEGIN; LOCK TABLE readings IN ACCESS EXCLUSIVE MODE");
  run(session, "BEGIN");
  const auto done = maintain(session, "date_trunc('year', now()) + interval '1 year'");
  EXPECT_THAT(done, Contains("postponed readings"));
  EXPECT_THAT(done, Contains(StartsWith("made messages_")));
  EXPECT_THAT(done, Contains(StartsWith("made visits_eu_")));
  run(holder, "ROLLBACK");
  EXPECT_THAT(maintain(session, "date_trunc('year', now()) + interval '1 year'"),
              ElementsAre(StartsWith("made readings_")));
  run(session, "ROLLBACK");
}

/// Takes all the locks that the server has room for, and gives some back. What a statement has locked before
/// it fails stays locked.
void fill_lock_table(Session& session, int but) {
  constexpr int kMost = 1000000;
  const auto filled =
      session.query(fmt::format("SELECT count(pg_advisory_lock(n)) FROM generate_series(1, {}) AS n", kMost));
  ASSERT_FALSE(filled.has_value());
  ASSERT_EQ(filled.error().sqlstate, "53200");
  run(session, fmt::format("SELECT pg_advisory_unlock(n) FROM generate_series(1, {}) AS n", but));
}

TEST(TwoSessions, WhatTheServerHasNoLocksForIsPostponed) {
  Session holder = connect(ServerKind::kPostgres);
  Session session = connect(ServerKind::kPostgres);
  fill_lock_table(holder, 100);
  run(session, "BEGIN");
  const auto done = maintain(session, "now() + interval '1 year'");
  EXPECT_THAT(done, Contains(StartsWith("made ")));
  EXPECT_THAT(done, Contains(StartsWith("postponed ")));
  EXPECT_THAT(done, Not(Contains(StartsWith("failed"))));
  run(session, "ROLLBACK");
  run(holder, "SELECT pg_advisory_unlock_all()");
  run(session, "BEGIN");
  EXPECT_THAT(maintain(session, "now() + interval '1 year'"), Not(Contains(StartsWith("postponed"))));
  run(session, "ROLLBACK");
}

}  // namespace
}  // namespace maintenance
