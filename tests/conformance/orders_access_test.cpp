// Declared queries through the generated C++, on a server.
#include "orders_access.hpp"

#include <set>
#include <sstream>
#include <tenon/pool.hpp>
#include <tenon/statement.hpp>
#include <thread>

#include "live_database.hpp"

namespace {

using namespace orders::db;
using tenon::TenantTx;

tenon::Numeric amount(const char* text) {
  return tenon::Numeric::parse(text);
}

class Queries : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role = "orders_app", std::size_t size = 1) {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = size}};
  }

  static tenon::Uuid make_shop() {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("orders_provisioner").in_tenant(id, [&](TenantTx& tx) {
      Shops{tx}.insert({.slug = "s-" + to_string(id)});
    });
    return id;
  }

  static Customer add_customer(TenantTx& tx, const std::string& email) {
    return Customers{tx}.insert({.email = email});
  }

  static Order add_order(TenantTx& tx, const Customer& customer, std::int64_t number, const char* total) {
    return Orders{tx}.insert({.customer_id = customer.id, .number = number, .total = amount(total)});
  }
};

TEST_F(Queries, RowsComeWithWhatBelongsToThem) {
  const tenon::Uuid acme = make_shop();
  const tenon::Uuid globex = make_shop();
  tenon::Pool app = pool();
  for (const tenon::Uuid& shop : {acme, globex}) {
    app.in_tenant(shop, [](TenantTx& tx) {
      const Customer ann = add_customer(tx, "ann@example.test");
      Rates{tx}.insert({.zone = 1, .class_ = "slow", .price = amount("3.50")});
      for (int n = 1; n <= 3; ++n) {
        const Order order = add_order(tx, ann, n, "10.50");
        for (int line = 1; line < n; ++line)
          Lines{tx}.insert(
              {.order_id = order.id, .sku = std::to_string(line), .count = 1, .price = amount("1")});
        Parcels{tx}.insert({.order_id = order.id, .rate_zone = 1, .rate_class = "slow"});
        Parcels{tx}.insert({.order_id = order.id});
      }
    });
  }
  app.in_tenant(acme, [&](TenantTx& tx) {
    const Customer ann = *Customers{tx}.find_by_email("ann@example.test");
    const auto orders = orders_in_full(tx, ann.id);
    ASSERT_EQ(orders.size(), 3U);
    EXPECT_TRUE(orders[0].lines.empty());
    ASSERT_EQ(orders[2].lines.size(), 2U);
    EXPECT_EQ(orders[2].lines[0].sku, "2");  // the order that was declared
    EXPECT_EQ(orders[2].lines[0].order_id, orders[2].id);
    EXPECT_EQ(orders[1].parcels.size(), 2U);
    EXPECT_EQ(orders[1].customer, ann);
    EXPECT_EQ(order_in_full(tx, 3)->lines.size(), 2U);
    EXPECT_FALSE(order_in_full(tx, 4));
    const auto parcels = parcels_in_full(tx, {.limit = 4});
    ASSERT_EQ(parcels.items.size(), 4U);
    ASSERT_TRUE(parcels.next);
    for (const auto& parcel : parcels.items) EXPECT_EQ(parcel.rate.has_value(), parcel.rate_zone.has_value());
    EXPECT_EQ(heavy_parcels(tx, 500).size(), 6U);
    EXPECT_EQ(heavy_parcels(tx, 500).at(0).weight, 500);
    EXPECT_TRUE(heavy_parcels(tx, 501).empty());
    EXPECT_TRUE(has_parcels(tx));
    ASSERT_EQ(rates_in_full(tx).size(), 1U);
    EXPECT_EQ(rates_in_full(tx)[0].parcels.size(), 3U);
  });
  app.in_tenant(make_shop(), [](TenantTx& tx) { EXPECT_TRUE(rates_in_full(tx).empty()); });
}

