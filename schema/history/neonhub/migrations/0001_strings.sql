-- All of the first version. `tenon migrate up` makes the newest one at once of a database that has none of it.

-- tenon: step 1, in a transaction
BEGIN;
-- Made by tenon 0.1.0 from 0001_strings.schema. Edit that, not this.
--
-- The roles of neonhub. Roles belong to the cluster: run this once on each, as a role that may create roles.
-- P1: none of them is a superuser, bypasses row-level security, or is a member of a stronger one.
-- Passwords are yours to set: ALTER ROLE … PASSWORD, or \password in psql.

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
-- Made by tenon 0.1.0 from 0001_strings.schema. Edit that, not this.
--
-- All of neonhub on a database that has none of it; its roles come first, from 0001_strings.roles.sql.
-- T1 to T7 name the rule that an object was derived by. What keeps tenants apart is in all of them:
--   T1, P9      every row names its tenant itself; no policy has to look elsewhere
--   T2-T5, P8   keys, unique constraints, relations and their indexes are led by the tenant
--   T6, P2, P4  row-level security is forced on every table and partition; one policy a command, with the declared ones in it
--   T7, P3      grants name a table each; none is on a partition, and none is on what is yet to be made
--   T7, P10     tenants are the provisioner's to make, change and remove
--   T7, P13     nobody gets TRUNCATE, REFERENCES or TRIGGER
--   T7, P16     global rows are the owner's to write where nothing else is said; their keys are nobody else's to change

SET LOCAL client_min_messages = warning;
SET LOCAL standard_conforming_strings = on;
SET LOCAL search_path TO public;

-- What the server must have, asked before anything changes.
DO $requirements$
BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN
    RAISE EXCEPTION 'PostgreSQL 15 or newer is needed, and this is %', current_setting('server_version');
  END IF;
  -- One database serves one schema with tenancy: tenon.current_tenant() can read one setting.
  IF to_regclass('tenon.schema_version') IS NOT NULL THEN
    RAISE EXCEPTION 'the database holds a schema of tenon already'
      USING HINT = 'a schema of its own database each; SELECT name FROM tenon.schema_version tells which is here';
  END IF;
END
$requirements$;


-- P1: everything below belongs to the owner, as which nobody logs in.
CREATE SCHEMA IF NOT EXISTS tenon AUTHORIZATION neonhub_owner;
DO $ownership$
BEGIN
  -- Whoever owns a schema can drop what is in it, and all that depends on that.
  IF (SELECT pg_catalog.pg_get_userbyid(nspowner) FROM pg_catalog.pg_namespace WHERE nspname = 'tenon') <> 'neonhub_owner' THEN
    RAISE EXCEPTION 'the schema tenon is there already, and is not %''s', 'neonhub_owner'
      USING HINT = 'find out who made it; DROP SCHEMA tenon, or ALTER SCHEMA tenon OWNER TO the owner';
  END IF;
END
$ownership$;
DO $temporary$
BEGIN
  -- A temporary table that is left in a pooled session would catch what others write without a schema's name. The owner keeps the
  -- right, as which the tool checks a database. Who doesn't own the database can't take it from PUBLIC.
  IF EXISTS (SELECT FROM pg_catalog.pg_database
             WHERE datname = pg_catalog.current_database() AND pg_catalog.pg_has_role(datdba, 'USAGE')) THEN
    EXECUTE pg_catalog.format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', pg_catalog.current_database());
    EXECUTE pg_catalog.format('GRANT TEMPORARY ON DATABASE %I TO %I', pg_catalog.current_database(), 'neonhub_owner'::text);
  END IF;
END
$temporary$;
DO $strangers$
DECLARE
  stranger record;
BEGIN
  -- What is declared is read with this schema on the path. A function or an operator in it whose arguments fit better than those of
  -- pg_catalog would be taken for that, and called by policies and checks.
  SELECT made.what, made.owner INTO stranger FROM (
    SELECT p.oid::regprocedure::text, p.proowner::regrole, 'pg_proc'::regclass, p.oid
    FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT o.oid::regoperator::text, o.oprowner::regrole, 'pg_operator'::regclass, o.oid
    FROM pg_catalog.pg_operator o WHERE o.oprnamespace = 'public'::regnamespace
  ) AS made (what, owner, classid, oid)
  JOIN pg_catalog.pg_roles r ON r.oid = made.owner
  WHERE NOT r.rolsuper AND r.rolname NOT IN (current_user, 'neonhub_owner')
    AND r.oid <> (SELECT datdba FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = made.classid AND d.objid = made.oid AND d.deptype = 'e')
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the schema % holds % of %, which policies and checks could call in the place of the server''s own',
      'public', stranger.what, stranger.owner
      USING HINT = 'find out who made it; DROP it, or ALTER … OWNER TO the owner';
  END IF;
END
$strangers$;
REVOKE ALL ON SCHEMA tenon FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO neonhub_owner;
GRANT USAGE ON SCHEMA public TO neonhub_app, neonhub_provisioner;
SET LOCAL ROLE neonhub_owner;
GRANT USAGE ON SCHEMA tenon TO neonhub_app, neonhub_provisioner;

