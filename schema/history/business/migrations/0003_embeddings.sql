-- Migration 3 of business: embeddings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- make extension vector
CREATE EXTENSION IF NOT EXISTS vector;
-- add column embedding_vector of public.knowledge_entries (ACCESS EXCLUSIVE on knowledge_entries)
ALTER TABLE knowledge_entries ADD COLUMN embedding_vector vector(1536);
-- make function tenon.knowledge_entries_search_vector(public.vector, integer)
-- search: what a search inside a tenant needs
CREATE OR REPLACE FUNCTION tenon.knowledge_entries_search_vector(query vector, k integer) RETURNS TABLE (id int4, score double precision)
  LANGUAGE plpgsql STABLE STRICT
  SET search_path TO pg_catalog, pg_temp
  SET plan_cache_mode TO force_custom_plan
  SET hnsw.iterative_scan TO relaxed_order
  SET hnsw.ef_search TO 100
AS $body$
#variable_conflict use_column
BEGIN
  -- Through the index, unless that gives up before it has found enough.
  RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding_vector OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_entries
    WHERE embedding_vector IS NOT NULL
    ORDER BY embedding_vector OPERATOR(public.<=>) $1
    LIMIT $2
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  WHERE (SELECT count(*) FROM tenon_near) = $2
  ORDER BY tenon_distance + 0, id;
  IF FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding_vector OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_entries
    WHERE embedding_vector IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
COMMIT;

-- tenon: step 2, in no transaction
-- build index knowledge_entries_embedding_vector_idx of public.knowledge_entries (SHARE UPDATE EXCLUSIVE on knowledge_entries; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY knowledge_entries_embedding_vector_idx ON knowledge_entries USING hnsw (embedding_vector vector_cosine_ops);

-- tenon: step 3, in a transaction
BEGIN;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '8ba1574ce3a950ac', accepts = '{1bd26ab2a2022866}', tool_version = '0.1.0' WHERE name = 'business';
COMMIT;
