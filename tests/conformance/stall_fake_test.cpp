// The generated fake and a server are asked the same, and answer the same: rows, counts and types of errors.
#include "stall_fake.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <stdexcept>
#include <tenon/pool.hpp>
#include <tenon/values.hpp>

#include "fake_script.hpp"
#include "live_database.hpp"

namespace {

using namespace stall::db;
using fake_script::all_of;
using fake_script::hour;
using fake_script::id_of;
using fake_script::outcome;
using fake_script::sorted;
using fake_script::told;

constexpr int kOperations = 1000;

/// The operations, which know neither of the two.
template <AnyDb Db>
class Script {
 public:
  using Tx = typename Db::TenantTx;

  Script(typename Db::Pool& pool, unsigned seed) : pool_(pool), random_(seed) {}

  std::string next() {
    const tenon::Uuid tenant = id_of('T', pick(2));
    const int kind = pick(24);
    return std::to_string(kind) + ": " +
           outcome([&] { return pool_.in_tenant(tenant, [&](Tx& tx) { return run(tx, kind); }); });
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  tenon::Uuid any(char kind) { return id_of(kind, pick(7)); }
  std::string email() { return (pick(2) == 0 ? "A" : "a") + std::to_string(pick(5)) + "@b.test"; }
  tenon::Numeric money() { return tenon::Numeric::from_unscaled(pick(40) == 0 ? 99999999 : pick(100000), 3); }

  NewCustomer customer() {
    NewCustomer out{.id = any('C'), .email = email()};
    if (pick(2) == 0) out.name = std::string(static_cast<std::size_t>(pick(15)), 'n');
    if (pick(2) == 0) out.parent_id = any('C');
    return out;
  }
  NewOrder order() {
    NewOrder out{.id = id_of('O', pick(40)), .customer_id = any('C'), .placed = hour(pick(20))};
    if (pick(3) == 0) out.clerk_id = any('K');
    if (pick(2) == 0) out.state = State::paid;
    if (pick(2) == 0) out.total = money();
    if (pick(2) == 0) out.note = "note";
    return out;
  }

  std::string run(Tx& tx, int kind) {
    typename Db::Customers customers(tx);
    typename Db::Orders orders(tx);
    typename Db::Lines lines(tx);
    typename Db::Clerks clerks(tx);
    typename Db::Pages pages(tx);
    switch (kind) {
      case 0:
      case 1:
        return told(customers.insert(customer()));
      case 2:
        return told(customers.upsert_by_email(customer()));
      case 3:
        return told(customers.find_by_email(email())) + all_of<Customer>(customers) + all_of<Order>(orders) +
               all_of<Page>(pages);
      case 4: {
        CustomerPatch patch;
        if (pick(2) == 0)
          patch.name =
              pick(2) == 0 ? tenon::Patch<std::string>("new") : tenon::Patch<std::string>(tenon::null);
        if (pick(2) == 0) patch.email = email();
        return told(customers.update(any('C'), patch));
      }
      case 5:
        return pick(3) > 0 ? std::to_string(customers.remove(any('C'))) : told(customers.count());
      case 6:
      case 7:
      case 8:
        return told(orders.insert(order()));
      case 9:
        return sorted(orders.insert_many({order(), order()}));
      case 10: {
        tenon::PageRequest<OrderByStatePlacedCursor> request{.limit = 3};
        const State state = pick(2) == 0 ? State::open : State::paid;
        const auto first = orders.page_by_state_placed(state, request);
        request.after = first.next;
        return told(first.items) +
               (first.next ? told(orders.page_by_state_placed(state, request).items) : "");
      }
      case 11: {
        OrderPatch patch;
        if (pick(2) == 0) patch.state = State::shipped;
        if (pick(2) == 0) patch.total = money();
        if (pick(2) == 0) patch.clerk_id = any('K');
        return told(orders.update(id_of('O', pick(40)), patch));
      }
      case 12:
        return told(
            orders.update_where_placed({.from = hour(pick(20)), .until = hour(pick(20))}, {.note = "moved"}));
      case 13:
        return told(orders.remove_where_state_placed(State::shipped, {.until = hour(pick(20))}));
      case 14:
      case 15:
        return told(lines.insert(
            {.id = id_of('L', pick(90)), .order_id = id_of('O', pick(40)), .sku = std::to_string(pick(3))}));
      case 16: {
        std::string out;
        auto some = orders.find_many({id_of('O', pick(40)), id_of('O', pick(40)), id_of('O', pick(40))});
        std::ranges::sort(some, {}, &Order::id);
        for (const auto& each : orders.load_lines(some)) out += sorted(each);
        return told(some) + out;
      }
      case 17:
        return told(clerks.insert({.id = any('K'), .name = std::to_string(pick(6))}));
      case 18:
        return std::to_string(clerks.remove(any('K')));
      case 19:
        return told(pages.insert({.id = any('P'), .title = std::to_string(pick(3))}));
      case 20: {
        const tenon::Uuid id = any('P');
        return told(pages.update_at_version(id, 1 + pick(3), {.views = pick(2)}));
      }
      case 21: {
        const tenon::Uuid id = any('P');
        const bool done = pick(2) == 0 ? pages.soft_remove(id) : pages.restore(id);
        return std::to_string(done) + told(pages.find_live(id)) + told(pages.find(id)) +
               told(pages.count_live());
      }
      case 22: {
        const std::string caught = outcome([&] {
          return tx.savepoint([&] {
            customers.insert({.id = any('C'), .email = email()});
            orders.insert(order());
            if (pick(2) == 0) throw std::runtime_error("no");
            return std::string("done");
          });
        });
        return caught + told(customers.count()) + told(orders.count());
      }
      default: {
        typename Db::Currencies currencies(tx.global());
        const std::string code = std::string("EUR").substr(0, static_cast<std::size_t>(1 + pick(3)));
        const std::string made =
            pick(3) == 0 ? told(currencies.find(code))
                         : told(currencies.upsert({.code = code, .name = std::to_string(pick(9))}));
        if (pick(3) == 0) throw std::runtime_error("undone");
        return made;
      }
    }
  }

  typename Db::Pool& pool_;
  std::mt19937 random_;
};

class Stall : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role) {
    return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role}};
  }
};

