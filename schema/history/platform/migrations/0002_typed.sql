-- Migration 2 of platform: typed. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

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
-- make the schema's roles, and give platform_owner what is there (ACCESS EXCLUSIVE on every table; hazards: breaks-clients, authorization)
-- only its owner changes a table; who owned it before has no rights but those that were given
SET LOCAL ROLE NONE;
DO $roles$
DECLARE
  wanted record;
  part text;
  -- What a role is to one schema on the server, told by its comment.
  parts constant text[] := ARRAY['owns every object; nobody logs in as it', 'what requests run as', 'makes, changes and removes tenants, one at a time', 'owns the search functions; nobody logs in as it', 'runs the declared triggers; nobody logs in as it', 'declared in the schema'];
BEGIN
  FOR wanted IN
    SELECT *
    FROM (VALUES
      ('platform_owner', 'NOLOGIN', 'NOINHERIT', 'owns every object; nobody logs in as it'),
      ('platform_app', 'LOGIN', 'NOINHERIT', 'what requests run as'),
      ('platform_provisioner', 'LOGIN', 'NOINHERIT', 'makes, changes and removes tenants, one at a time')
    ) AS roles (name, login, inherit, purpose)
  LOOP
    -- Another session may make the same role at the same moment.
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name) THEN
        EXECUTE format('CREATE ROLE %I %s %s', wanted.name, wanted.login, wanted.inherit);
        EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.name, wanted.purpose);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    -- It may serve another database's schema in the same part, and in no other: it would have both parts' rights.
    SELECT split_part(shobj_description(oid, 'pg_authid'), ':', 1) INTO part FROM pg_catalog.pg_roles WHERE rolname = wanted.name;
    IF part = ANY (parts) AND part <> split_part(wanted.purpose, ':', 1) THEN
      RAISE EXCEPTION 'the role % has another part in another schema on this server: %', wanted.name, part
        USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
    END IF;
    -- A role that was there already might see more than its name promises.
    IF EXISTS (
      SELECT FROM pg_catalog.pg_roles
      WHERE rolname = wanted.name
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND wanted.login = 'NOLOGIN'))
    ) THEN
      RAISE EXCEPTION 'the role % is there already, and may do more than it should', wanted.name
        USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN from the owner; or name another';
    END IF;
  END LOOP;
  IF pg_catalog.pg_has_role('platform_app', 'platform_owner', 'MEMBER')
     OR pg_catalog.pg_has_role('platform_provisioner', 'platform_owner', 'MEMBER')
     OR pg_catalog.pg_has_role('platform_app', 'platform_provisioner', 'MEMBER') THEN
    RAISE EXCEPTION 'one of the roles %, % is a member of a stronger one', 'platform_app', 'platform_provisioner'
      USING HINT = 'REVOKE that membership: the application would be able to do what the owner or the provisioner can';
  END IF;
END
$roles$;

-- Whoever runs this makes the objects in the owner's name, and seeds in the others'.
DO $membership$
DECLARE
  role_name text;
  -- From PostgreSQL 16 on, membership alone doesn't let one become a role.
  needed text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['platform_owner', 'platform_app', 'platform_provisioner'] LOOP
    IF NOT pg_catalog.pg_has_role(current_user, role_name, needed) THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
  END LOOP;
END
$membership$;
REVOKE ALL ON SCHEMA tenon FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO platform_app;
GRANT CREATE, USAGE ON SCHEMA public TO platform_owner;
GRANT USAGE ON SCHEMA public TO platform_provisioner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA tenon TO platform_app;
GRANT USAGE ON SCHEMA tenon TO platform_provisioner;
ALTER SCHEMA tenon OWNER TO platform_owner;
ALTER TABLE public.accounts OWNER TO platform_owner;
ALTER TABLE public.ai_personalities OWNER TO platform_owner;
ALTER TABLE public.auth_sessions OWNER TO platform_owner;
ALTER TABLE public.budget_alerts OWNER TO platform_owner;
ALTER TABLE public.cost_events OWNER TO platform_owner;
ALTER TABLE public.cost_summaries OWNER TO platform_owner;
ALTER TABLE public.knowledge_documents OWNER TO platform_owner;
ALTER TABLE public.meetings OWNER TO platform_owner;
ALTER TABLE public.messages OWNER TO platform_owner;
ALTER TABLE public.sessions OWNER TO platform_owner;
ALTER TABLE public.tenants OWNER TO platform_owner;
ALTER TABLE public.users OWNER TO platform_owner;
ALTER TABLE public.verification_tokens OWNER TO platform_owner;
ALTER TABLE public.widgets OWNER TO platform_owner;
ALTER TABLE tenon.migrations OWNER TO platform_owner;
ALTER TABLE tenon.schema_version OWNER TO platform_owner;
ALTER FUNCTION public.get_current_tenant_id() OWNER TO platform_owner;
SET ROLE platform_owner;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on public.accounts, public.auth_sessions, public.messages)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE public.accounts, public.auth_sessions, public.messages IN ACCESS EXCLUSIVE MODE;
-- make enum public.account_type
CREATE TYPE public.account_type AS ENUM ('oauth', 'oidc', 'email', 'credentials', 'webauthn');
-- make enum public.alert_severity
CREATE TYPE public.alert_severity AS ENUM ('warning', 'critical');
-- make enum public.budget_period
CREATE TYPE public.budget_period AS ENUM ('daily', 'weekly', 'monthly');
-- make enum public.cost_service
CREATE TYPE public.cost_service AS ENUM ('vision', 'voice_stt', 'voice_tts', 'llm', 'embedding', 'livekit');
-- make enum public.message_role
CREATE TYPE public.message_role AS ENUM ('user', 'assistant', 'system');
-- make enum public.plan
CREATE TYPE public.plan AS ENUM ('starter', 'growth', 'business', 'enterprise');
-- make enum public.session_mode
CREATE TYPE public.session_mode AS ENUM ('text', 'meeting');
-- make enum public.user_role
CREATE TYPE public.user_role AS ENUM ('owner', 'admin', 'member');
-- add column tenant_id of public.accounts (ACCESS EXCLUSIVE on public.accounts)
ALTER TABLE public.accounts ADD COLUMN tenant_id uuid;
-- add column tenant_id of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
ALTER TABLE public.auth_sessions ADD COLUMN tenant_id uuid;
-- add column tenant_id of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages ADD COLUMN tenant_id uuid;
-- make function tenon.current_tenant()
-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody else's next.
-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row matches: it fails closed.
CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (NULLIF(current_setting('app.current_tenant_id'::text, true), ''::text))::uuid;
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM PUBLIC, platform_app, platform_provisioner;
-- make function tenon.enter_tenant(text)
-- The owner's way into a tenant for the open transaction: for seeds, administrators and maintenance.
CREATE OR REPLACE FUNCTION tenon.enter_tenant(tenant text) RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  PERFORM set_config('app.current_tenant_id', $1, true);
END
$body$;
REVOKE ALL ON FUNCTION tenon.enter_tenant(text) FROM PUBLIC, platform_app, platform_provisioner;
-- make function tenon.touch_updated_at()
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
-- make grant on function tenon.current_tenant to platform_app
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_app;
-- make grant on function tenon.current_tenant to platform_provisioner
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_provisioner;
COMMIT;

-- tenon: step 3, in no transaction
-- fill column tenant_id of public.accounts (ACCESS EXCLUSIVE on public.accounts; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 public.accounts.id%TYPE;
  fill_to_1 public.accounts.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'public.accounts'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.accounts'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM public.accounts ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1) AS MATERIALIZED (
      SELECT id FROM public.accounts WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000),
    filled AS (
      UPDATE public.accounts SET tenant_id = (SELECT of_1.tenant_id FROM public.users AS of_1 WHERE of_1.id = public.accounts.user_id) FROM fill_batch WHERE public.accounts.id = fill_key_1 AND public.accounts.tenant_id IS NULL)
    SELECT fill_key_1 INTO fill_to_1 FROM fill_batch ORDER BY fill_key_1 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1) = (fill_from_1);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_seen := fill_seen + 5000;
    -- Whoever looks at the session sees how far it is.
    PERFORM pg_catalog.set_config('application_name', pg_catalog.format('tenon migrate: %s of about %s rows', fill_seen, fill_all), false);
  END LOOP; END IF;
  PERFORM pg_catalog.set_config('application_name', fill_program, false);
  COMMIT;
  RESET enable_seqscan;
  RESET enable_bitmapscan;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 4, in no transaction
