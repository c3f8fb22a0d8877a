// Many rows at a time, and rows that are locked, through the generated C++ on a server.
#include <algorithm>
#include <mutex>
#include <set>
#include <tenon/pipeline.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>
#include <thread>

#include "live_database.hpp"
#include "orders_access.hpp"

namespace {

using namespace orders::db;
using namespace std::chrono_literals;
using tenon::TenantTx;

class Many : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role = "orders_app", std::size_t size = 1) {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = size}};
  }

  static tenon::Uuid new_shop() {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("orders_provisioner").in_tenant(id, [&](TenantTx& tx) {
      Shops{tx}.insert({.slug = "m-" + to_string(id)});
    });
    return id;
  }

  template <class Body>
  auto here(Body body, const tenon::TxOptions& options = {}) {
    return app_.in_tenant(shop_, body, options);
  }
  template <class Body>
  auto elsewhere(Body body) {
    return app_.in_tenant(other_, body);
  }

  static tenon::Numeric money(const char* text) { return tenon::Numeric::parse(text); }
  static tenon::Timestamptz day(int number) { return tenon::Timestamptz{std::chrono::days(20'000 + number)}; }

  /// Orders 1 to `count` of a new customer, a day each.
  static std::vector<Order> orders_of_ann(TenantTx& tx, int count) {
    const Customer ann = Customers{tx}.insert({.email = "ann@example.test"});
    std::vector<NewOrder> rows;
    for (int n = 1; n <= count; ++n) {
      rows.push_back({.customer_id = ann.id, .number = n, .total = money("10.50"), .placed = day(n)});
    }
    return Orders{tx}.insert_many(rows);
  }

  tenon::Uuid shop_ = new_shop();
  tenon::Uuid other_ = new_shop();
  tenon::Pool app_ = pool();
};

TEST_F(Many, RowsAreInsertedInOneStatementWithTheirDefaults) {
  here([](TenantTx& tx) {
    const Customer ann = Customers{tx}.insert({.email = "ann@example.test"});
    auto orders = Orders{tx};
    const auto stored = orders.insert_many({
        {.customer_id = ann.id,
         .number = 1,
         .state = State::cancelled,
         .from_ip = tenon::Inet::parse("10.0.0.1")},
        {.customer_id = ann.id, .number = 2, .total = money("3.25"), .note = "a \"note\", {with} \\ all"},
    });
    ASSERT_EQ(stored.size(), 2U);
    EXPECT_EQ(stored[0].state, State::cancelled);
    EXPECT_EQ(stored[0].total, money("0.00"));
    EXPECT_EQ(stored[0].from_ip, tenon::Inet::parse("10.0.0.1"));
    EXPECT_EQ(stored[0].note, std::nullopt);
    EXPECT_EQ(stored[1].number, 2);
    EXPECT_EQ(stored[1].state, State::open);
    EXPECT_EQ(stored[1].note, "a \"note\", {with} \\ all");
    EXPECT_NE(stored[0].id, stored[1].id);
    EXPECT_EQ(orders.find(stored[1].id), stored[1]);
    EXPECT_TRUE(orders.insert_many({}).empty());
  });
  elsewhere([](TenantTx& tx) { EXPECT_EQ(Orders{tx}.count(), 0); });
}

TEST_F(Many, ThousandsAreInsertedAndEachIsItself) {
  here([](TenantTx& tx) {
    const auto stored = orders_of_ann(tx, 5000);
    std::set<tenon::Uuid> ids;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < stored.size(); ++i) {
      ids.insert(stored[i].id);
      sum += stored[i].number;
      ASSERT_EQ(stored[i].number, static_cast<std::int64_t>(i) + 1);  // in their order
      ASSERT_EQ(stored[i].placed, day(static_cast<int>(i) + 1));
    }
    EXPECT_EQ(ids.size(), 5000U);
    EXPECT_EQ(sum, 5000 * 5001 / 2);
    EXPECT_EQ(Orders{tx}.count(), 5000);
  });
}

/// Arrays aren't elements of arrays: the statement runs for each row.
TEST_F(Many, RowsWithArraysAreInsertedToo) {
  here([](TenantTx& tx) {
    std::vector<NewCustomer> rows;
    for (int n = 0; n < 1100; ++n) {
      rows.push_back({.email = std::to_string(n) + "@example.test",
                      .address = Address{.street = "Road", .city = std::nullopt},
                      .tags = std::vector<std::string>(static_cast<std::size_t>(n % 3), "tag")});
    }
    tx.commit_with_next();  // behind the last round trip of the three
    const auto stored = Customers{tx}.insert_many(rows);
    ASSERT_EQ(stored.size(), 1100U);
    EXPECT_EQ(stored[1099].email, "1099@example.test");
    EXPECT_EQ(stored[2].tags.size(), 2U);
    EXPECT_EQ(stored[0].address->street, "Road");
  });
  here([](TenantTx& tx) { EXPECT_EQ(Customers{tx}.count(), 1100); });
}

TEST_F(Many, OneThatIsRefusedTakesAllWithIt) {
  here([](TenantTx& tx) {
    const auto stored = orders_of_ann(tx, 2);
    const auto number = [&](std::int64_t n) {
      return NewOrder{.customer_id = stored[0].customer_id, .number = n};
    };
    EXPECT_THROW(tx.savepoint([&] {
      Orders{tx}.insert_many({number(3), number(1)});
    }),
                 tenon::UniqueViolation);
    EXPECT_THROW(tx.savepoint([&] {
      Customers{tx}.insert_many({{.email = "new@example.test"}, {.email = "ANN@example.test"}});
    }),
                 tenon::UniqueViolation);
    EXPECT_EQ(Orders{tx}.count(), 2);
    EXPECT_EQ(Customers{tx}.count(), 1);
  });
}

TEST_F(Many, UpsertChangesWhatIsThereAndKeepsWhatIsNotGiven) {
  here([](TenantTx& tx) {
    auto customers = Customers{tx};
    const Customer first =
        customers.upsert_by_email({.email = "ann@example.test", .channel = Channel::phone});
    const Customer again = customers.upsert_by_email({.email = "Ann@example.test", .name = "Ann"});
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.channel, Channel::phone);  // it has a default, and none was given
    EXPECT_EQ(again.name, "Ann");
    EXPECT_EQ(again.email, "ann@example.test");
    EXPECT_EQ(customers.count(), 1);
  });
  elsewhere([](TenantTx& tx) {
    const Customer theirs = Customers{tx}.upsert_by_email({.email = "ann@example.test"});
    EXPECT_EQ(theirs.channel, Channel::web);
    EXPECT_EQ(Customers{tx}.count(), 1);
  });
}

