// Transactions of coroutines: many of them in one thread, over a loop of the program's own.
#include "tenon/async.hpp"

#include <asio/io_context.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "asio_loop.hpp"
#include "poll_loop.hpp"
#include "server.hpp"
#include "tenon/cancel.hpp"

namespace tenon::testing {
namespace {

using namespace std::chrono_literals;
using async::Task;

constexpr Statement kAdd{"async.add",
                         "INSERT INTO items (tenant_id, id, name) VALUES ($1, gen_random_uuid(), $2)"};
constexpr Statement kCount{"async.count", "SELECT count(*) FROM items"};
constexpr Statement kSleep{"async.sleep", "SELECT 1 FROM pg_sleep(0.5)"};
constexpr Statement kSleepLong{"async.long", "SELECT 1 FROM pg_sleep(30)"};

std::int64_t count(Tx& tx) {
  return execute(tx, kCount)[0].get<std::int64_t>(0);
}

/// The same tests over poll() and over Asio.
struct ByPoll {
  PollLoop loop;
  template <class Done>
  void run(Done done) {
    loop.run(done);
  }
};
struct ByAsio {
  asio::io_context context;
  AsioLoop loop{context};
  template <class Done>
  void run(Done done) {
    while (!done()) context.run_one();
  }
};

template <class Way>
class Async : public ServerTest {
 protected:
  template <class T>
  T finish(Task<T> task) {
    task.start();
    way_.run([&] { return task.is_done(); });
    return task.result();
  }
  async::Pool& pool(std::size_t size, std::chrono::milliseconds wait = 5s) {
    return pool_.emplace(way_.loop, db_.url(), kSchema,
                         PoolOptions{.role = kApp, .size = size, .wait = wait});
  }

  Way way_;
  std::optional<async::Pool> pool_;
};

using Ways = ::testing::Types<ByPoll, ByAsio>;
TYPED_TEST_SUITE(Async, Ways);

TYPED_TEST(Async, ReadsAndWritesInATenant) {
  auto& pool = this->pool(1);
  const auto both = [&]() -> Task<std::int64_t> {
    for (const char* name : {"a", "b"})
      co_await pool.in_tenant(kAcme, [name](TenantTx& tx) { execute(tx, kAdd, tx.tenant(), name); });
    co_await pool.in_tenant(kGlobex, [](TenantTx& tx) { execute(tx, kAdd, tx.tenant(), "c"); });
    co_return co_await pool.in_tenant(kAcme, [](TenantTx& tx) {
      tx.commit_with_next();
      return count(tx);
    });
  };
  EXPECT_EQ(this->finish(both()), 2);
  EXPECT_EQ(this->db_.admin("SELECT count(*) FROM items"), "3");
}

TYPED_TEST(Async, ManyWaitInOneThread) {
  auto& pool = this->pool(8);
  const auto start = std::chrono::steady_clock::now();
  std::vector<Task<std::size_t>> tasks;
  for (int i = 0; i < 8; ++i) {
    tasks.push_back(pool.in_transaction([](Tx& tx) { return execute(tx, kSleep).size(); }));
    tasks.back().start();
  }
  this->way_.run(
      [&] { return std::all_of(tasks.begin(), tasks.end(), [](auto& task) { return task.is_done(); }); });
  for (auto& task : tasks) EXPECT_EQ(task.result(), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s) << "one after the other takes four";
}

TYPED_TEST(Async, WaitForAConnectionInTurns) {
  auto& pool = this->pool(2);
  std::vector<Task<>> tasks;
  for (int i = 0; i < 50; ++i) {
    tasks.push_back(
        pool.in_tenant(kAcme, [i](TenantTx& tx) { execute(tx, kAdd, tx.tenant(), std::to_string(i)); }));
    tasks.back().start();
  }
  this->way_.run(
      [&] { return std::all_of(tasks.begin(), tasks.end(), [](auto& task) { return task.is_done(); }); });
  for (auto& task : tasks) task.result();
  EXPECT_EQ(this->db_.admin("SELECT count(DISTINCT name) FROM items"), "50");
}

TYPED_TEST(Async, GiveUpWhereNoConnectionIsFree) {
  auto& pool = this->pool(1, 50ms);
  auto first = pool.in_transaction([](Tx& tx) { execute(tx, kSleep); });
  first.start();
  EXPECT_THROW(this->finish(pool.in_transaction([](Tx& tx) { return count(tx); })), PoolTimeout);
  this->way_.run([&] { return first.is_done(); });
  first.result();
  EXPECT_EQ(this->finish(pool.in_transaction([](Tx& tx) { return count(tx); })), 0);
}

TYPED_TEST(Async, ErrorsAreThoseOfTheBody) {
  auto& pool = this->pool(1);
  EXPECT_THROW(
      this->finish(pool.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, kAdd, tx.tenant(), "forbidden"); })),
      CheckViolation);
  EXPECT_THROW(this->finish(pool.in_tenant(kAcme,
                                           [](TenantTx& tx) {
                                             execute(tx, kAdd, tx.tenant(), "a");
                                             throw std::out_of_range("mine");
                                           })),
               std::out_of_range);
  // While one unwinds, another one goes on: each has exceptions of its own.
  const auto failing = [&]() -> Task<int> {
    int caught = 0;
    try {
      co_await pool.in_tenant(kAcme, [](TenantTx& tx) {
        tx.savepoint([&] {
          execute(tx, kAdd, tx.tenant(), "b");
          throw std::runtime_error("x");
        });
      });
    } catch (const std::runtime_error&) {
      ++caught;
    }
    co_return caught;
  };
  std::vector<Task<int>> tasks;
  for (int i = 0; i < 5; ++i) {
    tasks.push_back(failing());
    tasks.back().start();
  }
  this->way_.run(
      [&] { return std::all_of(tasks.begin(), tasks.end(), [](auto& task) { return task.is_done(); }); });
  for (auto& task : tasks) EXPECT_EQ(task.result(), 1);
  EXPECT_EQ(this->db_.admin("SELECT count(*) FROM items"), "0");
  async::Pool nowhere(this->way_.loop, "postgresql://x@127.0.0.1:1/none", kSchema);
  EXPECT_THROW(this->finish(nowhere.in_transaction([](Tx& tx) { return count(tx); })), ConnectionFailed);
}

