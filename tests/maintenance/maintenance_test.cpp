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
      value(session_,
            "SELECT count(*) FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relispartition"),
      "0")
      << "its table is the way in";
}

/// In a database whose schema `public` is everyone's to create in, by a session that has set what it may.
constexpr const char* kHostile = R"sql(
  CREATE SCHEMA shadow;
  CREATE TABLE shadow.pg_class (oid oid); CREATE TABLE shadow.messages (id uuid); CREATE TEMP TABLE pg_inherits (inhrelid oid);
  CREATE FUNCTION planted() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted code runs as %', current_user; END $$;
  DO $plant$
  DECLARE
    space text;
    arguments text;
    operator text[];
  BEGIN
    FOR space IN VALUES ('public'), ('shadow') LOOP
      FOREACH arguments IN ARRAY ARRAY[
        'format(text, text, text)', 'format(text, text)', 'format(text, name)', 'format(text, regclass)', 'format(text, text, text, text)',
        'format(text, timestamptz, timestamptz)', 'format(text, uuid, uuid)', 'format(text, bigint, text, timestamptz, text)',
        'format(text, regclass, text)', 'format(text, regclass, text, text)', 'format(text, regclass, text, bigint)',
        'octet_length(text)', 'to_hex(int)', 'rpad(text, int, text)', 'jsonb_array_length(jsonb)', 'quote_ident(name)',
        'concat(text, text)', 'now()', 'set_config(text, text, boolean)', 'date_trunc(text, timestamp)'] LOOP
        EXECUTE pg_catalog.format('CREATE FUNCTION %I.%s RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN public.planted(); END $f$',
                                  space, arguments);
      END LOOP;
      FOREACH operator SLICE 1 IN ARRAY ARRAY[
        ['plus', '+', 'timestamp', 'interval', 'timestamp'], ['times', '*', 'numeric', 'int', 'numeric'],
        ['joined', '||', 'text', 'name', 'text'], ['equals', '=', 'oid', 'regclass', 'boolean'],
        ['without', '-', 'jsonb', 'bigint', 'jsonb'], ['field', '->>', 'jsonb', 'name', 'text']] LOOP
        EXECUTE pg_catalog.format('CREATE FUNCTION %I.%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN PERFORM public.planted(); END $f$',
                                  space, operator[1], operator[3], operator[4], operator[5]);
        EXECUTE pg_catalog.format('CREATE OPERATOR %I.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %I.%I)', space, operator[2],
                                  operator[3], operator[4], space, operator[1]);
      END LOOP;
    END LOOP;
  END $plant$;
  SET LOCAL search_path = shadow, public, pg_catalog;
  SET LOCAL standard_conforming_strings = off; SET LOCAL escape_string_warning = off; SET LOCAL backslash_quote = on;
  SET LOCAL quote_all_identifiers = on; SET LOCAL transform_null_equals = on; SET LOCAL row_security = off;
  SET LOCAL TimeZone = 'Asia/Kathmandu'; SET LOCAL DateStyle = 'German'; SET LOCAL IntervalStyle = 'sql_standard';
  SET LOCAL bytea_output = 'escape'; SET LOCAL extra_float_digits = -15; SET LOCAL check_function_bodies = off; SET LOCAL array_nulls = off;
  SET LOCAL client_encoding = 'LATIN1'; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL lock_timeout = '1ms'; SET LOCAL xmlbinary = hex;
  SET LOCAL default_tablespace = 'pg_global'; SET LOCAL default_toast_compression = 'pglz'; SET LOCAL constraint_exclusion = off)sql";

/// Back, as far as it concerns the asking.
constexpr const char* kPeaceful = R"sql(
  SET LOCAL search_path = public; SET LOCAL standard_conforming_strings = on; SET LOCAL quote_all_identifiers = off;
  SET LOCAL row_security = on; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL client_encoding = 'UTF8')sql";

/// All that partitions are, but their oids.
constexpr const char* kMakeup = R"sql(
  SELECT c.relname, pg_get_expr(c.relpartbound, c.oid), c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.reloptions,
         pg_get_userbyid(c.relowner), (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid),
         (SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum)
          FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid = c.oid AND attnum > 0),
         (SELECT string_agg(pg_get_constraintdef(oid), ', ' ORDER BY conname) FROM pg_constraint WHERE conrelid = c.oid AND contype <> 'n')
  FROM pg_class c WHERE c.relispartition AND c.relkind IN ('r', 'p') ORDER BY 1)sql";

TEST_P(MaintenanceTest, WhatACallerSetsAndPlantsChangesNothing) {
  run(session_, "SAVEPOINT here; SET LOCAL ROLE kept_owner");
  const auto done = maintain(session_, "now() + interval '40 days'");
  run(session_, "RESET ROLE");
  const auto wanted = rows(session_, kMakeup);
  run(session_, "ROLLBACK TO SAVEPOINT here");
  run(session_, kHostile);
  run(session_, "SET LOCAL ROLE kept_owner");
  EXPECT_EQ(rows(session_,
                 "SELECT action OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) object FROM "
                 "tenon.maintain_at(pg_catalog.now() OPERATOR(pg_catalog.+) interval '40 days')"),
            done);
  run(session_, "RESET ROLE");
  run(session_, kPeaceful);
  EXPECT_EQ(rows(session_, kMakeup), wanted);
}

/// As the application, whose session looks in those schemas first.
TEST_P(MaintenanceTest, WhatTheApplicationCallsRunsNoPlantedCode) {
  become_app();
  run(session_, "RESET ROLE");
  run(session_, kHostile);
  run(session_, "GRANT USAGE ON SCHEMA shadow TO kept_app; SET LOCAL ROLE kept_app");
  for (const char* call : {"tenon.maintain()", "tenon.maintenance()", "tenon.runway()", "tenon.maintained()",
                           "tenon.uuid7()", "tenon.uuid7_lowest(pg_catalog.clock_timestamp())",
                           "tenon.uuid7_time('01234567-0000-7000-8000-000000000000')"}) {
    EXPECT_THAT(rows(session_, std::string("SELECT pg_catalog.count(*) FROM ") + call),
                Not(Contains(HasSubstr(":"))))
        << call;
  }
  EXPECT_THAT(rows(session_, "SELECT DISTINCT action FROM tenon.maintain()"), IsEmpty());
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
        "SELECT tenon.make_partition('messages', 'public', 'x', '', '[]', now())",
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

TEST_P(MaintenanceTest, WhenItLastDidItsWorkIsTold) {
  run(session_, "UPDATE tenon.maintenance_clock SET ended_at = NULL");
  EXPECT_EQ(value(session_, "SELECT ended_at IS NULL AND skipped_since IS NULL FROM tenon.maintained()"),
            "t");
  run(session_, "INSERT INTO tenon.maintenance_skipped VALUES (now() - interval '1 day', 'a run')");
  become_app();
  EXPECT_EQ(value(session_, "SELECT now() - skipped_since FROM tenon.maintained()"), "1 day");
  run(session_, "SELECT tenon.maintenance()");
  EXPECT_EQ(value(session_, "SELECT ended_at IS NULL FROM tenon.maintained()"), "t")
      << "a rehearsal is no run";
  run(session_, "SELECT tenon.maintain()");
  EXPECT_EQ(value(session_,
                  "SELECT clock_timestamp() - ended_at < interval '1 minute' AND skipped_since IS NULL FROM "
                  "tenon.maintained()"),
            "t");
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
