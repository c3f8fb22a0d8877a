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
constexpr Statement kSessionPid{"test.pid", "SELECT pg_backend_pid()"};

std::string traces(Pool& pool) {
  return pool.in_transaction([](Tx& tx) { return execute(tx, kSeen)[0].get<std::string>(0); });
}

std::int32_t session_pid(Pool& pool) {
  return pool.in_transaction([](Tx& tx) { return execute(tx, kSessionPid)[0].get<std::int32_t>(0); });
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
  const std::int32_t process = session_pid(pool_);
  pool_.in_transaction(leave_traces);
  EXPECT_EQ(traces(pool_), before);
  EXPECT_EQ(session_pid(pool_), process) << "a sound connection was thrown away";
}

TEST_F(SessionState, IsGoneAfterRollback) {
  const std::string before = traces(pool_);
  const std::int32_t process = session_pid(pool_);
  EXPECT_THROW(pool_.in_transaction([](Tx& tx) {
    leave_traces(tx);
    throw std::logic_error("the application's");
  }),
               std::logic_error);
  EXPECT_EQ(traces(pool_), before);
  EXPECT_EQ(session_pid(pool_), process);
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
  const std::int32_t process = session_pid(pool);
  pool.in_transaction([](Tx& tx) { execute(tx, "INSERT INTO plans (id) VALUES (1)"); });
  EXPECT_NE(session_pid(pool), process);
  EXPECT_EQ(db_.admin("SELECT count(*) FROM plans"), "1") << "the transaction is committed all the same";
}

/// What one tenant's transaction leaves for the next: settings of its own, and the tenant's.
TEST_F(SessionState, SettingsOfAnotherTenantAreGone) {
  const std::int32_t process = session_pid(pool_);
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    execute(tx, "SELECT set_config('app.secret', 'of acme', false)");
    execute(tx, "SELECT set_config('app.current_tenant_id', $1::text, false)", tx.tenant().text());
    execute(tx, "INSERT INTO items VALUES ($1, gen_random_uuid(), 'of acme')", tx.tenant());
  });
  const auto seen = pool_.in_transaction([](Tx& tx) {
    return query<std::string, std::int64_t>(
               tx, "SELECT coalesce(current_setting('app.secret', true), ''), (SELECT count(*) FROM items)")
        .at(0);
  });
  EXPECT_EQ(seen, std::make_tuple(std::string(), std::int64_t{0}));
  EXPECT_EQ(session_pid(pool_), process);
}

/// It would give its rows to whoever fetches.
TEST_F(SessionState, CursorsAndStatementsOfAnotherTenantAreGone) {
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    execute(tx, "INSERT INTO items VALUES ($1, gen_random_uuid(), 'of acme')", tx.tenant());
    execute(tx, "DECLARE held CURSOR WITH HOLD FOR SELECT name FROM items");
    execute(tx, "PREPARE planted AS SELECT name FROM items");
  });
  const auto state_of = [&](const char* sql) {
    try {
      pool_.in_tenant(kGlobex, [&](TenantTx& tx) { execute(tx, sql); });
    } catch (const ServerError& error) {
      return error.sqlstate();
    }
    return std::string("no error");
  };
  EXPECT_EQ(state_of("FETCH ALL FROM held"), "34000");
  EXPECT_EQ(state_of("EXECUTE planted"), "26000");
}

/// The number that another tenant's row was given last isn't told.
TEST_F(SessionState, NumbersOfAnotherTenantAreNotTold) {
  static constexpr Statement kInsert{"test.number", "INSERT INTO numbered DEFAULT VALUES"};
  db_.admin(
      "CREATE TABLE numbered (n int GENERATED ALWAYS AS IDENTITY, a int); "
      "GRANT SELECT, INSERT ON numbered TO tenon_runtime_test_app");
  pool_.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, kInsert); });
  const std::string state = [&] {
    try {
      pool_.in_tenant(kGlobex, [](TenantTx& tx) { execute(tx, "SELECT lastval()"); });
    } catch (const ServerError& error) {
      return error.sqlstate();
    }
    return std::string("no error");
  }();
  EXPECT_EQ(state, "42501");
}

constexpr const char* kTriggerThatLeavesTraces = R"sql(
  CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM set_config('search_path', 'nowhere', false), pg_advisory_lock(42), set_config('app.secret', NEW.name, false);
    RETURN NEW;
  END $$;
  CREATE TRIGGER leave AFTER INSERT ON items FOR EACH ROW EXECUTE FUNCTION leave())sql";

/// A schema with triggers says so, and statements of the tool's run them.
TEST_F(SessionState, OfTriggersIsGone) {
  static constexpr Statement kInsert{"test.item",
                                     "INSERT INTO items VALUES ($1, gen_random_uuid(), 'secret')"};
  static constexpr Statement kLeft{"test.left", "SELECT coalesce(current_setting('app.secret', true), '')"};
  db_.admin(kTriggerThatLeavesTraces);
  SchemaInfo schema = kSchema;
  schema.has_own_code = true;
  Pool pool(db_.url(), schema, {.role = kApp, .size = 1});
  const std::string before = traces(pool);
  const std::int32_t process = session_pid(pool);
  pool.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, kInsert, tx.tenant()); });
  EXPECT_EQ(traces(pool), before);
  EXPECT_EQ(pool.in_transaction([](Tx& tx) { return execute(tx, kLeft)[0].get<std::string>(0); }), "");
  EXPECT_EQ(session_pid(pool), process);
}

TEST_F(SessionState, PreparedStatementsStay) {
  traces(pool_);
  pool_.in_transaction(leave_traces);
  const std::string sql =
      "SELECT count(*) FROM pg_prepared_statements WHERE statement NOT LIKE '%set_config%'";
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
    execute(tx, kSessionPid);
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
