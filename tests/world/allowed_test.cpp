// What the schema's author lets be in the database is told with his reason, and is no finding.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "commands.hpp"
#include "garden.hpp"

namespace world_tests {
namespace {

using namespace tenon;
using ::testing::HasSubstr;
using ::testing::Not;

/// What somebody puts there, and the line that lets it be.
struct Beside {
  const char* sql;
  const char* line;
  const char* object;
  const char* mend = "";
};

const Beside kBeside[] = {
    {"CREATE SCHEMA reporting; GRANT USAGE ON SCHEMA reporting TO analyst; CREATE VIEW reporting.by_day AS "
     "SELECT "
     "title FROM public.notes; GRANT SELECT ON reporting.by_day TO analyst",
     "view reporting.by_day", "view reporting.by_day"},
    {"CREATE SCHEMA bi; GRANT USAGE ON SCHEMA bi TO PUBLIC; CREATE MATERIALIZED VIEW bi.counts AS SELECT "
     "tenant_id, "
     "count(*) FROM public.notes GROUP BY 1; GRANT SELECT ON bi.counts TO PUBLIC",
     "materialised_view bi.counts", "materialised view bi.counts"},
    {"CREATE PUBLICATION warehouse FOR ALL TABLES", "publication warehouse", "publication warehouse"},
    {"CREATE TABLE public.notes_2024 AS SELECT * FROM public.notes; GRANT SELECT ON public.notes_2024 TO "
     "garden_app",
     "table public.notes_2024", "table public.notes_2024"},
    {"CREATE ROLE grafana LOGIN BYPASSRLS; GRANT garden_app TO grafana", "login grafana", "role grafana",
     "DROP ROLE grafana"},
    {"CREATE EXTENSION pg_trgm", "extension pg_trgm", "extension pg_trgm"},
    {"CREATE FUNCTION public.peek(a int, b text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT "
     "count(*) "
     "FROM public.notes'",
     "function public.peek", "function public.peek(integer, text)"},
    {"CREATE FUNCTION public.peek(a int, b text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT "
     "count(*) "
     "FROM public.notes'",
     "function `public.peek(integer, text)`", "function public.peek(integer, text)"},
    {"CREATE TRIGGER by_hand BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION "
     "tenon.touch_updated_at()",
     "trigger public.notes.by_hand", "trigger by_hand of public.notes"},
    {"CREATE INDEX by_hand ON public.notes (state)", "index public.by_hand", "index by_hand of public.notes"},
    {"CREATE INDEX by_hand ON public.notes (state)", "index public.notes.by_hand",
     "index by_hand of public.notes"},
    {"ALTER TABLE public.notes ADD COLUMN extra int", "column public.notes.extra",
     "column extra of public.notes"},
    {"CREATE ROLE grafana LOGIN; GRANT SELECT ON public.tags TO grafana", "grant public.tags to grafana",
     "grant on table public.tags to grafana", "DROP ROLE grafana"},
    {"CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host "
     "'127.0.0.1'); GRANT USAGE ON FOREIGN SERVER elsewhere TO garden_app",
     "foreign_server elsewhere", "foreign server elsewhere"},
    {"CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host "
     "'127.0.0.1'); CREATE FOREIGN TABLE public.far (id int) SERVER elsewhere; GRANT SELECT ON public.far TO "
     "garden_app",
     "foreign_table public.far", "foreign table public.far"},
    {"CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT", "cast text to uuid", "cast text to uuid"},
};

const dumps::Cluster& server() {
  return dumps::postgres(0, dumps::Place::kHere);
}

std::string source() {
  return std::string(TENON_SOURCE) + "/tests/world/garden.schema";
}

const Garden& plot() {
  static const Garden kPlot = [] {
    Garden out(server(), source());
    EXPECT_TRUE(out.is_there() && out.apply("plot"));
    return out;
  }();
  return kPlot;
}

bool is_noted(const world::Judgement& judgement, const std::string& object, const std::string& message) {
  return std::ranges::any_of(judgement.notes, [&](const conformance::Note& note) {
    return note.object == object && note.message.find(message) != std::string::npos;
  });
}

std::string unexplained(const world::Judgement& judgement, const std::string& object) {
  for (const conformance::Note& note : judgement.unexplained) {
    if (note.object == object) return note.object + " " + note.message;
  }
  return "";
}

bool is_found(const world::Judgement& judgement, const std::string& object) {
  return std::ranges::any_of(judgement.findings, [&](const auto& each) { return each.object == object; });
}

TEST(Allowed, IsANoteWithItsReason) {
  ASSERT_TRUE(plot().is_there());
  for (const Beside& each : kBeside) {
    SCOPED_TRACE(each.line);
    server().run("postgres", "CREATE DATABASE beside TEMPLATE plot");
    server().run("beside", each.sql);
    const world::Judgement without = plot().judge("beside");
    EXPECT_TRUE(is_found(without, each.object) || !unexplained(without, each.object).empty())
        << text(without);
    const world::Judgement judgement =
        plot().judge("beside", fmt::format("allow {{ {} because \"it is \\\"ours\\\"\" }}", each.line));
    EXPECT_EQ(text(judgement), "");
    EXPECT_EQ(unexplained(judgement, each.object), "");
    EXPECT_TRUE(is_noted(judgement, each.object, "is allowed, because \"it is \"ours\"\"")) << each.object;
    server().drop_database("beside");
    if (*each.mend != '\0') server().run("postgres", each.mend);
  }
}

/// Another thing of the name's beginning, a thing of the same name elsewhere, and what an allowed one opens.
TEST(Allowed, IsWhatWasNamedAndNothingElse) {
  ASSERT_TRUE(plot().is_there());
  server().run("postgres", "CREATE DATABASE beside TEMPLATE plot");
  server().run(
      "beside",
      "CREATE SCHEMA api; GRANT USAGE ON SCHEMA api TO analyst; "
      "CREATE VIEW public.notes_by_day AS SELECT title FROM public.notes; GRANT SELECT ON "
      "public.notes_by_day TO analyst; "
      "CREATE VIEW api.notes_by AS SELECT title FROM public.notes; GRANT SELECT ON api.notes_by TO analyst; "
      "CREATE FUNCTION public.peeking() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) "
      "FROM public.notes'; "
      "ALTER TABLE public.notes NO FORCE ROW LEVEL SECURITY; GRANT DELETE ON public.notes TO analyst");
  const world::Judgement judgement = plot().judge("beside",
                                                  "allow { view public.notes_by because \"r\"  function "
                                                  "public.peek because \"r\"  schema api because \"r\" }");
  for (const char* object : {"view public.notes_by_day", "view api.notes_by", "function public.peeking()",
                             "row security of public.notes", "grant on table public.notes to analyst"})
    EXPECT_TRUE(is_found(judgement, object)) << object << "\n" << text(judgement);
  EXPECT_TRUE(is_noted(judgement, "view public.notes_by", "the database has none"));
  server().drop_database("beside");
}

/// Of a whole schema that is somebody else's, what touches nothing of ours.
TEST(Allowed, TakesWithItWhatFollows) {
  ASSERT_TRUE(plot().is_there());
  server().run("postgres", "CREATE DATABASE beside TEMPLATE plot");
  server().run("beside",
               "CREATE SCHEMA crm; CREATE TABLE crm.deals (id serial PRIMARY KEY, name text); CREATE VIEW "
               "crm.names AS "
               "SELECT name FROM crm.deals; CREATE TABLE public.prices (id serial) PARTITION BY LIST (id); "
               "CREATE TABLE public.prices_1 "
               "PARTITION OF public.prices FOR VALUES IN (1)");
  const world::Judgement judgement = plot().judge(
      "beside",
      "allow { schema crm because \"another team's\"  table public.prices because \"of the shop\" }");
  EXPECT_EQ(text(judgement), "");
  EXPECT_EQ(judgement.unexplained.size(), 0U) << judgement.unexplained.front().object;
  server().drop_database("beside");
}

/// By the tool itself, with the checks that find the same another way.
TEST(Allowed, CountsForTheWholeOfVerify) {
  ASSERT_TRUE(plot().is_there());
  server().run("postgres", "CREATE DATABASE beside TEMPLATE plot");
  server().run(
      "beside",
      "CREATE VIEW public.open AS SELECT title FROM public.notes; GRANT SELECT ON public.open TO garden_app; "
      "CREATE TABLE public.notes_2024 AS SELECT * FROM public.notes; GRANT SELECT ON public.notes_2024 TO "
      "garden_app; "
      "CREATE ROLE grafana LOGIN BYPASSRLS; GRANT garden_app TO grafana; "
      "CREATE INDEX by_hand ON public.notes (state); ALTER TABLE public.notes ADD COLUMN extra int; "
      "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql LEAKPROOF SECURITY DEFINER AS 'SELECT "
      "count(*) FROM public.notes'");
  const dumps::Directory directory;
  const std::string path = directory.path("garden.schema");
  const std::string lines[] = {"view public.open",     "table public.notes_2024",   "login grafana",
                               "index public.by_hand", "column public.notes.extra", "function public.peek"};
  std::string block;
  for (const std::string& each : lines) block += "  " + each + " because \"it is ours\"\n";
  std::ofstream(path) << std::ifstream(source()).rdbuf() << "allow {\n" << block << "}\n";
  const auto verified = [&](const std::string& file, const char* more) {
    return dumps::shell(fmt::format("{} verify {} --strict --db '{}' {} 2>&1 || echo failed", TENON_TOOL,
                                    file, server().url("beside"), more))
        .text;
  };
  const std::string without = verified(source(), "");
  EXPECT_THAT(without, HasSubstr("open: leak: is a view with its owner's rights"));
  EXPECT_THAT(without, HasSubstr("failed"));
  const std::string with = verified(path, "");
  EXPECT_THAT(
      with, HasSubstr("note: view public.open is allowed, because \"it is ours\": is none of the schema's"));
  EXPECT_THAT(with, HasSubstr(" 0 findings"));
  EXPECT_THAT(with, Not(HasSubstr("failed")));
  for (const char* format : {"json", "sarif", "junit"})
    EXPECT_THAT(verified(path, (std::string("--format ") + format).c_str()),
                HasSubstr("is allowed, because "));
  server().drop_database("beside");
  server().run("postgres", "DROP ROLE grafana");
}

}  // namespace
}  // namespace world_tests
