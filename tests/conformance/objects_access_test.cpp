// Sequences, composite types and session variables of enums as programs meet them, on a server.
#include "objects_access.hpp"

#include <chrono>
#include <tenon/pool.hpp>

#include "live_database.hpp"

namespace {

using namespace objects::db;
using tenon::TenantTx;

class Objects : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role) {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = 1}};
  }

  static tenon::Uuid make_firm() {
    const tenon::Uuid id = tenon::Uuid::v4();
    pool("objects_provisioner").in_tenant(id, [&](TenantTx& tx) { Firms{tx}.insert({}); });
    return id;
  }

  /// With every value and none, and both within.
  static Address whole() {
    Address out;
    out.street = "Main \"1\", (rear)\\";
    out.city = "Ulm";
    out.kind = Kind::work;
    out.spots = std::vector<Spot>{{.x = 1.5, .y = tenon::Numeric::parse("2.50")}, {.x = {}, .y = {}}};
    out.since = tenon::Date{std::chrono::year{2026} / 1 / 2};
    out.tags = std::vector<std::string>{"a", "b,c"};
    out.more = More{.floor = 3};
    return out;
  }
};

TEST_F(Objects, ComeBackAsTheyWere) {
  const Address bare{.city = "Bonn"};
  pool("objects_app").in_tenant(make_firm(), SessionValues{.standing = Standing::guest}, [&](TenantTx& tx) {
    const Customer ann = Customers{tx}.insert({.home = whole(), .other = bare, .former = {bare, whole()}});
    EXPECT_EQ(ann.home, whole());
    EXPECT_EQ(ann.other, std::optional(bare));
    EXPECT_EQ(ann.former, (std::vector<Address>{bare, whole()}));
    const Customer bob = Customers{tx}.insert({.home = bare, .other = {}, .former = {}});
    EXPECT_EQ(bob.other, std::nullopt);
    EXPECT_EQ(living_in(tx, "Ulm").at(0).home, whole());
    const auto all = cities(tx);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].spots, std::nullopt);
    EXPECT_EQ(all[1].city, std::optional<std::string>("Ulm"));
    EXPECT_EQ(all[1].spots, whole().spots);
    EXPECT_EQ(all[1].kind, std::optional(Kind::work));
    EXPECT_EQ(moved(tx, whole(), bare), 1);
    EXPECT_EQ(living_in(tx, "Ulm").size(), 2U);
  });
}

TEST_F(Objects, OfNothingButNullsAreNoNull) {
  pool("objects_app").in_tenant(make_firm(), SessionValues{.standing = Standing::guest}, [](TenantTx& tx) {
    const Address none{.city = "x"};
    const Customer made = Customers{tx}.insert({.home = none, .other = Address{}, .former = {}});
    EXPECT_EQ(made.other, std::optional(Address{}));
  });
  const auto homeless = [](TenantTx& tx) {
    Customers{tx}.insert({.home = Address{}, .other = {}, .former = {}});
  };
  EXPECT_THROW(
      pool("objects_app").in_tenant(make_firm(), SessionValues{.standing = Standing::guest}, homeless),
      tenon::CheckViolation);
}

TEST_F(Objects, AreAddedManyAtOnce) {
  pool("objects_app").in_tenant(make_firm(), SessionValues{.standing = Standing::guest}, [](TenantTx& tx) {
    const std::vector<NewCustomer> rows = {{.home = whole(), .other = {}, .former = {}},
                                           {.home = {.city = "Bonn"}, .other = {}, .former = {}}};
    EXPECT_EQ(Customers{tx}.insert_many(rows).size(), 2U);
    EXPECT_EQ(living_in(tx, "Bonn").size(), 1U);
  });
}

TEST_F(Objects, CountForAll) {
  std::vector<std::int32_t> numbers;
  for (int i = 0; i < 2; ++i) {
    pool("objects_app").in_tenant(make_firm(), SessionValues{.standing = Standing::admin}, [&](TenantTx& tx) {
      numbers.push_back(Tickets{tx}.insert({.text = "a"}).number);
    });
  }
  EXPECT_EQ(numbers[1], numbers[0] + 10);
}

TEST_F(Objects, AreAskedForByTheStandingOfWhoAsks) {
  const tenon::Uuid firm = make_firm();
  auto app = pool("objects_app");
  const auto insert = [](TenantTx& tx) { Tickets{tx}.insert({.text = "a"}); };
  EXPECT_THROW(app.in_tenant(firm, SessionValues{.standing = Standing::member}, insert), tenon::Error);
  tenon::Uuid ticket;
  app.in_tenant(firm, SessionValues{.standing = Standing::admin, .kind = Kind::home},
                [&](TenantTx& tx) { ticket = Tickets{tx}.insert({.text = "a"}).id; });
  const auto removed = [&](Standing standing) {
    bool out = false;
    app.in_tenant(firm, SessionValues{.standing = standing},
                  [&](TenantTx& tx) { out = Tickets{tx}.remove(ticket); });
    return out;
  };
  EXPECT_FALSE(removed(Standing::guest));
  EXPECT_TRUE(removed(Standing::member));
}

template <typename Repository>
concept FindsByKey = requires(Repository all) {
  all.find();
}
|| requires(Repository all) {
  all.lock();
};
static_assert(!FindsByKey<Visits>);

TEST_F(Objects, WithoutAKeyAreFoundByWhatTheyHold) {
  const tenon::Uuid firm = make_firm();
  const tenon::Uuid other = make_firm();
  tenon::Pool app = pool("objects_app");
  const SessionValues guest{.standing = Standing::guest};
  app.in_tenant(other, guest,
                [](TenantTx& tx) { Visits{tx}.insert({.page = "home", .code = 1, .note = {}}); });
  app.in_tenant(firm, guest, [](TenantTx& tx) {
    Visits visits{tx};
    const Visit first = visits.insert({.page = "home", .code = 1, .note = {}});
    EXPECT_EQ(first.page, "home");
    // Of two rows that are alike nothing tells which is which.
    EXPECT_EQ(
        visits
            .insert_many({{.page = "home", .code = {}, .note = {}}, {.page = "home", .code = {}, .note = {}}})
            .size(),
        2U);
    EXPECT_EQ(visits.count(), 3);
    EXPECT_EQ(visits.find_by_code(1), std::optional(first));
    Clicks{tx}.insert({.code = 1});
    EXPECT_EQ(visits.update_where_page({.from = "home", .until = "home!"}, {.note = "seen"}), 3);
    int seen = 0;
    visits.for_each([&](const Visit& visit) { seen += visit.note == "seen" ? 1 : 0; });
    EXPECT_EQ(seen, 3);
    EXPECT_EQ(visits.upsert_by_code({.page = "end", .code = 1, .note = {}}).page, "end");
    EXPECT_EQ(visits.take_by_page({.from = "home", .until = {}}, {.limit = 5}).size(), 2U);
    EXPECT_EQ(visits.remove_where_code({.from = 1, .until = 2}), 1);
    EXPECT_EQ(Clicks{tx}.count(), 0);
    EXPECT_EQ(visits.remove_where_page({.from = "home", .until = {}}), 2);
  });
  app.in_tenant(other, guest,
                [](TenantTx& tx) { EXPECT_EQ(Visits{tx}.find_by_code(1).value().note, std::nullopt); });
}

}  // namespace