SET LOCAL search_path TO pg_catalog;

-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody else's next.
-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row matches: it fails closed.
CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.current_organization_id', true), '')::uuid;
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM PUBLIC, neonhub_app, neonhub_provisioner;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO neonhub_app;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO neonhub_provisioner;

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


-- Which schemas the database holds, and in which version: clients compare it with what they were built from.
CREATE TABLE IF NOT EXISTS tenon.schema_version (
  name         text        NOT NULL,
  fingerprint  text        NOT NULL,
  accepts      text[]      NOT NULL DEFAULT '{}',  -- whose code works on all the same
  tool_version text        NOT NULL,
  applied_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT schema_version_pkey PRIMARY KEY (name)
);
REVOKE ALL ON tenon.schema_version FROM PUBLIC, neonhub_app, neonhub_provisioner;


-- Which migrations were run here, how far each has come, and what the last one left: what differs from that was changed by hand.
CREATE TABLE IF NOT EXISTS tenon.migrations (
  schema   text        NOT NULL,
  number   integer     NOT NULL,
  part     text        NOT NULL,  -- expand, contract or undo
  name     text        NOT NULL,
  hash     text        NOT NULL,  -- of its text
  steps    integer     NOT NULL,
  done     integer     NOT NULL DEFAULT 0,  -- steps that were done
  began_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,  -- NULL while it isn't done
  run_by   text        NOT NULL,
  state    text,  -- what the server's catalog said behind it, as JSON
  CONSTRAINT migrations_pkey PRIMARY KEY (schema, number, part)
);
REVOKE ALL ON tenon.migrations FROM PUBLIC, neonhub_app, neonhub_provisioner;
GRANT SELECT ON tenon.schema_version TO neonhub_app;
GRANT SELECT ON tenon.schema_version TO neonhub_provisioner;

SET LOCAL search_path TO public;


-- Organization: the tenant itself
CREATE TABLE organizations (
  id         uuid      NOT NULL DEFAULT gen_random_uuid(),
  name       text      NOT NULL,
  created_at timestamp NOT NULL DEFAULT now(),
  updated_at timestamp NOT NULL DEFAULT now(),
  CONSTRAINT organizations_pkey PRIMARY KEY (id)
);
CREATE POLICY organizations_select ON organizations FOR SELECT TO neonhub_app, neonhub_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
CREATE POLICY organizations_insert ON organizations FOR INSERT TO neonhub_provisioner  -- T6
  WITH CHECK (id = (SELECT tenon.current_tenant()));
CREATE POLICY organizations_update ON organizations FOR UPDATE TO neonhub_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()))
  WITH CHECK (id = (SELECT tenon.current_tenant()));
CREATE POLICY organizations_delete ON organizations FOR DELETE TO neonhub_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT ON organizations TO neonhub_app;  -- T7
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations TO neonhub_provisioner;  -- T7


-- User: global, because a person may belong to several organisations
CREATE TABLE users (
  id         uuid      NOT NULL DEFAULT gen_random_uuid(),
  email      text      NOT NULL,
  name       text,
  is_active  bool      NOT NULL DEFAULT true,
  created_at timestamp NOT NULL DEFAULT now(),
  updated_at timestamp NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email)
);
GRANT SELECT ON users TO neonhub_app;  -- T7


-- Credential: global, because it belongs to a person, and not to an organisation
CREATE TABLE credentials (
  id          uuid      NOT NULL DEFAULT gen_random_uuid(),
  user_id     uuid      NOT NULL,
  kind        text      NOT NULL,
  provider    text      NOT NULL DEFAULT 'neonhub',
  subject     text      NOT NULL,
  secret_hash text,
  created_at  timestamp NOT NULL DEFAULT now(),
  updated_at  timestamp NOT NULL DEFAULT now(),
  CONSTRAINT credentials_pkey PRIMARY KEY (id)
);
GRANT SELECT ON credentials TO neonhub_app;  -- T7
COMMENT ON TABLE credentials IS 'How a person signs in. Of whom, is a plain id.';


