// The generated C++ of the types that have none of their own in C++, and of columns that the server writes.
#include "inn_access.hpp"

#include <tenon/error.hpp>
#include <tenon/fmt.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"

namespace {

using namespace inn;
using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

tenon::Pool pool(const char* role) {
  return {server(), kSchema, {.role = role, .size = 2}};
}

tenon::Uuid make_house() {
  const tenon::Uuid id = tenon::Uuid::v4();
  tenon::Pool provisioner = pool("inn_provisioner");
  provisioner.in_tenant(id, [&](tenon::TenantTx& tx) { Houses{tx}.insert({.name = "A house"}); });
  return id;
}

NewRoom room(const std::string& label) {
  return {.label = label,
          .address = tenon::Inet::parse("10.1.2.3"),
          .others = {tenon::Inet::parse("10.1.2.4/31"), tenon::Inet::parse("::1")},
          .mail = "a@inn.test"};
}

TEST(InnAccess, ValuesComeBackAsTheyWere) {
  tenon::Pool app = pool("inn_app");
  app.in_tenant(make_house(), [](tenon::TenantTx& tx) {
    NewRoom row = room("round");
    row.network = tenon::Cidr::parse("10.0.0.0/8");
    row.words = "'a':1 'b':2";
    row.seats = tenon::Range<std::int32_t>(2, 9);
    row.price = 7;
    const Room made = Rooms{tx}.insert(row);
    EXPECT_EQ(to_string(made.address), "10.1.2.3");
    EXPECT_EQ(made.network, tenon::Cidr::parse("10.0.0.0/8"));
    EXPECT_EQ(made.others, row.others);
    EXPECT_EQ(made.words, "'a':1 'b':2");
    EXPECT_EQ(to_string(made.seats), "[2,9)");
    EXPECT_EQ(made.doubled, 14);
    EXPECT_EQ(made.rebate, 10) << "the domain's default";
    EXPECT_GT(made.number, 0);
    EXPECT_EQ(Rooms{tx}.find(made.id), made);
    EXPECT_EQ(Rooms{tx}.find_by_label("round"), made);

    RoomPatch patch;
    patch.address = tenon::Inet::parse("10.9.9.9");
    patch.others = std::vector<tenon::Inet>{};
    patch.network = tenon::null;
    const auto changed = Rooms{tx}.update(made.id, patch);
    ASSERT_TRUE(changed);
    EXPECT_EQ(to_string(changed->address), "10.9.9.9");
    EXPECT_TRUE(changed->others.empty());
    EXPECT_FALSE(changed->network);
    EXPECT_EQ(to_string(changed->seats), "[2,9)") << "kept";
  });
}

std::string state_in(tenon::TenantTx& tx) {
  return std::get<0>(tenon::query<std::string>(tx, "SELECT state::text FROM rooms").at(0));
}

/// The database has labels, and programs have names.
TEST(InnAccess, LabelsThatAreNoNamesComeBackAsTheyWere) {
  tenon::Pool app = pool("inn_app");
  app.in_tenant(make_house(), [](tenon::TenantTx& tx) {
    NewRoom row = room("round");
    row.state = State::taken;
    const Room made = Rooms{tx}.insert(row);
    EXPECT_EQ(made.state, State::taken);
    EXPECT_EQ(state_in(tx), "taken by somebody");
    EXPECT_TRUE(Rooms{tx}.update(made.id, {.state = State::null}));
    EXPECT_EQ(Rooms{tx}.find(made.id)->state, State::null);
    EXPECT_EQ(state_in(tx), "not there");
    EXPECT_EQ(to_string(State::taken), "taken by somebody");
    EXPECT_EQ(from_string<State>("not there"), State::null);
    EXPECT_EQ(from_string<State>("null"), std::nullopt);
  });
}

TEST(InnAccess, RangesComeBackAsTheyWere) {
  tenon::Pool app = pool("inn_app");
  app.in_tenant(make_house(), [](tenon::TenantTx& tx) {
    const Room blue = Rooms{tx}.insert(room("blue"));
    const Stay made = Stays{tx}.insert(
        {.room_id = blue.id,
         .during = tenon::Range<tenon::Timestamptz>::parse("[2026-01-01 00:00:00+00,2026-01-02 00:00:00+00)"),
         .days = tenon::Range<tenon::Date>::parse("[2026-01-01,2026-01-03)"),
         .plain = tenon::Range<tenon::Timestamp>::parse("[\"2026-01-01 00:00:00\",infinity)"),
         .exact = tenon::Range<tenon::Numeric>::parse("(1.5,2.50]"),
         .large = tenon::Range<std::int64_t>()});
    EXPECT_EQ(to_string(*made.days), "[2026-01-01,2026-01-03)");
    EXPECT_EQ(to_string(*made.plain), "[2026-01-01T00:00:00,infinity)");
    EXPECT_EQ(to_string(*made.exact), "(1.5,2.50]");
    EXPECT_TRUE(made.large->empty());
    EXPECT_EQ(Stays{tx}.find(made.id), made);
  });
}

TEST(InnAccess, TextsOfOtherTypesComeBackAsTheyWere) {
  tenon::Pool app = pool("inn_app");
  const auto insert_and_shorten = [](tenon::TenantTx& tx) {
    const Device made = Devices{tx}.insert(
        {.mac = "08-00-2b-01-02-03",
         .long_ = "08:00:2b:01:02:03:04:05",
         .wide = tenon::Bits::parse(std::string(299, '0') + "1"),
         .place = tenon::Point{1, 2.5},
         .path = "'fat' & 'cat'",
         .open = tenon::Multirange<tenon::Timestamptz>::parse("{[\"2026-01-01 00:00:00+00\",)}"),
         .all = {"08:00:2b:01:02:04"}});
    EXPECT_EQ(made.mac, "08:00:2b:01:02:03");
    EXPECT_EQ(to_string(made.flags), "10000001");
    EXPECT_EQ(to_string(*made.wide), std::string(299, '0') + "1") << "no bit is cut off";
    EXPECT_EQ(made.object, 4294967295);
    EXPECT_EQ(made.place, (tenon::Point{1, 2.5}));
    EXPECT_EQ(to_string(made.hours), "{[1,2),[5,8)}");
    EXPECT_EQ(made.all, std::vector<std::string>{"08:00:2b:01:02:04"});
    EXPECT_EQ(Devices{tx}.find(made.id), made);
    EXPECT_EQ(Devices{tx}.find_by_mac("08:00:2b:01:02:03"), made);
    DevicePatch patch;
    patch.flags = tenon::Bits::parse("11110000");
    EXPECT_EQ(Devices{tx}.update(made.id, patch)->flags, *patch.flags);
    patch.flags = tenon::Bits::parse("1111");
    Devices{tx}.update(made.id, patch);
  };
  EXPECT_THROW(app.in_tenant(make_house(), insert_and_shorten), tenon::ServerError) << "of another length";
}

TEST(InnAccess, AnExclusionKeepsRowsOutOfOneTenantAlone) {
  tenon::Pool app = pool("inn_app");
  const auto stay = [](tenon::TenantTx& tx, const tenon::Uuid& in) {
    Stays{tx}.insert({.room_id = in,
                      .during = tenon::Range<tenon::Timestamptz>::parse(
                          "[2026-01-01 00:00:00+00,2026-02-01 00:00:00+00)")});
  };
  const tenon::Uuid house = make_house();
  tenon::Uuid blue;
  app.in_tenant(house, [&](tenon::TenantTx& tx) {
    blue = Rooms{tx}.insert(room("blue")).id;
    stay(tx, blue);
  });
  try {
    app.in_tenant(house, [&](tenon::TenantTx& tx) { stay(tx, blue); });
    FAIL() << "two stays at once";
  } catch (const tenon::ExclusionViolation& error) {
    EXPECT_EQ(error.constraint(), "stays_tenant_id_room_id_during_excl");
  }
}

TEST(InnAccess, DomainsAndTriggersHold) {
  tenon::Pool app = pool("inn_app");
  const tenon::Uuid house = make_house();
  NewRoom dear = room("dear");
  dear.price = 5000;
  app.in_tenant(house, [&](tenon::TenantTx& tx) { EXPECT_EQ(Rooms{tx}.insert(dear).price, 1000); });
  NewRoom free = room("free");
  free.rebate = 101;
  EXPECT_THROW(app.in_tenant(house, [&](tenon::TenantTx& tx) { Rooms{tx}.insert(free); }),
               tenon::CheckViolation);
}

TEST(InnAccess, RowsOfACircleGoInTogether) {
  tenon::Pool app = pool("inn_app");
  const tenon::Uuid house = make_house();
  const tenon::Uuid hen = tenon::Uuid::v4();
  app.in_tenant(house, [&](tenon::TenantTx& tx) {
    const tenon::Uuid egg = tenon::Uuid::v4();
    Chickens{tx}.insert({.id = hen, .egg_id = egg});
    Eggs{tx}.insert({.id = egg, .chicken_id = hen});
  });
  EXPECT_THROW(app.in_tenant(house, [&](tenon::TenantTx& tx) { Chickens{tx}.insert({.egg_id = hen}); }),
               tenon::ForeignKeyViolation)
      << "an egg that never comes";
}

template <class Repository>
concept Inserts = requires {
  &Repository::insert;
};
template <class Repository>
concept Updates = requires {
  &Repository::update;
};
template <class Repository>
concept Removes = requires {
  &Repository::remove;
};
template <class Repository>
concept Marks = requires {
  &Repository::soft_remove;
};

// What nobody may do with a global entity doesn't compile.
static_assert(!Inserts<Countries> && !Updates<Countries> && !Removes<Countries> && !Marks<Countries>);
static_assert(Inserts<Dishes> && Updates<Dishes> && !Removes<Dishes> && Marks<Dishes>);
static_assert(Inserts<Spices> && Updates<Spices> && Removes<Spices>);
static_assert(Inserts<Seasons> && Updates<Seasons> && !Removes<Seasons>);
static_assert(Inserts<Guests> && Updates<Guests> && Removes<Guests>);

TEST(InnAccess, AGlobalRowIsChangedButItsKey) {
  tenon::Pool app = pool("inn_app");
  const tenon::Uuid house = make_house();
  app.in_tenant(house, [](tenon::TenantTx& tx) {
    const Dish soup = Dishes{tx.global()}.insert({.name = "soup"});
    EXPECT_EQ(Dishes{tx.global()}.update("soup", {.praise = 7})->praise, 7);
    EXPECT_TRUE(Dishes{tx.global()}.soft_remove("soup"));
    EXPECT_FALSE(Dishes{tx.global()}.find_live("soup"));
    EXPECT_TRUE(Dishes{tx.global()}.restore("soup"));
    Guests{tx}.insert({.dish_name = soup.name});
  });
  for (const char* sql : {"UPDATE dishes SET name = 'broth'", "DELETE FROM dishes", "DELETE FROM countries",
                          "INSERT INTO countries (code, name) VALUES ('FR', 'France')",
                          "UPDATE countries SET name = 'x'", "INSERT INTO seasons (name) VALUES ('lent')"}) {
    EXPECT_THROW(app.in_tenant(house, [&](tenon::TenantTx& tx) { tenon::execute(tx, sql); }),
                 tenon::InsufficientPrivilege)
        << sql;
  }
}

TEST(InnAccess, ARoleWritesWhatItIsGivenByName) {
  tenon::Pool almanac = pool("inn_almanac");
  almanac.in_transaction([](tenon::Tx& tx) {
    Seasons{tx}.insert({.name = "harvest"});
    EXPECT_TRUE(Seasons{tx}.update("harvest", {.begin = tenon::null}));
  });
  EXPECT_THROW(almanac.in_transaction([](tenon::Tx& tx) { Spices{tx}.remove("salt"); }),
               tenon::InsufficientPrivilege);
}

const Mutation kMutations[] = {
    {"a global key that the application changes",
     "GRANT UPDATE (name) ON dishes TO inn_app",
     "REVOKE UPDATE (name) ON dishes FROM inn_app",
     "*dishes__*:*schema__global*",
     {"inn_catalog.dishes__column_grants", "inn_attack.dishes__writing_global_rows",
      "inn_attack.schema__global_rows_reach_tenants"}},
    {"global rows that the application removes, with what refers to them",
     "GRANT DELETE ON countries TO inn_app",
     "REVOKE DELETE ON countries FROM inn_app",
     "*countries__*:*schema__global*",
     {"inn_catalog.countries__grants", "inn_attack.countries__writing_global_rows",
      "inn_attack.schema__global_rows_reach_tenants"}},
    {"global rows that a declared role removes",
     "GRANT DELETE ON seasons TO inn_almanac",
     "REVOKE DELETE ON seasons FROM inn_almanac",
     "*seasons__*:*schema__global*",
     {"inn_catalog.seasons__grants", "inn_attack.seasons__writing_global_rows",
      "inn_attack.schema__global_rows_reach_tenants"}},
    {"an exclusion over all tenants",
     "ALTER TABLE stays DROP CONSTRAINT stays_tenant_id_room_id_during_excl, ADD CONSTRAINT "
     "stays_tenant_id_room_id_during_excl EXCLUDE USING gist (room_id WITH =, during WITH &&)",
     "ALTER TABLE stays DROP CONSTRAINT stays_tenant_id_room_id_during_excl, ADD CONSTRAINT "
     "stays_tenant_id_room_id_during_excl EXCLUDE USING gist (tenant_id WITH =, room_id WITH =, during WITH "
     "&&)",
     "*catalog.stays__*",
     {"inn_catalog.stays__constraints"}},
    {"a domain without a check",
     "ALTER DOMAIN percent DROP CONSTRAINT percent_not_too_much",
     "ALTER DOMAIN percent ADD CONSTRAINT percent_not_too_much CHECK (VALUE <= 100)",
     "*catalog.schema__*",
     {"inn_catalog.schema__domains"}},
    {"a relation of a circle that is looked at at once",
     "ALTER TABLE chickens ALTER CONSTRAINT chickens_egg_fkey NOT DEFERRABLE",
     "ALTER TABLE chickens ALTER CONSTRAINT chickens_egg_fkey DEFERRABLE INITIALLY DEFERRED",
     "*catalog.chickens__*",
     {"inn_catalog.chickens__foreign_keys"}},
};

TEST(Inn, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class InnMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(InnMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, InnMutation, ::testing::ValuesIn(kMutations));

}  // namespace
