// `tenon verify` of a database between a migration and its contract: what code of the version before still
// needs is no finding, and what was changed by hand is.
#include <gmock/gmock.h>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class WaitingTest : public MigrateTest {
 protected:
  std::string version(const std::string& entity) const {
    return file(name() + ".schema", small_schema(name(), entity));
  }
  /// An entity and a field get other names, another field goes, and an index is another.
  void wait() const {
    version(
        "entity Item { id: uuid = uuid() @key  title: text  old: text?  index (title) }\n"
        "entity Box { id: uuid = uuid() @key  size: int4 }\n");
    ASSERT_EQ(make("init").exit, 0);
    ASSERT_EQ(up().exit, 0);
    version(
        "entity Thing @was(Item) { id: uuid = uuid() @key  title: text  index (title) where `title <> ''` }\n"
        "entity Box { id: uuid = uuid() @key  width: int4 @was(size) }\n");
    ASSERT_EQ(make("renamed").exit, 0);
    ASSERT_EQ(up().exit, 0);
  }
  Outcome verify(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"verify", path(name() + ".schema"), "--db", url()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return tenon(arguments);
  }
};

TEST_F(WaitingTest, WhatWaitsForItsContractIsNoFinding) {
  wait();
  const Outcome waiting = verify({"--strict"});
  EXPECT_EQ(waiting.exit, 0) << waiting.out;
  for (const char* object :
       {"column size of public.boxes", "column old of public.things", "view public.items",
        "trigger _tenon_both_names of public.boxes", "function tenon.both_names_boxes()"})
    EXPECT_THAT(waiting.out, HasSubstr(std::string("note: ") + object +
                                       " waits for the contract of migration 2, renamed"));
  ASSERT_EQ(up({"--contract"}).exit, 0);
  const Outcome done = verify({"--strict"});
  EXPECT_EQ(done.exit, 0) << done.out;
  EXPECT_THAT(done.out, Not(HasSubstr("waits for the contract")));
}

/// What is expanded in the same run has code that it takes the place of.
TEST_F(WaitingTest, AContractEndsOneVersionAlone) {
  wait();
  version(
      "entity Thing { id: uuid = uuid() @key  title: text }\nentity Box { id: uuid = uuid() @key  width: "
      "int4 }\n");
  ASSERT_EQ(make("no_index").exit, 0);
  const Outcome contracted = up({"--contract"});
  EXPECT_EQ(contracted.exit, 0) << contracted.err;
  EXPECT_THAT(contracted.out, HasSubstr("migration 3, no_index, waits for its contract"));
  EXPECT_EQ(up({"--contract"}).exit, 0);
  EXPECT_EQ(verify().exit, 0);
}

/// Each by the name that waits, and another than the migration has made.
TEST_F(WaitingTest, WhatWasChangedByHandIsOne) {
  wait();
  sql("ALTER VIEW items RESET (security_invoker); ALTER TABLE boxes DISABLE TRIGGER _tenon_both_names; "
      "CREATE VIEW beside AS SELECT * FROM things; GRANT SELECT ON beside TO " +
      name() + "_app");
  const Outcome verified = verify();
  EXPECT_EQ(verified.exit, 1);
  EXPECT_THAT(verified.out, AllOf(HasSubstr("view public.items: leak: "),
                                  HasSubstr("trigger _tenon_both_names of public.boxes: write: "),
                                  HasSubstr("beside: leak: is a view with its owner's rights")));
  EXPECT_THAT(verified.out, HasSubstr("note: column old of public.things waits"));
}

/// The same objects where no migration has left them.
TEST_F(WaitingTest, WhatNoMigrationLeftIsOne) {
  version("entity Thing { id: uuid = uuid() @key  label: text }\n");
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  sql("ALTER TABLE things ADD COLUMN old text");
  const Outcome verified = verify();
  EXPECT_EQ(verified.exit, 1);
  EXPECT_THAT(verified.out, HasSubstr("column `old` is there and was not promised"));
}

/// What the schema's file says beside, no contract is to blame for.
TEST_F(WaitingTest, WhatIsNotMigratedYetIsNoContracts) {
  wait();
  version(
      "entity Thing { id: uuid = uuid() @key  title: text  index (title) where `title <> ''` }\n"
      "entity Box { id: uuid = uuid() @key  width: int4  depth: int4? }\n");
  const Outcome verified = verify();
  EXPECT_EQ(verified.exit, 1) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("the database is of another version of the schema"));
  EXPECT_THAT(verified.out, Not(HasSubstr("column depth of public.boxes waits")));
  EXPECT_THAT(verified.out,
              HasSubstr("note: column old of public.things waits for the contract of migration 2"));
  const Outcome nothing = up();
  EXPECT_EQ(nothing.exit, 0) << nothing.err;
  EXPECT_THAT(nothing.out, AllOf(HasSubstr("is at migration 2: nothing is to be done"),
                                 HasSubstr("says other things than migration 2 leads to"),
                                 HasSubstr("`tenon migrate new` makes the next one")));
}

TEST_F(WaitingTest, UpSaysWhereTheDatabaseIsAhead) {
  wait();
  const Outcome behind = up({"--to", "1"});
  EXPECT_EQ(behind.exit, 0) << behind.err;
  EXPECT_THAT(behind.out, HasSubstr("is at migration 2, which is past 1: `tenon migrate down` goes back"));
  EXPECT_THAT(up().out, Not(HasSubstr("says other things")));
}

/// Code of the version before reads a view of rows that are kept where it was.
TEST_F(WaitingTest, AMaterialisedViewThatMovesIsNoFinding) {
  const std::string item = "entity Item { id: uuid = uuid() @key  state: text }\n";
  const auto kept = [&](const std::string& place) {
    version(
        item + "role billing { select Totals }\nmaterialized view Totals " + place +
        "refreshed every 1 day by billing because \"it is read often\" as `select state, count(*) as n from "
        "items group by state` key (state)\n");
  };
  kept("");
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  kept("in sales.totals ");
  ASSERT_EQ(make("moved").exit, 0);
  ASSERT_EQ(up().exit, 0);
  const Outcome waiting = verify({"--strict"});
  EXPECT_EQ(waiting.exit, 0) << waiting.out;
  EXPECT_THAT(waiting.out,
              HasSubstr("note: view public.totals waits for the contract of migration 2, moved"));
  ASSERT_EQ(up({"--contract"}).exit, 0);
  const Outcome done = verify({"--strict"});
  EXPECT_EQ(done.exit, 0) << done.out;
}

TEST_F(WaitingTest, AnotherDirectoryIsSaid) {
  wait();
  write_file(path("migrations/0002_renamed.contract.sql"), "-- edited\n");
  const Outcome verified = verify();
  EXPECT_EQ(verified.exit, 1);
  EXPECT_THAT(verified.out, HasSubstr("isn't as it was sealed"));
}

}  // namespace
}  // namespace tenon::test
