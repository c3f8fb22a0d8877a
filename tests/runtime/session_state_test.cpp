// What the application's own SQL leaves in a session is gone before the connection serves again.
#include "server.hpp"

namespace tenon::testing {
namespace {

constexpr const char* kTraces =
    "SELECT concat_ws(' ', current_setting('search_path'), current_setting('statement_timeout'), "
    "session_user, "
    "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()), "
    "(SELECT count(*) FROM pg_class WHERE relname = 'left_behind'), "
    "(SELECT count(*) FROM pg_listening_channels()), (SELECT count(*) FROM pg_cursors))";
constexpr Statement kSeen{"test.traces", kTraces};
constexpr Statement kPid{"test.pid", "SELECT pg_backend_pid()"};

std::string traces(Pool& pool) {
  return pool.in_transaction([](Tx& tx) { return execute(tx, kSeen)[0].get<std::string>(0); });
}

std::int32_t pid_of(Pool& pool) {
  return pool.in_transaction([](Tx& tx) { return execute(tx, kPid)[0].get<std::int32_t>(0); });
}

void leave_traces(Tx& tx) {
  execute(tx, "SET search_path TO nowhere");
  execute(tx, "SET statement_timeout TO '1h'");
  execute(tx, "SELECT pg_catalog.pg_advisory_lock(42)");
  execute(tx, "CREATE TEMP TABLE left_behind (a int)");
  execute(tx, "LISTEN to_everything");
  execute(tx, "DECLARE held CURSOR WITH HOLD FOR SELECT 1");
}

class SessionState : public ServerTest {
 protected:
  Pool pool_ = pool({.role = kApp, .size = 1});
};

TEST_F(SessionState, IsGoneAfterCommit) {
  const std::string before = traces(pool_);
  const std::int32_t process = pid_of(pool_);
  pool_.in_transaction(leave_traces);
  EXPECT_EQ(traces(pool_), before);
  EXPECT_EQ(pid_of(pool_), process) << "a sound connection was thrown away";
}

TEST_F(SessionState, IsGoneAfterRollback) {
  const std::string before = traces(pool_);
  const std::int32_t process = pid_of(pool_);
  EXPECT_THROW(pool_.in_transaction([](Tx& tx) {
    leave_traces(tx);
    throw std::logic_error("the application's");
  }),
               std::logic_error);
  EXPECT_EQ(traces(pool_), before);
  EXPECT_EQ(pid_of(pool_), process);
}

TEST_F(SessionState, IsGoneAfterACommitThatFails) {
  db_.admin("ALTER TABLE parts ALTER CONSTRAINT parts_item_fk DEFERRABLE INITIALLY DEFERRED");
  const std::string before = traces(pool_);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [](TenantTx& tx) {
                                 execute(tx, "SELECT pg_advisory_lock(42)");
                                 execute(tx, "INSERT INTO parts VALUES ($1, gen_random_uuid())", tx.tenant());
                               }),
               ForeignKeyViolation);
  EXPECT_EQ(traces(pool_), before);
}

TEST_F(SessionState, OfTheRoleIsGone) {
  pool_.in_transaction([](Tx& tx) { execute(tx, "SET SESSION AUTHORIZATION tenon_runtime_test_bypass"); });
  const auto login = [](Tx& tx) {
    return std::get<0>(query<std::string>(tx, "SELECT session_user::text").at(0));
  };
  EXPECT_NE(pool_.in_transaction(login), kBypass);
}

TEST_F(SessionState, ThatCannotBeTakenAwayClosesTheConnection) {
  db_.admin("REVOKE EXECUTE ON FUNCTION pg_advisory_unlock_all() FROM PUBLIC");
  Pool pool(db_.url() + " user=" + kApp, kSchema, {.size = 1});
  const std::int32_t process = pid_of(pool);
  pool.in_transaction([](Tx& tx) { execute(tx, "INSERT INTO plans (id) VALUES (1)"); });
  EXPECT_NE(pid_of(pool), process);
  EXPECT_EQ(db_.admin("SELECT count(*) FROM plans"), "1") << "the transaction is committed all the same";
}

TEST_F(SessionState, PreparedStatementsStay) {
  traces(pool_);
  pool_.in_transaction(leave_traces);
  const std::string sql = "SELECT count(*) FROM pg_prepared_statements";
  EXPECT_EQ(pool_.in_transaction([&](Tx& tx) { return std::get<0>(query<std::int64_t>(tx, sql).at(0)); }), 1);
}

/// A statement of the pool is found by its name, and SQL may have prepared another one under it.
TEST_F(SessionState, NoStatementTakesThePlaceOfThePools) {
  const std::string before = traces(pool_);
  pool_.in_transaction([](Tx& tx) {
    execute(tx, R"sql(DO $$ DECLARE name text; BEGIN
      SELECT s.name INTO name FROM pg_prepared_statements s WHERE s.statement LIKE '%pg_listening_channels%';
      EXECUTE format('DEALLOCATE %I', name);
      EXECUTE format('PREPARE %I AS SELECT %L::text', name, 'planted');
    END $$)sql");
  });
  EXPECT_EQ(traces(pool_), before);
}

TEST_F(SessionState, AStatementThatWasTakenAwayIsPreparedAgain) {
  const std::string before = traces(pool_);
  pool_.in_transaction([](Tx& tx) { execute(tx, "DEALLOCATE ALL"); });
  pool_.in_transaction([&](Tx& tx) {
    execute(tx, kPid);
    EXPECT_EQ(execute(tx, kSeen)[0].get<std::string>(0), before);
  });
}

/// Nothing is cleaned up for what can't leave anything: one message ends the transaction.
TEST_F(SessionState, CostsNothingWithoutSqlOfOnesOwn) {
  const auto last_message = [&] {
    return db_.admin(
        "SELECT query FROM pg_stat_activity WHERE application_name = 'tenon' AND datname = "
        "current_database()");
  };
  traces(pool_);
  EXPECT_EQ(last_message(), "COMMIT");
  pool_.in_transaction([](Tx& tx) { execute(tx, "SELECT 1"); });
  EXPECT_EQ(last_message().find("COMMIT;RESET"), 0U);
}

TEST(SessionStateOfPGlite, IsGone) {
  Pool pool(server_url("TENON_TEST_PGLITE"), {.name = "any"},
            {.size = 1, .wait = std::chrono::seconds(20), .check_schema = false, .allow_unsafe_role = true});
  const std::string before = traces(pool);
  pool.in_transaction(leave_traces);
  EXPECT_EQ(traces(pool), before);
}

}  // namespace
}  // namespace tenon::testing
