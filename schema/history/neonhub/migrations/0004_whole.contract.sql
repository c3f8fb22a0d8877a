-- Migration 4 of neonhub: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- To be run once no code of the version before runs.

-- tenon: head
SET ROLE neonhub_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in no transaction
-- drop index documents_organization_id_dataset_id_idx of public.documents (SHARE UPDATE EXCLUSIVE on documents)
DROP INDEX CONCURRENTLY documents_organization_id_dataset_id_idx;

-- tenon: step 2, in no transaction
-- drop index memberships_organization_id_user_id_idx of public.memberships (SHARE UPDATE EXCLUSIVE on memberships)
DROP INDEX CONCURRENTLY memberships_organization_id_user_id_idx;

-- tenon: step 3, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on agent_jobs, audit_records, chat_messages, memberships, metric_events, organizations)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE agent_jobs, audit_records, chat_messages, memberships, metric_events, organizations IN ACCESS EXCLUSIVE MODE;
-- drop table public.audit_records (ACCESS EXCLUSIVE on audit_records; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE audit_records;
-- drop constraint metric_events_organization_id_fkey of public.metric_events (ACCESS EXCLUSIVE on metric_events, organizations)
ALTER TABLE metric_events DROP CONSTRAINT metric_events_organization_id_fkey;
-- drop table public.metric_events (ACCESS EXCLUSIVE on metric_events; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE metric_events;
-- drop constraint chat_messages_organization_id_fkey of public.chat_messages (ACCESS EXCLUSIVE on chat_messages, organizations)
ALTER TABLE chat_messages DROP CONSTRAINT chat_messages_organization_id_fkey;
-- drop table public.chat_messages (ACCESS EXCLUSIVE on chat_messages; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE chat_messages;
-- drop constraint agent_jobs_organization_id_fkey of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs, organizations)
ALTER TABLE agent_jobs DROP CONSTRAINT agent_jobs_organization_id_fkey;
-- drop table public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE agent_jobs;
-- drop column role of public.memberships (ACCESS EXCLUSIVE on memberships; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE memberships DROP COLUMN role;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = 'dad0b260108ddbbd', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;
