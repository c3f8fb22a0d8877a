// Numbers that the database counts, by programs that run side by side on a server.
#include "numbers_access.hpp"

#include <atomic>
#include <latch>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <stdexcept>
#include <tenon/pool.hpp>
#include <thread>

#include "live_database.hpp"

namespace {

using namespace numbers::db;
using tenon::TenantTx;

constexpr std::size_t kThreads = 8;

/// What a program does that changes its mind.
struct Regret : std::runtime_error {
  Regret() : std::runtime_error("no, not that") {}
};

class Numbers : public ::testing::Test {
 protected:
  static const std::string& server() { return live::url(tenon::catalog::ServerKind::kPostgres); }
  static tenon::Pool pool(const char* role = "numbers_app", std::size_t size = 1) {
    return {server(), kSchema, {.role = role, .size = size}};
  }

  static tenon::Uuid make_firm() {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("numbers_provisioner").in_tenant(id, [&](TenantTx& tx) {
      Firms{tx}.insert({.slug = "f-" + to_string(id)});
    });
    return id;
  }

  /// Work by threads that all begin at once.
  template <typename Work>
  static void side_by_side(const Work& work) {
    std::latch ready(kThreads);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        ready.arrive_and_wait();
        work(i);
      });
    }
    for (std::thread& each : threads) each.join();
  }

  static std::set<std::int64_t> first(std::int64_t count) {
    std::set<std::int64_t> out;
    for (std::int64_t n = 1; n <= count; ++n) out.insert(n);
    return out;
  }
};

TEST_F(Numbers, BeginWithOneForEachTenant) {
  tenon::Pool app = pool();
  for (const tenon::Uuid& firm : {make_firm(), make_firm()}) {
    app.in_tenant(firm, [](TenantTx& tx) {
      EXPECT_EQ(Invoices{tx}.insert({.total = 1}).number, 1);
      EXPECT_EQ(Invoices{tx}.insert({.total = 2}).number, 2);
      EXPECT_EQ(add_invoice(tx, 3), 3);
    });
  }
}

TEST_F(Numbers, BeginAnewByWhatTheyAreCountedBy) {
  pool().in_tenant(make_firm(), [](TenantTx& tx) {
    Receipts receipts{tx};
    EXPECT_EQ(receipts.insert({.year = 2026}).number, 1);
    EXPECT_EQ(receipts.insert({.year = 2026}).number, 2);
    EXPECT_EQ(receipts.insert({.year = 2027}).number, 1);
    EXPECT_EQ(receipts.insert({.year = 2026}).number, 3);
    const Invoice one = Invoices{tx}.insert({.total = 1});
    const Invoice other = Invoices{tx}.insert({.total = 1});
    Lines lines{tx};
    EXPECT_EQ(lines.insert({.invoice_id = one.id}).place, 1);
    EXPECT_EQ(lines.insert({.invoice_id = other.id}).place, 1);
    EXPECT_EQ(lines.insert({.invoice_id = one.id}).place, 2);
  });
}

TEST_F(Numbers, HaveNeitherGapNorDoubleWhateverIsUndone) {
  const std::vector<tenon::Uuid> firms = {make_firm(), make_firm(), make_firm()};
  tenon::Pool app = pool("numbers_app", kThreads);
  std::map<tenon::Uuid, std::atomic<std::int64_t>> kept;
  for (const tenon::Uuid& firm : firms) kept[firm] = 0;
  side_by_side([&](std::size_t thread) {
    std::mt19937 random(static_cast<std::mt19937::result_type>(thread));
    for (int round = 0; round < 60; ++round) {
      const tenon::Uuid& firm = firms[random() % firms.size()];
      const bool undone = random() % 3 == 0;
      const auto rows = static_cast<std::int64_t>(1 + random() % 3);
      try {
        app.in_tenant(firm, [&](TenantTx& tx) {
          for (std::int64_t row = 0; row < rows; ++row) Invoices{tx}.insert({.total = 1});
          if (undone) throw Regret();
        });
        kept.at(firm) += rows;
      } catch (const Regret&) {
      }
    }
  });
  for (const tenon::Uuid& firm : firms) {
    std::set<std::int64_t> found;
    app.in_tenant(firm, [&](TenantTx& tx) {
      for (const std::int64_t each : invoice_numbers(tx)) EXPECT_TRUE(found.insert(each).second);
    });
    EXPECT_EQ(found, first(kept.at(firm)));
  }
}

