// A migration that is cut off anywhere, and run again, comes to the same catalog and the same rows as one
// that wasn't.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "catalog/reader.hpp"
#include "catalog/session.hpp"
#include "driver/migrate/proof.hpp"
#include "driver/wanted.hpp"
#include "migration/run.hpp"
#include "migration/sample_rows.hpp"
#include "migration/state.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr int kRows = 200;
constexpr const char* kDatabase = "crashed";

/// With every way in which a step is run: in a transaction with others, in one of its own, in none, in parts,
/// in each partition.
constexpr const char* kPair = R"(-enum State { draft shared }
+enum State { draft review shared }
 schema crash { postgres 15 }
 tenancy { root Tenant app crash_app owner crash_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Note {
   id: uuid = uuid() @key
-  title: text
+  heading: text @was(title)
   state: State = draft
-  gone: text?
+  slug: text @backfill(`lower(heading)`)
+  check `words > 0`
   words: int4 = 1
-  index (title) where `title <> ''`
+  index (heading) where `heading <> '-'`
+  unique (slug)
 }
 entity Event {
   id: uuid = uuid()
   at: timestamptz = now()
   kind: text
   key (at, id)
   partition by range (at) every month
+  index (kind)
 }
 entity Page {
   id: uuid = uuid() @key
   note: Note
-  words: int4 = 1
+  words: int8 = 1
-  gone: text?
   index (words)
 }
)";

class Crashes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const Pair pair = pair_of(kPair);
    std::string wrong;
    before_ = compiled(pair.before, wrong);
    after_ = compiled(pair.after, wrong);
    ASSERT_TRUE(before_ && after_) << wrong;
    texts_ = driver::texts_of(*before_, *after_, driver::plan_between(*before_, *after_), "Crash.");
    begin();
    EXPECT_EQ(run([](const std::string&) { ++events_; }), "");
    goal_ = read();
    rows_ = contents();
  }

  static pq::Session connect() { return std::move(*catalog::connect(cluster().url(kDatabase))); }
  static const dumps::Cluster& cluster() { return dumps::postgres(0, dumps::Place::kHere); }

  /// A database of the version before, with rows.
  static void begin() {
    cluster().drop_database(kDatabase);
    cluster().make_database(kDatabase);
    auto session = connect();
    const auto wanted = driver::wanted(*before_->schema, before_->database, "crash.schema");
    std::string sql = "BEGIN;" + wanted.roles;
    for (const std::string& piece : wanted.schema) sql += piece;
    ASSERT_TRUE(session.script(sql + "COMMIT;"));
    const migration::Sampled rows = migration::put_sample_rows(session, *before_->schema, {kRows, kRows});
    ASSERT_EQ(migration::text(rows), "200 rows in each of 4 tables");
  }

  /// Both parts; what is wrong, or nothing. `tell` is given the session's process.
  static std::string run(const std::function<void(const std::string&)>& tell) {
    auto session = catalog::connect(cluster().url(kDatabase));
    if (!session) return session.error().message;
    const std::string process = session->query("SELECT pg_backend_pid()")->text(0, 0);
    if (const auto turn = migration::take_turn(*session); !turn) return turn.error().message;
    for (const std::string_view part : {migration::kExpand, migration::kContract}) {
      const std::string& text = texts_.find(part)->second;
      const auto script = plan::read_script(text);
      const auto ran =
          migration::run(*session, {"crash", 2, "pair", std::string(part), migration::hash_of(text)}, *script,
                         {}, [&](const migration::Event&) {
                           if (tell) tell(process);
                         });
      if (!ran) return ran.error().message;
    }
    return "";
  }

  /// After one that was cut off: the server may still be about to end its session.
  static std::string run_again() {
    std::string wrong;
    for (int attempt = 0; attempt < 50; ++attempt) {
      wrong = run(nullptr);
      if (wrong.find("another run") == std::string::npos) return wrong;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return wrong;
  }

  /// A session from before the crash ends once the server has noticed; before that a new one would too.
  static void wait_for_server(pq::Session& before) {
    const auto pause = [] { std::this_thread::sleep_for(std::chrono::milliseconds(100)); };
    for (int attempt = 0; attempt < 300 && before.query("SELECT 1"); ++attempt) pause();
    for (int attempt = 0; attempt < 300 && !catalog::connect(cluster().url(kDatabase)); ++attempt) pause();
  }

  static void end(const std::string& process) {
    connect().script("SELECT pg_terminate_backend(" + process + ")");
  }

  static model::Database read() {
    auto session = connect();
    return std::move(catalog::read_database(session)->database);
  }
  static std::string contents() {
    return connect()
        .query(
            "SELECT md5(string_agg(to_jsonb(n)::text, ',' ORDER BY id)) || (SELECT count(*) FROM "
            "public.events) || (SELECT md5(string_agg(to_jsonb(p)::text, ',' ORDER BY id)) FROM public.pages "
            "p) FROM public.notes n")
        ->text(0, 0);
  }

  static void expect_the_same(const std::string& when) {
    EXPECT_EQ(run_again(), "") << when;
    EXPECT_EQ(migration::told_differences(goal_, read()), "") << when;
    EXPECT_EQ(contents(), rows_) << when;
  }

  static inline std::optional<driver::Version> before_;
  static inline std::optional<driver::Version> after_;
  static inline migration::Texts texts_;
  static inline model::Database goal_;
  static inline std::string rows_;
  static inline int events_ = 0;  ///< of one run
};

