// Programs that write while their table is made anew beside them: no request fails, and each row is in the
// end what was last made of it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "grown.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr const char* kTenant = "'00000000-0000-7000-8000-000000000001'";
constexpr int kWriters = 3;
/// One writer each.
constexpr std::array<std::string_view, kWriters> kLevels = {"", " ISOLATION LEVEL REPEATABLE READ",
                                                            " ISOLATION LEVEL SERIALIZABLE"};

constexpr const char* kMoved = R"( schema grown { postgres 15 }
 tenancy { root Tenant app grown_app owner grown_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Event {
   id: uuid = uuid()
   at: timestamptz = now()
-  words: int4
+  words: int8
   index (words)
   key (at, id)
+  partition by range (at) every month
 }
 entity Mark {
   id: uuid = uuid() @key
   event: Event @on_delete(cascade)
 }
)";

/// More than a few batches of them, back to some months ago.
std::string rows() {
  return fmt::format(
      "INSERT INTO tenants (id) VALUES ({0}); INSERT INTO events (tenant_id, at, words) SELECT {0}, now() - "
      "n * "
      "interval '14 minutes', 1 FROM generate_series(1, 12000) AS n;"
      "INSERT INTO marks (tenant_id, event_at, event_id) SELECT tenant_id, at, id FROM events LIMIT 500;",
      kTenant);
}

/// Writes rows of its own, and knows what they should be.
class Writer {
 public:
  Writer(Grown& grown, int number)
      : number_(number), session_(grown.connect()), chance_(static_cast<unsigned>(number)) {}

  void run(const std::atomic<bool>& ends) {
    while (!ends) once();
  }

  [[nodiscard]] const std::map<std::string, int>& rows() const { return rows_; }
  [[nodiscard]] const std::string& failed() const { return failed_; }

 private:
  void once() {
    const auto what = chance_() % 10;
    if (rows_.empty() || what < 4) {
      put();
      return;
    }
    auto row = rows_.begin();
    std::advance(row, chance_() % rows_.size());
    if (what < 6) {
      if (request(fmt::format("DELETE FROM events WHERE id = '{}'", row->first))) rows_.erase(row);
    } else if (what < 8) {
      const int words = static_cast<int>(chance_() % 1000);
      if (request(fmt::format("UPDATE events SET words = {} WHERE id = '{}'", words, row->first)))
        row->second = words;
    } else {
      // To another partition, once there are any.
      request(fmt::format("UPDATE events SET at = now() - interval '{} days' WHERE id = '{}'", chance_() % 90,
                          row->first));
    }
  }

  void put() {
    const auto id = session_.query("SELECT gen_random_uuid()");
    const int words = static_cast<int>(chance_() % 1000);
    if (request(fmt::format(
            "INSERT INTO events (tenant_id, id, at, words) VALUES ({}, '{}', now() - interval '{} "
            "days', {})",
            kTenant, id->text(0, 0), chance_() % 90, words)))
      rows_[id->text(0, 0)] = words;
  }

  /// Whether it was done. Who has a snapshot from before the swap finds the new table empty, and does
  /// nothing.
  bool request(const std::string& statement) {
    const auto begun =
        session_.script(fmt::format("BEGIN{}; SELECT tenon.enter_tenant({}); SET LOCAL ROLE grown_app",
                                    kLevels[static_cast<std::size_t>(number_) % kLevels.size()], kTenant));
    if (!begun) {
      note(statement, begun.error());
      return false;
    }
    const auto done = session_.query(statement + " RETURNING 1");
    if (!done) note(statement, done.error());
    if (done && done->size() > 0) {
      const auto ended = session_.script("SELECT pg_sleep(0.002); COMMIT");
      if (ended) return true;
      note(statement, ended.error());
    }
    session_.script("ROLLBACK");
    return false;
  }

  void note(const std::string& statement, const pq::SqlError& error) {
    if (error.sqlstate != "40001") failed_ = statement.substr(0, 6) + ": " + error.message;
  }

  int number_;
  pq::Session session_;
  std::mt19937 chance_;
  std::map<std::string, int> rows_;
  std::string failed_;
};

TEST(Moves, LoseNoRowThatIsWrittenMeanwhile) {
  Grown grown(kMoved, rows());
  ASSERT_EQ(grown.wrong(), "");
  std::vector<Writer> writers;
  writers.reserve(kWriters);
  for (int i = 0; i < kWriters; ++i) writers.emplace_back(grown, i);
  std::atomic<bool> ends = false;
  std::vector<std::thread> threads;
  for (Writer& each : writers) threads.emplace_back([&] { each.run(ends); });
  const std::string failed = grown.run(migration::kExpand);
  ends = true;
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(failed, "");
  // Each row once: a key that is there twice fails.
  grown.connect().script(
      "CREATE TABLE public.found AS SELECT id, words::text AS value FROM events; ALTER TABLE found ADD "
      "PRIMARY KEY (id)");
  long written = 0;
  for (const Writer& writer : writers) {
    EXPECT_EQ(writer.failed(), "");
    for (const auto& [id, words] : writer.rows())
      EXPECT_EQ(grown.value(fmt::format("SELECT value FROM found WHERE id = '{}'", id)),
                std::to_string(words));
    written += static_cast<long>(writer.rows().size());
  }
  EXPECT_GT(written, 50);
  EXPECT_EQ(grown.value("SELECT count(*) FROM events"), std::to_string(12000 + written));
  EXPECT_EQ(
      grown.value("SELECT count(*) FROM marks m JOIN events e ON e.at = m.event_at AND e.id = m.event_id"),
      "500");
  EXPECT_EQ(grown.value("SELECT count(DISTINCT tableoid) > 3 FROM events"), "t");
  EXPECT_EQ(
      grown.value("SELECT count(*) FROM pg_namespace WHERE nspname IN ('tenon_moving', 'tenon_leaving')"),
      "0");
}

