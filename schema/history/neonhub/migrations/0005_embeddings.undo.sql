-- Migration 5 of neonhub: embeddings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

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
-- drop grant on table public.messages to neonhub_search (hazards: authorization, breaks-clients)
REVOKE ALL ON messages FROM neonhub_search;
-- drop policy messages_search of public.messages (ACCESS EXCLUSIVE on messages; hazards: authorization)
DROP POLICY messages_search ON messages;
-- drop grant on table public.brand_voices to neonhub_search (hazards: authorization, breaks-clients)
REVOKE ALL ON brand_voices FROM neonhub_search;
-- drop policy brand_voices_search of public.brand_voices (ACCESS EXCLUSIVE on brand_voices; hazards: authorization)
DROP POLICY brand_voices_search ON brand_voices;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = 'dad0b260108ddbbd', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- drop index messages_embedding_idx of public.messages (ACCESS EXCLUSIVE on messages)
DROP INDEX messages_embedding_idx;
COMMIT;

-- tenon: step 3, in no transaction
-- drop index brand_voices_embedding_idx of public.brand_voices (SHARE UPDATE EXCLUSIVE on brand_voices)
DROP INDEX CONCURRENTLY brand_voices_embedding_idx;

-- tenon: step 4, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on brand_voices, chunks, documents, messages, organizations)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE brand_voices, chunks, documents, messages, organizations IN ACCESS EXCLUSIVE MODE;
-- drop function tenon.chunks_search_hybrid(text, public.vector, integer)
SET LOCAL ROLE neonhub_search;
DROP FUNCTION tenon.chunks_search_hybrid(text, public.vector, integer);
SET LOCAL ROLE neonhub_owner;
-- drop function tenon.chunks_search_vector(public.vector, integer)
SET LOCAL ROLE neonhub_search;
DROP FUNCTION tenon.chunks_search_vector(public.vector, integer);
SET LOCAL ROLE neonhub_owner;
-- drop function tenon.chunks_search_text(text, integer)
SET LOCAL ROLE neonhub_search;
DROP FUNCTION tenon.chunks_search_text(text, integer);
SET LOCAL ROLE neonhub_owner;
-- drop constraint chunks_document_fkey of public.chunks (ACCESS EXCLUSIVE on chunks, documents)
ALTER TABLE chunks DROP CONSTRAINT chunks_document_fkey;
-- drop constraint chunks_organization_id_fkey of public.chunks (ACCESS EXCLUSIVE on chunks, organizations)
ALTER TABLE chunks DROP CONSTRAINT chunks_organization_id_fkey;
-- drop table public.chunks (ACCESS EXCLUSIVE on chunks; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE chunks;
-- drop function tenon.messages_search_vector(public.vector, integer)
SET LOCAL ROLE neonhub_search;
DROP FUNCTION tenon.messages_search_vector(public.vector, integer);
SET LOCAL ROLE neonhub_owner;
-- drop column embedding of public.messages (ACCESS EXCLUSIVE on messages; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE messages DROP COLUMN embedding;
-- drop function tenon.brand_voices_search_vector(public.vector, integer)
SET LOCAL ROLE neonhub_search;
DROP FUNCTION tenon.brand_voices_search_vector(public.vector, integer);
SET LOCAL ROLE neonhub_owner;
-- drop column embedding of public.brand_voices (ACCESS EXCLUSIVE on brand_voices; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE brand_voices DROP COLUMN embedding;
-- drop extension vector
SET LOCAL ROLE NONE;
DROP EXTENSION vector;
SET LOCAL ROLE neonhub_owner;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'dad0b260108ddbbd', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;
