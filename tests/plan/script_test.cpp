// What is a mark in a migration's file, and what only looks like one.
#include "plan/script.hpp"

#include <gmock/gmock.h>

namespace tenon::plan {
namespace {

using testing::HasSubstr;

constexpr std::string_view kBodies = R"sql(-- A file.

-- tenon: head
SET search_path TO public;

-- tenon: step 1, in a transaction
BEGIN;
-- make function guard
CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN;
-- tenon: step 9, in no transaction
--| no mark
COMMIT;
$body$;
INSERT INTO notes (body) VALUES ('it''s
COMMIT;
', E'\'
BEGIN;
', "a
COMMIT;
");
/* /* one
BEGIN;
*/
-- tenon: head
*/
SELECT $1, a$b$c;
COMMIT;

-- tenon: step 2, in no transaction, each partition of notes
--| CREATE INDEX ON {leaf} (body)
)sql";

TEST(Script, OnlyWhatStandsOutsideOfAllIsAMark) {
  const auto script = read_script(kBodies);
  ASSERT_TRUE(script) << script.error();
  EXPECT_EQ(script->head, "SET search_path TO public;\n\n");
  ASSERT_EQ(script->steps.size(), 2U);
  const std::string& sql = script->steps.front().sql;
  for (const char* each :
       {"plpgsql AS $body$\nBEGIN;\n-- tenon: step 9, in no transaction\n--| no mark\nCOMMIT;\n$body$;",
        "'it''s\nCOMMIT;\n', E'\\'\nBEGIN;\n', \"a\nCOMMIT;\n\")", "one\nBEGIN;\n*/\n-- tenon: head\n*/"})
    EXPECT_THAT(sql, HasSubstr(each));
  EXPECT_TRUE(sql.ends_with("a$b$c;\n\n") || sql.ends_with("a$b$c;\n")) << sql;
  EXPECT_EQ(script->steps.back().sql, "CREATE INDEX ON {leaf} (body)\n");
}

TEST(Script, WhatIsWrittenIsReadAsItWas) {
  Plan plan;
  plan.steps = {{.what = "make guard", .sql = "DO $d$\nBEGIN;\n$d$;\n-- tenon: head\nCOMMIT;\n--| x"},
                {.what = "fill", .sql = "UPDATE notes SET body = '\nCOMMIT;\n';", .mode = Mode::kOutside}};
  const auto script = read_script(script_text(plan, Phase::kExpand, {"Title", "SET a TO b;\n"}));
  ASSERT_TRUE(script) << script.error();
  ASSERT_EQ(script->steps.size(), 2U);
  EXPECT_THAT(script->steps[0].sql, HasSubstr("DO $d$\nBEGIN;\n$d$;\n -- tenon: head\n COMMIT;\n --| x\n"));
  EXPECT_THAT(script->steps[1].sql, HasSubstr("'\nCOMMIT;\n';"));
}

TEST(Script, WhatIsNotEndedIsTold) {
  const auto script = read_script("-- tenon: step 1, in a transaction\nBEGIN;\nSELECT 'a;\nCOMMIT;\n");
  ASSERT_FALSE(script);
  EXPECT_THAT(script.error(), HasSubstr("line 3: "));
}

TEST(Script, AStepIsOneTransaction) {
  const auto script = read_script("-- tenon: step 1, in a transaction\nBEGIN;\nSELECT 1;\ncommit;\n");
  ASSERT_FALSE(script);
  EXPECT_THAT(script.error(), HasSubstr("line 4: a step is one transaction"));
}

TEST(Script, EndsOfLinesAreGitsToChoose) {
  const auto script = read_script("-- tenon: step 1, in a transaction\r\nBEGIN;\r\nSELECT 1;\r\nCOMMIT;\r\n");
  ASSERT_TRUE(script) << script.error();
  EXPECT_EQ(script->steps.front().sql, "SELECT 1;\n");
}

}  // namespace
}  // namespace tenon::plan
