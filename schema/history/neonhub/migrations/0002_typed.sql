-- Migration 2 of neonhub: typed. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE neonhub_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on campaigns, documents, drafts, team_members)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE campaigns, documents, drafts, team_members IN ACCESS EXCLUSIVE MODE;
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
CREATE DOMAIN slug AS text
  CONSTRAINT slug_check CHECK (value ~ '^[a-z0-9](-?[a-z0-9])*$' and length(value) <= 63);
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
-- make constraint roles_organization_id_fkey of public.roles (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE roles ADD CONSTRAINT roles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
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
-- make comment on column organization_id of public.roles
COMMENT ON COLUMN roles.organization_id IS 'The tenant that the row belongs to.';
-- make table public.role_permissions
-- RolePermission
CREATE TABLE role_permissions (
  organization_id uuid NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  role_id         uuid NOT NULL,
  permission_id   uuid NOT NULL,
  CONSTRAINT role_permissions_pkey PRIMARY KEY (organization_id, role_id, permission_id)  -- T2: the primary key is led by the tenant
);
-- make constraint role_permissions_organization_id_fkey of public.role_permissions (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE role_permissions ADD CONSTRAINT role_permissions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
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
-- make comment on column organization_id of public.role_permissions
COMMENT ON COLUMN role_permissions.organization_id IS 'The tenant that the row belongs to.';
-- add column role_id of public.team_members (ACCESS EXCLUSIVE on team_members)
ALTER TABLE team_members ADD COLUMN role_id uuid;
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
-- make constraint api_keys_organization_id_fkey of public.api_keys (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE api_keys ADD CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint api_keys_created_by_fkey of public.api_keys (SHARE ROW EXCLUSIVE on team_members)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE api_keys ADD CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (organization_id, created_by) REFERENCES team_members (organization_id, id) ON DELETE SET NULL (created_by);
SET LOCAL row_security TO off;
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
-- make comment on column organization_id of public.api_keys
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
-- make constraint brands_organization_id_fkey of public.brands (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE brands ADD CONSTRAINT brands_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
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
-- make comment on column organization_id of public.brands
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
-- make constraint datasets_organization_id_fkey of public.datasets (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE datasets ADD CONSTRAINT datasets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
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
-- make comment on column organization_id of public.datasets
COMMENT ON COLUMN datasets.organization_id IS 'The tenant that the row belongs to.';
-- add column dataset_id of public.documents (ACCESS EXCLUSIVE on documents)
ALTER TABLE documents ADD COLUMN dataset_id uuid;
-- add column checksum of public.documents (ACCESS EXCLUSIVE on documents)
ALTER TABLE documents ADD COLUMN checksum text;
-- add column brand_id of public.campaigns (ACCESS EXCLUSIVE on campaigns)
ALTER TABLE campaigns ADD COLUMN brand_id uuid;
-- add column brand_id of public.drafts (ACCESS EXCLUSIVE on drafts)
ALTER TABLE drafts ADD COLUMN brand_id uuid;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- add column slug of public.organizations (ACCESS EXCLUSIVE on organizations; writes the table anew; hazards: rewrite, long-lock)
-- the server looks at each row for what is held by the type of column slug of public.organizations
ALTER TABLE organizations ADD COLUMN slug slug;
COMMIT;

-- tenon: step 3, in a transaction
BEGIN;
-- add column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock)
-- the server looks at each row for what is held by the type of column slug of public.campaigns
ALTER TABLE campaigns ADD COLUMN slug slug;
COMMIT;

-- tenon: step 4, in no transaction
-- fill column slug of public.organizations (ACCESS EXCLUSIVE on organizations; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 organizations.id%TYPE;
  fill_to_1 organizations.id%TYPE;
  failed_state text;
  failed_text text;
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM organizations ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1) AS MATERIALIZED (
      SELECT id FROM organizations WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000),
    filled AS (
      UPDATE organizations SET slug = (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))) FROM fill_batch WHERE organizations.id = fill_key_1 AND organizations.slug IS NULL)
    SELECT fill_key_1 INTO fill_to_1 FROM fill_batch ORDER BY fill_key_1 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1) = (fill_from_1);
    COMMIT;
    fill_from_1 := fill_to_1;
  END LOOP; END IF;
  COMMIT;
  RESET enable_seqscan;
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

-- tenon: step 5, in no transaction
-- fill column checksum of public.documents (ACCESS EXCLUSIVE on documents; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 documents.organization_id%TYPE;
  fill_to_1 documents.organization_id%TYPE;
  fill_from_2 documents.id%TYPE;
  fill_to_2 documents.id%TYPE;
  failed_state text;
  failed_text text;
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM documents ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1, fill_key_2) AS MATERIALIZED (
      SELECT organization_id, id FROM documents WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000),
    filled AS (
      UPDATE documents SET checksum = (md5(title || ' ' || id::text)) FROM fill_batch WHERE documents.organization_id = fill_key_1 AND documents.id = fill_key_2 AND documents.checksum IS NULL)
    SELECT fill_key_1, fill_key_2 INTO fill_to_1, fill_to_2 FROM fill_batch ORDER BY fill_key_1 DESC, fill_key_2 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
  END LOOP; END IF;
  COMMIT;
  RESET enable_seqscan;
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

-- tenon: step 6, in no transaction
-- fill column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 campaigns.organization_id%TYPE;
  fill_to_1 campaigns.organization_id%TYPE;
  fill_from_2 campaigns.id%TYPE;
  fill_to_2 campaigns.id%TYPE;
  failed_state text;
  failed_text text;
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM campaigns ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1, fill_key_2) AS MATERIALIZED (
      SELECT organization_id, id FROM campaigns WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000),
    filled AS (
      UPDATE campaigns SET slug = ('campaign-' || left(md5(id::text), 12)) FROM fill_batch WHERE campaigns.organization_id = fill_key_1 AND campaigns.id = fill_key_2 AND campaigns.slug IS NULL)
    SELECT fill_key_1, fill_key_2 INTO fill_to_1, fill_to_2 FROM fill_batch ORDER BY fill_key_1 DESC, fill_key_2 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
  END LOOP; END IF;
  COMMIT;
  RESET enable_seqscan;
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

