-- What Hasura's documentation has an administrator grant, and what it makes for itself.
CREATE ROLE hasurauser LOGIN;
CREATE EXTENSION pgcrypto;
CREATE SCHEMA hdb_catalog AUTHORIZATION hasurauser;
GRANT SELECT ON ALL TABLES IN SCHEMA information_schema TO hasurauser;
GRANT SELECT ON ALL TABLES IN SCHEMA pg_catalog TO hasurauser;
GRANT USAGE ON SCHEMA public TO hasurauser;
SET ROLE hasurauser;
CREATE FUNCTION hdb_catalog.gen_hasura_uuid() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE TABLE hdb_catalog.hdb_version (hasura_uuid uuid PRIMARY KEY DEFAULT hdb_catalog.gen_hasura_uuid(), version text NOT NULL, upgraded_on timestamptz NOT NULL);
CREATE TABLE hdb_catalog.hdb_metadata (id int PRIMARY KEY, metadata json NOT NULL);
CREATE TABLE hdb_catalog.event_log (id text DEFAULT hdb_catalog.gen_hasura_uuid()::text PRIMARY KEY, schema_name text NOT NULL, table_name text NOT NULL, trigger_name text NOT NULL, payload jsonb NOT NULL, created_at timestamptz DEFAULT now());
CREATE FUNCTION hdb_catalog.insert_event_log(schema_name text, table_name text, trigger_name text, op text, row_data json) RETURNS text LANGUAGE plpgsql AS $$
DECLARE id text; BEGIN INSERT INTO hdb_catalog.event_log (schema_name, table_name, trigger_name, payload) VALUES (schema_name, table_name, trigger_name, row_data::jsonb) RETURNING event_log.id INTO id; RETURN id; END $$;
RESET ROLE;
