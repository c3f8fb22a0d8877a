// What others do in the same database, and an administrator to tune it, is no finding.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "garden.hpp"

namespace world_tests {
namespace {

using namespace tenon;

struct Harmless {
  const char* name;
  const char* sql;
  const char* mend = "";
  const char* object = "";  ///< of the one finding there is to be; none where there is none
};

const Harmless kHarmless[] = {
    {"a right for a backup tool",
     "CREATE ROLE backup LOGIN; GRANT EXECUTE ON FUNCTION pg_read_file(text) TO backup", "DROP ROLE backup"},
    {"a foreign table of another application", R"sql(
     CREATE ROLE other LOGIN; CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');
     CREATE SCHEMA crm; CREATE FOREIGN TABLE crm.far (id int) SERVER elsewhere; GRANT SELECT ON crm.far TO other;
     GRANT USAGE ON FOREIGN SERVER elsewhere TO other)sql",
     "DROP ROLE other"},
    {"a cast between types of others", R"sql(
     CREATE SCHEMA crm; CREATE TYPE crm.money AS (a int); CREATE TYPE crm.price AS (a int);
     CREATE FUNCTION crm.price(crm.money) RETURNS crm.price LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1.a)::crm.price';
     CREATE CAST (crm.money AS crm.price) WITH FUNCTION crm.price(crm.money) AS IMPLICIT)sql"},
    {"a language that nobody searches in",
     "ALTER TEXT SEARCH CONFIGURATION pg_catalog.danish ALTER MAPPING FOR asciiword WITH simple"},
    {"tenants of another application", R"sql(
     CREATE ROLE other LOGIN; CREATE SCHEMA crm; GRANT USAGE ON SCHEMA crm TO other; CREATE TABLE crm.deals (tenant_id uuid, price int);
     GRANT SELECT ON crm.deals TO other)sql",
     "DROP ROLE other"},
    {"a function of a superuser for others", R"sql(
     CREATE ROLE other LOGIN; CREATE SCHEMA crm; GRANT USAGE ON SCHEMA crm TO other; CREATE TABLE crm.deals (notes int);
     CREATE FUNCTION crm.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(notes) FROM crm.deals')sql",
     "DROP ROLE other"},
    {"a function that has the word", R"sql(
     CREATE SCHEMA crm; CREATE FUNCTION crm.hello() RETURNS text LANGUAGE plpgsql AS $$
     DECLARE notes int := 1; BEGIN /* FROM notes */ RETURN 'no notes'; -- FROM notes
     END $$)sql"},
    {"a function that tells of our tables", R"sql(
     CREATE SCHEMA crm; CREATE FUNCTION crm.tell() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
     RAISE NOTICE 'deleted from notes'; RETURN 'from notes, tags'; END $$)sql"},
    {"a query that is called as ours", R"sql(
     CREATE SCHEMA crm; CREATE FUNCTION crm.one() RETURNS bigint LANGUAGE sql
     AS 'WITH notes AS (SELECT 1), tags AS (SELECT 2) SELECT count(*) FROM notes, tags')sql"},
    {"who watches maintenance", R"sql(
     CREATE ROLE watcher LOGIN; GRANT USAGE ON SCHEMA tenon TO watcher;
     GRANT EXECUTE ON FUNCTION tenon.runway(), tenon.maintained() TO watcher)sql",
     "DROP ROLE watcher"},
    {"settings of taste", R"sql(
     ALTER ROLE garden_app SET timezone TO 'Asia/Tokyo'; ALTER ROLE garden_app SET datestyle TO 'German';
     ALTER ROLE garden_app SET search_path TO public, pg_catalog; ALTER ROLE garden_app SET statement_timeout TO '30s';
     ALTER DATABASE harmless SET timezone TO 'Asia/Tokyo'; ALTER DATABASE harmless SET row_security TO on;
     ALTER DATABASE harmless SET client_min_messages TO error)sql",
     "ALTER ROLE garden_app RESET ALL"},
    {"a login that goes on as the application", R"sql(
     CREATE ROLE svc LOGIN; GRANT garden_app TO svc; ALTER ROLE svc SET role TO garden_app; COMMENT ON TABLE public.notes IS 'x')sql",
     "DROP ROLE svc"},
    {"an empty table of another application", R"sql(
     CREATE ROLE other LOGIN; CREATE SCHEMA crm; GRANT USAGE ON SCHEMA crm TO other;
     CREATE TABLE crm.tags (id uuid, word text, note uuid, tenant_id uuid); GRANT SELECT ON crm.tags TO other)sql",
     "DROP ROLE other"},
    {"schemas of another login", "CREATE ROLE other LOGIN; GRANT CREATE ON DATABASE harmless TO other",
     "DROP ROLE other"},
    {"a namesake beside the function", R"sql(
     CREATE SCHEMA crm; CREATE TABLE crm.notes (id int); CREATE FUNCTION crm.tidy() RETURNS void LANGUAGE plpgsql
     SET search_path = crm AS 'BEGIN DELETE FROM notes; END')sql"},
    {"rights by default of another role", R"sql(
     CREATE ROLE other LOGIN; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO other)sql",
     "DROP ROLE other"},
    {"tuning", R"sql(
     ALTER TABLE public.notes SET (autovacuum_vacuum_scale_factor = 0.01); ALTER TABLE public.blobs_p1 SET (autovacuum_enabled = false);
     ALTER TABLE public.notes REPLICA IDENTITY FULL; ALTER TABLE public.blobs_p2 REPLICA IDENTITY FULL;
     ALTER TABLE public.notes ALTER COLUMN title SET STATISTICS 500; ALTER TABLE public.notes ALTER COLUMN title SET (n_distinct = -0.5);
     ALTER TABLE public.blobs_p1 ALTER COLUMN id SET STATISTICS 500;
     ALTER ROLE garden_app SET pgaudit.log = 'all'; ALTER ROLE garden_app SET idle_session_timeout = '1h')sql",
     "ALTER ROLE garden_app RESET ALL"},
    {"an index of a partitioned table is told once", "CREATE INDEX handy ON public.messages (content)", "",
     "index handy of public.messages"},
    {"a check of a partitioned table is told once",
     "ALTER TABLE public.messages ADD CONSTRAINT sly CHECK (content <> 'x')", "",
     "constraint sly of public.messages"},
    {"a column of a partitioned table is told once", "ALTER TABLE public.messages ADD COLUMN extra int", "",
     "column extra of public.messages"},
    {"a trigger of a partitioned table is told once", R"sql(
     CREATE TRIGGER sly BEFORE INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION tenon.touch_updated_at())sql",
     "", "trigger sly of public.messages"},
};

