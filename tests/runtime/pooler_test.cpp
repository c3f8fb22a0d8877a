// Behind a pooler of transactions: statements are one's own, and nothing is left in a session for the next
// client.
#include "pooler.hpp"

#include "server.hpp"

namespace tenon::testing {
namespace {

constexpr Statement kFind{"test.find", "SELECT 'find' || $1"};
constexpr Statement kRemove{"test.remove", "SELECT 'remove' || $1"};
constexpr Statement kPooledPlans{"test.plans", "SELECT * FROM plans"};
/// Beside the one that every transaction begins with.
constexpr const char* kPrepared =
    "SELECT count(*) FROM pg_prepared_statements WHERE statement NOT LIKE '%set_config%'";

class Poolers : public ServerTest {
 protected:
  [[nodiscard]] static Pool client(const Pooler& pooler, PoolOptions options = {.role = kApp, .size = 1}) {
    return Pool(pooler.url(), kSchema, std::move(options));
  }
  static std::string run(Pool& pool, const Statement& statement) {
    return pool.in_tenant(
        kAcme, [&](TenantTx& tx) { return execute(tx, statement, std::string("!"))[0].get<std::string>(0); });
  }
};

/// One process for all, whose number clients learn: nothing tells that there is a pooler.
class HiddenPoolers : public Poolers {
 protected:
  Pooler pooler_{db_.url(), 1, Pooler::Key::of_the_first};
  Pool one_ = client(pooler_);
  Pool two_ = client(pooler_);
};

TEST_F(HiddenPoolers, NeverRunTheStatementOfAnother) {
  EXPECT_EQ(run(one_, kFind), "find!");
  EXPECT_EQ(run(two_, kRemove), "remove!");
  pooler_.in_process(0, "DEALLOCATE ALL");
  Pool three = client(pooler_);
  EXPECT_EQ(run(three, kRemove), "remove!");
  EXPECT_EQ(run(one_, kFind), "find!");
  EXPECT_EQ(run(two_, kFind), "find!");
}

TEST_F(HiddenPoolers, ShareAStatement) {
  EXPECT_EQ(run(one_, kFind), "find!");
  EXPECT_EQ(run(two_, kFind), "find!");
  EXPECT_EQ(pooler_.in_process(0, kPrepared), "1");
}

TEST_F(HiddenPoolers, TellStatementsApartByTheirTypes) {
  constexpr Statement typed{"test.typed", "SELECT ($1 + 1)::text"};
  const auto plus_one = [&](Pool& pool, auto value) {
    return pool.in_transaction(
        [&](Tx& tx) { return execute(tx, typed, value)[0].template get<std::string>(0); });
  };
  EXPECT_EQ(plus_one(one_, std::int32_t{5}), "6");
  EXPECT_EQ(plus_one(two_, 5.5), "6.5");
  EXPECT_EQ(pooler_.in_process(0, kPrepared), "2");
}

TEST_F(HiddenPoolers, PrepareAgainWhatIsGone) {
  EXPECT_EQ(run(one_, kFind), "find!");
  EXPECT_EQ(run(one_, kRemove), "remove!");
  pooler_.in_process(0, "DEALLOCATE ALL");
  EXPECT_EQ(run(one_, kFind), "find!") << "the first statement of a transaction";
  pooler_.in_process(0, "DEALLOCATE ALL");
  const auto write_and_find = [&] {
    one_.in_tenant(kAcme, [&](TenantTx& tx) {
      execute(tx, "INSERT INTO items (tenant_id, id, name) VALUES ($1, gen_random_uuid(), 'x')", tx.tenant());
      execute(tx, kFind, "!");
    });
  };
  try {
    write_and_find();
    FAIL() << "what came before would be lost";
  } catch (const StaleStatement& error) {
    EXPECT_TRUE(error.retryable());
  }
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "0");
  write_and_find();
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "1");
}

TEST_F(HiddenPoolers, BeginAgainAsTheSameTenant) {
  constexpr Statement who{"test.who",
                          "SELECT current_user || current_setting('app.current_tenant_id') || "
                          "current_setting('transaction_isolation')"};
  const auto ask = [&] {
    return one_.in_tenant(kAcme, [&](TenantTx& tx) { return execute(tx, who)[0].get<std::string>(0); },
                          {.isolation = Isolation::serializable});
  };
  const std::string expected = kApp + to_string(kAcme) + "serializable";
  EXPECT_EQ(ask(), expected);
  pooler_.in_process(0, "DEALLOCATE ALL");
  EXPECT_EQ(ask(), expected);
}

TEST_F(HiddenPoolers, AChangedTableCostsOneRetry) {
  const auto read = [&](Pool& pool) { pool.in_transaction([](Tx& tx) { execute(tx, kPooledPlans); }); };
  read(one_);
  db_.admin("ALTER TABLE plans ADD COLUMN more int");
  EXPECT_THROW(read(one_), StaleStatement);
  read(one_);
  read(two_);
}

TEST_F(HiddenPoolers, ShowThemselvesByAnotherProcess) {
  Pooler two_processes(db_.url(), 2, Pooler::Key::of_the_first);
  Pool pool = client(two_processes);
  EXPECT_EQ(run(pool, kFind), "find!");
  two_processes.use(1);
  EXPECT_EQ(run(pool, kFind), "find!");
  two_processes.use(0);
  EXPECT_EQ(run(pool, kRemove), "remove!");
  EXPECT_EQ(two_processes.in_process(0, kPrepared), "1");
  EXPECT_EQ(two_processes.in_process(1, kPrepared), "0");
}

TEST_F(HiddenPoolers, LeaveNoStateToTheNextClient) {
  one_.in_transaction([](Tx& tx) {
    execute(tx, "SET search_path TO nowhere");
    execute(tx, "SELECT pg_advisory_lock(42)");
  });
  EXPECT_EQ(pooler_.in_process(0, "SHOW search_path"), "\"$user\", public");
  EXPECT_EQ(pooler_.in_process(0,
                               "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = "
                               "pg_backend_pid()"),
            "0");
}

TEST_F(Poolers, AreNotPreparedFor) {
  Pooler pooler(db_.url(), 2, Pooler::Key::of_its_own);
  Pool pool = client(pooler);
  for (const std::size_t process : {0U, 1U, 0U}) {
    pooler.use(process);
    EXPECT_EQ(run(pool, kFind), "find!");
    EXPECT_EQ(run(pool, kRemove), "remove!");
    EXPECT_EQ(pooler.in_process(process, kPrepared), "0");
  }
}

TEST_F(Poolers, PreparingIsAnOption) {
  const auto prepared_by = [&](bool prepare) {
    Pool direct = pool({.role = kApp, .size = 1, .prepare = prepare});
    EXPECT_EQ(run(direct, kFind), "find!");
    return direct.in_transaction(
        [](Tx& tx) { return std::get<0>(query<std::int64_t>(tx, kPrepared).at(0)); });
  };
  EXPECT_EQ(prepared_by(true), 1);
  EXPECT_EQ(prepared_by(false), 0);
}

TEST_F(Poolers, NamesAreStable) {
  Pool direct = pool({.role = kApp, .size = 1});
  EXPECT_EQ(run(direct, kFind), "find!");
  const std::string name = direct.in_transaction([](Tx& tx) {
    return std::get<0>(query<std::string>(tx, "SELECT name FROM pg_prepared_statements").at(0));
  });
  EXPECT_EQ(name, "tenon_636f0dfa05c5877d39da03aa15cd6f70");
}

}  // namespace
}  // namespace tenon::testing
