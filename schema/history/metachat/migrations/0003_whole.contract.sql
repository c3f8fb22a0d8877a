-- Migration 3 of metachat: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- To be run once no code of the version before runs.

-- tenon: head
SET ROLE metachat_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on metrics, tenants)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE metrics, tenants IN ACCESS EXCLUSIVE MODE;
-- drop constraint metrics_tenant_id_fkey of public.metrics (ACCESS EXCLUSIVE on metrics)
ALTER TABLE metrics DROP CONSTRAINT metrics_tenant_id_fkey;
-- drop table public.metrics (ACCESS EXCLUSIVE on metrics; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE metrics;
-- drop column widget_config of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE tenants DROP COLUMN widget_config;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'c7f777d9dd466048', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;
