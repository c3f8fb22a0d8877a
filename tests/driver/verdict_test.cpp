// What `tenon verify` came to, as people and machines read it.
#include "driver/verdict.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace tenon::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

driver::Verified verified() {
  driver::Verified out{"shop", "schemas/shop.schema", "PostgreSQL 15.18", {}};
  out.report.checks = 40;
  out.report.findings = {{"world.strangers", "view api.notes", "shows \"rows\" <of> others & more", "leak",
                          "DROP VIEW api.notes;"},
                         {"attack.other_tenant", "notes", "ERROR 42P01 relation is gone", "", ""},
                         {"attack.no_tenant", "notes", "ERROR 42P01 relation is gone", "", ""}};
  out.report.notes = {{"superusers", "that log in: postgres"}};
  out.report.unjudged = {{"catalog.columns", "orders", "a lock", "try again", true}};
  return out;
}

TEST(Verdict, OfOneCauseIsToldOnce) {
  const std::string text = driver::written(verified(), "auto");
  EXPECT_THAT(
      text,
      HasSubstr(
          "view api.notes: leak: shows \"rows\" <of> others & more [world.strangers]\n  help: DROP VIEW "
          "api.notes;\n"));
  EXPECT_THAT(text, HasSubstr("relation is gone [attack.other_tenant and 1 more checks]"));
  EXPECT_THAT(text, HasSubstr("note: superusers that log in: postgres\n"));
  EXPECT_THAT(
      text,
      HasSubstr("shop on PostgreSQL 15.18: 40 checks, 3 findings of 2 causes, 1 could not be judged\n"));
}

/// An attack follows from what is known of its table, and from the roles' faults where nothing is.
TEST(Verdict, TellsWhatTheDatabaseIsBeforeWhatThatLetsThrough) {
  driver::Verified out{"shop", "shop.schema", "PostgreSQL 15.18", {}};
  out.report.findings = {
      {"attack.reading", "orders", "SELECT gave 3 rows, promised: 0", "", ""},
      {"attack.reading", "notes", "SELECT gave 3 rows, promised: 0", "", ""},
      {"catalog.role_attributes", "app", "the role is BYPASSRLS", "leak", "ALTER ROLE app NOBYPASSRLS;"},
      {"catalog.row_security", "notes", "row-level security is not enabled", "leak", "ALTER TABLE notes …;"},
      {"catalog.row_security", "tags", "row-level security is not forced", "leak", "ALTER TABLE tags …;"},
      {"catalog.partitions", "tags", "partition `tags_1` has a trigger", "", ""},
      {"catalog.partitions", "tags", "partition `tags_2` has a trigger", "", ""},
      {"attack.writing", "orders", "touched 1 rows, promised: 0", "", ""},
  };
  EXPECT_THAT(
      driver::written(out, "auto"),
      StartsWith("app: leak: the role is BYPASSRLS [catalog.role_attributes and 2 more checks]\n"
                 "  also of: orders\n"
                 "  help: ALTER ROLE app NOBYPASSRLS;\n"
                 "notes: leak: row-level security is not enabled [catalog.row_security and 2 more checks]\n"
                 "  also of: tags\n"
                 "  help: ALTER TABLE notes …;\n"
                 "  help: ALTER TABLE tags …;\n"
                 "tags: partition `tags_1` has a trigger [catalog.partitions and 1 more checks]\n"));
}

TEST(Verdict, IsJsonForPrograms) {
  const auto json = nlohmann::json::parse(driver::written(verified(), "json"));
  EXPECT_EQ(json["checks"], 40);
  EXPECT_EQ(json["found"], 3);
  ASSERT_EQ(json["findings"].size(), 2);
  EXPECT_EQ(json["findings"][0]["severity"], "leak");
  EXPECT_EQ(json["findings"][0]["remedy"], "DROP VIEW api.notes;");
  EXPECT_EQ(json["findings"][1]["alike"], 1);
  EXPECT_EQ(json["unjudged"][0]["why"], "a lock");
}

TEST(Verdict, IsSarifForCodeScanning) {
  const auto json = nlohmann::json::parse(driver::written(verified(), "sarif"));
  EXPECT_EQ(json["version"], "2.1.0");
  const auto& run = json["runs"][0];
  EXPECT_EQ(run["results"].size(), 4);
  EXPECT_EQ(run["results"][2]["level"], "error");
  EXPECT_EQ(run["results"][2]["message"]["text"], "orders: could not be judged: a lock\ntry again");
  EXPECT_EQ(run["results"][3]["level"], "note");
  EXPECT_EQ(run["results"][3]["message"]["text"], "superusers: that log in: postgres");
  EXPECT_EQ(run["results"][0]["ruleId"], "world.strangers");
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "schemas/shop.schema");
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 4);
}

TEST(Verdict, IsJunitForBuilds) {
  const std::string xml = driver::written(verified(), "junit");
  EXPECT_THAT(xml, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>"));
  EXPECT_THAT(xml, HasSubstr("tests=\"4\" failures=\"2\" errors=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<system-out>note: superusers that log in: postgres&#10;</system-out>"));
  EXPECT_THAT(
      xml,
      HasSubstr(
          "message=\"shows &quot;rows&quot; &lt;of&gt; others &amp; more\">DROP VIEW api.notes;</failure>"));
}

}  // namespace
}  // namespace tenon::test
