-- Migration 2 of neonhub: strings. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

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
-- make the schema's roles, and give neonhub_owner what is there (ACCESS EXCLUSIVE on every table; hazards: breaks-clients, authorization)
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
      ('neonhub_owner', 'NOLOGIN', 'NOINHERIT', 'owns every object; nobody logs in as it'),
      ('neonhub_app', 'LOGIN', 'NOINHERIT', 'what requests run as'),
      ('neonhub_provisioner', 'LOGIN', 'NOINHERIT', 'makes, changes and removes tenants, one at a time')
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
  IF pg_catalog.pg_has_role('neonhub_app', 'neonhub_owner', 'MEMBER')
     OR pg_catalog.pg_has_role('neonhub_provisioner', 'neonhub_owner', 'MEMBER')
     OR pg_catalog.pg_has_role('neonhub_app', 'neonhub_provisioner', 'MEMBER') THEN
    RAISE EXCEPTION 'one of the roles %, % is a member of a stronger one', 'neonhub_app', 'neonhub_provisioner'
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
  FOREACH role_name IN ARRAY ARRAY['neonhub_owner', 'neonhub_app', 'neonhub_provisioner'] LOOP
    IF NOT pg_catalog.pg_has_role(current_user, role_name, needed) THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
  END LOOP;
END
$membership$;
REVOKE ALL ON SCHEMA tenon FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO neonhub_app;
GRANT CREATE, USAGE ON SCHEMA public TO neonhub_owner;
GRANT USAGE ON SCHEMA public TO neonhub_provisioner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA tenon TO neonhub_app;
GRANT USAGE ON SCHEMA tenon TO neonhub_provisioner;
ALTER SCHEMA tenon OWNER TO neonhub_owner;
ALTER TABLE public.agent_jobs OWNER TO neonhub_owner;
ALTER TABLE public.audit_records OWNER TO neonhub_owner;
ALTER TABLE public.campaigns OWNER TO neonhub_owner;
ALTER TABLE public.chat_messages OWNER TO neonhub_owner;
ALTER TABLE public.connectors OWNER TO neonhub_owner;
ALTER TABLE public.credentials OWNER TO neonhub_owner;
ALTER TABLE public.documents OWNER TO neonhub_owner;
ALTER TABLE public.drafts OWNER TO neonhub_owner;
ALTER TABLE public.metric_events OWNER TO neonhub_owner;
ALTER TABLE public.organizations OWNER TO neonhub_owner;
ALTER TABLE public.team_members OWNER TO neonhub_owner;
ALTER TABLE public.users OWNER TO neonhub_owner;
ALTER TABLE tenon.migrations OWNER TO neonhub_owner;
ALTER TABLE tenon.schema_version OWNER TO neonhub_owner;
SET ROLE neonhub_owner;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- make function tenon.current_tenant()
-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody else's next.
-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row matches: it fails closed.
CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (NULLIF(current_setting('app.current_organization_id'::text, true), ''::text))::uuid;
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM PUBLIC, neonhub_app, neonhub_provisioner;
-- make function tenon.enter_tenant(text)
-- The owner's way into a tenant for the open transaction: for seeds, administrators and maintenance.
CREATE OR REPLACE FUNCTION tenon.enter_tenant(tenant text) RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  PERFORM set_config('app.current_organization_id', $1, true);
END
$body$;
REVOKE ALL ON FUNCTION tenon.enter_tenant(text) FROM PUBLIC, neonhub_app, neonhub_provisioner;
-- make grant on function tenon.current_tenant to neonhub_app
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO neonhub_app;
-- make grant on function tenon.current_tenant to neonhub_provisioner
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO neonhub_provisioner;
COMMIT;

