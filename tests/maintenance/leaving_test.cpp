// `tenon maintain` takes away what is past its time while its table is in use, and goes on where a run ended
// early.
#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdio>
#include <thread>

#include "server.hpp"

namespace maintenance {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A month that is long past its time, with a row of a tenant, and a clock that two runs have agreed on.
constexpr const char* kOldMonth = R"sql(
  SET ROLE kept_owner;
  SELECT tenon.make_partition(relation, 'public', 'messages_2020_01', $$FROM ('2020-01-01 00:00+00') TO ('2020-02-01 00:00+00')$$,
                              levels, now())
  FROM tenon.partitioned WHERE relation = 'messages'::regclass;
  RESET ROLE;
  UPDATE tenon.maintenance_clock SET seen_at = now(), confirmed_at = now();
  INSERT INTO tenants VALUES ('00000000-0000-0000-0000-00000000000a') ON CONFLICT DO NOTHING;
  INSERT INTO messages (tenant_id, content, sent_at) VALUES ('00000000-0000-0000-0000-00000000000a', 'old', '2020-01-15'))sql";

class LeavingTest : public ::testing::Test {
 protected:
  void SetUp() override { run(session_, kOldMonth); }
  void TearDown() override {
    run(reader_, "ROLLBACK");
    run(session_, "DROP TABLE IF EXISTS messages_2020_01, messages_kept; DELETE FROM tenon.leaving");
  }

  /// What the tool printed, its errors, and its exit code.
  static std::string tool(const std::string& options = "", const std::string& before = "",
                          const std::string& role = "") {
    std::string database = url(ServerKind::kPostgres);
    if (!role.empty()) database += (database.find('?') == std::string::npos ? "?user=" : "&user=") + role;
    const std::string command =
        fmt::format("{} {} maintain --db '{}' {} 2>&1", before, TENON_TOOL, database, options);
    std::string out;
    FILE* pipe = ::popen(command.c_str(), "r");
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
    const int code = WEXITSTATUS(::pclose(pipe));
    return out + fmt::format("exit {}\n", code);
  }

  /// A transaction that has read the old month, and stays.
  void read_and_stay() { run(reader_, "BEGIN; SELECT * FROM messages"); }

  std::string standing() {
    const std::string there = value(session_, "SELECT to_regclass('messages_2020_01') IS NOT NULL");
    if (there != "t") return "gone";
    return value(session_,
                 "SELECT coalesce((SELECT CASE WHEN inhdetachpending THEN 'begun' ELSE 'attached' END FROM "
                 "pg_inherits WHERE inhrelid = 'messages_2020_01'::regclass), 'detached')");
  }

  Session session_ = connect(ServerKind::kPostgres);
  Session reader_ = connect(ServerKind::kPostgres);
};

constexpr const char* kDropped = "dropped messages_2020_01: from 2020-01-01 00:00:00+00 to 2020-02-01";

/// As if a run had been killed between detaching and dropping.
constexpr const char* kDetached = R"sql(
  INSERT INTO tenon.leaving SELECT 'messages_2020_01'::regclass, 'messages_2020_01', 'from then to then';
  ALTER TABLE messages DETACH PARTITION messages_2020_01)sql";

TEST_F(LeavingTest, ARehearsalTellsTheSameAndDoesNothing) {
  EXPECT_THAT(tool("--dry-run"), HasSubstr(std::string("would be ") + kDropped));
  EXPECT_EQ(standing(), "attached");
  EXPECT_THAT(rows(session_, "SELECT name FROM tenon.leaving"), IsEmpty());
  EXPECT_THAT(tool(), HasSubstr(kDropped));
  EXPECT_EQ(standing(), "gone");
  EXPECT_THAT(rows(session_, "SELECT name FROM tenon.leaving"), IsEmpty());
}

