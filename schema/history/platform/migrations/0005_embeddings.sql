-- Migration 5 of platform: embeddings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

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
-- make extension vector
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS vector;

SET LOCAL ROLE platform_owner;
-- add column embedding of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
ALTER TABLE knowledge_documents ADD COLUMN embedding vector(1024);
-- make function tenon.knowledge_documents_search_vector(public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

CREATE OR REPLACE FUNCTION tenon.knowledge_documents_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
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
  IF (SELECT count(*) FROM (SELECT FROM public.knowledge_documents WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_documents
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
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_documents
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_documents_search_vector(public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make grant on function tenon.knowledge_documents_search_vector(public.vector, integer) to platform_app
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;
GRANT EXECUTE ON FUNCTION tenon.knowledge_documents_search_vector(public.vector, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make function tenon.knowledge_documents_search_hybrid(text, public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

CREATE OR REPLACE FUNCTION tenon.knowledge_documents_search_hybrid(query text, embedding vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT
  SET search_path TO pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH tenon_by_text AS MATERIALIZED (
    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS tenon_share
    FROM tenon.knowledge_documents_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  ), tenon_by_vector AS MATERIALIZED (
    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())
           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS tenon_share
    FROM tenon.knowledge_documents_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  )
  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score
  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)
  ORDER BY score DESC, id
  LIMIT $3;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_documents_search_hybrid(text, public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make grant on function tenon.knowledge_documents_search_hybrid(text, public.vector, integer) to platform_app
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;
GRANT EXECUTE ON FUNCTION tenon.knowledge_documents_search_hybrid(text, public.vector, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make table public.knowledge_chunks
-- KnowledgeChunk
CREATE TABLE knowledge_chunks (
  tenant_id       uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  document_id     uuid         NOT NULL,
  content         text         NOT NULL,
  embedding       vector(1024) NOT NULL,
  "position"      int4         NOT NULL,
  metadata        jsonb,
  search_document tsvector     NOT NULL GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', content)) STORED,  -- search: what a search inside a tenant needs
  CONSTRAINT knowledge_chunks_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT knowledge_chunks_tenant_id_document_id_position_key UNIQUE (tenant_id, document_id, "position"),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT knowledge_chunks_position_check CHECK (position >= 0)
);
-- make constraint knowledge_chunks_tenant_id_fkey of public.knowledge_chunks (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE knowledge_chunks ADD CONSTRAINT knowledge_chunks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint knowledge_chunks_document_fkey of public.knowledge_chunks (SHARE ROW EXCLUSIVE on knowledge_documents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE knowledge_chunks ADD CONSTRAINT knowledge_chunks_document_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES knowledge_documents (tenant_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index knowledge_chunks_search_document_idx of public.knowledge_chunks
-- search: what a search inside a tenant needs
CREATE INDEX knowledge_chunks_search_document_idx ON knowledge_chunks USING gin (search_document);
-- make index knowledge_chunks_embedding_idx of public.knowledge_chunks
-- search: what a search inside a tenant needs
CREATE INDEX knowledge_chunks_embedding_idx ON knowledge_chunks USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
-- make policy knowledge_chunks_select of public.knowledge_chunks
CREATE POLICY knowledge_chunks_select ON knowledge_chunks FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy knowledge_chunks_insert of public.knowledge_chunks
CREATE POLICY knowledge_chunks_insert ON knowledge_chunks FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy knowledge_chunks_update of public.knowledge_chunks
CREATE POLICY knowledge_chunks_update ON knowledge_chunks FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy knowledge_chunks_delete of public.knowledge_chunks
CREATE POLICY knowledge_chunks_delete ON knowledge_chunks FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy knowledge_chunks_search of public.knowledge_chunks
CREATE POLICY knowledge_chunks_search ON knowledge_chunks FOR SELECT TO platform_search  -- search
  USING (true);
-- make row security of public.knowledge_chunks
ALTER TABLE knowledge_chunks ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE knowledge_chunks FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.knowledge_chunks to platform_app
GRANT SELECT, INSERT, UPDATE, DELETE ON knowledge_chunks TO platform_app;  -- T7
-- make grant on table public.knowledge_chunks to platform_search
GRANT SELECT ON knowledge_chunks TO platform_search;  -- search
-- make comment on table public.knowledge_chunks
COMMENT ON TABLE knowledge_chunks IS 'A part of a document, small enough for a prompt.';
-- make comment on column tenant_id of public.knowledge_chunks (SHARE UPDATE EXCLUSIVE on knowledge_chunks)
COMMENT ON COLUMN knowledge_chunks.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column search_document of public.knowledge_chunks (SHARE UPDATE EXCLUSIVE on knowledge_chunks)
COMMENT ON COLUMN knowledge_chunks.search_document IS 'What a text search reads.';
-- make function tenon.knowledge_chunks_search_text(text, integer)
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.knowledge_chunks_search_text(query text, k integer) RETURNS TABLE (id uuid, score double precision)
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
  FROM public.knowledge_chunks
  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_chunks_search_text(text, integer) FROM PUBLIC, platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make grant on function tenon.knowledge_chunks_search_text(text, integer) to platform_app
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;
GRANT EXECUTE ON FUNCTION tenon.knowledge_chunks_search_text(text, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make function tenon.knowledge_chunks_search_vector(public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

CREATE OR REPLACE FUNCTION tenon.knowledge_chunks_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
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
  IF (SELECT count(*) FROM (SELECT FROM public.knowledge_chunks WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_chunks
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
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_chunks
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_chunks_search_vector(public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make grant on function tenon.knowledge_chunks_search_vector(public.vector, integer) to platform_app
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;
GRANT EXECUTE ON FUNCTION tenon.knowledge_chunks_search_vector(public.vector, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make function tenon.knowledge_chunks_search_hybrid(text, public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

CREATE OR REPLACE FUNCTION tenon.knowledge_chunks_search_hybrid(query text, embedding vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT
  SET search_path TO pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH tenon_by_text AS MATERIALIZED (
    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS tenon_share
    FROM tenon.knowledge_chunks_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  ), tenon_by_vector AS MATERIALIZED (
    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())
           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS tenon_share
    FROM tenon.knowledge_chunks_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  )
  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score
  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)
  ORDER BY score DESC, id
  LIMIT $3;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_chunks_search_hybrid(text, public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
-- make grant on function tenon.knowledge_chunks_search_hybrid(text, public.vector, integer) to platform_app
GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;
GRANT EXECUTE ON FUNCTION tenon.knowledge_chunks_search_hybrid(text, public.vector, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;
COMMIT;

-- tenon: step 2, in no transaction
-- build index knowledge_documents_embedding_idx of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on knowledge_documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY knowledge_documents_embedding_idx ON knowledge_documents USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);

-- tenon: step 3, in a transaction
BEGIN;
-- take off trigger touch_updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
DROP TRIGGER touch_updated_at ON knowledge_documents;
-- make trigger touch_updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON knowledge_documents FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.tenant_id, OLD.id, OLD.title, OLD.content, OLD.category, OLD.embedding, OLD.metadata, OLD.created_at, OLD.updated_at), ROW(NEW.tenant_id, NEW.id, NEW.title, NEW.content, NEW.category, NEW.embedding, NEW.metadata, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at();
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = 'f1f1cdfc44762bf9', accepts = '{0035c764d99c9af9}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
