// The generated C++ of the types that are classes of the runtime's, of NULL among elements, and of labels
// that a newer version of the schema brings. The documentation's examples are here.
#include "port_access.hpp"

#include <tenon/error.hpp>
#include <tenon/fmt.hpp>
#include <tenon/interval.hpp>
#include <tenon/parse.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"

namespace {

using namespace port;
using namespace std::chrono_literals;
using std::chrono::year;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

tenon::Pool pool(const char* role) {
  return {server(), kSchema, {.role = role, .size = 2}};
}

tenon::Uuid make_port() {
  const tenon::Uuid id = tenon::Uuid::v4();
  tenon::Pool provisioner = pool("port_provisioner");
  provisioner.in_tenant(id, [&](tenon::TenantTx& tx) { Ports{tx}.insert({.name = "A port"}); });
  return id;
}

NewBuoy full(std::int32_t id) {
  const auto noon = tenon::parse<tenon::Timestamptz>("2026-05-01T12:00:00Z");
  return {.id = id,
          .host = tenon::Inet::parse("10.1.2.3/8"),
          .net = tenon::Cidr::parse("2001:db8::/32"),
          .berth = tenon::Range<std::int32_t>::closed(2, 5),
          .serial = tenon::Range<std::int64_t>::since(7),
          .load = tenon::Range<tenon::Numeric>::parse("(0.5,2.50]"),
          .docked = tenon::Range<tenon::Timestamp>(),
          .lit = tenon::Range<tenon::Timestamptz>(noon, noon + 12h),
          .days = tenon::Range<tenon::Date>::closed(year(2026) / 5 / 1, year(2026) / 5 / 31),
          .gaps = tenon::Multirange<std::int32_t>{{1, 3}, {3, 5}, {7, 9}},
          .lights = tenon::Multirange<tenon::Timestamptz>(tenon::Range<tenon::Timestamptz>::since(noon)),
          .tide = tenon::TimeTz::parse("18:45:00.5+02"),
          .mast = tenon::Bits::parse("1100"),
          .signals_ = tenon::Bits::parse("101"),
          .place = tenon::Point{3, 4},
          .papers = tenon::Hstore{{{"flag", "red"}, {"pilot", std::nullopt}}},
          .leave = tenon::Interval{.months = 1, .days = 2, .time = 3h},
          .fee = tenon::Numeric::parse("12345678901234567890123456789012345678901234567890.10")};
}

void expect_full(const Buoy& made, const NewBuoy& given) {
  EXPECT_EQ(made.host, given.host);
  EXPECT_EQ(made.net, given.net.value());
  EXPECT_EQ(made.berth, given.berth);
  EXPECT_EQ(to_string(made.berth), "[2,6)");
  EXPECT_EQ(made.serial, given.serial.value());
  EXPECT_EQ(made.load, given.load.value());
  EXPECT_TRUE(made.docked && made.docked->empty());
  EXPECT_EQ(made.lit, given.lit.value());
  EXPECT_EQ(made.days, given.days.value());
  EXPECT_EQ(made.gaps, given.gaps.value());
  EXPECT_EQ(made.lights, given.lights.value());
  EXPECT_EQ(made.tide, given.tide);
  EXPECT_EQ(made.mast, given.mast);
  EXPECT_EQ(made.signals_, given.signals_.value());
  EXPECT_EQ(made.place, given.place.value());
  EXPECT_EQ(made.papers, given.papers);
  EXPECT_EQ(made.leave, given.leave.value());
  EXPECT_EQ(made.fee, given.fee);
}

TEST(Port, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

TEST(PortAccess, ValuesComeBackAsTheyWere) {
  tenon::Pool app = pool("port_app");
  app.in_tenant(make_port(), [](tenon::TenantTx& tx) {
    const Buoy made = Buoys{tx}.insert(full(1));
    expect_full(made, full(1));
    EXPECT_EQ(Buoys{tx}.find(1), made);
    const std::vector<Buoy> many = Buoys{tx}.insert_many({full(2), {.id = 3}, full(4)});
    ASSERT_EQ(many.size(), 3u);
    expect_full(many[0], full(2));
    expect_full(many[2], full(4));
    EXPECT_EQ(to_string(many[1].host), "10.0.0.1");
    EXPECT_EQ(to_string(many[1].berth), "[1,5)");
    EXPECT_EQ(to_string(many[1].tide), "06:30:00+01");
    EXPECT_EQ(to_string(many[1].mast), "0101");
    EXPECT_EQ(many[1].papers.get("flag"), "blue");
    EXPECT_FALSE(many[1].place);
    const Buoy put = Buoys{tx}.upsert(full(3));
    expect_full(put, full(3));
  });
}

TEST(PortAccess, PatchesKeepOrChangeThem) {
  tenon::Pool app = pool("port_app");
  app.in_tenant(make_port(), [](tenon::TenantTx& tx) {
    Buoys{tx}.insert(full(1));
    const auto changed = Buoys{tx}.update(
        1, {.net = tenon::null, .berth = tenon::Range<std::int32_t>(8, 9), .papers = tenon::Hstore()});
    ASSERT_TRUE(changed);
    EXPECT_FALSE(changed->net);
    EXPECT_EQ(to_string(changed->berth), "[8,9)");
    EXPECT_TRUE(changed->papers.empty());
    EXPECT_EQ(changed->host, full(1).host) << "kept";
  });
}

TEST(PortAccess, PagesGoByThem) {
  tenon::Pool app = pool("port_app");
  app.in_tenant(make_port(), [](tenon::TenantTx& tx) {
    for (const int hour : {5, 3, 9, 1}) {
      Buoys{tx}.insert(
          {.id = hour, .tide = tenon::TimeTz{std::chrono::hours(hour), std::chrono::hours(hour % 3)}});
    }
    std::vector<tenon::TimeTz> seen;
    std::optional<BuoyByTideCursor> after;
    do {
      const auto page = Buoys{tx}.page_by_tide({.limit = 1, .after = after});
      for (const Buoy& buoy : page.items) seen.push_back(buoy.tide);
      after = page.next;
    } while (after);
    EXPECT_EQ(seen.size(), 4u);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  });
}

TEST(PortAccess, QueriesTakeAndGiveThem) {
  tenon::Pool app = pool("port_app");
  app.in_tenant(make_port(), [](tenon::TenantTx& tx) {
    Buoys{tx}.insert_many({full(1), full(2)});
    const auto noon = tenon::parse<tenon::Timestamptz>("2026-05-01T12:00:00Z");
    const auto lit = lit_in(tx, noon + 1h, tenon::Cidr::parse("10.0.0.0/8"));
    ASSERT_EQ(lit.size(), 2u);
    EXPECT_EQ(lit[0].left, tenon::Range<tenon::Timestamptz>(noon + 1h, noon + 12h));
    EXPECT_EQ(lit[0].away, 5);
    EXPECT_TRUE(lit_in(tx, noon - 1s, tenon::Cidr::parse("10.0.0.0/8")).empty());
    EXPECT_TRUE(lit_in(tx, noon, tenon::Cidr::parse("11.0.0.0/8")).empty());
  });
}

TEST(PortAccess, ValuesOperate) {
  const auto office = tenon::Cidr::parse("10.0.0.0/8");
  const auto host = tenon::Inet::parse("10.1.2.3/20");
  EXPECT_TRUE(office.contains(host) && to_string(host.network()) == "10.1.0.0/20");

  const auto may = tenon::Range<tenon::Date>::closed(year(2026) / 5 / 1, year(2026) / 5 / 31);
  const auto rest = may.intersection(tenon::Range<tenon::Date>::since(year(2026) / 5 / 20));
  EXPECT_EQ(to_string(rest), "[2026-05-20,2026-06-01)");

  const auto open = tenon::Multirange<std::int32_t>{{8, 12}, {13, 17}};
  EXPECT_FALSE(open.contains(12));

  const auto due = tenon::parse<tenon::Timestamp>("2026-01-31T12:00:00") + tenon::Interval{.months = 1};
  EXPECT_EQ(tenon::to_string(due), "2026-02-28T12:00:00");

  const tenon::Numeric net = tenon::Numeric::parse("19.99") * 3;
  const tenon::Numeric gross = round(net * tenon::Numeric::parse("1.19"), 2);
  EXPECT_EQ(to_string(gross), "71.36");
}

TEST(PortAccess, ElementsMayBeNullWhereThatIsDeclared) {
  tenon::Pool app = pool("port_app");
  const tenon::Uuid at = make_port();
  tenon::Uuid id;
  app.in_tenant(at, [&](tenon::TenantTx& tx) {
    const Ship made =
        Ships{tx}.insert({.tags = {"fast", std::nullopt, "NULL"},
                          .marks = std::vector<std::optional<std::string>>{std::nullopt},
                          .depths = {4, 7},
                          .crew = Crew{.names = {"Ann", std::nullopt}, .flag = Flag::red, .cargo = {}},
                          .hosts = {tenon::Inet::parse("::1"), std::nullopt},
                          .berths = {{1, 3}},
                          .leaves = {{.days = 1}},
                          .papers = {tenon::Hstore{{{"a \"b\"", "\\"}}}, {}}});
    id = made.id;
    EXPECT_EQ(made.tags, (std::vector<std::optional<std::string>>{"fast", std::nullopt, "NULL"}));
    EXPECT_EQ(made.marks, std::vector<std::optional<std::string>>{std::nullopt});
    EXPECT_EQ(made.flags, (std::vector<std::optional<Flag>>{Flag::blue, std::nullopt})) << "the default";
    EXPECT_EQ(made.sails, (std::vector<std::optional<Sail>>{Sail::square, std::nullopt}))
        << "the CHECK lets NULL pass";
    EXPECT_EQ(made.crew->names, (std::vector<std::optional<std::string>>{"Ann", std::nullopt}));
    EXPECT_EQ(made.crew->flag, Flag::red);
    EXPECT_EQ(made.hosts[0], tenon::Inet::parse("::1"));
    EXPECT_FALSE(made.hosts[1]);
    EXPECT_EQ(made.berths[0].upper()->value, 3);
    EXPECT_EQ(made.papers[0].get("a \"b\""), "\\");
    EXPECT_EQ(Ships{tx}.find(made.id), made);
    EXPECT_EQ(tags_of(tx, {made.id, std::nullopt}).at(0).tags, made.tags);
  });
  // Nothing in the database keeps NULL out of `depths`.
  live::run_sql(server(), "UPDATE ships SET depths = '{1,NULL}' WHERE id = '" + to_string(id) + "'");
  try {
    app.in_tenant(at, [&](tenon::TenantTx& tx) { static_cast<void>(Ships{tx}.find(id)); });
    FAIL() << "a wrong value";
  } catch (const tenon::NullElement& error) {
    EXPECT_EQ(error.column(), "depths");
    EXPECT_NE(std::string(error.what()).find("port.ships.find: column `depths`"), std::string::npos)
        << error.what();
  }
}

TEST(PortAccess, ValuesThatAreNotFiniteAreATypedError) {
  tenon::Pool app = pool("port_app");
  const tenon::Uuid at = make_port();
  app.in_tenant(at, [](tenon::TenantTx& tx) {
    Buoys{tx}.insert({.id = 1});
    tenon::execute(tx, "UPDATE buoys SET lit = '[2026-01-01 00:00:00Z,infinity)', load = '[0,infinity]'");
    const auto buoy = Buoys{tx}.find(1);
    EXPECT_TRUE(buoy->lit->upper()->infinite) << "not the same as without an end";
    EXPECT_EQ(to_string(*buoy->load), "[0,infinity]");
    Buoys{tx}.update(1, {.load = buoy->load, .lit = buoy->lit});
    EXPECT_EQ(Buoys{tx}.find(1), buoy);
  });
  app.in_tenant(at, [](tenon::TenantTx& tx) { tenon::execute(tx, "UPDATE buoys SET fee = 'NaN'"); });
  try {
    app.in_tenant(at, [](tenon::TenantTx& tx) { static_cast<void>(Buoys{tx}.find(1)); });
    FAIL() << "a wrong value";
  } catch (const tenon::NotFinite& error) {
    EXPECT_EQ(error.column(), "fee");
  }
}

/// What follows brings labels into the database that stay there: these tests are the last ones.
class PortLabels : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    // As a newer version's migration does, while this program runs.
    live::run_sql(server(), "ALTER TYPE flag ADD VALUE IF NOT EXISTS 'green'");
    live::run_sql(server(), "ALTER TYPE cargo ADD VALUE IF NOT EXISTS 'oil'");
    live::run_sql(server(),
                  "ALTER TABLE ships DROP CONSTRAINT ships_sail_check, DROP CONSTRAINT ships_sails_check");
  }

