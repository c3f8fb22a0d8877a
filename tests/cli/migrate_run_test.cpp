// `tenon migrate up` and `down` beside rows and sessions that stand in the way.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string items(const std::string& fields) {
  return "entity Item { id: uuid = uuid() @key  " + fields + " }\n";
}

class RunTest : public MigrateTest {
 protected:
  std::string items_are(const std::string& fields) const {
    return file(name() + ".schema", small_schema(name(), items(fields)));
  }
  /// Items with these titles, which a second migration changes.
  void begin_with(const std::string& titles) const {
    items_are("title: text");
    ASSERT_EQ(make("init").exit, 0);
    ASSERT_EQ(up().exit, 0);
    sql("INSERT INTO tenants (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'a');"
        "INSERT INTO items (tenant_id, title) SELECT '00000000-0000-0000-0000-000000000001', t FROM "
        "unnest(ARRAY[" +
        titles + "]) t");
  }
  Outcome down() const { return migrate("down", {"--db", url()}); }
  Outcome status() const { return migrate("status", {"--db", url()}); }
  pq::Session session(const std::string& called) const {
    auto out = pq::Session::connect(url());
    EXPECT_TRUE(out);
    EXPECT_TRUE(out->script("SET application_name TO '" + called + "'"));
    return std::move(*out);
  }
};

TEST_F(RunTest, ValuesOfRowsAreNotTold) {
  begin_with("'4111-1111'");
  items_are("title: int4");
  ASSERT_EQ(make("numbers").exit, 0);
  const Outcome cast = up();
  EXPECT_EQ(cast.exit, 1);
  EXPECT_THAT(cast.out + cast.err, AllOf(HasSubstr("rows of table public.items, converting column title"),
                                         HasSubstr("22P02"), Not(HasSubstr("4111"))));
}

TEST_F(RunTest, WhatRowsBreakIsTold) {
  begin_with("'anna@example.org', 'anna@example.org'");
  items_are("title: text  unique (title)");
  ASSERT_EQ(make("unique_titles").exit, 0);
  const Outcome unique = up();
  EXPECT_EQ(unique.exit, 1);
  EXPECT_THAT(unique.out + unique.err,
              AllOf(HasSubstr("items_tenant_id_title_key"), HasSubstr("23505"), Not(HasSubstr("anna@"))));
  EXPECT_THAT(status().out, HasSubstr("at step 0 of"));
  EXPECT_EQ(status().exit, 1);
}

TEST_F(RunTest, WhatATriggerSaysIsItsOwn) {
  begin_with("'4111-1111'");
  sql("CREATE SCHEMA other; CREATE FUNCTION other.guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
      "EXCEPTION 'no % today', new.title; END $$; CREATE TRIGGER guard BEFORE UPDATE ON items FOR EACH ROW "
      "EXECUTE "
      "FUNCTION other.guard(); UPDATE tenon.migrations SET state = NULL");
  items_are("title: text  slug: text @backfill(`lower(title)`)");
  ASSERT_EQ(make("slugs").exit, 0);
  const Outcome ran = up();
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("an exception was raised"), HasSubstr("P0001"), Not(HasSubstr("4111"))));
}

