-- Migration 3 of neonhub: typed. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE neonhub_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- make extension citext
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS citext;

SET LOCAL ROLE neonhub_owner;
-- make enum public.dataset_kind
CREATE TYPE dataset_kind AS ENUM ('knowledge', 'training', 'evaluation');
-- make enum public.content_kind
CREATE TYPE content_kind AS ENUM ('article', 'email', 'social_post', 'advert', 'landing_page');
-- make enum public.content_status
CREATE TYPE content_status AS ENUM ('draft', 'in_review', 'approved', 'published', 'archived');
-- make enum public.campaign_status
CREATE TYPE campaign_status AS ENUM ('draft', 'scheduled', 'running', 'paused', 'completed', 'canceled');
-- make enum public.credential_kind
CREATE TYPE credential_kind AS ENUM ('password', 'oauth', 'passkey');
-- make enum public.connector_kind
CREATE TYPE connector_kind AS ENUM ('mailer', 'crm', 'social', 'analytics', 'storage');
-- make domain public.slug
CREATE DOMAIN slug AS text CONSTRAINT slug_check CHECK (value ~ '^[a-z0-9](-?[a-z0-9])*$' and length(value) <= 63);
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
REVOKE ALL ON FUNCTION tenon.touch_updated_at() FROM PUBLIC, neonhub_app, neonhub_provisioner;

SET LOCAL search_path TO public;
-- make table public.permissions
-- Permission: global, because permissions are the code's, and the same for all
CREATE TABLE permissions (
  id          uuid        NOT NULL DEFAULT gen_random_uuid(),
  name        text        NOT NULL,
  description text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT permissions_pkey PRIMARY KEY (id),
  CONSTRAINT permissions_name_key UNIQUE (name),
  CONSTRAINT permissions_name_check CHECK (name ~ '^[a-z_]+:[a-z_]+$')
);
-- make grant on table public.permissions to neonhub_app
GRANT SELECT ON permissions TO neonhub_app;  -- T7
-- make table public.roles
-- Role
CREATE TABLE roles (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  name            text        NOT NULL,
  is_system       bool        NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT roles_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT roles_organization_id_name_key UNIQUE (organization_id, name)  -- T4: unique constraints and indexes are led by the tenant
);
-- make trigger touch_updated_at of public.roles
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON roles FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy roles_select of public.roles
CREATE POLICY roles_select ON roles FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy roles_insert of public.roles
CREATE POLICY roles_insert ON roles FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy roles_update of public.roles
CREATE POLICY roles_update ON roles FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy roles_delete of public.roles
CREATE POLICY roles_delete ON roles FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.roles
ALTER TABLE roles ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE roles FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.roles to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON roles TO neonhub_app;  -- T7
-- make comment on column organization_id of public.roles (SHARE UPDATE EXCLUSIVE on roles)
COMMENT ON COLUMN roles.organization_id IS 'The tenant that the row belongs to.';
-- make table public.role_permissions
-- RolePermission
CREATE TABLE role_permissions (
  organization_id uuid NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  role_id         uuid NOT NULL,
  permission_id   uuid NOT NULL,
  CONSTRAINT role_permissions_pkey PRIMARY KEY (organization_id, role_id, permission_id)  -- T2: the primary key is led by the tenant
);
-- make constraint role_permissions_role_fkey of public.role_permissions (SHARE ROW EXCLUSIVE on roles)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE role_permissions ADD CONSTRAINT role_permissions_role_fkey FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint role_permissions_permission_fkey of public.role_permissions (SHARE ROW EXCLUSIVE on permissions)
SET LOCAL row_security TO on;

