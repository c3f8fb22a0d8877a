-- Migration 3 of platform: checked. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- To be run once no code of the version before runs.

-- tenon: head
SET ROLE platform_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in no transaction
-- drop index messages_tenant_id_session_id_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages)
DROP INDEX CONCURRENTLY messages_tenant_id_session_id_idx;

-- tenon: step 2, in no transaction
-- drop index sessions_tenant_id_widget_id_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions)
DROP INDEX CONCURRENTLY sessions_tenant_id_widget_id_idx;

-- tenon: step 3, in a transaction
BEGIN;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '5cb0cff699e58617', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
