// Rows one by one, and what is told to those who listen, through the generated C++ on a server.
#include <algorithm>
#include <set>
#include <tenon/listener.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"
#include "orders_access.hpp"

namespace {

using namespace orders::db;
using namespace std::chrono_literals;
using tenon::TenantTx;

const std::string& url() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

class Streams : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role = "orders_app") {
    return {url(), kSchema, {.role = role, .size = 1}};
  }
  static tenon::Uuid new_shop() {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("orders_provisioner").in_tenant(id, [&](TenantTx& tx) {
      Shops{tx}.insert({.slug = "s-" + to_string(id)});
    });
    return id;
  }
  /// So many orders of a shop's, whose numbers begin at 1.
  void fill(const tenon::Uuid& shop, int count) {
    app_.in_tenant(shop, [&](TenantTx& tx) {
      const Customer ann = Customers{tx}.insert({.email = "ann@example.test"});
      std::vector<NewOrder> rows;
      for (int n = 1; n <= count; ++n) rows.push_back({.customer_id = ann.id, .number = n});
      Orders{tx}.insert_many(rows);
    });
  }

  tenon::Pool app_ = pool();
  tenon::Uuid shop_ = new_shop();
  tenon::Uuid other_ = new_shop();
};

TEST_F(Streams, EachRowOfTheTenantsComesOnce) {
  fill(shop_, 2500);
  fill(other_, 10);
  app_.in_tenant(shop_, [](TenantTx& tx) {
    std::set<tenon::Uuid> ids;
    std::int64_t sum = 0;
    Orders{tx}.for_each([&](const Order& order) {
      ids.insert(order.id);
      sum += order.number;
    });
    EXPECT_EQ(ids.size(), 2500U);
    EXPECT_EQ(sum, 2500 * 2501 / 2);
    std::size_t none = 0;
    Parcels{tx}.for_each([&](Parcel) { ++none; });
    EXPECT_EQ(none, 0U);
  });
}

TEST_F(Streams, AThousandAreHeldAtATime) {
  fill(shop_, 2500);
  std::vector<std::size_t> fetched;
  tenon::Pool watched{
      url(), kSchema, {.role = "orders_app", .on_statement = [&](const tenon::StatementEvent& event) {
                         if (event.name.ends_with(".fetch")) fetched.push_back(event.rows);
                       }}};
  watched.in_tenant(shop_, [](TenantTx& tx) { Orders{tx}.for_each([](const Order&) {}); });
  EXPECT_EQ(fetched, (std::vector<std::size_t>{1000, 1000, 500}));
}

TEST_F(Streams, WhoeverStopsGoesOn) {
  fill(shop_, 1500);
  app_.in_tenant(shop_, [](TenantTx& tx) {
    for (int i = 0; i < 2; ++i) {
      int seen = 0;
      EXPECT_THROW(Orders{tx}.for_each([&](const Order&) {
        if (++seen == 3) throw std::out_of_range("enough");
      }),
                   std::out_of_range);
      EXPECT_EQ(seen, 3);
    }
    // Other statements may run in between.
    std::int64_t found = 0;
    Orders{tx}.for_each([&](const Order& order) { found += Orders{tx}.find(order.id).has_value() ? 1 : 0; });
    EXPECT_EQ(found, 1500);
  });
}

TEST_F(Streams, AreAsTheDocumentationShowsThem) {
  fill(shop_, 5);
  app_.in_tenant(shop_, [&](TenantTx& tx) {
    tenon::Numeric sum;
    Orders{tx}.for_each([&](const Order& order) { sum += order.total; });
    EXPECT_EQ(sum, 0);
  });
}

TEST_F(Streams, WhatIsCommittedIsTold) {
  const tenon::Uuid shop = shop_;
  tenon::Listener listener{url()};
  listener.listen(tenon::tenant_channel("orders", shop));
  app_.in_tenant(shop, [](TenantTx& tx) {
    const Order order =
        Orders{tx}.insert({.customer_id = Customers{tx}.insert({.email = "ann@x.test"}).id, .number = 1});
    tx.notify(tx.channel("orders"), to_string(order.id));
  });
  const auto heard = listener.next(5s);
  ASSERT_TRUE(heard);
  const tenon::Uuid id = tenon::Uuid::parse(heard->payload);
  app_.in_tenant(shop, [&](TenantTx& tx) { EXPECT_TRUE(Orders{tx}.find(id)); });

  app_.in_tenant(other_, [](TenantTx& tx) { tx.notify(tx.channel("orders"), "another's"); });
  EXPECT_THROW(app_.in_tenant(shop,
                              [](TenantTx& tx) {
                                tx.notify(tx.channel("orders"), "taken back");
                                throw std::runtime_error("x");
                              }),
               std::runtime_error);
  EXPECT_FALSE(listener.next(100ms));
}

}  // namespace