TEST_F(LeavingTest, AnOldReaderIsWaitedForAWhileAndNobodyElseIsHeldUp) {
  read_and_stay();
  std::string said;
  std::thread running([&] { said = tool(); });
  // Reading and writing the table goes on while the tool waits.
  run(session_, "SET lock_timeout = '500ms'");
  for (int n = 0; n < 50 && standing() != "begun"; ++n) run(session_, "SELECT pg_sleep(0.1)");
  EXPECT_EQ(standing(), "begun");
  EXPECT_EQ(value(session_, "SELECT count(*) FROM messages WHERE content = 'old'"), "0");
  run(session_, fmt::format("INSERT INTO messages (tenant_id, content) VALUES ('{}', 'new')", kOurs));
  EXPECT_THAT(rows(session_, "SELECT action FROM tenon.maintain()"), ::testing::ElementsAre("skipped"));
  running.join();
  const std::string pid = value(reader_, "SELECT pg_backend_pid()");
  EXPECT_THAT(said, AllOf(HasSubstr("postponed messages_2020_01"),
                          HasSubstr("in use by the transactions of " + pid)));
  EXPECT_EQ(value(reader_, "SELECT count(*) FROM messages_2020_01"), "1") << "the reader keeps what it has";
  run(reader_, "COMMIT");
  EXPECT_THAT(tool(), HasSubstr(kDropped));
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, AReaderOfATableThatItRefersToHoldsNobodyUp) {
  run(session_, kDetached);
  run(reader_, "BEGIN; SELECT * FROM tenants");
  std::string said;
  std::thread running([&] { said = tool(); });
  // Who comes after the reader waits for a moment at the most, whenever he comes.
  run(session_, "SET lock_timeout = '400ms'");
  for (int n = 0; n < 20; ++n)
    EXPECT_EQ(value(session_, "SELECT count(*) > 0 FROM tenants, pg_sleep(0.1)"), "t");
  running.join();
  EXPECT_THAT(said, HasSubstr("postponed messages_2020_01"));
  EXPECT_EQ(standing(), "detached");
  run(reader_, "COMMIT");
  EXPECT_THAT(tool(), HasSubstr("dropped messages_2020_01"));
}

TEST_F(LeavingTest, WhatWasPutBackWhileItWaitedIsKept) {
  // Rows that are past their time would have it wait for the tenants, which are locked as well.
  run(session_, "CREATE TEMP TABLE kept AS SELECT * FROM tenon.retained; DELETE FROM tenon.retained");
  run(session_, kDetached);
  run(reader_,
      "BEGIN; ALTER TABLE messages ATTACH PARTITION messages_2020_01 FOR VALUES FROM ('2020-01-01 00:00+00') "
      "TO "
      "('2020-02-01 00:00+00')");
  std::string said;
  std::thread running([&] { said = tool(); });
  run(session_, "SELECT pg_sleep(2)");
  run(reader_, "COMMIT");
  running.join();
  run(session_, "INSERT INTO tenon.retained SELECT * FROM kept; DROP TABLE kept");
  EXPECT_THAT(said, Not(HasSubstr("dropped messages_2020_01")));
  EXPECT_EQ(standing(), "attached");
  EXPECT_EQ(value(session_, "SELECT count(*) FROM messages_2020_01"), "1");
}

/// In a database whose schema `public` is everyone's to create in, as it was before PostgreSQL 15.
TEST_F(LeavingTest, NoFunctionOfSomebodyElsesIsRun) {
  run(session_,
      "CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
      "'planted'; END $$; CREATE FUNCTION public.format(text, name, name) RETURNS text LANGUAGE plpgsql AS "
      "$$ BEGIN "
      "RAISE EXCEPTION 'planted'; END $$");
  const std::string said = tool();
  run(session_, "DROP FUNCTION public.quote_ident(name), public.format(text, name, name)");
  EXPECT_THAT(said, AllOf(HasSubstr(kDropped), Not(HasSubstr("planted"))));
}

TEST_F(LeavingTest, AKilledRunIsFinishedByTheNext) {
  read_and_stay();
  // It waits for the reader for five seconds.
  tool("", "timeout -s KILL 4");
  EXPECT_EQ(standing(), "begun");
  run(reader_, "ROLLBACK");
  EXPECT_THAT(tool("--dry-run"), HasSubstr(std::string("would be ") + kDropped));
  // The killed one's session may take a moment to end.
  for (int n = 0; n < 20 && standing() != "gone"; ++n) tool();
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, TheFunctionFinishesWhatTheToolHasBegun) {
  read_and_stay();
  tool();
  EXPECT_EQ(standing(), "begun");
  run(reader_, "ROLLBACK");
  EXPECT_THAT(rows(session_, "SELECT action, object FROM tenon.maintain()"),
              ::testing::ElementsAre("dropped|messages_2020_01"));
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, WhatWasDetachedStaysProtectedAndIsDropped) {
  run(session_, kDetached);
  for (const char* role : {"kept_app", "kept_owner"}) {
    run(session_,
        fmt::format("BEGIN; SET LOCAL ROLE {}; SELECT set_config('app.current_tenant_id', '{}', true)", role,
                    kOurs));
    const auto seen = rows(session_, "SELECT count(*) FROM messages_2020_01");
    run(session_, "ROLLBACK");
    if (std::string(role) == "kept_owner") {
      EXPECT_THAT(seen, ::testing::ElementsAre("0"));
    } else {
      EXPECT_THAT(seen, ::testing::ElementsAre(HasSubstr("42501")));
    }
  }
  EXPECT_THAT(tool("--dry-run"), HasSubstr("would be dropped messages_2020_01: from then to then"));
  EXPECT_EQ(standing(), "detached");
  EXPECT_THAT(tool(), HasSubstr("dropped messages_2020_01: from then to then"));
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, TheFunctionDropsWhatWasDetached) {
  run(session_, kDetached);
  EXPECT_THAT(rows(session_, "SELECT action, object FROM tenon.maintain()"),
              ::testing::ElementsAre("dropped|messages_2020_01"));
  EXPECT_THAT(rows(session_, "SELECT name FROM tenon.leaving"), IsEmpty());
}

