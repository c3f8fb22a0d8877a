// What code of the version before writes beside the fill of renamed fields, to rows that are filled and to
// those that aren't yet: each value stays as it was last said, and no statement fails.
#include <gtest/gtest.h>

#include "catalog/session.hpp"
#include "cluster.hpp"
#include "driver/migrate/bench.hpp"
#include "migration/run.hpp"
#include "pair.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr const char* kRenamed = R"( schema named { postgres 15 }
 tenancy { root Tenant app named_app owner named_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Note {
   id:   uuid = uuid() @key
-  title: text
-  note:  text?
-  state: text = "open"
+  label:  text @was(title)
+  remark: text? @was(note)
+  stage:  text = "open" @was(state)
   count: int4 = 0
 }
)";

constexpr const char* kSixty =
    "INSERT INTO public.tenants VALUES ('00000000-0000-0000-0000-000000000001');"
    "INSERT INTO public.notes (tenant_id, title, note, state, count) SELECT "
    "'00000000-0000-0000-0000-000000000001', 't' || i, CASE WHEN i % 3 > 0 THEN 'n' || i END, 's' || i, i "
    "FROM "
    "generate_series(1, 60) i";

std::string expanded(pq::Session& session, const std::string& text, const std::function<void()>& beside) {
  if (const auto turn = migration::take_turn(session); !turn) return turn.error().message;
  const auto script = plan::read_script(text);
  if (!script) return script.error();
  const auto ran = migration::run(session, {"named", 2, "pair", "expand", migration::hash_of(text)}, *script,
                                  {}, [&](const migration::Event&) { beside(); });
  return ran ? "" : ran.error().message;
}

TEST(BothNames, NoValueIsLostBesideTheFill) {
  const Pair pair = pair_of(kRenamed);
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  const auto after = compiled(pair.after, wrong);
  ASSERT_TRUE(before && after) << wrong;
  const auto texts = driver::texts_of(*before, *after, driver::plan_between(*before, *after), "Named.");
  driver::Bench bench(dumps::postgres(0, dumps::Place::kHere).url("postgres"), "named");
  ASSERT_EQ(bench.make(*before), "");
  auto runner = bench.connect();
  auto old_code = bench.connect();
  ASSERT_TRUE(runner && old_code);
  ASSERT_TRUE(old_code->script(kSixty));
  int turn = 0;
  std::string failed;
  // Another column of all rows, and each of the renamed ones of some.
  const auto work = [&] {
    const std::string sql =
        "SET lock_timeout TO '1s'; UPDATE public.notes SET count = count + 100;"
        "UPDATE public.notes SET title = 't!' || count WHERE count % 7 = " +
        std::to_string(turn % 7) +
        "; UPDATE public.notes SET note = NULL WHERE count % 11 = " + std::to_string(turn % 11);
    ++turn;
    const auto done = old_code->script(sql);
    // What waits for a step's lock is tried again by the program.
    if (!done && done.error().sqlstate != "55P03") failed += done.error().message + "\n";
  };
  const auto lost =
      "SELECT count(*) FROM public.notes WHERE (title, note, state) IS DISTINCT FROM (label, remark, "
      "stage) OR title IS NULL OR state <> 's' || count % 100";
  EXPECT_EQ(expanded(*runner, texts.at("expand"), work), "");
  EXPECT_EQ(failed, "");
  EXPECT_GT(turn, 5);
  EXPECT_EQ(old_code->query(lost)->text(0, 0), "0");
  EXPECT_NE(old_code->query("SELECT count(*) FROM public.notes WHERE remark IS NOT NULL")->text(0, 0), "0");
}

}  // namespace
}  // namespace plan_tests
