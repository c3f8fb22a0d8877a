-- Migration 4 of metachat: chunks. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE metachat_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- make role metachat_search
-- roles belong to the server, which may have one of that name already
SET LOCAL ROLE NONE;
DO $role$
DECLARE
  part constant text := split_part(pg_catalog.shobj_description((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'metachat_search'), 'pg_authid'), ':', 1);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'metachat_search') THEN
    BEGIN
      CREATE ROLE metachat_search NOLOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another session has made it at the same moment
    END;
  END IF;
  IF part <> 'owns the search functions; nobody logs in as it' AND part = ANY (ARRAY['declared in the schema', 'makes, changes and removes tenants, one at a time', 'owns every object; nobody logs in as it', 'owns the search functions; nobody logs in as it', 'what requests run as']::text[]) THEN
    RAISE EXCEPTION 'the role % has another part in another schema on this server: %', 'metachat_search', part
      USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'metachat_search'
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND NOT false))) THEN
    RAISE EXCEPTION 'the role % is there already, and may do more than it should', 'metachat_search'
      USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN where it isn''t to have it; or name another';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ANY (ARRAY['metachat_owner', 'metachat_app', 'metachat_provisioner', 'metachat_analyst']::text[])
             AND (pg_catalog.pg_has_role('metachat_search', oid, 'MEMBER') OR pg_catalog.pg_has_role(oid, 'metachat_search', 'MEMBER'))) THEN
    RAISE EXCEPTION 'the role % is a member of another role of the schema, or has one as its member', 'metachat_search'
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
END
$role$;
SET LOCAL ROLE metachat_owner;
-- become a member of role metachat_search
SET LOCAL ROLE NONE;
DO $member$
BEGIN
  IF NOT pg_catalog.pg_has_role(current_user, 'metachat_search', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE pg_catalog.format('GRANT %I TO %I', 'metachat_search'::text, current_user);
  END IF;
END
$member$;
SET LOCAL ROLE metachat_owner;
-- make comment on role metachat_search
SET LOCAL ROLE NONE;
COMMENT ON ROLE metachat_search IS 'owns the search functions; nobody logs in as it';

SET LOCAL ROLE metachat_owner;
-- make extension vector
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS vector;

SET LOCAL ROLE metachat_owner;
-- make grant on schema public to metachat_search
SET LOCAL ROLE NONE;
GRANT USAGE ON SCHEMA public TO metachat_search;

SET LOCAL ROLE metachat_owner;
-- make grant on schema tenon to metachat_search
GRANT USAGE ON SCHEMA tenon TO metachat_search;
-- make table public.chunks
-- Chunk
CREATE TABLE chunks (
  tenant_id       uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  document_id     uuid         NOT NULL,
  "position"      int4         NOT NULL,
  content         text         NOT NULL,
  embedding       vector(1536) NOT NULL,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  search_document tsvector     NOT NULL GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', content)) STORED,  -- search: what a search inside a tenant needs
  CONSTRAINT chunks_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT chunks_tenant_id_document_id_position_key UNIQUE (tenant_id, document_id, "position"),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT chunks_position_check CHECK (position >= 0)
);
-- make constraint chunks_tenant_id_fkey of public.chunks (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE chunks ADD CONSTRAINT chunks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint chunks_document_fkey of public.chunks (SHARE ROW EXCLUSIVE on documents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE chunks ADD CONSTRAINT chunks_document_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES documents (tenant_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index chunks_search_document_idx of public.chunks
-- search: what a search inside a tenant needs
CREATE INDEX chunks_search_document_idx ON chunks USING gin (search_document);
-- make index chunks_embedding_idx of public.chunks
-- search: what a search inside a tenant needs
CREATE INDEX chunks_embedding_idx ON chunks USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
-- make policy chunks_select of public.chunks
CREATE POLICY chunks_select ON chunks FOR SELECT TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy chunks_insert of public.chunks
CREATE POLICY chunks_insert ON chunks FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy chunks_update of public.chunks
CREATE POLICY chunks_update ON chunks FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy chunks_delete of public.chunks
CREATE POLICY chunks_delete ON chunks FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy chunks_search of public.chunks
CREATE POLICY chunks_search ON chunks FOR SELECT TO metachat_search  -- search
  USING (true);
-- make row security of public.chunks
ALTER TABLE chunks ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE chunks FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.chunks to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON chunks TO metachat_app;  -- T7
-- make grant on table public.chunks to metachat_search
GRANT SELECT ON chunks TO metachat_search;  -- search
-- make comment on table public.chunks
COMMENT ON TABLE chunks IS 'A part of a document. Searched by meaning and by words: names and numbers are what embeddings miss.';
-- make comment on column tenant_id of public.chunks (SHARE UPDATE EXCLUSIVE on chunks)
COMMENT ON COLUMN chunks.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column search_document of public.chunks (SHARE UPDATE EXCLUSIVE on chunks)
COMMENT ON COLUMN chunks.search_document IS 'What a text search reads.';
-- make function tenon.chunks_search_text(text, integer)
GRANT CREATE ON SCHEMA tenon TO metachat_search;
SET LOCAL ROLE metachat_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.chunks_search_text(query text, k integer) RETURNS TABLE (id uuid, score double precision)
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
  FROM public.chunks
  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.chunks_search_text(text, integer) FROM PUBLIC, metachat_app, metachat_provisioner, metachat_analyst;
SET LOCAL ROLE metachat_owner;
REVOKE CREATE ON SCHEMA tenon FROM metachat_search;
-- make grant on function tenon.chunks_search_text(text, integer) to metachat_app
GRANT CREATE ON SCHEMA tenon TO metachat_search;
SET LOCAL ROLE metachat_search;
GRANT EXECUTE ON FUNCTION tenon.chunks_search_text(text, integer) TO metachat_app;
SET LOCAL ROLE metachat_owner;
REVOKE CREATE ON SCHEMA tenon FROM metachat_search;
-- make function tenon.chunks_search_vector(public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO metachat_search;
SET LOCAL ROLE metachat_search;

CREATE OR REPLACE FUNCTION tenon.chunks_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET plan_cache_mode TO force_custom_plan
  SET hnsw.iterative_scan TO relaxed_order
  SET hnsw.ef_search TO 100
AS $body$
#variable_conflict use_column
DECLARE
  tenon_tenant CONSTANT uuid := tenon.current_tenant();
BEGIN
  IF tenon_tenant IS NULL THEN
    RETURN;
  END IF;
  -- Through the index where the tenant has many rows, unless that gives up before it has found enough.
  IF (SELECT count(*) FROM (SELECT FROM public.chunks WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.chunks
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
    ORDER BY embedding OPERATOR(public.<=>) $1
    LIMIT $2
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  WHERE (SELECT count(*) FROM tenon_near) = $2
  ORDER BY tenon_distance + 0, id;
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;
  -- Else row by row, which is exact.
  RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.chunks
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.chunks_search_vector(public.vector, integer) FROM PUBLIC, metachat_app, metachat_provisioner, metachat_analyst;
SET LOCAL ROLE metachat_owner;
REVOKE CREATE ON SCHEMA tenon FROM metachat_search;
-- make grant on function tenon.chunks_search_vector(public.vector, integer) to metachat_app
GRANT CREATE ON SCHEMA tenon TO metachat_search;
SET LOCAL ROLE metachat_search;
GRANT EXECUTE ON FUNCTION tenon.chunks_search_vector(public.vector, integer) TO metachat_app;
SET LOCAL ROLE metachat_owner;
REVOKE CREATE ON SCHEMA tenon FROM metachat_search;
-- make function tenon.chunks_search_hybrid(text, public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO metachat_search;
SET LOCAL ROLE metachat_search;

CREATE OR REPLACE FUNCTION tenon.chunks_search_hybrid(query text, embedding vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT
  SET search_path TO pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH tenon_by_text AS MATERIALIZED (
    SELECT id, 1.0::double precision / (60 + row_number() OVER (ORDER BY tenon_score DESC, id)) AS tenon_share
    FROM tenon.chunks_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  ), tenon_by_vector AS MATERIALIZED (
    SELECT id, 1.0::double precision / (60 + row_number() OVER (ORDER BY tenon_score DESC, id)) AS tenon_share
    FROM tenon.chunks_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  )
  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score
  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)
  ORDER BY score DESC, id
  LIMIT $3;
END
$body$;
REVOKE ALL ON FUNCTION tenon.chunks_search_hybrid(text, public.vector, integer) FROM PUBLIC, metachat_app, metachat_provisioner, metachat_analyst;
SET LOCAL ROLE metachat_owner;
REVOKE CREATE ON SCHEMA tenon FROM metachat_search;
-- make grant on function tenon.chunks_search_hybrid(text, public.vector, integer) to metachat_app
GRANT CREATE ON SCHEMA tenon TO metachat_search;
SET LOCAL ROLE metachat_search;
GRANT EXECUTE ON FUNCTION tenon.chunks_search_hybrid(text, public.vector, integer) TO metachat_app;
SET LOCAL ROLE metachat_owner;
REVOKE CREATE ON SCHEMA tenon FROM metachat_search;
-- make grant on function tenon.current_tenant to metachat_search (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO metachat_search;

SET LOCAL search_path TO public;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = 'c7e97c407e31b379', accepts = '{c7f777d9dd466048}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;
