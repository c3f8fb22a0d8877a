// Organisations below organisations, through the generated C++, on a server.
#include "grove_access.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <random>
#include <set>
#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <thread>

#include "live_database.hpp"

namespace {

using namespace grove::db;
using tenon::TenantTx;
using tenon::Uuid;

constexpr std::size_t kThreads = 8;

/// That what is kept of the tree is what the organisations say, and that they stand in no circle.
constexpr const char* kTreeIsTrue = R"(
DO $$
DECLARE
  wrong integer;
BEGIN
  WITH RECURSIVE told (ancestor, descendant, distance) AS (
    SELECT parent_id, id, 1 FROM orgs WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT o.parent_id, t.descendant, t.distance + 1 FROM told t JOIN orgs o ON o.id = t.ancestor
    WHERE o.parent_id IS NOT NULL AND t.distance < 20)
  SELECT count(*) INTO wrong FROM (
    (TABLE told EXCEPT TABLE tenon.tenant_tree) UNION ALL (TABLE tenon.tenant_tree EXCEPT TABLE told)) AS pairs;
  IF wrong > 0 THEN
    RAISE EXCEPTION '% pairs of the tree are wrong', wrong;
  END IF;
END $$)";

class Grove : public ::testing::Test {
 protected:
  static const std::string& server() { return live::url(tenon::catalog::ServerKind::kPostgres); }
  static tenon::Pool pool(const char* role = "grove_app") {
    return {server(), kSchema, {.role = role, .size = 1}};
  }

  static Uuid make_org(const std::optional<Uuid>& above = std::nullopt) {
    const Uuid id = Uuid::v4();
    pool("grove_provisioner").in_tenant(id, [&](TenantTx& tx) {
      Orgs{tx}.insert({.name = "Org", .slug = "o-" + to_string(id), .parent_id = above});
    });
    return id;
  }
  static void move(tenon::Pool& provisioner, const Uuid& org, const std::optional<Uuid>& above,
                   const tenon::TxOptions& options = {}) {
    provisioner.in_tenant(
        org, [&](TenantTx& tx) { EXPECT_TRUE(Orgs{tx}.update({.parent_id = above})); }, options);
  }
  static void move(const Uuid& org, const std::optional<Uuid>& above, const tenon::TxOptions& options = {}) {
    tenon::Pool provisioner = pool("grove_provisioner");
    move(provisioner, org, above, options);
  }
  static void expect_true_tree() { live::run_sql(server(), kTreeIsTrue); }

  static Report report(const Uuid& org, std::int64_t total) {
    return pool().in_tenant(org, [&](TenantTx& tx) { return Reports{tx}.insert({.total = total}); });
  }
  static std::set<Uuid> whose_reports(const Uuid& org) {
    return pool().in_tenant(org, [](TenantTx& tx) {
      std::set<Uuid> out;
      for (const Report& each : Reports{tx}.page_by_made_at().items) out.insert(each.tenant_id);
      return out;
    });
  }
};

/// One above two, and one below the first of these.
struct Four {
  Uuid top;
  Uuid left;
  Uuid right;
  Uuid leaf;
};

class GroveOfFour : public Grove {
 protected:
  static Four make_four() {
    Four out;
    out.top = make_org();
    out.left = make_org(out.top);
    out.right = make_org(out.top);
    out.leaf = make_org(out.left);
    return out;
  }
};

TEST_F(GroveOfFour, IsReadUpAndDown) {
  const Four orgs = make_four();
  for (const Uuid& each : {orgs.top, orgs.left, orgs.right, orgs.leaf}) {
    report(each, 1);
    pool().in_tenant(each, [](TenantTx& tx) {
      Rules{tx}.insert({.code = "a"});
      Events{tx}.insert({.what = "begun"});
      Notes{tx}.insert({.text = "ours"});
    });
  }
  EXPECT_EQ(whose_reports(orgs.top), (std::set<Uuid>{orgs.top, orgs.left, orgs.right, orgs.leaf}));
  EXPECT_EQ(whose_reports(orgs.left), (std::set<Uuid>{orgs.left, orgs.leaf}));
  EXPECT_EQ(whose_reports(orgs.right), (std::set<Uuid>{orgs.right}));
  const auto expect_counts = [](const Uuid& org, std::int64_t up, std::int64_t down) {
    pool().in_tenant(org, [&](TenantTx& tx) {
      EXPECT_EQ(Reports{tx}.count(), up);
      EXPECT_EQ(Events{tx}.count(), up);
      EXPECT_EQ(Rules{tx}.count(), down);
      EXPECT_EQ(Rules{tx}.count_live(), down);
      EXPECT_EQ(Notes{tx}.count(), 1);
    });
  };
  expect_counts(orgs.top, 4, 1);
  expect_counts(orgs.left, 2, 2);
  expect_counts(orgs.right, 1, 2);
  expect_counts(orgs.leaf, 1, 3);
}

