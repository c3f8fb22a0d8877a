// People of several organisations, through the generated C++, on a server.
#include "members_access.hpp"

#include <set>
#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <tenon/statement.hpp>

#include "live_database.hpp"

namespace {

using namespace members::db;
using tenon::TenantTx;
using tenon::Uuid;

class Members : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role = "members_app") {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = 1}};
  }

  static Uuid make_org() {
    const Uuid id = Uuid::v4();
    pool("members_provisioner").in_tenant(id, [&](TenantTx& tx) {
      Orgs{tx}.insert({.name = "Org", .slug = "o-" + to_string(id)});
    });
    return id;
  }

  static std::string address() { return to_string(Uuid::v4()) + "@example.test"; }

  /// A person and the membership, as signing up makes them.
  static Person join(const Uuid& org, const std::string& email, const std::string& name) {
    return pool().in_tenant(org, [&](TenantTx& tx) {
      Person made = Persons{tx}.insert({.email = email, .name = name});
      Memberships{tx}.insert({.person_id = made.id});
      return made;
    });
  }
};

TEST_F(Members, AreGivenAsTheirColumnsHaveThem) {
  const Uuid org = make_org();
  pool().in_tenant(org, [&](TenantTx& tx) {
    const Person made =
        Persons{tx}.insert({.email = address(), .name = "Ann", .rate = tenon::Numeric::parse("1.239")});
    EXPECT_EQ(Persons{tx}.find(made.id), std::nullopt) << "no member row refers to her yet";
    Memberships{tx}.insert({.person_id = made.id});
    const auto found = Persons{tx}.find(made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(made.initial, "A");
    EXPECT_EQ(made.note, "new");
    EXPECT_EQ(to_string(made.rate), "1.24");
    EXPECT_EQ(to_string(found->rate), to_string(made.rate));
    EXPECT_EQ(found->email, made.email);
    EXPECT_EQ(found->seen_at, made.seen_at);
    EXPECT_EQ(found->deleted_at, made.deleted_at);
    EXPECT_EQ(found->initial, made.initial);
  });
}

TEST_F(Members, SeeThoseOfTheirOrganisationAlone) {
  const Uuid acme = make_org();
  const Uuid globex = make_org();
  const Person ann = join(acme, address(), "Ann");
  const Person bob = join(globex, address(), "Bob");
  pool().in_tenant(acme, [&](TenantTx& tx) {
    auto people = Persons{tx};
    EXPECT_EQ(people.count(), 1);
    EXPECT_TRUE(people.find(ann.id));
    EXPECT_FALSE(people.find(bob.id));
    EXPECT_FALSE(people.find_by_email(bob.email));
    EXPECT_FALSE(people.update(bob.id, {.name = "Mallory"}));
    EXPECT_FALSE(people.soft_remove(bob.id));
    EXPECT_EQ(rename(tx, bob.id, "Mallory"), 0);
    EXPECT_FALSE(take_person(tx, bob.id));
    EXPECT_TRUE(take_person(tx, ann.id));
    EXPECT_EQ(people_by_name(tx).size(), 1U);
    EXPECT_EQ(people_by_name(tx, "bo%").size(), 0U);
    EXPECT_EQ(StaffView{tx}.all().size(), 1U);
  });
}

TEST_F(Members, WorkForSeveralOrganisations) {
  const Uuid acme = make_org();
  const Uuid globex = make_org();
  const Person ann = join(acme, address(), "Ann");
  // She is found by what nobody else has, and asked in.
  pool().in_tenant(globex, [&](TenantTx& tx) {
    EXPECT_FALSE(Persons{tx}.find_by_email(ann.email));
    const auto known = Persons::key_by_email(tx, ann.email);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->id, ann.id);
    Memberships{tx}.insert({.person_id = known->id, .role = "guest"});
    EXPECT_TRUE(Persons{tx}.find(ann.id));
  });
  pool().in_transaction(
      [&](tenon::Tx& tx) { EXPECT_EQ(Memberships::tenants_by_person_id(tx, ann.id).size(), 2U); });
  // What is hers both see changed; who is somebody else changes nothing.
  pool().in_tenant(globex, SessionValues{.user = Uuid::v4()},
                   [&](TenantTx& tx) { EXPECT_FALSE(Persons{tx}.update(ann.id, {.name = "Mallory"})); });
  pool().in_tenant(globex, SessionValues{.user = ann.id},
                   [&](TenantTx& tx) { EXPECT_TRUE(Persons{tx}.update(ann.id, {.name = "Anna"})); });
  pool().in_tenant(acme, [&](TenantTx& tx) { EXPECT_EQ(Persons{tx}.find(ann.id)->name, "Anna"); });
}

