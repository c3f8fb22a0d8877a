// `tenon migrate`: a database that isn't what its history says, or has none.
#include <gmock/gmock.h>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class BaselineTest : public MigrateTest {
 protected:
  Outcome baseline(std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--db", url()});
    return migrate("baseline", std::move(more));
  }
  Outcome status() const { return migrate("status", {"--db", url()}); }
  /// `1 expand, 2 expand`
  std::string history() const {
    return sql(
        "SELECT string_agg(number || ' ' || part, ', ' ORDER BY number, part DESC) FROM tenon.migrations "
        "WHERE ended_at IS NOT NULL");
  }
  /// A second migration, which has a contract.
  void drop_tags() const {
    schema("entity Tag { id: uuid = uuid() @key }\n");
    ASSERT_EQ(make("init").exit, 0);
    ASSERT_EQ(up().exit, 0);
    schema();
    ASSERT_EQ(make("no_tags").exit, 0);
  }
};

TEST_F(BaselineTest, WhatWasChangedByHandIsNotTaken) {
  begin();
  sql("ALTER TABLE notes DISABLE ROW LEVEL SECURITY");
  const Outcome drifted = up();
  EXPECT_EQ(drifted.exit, 1);
  EXPECT_THAT(drifted.err,
              AllOf(HasSubstr("row security"), HasSubstr("allow {"), Not(HasSubstr("baseline"))));
  const Outcome refused = baseline();
  EXPECT_EQ(refused.exit, 1) << refused.out;
  EXPECT_THAT(refused.err, AllOf(HasSubstr("isn't what migration 1 leads to"), HasSubstr("public.notes")));
  sql("ALTER TABLE notes ENABLE ROW LEVEL SECURITY; DELETE FROM tenon.migrations");
  const Outcome taken = baseline();
  EXPECT_EQ(taken.exit, 0) << taken.err;
  EXPECT_EQ(history(), "1 expand");
  EXPECT_EQ(status().exit, 0);
}

TEST_F(BaselineTest, AContractThatWasNotRunIsNotWrittenDown) {
  drop_tags();
  ASSERT_EQ(up().exit, 0);
  sql("DELETE FROM tenon.migrations");
  const Outcome taken = baseline();
  ASSERT_EQ(taken.exit, 0) << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("its contract wasn't run here"));
  EXPECT_EQ(history(), "1 expand, 2 expand");
  EXPECT_EQ(up({"--contract"}).exit, 0);
  EXPECT_EQ(tables(), "2");
  sql("DELETE FROM tenon.migrations");
  EXPECT_EQ(baseline().exit, 0);
  EXPECT_EQ(history(), "1 expand, 2 expand, 2 contract");
}

TEST_F(BaselineTest, AnEarlierVersionIsSeenByRunningTheChain) {
  drop_tags();
  sql("DELETE FROM tenon.migrations");
  EXPECT_EQ(baseline({"--to", "2"}).exit, 1);
  const Outcome taken = baseline();
  ASSERT_EQ(taken.exit, 0) << taken.err;
  EXPECT_EQ(history(), "1 expand");
  EXPECT_EQ(up({"--contract"}).exit, 0);
}

TEST_F(BaselineTest, WhatOthersHaveBesideIsNoChangeByHand) {
  begin();
  sql("CREATE SCHEMA reporting; CREATE TABLE reporting.days (d date); CREATE ROLE " + name() +
      "_other; CREATE STATISTICS by_hand ON tenant_id, body FROM notes; ALTER TABLE notes SET "
      "(autovacuum_enabled = false)");
  EXPECT_EQ(status().exit, 0) << status().out;
  sql("CREATE INDEX by_hand ON notes (body); CREATE TABLE public.extra (x int PRIMARY KEY)");
  EXPECT_THAT(status().out, AllOf(HasSubstr("index by_hand"), HasSubstr("table public.extra")));
  schema(
      "allow {\n  index public.by_hand because \"the report's\"\n  table public.extra because "
      "\"others'\"\n}\n");
  EXPECT_EQ(status().exit, 0) << status().out;
  EXPECT_EQ(up().exit, 0);
}

TEST_F(BaselineTest, WhereNothingWasWrittenDownItIsSaid) {
  begin();
  sql("UPDATE tenon.migrations SET state = NULL");
  const Outcome told = status();
  EXPECT_EQ(told.exit, 4);
  EXPECT_THAT(told.out, HasSubstr("can't be told"));
  EXPECT_THAT(up().out, HasSubstr("can't be told"));
}