-- fill column tenant_id of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 public.auth_sessions.id%TYPE;
  fill_to_1 public.auth_sessions.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'public.auth_sessions'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.auth_sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM public.auth_sessions ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1) AS MATERIALIZED (
      SELECT id FROM public.auth_sessions WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000),
    filled AS (
      UPDATE public.auth_sessions SET tenant_id = (SELECT of_1.tenant_id FROM public.users AS of_1 WHERE of_1.id = public.auth_sessions.user_id) FROM fill_batch WHERE public.auth_sessions.id = fill_key_1 AND public.auth_sessions.tenant_id IS NULL)
    SELECT fill_key_1 INTO fill_to_1 FROM fill_batch ORDER BY fill_key_1 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1) = (fill_from_1);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_seen := fill_seen + 5000;
    -- Whoever looks at the session sees how far it is.
    PERFORM pg_catalog.set_config('application_name', pg_catalog.format('tenon migrate: %s of about %s rows', fill_seen, fill_all), false);
  END LOOP; END IF;
  PERFORM pg_catalog.set_config('application_name', fill_program, false);
  COMMIT;
  RESET enable_seqscan;
  RESET enable_bitmapscan;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 5, in no transaction
-- fill column tenant_id of public.messages (ACCESS EXCLUSIVE on public.messages; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 public.messages.id%TYPE;
  fill_to_1 public.messages.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'public.messages'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.messages'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM public.messages ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1) AS MATERIALIZED (
      SELECT id FROM public.messages WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000),
    filled AS (
      UPDATE public.messages SET tenant_id = (SELECT of_1.tenant_id FROM public.sessions AS of_1 WHERE of_1.id = public.messages.session_id) FROM fill_batch WHERE public.messages.id = fill_key_1 AND public.messages.tenant_id IS NULL)
    SELECT fill_key_1 INTO fill_to_1 FROM fill_batch ORDER BY fill_key_1 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1) = (fill_from_1);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_seen := fill_seen + 5000;
    -- Whoever looks at the session sees how far it is.
    PERFORM pg_catalog.set_config('application_name', pg_catalog.format('tenon migrate: %s of about %s rows', fill_seen, fill_all), false);
  END LOOP; END IF;
  PERFORM pg_catalog.set_config('application_name', fill_program, false);
  COMMIT;
  RESET enable_seqscan;
  RESET enable_bitmapscan;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 6, in a transaction