TEST_F(GroveOfFour, IsWrittenByItsOwnAlone) {
  const Four orgs = make_four();
  const Report theirs = report(orgs.leaf, 7);
  const Report own = report(orgs.top, 9);
  pool().in_tenant(orgs.top, [&](TenantTx& tx) {
    Reports reports{tx};
    EXPECT_EQ(reports.find(theirs.id)->tenant_id, orgs.leaf);
    EXPECT_FALSE(reports.update(theirs.id, {.total = 0}));
    EXPECT_FALSE(reports.lock(theirs.id));
    EXPECT_FALSE(reports.remove(theirs.id));
    EXPECT_EQ(reports.update_where_grade_total(Grade::fine, {.from = 0}, {.total = 10}), 1);
    const tenon::Timestamptz long_ago{};
    EXPECT_EQ(reports.take_by_made_at({.from = long_ago}).size(), 1U);
    EXPECT_EQ(take_report(tx)->id, own.id);
    EXPECT_EQ(raise_all(tx, 1), 1);
    EXPECT_EQ(reports.remove_where_made_at({.from = long_ago}), 1);
    EXPECT_EQ(reports.count(), 1);
  });
  pool().in_tenant(orgs.leaf, [&](TenantTx& tx) {
    EXPECT_EQ(Reports{tx}.find(theirs.id), theirs);
    EXPECT_EQ(Orgs{tx}.count(), 1);
  });
}

TEST_F(GroveOfFour, IsReadPageByPage) {
  const Four orgs = make_four();
  std::set<Uuid> wanted;
  for (int i = 0; i < 3; ++i) {
    for (const Uuid& each : {orgs.top, orgs.left, orgs.right, orgs.leaf})
      wanted.insert(report(each, i % 2).id);
  }
  pool().in_tenant(orgs.top, [&](TenantTx& tx) {
    Reports reports{tx};
    std::set<Uuid> seen;
    std::optional<std::int64_t> before;
    std::optional<ReportByGradeTotalCursor> after;
    std::size_t pages = 0;
    do {
      const auto page = reports.page_by_grade_total(Grade::fine, {.limit = 5, .after = after});
      for (const Report& each : page.items) {
        EXPECT_TRUE(seen.insert(each.id).second) << "a row stands on two pages";
        EXPECT_LE(before.value_or(each.total), each.total);
        before = each.total;
      }
      after = page.next;
      ++pages;
    } while (after);
    EXPECT_EQ(pages, 3U);
    EXPECT_EQ(seen, wanted);
  });
}

TEST_F(GroveOfFour, GivesTheOwnRowWhereSeveralHaveTheKey) {
  const Four orgs = make_four();
  const auto rule = [](const Uuid& org, const Uuid& id, const std::string& code) {
    pool().in_tenant(org, [&](TenantTx& tx) { Rules{tx}.insert({.id = id, .code = code}); });
  };
  const Uuid both = Uuid::v4();
  rule(orgs.top, both, "b");
  rule(orgs.leaf, both, "b");
  rule(orgs.top, Uuid::v4(), "top");
  pool().in_tenant(orgs.leaf, [&](TenantTx& tx) {
    Rules rules{tx};
    EXPECT_EQ(rules.find(both)->tenant_id, orgs.leaf);
    EXPECT_EQ(rules.find_by_code("b")->tenant_id, orgs.leaf);
    EXPECT_EQ(rules.find_by_code("top")->tenant_id, orgs.top);
    const auto found = rules.find_many({both, both});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().tenant_id, orgs.leaf);
    EXPECT_EQ(rules.page_by_code().items.size(), 3U);
    EXPECT_TRUE(rules.soft_remove(both));
    EXPECT_EQ(rules.find_live(both)->tenant_id, orgs.top) << "what is above stands behind one's own";
    EXPECT_FALSE(rules.soft_remove(rules.find_by_code("top")->id));
  });
}

TEST_F(GroveOfFour, IsReadByQueriesViewsAndFunctions) {
  const Four orgs = make_four();
  report(orgs.left, 5);
  report(orgs.leaf, 2);
  report(make_org(), -100);
  pool().in_tenant(orgs.left, [&](TenantTx& tx) {
    EXPECT_EQ(totals_below(tx).size(), 2U);
    const auto over = reports_over(tx, 3);
    ASSERT_EQ(over.size(), 1U);
    EXPECT_EQ(over.front().tenant_id, orgs.left);
    const auto totals = ReportTotalsView{tx}.all();
    ASSERT_EQ(totals.size(), 2U);
    EXPECT_NE(totals[0].tenant_id, totals[1].tenant_id);
    EXPECT_EQ(sums(tx).owed, 7);
    EXPECT_EQ(sums(tx).worst, 2);
  });
  pool().in_tenant(orgs.leaf, [](TenantTx& tx) { EXPECT_EQ(sums(tx).owed, 2); });
}

