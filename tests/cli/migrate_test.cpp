// `tenon migrate`: a schema that changes, its migrations, and a database that goes along.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(MigrateTest, BeginsWithAllOfTheSchema) {
  schema();
  const Outcome made = migrate("new", {"init"});
  EXPECT_EQ(made.exit, 0) << made.err;
  EXPECT_THAT(files(), ElementsAre("0001_init.sql", "migrations.lock"));
  const Outcome ran = up();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(tables(), "2");
  EXPECT_THAT(up().out, HasSubstr("nothing is to be done"));
  EXPECT_EQ(sql("SELECT string_agg(number || part || (ended_at IS NOT NULL), ',') FROM tenon.migrations"),
            "1expandtrue");
}

TEST_F(MigrateTest, AChangeIsProvedWrittenAndRun) {
  begin();
  schema(kTag);
  EXPECT_EQ(migrate("check").exit, 1);
  const Outcome made = migrate("new", {"tags"});
  EXPECT_EQ(made.exit, 0) << made.err;
  EXPECT_THAT(made.out, AllOf(HasSubstr("proved on PostgreSQL"), HasSubstr("and back")));
  EXPECT_THAT(files(),
              ElementsAre("0001_init.sql", "0002_tags.sql", "0002_tags.undo.sql", "migrations.lock"));
  EXPECT_EQ(migrate("check").exit, 0);
  const Outcome ran = up();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(tables(), "3");
  EXPECT_EQ(tenon({"verify", path(name() + ".schema"), "--db", url()}).exit, 0);
  EXPECT_EQ(migrate("down", {"--db", url()}).exit, 0);
  EXPECT_EQ(tables(), "2");
  EXPECT_EQ(sql("SELECT count(*) FROM notes"), "2");
}

TEST_F(MigrateTest, AHazardIsAcceptedByItsNameOrNotAtAll) {
  begin();
  schema("entity Tag { id: uuid = uuid() @key }\n");
  ASSERT_EQ(make("tags").exit, 0);
  schema();
  const Outcome refused = migrate("new", {"no_tags"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr("data-loss: "), HasSubstr("drop table public.tags"), HasSubstr("--allow ")));
  EXPECT_THAT(files(), testing::SizeIs(4));
  EXPECT_EQ(migrate("new", {"no_tags", "--allow", "everything"}).exit, 2);
}

TEST_F(MigrateTest, WhatIsGoneWaitsForItsContract) {
  begin();
  schema("entity Tag { id: uuid = uuid() @key }\n");
  ASSERT_EQ(make("tags").exit, 0);
  ASSERT_EQ(up().exit, 0);
  const std::string before = sql("SELECT fingerprint FROM tenon.schema_version");
  schema();
  ASSERT_EQ(make("no_tags").exit, 0);
  const Outcome expanded = up();
  EXPECT_THAT(expanded.out, HasSubstr("waits for its contract"));
  EXPECT_EQ(tables(), "3");
  EXPECT_EQ(sql("SELECT array_to_string(accepts, ',') FROM tenon.schema_version"), before);
  schema(kTag);
  ASSERT_EQ(make("other_tags").exit, 0);
  EXPECT_THAT(up().err, HasSubstr("waits for its contract"));
  EXPECT_EQ(up({"--contract"}).exit, 0);
  EXPECT_EQ(tables(), "3");
  EXPECT_EQ(sql("SELECT count(*) FROM information_schema.columns WHERE table_name = 'tags' AND column_name = "
                "'label'"),
            "1");
}

TEST_F(MigrateTest, WhatAuthorsSayOfRowsIsDone) {
  file(name() + ".schema", small_schema(name(), "entity Item { id: uuid = uuid() @key  title: text }\n"));
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  sql("INSERT INTO tenants (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'a');"
      "INSERT INTO items (tenant_id, title) SELECT id, 'One' FROM tenants");
  file(name() + ".schema", small_schema(name(),
                                        "entity Item { id: uuid = uuid() @key  heading: text @was(title)  "
                                        "slug: text @backfill(`lower(heading)`) }\n"));
  const Outcome made = migrate("new", {"headings", "--allow", kEverything});
  ASSERT_EQ(made.exit, 0) << made.err;
  const Outcome ran = up();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(sql("SELECT heading || slug FROM items"), "Oneone");
  EXPECT_EQ(sql("SELECT count(*) FROM pg_policies WHERE policyname = 'tenon_fill'"), "0");
}

TEST_F(MigrateTest, ADatabaseThatWasChangedByHandIsRefused) {
  begin();
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  sql("CREATE INDEX by_hand ON notes (body)");
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("index by_hand of public.notes: is new"));
  EXPECT_EQ(migrate("status", {"--db", url()}).exit, 1);
  EXPECT_EQ(tables(), "2");
  sql("DROP INDEX by_hand");
  EXPECT_EQ(up().exit, 0);
}

TEST_F(MigrateTest, WhatApplyMadeHasAHistoryFromThenOn) {
  const std::string first = schema();
  ASSERT_EQ(tenon({"apply", first, "--db", url()}).exit, 0);
  ASSERT_EQ(make("init").exit, 0);
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  const Outcome applied = tenon({"apply", first, "--db", url()});
  EXPECT_EQ(applied.exit, 1);
  EXPECT_THAT(applied.err, HasSubstr("tenon migrate"));
  const Outcome ran = up();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("in the version of migration 1"));
  EXPECT_EQ(tables(), "3");
}

