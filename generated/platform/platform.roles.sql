-- Made by tenon 0.1.0 from platform.schema. Edit that, not this.
--
-- The roles of platform. Roles belong to the cluster: run this once on each, as a role that may create roles.
-- None of them is a superuser or bypasses row-level security. Passwords are yours to set:
-- ALTER ROLE … PASSWORD, or \password in psql.

DO $roles$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT *
    FROM (VALUES
      ('platform_owner', 'NOLOGIN', 'owns every object; nobody logs in as it'),
      ('platform_app', 'LOGIN', 'what requests run as'),
      ('platform_provisioner', 'LOGIN', 'makes, changes and removes tenants, one at a time')
    ) AS roles (name, login, purpose)
  LOOP
    -- Another session may make the same role at the same moment.
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name) THEN
        EXECUTE format('CREATE ROLE %I %s NOINHERIT', wanted.name, wanted.login);
        EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.name, wanted.purpose);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END LOOP;
END
$roles$;

-- Whoever runs this makes the objects in the owner's name, and seeds in the others'.
DO $membership$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['platform_owner', 'platform_app', 'platform_provisioner'] LOOP
    IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
  END LOOP;
END
$membership$;