TEST_F(Crashes, AtEachStepGoOnWhereItStopped) {
  int cut = 0;
  for (int at = 1;; ++at) {
    begin();
    int seen = 0;
    const std::string wrong = run([&](const std::string& process) {
      if (++seen == at) end(process);
    });
    if (wrong.empty()) break;
    ++cut;
    expect_the_same("cut off at event " + std::to_string(at));
  }
  EXPECT_GT(cut, 20);
}

TEST_F(Crashes, WithinAStatementGoOnWhereItStopped) {
  for (const int milliseconds : {2, 5, 9, 14, 20, 28, 37, 50, 70, 100, 140}) {
    begin();
    std::thread killer;
    const std::string wrong = run([&](const std::string& process) {
      if (killer.joinable()) return;
      killer = std::thread([process, milliseconds] {
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        end(process);
      });
    });
    killer.join();
    expect_the_same("cut off after " + std::to_string(milliseconds) + " ms");
  }
}

/// A process that is killed takes the whole server along: it ends all others, and recovers from its log.
TEST_F(Crashes, OfTheServerGoOnWhereTheyStopped) {
  for (int at = 2; at < events_; at += 5) {
    begin();
    // The tests' servers don't wait for their disk: what was just written would be lost with it.
    ASSERT_TRUE(connect().script("CHECKPOINT"));
    pq::Session before = connect();
    int seen = 0;
    const std::string wrong = run([&](const std::string& process) {
      if (++seen == at) ::kill(std::stoi(process), SIGKILL);
    });
    EXPECT_NE(wrong, "") << "event " << at;
    wait_for_server(before);
    expect_the_same("the server crashed at event " + std::to_string(at));
  }
}

TEST_F(Crashes, AnIndexThatIsHalfBuiltIsBuiltAnew) {
  begin();
  auto session = connect();
  ASSERT_TRUE(
      session.script("CREATE INDEX notes_tenant_id_heading_idx ON public.notes (title);"
                     "UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
                     "'public.notes_tenant_id_heading_idx'::regclass"));
  expect_the_same("beside an index that is not valid");
}

TEST_F(Crashes, AnotherTextOfWhatWasBegunIsRefused) {
  begin();
  int seen = 0;
  ASSERT_NE(run([&](const std::string& process) {
              if (++seen == 7) end(process);
            }),
            "");
  const std::string text = texts_["expand"];
  texts_["expand"].insert(text.find("BEGIN;\n"), "SELECT 1;\n");
  EXPECT_NE(run_again().find("of another text"), std::string::npos);
  texts_["expand"] = text;
  expect_the_same("with the first text again");
}

}  // namespace
}  // namespace plan_tests
