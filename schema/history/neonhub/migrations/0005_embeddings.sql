-- Migration 5 of neonhub: embeddings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE neonhub_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on brand_voices, messages)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE brand_voices, messages IN ACCESS EXCLUSIVE MODE;
-- make extension vector
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS vector;

SET LOCAL ROLE neonhub_owner;
-- add column embedding of public.brand_voices (ACCESS EXCLUSIVE on brand_voices)
ALTER TABLE brand_voices ADD COLUMN embedding vector(1536);
-- make function tenon.brand_voices_search_vector(public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.brand_voices_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
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
  IF (SELECT count(*) FROM (SELECT FROM public.brand_voices WHERE organization_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.brand_voices
    WHERE organization_id = tenon_tenant AND embedding IS NOT NULL
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
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.brand_voices
    WHERE organization_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.brand_voices_search_vector(public.vector, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_identity;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make grant on function tenon.brand_voices_search_vector(public.vector, integer) to neonhub_app
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;
GRANT EXECUTE ON FUNCTION tenon.brand_voices_search_vector(public.vector, integer) TO neonhub_app;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- add column embedding of public.messages (ACCESS EXCLUSIVE on messages)
ALTER TABLE messages ADD COLUMN embedding vector(1536);
-- make function tenon.messages_search_vector(public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.messages_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
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
  IF (SELECT count(*) FROM (SELECT FROM public.messages WHERE organization_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.messages
    WHERE organization_id = tenon_tenant AND embedding IS NOT NULL
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
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.messages
    WHERE organization_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.messages_search_vector(public.vector, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_identity;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make grant on function tenon.messages_search_vector(public.vector, integer) to neonhub_app
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;
GRANT EXECUTE ON FUNCTION tenon.messages_search_vector(public.vector, integer) TO neonhub_app;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make table public.chunks
-- Chunk
CREATE TABLE chunks (
  organization_id uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  document_id     uuid         NOT NULL,
  idx             int4         NOT NULL,
  content         text         NOT NULL,
  embedding       vector(1536) NOT NULL,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  search_document tsvector     NOT NULL GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', content)) STORED,  -- search: what a search inside a tenant needs
  CONSTRAINT chunks_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT chunks_organization_id_document_id_idx_key UNIQUE (organization_id, document_id, idx),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT chunks_idx_check CHECK (idx >= 0)
);
-- make constraint chunks_organization_id_fkey of public.chunks (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE chunks ADD CONSTRAINT chunks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint chunks_document_fkey of public.chunks (SHARE ROW EXCLUSIVE on documents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE chunks ADD CONSTRAINT chunks_document_fkey FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index chunks_search_document_idx of public.chunks
-- search: what a search inside a tenant needs
CREATE INDEX chunks_search_document_idx ON chunks USING gin (search_document);
-- make index chunks_embedding_idx of public.chunks
-- search: what a search inside a tenant needs
CREATE INDEX chunks_embedding_idx ON chunks USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
-- make policy chunks_select of public.chunks
CREATE POLICY chunks_select ON chunks FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy chunks_insert of public.chunks
CREATE POLICY chunks_insert ON chunks FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy chunks_update of public.chunks
CREATE POLICY chunks_update ON chunks FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy chunks_delete of public.chunks
CREATE POLICY chunks_delete ON chunks FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy chunks_search of public.chunks
CREATE POLICY chunks_search ON chunks FOR SELECT TO neonhub_search  -- search
  USING (true);
-- make row security of public.chunks
ALTER TABLE chunks ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE chunks FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.chunks to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON chunks TO neonhub_app;  -- T7
-- make grant on table public.chunks to neonhub_search
GRANT SELECT ON chunks TO neonhub_search;  -- search
-- make comment on column organization_id of public.chunks (SHARE UPDATE EXCLUSIVE on chunks)
COMMENT ON COLUMN chunks.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column search_document of public.chunks (SHARE UPDATE EXCLUSIVE on chunks)
COMMENT ON COLUMN chunks.search_document IS 'What a text search reads.';
-- make function tenon.chunks_search_text(text, integer)
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;

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
  WHERE organization_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.chunks_search_text(text, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_identity;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make grant on function tenon.chunks_search_text(text, integer) to neonhub_app
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;
GRANT EXECUTE ON FUNCTION tenon.chunks_search_text(text, integer) TO neonhub_app;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make function tenon.chunks_search_vector(public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;

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
  IF (SELECT count(*) FROM (SELECT FROM public.chunks WHERE organization_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.chunks
    WHERE organization_id = tenon_tenant AND embedding IS NOT NULL
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
    WHERE organization_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.chunks_search_vector(public.vector, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_identity;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make grant on function tenon.chunks_search_vector(public.vector, integer) to neonhub_app
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;
GRANT EXECUTE ON FUNCTION tenon.chunks_search_vector(public.vector, integer) TO neonhub_app;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make function tenon.chunks_search_hybrid(text, public.vector, integer)
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;

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
REVOKE ALL ON FUNCTION tenon.chunks_search_hybrid(text, public.vector, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_identity;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make grant on function tenon.chunks_search_hybrid(text, public.vector, integer) to neonhub_app
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;
GRANT EXECUTE ON FUNCTION tenon.chunks_search_hybrid(text, public.vector, integer) TO neonhub_app;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
COMMIT;

-- tenon: step 2, in no transaction
-- build index brand_voices_embedding_idx of public.brand_voices (SHARE UPDATE EXCLUSIVE on brand_voices; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY brand_voices_embedding_idx ON brand_voices USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);

-- tenon: step 3, in no transaction, each partition of messages
-- build in each partition index messages_embedding_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING hnsw (embedding vector_cosine_ops);

-- tenon: step 4, in a transaction
BEGIN;
-- gather index messages_embedding_idx of public.messages (SHARE on messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_embedding_idx ON messages USING hnsw (embedding vector_cosine_ops);
COMMIT;

-- tenon: step 5, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on brand_voices, messages)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE brand_voices, messages IN ACCESS EXCLUSIVE MODE;
-- make policy brand_voices_search of public.brand_voices (ACCESS EXCLUSIVE on brand_voices; hazards: authorization)
CREATE POLICY brand_voices_search ON brand_voices FOR SELECT TO neonhub_search  -- search
  USING (true);
-- make grant on table public.brand_voices to neonhub_search (hazards: authorization)
GRANT SELECT ON brand_voices TO neonhub_search;  -- search
-- make policy messages_search of public.messages (ACCESS EXCLUSIVE on messages; hazards: authorization)
CREATE POLICY messages_search ON messages FOR SELECT TO neonhub_search  -- search
  USING (true);
-- make grant on table public.messages to neonhub_search (hazards: authorization)
GRANT SELECT ON messages TO neonhub_search;  -- search
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '5f24c8bc8c853507', accepts = '{dad0b260108ddbbd}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;
