// Transactions: how few round trips they take, savepoints, retries, limits, and stopping them.
#include <atomic>
#include <mutex>
#include <thread>

#include "pooler.hpp"
#include "server.hpp"
#include "tenon/cancel.hpp"
#include "tenon/pipeline.hpp"

namespace tenon::testing {
namespace {

using namespace std::chrono_literals;

constexpr Statement kCountItems{"test.count", "SELECT count(*) FROM items WHERE tenant_id = $1::uuid"};
constexpr Statement kAddItem{
    "test.add", "INSERT INTO items (tenant_id, id, name) VALUES ($1::uuid, gen_random_uuid(), $2)"};
constexpr Statement kProcess{"test.pid_of", "SELECT pg_backend_pid()"};
constexpr Statement kSleep{"test.sleep", "SELECT 1 FROM pg_sleep(10)"};

class Transactions : public ServerTest {
 protected:
  static std::int64_t count(TenantTx& tx) {
    return execute(tx, kCountItems, tx.tenant())[0].get<std::int64_t>(0);
  }
  static void add(TenantTx& tx, const std::string& name) { execute(tx, kAddItem, tx.tenant(), name); }
  std::int64_t stored() {
    return pool_.in_tenant(kAcme, [](TenantTx& tx) { return count(tx); });
  }
  void terminate(Tx& tx) const {
    const std::int32_t pid = execute(tx, kProcess)[0].get<std::int32_t>(0);
    db_.admin("SELECT pg_terminate_backend(" + std::to_string(pid) + ", 5000)");
  }
  Pool pool_ = pool({.role = kApp, .size = 1});
};

/// A pooler that nothing gives away counts how often the client waits.
class RoundTrips : public Transactions {
 protected:
  template <class Body>
  int of(Body body) {
    app_.in_tenant(kAcme, body);  // prepares
    const int before = pooler_.round_trips();
    app_.in_tenant(kAcme, body);
    return pooler_.round_trips() - before;
  }
  Pooler pooler_{db_.url(), 1, Pooler::Key::of_the_first};
  Pool app_{pooler_.url(), kSchema, {.role = kApp, .size = 1}};
};

TEST_F(RoundTrips, APointReadInATenantIsOne) {
  EXPECT_EQ(of([](TenantTx& tx) {
              tx.commit_with_next();
              count(tx);
            }),
            1);
}

/// A round trip is a transaction to the server, so that BEGIN and COMMIT aren't said.
TEST_F(RoundTrips, OfOneStatementAloneNeedsNoBounds) {
  const auto read = [](TenantTx& tx) {
    tx.commit_with_next();
    count(tx);
  };
  app_.in_tenant(kAcme, read);
  const std::size_t before = pooler_.statements().size();
  app_.in_tenant(kAcme, read);
  const std::string sent = pooler_.statements().substr(before);
  EXPECT_EQ(sent.find("BEGIN"), std::string::npos);
  EXPECT_EQ(sent.find("COMMIT"), std::string::npos);
  app_.in_tenant(kAcme, read, {.isolation = Isolation::serializable});
  EXPECT_NE(pooler_.statements().find("BEGIN ISOLATION LEVEL SERIALIZABLE"), std::string::npos);
}

/// What is checked at the end fails the statement that was the last.
TEST_F(RoundTrips, OfOneStatementAloneMayFailAtItsEnd) {
  constexpr Statement orphan{"test.orphan", "INSERT INTO parts VALUES ($1, gen_random_uuid())"};
  db_.admin("ALTER TABLE parts ALTER CONSTRAINT parts_item_fk DEFERRABLE INITIALLY DEFERRED");
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(app_.in_tenant(kAcme,
                                [&](TenantTx& tx) {
                                  tx.commit_with_next();
                                  execute(tx, orphan, tx.tenant());
                                }),
                 ForeignKeyViolation);
  }
  EXPECT_EQ(db_.admin("SELECT count(*) FROM parts"), "0");
  EXPECT_EQ(stored(), 0) << "the connection serves on";
}

TEST_F(RoundTrips, TheTenantComesWithTheFirstStatement) {
  EXPECT_EQ(of([](TenantTx& tx) { count(tx); }), 2);
  EXPECT_EQ(of([](TenantTx& tx) {
              count(tx);
              count(tx);
              tx.commit_with_next();
              count(tx);
            }),
            3);
  EXPECT_EQ(of([](TenantTx&) {}), 0);
}

TEST_F(RoundTrips, ManyCallsOfAStatementAreOne) {
  const auto add_all = [](TenantTx& tx) {
    std::vector<std::string> names;
    for (int i = 0; i < 400; ++i) names.push_back(to_string(Uuid::v4()));
    std::size_t added = 0;
    execute_each(
        tx, kAddItem, names, [&](const std::string& name, auto run) { run(tx.tenant(), name); },
        [&](const Result& result) { added += result.affected(); });
    EXPECT_EQ(added, 400U);
  };
  EXPECT_EQ(of(add_all), 2);  // the end is the other
  EXPECT_EQ(stored(), 800);
}

TEST_F(RoundTrips, APipelineIsOneWithTheTransactionsBounds) {
  const auto body = [](TenantTx& tx) {
    Pipeline pipeline{tx};
    pipeline.add(kAddItem, tx.tenant(), to_string(Uuid::v4()));
    const auto counted = pipeline.add(kCountItems, tx.tenant());
    pipeline.add(kAddItem, tx.tenant(), to_string(Uuid::v4()));
    const auto counted_again = pipeline.add(kCountItems, tx.tenant());
    tx.commit_with_next();
    const auto results = pipeline.run();
    EXPECT_EQ(results.size(), 4U);
    EXPECT_EQ(results[counted][0].get<std::int64_t>(0) + 1, results[counted_again][0].get<std::int64_t>(0));
  };
  EXPECT_EQ(of(body), 1);
  EXPECT_EQ(stored(), 4);
}

/// Behind a pooler of transactions, what outlives the transaction would be the next client's. Every
/// transaction of ours sets the tenant anew, so that only the statement itself tells.
TEST_F(RoundTrips, SetTheTenantForTheTransactionOnly) {
  EXPECT_EQ(of([](TenantTx& tx) { count(tx); }), 2);
  const std::string sent = pooler_.statements();
  const std::string settings =
      "SELECT pg_catalog.concat_ws(' ', pg_catalog.pg_backend_pid(), "
      "pg_catalog.set_config('app.current_tenant_id', '" +
      to_string(kAcme) + "', true), pg_catalog.set_config('role', '" + kApp + "', true))";
  const auto times = [&](const std::string& text) {
    int found = 0;
    for (std::size_t at = sent.find(text); at != std::string::npos; at = sent.find(text, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(times(settings), 1);           // with BEGIN in a message
  EXPECT_EQ(times("set_config('app"), 2);  // and of the check of the new connection
  EXPECT_EQ(times("set_config($1, $2, true), pg_catalog.set_config($3, $4, true)"), 1);  // parsed once
  EXPECT_EQ(times("false)"), 0);
}

TEST_F(Transactions, WhatCommitsWithItsLastStatementIsThere) {
  for (int i = 0; i < 2; ++i) {
    pool_.in_tenant(kAcme, [&](TenantTx& tx) {
      tx.commit_with_next();
      add(tx, std::to_string(i));
      EXPECT_THROW(add(tx, "late"), TransactionAborted);
      EXPECT_THROW(execute(tx, "SELECT 1"), TransactionAborted);
    });
  }
  EXPECT_EQ(stored(), 2);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [](TenantTx& tx) {
                                 tx.commit_with_next();
                                 add(tx, "forbidden");
                               }),
               CheckViolation);
  EXPECT_EQ(stored(), 2);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [](TenantTx& tx) {
                                 execute(tx,
                                         "SELECT 1");  // cleaned up after, so that COMMIT takes its own trip
                                 tx.commit_with_next();
                                 add(tx, "taken back");
                                 throw std::runtime_error("x");
                               }),
               std::runtime_error);
  EXPECT_EQ(stored(), 2);
}