TEST_F(Stall, TheFakeAnswersAsTheServerDoes) {
  tenon::Pool server = pool("stall_app");
  FakeDb::Pool fake;
  for (int i = 0; i < 2; ++i) {
    const tenon::Uuid tenant = id_of('T', i);
    pool("stall_provisioner").in_tenant(tenant, [](tenon::TenantTx& tx) { Shops(tx).insert({.name = "s"}); });
    fake.in_tenant(tenant, [](FakeDb::TenantTx& tx) { FakeDb::Shops(tx).insert({.name = "s"}); });
  }
  Script<LiveDb> wanted(server, 7);
  Script<FakeDb> given(fake, 7);
  // The operations are to meet with each of these.
  std::map<std::string, int> seen = {
      {"a unique", 0}, {"a foreign", 0}, {"data 22", 0}, {"outdated: ", 0}, {"program: ", 0}};
  for (int i = 0; i < kOperations; ++i) {
    const std::string answer = wanted.next();
    for (auto& [what, count] : seen) count += answer.find(what) != std::string::npos ? 1 : 0;
    ASSERT_EQ(given.next(), answer) << "operation " << i;
  }
  for (const auto& [what, count] : seen) EXPECT_GT(count, 0) << what;
}

TEST_F(Stall, AQueryOfTheFakesIsAnsweredByTheTest) {
  FakeDb::Pool fake;
  fake.in_tenant(id_of('T', 0), [&](FakeDb::TenantTx& tx) {
    try {
      FakeDb::owed(tx, id_of('C', 1));
      ADD_FAILURE() << "nothing answers";
    } catch (const tenon::Error& error) {
      EXPECT_STREQ(error.what(),
                   "stall.query.owed: the fake runs no SQL and has no handler for this: give it one by "
                   "on<FakeDb::queries::owed>()");
    }
    fake.on<FakeDb::queries::owed>([](FakeDb::TenantTx& of, const tenon::Uuid&) {
      return tenon::Numeric(FakeDb::Orders(of).count() + 5);
    });
    EXPECT_EQ(FakeDb::owed(tx, id_of('C', 1)), tenon::Numeric(5));
  });
}

}  // namespace
