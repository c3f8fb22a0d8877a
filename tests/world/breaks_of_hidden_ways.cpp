// Ways out that stand where nobody looks: among the server's own, in an extension, behind a rule or a trigger
// of somebody else's table.
#include "breaks.hpp"

namespace world_tests {

std::vector<Break> breaks_of_hidden_ways() {
  return {
      {"a view that an extension took in", R"sql(
       CREATE SCHEMA z; GRANT USAGE ON SCHEMA z TO garden_app; CREATE VIEW z.v AS SELECT * FROM public.notes;
       GRANT SELECT ON z.v TO garden_app; ALTER EXTENSION citext ADD VIEW z.v)sql",
       "view z.v", "belongs to the extension citext, and reads notes", kLeak},
      {"a function that an extension took in", R"sql(
       CREATE SCHEMA z; GRANT USAGE ON SCHEMA z TO garden_app;
       CREATE FUNCTION z.f() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'select title from public.notes';
       ALTER EXTENSION citext ADD FUNCTION z.f())sql",
       "function z.f()", "belongs to the extension citext, and runs with the rights", kLeak},
      {"a copy that an extension took in", R"sql(
       CREATE TABLE public.nn AS SELECT * FROM public.notes; GRANT SELECT ON public.nn TO garden_app;
       ALTER EXTENSION citext ADD TABLE public.nn)sql",
       "table public.nn", "is granted to garden_app", kLeak},
      {"a function of an extension as its owner", R"sql(
       ALTER FUNCTION public.citext_larger(citext, citext) SECURITY DEFINER)sql",
       "function public.citext_larger(public.citext,public.citext)", "runs with the rights of its owner",
       kLeak},
      {"a view in information_schema", R"sql(
       CREATE VIEW information_schema.peek AS SELECT * FROM public.notes; GRANT SELECT ON information_schema.peek TO PUBLIC)sql",
       "view information_schema.peek", "is there for everybody", kLeak},
      {"a function in information_schema", R"sql(
       CREATE FUNCTION information_schema.peek() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER
         AS 'select title from public.notes')sql",
       "function information_schema.peek", "is there for everybody", kLeak},
      {"a function in pg_catalog", R"sql(
       SET allow_system_table_mods TO on;
       CREATE FUNCTION pg_catalog.peek(q text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
         AS 'DECLARE r text; BEGIN EXECUTE q INTO r; RETURN r; END')sql",
       "function pg_catalog.peek", "as its owner postgres made it", kLeak},
      {"a view in a schema that is called as the server's", R"sql(
       SET allow_system_table_mods TO on; CREATE SCHEMA pg_bi; GRANT USAGE ON SCHEMA pg_bi TO PUBLIC;
       CREATE VIEW pg_bi.v AS SELECT * FROM public.notes; GRANT SELECT ON pg_bi.v TO PUBLIC)sql",
       "view pg_bi.v", "is there for everybody", kLeak},
      {"a rule of somebody else's table", R"sql(
       CREATE SCHEMA q; GRANT USAGE ON SCHEMA q TO garden_app; CREATE TABLE q.jobs (id int, res text);
       GRANT SELECT, INSERT ON q.jobs TO garden_app;
       CREATE RULE r AS ON INSERT TO q.jobs DO ALSO DELETE FROM public.tags)sql",
       "rule r of q.jobs", "reads or changes public.tags with the rights of its owner `postgres`", kWrite},
      {"a copy with a policy that lets all through", R"sql(
       CREATE SCHEMA old; GRANT USAGE ON SCHEMA old TO garden_app; CREATE TABLE old.notes AS SELECT * FROM public.notes;
       ALTER TABLE old.notes ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON old.notes USING (true);
       GRANT SELECT ON old.notes TO garden_app)sql",
       "table old.notes", "has columns as public.notes", kLeak},
      {"a copy that the application owns", R"sql(
       CREATE SCHEMA old; GRANT USAGE ON SCHEMA old TO garden_app; CREATE TABLE old.notes AS SELECT * FROM public.notes;
       ALTER TABLE old.notes ENABLE ROW LEVEL SECURITY; ALTER TABLE old.notes OWNER TO garden_app)sql",
       "table old.notes", "has columns as public.notes", kLeak},
      {"a table among the bookkeeping", R"sql(
       CREATE TABLE tenon.stash AS SELECT id AS i, title AS t FROM public.notes; GRANT SELECT ON tenon.stash TO garden_app)sql",
       "table tenon.stash", "stands among its bookkeeping", kLeak},
      {"a function that runs a text as XML", R"sql(
       CREATE SCHEMA ops; GRANT USAGE ON SCHEMA ops TO PUBLIC;
       CREATE FUNCTION ops.xml(q text) RETURNS xml LANGUAGE sql SECURITY DEFINER AS $$select query_to_xml(q, true, true, '')$$)sql",
       "function ops.xml(text)", "runs with the rights of its owner `postgres`", kLeak},
      {"a function that sets what it is told", R"sql(
       CREATE SCHEMA ops; GRANT USAGE ON SCHEMA ops TO PUBLIC;
       CREATE FUNCTION ops.put(k text, v text) RETURNS text LANGUAGE sql SECURITY DEFINER AS $$select set_config(k, v, false)$$)sql",
       "function ops.put(text, text)", "runs with the rights of its owner `postgres`", kLeak},
      {"an aggregate over a function that nobody may call", R"sql(
       CREATE SCHEMA h; GRANT USAGE ON SCHEMA h TO PUBLIC;
       CREATE FUNCTION h.sf(s text, x int) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
         AS $$DECLARE r text; BEGIN EXECUTE 'select string_agg(title, '','') from public.no' || 'tes' INTO r; RETURN r; END$$;
       REVOKE ALL ON FUNCTION h.sf(text, int) FROM PUBLIC; CREATE AGGREGATE h.agg(int) (SFUNC = h.sf, STYPE = text))sql",
       "aggregate h.agg(integer)", "is made of h.sf(text,integer), which runs with the rights", kLeak},
      {"a trigger that calls what nobody may", R"sql(
       CREATE SCHEMA h; GRANT USAGE ON SCHEMA h TO garden_app; CREATE TABLE h.in_box (line text);
       GRANT SELECT, INSERT ON h.in_box TO garden_app;
       CREATE FUNCTION h.fill() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
         AS $$BEGIN EXECUTE 'select string_agg(title, '','') from public.no' || 'tes' INTO new.line; RETURN new; END$$;
       REVOKE ALL ON FUNCTION h.fill() FROM PUBLIC;
       CREATE TRIGGER fill BEFORE INSERT ON h.in_box FOR EACH ROW EXECUTE FUNCTION h.fill())sql",
       "function h.fill()", "runs with the rights of its owner `postgres`", kLeak},
      {"a function of an extension with another body", R"sql(
       CREATE OR REPLACE FUNCTION public.citext_eq(citext, citext) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT true')sql",
       "function citext.citext_eq(citext, citext)",
       "isn't what the extension citext brought: its body is another", kLeak},
      {"a function of the server without leaks", "ALTER FUNCTION pg_catalog.int4mul(int4, int4) LEAKPROOF",
       "function pg_catalog.int4mul(int4, int4)", "its leakproof is `true`, promised: `false`", kLeak},
      {"a function of the server that looks twice", "ALTER FUNCTION pg_catalog.lower(text) VOLATILE",
       "function pg_catalog.lower(text)", "its volatility is `v`, promised: `i`", kLeak},
      {"a function of the server with another body",
       "UPDATE pg_proc SET prosrc = 'textne' WHERE oid = 'pg_catalog.texteq'::regproc",
       "function pg_catalog.texteq(text, text)", "isn't what the server brought: its body is another", kLeak},
      {"a view of the server with another query", R"sql(
       SET allow_system_table_mods TO on;
       DO $$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW pg_catalog.pg_stats WITH (security_barrier = true) AS ' || replace(pg_get_viewdef('pg_stats'::regclass),
         'has_column_privilege(c.oid, a.attnum, ''select''::text)', 'true'); END $$)sql",
       "view pg_catalog.pg_stats", "isn't what the server brought: its query is another", kLeak},
      {"an operator of the server by another estimate",
       "ALTER OPERATOR pg_catalog.= (uuid, uuid) SET (RESTRICT = neqsel)",
       "operator pg_catalog.=(uuid, uuid)", "its estimate is `neqsel`, promised: `eqsel`", kLeak},
      {"a copy under other names", R"sql(
       CREATE SCHEMA old; GRANT USAGE ON SCHEMA old TO garden_app;
       CREATE TABLE old.stuff AS SELECT tenant_id AS a, title AS b FROM public.notes; GRANT SELECT ON old.stuff TO garden_app)sql",
       "table old.stuff", "holds keys of tenants, with no row-level security: garden_app → table old.stuff",
       kLeak},
      {"a copy as JSON", R"sql(
       CREATE ROLE stray LOGIN; CREATE SCHEMA old; GRANT USAGE ON SCHEMA old TO stray;
       CREATE TABLE old.lines AS SELECT to_jsonb(n) AS line FROM public.notes n; GRANT SELECT ON old.lines TO stray)sql",
       "table old.lines", "holds keys of tenants", kLeak, "DROP ROLE stray"},
      {"a publication of a copy under other names", R"sql(
       CREATE SCHEMA old; CREATE TABLE old.stuff AS SELECT tenant_id AS a, title AS b FROM public.notes;
       CREATE PUBLICATION part FOR TABLE old.stuff)sql",
       "publication part", "every change of old.stuff", kLeak},
      {"a view of a table elsewhere", R"sql(
       CREATE EXTENSION postgres_fdw; CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');
       CREATE SCHEMA far; GRANT USAGE ON SCHEMA far TO garden_app; CREATE FOREIGN TABLE far.notes (id uuid, title text) SERVER loop;
       CREATE VIEW far.inner_one AS SELECT * FROM far.notes; CREATE VIEW far.titles AS SELECT title FROM far.inner_one;
       GRANT SELECT ON far.titles TO garden_app)sql",
       "view far.titles", "reads the foreign table far.notes, and is there for garden_app", kLeak},
      {"a view through dblink", R"sql(
       CREATE EXTENSION dblink; CREATE SCHEMA far; GRANT USAGE ON SCHEMA far TO PUBLIC;
       CREATE VIEW far.titles AS SELECT * FROM dblink('dbname=x', 'select title from notes') AS t (title text);
       GRANT SELECT ON far.titles TO PUBLIC)sql",
       "view far.titles", "reads through dblink, and is there for everybody", kLeak},
      {"a function whose names are hidden", R"sql(
       CREATE SCHEMA h; GRANT USAGE ON SCHEMA h TO garden_app; CREATE FUNCTION h.f(a text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
         AS $$DECLARE r text; BEGIN EXECUTE format('select string_agg(title, '','') from %I.%I', 'public', a) INTO r; RETURN r; END$$;
       REVOKE ALL ON FUNCTION h.f(text) FROM PUBLIC; GRANT EXECUTE ON FUNCTION h.f(text) TO garden_app)sql",
       "function h.f(text)", "runs with the rights of its owner `postgres`: garden_app → function h.f(text)",
       kLeak},
  };
}

}  // namespace world_tests
