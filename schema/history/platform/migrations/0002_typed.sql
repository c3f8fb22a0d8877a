-- Migration 2 of platform: typed. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE platform_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- make enum public.plan
CREATE TYPE plan AS ENUM ('starter', 'growth', 'business', 'enterprise');
-- make enum public.user_role
CREATE TYPE user_role AS ENUM ('owner', 'admin', 'member');
-- make enum public.account_type
CREATE TYPE account_type AS ENUM ('oauth', 'oidc', 'email', 'credentials', 'webauthn');
-- make enum public.session_mode
CREATE TYPE session_mode AS ENUM ('text', 'meeting');
-- make enum public.message_role
CREATE TYPE message_role AS ENUM ('user', 'assistant', 'system');
-- make enum public.cost_service
CREATE TYPE cost_service AS ENUM ('vision', 'voice_stt', 'voice_tts', 'llm', 'embedding', 'livekit');
-- make enum public.budget_period
CREATE TYPE budget_period AS ENUM ('daily', 'weekly', 'monthly');
-- make enum public.alert_severity
CREATE TYPE alert_severity AS ENUM ('warning', 'critical');
-- make function tenon.touch_updated_at()
SET LOCAL search_path TO pg_catalog;

CREATE OR REPLACE FUNCTION tenon.touch_updated_at() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION tenon.touch_updated_at() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
COMMIT;