TEST_F(RunTest, OneOfWhichNothingWasDoneIsForgotten) {
  begin_with("'a', 'a'");
  items_are("title: text  unique (title)");
  ASSERT_EQ(make("unique_titles").exit, 0);
  ASSERT_EQ(up().exit, 1);
  const Outcome forgotten = down();
  EXPECT_EQ(forgotten.exit, 0) << forgotten.err;
  EXPECT_THAT(forgotten.out, HasSubstr("is forgotten"));
  EXPECT_EQ(sql("SELECT count(*) FROM tenon.migrations"), "1");
  EXPECT_EQ(sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  EXPECT_EQ(status().exit, 1);  // a migration isn't begun
}

TEST_F(RunTest, StepsThatAreNotDoneYetMayBeChanged) {
  begin_with("'a', ''");
  items_are("title: text  note: text? check `title <> ''`");
  ASSERT_EQ(make("checked").exit, 0);
  ASSERT_EQ(up().exit, 1);
  EXPECT_THAT(status().out, HasSubstr("at step 2 of"));
  // The rows are mended by the next step.
  const std::string file = path("migrations/0002_checked.sql");
  std::string text = read_file(file);
  const std::size_t at = text.find("ALTER TABLE items VALIDATE");
  ASSERT_NE(at, std::string::npos) << text;
  text.insert(at, "SET LOCAL ROLE NONE;\nUPDATE items SET title = '-' WHERE title = '';\nSET LOCAL ROLE " +
                      name() + "_owner;\n");
  write_file(file, text);
  const Outcome sealed = migrate("seal");
  ASSERT_EQ(sealed.exit, 0) << sealed.err;
  const Outcome on = up();
  EXPECT_EQ(on.exit, 0) << on.err;
  EXPECT_EQ(sql("SELECT string_agg(title, ',' ORDER BY title) FROM items"), "-,a");
  EXPECT_EQ(status().exit, 0) << status().out;
}

TEST_F(RunTest, OneThatIsHalfDoneIsTakenBack) {
  begin_with("'a', ''");
  items_are("title: text  note: text?  size: int8 = 1  check `title <> ''`");
  ASSERT_EQ(make("checked").exit, 0);
  ASSERT_EQ(up().exit, 1);
  EXPECT_THAT(status().out,
              AllOf(HasSubstr("at step 2 of"), HasSubstr("`tenon migrate down` takes it back")));
  // What others made meanwhile is theirs.
  sql("CREATE TABLE public.by_hand (n int); INSERT INTO by_hand VALUES (1)");
  const Outcome undone = down();
  EXPECT_EQ(undone.exit, 0) << undone.err;
  EXPECT_EQ(sql("SELECT string_agg(title, ',' ORDER BY title) FROM items"), ",a");
  EXPECT_EQ(sql("SELECT n FROM by_hand"), "1");
  EXPECT_EQ(sql("SELECT count(*) FROM tenon.migrations"), "1");
  EXPECT_EQ(sql("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = "
                "'items'::regclass AND attnum > 0 AND NOT attisdropped"),
            "tenant_id,id,title");
  sql("DROP TABLE by_hand; UPDATE items SET title = '-' WHERE title = ''");
  EXPECT_EQ(up().exit, 0);
  EXPECT_EQ(status().exit, 0) << status().out;
}

/// Who ended it so has nothing left to go on with.
TEST_F(RunTest, OneWhoseNewTablesWereDroppedByHandIsTakenBack) {
  begin_with("'1', 'x'");
  items_are("title: int4");
  ASSERT_EQ(make("numbers").exit, 0);
  ASSERT_EQ(up().exit, 1);
  sql("DROP SCHEMA tenon_moving CASCADE");
  EXPECT_EQ(up().exit, 1);
  EXPECT_THAT(status().out, HasSubstr("`tenon migrate down` takes it back"));
  const Outcome undone = down();
  EXPECT_EQ(undone.exit, 0) << undone.err;
  EXPECT_EQ(sql("SELECT string_agg(title, ',' ORDER BY title) FROM items"), "1,x");
  EXPECT_EQ(sql("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'tenon_follow%'"), "0");
  sql("DELETE FROM items WHERE title = 'x'");
  EXPECT_EQ(up().exit, 0);
}

TEST_F(RunTest, TakingBackThatWasCutOffGoesOn) {
  begin_with("'a', ''");
  items_are("title: text  note: text?  check `title <> ''`");
  ASSERT_EQ(make("checked").exit, 0);
  ASSERT_EQ(up().exit, 1);
  sql("CREATE SCHEMA other; CREATE VIEW other.v AS SELECT note FROM items");
  EXPECT_EQ(down().exit, 1);
  EXPECT_THAT(status().out, HasSubstr("being given up"));
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("`tenon migrate down`"));
  sql("DROP VIEW other.v");
  const Outcome undone = down();
  EXPECT_EQ(undone.exit, 0) << undone.err;
  EXPECT_EQ(status().exit, 1);  // a migration isn't begun
}