TEST_F(GroveOfFour, IsMovedWithAllThatIsBelow) {
  const Four orgs = make_four();
  report(orgs.leaf, 1);
  move(orgs.left, orgs.right);
  expect_true_tree();
  EXPECT_EQ(whose_reports(orgs.right), std::set<Uuid>{orgs.leaf});
  EXPECT_EQ(whose_reports(orgs.top), std::set<Uuid>{orgs.leaf});
  move(orgs.left, std::nullopt);
  expect_true_tree();
  EXPECT_EQ(whose_reports(orgs.right), std::set<Uuid>());
  EXPECT_EQ(whose_reports(orgs.left), std::set<Uuid>{orgs.leaf});
  // One that is read is moved away while somebody reads.
  pool().in_tenant(orgs.left, [&](TenantTx& tx) {
    EXPECT_EQ(Reports{tx}.count(), 1);
    move(orgs.leaf, orgs.top);
    EXPECT_EQ(Reports{tx}.count(), 0);
  });
}

TEST_F(GroveOfFour, LosesItsMiddle) {
  const Four orgs = make_four();
  report(orgs.leaf, 1);
  pool("grove_provisioner").in_tenant(orgs.left, [](TenantTx& tx) { EXPECT_TRUE(Orgs{tx}.remove()); });
  expect_true_tree();
  EXPECT_EQ(whose_reports(orgs.top), std::set<Uuid>()) << "what stood below it stands below nobody";
}

TEST_F(GroveOfFour, IsNoCircle) {
  const Four orgs = make_four();
  EXPECT_THROW(move(orgs.top, orgs.leaf), tenon::CheckViolation);
  EXPECT_THROW(move(orgs.left, orgs.left), tenon::CheckViolation);
  EXPECT_THROW(
      {
        const Uuid id = Uuid::v4();
        pool("grove_provisioner").in_tenant(id, [&](TenantTx& tx) {
          Orgs{tx}.insert({.name = "Self", .slug = "o-" + to_string(id), .parent_id = id});
        });
      },
      tenon::CheckViolation);
  expect_true_tree();
}

TEST_F(Grove, IsAsDeepAsDeclared) {
  std::vector<Uuid> chain = {make_org()};
  for (int i = 0; i < 4; ++i) chain.push_back(make_org(chain.back()));
  EXPECT_THROW(make_org(chain.back()), tenon::CheckViolation);
  const Uuid above = make_org();
  EXPECT_THROW(move(chain.front(), above), tenon::CheckViolation) << "what is below would be too deep";
  move(chain[1], above);
  expect_true_tree();
}

TEST_F(Grove, IsChangedByWhoSeesWhatOthersDid) {
  const Uuid org = make_org();
  EXPECT_THROW(move(org, make_org(), {.isolation = tenon::Isolation::repeatable_read}), tenon::ServerError);
  EXPECT_THROW(move(org, make_org(), {.isolation = tenon::Isolation::serializable}), tenon::ServerError);
  expect_true_tree();
}

TEST_F(Grove, IsNoCircleOfTwoAtOnce) {
  const Uuid one = make_org();
  const Uuid other = make_org();
  std::promise<void> moved;
  std::promise<void> going_on;
  std::thread first([&] {
    pool("grove_provisioner").in_tenant(one, [&](TenantTx& tx) {
      Orgs{tx}.update({.parent_id = other});
      moved.set_value();
      going_on.get_future().wait();
    });
  });
  moved.get_future().wait();
  EXPECT_THROW(move(other, one, {.lock_timeout = std::chrono::milliseconds(200)}), tenon::LockNotAvailable)
      << "it waits for the other";
  std::thread second([&] { EXPECT_THROW(move(other, one), tenon::CheckViolation); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(whose_reports(other), std::set<Uuid>()) << "reading waits for nobody";
  going_on.set_value();
  first.join();
  second.join();
  expect_true_tree();
}

TEST_F(Grove, IsMovedByManyAtOnce) {
  constexpr std::size_t kOrgs = 10;
  constexpr int kMoves = 40;
  std::vector<Uuid> orgs;
  for (std::size_t i = 0; i < kOrgs; ++i) orgs.push_back(make_org());
  std::latch ready(kThreads);
  std::atomic<int> done = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      tenon::Pool provisioner = pool("grove_provisioner");
      std::mt19937 random(static_cast<unsigned>(thread));
      ready.arrive_and_wait();
      for (int i = 0; i < kMoves; ++i) {
        const Uuid& org = orgs[random() % kOrgs];
        const std::size_t above = random() % (kOrgs + 1);
        try {
          move(provisioner, org, above == kOrgs ? std::nullopt : std::optional(orgs[above]), {.retry = 20});
          ++done;
        } catch (const tenon::CheckViolation&) {
          ++refused;
        }
      }
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(done + refused, static_cast<int>(kThreads) * kMoves);
  EXPECT_GT(done, 0);
  expect_true_tree();
}

}  // namespace
