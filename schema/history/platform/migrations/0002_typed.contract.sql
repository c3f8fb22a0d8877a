-- Migration 2 of platform: typed. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- To be run once no code of the version before runs.

-- tenon: head
-- Whoever keeps the history: from the first step on, the schema's owner.
SELECT pg_catalog.set_config('role', pg_catalog.pg_get_userbyid(relowner), false) FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('tenon.migrations');
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- drop function public.get_current_tenant_id() (hazards: breaks-clients)
DROP FUNCTION public.get_current_tenant_id();
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'dbe0b6de74e37be6', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