TYPED_TEST(Async, RunAgainWhatMayBe) {
  auto& pool = this->pool(1);
  int runs = 0;
  const auto body = [&](TenantTx& tx) {
    if (++runs < 3) {
      const auto pid = execute(tx, "SELECT pg_backend_pid()")[0].template get<std::int32_t>(0);
      this->db_.admin("SELECT pg_terminate_backend(" + std::to_string(pid) + ", 5000)");
    }
    return count(tx);
  };
  EXPECT_EQ(this->finish(pool.in_tenant(kAcme, body, {.retry = 5})), 0);
  EXPECT_EQ(runs, 3);
}

TYPED_TEST(Async, AreCancelled) {
  auto& pool = this->pool(1);
  std::optional<Canceller> canceller;
  auto task = pool.in_transaction([&](Tx& tx) {
    canceller.emplace(tx);
    execute(tx, kSleepLong);
  });
  task.start();
  this->way_.loop.after(100ms, [&] { canceller->cancel(); });
  this->way_.run([&] { return task.is_done(); });
  EXPECT_THROW(task.result(), QueryCanceled);
}

TYPED_TEST(Async, ATaskThatIsDroppedGivesBackWhatItHas) {
  auto& pool = this->pool(1);
  bool unwound = false;
  {
    struct Notice {
      bool& flag;
      ~Notice() { flag = true; }
    };
    auto task = pool.in_tenant(kAcme, [&](TenantTx& tx) {
      const Notice notice{unwound};
      execute(tx, kAdd, tx.tenant(), "dropped");
      execute(tx, kSleepLong);
    });
    task.start();
    bool later = false;
    this->way_.loop.after(300ms, [&] { later = true; });
    this->way_.run([&] { return later; });
  }
  EXPECT_TRUE(unwound);
  EXPECT_EQ(this->finish(pool.in_tenant(kAcme, [](TenantTx& tx) { return count(tx); })), 0);
}

TYPED_TEST(Async, LargeParametersAndResultsPass) {
  auto& pool = this->pool(1);
  const std::string large(20'000'000, 'x');
  const auto length = this->finish(pool.in_transaction(
      [&](Tx& tx) { return execute(tx, "SELECT $1::text", large)[0].template get<std::string>(0).size(); }));
  EXPECT_EQ(length, large.size());
}

}  // namespace
}  // namespace tenon::testing