TEST_F(Queries, AKeyIsFoundByItsHashAndKeptNowhere) {
  const tenon::Uuid acme = make_shop();
  const std::string given = "sk_" + to_string(tenon::Uuid::v4());
  tenon::Pool app = pool();
  app.in_tenant(acme, [&](TenantTx& tx) {
    const ApiKey made = ApiKeys{tx}.insert({.name = "till", .key = tenon::SecretHash::of(given)});
    EXPECT_EQ(made.key, tenon::SecretHash::of(given));
    std::ostringstream printed;
    printed << made.key;
    EXPECT_EQ(printed.str(), "[redacted]");
  });
  app.in_transaction([&](tenon::Tx& tx) {
    const auto shop = ApiKeys::tenant_by_key(tx, tenon::SecretHash::of(given));
    ASSERT_TRUE(shop);
    EXPECT_EQ(shop->tenant_id, acme);
    EXPECT_FALSE(ApiKeys::tenant_by_key(tx, tenon::SecretHash::of(given + "x")));
  });
}

TEST_F(Queries, GiveRowsOfTheirTenantAlone) {
  const tenon::Uuid acme = make_shop();
  const tenon::Uuid globex = make_shop();
  tenon::Pool app = pool();
  for (const tenon::Uuid& shop : {acme, globex}) {
    app.in_tenant(shop, [](TenantTx& tx) {
      const Customer ann = add_customer(tx, "ann@example.test");
      for (int n = 1; n <= 3; ++n) add_order(tx, ann, n, "10.50");
    });
  }
  app.in_tenant(acme, [&](TenantTx& tx) {
    EXPECT_EQ(order_count(tx), 3);
    const auto days = sales_by_day(tx, tenon::Timestamptz{});
    ASSERT_EQ(days.size(), 1U);
    EXPECT_EQ(days[0].total, amount("31.50"));
    EXPECT_EQ(days[0].orders, 3);
    EXPECT_TRUE(sales_by_day(tx, tenon::Timestamptz{}, State::paid).empty());
    EXPECT_EQ(sales_by_day(tx, tenon::Timestamptz{}, State::open).size(), 1U);
  });
}

TEST_F(Queries, ComeInPagesOverOptionalFilters) {
  const tenon::Uuid shop = make_shop();
  pool().in_tenant(shop, [](TenantTx& tx) {
    const Customer ann = add_customer(tx, "ann@example.test");
    for (int n = 1; n <= 7; ++n) add_order(tx, ann, n, n > 4 ? "20" : "5");
    std::set<std::int64_t> seen;
    std::optional<OrdersOfCursor> after;
    int pages = 0;
    do {
      const auto page = orders_of(tx, ann.id, {}, {}, {.limit = 3, .after = after});
      for (const Order& order : page.items) seen.insert(order.number);
      after = page.next;
      ++pages;
    } while (after);
    EXPECT_EQ(seen.size(), 7U);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(orders_of(tx, ann.id, State::open, amount("20")).items.size(), 3U);
    EXPECT_TRUE(orders_of(tx, ann.id, State::paid).items.empty());
    const auto cheapest = find_orders(tx, "ann", FindOrdersOrder::cheapest);
    ASSERT_EQ(cheapest.size(), 7U);
    EXPECT_EQ(cheapest.front().total, amount("5"));
    EXPECT_EQ(find_orders(tx, {}, FindOrdersOrder::newest).size(), 7U);
    EXPECT_TRUE(find_orders(tx, "bob", FindOrdersOrder::newest).empty());
  });
}

TEST_F(Queries, TakeJobsBesideOneAnother) {
  const tenon::Uuid shop = make_shop();
  tenon::Pool app = pool("orders_app", 2);
  app.in_tenant(shop, [](TenantTx& tx) {
    for (int n = 0; n < 2; ++n) Jobs{tx}.insert({.kind = "mail"});
  });
  app.in_tenant(shop, [&](TenantTx& tx) {
    const auto first = next_job(tx, "mail");
    ASSERT_TRUE(first);
    // The other one isn't waited for: the first job is locked, and not the table's rows of the tenant.
    std::thread([&] {
      app.in_tenant(shop, [&](TenantTx& other) {
        const auto second = next_job(other, "mail");
        ASSERT_TRUE(second);
        EXPECT_NE(second->id, first->id);
        EXPECT_FALSE(next_job(other, "mail"));
      });
    }).join();
  });
}