/// Partitions are made for them, be they copied, caught up with, or put in with the last ones.
TEST(Moves, TakeRowsAlongFromTimesThatTheOthersAreFarFrom) {
  Grown grown(kMoved, rows());
  ASSERT_EQ(grown.wrong(), "");
  auto session = grown.connect();
  session.script("SET lock_timeout TO '100ms'");
  int at = 0;
  std::vector<std::string> written;
  // Whoever writes such a time behind the swap is told that there is no partition for it.
  const auto write = [&](const migration::Event&) {
    ++at;
    for (const char* sign : {"-", "+"}) {
      const auto done =
          session.query(fmt::format("INSERT INTO events (tenant_id, at, words) VALUES ({}, now() {} interval "
                                    "'{} months', {}) RETURNING id",
                                    kTenant, sign, 7 * at, at));
      if (done) written.push_back(done->text(0, 0));
    }
  };
  EXPECT_EQ(grown.run(migration::kExpand, write), "");
  EXPECT_GT(written.size(), 10U);
  EXPECT_LT(written.size(), 2 * static_cast<std::size_t>(at));
  for (const std::string& id : written)
    EXPECT_EQ(grown.value(fmt::format("SELECT count(*) FROM events WHERE id = '{}'", id)), "1");
  EXPECT_EQ(grown.value("SELECT count(*) FROM events"), std::to_string(12000 + written.size()));
}

/// No partition would be for it, and to make one for each day of two thousand years is no help.
TEST(Moves, AreRefusedWhereARowIsOfAnotherAge) {
  for (const char* time : {"infinity", "0026-01-01"}) {
    Grown grown(kMoved, rows());
    ASSERT_EQ(grown.wrong(), "");
    auto session = grown.connect();
    const auto write = [&](const migration::Event& event) {
      if (event.what.find("copy the rows") == std::string::npos) return;
      session.script(
          fmt::format("INSERT INTO events (tenant_id, at, words) VALUES ({}, '{}', 0)", kTenant, time));
    };
    EXPECT_NE(grown.run(migration::kExpand, write), "") << time;
    EXPECT_EQ(grown.value("SELECT count(*) > 12000 FROM events"), "t");
    // Without it, it goes on.
    session.script("DELETE FROM events WHERE words = 0");
    EXPECT_EQ(grown.run(migration::kExpand), "") << time;
    EXPECT_EQ(grown.value("SELECT count(*) FROM events"), "12000");
  }
}

TEST(Moves, AreRefusedWhereSomebodyElseReadsTheTable) {
  Grown grown(kMoved, rows() + "CREATE VIEW public.counted AS SELECT count(*) FROM events;");
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand),
              testing::HasSubstr("what isn't the schema's reads the table or refers to it: public.counted"));
  EXPECT_EQ(grown.value("SELECT count FROM counted"), "12000");
}

/// It would be gone with the old table, and nobody would be told.
TEST(Moves, AreRefusedWhereSomebodyElsePutSomethingOnTheTable) {
  Grown grown(kMoved, rows() +
                          "CREATE INDEX by_hand ON public.events (words); GRANT SELECT ON public.events TO "
                          "pg_monitor;");
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(
      grown.run(migration::kExpand),
      testing::HasSubstr("is on the table, and would be gone with it: a right of pg_monitor, index by_hand"));
}

/// What is changed is looked up by the migration, with its own settings, when all triggers are done with it.
TEST(Moves, AskNothingOfWhoChangesRows) {
  Grown grown(
      R"( schema grown { postgres 15 }
 tenancy { root Tenant app grown_app owner grown_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Note {
   id: int8 @identity(by_default) @key
-  at: timestamp
+  at: timestamptz
-  size: text
+  size: int4
 }
)",
      fmt::format("INSERT INTO tenants (id) VALUES ({0}); INSERT INTO notes (tenant_id, id, at, size) "
                  "VALUES ({0}, 1, '2026-06-01 12:00', '1'), ({0}, 2, '2026-06-01 12:00', '2')",
                  kTenant));
  ASSERT_EQ(grown.wrong(), "");
  auto other = grown.connect();
  other.script("SET timezone TO 'Asia/Tokyo'");
  const auto change = [&](const std::string& sql) { EXPECT_TRUE(other.script(sql)) << sql; };
  const std::string failed = grown.run(migration::kExpand, [&](const migration::Event& event) {
    if (event.kind != migration::Event::Kind::kDone || event.step != 2) return;
    change("UPDATE notes SET size = 'many' WHERE id = 1");
    change("SET session_replication_role = replica; UPDATE notes SET size = '22' WHERE id = 2");
  });
  EXPECT_THAT(failed, testing::HasSubstr("none that the new type takes"));
  change("UPDATE notes SET size = '11' WHERE id = 1");
  EXPECT_EQ(grown.run(migration::kExpand), "");
  EXPECT_EQ(
      grown.value("SELECT string_agg(size || ' ' || (at AT TIME ZONE 'UTC'), ', ' ORDER BY id) FROM notes"),
      "11 2026-06-01 12:00:00, 22 2026-06-01 12:00:00");
}

}  // namespace
}  // namespace plan_tests