  void write(const std::string& assignment) const {
    live::run_sql(server(), "UPDATE ships SET " + assignment + " WHERE id = '" + to_string(id_) + "'");
  }
  Ship read() {
    return app_.in_tenant(at_, [&](tenon::TenantTx& tx) { return Ships{tx}.find(id_).value(); });
  }
  void expect_unknown(const std::string& enumeration, const std::string& column) {
    try {
      static_cast<void>(read());
      FAIL() << "a wrong value";
    } catch (const tenon::UnknownLabel& error) {
      EXPECT_EQ(error.enumeration(), enumeration);
      EXPECT_EQ(error.column(), column);
      EXPECT_NE(std::string(error.what()).find("port.ships.find"), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find("green"), std::string::npos) << "values stay out of messages";
    }
  }

  tenon::Uuid at_ = make_port();
  tenon::Pool app_ = pool("port_app");
  tenon::Uuid id_ = app_.in_tenant(at_, [](tenon::TenantTx& tx) {
    return Ships{tx}
        .insert(
            {.tags = {}, .depths = {}, .crew = Crew{}, .hosts = {}, .berths = {}, .leaves = {}, .papers = {}})
        .id;
  });
};

TEST_F(PortLabels, ThatTheProgramDoesNotKnowAreATypedError) {
  EXPECT_EQ(read().flag, Flag::blue);
  write("flag = 'green'");
  expect_unknown("Flag", "flag");
  write("flag = 'red', flags = '{blue,green}'");
  expect_unknown("Flag", "flags");
  write("flags = '{}', crew = '{\"names\": [], \"flag\": \"green\"}'");
  expect_unknown("Flag", "crew");
  write("crew = NULL");
  EXPECT_EQ(read().flag, Flag::red);
}