TEST_F(BaselineTest, WhatApplyMakesHasTheHistoryOfItsMigrations) {
  const std::string file = schema();
  ASSERT_EQ(make("init").exit, 0);
  const Outcome applied = tenon({"apply", file, "--db", url()});
  EXPECT_EQ(applied.exit, 0) << applied.err;
  EXPECT_THAT(applied.out, HasSubstr("at migration 1"));
  EXPECT_THAT(status().out, AllOf(HasSubstr("done"), Not(HasSubstr("made by `tenon apply`"))));
  EXPECT_THAT(up().out, HasSubstr("nothing is to be done"));
  EXPECT_EQ(tenon({"apply", file, "--db", url()}).exit, 0);
}

TEST_F(BaselineTest, WhatApplyMakesWithoutAMigrationHasNone) {
  schema();
  ASSERT_EQ(make("init").exit, 0);
  const Outcome applied = tenon({"apply", schema(kTag), "--db", url()});
  EXPECT_EQ(applied.exit, 0) << applied.err;
  EXPECT_THAT(applied.out, HasSubstr("no migration leads to this version"));
}

TEST_F(BaselineTest, WhatApplyMadeBeforeHasNoHistoryYet) {
  const std::string file = schema();
  ASSERT_EQ(tenon({"apply", file, "--db", url()}).exit, 0);
  ASSERT_EQ(make("init").exit, 0);
  const Outcome told = status();
  EXPECT_EQ(told.exit, 0);
  EXPECT_THAT(told.out, HasSubstr("made by `tenon apply`, in the version of migration 1"));
  EXPECT_EQ(baseline().exit, 0);
  EXPECT_THAT(status().out, AllOf(HasSubstr("done"), Not(HasSubstr("can't be told"))));
}

TEST_F(BaselineTest, WhoMayNotWriteTheHistoryIsToldSo) {
  begin();
  const std::string reader = name() + "_reader";
  sql("DELETE FROM tenon.migrations; CREATE ROLE " + reader + " LOGIN; GRANT USAGE ON SCHEMA tenon TO " +
      reader + "; GRANT SELECT ON ALL TABLES IN SCHEMA tenon TO " + reader);
  const Outcome refused = migrate("up", {"--db", url_as(reader)});
  EXPECT_EQ(refused.exit, 3);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr("the history can't be written"), HasSubstr("help: connect as a role")));
}

TEST_F(BaselineTest, AnotherMigrationOfTheNumberDoesNotCount) {
  begin();
  const std::string lock = read_file(path("migrations/migrations.lock"));
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  ASSERT_EQ(up().exit, 0);
  for (const std::string& each : files()) {
    if (each.starts_with("0002")) std::filesystem::remove(path("migrations/" + each));
  }
  write_file(path("migrations/migrations.lock"), lock);
  const Outcome ahead = up();
  EXPECT_EQ(ahead.exit, 1);
  EXPECT_THAT(ahead.err, HasSubstr("migration 2, `tags`: the directory has none of that number"));
  schema("entity Mark { id: uuid = uuid() @key }\n");
  ASSERT_EQ(make("marks").exit, 0);
  EXPECT_THAT(status().out, HasSubstr("migration 2, `tags`: in the directory it is `marks`"));
  EXPECT_EQ(status().exit, 1);
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("other migrations were run here"), HasSubstr("baseline")));
  EXPECT_EQ(migrate("down", {"--db", url()}).exit, 1);
  EXPECT_EQ(tables(), "3");
}

TEST_F(BaselineTest, AnotherTextIsTakenWhereItLeadsToTheSame) {
  begin();
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  ASSERT_EQ(up().exit, 0);
  write_file(path("migrations/0002_tags.sql"), read_file(path("migrations/0002_tags.sql")) + "-- more\n");
  ASSERT_EQ(migrate("seal").exit, 0);
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("its expand was another text when it was run"));
  EXPECT_EQ(baseline().exit, 0);
  EXPECT_EQ(up().exit, 0);
}

TEST_F(BaselineTest, AnEmptyDatabaseBecomesWhatItWasAtANumber) {
  schema();
  ASSERT_EQ(make("init").exit, 0);
  schema("entity Tag { id: uuid = uuid() @key }\n");
  ASSERT_EQ(make("tags").exit, 0);
  schema();
  ASSERT_EQ(make("no_tags").exit, 0);
  schema(kTag);
  ASSERT_EQ(make("other_tags").exit, 0);
  EXPECT_EQ(up({"--to", "9"}).exit, 1);
  const Outcome ran = up({"--to", "3"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(tables(), "2");
  EXPECT_EQ(history(), "1 expand, 2 expand, 3 expand, 3 contract");
  EXPECT_EQ(status().exit, 1);
  EXPECT_EQ(up().exit, 0);
  EXPECT_EQ(tables(), "3");
  EXPECT_EQ(status().exit, 0);
}

}  // namespace
}  // namespace tenon::test