TEST_F(LeavingTest, ARenamedTableIsKept) {
  run(session_, std::string(kDetached) + "; ALTER TABLE messages_2020_01 RENAME TO messages_kept");
  EXPECT_THAT(tool(), Not(HasSubstr("dropped")));
  EXPECT_EQ(value(session_, "SELECT count(*) FROM messages_kept"), "1");
  EXPECT_THAT(rows(session_, "SELECT name FROM tenon.leaving"), IsEmpty());
}

TEST_F(LeavingTest, ASecondRunLeavesItToTheFirst) {
  run(reader_, "BEGIN; LOCK TABLE tenon.maintenance_lock IN EXCLUSIVE MODE");
  EXPECT_THAT(tool(), AllOf(HasSubstr("skipped : another run is at work"), HasSubstr("exit 0")));
  EXPECT_EQ(value(session_, "SELECT skipped_since IS NOT NULL FROM tenon.maintained()"), "t");
  run(reader_, "ROLLBACK");
  EXPECT_EQ(standing(), "attached");
  EXPECT_THAT(tool(), HasSubstr(kDropped));
  EXPECT_EQ(
      value(
          session_,
          "SELECT skipped_since IS NULL AND ended_at > now() - interval '1 minute' FROM tenon.maintained()"),
      "t");
}

TEST_F(LeavingTest, ARunThatDoesNotEndIsAFailureOfItsOwn) {
  run(reader_, "BEGIN; SET LOCAL ROLE kept_app; SELECT tenon.maintain()");
  const std::string pid = value(reader_, "SELECT pg_backend_pid()");
  EXPECT_THAT(tool(), HasSubstr("skipped"));
  run(session_, "UPDATE tenon.maintenance_skipped SET since = now() - interval '61 minutes'");
  EXPECT_THAT(tool(), AllOf(HasSubstr("stuck : runs are skipped since "),
                            HasSubstr("held by the transaction of " + pid), HasSubstr("exit 5")));
  EXPECT_THAT(rows(session_, "SELECT action FROM tenon.maintain()"), ::testing::ElementsAre("stuck"));
  run(reader_, "COMMIT");
  EXPECT_THAT(tool(), HasSubstr("exit 0"));
}

/// That run took its lock with it, and nobody came to the end of one since.
TEST_F(LeavingTest, WhatWasSkippedForAKilledRunAccusesNoOther) {
  run(session_, "INSERT INTO tenon.maintenance_skipped VALUES (now() - interval '1 day', '4711 3/12')");
  run(reader_, "BEGIN; LOCK TABLE tenon.maintenance_lock IN EXCLUSIVE MODE");
  EXPECT_THAT(tool(), AllOf(HasSubstr("skipped"), HasSubstr("exit 0")));
  EXPECT_THAT(tool(), AllOf(HasSubstr("skipped"), HasSubstr("exit 0")));
  run(reader_, "ROLLBACK");
  EXPECT_THAT(tool(), HasSubstr(kDropped));
}

/// Whoever may connect, and the roles that requests run as.
TEST_F(LeavingTest, NobodyElseTakesTheLock) {
  run(reader_, "CREATE ROLE kept_stranger; SET ROLE kept_stranger; SELECT pg_advisory_lock(7310583948)");
  EXPECT_THAT(tool(), HasSubstr(kDropped));
  run(reader_, "RESET ROLE");
  for (const char* role : {"kept_stranger", "kept_app", "kept_provisioner"}) {
    run(reader_, fmt::format("BEGIN; SET LOCAL ROLE {}", role));
    EXPECT_THAT(value(reader_, "LOCK TABLE tenon.maintenance_lock IN EXCLUSIVE MODE"),
                ::testing::StartsWith("42501"))
        << role;
    run(reader_, "ROLLBACK");
  }
  run(reader_, "SELECT pg_advisory_unlock_all(); DROP ROLE kept_stranger");
}

