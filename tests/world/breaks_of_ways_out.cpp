#include "breaks.hpp"

namespace world_tests {

std::vector<Break> breaks_of_ways_out() {
  return {
      {"a view in another schema", R"sql(
       CREATE SCHEMA api; GRANT USAGE ON SCHEMA api TO garden_app;
       CREATE VIEW api.notes AS SELECT * FROM public.notes; GRANT SELECT ON api.notes TO garden_app)sql",
       "view api.notes", "garden_app → view api.notes → public.notes, as its owner", kLeak},
      {"a view for a login", R"sql(
       CREATE ROLE stray LOGIN; CREATE SCHEMA api; GRANT USAGE ON SCHEMA api TO stray;
       CREATE VIEW api.mails AS SELECT mail FROM public.authors; GRANT SELECT ON api.mails TO stray)sql",
       "view api.mails", "stray → view api.mails → public.authors", kLeak, "DROP ROLE stray"},
      {"a view for a declared role", R"sql(
       CREATE VIEW public.titles AS SELECT title FROM public.notes; GRANT SELECT ON public.titles TO analyst)sql",
       "view public.titles", "analyst → view public.titles → public.notes", kLeak},
      {"a view of a view", R"sql(
       CREATE SCHEMA bi; CREATE VIEW bi.one AS SELECT * FROM public.notes; CREATE VIEW bi.two AS SELECT * FROM bi.one;
       GRANT USAGE ON SCHEMA bi TO PUBLIC; GRANT SELECT ON bi.two TO PUBLIC)sql",
       "view bi.two", "everybody → view bi.two → public.notes", kLeak},
      {"a view that nobody reads yet", "CREATE VIEW public.waiting AS SELECT * FROM public.tags",
       "view public.waiting", "nobody else may read it yet", kDrift},
      {"a materialised view", R"sql(
       CREATE SCHEMA bi; CREATE MATERIALIZED VIEW bi.revenue AS SELECT title, count(*) FROM public.notes GROUP BY 1;
       GRANT USAGE ON SCHEMA bi TO garden_app; GRANT SELECT ON bi.revenue TO garden_app)sql",
       "materialised view bi.revenue", "holds rows of public.notes, under no policy", kLeak},
      {"a materialised view for everybody", R"sql(
       CREATE MATERIALIZED VIEW public.counts AS SELECT tenant_id, count(*) FROM public.notes GROUP BY 1;
       GRANT SELECT ON public.counts TO PUBLIC)sql",
       "materialised view public.counts", "everybody → materialised view public.counts", kLeak},
      {"a copied table", R"sql(
       CREATE SCHEMA old; GRANT USAGE ON SCHEMA old TO garden_app;
       CREATE TABLE old.notes AS SELECT * FROM public.notes; GRANT SELECT ON old.notes TO garden_app)sql",
       "table old.notes", "has columns as public.notes", kLeak},
      {"a backup table", R"sql(
       CREATE ROLE stray LOGIN; CREATE TABLE public.backup_tags AS SELECT * FROM public.tags;
       GRANT SELECT ON public.backup_tags TO stray)sql",
       "table public.backup_tags", "stray → table public.backup_tags", kLeak, "DROP ROLE stray"},
      {"a backup table by a column alone", R"sql(
       CREATE TABLE public.dump (tenant_id uuid, line text); GRANT SELECT (line) ON public.dump TO PUBLIC)sql",
       "table public.dump", "everybody → table public.dump", kLeak},
      {"a function of a superuser", R"sql(
       CREATE SCHEMA ops; GRANT USAGE ON SCHEMA ops TO PUBLIC;
       CREATE FUNCTION ops.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM public.notes')sql",
       "function ops.peek()", "runs with the rights of its owner `postgres`", kLeak},
      {"a function that runs what it is given", R"sql(
       CREATE FUNCTION public.run(q text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN EXECUTE q; END')sql",
       "function public.run(text)", "everybody → function public.run(text), as its owner", kLeak},
      {"a function of a role that requests run as", R"sql(
       CREATE FUNCTION public.lend() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN 1; END';
       ALTER FUNCTION public.lend() OWNER TO garden_app)sql",
       "function public.lend()", "runs with the rights of its owner `garden_app`", kLeak},
      {"a function that is the server's own by another name", R"sql(
       CREATE FUNCTION public.file(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all')sql",
       "function public.file(text)", "does what the server itself may", kLeak},
      {"a view of a view of ours", R"sql(
       CREATE VIEW public.later AS SELECT title FROM public.lately; GRANT SELECT ON public.later TO auditor)sql",
       "view public.later", "auditor → view public.later → public.lately", kLeak},
      {"a foreign table", R"sql(
       CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');
       CREATE FOREIGN TABLE public.far (id int) SERVER elsewhere; GRANT SELECT ON public.far TO garden_app)sql",
       "foreign table public.far", "is there for garden_app", kLeak},
      {"a foreign server for the application", R"sql(
       CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');
       GRANT USAGE ON FOREIGN SERVER elsewhere TO garden_app)sql",
       "foreign server elsewhere", "is garden_app to use", kLeak},
      {"dblink for the application", R"sql(
       CREATE EXTENSION dblink; GRANT EXECUTE ON FUNCTION public.dblink_connect_u(text) TO garden_app)sql",
       "function public.dblink_connect_u(text)", "may be called by garden_app", kLeak},
      {"a function of the server for the application",
       "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO garden_app", "function pg_read_file(text)",
       "may be called by garden_app", kLeak},
      {"a publication of all tables", "CREATE PUBLICATION everything FOR ALL TABLES",
       "publication everything", "every change of all tables", kLeak},
      {"a publication of one", "CREATE PUBLICATION part FOR TABLE public.notes", "publication part",
       "every change of public.notes", kLeak},
      {"a publication of a schema", "CREATE PUBLICATION whole FOR TABLES IN SCHEMA public",
       "publication whole", "every change of all tables of public", kLeak},
      {"a table that inherits", "CREATE TABLE public.more () INHERITS (public.tags)", "table public.more",
       "inherits from public.tags", kWrite},
      {"a table that refers to ours", R"sql(
       CREATE SCHEMA crm; CREATE TABLE crm.deals (team uuid REFERENCES public.teams))sql",
       "constraint deals_team_fkey", "refers to public.teams", kDenial},
      {"rights by default for a third role", R"sql(
       CREATE ROLE stray LOGIN; ALTER DEFAULT PRIVILEGES FOR ROLE garden_owner IN SCHEMA public GRANT SELECT ON TABLES TO stray)sql",
       "default privilege stray", "is granted to `stray` at once", kLeak, "DROP ROLE stray"},
      {"rights by default for everybody",
       R"sql(
       ALTER DEFAULT PRIVILEGES FOR ROLE garden_owner GRANT SELECT ON TABLES TO PUBLIC)sql",
       "default privilege public", "what `garden_owner` will make is granted to `public`", kLeak},
      {"a large object", "SELECT lo_from_bytea(4711, 'rows'); GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC",
       "large object", "", kLeak},
      {"a procedure of a superuser", R"sql(
       CREATE PROCEDURE public.sweep() LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM public.tags')sql",
       "sweep", "runs with", kLeak},
      {"a user mapping", R"sql(
       CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');
       CREATE USER MAPPING FOR garden_app SERVER elsewhere OPTIONS (password 'x'); GRANT USAGE ON FOREIGN SERVER elsewhere TO garden_app)sql",
       "foreign server elsewhere", "garden_app", kLeak},
  };
}

}  // namespace world_tests
