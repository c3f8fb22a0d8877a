-- Migration 2 of metachat: slugs. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
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

-- tenon: step 1, in no transaction
-- drop index tenants_billing_idx of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants)
DROP INDEX CONCURRENTLY public.tenants_billing_idx;

-- tenon: step 2, in no transaction
-- drop index Conversation_tenantId_idx of public.conversations (SHARE UPDATE EXCLUSIVE on public.conversations)
DROP INDEX CONCURRENTLY public."Conversation_tenantId_idx";

-- tenon: step 3, in a transaction
BEGIN;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '9d41cbf3fc722ccf', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;

-- tenon: step 4, in a transaction
BEGIN;
-- drop what single partitions of public.messages_by_time have for themselves (ACCESS EXCLUSIVE on public.messages_by_time)
DO $own$
DECLARE
  own record;
BEGIN
  FOR own IN
    SELECT t.relid AS part, i.indexrelid::regclass AS name
    FROM pg_catalog.pg_partition_tree('public.messages_by_time') t JOIN pg_catalog.pg_index i ON i.indrelid = t.relid
    WHERE t.level > 0 AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = i.indexrelid)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = i.indexrelid AND conrelid = t.relid)
  LOOP
    EXECUTE pg_catalog.format('DROP INDEX %s', own.name);
  END LOOP;
  FOR own IN
    SELECT t.relid AS part, c.conname AS name
    FROM pg_catalog.pg_partition_tree('public.messages_by_time') t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.relid
    WHERE t.level > 0 AND c.coninhcount = 0 AND c.conparentid = 0 AND c.contype IN ('c', 'f', 'u', 'x')
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', own.part, own.name);
  END LOOP;
END
$own$;
COMMIT;
