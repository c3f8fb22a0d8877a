#include "library_mutations.hpp"

namespace live {
namespace {

const Mutation kMutations[] = {
    {"a search without the tenant",
     "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.books_search_text'::regproc) AS definition;"
     "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), 'tenant_id = tenon_tenant', 'true'); END "
     "$$",
     "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
     "*schema__functions*:*attack.schema__searching*",
     {"library_catalog.schema__functions", "library_attack.schema__searching"}},
    {"a search that gives less than it is asked for",
     "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.books_search_vector'::regproc) AS definition;"
     "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), 'LIMIT $2', 'LIMIT 2'); END $$",
     "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
     "*schema__functions*:*schema__searching*",
     {"library_catalog.schema__functions", "library_attack.schema__searching"}},
    {"a lookup by a pattern",
     "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.loans_lookup_slip'::regproc) AS definition;"
     "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), 'slip = $1', 'slip LIKE $1'); END $$",
     "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
     "*schema__functions*:*schema__lookups*",
     {"library_catalog.schema__functions", "library_attack.schema__lookups"}},
    {"a review that anybody changes",
     "ALTER POLICY reviews_update ON reviews USING (tenant_id = (SELECT tenon.current_tenant())) "
     "WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))",
     "ALTER POLICY reviews_update ON reviews "
     "USING (tenant_id = (SELECT tenon.current_tenant()) AND (reader_id = (SELECT tenon.session_reader()))) "
     "WITH CHECK (tenant_id = (SELECT tenon.current_tenant()) AND (reader_id = (SELECT "
     "tenon.session_reader())))",
     "*reviews__*",
     {"library_catalog.reviews__policies", "library_attack.reviews__asking_as_another",
      "library_attack.reviews__asking_as_nobody"}},
    {"a published review for whom nobody asks",
     "ALTER POLICY reviews_select ON reviews USING (tenant_id = (SELECT tenon.current_tenant()) AND "
     "((published OR reader_id = (SELECT tenon.session_reader())) AND "
     "(NOT rude OR coalesce((SELECT tenon.session_grown()), false))))",
     "ALTER POLICY reviews_select ON reviews USING (tenant_id = (SELECT tenon.current_tenant()) AND "
     "((SELECT tenon.session_reader()) IS NOT NULL AND ((published OR reader_id = (SELECT "
     "tenon.session_reader())) AND (NOT rude OR coalesce((SELECT tenon.session_grown()), false)))))",
     "*reviews__policies*:*reviews__asking*",
     {"library_catalog.reviews__policies", "library_attack.reviews__asking_as_nobody"}},
    {"a review in another's name",
     "ALTER POLICY reviews_insert ON reviews WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))",
     "ALTER POLICY reviews_insert ON reviews "
     "WITH CHECK (tenant_id = (SELECT tenon.current_tenant()) AND (reader_id = (SELECT "
     "tenon.session_reader())))",
     "*reviews__policies*:*reviews__asking*",
     {"library_catalog.reviews__policies", "library_attack.reviews__asking_as_another",
      "library_attack.reviews__asking_as_nobody"}},
    {"a reader whom nobody named",
     "CREATE OR REPLACE FUNCTION tenon.session_reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN md5('session.reader ' || tenon.current_tenant() || ' 1')::uuid",
     "CREATE OR REPLACE FUNCTION tenon.session_reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN nullif(current_setting('app.current_reader_id', true), '')::uuid",
     "*schema__functions*:*reviews__asking*",
     {"library_catalog.schema__functions", "library_attack.reviews__asking_as_another",
      "library_attack.reviews__asking_as_nobody"}},
    {"a reader of another setting",
     "CREATE OR REPLACE FUNCTION tenon.session_reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN nullif(current_setting('app.reader', true), '')::uuid",
     "CREATE OR REPLACE FUNCTION tenon.session_reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN nullif(current_setting('app.current_reader_id', true), '')::uuid",
     "*schema__functions*:*reviews__asking*",
     {"library_catalog.schema__functions", "library_attack.reviews__asking_as_another",
      "library_attack.reviews__asking_as_nobody"}},
    {"a search path that is not pinned",
     "ALTER FUNCTION tenon.books_search_text(text, integer) RESET search_path",
     "ALTER FUNCTION tenon.books_search_text(text, integer) SET search_path TO pg_catalog, pg_temp",
     "*schema__functions*:*schema__definer_functions*",
     {"library_catalog.schema__functions", "library_catalog.schema__definer_functions"}},
    {"a run of maintenance that looks where its caller says",
     "ALTER FUNCTION tenon.end_maintenance() RESET search_path",
     "ALTER FUNCTION tenon.end_maintenance() SET search_path TO pg_catalog, pg_temp",
     "*schema__functions*:*schema__planted_names*",
     {"library_catalog.schema__functions", "library_attack.schema__planted_names"}},
    {"a search that is PUBLIC's",
     "GRANT EXECUTE ON FUNCTION tenon.books_search_text(text, integer) TO PUBLIC",
     "REVOKE EXECUTE ON FUNCTION tenon.books_search_text(text, integer) FROM PUBLIC",
     "*schema__functions*:*schema__definer_functions*",
     {"library_catalog.schema__functions", "library_catalog.schema__definer_functions"}},
    {"a search as whoever asks",
     "ALTER FUNCTION tenon.books_search_text(text, integer) SECURITY INVOKER",
     "ALTER FUNCTION tenon.books_search_text(text, integer) SECURITY DEFINER",
     "*schema__functions*",
     {"library_catalog.schema__functions"}},
    {"a search role that logs in",
     "ALTER ROLE library_search LOGIN",
     "ALTER ROLE library_search NOLOGIN",
     "*schema__role_attributes*",
     {"library_catalog.schema__role_attributes"}},
    {"the application as a member of the search role",
     "GRANT library_search TO library_app",
     "REVOKE library_search FROM library_app",
     "*schema__role_memberships*:*schema__function_owners*",
     {"library_catalog.schema__role_memberships", "library_catalog.schema__function_owners"}},
    {"a stranger as a member of the search role",
     "CREATE ROLE eve; GRANT library_search TO eve",
     "DROP ROLE eve",
     "*schema__function_owners*",
     {"library_catalog.schema__function_owners"}},
    {"a stranger who is the triggers' role through another",
     "CREATE ROLE friends; GRANT library_triggers TO friends; CREATE ROLE eve IN ROLE friends",
     "DROP ROLE eve, friends",
     "*schema__function_owners*",
     {"library_catalog.schema__function_owners"}},
    {"the owner as a member of the search role",
     "GRANT library_search TO library_owner",
     "REVOKE library_search FROM library_owner",
     "*schema__function_owners*",
     {"library_catalog.schema__function_owners"}},
    {"a search role that owns more",
     "CREATE TABLE more (id int); ALTER TABLE more OWNER TO library_search",
     "DROP TABLE more",
     "*schema__function_owners*",
     {"library_catalog.schema__function_owners"}},
    {"a search role that may create",
     "GRANT CREATE ON SCHEMA tenon TO library_search",
     "REVOKE CREATE ON SCHEMA tenon FROM library_search",
     "*schema__role_creation*",
     {"library_catalog.schema__role_creation"}},
    {"the search role's policy for all",
     "ALTER POLICY books_search ON books TO PUBLIC",
     "ALTER POLICY books_search ON books TO library_search",
     "*books__policies*:*books__reading_another_tenant*",
     {"library_catalog.books__policies", "library_attack.books__reading_another_tenant"}},
    {"a view with its owner's rights",
     "ALTER VIEW popular SET (security_invoker = false); ALTER VIEW popular OWNER TO CURRENT_USER",
     "ALTER VIEW popular SET (security_invoker = true); ALTER VIEW popular OWNER TO library_owner",
     "*catalog.schema__views*:*schema__view_definitions*:*attack.schema__views*:*books__errors_of_another_*",
     {"library_catalog.schema__views", "library_catalog.schema__view_definitions",
      "library_attack.schema__views", "library_attack.books__errors_of_another_tenants_row"}},
    {"another view",
     "CREATE OR REPLACE VIEW total WITH (security_invoker = true) AS SELECT count(*) AS books, 0::int8 AS "
     "loans FROM "
     "popular",
     "CREATE OR REPLACE VIEW total WITH (security_invoker = true) AS SELECT count(*) AS books, "
     "coalesce(sum(loans), "
     "0)::int8 AS loans FROM popular",
     "*schema__view_definitions*",
     {"library_catalog.schema__view_definitions"}},
    {"a declared trigger as whoever writes",
     "ALTER FUNCTION tenon.loans_counted() SECURITY INVOKER",
     "ALTER FUNCTION tenon.loans_counted() SECURITY DEFINER",
     "*schema__functions*:*attack.schema__triggers_and_cascades*",
     {"library_catalog.schema__functions", "library_attack.schema__triggers_and_cascades"}},
    {"a declared trigger of a role that policies don't bind",
     "ALTER FUNCTION tenon.loans_counted() OWNER TO CURRENT_USER",
     "ALTER FUNCTION tenon.loans_counted() OWNER TO library_triggers",
     "*schema__functions*:*attack.schema__triggers_and_cascades*",
     {"library_catalog.schema__functions", "library_attack.schema__triggers_and_cascades"}},
    {"a declared trigger's body",
     "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.loans_counted'::regproc) AS definition;"
     "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), '''loans''', '''loan'''); END $$",
     "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
     "*schema__functions*",
     {"library_catalog.schema__functions"}},
    {"a declared trigger that looks where its caller says",
     "ALTER FUNCTION tenon.loans_counted() RESET search_path",
     "ALTER FUNCTION tenon.loans_counted() SET search_path TO pg_catalog, public, pg_temp",
     "*schema__functions*:*schema__planted_names*",
     {"library_catalog.schema__functions", "library_attack.schema__planted_names"}},
    {"the triggers' role without the application's rights",
     "REVOKE library_app FROM library_triggers",
     "GRANT library_app TO library_triggers",
     "*schema__role_memberships*",
     {"library_catalog.schema__role_memberships"}},
    {"the triggers' role as a member of the owner",
     "GRANT library_owner TO library_triggers",
     "REVOKE library_owner FROM library_triggers",
     "*schema__role_memberships*",
     {"library_catalog.schema__role_memberships"}},
    {"a search of rows that a policy hides",
     "CREATE OR REPLACE VIEW tenon.books_search_rows AS SELECT tenant_id, id, title, summary, donor, "
     "lock_code, hidden, "
     "added, embedding, deleted_at, search_document FROM public.books",
     "CREATE OR REPLACE VIEW tenon.books_search_rows AS SELECT tenant_id, id, title, summary, donor, "
     "lock_code, hidden, "
     "added, embedding, deleted_at, search_document FROM public.books WHERE (not hidden)",
     "*schema__view_definitions*",
     {"library_catalog.schema__view_definitions"}},
    {"a log that shows what a policy hides",
     "ALTER POLICY books_audit_select ON books_audit USING (tenant_id = (SELECT tenon.current_tenant()))",
     "ALTER POLICY books_audit_select ON books_audit USING (tenant_id = (SELECT tenon.current_tenant()) AND "
     "(EXISTS "
     "(SELECT FROM (SELECT tenant_id, id FROM public.books) AS tenon_row (tenon_tenant, tenon_key_1) WHERE "
     "tenon_tenant "
     "= tenant_id AND tenon_key_1 = book_id)))",
     "*books_audit__policies*:*attack.schema__logs*",
     {"library_catalog.books_audit__policies", "library_attack.schema__logs"}},
    {"a log without its trigger",
     "ALTER TABLE books DISABLE TRIGGER audit_insert",
     "ALTER TABLE books ENABLE TRIGGER audit_insert",
     "*books__triggers*:*attack.schema__logs*",
     {"library_catalog.books__triggers", "library_attack.schema__logs"}},
    {"a log with secrets",
     "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.audit_books'::regproc) AS definition;"
     "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), '''lock_code'', ', ''); END $$",
     "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
     "*schema__functions*:*attack.schema__logs*",
     {"library_catalog.schema__functions", "library_attack.schema__logs"}},
    {"a log in the caller's time zone",
     "ALTER FUNCTION tenon.audit_books() RESET TimeZone",
     "ALTER FUNCTION tenon.audit_books() SET TimeZone TO 'UTC'",
     "*schema__functions*:*attack.schema__settings_of_the_caller*",
     {"library_catalog.schema__functions", "library_attack.schema__settings_of_the_caller"}},
    {"a log that the application writes",
     "GRANT DELETE ON books_audit TO library_app",
     "REVOKE DELETE ON books_audit FROM library_app",
     "*books_audit__grants*:*attack.schema__logs*",
     {"library_catalog.books_audit__grants", "library_attack.schema__logs"}},
    {"a declared role that may do more",
     "GRANT UPDATE ON books TO clerk",
     "REVOKE UPDATE ON books FROM clerk",
     "*books__grants*",
     {"library_catalog.books__grants"}},
    {"a declared role beside its policy",
     "ALTER POLICY books_select ON books TO library_app, clerk",
     "ALTER POLICY books_select ON books TO library_app",
     "*books__policies*",
     {"library_catalog.books__policies"}},
    {"a declared role that bypasses policies",
     "ALTER ROLE auditor BYPASSRLS",
     "ALTER ROLE auditor NOBYPASSRLS",
     "*schema__role_attributes*",
     {"library_catalog.schema__role_attributes"}},
};

}  // namespace

std::span<const Mutation> library_mutations() {
  return kMutations;
}

}  // namespace live
