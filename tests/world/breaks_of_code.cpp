#include "breaks.hpp"

namespace world_tests {

std::vector<Break> breaks_of_code() {
  return {
      {"the tenant by a second setting", R"sql(
       CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
         RETURN coalesce(nullif(current_setting('app.current_tenant_id', true), ''), nullif(current_setting('app.t', true), ''))::uuid)sql",
       "function tenon.current_tenant()", "its body is", kWrite},
      {"the tenant as a constant of the plan", "ALTER FUNCTION tenon.current_tenant() IMMUTABLE",
       "function tenon.current_tenant()", "its volatility is `immutable`, promised: `stable`", kLeak},
      {"the body of maintenance", R"sql(
       CREATE OR REPLACE FUNCTION tenon.drop_detached(left_behind oid) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
         AS 'BEGIN RETURN true; END')sql",
       "function tenon.drop_detached(oid)", "its body is", kWrite},
      {"partitions made without row security", R"sql(
       DO $$ DECLARE d text := pg_get_functiondef('tenon.make_partition'::regproc);
       BEGIN EXECUTE replace(d, 'FORCE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY'); END $$)sql",
       "function tenon.make_partition", "its body is another from line", kWrite},
      {"the log left unwritten", R"sql(
       DO $$ DECLARE d text := pg_get_functiondef('tenon.changes'::regproc);
       BEGIN EXECUTE replace(d, 'SELECT', 'SELECT /**/'); END $$)sql",
       "function tenon.changes", "its body is", kWrite},
      {"a touch that touches nothing", R"sql(
       CREATE OR REPLACE FUNCTION tenon.touch_updated_at() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
         AS 'BEGIN RETURN new; END')sql",
       "function tenon.touch_updated_at()", "its body is", kWrite},
      {"a declared trigger's body", R"sql(
       CREATE OR REPLACE FUNCTION tenon.notes_loud() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END')sql",
       "function tenon.notes_loud()", "its body is", kLeak},
      {"the function behind a generated column", R"sql(
       CREATE OR REPLACE FUNCTION public.halves(x int4) RETURNS int4 LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
         BEGIN ATOMIC SELECT x / 3; END)sql",
       "function public.halves(integer)", "its body is", kWrite},
      {"maintenance by another path", "ALTER FUNCTION tenon.maintain() SET search_path = public, pg_catalog",
       "function tenon.maintain()", "its settings are", kLeak},
      {"a search by another path",
       "ALTER FUNCTION tenon.authors_search_text(text, integer) SET search_path = public",
       "function tenon.authors_search_text(text, integer)", "its settings are", kLeak},
      {"leakproof of ours", "ALTER FUNCTION public.halves(int) LEAKPROOF", "function public.halves(integer)",
       "its leakproof is `true`", kLeak},
      {"leakproof of a stranger", R"sql(
       CREATE FUNCTION public.shout(t text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE LEAKPROOF AS 'BEGIN RETURN true; END')sql",
       "function public.shout(text)", "LEAKPROOF", kLeak},
      {"a function that hides one of the server's", R"sql(
       CREATE FUNCTION public.length(x varchar) RETURNS int LANGUAGE sql AS 'SELECT 1')sql",
       "function public.length(character varying)", "is called as one of the server's", kLeak},
      {"a function that names our tables", R"sql(
       CREATE FUNCTION public.tidy() RETURNS void LANGUAGE plpgsql AS 'BEGIN DELETE FROM notes; END')sql",
       "function public.tidy()", "names public.notes", kDrift},
      {"a function that reads ours within a namesake", R"sql(
       CREATE FUNCTION public.tidy() RETURNS bigint LANGUAGE sql
         AS 'WITH notes AS (SELECT * FROM notes) SELECT count(*) FROM notes')sql",
       "function public.tidy()", "names public.notes", kDrift},
      {"a function that assigns what it reads", R"sql(
       CREATE FUNCTION public.tidy(a int) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN
         n := (SELECT count(*) FROM tags); IF n > 1 THEN RETURN 0; END IF; RETURN n; END $$)sql",
       "function public.tidy(integer)", "names public.tags", kDrift},
      {"a function that runs a text of ours", R"sql(
       CREATE FUNCTION public.tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'delete from notes'; END $$)sql",
       "function public.tidy()", "names public.notes", kDrift},
      {"a costly function that no plan may share",
       "ALTER FUNCTION tenon.current_tenant() COST 5 PARALLEL UNSAFE", "function tenon.current_tenant()",
       "its cost is `5`, promised: `100`; its parallel is `unsafe`, promised: `safe`", kDrift},
      {"an operator as one of the server's", R"sql(
       CREATE FUNCTION public.same(a citext, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
       CREATE OPERATOR public.= (FUNCTION = public.same, LEFTARG = citext, RIGHTARG = text))sql",
       "operator public.=", "is written as one of the server's", kLeak},
      {"an operator for integers", R"sql(
       CREATE FUNCTION public.less(a int, b bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
       CREATE OPERATOR public.< (FUNCTION = public.less, LEFTARG = int, RIGHTARG = bigint))sql",
       "operator public.<", "runs public.less", kLeak},
      {"a cast wherever it fits", "CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT", "cast text to uuid",
       "is made wherever it fits", kWrite},
      {"a cast at assignments", "CREATE CAST (uuid AS bytea) WITH INOUT AS ASSIGNMENT", "cast uuid to bytea",
       "is made at each assignment", kWrite},
      {"words taken apart another way", R"sql(
       ALTER TEXT SEARCH CONFIGURATION pg_catalog.english ALTER MAPPING FOR asciiword WITH simple)sql",
       "text search configuration english", "other rules than the server brought", kDenial},
      {"a function that is gone", "DROP FUNCTION tenon.runway()", "function tenon.runway()", "is missing",
       kDenial},
      {"a tenant by whoever owns the function", "ALTER FUNCTION tenon.current_tenant() SECURITY DEFINER",
       "function tenon.current_tenant()", "its running as its owner", kLeak},
      {"a search for everybody",
       "GRANT EXECUTE ON FUNCTION tenon.authors_search_text(text, integer) TO PUBLIC",
       "grant on function tenon.authors_search_text", "", kLeak},
      {"maintenance of another owner", "CREATE ROLE stray; ALTER FUNCTION tenon.maintain() OWNER TO stray",
       "function tenon.maintain()", "its owner is", kWrite, "DROP ROLE stray"},
      {"a default by another function", "ALTER TABLE public.notes ALTER COLUMN id SET DEFAULT md5('x')::uuid",
       "column id of public.notes", "its default value is", kDrift},
  };
}

}  // namespace world_tests