TEST_F(Numbers, ThatAreFastWaitForNobodyAndComeOnce) {
  const tenon::Uuid firm = make_firm();
  tenon::Pool app = pool("numbers_app", kThreads + 1);
  app.in_tenant(firm, [](TenantTx& tx) { EXPECT_EQ(Tickets{tx}.insert({}).number, 1); });
  // While one transaction is open that has a number, all the others come and go.
  app.in_tenant(firm, [&](TenantTx& open) {
    EXPECT_EQ(Tickets{open}.insert({}).number, 2);
    side_by_side([&](std::size_t) {
      for (int round = 0; round < 20; ++round) {
        app.in_tenant(firm, [](TenantTx& tx) { EXPECT_GT(Tickets{tx}.insert({}).number, 2); });
      }
    });
  });
  std::set<std::int64_t> found;
  app.in_tenant(firm, [&](TenantTx& tx) {
    for (const std::int64_t each : ticket_numbers(tx)) EXPECT_TRUE(found.insert(each).second);
  });
  EXPECT_EQ(found.size(), 2 + kThreads * 20);
}

TEST_F(Numbers, ThatAreFastAreOneAfterTheOtherWhereNobodyElseWrites) {
  tenon::Pool app = pool();
  const tenon::Uuid firm = make_firm();
  for (std::int64_t wanted = 1; wanted <= 40; ++wanted) {
    app.in_tenant(firm, [&](TenantTx& tx) { EXPECT_EQ(Tickets{tx}.insert({}).number, wanted); });
    // What is undone leaves no gap: the next one has its number.
    try {
      app.in_tenant(firm, [](TenantTx& tx) {
        Tickets{tx}.insert({});
        throw Regret();
      });
    } catch (const Regret&) {
    }
  }
}

TEST_F(Numbers, GoBackWithASavepoint) {
  const tenon::Uuid firm = make_firm();
  const std::string tenant = to_string(firm);
  live::run_sql(server(), "BEGIN; SET LOCAL ROLE numbers_app; SET LOCAL app.current_tenant_id = '" + tenant +
                              "'; INSERT INTO invoices (tenant_id, total) VALUES ('" + tenant +
                              "', 1); SAVEPOINT s; INSERT INTO invoices (tenant_id, total) VALUES ('" +
                              tenant +
                              "', 2); ROLLBACK TO s; INSERT INTO invoices (tenant_id, total) VALUES ('" +
                              tenant + "', 3); COMMIT");
  pool().in_tenant(firm, [](TenantTx& tx) {
    EXPECT_EQ(invoice_numbers(tx), (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(Invoices{tx}.find_by_number(2)->total, 3);
  });
}

TEST_F(Numbers, ThatRowsBringAreCountedOnFrom) {
  const tenon::Uuid firm = make_firm();
  const std::string tenant = "'" + to_string(firm) + "'";
  live::run_sql(server(), "INSERT INTO invoices (tenant_id, number) VALUES (" + tenant + ", 41), (" + tenant +
                              ", 7); INSERT INTO tickets (tenant_id, number) VALUES (" + tenant + ", 20)");
  pool().in_tenant(firm, [](TenantTx& tx) {
    EXPECT_EQ(Invoices{tx}.insert({.total = 1}).number, 42);
    std::set<std::int64_t> found = {20};
    for (int row = 0; row < 40; ++row) EXPECT_TRUE(found.insert(Tickets{tx}.insert({}).number).second);
  });
}

TEST_F(Numbers, AreTakenAwayWithTheirTenant) {
  const tenon::Uuid firm = make_firm();
  pool().in_tenant(firm, [](TenantTx& tx) { Invoices{tx}.insert({.total = 1}); });
  pool("numbers_provisioner").in_tenant(firm, [&](TenantTx& tx) { Firms{tx}.remove(); });
  live::run_sql(server(), "DO $$ BEGIN IF EXISTS (SELECT FROM tenon.counters WHERE tenant = '" +
                              to_string(firm) + "') THEN RAISE 'a count is left'; END IF; END $$");
}

}  // namespace