TEST_F(Members, AreGoneWithTheirMembership) {
  const Uuid org = make_org();
  const Person ann = join(org, address(), "Ann");
  const Person bob = join(org, address(), "Bob");
  pool().in_tenant(org, [&](TenantTx& tx) {
    const auto of_ann = Memberships{tx}.find_by_person_id(ann.id);
    const auto of_bob = Memberships{tx}.find_by_person_id(bob.id);
    Memberships{tx}.remove(of_ann->id);
    EXPECT_FALSE(Persons{tx}.find(ann.id));
    EXPECT_TRUE(Persons{tx}.find(bob.id));
    Memberships{tx}.soft_remove(of_bob->id);
    EXPECT_FALSE(Persons{tx}.find(bob.id));
    EXPECT_EQ(Persons{tx}.count(), 0);
  });
}

TEST_F(Members, AreRefusedWhereSomebodyHasTheAddress) {
  const Person ann = join(make_org(), address(), "Ann");
  const Uuid org = make_org();
  pool().in_tenant(org, [&](TenantTx& tx) { EXPECT_EQ(add_person(tx, Uuid::v4(), ann.email, "Twin"), 0); });
  EXPECT_THROW(join(org, ann.email, "Twin"), tenon::UniqueViolation);
}

TEST_F(Members, AreNotCutOff) {
  EXPECT_THROW(join(make_org(), address(), std::string(21, 'x')), tenon::Error);
}

TEST_F(Members, AreAddedWithTheirMembership) {
  pool().in_tenant(make_org(), [](TenantTx& tx) {
    const Person ann = Persons{tx}.insert({.email = "ann@example.test", .name = "Ann"});
    Memberships{tx}.insert({.person_id = ann.id});
    EXPECT_EQ(Persons{tx}.find_by_email("ann@example.test")->id, ann.id);
  });
}

TEST_F(Members, ShowBadgesThatTheyWereGiven) {
  const Uuid org = make_org();
  const Person ann = join(org, address(), "Ann");
  live::run_sql(live::url(tenon::catalog::ServerKind::kPostgres),
                "INSERT INTO badges VALUES (7, 'gold', 'Gold'), (7, 'lead', 'Lead') ON CONFLICT DO NOTHING");
  pool().in_tenant(org, [&](TenantTx& tx) {
    EXPECT_EQ(Badges{tx}.count(), 0);
    const auto member = Memberships{tx}.find_by_person_id(ann.id);
    Awards{tx}.insert({.badge_series = 7,
                       .badge_code = "gold",
                       .instead_series = 7,
                       .instead_code = "lead",
                       .given_to_id = member->id});
    EXPECT_EQ(Badges{tx}.count(), 1) << "the one that it is given instead of isn't shown";
    EXPECT_TRUE(Badges{tx}.find(7, "gold"));
    EXPECT_FALSE(Badges{tx}.find(7, "lead"));
    EXPECT_EQ(with_badges(tx).size(), 1U);
  });
}

class Support : public Members {
 protected:
  static Uuid open(std::string_view reason, const std::optional<std::string>& tenant = {}) {
    return pool("support").in_transaction(
        [&](tenon::Tx& tx) { return open_reading_of_memberships(tx, "sue", reason, tenant); });
  }

  static std::vector<MembershipOfAll> read(const Uuid& line, std::int64_t limit = 1000,
                                           const std::optional<MembershipOfAll>& after = {},
                                           const char* role = "support") {
    return pool(role).in_transaction(
        [&](tenon::Tx& tx) { return read_all_memberships(tx, line, limit, after); });
  }
};