TEST_F(Many, ManyAreUpserted) {
  here([](TenantTx& tx) {
    auto rates = Rates{tx};
    rates.upsert({.zone = 1, .class_ = "slow", .price = money("1.00")});
    const auto stored = rates.upsert_many({{.zone = 1, .class_ = "slow", .price = money("2.00")},
                                           {.zone = 1, .class_ = "fast", .price = money("3.00")},
                                           {.zone = 1, .class_ = "slow", .price = money("4.00")}});
    ASSERT_EQ(stored.size(), 3U);
    EXPECT_EQ(stored[0].price, money("2.00"));
    EXPECT_EQ(rates.find(1, "slow")->price, money("4.00"));  // the last one counts
    EXPECT_EQ(rates.count(), 2);
  });
  elsewhere([](TenantTx& tx) { EXPECT_EQ(Rates{tx}.count(), 0); });
}

TEST_F(Many, RowsAreFoundByManyKeys) {
  const auto stored = here([](TenantTx& tx) {
    Rates{tx}.insert_many({{.zone = 1, .class_ = "slow", .price = money("1")},
                           {.zone = 1, .class_ = "fast", .price = money("2")},
                           {.zone = 2, .class_ = "slow", .price = money("3")}});
    return orders_of_ann(tx, 5);
  });
  const std::vector<tenon::Uuid> keys = {stored[3].id, tenon::Uuid::v4(), stored[0].id, stored[3].id};
  here([&](TenantTx& tx) {
    auto found = Orders{tx}.find_many(keys);
    std::sort(found.begin(), found.end(), [](const Order& a, const Order& b) { return a.number < b.number; });
    EXPECT_EQ(found, (std::vector<Order>{stored[0], stored[3]}));
    const auto rates = Rates{tx}.find_many({{1, "slow"}, {2, "fast"}, {2, "slow"}});
    EXPECT_EQ(rates.size(), 2U);
    EXPECT_TRUE(Orders{tx}.find_many({}).empty());
  });
  elsewhere([&](TenantTx& tx) { EXPECT_TRUE(Orders{tx}.find_many(keys).empty()); });
}

