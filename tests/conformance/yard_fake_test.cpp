// The generated fake and a server are asked the same of trees, shared rows, accounts of several tenants, encrypted
// fields and references, and answer the same.
#include <gtest/gtest.h>

#include <map>

#include "live_database.hpp"
#include "yard_script.hpp"

namespace {

using namespace yard::db;
using fake_script::id_of;

constexpr int kOperations = 3000;
constexpr int kShared = 3;

unsigned seed() { return getenv("SEED") ? static_cast<unsigned>(atoi(getenv("SEED"))) : 11; }
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
  fake.set_clock([&] { return tenon::Timestamptz{std::chrono::hours(500'000)} + std::chrono::seconds(++moment); });
  yard_script::Script<LiveDb> wanted(server, provisioner, of_server, seed());
  yard_script::Script<FakeDb> given(fake, fake, of_fake, seed());
  for (int i = 0; i < kShared; ++i) {
    const Part part{.id = id_of('S', i), .name = "part" + std::to_string(i), .price = tenon::Numeric::parse("1.00"), .place = i, .shared = true};
    live::run_sql(url(), "INSERT INTO parts (tenant_id, id, name, place) VALUES ('00000000-0000-0000-0000-000000000000', '" +
                             to_string(part.id) + "', '" + part.name + "', " + std::to_string(i) + ")");
    fake.in_tenant(id_of('T', 0), [&](FakeDb::TenantTx& tx) { FakeDb::Parts(tx).put(part); });
  }
  std::map<std::string, int> seen;
  for (int i = 0; i < kOperations; ++i) {
    const std::string answer = wanted.next();
    ++seen[answer.substr(answer.find(": ") + 2, 7)];
    static int wrong = 0;
    const std::string mine = given.next();
    EXPECT_EQ(mine, answer) << "operation " << i;
    if (mine != answer && ++wrong > 6) return;
  }
  // The operations met with what they are to meet with.
  for (const char* what : {"refused", "data 22", "outdate", "no key", "program", "server ", "aborted", "not all", "anew 1"})
    EXPECT_GT(seen[what], 0) << what;
}

}  // namespace