/// The transaction that holds the lock is open for as long as the run, and idle.
TEST_F(LeavingTest, NoTimeoutTakesTheLockFromARun) {
  read_and_stay();
  const std::string set =
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {} idle_in_transaction_session_timeout {}', "
      "current_database()); END $$";
  run(session_, fmt::format(fmt::runtime(set), "SET", "= 200"));
  const std::string said = tool();
  run(session_, fmt::format(fmt::runtime(set), "RESET", ""));
  EXPECT_THAT(said, AllOf(HasSubstr("postponed messages_2020_01"), HasSubstr("exit 0")));
  run(reader_, "ROLLBACK");
  EXPECT_THAT(tool(), HasSubstr(kDropped));
}

/// The run and the transaction that keeps its lock change the same row, one after the other.
TEST_F(LeavingTest, ARunEndsAtAnyIsolation) {
  const std::string set =
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {} default_transaction_isolation {}', "
      "current_database()); END $$";
  for (const char* level : {"= ''repeatable read''", "= serializable"}) {
    run(session_, "UPDATE tenon.maintenance_clock SET ended_at = NULL");
    run(session_, fmt::format(fmt::runtime(set), "SET", level));
    const std::string said = tool();
    run(session_, fmt::format(fmt::runtime(set), "RESET", ""));
    EXPECT_THAT(said, HasSubstr("exit 0")) << level;
    EXPECT_EQ(value(session_, "SELECT ended_at IS NOT NULL FROM tenon.maintained()"), "t") << level;
  }
}

TEST_F(LeavingTest, WhatARunDidIsToldHoweverItEnds) {
  run(session_,
      "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.end_maintenance()'::regprocedure) AS "
      "definition; "
      "CREATE OR REPLACE FUNCTION tenon.end_maintenance() RETURNS void LANGUAGE plpgsql SET search_path = "
      "pg_catalog, pg_temp AS 'BEGIN RAISE EXCEPTION $$no end$$; END'");
  const std::string said = tool();
  run(session_, "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved");
  EXPECT_THAT(said, AllOf(HasSubstr(kDropped), HasSubstr("no end"), HasSubstr("exit 3")));
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, OfTwoRunsAtOnceOneTakesItAway) {
  std::string one;
  std::thread running([&] { one = tool(); });
  const std::string other = tool();
  running.join();
  const auto times = [&](const std::string& text) {
    return static_cast<int>(one.find(text) != std::string::npos) +
           static_cast<int>(other.find(text) != std::string::npos);
  };
  EXPECT_EQ(times(kDropped), 1) << one << other;
  EXPECT_EQ(times("failed"), 0) << one << other;
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, AClockThatNobodyHasConfirmedTakesNothing) {
  run(session_, "UPDATE tenon.maintenance_clock SET seen_at = '2020-01-01', confirmed_at = '2020-01-01'");
  EXPECT_THAT(tool(), Not(HasSubstr("dropped")));
  EXPECT_EQ(standing(), "attached");
}

TEST_F(LeavingTest, TheApplicationsRoleGoesByTheFunction) {
  EXPECT_THAT(tool("", "", "kept_app"), HasSubstr(kDropped));
  EXPECT_EQ(standing(), "gone");
}

TEST_F(LeavingTest, APartitionOfAPartitionLeavesItsOwnParent) {
  run(session_,
      "SET ROLE kept_owner; SELECT tenon.make_partition('visits_eu', 'public', 'visits_eu_2020_w05', $$FROM "
      "('2020-01-27') TO ('2020-02-03')$$, levels - 0, now()) FROM tenon.partitioned WHERE relation = "
      "'visits'::regclass; RESET ROLE");
  EXPECT_THAT(tool(), HasSubstr("dropped visits_eu_2020_w05"));
  EXPECT_EQ(value(session_, "SELECT to_regclass('visits_eu_2020_w05') IS NULL"), "t");
}

TEST_F(LeavingTest, ADefaultPartitionIsToldAndNothingIsLost) {
  run(session_, "CREATE TABLE messages_kept PARTITION OF messages DEFAULT");
  EXPECT_THAT(tool(),
              HasSubstr("failed messages_2020_01: cannot detach partitions concurrently when a default"));
  EXPECT_EQ(standing(), "attached");
}

}  // namespace
}  // namespace maintenance
