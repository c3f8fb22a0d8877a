// `tenon migrate rehearse`: what a migration does to programs at work, told step by step.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "migrating.hpp"
#include "process.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class RehearseTest : public CliTest {
 protected:
  std::string schema(const std::string& file_name, const std::string& note,
                     const std::string& more = "") const {
    return file(file_name,
                "schema rehearsed { postgres 15 }\n"
                "tenancy { root Team app rehearsed_app owner rehearsed_owner }\n"
                "entity Team { id: uuid = uuid() @key  name: text }\n"
                "entity Note {\n  id: uuid = uuid() @key\n" +
                    note + "}\n" + more);
  }
  Outcome rehearse(const std::string& before, const std::string& after,
                   std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"migrate", "rehearse", after, "--from", before, "--rows", "500"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return tenon(arguments);
  }
  [[nodiscard]] std::string before() const {
    return schema("before.schema", "  title: text\n  body: text?\n");
  }
};

TEST_F(RehearseTest, WhatIsAddedHoldsUpNobodyForGood) {
  const Outcome seen =
      rehearse(before(),
               schema("after.schema", "  title: text\n  body: text?\n  words: int4 = 1\n  index (title)\n",
                      "entity Tag { id: uuid = uuid() @key  note: Note  label: text }\n"),
               {"--as", "json"});
  ASSERT_EQ(seen.exit, 0) << seen.err << seen.out;
  const auto told = nlohmann::json::parse(seen.out);
  EXPECT_EQ(told["rows"], "500 rows in one table, 5 in teams");
  EXPECT_EQ(told["failed"], 0);
  EXPECT_EQ(told["failed_as_announced"], 0);
  EXPECT_GT(told["requests"], 0);
  // Reading and changing teams and notes, and new notes, of both versions; tags of the new one.
  EXPECT_GT(told["statements"], 8);
  ASSERT_EQ(told["steps"].size(), 3U) << seen.out;
  EXPECT_EQ(told["steps"][0]["what"].get<std::string>().find("add column words of public.notes"), 0U);
  EXPECT_EQ(told["steps"][0]["locks"][0]["lock"], "ACCESS EXCLUSIVE");
  EXPECT_EQ(told["steps"][0]["locks"][0]["table"], "notes");
  EXPECT_EQ(told["steps"][1]["what"], "build index notes_tenant_id_title_idx of public.notes");
  EXPECT_GT(told["steps"][1]["wal_bytes"], 0);
}

TEST_F(RehearseTest, WhatBreaksProgramsOfTheVersionBeforeIsCounted) {
  const Outcome seen = rehearse(
      before(), schema("after.schema",
                       "  heading: text @was(title)\n  body: text @backfill(\"none\")\n  index (heading)\n"));
  ASSERT_EQ(seen.exit, 0) << seen.err << seen.out;
  EXPECT_THAT(seen.out, AllOf(HasSubstr("fill column body of public.notes"),
                              HasSubstr("refuse NULL from now on in column body of public.notes"),
                              HasSubstr("build index notes_tenant_id_heading_idx of public.notes"),
                              HasSubstr("make NOT NULL column body of public.notes"),
                              HasSubstr("; 0 failed, and "), HasSubstr("what the plan announces holds")));
  EXPECT_THAT(seen.out, AllOf(Not(HasSubstr("and 0 more as announced")),
                              HasSubstr("old version's notes, reading: column \"title\" does not exist")));
}

TEST_F(RehearseTest, WhatCanNotBeRunIsAFinding) {
  const Outcome seen =
      rehearse(schema("before.schema", "  title: text\n"), schema("after.schema", "  title: int4\n"));
  EXPECT_EQ(seen.exit, 1);
  EXPECT_THAT(seen.err, HasSubstr("the migration fails: expand, step 3 of"));
}

class RehearseRowsTest : public MigrateTest {};

