-- Made by tenon 0.1.0 from platform.schema. Edit that, not this.
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
      ('platform_provisioner', 'LOGIN', 'NOINHERIT', 'makes, changes and removes tenants, one at a time'),
      ('platform_search', 'NOLOGIN', 'NOINHERIT', 'owns the search functions; nobody logs in as it')
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
  -- Policies of two roles add up for whoever is a member of both.
  IF EXISTS (
    SELECT FROM unnest(ARRAY['platform_search']) AS more, unnest(ARRAY['platform_owner', 'platform_app', 'platform_provisioner', 'platform_search']) AS other
    WHERE more <> other
      AND (pg_catalog.pg_has_role(more, other, 'MEMBER') OR pg_catalog.pg_has_role(other, more, 'MEMBER'))
  ) THEN
    RAISE EXCEPTION 'one of the roles % is a member of another, or has one as its member', 'platform_search'
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
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
  FOREACH role_name IN ARRAY ARRAY['platform_owner', 'platform_app', 'platform_provisioner', 'platform_search'] LOOP
    IF NOT pg_catalog.pg_has_role(current_user, role_name, needed) THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
  END LOOP;
END
$membership$;
