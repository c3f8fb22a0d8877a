-- Migration 3 of metachat: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

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
-- lock what is changed (ACCESS EXCLUSIVE on analytics_daily, conversations, tenants)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE analytics_daily, conversations, tenants IN ACCESS EXCLUSIVE MODE;
-- make role metachat_analyst
-- roles belong to the server, which may have one of that name already
SET LOCAL ROLE NONE;
DO $role$
DECLARE
  part constant text := split_part(pg_catalog.shobj_description((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'metachat_analyst'), 'pg_authid'), ':', 1);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'metachat_analyst') THEN
    BEGIN
      CREATE ROLE metachat_analyst NOLOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another session has made it at the same moment
    END;
  END IF;
  IF part <> 'declared in the schema' AND part = ANY (ARRAY['declared in the schema', 'makes, changes and removes tenants, one at a time', 'owns every object; nobody logs in as it', 'what requests run as']::text[]) THEN
    RAISE EXCEPTION 'the role % has another part in another schema on this server: %', 'metachat_analyst', part
      USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'metachat_analyst'
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND NOT false))) THEN
    RAISE EXCEPTION 'the role % is there already, and may do more than it should', 'metachat_analyst'
      USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN where it isn''t to have it; or name another';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ANY (ARRAY['metachat_owner', 'metachat_app', 'metachat_provisioner']::text[])
             AND (pg_catalog.pg_has_role('metachat_analyst', oid, 'MEMBER') OR pg_catalog.pg_has_role(oid, 'metachat_analyst', 'MEMBER'))) THEN
    RAISE EXCEPTION 'the role % is a member of another role of the schema, or has one as its member', 'metachat_analyst'
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
END
$role$;
SET LOCAL ROLE metachat_owner;
-- become a member of role metachat_analyst
SET LOCAL ROLE NONE;
DO $member$
BEGIN
  IF NOT pg_catalog.pg_has_role(current_user, 'metachat_analyst', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE pg_catalog.format('GRANT %I TO %I', 'metachat_analyst'::text, current_user);
  END IF;
END
$member$;
SET LOCAL ROLE metachat_owner;
-- make comment on role metachat_analyst
SET LOCAL ROLE NONE;
COMMENT ON ROLE metachat_analyst IS 'declared in the schema: Reads sums and no contents, a tenant at a time as everyone.';

SET LOCAL ROLE metachat_owner;
-- make grant on schema public to metachat_analyst
SET LOCAL ROLE NONE;
GRANT USAGE ON SCHEMA public TO metachat_analyst;

SET LOCAL ROLE metachat_owner;
-- make grant on schema tenon to metachat_analyst
GRANT USAGE ON SCHEMA tenon TO metachat_analyst;
-- make enum public.widget_theme
CREATE TYPE widget_theme AS ENUM ('light', 'dark', 'auto');
-- make enum public.widget_event
CREATE TYPE widget_event AS ENUM ('impression', 'open', 'message', 'close', 'conversion');
-- make enum public.admin_action
CREATE TYPE admin_action AS ENUM ('sign_in', 'tenant_changed', 'member_changed', 'document_deleted', 'key_rotated', 'export_made');
-- add column daily_message_limit of public.tenants (ACCESS EXCLUSIVE on tenants)
ALTER TABLE tenants ADD COLUMN daily_message_limit int4 NOT NULL DEFAULT 1000;
-- make table public.widget_configs
-- WidgetConfig
CREATE TABLE widget_configs (
  tenant_id       uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  name            text         NOT NULL,
  is_active       bool         NOT NULL DEFAULT true,
  theme           widget_theme NOT NULL DEFAULT 'auto',
  primary_color   text,
  allowed_origins text[]       NOT NULL,
  texts           jsonb,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  updated_at      timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT widget_configs_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT widget_configs_tenant_id_name_key UNIQUE (tenant_id, name),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT widget_configs_primary_color_check CHECK (primary_color ~ '^#[0-9a-f]{6}$')
);
-- make constraint widget_configs_tenant_id_fkey of public.widget_configs (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE widget_configs ADD CONSTRAINT widget_configs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make trigger touch_updated_at of public.widget_configs
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON widget_configs FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy widget_configs_select of public.widget_configs
CREATE POLICY widget_configs_select ON widget_configs FOR SELECT TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy widget_configs_insert of public.widget_configs
CREATE POLICY widget_configs_insert ON widget_configs FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy widget_configs_update of public.widget_configs
CREATE POLICY widget_configs_update ON widget_configs FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy widget_configs_delete of public.widget_configs
CREATE POLICY widget_configs_delete ON widget_configs FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make row security of public.widget_configs
ALTER TABLE widget_configs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE widget_configs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.widget_configs to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON widget_configs TO metachat_app;  -- T7
-- make comment on table public.widget_configs
COMMENT ON TABLE widget_configs IS 'How a tenant''s widget looks, a row each: what was a blob in the tenant.';
-- make comment on column tenant_id of public.widget_configs (SHARE UPDATE EXCLUSIVE on widget_configs)
COMMENT ON COLUMN widget_configs.tenant_id IS 'The tenant that the row belongs to.';
-- add column widget_id of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN widget_id uuid;
-- add column deleted_at of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN deleted_at timestamptz;
-- make table public.messages
-- Message
CREATE TABLE messages (
  tenant_id       uuid              NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid              NOT NULL DEFAULT tenon.uuid7(),
  conversation_id uuid              NOT NULL,
  direction       message_direction NOT NULL,
  type            message_type      NOT NULL DEFAULT 'text',
  content         text              NOT NULL,
  external_id     text,
  metadata        jsonb,
  sent_at         timestamptz       NOT NULL DEFAULT now(),
  deleted_at      timestamptz,  -- soft_delete: P15: a deleted row is hidden by a view, and by no policy, before it is gone
  CONSTRAINT messages_pkey PRIMARY KEY (tenant_id, id)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (id);
-- make constraint messages_tenant_id_fkey of public.messages (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE messages ADD CONSTRAINT messages_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint messages_conversation_fkey of public.messages (SHARE ROW EXCLUSIVE on conversations)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE messages ADD CONSTRAINT messages_conversation_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index messages_tenant_id_conversation_id_sent_at_idx of public.messages
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX messages_tenant_id_conversation_id_sent_at_idx ON messages USING btree (tenant_id, conversation_id, sent_at DESC);
-- make index messages_tenant_id_sent_at_idx of public.messages
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX messages_tenant_id_sent_at_idx ON messages USING btree (tenant_id, sent_at DESC);
-- make index messages_tenant_id_external_id_idx of public.messages
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX messages_tenant_id_external_id_idx ON messages USING btree (tenant_id, external_id);
-- make index messages_tenant_id_deleted_at_idx of public.messages
-- retain: rows are not kept for ever
CREATE INDEX messages_tenant_id_deleted_at_idx ON messages USING btree (tenant_id, deleted_at);
-- make policy messages_select of public.messages
CREATE POLICY messages_select ON messages FOR SELECT TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy messages_insert of public.messages
CREATE POLICY messages_insert ON messages FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy messages_update of public.messages
CREATE POLICY messages_update ON messages FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy messages_delete of public.messages
CREATE POLICY messages_delete ON messages FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy messages_retain_select of public.messages
CREATE POLICY messages_retain_select ON messages FOR SELECT TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (deleted_at < (SELECT tenon.expired_before()));
-- make policy messages_retain_update of public.messages
CREATE POLICY messages_retain_update ON messages FOR UPDATE TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (deleted_at < (SELECT tenon.expired_before()))
  WITH CHECK (deleted_at < (SELECT tenon.expired_before()));
-- make policy messages_retain_delete of public.messages
CREATE POLICY messages_retain_delete ON messages FOR DELETE TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (deleted_at < (SELECT tenon.expired_before()));
-- make row security of public.messages
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE messages FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.messages to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON messages TO metachat_app;  -- T7
-- make registered row public.messages of tenon.partitioned
-- partition: by range of id, one a month, 3 ahead
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (id)","every":"month","named":"YYYY_MM","ahead":3,"uuid7":true}]', 'public.messages');
-- make registered row public.messages of tenon.retained
-- retain: rows are deleted 30 days after deleted_at
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('deleted_at', '30 days', 'public.messages', 'tenant_id');
-- make comment on table public.messages
COMMENT ON TABLE messages IS 'One utterance. The table is cut by month along its own key, a time-ordered uuid: one column names a row, and the
foreign keys are the table''s, so that no partition can be without them.';
-- make comment on column tenant_id of public.messages (SHARE UPDATE EXCLUSIVE on messages)
COMMENT ON COLUMN messages.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column deleted_at of public.messages (SHARE UPDATE EXCLUSIVE on messages)
COMMENT ON COLUMN messages.deleted_at IS 'When the row was deleted; NULL while it is live.';
-- add column unique_visitors of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily)
ALTER TABLE analytics_daily ADD COLUMN unique_visitors int4 NOT NULL DEFAULT 0;
-- add column average_response_ms of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily)
ALTER TABLE analytics_daily ADD COLUMN average_response_ms int4;
-- add column satisfaction_percent of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily)
ALTER TABLE analytics_daily ADD COLUMN satisfaction_percent numeric(5,2);
-- make table public.message_metrics
-- MessageMetric
CREATE TABLE message_metrics (
  tenant_id         uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                uuid          NOT NULL DEFAULT gen_random_uuid(),
  conversation_id   uuid          NOT NULL,
  message_id        uuid          NOT NULL,
  user_message      text,
  model             text          NOT NULL,
  prompt_tokens     int4          NOT NULL DEFAULT 0,
  completion_tokens int4          NOT NULL DEFAULT 0,
  latency_ms        int4          NOT NULL,
  cost_usd          numeric(12,6) NOT NULL DEFAULT 0,
  created_at        timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT message_metrics_pkey PRIMARY KEY (tenant_id, id, created_at)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (created_at);
-- make constraint message_metrics_tenant_id_fkey of public.message_metrics (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE message_metrics ADD CONSTRAINT message_metrics_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint message_metrics_conversation_fkey of public.message_metrics (SHARE ROW EXCLUSIVE on conversations)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE message_metrics ADD CONSTRAINT message_metrics_conversation_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint message_metrics_message_fkey of public.message_metrics (SHARE ROW EXCLUSIVE on messages)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE message_metrics ADD CONSTRAINT message_metrics_message_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index message_metrics_tenant_id_created_at_idx of public.message_metrics
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX message_metrics_tenant_id_created_at_idx ON message_metrics USING btree (tenant_id, created_at DESC);
-- make index message_metrics_created_at_idx of public.message_metrics
CREATE INDEX message_metrics_created_at_idx ON message_metrics USING brin (created_at);
-- make index message_metrics_tenant_id_conversation_id_idx of public.message_metrics
-- T5: every foreign key has an index
CREATE INDEX message_metrics_tenant_id_conversation_id_idx ON message_metrics USING btree (tenant_id, conversation_id);
-- make index message_metrics_tenant_id_message_id_idx of public.message_metrics
-- T5: every foreign key has an index
CREATE INDEX message_metrics_tenant_id_message_id_idx ON message_metrics USING btree (tenant_id, message_id);
-- make policy message_metrics_select of public.message_metrics
CREATE POLICY message_metrics_select ON message_metrics FOR SELECT TO metachat_app, metachat_analyst  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy message_metrics_insert of public.message_metrics
CREATE POLICY message_metrics_insert ON message_metrics FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy message_metrics_update of public.message_metrics
CREATE POLICY message_metrics_update ON message_metrics FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy message_metrics_delete of public.message_metrics
CREATE POLICY message_metrics_delete ON message_metrics FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make row security of public.message_metrics
ALTER TABLE message_metrics ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE message_metrics FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.message_metrics to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON message_metrics TO metachat_app;  -- T7
-- make grant on table public.message_metrics to metachat_analyst
GRANT SELECT ON message_metrics TO metachat_analyst;  -- T7
-- make registered row public.message_metrics of tenon.partitioned
-- partition: by range of created_at, one a month, 3 ahead, kept for 90 days
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (created_at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"90 days"}]', 'public.message_metrics');
-- make comment on table public.message_metrics
COMMENT ON TABLE message_metrics IS 'What answering one message took.';
-- make comment on column tenant_id of public.message_metrics (SHARE UPDATE EXCLUSIVE on message_metrics)
COMMENT ON COLUMN message_metrics.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column user_message of public.message_metrics (SHARE UPDATE EXCLUSIVE on message_metrics)
COMMENT ON COLUMN message_metrics.user_message IS 'What the visitor wrote: kept as long as the partition, which is ninety days.';
-- make table public.widget_analytics
-- WidgetAnalytics
CREATE TABLE widget_analytics (
  tenant_id  uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id         uuid         NOT NULL DEFAULT gen_random_uuid(),
  widget_id  uuid         NOT NULL,
  event      widget_event NOT NULL,
  visitor_id text         NOT NULL,
  page_url   text,
  created_at timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT widget_analytics_pkey PRIMARY KEY (tenant_id, id, created_at)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (created_at);
-- make constraint widget_analytics_tenant_id_fkey of public.widget_analytics (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE widget_analytics ADD CONSTRAINT widget_analytics_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint widget_analytics_widget_fkey of public.widget_analytics (SHARE ROW EXCLUSIVE on widget_configs)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE widget_analytics ADD CONSTRAINT widget_analytics_widget_fkey FOREIGN KEY (tenant_id, widget_id) REFERENCES widget_configs (tenant_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index widget_analytics_tenant_id_event_created_at_idx of public.widget_analytics
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX widget_analytics_tenant_id_event_created_at_idx ON widget_analytics USING btree (tenant_id, event, created_at DESC);
-- make index widget_analytics_tenant_id_widget_id_idx of public.widget_analytics
-- T5: every foreign key has an index
CREATE INDEX widget_analytics_tenant_id_widget_id_idx ON widget_analytics USING btree (tenant_id, widget_id);
-- make policy widget_analytics_select of public.widget_analytics
CREATE POLICY widget_analytics_select ON widget_analytics FOR SELECT TO metachat_app, metachat_analyst  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy widget_analytics_insert of public.widget_analytics
CREATE POLICY widget_analytics_insert ON widget_analytics FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy widget_analytics_update of public.widget_analytics
CREATE POLICY widget_analytics_update ON widget_analytics FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy widget_analytics_delete of public.widget_analytics
CREATE POLICY widget_analytics_delete ON widget_analytics FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make row security of public.widget_analytics
ALTER TABLE widget_analytics ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE widget_analytics FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.widget_analytics to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON widget_analytics TO metachat_app;  -- T7
-- make grant on table public.widget_analytics to metachat_analyst
GRANT SELECT ON widget_analytics TO metachat_analyst;  -- T7
-- make registered row public.widget_analytics of tenon.partitioned
-- partition: by range of created_at, one a month, 3 ahead, kept for 90 days
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (created_at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"90 days"}]', 'public.widget_analytics');
-- make comment on table public.widget_analytics
COMMENT ON TABLE widget_analytics IS 'What visitors do with a widget.';
-- make comment on column tenant_id of public.widget_analytics (SHARE UPDATE EXCLUSIVE on widget_analytics)
COMMENT ON COLUMN widget_analytics.tenant_id IS 'The tenant that the row belongs to.';
-- make table public.api_logs
-- ApiLog
CREATE TABLE api_logs (
  tenant_id   uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id          uuid        NOT NULL DEFAULT gen_random_uuid(),
  method      text        NOT NULL,
  path        text        NOT NULL,
  status_code int4        NOT NULL,
  duration_ms int4        NOT NULL,
  ip_address  inet,
  user_agent  text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT api_logs_pkey PRIMARY KEY (tenant_id, id, created_at),  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
  CONSTRAINT api_logs_method_check CHECK (method IN ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
  CONSTRAINT api_logs_status_code_check CHECK (status_code between 100 and 599)
) PARTITION BY RANGE (created_at);
-- make constraint api_logs_tenant_id_fkey of public.api_logs (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE api_logs ADD CONSTRAINT api_logs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index api_logs_tenant_id_created_at_idx of public.api_logs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX api_logs_tenant_id_created_at_idx ON api_logs USING btree (tenant_id, created_at DESC);
-- make index api_logs_tenant_id_status_code_created_at_idx of public.api_logs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX api_logs_tenant_id_status_code_created_at_idx ON api_logs USING btree (tenant_id, status_code, created_at DESC);
-- make policy api_logs_select of public.api_logs
CREATE POLICY api_logs_select ON api_logs FOR SELECT TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy api_logs_insert of public.api_logs
CREATE POLICY api_logs_insert ON api_logs FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy api_logs_update of public.api_logs
CREATE POLICY api_logs_update ON api_logs FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy api_logs_delete of public.api_logs
CREATE POLICY api_logs_delete ON api_logs FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make row security of public.api_logs
ALTER TABLE api_logs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE api_logs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.api_logs to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON api_logs TO metachat_app;  -- T7
-- make registered row public.api_logs of tenon.partitioned
-- partition: by range of created_at, one a month, 3 ahead, kept for 90 days
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (created_at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"90 days"}]', 'public.api_logs');
-- make comment on table public.api_logs
COMMENT ON TABLE api_logs IS 'A request to the API.';
-- make comment on column tenant_id of public.api_logs (SHARE UPDATE EXCLUSIVE on api_logs)
COMMENT ON COLUMN api_logs.tenant_id IS 'The tenant that the row belongs to.';
-- make table public.admin_audit_logs
-- AdminAuditLog
CREATE TABLE admin_audit_logs (
  tenant_id   uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id          uuid         NOT NULL DEFAULT gen_random_uuid(),
  actor_email citext       NOT NULL,
  action      admin_action NOT NULL,
  target_id   text,
  details     jsonb,
  ip_address  inet,
  created_at  timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT admin_audit_logs_pkey PRIMARY KEY (tenant_id, id, created_at)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (created_at);
-- make constraint admin_audit_logs_tenant_id_fkey of public.admin_audit_logs (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE admin_audit_logs ADD CONSTRAINT admin_audit_logs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index admin_audit_logs_tenant_id_created_at_idx of public.admin_audit_logs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX admin_audit_logs_tenant_id_created_at_idx ON admin_audit_logs USING btree (tenant_id, created_at DESC);
-- make index admin_audit_logs_tenant_id_action_created_at_idx of public.admin_audit_logs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX admin_audit_logs_tenant_id_action_created_at_idx ON admin_audit_logs USING btree (tenant_id, action, created_at DESC);
-- make policy admin_audit_logs_select of public.admin_audit_logs
CREATE POLICY admin_audit_logs_select ON admin_audit_logs FOR SELECT TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy admin_audit_logs_insert of public.admin_audit_logs
CREATE POLICY admin_audit_logs_insert ON admin_audit_logs FOR INSERT TO metachat_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy admin_audit_logs_update of public.admin_audit_logs
CREATE POLICY admin_audit_logs_update ON admin_audit_logs FOR UPDATE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
-- make policy admin_audit_logs_delete of public.admin_audit_logs
CREATE POLICY admin_audit_logs_delete ON admin_audit_logs FOR DELETE TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make row security of public.admin_audit_logs
ALTER TABLE admin_audit_logs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE admin_audit_logs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.admin_audit_logs to metachat_app
GRANT SELECT, INSERT, UPDATE, DELETE ON admin_audit_logs TO metachat_app;  -- T7
-- make registered row public.admin_audit_logs of tenon.partitioned
-- partition: by range of created_at, one a month, 3 ahead, kept for 2 years
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (created_at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"2 years"}]', 'public.admin_audit_logs');
-- make comment on table public.admin_audit_logs
COMMENT ON TABLE admin_audit_logs IS 'What administrators did. Two years are what the auditors ask for.';
-- make comment on column tenant_id of public.admin_audit_logs (SHARE UPDATE EXCLUSIVE on admin_audit_logs)
COMMENT ON COLUMN admin_audit_logs.tenant_id IS 'The tenant that the row belongs to.';
-- make table public.invoices_audit
-- InvoiceAudit: the log of Invoice, audit: who changed what, and when
CREATE TABLE invoices_audit (
  tenant_id  uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  at         timestamptz NOT NULL DEFAULT now(),
  action     text        NOT NULL,
  invoice_id uuid        NOT NULL,
  changed    jsonb       NOT NULL,
  actor      text,
  txid       int8        NOT NULL,
  CONSTRAINT invoices_audit_pkey PRIMARY KEY (tenant_id, id, at),  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
  CONSTRAINT invoices_audit_action_check CHECK (action IN ('insert', 'update', 'delete'))
) PARTITION BY RANGE (at);
-- make constraint invoices_audit_tenant_id_fkey of public.invoices_audit (SHARE ROW EXCLUSIVE on tenants)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE invoices_audit ADD CONSTRAINT invoices_audit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index invoices_audit_tenant_id_invoice_id_at_idx of public.invoices_audit
-- audit: who changed what, and when
CREATE INDEX invoices_audit_tenant_id_invoice_id_at_idx ON invoices_audit USING btree (tenant_id, invoice_id, at);
-- make policy invoices_audit_select of public.invoices_audit
CREATE POLICY invoices_audit_select ON invoices_audit FOR SELECT TO metachat_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
-- make policy invoices_audit_insert of public.invoices_audit
CREATE POLICY invoices_audit_insert ON invoices_audit FOR INSERT TO metachat_owner  -- audit
  WITH CHECK (true);
-- make row security of public.invoices_audit
ALTER TABLE invoices_audit ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE invoices_audit FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.invoices_audit to metachat_app
GRANT SELECT ON invoices_audit TO metachat_app;  -- T7
-- make registered row public.invoices_audit of tenon.partitioned
-- partition: by range of at, one a month, 3 ahead, kept for 10 years
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"10 years"}]', 'public.invoices_audit');
-- make comment on table public.invoices_audit
COMMENT ON TABLE invoices_audit IS 'What was changed in invoices.';
-- make comment on column tenant_id of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column at of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.at IS 'When it was changed.';
-- make comment on column action of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.action IS 'insert, update or delete.';
-- make comment on column invoice_id of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.invoice_id IS 'Of the row that was changed.';
-- make comment on column changed of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.changed IS 'Each column that changed, with its old and its new value.';
-- make comment on column actor of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.actor IS 'Who changed it, as far as the transaction said.';
-- make comment on column txid of public.invoices_audit (SHARE UPDATE EXCLUSIVE on invoices_audit)
COMMENT ON COLUMN invoices_audit.txid IS 'The transaction, to tell which changes belong together.';
-- make function tenon.changes(jsonb, jsonb)
SET LOCAL search_path TO pg_catalog;

-- audit: what differs between two rows as JSON, a column each with its old and its new value
CREATE OR REPLACE FUNCTION tenon.changes(before jsonb, after jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT coalesce(jsonb_object_agg(key, jsonb_build_object('old', o.value, 'new', n.value)), '{}'::jsonb)
  FROM jsonb_each(before) AS o FULL JOIN jsonb_each(after) AS n USING (key)
  WHERE coalesce(o.value, 'null'::jsonb)::text IS DISTINCT FROM coalesce(n.value, 'null'::jsonb)::text
$body$;
REVOKE ALL ON FUNCTION tenon.changes(jsonb, jsonb) FROM PUBLIC, metachat_app, metachat_provisioner, metachat_analyst;

SET LOCAL search_path TO public;
-- make function tenon.audit_invoices()
-- audit: who changed what, and when
-- P12: as the owner, with its search_path pinned, and not PUBLIC's to execute.
CREATE OR REPLACE FUNCTION tenon.audit_invoices() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET extra_float_digits TO 1
  SET bytea_output TO hex
  SET IntervalStyle TO postgres
  SET DateStyle TO 'ISO, YMD'
  SET TimeZone TO 'UTC'
AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.invoices_audit (tenant_id, invoice_id, action, changed, actor, txid)
    SELECT n.tenant_id, n.id, 'insert', tenon.changes('{}'::jsonb, to_jsonb(n.*) - ARRAY['tenant_id']),
           nullif(current_setting('app.actor', true), ''), pg_current_xact_id()::text::bigint
    FROM new_rows AS n;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO public.invoices_audit (tenant_id, invoice_id, action, changed, actor, txid)
    SELECT o.tenant_id, o.id, 'delete', tenon.changes(to_jsonb(o.*) - ARRAY['tenant_id'], '{}'::jsonb),
           nullif(current_setting('app.actor', true), ''), pg_current_xact_id()::text::bigint
    FROM old_rows AS o;
  ELSE
    INSERT INTO public.invoices_audit (tenant_id, invoice_id, action, changed, actor, txid)
    SELECT coalesce(n.tenant_id, o.tenant_id), coalesce(n.id, o.id), CASE WHEN o.id IS NULL THEN 'insert' WHEN n.id IS NULL THEN 'delete' ELSE 'update' END, tenon.changes(CASE WHEN o.id IS NULL THEN '{}'::jsonb ELSE to_jsonb(o.*) - ARRAY['tenant_id'] END, CASE WHEN n.id IS NULL THEN '{}'::jsonb ELSE to_jsonb(n.*) - ARRAY['tenant_id'] END),
           nullif(current_setting('app.actor', true), ''), pg_current_xact_id()::text::bigint
    FROM old_rows AS o FULL JOIN new_rows AS n ON n.tenant_id = o.tenant_id AND n.id = o.id
    WHERE to_jsonb(o.*)::text IS DISTINCT FROM to_jsonb(n.*)::text;
  END IF;
  RETURN NULL;
EXCEPTION WHEN foreign_key_violation THEN
  -- The tenant itself is being removed, and its log with it.
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION tenon.audit_invoices() FROM PUBLIC, metachat_app, metachat_provisioner, metachat_analyst;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- hold new rows to constraint tenants_daily_message_limit_check of public.tenants (ACCESS EXCLUSIVE on tenants)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE tenants ADD CONSTRAINT tenants_daily_message_limit_check CHECK (daily_message_limit >= 0) NOT VALID;
COMMIT;

-- tenon: step 3, in a transaction
BEGIN;
-- hold new rows to constraint tenants_subscribed_customers_pay of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE tenants ADD CONSTRAINT tenants_subscribed_customers_pay CHECK (subscription_status is null or stripe_customer_id is not null or subscription_status = 'trialing') NOT VALID;
COMMIT;

-- tenon: step 4, in no transaction
-- build index tenants_slug_idx of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY tenants_slug_idx ON tenants USING btree (slug) WHERE is_active;

-- tenon: step 5, in no transaction
-- build index tenants_subscription_status_idx of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY tenants_subscription_status_idx ON tenants USING btree (subscription_status);

-- tenon: step 6, in a transaction
BEGIN;
-- hold new rows to constraint conversations_widget_fkey of public.conversations (SHARE ROW EXCLUSIVE on conversations, widget_configs; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE conversations ADD CONSTRAINT conversations_widget_fkey FOREIGN KEY (tenant_id, widget_id) REFERENCES widget_configs (tenant_id, id) ON DELETE SET NULL (widget_id) NOT VALID;
COMMIT;

-- tenon: step 7, in no transaction
-- build index conversations_tenant_id_status_last_message_at_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversations_tenant_id_status_last_message_at_idx ON conversations USING btree (tenant_id, status, last_message_at DESC);

-- tenon: step 8, in no transaction
-- build index conversations_tenant_id_user_id_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversations_tenant_id_user_id_idx ON conversations USING btree (tenant_id, user_id);

-- tenon: step 9, in no transaction
-- build index conversations_tenant_id_created_at_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversations_tenant_id_created_at_idx ON conversations USING btree (tenant_id, created_at DESC);

-- tenon: step 10, in no transaction
-- build index conversations_tenant_id_deleted_at_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversations_tenant_id_deleted_at_idx ON conversations USING btree (tenant_id, deleted_at);

-- tenon: step 11, in no transaction
-- build index conversations_tenant_id_widget_id_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversations_tenant_id_widget_id_idx ON conversations USING btree (tenant_id, widget_id);

-- tenon: step 12, in no transaction
-- build the index of constraint documents_tenant_id_checksum_key of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY documents_tenant_id_checksum_key ON documents USING btree (tenant_id, checksum);

-- tenon: step 13, in a transaction
BEGIN;
-- hold new rows to constraint documents_size_bytes_check of public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE documents ADD CONSTRAINT documents_size_bytes_check CHECK (size_bytes >= 0) NOT VALID;
COMMIT;

-- tenon: step 14, in a transaction
BEGIN;
-- hold new rows to constraint documents_failed_with_error of public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE documents ADD CONSTRAINT documents_failed_with_error CHECK ((status = 'failed') = (error is not null)) NOT VALID;
COMMIT;

-- tenon: step 15, in no transaction
-- build index documents_tenant_id_status_created_at_idx of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY documents_tenant_id_status_created_at_idx ON documents USING btree (tenant_id, status, created_at DESC);

-- tenon: step 16, in no transaction
-- build the index of constraint invoices_tenant_id_stripe_invoice_id_key of public.invoices (SHARE UPDATE EXCLUSIVE on invoices; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY invoices_tenant_id_stripe_invoice_id_key ON invoices USING btree (tenant_id, stripe_invoice_id);

-- tenon: step 17, in a transaction
BEGIN;
-- hold new rows to constraint invoices_period_has_length of public.invoices (ACCESS EXCLUSIVE on invoices; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE invoices ADD CONSTRAINT invoices_period_has_length CHECK (period_end > period_start) NOT VALID;
COMMIT;

-- tenon: step 18, in a transaction
BEGIN;
-- hold new rows to constraint invoices_amounts_not_negative of public.invoices (ACCESS EXCLUSIVE on invoices; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE invoices ADD CONSTRAINT invoices_amounts_not_negative CHECK (amount_due >= 0 and amount_paid >= 0) NOT VALID;
COMMIT;

-- tenon: step 19, in a transaction
BEGIN;
-- hold new rows to constraint invoices_paid_has_time of public.invoices (ACCESS EXCLUSIVE on invoices; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE invoices ADD CONSTRAINT invoices_paid_has_time CHECK (status <> 'paid' or paid_at is not null) NOT VALID;
COMMIT;

-- tenon: step 20, in no transaction
-- build index invoices_tenant_id_status_period_start_idx of public.invoices (SHARE UPDATE EXCLUSIVE on invoices; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY invoices_tenant_id_status_period_start_idx ON invoices USING btree (tenant_id, status, period_start DESC);

-- tenon: step 21, in no transaction
-- build index invoices_tenant_id_period_start_idx of public.invoices (SHARE UPDATE EXCLUSIVE on invoices; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY invoices_tenant_id_period_start_idx ON invoices USING btree (tenant_id, period_start DESC);

-- tenon: step 22, in no transaction
-- build index verification_tokens_email_purpose_idx of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY verification_tokens_email_purpose_idx ON verification_tokens USING btree (email, purpose);

-- tenon: step 23, in no transaction
-- build index verification_tokens_expires_at_idx of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY verification_tokens_expires_at_idx ON verification_tokens USING btree (expires_at);

-- tenon: step 24, in no transaction
-- build the index of constraint analytics_daily_tenant_id_day_key of public.analytics_daily (SHARE UPDATE EXCLUSIVE on analytics_daily; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY analytics_daily_tenant_id_day_key ON analytics_daily USING btree (tenant_id, day);

-- tenon: step 25, in a transaction
BEGIN;
-- hold new rows to constraint analytics_daily_satisfaction_percent_check of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE analytics_daily ADD CONSTRAINT analytics_daily_satisfaction_percent_check CHECK (satisfaction_percent between 0 and 100) NOT VALID;
COMMIT;

-- tenon: step 26, in no transaction
-- build index analytics_daily_tenant_id_created_at_idx of public.analytics_daily (SHARE UPDATE EXCLUSIVE on analytics_daily; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY analytics_daily_tenant_id_created_at_idx ON analytics_daily USING btree (tenant_id, created_at);

-- tenon: step 27, in a transaction
BEGIN;
-- see that all rows keep constraint tenants_daily_message_limit_check of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: full-scan)
ALTER TABLE tenants VALIDATE CONSTRAINT tenants_daily_message_limit_check;
COMMIT;

-- tenon: step 28, in a transaction
BEGIN;
-- see that all rows keep constraint tenants_subscribed_customers_pay of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: full-scan)
ALTER TABLE tenants VALIDATE CONSTRAINT tenants_subscribed_customers_pay;
COMMIT;

-- tenon: step 29, in no transaction
-- see that all rows keep constraint conversations_widget_fkey of public.conversations (ACCESS EXCLUSIVE on conversations, widget_configs; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'conversations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'conversations'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'widget_configs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'widget_configs'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE conversations VALIDATE CONSTRAINT conversations_widget_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'conversations'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'widget_configs'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 30, in a transaction
BEGIN;
-- see that all rows keep constraint documents_size_bytes_check of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: full-scan)
ALTER TABLE documents VALIDATE CONSTRAINT documents_size_bytes_check;
COMMIT;

-- tenon: step 31, in a transaction
BEGIN;
-- see that all rows keep constraint documents_failed_with_error of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: full-scan)
ALTER TABLE documents VALIDATE CONSTRAINT documents_failed_with_error;
COMMIT;

-- tenon: step 32, in a transaction
BEGIN;
-- see that all rows keep constraint invoices_period_has_length of public.invoices (SHARE UPDATE EXCLUSIVE on invoices; reads all rows; hazards: full-scan)
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_period_has_length;
COMMIT;

-- tenon: step 33, in a transaction
BEGIN;
-- see that all rows keep constraint invoices_amounts_not_negative of public.invoices (SHARE UPDATE EXCLUSIVE on invoices; reads all rows; hazards: full-scan)
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_amounts_not_negative;
COMMIT;

-- tenon: step 34, in a transaction
BEGIN;
-- see that all rows keep constraint invoices_paid_has_time of public.invoices (SHARE UPDATE EXCLUSIVE on invoices; reads all rows; hazards: full-scan)
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_paid_has_time;
COMMIT;

-- tenon: step 35, in a transaction
BEGIN;
-- see that all rows keep constraint analytics_daily_satisfaction_percent_check of public.analytics_daily (SHARE UPDATE EXCLUSIVE on analytics_daily; reads all rows; hazards: full-scan)
ALTER TABLE analytics_daily VALIDATE CONSTRAINT analytics_daily_satisfaction_percent_check;
COMMIT;

-- tenon: step 36, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on analytics_daily, conversations, documents, invoices, tenants)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE analytics_daily, conversations, documents, invoices, tenants IN ACCESS EXCLUSIVE MODE;
-- add constraint documents_tenant_id_checksum_key of public.documents (ACCESS EXCLUSIVE on documents)
ALTER TABLE documents ADD CONSTRAINT documents_tenant_id_checksum_key UNIQUE USING INDEX documents_tenant_id_checksum_key;
-- add constraint invoices_tenant_id_stripe_invoice_id_key of public.invoices (ACCESS EXCLUSIVE on invoices)
ALTER TABLE invoices ADD CONSTRAINT invoices_tenant_id_stripe_invoice_id_key UNIQUE USING INDEX invoices_tenant_id_stripe_invoice_id_key;
-- add constraint analytics_daily_tenant_id_day_key of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily)
ALTER TABLE analytics_daily ADD CONSTRAINT analytics_daily_tenant_id_day_key UNIQUE USING INDEX analytics_daily_tenant_id_day_key;
-- drop comment on column slug of public.tenants (SHARE UPDATE EXCLUSIVE on tenants)
COMMENT ON COLUMN tenants.slug IS NULL;
-- make grant on function tenon.current_tenant to metachat_analyst (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO metachat_analyst;

SET LOCAL search_path TO public;
-- make grant on table tenon.schema_version to metachat_analyst (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT SELECT ON tenon.schema_version TO metachat_analyst;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7 to metachat_analyst (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO metachat_analyst;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to metachat_analyst (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO metachat_analyst;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_time(uuid) to metachat_analyst (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO metachat_analyst;

SET LOCAL search_path TO public;
-- make policy tenants_retain_select of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: authorization)
CREATE POLICY tenants_retain_select ON tenants FOR SELECT TO metachat_owner  -- retain: tenon.maintain() goes from tenant to tenant
  USING ((SELECT tenon.expired_before()) IS NOT NULL);
-- make comment on table public.tenants
COMMENT ON TABLE tenants IS 'A customer. The slug is the subdomain, and what a request is looked up by.';
-- make policy conversations_retain_select of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: authorization)
CREATE POLICY conversations_retain_select ON conversations FOR SELECT TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (deleted_at < (SELECT tenon.expired_before()));
-- make policy conversations_retain_update of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: authorization)
CREATE POLICY conversations_retain_update ON conversations FOR UPDATE TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (deleted_at < (SELECT tenon.expired_before()))
  WITH CHECK (deleted_at < (SELECT tenon.expired_before()));
-- make policy conversations_retain_delete of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: authorization)
CREATE POLICY conversations_retain_delete ON conversations FOR DELETE TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (deleted_at < (SELECT tenon.expired_before()));
-- make registered row public.conversations of tenon.retained (hazards: data-loss)
-- retain: rows are deleted 30 days after deleted_at
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('deleted_at', '30 days', 'public.conversations', 'tenant_id');
-- make comment on table public.conversations
COMMENT ON TABLE conversations IS 'A visitor''s talk with the assistant.';
-- make comment on column widget_id of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
COMMENT ON COLUMN conversations.widget_id IS 'NULL for channels without a widget.';
-- make comment on column user_id of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
COMMENT ON COLUMN conversations.user_id IS 'As the channel names the visitor; a phone number on WhatsApp.';
-- make comment on column deleted_at of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
COMMENT ON COLUMN conversations.deleted_at IS 'When the row was deleted; NULL while it is live.';
-- make comment on table public.documents
COMMENT ON TABLE documents IS 'A text that answers are drawn from.';
-- make comment on table public.invoices
COMMENT ON TABLE invoices IS 'A bill of Stripe''s.';
-- make registered row public.verification_tokens of tenon.retained (hazards: data-loss)
-- retain: rows are deleted 7 days after expires_at
INSERT INTO tenon.retained (column_name, keep, relation) VALUES ('expires_at', '7 days', 'public.verification_tokens');
-- make comment on table public.verification_tokens
COMMENT ON TABLE verification_tokens IS 'A token mailed to an address. The address belongs to no tenant yet.';
-- make comment on column token_hash of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens)
COMMENT ON COLUMN verification_tokens.token_hash IS 'The hash: who reads the table can''t use it.';
-- change policy analytics_daily_select of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily; hazards: authorization)
ALTER POLICY analytics_daily_select ON analytics_daily TO metachat_app, metachat_analyst;
-- make policy analytics_daily_retain_select of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_retain_select ON analytics_daily FOR SELECT TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (created_at < (SELECT tenon.expired_before()));
-- make policy analytics_daily_retain_update of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_retain_update ON analytics_daily FOR UPDATE TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (created_at < (SELECT tenon.expired_before()))
  WITH CHECK (created_at < (SELECT tenon.expired_before()));
-- make policy analytics_daily_retain_delete of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_retain_delete ON analytics_daily FOR DELETE TO metachat_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (created_at < (SELECT tenon.expired_before()));
-- make grant on table public.analytics_daily to metachat_analyst (hazards: authorization)
GRANT SELECT ON analytics_daily TO metachat_analyst;  -- T7
-- make registered row public.analytics_daily of tenon.retained (hazards: data-loss)
-- retain: rows are deleted 5 years after created_at
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('created_at', '5 years', 'public.analytics_daily', 'tenant_id');
-- make comment on table public.analytics_daily
COMMENT ON TABLE analytics_daily IS 'Sums of a day.';
-- make trigger audit_delete of public.invoices (SHARE ROW EXCLUSIVE on invoices)
CREATE TRIGGER audit_delete AFTER DELETE ON invoices REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tenon.audit_invoices();
-- make trigger audit_insert of public.invoices (SHARE ROW EXCLUSIVE on invoices)
CREATE TRIGGER audit_insert AFTER INSERT ON invoices REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tenon.audit_invoices();
-- make trigger audit_update of public.invoices (SHARE ROW EXCLUSIVE on invoices)
CREATE TRIGGER audit_update AFTER UPDATE ON invoices REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tenon.audit_invoices();
-- make view public.live_conversations
-- LiveConversation, soft_delete: P15: a deleted row is hidden by a view, and by no policy, before it is gone
-- P11: security_invoker, or its owner's rights would show every tenant's rows. CREATE OR REPLACE has to say it again.
CREATE VIEW live_conversations (tenant_id, id, widget_id, channel, status, user_id, last_message_at, created_at, updated_at, deleted_at) WITH (security_invoker = true) AS
SELECT tenant_id, id, widget_id, channel, status, user_id, last_message_at, created_at, updated_at, deleted_at
FROM conversations
WHERE deleted_at IS NULL;
-- make comment on view public.live_conversations
COMMENT ON VIEW live_conversations IS 'The rows of conversations that are not deleted.';
-- make grant on view public.live_conversations to metachat_app (hazards: authorization)
GRANT SELECT ON live_conversations TO metachat_app;
-- make view public.live_messages
-- LiveMessage, soft_delete: P15: a deleted row is hidden by a view, and by no policy, before it is gone
-- P11: security_invoker, or its owner's rights would show every tenant's rows. CREATE OR REPLACE has to say it again.
CREATE VIEW live_messages (tenant_id, id, conversation_id, direction, type, content, external_id, metadata, sent_at, deleted_at) WITH (security_invoker = true) AS
SELECT tenant_id, id, conversation_id, direction, type, content, external_id, metadata, sent_at, deleted_at
FROM messages
WHERE deleted_at IS NULL;
-- make comment on view public.live_messages
COMMENT ON VIEW live_messages IS 'The rows of messages that are not deleted.';
-- make grant on view public.live_messages to metachat_app (hazards: authorization)
GRANT SELECT ON live_messages TO metachat_app;
-- make view public.overdue_invoices
-- OverdueInvoice
-- P11: security_invoker, or its owner's rights would show every tenant's rows. CREATE OR REPLACE has to say it again.
CREATE VIEW overdue_invoices (id, tenant_id, stripe_invoice_id, currency, amount_due, due_at) WITH (security_invoker = true) AS

  select id, tenant_id, stripe_invoice_id, currency, amount_due, due_at
  from invoices
  where status = 'open' and due_at < now();
-- make comment on view public.overdue_invoices
COMMENT ON VIEW overdue_invoices IS 'Bills that are due.';
-- make grant on view public.overdue_invoices to metachat_app (hazards: authorization)
GRANT SELECT ON overdue_invoices TO metachat_app;
-- tell which version is here (hazards: new-values)
-- a struct has another shape: code of one version may not read what the other has written
UPDATE tenon.schema_version SET fingerprint = 'c7f777d9dd466048', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;

-- tenon: step 37, in a transaction
BEGIN;
-- make the partitions that are missing (SHARE ROW EXCLUSIVE on every table with partitions, and what it refers to)
DO $partitions$
DECLARE
  wrong record;
BEGIN
  FOR wrong IN SELECT * FROM tenon.maintain() WHERE action NOT IN ('made', 'dropped', 'deleted', 'anonymised', 'detached') LOOP
    RAISE EXCEPTION '% can''t be made: % (%)', wrong.object, wrong.detail, wrong.action;
  END LOOP;
END
$partitions$;
COMMIT;

-- tenon: step 38, in a transaction
BEGIN;
-- make partitions of public.messages for all months that public.messages_by_time has
-- written by hand: maintenance makes those between the oldest that is there and today's
SET LOCAL row_security TO on;
DO $months$
DECLARE
  oldest timestamptz := (SELECT min(starts) FROM tenon.ranges_of('messages_by_time', false));
BEGIN
  PERFORM tenon.make_partition('messages', 'public', tenon.partition_name('messages', to_char(oldest AT TIME ZONE 'UTC', 'YYYY_MM')),
                               format('FROM (%L) TO (%L)', tenon.uuid7_lowest(oldest), tenon.uuid7_lowest(tenon.range_start(oldest, 'month', 1))),
                               levels, now())
  FROM tenon.partitioned WHERE relation = 'messages'::regclass;
  PERFORM tenon.maintain();
END
$months$;
COMMIT;

-- tenon: step 39, in a transaction
BEGIN;
-- move the messages from public.messages_by_time to public.messages
-- written by hand: no plan cuts rows in another way. A key begins with its time now, and is else what it was
SET LOCAL ROLE NONE;
INSERT INTO messages (tenant_id, id, conversation_id, direction, type, content, external_id, metadata, sent_at)
SELECT m.tenant_id, (left(tenon.uuid7_lowest(m.sent_at AT TIME ZONE 'UTC')::text, 15) || substr(m.id::text, 16))::uuid, m.conversation_id, m.direction, m.type, m.content,
       m.external_id, m.metadata, m.sent_at AT TIME ZONE 'UTC'
FROM messages_by_time AS m
ON CONFLICT DO NOTHING;
SET LOCAL ROLE metachat_owner;
COMMIT;
