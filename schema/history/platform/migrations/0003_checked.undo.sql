-- Migration 3 of platform: checked. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

-- tenon: head
SET ROLE platform_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in no transaction
-- build index sessions_tenant_id_widget_id_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_widget_id_idx ON sessions USING btree (tenant_id, widget_id);

-- tenon: step 2, in no transaction
-- build index messages_tenant_id_session_id_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY messages_tenant_id_session_id_idx ON messages USING btree (tenant_id, session_id);

-- tenon: step 3, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on budget_alerts, cost_events, cost_summaries, meetings, sessions, tenants, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE budget_alerts, cost_events, cost_summaries, meetings, sessions, tenants, widgets IN ACCESS EXCLUSIVE MODE;
-- drop constraint budget_alerts_resolved_with_time of public.budget_alerts (ACCESS EXCLUSIVE on budget_alerts)
ALTER TABLE budget_alerts DROP CONSTRAINT budget_alerts_resolved_with_time;
-- drop constraint cost_summaries_period_has_length of public.cost_summaries (ACCESS EXCLUSIVE on cost_summaries)
ALTER TABLE cost_summaries DROP CONSTRAINT cost_summaries_period_has_length;
-- drop constraint cost_events_cost_not_negative of public.cost_events (ACCESS EXCLUSIVE on cost_events)
ALTER TABLE cost_events DROP CONSTRAINT cost_events_cost_not_negative;
-- drop constraint sessions_cost_not_negative of public.sessions (ACCESS EXCLUSIVE on sessions)
ALTER TABLE sessions DROP CONSTRAINT sessions_cost_not_negative;
-- drop constraint sessions_ended_after_start of public.sessions (ACCESS EXCLUSIVE on sessions)
ALTER TABLE sessions DROP CONSTRAINT sessions_ended_after_start;
-- drop constraint meetings_ended_after_start of public.meetings (ACCESS EXCLUSIVE on meetings)
ALTER TABLE meetings DROP CONSTRAINT meetings_ended_after_start;
-- drop constraint tenants_stripe_subscription_id_key of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE tenants DROP CONSTRAINT tenants_stripe_subscription_id_key;
-- let be NULL column cost_usd of public.sessions (ACCESS EXCLUSIVE on sessions; hazards: new-values)
ALTER TABLE sessions ALTER COLUMN cost_usd DROP NOT NULL;
-- drop policy cost_events_retain_delete of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: authorization)
DROP POLICY cost_events_retain_delete ON cost_events;
-- drop policy cost_events_retain_update of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: authorization)
DROP POLICY cost_events_retain_update ON cost_events;
-- drop policy cost_events_retain_select of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: authorization)
DROP POLICY cost_events_retain_select ON cost_events;
-- let rows be without column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; hazards: new-values)
-- rows of the new code have NULL there, which code of the version before doesn't await: a default, in a migration before this one, gives them a value
ALTER TABLE widgets ALTER COLUMN domain_whitelist DROP NOT NULL;
-- drop policy tenants_retain_select of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: authorization)
DROP POLICY tenants_retain_select ON tenants;
-- tell which version is here (hazards: new-values)
-- a struct has another shape: code of one version may not read what the other has written
UPDATE tenon.schema_version SET fingerprint = 'dbe0b6de74e37be6', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;

-- tenon: step 4, in no transaction
-- drop index ai_personalities_tenant_id_is_default_key of public.ai_personalities (SHARE UPDATE EXCLUSIVE on ai_personalities)
DROP INDEX CONCURRENTLY ai_personalities_tenant_id_is_default_key;

-- tenon: step 5, in no transaction
-- drop index ai_personalities_tenant_id_is_default_is_active_idx of public.ai_personalities (SHARE UPDATE EXCLUSIVE on ai_personalities)
DROP INDEX CONCURRENTLY ai_personalities_tenant_id_is_default_is_active_idx;

-- tenon: step 6, in no transaction
-- drop index budget_alerts_tenant_id_triggered_at_idx of public.budget_alerts (SHARE UPDATE EXCLUSIVE on budget_alerts)
DROP INDEX CONCURRENTLY budget_alerts_tenant_id_triggered_at_idx;

-- tenon: step 7, in no transaction
-- drop index budget_alerts_tenant_id_resolved_triggered_at_idx of public.budget_alerts (SHARE UPDATE EXCLUSIVE on budget_alerts)
DROP INDEX CONCURRENTLY budget_alerts_tenant_id_resolved_triggered_at_idx;

-- tenon: step 8, in no transaction
-- drop index cost_summaries_tenant_id_period_start_period_end_idx of public.cost_summaries (SHARE UPDATE EXCLUSIVE on cost_summaries)
DROP INDEX CONCURRENTLY cost_summaries_tenant_id_period_start_period_end_idx;

-- tenon: step 9, in no transaction
-- drop index cost_events_tenant_id_service_timestamp_idx of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events)
DROP INDEX CONCURRENTLY cost_events_tenant_id_service_timestamp_idx;

-- tenon: step 10, in no transaction
-- drop index cost_events_tenant_id_timestamp_idx of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events)
DROP INDEX CONCURRENTLY cost_events_tenant_id_timestamp_idx;

-- tenon: step 11, in no transaction
-- drop index knowledge_documents_tenant_id_category_idx of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on knowledge_documents)
DROP INDEX CONCURRENTLY knowledge_documents_tenant_id_category_idx;

-- tenon: step 12, in no transaction
-- drop index messages_tenant_id_timestamp_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages)
DROP INDEX CONCURRENTLY messages_tenant_id_timestamp_idx;