TEST_F(Many, WhatRefersToTheRowsOfAPageIsLoadedInOneStatement) {
  const auto fill = [](TenantTx& tx) {
    const auto stored = orders_of_ann(tx, 3);
    Rates{tx}.insert({.zone = 1, .class_ = "slow", .price = money("1")});
    std::vector<NewLine> lines;
    for (const char* sku : {"a", "b"}) {
      for (std::size_t i = 0; i < 2; ++i)
        lines.push_back({.order_id = stored[i].id, .sku = sku, .count = 1, .price = money("1")});
    }
    Lines{tx}.insert_many(lines);
    Parcels{tx}.insert_many(
        {{.order_id = stored[0].id, .rate_zone = 1, .rate_class = "slow"}, {.order_id = stored[2].id}});
  };
  elsewhere(fill);
  here(fill);
  here([](TenantTx& tx) {
    auto orders = Orders{tx};
    const auto page = orders.page_by_placed({.limit = 50});
    const auto lines = orders.load_lines(page.items);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[0].empty());  // the latest order comes first
    ASSERT_EQ(lines[2].size(), 2U);
    for (const Line& line : lines[2]) EXPECT_EQ(line.order_id, page.items[2].id);
    const auto rates = Rates{tx}.find_many({{1, "slow"}});
    const auto parcels = Rates{tx}.load_parcels(rates);
    ASSERT_EQ(parcels.size(), 1U);
    EXPECT_EQ(parcels[0].size(), 1U);
    EXPECT_EQ(Customers{tx}.load_orders(Customers{tx}.find_many({page.items[0].customer_id})).at(0).size(),
              3U);
    EXPECT_TRUE(orders.load_lines({}).empty());
  });
}

TEST_F(Many, RowsAreChangedAndRemovedByAnIndex) {
  elsewhere([](TenantTx& tx) { orders_of_ann(tx, 10); });
  here([](TenantTx& tx) {
    orders_of_ann(tx, 10);
    auto orders = Orders{tx};
    EXPECT_EQ(orders.update_where_placed({.from = day(2), .until = day(5)}, {.state = State::shipped}), 3);
    EXPECT_EQ(orders.find_by_number(2)->state, State::shipped);
    EXPECT_EQ(orders.find_by_number(5)->state, State::open);
    EXPECT_EQ(orders.find_by_number(2)->total, money("10.50"));  // what the patch doesn't say stays
    EXPECT_EQ(orders.update_where_state_placed(State::open, {.until = day(2)}, {.note = "first"}), 1);
    EXPECT_EQ(orders.remove_where_state_placed(State::shipped, {}), 3);
    EXPECT_EQ(orders.remove_where_placed({.from = day(9)}), 2);
    EXPECT_EQ(orders.count(), 5);
    EXPECT_THROW(orders.remove_where_placed({}), tenon::EncodeError);
    EXPECT_EQ(orders.remove_where_customer(orders.find_by_number(1)->customer_id), 5);
  });
  elsewhere([](TenantTx& tx) {
    EXPECT_EQ(Orders{tx}.count(), 10);
    EXPECT_EQ(Orders{tx}.update_where_state_placed(State::shipped, {}, {.note = "x"}), 0);
  });
}

