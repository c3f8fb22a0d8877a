-- All of the first version. `tenon migrate up` makes the newest one at once of a database that has none of it.

-- tenon: step 1, in a transaction
BEGIN;
-- Made by tenon 0.1.0 from 0001_reference.schema. Edit that, not this.
--
-- The roles of platform. Roles belong to the cluster: run this once on each, as a role that may create roles.
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
-- Made by tenon 0.1.0 from 0001_reference.schema. Edit that, not this.
--
-- All of platform on a database that has none of it; its roles come first, from 0001_reference.roles.sql.
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
CREATE SCHEMA IF NOT EXISTS tenon AUTHORIZATION platform_owner;
DO $ownership$
BEGIN
  -- Whoever owns a schema can drop what is in it, and all that depends on that.
  IF (SELECT pg_catalog.pg_get_userbyid(nspowner) FROM pg_catalog.pg_namespace WHERE nspname = 'tenon') <> 'platform_owner' THEN
    RAISE EXCEPTION 'the schema tenon is there already, and is not %''s', 'platform_owner'
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
    EXECUTE pg_catalog.format('GRANT TEMPORARY ON DATABASE %I TO %I', pg_catalog.current_database(), 'platform_owner'::text);
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
  WHERE NOT r.rolsuper AND r.rolname NOT IN (current_user, 'platform_owner')
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
GRANT USAGE, CREATE ON SCHEMA public TO platform_owner;
GRANT USAGE ON SCHEMA public TO platform_app, platform_provisioner;
SET LOCAL ROLE platform_owner;
GRANT USAGE ON SCHEMA tenon TO platform_app, platform_provisioner;

SET LOCAL search_path TO pg_catalog;

-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody else's next.
-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row matches: it fails closed.
CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.current_tenant_id', true), '')::uuid;
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_app;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_provisioner;

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


-- Which schemas the database holds, and in which version: clients compare it with what they were built from.
CREATE TABLE IF NOT EXISTS tenon.schema_version (
  name         text        NOT NULL,
  fingerprint  text        NOT NULL,
  accepts      text[]      NOT NULL DEFAULT '{}',  -- whose code works on all the same
  tool_version text        NOT NULL,
  applied_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT schema_version_pkey PRIMARY KEY (name)
);
REVOKE ALL ON tenon.schema_version FROM PUBLIC, platform_app, platform_provisioner;


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
REVOKE ALL ON tenon.migrations FROM PUBLIC, platform_app, platform_provisioner;
GRANT SELECT ON tenon.schema_version TO platform_app;
GRANT SELECT ON tenon.schema_version TO platform_provisioner;

SET LOCAL search_path TO public;


