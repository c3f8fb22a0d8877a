-- Migration 4 of metachat: chunks. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

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
-- drop grant on function tenon.current_tenant to metachat_search (hazards: authorization, breaks-clients)
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM metachat_search;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = 'c7f777d9dd466048', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
-- lock what is changed (ACCESS EXCLUSIVE on chunks, documents, tenants)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE chunks, documents, tenants IN ACCESS EXCLUSIVE MODE;
-- drop function tenon.chunks_search_hybrid(text, public.vector, integer)
SET LOCAL ROLE metachat_search;
DROP FUNCTION tenon.chunks_search_hybrid(text, public.vector, integer);
SET LOCAL ROLE metachat_owner;
-- drop function tenon.chunks_search_vector(public.vector, integer)
SET LOCAL ROLE metachat_search;
DROP FUNCTION tenon.chunks_search_vector(public.vector, integer);
SET LOCAL ROLE metachat_owner;
-- drop function tenon.chunks_search_text(text, integer)
SET LOCAL ROLE metachat_search;
DROP FUNCTION tenon.chunks_search_text(text, integer);
SET LOCAL ROLE metachat_owner;
-- drop constraint chunks_document_fkey of public.chunks (ACCESS EXCLUSIVE on chunks, documents)
ALTER TABLE chunks DROP CONSTRAINT chunks_document_fkey;
-- drop constraint chunks_tenant_id_fkey of public.chunks (ACCESS EXCLUSIVE on chunks, tenants)
ALTER TABLE chunks DROP CONSTRAINT chunks_tenant_id_fkey;
-- drop table public.chunks (ACCESS EXCLUSIVE on chunks; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE chunks;
-- drop grant on schema tenon to metachat_search (hazards: authorization, breaks-clients)
REVOKE ALL ON SCHEMA tenon FROM metachat_search;
-- drop grant on schema public to metachat_search (hazards: authorization, breaks-clients)
SET LOCAL ROLE NONE;
REVOKE ALL ON SCHEMA public FROM metachat_search;
SET LOCAL ROLE metachat_owner;
-- drop extension vector
SET LOCAL ROLE NONE;
DROP EXTENSION vector;
SET LOCAL ROLE metachat_owner;
-- drop role metachat_search (hazards: authorization, breaks-clients)
-- roles belong to the server
SET LOCAL ROLE NONE;
DO $guarded$
BEGIN
  DROP ROLE metachat_search;
EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
  RAISE NOTICE 'the role % is left: another database of the server needs it', 'metachat_search';
END
$guarded$;
SET LOCAL ROLE metachat_owner;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'c7f777d9dd466048', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;
