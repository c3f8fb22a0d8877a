// A rehearsal finds what a plan doesn't announce, and nothing where it announces all.
#include "migration/rehearsal.hpp"

#include <gmock/gmock.h>

#include "driver/migrate/bench.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {
namespace {

using namespace tenon;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kRehearsedRows = 100;
constexpr int kRehearsedTenants = 5;

constexpr const char* kRetyped = R"( schema rehearsed { postgres 15 }
 tenancy { root Tenant app rehearsed_app owner rehearsed_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Note {
   id: uuid = uuid() @key
-  title: text
+  heading: text @was(title)
-  words: int4
+  words: int8
 }
 entity Mark {
   id: uuid = uuid() @key
+  number: int8 @identity
 }
)";

/// What its plan is after `change`, rehearsed.
migration::Rehearsal rehearsed(const std::string& text, void (*change)(plan::Step&)) {
  const Pair pair = pair_of(text);
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  const auto after = compiled(pair.after, wrong);
  EXPECT_TRUE(before && after) << wrong;
  plan::Plan plan = driver::plan_between(*before, *after);
  for (plan::Step& step : plan.steps) change(step);
  const std::string url = dumps::postgres(0, dumps::Place::kHere).url("postgres");
  driver::Bench bench(url, "rehearsed");
  EXPECT_EQ(bench.make(*before), "");
  EXPECT_EQ(bench.put_rows(*before, {kRehearsedRows, kRehearsedTenants}).failed, "");
  auto session = std::move(*bench.connect());
  session.script("SET search_path TO public");
  migration::Play play{url, "rehearsed", "rehearsed", "public", {kRehearsedRows, kRehearsedTenants}, {}, {}};
  play.before = migration::taken(session, migration::requests_of(session, *before->schema), play.extent);
  EXPECT_GT(play.before.size(), 3U);
  const auto texts = driver::texts_of(*before, *after, plan, "A rehearsal.");
  return migration::rehearse(play, plan,
                             {{"expand", plan::Phase::kExpand, texts.at(std::string(migration::kExpand))}});
}

TEST(Rehearsals, FindNothingWhereAllIsAnnounced) {
  const auto seen = rehearsed(kRetyped, [](plan::Step&) {});
  EXPECT_EQ(seen.wrong, "");
  EXPECT_THAT(seen.findings, IsEmpty());
  EXPECT_EQ(seen.failed, 0);
  EXPECT_GT(seen.announced_failed, 0);
  std::vector<std::string> rewritten;
  for (const auto& step : seen.steps)
    rewritten.insert(rewritten.end(), step.rewritten.begin(), step.rewritten.end());
  EXPECT_THAT(rewritten, testing::ElementsAre("marks"));
}

TEST(Rehearsals, FindALockThatIsNotAnnounced) {
  const auto seen =
      rehearsed(kRetyped, [](plan::Step& step) { step.lock = plan::Lock::kShareUpdateExclusive; });
  EXPECT_THAT(
      seen.findings,
      Contains(HasSubstr("of notes it takes ACCESS EXCLUSIVE, and the plan says SHARE UPDATE EXCLUSIVE")));
}

TEST(Rehearsals, FindARewriteThatIsNotAnnounced) {
  const auto seen = rehearsed(kRetyped, [](plan::Step& step) { step.rewrites = false; });
  EXPECT_THAT(seen.findings, Contains(HasSubstr("marks is written anew, and the plan doesn't say so")));
}

TEST(Rehearsals, FindRequestsThatFailUnannounced) {
  const auto seen = rehearsed(kRetyped, [](plan::Step& step) { step.hazards.clear(); });
  EXPECT_THAT(seen.findings, Contains(HasSubstr("requests failed, and the plan doesn't say so")));
  EXPECT_GT(seen.failed, 0);
}

}  // namespace
}  // namespace plan_tests