TEST_F(RehearseRowsTest, OfADatabaseAreCopied) {
  const auto items = [&](const std::string& fields) {
    file(name() + ".schema", small_schema(name(), "entity Item { id: uuid = uuid() @key  " + fields +
                                                      " }\n"
                                                      "entity Event { id: uuid = uuid()  at: timestamptz = "
                                                      "now()  number: int8 @identity  key (at, id)  "
                                                      "partition by range (at) every month }\n"));
  };
  items("title: text  more: jsonb?");
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  sql("INSERT INTO tenants (id, name) VALUES ('00000000-0000-0000-0000-000000000001', 'a');"
      "INSERT INTO items (tenant_id, title, more) SELECT '00000000-0000-0000-0000-000000000001', t, 'null' "
      "FROM "
      "unnest(ARRAY['same', 'same', E'it''s \"x\"\\\\']) t;"
      "INSERT INTO events (tenant_id) SELECT id FROM tenants");
  items("title: text  more: jsonb?  note: text?");
  const Outcome fine = migrate("rehearse", {"--db", url(), "--rows", "50"});
  EXPECT_EQ(fine.exit, 0) << fine.err << fine.out;
  EXPECT_THAT(fine.out, HasSubstr("with 5 rows of the database, of 3 tables, and "));
  // Made-up rows would all be others.
  items("title: text  more: jsonb?  unique (title)");
  const Outcome twice = migrate("rehearse", {"--db", url(), "--rows", "50"});
  EXPECT_EQ(twice.exit, 1);
  EXPECT_THAT(twice.err, AllOf(HasSubstr("the migration fails"), HasSubstr("23505"), Not(HasSubstr("same"))));
  EXPECT_EQ(migrate("rehearse", {"--rows", "50"}).exit, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM items"), "3");
}

/// About twenty of each, and what they refer to: its keys are proved anew.
TEST_F(RehearseRowsTest, OfADatabaseAreCopiedAsASample) {
  const auto items = [&](const std::string& action) {
    file(name() + ".schema",
         small_schema(name(), "entity Item { id: uuid = uuid() @key  above: Item? " + action +
                                  "  event: Event " + action +
                                  "  title: text }\n"
                                  "entity Event { id: uuid = uuid()  at: timestamptz = now()  key (at, id)  "
                                  "partition by range (at) every month }\n"));
  };
  items("");
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  sql("INSERT INTO tenants (id, name) SELECT gen_random_uuid(), n::text FROM generate_series(1, 2000) AS n;"
      "INSERT INTO events (tenant_id) SELECT id FROM tenants;"
      "INSERT INTO items (tenant_id, event_at, event_id, title) SELECT tenant_id, at, id, 'x' FROM events;"
      "UPDATE items SET above_id = (SELECT id FROM items AS other WHERE other.tenant_id = items.tenant_id)");
  items("@on_delete(cascade)");
  const Outcome some = migrate("rehearse", {"--db", url(), "--rows", "50", "--sample", "20", "--as", "json"});
  EXPECT_EQ(some.exit, 0) << some.err << some.out;
  const auto rows = nlohmann::json::parse(some.out)["rows"].get<std::string>();
  EXPECT_THAT(rows, testing::StartsWith("a sample of "));
  const int copied = std::stoi(rows.substr(12));
  EXPECT_GT(copied, 40);
  EXPECT_LT(copied, 400);
  const Outcome all = migrate("rehearse", {"--db", url(), "--rows", "50", "--sample", "5000"});
  EXPECT_EQ(all.exit, 0) << all.err << all.out;
  EXPECT_THAT(all.out, HasSubstr("with 6000 rows of the database, of 3 tables, and "));
  EXPECT_EQ(migrate("rehearse", {"--sample", "20"}).exit, 2);
}

TEST_F(RehearseTest, NoServerIsNoFinding) {
  const Outcome seen =
      rehearse(before(), schema("after.schema", "  title: text\n  body: text?\n  more: text?\n"),
               {"--server", "postgresql:///postgres?host=/nowhere"});
  EXPECT_EQ(seen.exit, 3);
  EXPECT_THAT(seen.err, HasSubstr("the migration can't be rehearsed here"));
}

}  // namespace
}  // namespace tenon::test
