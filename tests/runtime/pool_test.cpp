// The pool: how many connections, whose turn, and what becomes of broken ones.
#include <atomic>
#include <thread>

#include "server.hpp"

namespace tenon::testing {
namespace {

using namespace std::chrono_literals;

constexpr Statement kPid{"test.pid", "SELECT pg_backend_pid()"};
constexpr Statement kPlans{"test.plans", "SELECT * FROM plans"};

std::int32_t pid_of(Pool& pool) {
  return pool.in_transaction([](Tx& tx) { return execute(tx, kPid)[0].get<std::int32_t>(0); });
}

class Pools : public ServerTest {};

TEST_F(Pools, ConnectLate) {
  Pool pool("postgresql:///nowhere?host=/nonexistent", kSchema);
  EXPECT_THROW(pool.in_transaction([](Tx&) {}), ConnectionFailed);
}

TEST_F(Pools, ReuseAConnection) {
  Pool one = pool();
  EXPECT_EQ(pid_of(one), pid_of(one));
}

TEST_F(Pools, TimeOutWhenAllAreInUse) {
  Pool one = pool({.role = kApp, .size = 1, .wait = 50ms});
  one.in_transaction([&](Tx&) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THROW(one.in_transaction([](Tx&) {}), PoolTimeout);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 50ms);
  });
  EXPECT_EQ(one.in_transaction([](Tx&) { return 1; }), 1);
}

TEST_F(Pools, ServeManyThreadsWithFewConnections) {
  Pool shared = pool({.role = kApp, .size = 2});
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 25; ++n) {
        const Uuid tenant = Uuid::v4();
        const std::string seen = shared.in_tenant(tenant, [](TenantTx& tx) {
          return std::get<0>(query<std::string>(tx, "SELECT current_setting('app.current_tenant_id')").at(0));
        });
        if (seen == to_string(tenant)) ++done;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 200);
  EXPECT_EQ(db_.admin("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tenon' AND datname = "
                      "current_database()"),
            "2");
}

TEST_F(Pools, AFailedConnectionFreesItsPlace) {
  db_.admin("DELETE FROM tenon.schema_version");
  Pool one = pool({.role = kApp, .size = 1, .wait = 100ms});
  for (int i = 0; i < 3; ++i) EXPECT_THROW(one.in_transaction([](Tx&) {}), SchemaMismatch);
  db_.admin("INSERT INTO tenon.schema_version VALUES ('shop', '" + std::string(kSchema.fingerprint) +
            "', '{}', '0.1.0', now())");
  EXPECT_EQ(one.in_transaction([](Tx&) { return 1; }), 1);
}

TEST_F(Pools, AConnectionThatBrokeWhileIdleGoesUnnoticed) {
  Pool one = pool({.role = kApp, .size = 1});
  const std::int32_t before = pid_of(one);
  db_.admin("SELECT pg_terminate_backend(" + std::to_string(before) + ", 5000)");
  EXPECT_NE(pid_of(one), before);
}

TEST_F(Pools, AConnectionThatBreaksInATransactionIsAnError) {
  Pool one = pool({.role = kApp, .size = 1});
  const auto terminate = [&](Tx& tx) {
    const std::int32_t pid = execute(tx, kPid)[0].get<std::int32_t>(0);
    db_.admin("SELECT pg_terminate_backend(" + std::to_string(pid) + ", 5000)");
  };
  try {
    one.in_transaction([&](Tx& tx) {
      terminate(tx);
      execute(tx, kPid);
    });
    FAIL();
  } catch (const ConnectionLost& error) {
    EXPECT_TRUE(error.retryable());
  }
  EXPECT_GT(pid_of(one), 0);
  try {
    one.in_transaction(terminate);
    FAIL();
  } catch (const ConnectionLost& error) {
    EXPECT_FALSE(error.retryable()) << "nobody knows whether the commit arrived";
  }
  EXPECT_GT(pid_of(one), 0);
}

TEST_F(Pools, AChangedTableCostsOneRetry) {
  Pool one = pool({.role = kApp, .size = 1});
  const auto read = [&] { one.in_transaction([](Tx& tx) { execute(tx, kPlans); }); };
  read();
  const std::int32_t before = pid_of(one);
  db_.admin("ALTER TABLE plans ADD COLUMN more int");
  try {
    read();
    FAIL();
  } catch (const StaleStatement& error) {
    EXPECT_TRUE(error.retryable());
  }
  read();
  EXPECT_NE(pid_of(one), before);
}

TEST_F(Pools, PreparedStatementsThatVanishCostOneRetry) {
  Pool one = pool({.role = kApp, .size = 1});
  pid_of(one);
  EXPECT_THROW(one.in_transaction([](Tx& tx) {
    execute(tx, "DEALLOCATE ALL");
    execute(tx, kPid);
  }),
               StaleStatement);
  EXPECT_GT(pid_of(one), 0);
}

TEST_F(Pools, ReturnWhatTheBodyReturns) {
  Pool one = pool();
  const auto moved = one.in_transaction([](Tx&) { return Secret<std::string>("only moves"); });
  EXPECT_EQ(moved.reveal(), "only moves");
  const Result result =
      one.in_transaction([](Tx& tx) { return execute(tx, "SELECT 1 AS a UNION SELECT 2"); });
  EXPECT_EQ(result.size(), 2u);
  EXPECT_THROW(static_cast<void>(result[2]), std::out_of_range);
  EXPECT_THROW(static_cast<void>(result[0].get<std::int32_t>(1)), DecodeError);
}

TEST_F(Pools, GiveTheOnlyRow) {
  db_.admin(
      "CREATE FUNCTION suppress() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;"
      "CREATE TRIGGER suppress BEFORE INSERT ON plans FOR EACH ROW WHEN (NEW.id = 2) "
      "EXECUTE FUNCTION suppress()");
  Pool one = pool();
  one.in_transaction([](Tx& tx) {
    const Result result = execute(tx, "INSERT INTO plans (id) VALUES (1) RETURNING id");
    EXPECT_EQ(result.only().get<std::int32_t>(0), 1);
    const std::string message = message_of<NoRow>(
        [&] { static_cast<void>(execute(tx, "INSERT INTO plans (id) VALUES (2) RETURNING id").only()); });
    EXPECT_EQ(message, "the statement returned no row: a trigger or rule suppressed it");
    EXPECT_THROW(static_cast<void>(execute(tx, "VALUES (1), (2)").only()), Error);
  });
}

TEST_F(Pools, CountTheRowsTouched) {
  Pool one = pool();
  one.in_transaction([](Tx& tx) {
    EXPECT_EQ(execute(tx, "INSERT INTO plans (id) VALUES (1), (2)").affected(), 2u);
    EXPECT_EQ(execute(tx, "DELETE FROM plans WHERE id = $1", std::int32_t{3}).affected(), 0u);
  });
}

}  // namespace
}  // namespace tenon::testing