TEST_F(PortLabels, ThatTheProgramDoesNotKnowAreTheDeclaredValue) {
  write(
      "cargo = 'oil', cargoes = '{oil,grain}', sail = 'gaff', sails = '{gaff,NULL}', "
      "crew = '{\"names\": [], \"cargo\": \"oil\"}'");
  const Ship ship = read();
  EXPECT_EQ(ship.cargo, Cargo::other);
  EXPECT_EQ(ship.cargoes, (std::vector<Cargo>{Cargo::other, Cargo::grain}));
  EXPECT_EQ(ship.sail, Sail::unheard);
  EXPECT_EQ(ship.sails, (std::vector<std::optional<Sail>>{Sail::unheard, std::nullopt}));
  EXPECT_EQ(ship.crew->cargo, Cargo::other);
  EXPECT_EQ(to_string(Cargo::other), "other");
  EXPECT_EQ(from_string<Cargo>("other"), std::nullopt) << "no label of the database";
}

TEST_F(PortLabels, TheDeclaredValueIsNeverWritten) {
  write("cargo = 'oil', crew = '{\"names\": [], \"cargo\": \"oil\"}'");
  const Ship ship = read();
  const auto update = [&](const ShipPatch& patch) {
    app_.in_tenant(at_, [&](tenon::TenantTx& tx) { Ships{tx}.update(id_, patch); });
  };
  EXPECT_THROW(update({.cargo = ship.cargo}), tenon::EncodeError);
  EXPECT_THROW(update({.cargoes = std::vector{ship.cargo}}), tenon::EncodeError);
  EXPECT_THROW(update({.crew = ship.crew}), tenon::EncodeError);
  update({.depths = std::vector<std::int32_t>{1}});
  EXPECT_EQ(read().cargo, Cargo::other) << "what isn't patched stays";
}

}  // namespace