TEST_F(Support, ReadsWhatItHasALineFor) {
  const Uuid acme = make_org();
  const Uuid globex = make_org();
  const Person ann = join(acme, address(), "Ann");
  join(globex, address(), "Bob");
  std::set<Uuid> seen;
  for (const MembershipOfAll& row : read(open("ticket 4711"))) seen.insert(row.tenant_id);
  EXPECT_TRUE(seen.contains(acme));
  EXPECT_TRUE(seen.contains(globex));
  const auto one = read(open("ticket 4711", to_string(acme)));
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].person_id, ann.id);
}

// clang-format off
TEST_F(Support, ReadsAsItsPageSays) {
  join(make_org(), address(), "Ann");
  tenon::Pool support = pool("support");
  const Uuid line = support.in_transaction([](tenon::Tx& tx) {
    return open_reading_of_memberships(tx, "sue", "ticket 4711");
  });
  const auto page = support.in_transaction([&](tenon::Tx& tx) {
    return read_all_memberships(tx, line, 100);
  });
  EXPECT_FALSE(page.empty());
}
// clang-format on

TEST_F(Support, ReadsPageByPage) {
  const Uuid org = make_org();
  for (int i = 0; i < 5; ++i) join(org, address(), "P");
  const Uuid line = open("all of them", to_string(org));
  std::set<Uuid> seen;
  std::optional<MembershipOfAll> after;
  for (auto page = read(line, 2); !page.empty(); page = read(line, 2, after)) {
    for (const MembershipOfAll& row : page) seen.insert(row.id);
    after = page.back();
  }
  EXPECT_EQ(seen.size(), 5U);
}

TEST_F(Support, IsGivenNothingByALineThatIsRolledBack) {
  join(make_org(), address(), "Ann");
  const auto both = [](tenon::Tx& tx) {
    const Uuid line = open_reading_of_memberships(tx, "sue", "a look");
    return read_all_memberships(tx, line, 10);
  };
  EXPECT_THROW(pool("support").in_transaction(both), tenon::Error);
  Uuid line;
  struct Stop {};
  EXPECT_THROW(pool("support").in_transaction([&](tenon::Tx& tx) {
    line = open_reading_of_memberships(tx, "sue", "a look");
    throw Stop{};
  }),
               Stop);
  EXPECT_THROW(read(line), tenon::Error);
}

TEST_F(Support, IsHeldToItsLine) {
  join(make_org(), address(), "Ann");
  const Uuid line = open("a look");
  EXPECT_THROW(pool("support").in_transaction([&](tenon::Tx& tx) { return read_all_people(tx, line, 10); }),
               tenon::Error)
      << "of another entity";
  EXPECT_THROW(read(line, 10, {}, "members_app"), tenon::Error) << "by another role";
  EXPECT_THROW(open(" "), tenon::Error) << "without a reason";
  const std::string& server = live::url(tenon::catalog::ServerKind::kPostgres);
  live::run_sql(server, "UPDATE tenon.readings SET at = at - interval '16 minutes'");
  EXPECT_THROW(read(line), tenon::Error) << "after its time";
}

TEST_F(Support, LeavesALineWhereItsReadingIsRolledBack) {
  const Uuid org = make_org();
  join(org, address(), "Ann");
  const Uuid line = open("rolled back", to_string(org));
  struct Stop {};
  std::size_t given = 0;
  EXPECT_THROW(pool("support").in_transaction([&](tenon::Tx& tx) {
    given = read_all_memberships(tx, line, 10).size();
    throw Stop{};
  }),
               Stop);
  EXPECT_EQ(given, 1U);
  live::run_sql(
      live::url(tenon::catalog::ServerKind::kPostgres),
      "DO $$ BEGIN ASSERT (SELECT reason = 'rolled back' AND actor = 'sue' AND role_name = 'support' "
      "FROM tenon.readings WHERE id = '" +
          to_string(line) + "'); END $$");
}

}  // namespace
