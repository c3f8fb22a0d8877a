// Code of the version before and of the new one at work on one database, from before the migration until
// behind its contract: no request fails. How long the longest waited is told, and judged by nobody.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <tenon/pool.hpp>
#include <thread>

#include "after_access.hpp"
#include "before_access.hpp"
#include "catalog/session.hpp"
#include "driver/wanted.hpp"
#include "migration/run.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace {

using namespace tenon;
using Clock = std::chrono::steady_clock;

constexpr const char* kDatabase = "versions";
constexpr int kTenants = 3;
constexpr int kRows = 20000;

const dumps::Cluster& cluster() {
  return dumps::postgres(0, dumps::Place::kHere);
}

pq::Session connect() {
  return std::move(*catalog::connect(cluster().url(kDatabase)));
}

driver::Version version(const std::string& name) {
  std::ifstream in(fmt::format("{}/{}.schema", TENON_VERSIONS, name));
  std::string wrong;
  auto out = plan_tests::compiled({std::istreambuf_iterator<char>(in), {}}, wrong);
  EXPECT_TRUE(out) << wrong;
  return std::move(*out);
}

Uuid tenant(int i) {
  return Uuid::parse(fmt::format("00000000-0000-7000-8000-00000000000{}", 1 + i % kTenants));
}

/// One kind of code, again and again until it is told to stop.
class Load {
 public:
  using Request = std::function<void(int)>;