TEST_F(Queries, WriteInTheirTenant) {
  const tenon::Uuid acme = make_shop();
  const tenon::Uuid globex = make_shop();
  tenon::Pool app = pool();
  const tenon::Uuid theirs = app.in_tenant(globex, [](TenantTx& tx) {
    const Customer bob = add_customer(tx, "bob@example.test");
    add_order(tx, bob, 1, "1");
    return bob.id;
  });
  app.in_tenant(acme, [&](TenantTx& tx) {
    const auto first = put_customer(tx, "ann@example.test", "Ann");
    const auto again = put_customer(tx, "ann@example.test", "Anne");
    EXPECT_TRUE(first.is_new);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(Customers{tx}.find(first.id)->name, "Anne");
    const Order order = add_order(tx, *Customers{tx}.find(first.id), 1, "1");
    EXPECT_EQ(put_line(tx, order.id, "bolt", 2), 1);
    EXPECT_EQ(put_line(tx, order.id, "bolt", 3), 1);
    EXPECT_EQ(Lines{tx}.find_by_order_id_sku(order.id, "bolt")->count, 5);
    EXPECT_EQ(put_line(tx, order.id, "bolt", -5), 1);
    EXPECT_EQ(Lines{tx}.count(), 0);
    EXPECT_EQ(copy_orders(tx, first.id, first.id), 1);
    EXPECT_EQ(copy_orders(tx, theirs, first.id), 0);
    EXPECT_FALSE(has_orders(tx, theirs));
    EXPECT_TRUE(has_orders(tx, first.id));
    EXPECT_EQ(close_old(tx, tenon::Timestamptz{} + std::chrono::years(100)), 2);
    EXPECT_EQ(rename_customers(tx, {first.id, theirs}, {"A", "B"}), 1);
  });
  app.in_tenant(globex, [&](TenantTx& tx) {
    EXPECT_EQ(order_count(tx), 1);
    EXPECT_FALSE(Customers{tx}.find(theirs)->name);
  });
}

TEST_F(Queries, StreamInConstantMemory) {
  const tenon::Uuid shop = make_shop();
  pool().in_tenant(shop, [](TenantTx& tx) {
    const Customer ann = add_customer(tx, "ann@example.test");
    const Order order = add_order(tx, ann, 1, "1");
    tenon::execute(
        tx,
        "INSERT INTO lines (tenant_id, order_id, sku, count, price) SELECT $1::uuid, $2, n::text, 1, 1 "
        "FROM generate_series(1, 2500) n",
        tx.tenant(), order.id);
    for (int round = 0; round < 2; ++round) {
      std::set<std::string> seen;
      all_lines(tx, [&](const AllLines& line) {
        EXPECT_EQ(line.number, 1);
        seen.insert(line.sku);
      });
      EXPECT_EQ(seen.size(), 2500U);
    }
  });
}

TEST_F(Queries, GiveWhatOuterJoinsAndAggregatesLack) {
  const tenon::Uuid shop = make_shop();
  pool().in_tenant(shop, [](TenantTx& tx) {
    EXPECT_FALSE(states(tx).first);
    EXPECT_EQ(states(tx).open, 0);
    const Customer ann = add_customer(tx, "ann@example.test");
    ASSERT_EQ(with_last_order(tx).size(), 1U);
    EXPECT_FALSE(with_last_order(tx)[0].number);
    const Order order = add_order(tx, ann, 7, "12.25");
    EXPECT_EQ(with_last_order(tx)[0].number, 7);
    EXPECT_EQ(states(tx).mean, amount("12.2500000000000000"));
    const auto found = order_with_customer(tx, order.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->email, "ann@example.test");
    EXPECT_FALSE(found->name);
    EXPECT_EQ(found->total, amount("12.25"));
    EXPECT_EQ(family_of(tx, ann.id).size(), 1U);
    EXPECT_EQ(pivot(tx)[0].states, std::vector<State>{State::open});
    EXPECT_EQ(ranked(tx, State::open)[0].place, 1);
  });
}

TEST_F(Queries, OfGlobalRowsTakeAnyTransaction) {
  pool().in_transaction([](tenon::Tx& tx) { EXPECT_TRUE(currencies(tx).empty()); });
  // Nobody whom policies hold sees more by it.
  pool().in_transaction([](tenon::Tx& tx) { EXPECT_TRUE(shop_sizes(tx).empty()); });
}

}  // namespace