-- tenon: step 7, in no transaction
-- fill column title of public.drafts (ACCESS EXCLUSIVE on drafts; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 drafts.organization_id%TYPE;
  fill_to_1 drafts.organization_id%TYPE;
  fill_from_2 drafts.id%TYPE;
  fill_to_2 drafts.id%TYPE;
  failed_state text;
  failed_text text;
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT organization_id, id INTO fill_from_1, fill_from_2 FROM drafts ORDER BY organization_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1, fill_key_2) AS MATERIALIZED (
      SELECT organization_id, id FROM drafts WHERE (organization_id, id) >= (fill_from_1, fill_from_2) ORDER BY organization_id, id LIMIT 5000),
    filled AS (
      UPDATE drafts SET title = 'Untitled' FROM fill_batch WHERE drafts.organization_id = fill_key_1 AND drafts.id = fill_key_2 AND drafts.title IS NULL)
    SELECT fill_key_1, fill_key_2 INTO fill_to_1, fill_to_2 FROM fill_batch ORDER BY fill_key_1 DESC, fill_key_2 DESC LIMIT 1;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR (fill_to_1, fill_to_2) = (fill_from_1, fill_from_2);
    COMMIT;
    fill_from_1 := fill_to_1;
    fill_from_2 := fill_to_2;
  END LOOP; END IF;
  COMMIT;
  RESET enable_seqscan;
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

-- tenon: step 8, in a transaction
BEGIN;
-- refuse NULL from now on in column slug of public.organizations (ACCESS EXCLUSIVE on organizations; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE organizations ADD CONSTRAINT organizations_slug_is_there CHECK (slug IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 9, in no transaction
-- fill the rest of column slug of public.organizations (ACCESS EXCLUSIVE on organizations; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'organizations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'organizations'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE organizations SET slug = (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))) FROM (
      SELECT id FROM organizations WHERE slug IS NULL AND ((trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8)))) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1)
      WHERE organizations.id = fill_key_1 AND organizations.slug IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
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

