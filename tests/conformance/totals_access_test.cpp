// Materialised views and procedures as programs meet them, on a server.
#include "totals_access.hpp"

#include <algorithm>
#include <tenon/pool.hpp>

#include "live_database.hpp"

namespace {

using namespace totals::db;
using tenon::Numeric;
using tenon::TenantTx;

class KeptTotals : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role = "totals_app") {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = 1}};
  }

  static tenon::Uuid make_firm(const std::string& name) {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("totals_provisioner").in_tenant(id, [&](TenantTx& tx) { Firms{tx}.insert({.name = name}); });
    return id;
  }

  static void order(const tenon::Uuid& firm, const std::string& customer, const char* total) {
    pool().in_tenant(firm, [&](TenantTx& tx) {
      const Customer made = Customers{tx}.insert({.name = customer});
      Orders{tx}.insert({.customer_id = made.id, .total = Numeric::parse(total)});
    });
  }

  static std::vector<OrderTotals> totals_of(const tenon::Uuid& firm) {
    return pool().in_tenant(firm, [](TenantTx& tx) { return OrderTotalsView{tx}.all(); });
  }
};

TEST_F(KeptTotals, AreTheTenantsOnceTheyAreRefreshed) {
  const tenon::Uuid ours = make_firm("ours");
  const tenon::Uuid theirs = make_firm("theirs");
  order(ours, "Ann", "10.50");
  order(theirs, "Bob", "99.00");
  EXPECT_TRUE(totals_of(ours).empty());
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                "SET ROLE billing; SELECT tenon.order_totals_refresh()");
  const std::vector<OrderTotals> seen = totals_of(ours);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].name, "Ann");
  EXPECT_EQ(seen[0].orders, 1);
  EXPECT_EQ(seen[0].total, Numeric::parse("10.50"));
  ASSERT_EQ(totals_of(theirs).size(), 1U);
  EXPECT_EQ(totals_of(theirs)[0].name, "Bob");
  pool().in_tenant(ours, [](TenantTx& tx) {
    EXPECT_EQ(best(tx, Numeric::parse("10")).size(), 1U);
    EXPECT_TRUE(best(tx, Numeric::parse("11")).empty());
  });
}

TEST_F(KeptTotals, AreRefreshedAgainWhileSomebodyReads) {
  const tenon::Uuid firm = make_firm("busy");
  order(firm, "Ann", "1.00");
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres), "SELECT tenon.order_totals_refresh()");
  pool().in_tenant(firm, [&](TenantTx& tx) {
    ASSERT_EQ(OrderTotalsView{tx}.all().size(), 1U);
    order(firm, "Eve", "2.00");
    // This transaction reads on, and is not waited for.
    live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                  "SET lock_timeout = '2s'; SELECT tenon.order_totals_refresh()");
    EXPECT_EQ(OrderTotalsView{tx}.all().size(), 2U);
  });
}

TEST_F(KeptTotals, AreRefreshedByMaintenanceWhenTheyAreDue) {
  const tenon::Uuid firm = make_firm("kept");
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres), "SELECT tenon.order_totals_refresh()");
  order(firm, "Ann", "3.00");
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                "SET ROLE totals_owner; SELECT * FROM tenon.maintain()");
  EXPECT_TRUE(totals_of(firm).empty());
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                "UPDATE tenon.refreshes SET refreshed_at = refreshed_at - interval '1 hour'");
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                "SET ROLE totals_owner; SELECT * FROM tenon.maintain()");
  EXPECT_EQ(totals_of(firm).size(), 1U);
}

TEST_F(KeptTotals, OfGlobalRowsAreEverybodys) {
  const tenon::Uuid firm = make_firm("small");
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                "INSERT INTO countries VALUES ('de', 'Germany') ON CONFLICT DO NOTHING; "
                "SELECT tenon.country_names_refresh(); SELECT tenon.ranking_refresh()");
  pool().in_transaction([](tenon::Tx& tx) {
    const auto names = CountryNamesView{tx}.all();
    ASSERT_EQ(names.size(), 1U);
    EXPECT_EQ(names[0].name, "GERMANY");
  });
  pool().in_tenant(firm, [&](TenantTx& tx) {
    const auto ranking = RankingView{tx}.all();
    EXPECT_TRUE(std::ranges::any_of(ranking, [&](const Ranking& row) { return row.firm_id == firm; }));
  });
}

TEST_F(KeptTotals, ProceduresWriteTheirCallersRowsAlone) {
  const tenon::Uuid ours = make_firm("closing");
  const tenon::Uuid theirs = make_firm("open");
  order(ours, "Ann", "1.00");
  order(theirs, "Bob", "1.00");
  pool().in_tenant(ours, [](TenantTx& tx) { close_orders(tx, "closed"); });
  const auto state = [](TenantTx& tx) { return states(tx).at(0); };
  EXPECT_EQ(pool().in_tenant(ours, state), "closed");
  EXPECT_EQ(pool().in_tenant(theirs, state), "open");
}

}  // namespace
