// Each way to break a database is noticed, and told in words.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "breaks.hpp"
#include "garden.hpp"

namespace world_tests {
namespace {

using namespace tenon;

const dumps::Cluster& here() {
  return dumps::postgres(0, dumps::Place::kHere);
}

const Garden& garden() {
  static const Garden kGarden = [] {
    Garden out(here(), std::string(TENON_SOURCE) + "/tests/world/garden.schema");
    EXPECT_TRUE(out.is_there() && out.apply("garden"));
    return out;
  }();
  return kGarden;
}

bool is_found(const world::Judgement& judgement, const Break& one) {
  return std::ranges::any_of(judgement.findings, [&](const conformance::Finding& finding) {
    return finding.object.find(one.object) != std::string::npos &&
           finding.message.find(one.phrase) != std::string::npos && finding.severity == one.severity;
  });
}

/// In a copy, since some of what breaks a database can't be taken back.
void expect_found(const Break& one) {
  here().run("postgres", "CREATE DATABASE broken TEMPLATE garden");
  here().run("broken", one.sql);
  const world::Judgement judgement = garden().judge("broken");
  EXPECT_TRUE(is_found(judgement, one)) << one.name << "\n" << text(judgement);
  here().drop_database("broken");
  if (*one.mend != '\0') here().run("postgres", one.mend);
}

TEST(World, EachBreakIsFound) {
  ASSERT_TRUE(garden().is_there());
  for (const Break& one : breaks()) {
    SCOPED_TRACE(one.name);
    if (here().version() >= one.below) continue;
    expect_found(one);
  }
}

/// After all of them: what the server keeps was mended, and the database was never touched.
TEST(World, WhatIsWholeIsQuiet) {
  ASSERT_TRUE(garden().is_there());
  EXPECT_EQ(text(garden().judge("garden")), "");
}

/// What goes on beside others is refused within a transaction, as several statements at once are.
void mend(const std::string& remedy) {
  if (remedy.find("CONCURRENTLY") == std::string::npos) return here().run("broken", remedy);
  std::string rest = remedy;
  for (std::size_t end = rest.find("; "); end != std::string::npos; end = rest.find("; ")) {
    here().run("broken", rest.substr(0, end));
    rest.erase(0, end + 2);
  }
  here().run("broken", rest);
}

/// What is told as a remedy brings the database back.
TEST(World, RemediesMend) {
  ASSERT_TRUE(garden().is_there());
  here().run("postgres", "CREATE DATABASE broken TEMPLATE garden");
  for (const char* sql :
       {"GRANT SELECT ON public.tags TO analyst", "CREATE INDEX handy ON public.notes (state)",
        "ALTER POLICY notes_select ON public.notes TO garden_app, PUBLIC",
        "REVOKE UPDATE ON public.notes FROM auditor", "ALTER TABLE public.tags NO FORCE ROW LEVEL SECURITY",
        "DROP TRIGGER touch_updated_at ON public.notes",
        "ALTER TABLE public.notes DROP CONSTRAINT notes_some",
        "ALTER VIEW public.lately RESET (security_invoker)", "CREATE PUBLICATION everything FOR ALL TABLES",
        "DELETE FROM tenon.retained", "ALTER TABLE public.tags OWNER TO postgres",
        "CREATE VIEW public.waiting AS SELECT * FROM public.tags",
        "CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT",
        "ALTER DEFAULT PRIVILEGES FOR ROLE garden_owner GRANT SELECT ON TABLES TO PUBLIC"}) {
    SCOPED_TRACE(sql);
    here().run("broken", sql);
    const world::Judgement broken = garden().judge("broken");
    ASSERT_FALSE(broken.findings.empty());
    for (const conformance::Finding& finding : broken.findings) {
      ASSERT_NE(finding.remedy, "") << finding.object;
      mend(finding.remedy);
    }
    EXPECT_EQ(text(garden().judge("broken")), "");
  }
  here().drop_database("broken");
}

/// Of indexes and constraints nothing is built or looked at while others may not write.
TEST(World, RemediesHoldUpNobody) {
  ASSERT_TRUE(garden().is_there());
  here().run("postgres", "CREATE DATABASE broken TEMPLATE garden");
  const struct {
    const char* sql;
    const char* remedy;
  } kBroken[] = {
      {"DROP INDEX public.notes_tenant_id_title_idx",
       "CREATE INDEX CONCURRENTLY notes_tenant_id_title_idx ON public.notes "},
      {"DROP INDEX public.notes_tenant_id_title_idx; CREATE INDEX notes_tenant_id_title_idx ON public.notes "
       "(title)",
       "; DROP INDEX CONCURRENTLY public.notes_tenant_id_title_idx; ALTER INDEX "},
      {"CREATE INDEX handy ON public.notes (state)", "DROP INDEX CONCURRENTLY public.handy;"},
      {"DROP INDEX public.messages_tenant_id_note_id_sent_at_idx",
       "CREATE INDEX CONCURRENTLY ON public.messages_"},
      {"ALTER TABLE public.notes DROP CONSTRAINT notes_some",
       " NOT VALID; ALTER TABLE public.notes VALIDATE "},
      {"ALTER TABLE public.tags DROP CONSTRAINT tags_note_fkey",
       " NOT VALID; ALTER TABLE public.tags VALIDATE "},
      {"ALTER TABLE public.authors DROP CONSTRAINT authors_tenant_id_mail_key",
       "UNIQUE USING INDEX authors_tenant_id_mail_key;"},
  };
  for (const auto& [sql, remedy] : kBroken) {
    SCOPED_TRACE(sql);
    here().run("broken", sql);
    const world::Judgement broken = garden().judge("broken");
    ASSERT_EQ(broken.findings.size(), 1U) << text(broken);
    EXPECT_NE(broken.findings.front().remedy.find(remedy), std::string::npos) << text(broken);
    mend(broken.findings.front().remedy);
    EXPECT_EQ(text(garden().judge("broken")), "");
  }
  here().drop_database("broken");
}

/// What touches nothing is told, and is no finding.
TEST(World, WhatTouchesNothingIsANote) {
  ASSERT_TRUE(garden().is_there());
  here().run("postgres", "CREATE DATABASE broken TEMPLATE garden");
  here().run(
      "broken",
      "CREATE SCHEMA crm; CREATE TABLE crm.deals (id int PRIMARY KEY, name text); CREATE VIEW crm.names AS "
      "SELECT name FROM crm.deals; CREATE FUNCTION crm.one() RETURNS int LANGUAGE sql AS 'SELECT 1'; "
      "CREATE AGGREGATE crm.total(int) (SFUNC = int4pl, STYPE = int)");
  const world::Judgement judgement = garden().judge("broken");
  EXPECT_EQ(text(judgement), "");
  for (const char* note :
       {"schema crm", "table crm.deals", "view crm.names", "function crm.one()", "aggregate crm.total"}) {
    EXPECT_TRUE(std::ranges::any_of(judgement.unexplained, [&](const auto& each) {
      return each.object == note;
    })) << note;
  }
  here().drop_database("broken");
}

}  // namespace
}  // namespace world_tests

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