const dumps::Cluster& cluster() {
  return dumps::postgres(0, dumps::Place::kHere);
}

TEST(Harmless, IsNoFinding) {
  const Garden garden(cluster(), std::string(TENON_SOURCE) + "/tests/world/garden.schema");
  ASSERT_TRUE(garden.is_there() && garden.apply("quiet"));
  for (const Harmless& each : kHarmless) {
    SCOPED_TRACE(each.name);
    cluster().run("postgres", "CREATE DATABASE harmless TEMPLATE quiet");
    cluster().run("harmless", each.sql);
    const world::Judgement judgement = garden.judge("harmless");
    if (*each.object == '\0') {
      EXPECT_EQ(text(judgement), "");
      EXPECT_FALSE(judgement.unexplained.empty());
    } else {
      ASSERT_EQ(judgement.findings.size(), 1U) << text(judgement);
      EXPECT_EQ(judgement.findings[0].object, each.object);
    }
    cluster().drop_database("harmless");
    if (*each.mend != '\0') cluster().run("postgres", each.mend);
  }
}

/// What is told of a role's comment, when it is this one.
std::string told_of_comment(const Garden& garden, const char* comment) {
  cluster().run("postgres", fmt::format("COMMENT ON ROLE analyst IS {}", comment));
  std::string out;
  for (const conformance::Note& each : garden.judge("shared").unexplained) {
    if (each.object == "comment on role analyst") out += each.message;
  }
  return out;
}

/// It has the words of whichever schema made it on the server.
TEST(Harmless, ARoleServesAnotherSchemaInTheSamePart) {
  const Garden garden(cluster(), std::string(TENON_SOURCE) + "/tests/world/garden.schema");
  ASSERT_TRUE(garden.is_there() && garden.apply("shared"));
  EXPECT_EQ(told_of_comment(garden, "'declared in the schema: of another one'"), "");
  EXPECT_EQ(told_of_comment(garden, "'what requests run as'"),
            "doesn't begin as promised: `declared in the schema`");
  EXPECT_EQ(told_of_comment(garden, "NULL"), "is missing");
  EXPECT_EQ(told_of_comment(garden, "'declared in the schema'"), "");
  cluster().drop_database("shared");
}

}  // namespace
}  // namespace world_tests