TEST_F(RunTest, StepsThatWereDoneMayNot) {
  begin_with("''");
  items_are("title: text  note: text? check `title <> ''`");
  ASSERT_EQ(make("checked").exit, 0);
  ASSERT_EQ(up().exit, 1);
  const std::string file = path("migrations/0002_checked.sql");
  std::string text = read_file(file);
  text.insert(text.find("BEGIN;\n") + 7, "SELECT 1;\n");
  write_file(file, text);
  ASSERT_EQ(migrate("seal").exit, 0);
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("another text when it was run"));
}

TEST_F(RunTest, AnIndexIsBuiltBesideATransactionThatIsOpenForLong) {
  begin_with("'a'");
  items_are("title: text  index (title)");
  ASSERT_EQ(make("by_title").exit, 0);
  pq::Session other = session("reporting");
  ASSERT_TRUE(other.script("BEGIN; UPDATE items SET title = 'b'"));
  Outcome ran;
  std::thread runs([&] { ran = up(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(4500));
  EXPECT_TRUE(other.script("COMMIT"));
  runs.join();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("waits for process"), HasSubstr("(reporting)"),
                             Not(HasSubstr("a lock isn't to be had"))));
}

TEST_F(RunTest, WhoHoldsALockIsNamed) {
  begin_with("'a'");
  items_are("title: text  note: text?");
  ASSERT_EQ(make("with_notes").exit, 0);
  sql("CREATE ROLE " + name() + "_other LOGIN; GRANT SELECT ON items TO " + name() +
      "_other; UPDATE tenon.migrations SET state = NULL");
  auto other = pq::Session::connect(url_as(name() + "_other"));
  auto idle = pq::Session::connect(url());
  ASSERT_TRUE(other && idle);
  ASSERT_TRUE(other->script("SET application_name TO 'reporting'; BEGIN; SELECT * FROM items"));
  ASSERT_TRUE(idle->script("SET application_name TO 'bystander'; BEGIN; SELECT 1"));
  Outcome ran;
  std::thread runs([&] { ran = up(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(4000));
  EXPECT_TRUE(other->script("COMMIT"));
  runs.join();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("a lock isn't to be had"),
                             HasSubstr("of " + name() + "_other (reporting)"), Not(HasSubstr("bystander"))));
}

TEST_F(RunTest, WhoKeepsTheToolFromReadingIsNamed) {
  begin_with("'a'");
  items_are("title: text  note: text?");
  ASSERT_EQ(make("with_notes").exit, 0);
  auto other = pq::Session::connect(url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(
      other->script("SET application_name TO 'janitor'; BEGIN; LOCK TABLE items IN ACCESS EXCLUSIVE MODE"));
  const Outcome ran = tenon({"migrate", "up", path(name() + ".schema"), "--db", url()},
                            {.directory = "", .environment = {{"PGOPTIONS", "-c lock_timeout=500"}}});
  EXPECT_NE(ran.exit, 0);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("is locked by session"), HasSubstr("(janitor)")));
  ASSERT_TRUE(other->script("COMMIT"));
  EXPECT_EQ(up().exit, 0);
}

TEST_F(RunTest, TheWayBackBeginsBehindTheContract) {
  items_are("title: text  index (title) where `title <> ''`");
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  items_are("title: text  index (title) where `title <> '-'`");
  ASSERT_EQ(make("other_index").exit, 0);
  ASSERT_EQ(up().exit, 0);
  const Outcome refused = down();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("waits for its contract"), HasSubstr("--contract")));
  ASSERT_EQ(up({"--contract"}).exit, 0);
  const Outcome undone = down();
  EXPECT_EQ(undone.exit, 0) << undone.err;
  EXPECT_EQ(up({"--contract"}).exit, 0);
  EXPECT_EQ(status().exit, 0);
}

