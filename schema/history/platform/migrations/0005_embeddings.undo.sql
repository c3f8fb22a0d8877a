-- Migration 5 of platform: embeddings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

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
-- take off trigger touch_updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
DROP TRIGGER touch_updated_at ON knowledge_documents;
-- make trigger touch_updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON knowledge_documents FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.tenant_id, OLD.id, OLD.title, OLD.content, OLD.category, OLD.metadata, OLD.created_at, OLD.updated_at), ROW(NEW.tenant_id, NEW.id, NEW.title, NEW.content, NEW.category, NEW.metadata, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at();
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '0035c764d99c9af9', accepts = '{f1f1cdfc44762bf9}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;

-- tenon: step 2, in no transaction
-- drop index knowledge_documents_embedding_idx of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on knowledge_documents)
DROP INDEX CONCURRENTLY knowledge_documents_embedding_idx;

-- tenon: step 3, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on knowledge_chunks, knowledge_documents, tenants)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE knowledge_chunks, knowledge_documents, tenants IN ACCESS EXCLUSIVE MODE;
-- drop function tenon.knowledge_chunks_search_hybrid(text, public.vector, integer)
SET LOCAL ROLE platform_search;
DROP FUNCTION tenon.knowledge_chunks_search_hybrid(text, public.vector, integer);
SET LOCAL ROLE platform_owner;
-- drop function tenon.knowledge_chunks_search_vector(public.vector, integer)
SET LOCAL ROLE platform_search;
DROP FUNCTION tenon.knowledge_chunks_search_vector(public.vector, integer);
SET LOCAL ROLE platform_owner;
-- drop function tenon.knowledge_chunks_search_text(text, integer)
SET LOCAL ROLE platform_search;
DROP FUNCTION tenon.knowledge_chunks_search_text(text, integer);
SET LOCAL ROLE platform_owner;
-- drop constraint knowledge_chunks_document_fkey of public.knowledge_chunks (ACCESS EXCLUSIVE on knowledge_chunks, knowledge_documents)
ALTER TABLE knowledge_chunks DROP CONSTRAINT knowledge_chunks_document_fkey;
-- drop constraint knowledge_chunks_tenant_id_fkey of public.knowledge_chunks (ACCESS EXCLUSIVE on knowledge_chunks, tenants)
ALTER TABLE knowledge_chunks DROP CONSTRAINT knowledge_chunks_tenant_id_fkey;
-- drop table public.knowledge_chunks (ACCESS EXCLUSIVE on knowledge_chunks; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE knowledge_chunks;
-- drop function tenon.knowledge_documents_search_hybrid(text, public.vector, integer)
SET LOCAL ROLE platform_search;
DROP FUNCTION tenon.knowledge_documents_search_hybrid(text, public.vector, integer);
SET LOCAL ROLE platform_owner;
-- drop function tenon.knowledge_documents_search_vector(public.vector, integer)
SET LOCAL ROLE platform_search;
DROP FUNCTION tenon.knowledge_documents_search_vector(public.vector, integer);
SET LOCAL ROLE platform_owner;
-- drop column embedding of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE knowledge_documents DROP COLUMN embedding;
-- drop extension vector
SET LOCAL ROLE NONE;
DROP EXTENSION vector;
SET LOCAL ROLE platform_owner;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '0035c764d99c9af9', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
