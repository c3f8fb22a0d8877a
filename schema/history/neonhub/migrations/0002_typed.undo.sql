-- Migration 2 of neonhub: typed. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

-- tenon: head
SET ROLE neonhub_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- change the type of column created_at of public.chat_messages (ACCESS EXCLUSIVE on chat_messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE chat_messages ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE chat_messages ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE chat_messages ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- change the type of column created_at of public.metric_events (ACCESS EXCLUSIVE on metric_events; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE metric_events ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE metric_events ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE metric_events ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 3, in a transaction
BEGIN;
-- change the type of column created_at of public.audit_records (ACCESS EXCLUSIVE on audit_records; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE audit_records ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE audit_records ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE audit_records ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 4, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on agent_jobs, brands, campaigns, connectors, contents, credentials, datasets, documents, memberships, organizations, roles, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE agent_jobs, brands, campaigns, connectors, contents, credentials, datasets, documents, memberships, organizations, roles, users IN ACCESS EXCLUSIVE MODE;
-- take off trigger touch_updated_at of public.connectors (ACCESS EXCLUSIVE on connectors)
DROP TRIGGER touch_updated_at ON connectors;
-- take off trigger touch_updated_at of public.contents (ACCESS EXCLUSIVE on contents)
DROP TRIGGER touch_updated_at ON contents;
-- take off trigger touch_updated_at of public.campaigns (ACCESS EXCLUSIVE on campaigns)
DROP TRIGGER touch_updated_at ON campaigns;
-- take off trigger touch_updated_at of public.documents (ACCESS EXCLUSIVE on documents)
DROP TRIGGER touch_updated_at ON documents;
-- take off trigger touch_updated_at of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs)
DROP TRIGGER touch_updated_at ON agent_jobs;
-- take off trigger touch_updated_at of public.memberships (ACCESS EXCLUSIVE on memberships)
DROP TRIGGER touch_updated_at ON memberships;
-- take off trigger touch_updated_at of public.credentials (ACCESS EXCLUSIVE on credentials)
DROP TRIGGER touch_updated_at ON credentials;
-- take off trigger touch_updated_at of public.users (ACCESS EXCLUSIVE on users)
DROP TRIGGER touch_updated_at ON users;
-- take off trigger touch_updated_at of public.organizations (ACCESS EXCLUSIVE on organizations)
DROP TRIGGER touch_updated_at ON organizations;
-- drop constraint contents_campaign_fkey of public.contents (ACCESS EXCLUSIVE on contents, campaigns)
ALTER TABLE contents DROP CONSTRAINT contents_campaign_fkey;
-- drop constraint contents_brand_fkey of public.contents (ACCESS EXCLUSIVE on contents, brands)
ALTER TABLE contents DROP CONSTRAINT contents_brand_fkey;
-- drop constraint campaigns_brand_fkey of public.campaigns (ACCESS EXCLUSIVE on campaigns, brands)
ALTER TABLE campaigns DROP CONSTRAINT campaigns_brand_fkey;
-- drop constraint documents_dataset_fkey of public.documents (ACCESS EXCLUSIVE on documents, datasets)
ALTER TABLE documents DROP CONSTRAINT documents_dataset_fkey;
-- drop constraint memberships_role_fkey of public.memberships (ACCESS EXCLUSIVE on memberships, roles)
ALTER TABLE memberships DROP CONSTRAINT memberships_role_fkey;
-- drop constraint memberships_user_fkey of public.memberships (ACCESS EXCLUSIVE on memberships, users)
ALTER TABLE memberships DROP CONSTRAINT memberships_user_fkey;
-- drop constraint credentials_user_fkey of public.credentials (ACCESS EXCLUSIVE on credentials, users)
ALTER TABLE credentials DROP CONSTRAINT credentials_user_fkey;
-- drop constraint connectors_organization_id_name_key of public.connectors (ACCESS EXCLUSIVE on connectors; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE connectors DROP CONSTRAINT connectors_organization_id_name_key;
-- drop constraint campaigns_organization_id_slug_key of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE campaigns DROP CONSTRAINT campaigns_organization_id_slug_key;
-- drop constraint credentials_user_id_kind_provider_key of public.credentials (ACCESS EXCLUSIVE on credentials; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE credentials DROP CONSTRAINT credentials_user_id_kind_provider_key;
-- drop constraint credentials_provider_subject_key of public.credentials (ACCESS EXCLUSIVE on credentials; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE credentials DROP CONSTRAINT credentials_provider_subject_key;
-- drop constraint organizations_slug_key of public.organizations (ACCESS EXCLUSIVE on organizations; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE organizations DROP CONSTRAINT organizations_slug_key;
-- change the type of column created_at of public.organizations (ACCESS EXCLUSIVE on organizations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE organizations ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE organizations ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE organizations ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.organizations (ACCESS EXCLUSIVE on organizations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE organizations ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE organizations ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE organizations ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column email of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN email TYPE text USING email::text;
-- change the type of column created_at of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE users ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE users ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.users (ACCESS EXCLUSIVE on users; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE users ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE users ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE users ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column kind of public.credentials (ACCESS EXCLUSIVE on credentials; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE credentials ALTER COLUMN kind TYPE text USING kind::text;
-- change the type of column created_at of public.credentials (ACCESS EXCLUSIVE on credentials; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE credentials ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE credentials ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE credentials ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.credentials (ACCESS EXCLUSIVE on credentials; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE credentials ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE credentials ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE credentials ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column created_at of public.memberships (ACCESS EXCLUSIVE on memberships; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE memberships ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE memberships ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE memberships ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.memberships (ACCESS EXCLUSIVE on memberships; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE memberships ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE memberships ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE memberships ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column created_at of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE agent_jobs ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE agent_jobs ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE agent_jobs ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.agent_jobs (ACCESS EXCLUSIVE on agent_jobs; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE agent_jobs ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE agent_jobs ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE agent_jobs ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column created_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE documents ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE documents ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column status of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN status DROP DEFAULT;
ALTER TABLE campaigns ALTER COLUMN status TYPE text USING status::text;
ALTER TABLE campaigns ALTER COLUMN status SET DEFAULT 'draft';
-- change the type of column budget_usd of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN budget_usd TYPE float8 USING budget_usd::float8;
-- change the type of column starts_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN starts_at TYPE timestamp USING starts_at::timestamp;
-- change the type of column ends_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN ends_at TYPE timestamp USING ends_at::timestamp;
-- change the type of column created_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE campaigns ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE campaigns ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.campaigns (ACCESS EXCLUSIVE on campaigns; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE campaigns ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE campaigns ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE campaigns ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column kind of public.contents (ACCESS EXCLUSIVE on contents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE contents ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE contents ALTER COLUMN kind TYPE text USING kind::text;
ALTER TABLE contents ALTER COLUMN kind SET DEFAULT 'article';
-- change the type of column status of public.contents (ACCESS EXCLUSIVE on contents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE contents ALTER COLUMN status DROP DEFAULT;
ALTER TABLE contents ALTER COLUMN status TYPE text USING status::text;
ALTER TABLE contents ALTER COLUMN status SET DEFAULT 'draft';
-- let be NULL column title of public.contents (ACCESS EXCLUSIVE on contents; hazards: new-values)
ALTER TABLE contents ALTER COLUMN title DROP NOT NULL;
-- change the type of column created_at of public.contents (ACCESS EXCLUSIVE on contents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE contents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE contents ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE contents ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.contents (ACCESS EXCLUSIVE on contents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE contents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE contents ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE contents ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column kind of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN kind TYPE text USING kind::text;
-- change the type of column credentials of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN credentials TYPE text USING credentials::text;
-- change the type of column last_sync of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN last_sync TYPE timestamp USING last_sync::timestamp;
-- change the type of column created_at of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE connectors ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE connectors ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.connectors (ACCESS EXCLUSIVE on connectors; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE connectors ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE connectors ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE connectors ALTER COLUMN updated_at SET DEFAULT now();
-- let rows be without column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: new-values)
-- rows of the new code have NULL there, which code of the version before doesn't await: a default, in a migration before this one, gives them a value
ALTER TABLE campaigns ALTER COLUMN slug DROP NOT NULL;
-- let rows be without column checksum of public.documents (ACCESS EXCLUSIVE on documents; hazards: new-values)
-- rows of the new code have NULL there, which code of the version before doesn't await: a default, in a migration before this one, gives them a value
ALTER TABLE documents ALTER COLUMN checksum DROP NOT NULL;
-- drop comment on table public.memberships
COMMENT ON TABLE memberships IS NULL;
-- let rows be without column slug of public.organizations (ACCESS EXCLUSIVE on organizations; hazards: new-values)
-- rows of the new code have NULL there, which code of the version before doesn't await: a default, in a migration before this one, gives them a value
ALTER TABLE organizations ALTER COLUMN slug DROP NOT NULL;
-- make comment on table public.credentials
COMMENT ON TABLE credentials IS 'How a person signs in. Of whom, is a plain id.';
-- make comment on table public.agent_jobs
COMMENT ON TABLE agent_jobs IS 'Work for an agent, and nothing of what it took.';
-- make comment on column campaign_id of public.contents
COMMENT ON COLUMN contents.campaign_id IS 'NULL for a draft outside of campaigns.';
-- make comment on table public.audit_records
COMMENT ON TABLE audit_records IS 'Of no organisation, and kept for ever.';
-- rename table public.memberships to team_members (ACCESS EXCLUSIVE on memberships; hazards: breaks-clients)
ALTER TABLE memberships RENAME TO team_members;
-- rename table public.contents to drafts (ACCESS EXCLUSIVE on contents; hazards: breaks-clients)
ALTER TABLE contents RENAME TO drafts;
-- rename column kind of public.drafts to type (ACCESS EXCLUSIVE on drafts; hazards: breaks-clients)
ALTER TABLE drafts RENAME COLUMN kind TO type;
-- rename column display_name of public.users to name (ACCESS EXCLUSIVE on users; hazards: breaks-clients)
ALTER TABLE users RENAME COLUMN display_name TO name;
-- rename constraint memberships_pkey of public.team_members to team_members_pkey (ACCESS EXCLUSIVE on team_members)
ALTER TABLE team_members RENAME CONSTRAINT memberships_pkey TO team_members_pkey;
-- rename constraint memberships_organization_id_fkey of public.team_members to team_members_organization_id_fkey (ACCESS EXCLUSIVE on team_members)
ALTER TABLE team_members RENAME CONSTRAINT memberships_organization_id_fkey TO team_members_organization_id_fkey;
-- rename policy memberships_select of public.team_members to team_members_select (ACCESS EXCLUSIVE on team_members)
ALTER POLICY memberships_select ON team_members RENAME TO team_members_select;
-- rename policy memberships_insert of public.team_members to team_members_insert (ACCESS EXCLUSIVE on team_members)
ALTER POLICY memberships_insert ON team_members RENAME TO team_members_insert;
-- rename policy memberships_update of public.team_members to team_members_update (ACCESS EXCLUSIVE on team_members)
ALTER POLICY memberships_update ON team_members RENAME TO team_members_update;
-- rename policy memberships_delete of public.team_members to team_members_delete (ACCESS EXCLUSIVE on team_members)
ALTER POLICY memberships_delete ON team_members RENAME TO team_members_delete;
-- rename constraint contents_pkey of public.drafts to drafts_pkey (ACCESS EXCLUSIVE on drafts)
ALTER TABLE drafts RENAME CONSTRAINT contents_pkey TO drafts_pkey;
-- rename constraint contents_organization_id_fkey of public.drafts to drafts_organization_id_fkey (ACCESS EXCLUSIVE on drafts)
ALTER TABLE drafts RENAME CONSTRAINT contents_organization_id_fkey TO drafts_organization_id_fkey;
-- rename policy contents_select of public.drafts to drafts_select (ACCESS EXCLUSIVE on drafts)
ALTER POLICY contents_select ON drafts RENAME TO drafts_select;
-- rename policy contents_insert of public.drafts to drafts_insert (ACCESS EXCLUSIVE on drafts)
ALTER POLICY contents_insert ON drafts RENAME TO drafts_insert;
-- rename policy contents_update of public.drafts to drafts_update (ACCESS EXCLUSIVE on drafts)
ALTER POLICY contents_update ON drafts RENAME TO drafts_update;
-- rename policy contents_delete of public.drafts to drafts_delete (ACCESS EXCLUSIVE on drafts)
ALTER POLICY contents_delete ON drafts RENAME TO drafts_delete;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '425e830f6b7bc49a', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;

-- tenon: step 5, in no transaction
-- drop index contents_organization_id_campaign_id_idx of public.drafts (SHARE UPDATE EXCLUSIVE on drafts)
DROP INDEX CONCURRENTLY contents_organization_id_campaign_id_idx;

-- tenon: step 6, in no transaction
-- drop index contents_organization_id_brand_id_idx of public.drafts (SHARE UPDATE EXCLUSIVE on drafts)
DROP INDEX CONCURRENTLY contents_organization_id_brand_id_idx;

-- tenon: step 7, in no transaction
-- drop index campaigns_organization_id_brand_id_idx of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns)
DROP INDEX CONCURRENTLY campaigns_organization_id_brand_id_idx;

-- tenon: step 8, in no transaction
-- drop index documents_organization_id_dataset_id_idx of public.documents (SHARE UPDATE EXCLUSIVE on documents)
DROP INDEX CONCURRENTLY documents_organization_id_dataset_id_idx;

-- tenon: step 9, in no transaction
-- drop index memberships_organization_id_role_id_idx of public.team_members (SHARE UPDATE EXCLUSIVE on team_members)
DROP INDEX CONCURRENTLY memberships_organization_id_role_id_idx;

-- tenon: step 10, in no transaction
-- drop index memberships_organization_id_user_id_idx of public.team_members (SHARE UPDATE EXCLUSIVE on team_members)
DROP INDEX CONCURRENTLY memberships_organization_id_user_id_idx;

-- tenon: step 11, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on api_keys, brands, campaigns, datasets, documents, drafts, organizations, permissions, role_permissions, roles, team_members)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE api_keys, brands, campaigns, datasets, documents, drafts, organizations, permissions, role_permissions, roles, team_members IN ACCESS EXCLUSIVE MODE;
-- drop column brand_id of public.drafts (ACCESS EXCLUSIVE on drafts; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE drafts DROP COLUMN brand_id;
-- drop column slug of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE campaigns DROP COLUMN slug;
-- drop column brand_id of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE campaigns DROP COLUMN brand_id;
-- drop column checksum of public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE documents DROP COLUMN checksum;
-- drop column dataset_id of public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE documents DROP COLUMN dataset_id;
-- drop constraint datasets_organization_id_fkey of public.datasets (ACCESS EXCLUSIVE on datasets)
ALTER TABLE datasets DROP CONSTRAINT datasets_organization_id_fkey;
-- drop table public.datasets (ACCESS EXCLUSIVE on datasets; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE datasets;
-- drop constraint brands_organization_id_fkey of public.brands (ACCESS EXCLUSIVE on brands)
ALTER TABLE brands DROP CONSTRAINT brands_organization_id_fkey;
-- drop table public.brands (ACCESS EXCLUSIVE on brands; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE brands;
-- drop constraint api_keys_created_by_fkey of public.api_keys (ACCESS EXCLUSIVE on api_keys)
ALTER TABLE api_keys DROP CONSTRAINT api_keys_created_by_fkey;
-- drop constraint api_keys_organization_id_fkey of public.api_keys (ACCESS EXCLUSIVE on api_keys)
ALTER TABLE api_keys DROP CONSTRAINT api_keys_organization_id_fkey;
-- drop table public.api_keys (ACCESS EXCLUSIVE on api_keys; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE api_keys;
-- drop column role_id of public.team_members (ACCESS EXCLUSIVE on team_members; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE team_members DROP COLUMN role_id;
-- drop constraint role_permissions_permission_fkey of public.role_permissions (ACCESS EXCLUSIVE on role_permissions)
ALTER TABLE role_permissions DROP CONSTRAINT role_permissions_permission_fkey;
-- drop constraint role_permissions_role_fkey of public.role_permissions (ACCESS EXCLUSIVE on role_permissions)
ALTER TABLE role_permissions DROP CONSTRAINT role_permissions_role_fkey;
-- drop constraint role_permissions_organization_id_fkey of public.role_permissions (ACCESS EXCLUSIVE on role_permissions)
ALTER TABLE role_permissions DROP CONSTRAINT role_permissions_organization_id_fkey;
-- drop table public.role_permissions (ACCESS EXCLUSIVE on role_permissions; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE role_permissions;
-- drop constraint roles_organization_id_fkey of public.roles (ACCESS EXCLUSIVE on roles)
ALTER TABLE roles DROP CONSTRAINT roles_organization_id_fkey;
-- drop table public.roles (ACCESS EXCLUSIVE on roles; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE roles;
-- drop table public.permissions (ACCESS EXCLUSIVE on permissions; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE permissions;
-- drop column slug of public.organizations (ACCESS EXCLUSIVE on organizations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE organizations DROP COLUMN slug;
-- drop function tenon.touch_updated_at()
DROP FUNCTION tenon.touch_updated_at();
-- drop domain public.slug
DROP DOMAIN slug;
-- drop enum public.connector_kind
DROP TYPE connector_kind;
-- drop enum public.credential_kind
DROP TYPE credential_kind;
-- drop enum public.campaign_status
DROP TYPE campaign_status;
-- drop enum public.content_status
DROP TYPE content_status;
-- drop enum public.content_kind
DROP TYPE content_kind;
-- drop enum public.dataset_kind
DROP TYPE dataset_kind;
-- drop extension citext
SET LOCAL ROLE NONE;
DROP EXTENSION citext;
SET LOCAL ROLE neonhub_owner;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '425e830f6b7bc49a', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;