TEST_F(RunTest, AnUndoThatWasCutOffIsEndedFirst) {
  begin_with("'a'");
  items_are("title: text  index (title)  note: text?");
  ASSERT_EQ(make("more").exit, 0);
  ASSERT_EQ(up().exit, 0);
  const std::string undo = read_file(path("migrations/0002_more.undo.sql"));
  ASSERT_THAT(undo, HasSubstr("step 2")) << undo;
  // The last step is in the way of a view that isn't the schema's.
  sql("CREATE SCHEMA other; CREATE VIEW other.v AS SELECT note FROM items");
  ASSERT_EQ(down().exit, 1);
  EXPECT_THAT(status().out, HasSubstr("being undone"));
  EXPECT_EQ(status().exit, 1);
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("`tenon migrate down`"));
  sql("DROP VIEW other.v");
  const Outcome undone = down();
  EXPECT_EQ(undone.exit, 0) << undone.err;
  EXPECT_EQ(sql("SELECT count(*) FROM tenon.migrations"), "1");
  EXPECT_EQ(up().exit, 0);
}

TEST_F(RunTest, AnotherDatabasesRunIsNotNamed) {
  begin_with("'a'");
  pq::Session own = session("somebody");
  ASSERT_TRUE(own.script("SELECT pg_advisory_lock(7310583948)"));
  auto elsewhere = pq::Session::connect(url() + "&dbname=postgres");
  ASSERT_TRUE(elsewhere);
  ASSERT_TRUE(elsewhere->script("SET application_name TO 'elsewhere'; SELECT pg_advisory_lock(7310583948)"));
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 4);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("somebody"), Not(HasSubstr("elsewhere"))));
}

/// As if the server's clock had gone a year ahead for a while, and back a day.
TEST_F(RunTest, AClockThatJumpsConfusesNobody) {
  begin();
  int migration = 1;
  for (const char* was : {"1 year", "-1 day", "1 year"}) {
    sql(
        fmt::format("UPDATE tenon.migrations SET began_at = began_at + interval '{0}', ended_at = ended_at + "
                    "interval '{0}' WHERE number = {1}",
                    was, migration++));
    schema(fmt::format("entity Tag{} {{ id: uuid = uuid() @key }}\n", migration));
    ASSERT_EQ(make("next").exit, 0);
    const Outcome ran = up({"--contract"});
    ASSERT_EQ(ran.exit, 0) << ran.err;
    const Outcome told = migrate("status", {"--db", url()});
    EXPECT_EQ(told.exit, 0) << told.out << told.err;
    EXPECT_EQ(sql("SELECT number FROM tenon.migrations WHERE state IS NOT NULL"), std::to_string(migration));
  }
  const Outcome back = migrate("down", {"--db", url()});
  EXPECT_EQ(back.exit, 1) << "its contract has dropped an entity";
  EXPECT_EQ(migrate("status", {"--db", url()}).exit, 0);
}

TEST_F(RunTest, WhatLooksLikeAMarkInABodyIsNone) {
  begin_with("'a'");
  items_are(
      "title: text  trigger loud before update `\n/*\nCOMMIT;\nBEGIN;\n-- tenon: head\n--| x\n*/\nnew.title "
      ":= "
      "upper(new.title);\nreturn new;\n`");
  const Outcome made = make("loud");
  ASSERT_EQ(made.exit, 0) << made.err;
  const Outcome ran = up();
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(sql("SELECT prosrc FROM pg_proc WHERE proname LIKE '%loud%'"),
              HasSubstr("COMMIT;\nBEGIN;\n-- tenon: head\n--| x\n"));
}

}  // namespace
}  // namespace tenon::test