  Load(std::string name, Request request)
      : name_(std::move(name)), thread_([this, request = std::move(request)] {
          for (int i = 0; !ended_; ++i) one(request, i);
        }) {}
  ~Load() { end(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void end() {
    ended_ = true;
    if (!thread_.joinable()) return;
    thread_.join();
    fmt::print("{}: {} requests, the longest {} ms\n", name_, requests_,
               std::chrono::duration_cast<std::chrono::milliseconds>(longest_).count());
  }

  [[nodiscard]] long requests() const { return requests_; }

 private:
  void one(const Request& request, int i) {
    const auto begin = Clock::now();
    try {
      request(i);
      ++requests_;
    } catch (const std::exception& error) {
      ADD_FAILURE() << name_ << ": " << error.what();
      ended_ = true;
    }
    longest_ = std::max(longest_, Clock::now() - begin);
  }

  std::string name_;
  std::atomic<bool> ended_ = false;
  std::atomic<long> requests_ = 0;
  Clock::duration longest_{};
  std::thread thread_;
};

void before_at_work(Pool& pool, int i) {
  pool.in_tenant(tenant(i), [&](TenantTx& tx) {
    shop::before::Orders orders{tx};
    const auto made =
        orders.insert({.title = fmt::format("Order {}", i), .remark = "written by the version before"});
    EXPECT_TRUE(orders.update(made.id, {.state = shop::before::State::paid, .colour = "red"}));
    EXPECT_TRUE(orders.update(made.id, {.title = "Renamed by the version before"}));
    EXPECT_EQ(orders.find(made.id)->title, "Renamed by the version before");
    for (const auto& order : orders.page_by_made_at({.limit = 20}).items) EXPECT_FALSE(order.title.empty());
    shop::before::Customers customers{tx};
    const auto somebody = customers.insert({.name = "Somebody"});
    EXPECT_TRUE(customers.update(somebody.id, {.name = "Somebody else"}));
    EXPECT_EQ(customers.find(somebody.id)->name, "Somebody else");
    EXPECT_TRUE(customers.remove(somebody.id));
    if (i % 2 == 0) orders.remove(made.id);
  });
}

void after_at_work(Pool& pool, int i) {
  pool.in_tenant(tenant(i), [&](TenantTx& tx) {
    shop::after::Orders orders{tx};
    const auto made =
        orders.insert({.label = fmt::format("Order {}", i), .slug = "order", .remark = "by the new one"});
    EXPECT_TRUE(orders.update(
        made.id, {.label = "Renamed by the new one", .state = shop::after::State::paid, .currency = "USD"}));
    EXPECT_EQ(orders.find(made.id)->label, "Renamed by the new one");
    EXPECT_EQ(orders.find(made.id)->currency, "USD");
    shop::after::Receipts{tx}.insert({.order_id = made.id, .total = i});
    shop::after::Clients clients{tx};
    EXPECT_EQ(clients.find(clients.insert({.full_name = "Somebody"}).id)->full_name, "Somebody");
  });
}

void begin(const driver::Version& before) {
  cluster().drop_database(kDatabase);
  cluster().make_database(kDatabase);
  const auto wanted = driver::wanted(*before.schema, before.database, "before.schema");
  std::string sql = "BEGIN;" + wanted.roles;
  for (const std::string& piece : wanted.schema) sql += piece;
  auto session = connect();
  ASSERT_TRUE(session.script(sql + "COMMIT;"));
  const std::string ids = "('00000000-0000-7000-8000-00000000000' || 1 + i % 3)::uuid";
  ASSERT_TRUE(
      session.script(fmt::format("INSERT INTO public.tenants (id) SELECT {0} FROM generate_series(0, 2) AS i;"
                                 "INSERT INTO public.orders (tenant_id, title) SELECT {0}, 'Row ' || i FROM "
                                 "generate_series(1, {1}) AS i; ANALYZE",
                                 ids, kRows)));
}

std::string run(const migration::Texts& texts, std::string_view part) {
  auto session = connect();
  if (const auto turn = migration::take_turn(session); !turn) return turn.error().message;
  const std::string& text = texts.find(part)->second;
  const auto ran = migration::run(session, {"shop", 2, "grow", std::string(part), migration::hash_of(text)},
                                  *plan::read_script(text), {}, [](const migration::Event& event) {
                                    if (event.kind != migration::Event::Kind::kLeaf)
                                      fmt::print("  {}/{} {}\n", event.step, event.of, event.what);
                                  });
  return ran ? "" : ran.error().message;
}

std::string text_of(const std::string& query) {
  auto session = connect();
  const auto rows = session.query(query);
  EXPECT_TRUE(rows) << query;
  return rows->text(0, 0);
}

void wait_for(const Load& load, long requests) {
  for (int i = 0; i < 1000 && load.requests() < requests; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

TEST(Versions, WorkBesideEachOther) {
  const driver::Version before = version("before");
  const driver::Version after = version("after");
  const plan::Plan plan = driver::plan_between(before, after);
  ASSERT_TRUE(plan::lets_both_work(plan));
  const migration::Texts texts = driver::texts_of(before, after, plan, "Versions.");
  begin(before);
  const std::string url = cluster().url(kDatabase);
  Pool old_pool{url, shop::before::kSchema, {.role = "shop_app"}};
  Load old_code("the version before", [&](int i) { before_at_work(old_pool, i); });
  Load more_old_code("the version before, with new connections", [&](int i) {
    Pool pool{url, shop::before::kSchema, {.role = "shop_app"}};
    before_at_work(pool, i);
  });
  wait_for(more_old_code, 5);
  EXPECT_EQ(run(texts, migration::kExpand), "");
  Pool new_pool{url, shop::after::kSchema, {.role = "shop_app"}};
  Load new_code("the new version", [&](int i) { after_at_work(new_pool, i); });
  wait_for(new_code, 50);
  wait_for(more_old_code, more_old_code.requests() + 5);
  old_code.end();
  more_old_code.end();
  EXPECT_EQ(run(texts, migration::kContract), "");
  wait_for(new_code, new_code.requests() + 50);
  new_code.end();
  EXPECT_EQ(text_of("SELECT count(*) FROM public.orders WHERE label NOT LIKE 'Row %' AND label NOT LIKE "
                    "'Renamed by %'"),
            "0");
  EXPECT_GT(old_code.requests(), 10);
  EXPECT_GT(new_code.requests(), 50);
}

/// From the contract on the version before is refused, before it can do any harm.
TEST(Versions, AreRefusedBehindTheContract) {
  const driver::Version before = version("before");
  const driver::Version after = version("after");
  const migration::Texts texts =
      driver::texts_of(before, after, driver::plan_between(before, after), "Versions.");
  begin(before);
  EXPECT_EQ(run(texts, migration::kExpand), "");
  EXPECT_EQ(run(texts, migration::kContract), "");
  Pool pool{cluster().url(kDatabase), shop::before::kSchema, {.role = "shop_app"}};
  EXPECT_THROW(before_at_work(pool, 1), SchemaMismatch);
}

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
