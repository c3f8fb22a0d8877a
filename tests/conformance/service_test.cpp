// A service of eight threads whose connections are killed, whose statements are cancelled, and whose server
// breaks down and comes back: what was acknowledged is there, once, and nobody sees another tenant's rows.
// TENON_SERVICE_SECONDS is how long, ten unless it says otherwise.
#include <fmt/format.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <random>
#include <set>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>
#include <thread>

#include "live_database.hpp"
#include "orders_access.hpp"
#include "tenon/pq/session.hpp"

namespace {

using namespace orders::db;
using namespace std::chrono_literals;
using tenon::TenantTx;
using Clock = std::chrono::steady_clock;

constexpr int kThreads = 8;
constexpr int kTenants = 4;

constexpr tenon::Statement kCount{
    "service.count",
    "UPDATE rates SET price = price + 1 WHERE tenant_id = $1::uuid AND zone = 1 AND class = 'all'"};

std::chrono::seconds how_long() {
  const char* text = std::getenv("TENON_SERVICE_SECONDS");
  return std::chrono::seconds(text == nullptr ? 10 : std::atoi(text));
}

struct Tenant {
  tenon::Uuid id = tenon::Uuid::v4();
  std::mutex mutex;
  std::set<tenon::Uuid> acknowledged;
};

class Service {
 public:
  explicit Service(const std::string& url)
      : url_(url), pool_(url, kSchema, {.role = "orders_app", .size = kThreads}) {
    tenon::Pool provisioner{url, kSchema, {.role = "orders_provisioner", .size = 1}};
    for (Tenant& tenant : tenants_) {
      provisioner.in_tenant(tenant.id,
                            [&](TenantTx& tx) { Shops{tx}.insert({.slug = to_string(tenant.id)}); });
      pool_.in_tenant(tenant.id,
                      [](TenantTx& tx) { Rates{tx}.insert({.zone = 1, .class_ = "all", .price = 0}); });
    }
  }

  void serve(int thread, Clock::time_point until) {
    std::minstd_rand random(static_cast<unsigned>(thread) + 1);
    while (Clock::now() < until) {
      Tenant& tenant = tenants_[random() % kTenants];
      ++requests_;
      if (answer(tenant, tenon::Uuid::v4())) continue;
      ++failed_;
    }
  }

  /// What is in the database is what was acknowledged, and each of it was counted once.
  void expect_right() {
    for (Tenant& tenant : tenants_) {
      pool_.in_tenant(tenant.id,
                      [&](TenantTx& tx) {
                        std::set<tenon::Uuid> stored;
                        Jobs{tx}.for_each([&](const Job& job) { stored.insert(job.id); });
                        EXPECT_EQ(stored, tenant.acknowledged);
                        EXPECT_EQ(Rates{tx}.find(1, "all")->price, tenon::Numeric(stored.size()));
                      },
                      {.retry = 20});
    }
    EXPECT_EQ(foreign_, 0) << "rows of another tenant";
    EXPECT_GT(requests_, 100);
    EXPECT_GT(retried_, 0);
    EXPECT_LT(failed_, requests_ / 2);
    fmt::print("{} requests, {} failed, {} runs again, {} whose outcome was asked for\n", requests_.load(),
               failed_.load(), retried_.load(), unknown_.load());
  }

 private:
  /// Whether it is done. What is known to be undone isn't there.
  bool answer(Tenant& tenant, const tenon::Uuid& request) {
    for (int attempt = 0; attempt < 50; ++attempt) {
      if (attempt > 0) {
        ++retried_;
        std::this_thread::sleep_for(20ms);
      }
      try {
        run(tenant, request);
      } catch (const tenon::OutcomeUnknown&) {
        ++unknown_;
        if (!is_there(tenant, request)) continue;
      } catch (const tenon::ConnectionFailed&) {
        continue;
      } catch (const tenon::Error& error) {
        if (error.retryable()) continue;
        return false;  // a statement was cancelled
      }
      {
        const std::lock_guard lock(tenant.mutex);
        tenant.acknowledged.insert(request);
      }
      read_again(tenant, request);
      return true;
    }
    return false;
  }

  void run(Tenant& tenant, const tenon::Uuid& request) {
    const std::string own = to_string(tenant.id);
    int runs = 0;
    pool_.in_tenant(tenant.id,
                    [&](TenantTx& tx) {
                      retried_ += runs++ > 0 ? 1 : 0;
                      auto jobs = Jobs{tx};
                      jobs.insert({.id = request, .kind = own});
                      for (const Job& job : jobs.page_by_kind_due({.limit = 20}).items)
                        foreign_ += job.kind == own ? 0 : 1;
                      tx.commit_with_next();
                      tenon::execute(tx, kCount, tx.tenant());
                    },
                    {.retry = 3});
  }

  /// Of what is done already: where it can't be read, nothing is lost.
  void read_again(Tenant& tenant, const tenon::Uuid& request) {
    const std::string own = to_string(tenant.id);
    try {
      const auto read = pool_.in_tenant(tenant.id,
                                        [&](TenantTx& tx) {
                                          tx.commit_with_next();
                                          return Jobs{tx}.find(request);
                                        },
                                        {.retry = 20});
      if (read && read->kind != own) ++foreign_;
    } catch (const tenon::Error&) {
      ++unread_;
    }
  }

  bool is_there(Tenant& tenant, const tenon::Uuid& request) {
    for (;;) {
      try {
        return pool_.in_tenant(tenant.id, [&](TenantTx& tx) { return Jobs{tx}.find(request).has_value(); },
                               {.retry = 20});
      } catch (const tenon::Error&) {
        std::this_thread::sleep_for(20ms);
      }
    }
  }

  std::string url_;
  tenon::Pool pool_;
  std::array<Tenant, kTenants> tenants_;
  std::atomic<int> requests_ = 0, failed_ = 0, retried_ = 0, unknown_ = 0, foreign_ = 0, unread_ = 0;
};

/// Whatever may go wrong, in turns.
void make_trouble(const std::string& url, Clock::time_point until) {
  const std::string some =
      " FROM (SELECT pid FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid() "
      "AND backend_type = 'client backend' ORDER BY random() LIMIT 1) s";
  for (int turn = 1; Clock::now() < until; ++turn) {
    std::this_thread::sleep_for(30ms);
    auto session = tenon::pq::Session::connect(url);
    if (!session) continue;  // it is coming back
    if (turn % 60 == 0) {
      // The server takes the crash of one process for one of all: it starts again.
      const auto pid = session->script("SELECT pid" + some);
      if (pid && pid->size() == 1) ::kill(std::stoi(pid->text(0, 0)), SIGKILL);
    } else {
      static_cast<void>(session->script(
          (turn % 2 == 0 ? "SELECT pg_terminate_backend(pid)" : "SELECT pg_cancel_backend(pid)") + some));
    }
  }
}

TEST(AService, LosesNothingAndDoublesNothing) {
  const std::string url = live::url(tenon::catalog::ServerKind::kPostgres);
  live::run_sql(url,
                "ALTER ROLE postgres SET synchronous_commit = on");  // what is committed survives a crash
  Service service(url);
  const Clock::time_point until = Clock::now() + how_long();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&, i] { service.serve(i, until); });
  make_trouble(url, until);
  for (std::thread& thread : threads) thread.join();
  service.expect_right();
}

}  // namespace