-- tenon: step 2, in no transaction
-- build the index of constraint users_tenant_id_email_key of public.users (SHARE UPDATE EXCLUSIVE on users; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY users_tenant_id_email_key ON users USING btree (tenant_id, email);

-- tenon: step 3, in no transaction
-- build index accounts_tenant_id_user_id_idx of public.accounts (SHARE UPDATE EXCLUSIVE on accounts; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY accounts_tenant_id_user_id_idx ON accounts USING btree (tenant_id, user_id);

-- tenon: step 4, in no transaction
-- build index auth_sessions_tenant_id_user_id_idx of public.auth_sessions (SHARE UPDATE EXCLUSIVE on auth_sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY auth_sessions_tenant_id_user_id_idx ON auth_sessions USING btree (tenant_id, user_id);

-- tenon: step 5, in no transaction
-- build the index of constraint verification_tokens_pkey of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY verification_tokens_pkey_new ON verification_tokens USING btree (identifier, token);

-- tenon: step 6, in no transaction
-- build the index of constraint verification_tokens_token_key of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY verification_tokens_token_key ON verification_tokens USING btree (token);

-- tenon: step 7, in no transaction
-- build the index of constraint meetings_tenant_id_room_name_key of public.meetings (SHARE UPDATE EXCLUSIVE on meetings; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY meetings_tenant_id_room_name_key ON meetings USING btree (tenant_id, room_name);

-- tenon: step 8, in no transaction
-- build the index of constraint meetings_tenant_id_livekit_room_id_key of public.meetings (SHARE UPDATE EXCLUSIVE on meetings; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY meetings_tenant_id_livekit_room_id_key ON meetings USING btree (tenant_id, livekit_room_id);

-- tenon: step 9, in a transaction
BEGIN;
-- hold new rows to constraint meetings_created_by_fkey of public.meetings (SHARE ROW EXCLUSIVE on meetings, users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE meetings ADD CONSTRAINT meetings_created_by_fkey_new FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id) ON DELETE SET NULL (created_by) NOT VALID;
COMMIT;

-- tenon: step 10, in no transaction
-- build index meetings_tenant_id_created_by_idx of public.meetings (SHARE UPDATE EXCLUSIVE on meetings; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY meetings_tenant_id_created_by_idx ON meetings USING btree (tenant_id, created_by);

-- tenon: step 11, in no transaction
-- build index sessions_tenant_id_widget_id_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_widget_id_idx ON sessions USING btree (tenant_id, widget_id);

-- tenon: step 12, in no transaction
-- build index sessions_tenant_id_meeting_id_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_meeting_id_idx ON sessions USING btree (tenant_id, meeting_id);

-- tenon: step 13, in no transaction
-- build index messages_tenant_id_session_id_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY messages_tenant_id_session_id_idx ON messages USING btree (tenant_id, session_id);

-- tenon: step 14, in no transaction
-- build index cost_events_tenant_id_session_id_idx of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY cost_events_tenant_id_session_id_idx ON cost_events USING btree (tenant_id, session_id);

-- tenon: step 15, in no transaction
-- see that all rows keep constraint meetings_created_by_fkey of public.meetings (ACCESS EXCLUSIVE on meetings, users; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'meetings'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'meetings'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE meetings VALIDATE CONSTRAINT meetings_created_by_fkey_new;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'meetings'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 16, in a transaction
BEGIN;
-- change the type of column plan of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN plan TYPE plan USING plan::text::plan;
ALTER TABLE tenants ALTER COLUMN plan SET DEFAULT 'starter';
COMMIT;

-- tenon: step 17, in a transaction
BEGIN;
-- change the type of column created_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE tenants ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 18, in a transaction
BEGIN;
-- change the type of column updated_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE tenants ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 19, in a transaction
BEGIN;
-- change the type of column role of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
ALTER TABLE users ALTER COLUMN role TYPE user_role USING role::text::user_role;
ALTER TABLE users ALTER COLUMN role SET DEFAULT 'member';
COMMIT;

-- tenon: step 20, in a transaction
BEGIN;
-- change the type of column created_at of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE users ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE users ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 21, in a transaction
BEGIN;
-- change the type of column updated_at of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE users ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE users ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 22, in a transaction
BEGIN;
-- change the type of column type of public.accounts (ACCESS EXCLUSIVE on accounts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE accounts ALTER COLUMN type TYPE account_type USING type::text::account_type;
COMMIT;

-- tenon: step 23, in a transaction
BEGIN;
-- change the type of column created_at of public.widgets (ACCESS EXCLUSIVE on widgets; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE widgets ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE widgets ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE widgets ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 24, in a transaction
BEGIN;
-- change the type of column updated_at of public.widgets (ACCESS EXCLUSIVE on widgets; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE widgets ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE widgets ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE widgets ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 25, in a transaction
BEGIN;
-- change the type of column started_at of public.meetings (ACCESS EXCLUSIVE on meetings; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE meetings ALTER COLUMN started_at DROP DEFAULT;
ALTER TABLE meetings ALTER COLUMN started_at TYPE timestamptz USING started_at::timestamptz;
ALTER TABLE meetings ALTER COLUMN started_at SET DEFAULT now();
COMMIT;

-- tenon: step 26, in a transaction
BEGIN;
-- change the type of column ended_at of public.meetings (ACCESS EXCLUSIVE on meetings; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE meetings ALTER COLUMN ended_at TYPE timestamptz USING ended_at::timestamptz;
COMMIT;

-- tenon: step 27, in a transaction
BEGIN;
-- change the type of column mode of public.sessions (ACCESS EXCLUSIVE on sessions; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE sessions ALTER COLUMN mode DROP DEFAULT;
ALTER TABLE sessions ALTER COLUMN mode TYPE session_mode USING mode::text::session_mode;
ALTER TABLE sessions ALTER COLUMN mode SET DEFAULT 'text';
COMMIT;

-- tenon: step 28, in a transaction
BEGIN;
-- change the type of column created_at of public.sessions (ACCESS EXCLUSIVE on sessions; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE sessions ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE sessions ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE sessions ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 29, in a transaction
BEGIN;
-- change the type of column ended_at of public.sessions (ACCESS EXCLUSIVE on sessions; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE sessions ALTER COLUMN ended_at TYPE timestamptz USING ended_at::timestamptz;
COMMIT;

-- tenon: step 30, in a transaction
BEGIN;
-- change the type of column role of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN role TYPE message_role USING role::text::message_role;
COMMIT;

-- tenon: step 31, in a transaction
BEGIN;
-- change the type of column timestamp of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN "timestamp" DROP DEFAULT;
ALTER TABLE messages ALTER COLUMN "timestamp" TYPE timestamptz USING "timestamp"::timestamptz;
ALTER TABLE messages ALTER COLUMN "timestamp" SET DEFAULT now();
COMMIT;

-- tenon: step 32, in a transaction
BEGIN;
-- change the type of column created_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE knowledge_documents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE knowledge_documents ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE knowledge_documents ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 33, in a transaction
BEGIN;
-- change the type of column updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on knowledge_documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE knowledge_documents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE knowledge_documents ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE knowledge_documents ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 34, in a transaction
BEGIN;
-- change the type of column service of public.cost_events (ACCESS EXCLUSIVE on cost_events; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE cost_events ALTER COLUMN service TYPE cost_service USING service::text::cost_service;
COMMIT;

-- tenon: step 35, in a transaction
BEGIN;
-- change the type of column timestamp of public.cost_events (ACCESS EXCLUSIVE on cost_events; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE cost_events ALTER COLUMN "timestamp" DROP DEFAULT;
ALTER TABLE cost_events ALTER COLUMN "timestamp" TYPE timestamptz USING "timestamp"::timestamptz;
ALTER TABLE cost_events ALTER COLUMN "timestamp" SET DEFAULT now();
COMMIT;

-- tenon: step 36, in a transaction
BEGIN;
-- change the type of column period_start of public.cost_summaries (ACCESS EXCLUSIVE on cost_summaries; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE cost_summaries ALTER COLUMN period_start TYPE timestamptz USING period_start::timestamptz;
COMMIT;

-- tenon: step 37, in a transaction
BEGIN;
-- change the type of column period_end of public.cost_summaries (ACCESS EXCLUSIVE on cost_summaries; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE cost_summaries ALTER COLUMN period_end TYPE timestamptz USING period_end::timestamptz;
COMMIT;

-- tenon: step 38, in a transaction
BEGIN;
-- change the type of column created_at of public.cost_summaries (ACCESS EXCLUSIVE on cost_summaries; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE cost_summaries ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE cost_summaries ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE cost_summaries ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 39, in a transaction
BEGIN;
-- change the type of column period of public.budget_alerts (ACCESS EXCLUSIVE on budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE budget_alerts ALTER COLUMN period DROP DEFAULT;
ALTER TABLE budget_alerts ALTER COLUMN period TYPE budget_period USING period::text::budget_period;
ALTER TABLE budget_alerts ALTER COLUMN period SET DEFAULT 'monthly';
COMMIT;

-- tenon: step 40, in a transaction
BEGIN;
-- change the type of column severity of public.budget_alerts (ACCESS EXCLUSIVE on budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE budget_alerts ALTER COLUMN severity DROP DEFAULT;
ALTER TABLE budget_alerts ALTER COLUMN severity TYPE alert_severity USING severity::text::alert_severity;
ALTER TABLE budget_alerts ALTER COLUMN severity SET DEFAULT 'warning';
COMMIT;

-- tenon: step 41, in a transaction
BEGIN;
-- change the type of column triggered_at of public.budget_alerts (ACCESS EXCLUSIVE on budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE budget_alerts ALTER COLUMN triggered_at DROP DEFAULT;
ALTER TABLE budget_alerts ALTER COLUMN triggered_at TYPE timestamptz USING triggered_at::timestamptz;
ALTER TABLE budget_alerts ALTER COLUMN triggered_at SET DEFAULT now();
COMMIT;

-- tenon: step 42, in a transaction
BEGIN;
-- change the type of column resolved_at of public.budget_alerts (ACCESS EXCLUSIVE on budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE budget_alerts ALTER COLUMN resolved_at TYPE timestamptz USING resolved_at::timestamptz;
COMMIT;

-- tenon: step 43, in a transaction
BEGIN;
-- change the type of column created_at of public.ai_personalities (ACCESS EXCLUSIVE on ai_personalities; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE ai_personalities ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE ai_personalities ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE ai_personalities ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 44, in a transaction
BEGIN;
-- change the type of column updated_at of public.ai_personalities (ACCESS EXCLUSIVE on ai_personalities; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE ai_personalities ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE ai_personalities ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE ai_personalities ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 45, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on accounts, meetings, users, verification_tokens, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE accounts, meetings, users, verification_tokens, widgets IN ACCESS EXCLUSIVE MODE;
-- drop constraint meetings_created_by_fkey of public.meetings (ACCESS EXCLUSIVE on meetings, users)
ALTER TABLE meetings DROP CONSTRAINT meetings_created_by_fkey;
-- drop constraint meetings_livekit_room_id_key of public.meetings (ACCESS EXCLUSIVE on meetings; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE meetings DROP CONSTRAINT meetings_livekit_room_id_key;
-- drop constraint meetings_room_name_key of public.meetings (ACCESS EXCLUSIVE on meetings; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE meetings DROP CONSTRAINT meetings_room_name_key;
-- drop constraint users_email_key of public.users (ACCESS EXCLUSIVE on users; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- add constraint users_tenant_id_email_key of public.users (ACCESS EXCLUSIVE on users)
ALTER TABLE users ADD CONSTRAINT users_tenant_id_email_key UNIQUE USING INDEX users_tenant_id_email_key;
-- drop constraint verification_tokens_pkey of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE verification_tokens DROP CONSTRAINT verification_tokens_pkey;
-- add constraint verification_tokens_pkey of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens)
ALTER TABLE verification_tokens ADD CONSTRAINT verification_tokens_pkey PRIMARY KEY USING INDEX verification_tokens_pkey_new;
-- add constraint verification_tokens_token_key of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens)
ALTER TABLE verification_tokens ADD CONSTRAINT verification_tokens_token_key UNIQUE USING INDEX verification_tokens_token_key;
-- let be NULL column created_by of public.meetings (ACCESS EXCLUSIVE on meetings; hazards: new-values)
ALTER TABLE meetings ALTER COLUMN created_by DROP NOT NULL;
-- add constraint meetings_tenant_id_room_name_key of public.meetings (ACCESS EXCLUSIVE on meetings)
ALTER TABLE meetings ADD CONSTRAINT meetings_tenant_id_room_name_key UNIQUE USING INDEX meetings_tenant_id_room_name_key;
-- add constraint meetings_tenant_id_livekit_room_id_key of public.meetings (ACCESS EXCLUSIVE on meetings)
ALTER TABLE meetings ADD CONSTRAINT meetings_tenant_id_livekit_room_id_key UNIQUE USING INDEX meetings_tenant_id_livekit_room_id_key;
-- name constraint meetings_created_by_fkey of public.meetings (ACCESS EXCLUSIVE on meetings)
ALTER TABLE meetings RENAME CONSTRAINT meetings_created_by_fkey_new TO meetings_created_by_fkey;
-- make trigger touch_updated_at of public.tenants
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON tenants FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.users
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on table public.users
COMMENT ON TABLE users IS 'Someone who works for a tenant. The same address may work for two: it is unique within each.';
-- change grant on table public.verification_tokens to platform_app (hazards: authorization, breaks-clients)
REVOKE ALL ON verification_tokens FROM platform_app;
GRANT SELECT, INSERT, UPDATE (expires), DELETE ON verification_tokens TO platform_app;  -- T7
-- make trigger touch_updated_at of public.widgets
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON widgets FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on column created_by of public.meetings
COMMENT ON COLUMN meetings.created_by IS 'NULL once the user is gone. A NOT NULL column that ON DELETE SET NULL would clear makes every such delete fail.';
-- make trigger touch_updated_at of public.knowledge_documents
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON knowledge_documents FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.ai_personalities
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON ai_personalities FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- rename column expires_at of public.accounts to expires_at_seconds (ACCESS EXCLUSIVE on accounts; hazards: breaks-clients)
ALTER TABLE accounts RENAME COLUMN expires_at TO expires_at_seconds;
-- rename column domain_whitelist of public.widgets to whitelist (ACCESS EXCLUSIVE on widgets; hazards: breaks-clients)
ALTER TABLE widgets RENAME COLUMN domain_whitelist TO whitelist;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = 'dbe0b6de74e37be6', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
