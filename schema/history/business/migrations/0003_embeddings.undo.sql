-- Migration 3 of business: embeddings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

-- tenon: head
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '1bd26ab2a2022866', accepts = '{8ba1574ce3a950ac}', tool_version = '0.1.0' WHERE name = 'business';
COMMIT;

-- tenon: step 2, in no transaction
-- drop index knowledge_entries_embedding_vector_idx of public.knowledge_entries (SHARE UPDATE EXCLUSIVE on knowledge_entries)
DROP INDEX CONCURRENTLY knowledge_entries_embedding_vector_idx;

-- tenon: step 3, in a transaction
BEGIN;
-- drop function tenon.knowledge_entries_search_vector(public.vector, integer)
DROP FUNCTION tenon.knowledge_entries_search_vector(public.vector, integer);
-- drop column embedding_vector of public.knowledge_entries (ACCESS EXCLUSIVE on knowledge_entries; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE knowledge_entries DROP COLUMN embedding_vector;
-- drop extension vector
DROP EXTENSION vector;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '1bd26ab2a2022866', accepts = '{}', tool_version = '0.1.0' WHERE name = 'business';
COMMIT;