TEST_F(Many, ALockedRowIsWaitedFor) {
  const auto stored = here([](TenantTx& tx) { return orders_of_ann(tx, 1); });
  tenon::Pool second = pool();
  here([&](TenantTx& tx) {
    EXPECT_EQ(Orders{tx}.lock(stored[0].id), stored[0]);
    EXPECT_THROW(second.in_tenant(shop_, [&](TenantTx& late) { Orders{late}.lock(stored[0].id); },
                                  {.lock_timeout = 50ms}),
                 tenon::LockNotAvailable);
    EXPECT_FALSE(Orders{tx}.lock(tenon::Uuid::v4()));
  });
  elsewhere([&](TenantTx& tx) { EXPECT_FALSE(Orders{tx}.lock(stored[0].id)); });
}

TEST_F(Many, WhatSomebodyHasTakenIsPassedOver) {
  here([](TenantTx& tx) {
    Jobs{tx}.insert_many({{.kind = "mail", .due = day(1)}, {.kind = "mail", .due = day(2)}});
  });
  tenon::Pool second = pool();
  const auto take = [](TenantTx& tx) { return Jobs{tx}.take_by_kind_due("mail", {}); };
  here([&](TenantTx& tx) {
    ASSERT_EQ(take(tx).at(0).due, day(1));
    const auto others = second.in_tenant(shop_, take, {.lock_timeout = 50ms});
    ASSERT_EQ(others.size(), 1U);
    EXPECT_EQ(others[0].due, day(2));
    EXPECT_EQ(Jobs{tx}.take_by_kind_due("mail", {}, {.limit = 5}).size(), 2U);  // that one has ended
    EXPECT_TRUE(second.in_tenant(shop_, take, {.lock_timeout = 50ms}).empty());
  });
}

TEST_F(Many, WorkersOfAQueueGetEachJobOnce) {
  here([](TenantTx& tx) {
    std::vector<NewJob> rows;
    for (int n = 0; n < 60; ++n) rows.push_back({.kind = "mail", .due = day(n)});
    rows.push_back({.kind = "print", .due = day(0)});
    Jobs{tx}.insert_many(rows);
  });
  elsewhere([](TenantTx& tx) { Jobs{tx}.insert({.kind = "mail", .due = day(0)}); });
  tenon::Pool workers = pool("orders_app", 4);
  std::mutex mutex;
  std::multiset<tenon::Uuid> done;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (bool more = true; more;) {
        workers.in_tenant(shop_, [&](TenantTx& tx) {
          auto jobs = Jobs{tx};
          const auto taken = jobs.take_by_kind_due("mail", {.until = day(50)}, {.limit = 3});
          more = !taken.empty();
          for (const Job& job : taken) {
            jobs.remove(job.id);
            const std::lock_guard lock(mutex);
            done.insert(job.id);
          }
        });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done.size(), 50U);
  EXPECT_EQ((std::set<tenon::Uuid>(done.begin(), done.end()).size()), 50U);
  here([](TenantTx& tx) {
    const auto first = Jobs{tx}.take_by_kind_due("mail", {});
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].due, day(50));
    EXPECT_EQ(Jobs{tx}.count(), 11);
  });
  elsewhere([](TenantTx& tx) { EXPECT_EQ(Jobs{tx}.count(), 1); });
}