-- tenon: step 3, in no transaction
-- build the index of constraint agent_jobs_pkey of public.agent_jobs (SHARE UPDATE EXCLUSIVE on public.agent_jobs; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY agent_jobs_pkey_new ON public.agent_jobs USING btree ("organizationId", id);

-- tenon: step 4, in no transaction
-- build the index of constraint campaigns_pkey of public.campaigns (SHARE UPDATE EXCLUSIVE on public.campaigns; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY campaigns_pkey_new ON public.campaigns USING btree ("organizationId", id);

-- tenon: step 5, in no transaction
-- build the index of constraint chat_messages_pkey of public.chat_messages (SHARE UPDATE EXCLUSIVE on public.chat_messages; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY chat_messages_pkey_new ON public.chat_messages USING btree ("organizationId", id);

-- tenon: step 6, in no transaction
-- build the index of constraint connectors_pkey of public.connectors (SHARE UPDATE EXCLUSIVE on public.connectors; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY connectors_pkey_new ON public.connectors USING btree ("organizationId", id);

-- tenon: step 7, in no transaction
-- build the index of constraint documents_pkey of public.documents (SHARE UPDATE EXCLUSIVE on public.documents; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY documents_pkey_new ON public.documents USING btree ("organizationId", id);

-- tenon: step 8, in no transaction
-- build the index of constraint drafts_pkey of public.drafts (SHARE UPDATE EXCLUSIVE on public.drafts; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY drafts_pkey_new ON public.drafts USING btree ("organizationId", id);

-- tenon: step 9, in no transaction
-- build the index of constraint metric_events_pkey of public.metric_events (SHARE UPDATE EXCLUSIVE on public.metric_events; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY metric_events_pkey_new ON public.metric_events USING btree ("organizationId", id);

-- tenon: step 10, in a transaction
BEGIN;
-- hold new rows to constraint agent_jobs_organization_id_fkey of public.agent_jobs (SHARE ROW EXCLUSIVE on public.agent_jobs, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.agent_jobs ADD CONSTRAINT agent_jobs_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 11, in a transaction
BEGIN;
-- hold new rows to constraint campaigns_organization_id_fkey of public.campaigns (SHARE ROW EXCLUSIVE on public.campaigns, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.campaigns ADD CONSTRAINT campaigns_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 12, in a transaction
BEGIN;
-- hold new rows to constraint chat_messages_organization_id_fkey of public.chat_messages (SHARE ROW EXCLUSIVE on public.chat_messages, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 13, in a transaction
BEGIN;
-- hold new rows to constraint connectors_organization_id_fkey of public.connectors (SHARE ROW EXCLUSIVE on public.connectors, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.connectors ADD CONSTRAINT connectors_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 14, in a transaction
BEGIN;
-- hold new rows to constraint documents_organization_id_fkey of public.documents (SHARE ROW EXCLUSIVE on public.documents, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.documents ADD CONSTRAINT documents_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- hold new rows to constraint drafts_organization_id_fkey of public.drafts (SHARE ROW EXCLUSIVE on public.drafts, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.drafts ADD CONSTRAINT drafts_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 16, in a transaction
BEGIN;
-- hold new rows to constraint metric_events_organization_id_fkey of public.metric_events (SHARE ROW EXCLUSIVE on public.metric_events, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.metric_events ADD CONSTRAINT metric_events_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 17, in a transaction
BEGIN;
-- hold new rows to constraint team_members_organization_id_fkey of public.team_members (SHARE ROW EXCLUSIVE on public.team_members, public.organizations; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.team_members ADD CONSTRAINT team_members_organization_id_fkey FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 18, in no transaction
-- build the index of constraint team_members_pkey of public.team_members (SHARE UPDATE EXCLUSIVE on public.team_members; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY team_members_pkey_new ON public.team_members USING btree ("organizationId", id);

-- tenon: step 19, in no transaction
-- see that all rows keep constraint agent_jobs_organization_id_fkey of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.agent_jobs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.agent_jobs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.agent_jobs VALIDATE CONSTRAINT agent_jobs_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.agent_jobs'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 20, in no transaction
-- see that all rows keep constraint campaigns_organization_id_fkey of public.campaigns (ACCESS EXCLUSIVE on public.campaigns, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.campaigns VALIDATE CONSTRAINT campaigns_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.campaigns'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 21, in no transaction
-- see that all rows keep constraint chat_messages_organization_id_fkey of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.chat_messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.chat_messages'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.chat_messages VALIDATE CONSTRAINT chat_messages_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.chat_messages'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 22, in no transaction
-- see that all rows keep constraint connectors_organization_id_fkey of public.connectors (ACCESS EXCLUSIVE on public.connectors, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.connectors'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.connectors'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.connectors VALIDATE CONSTRAINT connectors_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.connectors'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 23, in no transaction
-- see that all rows keep constraint documents_organization_id_fkey of public.documents (ACCESS EXCLUSIVE on public.documents, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.documents VALIDATE CONSTRAINT documents_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.documents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 24, in no transaction
-- see that all rows keep constraint drafts_organization_id_fkey of public.drafts (ACCESS EXCLUSIVE on public.drafts, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.drafts VALIDATE CONSTRAINT drafts_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.drafts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 25, in no transaction
-- see that all rows keep constraint metric_events_organization_id_fkey of public.metric_events (ACCESS EXCLUSIVE on public.metric_events, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.metric_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.metric_events'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.metric_events VALIDATE CONSTRAINT metric_events_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.metric_events'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 26, in no transaction
-- see that all rows keep constraint team_members_organization_id_fkey of public.team_members (ACCESS EXCLUSIVE on public.team_members, public.organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.team_members VALIDATE CONSTRAINT team_members_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.team_members'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 27, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on public.agent_jobs, public.audit_records, public.campaigns, public.chat_messages, public.connectors, public.credentials, public.documents, public.drafts, public.metric_events, public.organizations, public.team_members, public.users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE public.agent_jobs, public.audit_records, public.campaigns, public.chat_messages, public.connectors, public.credentials, public.documents, public.drafts, public.metric_events, public.organizations, public.team_members, public.users IN ACCESS EXCLUSIVE MODE;
-- drop constraint team_members_organizationId_fkey of public.team_members (ACCESS EXCLUSIVE on public.team_members, public.organizations)
ALTER TABLE public.team_members DROP CONSTRAINT "team_members_organizationId_fkey";
-- drop constraint metric_events_organizationId_fkey of public.metric_events (ACCESS EXCLUSIVE on public.metric_events, public.organizations)
ALTER TABLE public.metric_events DROP CONSTRAINT "metric_events_organizationId_fkey";
-- drop constraint drafts_organizationId_fkey of public.drafts (ACCESS EXCLUSIVE on public.drafts, public.organizations)
ALTER TABLE public.drafts DROP CONSTRAINT "drafts_organizationId_fkey";
-- drop constraint documents_organizationId_fkey of public.documents (ACCESS EXCLUSIVE on public.documents, public.organizations)
ALTER TABLE public.documents DROP CONSTRAINT "documents_organizationId_fkey";
-- drop constraint connectors_organizationId_fkey of public.connectors (ACCESS EXCLUSIVE on public.connectors, public.organizations)
ALTER TABLE public.connectors DROP CONSTRAINT "connectors_organizationId_fkey";
-- drop constraint chat_messages_organizationId_fkey of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages, public.organizations)
ALTER TABLE public.chat_messages DROP CONSTRAINT "chat_messages_organizationId_fkey";
-- drop constraint campaigns_organizationId_fkey of public.campaigns (ACCESS EXCLUSIVE on public.campaigns, public.organizations)
ALTER TABLE public.campaigns DROP CONSTRAINT "campaigns_organizationId_fkey";
-- drop constraint agent_jobs_organizationId_fkey of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs, public.organizations)
ALTER TABLE public.agent_jobs DROP CONSTRAINT "agent_jobs_organizationId_fkey";
-- drop constraint agent_jobs_pkey of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.agent_jobs DROP CONSTRAINT agent_jobs_pkey;
-- add constraint agent_jobs_pkey of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs)
ALTER TABLE public.agent_jobs ADD CONSTRAINT agent_jobs_pkey PRIMARY KEY USING INDEX agent_jobs_pkey_new;
-- drop constraint campaigns_pkey of public.campaigns (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.campaigns DROP CONSTRAINT campaigns_pkey;
-- add constraint campaigns_pkey of public.campaigns (ACCESS EXCLUSIVE on public.campaigns)
ALTER TABLE public.campaigns ADD CONSTRAINT campaigns_pkey PRIMARY KEY USING INDEX campaigns_pkey_new;
-- drop constraint chat_messages_pkey of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.chat_messages DROP CONSTRAINT chat_messages_pkey;
-- add constraint chat_messages_pkey of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages)
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_pkey PRIMARY KEY USING INDEX chat_messages_pkey_new;
-- drop constraint connectors_pkey of public.connectors (ACCESS EXCLUSIVE on public.connectors; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.connectors DROP CONSTRAINT connectors_pkey;
-- add constraint connectors_pkey of public.connectors (ACCESS EXCLUSIVE on public.connectors)
ALTER TABLE public.connectors ADD CONSTRAINT connectors_pkey PRIMARY KEY USING INDEX connectors_pkey_new;
-- drop constraint documents_pkey of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.documents DROP CONSTRAINT documents_pkey;
-- add constraint documents_pkey of public.documents (ACCESS EXCLUSIVE on public.documents)
ALTER TABLE public.documents ADD CONSTRAINT documents_pkey PRIMARY KEY USING INDEX documents_pkey_new;
-- drop constraint drafts_pkey of public.drafts (ACCESS EXCLUSIVE on public.drafts; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.drafts DROP CONSTRAINT drafts_pkey;
-- add constraint drafts_pkey of public.drafts (ACCESS EXCLUSIVE on public.drafts)
ALTER TABLE public.drafts ADD CONSTRAINT drafts_pkey PRIMARY KEY USING INDEX drafts_pkey_new;
-- drop constraint metric_events_pkey of public.metric_events (ACCESS EXCLUSIVE on public.metric_events; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.metric_events DROP CONSTRAINT metric_events_pkey;
-- add constraint metric_events_pkey of public.metric_events (ACCESS EXCLUSIVE on public.metric_events)
ALTER TABLE public.metric_events ADD CONSTRAINT metric_events_pkey PRIMARY KEY USING INDEX metric_events_pkey_new;
-- drop constraint team_members_pkey of public.team_members (ACCESS EXCLUSIVE on public.team_members; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.team_members DROP CONSTRAINT team_members_pkey;
-- add constraint team_members_pkey of public.team_members (ACCESS EXCLUSIVE on public.team_members)
ALTER TABLE public.team_members ADD CONSTRAINT team_members_pkey PRIMARY KEY USING INDEX team_members_pkey_new;
-- add constraint users_email_key of public.users (ACCESS EXCLUSIVE on public.users)
ALTER TABLE public.users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
-- make policy agent_jobs_delete of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs; hazards: authorization)
CREATE POLICY agent_jobs_delete ON public.agent_jobs FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy agent_jobs_insert of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs; hazards: authorization)
CREATE POLICY agent_jobs_insert ON public.agent_jobs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy agent_jobs_select of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs; hazards: authorization)
CREATE POLICY agent_jobs_select ON public.agent_jobs FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy agent_jobs_update of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs; hazards: authorization)
CREATE POLICY agent_jobs_update ON public.agent_jobs FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy campaigns_delete of public.campaigns (ACCESS EXCLUSIVE on public.campaigns; hazards: authorization)
CREATE POLICY campaigns_delete ON public.campaigns FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy campaigns_insert of public.campaigns (ACCESS EXCLUSIVE on public.campaigns; hazards: authorization)
CREATE POLICY campaigns_insert ON public.campaigns FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy campaigns_select of public.campaigns (ACCESS EXCLUSIVE on public.campaigns; hazards: authorization)
CREATE POLICY campaigns_select ON public.campaigns FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy campaigns_update of public.campaigns (ACCESS EXCLUSIVE on public.campaigns; hazards: authorization)
CREATE POLICY campaigns_update ON public.campaigns FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy chat_messages_delete of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages; hazards: authorization)
CREATE POLICY chat_messages_delete ON public.chat_messages FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy chat_messages_insert of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages; hazards: authorization)
CREATE POLICY chat_messages_insert ON public.chat_messages FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy chat_messages_select of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages; hazards: authorization)
CREATE POLICY chat_messages_select ON public.chat_messages FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy chat_messages_update of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages; hazards: authorization)
CREATE POLICY chat_messages_update ON public.chat_messages FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy connectors_delete of public.connectors (ACCESS EXCLUSIVE on public.connectors; hazards: authorization)
CREATE POLICY connectors_delete ON public.connectors FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy connectors_insert of public.connectors (ACCESS EXCLUSIVE on public.connectors; hazards: authorization)
CREATE POLICY connectors_insert ON public.connectors FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy connectors_select of public.connectors (ACCESS EXCLUSIVE on public.connectors; hazards: authorization)
CREATE POLICY connectors_select ON public.connectors FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy connectors_update of public.connectors (ACCESS EXCLUSIVE on public.connectors; hazards: authorization)
CREATE POLICY connectors_update ON public.connectors FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_delete of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_delete ON public.documents FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_insert of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_insert ON public.documents FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_select of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_select ON public.documents FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_update of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_update ON public.documents FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy drafts_delete of public.drafts (ACCESS EXCLUSIVE on public.drafts; hazards: authorization)
CREATE POLICY drafts_delete ON public.drafts FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy drafts_insert of public.drafts (ACCESS EXCLUSIVE on public.drafts; hazards: authorization)
CREATE POLICY drafts_insert ON public.drafts FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy drafts_select of public.drafts (ACCESS EXCLUSIVE on public.drafts; hazards: authorization)
CREATE POLICY drafts_select ON public.drafts FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy drafts_update of public.drafts (ACCESS EXCLUSIVE on public.drafts; hazards: authorization)
CREATE POLICY drafts_update ON public.drafts FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metric_events_delete of public.metric_events (ACCESS EXCLUSIVE on public.metric_events; hazards: authorization)
CREATE POLICY metric_events_delete ON public.metric_events FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metric_events_insert of public.metric_events (ACCESS EXCLUSIVE on public.metric_events; hazards: authorization)
CREATE POLICY metric_events_insert ON public.metric_events FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metric_events_select of public.metric_events (ACCESS EXCLUSIVE on public.metric_events; hazards: authorization)
CREATE POLICY metric_events_select ON public.metric_events FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metric_events_update of public.metric_events (ACCESS EXCLUSIVE on public.metric_events; hazards: authorization)
CREATE POLICY metric_events_update ON public.metric_events FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy organizations_delete of public.organizations (ACCESS EXCLUSIVE on public.organizations; hazards: authorization)
CREATE POLICY organizations_delete ON public.organizations FOR DELETE TO neonhub_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy organizations_insert of public.organizations (ACCESS EXCLUSIVE on public.organizations; hazards: authorization)
CREATE POLICY organizations_insert ON public.organizations FOR INSERT TO neonhub_provisioner  -- T6
  WITH CHECK ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy organizations_select of public.organizations (ACCESS EXCLUSIVE on public.organizations; hazards: authorization)
CREATE POLICY organizations_select ON public.organizations FOR SELECT TO neonhub_app, neonhub_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy organizations_update of public.organizations (ACCESS EXCLUSIVE on public.organizations; hazards: authorization)
CREATE POLICY organizations_update ON public.organizations FOR UPDATE TO neonhub_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy team_members_delete of public.team_members (ACCESS EXCLUSIVE on public.team_members; hazards: authorization)
CREATE POLICY team_members_delete ON public.team_members FOR DELETE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy team_members_insert of public.team_members (ACCESS EXCLUSIVE on public.team_members; hazards: authorization)
CREATE POLICY team_members_insert ON public.team_members FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy team_members_select of public.team_members (ACCESS EXCLUSIVE on public.team_members; hazards: authorization)
CREATE POLICY team_members_select ON public.team_members FOR SELECT TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy team_members_update of public.team_members (ACCESS EXCLUSIVE on public.team_members; hazards: authorization)
CREATE POLICY team_members_update ON public.team_members FOR UPDATE TO neonhub_app  -- T6
  USING (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("organizationId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make row security of public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs; hazards: authorization)
ALTER TABLE public.agent_jobs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.agent_jobs FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.campaigns (ACCESS EXCLUSIVE on public.campaigns; hazards: authorization)
ALTER TABLE public.campaigns ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.campaigns FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages; hazards: authorization)
ALTER TABLE public.chat_messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.chat_messages FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.connectors (ACCESS EXCLUSIVE on public.connectors; hazards: authorization)
ALTER TABLE public.connectors ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.connectors FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.documents FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.drafts (ACCESS EXCLUSIVE on public.drafts; hazards: authorization)
ALTER TABLE public.drafts ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.drafts FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.metric_events (ACCESS EXCLUSIVE on public.metric_events; hazards: authorization)
ALTER TABLE public.metric_events ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.metric_events FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.organizations (ACCESS EXCLUSIVE on public.organizations; hazards: authorization)
ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.organizations FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.team_members (ACCESS EXCLUSIVE on public.team_members; hazards: authorization)
ALTER TABLE public.team_members ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.team_members FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.agent_jobs to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.agent_jobs TO neonhub_app;  -- T7
-- make grant on table public.audit_records to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE ("createdAt", details, event, "userId"), DELETE ON public.audit_records TO neonhub_app;  -- T7
-- make grant on table public.campaigns to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.campaigns TO neonhub_app;  -- T7
-- make grant on table public.chat_messages to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.chat_messages TO neonhub_app;  -- T7
-- make grant on table public.connectors to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.connectors TO neonhub_app;  -- T7
-- make grant on table public.credentials to neonhub_app (hazards: authorization)
GRANT SELECT ON public.credentials TO neonhub_app;  -- T7
-- make grant on table public.documents to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.documents TO neonhub_app;  -- T7
-- make grant on table public.drafts to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.drafts TO neonhub_app;  -- T7
-- make grant on table public.metric_events to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.metric_events TO neonhub_app;  -- T7
-- make grant on table public.organizations to neonhub_app (hazards: authorization)
GRANT SELECT ON public.organizations TO neonhub_app;  -- T7
-- make grant on table public.organizations to neonhub_provisioner (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.organizations TO neonhub_provisioner;  -- T7
-- make grant on table public.team_members to neonhub_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.team_members TO neonhub_app;  -- T7
-- make grant on table public.users to neonhub_app (hazards: authorization)
GRANT SELECT ON public.users TO neonhub_app;  -- T7
-- make grant on table tenon.schema_version to neonhub_app (hazards: authorization)
GRANT SELECT ON tenon.schema_version TO neonhub_app;
-- make grant on table tenon.schema_version to neonhub_provisioner (hazards: authorization)
GRANT SELECT ON tenon.schema_version TO neonhub_provisioner;
-- make comment on table public.credentials
COMMENT ON TABLE public.credentials IS 'How a person signs in. Of whom, is a plain id.';
-- make comment on column organizationId of public.team_members (SHARE UPDATE EXCLUSIVE on public.team_members)
COMMENT ON COLUMN public.team_members."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on table public.agent_jobs
COMMENT ON TABLE public.agent_jobs IS 'Work for an agent, and nothing of what it took.';
-- make comment on column organizationId of public.agent_jobs (SHARE UPDATE EXCLUSIVE on public.agent_jobs)
COMMENT ON COLUMN public.agent_jobs."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on column organizationId of public.chat_messages (SHARE UPDATE EXCLUSIVE on public.chat_messages)
COMMENT ON COLUMN public.chat_messages."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on column organizationId of public.documents (SHARE UPDATE EXCLUSIVE on public.documents)
COMMENT ON COLUMN public.documents."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on column organizationId of public.campaigns (SHARE UPDATE EXCLUSIVE on public.campaigns)
COMMENT ON COLUMN public.campaigns."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on column organizationId of public.drafts (SHARE UPDATE EXCLUSIVE on public.drafts)
COMMENT ON COLUMN public.drafts."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on column campaignId of public.drafts (SHARE UPDATE EXCLUSIVE on public.drafts)
COMMENT ON COLUMN public.drafts."campaignId" IS 'NULL for a draft outside of campaigns.';
-- make comment on column organizationId of public.metric_events (SHARE UPDATE EXCLUSIVE on public.metric_events)
COMMENT ON COLUMN public.metric_events."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on column organizationId of public.connectors (SHARE UPDATE EXCLUSIVE on public.connectors)
COMMENT ON COLUMN public.connectors."organizationId" IS 'The tenant that the row belongs to.';
-- make comment on table public.audit_records
COMMENT ON TABLE public.audit_records IS 'Of no organisation, and kept for ever.';
-- rename column createdAt of public.agent_jobs to created_at (ACCESS EXCLUSIVE on public.agent_jobs; hazards: breaks-clients)
ALTER TABLE public.agent_jobs RENAME COLUMN "createdAt" TO created_at;
-- rename column organizationId of public.agent_jobs to organization_id (ACCESS EXCLUSIVE on public.agent_jobs; hazards: breaks-clients)
ALTER TABLE public.agent_jobs RENAME COLUMN "organizationId" TO organization_id;
-- rename column updatedAt of public.agent_jobs to updated_at (ACCESS EXCLUSIVE on public.agent_jobs; hazards: breaks-clients)
ALTER TABLE public.agent_jobs RENAME COLUMN "updatedAt" TO updated_at;
-- rename column createdAt of public.audit_records to created_at (ACCESS EXCLUSIVE on public.audit_records; hazards: breaks-clients)
ALTER TABLE public.audit_records RENAME COLUMN "createdAt" TO created_at;
-- rename column userId of public.audit_records to user_id (ACCESS EXCLUSIVE on public.audit_records; hazards: breaks-clients)
ALTER TABLE public.audit_records RENAME COLUMN "userId" TO user_id;
-- rename column budgetUsd of public.campaigns to budget_usd (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
ALTER TABLE public.campaigns RENAME COLUMN "budgetUsd" TO budget_usd;
-- rename column createdAt of public.campaigns to created_at (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
ALTER TABLE public.campaigns RENAME COLUMN "createdAt" TO created_at;
-- rename column endsAt of public.campaigns to ends_at (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
ALTER TABLE public.campaigns RENAME COLUMN "endsAt" TO ends_at;
-- rename column organizationId of public.campaigns to organization_id (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
ALTER TABLE public.campaigns RENAME COLUMN "organizationId" TO organization_id;
-- rename column startsAt of public.campaigns to starts_at (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
ALTER TABLE public.campaigns RENAME COLUMN "startsAt" TO starts_at;
-- rename column updatedAt of public.campaigns to updated_at (ACCESS EXCLUSIVE on public.campaigns; hazards: breaks-clients)
ALTER TABLE public.campaigns RENAME COLUMN "updatedAt" TO updated_at;
-- rename column createdAt of public.chat_messages to created_at (ACCESS EXCLUSIVE on public.chat_messages; hazards: breaks-clients)
ALTER TABLE public.chat_messages RENAME COLUMN "createdAt" TO created_at;
-- rename column organizationId of public.chat_messages to organization_id (ACCESS EXCLUSIVE on public.chat_messages; hazards: breaks-clients)
ALTER TABLE public.chat_messages RENAME COLUMN "organizationId" TO organization_id;
-- rename column userId of public.chat_messages to user_id (ACCESS EXCLUSIVE on public.chat_messages; hazards: breaks-clients)
ALTER TABLE public.chat_messages RENAME COLUMN "userId" TO user_id;
-- rename column createdAt of public.connectors to created_at (ACCESS EXCLUSIVE on public.connectors; hazards: breaks-clients)
ALTER TABLE public.connectors RENAME COLUMN "createdAt" TO created_at;
-- rename column lastSync of public.connectors to last_sync (ACCESS EXCLUSIVE on public.connectors; hazards: breaks-clients)
ALTER TABLE public.connectors RENAME COLUMN "lastSync" TO last_sync;
-- rename column organizationId of public.connectors to organization_id (ACCESS EXCLUSIVE on public.connectors; hazards: breaks-clients)
ALTER TABLE public.connectors RENAME COLUMN "organizationId" TO organization_id;
-- rename column updatedAt of public.connectors to updated_at (ACCESS EXCLUSIVE on public.connectors; hazards: breaks-clients)
ALTER TABLE public.connectors RENAME COLUMN "updatedAt" TO updated_at;
-- rename column createdAt of public.credentials to created_at (ACCESS EXCLUSIVE on public.credentials; hazards: breaks-clients)
ALTER TABLE public.credentials RENAME COLUMN "createdAt" TO created_at;
-- rename column secretHash of public.credentials to secret_hash (ACCESS EXCLUSIVE on public.credentials; hazards: breaks-clients)
ALTER TABLE public.credentials RENAME COLUMN "secretHash" TO secret_hash;
-- rename column updatedAt of public.credentials to updated_at (ACCESS EXCLUSIVE on public.credentials; hazards: breaks-clients)
ALTER TABLE public.credentials RENAME COLUMN "updatedAt" TO updated_at;
-- rename column userId of public.credentials to user_id (ACCESS EXCLUSIVE on public.credentials; hazards: breaks-clients)
ALTER TABLE public.credentials RENAME COLUMN "userId" TO user_id;
-- rename column createdAt of public.documents to created_at (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "createdAt" TO created_at;
-- rename column organizationId of public.documents to organization_id (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "organizationId" TO organization_id;
-- rename column updatedAt of public.documents to updated_at (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "updatedAt" TO updated_at;
-- rename column campaignId of public.drafts to campaign_id (ACCESS EXCLUSIVE on public.drafts; hazards: breaks-clients)
ALTER TABLE public.drafts RENAME COLUMN "campaignId" TO campaign_id;
-- rename column createdAt of public.drafts to created_at (ACCESS EXCLUSIVE on public.drafts; hazards: breaks-clients)
ALTER TABLE public.drafts RENAME COLUMN "createdAt" TO created_at;
-- rename column organizationId of public.drafts to organization_id (ACCESS EXCLUSIVE on public.drafts; hazards: breaks-clients)
ALTER TABLE public.drafts RENAME COLUMN "organizationId" TO organization_id;
-- rename column updatedAt of public.drafts to updated_at (ACCESS EXCLUSIVE on public.drafts; hazards: breaks-clients)
ALTER TABLE public.drafts RENAME COLUMN "updatedAt" TO updated_at;
-- rename column campaignId of public.metric_events to campaign_id (ACCESS EXCLUSIVE on public.metric_events; hazards: breaks-clients)
ALTER TABLE public.metric_events RENAME COLUMN "campaignId" TO campaign_id;
-- rename column createdAt of public.metric_events to created_at (ACCESS EXCLUSIVE on public.metric_events; hazards: breaks-clients)
ALTER TABLE public.metric_events RENAME COLUMN "createdAt" TO created_at;
-- rename column organizationId of public.metric_events to organization_id (ACCESS EXCLUSIVE on public.metric_events; hazards: breaks-clients)
ALTER TABLE public.metric_events RENAME COLUMN "organizationId" TO organization_id;
-- rename column createdAt of public.organizations to created_at (ACCESS EXCLUSIVE on public.organizations; hazards: breaks-clients)
ALTER TABLE public.organizations RENAME COLUMN "createdAt" TO created_at;
-- rename column updatedAt of public.organizations to updated_at (ACCESS EXCLUSIVE on public.organizations; hazards: breaks-clients)
ALTER TABLE public.organizations RENAME COLUMN "updatedAt" TO updated_at;
-- rename column createdAt of public.team_members to created_at (ACCESS EXCLUSIVE on public.team_members; hazards: breaks-clients)
ALTER TABLE public.team_members RENAME COLUMN "createdAt" TO created_at;
-- rename column organizationId of public.team_members to organization_id (ACCESS EXCLUSIVE on public.team_members; hazards: breaks-clients)
ALTER TABLE public.team_members RENAME COLUMN "organizationId" TO organization_id;
-- rename column updatedAt of public.team_members to updated_at (ACCESS EXCLUSIVE on public.team_members; hazards: breaks-clients)
ALTER TABLE public.team_members RENAME COLUMN "updatedAt" TO updated_at;
-- rename column userId of public.team_members to user_id (ACCESS EXCLUSIVE on public.team_members; hazards: breaks-clients)
ALTER TABLE public.team_members RENAME COLUMN "userId" TO user_id;
-- rename column createdAt of public.users to created_at (ACCESS EXCLUSIVE on public.users; hazards: breaks-clients)
ALTER TABLE public.users RENAME COLUMN "createdAt" TO created_at;
-- rename column isActive of public.users to is_active (ACCESS EXCLUSIVE on public.users; hazards: breaks-clients)
ALTER TABLE public.users RENAME COLUMN "isActive" TO is_active;
-- rename column updatedAt of public.users to updated_at (ACCESS EXCLUSIVE on public.users; hazards: breaks-clients)
ALTER TABLE public.users RENAME COLUMN "updatedAt" TO updated_at;
-- name after its columns each NOT NULL of table public.agent_jobs (ACCESS EXCLUSIVE on public.agent_jobs)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.agent_jobs'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.agent_jobs'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.agent_jobs'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.audit_records (ACCESS EXCLUSIVE on public.audit_records)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.audit_records'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.audit_records'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.audit_records'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.campaigns (ACCESS EXCLUSIVE on public.campaigns)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.campaigns'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.campaigns'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.campaigns'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.chat_messages (ACCESS EXCLUSIVE on public.chat_messages)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.chat_messages'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.chat_messages'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.chat_messages'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.connectors (ACCESS EXCLUSIVE on public.connectors)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.connectors'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.connectors'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.connectors'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.credentials (ACCESS EXCLUSIVE on public.credentials)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.credentials'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.credentials'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.credentials'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.documents (ACCESS EXCLUSIVE on public.documents)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.documents'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.documents'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.documents'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.drafts (ACCESS EXCLUSIVE on public.drafts)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.drafts'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.drafts'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.drafts'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.metric_events (ACCESS EXCLUSIVE on public.metric_events)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.metric_events'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.metric_events'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.metric_events'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.organizations (ACCESS EXCLUSIVE on public.organizations)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.organizations'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.organizations'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.organizations'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.team_members (ACCESS EXCLUSIVE on public.team_members)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.team_members'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.team_members'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.team_members'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.users (ACCESS EXCLUSIVE on public.users)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'public.users'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.users'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.users'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '425e830f6b7bc49a', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;
