-- Migration 4 of platform: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE platform_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- make role platform_search
-- roles belong to the server, which may have one of that name already
SET LOCAL ROLE NONE;
DO $role$
DECLARE
  part constant text := split_part(pg_catalog.shobj_description((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'platform_search'), 'pg_authid'), ':', 1);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'platform_search') THEN
    BEGIN
      CREATE ROLE platform_search NOLOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another session has made it at the same moment
    END;
  END IF;
  IF part <> 'owns the search functions; nobody logs in as it' AND part = ANY (ARRAY['makes, changes and removes tenants, one at a time', 'owns every object; nobody logs in as it', 'owns the search functions; nobody logs in as it', 'what requests run as']::text[]) THEN
    RAISE EXCEPTION 'the role % has another part in another schema on this server: %', 'platform_search', part
      USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'platform_search'
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND NOT false))) THEN
    RAISE EXCEPTION 'the role % is there already, and may do more than it should', 'platform_search'
      USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN where it isn''t to have it; or name another';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ANY (ARRAY['platform_owner', 'platform_app', 'platform_provisioner']::text[])
             AND (pg_catalog.pg_has_role('platform_search', oid, 'MEMBER') OR pg_catalog.pg_has_role(oid, 'platform_search', 'MEMBER'))) THEN
    RAISE EXCEPTION 'the role % is a member of another role of the schema, or has one as its member', 'platform_search'
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
END
$role$;
SET LOCAL ROLE platform_owner;
-- become a member of role platform_search
SET LOCAL ROLE NONE;
DO $member$
BEGIN
  IF NOT pg_catalog.pg_has_role(current_user, 'platform_search', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE pg_catalog.format('GRANT %I TO %I', 'platform_search'::text, current_user);
  END IF;
END
$member$;
SET LOCAL ROLE platform_owner;
-- make comment on role platform_search
SET LOCAL ROLE NONE;
COMMENT ON ROLE platform_search IS 'owns the search functions; nobody logs in as it';

SET LOCAL ROLE platform_owner;
-- make grant on schema public to platform_search
SET LOCAL ROLE NONE;
GRANT USAGE ON SCHEMA public TO platform_search;

SET LOCAL ROLE platform_owner;
-- make grant on schema tenon to platform_search
GRANT USAGE ON SCHEMA tenon TO platform_search;
-- make function tenon.knowledge_documents_search_text(text, integer)
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.knowledge_documents_search_text(query text, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET plan_cache_mode TO force_custom_plan
AS $body$
#variable_conflict use_column
DECLARE
  tenon_tenant CONSTANT uuid := tenon.current_tenant();
  tenon_query CONSTANT tsquery := websearch_to_tsquery('pg_catalog.english', $1);
BEGIN
  IF tenon_tenant IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT id, ts_rank_cd(search_document, tenon_query)::double precision AS score
  FROM public.knowledge_documents
  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_documents_search_text(text, integer) FROM PUBLIC, platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make grant on function tenon.knowledge_documents_search_text(text, integer) to platform_app
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;
GRANT EXECUTE ON FUNCTION tenon.knowledge_documents_search_text(text, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- add column search_document of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents; writes the table anew; hazards: rewrite, long-lock)
-- each row has a value of its own
ALTER TABLE knowledge_documents ADD COLUMN search_document tsvector NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('pg_catalog.english', title), 'A') || setweight(to_tsvector('pg_catalog.english', content), 'B')) STORED;
COMMIT;

-- tenon: step 3, in no transaction
-- build index knowledge_documents_search_document_idx of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on knowledge_documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY knowledge_documents_search_document_idx ON knowledge_documents USING gin (search_document);

-- tenon: step 4, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on knowledge_documents, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE knowledge_documents, widgets IN ACCESS EXCLUSIVE MODE;
-- take off trigger touch_updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
DROP TRIGGER touch_updated_at ON knowledge_documents;
-- let rows be without column whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; hazards: new-values)
-- rows of the new code have NULL there, which code of the version before doesn't await: a default, in a migration before this one, gives them a value
ALTER TABLE widgets ALTER COLUMN whitelist DROP NOT NULL;
-- make grant on function tenon.current_tenant to platform_search (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_search;

SET LOCAL search_path TO public;
-- make trigger touch_updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON knowledge_documents FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.tenant_id, OLD.id, OLD.title, OLD.content, OLD.category, OLD.metadata, OLD.created_at, OLD.updated_at), ROW(NEW.tenant_id, NEW.id, NEW.title, NEW.content, NEW.category, NEW.metadata, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy knowledge_documents_search of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents; hazards: authorization)
CREATE POLICY knowledge_documents_search ON knowledge_documents FOR SELECT TO platform_search  -- search
  USING (true);
-- make grant on table public.knowledge_documents to platform_search (hazards: authorization)
GRANT SELECT ON knowledge_documents TO platform_search;  -- search
-- make comment on column search_document of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on knowledge_documents)
COMMENT ON COLUMN knowledge_documents.search_document IS 'What a text search reads.';
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '0035c764d99c9af9', accepts = '{5cb0cff699e58617}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