-- tenon: step 10, in no transaction
-- build the index of constraint organizations_slug_key of public.organizations (SHARE UPDATE EXCLUSIVE on organizations; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY organizations_slug_key ON organizations USING btree (slug);

-- tenon: step 11, in no transaction
-- build the index of constraint credentials_provider_subject_key of public.credentials (SHARE UPDATE EXCLUSIVE on credentials; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY credentials_provider_subject_key ON credentials USING btree (provider, subject);

-- tenon: step 12, in no transaction
-- build the index of constraint credentials_user_id_kind_provider_key of public.credentials (SHARE UPDATE EXCLUSIVE on credentials; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY credentials_user_id_kind_provider_key ON credentials USING btree (user_id, kind, provider);

-- tenon: step 13, in a transaction
BEGIN;
-- hold new rows to constraint credentials_user_fkey of public.credentials (SHARE ROW EXCLUSIVE on credentials, users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE credentials ADD CONSTRAINT credentials_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 14, in a transaction
BEGIN;
-- hold new rows to constraint memberships_user_fkey of public.team_members (SHARE ROW EXCLUSIVE on team_members, users; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE team_members ADD CONSTRAINT memberships_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- hold new rows to constraint memberships_role_fkey of public.team_members (SHARE ROW EXCLUSIVE on team_members, roles; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE team_members ADD CONSTRAINT memberships_role_fkey FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT NOT VALID;
COMMIT;

-- tenon: step 16, in no transaction
-- build index memberships_organization_id_user_id_idx of public.team_members (SHARE UPDATE EXCLUSIVE on team_members; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY memberships_organization_id_user_id_idx ON team_members USING btree (organization_id, user_id);

-- tenon: step 17, in no transaction
-- build index memberships_organization_id_role_id_idx of public.team_members (SHARE UPDATE EXCLUSIVE on team_members; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY memberships_organization_id_role_id_idx ON team_members USING btree (organization_id, role_id);

-- tenon: step 18, in a transaction
BEGIN;
-- refuse NULL from now on in column checksum of public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE documents ADD CONSTRAINT documents_checksum_is_there CHECK (checksum IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 19, in no transaction
-- fill the rest of column checksum of public.documents (ACCESS EXCLUSIVE on documents; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'documents'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE documents SET checksum = (md5(title || ' ' || id::text)) FROM (
      SELECT organization_id, id FROM documents WHERE checksum IS NULL AND ((md5(title || ' ' || id::text))) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1, fill_key_2)
      WHERE documents.organization_id = fill_key_1 AND documents.id = fill_key_2 AND documents.checksum IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
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

-- tenon: step 20, in a transaction
BEGIN;
-- hold new rows to constraint documents_dataset_fkey of public.documents (SHARE ROW EXCLUSIVE on documents, datasets; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE documents ADD CONSTRAINT documents_dataset_fkey FOREIGN KEY (organization_id, dataset_id) REFERENCES datasets (organization_id, id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 21, in no transaction
-- build index documents_organization_id_dataset_id_idx of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY documents_organization_id_dataset_id_idx ON documents USING btree (organization_id, dataset_id);

-- tenon: step 22, in a transaction
BEGIN;
-- refuse NULL from now on in column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE campaigns ADD CONSTRAINT campaigns_slug_is_there CHECK (slug IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 23, in no transaction
-- fill the rest of column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE campaigns SET slug = ('campaign-' || left(md5(id::text), 12)) FROM (
      SELECT organization_id, id FROM campaigns WHERE slug IS NULL AND (('campaign-' || left(md5(id::text), 12))) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1, fill_key_2)
      WHERE campaigns.organization_id = fill_key_1 AND campaigns.id = fill_key_2 AND campaigns.slug IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
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

-- tenon: step 24, in no transaction
-- build the index of constraint campaigns_organization_id_slug_key of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY campaigns_organization_id_slug_key ON campaigns USING btree (organization_id, slug);

-- tenon: step 25, in a transaction
BEGIN;
-- hold new rows to constraint campaigns_brand_fkey of public.campaigns (SHARE ROW EXCLUSIVE on campaigns, brands; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE campaigns ADD CONSTRAINT campaigns_brand_fkey FOREIGN KEY (organization_id, brand_id) REFERENCES brands (organization_id, id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 26, in no transaction
-- build index campaigns_organization_id_brand_id_idx of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY campaigns_organization_id_brand_id_idx ON campaigns USING btree (organization_id, brand_id);

-- tenon: step 27, in a transaction
BEGIN;
-- refuse NULL from now on in column title of public.drafts (ACCESS EXCLUSIVE on drafts; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE drafts ADD CONSTRAINT drafts_title_is_there CHECK (title IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 28, in no transaction
-- fill the rest of column title of public.drafts (ACCESS EXCLUSIVE on drafts; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE drafts SET title = 'Untitled' FROM (
      SELECT organization_id, id FROM drafts WHERE title IS NULL AND ('Untitled') IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1, fill_key_2)
      WHERE drafts.organization_id = fill_key_1 AND drafts.id = fill_key_2 AND drafts.title IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
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

-- tenon: step 29, in a transaction
BEGIN;
-- hold new rows to constraint contents_brand_fkey of public.drafts (SHARE ROW EXCLUSIVE on drafts, brands; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE drafts ADD CONSTRAINT contents_brand_fkey FOREIGN KEY (organization_id, brand_id) REFERENCES brands (organization_id, id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 30, in a transaction
BEGIN;
-- hold new rows to constraint contents_campaign_fkey of public.drafts (SHARE ROW EXCLUSIVE on drafts, campaigns; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE drafts ADD CONSTRAINT contents_campaign_fkey FOREIGN KEY (organization_id, campaign_id) REFERENCES campaigns (organization_id, id) ON DELETE SET NULL (campaign_id) NOT VALID;
COMMIT;

-- tenon: step 31, in no transaction
-- build index contents_organization_id_brand_id_idx of public.drafts (SHARE UPDATE EXCLUSIVE on drafts; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY contents_organization_id_brand_id_idx ON drafts USING btree (organization_id, brand_id);

-- tenon: step 32, in no transaction
-- build index contents_organization_id_campaign_id_idx of public.drafts (SHARE UPDATE EXCLUSIVE on drafts; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY contents_organization_id_campaign_id_idx ON drafts USING btree (organization_id, campaign_id);

-- tenon: step 33, in no transaction
-- build the index of constraint connectors_organization_id_name_key of public.connectors (SHARE UPDATE EXCLUSIVE on connectors; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY connectors_organization_id_name_key ON connectors USING btree (organization_id, name);

-- tenon: step 34, in a transaction
BEGIN;
-- see that no row has NULL in column slug of public.organizations (SHARE UPDATE EXCLUSIVE on organizations; reads all rows; hazards: full-scan)
ALTER TABLE organizations VALIDATE CONSTRAINT organizations_slug_is_there;
COMMIT;

-- tenon: step 35, in a transaction
BEGIN;
-- see that all rows keep constraint credentials_user_fkey of public.credentials (SHARE UPDATE EXCLUSIVE on credentials, users; reads all rows; hazards: full-scan)
ALTER TABLE credentials VALIDATE CONSTRAINT credentials_user_fkey;
COMMIT;

-- tenon: step 36, in no transaction
-- see that all rows keep constraint memberships_user_fkey of public.team_members (ACCESS EXCLUSIVE on team_members, users; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE team_members VALIDATE CONSTRAINT memberships_user_fkey;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 37, in no transaction
-- see that all rows keep constraint memberships_role_fkey of public.team_members (ACCESS EXCLUSIVE on team_members, roles; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'team_members'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'roles'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'roles'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE team_members VALIDATE CONSTRAINT memberships_role_fkey;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'team_members'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'roles'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 38, in a transaction
BEGIN;
-- see that no row has NULL in column checksum of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: full-scan)
ALTER TABLE documents VALIDATE CONSTRAINT documents_checksum_is_there;
COMMIT;

-- tenon: step 39, in no transaction
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
  EXCEPTION WHEN OTHERS THEN
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

-- tenon: step 40, in a transaction
BEGIN;
-- see that no row has NULL in column slug of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: full-scan)
ALTER TABLE campaigns VALIDATE CONSTRAINT campaigns_slug_is_there;
COMMIT;

-- tenon: step 41, in no transaction
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
  EXCEPTION WHEN OTHERS THEN
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

-- tenon: step 42, in a transaction
BEGIN;
-- see that no row has NULL in column title of public.drafts (SHARE UPDATE EXCLUSIVE on drafts; reads all rows; hazards: full-scan)
ALTER TABLE drafts VALIDATE CONSTRAINT drafts_title_is_there;
COMMIT;

-- tenon: step 43, in no transaction
-- see that all rows keep constraint contents_brand_fkey of public.drafts (ACCESS EXCLUSIVE on drafts, brands; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'brands'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'brands'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE drafts VALIDATE CONSTRAINT contents_brand_fkey;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'brands'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 44, in no transaction
-- see that all rows keep constraint contents_campaign_fkey of public.drafts (ACCESS EXCLUSIVE on drafts, campaigns; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'drafts'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'campaigns'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE drafts VALIDATE CONSTRAINT contents_campaign_fkey;
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'drafts'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'campaigns'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 45, in a transaction
BEGIN;
-- change the type of column created_at of public.organizations (ACCESS EXCLUSIVE on organizations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE organizations ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE organizations ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE organizations ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 46, in a transaction
BEGIN;
-- change the type of column updated_at of public.organizations (ACCESS EXCLUSIVE on organizations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE organizations ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE organizations ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE organizations ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 47, in a transaction
BEGIN;
-- change the type of column email of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN email TYPE citext USING email::citext;
COMMIT;

-- tenon: step 48, in a transaction
BEGIN;
-- change the type of column created_at of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE users ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE users ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 49, in a transaction
BEGIN;
-- change the type of column updated_at of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE users ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE users ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 50, in a transaction
BEGIN;
-- change the type of column kind of public.credentials (ACCESS EXCLUSIVE on credentials; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE credentials ALTER COLUMN kind TYPE credential_kind USING kind::text::credential_kind;
COMMIT;

-- tenon: step 51, in a transaction
BEGIN;
-- change the type of column created_at of public.credentials (ACCESS EXCLUSIVE on credentials; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE credentials ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE credentials ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE credentials ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 52, in a transaction
BEGIN;
-- change the type of column updated_at of public.credentials (ACCESS EXCLUSIVE on credentials; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE credentials ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE credentials ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE credentials ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 53, in a transaction
BEGIN;
-- change the type of column created_at of public.team_members (ACCESS EXCLUSIVE on team_members; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE team_members ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE team_members ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE team_members ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 54, in a transaction
BEGIN;
-- change the type of column updated_at of public.team_members (ACCESS EXCLUSIVE on team_members; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE team_members ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE team_members ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE team_members ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 55, in a transaction
BEGIN;
-- change the type of column created_at of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE agent_jobs ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE agent_jobs ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE agent_jobs ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 56, in a transaction
BEGIN;
-- change the type of column updated_at of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE agent_jobs ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE agent_jobs ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE agent_jobs ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 57, in a transaction
BEGIN;
-- change the type of column created_at of public.chat_messages (ACCESS EXCLUSIVE on chat_messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE chat_messages ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE chat_messages ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE chat_messages ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 58, in a transaction
BEGIN;
-- change the type of column created_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE documents ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 59, in a transaction
BEGIN;
-- change the type of column updated_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE documents ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 60, in a transaction
BEGIN;
-- change the type of column status of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN status DROP DEFAULT;
ALTER TABLE campaigns ALTER COLUMN status TYPE campaign_status USING status::text::campaign_status;
ALTER TABLE campaigns ALTER COLUMN status SET DEFAULT 'draft';
COMMIT;

-- tenon: step 61, in a transaction
BEGIN;
-- change the type of column budget_usd of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN budget_usd TYPE numeric(12,2) USING budget_usd::numeric(12,2);
COMMIT;

-- tenon: step 62, in a transaction
BEGIN;
-- change the type of column starts_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN starts_at TYPE timestamptz USING starts_at::timestamptz;
COMMIT;

-- tenon: step 63, in a transaction
BEGIN;
-- change the type of column ends_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN ends_at TYPE timestamptz USING ends_at::timestamptz;
COMMIT;

-- tenon: step 64, in a transaction
BEGIN;
-- change the type of column created_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE campaigns ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE campaigns ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 65, in a transaction
BEGIN;
-- change the type of column updated_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE campaigns ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE campaigns ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 66, in a transaction
BEGIN;
-- change the type of column type of public.drafts (ACCESS EXCLUSIVE on drafts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE drafts ALTER COLUMN type DROP DEFAULT;
ALTER TABLE drafts ALTER COLUMN type TYPE content_kind USING type::text::content_kind;
ALTER TABLE drafts ALTER COLUMN type SET DEFAULT 'article';
COMMIT;

-- tenon: step 67, in a transaction
BEGIN;
-- change the type of column status of public.drafts (ACCESS EXCLUSIVE on drafts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE drafts ALTER COLUMN status DROP DEFAULT;
ALTER TABLE drafts ALTER COLUMN status TYPE content_status USING status::text::content_status;
ALTER TABLE drafts ALTER COLUMN status SET DEFAULT 'draft';
COMMIT;

-- tenon: step 68, in a transaction
BEGIN;
-- change the type of column created_at of public.drafts (ACCESS EXCLUSIVE on drafts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE drafts ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE drafts ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE drafts ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 69, in a transaction
BEGIN;
-- change the type of column updated_at of public.drafts (ACCESS EXCLUSIVE on drafts; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE drafts ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE drafts ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE drafts ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 70, in a transaction
BEGIN;
-- change the type of column created_at of public.metric_events (ACCESS EXCLUSIVE on metric_events; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE metric_events ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE metric_events ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE metric_events ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 71, in a transaction
BEGIN;
-- change the type of column kind of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN kind TYPE connector_kind USING kind::text::connector_kind;
COMMIT;

-- tenon: step 72, in a transaction
BEGIN;
-- change the type of column credentials of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN credentials TYPE bytea USING credentials::bytea;
COMMIT;

-- tenon: step 73, in a transaction
BEGIN;
-- change the type of column last_sync of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN last_sync TYPE timestamptz USING last_sync::timestamptz;
COMMIT;

-- tenon: step 74, in a transaction
BEGIN;
-- change the type of column created_at of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE connectors ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE connectors ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 75, in a transaction
BEGIN;
-- change the type of column updated_at of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE connectors ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE connectors ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 76, in a transaction
BEGIN;
-- change the type of column created_at of public.audit_records (ACCESS EXCLUSIVE on audit_records; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE audit_records ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE audit_records ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE audit_records ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 77, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on campaigns, connectors, credentials, documents, drafts, organizations, team_members, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE campaigns, connectors, credentials, documents, drafts, organizations, team_members, users IN ACCESS EXCLUSIVE MODE;
-- make NOT NULL column slug of public.organizations (ACCESS EXCLUSIVE on organizations)
ALTER TABLE organizations ALTER COLUMN slug SET NOT NULL;
ALTER TABLE organizations DROP CONSTRAINT organizations_slug_is_there;
-- add constraint organizations_slug_key of public.organizations (ACCESS EXCLUSIVE on organizations)
ALTER TABLE organizations ADD CONSTRAINT organizations_slug_key UNIQUE USING INDEX organizations_slug_key;
-- add constraint credentials_provider_subject_key of public.credentials (ACCESS EXCLUSIVE on credentials)
ALTER TABLE credentials ADD CONSTRAINT credentials_provider_subject_key UNIQUE USING INDEX credentials_provider_subject_key;
-- add constraint credentials_user_id_kind_provider_key of public.credentials (ACCESS EXCLUSIVE on credentials)
ALTER TABLE credentials ADD CONSTRAINT credentials_user_id_kind_provider_key UNIQUE USING INDEX credentials_user_id_kind_provider_key;
-- make NOT NULL column checksum of public.documents (ACCESS EXCLUSIVE on documents)
ALTER TABLE documents ALTER COLUMN checksum SET NOT NULL;
ALTER TABLE documents DROP CONSTRAINT documents_checksum_is_there;
-- make NOT NULL column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns)
ALTER TABLE campaigns ALTER COLUMN slug SET NOT NULL;
ALTER TABLE campaigns DROP CONSTRAINT campaigns_slug_is_there;
-- add constraint campaigns_organization_id_slug_key of public.campaigns (ACCESS EXCLUSIVE on campaigns)
ALTER TABLE campaigns ADD CONSTRAINT campaigns_organization_id_slug_key UNIQUE USING INDEX campaigns_organization_id_slug_key;
-- make NOT NULL column title of public.drafts (ACCESS EXCLUSIVE on drafts)
ALTER TABLE drafts ALTER COLUMN title SET NOT NULL;
ALTER TABLE drafts DROP CONSTRAINT drafts_title_is_there;
-- add constraint connectors_organization_id_name_key of public.connectors (ACCESS EXCLUSIVE on connectors)
ALTER TABLE connectors ADD CONSTRAINT connectors_organization_id_name_key UNIQUE USING INDEX connectors_organization_id_name_key;
-- drop comment on table public.audit_records
COMMENT ON TABLE audit_records IS NULL;
-- drop comment on column campaign_id of public.drafts (ACCESS EXCLUSIVE on drafts)
COMMENT ON COLUMN drafts.campaign_id IS NULL;
-- drop comment on table public.agent_jobs
COMMENT ON TABLE agent_jobs IS NULL;
-- drop comment on table public.credentials
COMMENT ON TABLE credentials IS NULL;
-- make trigger touch_updated_at of public.organizations
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON organizations FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on column slug of public.organizations
COMMENT ON COLUMN organizations.slug IS 'Made of the name where there was none, with a part of the key, since names may be the same.';
-- make trigger touch_updated_at of public.users
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.credentials
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON credentials FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.team_members
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON team_members FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on table public.team_members
COMMENT ON TABLE team_members IS 'Who belongs to the organisation.';
-- make comment on column role_id of public.team_members
COMMENT ON COLUMN team_members.role_id IS 'NULL until the application has found the role of that name.';
-- make trigger touch_updated_at of public.agent_jobs
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON agent_jobs FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.documents
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON documents FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on column dataset_id of public.documents
COMMENT ON COLUMN documents.dataset_id IS 'NULL until the application has put it into one.';
-- make trigger touch_updated_at of public.campaigns
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON campaigns FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on column brand_id of public.campaigns
COMMENT ON COLUMN campaigns.brand_id IS 'NULL until the application has found the brand.';
-- make trigger touch_updated_at of public.drafts
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON drafts FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on column brand_id of public.drafts
COMMENT ON COLUMN drafts.brand_id IS 'NULL until the application has found the brand.';
-- make trigger touch_updated_at of public.connectors
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON connectors FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- rename table public.team_members to memberships (ACCESS EXCLUSIVE on team_members; hazards: breaks-clients)
ALTER TABLE team_members RENAME TO memberships;
-- rename table public.drafts to contents (ACCESS EXCLUSIVE on drafts; hazards: breaks-clients)
ALTER TABLE drafts RENAME TO contents;
-- rename column type of public.contents to kind (ACCESS EXCLUSIVE on contents; hazards: breaks-clients)
ALTER TABLE contents RENAME COLUMN type TO kind;
-- rename column name of public.users to display_name (ACCESS EXCLUSIVE on users; hazards: breaks-clients)
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
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '091cf24ca0783b46', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;