-- Tenant: the tenant itself
CREATE TABLE tenants (
  id                     uuid      NOT NULL DEFAULT gen_random_uuid(),
  name                   text      NOT NULL,
  api_key                text      NOT NULL,
  plan                   text      NOT NULL DEFAULT 'starter',
  settings               jsonb,
  stripe_customer_id     text,
  stripe_subscription_id text,
  created_at             timestamp NOT NULL DEFAULT now(),
  updated_at             timestamp NOT NULL DEFAULT now(),
  CONSTRAINT tenants_pkey PRIMARY KEY (id),
  CONSTRAINT tenants_api_key_key UNIQUE (api_key),
  CONSTRAINT tenants_stripe_customer_id_key UNIQUE (stripe_customer_id)
);
CREATE POLICY tenants_select ON tenants FOR SELECT TO platform_app, platform_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_insert ON tenants FOR INSERT TO platform_provisioner  -- T6
  WITH CHECK (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_update ON tenants FOR UPDATE TO platform_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()))
  WITH CHECK (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_delete ON tenants FOR DELETE TO platform_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT ON tenants TO platform_app;  -- T7
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants TO platform_provisioner;  -- T7
COMMENT ON TABLE tenants IS 'A customer organisation.';
COMMENT ON COLUMN tenants.api_key IS 'What a widget presents; unique over all tenants, since it is how one is found.';


-- User
CREATE TABLE users (
  tenant_id     uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id            uuid      NOT NULL DEFAULT gen_random_uuid(),
  email         text      NOT NULL,
  password_hash text      NOT NULL,
  role          text      NOT NULL DEFAULT 'member',
  name          text,
  avatar_url    text,
  created_at    timestamp NOT NULL DEFAULT now(),
  updated_at    timestamp NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT users_email_key UNIQUE (email),  -- global: the mapper knows nothing narrower
  CONSTRAINT users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY users_select ON users FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY users_insert ON users FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY users_update ON users FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY users_delete ON users FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE users ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE users FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO platform_app;  -- T7
COMMENT ON TABLE users IS 'Someone who works for a tenant. No two tenants have the same address.';
COMMENT ON COLUMN users.tenant_id IS 'The tenant that the row belongs to.';


-- Account
CREATE TABLE accounts (
  tenant_id           uuid NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                  uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id             uuid NOT NULL,
  type                text NOT NULL,
  provider            text NOT NULL,
  provider_account_id text NOT NULL,
  refresh_token       text,
  access_token        text,
  expires_at          int4,
  token_type          text,
  scope               text,
  id_token            text,
  session_state       text,
  CONSTRAINT accounts_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT accounts_tenant_id_provider_provider_account_id_key UNIQUE (tenant_id, provider, provider_account_id),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT accounts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT accounts_user_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE  -- T3: a relation can't point into another tenant
);
CREATE POLICY accounts_select ON accounts FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY accounts_insert ON accounts FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY accounts_update ON accounts FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY accounts_delete ON accounts FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts TO platform_app;  -- T7
COMMENT ON TABLE accounts IS 'A way in which a user signs in at somebody else''s. An account of theirs may belong to users of several tenants.';
COMMENT ON COLUMN accounts.tenant_id IS 'The tenant that the row belongs to.';


-- AuthSession
CREATE TABLE auth_sessions (
  tenant_id     uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id            uuid        NOT NULL DEFAULT gen_random_uuid(),
  session_token text        NOT NULL,
  user_id       uuid        NOT NULL,
  expires       timestamptz NOT NULL,
  CONSTRAINT auth_sessions_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT auth_sessions_tenant_id_session_token_key UNIQUE (tenant_id, session_token),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT auth_sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT auth_sessions_user_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE  -- T3: a relation can't point into another tenant
);
CREATE POLICY auth_sessions_select ON auth_sessions FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY auth_sessions_insert ON auth_sessions FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY auth_sessions_update ON auth_sessions FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY auth_sessions_delete ON auth_sessions FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE auth_sessions ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE auth_sessions FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_sessions TO platform_app;  -- T7
COMMENT ON TABLE auth_sessions IS 'A user who is signed in.';
COMMENT ON COLUMN auth_sessions.tenant_id IS 'The tenant that the row belongs to.';


-- VerificationToken: global, because an e-mail address is not yet bound to a tenant; writable by the application, because a request makes a token, and another one uses it up
CREATE TABLE verification_tokens (
  identifier text        NOT NULL,
  token      text        NOT NULL,
  expires    timestamptz NOT NULL,
  CONSTRAINT verification_tokens_pkey PRIMARY KEY (token)
);
GRANT SELECT, INSERT, UPDATE (expires, identifier), DELETE ON verification_tokens TO platform_app;  -- T7
COMMENT ON TABLE verification_tokens IS 'A token mailed to an address that wants to sign in.';


-- Widget
CREATE TABLE widgets (
  tenant_id        uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id               uuid      NOT NULL DEFAULT gen_random_uuid(),
  name             text      NOT NULL,
  domain_whitelist jsonb     NOT NULL,
  settings         jsonb,
  is_active        bool      NOT NULL DEFAULT true,
  created_at       timestamp NOT NULL DEFAULT now(),
  updated_at       timestamp NOT NULL DEFAULT now(),
  CONSTRAINT widgets_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT widgets_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY widgets_select ON widgets FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY widgets_insert ON widgets FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY widgets_update ON widgets FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY widgets_delete ON widgets FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE widgets ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE widgets FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON widgets TO platform_app;  -- T7
COMMENT ON TABLE widgets IS 'A chat window on a customer''s site.';
COMMENT ON COLUMN widgets.tenant_id IS 'The tenant that the row belongs to.';


-- Meeting
CREATE TABLE meetings (
  tenant_id       uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid      NOT NULL DEFAULT gen_random_uuid(),
  room_name       text      NOT NULL,
  livekit_room_id text      NOT NULL,
  created_by      uuid      NOT NULL,
  started_at      timestamp NOT NULL DEFAULT now(),
  ended_at        timestamp,
  metadata        jsonb,
  CONSTRAINT meetings_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT meetings_room_name_key UNIQUE (room_name),  -- global: the mapper knows nothing narrower
  CONSTRAINT meetings_livekit_room_id_key UNIQUE (livekit_room_id),  -- global: the mapper knows nothing narrower
  CONSTRAINT meetings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT meetings_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id) ON DELETE RESTRICT  -- T3: a relation can't point into another tenant
);
CREATE POLICY meetings_select ON meetings FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY meetings_insert ON meetings FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY meetings_update ON meetings FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY meetings_delete ON meetings FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE meetings ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE meetings FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON meetings TO platform_app;  -- T7
COMMENT ON TABLE meetings IS 'A room in which people and the assistant talk.';
COMMENT ON COLUMN meetings.tenant_id IS 'The tenant that the row belongs to.';
COMMENT ON COLUMN meetings.created_by IS 'The reference would clear a column that may not be NULL, which the language refuses.';


-- Session
CREATE TABLE sessions (
  tenant_id  uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id         uuid          NOT NULL DEFAULT gen_random_uuid(),
  widget_id  uuid,
  meeting_id uuid,
  mode       text          NOT NULL DEFAULT 'text',
  cost_usd   numeric(10,4) DEFAULT 0,
  metadata   jsonb,
  created_at timestamp     NOT NULL DEFAULT now(),
  ended_at   timestamp,
  CONSTRAINT sessions_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT sessions_widget_fkey FOREIGN KEY (tenant_id, widget_id) REFERENCES widgets (tenant_id, id) ON DELETE SET NULL (widget_id),  -- T3: a relation can't point into another tenant
  CONSTRAINT sessions_meeting_fkey FOREIGN KEY (tenant_id, meeting_id) REFERENCES meetings (tenant_id, id) ON DELETE SET NULL (meeting_id)  -- T3: a relation can't point into another tenant
);
CREATE POLICY sessions_select ON sessions FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY sessions_insert ON sessions FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY sessions_update ON sessions FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY sessions_delete ON sessions FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO platform_app;  -- T7
COMMENT ON TABLE sessions IS 'A visitor''s conversation, through a widget or in a meeting.';
COMMENT ON COLUMN sessions.tenant_id IS 'The tenant that the row belongs to.';


-- Message
CREATE TABLE messages (
  tenant_id   uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id          uuid      NOT NULL DEFAULT gen_random_uuid(),
  session_id  uuid      NOT NULL,
  role        text      NOT NULL,
  content     text      NOT NULL,
  attachments jsonb,
  metadata    jsonb,
  "timestamp" timestamp NOT NULL DEFAULT now(),
  CONSTRAINT messages_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT messages_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT messages_session_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE  -- T3: a relation can't point into another tenant
);
CREATE POLICY messages_select ON messages FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY messages_insert ON messages FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY messages_update ON messages FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY messages_delete ON messages FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE messages FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON messages TO platform_app;  -- T7
COMMENT ON TABLE messages IS 'One utterance in a session.';
COMMENT ON COLUMN messages.tenant_id IS 'The tenant that the row belongs to.';


-- KnowledgeDocument
CREATE TABLE knowledge_documents (
  tenant_id  uuid      NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id         uuid      NOT NULL DEFAULT gen_random_uuid(),
  title      text      NOT NULL,
  content    text      NOT NULL,
  category   text,
  metadata   jsonb,
  created_at timestamp NOT NULL DEFAULT now(),
  updated_at timestamp NOT NULL DEFAULT now(),
  CONSTRAINT knowledge_documents_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT knowledge_documents_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY knowledge_documents_select ON knowledge_documents FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_insert ON knowledge_documents FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_update ON knowledge_documents FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_delete ON knowledge_documents FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE knowledge_documents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE knowledge_documents FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON knowledge_documents TO platform_app;  -- T7
COMMENT ON TABLE knowledge_documents IS 'A text that answers are drawn from.';
COMMENT ON COLUMN knowledge_documents.tenant_id IS 'The tenant that the row belongs to.';


-- CostEvent
CREATE TABLE cost_events (
  tenant_id   uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id          uuid          NOT NULL DEFAULT gen_random_uuid(),
  session_id  uuid,
  service     text          NOT NULL,
  provider    text,
  tokens_used int4,
  cost_usd    numeric(10,6) NOT NULL,
  metadata    jsonb,
  "timestamp" timestamp     NOT NULL DEFAULT now(),
  CONSTRAINT cost_events_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT cost_events_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT cost_events_session_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE SET NULL (session_id)  -- T3: a relation can't point into another tenant
);
CREATE POLICY cost_events_select ON cost_events FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_insert ON cost_events FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_update ON cost_events FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_delete ON cost_events FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE cost_events ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE cost_events FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON cost_events TO platform_app;  -- T7
COMMENT ON TABLE cost_events IS 'One use of a paid service.';
COMMENT ON COLUMN cost_events.tenant_id IS 'The tenant that the row belongs to.';


-- CostSummary
CREATE TABLE cost_summaries (
  tenant_id      uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id             uuid          NOT NULL DEFAULT gen_random_uuid(),
  period_start   timestamp     NOT NULL,
  period_end     timestamp     NOT NULL,
  total_cost_usd numeric(10,4) NOT NULL,
  breakdown      jsonb         NOT NULL,
  event_count    int4          NOT NULL DEFAULT 0,
  created_at     timestamp     NOT NULL DEFAULT now(),
  CONSTRAINT cost_summaries_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT cost_summaries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY cost_summaries_select ON cost_summaries FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_summaries_insert ON cost_summaries FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_summaries_update ON cost_summaries FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_summaries_delete ON cost_summaries FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE cost_summaries ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE cost_summaries FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON cost_summaries TO platform_app;  -- T7
COMMENT ON TABLE cost_summaries IS 'What a period cost, summed up.';
COMMENT ON COLUMN cost_summaries.tenant_id IS 'The tenant that the row belongs to.';


-- BudgetAlert
CREATE TABLE budget_alerts (
  tenant_id          uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                 uuid          NOT NULL DEFAULT gen_random_uuid(),
  threshold          numeric(10,2) NOT NULL,
  current_spend      numeric(10,4) NOT NULL,
  period             text          NOT NULL DEFAULT 'monthly',
  severity           text          NOT NULL DEFAULT 'warning',
  notifications_sent int4          NOT NULL DEFAULT 0,
  triggered_at       timestamp     NOT NULL DEFAULT now(),
  resolved           bool          NOT NULL DEFAULT false,
  resolved_at        timestamp,
  metadata           jsonb,
  CONSTRAINT budget_alerts_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT budget_alerts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY budget_alerts_select ON budget_alerts FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY budget_alerts_insert ON budget_alerts FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY budget_alerts_update ON budget_alerts FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY budget_alerts_delete ON budget_alerts FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE budget_alerts ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE budget_alerts FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON budget_alerts TO platform_app;  -- T7
COMMENT ON TABLE budget_alerts IS 'A budget that was passed.';
COMMENT ON COLUMN budget_alerts.tenant_id IS 'The tenant that the row belongs to.';


-- AiPersonality
CREATE TABLE ai_personalities (
  tenant_id         uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                uuid         NOT NULL DEFAULT gen_random_uuid(),
  name              text         NOT NULL,
  description       text,
  system_prompt     text         NOT NULL,
  temperature       numeric(3,2) NOT NULL DEFAULT 0.7,
  max_tokens        int4         DEFAULT 2000,
  top_p             numeric(3,2) DEFAULT 1.0,
  frequency_penalty numeric(3,2) DEFAULT 0.0,
  presence_penalty  numeric(3,2) DEFAULT 0.0,
  preferred_model   text,
  is_default        bool         NOT NULL DEFAULT false,
  is_active         bool         NOT NULL DEFAULT true,
  metadata          jsonb,
  created_at        timestamp    NOT NULL DEFAULT now(),
  updated_at        timestamp    NOT NULL DEFAULT now(),
  CONSTRAINT ai_personalities_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT ai_personalities_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE POLICY ai_personalities_select ON ai_personalities FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY ai_personalities_insert ON ai_personalities FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY ai_personalities_update ON ai_personalities FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY ai_personalities_delete ON ai_personalities FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
ALTER TABLE ai_personalities ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE ai_personalities FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_personalities TO platform_app;  -- T7
COMMENT ON TABLE ai_personalities IS 'How the assistant talks.';
COMMENT ON COLUMN ai_personalities.tenant_id IS 'The tenant that the row belongs to.';

INSERT INTO tenon.schema_version (name, fingerprint, tool_version)
VALUES ('platform', '7bef33d74d5d8473', '0.1.0');

COMMIT;
