// A migration that is cut off anywhere, and run again, comes to the same catalog and the same rows as one
// that wasn't.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "catalog/session.hpp"
#include "cut_off.hpp"
#include "migration/state.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr int kRows = 200;

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
    migration_.emplace(kPair, kRows);
    ASSERT_EQ(migration_->wrong(), "");
    migration_->begin();
    EXPECT_EQ(run([](const std::string&) { ++events_; }), "");
    goal_ = CutOff::read();
    rows_ = CutOff::rows();
  }
  static void TearDownTestSuite() { migration_.reset(); }

  static void begin() { migration_->begin(); }
  static std::string run(const CutOff::Tell& tell) { return migration_->run(tell); }
  static std::string run_again() {
    return CutOff::once_more([] { return run(nullptr); });
  }

  /// A session from before the crash ends once the server has noticed; before that a new one would too.
  static void wait_for_server(pq::Session& before) {
    const auto pause = [] { std::this_thread::sleep_for(std::chrono::milliseconds(100)); };
    for (int attempt = 0; attempt < 300 && before.query("SELECT 1"); ++attempt) pause();
    for (int attempt = 0; attempt < 300 && !catalog::connect(CutOff::url()); ++attempt) pause();
  }

  static void expect_the_same(const std::string& when) {
    EXPECT_EQ(run_again(), "") << when;
    EXPECT_EQ(migration::told_differences(goal_, CutOff::read()), "") << when;
    EXPECT_EQ(CutOff::rows(), rows_) << when;
  }

  static inline std::optional<CutOff> migration_;
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
      if (++seen == at) CutOff::end(process);
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
        CutOff::end(process);
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
    ASSERT_TRUE(CutOff::connect().script("CHECKPOINT"));
    pq::Session before = CutOff::connect();
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
  auto session = CutOff::connect();
  ASSERT_TRUE(
      session.script("CREATE INDEX notes_tenant_id_heading_idx ON public.notes (title);"
                     "UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
                     "'public.notes_tenant_id_heading_idx'::regclass"));
  expect_the_same("beside an index that is not valid");
}

/// The server ended after it had built an index, and before that was written down.
TEST_F(Crashes, AnIndexThatIsBuiltIsLeft) {
  begin();
  bool built = false;
  const std::string& text = migration_->texts()["expand"];
  const std::size_t from = text.find("\nCREATE INDEX CONCURRENTLY");
  ASSERT_NE(from, std::string::npos);
  const std::string sql = text.substr(from, text.find(';', from) - from);
  // As soon as it can be built it is, by another hand, and the run is cut off.
  run([&](const std::string& process) {
    pq::Session hand = CutOff::connect();
    built = built || (hand.script("SET search_path TO public") && hand.script(sql));
    if (!built) return;
    CutOff::end(process);
  });
  ASSERT_TRUE(built) << sql;
  expect_the_same("behind an index that is built");
}

TEST_F(Crashes, AnotherTextOfWhatWasBegunIsRefused) {
  begin();
  int seen = 0;
  ASSERT_NE(run([&](const std::string& process) {
              if (++seen == 7) CutOff::end(process);
            }),
            "");
  const std::string text = migration_->texts()["expand"];
  migration_->texts()["expand"].insert(text.find("BEGIN;\n"), "SELECT 1;\n");
  EXPECT_NE(run_again().find("of another text"), std::string::npos);
  migration_->texts()["expand"] = text;
  expect_the_same("with the first text again");
}

}  // namespace
}  // namespace plan_tests