TEST_F(Transactions, AConnectionThatBreaksBehindCommitLeavesTheOutcomeOpen) {
  int runs = 0;
  stored();
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [&](TenantTx& tx) {
                                 ++runs;
                                 add(tx, "who knows");
                                 terminate(tx);
                               },
                               {.retry = 5}),
               OutcomeUnknown);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [&](TenantTx& tx) {
                                 ++runs;
                                 count(tx);  // prepared, so that COMMIT goes along
                                 terminate(tx);
                                 tx.commit_with_next();
                                 count(tx);
                               },
                               {.retry = 5}),
               OutcomeUnknown);
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(stored(), 0);
}

TEST_F(Transactions, RunAgainWhereTheConnectionBreaksBefore) {
  int runs = 0;
  const auto body = [&](TenantTx& tx) {
    add(tx, "once");
    if (++runs < 3) terminate(tx);
    return count(tx);
  };
  EXPECT_EQ(pool_.in_tenant(kAcme, body, {.retry = 2}), 1);
  EXPECT_EQ(runs, 3);
  runs = 0;
  EXPECT_THROW(pool_.in_tenant(kGlobex, body, {.retry = 1}), ConnectionLost);
  EXPECT_EQ(runs, 2);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [&](TenantTx& tx) {
                                 ++runs;
                                 add(tx, "once");
                               },
                               {.retry = 5}),
               UniqueViolation);
  EXPECT_EQ(runs, 3);
}