ALTER TABLE role_permissions ADD CONSTRAINT role_permissions_permission_fkey FOREIGN KEY (permission_id) REFERENCES permissions (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index role_permissions_organization_id_permission_id_idx of public.role_permissions
-- T5: every foreign key has an index
CREATE INDEX role_permissions_organization_id_permission_id_idx ON role_permissions USING btree (organization_id, permission_id);
-- make policy role_permissions_select of public.role_permissions
CREATE POLICY role_permissions_select ON role_permissions FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy role_permissions_insert of public.role_permissions
CREATE POLICY role_permissions_insert ON role_permissions FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy role_permissions_update of public.role_permissions
CREATE POLICY role_permissions_update ON role_permissions FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy role_permissions_delete of public.role_permissions
CREATE POLICY role_permissions_delete ON role_permissions FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.role_permissions
ALTER TABLE role_permissions ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE role_permissions FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.role_permissions to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON role_permissions TO neonhub_app;  -- T7
-- make comment on column organization_id of public.role_permissions (SHARE UPDATE EXCLUSIVE on role_permissions)
COMMENT ON COLUMN role_permissions.organization_id IS 'The tenant that the row belongs to.';
-- make table public.api_keys
-- ApiKey
CREATE TABLE api_keys (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  name            text        NOT NULL,
  prefix          varchar(12) NOT NULL,
  key_hash        text        NOT NULL,
  created_by      uuid,
  scopes          text[]      NOT NULL,
  last_used_at    timestamptz,
  expires_at      timestamptz,
  revoked_at      timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT api_keys_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT api_keys_organization_id_key_hash_key UNIQUE (organization_id, key_hash),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT api_keys_organization_id_name_key UNIQUE (organization_id, name)  -- T4: unique constraints and indexes are led by the tenant
);
-- make index api_keys_organization_id_prefix_idx of public.api_keys
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX api_keys_organization_id_prefix_idx ON api_keys USING btree (organization_id, prefix);
-- make index api_keys_organization_id_created_by_idx of public.api_keys
-- T5: every foreign key has an index
CREATE INDEX api_keys_organization_id_created_by_idx ON api_keys USING btree (organization_id, created_by);
-- make policy api_keys_select of public.api_keys
CREATE POLICY api_keys_select ON api_keys FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy api_keys_insert of public.api_keys
CREATE POLICY api_keys_insert ON api_keys FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy api_keys_update of public.api_keys
CREATE POLICY api_keys_update ON api_keys FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy api_keys_delete of public.api_keys
CREATE POLICY api_keys_delete ON api_keys FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.api_keys
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.api_keys to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON api_keys TO neonhub_app;  -- T7
-- make comment on column organization_id of public.api_keys (SHARE UPDATE EXCLUSIVE on api_keys)
COMMENT ON COLUMN api_keys.organization_id IS 'The tenant that the row belongs to.';
-- make table public.brands
-- Brand
CREATE TABLE brands (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  name            text        NOT NULL,
  slug            slug        NOT NULL,
  description     text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT brands_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT brands_organization_id_slug_key UNIQUE (organization_id, slug)  -- T4: unique constraints and indexes are led by the tenant
);
-- make trigger touch_updated_at of public.brands
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON brands FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy brands_select of public.brands
CREATE POLICY brands_select ON brands FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy brands_insert of public.brands
CREATE POLICY brands_insert ON brands FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy brands_update of public.brands
CREATE POLICY brands_update ON brands FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy brands_delete of public.brands
CREATE POLICY brands_delete ON brands FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.brands
ALTER TABLE brands ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE brands FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.brands to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON brands TO neonhub_app;  -- T7
-- make comment on column organization_id of public.brands (SHARE UPDATE EXCLUSIVE on brands)
COMMENT ON COLUMN brands.organization_id IS 'The tenant that the row belongs to.';
-- make table public.datasets
-- Dataset
CREATE TABLE datasets (
  organization_id uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  name            text         NOT NULL,
  slug            slug         NOT NULL,
  kind            dataset_kind NOT NULL,
  description     text,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  updated_at      timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT datasets_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT datasets_organization_id_slug_key UNIQUE (organization_id, slug)  -- T4: unique constraints and indexes are led by the tenant
);
-- make index datasets_organization_id_kind_created_at_idx of public.datasets
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX datasets_organization_id_kind_created_at_idx ON datasets USING btree (organization_id, kind, created_at DESC);
-- make trigger touch_updated_at of public.datasets
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON datasets FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy datasets_select of public.datasets
CREATE POLICY datasets_select ON datasets FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy datasets_insert of public.datasets
CREATE POLICY datasets_insert ON datasets FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy datasets_update of public.datasets
CREATE POLICY datasets_update ON datasets FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy datasets_delete of public.datasets
CREATE POLICY datasets_delete ON datasets FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.datasets
ALTER TABLE datasets ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE datasets FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.datasets to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON datasets TO neonhub_app;  -- T7
-- make comment on column organization_id of public.datasets (SHARE UPDATE EXCLUSIVE on datasets)
COMMENT ON COLUMN datasets.organization_id IS 'The tenant that the row belongs to.';
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- make beside the old one the new table public.organizations
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'organizations'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'organizations'::regclass AND o.conrelid <> 'organizations'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('organizations'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'organizations'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'organizations'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY['public.team_members.team_members_organization_id_fkey', 'public.agent_jobs.agent_jobs_organization_id_fkey', 'public.chat_messages.chat_messages_organization_id_fkey', 'public.documents.documents_organization_id_fkey', 'public.campaigns.campaigns_organization_id_fkey', 'public.drafts.drafts_organization_id_fkey', 'public.metric_events.metric_events_organization_id_fkey', 'public.connectors.connectors_organization_id_fkey']::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'organizations'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'organizations'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'organizations'::regclass AND polname <> ALL (ARRAY['organizations_select', 'organizations_insert', 'organizations_update', 'organizations_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'organizations'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'organizations'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app', 'neonhub_provisioner']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'organizations'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'organizations'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Organization: the tenant itself
CREATE TABLE tenon_moving.organizations (
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  name       text        NOT NULL,
  slug       slug        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organizations_pkey PRIMARY KEY (id)
);
ALTER TABLE tenon_moving.organizations ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 3, in a transaction
BEGIN;
-- write down which rows are changed of table public.organizations (SHARE ROW EXCLUSIVE on organizations)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_organizations (id uuid);
CREATE FUNCTION tenon_moving.follow_organizations() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_organizations VALUES (OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_organizations VALUES (NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_organizations() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON organizations FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_organizations();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON organizations FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_organizations();
ALTER TABLE organizations ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE organizations ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 4, in a transaction
BEGIN;
-- make beside the old one the new table public.users
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'users'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'users'::regclass AND o.conrelid <> 'users'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('users'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'users'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'users'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'users'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'users'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'users'::regclass AND polname <> ALL (ARRAY[]::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'users'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'users'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'users'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'users'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- User: global, because a person may belong to several organisations
CREATE TABLE tenon_moving.users (
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  email      citext      NOT NULL,
  name       text,
  is_active  bool        NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);
COMMIT;

-- tenon: step 5, in a transaction
BEGIN;
-- write down which rows are changed of table public.users (SHARE ROW EXCLUSIVE on users)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_users (id uuid);
CREATE FUNCTION tenon_moving.follow_users() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_users VALUES (OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_users VALUES (NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_users() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_users();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON users FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_users();
ALTER TABLE users ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE users ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 6, in a transaction
BEGIN;
-- make beside the old one the new table public.credentials
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'credentials'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'credentials'::regclass AND o.conrelid <> 'credentials'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('credentials'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'credentials'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'credentials'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'credentials'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'credentials'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'credentials'::regclass AND polname <> ALL (ARRAY[]::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'credentials'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'credentials'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'credentials'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'credentials'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Credential: global, because it belongs to a person, and not to an organisation
CREATE TABLE tenon_moving.credentials (
  id          uuid            NOT NULL DEFAULT gen_random_uuid(),
  user_id     uuid            NOT NULL,
  kind        credential_kind NOT NULL,
  provider    text            NOT NULL DEFAULT 'neonhub',
  subject     text            NOT NULL,
  secret_hash text,
  created_at  timestamptz     NOT NULL DEFAULT now(),
  updated_at  timestamptz     NOT NULL DEFAULT now(),
  CONSTRAINT credentials_pkey PRIMARY KEY (id)
);
COMMIT;

-- tenon: step 7, in a transaction
BEGIN;
-- write down which rows are changed of table public.credentials (SHARE ROW EXCLUSIVE on credentials)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_credentials (id uuid);
CREATE FUNCTION tenon_moving.follow_credentials() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_credentials VALUES (OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_credentials VALUES (NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_credentials() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON credentials FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_credentials();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON credentials FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_credentials();
ALTER TABLE credentials ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE credentials ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 8, in a transaction
BEGIN;
-- make beside the old one the new table public.team_members
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'team_members'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'team_members'::regclass AND o.conrelid <> 'team_members'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('team_members'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'team_members'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'team_members'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'team_members'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'team_members'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'team_members'::regclass AND polname <> ALL (ARRAY['team_members_select', 'team_members_insert', 'team_members_update', 'team_members_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'team_members'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'team_members'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'team_members'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'team_members'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Membership
CREATE TABLE tenon_moving.team_members (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL,
  role            text        NOT NULL DEFAULT 'member',
  role_id         uuid,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT team_members_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.team_members ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 9, in a transaction
BEGIN;
-- write down which rows are changed of table public.team_members (SHARE ROW EXCLUSIVE on team_members)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_team_members (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_team_members() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_team_members VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_team_members VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_team_members() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON team_members FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_team_members();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON team_members FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_team_members();
ALTER TABLE team_members ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE team_members ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 10, in a transaction
BEGIN;
-- make beside the old one the new table public.agent_jobs
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'agent_jobs'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'agent_jobs'::regclass AND o.conrelid <> 'agent_jobs'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('agent_jobs'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'agent_jobs'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'agent_jobs'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'agent_jobs'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'agent_jobs'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'agent_jobs'::regclass AND polname <> ALL (ARRAY['agent_jobs_select', 'agent_jobs_insert', 'agent_jobs_update', 'agent_jobs_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'agent_jobs'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'agent_jobs'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'agent_jobs'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'agent_jobs'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- AgentJob
CREATE TABLE tenon_moving.agent_jobs (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  agent           text        NOT NULL,
  status          text        NOT NULL DEFAULT 'queued',
  input           jsonb,
  output          jsonb,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT agent_jobs_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.agent_jobs ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 11, in a transaction
BEGIN;
-- write down which rows are changed of table public.agent_jobs (SHARE ROW EXCLUSIVE on agent_jobs)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_agent_jobs (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_agent_jobs() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_agent_jobs VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_agent_jobs VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_agent_jobs() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON agent_jobs FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_agent_jobs();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON agent_jobs FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_agent_jobs();
ALTER TABLE agent_jobs ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE agent_jobs ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 12, in a transaction
BEGIN;
-- make beside the old one the new table public.chat_messages
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'chat_messages'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'chat_messages'::regclass AND o.conrelid <> 'chat_messages'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('chat_messages'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'chat_messages'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'chat_messages'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'chat_messages'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'chat_messages'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'chat_messages'::regclass AND polname <> ALL (ARRAY['chat_messages_select', 'chat_messages_insert', 'chat_messages_update', 'chat_messages_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'chat_messages'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'chat_messages'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'chat_messages'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'chat_messages'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- ChatMessage
CREATE TABLE tenon_moving.chat_messages (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL,
  body            text        NOT NULL,
  metadata        jsonb,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT chat_messages_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.chat_messages ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 13, in a transaction
BEGIN;
-- write down which rows are changed of table public.chat_messages (SHARE ROW EXCLUSIVE on chat_messages)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_chat_messages (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_chat_messages() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_chat_messages VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_chat_messages VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_chat_messages() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON chat_messages FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_chat_messages();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON chat_messages FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_chat_messages();
ALTER TABLE chat_messages ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE chat_messages ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 14, in a transaction
BEGIN;
-- make beside the old one the new table public.documents
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'documents'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'documents'::regclass AND o.conrelid <> 'documents'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('documents'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'documents'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'documents'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'documents'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'documents'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'documents'::regclass AND polname <> ALL (ARRAY['documents_select', 'documents_insert', 'documents_update', 'documents_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'documents'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'documents'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'documents'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'documents'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Document
CREATE TABLE tenon_moving.documents (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  dataset_id      uuid,
  title           text        NOT NULL,
  source          text,
  checksum        text        NOT NULL,
  metadata        jsonb,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT documents_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.documents ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- write down which rows are changed of table public.documents (SHARE ROW EXCLUSIVE on documents)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_documents (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_documents() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_documents VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_documents VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_documents() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_documents();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_documents();
ALTER TABLE documents ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE documents ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 16, in a transaction
BEGIN;
-- make beside the old one the new table public.campaigns
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'campaigns'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'campaigns'::regclass AND o.conrelid <> 'campaigns'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('campaigns'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'campaigns'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'campaigns'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'campaigns'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'campaigns'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'campaigns'::regclass AND polname <> ALL (ARRAY['campaigns_select', 'campaigns_insert', 'campaigns_update', 'campaigns_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'campaigns'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'campaigns'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'campaigns'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'campaigns'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Campaign
CREATE TABLE tenon_moving.campaigns (
  organization_id uuid            NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid            NOT NULL DEFAULT gen_random_uuid(),
  brand_id        uuid,
  name            text            NOT NULL,
  slug            slug            NOT NULL,
  status          campaign_status NOT NULL DEFAULT 'draft',
  budget_usd      numeric(12,2),
  starts_at       timestamptz,
  ends_at         timestamptz,
  created_at      timestamptz     NOT NULL DEFAULT now(),
  updated_at      timestamptz     NOT NULL DEFAULT now(),
  CONSTRAINT campaigns_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.campaigns ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 17, in a transaction
BEGIN;
-- write down which rows are changed of table public.campaigns (SHARE ROW EXCLUSIVE on campaigns)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_campaigns (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_campaigns() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_campaigns VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_campaigns VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_campaigns() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON campaigns FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_campaigns();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON campaigns FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_campaigns();
ALTER TABLE campaigns ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE campaigns ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 18, in a transaction
BEGIN;
-- make beside the old one the new table public.drafts
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'drafts'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'drafts'::regclass AND o.conrelid <> 'drafts'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('drafts'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'drafts'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'drafts'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'drafts'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'drafts'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'drafts'::regclass AND polname <> ALL (ARRAY['drafts_select', 'drafts_insert', 'drafts_update', 'drafts_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'drafts'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'drafts'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'drafts'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'drafts'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Content
CREATE TABLE tenon_moving.drafts (
  organization_id uuid           NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid           NOT NULL DEFAULT gen_random_uuid(),
  brand_id        uuid,
  campaign_id     uuid,
  type            content_kind   NOT NULL DEFAULT 'article',
  status          content_status NOT NULL DEFAULT 'draft',
  title           text           NOT NULL,
  body            text           NOT NULL,
  created_at      timestamptz    NOT NULL DEFAULT now(),
  updated_at      timestamptz    NOT NULL DEFAULT now(),
  CONSTRAINT drafts_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.drafts ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 19, in a transaction
BEGIN;
-- write down which rows are changed of table public.drafts (SHARE ROW EXCLUSIVE on drafts)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_drafts (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_drafts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_drafts VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_drafts VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_drafts() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON drafts FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_drafts();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON drafts FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_drafts();
ALTER TABLE drafts ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE drafts ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 20, in a transaction
BEGIN;
-- make beside the old one the new table public.metric_events
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'metric_events'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'metric_events'::regclass AND o.conrelid <> 'metric_events'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('metric_events'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'metric_events'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'metric_events'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'metric_events'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'metric_events'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'metric_events'::regclass AND polname <> ALL (ARRAY['metric_events_select', 'metric_events_insert', 'metric_events_update', 'metric_events_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'metric_events'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'metric_events'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'metric_events'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'metric_events'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- MetricEvent
CREATE TABLE tenon_moving.metric_events (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  campaign_id     uuid,
  type            text        NOT NULL,
  value           float8      NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT metric_events_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.metric_events ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 21, in a transaction
BEGIN;
-- write down which rows are changed of table public.metric_events (SHARE ROW EXCLUSIVE on metric_events)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_metric_events (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_metric_events() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_metric_events VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_metric_events VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_metric_events() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON metric_events FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_metric_events();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON metric_events FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_metric_events();
ALTER TABLE metric_events ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE metric_events ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 22, in a transaction
BEGIN;
-- make beside the old one the new table public.connectors
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'connectors'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'connectors'::regclass AND o.conrelid <> 'connectors'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('connectors'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'connectors'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'connectors'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'connectors'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'connectors'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'connectors'::regclass AND polname <> ALL (ARRAY['connectors_select', 'connectors_insert', 'connectors_update', 'connectors_delete']::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'connectors'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'connectors'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'connectors'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'connectors'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- Connector
CREATE TABLE tenon_moving.connectors (
  organization_id uuid           NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid           NOT NULL DEFAULT gen_random_uuid(),
  kind            connector_kind NOT NULL,
  name            text           NOT NULL,
  config          jsonb          NOT NULL,
  credentials     bytea          NOT NULL,  -- encrypted: ciphertext that the application makes
  last_sync       timestamptz,
  created_at      timestamptz    NOT NULL DEFAULT now(),
  updated_at      timestamptz    NOT NULL DEFAULT now(),
  CONSTRAINT connectors_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
ALTER TABLE tenon_moving.connectors ENABLE ROW LEVEL SECURITY;
COMMIT;

-- tenon: step 23, in a transaction
BEGIN;
-- write down which rows are changed of table public.connectors (SHARE ROW EXCLUSIVE on connectors)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_connectors (organization_id uuid, id uuid);
CREATE FUNCTION tenon_moving.follow_connectors() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_connectors VALUES (OLD.organization_id, OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_connectors VALUES (NEW.organization_id, NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_connectors() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON connectors FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_connectors();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON connectors FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_connectors();
ALTER TABLE connectors ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE connectors ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 24, in a transaction
BEGIN;
-- make beside the old one the new table public.audit_records
-- the rows go over to it while others work; in its place, each would be written under a lock that stops everybody
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'audit_records'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'audit_records'::regclass AND o.conrelid <> 'audit_records'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('audit_records'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'audit_records'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'audit_records'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'audit_records'::regclass AND c.relname <> ALL (ARRAY[]::text[])
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'audit_records'::regclass AND NOT tgisinternal AND tgname <> ALL (ARRAY[]::text[])
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = 'audit_records'::regclass AND polname <> ALL (ARRAY[]::text[]) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = 'audit_records'::regclass
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = 'audit_records'::regclass AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL (ARRAY['neonhub_app']::text[])
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = 'audit_records'::regclass AND reloptions IS NOT NULL AND NOT false
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = 'audit_records'::regclass AND relreplident <> 'd' AND NOT false
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_moving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;


-- AuditRecord: global, because nobody thought of whose it is; writable by the application, because requests write it
CREATE TABLE tenon_moving.audit_records (
  id         uuid        NOT NULL DEFAULT gen_random_uuid(),
  event      text        NOT NULL,
  user_id    uuid,
  details    jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT audit_records_pkey PRIMARY KEY (id)
);
COMMIT;

-- tenon: step 25, in a transaction
BEGIN;
-- write down which rows are changed of table public.audit_records (SHARE ROW EXCLUSIVE on audit_records)
-- by their keys alone: what the new one can't take is no matter of who changes them
CREATE TABLE tenon_moving.changed_audit_records (id uuid);
CREATE FUNCTION tenon_moving.follow_audit_records() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO tenon_moving.changed_audit_records VALUES (OLD.id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO tenon_moving.changed_audit_records VALUES (NEW.id);
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION tenon_moving.follow_audit_records() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON audit_records FOR EACH ROW EXECUTE FUNCTION tenon_moving.follow_audit_records();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON audit_records FOR EACH STATEMENT EXECUTE FUNCTION tenon_moving.follow_audit_records();
ALTER TABLE audit_records ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE audit_records ENABLE ALWAYS TRIGGER tenon_follow_emptying;
COMMIT;

-- tenon: step 26, in no transaction
-- copy the rows of table public.organizations, converting columns created_at, updated_at (ACCESS EXCLUSIVE on organizations; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 organizations.id%TYPE;
  fill_to_1 organizations.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'organizations'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM organizations ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT id INTO fill_to_1 FROM (
      SELECT id FROM organizations WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000) AS batch
      ORDER BY id DESC LIMIT 1;
    INSERT INTO tenon_moving.organizations (id, name, slug, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, name, (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))), created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM organizations WHERE (id) >= (fill_from_1) AND (id) <= (fill_to_1)) AS organizations
      ON CONFLICT (id) DO NOTHING;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 27, in no transaction
-- copy the rows of table public.users, converting columns email, created_at, updated_at (reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 users.id%TYPE;
  fill_to_1 users.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'users'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  SELECT id INTO fill_from_1 FROM users ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT id INTO fill_to_1 FROM (
      SELECT id FROM users WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000) AS batch
      ORDER BY id DESC LIMIT 1;
    INSERT INTO tenon_moving.users (id, email, name, is_active, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, email::citext, name, is_active, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM users WHERE (id) >= (fill_from_1) AND (id) <= (fill_to_1)) AS users
      ON CONFLICT (id) DO NOTHING;
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
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 28, in no transaction
-- copy the rows of table public.credentials, converting columns kind, created_at, updated_at (reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 credentials.id%TYPE;
  fill_to_1 credentials.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'credentials'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  SELECT id INTO fill_from_1 FROM credentials ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT id INTO fill_to_1 FROM (
      SELECT id FROM credentials WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000) AS batch
      ORDER BY id DESC LIMIT 1;
    INSERT INTO tenon_moving.credentials (id, user_id, kind, provider, subject, secret_hash, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, user_id, kind::text::credential_kind, provider, subject, secret_hash, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM credentials WHERE (id) >= (fill_from_1) AND (id) <= (fill_to_1)) AS credentials
      ON CONFLICT (id) DO NOTHING;
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
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 29, in no transaction
-- copy the rows of table public.team_members, converting columns created_at, updated_at (ACCESS EXCLUSIVE on team_members; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 team_members.organization_id%TYPE;
  fill_to_1 team_members.organization_id%TYPE;
  fill_from_2 team_members.id%TYPE;
  fill_to_2 team_members.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'team_members'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM team_members ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM team_members WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.team_members (organization_id, id, user_id, role, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, role, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM team_members WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS team_members
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 30, in no transaction
-- copy the rows of table public.agent_jobs, converting columns created_at, updated_at (ACCESS EXCLUSIVE on agent_jobs; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 agent_jobs.organization_id%TYPE;
  fill_to_1 agent_jobs.organization_id%TYPE;
  fill_from_2 agent_jobs.id%TYPE;
  fill_to_2 agent_jobs.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'agent_jobs'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'agent_jobs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM agent_jobs ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM agent_jobs WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.agent_jobs (organization_id, id, agent, status, input, output, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, agent, status, input, output, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM agent_jobs WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS agent_jobs
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 31, in no transaction
-- copy the rows of table public.chat_messages, converting column created_at (ACCESS EXCLUSIVE on chat_messages; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 chat_messages.organization_id%TYPE;
  fill_to_1 chat_messages.organization_id%TYPE;
  fill_from_2 chat_messages.id%TYPE;
  fill_to_2 chat_messages.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'chat_messages'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'chat_messages'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM chat_messages ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM chat_messages WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.chat_messages (organization_id, id, user_id, body, metadata, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, body, metadata, created_at::timestamptz FROM (SELECT * FROM chat_messages WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS chat_messages
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 32, in no transaction
-- copy the rows of table public.documents, converting columns created_at, updated_at (ACCESS EXCLUSIVE on documents; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 documents.organization_id%TYPE;
  fill_to_1 documents.organization_id%TYPE;
  fill_from_2 documents.id%TYPE;
  fill_to_2 documents.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'documents'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM documents ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM documents WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.documents (organization_id, id, title, source, checksum, metadata, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, title, source, (md5(title || ' ' || id::text)), metadata, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM documents WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS documents
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 33, in no transaction
-- copy the rows of table public.campaigns, converting columns status, budget_usd, starts_at, ends_at, created_at, updated_at (ACCESS EXCLUSIVE on campaigns; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 campaigns.organization_id%TYPE;
  fill_to_1 campaigns.organization_id%TYPE;
  fill_from_2 campaigns.id%TYPE;
  fill_to_2 campaigns.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'campaigns'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM campaigns ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM campaigns WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.campaigns (organization_id, id, name, slug, status, budget_usd, starts_at, ends_at, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, name, ('campaign-' || left(md5(id::text), 12)), status::text::campaign_status, budget_usd::numeric(12,2), starts_at::timestamptz, ends_at::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM campaigns WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS campaigns
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 34, in no transaction
-- copy the rows of table public.drafts, converting columns type, status, created_at, updated_at (ACCESS EXCLUSIVE on drafts; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 drafts.organization_id%TYPE;
  fill_to_1 drafts.organization_id%TYPE;
  fill_from_2 drafts.id%TYPE;
  fill_to_2 drafts.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'drafts'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM drafts ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM drafts WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.drafts (organization_id, id, campaign_id, type, status, title, body, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type::text::content_kind, status::text::content_status, coalesce(title, 'Untitled'), body, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM drafts WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS drafts
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 35, in no transaction
-- copy the rows of table public.metric_events, converting column created_at (ACCESS EXCLUSIVE on metric_events; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 metric_events.organization_id%TYPE;
  fill_to_1 metric_events.organization_id%TYPE;
  fill_from_2 metric_events.id%TYPE;
  fill_to_2 metric_events.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'metric_events'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'metric_events'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM metric_events ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM metric_events WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.metric_events (organization_id, id, campaign_id, type, value, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type, value, created_at::timestamptz FROM (SELECT * FROM metric_events WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS metric_events
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 36, in no transaction
-- copy the rows of table public.connectors, converting columns kind, credentials, last_sync, created_at, updated_at (ACCESS EXCLUSIVE on connectors; reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 connectors.organization_id%TYPE;
  fill_to_1 connectors.organization_id%TYPE;
  fill_from_2 connectors.id%TYPE;
  fill_to_2 connectors.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'connectors'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'connectors'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM connectors ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT organization_id, id INTO fill_to_1, fill_to_2 FROM (
      SELECT organization_id, id FROM connectors WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000) AS batch
      ORDER BY organization_id DESC, id DESC LIMIT 1;
    INSERT INTO tenon_moving.connectors (organization_id, id, kind, name, config, credentials, last_sync, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, kind::text::connector_kind, name, config, credentials::bytea, last_sync::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT * FROM connectors WHERE (organization_id, id) >= (fill_from_1, fill_from_2) AND (organization_id, id) <= (fill_to_1, fill_to_2)) AS connectors
      ON CONFLICT (organization_id, id) DO NOTHING;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 37, in no transaction
-- copy the rows of table public.audit_records, converting column created_at (reads all rows; hazards: rewrite, full-scan)
-- 5000 a transaction; the disk has to have room for them twice
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 audit_records.id%TYPE;
  fill_to_1 audit_records.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'audit_records'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  SELECT id INTO fill_from_1 FROM audit_records ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    SELECT id INTO fill_to_1 FROM (
      SELECT id FROM audit_records WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000) AS batch
      ORDER BY id DESC LIMIT 1;
    INSERT INTO tenon_moving.audit_records (id, event, user_id, details, created_at) OVERRIDING SYSTEM VALUE
      SELECT id, event, user_id, details, created_at::timestamptz FROM (SELECT * FROM audit_records WHERE (id) >= (fill_from_1) AND (id) <= (fill_to_1)) AS audit_records
      ON CONFLICT (id) DO NOTHING;
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
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 38, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.organizations (ACCESS EXCLUSIVE on organizations)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_organizations;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_organizations RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.organizations AS moved USING (SELECT id FROM keys AS organizations) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.organizations (id, name, slug, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, name, (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))), created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM organizations AS here JOIN keys ON (here.id) = (keys.id)) AS organizations
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$

ALTER TABLE tenon_moving.organizations ADD CONSTRAINT organizations_slug_key UNIQUE (slug);
$indexes$;
END
$move$;

-- tenon: step 39, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.users
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_users;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_users RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.users AS moved USING (SELECT id FROM keys AS users) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.users (id, email, name, is_active, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, email::citext, name, is_active, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM users AS here JOIN keys ON (here.id) = (keys.id)) AS users
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$

ALTER TABLE tenon_moving.users ADD CONSTRAINT users_email_key UNIQUE (email);
$indexes$;
END
$move$;

-- tenon: step 40, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.credentials
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_credentials;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_credentials RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.credentials AS moved USING (SELECT id FROM keys AS credentials) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.credentials (id, user_id, kind, provider, subject, secret_hash, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, user_id, kind::text::credential_kind, provider, subject, secret_hash, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM credentials AS here JOIN keys ON (here.id) = (keys.id)) AS credentials
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$

ALTER TABLE tenon_moving.credentials ADD CONSTRAINT credentials_provider_subject_key UNIQUE (provider, subject);

ALTER TABLE tenon_moving.credentials ADD CONSTRAINT credentials_user_id_kind_provider_key UNIQUE (user_id, kind, provider);
$indexes$;
END
$move$;

-- tenon: step 41, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.team_members (ACCESS EXCLUSIVE on team_members)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_team_members;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_team_members RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.team_members AS moved USING (SELECT organization_id, id FROM keys AS team_members) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.team_members (organization_id, id, user_id, role, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, role, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM team_members AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS team_members
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$
-- T5: every foreign key has an index
CREATE INDEX memberships_organization_id_user_id_idx ON tenon_moving.team_members USING btree (organization_id, user_id);
-- T5: every foreign key has an index
CREATE INDEX memberships_organization_id_role_id_idx ON tenon_moving.team_members USING btree (organization_id, role_id);
$indexes$;
END
$move$;

-- tenon: step 42, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'agent_jobs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_agent_jobs;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_agent_jobs RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.agent_jobs AS moved USING (SELECT organization_id, id FROM keys AS agent_jobs) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.agent_jobs (organization_id, id, agent, status, input, output, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, agent, status, input, output, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM agent_jobs AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS agent_jobs
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 43, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.chat_messages (ACCESS EXCLUSIVE on chat_messages)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'chat_messages'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_chat_messages;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_chat_messages RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.chat_messages AS moved USING (SELECT organization_id, id FROM keys AS chat_messages) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.chat_messages (organization_id, id, user_id, body, metadata, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, body, metadata, created_at::timestamptz FROM (SELECT here.* FROM chat_messages AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS chat_messages
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 44, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.documents (ACCESS EXCLUSIVE on documents)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_documents;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_documents RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.documents AS moved USING (SELECT organization_id, id FROM keys AS documents) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.documents (organization_id, id, title, source, checksum, metadata, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, title, source, (md5(title || ' ' || id::text)), metadata, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM documents AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS documents
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$
-- T5: every foreign key has an index
CREATE INDEX documents_organization_id_dataset_id_idx ON tenon_moving.documents USING btree (organization_id, dataset_id);
$indexes$;
END
$move$;

-- tenon: step 45, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.campaigns (ACCESS EXCLUSIVE on campaigns)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_campaigns;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_campaigns RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.campaigns AS moved USING (SELECT organization_id, id FROM keys AS campaigns) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.campaigns (organization_id, id, name, slug, status, budget_usd, starts_at, ends_at, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, name, ('campaign-' || left(md5(id::text), 12)), status::text::campaign_status, budget_usd::numeric(12,2), starts_at::timestamptz, ends_at::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM campaigns AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS campaigns
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$

-- T4: unique constraints and indexes are led by the tenant
ALTER TABLE tenon_moving.campaigns ADD CONSTRAINT campaigns_organization_id_slug_key UNIQUE (organization_id, slug);
-- T5: every foreign key has an index
CREATE INDEX campaigns_organization_id_brand_id_idx ON tenon_moving.campaigns USING btree (organization_id, brand_id);
$indexes$;
END
$move$;

-- tenon: step 46, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.drafts (ACCESS EXCLUSIVE on drafts)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_drafts;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_drafts RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.drafts AS moved USING (SELECT organization_id, id FROM keys AS drafts) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.drafts (organization_id, id, campaign_id, type, status, title, body, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type::text::content_kind, status::text::content_status, coalesce(title, 'Untitled'), body, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM drafts AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS drafts
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$
-- T5: every foreign key has an index
CREATE INDEX contents_organization_id_brand_id_idx ON tenon_moving.drafts USING btree (organization_id, brand_id);
-- T5: every foreign key has an index
CREATE INDEX contents_organization_id_campaign_id_idx ON tenon_moving.drafts USING btree (organization_id, campaign_id);
$indexes$;
END
$move$;

-- tenon: step 47, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.metric_events (ACCESS EXCLUSIVE on metric_events)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'metric_events'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_metric_events;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_metric_events RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.metric_events AS moved USING (SELECT organization_id, id FROM keys AS metric_events) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.metric_events (organization_id, id, campaign_id, type, value, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type, value, created_at::timestamptz FROM (SELECT here.* FROM metric_events AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS metric_events
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 48, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.connectors (ACCESS EXCLUSIVE on connectors)
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'connectors'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_connectors;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_connectors RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.connectors AS moved USING (SELECT organization_id, id FROM keys AS connectors) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.connectors (organization_id, id, kind, name, config, credentials, last_sync, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, kind::text::connector_kind, name, config, credentials::bytea, last_sync::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM connectors AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS connectors
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  EXECUTE $indexes$

-- T4: unique constraints and indexes are led by the tenant
ALTER TABLE tenon_moving.connectors ADD CONSTRAINT connectors_organization_id_name_key UNIQUE (organization_id, name);
$indexes$;
END
$move$;

-- tenon: step 49, in no transaction
-- copy what was changed meanwhile, and build the indexes of the new table public.audit_records
-- nobody works with it yet
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_audit_records;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_audit_records RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.audit_records AS moved USING (SELECT id FROM keys AS audit_records) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.audit_records (id, event, user_id, details, created_at) OVERRIDING SYSTEM VALUE
      SELECT id, event, user_id, details, created_at::timestamptz FROM (SELECT here.* FROM audit_records AS here JOIN keys ON (here.id) = (keys.id)) AS audit_records
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  COMMIT;
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 50, in no transaction
-- see that all rows have come along of table public.organizations (ACCESS EXCLUSIVE on organizations; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_organizations;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_organizations RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.organizations AS moved USING (SELECT id FROM keys AS organizations) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.organizations (id, name, slug, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, name, (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))), created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM organizations AS here JOIN keys ON (here.id) = (keys.id)) AS organizations
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.organizations AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT id FROM organizations AS organizations) AS here (key_1) WHERE (moved.id) = (here.key_1))
        AND NOT EXISTS (SELECT FROM (SELECT id FROM tenon_moving.changed_organizations AS organizations) AS changed (key_1) WHERE (moved.id) = (changed.key_1));
    IF EXISTS (
      SELECT FROM (SELECT id FROM organizations AS organizations WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_organizations AS changed WHERE (changed.id) = (organizations.id))) AS here (key_1)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.organizations AS moved WHERE (moved.id) = (here.key_1))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 51, in a transaction
BEGIN;
-- let the server know what is in the new table public.organizations
ANALYZE tenon_moving.organizations;
COMMIT;

-- tenon: step 52, in no transaction
-- see that all rows have come along of table public.users (reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_users;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_users RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.users AS moved USING (SELECT id FROM keys AS users) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.users (id, email, name, is_active, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, email::citext, name, is_active, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM users AS here JOIN keys ON (here.id) = (keys.id)) AS users
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.users AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT id FROM users AS users) AS here (key_1) WHERE (moved.id) = (here.key_1))
        AND NOT EXISTS (SELECT FROM (SELECT id FROM tenon_moving.changed_users AS users) AS changed (key_1) WHERE (moved.id) = (changed.key_1));
    IF EXISTS (
      SELECT FROM (SELECT id FROM users AS users WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_users AS changed WHERE (changed.id) = (users.id))) AS here (key_1)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.users AS moved WHERE (moved.id) = (here.key_1))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 53, in a transaction
BEGIN;
-- let the server know what is in the new table public.users
ANALYZE tenon_moving.users;
COMMIT;

-- tenon: step 54, in no transaction
-- see that all rows have come along of table public.credentials (reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_credentials;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_credentials RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.credentials AS moved USING (SELECT id FROM keys AS credentials) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.credentials (id, user_id, kind, provider, subject, secret_hash, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, user_id, kind::text::credential_kind, provider, subject, secret_hash, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM credentials AS here JOIN keys ON (here.id) = (keys.id)) AS credentials
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.credentials AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT id FROM credentials AS credentials) AS here (key_1) WHERE (moved.id) = (here.key_1))
        AND NOT EXISTS (SELECT FROM (SELECT id FROM tenon_moving.changed_credentials AS credentials) AS changed (key_1) WHERE (moved.id) = (changed.key_1));
    IF EXISTS (
      SELECT FROM (SELECT id FROM credentials AS credentials WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_credentials AS changed WHERE (changed.id) = (credentials.id))) AS here (key_1)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.credentials AS moved WHERE (moved.id) = (here.key_1))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 55, in a transaction
BEGIN;
-- let the server know what is in the new table public.credentials
ANALYZE tenon_moving.credentials;
COMMIT;

-- tenon: step 56, in no transaction
-- see that all rows have come along of table public.team_members (ACCESS EXCLUSIVE on team_members; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_team_members;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_team_members RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.team_members AS moved USING (SELECT organization_id, id FROM keys AS team_members) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.team_members (organization_id, id, user_id, role, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, role, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM team_members AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS team_members
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.team_members AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM team_members AS team_members) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_team_members AS team_members) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM team_members AS team_members WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_team_members AS changed WHERE (changed.organization_id, changed.id) = (team_members.organization_id, team_members.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.team_members AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 57, in a transaction
BEGIN;
-- let the server know what is in the new table public.team_members
ANALYZE tenon_moving.team_members;
COMMIT;

-- tenon: step 58, in no transaction
-- see that all rows have come along of table public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'agent_jobs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_agent_jobs;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_agent_jobs RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.agent_jobs AS moved USING (SELECT organization_id, id FROM keys AS agent_jobs) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.agent_jobs (organization_id, id, agent, status, input, output, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, agent, status, input, output, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM agent_jobs AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS agent_jobs
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.agent_jobs AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM agent_jobs AS agent_jobs) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_agent_jobs AS agent_jobs) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM agent_jobs AS agent_jobs WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_agent_jobs AS changed WHERE (changed.organization_id, changed.id) = (agent_jobs.organization_id, agent_jobs.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.agent_jobs AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 59, in a transaction
BEGIN;
-- let the server know what is in the new table public.agent_jobs
ANALYZE tenon_moving.agent_jobs;
COMMIT;

-- tenon: step 60, in no transaction
-- see that all rows have come along of table public.chat_messages (ACCESS EXCLUSIVE on chat_messages; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'chat_messages'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_chat_messages;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_chat_messages RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.chat_messages AS moved USING (SELECT organization_id, id FROM keys AS chat_messages) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.chat_messages (organization_id, id, user_id, body, metadata, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, body, metadata, created_at::timestamptz FROM (SELECT here.* FROM chat_messages AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS chat_messages
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.chat_messages AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM chat_messages AS chat_messages) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_chat_messages AS chat_messages) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM chat_messages AS chat_messages WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_chat_messages AS changed WHERE (changed.organization_id, changed.id) = (chat_messages.organization_id, chat_messages.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.chat_messages AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 61, in a transaction
BEGIN;
-- let the server know what is in the new table public.chat_messages
ANALYZE tenon_moving.chat_messages;
COMMIT;

-- tenon: step 62, in no transaction
-- see that all rows have come along of table public.documents (ACCESS EXCLUSIVE on documents; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_documents;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_documents RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.documents AS moved USING (SELECT organization_id, id FROM keys AS documents) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.documents (organization_id, id, title, source, checksum, metadata, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, title, source, (md5(title || ' ' || id::text)), metadata, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM documents AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS documents
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.documents AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM documents AS documents) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_documents AS documents) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM documents AS documents WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_documents AS changed WHERE (changed.organization_id, changed.id) = (documents.organization_id, documents.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.documents AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 63, in a transaction
BEGIN;
-- let the server know what is in the new table public.documents
ANALYZE tenon_moving.documents;
COMMIT;

-- tenon: step 64, in no transaction
-- see that all rows have come along of table public.campaigns (ACCESS EXCLUSIVE on campaigns; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_campaigns;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_campaigns RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.campaigns AS moved USING (SELECT organization_id, id FROM keys AS campaigns) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.campaigns (organization_id, id, name, slug, status, budget_usd, starts_at, ends_at, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, name, ('campaign-' || left(md5(id::text), 12)), status::text::campaign_status, budget_usd::numeric(12,2), starts_at::timestamptz, ends_at::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM campaigns AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS campaigns
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.campaigns AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM campaigns AS campaigns) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_campaigns AS campaigns) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM campaigns AS campaigns WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_campaigns AS changed WHERE (changed.organization_id, changed.id) = (campaigns.organization_id, campaigns.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.campaigns AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 65, in a transaction
BEGIN;
-- let the server know what is in the new table public.campaigns
ANALYZE tenon_moving.campaigns;
COMMIT;

-- tenon: step 66, in no transaction
-- see that all rows have come along of table public.drafts (ACCESS EXCLUSIVE on drafts; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_drafts;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_drafts RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.drafts AS moved USING (SELECT organization_id, id FROM keys AS drafts) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.drafts (organization_id, id, campaign_id, type, status, title, body, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type::text::content_kind, status::text::content_status, coalesce(title, 'Untitled'), body, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM drafts AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS drafts
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.drafts AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM drafts AS drafts) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_drafts AS drafts) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM drafts AS drafts WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_drafts AS changed WHERE (changed.organization_id, changed.id) = (drafts.organization_id, drafts.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.drafts AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 67, in a transaction
BEGIN;
-- let the server know what is in the new table public.drafts
ANALYZE tenon_moving.drafts;
COMMIT;

-- tenon: step 68, in no transaction
-- see that all rows have come along of table public.metric_events (ACCESS EXCLUSIVE on metric_events; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'metric_events'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_metric_events;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_metric_events RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.metric_events AS moved USING (SELECT organization_id, id FROM keys AS metric_events) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.metric_events (organization_id, id, campaign_id, type, value, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type, value, created_at::timestamptz FROM (SELECT here.* FROM metric_events AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS metric_events
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.metric_events AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM metric_events AS metric_events) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_metric_events AS metric_events) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM metric_events AS metric_events WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_metric_events AS changed WHERE (changed.organization_id, changed.id) = (metric_events.organization_id, metric_events.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.metric_events AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 69, in a transaction
BEGIN;
-- let the server know what is in the new table public.metric_events
ANALYZE tenon_moving.metric_events;
COMMIT;

-- tenon: step 70, in no transaction
-- see that all rows have come along of table public.connectors (ACCESS EXCLUSIVE on connectors; reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'connectors'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_connectors;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_connectors RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.connectors AS moved USING (SELECT organization_id, id FROM keys AS connectors) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.connectors (organization_id, id, kind, name, config, credentials, last_sync, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, kind::text::connector_kind, name, config, credentials::bytea, last_sync::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM connectors AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS connectors
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.connectors AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM connectors AS connectors) AS here (key_1, key_2) WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
        AND NOT EXISTS (SELECT FROM (SELECT organization_id, id FROM tenon_moving.changed_connectors AS connectors) AS changed (key_1, key_2) WHERE (moved.organization_id, moved.id) = (changed.key_1, changed.key_2));
    IF EXISTS (
      SELECT FROM (SELECT organization_id, id FROM connectors AS connectors WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_connectors AS changed WHERE (changed.organization_id, changed.id) = (connectors.organization_id, connectors.id))) AS here (key_1, key_2)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.connectors AS moved WHERE (moved.organization_id, moved.id) = (here.key_1, here.key_2))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 71, in a transaction
BEGIN;
-- let the server know what is in the new table public.connectors
ANALYZE tenon_moving.connectors;
COMMIT;

-- tenon: step 72, in no transaction
-- see that all rows have come along of table public.audit_records (reads all rows; hazards: full-scan)
DO $move$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  waiting bigint;
BEGIN
  FOR again IN 1 .. 50 LOOP
    SELECT count(*) INTO waiting FROM tenon_moving.changed_audit_records;
    EXIT WHEN waiting = 0;
  BEGIN
    WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_audit_records RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.audit_records AS moved USING (SELECT id FROM keys AS audit_records) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.audit_records (id, event, user_id, details, created_at) OVERRIDING SYSTEM VALUE
      SELECT id, event, user_id, details, created_at::timestamptz FROM (SELECT here.* FROM audit_records AS here JOIN keys ON (here.id) = (keys.id)) AS audit_records
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;
    COMMIT;
  END LOOP;
  IF failed_state IS NULL THEN
  BEGIN
    DELETE FROM tenon_moving.audit_records AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT id FROM audit_records AS audit_records) AS here (key_1) WHERE (moved.id) = (here.key_1))
        AND NOT EXISTS (SELECT FROM (SELECT id FROM tenon_moving.changed_audit_records AS audit_records) AS changed (key_1) WHERE (moved.id) = (changed.key_1));
    IF EXISTS (
      SELECT FROM (SELECT id FROM audit_records AS audit_records WHERE NOT EXISTS (SELECT FROM tenon_moving.changed_audit_records AS changed WHERE (changed.id) = (audit_records.id))) AS here (key_1)
      WHERE NOT EXISTS (SELECT FROM tenon_moving.audit_records AS moved WHERE (moved.id) = (here.key_1))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  END IF;
  COMMIT;
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$move$;

-- tenon: step 73, in a transaction
BEGIN;
-- let the server know what is in the new table public.audit_records
ANALYZE tenon_moving.audit_records;
COMMIT;

-- tenon: step 74, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on agent_jobs, audit_records, campaigns, chat_messages, connectors, credentials, documents, drafts, metric_events, organizations, team_members, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE agent_jobs, audit_records, campaigns, chat_messages, connectors, credentials, documents, drafts, metric_events, organizations, team_members, users IN ACCESS EXCLUSIVE MODE;
-- take off constraint team_members_organization_id_fkey of public.team_members
ALTER TABLE team_members DROP CONSTRAINT team_members_organization_id_fkey;
-- take off constraint agent_jobs_organization_id_fkey of public.agent_jobs
ALTER TABLE agent_jobs DROP CONSTRAINT agent_jobs_organization_id_fkey;
-- take off constraint chat_messages_organization_id_fkey of public.chat_messages
ALTER TABLE chat_messages DROP CONSTRAINT chat_messages_organization_id_fkey;
-- take off constraint documents_organization_id_fkey of public.documents
ALTER TABLE documents DROP CONSTRAINT documents_organization_id_fkey;
-- take off constraint campaigns_organization_id_fkey of public.campaigns
ALTER TABLE campaigns DROP CONSTRAINT campaigns_organization_id_fkey;
-- take off constraint drafts_organization_id_fkey of public.drafts
ALTER TABLE drafts DROP CONSTRAINT drafts_organization_id_fkey;
-- take off constraint metric_events_organization_id_fkey of public.metric_events
ALTER TABLE metric_events DROP CONSTRAINT metric_events_organization_id_fkey;
-- take off constraint connectors_organization_id_fkey of public.connectors
ALTER TABLE connectors DROP CONSTRAINT connectors_organization_id_fkey;
-- put in the place of the old one the new table public.organizations (ACCESS EXCLUSIVE on organizations; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'organizations'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'organizations'::regclass AND o.conrelid <> 'organizations'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('organizations'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'organizations'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'organizations'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'organizations';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_organizations RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.organizations AS moved USING (SELECT id FROM keys AS organizations) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.organizations (id, name, slug, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, name, (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))), created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM organizations AS here JOIN keys ON (here.id) = (keys.id)) AS organizations
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON organizations;
  DROP TRIGGER tenon_follow_emptying ON organizations;
  DROP FUNCTION tenon_moving.follow_organizations();
  DROP TABLE tenon_moving.changed_organizations;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.organizations'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.organizations'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.users (ACCESS EXCLUSIVE on users; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'users'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'users'::regclass AND o.conrelid <> 'users'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('users'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'users'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'users'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'users';
  part record;
BEGIN
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_users RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.users AS moved USING (SELECT id FROM keys AS users) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.users (id, email, name, is_active, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, email::citext, name, is_active, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM users AS here JOIN keys ON (here.id) = (keys.id)) AS users
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  DROP TRIGGER tenon_follow ON users;
  DROP TRIGGER tenon_follow_emptying ON users;
  DROP FUNCTION tenon_moving.follow_users();
  DROP TABLE tenon_moving.changed_users;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.users'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.users'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.credentials (ACCESS EXCLUSIVE on credentials; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE credentials IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'credentials'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'credentials'::regclass AND o.conrelid <> 'credentials'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('credentials'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'credentials'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'credentials'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'credentials';
  part record;
BEGIN
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_credentials RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.credentials AS moved USING (SELECT id FROM keys AS credentials) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.credentials (id, user_id, kind, provider, subject, secret_hash, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT id, user_id, kind::text::credential_kind, provider, subject, secret_hash, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM credentials AS here JOIN keys ON (here.id) = (keys.id)) AS credentials
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  DROP TRIGGER tenon_follow ON credentials;
  DROP TRIGGER tenon_follow_emptying ON credentials;
  DROP FUNCTION tenon_moving.follow_credentials();
  DROP TABLE tenon_moving.changed_credentials;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.credentials'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.credentials'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.team_members (ACCESS EXCLUSIVE on team_members; hazards: breaks-clients, new-values)
-- with what was changed last; of the others no row is touched
LOCK TABLE team_members IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'team_members'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'team_members'::regclass AND o.conrelid <> 'team_members'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('team_members'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'team_members'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'team_members'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'team_members';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_team_members RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.team_members AS moved USING (SELECT organization_id, id FROM keys AS team_members) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.team_members (organization_id, id, user_id, role, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, role, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM team_members AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS team_members
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON team_members;
  DROP TRIGGER tenon_follow_emptying ON team_members;
  DROP FUNCTION tenon_moving.follow_team_members();
  DROP TABLE tenon_moving.changed_team_members;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.team_members'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.team_members'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE agent_jobs IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'agent_jobs'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'agent_jobs'::regclass AND o.conrelid <> 'agent_jobs'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('agent_jobs'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'agent_jobs'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'agent_jobs'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'agent_jobs';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'agent_jobs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_agent_jobs RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.agent_jobs AS moved USING (SELECT organization_id, id FROM keys AS agent_jobs) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.agent_jobs (organization_id, id, agent, status, input, output, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, agent, status, input, output, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM agent_jobs AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS agent_jobs
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON agent_jobs;
  DROP TRIGGER tenon_follow_emptying ON agent_jobs;
  DROP FUNCTION tenon_moving.follow_agent_jobs();
  DROP TABLE tenon_moving.changed_agent_jobs;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.agent_jobs'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.agent_jobs'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.chat_messages (ACCESS EXCLUSIVE on chat_messages; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE chat_messages IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'chat_messages'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'chat_messages'::regclass AND o.conrelid <> 'chat_messages'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('chat_messages'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'chat_messages'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'chat_messages'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'chat_messages';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'chat_messages'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_chat_messages RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.chat_messages AS moved USING (SELECT organization_id, id FROM keys AS chat_messages) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.chat_messages (organization_id, id, user_id, body, metadata, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, user_id, body, metadata, created_at::timestamptz FROM (SELECT here.* FROM chat_messages AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS chat_messages
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON chat_messages;
  DROP TRIGGER tenon_follow_emptying ON chat_messages;
  DROP FUNCTION tenon_moving.follow_chat_messages();
  DROP TABLE tenon_moving.changed_chat_messages;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.chat_messages'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.chat_messages'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients, new-values)
-- with what was changed last; of the others no row is touched
LOCK TABLE documents IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'documents'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'documents'::regclass AND o.conrelid <> 'documents'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('documents'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'documents'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'documents'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'documents';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_documents RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.documents AS moved USING (SELECT organization_id, id FROM keys AS documents) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.documents (organization_id, id, title, source, checksum, metadata, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, title, source, (md5(title || ' ' || id::text)), metadata, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM documents AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS documents
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON documents;
  DROP TRIGGER tenon_follow_emptying ON documents;
  DROP FUNCTION tenon_moving.follow_documents();
  DROP TABLE tenon_moving.changed_documents;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.documents'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.documents'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients, new-values)
-- with what was changed last; of the others no row is touched
LOCK TABLE campaigns IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'campaigns'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'campaigns'::regclass AND o.conrelid <> 'campaigns'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('campaigns'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'campaigns'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'campaigns'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'campaigns';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_campaigns RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.campaigns AS moved USING (SELECT organization_id, id FROM keys AS campaigns) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.campaigns (organization_id, id, name, slug, status, budget_usd, starts_at, ends_at, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, name, ('campaign-' || left(md5(id::text), 12)), status::text::campaign_status, budget_usd::numeric(12,2), starts_at::timestamptz, ends_at::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM campaigns AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS campaigns
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON campaigns;
  DROP TRIGGER tenon_follow_emptying ON campaigns;
  DROP FUNCTION tenon_moving.follow_campaigns();
  DROP TABLE tenon_moving.changed_campaigns;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.campaigns'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.campaigns'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.drafts (ACCESS EXCLUSIVE on drafts; hazards: breaks-clients, new-values)
-- with what was changed last; of the others no row is touched
LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'drafts'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'drafts'::regclass AND o.conrelid <> 'drafts'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('drafts'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'drafts'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'drafts'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'drafts';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_drafts RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.drafts AS moved USING (SELECT organization_id, id FROM keys AS drafts) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.drafts (organization_id, id, campaign_id, type, status, title, body, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type::text::content_kind, status::text::content_status, coalesce(title, 'Untitled'), body, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM drafts AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS drafts
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON drafts;
  DROP TRIGGER tenon_follow_emptying ON drafts;
  DROP FUNCTION tenon_moving.follow_drafts();
  DROP TABLE tenon_moving.changed_drafts;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.drafts'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.drafts'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.metric_events (ACCESS EXCLUSIVE on metric_events; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE metric_events IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'metric_events'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'metric_events'::regclass AND o.conrelid <> 'metric_events'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('metric_events'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'metric_events'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'metric_events'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'metric_events';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'metric_events'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_metric_events RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.metric_events AS moved USING (SELECT organization_id, id FROM keys AS metric_events) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.metric_events (organization_id, id, campaign_id, type, value, created_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, campaign_id, type, value, created_at::timestamptz FROM (SELECT here.* FROM metric_events AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS metric_events
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON metric_events;
  DROP TRIGGER tenon_follow_emptying ON metric_events;
  DROP FUNCTION tenon_moving.follow_metric_events();
  DROP TABLE tenon_moving.changed_metric_events;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.metric_events'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.metric_events'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.connectors (ACCESS EXCLUSIVE on connectors; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE connectors IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'connectors'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'connectors'::regclass AND o.conrelid <> 'connectors'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('connectors'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'connectors'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'connectors'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'connectors';
  part record;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'connectors'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_connectors RETURNING organization_id, id),
      keys AS MATERIALIZED (SELECT DISTINCT organization_id, id FROM taken),
      gone AS (DELETE FROM tenon_moving.connectors AS moved USING (SELECT organization_id, id FROM keys AS connectors) AS was (key_1, key_2)
        WHERE (moved.organization_id, moved.id) = (was.key_1, was.key_2) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.connectors (organization_id, id, kind, name, config, credentials, last_sync, created_at, updated_at) OVERRIDING SYSTEM VALUE
      SELECT organization_id, id, kind::text::connector_kind, name, config, credentials::bytea, last_sync::timestamptz, created_at::timestamptz, updated_at::timestamptz FROM (SELECT here.* FROM connectors AS here JOIN keys ON (here.organization_id, here.id) = (keys.organization_id, keys.id)) AS connectors
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  DROP TRIGGER tenon_follow ON connectors;
  DROP TRIGGER tenon_follow_emptying ON connectors;
  DROP FUNCTION tenon_moving.follow_connectors();
  DROP TABLE tenon_moving.changed_connectors;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.connectors'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.connectors'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- put in the place of the old one the new table public.audit_records (ACCESS EXCLUSIVE on audit_records; hazards: breaks-clients)
-- with what was changed last; of the others no row is touched
LOCK TABLE audit_records IN ACCESS EXCLUSIVE MODE;
DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'audit_records'::regclass
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = 'audit_records'::regclass AND o.conrelid <> 'audit_records'::regclass AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree('audit_records'::regclass))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = 'audit_records'::regclass)
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'audit_records'::regclass)
  ) AS found WHERE reader <> ALL (ARRAY[]::text[]);
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
SET LOCAL ROLE NONE;
CREATE SCHEMA IF NOT EXISTS tenon_leaving AUTHORIZATION neonhub_owner;
SET LOCAL ROLE neonhub_owner;
DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := 'audit_records';
  part record;
BEGIN
  WITH taken AS MATERIALIZED (DELETE FROM tenon_moving.changed_audit_records RETURNING id),
      keys AS MATERIALIZED (SELECT DISTINCT id FROM taken),
      gone AS (DELETE FROM tenon_moving.audit_records AS moved USING (SELECT id FROM keys AS audit_records) AS was (key_1)
        WHERE (moved.id) = (was.key_1) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO tenon_moving.audit_records (id, event, user_id, details, created_at) OVERRIDING SYSTEM VALUE
      SELECT id, event, user_id, details, created_at::timestamptz FROM (SELECT here.* FROM audit_records AS here JOIN keys ON (here.id) = (keys.id)) AS audit_records
      CROSS JOIN gone_first WHERE tenon_gone >= 0;
  DROP TRIGGER tenon_follow ON audit_records;
  DROP TRIGGER tenon_follow_emptying ON audit_records;
  DROP FUNCTION tenon_moving.follow_audit_records();
  DROP TABLE tenon_moving.changed_audit_records;
  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, 'tenon_leaving' AS after UNION SELECT relid, 'tenon_leaving' FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT 'tenon_moving.audit_records'::regclass, 'public' UNION SELECT relid, 'public' FROM pg_catalog.pg_partition_tree('tenon_moving.audit_records'::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = 'public', c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;
-- make trigger touch_updated_at of public.organizations
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON organizations FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy organizations_select of public.organizations
CREATE POLICY organizations_select ON organizations FOR SELECT TO neonhub_app, neonhub_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
-- make policy organizations_insert of public.organizations
CREATE POLICY organizations_insert ON organizations FOR INSERT TO neonhub_provisioner  -- T6
  WITH CHECK (id = (SELECT tenon.current_tenant()));
-- make policy organizations_update of public.organizations
CREATE POLICY organizations_update ON organizations FOR UPDATE TO neonhub_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()))
  WITH CHECK (id = (SELECT tenon.current_tenant()));
-- make policy organizations_delete of public.organizations
CREATE POLICY organizations_delete ON organizations FOR DELETE TO neonhub_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
-- make row security of public.organizations
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.organizations to neonhub_app
GRANT SELECT ON organizations TO neonhub_app;  -- T7
-- make grant on table public.organizations to neonhub_provisioner
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations TO neonhub_provisioner;  -- T7
-- make comment on column slug of public.organizations
COMMENT ON COLUMN organizations.slug IS 'Made of the name where there was none, with a part of the key, since names may be the same.';
-- make trigger touch_updated_at of public.users
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make grant on table public.users to neonhub_app
GRANT SELECT ON users TO neonhub_app;  -- T7
-- hold new rows to constraint credentials_user_fkey of public.credentials (SHARE ROW EXCLUSIVE on credentials, users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE credentials ADD CONSTRAINT credentials_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
-- make trigger touch_updated_at of public.credentials
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON credentials FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make grant on table public.credentials to neonhub_app
GRANT SELECT ON credentials TO neonhub_app;  -- T7
-- hold new rows to constraint team_members_organization_id_fkey of public.team_members (SHARE ROW EXCLUSIVE on team_members, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE team_members ADD CONSTRAINT team_members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- hold new rows to constraint memberships_user_fkey of public.team_members (SHARE ROW EXCLUSIVE on team_members, users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE team_members ADD CONSTRAINT memberships_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
-- hold new rows to constraint memberships_role_fkey of public.team_members (SHARE ROW EXCLUSIVE on team_members, roles; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE team_members ADD CONSTRAINT memberships_role_fkey FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT NOT VALID;
-- make trigger touch_updated_at of public.team_members
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON team_members FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy team_members_select of public.team_members
CREATE POLICY team_members_select ON team_members FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy team_members_insert of public.team_members
CREATE POLICY team_members_insert ON team_members FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy team_members_update of public.team_members
CREATE POLICY team_members_update ON team_members FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy team_members_delete of public.team_members
CREATE POLICY team_members_delete ON team_members FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.team_members
ALTER TABLE team_members ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE team_members FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.team_members to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON team_members TO neonhub_app;  -- T7
-- make comment on table public.team_members
COMMENT ON TABLE team_members IS 'Who belongs to the organisation.';
-- make comment on column organization_id of public.team_members
COMMENT ON COLUMN team_members.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column role_id of public.team_members
COMMENT ON COLUMN team_members.role_id IS 'NULL until the application has found the role of that name.';
-- hold new rows to constraint agent_jobs_organization_id_fkey of public.agent_jobs (SHARE ROW EXCLUSIVE on agent_jobs, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE agent_jobs ADD CONSTRAINT agent_jobs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- make trigger touch_updated_at of public.agent_jobs
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON agent_jobs FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy agent_jobs_select of public.agent_jobs
CREATE POLICY agent_jobs_select ON agent_jobs FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_jobs_insert of public.agent_jobs
CREATE POLICY agent_jobs_insert ON agent_jobs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_jobs_update of public.agent_jobs
CREATE POLICY agent_jobs_update ON agent_jobs FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_jobs_delete of public.agent_jobs
CREATE POLICY agent_jobs_delete ON agent_jobs FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.agent_jobs
ALTER TABLE agent_jobs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE agent_jobs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.agent_jobs to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_jobs TO neonhub_app;  -- T7
-- make comment on column organization_id of public.agent_jobs
COMMENT ON COLUMN agent_jobs.organization_id IS 'The tenant that the row belongs to.';
-- hold new rows to constraint chat_messages_organization_id_fkey of public.chat_messages (SHARE ROW EXCLUSIVE on chat_messages, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE chat_messages ADD CONSTRAINT chat_messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- make policy chat_messages_select of public.chat_messages
CREATE POLICY chat_messages_select ON chat_messages FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy chat_messages_insert of public.chat_messages
CREATE POLICY chat_messages_insert ON chat_messages FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy chat_messages_update of public.chat_messages
CREATE POLICY chat_messages_update ON chat_messages FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy chat_messages_delete of public.chat_messages
CREATE POLICY chat_messages_delete ON chat_messages FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.chat_messages
ALTER TABLE chat_messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE chat_messages FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.chat_messages to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON chat_messages TO neonhub_app;  -- T7
-- make comment on column organization_id of public.chat_messages
COMMENT ON COLUMN chat_messages.organization_id IS 'The tenant that the row belongs to.';
-- hold new rows to constraint documents_organization_id_fkey of public.documents (SHARE ROW EXCLUSIVE on documents, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE documents ADD CONSTRAINT documents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- hold new rows to constraint documents_dataset_fkey of public.documents (SHARE ROW EXCLUSIVE on documents, datasets; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE documents ADD CONSTRAINT documents_dataset_fkey FOREIGN KEY (organization_id, dataset_id) REFERENCES datasets (organization_id, id) ON DELETE CASCADE NOT VALID;
-- make trigger touch_updated_at of public.documents
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON documents FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy documents_select of public.documents
CREATE POLICY documents_select ON documents FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy documents_insert of public.documents
CREATE POLICY documents_insert ON documents FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy documents_update of public.documents
CREATE POLICY documents_update ON documents FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy documents_delete of public.documents
CREATE POLICY documents_delete ON documents FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.documents
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE documents FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.documents to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON documents TO neonhub_app;  -- T7
-- make comment on column organization_id of public.documents
COMMENT ON COLUMN documents.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column dataset_id of public.documents
COMMENT ON COLUMN documents.dataset_id IS 'NULL until the application has put it into one.';
-- hold new rows to constraint campaigns_organization_id_fkey of public.campaigns (SHARE ROW EXCLUSIVE on campaigns, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE campaigns ADD CONSTRAINT campaigns_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- hold new rows to constraint campaigns_brand_fkey of public.campaigns (SHARE ROW EXCLUSIVE on campaigns, brands; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE campaigns ADD CONSTRAINT campaigns_brand_fkey FOREIGN KEY (organization_id, brand_id) REFERENCES brands (organization_id, id) ON DELETE CASCADE NOT VALID;
-- make trigger touch_updated_at of public.campaigns
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON campaigns FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy campaigns_select of public.campaigns
CREATE POLICY campaigns_select ON campaigns FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy campaigns_insert of public.campaigns
CREATE POLICY campaigns_insert ON campaigns FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy campaigns_update of public.campaigns
CREATE POLICY campaigns_update ON campaigns FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy campaigns_delete of public.campaigns
CREATE POLICY campaigns_delete ON campaigns FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.campaigns
ALTER TABLE campaigns ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.campaigns to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON campaigns TO neonhub_app;  -- T7
-- make comment on column organization_id of public.campaigns
COMMENT ON COLUMN campaigns.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column brand_id of public.campaigns
COMMENT ON COLUMN campaigns.brand_id IS 'NULL until the application has found the brand.';
-- hold new rows to constraint drafts_organization_id_fkey of public.drafts (SHARE ROW EXCLUSIVE on drafts, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE drafts ADD CONSTRAINT drafts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- hold new rows to constraint contents_brand_fkey of public.drafts (SHARE ROW EXCLUSIVE on drafts, brands; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE drafts ADD CONSTRAINT contents_brand_fkey FOREIGN KEY (organization_id, brand_id) REFERENCES brands (organization_id, id) ON DELETE CASCADE NOT VALID;
-- hold new rows to constraint contents_campaign_fkey of public.drafts (SHARE ROW EXCLUSIVE on drafts, campaigns; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE drafts ADD CONSTRAINT contents_campaign_fkey FOREIGN KEY (organization_id, campaign_id) REFERENCES campaigns (organization_id, id) ON DELETE SET NULL (campaign_id) NOT VALID;
-- make trigger touch_updated_at of public.drafts
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON drafts FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy drafts_select of public.drafts
CREATE POLICY drafts_select ON drafts FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy drafts_insert of public.drafts
CREATE POLICY drafts_insert ON drafts FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy drafts_update of public.drafts
CREATE POLICY drafts_update ON drafts FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy drafts_delete of public.drafts
CREATE POLICY drafts_delete ON drafts FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.drafts
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE drafts FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.drafts to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO neonhub_app;  -- T7
-- make comment on column organization_id of public.drafts
COMMENT ON COLUMN drafts.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column brand_id of public.drafts
COMMENT ON COLUMN drafts.brand_id IS 'NULL until the application has found the brand.';
-- hold new rows to constraint metric_events_organization_id_fkey of public.metric_events (SHARE ROW EXCLUSIVE on metric_events, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE metric_events ADD CONSTRAINT metric_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- make policy metric_events_select of public.metric_events
CREATE POLICY metric_events_select ON metric_events FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy metric_events_insert of public.metric_events
CREATE POLICY metric_events_insert ON metric_events FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy metric_events_update of public.metric_events
CREATE POLICY metric_events_update ON metric_events FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy metric_events_delete of public.metric_events
CREATE POLICY metric_events_delete ON metric_events FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.metric_events
ALTER TABLE metric_events ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE metric_events FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.metric_events to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON metric_events TO neonhub_app;  -- T7
-- make comment on column organization_id of public.metric_events
COMMENT ON COLUMN metric_events.organization_id IS 'The tenant that the row belongs to.';
-- hold new rows to constraint connectors_organization_id_fkey of public.connectors (SHARE ROW EXCLUSIVE on connectors, organizations)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE connectors ADD CONSTRAINT connectors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
-- make trigger touch_updated_at of public.connectors
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON connectors FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy connectors_select of public.connectors
CREATE POLICY connectors_select ON connectors FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy connectors_insert of public.connectors
CREATE POLICY connectors_insert ON connectors FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy connectors_update of public.connectors
CREATE POLICY connectors_update ON connectors FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy connectors_delete of public.connectors
CREATE POLICY connectors_delete ON connectors FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.connectors
ALTER TABLE connectors ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE connectors FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.connectors to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON connectors TO neonhub_app;  -- T7
-- make comment on column organization_id of public.connectors
COMMENT ON COLUMN connectors.organization_id IS 'The tenant that the row belongs to.';
-- make grant on table public.audit_records to neonhub_app
GRANT SELECT, INSERT, UPDATE (created_at, details, event, user_id), DELETE ON audit_records TO neonhub_app;  -- T7
-- make constraint roles_organization_id_fkey of public.roles (SHARE ROW EXCLUSIVE on roles, organizations; reads all rows)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE roles ADD CONSTRAINT roles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint role_permissions_organization_id_fkey of public.role_permissions (SHARE ROW EXCLUSIVE on role_permissions, organizations; reads all rows)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE role_permissions ADD CONSTRAINT role_permissions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint api_keys_organization_id_fkey of public.api_keys (SHARE ROW EXCLUSIVE on api_keys, organizations; reads all rows)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE api_keys ADD CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint api_keys_created_by_fkey of public.api_keys (SHARE ROW EXCLUSIVE on api_keys, team_members; reads all rows)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE api_keys ADD CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (organization_id, created_by) REFERENCES team_members (organization_id, id) ON DELETE SET NULL (created_by);
SET LOCAL row_security TO off;
-- make constraint brands_organization_id_fkey of public.brands (SHARE ROW EXCLUSIVE on brands, organizations; reads all rows)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE brands ADD CONSTRAINT brands_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint datasets_organization_id_fkey of public.datasets (SHARE ROW EXCLUSIVE on datasets, organizations; reads all rows)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE datasets ADD CONSTRAINT datasets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- rename table public.team_members to memberships (ACCESS EXCLUSIVE on team_members; hazards: breaks-clients)
ALTER TABLE team_members RENAME TO memberships;
-- rename table public.drafts to contents (ACCESS EXCLUSIVE on drafts; hazards: breaks-clients)
ALTER TABLE drafts RENAME TO contents;
-- rename column type of public.contents to kind (ACCESS EXCLUSIVE on contents; hazards: breaks-clients)
-- at once: its table has another name too
ALTER TABLE contents RENAME COLUMN type TO kind;
-- rename column name of public.users to display_name (ACCESS EXCLUSIVE on users; hazards: breaks-clients)
-- at once: code of both versions can't go on for another reason
ALTER TABLE users RENAME COLUMN name TO display_name;
-- rename constraint team_members_pkey of public.memberships to memberships_pkey (ACCESS EXCLUSIVE on memberships)
ALTER TABLE memberships RENAME CONSTRAINT team_members_pkey TO memberships_pkey;
-- rename constraint team_members_organization_id_fkey of public.memberships to memberships_organization_id_fkey (ACCESS EXCLUSIVE on memberships)
ALTER TABLE memberships RENAME CONSTRAINT team_members_organization_id_fkey TO memberships_organization_id_fkey;
-- rename policy team_members_select of public.memberships to memberships_select (ACCESS EXCLUSIVE on memberships)
ALTER POLICY team_members_select ON memberships RENAME TO memberships_select;
-- rename policy team_members_insert of public.memberships to memberships_insert (ACCESS EXCLUSIVE on memberships)
ALTER POLICY team_members_insert ON memberships RENAME TO memberships_insert;
-- rename policy team_members_update of public.memberships to memberships_update (ACCESS EXCLUSIVE on memberships)
ALTER POLICY team_members_update ON memberships RENAME TO memberships_update;
-- rename policy team_members_delete of public.memberships to memberships_delete (ACCESS EXCLUSIVE on memberships)
ALTER POLICY team_members_delete ON memberships RENAME TO memberships_delete;
-- rename constraint drafts_pkey of public.contents to contents_pkey (ACCESS EXCLUSIVE on contents)
ALTER TABLE contents RENAME CONSTRAINT drafts_pkey TO contents_pkey;
-- rename constraint drafts_organization_id_fkey of public.contents to contents_organization_id_fkey (ACCESS EXCLUSIVE on contents)
ALTER TABLE contents RENAME CONSTRAINT drafts_organization_id_fkey TO contents_organization_id_fkey;
-- rename policy drafts_select of public.contents to contents_select (ACCESS EXCLUSIVE on contents)
ALTER POLICY drafts_select ON contents RENAME TO contents_select;
-- rename policy drafts_insert of public.contents to contents_insert (ACCESS EXCLUSIVE on contents)
ALTER POLICY drafts_insert ON contents RENAME TO contents_insert;
-- rename policy drafts_update of public.contents to contents_update (ACCESS EXCLUSIVE on contents)
ALTER POLICY drafts_update ON contents RENAME TO contents_update;
-- rename policy drafts_delete of public.contents to contents_delete (ACCESS EXCLUSIVE on contents)
ALTER POLICY drafts_delete ON contents RENAME TO contents_delete;
-- name after its columns each NOT NULL of table public.contents (ACCESS EXCLUSIVE on contents)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'contents'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'contents'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'contents'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- name after its columns each NOT NULL of table public.memberships (ACCESS EXCLUSIVE on memberships)
DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = 'memberships'::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'memberships'::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'memberships'::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '091cf24ca0783b46', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;

-- tenon: step 75, in a transaction
BEGIN;
-- see that all rows keep constraint credentials_user_fkey of public.credentials (SHARE UPDATE EXCLUSIVE on credentials, users; reads all rows; hazards: full-scan)
ALTER TABLE credentials VALIDATE CONSTRAINT credentials_user_fkey;
COMMIT;

-- tenon: step 76, in no transaction
-- see that all rows keep constraint memberships_organization_id_fkey of public.memberships (ACCESS EXCLUSIVE on memberships, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'memberships'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'memberships'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE memberships VALIDATE CONSTRAINT memberships_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'memberships'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 77, in no transaction
-- see that all rows keep constraint memberships_user_fkey of public.memberships (ACCESS EXCLUSIVE on memberships, users; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'memberships'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'memberships'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE memberships VALIDATE CONSTRAINT memberships_user_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'memberships'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 78, in no transaction
-- see that all rows keep constraint memberships_role_fkey of public.memberships (ACCESS EXCLUSIVE on memberships, roles; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'memberships'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'memberships'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'roles'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'roles'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE memberships VALIDATE CONSTRAINT memberships_role_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'memberships'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'roles'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 79, in no transaction
-- see that all rows keep constraint agent_jobs_organization_id_fkey of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'agent_jobs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE agent_jobs VALIDATE CONSTRAINT agent_jobs_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_jobs'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 80, in no transaction
-- see that all rows keep constraint chat_messages_organization_id_fkey of public.chat_messages (ACCESS EXCLUSIVE on chat_messages, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'chat_messages'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE chat_messages VALIDATE CONSTRAINT chat_messages_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'chat_messages'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 81, in no transaction
-- see that all rows keep constraint documents_organization_id_fkey of public.documents (ACCESS EXCLUSIVE on documents, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE documents VALIDATE CONSTRAINT documents_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 82, in no transaction
-- see that all rows keep constraint documents_dataset_fkey of public.documents (ACCESS EXCLUSIVE on documents, datasets; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'datasets'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'datasets'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE documents VALIDATE CONSTRAINT documents_dataset_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'datasets'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 83, in no transaction
-- see that all rows keep constraint campaigns_organization_id_fkey of public.campaigns (ACCESS EXCLUSIVE on campaigns, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE campaigns VALIDATE CONSTRAINT campaigns_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 84, in no transaction
-- see that all rows keep constraint campaigns_brand_fkey of public.campaigns (ACCESS EXCLUSIVE on campaigns, brands; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'brands'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'brands'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE campaigns VALIDATE CONSTRAINT campaigns_brand_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'brands'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 85, in no transaction
-- see that all rows keep constraint contents_organization_id_fkey of public.contents (ACCESS EXCLUSIVE on contents, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'contents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE contents VALIDATE CONSTRAINT contents_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 86, in no transaction
-- see that all rows keep constraint contents_brand_fkey of public.contents (ACCESS EXCLUSIVE on contents, brands; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'contents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'brands'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'brands'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE contents VALIDATE CONSTRAINT contents_brand_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'brands'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 87, in no transaction
-- see that all rows keep constraint contents_campaign_fkey of public.contents (ACCESS EXCLUSIVE on contents, campaigns; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'contents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE contents VALIDATE CONSTRAINT contents_campaign_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 88, in no transaction
-- see that all rows keep constraint metric_events_organization_id_fkey of public.metric_events (ACCESS EXCLUSIVE on metric_events, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'metric_events'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE metric_events VALIDATE CONSTRAINT metric_events_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'metric_events'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 89, in no transaction
-- see that all rows keep constraint connectors_organization_id_fkey of public.connectors (ACCESS EXCLUSIVE on connectors, organizations; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'connectors'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE connectors VALIDATE CONSTRAINT connectors_organization_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'connectors'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 90, in a transaction
BEGIN;
-- drop what the new tables stand for
DO $drop$
DECLARE
  part regclass;
BEGIN
  FOR part IN
    SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'tenon_leaving' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE pg_catalog.format('DROP TABLE %s', part);
  END LOOP;
END
$drop$;
DROP SCHEMA IF EXISTS tenon_leaving;
DROP SCHEMA IF EXISTS tenon_moving;
COMMIT;
