-- Migration 3 of metachat: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- To be run once no code of the version before runs.

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
-- move the messages that were written to public.messages_by_time meanwhile
-- written by hand, and all have to be there before the table goes
LOCK TABLE messages_by_time IN ACCESS EXCLUSIVE MODE;
SET LOCAL ROLE NONE;
INSERT INTO messages (tenant_id, id, conversation_id, direction, type, content, external_id, metadata, sent_at)
SELECT m.tenant_id, (left(tenon.uuid7_lowest(m.sent_at AT TIME ZONE 'UTC')::text, 15) || substr(m.id::text, 16))::uuid, m.conversation_id, m.direction, m.type, m.content,
       m.external_id, m.metadata, m.sent_at AT TIME ZONE 'UTC'
FROM messages_by_time AS m
ON CONFLICT DO NOTHING;
DO $moved$
BEGIN
  IF EXISTS (SELECT FROM messages_by_time AS m WHERE NOT EXISTS (
               SELECT FROM messages AS n WHERE (n.tenant_id, n.id) = (m.tenant_id, (left(tenon.uuid7_lowest(m.sent_at AT TIME ZONE 'UTC')::text, 15) || substr(m.id::text, 16))::uuid))) THEN
    RAISE EXCEPTION 'not all messages have been moved';
  END IF;
END
$moved$;
SET LOCAL ROLE metachat_owner;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on conversations, messages_by_time, metrics, tenants)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE conversations, messages_by_time, metrics, tenants IN ACCESS EXCLUSIVE MODE;
-- drop constraint metrics_tenant_id_fkey of public.metrics (ACCESS EXCLUSIVE on metrics, tenants)
ALTER TABLE metrics DROP CONSTRAINT metrics_tenant_id_fkey;
-- drop table public.metrics (ACCESS EXCLUSIVE on metrics; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE metrics;
-- drop registered row public.messages_by_time of tenon.partitioned (ACCESS EXCLUSIVE on tenon.partitioned)
DELETE FROM tenon.partitioned WHERE relation = 'public.messages_by_time'::regclass;
-- drop constraint messages_by_time_conversation_fkey of public.messages_by_time (ACCESS EXCLUSIVE on messages_by_time, conversations)
ALTER TABLE messages_by_time DROP CONSTRAINT messages_by_time_conversation_fkey;
-- drop constraint messages_by_time_tenant_id_fkey of public.messages_by_time (ACCESS EXCLUSIVE on messages_by_time, tenants)
ALTER TABLE messages_by_time DROP CONSTRAINT messages_by_time_tenant_id_fkey;
-- drop table public.messages_by_time (ACCESS EXCLUSIVE on messages_by_time; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE messages_by_time;
-- drop column widget_config of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE tenants DROP COLUMN widget_config;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'c7f777d9dd466048', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;