TEST_F(Transactions, RunAgainWhereTheyCannotBeSerialized) {
  pool_.in_tenant(kAcme, [](TenantTx& tx) { add(tx, "0"); });
  Pool shared = pool({.role = kApp, .size = 4});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10; ++n) {
        shared.in_tenant(kAcme,
                         [](TenantTx& tx) {
                           execute(tx,
                                   "UPDATE items SET amount = coalesce(amount, 0) + 1 WHERE tenant_id = $1",
                                   tx.tenant());
                         },
                         {.isolation = Isolation::serializable, .retry = 1000});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(db_.admin("SELECT amount FROM items"), "40");
}

TEST_F(Transactions, ASavepointTakesBackWhatItsBodyDid) {
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    EXPECT_THROW(tx.savepoint([&] {
      add(tx, "a");
      add(tx, "forbidden");
    }),
                 CheckViolation);
    EXPECT_EQ(count(tx), 0);
    add(tx, "b");
    EXPECT_EQ(tx.savepoint([&] {
      add(tx, "c");
      EXPECT_THROW(tx.savepoint([&] {
        add(tx, "d");
        throw std::runtime_error("inner");
      }),
                   std::runtime_error);
      return count(tx);
    }),
              2);
    // What a body swallows can't be kept.
    EXPECT_THROW(tx.savepoint([&] { EXPECT_THROW(add(tx, "b"), UniqueViolation); }), ServerError);
    EXPECT_EQ(count(tx), 2);
  });
  EXPECT_EQ(stored(), 2);
}

TEST_F(Transactions, StatementsAndLocksAreWaitedForAsLongAsSaid) {
  EXPECT_THROW(pool_.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, kSleep); }, {.statement_timeout = 50ms}),
               QueryCanceled);
  pool_.in_tenant(kAcme, [](TenantTx& tx) { add(tx, "locked"); });
  Pool other = pool();
  constexpr Statement lock{"test.lock", "SELECT FROM items FOR UPDATE"};
  pool_.in_tenant(kAcme, [&](TenantTx& tx) {
    execute(tx, lock);
    try {
      other.in_tenant(kAcme, [&](TenantTx& late) { execute(late, lock); }, {.lock_timeout = 50ms});
      FAIL();
    } catch (const LockNotAvailable& error) {
      EXPECT_TRUE(error.retryable());
    }
  });
  // The next transaction on the connection is under no limit.
  EXPECT_EQ(std::get<0>(pool_.in_transaction(
                [](Tx& tx) { return query<std::string>(tx, "SHOW statement_timeout").at(0); })),
            "0");
}

TEST_F(Transactions, AFailureInAPipelineStopsWhatStandsBehindIt) {
  for (int i = 0; i < 2; ++i) {  // prepared on the way, and before
    EXPECT_THROW(pool_.in_tenant(kAcme,
                                 [](TenantTx& tx) {
                                   Pipeline pipeline{tx};
                                   pipeline.add(kAddItem, tx.tenant(), std::string("first"));
                                   pipeline.add(kAddItem, tx.tenant(), std::string("forbidden"));
                                   pipeline.add(kAddItem, tx.tenant(), std::string("third"));
                                   tx.commit_with_next();
                                   pipeline.run();
                                 }),
                 CheckViolation);
    EXPECT_EQ(stored(), 0);
  }
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    Pipeline pipeline{tx};
    EXPECT_TRUE(pipeline.run().empty());
    tx.savepoint([&] {
      pipeline.add(kAddItem, tx.tenant(), std::string("kept"));
      pipeline.run();
    });
  });
  EXPECT_EQ(stored(), 1);
  Pool unprepared = pool({.role = kApp, .size = 1, .prepare = false});
  unprepared.in_tenant(kAcme, [](TenantTx& tx) {
    Pipeline pipeline{tx};
    pipeline.add(kAddItem, tx.tenant(), std::string("more"));
    pipeline.add(kCountItems, tx.tenant());
    EXPECT_EQ(pipeline.run().at(1)[0].get<std::int64_t>(0), 2);
  });
}

