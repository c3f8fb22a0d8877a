// Declared functions as programs meet them, on a server.
#include "functions_access.hpp"

#include <tenon/pool.hpp>

#include "live_database.hpp"

namespace {

using namespace functions::db;
using tenon::TenantTx;

class Functions : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role) {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = 1}};
  }

  static tenon::Uuid make_shop() {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("functions_provisioner").in_tenant(id, [&](TenantTx& tx) { Shops{tx}.insert({.name = "shop"}); });
    return id;
  }
};

TEST_F(Functions, ComputeWhatRowsHoldAndWhatQueriesGive) {
  pool("functions_app").in_tenant(make_shop(), [](TenantTx& tx) {
    const Customer ann = Customers{tx}.insert({});
    EXPECT_EQ(ann.name, "c-1");
    const Order order = Orders{tx}.insert({.customer_id = ann.id, .number = 1, .price = 200, .rebate = 25});
    EXPECT_EQ(order.due, 150);
    Orders{tx}.insert({.customer_id = ann.id, .number = 2});
    const auto all = owing(tx, 1);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].net, 150);
    EXPECT_EQ(all[0].total, 240);
    EXPECT_EQ(all[0].owed, std::optional<std::int64_t>(240));
    EXPECT_EQ(standing_of(tx, ann.id).standing, "240");
  });
}

TEST_F(Functions, KeepRowsOutThatTheirChecksRefuse) {
  const auto insert = [](TenantTx& tx) {
    const Customer ann = Customers{tx}.insert({});
    Orders{tx}.insert({.customer_id = ann.id, .number = 1, .rebate = 120});
  };
  EXPECT_THROW(pool("functions_app").in_tenant(make_shop(), insert), tenon::CheckViolation);
}

TEST_F(Functions, CountWhatTheirCallerDoesNotSeeAndNoOtherTenants) {
  const tenon::Uuid shop = make_shop();
  const tenon::Uuid other = make_shop();
  for (const tenon::Uuid& each : {shop, shop, other}) {
    const tenon::Uuid person = tenon::Uuid::v4();
    pool("functions_app").in_tenant(each, SessionValues{.user = person}, [&](TenantTx& tx) {
      Members{tx}.insert({.person = person});
    });
  }
  pool("functions_app").in_tenant(shop, [](TenantTx& tx) {
    const Customer ann = Customers{tx}.insert({});
    EXPECT_EQ(standing_of(tx, ann.id).members, 2);
  });
}

}  // namespace