TEST_F(MigrateTest, WhatWasSealedIsFoundChanged) {
  begin();
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  const std::string text = read_file(path("migrations/0002_tags.sql"));
  write_file(path("migrations/0002_tags.sql"), text + "-- one more line\n");
  const Outcome edited = migrate("check");
  EXPECT_EQ(edited.exit, 1);
  EXPECT_THAT(edited.err, HasSubstr("0002_tags.sql: its text is another one"));
  const Outcome told = migrate("check", {"--as", "json"});
  EXPECT_EQ(told.exit, 1);
  EXPECT_EQ(told.err, "");
  EXPECT_THAT(nlohmann::json::parse(told.out).at("problems").at(0).at("what").get<std::string>(),
              HasSubstr("0002_tags.sql: its text is another one"));
  EXPECT_EQ(up().exit, 1);
  const Outcome sealed = migrate("seal");
  EXPECT_EQ(sealed.exit, 0) << sealed.err;
  const auto proved = nlohmann::json::parse(migrate("check", {"--prove", "--as", "json"}).out);
  EXPECT_EQ(proved.at("migrations"), 2);
  EXPECT_EQ(proved.at("problems").size(), 0U);
  EXPECT_THAT(proved.at("proved_on").get<std::string>(), HasSubstr("PostgreSQL"));
  schema(kTag + "entity Mark { id: uuid = uuid() @key }\n");
  EXPECT_THAT(nlohmann::json::parse(migrate("check", {"--as", "json"}).out).at("missing"), testing::Gt(3));
  schema(kTag);
  std::filesystem::remove(path("migrations/0002_tags.sql"));
  EXPECT_EQ(migrate("check").exit, 1);
}

TEST_F(MigrateTest, WhatAMergeBringsIsPutBehind) {
  begin();
  const std::string lock = read_file(path("migrations/migrations.lock"));
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  const std::string ours = read_file(path("migrations/0002_tags.sql"));
  // The other branch has added another one to the same lock.
  for (const std::string& each : files()) {
    if (each.starts_with("0002")) std::filesystem::remove(path("migrations/" + each));
  }
  write_file(path("migrations/migrations.lock"), lock);
  schema("entity Mark { id: uuid = uuid() @key }\n");
  ASSERT_EQ(make("marks").exit, 0);
  write_file(path("migrations/0002_tags.sql"), ours);
  schema("entity Mark { id: uuid = uuid() @key }\n" + kTag);
  const Outcome stray = migrate("check");
  EXPECT_THAT(stray.err, AllOf(HasSubstr("0002_tags.sql: it is sealed by no line"), HasSubstr("rebase")));
  const Outcome rebased = migrate("rebase", {"--allow", kEverything});
  EXPECT_EQ(rebased.exit, 0) << rebased.err;
  EXPECT_EQ(migrate("check", {"--prove"}).exit, 0);
  EXPECT_EQ(up().exit, 0);
  EXPECT_EQ(tables(), "4");
  write_file(path("migrations/migrations.lock"), "<<<<<<< ours\n" + lock);
  EXPECT_THAT(migrate("check").err, HasSubstr("the marks of a merge"));
}

TEST_F(MigrateTest, ARoleThatMayNotIsToldSo) {
  begin();
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  const Outcome refused = migrate("up", {"--db", url_as(name() + "_app")});
  EXPECT_EQ(refused.exit, 3);
  EXPECT_THAT(refused.err, HasSubstr("owner"));
  EXPECT_EQ(tables(), "2");
}

TEST_F(MigrateTest, OneChangesADatabaseAtATime) {
  begin();
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  auto other = pq::Session::connect(url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("SET application_name TO 'somebody'; SELECT pg_advisory_lock(7310583948)"));
  const Outcome refused = up();
  EXPECT_EQ(refused.exit, 4);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("another run is changing this database"), HasSubstr("somebody")));
  ASSERT_TRUE(other->script("SELECT pg_advisory_unlock(7310583948)"));
  EXPECT_EQ(up().exit, 0);
}

TEST_F(MigrateTest, APlanNamesTheQueriesThatWorkBesideIt) {
  const std::string queries =
      "query first_notes() many as `select body from notes order by body limit 3`\n"
      "query who() many as `select name from tenants`\n";
  schema(queries);
  ASSERT_EQ(make("init").exit, 0);
  schema("extend Note { check `body <> ''` }\n" + queries);
  EXPECT_THAT(migrate("plan").out,
              HasSubstr("-- queries of the version before that work with these tables: first_notes\n"));
  EXPECT_THAT(migrate("plan", {"--as", "json"}).out, HasSubstr("\"queries\": [\n    \"first_notes\"\n  ]"));
}

TEST_F(MigrateTest, APlanIsForProgramsToo) {
  begin();
  schema(kTag);
  const Outcome json = migrate("plan", {"--as", "json"});
  EXPECT_EQ(json.exit, 0) << json.err;
  EXPECT_THAT(json.out,
              AllOf(HasSubstr("\"what\": \"make table public.tags\""), HasSubstr("\"refused\": []")));
  EXPECT_THAT(migrate("plan").out, HasSubstr("-- tenon: step 1, in a transaction"));
  EXPECT_THAT(migrate("status", {"--db", url(), "--as", "json"}).out, HasSubstr("\"expanded\": true"));
}

}  // namespace
}  // namespace tenon::test