TEST_F(Many, WhoReadAnOlderVersionIsTold) {
  const Document made = here([](TenantTx& tx) { return Documents{tx}.insert({.title = "Plan"}); });
  EXPECT_EQ(made.version, 1);
  here([&](TenantTx& tx) {
    auto documents = Documents{tx};
    const Document seen = *documents.find(made.id);
    const auto changed = documents.update_at_version(seen.id, seen.version, {.title = "Plan B"});
    EXPECT_EQ(changed.version, 2);
    EXPECT_THROW(documents.update_at_version(seen.id, seen.version, {.title = "Plan C"}), tenon::Outdated);
    EXPECT_THROW(documents.remove_at_version(seen.id, seen.version), tenon::Outdated);
    EXPECT_EQ(documents.update(seen.id, {.title = "Plan B"})->version, 2);  // nothing changed
    EXPECT_EQ(documents.update(seen.id, {.title = "Plan D"})->version, 3);
    // Nobody sets it.
    tenon::execute(tx, "UPDATE documents SET version = 1 WHERE id = $1", seen.id);
    EXPECT_EQ(documents.find(seen.id)->version, 4);
    EXPECT_EQ(documents.find(seen.id)->title, "Plan D");
    EXPECT_THROW(documents.update_at_version(tenon::Uuid::v4(), 1, {.title = "x"}), tenon::Outdated);
  });
  elsewhere([&](TenantTx& tx) {
    EXPECT_THROW(Documents{tx}.update_at_version(made.id, 4, {.title = "theirs"}), tenon::Outdated);
    EXPECT_THROW(Documents{tx}.remove_at_version(made.id, 4), tenon::Outdated);
  });
  here([&](TenantTx& tx) {
    Documents{tx}.remove_at_version(made.id, 4);
    EXPECT_EQ(Documents{tx}.count(), 0);
  });
}

TEST_F(Many, ATransactionSaysHowItRuns) {
  const auto stored = here([](TenantTx& tx) { return orders_of_ann(tx, 1); });
  const tenon::Uuid shop = shop_;
  const tenon::Uuid id = stored[0].id;
  const auto order = app_.in_tenant(shop, [&](TenantTx& tx) {
    tx.commit_with_next();
    return Orders{tx}.find(id);
  });
  EXPECT_EQ(order, stored[0]);
  app_.in_tenant(shop, [&](TenantTx& tx) { Orders{tx}.update(id, {.state = State::paid}); },
                 {.isolation = tenon::Isolation::serializable, .retry = 3, .statement_timeout = 500ms});
  here([&](TenantTx& tx) {
    try {
      tx.savepoint([&] { Orders{tx}.insert({.customer_id = stored[0].customer_id, .number = 1}); });
    } catch (const tenon::UniqueViolation&) {
      Orders{tx}.update(id, {.note = "asked for twice"});
    }
  });
  const auto found = here([&](TenantTx& tx) { return Orders{tx}.find(id); });
  EXPECT_EQ(found->state, State::paid);
  EXPECT_EQ(found->note, "asked for twice");
}

constexpr tenon::Statement kPaid{
    "orders.paid", "UPDATE sales.orders SET state = 'paid' WHERE tenant_id = $1::uuid AND id = $2::uuid"};
constexpr tenon::Statement kOpen{
    "orders.open", "SELECT count(*) FROM sales.orders WHERE tenant_id = $1::uuid AND state = 'open'"};

TEST_F(Many, StatementsOfOnesOwnShareARoundTrip) {
  const auto stored = here([](TenantTx& tx) { return orders_of_ann(tx, 2); });
  const auto open = here([&](TenantTx& tx) {
    tenon::Pipeline pipeline{tx};
    pipeline.add(kPaid, tx.tenant(), stored[0].id);
    const auto counted = pipeline.add(kOpen, tx.tenant());
    tx.commit_with_next();
    return pipeline.run()[counted][0].get<std::int64_t>(0);
  });
  EXPECT_EQ(open, 1);
}

TEST_F(Many, StatementsAreToldOfByTheirNames) {
  std::vector<std::string> log;
  tenon::PoolOptions options{.role = "orders_app"};
  options.on_statement = [&](const tenon::StatementEvent& event) {
    log.push_back(std::string(event.name) + " " + std::to_string(event.rows));
  };
  tenon::Pool watched(live::url(tenon::catalog::ServerKind::kPostgres), kSchema, options);
  watched.in_tenant(shop_, [](TenantTx& tx) {
    const auto stored = orders_of_ann(tx, 3);
    EXPECT_EQ(Orders{tx}.load_lines(stored).size(), 3U);
  });
  EXPECT_EQ(log, (std::vector<std::string>{"orders.customers.insert 1", "orders.sales_orders.insert_many 3",
                                           "orders.sales_orders.load_lines 0"}));
}

}  // namespace