-- TeamMember
CREATE TABLE team_members (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  user_id         uuid      NOT NULL,
  role            text      NOT NULL DEFAULT 'member',
  created_at      timestamp NOT NULL DEFAULT now(),
  updated_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT team_members_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT team_members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY team_members_select ON team_members FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY team_members_insert ON team_members FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY team_members_update ON team_members FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY team_members_delete ON team_members FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE team_members ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE team_members FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON team_members TO neonhub_app;  -- T7
COMMENT ON COLUMN team_members.organization_id IS 'The tenant that the row belongs to.';


-- AgentJob
CREATE TABLE agent_jobs (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  agent           text      NOT NULL,
  status          text      NOT NULL DEFAULT 'queued',
  input           jsonb,
  output          jsonb,
  created_at      timestamp NOT NULL DEFAULT now(),
  updated_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT agent_jobs_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT agent_jobs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY agent_jobs_select ON agent_jobs FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY agent_jobs_insert ON agent_jobs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY agent_jobs_update ON agent_jobs FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY agent_jobs_delete ON agent_jobs FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE agent_jobs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE agent_jobs FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_jobs TO neonhub_app;  -- T7
COMMENT ON TABLE agent_jobs IS 'Work for an agent, and nothing of what it took.';
COMMENT ON COLUMN agent_jobs.organization_id IS 'The tenant that the row belongs to.';


-- ChatMessage
CREATE TABLE chat_messages (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  user_id         uuid      NOT NULL,
  body            text      NOT NULL,
  metadata        jsonb,
  created_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT chat_messages_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT chat_messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY chat_messages_select ON chat_messages FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY chat_messages_insert ON chat_messages FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY chat_messages_update ON chat_messages FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY chat_messages_delete ON chat_messages FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE chat_messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE chat_messages FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON chat_messages TO neonhub_app;  -- T7
COMMENT ON COLUMN chat_messages.organization_id IS 'The tenant that the row belongs to.';


-- Document
CREATE TABLE documents (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  title           text      NOT NULL,
  source          text,
  metadata        jsonb,
  created_at      timestamp NOT NULL DEFAULT now(),
  updated_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT documents_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT documents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY documents_select ON documents FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY documents_insert ON documents FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY documents_update ON documents FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY documents_delete ON documents FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE documents FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON documents TO neonhub_app;  -- T7
COMMENT ON COLUMN documents.organization_id IS 'The tenant that the row belongs to.';


-- Campaign
CREATE TABLE campaigns (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  name            text      NOT NULL,
  status          text      NOT NULL DEFAULT 'draft',
  budget_usd      float8,
  starts_at       timestamp,
  ends_at         timestamp,
  created_at      timestamp NOT NULL DEFAULT now(),
  updated_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT campaigns_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT campaigns_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY campaigns_select ON campaigns FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY campaigns_insert ON campaigns FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY campaigns_update ON campaigns FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY campaigns_delete ON campaigns FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE campaigns ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON campaigns TO neonhub_app;  -- T7
COMMENT ON COLUMN campaigns.organization_id IS 'The tenant that the row belongs to.';


-- Draft
CREATE TABLE drafts (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  campaign_id     uuid,
  type            text      NOT NULL DEFAULT 'article',
  status          text      NOT NULL DEFAULT 'draft',
  title           text,
  body            text      NOT NULL,
  created_at      timestamp NOT NULL DEFAULT now(),
  updated_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT drafts_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT drafts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY drafts_select ON drafts FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY drafts_insert ON drafts FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY drafts_update ON drafts FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY drafts_delete ON drafts FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE drafts FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO neonhub_app;  -- T7
COMMENT ON COLUMN drafts.organization_id IS 'The tenant that the row belongs to.';
COMMENT ON COLUMN drafts.campaign_id IS 'NULL for a draft outside of campaigns.';


-- MetricEvent
CREATE TABLE metric_events (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  campaign_id     uuid,
  type            text      NOT NULL,
  value           float8    NOT NULL,
  created_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT metric_events_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT metric_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY metric_events_select ON metric_events FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY metric_events_insert ON metric_events FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY metric_events_update ON metric_events FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY metric_events_delete ON metric_events FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE metric_events ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE metric_events FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON metric_events TO neonhub_app;  -- T7
COMMENT ON COLUMN metric_events.organization_id IS 'The tenant that the row belongs to.';


-- Connector
CREATE TABLE connectors (
  organization_id uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  kind            text      NOT NULL,
  name            text      NOT NULL,
  config          jsonb     NOT NULL,
  credentials     text      NOT NULL,
  last_sync       timestamp,
  created_at      timestamp NOT NULL DEFAULT now(),
  updated_at      timestamp NOT NULL DEFAULT now(),
  CONSTRAINT connectors_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT connectors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY connectors_select ON connectors FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY connectors_insert ON connectors FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY connectors_update ON connectors FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
CREATE POLICY connectors_delete ON connectors FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
ALTER TABLE connectors ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE connectors FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON connectors TO neonhub_app;  -- T7
COMMENT ON COLUMN connectors.organization_id IS 'The tenant that the row belongs to.';


-- AuditRecord: global, because nobody thought of whose it is; writable by the application, because requests write it
CREATE TABLE audit_records (
  id         uuid      NOT NULL DEFAULT gen_random_uuid(),
  event      text      NOT NULL,
  user_id    uuid,
  details    jsonb,
  created_at timestamp NOT NULL DEFAULT now(),
  CONSTRAINT audit_records_pkey PRIMARY KEY (id)
);
GRANT SELECT, INSERT, UPDATE (created_at, details, event, user_id), DELETE ON audit_records TO neonhub_app;  -- T7
COMMENT ON TABLE audit_records IS 'Of no organisation, and kept for ever.';

INSERT INTO tenon.schema_version (name, fingerprint, tool_version)
VALUES ('neonhub', '425e830f6b7bc49a', '0.1.0');

COMMIT;