TEST_F(Transactions, AreCancelledByAnotherThread) {
  std::optional<Canceller> canceller;
  const auto start = std::chrono::steady_clock::now();
  std::thread other;
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [&](TenantTx& tx) {
                                 add(tx, "taken back");
                                 canceller.emplace(tx);
                                 other = std::thread([&] {
                                   std::this_thread::sleep_for(100ms);
                                   canceller->cancel();
                                 });
                                 execute(tx, kSleep);
                               }),
               QueryCanceled);
  other.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  EXPECT_EQ(stored(), 0);
  // It is over: nobody else's statement is met.
  pool_.in_tenant(kAcme, [&](TenantTx& tx) {
    canceller->cancel();
    EXPECT_EQ(count(tx), 0);
    const Canceller own(tx);
    own.cancel();
    EXPECT_THROW(count(tx), QueryCanceled);  // none ran at the time
  });
}

TEST_F(Transactions, WhatCancelledOneNeverMeetsTheNextOnItsConnection) {
  std::optional<Canceller> canceller;
  const auto process = [](Tx& tx) { return execute(tx, kProcess)[0].get<std::int32_t>(0); };
  const std::int32_t before = pool_.in_tenant(kAcme, [&](TenantTx& tx) {
    canceller.emplace(tx);
    return process(tx);
  });
  const std::jthread other([&] {
    std::this_thread::sleep_for(100ms);
    canceller->cancel();
  });
  const std::int32_t after = pool_.in_tenant(kAcme, [&](TenantTx& tx) {
    execute(tx, "SELECT pg_sleep(0.4)");
    return process(tx);
  });
  EXPECT_EQ(after, before);
}

TEST_F(Transactions, EachStatementIsToldOfWithoutItsValues) {
  struct Told {
    std::string name;
    std::size_t rows;
    bool failed;
    bool operator==(const Told&) const = default;
  };
  std::vector<Told> told;
  Pool watched = pool({.role = kApp, .size = 1, .on_statement = [&](const StatementEvent& event) {
                         EXPECT_GT(event.took.count(), 0);
                         told.push_back({std::string(event.name), event.rows, event.failed});
                         throw std::runtime_error("a metric is no reason to fail");
                       }});
  EXPECT_THROW(watched.in_tenant(kAcme,
                                 [](TenantTx& tx) {
                                   add(tx, "one");
                                   count(tx);
                                   execute(tx, "SELECT generate_series(1, 3)");
                                   add(tx, "one");
                                 }),
               UniqueViolation);
  EXPECT_EQ(told,
            (std::vector<Told>{
                {"test.add", 1, false}, {"test.count", 1, false}, {"", 3, false}, {"test.add", 0, true}}));
}

TEST_F(Transactions, AFieldOfRowsIsAnArray) {
  struct Item {
    std::string name;
    std::optional<std::int32_t> amount;
  };
  const std::vector<Item> items = {{"a", 1}, {"b,\"", std::nullopt}, {"c", 3}};
  constexpr Statement add_all{
      "test.add_all",
      "INSERT INTO items (tenant_id, id, name, amount) SELECT $1::uuid, gen_random_uuid(), g.name, g.amount "
      "FROM unnest($2::text[], $3::int4[]) AS g(name, amount) RETURNING name, amount"};
  pool_.in_tenant(kAcme, [&](TenantTx& tx) {
    const Result added = execute(tx, add_all, tx.tenant(),
                                 column(
                                     items, [](const Item& item) -> const auto& { return item.name; }),
                                 column(
                                     items, [](const Item& item) -> const auto& { return item.amount; }));
    ASSERT_EQ(added.size(), 3U);
    EXPECT_EQ(added[1].get<std::string>(0), "b,\"");
    EXPECT_TRUE(added[1].is_null(1));
    EXPECT_EQ(added[2].get<std::int32_t>(1), 3);
  });
}

}  // namespace
}  // namespace tenon::testing
