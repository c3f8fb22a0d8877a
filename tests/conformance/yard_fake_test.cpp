// The generated fake and a server are asked the same of trees, shared rows, accounts of several tenants,
// encrypted fields and references, and answer the same.
#include <gtest/gtest.h>

#include <map>

#include "live_database.hpp"
#include "yard_script.hpp"

namespace {

using namespace yard::db;
using fake_script::id_of;

constexpr int kOperations = 3000;
constexpr int kShared = 3;

class Yard : public ::testing::Test {
 protected:
  static const std::string& url() { return live::url(tenon::catalog::ServerKind::kPostgres); }
  static tenon::Pool pool(const char* role, std::shared_ptr<tenon::KeyProvider> keys) {
    return {url(), kSchema, {.role = role, .keys = std::move(keys)}};
  }
};

TEST_F(Yard, TheFakeAnswersAsTheServerDoes) {
  const auto of_server = std::make_shared<tenon::KeyRing>();
  const auto of_fake = std::make_shared<tenon::KeyRing>();
  tenon::Pool server = pool("yard_app", of_server);
  tenon::Pool provisioner = pool("yard_provisioner", of_server);
  FakeDb::Pool fake;
  fake.set_keys(of_fake);
  int moment = 0;
  fake.set_clock(
      [&] { return tenon::Timestamptz{std::chrono::hours(500'000)} + std::chrono::seconds(++moment); });
  yard_script::Script<LiveDb> wanted(server, provisioner, of_server, 11);
  yard_script::Script<FakeDb> given(fake, fake, of_fake, 11);
  for (int i = 0; i < kShared; ++i) {
    const Part part{.id = id_of('S', i),
                    .name = "part" + std::to_string(i),
                    .price = tenon::Numeric::parse("1.00"),
                    .place = i,
                    .shared = true};
    live::run_sql(
        url(),
        "INSERT INTO parts (tenant_id, id, name, place) VALUES ('00000000-0000-0000-0000-000000000000', '" +
            to_string(part.id) + "', '" + part.name + "', " + std::to_string(i) + ")");
    fake.in_tenant(id_of('T', 0), [&](FakeDb::TenantTx& tx) { FakeDb::Parts(tx).put(part); });
  }
  // The operations are to meet with each of these.
  std::map<std::string, int> seen = {{"refused: ", 0}, {"data 22", 0},     {"outdated: ", 0},
                                     {"no key", 0},    {"program: ", 0},   {"server ", 0},
                                     {"aborted", 0},   {"not allowed", 0}, {"anew 1", 0},
                                     {"keep_tree", 0}, {"23514", 0}};
  for (int i = 0; i < kOperations; ++i) {
    const std::string answer = wanted.next();
    for (auto& [what, count] : seen) count += answer.find(what) != std::string::npos ? 1 : 0;
    ASSERT_EQ(given.next(), answer) << "operation " << i;
  }
  for (const auto& [what, count] : seen) EXPECT_GT(count, 0) << what;
}

/// A transaction each: what random operations seldom meet.
template <AnyDb Db>
std::string seldom(typename Db::Pool& app, typename Db::Pool& provisioner) {
  const tenon::Uuid tenant = id_of('T', 9);
  const tenon::Uuid id = id_of('V', 1);
  std::string out;
  const auto run = [&](auto& pool, auto body) {
    pool.in_tenant(tenant, [&](typename Db::TenantTx& tx) { out += body(tx) + "\n"; });
  };
  using Tx = typename Db::TenantTx;
  using fake_script::sorted;
  using fake_script::told;
  run(provisioner, [](Tx& tx) { return told(typename Db::Orgs(tx).insert({.name = "org9"})); });
  run(app, [](Tx& tx) { return told(typename Db::Makers(tx).insert({.code = 1, .name = "m"})); });
  run(app,
      [&](Tx& tx) { return told(typename Db::Tools(tx).insert({.id = id, .weight = tenon::Numeric(1)})); });
  // The same number is written otherwise, and then as it is.
  for (int i = 0; i < 2; ++i)
    run(app, [&](Tx& tx) {
      return told(typename Db::Tools(tx).update(id, {.weight = tenon::Numeric::parse("1.0")}));
    });
  // A value that was taken away is found no more, and free again.
  run(app, [&](Tx& tx) {
    typename Db::Letters letters(tx);
    NewLetter made{.id = id_of('L', 1), .title = "t", .text = tenon::Secret<std::string>("text")};
    made.email = tenon::Secret<std::string>("mail");
    letters.insert(made);
    LetterPatch patch;
    patch.email = tenon::null;
    letters.update(*made.id, patch);
    made.id = id_of('L', 2);
    return told(letters.find_by_email("mail")) + told(letters.insert(made)) +
           told(letters.find_by_email("mail"));
  });
  return out;
}

TEST_F(Yard, TheFakeAnswersAsTheServerDoesWhatIsSeldom) {
  const auto keys = std::make_shared<tenon::KeyRing>();
  keys->add(yard_script::key_of(1));
  keys->add_searching(yard_script::key_of(2));
  tenon::Pool server = pool("yard_app", keys);
  tenon::Pool provisioner = pool("yard_provisioner", keys);
  FakeDb::Pool fake;
  fake.set_keys(keys);
  int moment = 0;
  fake.set_clock(
      [&] { return tenon::Timestamptz{std::chrono::hours(500'000)} + std::chrono::seconds(++moment); });
  EXPECT_EQ(seldom<FakeDb>(fake, fake), seldom<LiveDb>(server, provisioner));
}

/// Without keys of the test's own the fake encrypts all the same; with none it is a pool without keys.
TEST_F(Yard, TheFakeHasKeysUntilItIsGivenOthers) {
  FakeDb::Pool fake;
  const auto insert = [&](int id) {
    return fake.in_tenant(id_of('T', 0), [&](FakeDb::TenantTx& tx) {
      NewLetter made{.id = id_of('L', id), .title = "t", .text = tenon::Secret<std::string>("hidden")};
      made.email = tenon::Secret<std::string>("a@b.test");
      return FakeDb::Letters(tx).insert(made).text.reveal();
    });
  };
  fake.in_tenant(id_of('T', 0), [](FakeDb::TenantTx& tx) { FakeDb::Orgs(tx).insert({.name = "org"}); });
  EXPECT_EQ(insert(1), "hidden");
  EXPECT_THROW(insert(2), tenon::UniqueViolation);
  fake.in_tenant(id_of('T', 0), [](FakeDb::TenantTx& tx) {
    const Letter put{.id = id_of('L', 3),
                     .title = "put",
                     .text = tenon::fake::encrypted<std::string>("put in"),
                     .revision = 7};
    FakeDb::Letters(tx).put(put);
    const auto found = FakeDb::Letters(tx).find(put.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->text.reveal(), "put in");
    EXPECT_EQ(found->revision, 7);
    EXPECT_NE(found->text.ciphertext(), put.text.ciphertext()) << "it is for its row's place now";
  });
  fake.set_keys(nullptr);
  EXPECT_THROW(insert(4), tenon::KeyMissing);
  fake.in_tenant(id_of('T', 0), [](FakeDb::TenantTx& tx) {
    EXPECT_THROW(static_cast<void>(FakeDb::Letters(tx).find(id_of('L', 1))->text.reveal()),
                 tenon::KeyMissing);
  });
}

/// A lookup finds rows by itself, a test may answer it, and what only SQL knows is the test's to answer.
TEST_F(Yard, LookupsAreAnsweredUnlessTheTestDoes) {
  FakeDb::Pool fake;
  fake.in_tenant(id_of('T', 0), [](FakeDb::TenantTx& tx) {
    FakeDb::Orgs(tx).insert({.name = "org"});
    FakeDb::Persons(tx).insert({.id = id_of('P', 1), .email = "a@b.test", .name = "Ann"});
    FakeDb::Members(tx).insert({.person_id = id_of('P', 1)});
  });
  const auto key = [&] {
    return fake.in_transaction([](FakeDb::Tx& tx) { return FakeDb::Persons::key_by_email(tx, "a@b.test"); });
  };
  ASSERT_TRUE(key());
  EXPECT_EQ(key()->id, id_of('P', 1));
  fake.on<FakeDb::queries::Persons_key_by_email>(
      [](FakeDb::Tx&, const std::string&) -> std::optional<PersonByEmail> { return std::nullopt; });
  EXPECT_FALSE(key());
  fake.in_tenant(id_of('T', 0), [](FakeDb::TenantTx& tx) {
    EXPECT_THROW(static_cast<void>(FakeDb::owed(tx, 1)), tenon::Error);
    EXPECT_THROW(static_cast<void>(FakeDb::EffectivePartView(tx).all()), tenon::Error);
  });
}

/// Rows that bring numbers are counted on from.
TEST_F(Yard, NumbersGoOnBehindThoseThatWerePut) {
  FakeDb::Pool fake;
  fake.in_tenant(id_of('T', 0), [](FakeDb::TenantTx& tx) {
    FakeDb::Orgs(tx).insert({.name = "org"});
    FakeDb::Reports(tx).put({.id = id_of('U', 1), .number = 7, .revision = 1});
    EXPECT_EQ(FakeDb::Reports(tx).insert({.id = id_of('U', 2)}).number, 8);
  });
}

}  // namespace