BEGIN;
-- refuse NULL from now on in column tenant_id of public.accounts (ACCESS EXCLUSIVE on public.accounts; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE public.accounts ADD CONSTRAINT accounts_tenant_id_is_there CHECK (tenant_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 7, in no transaction
-- fill the rest of column tenant_id of public.accounts (ACCESS EXCLUSIVE on public.accounts; reads all rows; hazards: full-scan)
-- rows that were written while the others were filled may have no value; by now each needs one; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  fill_rows bigint;
BEGIN
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.accounts'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE public.accounts SET tenant_id = (SELECT of_1.tenant_id FROM public.users AS of_1 WHERE of_1.id = public.accounts.user_id) FROM (
      SELECT id FROM public.accounts WHERE tenant_id IS NULL AND ((SELECT of_1.tenant_id FROM public.users AS of_1 WHERE of_1.id = public.accounts.user_id)) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1)
      WHERE public.accounts.id = fill_key_1 AND public.accounts.tenant_id IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 8, in a transaction
BEGIN;
-- refuse NULL from now on in column tenant_id of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_tenant_id_is_there CHECK (tenant_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 9, in no transaction
-- fill the rest of column tenant_id of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions; reads all rows; hazards: full-scan)
-- rows that were written while the others were filled may have no value; by now each needs one; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  fill_rows bigint;
BEGIN
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.auth_sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE public.auth_sessions SET tenant_id = (SELECT of_1.tenant_id FROM public.users AS of_1 WHERE of_1.id = public.auth_sessions.user_id) FROM (
      SELECT id FROM public.auth_sessions WHERE tenant_id IS NULL AND ((SELECT of_1.tenant_id FROM public.users AS of_1 WHERE of_1.id = public.auth_sessions.user_id)) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1)
      WHERE public.auth_sessions.id = fill_key_1 AND public.auth_sessions.tenant_id IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 10, in a transaction
BEGIN;
-- refuse NULL from now on in column tenant_id of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE public.messages ADD CONSTRAINT messages_tenant_id_is_there CHECK (tenant_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 11, in no transaction
-- fill the rest of column tenant_id of public.messages (ACCESS EXCLUSIVE on public.messages; reads all rows; hazards: full-scan)
-- rows that were written while the others were filled may have no value; by now each needs one; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  fill_rows bigint;
BEGIN
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.messages'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE public.messages SET tenant_id = (SELECT of_1.tenant_id FROM public.sessions AS of_1 WHERE of_1.id = public.messages.session_id) FROM (
      SELECT id FROM public.messages WHERE tenant_id IS NULL AND ((SELECT of_1.tenant_id FROM public.sessions AS of_1 WHERE of_1.id = public.messages.session_id)) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1)
      WHERE public.messages.id = fill_key_1 AND public.messages.tenant_id IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 12, in no transaction
-- build the index of constraint accounts_pkey of public.accounts (SHARE UPDATE EXCLUSIVE on public.accounts; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY accounts_pkey_new ON public.accounts USING btree (tenant_id, id);

-- tenon: step 13, in no transaction
-- build the index of constraint accounts_tenant_id_provider_provider_account_id_key of public.accounts (SHARE UPDATE EXCLUSIVE on public.accounts; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY accounts_tenant_id_provider_provider_account_id_key ON public.accounts USING btree (tenant_id, provider, provider_account_id);

-- tenon: step 14, in no transaction
-- build the index of constraint ai_personalities_pkey of public.ai_personalities (SHARE UPDATE EXCLUSIVE on public.ai_personalities; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY ai_personalities_pkey_new ON public.ai_personalities USING btree (tenant_id, id);

-- tenon: step 15, in no transaction
-- build the index of constraint auth_sessions_pkey of public.auth_sessions (SHARE UPDATE EXCLUSIVE on public.auth_sessions; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY auth_sessions_pkey_new ON public.auth_sessions USING btree (tenant_id, id);

-- tenon: step 16, in no transaction
-- build the index of constraint auth_sessions_tenant_id_session_token_key of public.auth_sessions (SHARE UPDATE EXCLUSIVE on public.auth_sessions; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY auth_sessions_tenant_id_session_token_key ON public.auth_sessions USING btree (tenant_id, session_token);

-- tenon: step 17, in no transaction
-- build the index of constraint budget_alerts_pkey of public.budget_alerts (SHARE UPDATE EXCLUSIVE on public.budget_alerts; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY budget_alerts_pkey_new ON public.budget_alerts USING btree (tenant_id, id);

-- tenon: step 18, in no transaction
-- build the index of constraint cost_events_pkey of public.cost_events (SHARE UPDATE EXCLUSIVE on public.cost_events; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY cost_events_pkey_new ON public.cost_events USING btree (tenant_id, id);

-- tenon: step 19, in no transaction
-- build the index of constraint cost_summaries_pkey of public.cost_summaries (SHARE UPDATE EXCLUSIVE on public.cost_summaries; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY cost_summaries_pkey_new ON public.cost_summaries USING btree (tenant_id, id);

-- tenon: step 20, in no transaction
-- build the index of constraint knowledge_documents_pkey of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on public.knowledge_documents; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY knowledge_documents_pkey_new ON public.knowledge_documents USING btree (tenant_id, id);

-- tenon: step 21, in no transaction
-- build the index of constraint meetings_pkey of public.meetings (SHARE UPDATE EXCLUSIVE on public.meetings; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY meetings_pkey_new ON public.meetings USING btree (tenant_id, id);

-- tenon: step 22, in no transaction
-- build the index of constraint meetings_tenant_id_livekit_room_id_key of public.meetings (SHARE UPDATE EXCLUSIVE on public.meetings; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY meetings_tenant_id_livekit_room_id_key ON public.meetings USING btree (tenant_id, livekit_room_id);

-- tenon: step 23, in no transaction
-- build the index of constraint meetings_tenant_id_room_name_key of public.meetings (SHARE UPDATE EXCLUSIVE on public.meetings; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY meetings_tenant_id_room_name_key ON public.meetings USING btree (tenant_id, room_name);

-- tenon: step 24, in no transaction
-- build the index of constraint messages_pkey of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY messages_pkey_new ON public.messages USING btree (tenant_id, id);

-- tenon: step 25, in a transaction
BEGIN;
-- hold new rows to constraint sessions_meeting_fkey of public.sessions (SHARE ROW EXCLUSIVE on public.sessions, public.meetings; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.sessions ADD CONSTRAINT sessions_meeting_fkey FOREIGN KEY (tenant_id, meeting_id) REFERENCES public.meetings (tenant_id, id) ON DELETE SET NULL (meeting_id) NOT VALID;
COMMIT;

-- tenon: step 26, in no transaction
-- build the index of constraint sessions_pkey of public.sessions (SHARE UPDATE EXCLUSIVE on public.sessions; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY sessions_pkey_new ON public.sessions USING btree (tenant_id, id);

-- tenon: step 27, in a transaction
BEGIN;
-- hold new rows to constraint cost_events_session_fkey of public.cost_events (SHARE ROW EXCLUSIVE on public.cost_events, public.sessions; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.cost_events ADD CONSTRAINT cost_events_session_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions (tenant_id, id) ON DELETE SET NULL (session_id) NOT VALID;
COMMIT;

-- tenon: step 28, in a transaction
BEGIN;
-- hold new rows to constraint messages_session_fkey of public.messages (SHARE ROW EXCLUSIVE on public.messages, public.sessions; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.messages ADD CONSTRAINT messages_session_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions (tenant_id, id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 29, in a transaction
BEGIN;
-- hold new rows to constraint accounts_tenant_id_fkey of public.accounts (SHARE ROW EXCLUSIVE on public.accounts, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.accounts ADD CONSTRAINT accounts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 30, in a transaction
BEGIN;
-- hold new rows to constraint auth_sessions_tenant_id_fkey of public.auth_sessions (SHARE ROW EXCLUSIVE on public.auth_sessions, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 31, in a transaction
BEGIN;
-- hold new rows to constraint messages_tenant_id_fkey of public.messages (SHARE ROW EXCLUSIVE on public.messages, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.messages ADD CONSTRAINT messages_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 32, in no transaction
-- build the index of constraint users_pkey of public.users (SHARE UPDATE EXCLUSIVE on public.users; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY users_pkey_new ON public.users USING btree (tenant_id, id);

-- tenon: step 33, in a transaction
BEGIN;
-- hold new rows to constraint accounts_user_fkey of public.accounts (SHARE ROW EXCLUSIVE on public.accounts, public.users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.accounts ADD CONSTRAINT accounts_user_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.users (tenant_id, id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 34, in a transaction
BEGIN;
-- hold new rows to constraint auth_sessions_user_fkey of public.auth_sessions (SHARE ROW EXCLUSIVE on public.auth_sessions, public.users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_user_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.users (tenant_id, id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 35, in a transaction
BEGIN;
-- hold new rows to constraint meetings_created_by_fkey of public.meetings (SHARE ROW EXCLUSIVE on public.meetings, public.users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.meetings ADD CONSTRAINT meetings_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES public.users (tenant_id, id) ON DELETE SET NULL (created_by) NOT VALID;
COMMIT;

-- tenon: step 36, in no transaction
-- build the index of constraint users_tenant_id_email_key of public.users (SHARE UPDATE EXCLUSIVE on public.users; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY users_tenant_id_email_key ON public.users USING btree (tenant_id, email);

-- tenon: step 37, in no transaction
-- build the index of constraint verification_tokens_pkey of public.verification_tokens (SHARE UPDATE EXCLUSIVE on public.verification_tokens; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY verification_tokens_pkey ON public.verification_tokens USING btree (identifier, token);

-- tenon: step 38, in no transaction
-- build the index of constraint widgets_pkey of public.widgets (SHARE UPDATE EXCLUSIVE on public.widgets; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY widgets_pkey_new ON public.widgets USING btree (tenant_id, id);

-- tenon: step 39, in a transaction
BEGIN;
-- hold new rows to constraint sessions_widget_fkey of public.sessions (SHARE ROW EXCLUSIVE on public.sessions, public.widgets; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.sessions ADD CONSTRAINT sessions_widget_fkey FOREIGN KEY (tenant_id, widget_id) REFERENCES public.widgets (tenant_id, id) ON DELETE SET NULL (widget_id) NOT VALID;
COMMIT;

-- tenon: step 40, in no transaction
-- build index accounts_tenant_id_user_id_idx of public.accounts (SHARE UPDATE EXCLUSIVE on public.accounts; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY accounts_tenant_id_user_id_idx ON public.accounts USING btree (tenant_id, user_id);

-- tenon: step 41, in no transaction
-- build index auth_sessions_tenant_id_user_id_idx of public.auth_sessions (SHARE UPDATE EXCLUSIVE on public.auth_sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY auth_sessions_tenant_id_user_id_idx ON public.auth_sessions USING btree (tenant_id, user_id);

-- tenon: step 42, in no transaction
-- build index cost_events_tenant_id_session_id_idx of public.cost_events (SHARE UPDATE EXCLUSIVE on public.cost_events; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY cost_events_tenant_id_session_id_idx ON public.cost_events USING btree (tenant_id, session_id);

-- tenon: step 43, in no transaction
-- build index meetings_tenant_id_created_by_idx of public.meetings (SHARE UPDATE EXCLUSIVE on public.meetings; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY meetings_tenant_id_created_by_idx ON public.meetings USING btree (tenant_id, created_by);

-- tenon: step 44, in no transaction
-- build index messages_tenant_id_session_id_idx of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY messages_tenant_id_session_id_idx ON public.messages USING btree (tenant_id, session_id);

-- tenon: step 45, in no transaction
-- build index sessions_tenant_id_meeting_id_idx of public.sessions (SHARE UPDATE EXCLUSIVE on public.sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_meeting_id_idx ON public.sessions USING btree (tenant_id, meeting_id);

-- tenon: step 46, in no transaction
-- build index sessions_tenant_id_widget_id_idx of public.sessions (SHARE UPDATE EXCLUSIVE on public.sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_widget_id_idx ON public.sessions USING btree (tenant_id, widget_id);

-- tenon: step 47, in a transaction
BEGIN;
-- see that no row has NULL in column tenant_id of public.accounts (SHARE UPDATE EXCLUSIVE on public.accounts; reads all rows; hazards: full-scan)
ALTER TABLE public.accounts VALIDATE CONSTRAINT accounts_tenant_id_is_there;
COMMIT;

-- tenon: step 48, in a transaction
BEGIN;
-- see that no row has NULL in column tenant_id of public.auth_sessions (SHARE UPDATE EXCLUSIVE on public.auth_sessions; reads all rows; hazards: full-scan)
ALTER TABLE public.auth_sessions VALIDATE CONSTRAINT auth_sessions_tenant_id_is_there;
COMMIT;

-- tenon: step 49, in a transaction
BEGIN;
-- see that no row has NULL in column tenant_id of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: full-scan)
ALTER TABLE public.messages VALIDATE CONSTRAINT messages_tenant_id_is_there;
COMMIT;

-- tenon: step 50, in no transaction
-- see that all rows keep constraint sessions_meeting_fkey of public.sessions (ACCESS EXCLUSIVE on public.sessions, public.meetings; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.meetings'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.meetings'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.sessions VALIDATE CONSTRAINT sessions_meeting_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.meetings'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 51, in no transaction
-- see that all rows keep constraint cost_events_session_fkey of public.cost_events (ACCESS EXCLUSIVE on public.cost_events, public.sessions; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.cost_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.cost_events'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.cost_events VALIDATE CONSTRAINT cost_events_session_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.cost_events'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 52, in no transaction
-- see that all rows keep constraint messages_session_fkey of public.messages (ACCESS EXCLUSIVE on public.messages, public.sessions; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.messages'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.messages VALIDATE CONSTRAINT messages_session_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 53, in no transaction
-- see that all rows keep constraint accounts_tenant_id_fkey of public.accounts (ACCESS EXCLUSIVE on public.accounts, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.accounts'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.accounts VALIDATE CONSTRAINT accounts_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 54, in no transaction
-- see that all rows keep constraint auth_sessions_tenant_id_fkey of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.auth_sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.auth_sessions VALIDATE CONSTRAINT auth_sessions_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 55, in no transaction
-- see that all rows keep constraint messages_tenant_id_fkey of public.messages (ACCESS EXCLUSIVE on public.messages, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.messages'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.messages VALIDATE CONSTRAINT messages_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.messages'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 56, in no transaction
-- see that all rows keep constraint accounts_user_fkey of public.accounts (ACCESS EXCLUSIVE on public.accounts, public.users; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.accounts'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.accounts VALIDATE CONSTRAINT accounts_user_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.accounts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 57, in no transaction
-- see that all rows keep constraint auth_sessions_user_fkey of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions, public.users; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.auth_sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.auth_sessions VALIDATE CONSTRAINT auth_sessions_user_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.auth_sessions'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 58, in no transaction
-- see that all rows keep constraint meetings_created_by_fkey of public.meetings (ACCESS EXCLUSIVE on public.meetings, public.users; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.meetings'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.meetings'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.users'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.meetings VALIDATE CONSTRAINT meetings_created_by_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.meetings'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.users'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 59, in no transaction
-- see that all rows keep constraint sessions_widget_fkey of public.sessions (ACCESS EXCLUSIVE on public.sessions, public.widgets; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.widgets'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.widgets'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.sessions VALIDATE CONSTRAINT sessions_widget_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.sessions'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.widgets'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 60, in a transaction
BEGIN;
-- change the type of column type of public.accounts (ACCESS EXCLUSIVE on public.accounts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.accounts ALTER COLUMN type TYPE public.account_type USING type::text::public.account_type;
COMMIT;

-- tenon: step 61, in a transaction
BEGIN;
-- change the type of column created_at of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.ai_personalities ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.ai_personalities ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.ai_personalities ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 62, in a transaction
BEGIN;
-- change the type of column updated_at of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.ai_personalities ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE public.ai_personalities ALTER COLUMN updated_at TYPE timestamp with time zone USING updated_at::timestamp with time zone;
ALTER TABLE public.ai_personalities ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 63, in a transaction
BEGIN;
-- change the type of column period of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.budget_alerts ALTER COLUMN period DROP DEFAULT;
ALTER TABLE public.budget_alerts ALTER COLUMN period TYPE public.budget_period USING period::text::public.budget_period;
ALTER TABLE public.budget_alerts ALTER COLUMN period SET DEFAULT 'monthly'::public.budget_period;
COMMIT;

-- tenon: step 64, in a transaction
BEGIN;
-- change the type of column severity of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.budget_alerts ALTER COLUMN severity DROP DEFAULT;
ALTER TABLE public.budget_alerts ALTER COLUMN severity TYPE public.alert_severity USING severity::text::public.alert_severity;
ALTER TABLE public.budget_alerts ALTER COLUMN severity SET DEFAULT 'warning'::public.alert_severity;
COMMIT;

-- tenon: step 65, in a transaction
BEGIN;
-- change the type of column triggered_at of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.budget_alerts ALTER COLUMN triggered_at DROP DEFAULT;
ALTER TABLE public.budget_alerts ALTER COLUMN triggered_at TYPE timestamp with time zone USING triggered_at::timestamp with time zone;
ALTER TABLE public.budget_alerts ALTER COLUMN triggered_at SET DEFAULT now();
COMMIT;

-- tenon: step 66, in a transaction
BEGIN;
-- change the type of column resolved_at of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.budget_alerts ALTER COLUMN resolved_at TYPE timestamp with time zone USING resolved_at::timestamp with time zone;
COMMIT;

-- tenon: step 67, in a transaction
BEGIN;
-- change the type of column service of public.cost_events (ACCESS EXCLUSIVE on public.cost_events; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.cost_events ALTER COLUMN service TYPE public.cost_service USING service::text::public.cost_service;
COMMIT;

-- tenon: step 68, in a transaction
BEGIN;
-- change the type of column timestamp of public.cost_events (ACCESS EXCLUSIVE on public.cost_events; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.cost_events ALTER COLUMN "timestamp" DROP DEFAULT;
ALTER TABLE public.cost_events ALTER COLUMN "timestamp" TYPE timestamp with time zone USING "timestamp"::timestamp with time zone;
ALTER TABLE public.cost_events ALTER COLUMN "timestamp" SET DEFAULT now();
COMMIT;

-- tenon: step 69, in a transaction
BEGIN;
-- change the type of column period_start of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.cost_summaries ALTER COLUMN period_start TYPE timestamp with time zone USING period_start::timestamp with time zone;
COMMIT;

-- tenon: step 70, in a transaction
BEGIN;
-- change the type of column period_end of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.cost_summaries ALTER COLUMN period_end TYPE timestamp with time zone USING period_end::timestamp with time zone;
COMMIT;

-- tenon: step 71, in a transaction
BEGIN;
-- change the type of column created_at of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.cost_summaries ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.cost_summaries ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.cost_summaries ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 72, in a transaction
BEGIN;
-- change the type of column created_at of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.knowledge_documents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.knowledge_documents ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.knowledge_documents ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 73, in a transaction
BEGIN;
-- change the type of column updated_at of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.knowledge_documents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE public.knowledge_documents ALTER COLUMN updated_at TYPE timestamp with time zone USING updated_at::timestamp with time zone;
ALTER TABLE public.knowledge_documents ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 74, in a transaction
BEGIN;
-- change the type of column started_at of public.meetings (ACCESS EXCLUSIVE on public.meetings; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.meetings ALTER COLUMN started_at DROP DEFAULT;
ALTER TABLE public.meetings ALTER COLUMN started_at TYPE timestamp with time zone USING started_at::timestamp with time zone;
ALTER TABLE public.meetings ALTER COLUMN started_at SET DEFAULT now();
COMMIT;

-- tenon: step 75, in a transaction
BEGIN;
-- change the type of column ended_at of public.meetings (ACCESS EXCLUSIVE on public.meetings; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.meetings ALTER COLUMN ended_at TYPE timestamp with time zone USING ended_at::timestamp with time zone;
COMMIT;

-- tenon: step 76, in a transaction
BEGIN;
-- change the type of column role of public.messages (ACCESS EXCLUSIVE on public.messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.messages ALTER COLUMN role TYPE public.message_role USING role::text::public.message_role;
COMMIT;

-- tenon: step 77, in a transaction
BEGIN;
-- change the type of column timestamp of public.messages (ACCESS EXCLUSIVE on public.messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.messages ALTER COLUMN "timestamp" DROP DEFAULT;
ALTER TABLE public.messages ALTER COLUMN "timestamp" TYPE timestamp with time zone USING "timestamp"::timestamp with time zone;
ALTER TABLE public.messages ALTER COLUMN "timestamp" SET DEFAULT now();
COMMIT;

-- tenon: step 78, in a transaction
BEGIN;
-- change the type of column mode of public.sessions (ACCESS EXCLUSIVE on public.sessions; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.sessions ALTER COLUMN mode DROP DEFAULT;
ALTER TABLE public.sessions ALTER COLUMN mode TYPE public.session_mode USING mode::text::public.session_mode;
ALTER TABLE public.sessions ALTER COLUMN mode SET DEFAULT 'text'::public.session_mode;
COMMIT;

-- tenon: step 79, in a transaction
BEGIN;
-- change the type of column created_at of public.sessions (ACCESS EXCLUSIVE on public.sessions; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.sessions ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.sessions ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.sessions ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 80, in a transaction
BEGIN;
-- change the type of column ended_at of public.sessions (ACCESS EXCLUSIVE on public.sessions; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.sessions ALTER COLUMN ended_at TYPE timestamp with time zone USING ended_at::timestamp with time zone;
COMMIT;

-- tenon: step 81, in a transaction
BEGIN;
-- change the type of column plan of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE public.tenants ALTER COLUMN plan TYPE public.plan USING plan::text::public.plan;
ALTER TABLE public.tenants ALTER COLUMN plan SET DEFAULT 'starter'::public.plan;
COMMIT;

-- tenon: step 82, in a transaction
BEGIN;
-- change the type of column created_at of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.tenants ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.tenants ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 83, in a transaction
BEGIN;
-- change the type of column updated_at of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE public.tenants ALTER COLUMN updated_at TYPE timestamp with time zone USING updated_at::timestamp with time zone;
ALTER TABLE public.tenants ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 84, in a transaction
BEGIN;
-- change the type of column role of public.users (ACCESS EXCLUSIVE on public.users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.users ALTER COLUMN role DROP DEFAULT;
ALTER TABLE public.users ALTER COLUMN role TYPE public.user_role USING role::text::public.user_role;
ALTER TABLE public.users ALTER COLUMN role SET DEFAULT 'member'::public.user_role;
COMMIT;

-- tenon: step 85, in a transaction
BEGIN;
-- change the type of column created_at of public.users (ACCESS EXCLUSIVE on public.users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.users ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.users ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.users ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 86, in a transaction
BEGIN;
-- change the type of column updated_at of public.users (ACCESS EXCLUSIVE on public.users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.users ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE public.users ALTER COLUMN updated_at TYPE timestamp with time zone USING updated_at::timestamp with time zone;
ALTER TABLE public.users ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 87, in a transaction
BEGIN;
-- change the type of column created_at of public.widgets (ACCESS EXCLUSIVE on public.widgets; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.widgets ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.widgets ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.widgets ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 88, in a transaction
BEGIN;
-- change the type of column updated_at of public.widgets (ACCESS EXCLUSIVE on public.widgets; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.widgets ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE public.widgets ALTER COLUMN updated_at TYPE timestamp with time zone USING updated_at::timestamp with time zone;
ALTER TABLE public.widgets ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 89, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on public.accounts, public.ai_personalities, public.auth_sessions, public.budget_alerts, public.cost_events, public.cost_summaries, public.knowledge_documents, public.meetings, public.messages, public.sessions, public.tenants, public.users, public.verification_tokens, public.widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE public.accounts, public.ai_personalities, public.auth_sessions, public.budget_alerts, public.cost_events, public.cost_summaries, public.knowledge_documents, public.meetings, public.messages, public.sessions, public.tenants, public.users, public.verification_tokens, public.widgets IN ACCESS EXCLUSIVE MODE;
-- take off policy widgets_update of public.widgets (ACCESS EXCLUSIVE on public.widgets)
-- it is in the way of a change, and is made again behind it
DROP POLICY widgets_update ON public.widgets;
-- take off policy widgets_select of public.widgets (ACCESS EXCLUSIVE on public.widgets)
-- it is in the way of a change, and is made again behind it
DROP POLICY widgets_select ON public.widgets;
-- take off policy widgets_insert of public.widgets (ACCESS EXCLUSIVE on public.widgets)
-- it is in the way of a change, and is made again behind it
DROP POLICY widgets_insert ON public.widgets;
-- take off policy widgets_delete of public.widgets (ACCESS EXCLUSIVE on public.widgets)
-- it is in the way of a change, and is made again behind it
DROP POLICY widgets_delete ON public.widgets;
-- take off policy users_update of public.users (ACCESS EXCLUSIVE on public.users)
-- it is in the way of a change, and is made again behind it
DROP POLICY users_update ON public.users;
-- take off policy users_select of public.users (ACCESS EXCLUSIVE on public.users)
-- it is in the way of a change, and is made again behind it
DROP POLICY users_select ON public.users;
-- take off policy users_insert of public.users (ACCESS EXCLUSIVE on public.users)
-- it is in the way of a change, and is made again behind it
DROP POLICY users_insert ON public.users;
-- take off policy users_delete of public.users (ACCESS EXCLUSIVE on public.users)
-- it is in the way of a change, and is made again behind it
DROP POLICY users_delete ON public.users;
-- take off policy tenants_update of public.tenants (ACCESS EXCLUSIVE on public.tenants)
-- it is in the way of a change, and is made again behind it
DROP POLICY tenants_update ON public.tenants;
-- take off policy tenants_select of public.tenants (ACCESS EXCLUSIVE on public.tenants)
-- it is in the way of a change, and is made again behind it
DROP POLICY tenants_select ON public.tenants;
-- take off policy tenants_delete of public.tenants (ACCESS EXCLUSIVE on public.tenants)
-- it is in the way of a change, and is made again behind it
DROP POLICY tenants_delete ON public.tenants;
-- take off policy sessions_update of public.sessions (ACCESS EXCLUSIVE on public.sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY sessions_update ON public.sessions;
-- take off policy sessions_select of public.sessions (ACCESS EXCLUSIVE on public.sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY sessions_select ON public.sessions;
-- take off policy sessions_insert of public.sessions (ACCESS EXCLUSIVE on public.sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY sessions_insert ON public.sessions;
-- take off policy sessions_delete of public.sessions (ACCESS EXCLUSIVE on public.sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY sessions_delete ON public.sessions;
-- take off policy messages_update of public.messages (ACCESS EXCLUSIVE on public.messages)
-- it is in the way of a change, and is made again behind it
DROP POLICY messages_update ON public.messages;
-- take off policy messages_select of public.messages (ACCESS EXCLUSIVE on public.messages)
-- it is in the way of a change, and is made again behind it
DROP POLICY messages_select ON public.messages;
-- take off policy messages_insert of public.messages (ACCESS EXCLUSIVE on public.messages)
-- it is in the way of a change, and is made again behind it
DROP POLICY messages_insert ON public.messages;
-- take off policy messages_delete of public.messages (ACCESS EXCLUSIVE on public.messages)
-- it is in the way of a change, and is made again behind it
DROP POLICY messages_delete ON public.messages;
-- take off policy meetings_update of public.meetings (ACCESS EXCLUSIVE on public.meetings)
-- it is in the way of a change, and is made again behind it
DROP POLICY meetings_update ON public.meetings;
-- take off policy meetings_select of public.meetings (ACCESS EXCLUSIVE on public.meetings)
-- it is in the way of a change, and is made again behind it
DROP POLICY meetings_select ON public.meetings;
-- take off policy meetings_insert of public.meetings (ACCESS EXCLUSIVE on public.meetings)
-- it is in the way of a change, and is made again behind it
DROP POLICY meetings_insert ON public.meetings;
-- take off policy meetings_delete of public.meetings (ACCESS EXCLUSIVE on public.meetings)
-- it is in the way of a change, and is made again behind it
DROP POLICY meetings_delete ON public.meetings;
-- take off policy knowledge_documents_update of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents)
-- it is in the way of a change, and is made again behind it
DROP POLICY knowledge_documents_update ON public.knowledge_documents;
-- take off policy knowledge_documents_select of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents)
-- it is in the way of a change, and is made again behind it
DROP POLICY knowledge_documents_select ON public.knowledge_documents;
-- take off policy knowledge_documents_insert of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents)
-- it is in the way of a change, and is made again behind it
DROP POLICY knowledge_documents_insert ON public.knowledge_documents;
-- take off policy knowledge_documents_delete of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents)
-- it is in the way of a change, and is made again behind it
DROP POLICY knowledge_documents_delete ON public.knowledge_documents;
-- take off policy cost_summaries_update of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_summaries_update ON public.cost_summaries;
-- take off policy cost_summaries_select of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_summaries_select ON public.cost_summaries;
-- take off policy cost_summaries_insert of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_summaries_insert ON public.cost_summaries;
-- take off policy cost_summaries_delete of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_summaries_delete ON public.cost_summaries;
-- take off policy cost_events_update of public.cost_events (ACCESS EXCLUSIVE on public.cost_events)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_events_update ON public.cost_events;
-- take off policy cost_events_select of public.cost_events (ACCESS EXCLUSIVE on public.cost_events)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_events_select ON public.cost_events;
-- take off policy cost_events_insert of public.cost_events (ACCESS EXCLUSIVE on public.cost_events)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_events_insert ON public.cost_events;
-- take off policy cost_events_delete of public.cost_events (ACCESS EXCLUSIVE on public.cost_events)
-- it is in the way of a change, and is made again behind it
DROP POLICY cost_events_delete ON public.cost_events;
-- take off policy budget_alerts_update of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts)
-- it is in the way of a change, and is made again behind it
DROP POLICY budget_alerts_update ON public.budget_alerts;
-- take off policy budget_alerts_select of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts)
-- it is in the way of a change, and is made again behind it
DROP POLICY budget_alerts_select ON public.budget_alerts;
-- take off policy budget_alerts_insert of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts)
-- it is in the way of a change, and is made again behind it
DROP POLICY budget_alerts_insert ON public.budget_alerts;
-- take off policy budget_alerts_delete of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts)
-- it is in the way of a change, and is made again behind it
DROP POLICY budget_alerts_delete ON public.budget_alerts;
-- take off policy auth_sessions_update of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY auth_sessions_update ON public.auth_sessions;
-- take off policy auth_sessions_select of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY auth_sessions_select ON public.auth_sessions;
-- take off policy auth_sessions_insert of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY auth_sessions_insert ON public.auth_sessions;
-- take off policy auth_sessions_delete of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
-- it is in the way of a change, and is made again behind it
DROP POLICY auth_sessions_delete ON public.auth_sessions;
-- take off policy ai_personalities_update of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities)
-- it is in the way of a change, and is made again behind it
DROP POLICY ai_personalities_update ON public.ai_personalities;
-- take off policy ai_personalities_select of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities)
-- it is in the way of a change, and is made again behind it
DROP POLICY ai_personalities_select ON public.ai_personalities;
-- take off policy ai_personalities_insert of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities)
-- it is in the way of a change, and is made again behind it
DROP POLICY ai_personalities_insert ON public.ai_personalities;
-- take off policy ai_personalities_delete of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities)
-- it is in the way of a change, and is made again behind it
DROP POLICY ai_personalities_delete ON public.ai_personalities;
-- take off policy accounts_update of public.accounts (ACCESS EXCLUSIVE on public.accounts)
-- it is in the way of a change, and is made again behind it
DROP POLICY accounts_update ON public.accounts;
-- take off policy accounts_select of public.accounts (ACCESS EXCLUSIVE on public.accounts)
-- it is in the way of a change, and is made again behind it
DROP POLICY accounts_select ON public.accounts;
-- take off policy accounts_insert of public.accounts (ACCESS EXCLUSIVE on public.accounts)
-- it is in the way of a change, and is made again behind it
DROP POLICY accounts_insert ON public.accounts;
-- take off policy accounts_delete of public.accounts (ACCESS EXCLUSIVE on public.accounts)
-- it is in the way of a change, and is made again behind it
DROP POLICY accounts_delete ON public.accounts;
-- take off constraint sessions_widget_id_widgets_id_fk of public.sessions (ACCESS EXCLUSIVE on public.sessions)
ALTER TABLE public.sessions DROP CONSTRAINT sessions_widget_id_widgets_id_fk;
-- take off constraint meetings_created_by_users_id_fk of public.meetings (ACCESS EXCLUSIVE on public.meetings)
ALTER TABLE public.meetings DROP CONSTRAINT meetings_created_by_users_id_fk;
-- take off constraint auth_sessions_user_id_users_id_fk of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
ALTER TABLE public.auth_sessions DROP CONSTRAINT auth_sessions_user_id_users_id_fk;
-- take off constraint accounts_user_id_users_id_fk of public.accounts (ACCESS EXCLUSIVE on public.accounts)
ALTER TABLE public.accounts DROP CONSTRAINT accounts_user_id_users_id_fk;
-- take off constraint messages_session_id_sessions_id_fk of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages DROP CONSTRAINT messages_session_id_sessions_id_fk;
-- take off constraint cost_events_session_id_sessions_id_fk of public.cost_events (ACCESS EXCLUSIVE on public.cost_events)
ALTER TABLE public.cost_events DROP CONSTRAINT cost_events_session_id_sessions_id_fk;
-- take off constraint sessions_meeting_id_meetings_id_fk of public.sessions (ACCESS EXCLUSIVE on public.sessions)
ALTER TABLE public.sessions DROP CONSTRAINT sessions_meeting_id_meetings_id_fk;
-- drop constraint users_email_unique of public.users (ACCESS EXCLUSIVE on public.users; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.users DROP CONSTRAINT users_email_unique;
-- drop constraint meetings_room_name_unique of public.meetings (ACCESS EXCLUSIVE on public.meetings; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.meetings DROP CONSTRAINT meetings_room_name_unique;
-- drop constraint meetings_livekit_room_id_unique of public.meetings (ACCESS EXCLUSIVE on public.meetings; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.meetings DROP CONSTRAINT meetings_livekit_room_id_unique;
-- drop constraint auth_sessions_session_token_unique of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.auth_sessions DROP CONSTRAINT auth_sessions_session_token_unique;
-- make NOT NULL column tenant_id of public.accounts (ACCESS EXCLUSIVE on public.accounts)
ALTER TABLE public.accounts ALTER COLUMN tenant_id SET NOT NULL;
ALTER TABLE public.accounts DROP CONSTRAINT accounts_tenant_id_is_there;
-- make NOT NULL column tenant_id of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
ALTER TABLE public.auth_sessions ALTER COLUMN tenant_id SET NOT NULL;
ALTER TABLE public.auth_sessions DROP CONSTRAINT auth_sessions_tenant_id_is_there;
-- let be NULL column created_by of public.meetings (ACCESS EXCLUSIVE on public.meetings; hazards: new-values)
ALTER TABLE public.meetings ALTER COLUMN created_by DROP NOT NULL;
-- make NOT NULL column tenant_id of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages ALTER COLUMN tenant_id SET NOT NULL;
ALTER TABLE public.messages DROP CONSTRAINT messages_tenant_id_is_there;
-- change the default of column cost_usd of public.sessions (ACCESS EXCLUSIVE on public.sessions)
ALTER TABLE public.sessions ALTER COLUMN cost_usd SET DEFAULT 0;
-- drop constraint accounts_pkey of public.accounts (ACCESS EXCLUSIVE on public.accounts; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.accounts DROP CONSTRAINT accounts_pkey;
-- add constraint accounts_pkey of public.accounts (ACCESS EXCLUSIVE on public.accounts)
ALTER TABLE public.accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY USING INDEX accounts_pkey_new;
-- add constraint accounts_tenant_id_provider_provider_account_id_key of public.accounts (ACCESS EXCLUSIVE on public.accounts)
ALTER TABLE public.accounts ADD CONSTRAINT accounts_tenant_id_provider_provider_account_id_key UNIQUE USING INDEX accounts_tenant_id_provider_provider_account_id_key;
-- drop constraint ai_personalities_pkey of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.ai_personalities DROP CONSTRAINT ai_personalities_pkey;
-- add constraint ai_personalities_pkey of public.ai_personalities (ACCESS EXCLUSIVE on public.ai_personalities)
ALTER TABLE public.ai_personalities ADD CONSTRAINT ai_personalities_pkey PRIMARY KEY USING INDEX ai_personalities_pkey_new;
-- drop constraint auth_sessions_pkey of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.auth_sessions DROP CONSTRAINT auth_sessions_pkey;
-- add constraint auth_sessions_pkey of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_pkey PRIMARY KEY USING INDEX auth_sessions_pkey_new;
-- add constraint auth_sessions_tenant_id_session_token_key of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions)
ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_tenant_id_session_token_key UNIQUE USING INDEX auth_sessions_tenant_id_session_token_key;
-- drop constraint budget_alerts_pkey of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.budget_alerts DROP CONSTRAINT budget_alerts_pkey;
-- add constraint budget_alerts_pkey of public.budget_alerts (ACCESS EXCLUSIVE on public.budget_alerts)
ALTER TABLE public.budget_alerts ADD CONSTRAINT budget_alerts_pkey PRIMARY KEY USING INDEX budget_alerts_pkey_new;
-- drop constraint cost_events_pkey of public.cost_events (ACCESS EXCLUSIVE on public.cost_events; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.cost_events DROP CONSTRAINT cost_events_pkey;
-- add constraint cost_events_pkey of public.cost_events (ACCESS EXCLUSIVE on public.cost_events)
ALTER TABLE public.cost_events ADD CONSTRAINT cost_events_pkey PRIMARY KEY USING INDEX cost_events_pkey_new;
-- drop constraint cost_summaries_pkey of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.cost_summaries DROP CONSTRAINT cost_summaries_pkey;
-- add constraint cost_summaries_pkey of public.cost_summaries (ACCESS EXCLUSIVE on public.cost_summaries)
ALTER TABLE public.cost_summaries ADD CONSTRAINT cost_summaries_pkey PRIMARY KEY USING INDEX cost_summaries_pkey_new;
-- drop constraint knowledge_documents_pkey of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.knowledge_documents DROP CONSTRAINT knowledge_documents_pkey;
-- add constraint knowledge_documents_pkey of public.knowledge_documents (ACCESS EXCLUSIVE on public.knowledge_documents)
ALTER TABLE public.knowledge_documents ADD CONSTRAINT knowledge_documents_pkey PRIMARY KEY USING INDEX knowledge_documents_pkey_new;
-- drop constraint meetings_pkey of public.meetings (ACCESS EXCLUSIVE on public.meetings; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.meetings DROP CONSTRAINT meetings_pkey;
-- add constraint meetings_pkey of public.meetings (ACCESS EXCLUSIVE on public.meetings)
ALTER TABLE public.meetings ADD CONSTRAINT meetings_pkey PRIMARY KEY USING INDEX meetings_pkey_new;
-- add constraint meetings_tenant_id_livekit_room_id_key of public.meetings (ACCESS EXCLUSIVE on public.meetings)
ALTER TABLE public.meetings ADD CONSTRAINT meetings_tenant_id_livekit_room_id_key UNIQUE USING INDEX meetings_tenant_id_livekit_room_id_key;
-- add constraint meetings_tenant_id_room_name_key of public.meetings (ACCESS EXCLUSIVE on public.meetings)
ALTER TABLE public.meetings ADD CONSTRAINT meetings_tenant_id_room_name_key UNIQUE USING INDEX meetings_tenant_id_room_name_key;
-- drop constraint messages_pkey of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.messages DROP CONSTRAINT messages_pkey;
-- add constraint messages_pkey of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages ADD CONSTRAINT messages_pkey PRIMARY KEY USING INDEX messages_pkey_new;
-- drop constraint sessions_pkey of public.sessions (ACCESS EXCLUSIVE on public.sessions; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.sessions DROP CONSTRAINT sessions_pkey;
-- add constraint sessions_pkey of public.sessions (ACCESS EXCLUSIVE on public.sessions)
ALTER TABLE public.sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY USING INDEX sessions_pkey_new;
-- drop constraint users_pkey of public.users (ACCESS EXCLUSIVE on public.users; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.users DROP CONSTRAINT users_pkey;
-- add constraint users_pkey of public.users (ACCESS EXCLUSIVE on public.users)
ALTER TABLE public.users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey_new;
-- add constraint users_tenant_id_email_key of public.users (ACCESS EXCLUSIVE on public.users)
ALTER TABLE public.users ADD CONSTRAINT users_tenant_id_email_key UNIQUE USING INDEX users_tenant_id_email_key;
-- add constraint verification_tokens_pkey of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens)
ALTER TABLE public.verification_tokens ADD CONSTRAINT verification_tokens_pkey PRIMARY KEY USING INDEX verification_tokens_pkey;
-- drop constraint widgets_pkey of public.widgets (ACCESS EXCLUSIVE on public.widgets; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.widgets DROP CONSTRAINT widgets_pkey;
-- add constraint widgets_pkey of public.widgets (ACCESS EXCLUSIVE on public.widgets)
ALTER TABLE public.widgets ADD CONSTRAINT widgets_pkey PRIMARY KEY USING INDEX widgets_pkey_new;
-- make trigger touch_updated_at of public.ai_personalities (SHARE ROW EXCLUSIVE on public.ai_personalities)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.ai_personalities FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.knowledge_documents (SHARE ROW EXCLUSIVE on public.knowledge_documents)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.knowledge_documents FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.tenants (SHARE ROW EXCLUSIVE on public.tenants)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.tenants FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.users (SHARE ROW EXCLUSIVE on public.users)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.users FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.widgets (SHARE ROW EXCLUSIVE on public.widgets)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.widgets FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- change policy tenants_insert of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
ALTER POLICY tenants_insert ON public.tenants TO platform_provisioner
  WITH CHECK ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- change row security of public.accounts (ACCESS EXCLUSIVE on public.accounts; hazards: authorization)
ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- change row security of public.auth_sessions (ACCESS EXCLUSIVE on public.auth_sessions; hazards: authorization)
ALTER TABLE public.auth_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- change row security of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: authorization)
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- change row security of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- change row security of public.users (ACCESS EXCLUSIVE on public.users; hazards: authorization)
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- make grant on table public.accounts to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.accounts TO platform_app;  -- T7
-- make grant on table public.ai_personalities to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.ai_personalities TO platform_app;  -- T7
-- make grant on table public.auth_sessions to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.auth_sessions TO platform_app;  -- T7
-- make grant on table public.budget_alerts to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.budget_alerts TO platform_app;  -- T7
-- make grant on table public.cost_events to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.cost_events TO platform_app;  -- T7
-- make grant on table public.cost_summaries to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.cost_summaries TO platform_app;  -- T7
-- make grant on table public.knowledge_documents to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.knowledge_documents TO platform_app;  -- T7
-- make grant on table public.meetings to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.meetings TO platform_app;  -- T7
-- make grant on table public.messages to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.messages TO platform_app;  -- T7
-- make grant on table public.sessions to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.sessions TO platform_app;  -- T7
-- make grant on table public.tenants to platform_app (hazards: authorization)
GRANT SELECT ON public.tenants TO platform_app;  -- T7
-- make grant on table public.tenants to platform_provisioner (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenants TO platform_provisioner;  -- T7
-- make grant on table public.users to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.users TO platform_app;  -- T7
-- make grant on table public.verification_tokens to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE (expires), DELETE ON public.verification_tokens TO platform_app;  -- T7
-- make grant on table public.widgets to platform_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.widgets TO platform_app;  -- T7
-- make grant on table tenon.schema_version to platform_app (hazards: authorization)
GRANT SELECT ON tenon.schema_version TO platform_app;
-- make grant on table tenon.schema_version to platform_provisioner (hazards: authorization)
GRANT SELECT ON tenon.schema_version TO platform_provisioner;
-- make comment on table public.tenants
COMMENT ON TABLE public.tenants IS 'A customer organisation.';
-- make comment on column api_key of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants)
COMMENT ON COLUMN public.tenants.api_key IS 'What a widget presents; unique over all tenants, since it is how one is found.';
-- make comment on table public.users
COMMENT ON TABLE public.users IS 'Someone who works for a tenant. The same address may work for two: it is unique within each.';
-- make comment on column tenant_id of public.users (SHARE UPDATE EXCLUSIVE on public.users)
COMMENT ON COLUMN public.users.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.accounts
COMMENT ON TABLE public.accounts IS 'A way in which a user signs in at somebody else''s. An account of theirs may belong to users of several tenants.';
-- make comment on column tenant_id of public.accounts (SHARE UPDATE EXCLUSIVE on public.accounts)
COMMENT ON COLUMN public.accounts.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.auth_sessions
COMMENT ON TABLE public.auth_sessions IS 'A user who is signed in.';
-- make comment on column tenant_id of public.auth_sessions (SHARE UPDATE EXCLUSIVE on public.auth_sessions)
COMMENT ON COLUMN public.auth_sessions.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.verification_tokens
COMMENT ON TABLE public.verification_tokens IS 'A token mailed to an address that wants to sign in.';
-- make comment on table public.widgets
COMMENT ON TABLE public.widgets IS 'A chat window on a customer''s site.';
-- make comment on column tenant_id of public.widgets (SHARE UPDATE EXCLUSIVE on public.widgets)
COMMENT ON COLUMN public.widgets.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.meetings
COMMENT ON TABLE public.meetings IS 'A room in which people and the assistant talk.';
-- make comment on column tenant_id of public.meetings (SHARE UPDATE EXCLUSIVE on public.meetings)
COMMENT ON COLUMN public.meetings.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column created_by of public.meetings (SHARE UPDATE EXCLUSIVE on public.meetings)
COMMENT ON COLUMN public.meetings.created_by IS 'NULL once the user is gone. A NOT NULL column that ON DELETE SET NULL would clear makes every such delete fail.';
-- make comment on table public.sessions
COMMENT ON TABLE public.sessions IS 'A visitor''s conversation, through a widget or in a meeting.';
-- make comment on column tenant_id of public.sessions (SHARE UPDATE EXCLUSIVE on public.sessions)
COMMENT ON COLUMN public.sessions.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.messages
COMMENT ON TABLE public.messages IS 'One utterance in a session.';
-- make comment on column tenant_id of public.messages (SHARE UPDATE EXCLUSIVE on public.messages)
COMMENT ON COLUMN public.messages.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.knowledge_documents
COMMENT ON TABLE public.knowledge_documents IS 'A text that answers are drawn from.';
-- make comment on column tenant_id of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on public.knowledge_documents)
COMMENT ON COLUMN public.knowledge_documents.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.cost_events
COMMENT ON TABLE public.cost_events IS 'One use of a paid service.';
-- make comment on column tenant_id of public.cost_events (SHARE UPDATE EXCLUSIVE on public.cost_events)
COMMENT ON COLUMN public.cost_events.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.cost_summaries
COMMENT ON TABLE public.cost_summaries IS 'What a period cost, summed up.';
-- make comment on column tenant_id of public.cost_summaries (SHARE UPDATE EXCLUSIVE on public.cost_summaries)
COMMENT ON COLUMN public.cost_summaries.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.budget_alerts
COMMENT ON TABLE public.budget_alerts IS 'A budget that was passed.';
-- make comment on column tenant_id of public.budget_alerts (SHARE UPDATE EXCLUSIVE on public.budget_alerts)
COMMENT ON COLUMN public.budget_alerts.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.ai_personalities
COMMENT ON TABLE public.ai_personalities IS 'How the assistant talks.';
-- make comment on column tenant_id of public.ai_personalities (SHARE UPDATE EXCLUSIVE on public.ai_personalities)
COMMENT ON COLUMN public.ai_personalities.tenant_id IS 'The tenant that the row belongs to.';
-- make policy accounts_delete of public.accounts
CREATE POLICY accounts_delete ON public.accounts FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy accounts_insert of public.accounts
CREATE POLICY accounts_insert ON public.accounts FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy accounts_select of public.accounts
CREATE POLICY accounts_select ON public.accounts FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy accounts_update of public.accounts
CREATE POLICY accounts_update ON public.accounts FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy ai_personalities_delete of public.ai_personalities
CREATE POLICY ai_personalities_delete ON public.ai_personalities FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy ai_personalities_insert of public.ai_personalities
CREATE POLICY ai_personalities_insert ON public.ai_personalities FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy ai_personalities_select of public.ai_personalities
CREATE POLICY ai_personalities_select ON public.ai_personalities FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy ai_personalities_update of public.ai_personalities
CREATE POLICY ai_personalities_update ON public.ai_personalities FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy auth_sessions_delete of public.auth_sessions
CREATE POLICY auth_sessions_delete ON public.auth_sessions FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy auth_sessions_insert of public.auth_sessions
CREATE POLICY auth_sessions_insert ON public.auth_sessions FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy auth_sessions_select of public.auth_sessions
CREATE POLICY auth_sessions_select ON public.auth_sessions FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy auth_sessions_update of public.auth_sessions
CREATE POLICY auth_sessions_update ON public.auth_sessions FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy budget_alerts_delete of public.budget_alerts
CREATE POLICY budget_alerts_delete ON public.budget_alerts FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy budget_alerts_insert of public.budget_alerts
CREATE POLICY budget_alerts_insert ON public.budget_alerts FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy budget_alerts_select of public.budget_alerts
CREATE POLICY budget_alerts_select ON public.budget_alerts FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy budget_alerts_update of public.budget_alerts
CREATE POLICY budget_alerts_update ON public.budget_alerts FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_events_delete of public.cost_events
CREATE POLICY cost_events_delete ON public.cost_events FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_events_insert of public.cost_events
CREATE POLICY cost_events_insert ON public.cost_events FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_events_select of public.cost_events
CREATE POLICY cost_events_select ON public.cost_events FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_events_update of public.cost_events
CREATE POLICY cost_events_update ON public.cost_events FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_summaries_delete of public.cost_summaries
CREATE POLICY cost_summaries_delete ON public.cost_summaries FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_summaries_insert of public.cost_summaries
CREATE POLICY cost_summaries_insert ON public.cost_summaries FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_summaries_select of public.cost_summaries
CREATE POLICY cost_summaries_select ON public.cost_summaries FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy cost_summaries_update of public.cost_summaries
CREATE POLICY cost_summaries_update ON public.cost_summaries FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy knowledge_documents_delete of public.knowledge_documents
CREATE POLICY knowledge_documents_delete ON public.knowledge_documents FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy knowledge_documents_insert of public.knowledge_documents
CREATE POLICY knowledge_documents_insert ON public.knowledge_documents FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy knowledge_documents_select of public.knowledge_documents
CREATE POLICY knowledge_documents_select ON public.knowledge_documents FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy knowledge_documents_update of public.knowledge_documents
CREATE POLICY knowledge_documents_update ON public.knowledge_documents FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy meetings_delete of public.meetings
CREATE POLICY meetings_delete ON public.meetings FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy meetings_insert of public.meetings
CREATE POLICY meetings_insert ON public.meetings FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy meetings_select of public.meetings
CREATE POLICY meetings_select ON public.meetings FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy meetings_update of public.meetings
CREATE POLICY meetings_update ON public.meetings FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_delete of public.messages
CREATE POLICY messages_delete ON public.messages FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_insert of public.messages
CREATE POLICY messages_insert ON public.messages FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_select of public.messages
CREATE POLICY messages_select ON public.messages FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_update of public.messages
CREATE POLICY messages_update ON public.messages FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy sessions_delete of public.sessions
CREATE POLICY sessions_delete ON public.sessions FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy sessions_insert of public.sessions
CREATE POLICY sessions_insert ON public.sessions FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy sessions_select of public.sessions
CREATE POLICY sessions_select ON public.sessions FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy sessions_update of public.sessions
CREATE POLICY sessions_update ON public.sessions FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_delete of public.tenants
CREATE POLICY tenants_delete ON public.tenants FOR DELETE TO platform_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_select of public.tenants
CREATE POLICY tenants_select ON public.tenants FOR SELECT TO platform_app, platform_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_update of public.tenants
CREATE POLICY tenants_update ON public.tenants FOR UPDATE TO platform_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy users_delete of public.users
CREATE POLICY users_delete ON public.users FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy users_insert of public.users
CREATE POLICY users_insert ON public.users FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy users_select of public.users
CREATE POLICY users_select ON public.users FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy users_update of public.users
CREATE POLICY users_update ON public.users FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy widgets_delete of public.widgets
CREATE POLICY widgets_delete ON public.widgets FOR DELETE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy widgets_insert of public.widgets
CREATE POLICY widgets_insert ON public.widgets FOR INSERT TO platform_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy widgets_select of public.widgets
CREATE POLICY widgets_select ON public.widgets FOR SELECT TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy widgets_update of public.widgets
CREATE POLICY widgets_update ON public.widgets FOR UPDATE TO platform_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- rename column expires_at of public.accounts to expires_at_seconds (ACCESS EXCLUSIVE on public.accounts; hazards: breaks-clients)
ALTER TABLE public.accounts RENAME COLUMN expires_at TO expires_at_seconds;
-- rename column domain_whitelist of public.widgets to whitelist (ACCESS EXCLUSIVE on public.widgets; hazards: breaks-clients)
ALTER TABLE public.widgets RENAME COLUMN domain_whitelist TO whitelist;
-- rename constraint tenants_api_key_unique of public.tenants to tenants_api_key_key (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants RENAME CONSTRAINT tenants_api_key_unique TO tenants_api_key_key;
-- rename constraint ai_personalities_tenant_id_tenants_id_fk of public.ai_personalities to ai_personalities_tenant_id_fkey (ACCESS EXCLUSIVE on public.ai_personalities)
ALTER TABLE public.ai_personalities RENAME CONSTRAINT ai_personalities_tenant_id_tenants_id_fk TO ai_personalities_tenant_id_fkey;
-- rename constraint budget_alerts_tenant_id_tenants_id_fk of public.budget_alerts to budget_alerts_tenant_id_fkey (ACCESS EXCLUSIVE on public.budget_alerts)
ALTER TABLE public.budget_alerts RENAME CONSTRAINT budget_alerts_tenant_id_tenants_id_fk TO budget_alerts_tenant_id_fkey;
-- rename constraint cost_events_tenant_id_tenants_id_fk of public.cost_events to cost_events_tenant_id_fkey (ACCESS EXCLUSIVE on public.cost_events)
ALTER TABLE public.cost_events RENAME CONSTRAINT cost_events_tenant_id_tenants_id_fk TO cost_events_tenant_id_fkey;
-- rename constraint cost_summaries_tenant_id_tenants_id_fk of public.cost_summaries to cost_summaries_tenant_id_fkey (ACCESS EXCLUSIVE on public.cost_summaries)
ALTER TABLE public.cost_summaries RENAME CONSTRAINT cost_summaries_tenant_id_tenants_id_fk TO cost_summaries_tenant_id_fkey;
-- rename constraint knowledge_documents_tenant_id_tenants_id_fk of public.knowledge_documents to knowledge_documents_tenant_id_fkey (ACCESS EXCLUSIVE on public.knowledge_documents)
ALTER TABLE public.knowledge_documents RENAME CONSTRAINT knowledge_documents_tenant_id_tenants_id_fk TO knowledge_documents_tenant_id_fkey;
-- rename constraint meetings_tenant_id_tenants_id_fk of public.meetings to meetings_tenant_id_fkey (ACCESS EXCLUSIVE on public.meetings)
ALTER TABLE public.meetings RENAME CONSTRAINT meetings_tenant_id_tenants_id_fk TO meetings_tenant_id_fkey;
-- rename constraint sessions_tenant_id_tenants_id_fk of public.sessions to sessions_tenant_id_fkey (ACCESS EXCLUSIVE on public.sessions)
ALTER TABLE public.sessions RENAME CONSTRAINT sessions_tenant_id_tenants_id_fk TO sessions_tenant_id_fkey;
-- rename constraint tenants_stripe_customer_id_unique of public.tenants to tenants_stripe_customer_id_key (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants RENAME CONSTRAINT tenants_stripe_customer_id_unique TO tenants_stripe_customer_id_key;
-- rename constraint users_tenant_id_tenants_id_fk of public.users to users_tenant_id_fkey (ACCESS EXCLUSIVE on public.users)
ALTER TABLE public.users RENAME CONSTRAINT users_tenant_id_tenants_id_fk TO users_tenant_id_fkey;
-- rename constraint verification_tokens_token_unique of public.verification_tokens to verification_tokens_token_key (ACCESS EXCLUSIVE on public.verification_tokens)
ALTER TABLE public.verification_tokens RENAME CONSTRAINT verification_tokens_token_unique TO verification_tokens_token_key;
-- rename constraint widgets_tenant_id_tenants_id_fk of public.widgets to widgets_tenant_id_fkey (ACCESS EXCLUSIVE on public.widgets)
ALTER TABLE public.widgets RENAME CONSTRAINT widgets_tenant_id_tenants_id_fk TO widgets_tenant_id_fkey;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = 'dbe0b6de74e37be6', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