-- tenon: step 13, in no transaction
-- drop index messages_tenant_id_session_id_timestamp_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages)
DROP INDEX CONCURRENTLY messages_tenant_id_session_id_timestamp_idx;

-- tenon: step 14, in no transaction
-- drop index sessions_tenant_id_widget_id_created_at_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions)
DROP INDEX CONCURRENTLY sessions_tenant_id_widget_id_created_at_idx;

-- tenon: step 15, in no transaction
-- drop index sessions_tenant_id_created_at_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions)
DROP INDEX CONCURRENTLY sessions_tenant_id_created_at_idx;

-- tenon: step 16, in no transaction
-- drop index meetings_tenant_id_started_at_idx of public.meetings (SHARE UPDATE EXCLUSIVE on meetings)
DROP INDEX CONCURRENTLY meetings_tenant_id_started_at_idx;

-- tenon: step 17, in no transaction
-- drop index verification_tokens_expires_idx of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens)
DROP INDEX CONCURRENTLY verification_tokens_expires_idx;

-- tenon: step 18, in no transaction
-- drop index auth_sessions_tenant_id_expires_idx of public.auth_sessions (SHARE UPDATE EXCLUSIVE on auth_sessions)
DROP INDEX CONCURRENTLY auth_sessions_tenant_id_expires_idx;

-- tenon: step 19, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on accounts, cost_events, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE accounts, cost_events, widgets IN ACCESS EXCLUSIVE MODE;
-- drop registered row public.cost_events of tenon.retained (ACCESS EXCLUSIVE on tenon.retained)
DELETE FROM tenon.retained WHERE relation = 'public.cost_events'::regclass;
-- drop statistics cost_events_service_provider_stat of public.cost_events (ACCESS EXCLUSIVE on cost_events)
DROP STATISTICS cost_events_service_provider_stat;
-- drop column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE widgets DROP COLUMN domain_whitelist;
-- drop registered row public.verification_tokens of tenon.retained (ACCESS EXCLUSIVE on tenon.retained)
DELETE FROM tenon.retained WHERE relation = 'public.verification_tokens'::regclass;
-- drop column expires_at of public.accounts (ACCESS EXCLUSIVE on accounts; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE accounts DROP COLUMN expires_at;
-- drop function tenon.expired_before()
DROP FUNCTION tenon.expired_before();
-- drop function tenon.maintained()
DROP FUNCTION tenon.maintained();
-- drop function tenon.runway()
DROP FUNCTION tenon.runway();
-- drop function tenon.maintenance()
DROP FUNCTION tenon.maintenance();
-- drop function tenon.maintain()
DROP FUNCTION tenon.maintain();
-- drop function tenon.maintain_at(timestamp with time zone, boolean, boolean)
DROP FUNCTION tenon.maintain_at(timestamp with time zone, boolean, boolean);
-- drop function tenon.count_expired(tenon.retained, timestamp with time zone)
DROP FUNCTION tenon.count_expired(tenon.retained, timestamp with time zone);
-- drop function tenon.expire(tenon.retained, timestamp with time zone, bigint)
DROP FUNCTION tenon.expire(tenon.retained, timestamp with time zone, bigint);
-- drop function tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint)
DROP FUNCTION tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint);
-- drop function tenon.tenants_to_expire(tenon.retained, timestamp with time zone)
DROP FUNCTION tenon.tenants_to_expire(tenon.retained, timestamp with time zone);
-- drop function tenon.end_maintenance()
DROP FUNCTION tenon.end_maintenance();
-- drop function tenon.begin_maintenance()
DROP FUNCTION tenon.begin_maintenance();
-- drop function tenon.drop_detached(oid)
DROP FUNCTION tenon.drop_detached(oid);
-- drop function tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone)
DROP FUNCTION tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone);
-- drop function tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone)
DROP FUNCTION tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone);
-- drop function tenon.reach(regclass, boolean)
DROP FUNCTION tenon.reach(regclass, boolean);
-- drop function tenon.ranges_of(regclass, boolean)
DROP FUNCTION tenon.ranges_of(regclass, boolean);
-- drop function tenon.partition_name(text, text)
DROP FUNCTION tenon.partition_name(text, text);
-- drop function tenon.range_start(timestamp with time zone, text, integer)
DROP FUNCTION tenon.range_start(timestamp with time zone, text, integer);
-- drop view tenon.leaving_now
DROP VIEW tenon.leaving_now;
-- drop table tenon.leaving (ACCESS EXCLUSIVE on tenon.leaving; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE tenon.leaving;
-- drop table tenon.maintenance_skipped (ACCESS EXCLUSIVE on tenon.maintenance_skipped; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE tenon.maintenance_skipped;
-- drop table tenon.maintenance_lock (ACCESS EXCLUSIVE on tenon.maintenance_lock; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE tenon.maintenance_lock;
-- drop table tenon.maintenance_clock (ACCESS EXCLUSIVE on tenon.maintenance_clock; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE tenon.maintenance_clock;
-- drop table tenon.retained (ACCESS EXCLUSIVE on tenon.retained; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE tenon.retained;
-- drop table tenon.partitioned (ACCESS EXCLUSIVE on tenon.partitioned; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE tenon.partitioned;
-- drop function tenon.uuid7_time(uuid)
DROP FUNCTION tenon.uuid7_time(uuid);
-- drop function tenon.uuid7_lowest(timestamp with time zone)
DROP FUNCTION tenon.uuid7_lowest(timestamp with time zone);
-- drop function tenon.uuid7()
DROP FUNCTION tenon.uuid7();
-- drop opaque make_texts_of
drop function texts_of(jsonb);
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'dbe0b6de74e37be6', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
