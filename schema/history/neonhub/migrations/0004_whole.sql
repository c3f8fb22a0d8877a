-- Migration 4 of neonhub: whole. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

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
-- lock what is changed (ACCESS EXCLUSIVE on contents, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE contents, users IN ACCESS EXCLUSIVE MODE;
-- make role neonhub_search
-- roles belong to the server, which may have one of that name already
SET LOCAL ROLE NONE;
DO $role$
DECLARE
  part constant text := split_part(pg_catalog.shobj_description((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'neonhub_search'), 'pg_authid'), ':', 1);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'neonhub_search') THEN
    BEGIN
      CREATE ROLE neonhub_search NOLOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another session has made it at the same moment
    END;
  END IF;
  IF part <> 'owns the search functions; nobody logs in as it' AND part = ANY (ARRAY['declared in the schema', 'makes, changes and removes tenants, one at a time', 'owns every object; nobody logs in as it', 'owns the search functions; nobody logs in as it', 'what requests run as']::text[]) THEN
    RAISE EXCEPTION 'the role % has another part in another schema on this server: %', 'neonhub_search', part
      USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'neonhub_search'
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND NOT false))) THEN
    RAISE EXCEPTION 'the role % is there already, and may do more than it should', 'neonhub_search'
      USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN where it isn''t to have it; or name another';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ANY (ARRAY['neonhub_owner', 'neonhub_app', 'neonhub_provisioner', 'neonhub_identity']::text[])
             AND (pg_catalog.pg_has_role('neonhub_search', oid, 'MEMBER') OR pg_catalog.pg_has_role(oid, 'neonhub_search', 'MEMBER'))) THEN
    RAISE EXCEPTION 'the role % is a member of another role of the schema, or has one as its member', 'neonhub_search'
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
END
$role$;
SET LOCAL ROLE neonhub_owner;
-- become a member of role neonhub_search
SET LOCAL ROLE NONE;
DO $member$
BEGIN
  IF NOT pg_catalog.pg_has_role(current_user, 'neonhub_search', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE pg_catalog.format('GRANT %I TO %I', 'neonhub_search'::text, current_user);
  END IF;
END
$member$;
SET LOCAL ROLE neonhub_owner;
-- make comment on role neonhub_search
SET LOCAL ROLE NONE;
COMMENT ON ROLE neonhub_search IS 'owns the search functions; nobody logs in as it';

SET LOCAL ROLE neonhub_owner;
-- make role neonhub_identity
-- roles belong to the server, which may have one of that name already
SET LOCAL ROLE NONE;
DO $role$
DECLARE
  part constant text := split_part(pg_catalog.shobj_description((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'neonhub_identity'), 'pg_authid'), ':', 1);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'neonhub_identity') THEN
    BEGIN
      CREATE ROLE neonhub_identity NOLOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another session has made it at the same moment
    END;
  END IF;
  IF part <> 'declared in the schema' AND part = ANY (ARRAY['declared in the schema', 'makes, changes and removes tenants, one at a time', 'owns every object; nobody logs in as it', 'owns the search functions; nobody logs in as it', 'what requests run as']::text[]) THEN
    RAISE EXCEPTION 'the role % has another part in another schema on this server: %', 'neonhub_identity', part
      USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'neonhub_identity'
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND NOT false))) THEN
    RAISE EXCEPTION 'the role % is there already, and may do more than it should', 'neonhub_identity'
      USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN where it isn''t to have it; or name another';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ANY (ARRAY['neonhub_owner', 'neonhub_app', 'neonhub_provisioner', 'neonhub_search']::text[])
             AND (pg_catalog.pg_has_role('neonhub_identity', oid, 'MEMBER') OR pg_catalog.pg_has_role(oid, 'neonhub_identity', 'MEMBER'))) THEN
    RAISE EXCEPTION 'the role % is a member of another role of the schema, or has one as its member', 'neonhub_identity'
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
END
$role$;
SET LOCAL ROLE neonhub_owner;
-- become a member of role neonhub_identity
SET LOCAL ROLE NONE;
DO $member$
BEGIN
  IF NOT pg_catalog.pg_has_role(current_user, 'neonhub_identity', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE pg_catalog.format('GRANT %I TO %I', 'neonhub_identity'::text, current_user);
  END IF;
END
$member$;
SET LOCAL ROLE neonhub_owner;
-- make comment on role neonhub_identity
SET LOCAL ROLE NONE;
COMMENT ON ROLE neonhub_identity IS 'declared in the schema: Signs people up and in.';

SET LOCAL ROLE neonhub_owner;
-- make extension pg_trgm
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

SET LOCAL ROLE neonhub_owner;
-- make grant on schema public to neonhub_search
SET LOCAL ROLE NONE;
GRANT USAGE ON SCHEMA public TO neonhub_search;

SET LOCAL ROLE neonhub_owner;
-- make grant on schema tenon to neonhub_search
GRANT USAGE ON SCHEMA tenon TO neonhub_search;
-- make grant on schema public to neonhub_identity
SET LOCAL ROLE NONE;
GRANT USAGE ON SCHEMA public TO neonhub_identity;

SET LOCAL ROLE neonhub_owner;
-- make grant on schema tenon to neonhub_identity
GRANT USAGE ON SCHEMA tenon TO neonhub_identity;
-- make enum public.agent_kind
CREATE TYPE agent_kind AS ENUM ('copilot', 'content', 'campaign', 'analytics', 'support');
-- make enum public.agent_status
CREATE TYPE agent_status AS ENUM ('draft', 'active', 'paused', 'retired');
-- make enum public.message_role
CREATE TYPE message_role AS ENUM ('user', 'assistant', 'system', 'tool');
-- make enum public.conversation_kind
CREATE TYPE conversation_kind AS ENUM ('chat', 'copilot', 'support', 'review');
-- make enum public.train_status
CREATE TYPE train_status AS ENUM ('queued', 'running', 'succeeded', 'failed', 'canceled');
-- make enum public.run_status
CREATE TYPE run_status AS ENUM ('queued', 'running', 'succeeded', 'failed', 'canceled');
-- make enum public.endpoint_status
CREATE TYPE endpoint_status AS ENUM ('provisioning', 'ready', 'degraded', 'retired');
-- make enum public.metric_kind
CREATE TYPE metric_kind AS ENUM ('impressions', 'clicks', 'conversions', 'opens', 'replies', 'spend');
-- make enum public.audit_event
CREATE TYPE audit_event AS ENUM ('signed_in', 'member_added', 'member_removed', 'role_changed', 'key_created', 'key_revoked', 'agent_run', 'exported', 'deleted');
-- make function tenon.uuid7()
SET LOCAL search_path TO pg_catalog;

-- uuid7: keys that grow with time. 48 bits of milliseconds, 12 of the microseconds within, and chance. Their
-- bodies are read now, and never by where a caller looks for names.
CREATE OR REPLACE FUNCTION tenon.uuid7() RETURNS uuid
  LANGUAGE sql PARALLEL SAFE
  RETURN (SELECT (lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')
                  || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid
          FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) AS clock);
REVOKE ALL ON FUNCTION tenon.uuid7() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7 to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO neonhub_app;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7 to neonhub_provisioner
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO neonhub_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7 to neonhub_identity
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.uuid7_lowest(timestamp with time zone)
SET LOCAL search_path TO pg_catalog;

-- The lowest key of a time: a bound for ranges of keys.
CREATE OR REPLACE FUNCTION tenon.uuid7_lowest(at timestamptz) RETURNS uuid
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN rpad(lpad(to_hex(greatest(floor(extract(epoch FROM at) * 1000), 0)::bigint), 12, '0'), 32, '0')::uuid;
REVOKE ALL ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO neonhub_app;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to neonhub_provisioner
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO neonhub_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to neonhub_identity
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.uuid7_time(uuid)
SET LOCAL search_path TO pg_catalog;

-- The time of a key, to the millisecond.
CREATE OR REPLACE FUNCTION tenon.uuid7_time(id uuid) RETURNS timestamptz
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN to_timestamp(('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint / 1000.0);
REVOKE ALL ON FUNCTION tenon.uuid7_time(uuid) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_time(uuid) to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO neonhub_app;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_time(uuid) to neonhub_provisioner
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO neonhub_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_time(uuid) to neonhub_identity
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO neonhub_identity;

SET LOCAL search_path TO public;
-- make table tenon.partitioned
SET LOCAL search_path TO pg_catalog;


-- partition: the tables of which tenon.maintain() makes and drops partitions.
CREATE TABLE IF NOT EXISTS tenon.partitioned (
  relation regclass NOT NULL,
  levels   jsonb    NOT NULL,  -- by what its rows are divided, from the outside in
  CONSTRAINT partitioned_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.partitioned FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make table tenon.retained
SET LOCAL search_path TO pg_catalog;


-- retain: the tables of which tenon.maintain() deletes or anonymises rows.
CREATE TABLE IF NOT EXISTS tenon.retained (
  relation    regclass NOT NULL,
  column_name text     NOT NULL,  -- of the time that is counted from
  keep        interval NOT NULL,
  clears      text,  -- what anonymises a row, as SET takes it; NULL where rows are deleted
  unless      text,  -- and which rows it has been done to
  tenant      text,  -- the column that tells whose a row is; NULL where they are nobody's
  CONSTRAINT retained_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.retained FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make table tenon.maintenance_clock
SET LOCAL search_path TO pg_catalog;


-- A clock can be wrong for a while: what is past its time is dropped by the second run that sees it so, an hour later or more.
CREATE TABLE IF NOT EXISTS tenon.maintenance_clock (
  one          boolean     NOT NULL DEFAULT true,
  seen_at      timestamptz NOT NULL,
  confirmed_at timestamptz NOT NULL,
  ended_at     timestamptz,  -- of the last run that came to its end
  CONSTRAINT maintenance_clock_pkey PRIMARY KEY (one),
  CONSTRAINT maintenance_clock_one_check CHECK (one)
);
REVOKE ALL ON tenon.maintenance_clock FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make table tenon.maintenance_lock
SET LOCAL search_path TO pg_catalog;


-- Who has this table locked is the run that is at work: an advisory lock could be anyone's. Nothing stands in it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_lock (
);
REVOKE ALL ON tenon.maintenance_lock FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make table tenon.maintenance_skipped
SET LOCAL search_path TO pg_catalog;


-- Since when runs have been skipped, and for which one's sake. The end of a run empties it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_skipped (
  since timestamptz NOT NULL,
  run   text
);
REVOKE ALL ON tenon.maintenance_skipped FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make table tenon.leaving
SET LOCAL search_path TO pg_catalog;


-- Partitions past their time, on their way out: `tenon maintain` detaches each without holding up anyone, and drops it then. If it
-- is killed in between, the next run goes on. A table that was renamed meanwhile is somebody's to keep.
CREATE TABLE IF NOT EXISTS tenon.leaving (
  relation oid  NOT NULL,
  name     text NOT NULL,
  detail   text NOT NULL,
  CONSTRAINT leaving_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.leaving FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.range_start(timestamp with time zone, text, integer)
SET LOCAL search_path TO pg_catalog;

-- The beginning of the range that a time is in, or of one some ranges later. In UTC, whatever the session's zone.
CREATE OR REPLACE FUNCTION tenon.range_start(moment timestamptz, every text, later int) RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN (date_trunc(every, moment AT TIME ZONE 'UTC') + later * ('1 ' || every)::interval) AT TIME ZONE 'UTC';
REVOKE ALL ON FUNCTION tenon.range_start(timestamp with time zone, text, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.partition_name(text, text)
SET LOCAL search_path TO pg_catalog;

-- `messages` and `2026_11`: messages_2026_11, and where that is too long, the head and a hash of the table's name. 62 bytes
-- leave room for the underscore before the name of the array type that each table has.
CREATE OR REPLACE FUNCTION tenon.partition_name(parent text, suffix text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  room int := 62 - 1 - octet_length(suffix);
  head text := parent;
BEGIN
  IF octet_length(parent) > room THEN
    WHILE octet_length(head) > room - 9 LOOP
      head := left(head, -1);
    END LOOP;
    head := head || '_' || left(md5(parent), 8);
  END IF;
  RETURN head || '_' || suffix;
END
$body$;
REVOKE ALL ON FUNCTION tenon.partition_name(text, text) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.ranges_of(regclass, boolean)
SET LOCAL search_path TO pg_catalog;

-- The ranges that a table has, by their bounds, which are read as text; of other partitions the bounds are NULL.
CREATE OR REPLACE FUNCTION tenon.ranges_of(parent regclass, uuid7 boolean)
  RETURNS TABLE (partition regclass, starts timestamptz, ends timestamptz)
  LANGUAGE plpgsql STABLE
  SET search_path TO pg_catalog, pg_temp
  SET TimeZone TO 'UTC'
  SET DateStyle TO 'ISO, YMD'
AS $body$
DECLARE
  bound text[];
BEGIN
  FOR partition, bound IN
    SELECT c.oid::regclass,
           regexp_match(pg_get_expr(c.relpartbound, c.oid), $bound$^FOR VALUES FROM \('([^']*)'\) TO \('([^']*)'\)$$bound$)
    FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent
    ORDER BY c.relname
  LOOP
    IF uuid7 THEN
      starts := tenon.uuid7_time(bound[1]::uuid);
      ends := tenon.uuid7_time(bound[2]::uuid);
      RETURN NEXT;
      CONTINUE;
    END IF;
    starts := bound[1]::timestamptz;
    ends := bound[2]::timestamptz;
    RETURN NEXT;
  END LOOP;
END
$body$;
REVOKE ALL ON FUNCTION tenon.ranges_of(regclass, boolean) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.reach(regclass, boolean)
SET LOCAL search_path TO pg_catalog;

-- Until when a table takes rows, without a gap from now on.
CREATE OR REPLACE FUNCTION tenon.reach(parent regclass, uuid7 boolean) RETURNS timestamptz
  LANGUAGE plpgsql STABLE
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  reached timestamptz := now();
  part record;
BEGIN
  FOR part IN SELECT r.starts, r.ends FROM tenon.ranges_of(parent, uuid7) AS r WHERE r.ends > reached ORDER BY r.starts LOOP
    EXIT WHEN part.starts > reached;
    reached := part.ends;
  END LOOP;
  RETURN reached;
END
$body$;
REVOKE ALL ON FUNCTION tenon.reach(regclass, boolean) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone)
SET LOCAL search_path TO pg_catalog;

-- The partitions that a level lacks: names and bounds. Of ranges, those from the oldest that is there to the last that is
-- wanted ahead; no more than 400 back, and none that is past its time. Bounds are made as text.
CREATE OR REPLACE FUNCTION tenon.lacking_partitions(parent regclass, parent_name text, level jsonb, moment timestamptz)
  RETURNS TABLE (name text, bound text)
  LANGUAGE plpgsql STABLE
  SET search_path TO pg_catalog, pg_temp
  SET TimeZone TO 'UTC'
  SET DateStyle TO 'ISO, YMD'
AS $body$
DECLARE
  every text := level->>'every';
  uuid7 boolean := coalesce((level->>'uuid7')::boolean, false);
  oldest timestamptz;
BEGIN
  IF level->>'method' = 'hash' THEN
    RETURN QUERY
      SELECT tenon.partition_name(parent_name, 'p' || n),
             format('WITH (MODULUS %s, REMAINDER %s)', level->>'modulus', n)
      FROM generate_series(0, (level->>'modulus')::int - 1) AS n
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = parent AND c.relname = tenon.partition_name(parent_name, 'p' || n));
    RETURN;
  END IF;
  IF level ? 'lists' THEN
    RETURN QUERY
      SELECT named.name, coalesce(named.list->>'bound', format('IN (%s)', named.list->>'values'))
      FROM (SELECT list, coalesce(list->>'table', tenon.partition_name(parent_name, list->>'name')) AS name
            FROM jsonb_array_elements(level->'lists') AS list) AS named
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = parent AND c.relname = named.name);
    RETURN;
  END IF;
  SELECT min(r.starts) INTO oldest FROM tenon.ranges_of(parent, uuid7) AS r;
  oldest := least(oldest, tenon.range_start(moment, every, 0));
  IF level->>'retain' IS NOT NULL THEN
    oldest := greatest(oldest, tenon.range_start(moment - (level->>'retain')::interval, every, 0));
  END IF;
  RETURN QUERY
    SELECT tenon.partition_name(parent_name, to_char(wanted.starts AT TIME ZONE 'UTC', level->>'named')),
           CASE WHEN uuid7 THEN
             format('FROM (%L) TO (%L)', tenon.uuid7_lowest(wanted.starts), tenon.uuid7_lowest(wanted.ends))
           ELSE
             format('FROM (%L) TO (%L)', wanted.starts, wanted.ends)
           END
    FROM (SELECT tenon.range_start(moment, every, n) AS starts, tenon.range_start(moment, every, n + 1) AS ends
          FROM generate_series(-400, (level->>'ahead')::int) AS n) AS wanted
    WHERE wanted.starts >= oldest
      AND NOT EXISTS (SELECT FROM tenon.ranges_of(parent, uuid7) AS r
                      WHERE r.starts < wanted.ends AND r.ends > wanted.starts)
    ORDER BY wanted.starts;
END
$body$;
REVOKE ALL ON FUNCTION tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone)
SET LOCAL search_path TO pg_catalog;

-- P2, P3: a partition, closed before any row can be in it. A new table has neither row-level security of its parent's nor its
-- grants: named directly, it would be open to whoever default privileges or a mistake let in. It gets forced row-level security and
-- no policy, so that nobody finds a row but through its table, whose policies say which.
-- Its settings say how a list's values and an option's are read; and where it is stored isn't the caller's choice.
CREATE OR REPLACE FUNCTION tenon.make_partition(parent regclass, space text, name text, bound text, levels jsonb, moment timestamptz)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
  SET standard_conforming_strings TO on
  SET default_tablespace TO ''
  SET default_table_access_method TO heap
AS $body$
DECLARE
  made text := format('%I.%I', space, name);
  inner_level jsonb := levels->1;
  tablespace text;
  grantee record;
  piece record;
BEGIN
  SELECT s.spcname INTO tablespace
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace WHERE c.oid = parent;
  EXECUTE format(
    'CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION)%s%s%s',
    made, parent,
    CASE WHEN inner_level IS NULL THEN '' ELSE format(' PARTITION BY %s', inner_level->>'clause') END,
    CASE WHEN inner_level IS NULL AND levels->-1 ? 'storage' THEN format(' WITH (%s)', levels->-1->>'storage') ELSE '' END,
    coalesce(' TABLESPACE ' || quote_ident(tablespace), ''));
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', made);
  -- Default privileges may have granted something.
  FOR grantee IN
    SELECT DISTINCT a.grantee AS oid, pg_get_userbyid(a.grantee) AS rolname
    FROM pg_catalog.pg_class c, aclexplode(c.relacl) AS a
    WHERE c.oid = made::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s', made,
                   CASE WHEN grantee.oid = 0 THEN 'PUBLIC' ELSE quote_ident(grantee.rolname) END);
  END LOOP;
  IF inner_level IS NOT NULL THEN
    FOR piece IN SELECT * FROM tenon.lacking_partitions(made::regclass, name, inner_level, moment) LOOP
      PERFORM tenon.make_partition(made::regclass, space, piece.name, piece.bound, levels - 0, moment);
    END LOOP;
  END IF;
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s %s', parent, made,
                 CASE WHEN bound = 'DEFAULT' THEN bound ELSE 'FOR VALUES ' || bound END);
END
$body$;
REVOKE ALL ON FUNCTION tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.drop_detached(oid)
SET LOCAL search_path TO pg_catalog;

-- Drops what was detached, if it still is what tenon.leaving says once nobody else can change it: false where it isn't.
CREATE OR REPLACE FUNCTION tenon.drop_detached(left_behind oid) RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  detached regclass;
BEGIN
  SELECT n.relation INTO detached FROM tenon.leaving_now n WHERE n.relation = left_behind AND n.parent IS NULL;
  IF detached IS NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', detached);
  -- While this waited it may have been renamed, or be a partition again.
  IF NOT EXISTS (SELECT FROM tenon.leaving_now n WHERE n.relation = left_behind AND n.parent IS NULL) THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %s', detached);
  DELETE FROM tenon.leaving WHERE relation = left_behind;
  RETURN true;
END
$body$;
REVOKE ALL ON FUNCTION tenon.drop_detached(oid) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.begin_maintenance()
SET LOCAL search_path TO pg_catalog;

-- Takes the lock of a run until the end of the transaction, which gives no row. Where another run has it: `skipped`, and `stuck`
-- where one was skipped for the sake of that same run an hour ago. What was skipped for a run that was killed says nothing of others.
CREATE OR REPLACE FUNCTION tenon.begin_maintenance() RETURNS TABLE (action text, object text, detail text)
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
  SET TimeZone TO 'UTC'
  SET DateStyle TO 'ISO, YMD'
AS $body$
DECLARE
  skipped_since timestamptz;
  holder record;
BEGIN
  LOCK TABLE tenon.maintenance_lock IN EXCLUSIVE MODE NOWAIT;
EXCEPTION
  WHEN lock_not_available THEN
    SELECT l.pid, concat_ws(' ', l.pid, l.virtualtransaction) AS run INTO holder
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = current_database()
    WHERE l.relation = 'tenon.maintenance_lock'::regclass AND l.granted AND l.mode = 'ExclusiveLock'
    LIMIT 1;
    SELECT min(s.since) INTO skipped_since FROM tenon.maintenance_skipped s WHERE s.run = holder.run;
    -- A row of its own: to change one that is there could mean to wait for whoever did.
    IF skipped_since IS NULL AND holder.run IS NOT NULL THEN
      INSERT INTO tenon.maintenance_skipped VALUES (clock_timestamp(), holder.run);
    END IF;
    IF skipped_since < clock_timestamp() - interval '1 hour' THEN
      RETURN QUERY SELECT 'stuck', '',
        format('runs are skipped since %s, and none has come to its end; held by the transaction of %s: let it end, or end it by '
               'pg_terminate_backend()', date_trunc('second', skipped_since), coalesce(holder.pid::text, 'nobody any more'));
    ELSE
      RETURN QUERY SELECT 'skipped', '', 'another run is at work';
    END IF;
END
$body$;
REVOKE ALL ON FUNCTION tenon.begin_maintenance() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.end_maintenance()
SET LOCAL search_path TO pg_catalog;

CREATE OR REPLACE FUNCTION tenon.end_maintenance() RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  DELETE FROM tenon.maintenance_skipped;
  UPDATE tenon.maintenance_clock SET ended_at = clock_timestamp();
END
$body$;
REVOKE ALL ON FUNCTION tenon.end_maintenance() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.tenants_to_expire(tenon.retained, timestamp with time zone)
SET LOCAL search_path TO pg_catalog;

-- The tenants that have rows past their time; where rows are nobody's, nobody: ''. Whose turn is first is left to chance: a tenant
-- that has more than a run takes would always be the first otherwise. A look into the index for each, which the tenant leads.
CREATE OR REPLACE FUNCTION tenon.tenants_to_expire(item tenon.retained, cutoff timestamptz) RETURNS text[]
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  tenants text[];
BEGIN
  IF item.tenant IS NULL THEN
    RETURN ARRAY[''];
  END IF;
  EXECUTE format(
    'SELECT array_agg(root.%1$I::text ORDER BY random()) FROM %2$s AS root, LATERAL '
    '(SELECT %3$I AS time FROM %4$s AS rows WHERE rows.%5$I = root.%1$I AND %3$I < $1%6$s ORDER BY %3$I LIMIT 1) AS oldest',
    'id', 'public.organizations'::regclass, item.column_name, item.relation, item.tenant, coalesce(' AND NOT (' || item.unless || ')', ''))
  INTO tenants USING cutoff;
  RETURN coalesce(tenants, '{}');
END
$body$;
REVOKE ALL ON FUNCTION tenon.tenants_to_expire(tenon.retained, timestamp with time zone) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint)
SET LOCAL search_path TO pg_catalog;

-- Deletes or clears a tenant's rows that are past their time, `most` of them at the most, and gives their number. By the table and
-- never by a partition's name, so that the table's triggers see it; whatever they do is bound by the tenant. A row has its place in
-- a partition, and not in the table.
CREATE OR REPLACE FUNCTION tenon.expire_of(item tenon.retained, tenant text, cutoff timestamptz, most bigint) RETURNS bigint
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  batch constant bigint := 10000;
  whose text := CASE WHEN item.tenant IS NULL THEN '' ELSE format(' AND kept.%I = %L', item.tenant, tenant) END;
  past text := format('%I < $1%s%s', item.column_name, whose, coalesce(' AND NOT (' || item.unless || ')', ''));
  -- Rows that somebody holds are for the next run.
  expired text := format('WITH expired AS (SELECT tableoid, ctid FROM %s AS kept WHERE %s LIMIT $2 FOR UPDATE SKIP LOCKED) ',
                         item.relation, past);
  deed text := CASE WHEN item.clears IS NULL
    THEN format('DELETE FROM %s AS kept USING expired', item.relation)
    ELSE format('UPDATE %s AS kept SET %s FROM expired', item.relation, item.clears) END;
  done bigint := 0;
  touched bigint;
BEGIN
  PERFORM tenon.enter_tenant(tenant);
  WHILE done < most LOOP
    -- Whose it is says in which partition, where these are by tenant.
    EXECUTE expired || deed || ' WHERE kept.tableoid = expired.tableoid AND kept.ctid = expired.ctid' || whose
    USING cutoff, least(batch, most - done);
    GET DIAGNOSTICS touched = ROW_COUNT;
    done := done + touched;
    EXIT WHEN touched < batch;
  END LOOP;
  RETURN done;
END
$body$;
REVOKE ALL ON FUNCTION tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.expire(tenon.retained, timestamp with time zone, bigint)
SET LOCAL search_path TO pg_catalog;

-- All that is past its time in a table, `most` rows of it: how many they were, and what kept some of them: a lock, or an error.
CREATE OR REPLACE FUNCTION tenon.expire(item tenon.retained, cutoff timestamptz, most bigint, OUT done bigint, OUT late text, OUT wrong text)
  RETURNS record
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  tenants text[] := tenon.tenants_to_expire(item, cutoff);
  one text;
  waits int := 0;
BEGIN
  -- All at once: each block of this kind is a burden to the server.
  BEGIN
    done := 0;
    FOREACH one IN ARRAY tenants LOOP
      done := done + tenon.expire_of(item, one, cutoff, most - done);
      EXIT WHEN done >= most;
    END LOOP;
    RETURN;
  EXCEPTION
    WHEN OTHERS THEN done := 0;
  END;
  -- Where something fails for one, each by itself. Of locks that aren't to be had, ten are waited for.
  FOREACH one IN ARRAY tenants LOOP
    BEGIN
      done := done + tenon.expire_of(item, one, cutoff, most - done);
    EXCEPTION
      -- Out of memory: the server has no room for more locks until this run has ended.
      WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
        late := coalesce(late, SQLERRM);
        waits := waits + 1;
      WHEN OTHERS THEN
        wrong := coalesce(wrong, SQLERRM);
    END;
    EXIT WHEN done >= most OR waits >= 10;
  END LOOP;
END
$body$;
REVOKE ALL ON FUNCTION tenon.expire(tenon.retained, timestamp with time zone, bigint) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.count_expired(tenon.retained, timestamp with time zone)
SET LOCAL search_path TO pg_catalog;

-- How many rows of a table are past their time.
CREATE OR REPLACE FUNCTION tenon.count_expired(item tenon.retained, cutoff timestamptz) RETURNS bigint
  LANGUAGE plpgsql STABLE
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  found bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %s WHERE %I < $1%s', item.relation, item.column_name,
                 coalesce(' AND NOT (' || item.unless || ')', ''))
  INTO found USING cutoff;
  RETURN found;
END
$body$;
REVOKE ALL ON FUNCTION tenon.count_expired(tenon.retained, timestamp with time zone) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.maintain_at(timestamp with time zone, boolean, boolean)
SET LOCAL search_path TO pg_catalog;

-- What is to be done at a time, and unless it is a rehearsal, doing it. Whatever fails leaves the rest to go on. A function can't
-- detach a partition while its table is in use: with `register`, those past their time are put into tenon.leaving and left to the
-- caller, who has the lock of the run already and ends it.
-- Its settings are what a caller may have set, and what it would change: which functions, operators and tables names mean; how texts
-- are read that are put together here, and lengths of time; how times are as bounds, and `before` which one rows are removed; how
-- columns are called in what is told. With row_security off, the owner's own policies would be errors. What triggers say of a
-- tenant's row is told to nobody. Who waits for a lock holds up all who come after: it is for the next run.
CREATE OR REPLACE FUNCTION tenon.maintain_at(moment timestamptz, rehearsal boolean DEFAULT false, register boolean DEFAULT false)
  RETURNS TABLE (action text, object text, detail text)
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET standard_conforming_strings TO on
  SET TimeZone TO 'UTC'
  SET DateStyle TO 'ISO, YMD'
  SET IntervalStyle TO postgres
  SET quote_all_identifiers TO off
  SET row_security TO on
  SET client_min_messages TO error
  SET lock_timeout TO '1s'
AS $body$
DECLARE
  most constant bigint := 100000;  -- rows of a table in one run
  confirmed timestamptz;
  cutoff timestamptz;
  item record;
  part record;
  piece record;
  pieces jsonb;
  gone record;
  callers_tenant constant text := current_setting('app.current_organization_id', true);
  callers_actor constant text := current_setting('app.actor', true);
BEGIN
  IF NOT rehearsal AND NOT register THEN
    RETURN QUERY SELECT * FROM tenon.begin_maintenance();
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;

  IF rehearsal THEN
    SELECT CASE WHEN moment >= c.seen_at + interval '1 hour' THEN c.seen_at ELSE c.confirmed_at END
    INTO confirmed FROM tenon.maintenance_clock c;
  ELSE
    INSERT INTO tenon.maintenance_clock AS c (seen_at, confirmed_at) VALUES (moment, moment)
    ON CONFLICT (one) DO UPDATE SET
      confirmed_at = CASE WHEN moment < c.seen_at THEN least(c.confirmed_at, moment)
                          WHEN moment >= c.seen_at + interval '1 hour' THEN c.seen_at
                          ELSE c.confirmed_at END,
      seen_at = CASE WHEN moment < c.seen_at OR moment >= c.seen_at + interval '1 hour' THEN moment ELSE c.seen_at END
    RETURNING c.confirmed_at INTO confirmed;
  END IF;
  confirmed := least(confirmed, moment);

  -- Whatever is a partition still is judged anew. Now, and what is read further down with it: there the server may have no room
  -- for the locks that this takes.
  PERFORM FROM tenon.retained;
  IF NOT rehearsal AND NOT register THEN
    PERFORM tenon.end_maintenance();
  END IF;
  IF NOT rehearsal THEN
    DELETE FROM tenon.leaving l
    WHERE NOT EXISTS (SELECT FROM tenon.leaving_now n WHERE n.relation = l.relation AND (n.parent IS NULL OR n.pending));
  END IF;

  -- Partitions that are missing.
  FOR item IN
    SELECT p.relation, p.levels, c.relname, n.nspname
    FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    ORDER BY c.relname
  LOOP
    FOR part IN
      SELECT item.relation AS parent, item.relname AS name, item.levels AS levels
      UNION ALL
      SELECT c.oid::regclass, c.relname, item.levels - 0
      FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = item.relation AND c.relkind = 'p' AND jsonb_array_length(item.levels) > 1
    LOOP
      BEGIN
        SELECT jsonb_agg(lacking) INTO pieces
        FROM tenon.lacking_partitions(part.parent, part.name, part.levels->0, moment) AS lacking;
        CONTINUE WHEN pieces IS NULL;
        -- All at once: at the end of each of these blocks the server goes through everything that the run has made so far.
        BEGIN
          IF NOT rehearsal THEN
            PERFORM tenon.make_partition(part.parent, item.nspname, each.name, each.bound, part.levels, moment)
            FROM jsonb_to_recordset(pieces) AS each (name text, bound text);
          END IF;
          RETURN QUERY SELECT 'made', each.name, 'for values ' || each.bound
            FROM jsonb_to_recordset(pieces) AS each (name text, bound text);
          CONTINUE;
        EXCEPTION
          WHEN OTHERS THEN NULL;
        END;
        -- Where one can't be made, each by itself.
        FOR piece IN SELECT * FROM jsonb_to_recordset(pieces) AS each (name text, bound text) LOOP
          BEGIN
            IF NOT rehearsal THEN
              PERFORM tenon.make_partition(part.parent, item.nspname, piece.name, piece.bound, part.levels, moment);
            END IF;
            RETURN QUERY SELECT 'made', piece.name, 'for values ' || piece.bound;
          EXCEPTION
            -- Out of memory: the server has no room for more locks until this run has ended.
            WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
              RETURN QUERY SELECT 'postponed', piece.name, SQLERRM;
            WHEN OTHERS THEN
              RETURN QUERY SELECT 'failed', piece.name, SQLERRM;
          END;
        END LOOP;
      EXCEPTION
        -- Reading a bound takes a lock too.
        WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
          RETURN QUERY SELECT 'postponed', part.name::text, SQLERRM;
      END;
    END LOOP;
  END LOOP;

  -- Rows that are past their time, table by table, and tenant by tenant within it. No policy lets the owner see any but these, and
  -- these only here. Who acts is nobody that the caller may name.
  PERFORM set_config('app.actor', '', true);
  FOR item IN
    SELECT r AS entry, r.keep, r.column_name, r.clears, c.relname::text
    FROM tenon.retained r JOIN pg_catalog.pg_class c ON c.oid = r.relation ORDER BY c.relname
  LOOP
    cutoff := confirmed - item.keep;
    PERFORM set_config('tenon.expired_before', cutoff::text, true);
    BEGIN
      IF rehearsal THEN
        SELECT tenon.count_expired(item.entry, cutoff) AS done, NULL::text AS late, NULL::text AS wrong INTO gone;
      ELSE
        SELECT * INTO gone FROM tenon.expire(item.entry, cutoff, most);
      END IF;
    EXCEPTION
      WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
        SELECT 0::bigint AS done, SQLERRM AS late, NULL::text AS wrong INTO gone;
      WHEN OTHERS THEN
        SELECT 0::bigint AS done, NULL::text AS late, SQLERRM AS wrong INTO gone;
    END;
    IF gone.done > 0 THEN
      RETURN QUERY SELECT CASE WHEN item.clears IS NULL THEN 'deleted' ELSE 'anonymised' END, item.relname,
        format('%s rows, %I before %s%s', gone.done, item.column_name, cutoff,
               CASE WHEN NOT rehearsal AND gone.done >= most THEN '; more are left for the next run' ELSE '' END);
    END IF;
    IF gone.late IS NOT NULL THEN
      RETURN QUERY SELECT 'postponed', item.relname, gone.late;
    END IF;
    IF gone.wrong IS NOT NULL THEN
      RETURN QUERY SELECT 'failed', item.relname, gone.wrong;
    END IF;
  END LOOP;
  -- As they were for the caller; an error takes them back by itself.
  PERFORM set_config('tenon.expired_before', '', true);
  PERFORM set_config('app.current_organization_id', coalesce(callers_tenant, ''), true);
  PERFORM set_config('app.actor', coalesce(callers_actor, ''), true);

  -- What was detached by a run that didn't come to drop it.
  FOR part IN
    SELECT n.relation::regclass AS partition, n.name, n.detail FROM tenon.leaving_now n
    WHERE n.parent IS NULL AND NOT register ORDER BY n.name
  LOOP
    BEGIN
      IF rehearsal OR tenon.drop_detached(part.partition) THEN
        RETURN QUERY SELECT 'dropped', part.name, part.detail;
      END IF;
    EXCEPTION
      WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
        RETURN QUERY SELECT 'postponed', part.name, SQLERRM;
      WHEN OTHERS THEN
        RETURN QUERY SELECT 'failed', part.name, SQLERRM;
    END;
  END LOOP;

  -- Partitions that are past their time. Last, since this locks their tables until the end.
  BEGIN
    FOR item IN
      SELECT p.relation, level.value AS level, level.ordinality AS depth, c.relname
      FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation,
           jsonb_array_elements(p.levels) WITH ORDINALITY AS level
      WHERE level.value ? 'retain'
      ORDER BY c.relname
    LOOP
      cutoff := confirmed - (item.level->>'retain')::interval;
      BEGIN
        FOR part IN
          SELECT r.partition, c.relname::text AS name, r.starts, r.ends
          FROM (SELECT item.relation AS parent WHERE item.depth = 1
                UNION ALL
                SELECT i.inhrelid::regclass FROM pg_catalog.pg_inherits i
                WHERE i.inhparent = item.relation AND item.depth = 2) AS parents,
               tenon.ranges_of(parents.parent, coalesce((item.level->>'uuid7')::boolean, false)) AS r
          JOIN pg_catalog.pg_class c ON c.oid = r.partition
          WHERE r.ends <= cutoff
          ORDER BY r.ends
        LOOP
          IF register THEN
            INSERT INTO tenon.leaving (relation, name, detail)
            VALUES (part.partition, part.name, format('from %s to %s', part.starts, part.ends))
            ON CONFLICT DO NOTHING;
            CONTINUE;
          END IF;
          BEGIN
            IF NOT rehearsal THEN
              -- It detaches itself.
              EXECUTE format('DROP TABLE %s', part.partition);
            END IF;
            RETURN QUERY SELECT 'dropped', part.name, format('from %s to %s', part.starts, part.ends);
          EXCEPTION
            WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
              RETURN QUERY SELECT 'postponed', part.name, SQLERRM;
            WHEN OTHERS THEN
              RETURN QUERY SELECT 'failed', part.name, SQLERRM;
          END;
        END LOOP;
      EXCEPTION
        WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN
          RETURN QUERY SELECT 'postponed', item.relname::text, SQLERRM;
      END;
    END LOOP;
  EXCEPTION
    -- Reading of them, too, takes locks that the server may have no room for.
    WHEN out_of_memory THEN
      RETURN QUERY SELECT 'postponed', '', SQLERRM;
  END;

  IF NOT rehearsal AND NOT register THEN
    BEGIN
      PERFORM tenon.end_maintenance();
    EXCEPTION
      -- What it did at the beginning stands.
      WHEN out_of_memory THEN NULL;
    END;
  END IF;
END
$body$;
REVOKE ALL ON FUNCTION tenon.maintain_at(timestamp with time zone, boolean, boolean) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make function tenon.maintain()
SET LOCAL search_path TO pg_catalog;

-- Makes the partitions that are missing, drops those past their time, deletes or anonymises the rows past theirs, and
-- tells what it did. To be run once a day at least; often, late, and twice at once do no harm. The time is the
-- server's: whoever could choose it could drop everything.
-- P12: what runs as the owner isn't PUBLIC's, and of it the application may call what takes no time from it.
CREATE OR REPLACE FUNCTION tenon.maintain() RETURNS TABLE (action text, object text, detail text)
  LANGUAGE sql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  -- How many rows of all tenants there were, and what an error says of one, is not the application's to know.
  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail
                                  ELSE 'the owner is told more' END
  FROM tenon.maintain_at(now()) AS m
$body$;
REVOKE ALL ON FUNCTION tenon.maintain() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.maintain to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.maintain() TO neonhub_app;

SET LOCAL search_path TO public;
-- make function tenon.maintenance()
SET LOCAL search_path TO pg_catalog;

-- What a run would do now.
CREATE OR REPLACE FUNCTION tenon.maintenance() RETURNS TABLE (action text, object text, detail text)
  LANGUAGE sql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail
                                  ELSE 'the owner is told more' END
  FROM tenon.maintain_at(now(), true) AS m
$body$;
REVOKE ALL ON FUNCTION tenon.maintenance() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.maintenance to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.maintenance() TO neonhub_app;

SET LOCAL search_path TO public;
-- make function tenon.runway()
SET LOCAL search_path TO pg_catalog;

-- Until when each table takes rows, without a gap from now on; where that is past, it takes none.
CREATE OR REPLACE FUNCTION tenon.runway() RETURNS TABLE (relation text, reaches timestamptz, remaining interval)
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
DECLARE
  item record;
BEGIN
  FOR item IN
    SELECT p.relation, level.value AS level, level.ordinality AS depth, c.relname
    FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation,
         jsonb_array_elements(p.levels) WITH ORDINALITY AS level
    WHERE level.value ? 'every'
    ORDER BY c.relname
  LOOP
    SELECT min(tenon.reach(parents.parent, coalesce((item.level->>'uuid7')::boolean, false))) INTO reaches
    FROM (SELECT item.relation AS parent WHERE item.depth = 1
          UNION ALL
          SELECT i.inhrelid::regclass FROM pg_catalog.pg_inherits i
          WHERE i.inhparent = item.relation AND item.depth = 2) AS parents;
    relation := item.relname;
    remaining := reaches - now();
    RETURN NEXT;
  END LOOP;
END
$body$;
REVOKE ALL ON FUNCTION tenon.runway() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.runway to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.runway() TO neonhub_app;

SET LOCAL search_path TO public;
-- make function tenon.maintained()
SET LOCAL search_path TO pg_catalog;

-- When a run last came to its end, and since when others have been skipped for the sake of one that hasn't: NULL where none has.
CREATE OR REPLACE FUNCTION tenon.maintained() RETURNS TABLE (ended_at timestamptz, skipped_since timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT (SELECT c.ended_at FROM tenon.maintenance_clock c), (SELECT min(s.since) FROM tenon.maintenance_skipped s)
$body$;
REVOKE ALL ON FUNCTION tenon.maintained() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on function tenon.maintained to neonhub_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.maintained() TO neonhub_app;

SET LOCAL search_path TO public;
-- make function tenon.expired_before()
SET LOCAL search_path TO pg_catalog;

-- The time before which rows are past theirs, while tenon.maintain() removes them, and NULL at any other time: no row is
-- before NULL.
CREATE OR REPLACE FUNCTION tenon.expired_before() RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN nullif(current_setting('tenon.expired_before', true), '')::timestamptz;
REVOKE ALL ON FUNCTION tenon.expired_before() FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- add column deleted_at of public.users (ACCESS EXCLUSIVE on users)
ALTER TABLE users ADD COLUMN deleted_at timestamptz;
-- make registered row public.users of tenon.retained (hazards: data-loss)
-- retain: rows are deleted 30 days after deleted_at
INSERT INTO tenon.retained (column_name, keep, relation) VALUES ('deleted_at', '30 days', 'public.users');
-- make table public.embedding_spaces
-- EmbeddingSpace
CREATE TABLE embedding_spaces (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  name            text        NOT NULL,
  model           text        NOT NULL,
  dimensions      int4        NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT embedding_spaces_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT embedding_spaces_organization_id_name_key UNIQUE (organization_id, name),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT embedding_spaces_dimensions_check CHECK (dimensions between 1 and 16000)
);
-- make constraint embedding_spaces_organization_id_fkey of public.embedding_spaces (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE embedding_spaces ADD CONSTRAINT embedding_spaces_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make policy embedding_spaces_select of public.embedding_spaces
CREATE POLICY embedding_spaces_select ON embedding_spaces FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy embedding_spaces_insert of public.embedding_spaces
CREATE POLICY embedding_spaces_insert ON embedding_spaces FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy embedding_spaces_update of public.embedding_spaces
CREATE POLICY embedding_spaces_update ON embedding_spaces FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy embedding_spaces_delete of public.embedding_spaces
CREATE POLICY embedding_spaces_delete ON embedding_spaces FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.embedding_spaces
ALTER TABLE embedding_spaces ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE embedding_spaces FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.embedding_spaces to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON embedding_spaces TO neonhub_app;  -- T7
-- make comment on table public.embedding_spaces
COMMENT ON TABLE embedding_spaces IS 'A model of embeddings, with what its vectors mean.';
-- make comment on column organization_id of public.embedding_spaces (SHARE UPDATE EXCLUSIVE on embedding_spaces)
COMMENT ON COLUMN embedding_spaces.organization_id IS 'The tenant that the row belongs to.';
-- make table public.brand_voices
-- BrandVoice
CREATE TABLE brand_voices (
  organization_id    uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                 uuid        NOT NULL DEFAULT gen_random_uuid(),
  brand_id           uuid        NOT NULL,
  embedding_space_id uuid,
  name               text        NOT NULL,
  prompt_template    text        NOT NULL,
  style_rules        jsonb       NOT NULL,
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT brand_voices_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT brand_voices_organization_id_brand_id_name_key UNIQUE (organization_id, brand_id, name)  -- T4: unique constraints and indexes are led by the tenant
);
-- make constraint brand_voices_organization_id_fkey of public.brand_voices (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE brand_voices ADD CONSTRAINT brand_voices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint brand_voices_brand_fkey of public.brand_voices (SHARE ROW EXCLUSIVE on brands)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE brand_voices ADD CONSTRAINT brand_voices_brand_fkey FOREIGN KEY (organization_id, brand_id) REFERENCES brands (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint brand_voices_embedding_space_fkey of public.brand_voices (SHARE ROW EXCLUSIVE on embedding_spaces)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE brand_voices ADD CONSTRAINT brand_voices_embedding_space_fkey FOREIGN KEY (organization_id, embedding_space_id) REFERENCES embedding_spaces (organization_id, id) ON DELETE SET NULL (embedding_space_id);
SET LOCAL row_security TO off;
-- make index brand_voices_organization_id_embedding_space_id_idx of public.brand_voices
-- T5: every foreign key has an index
CREATE INDEX brand_voices_organization_id_embedding_space_id_idx ON brand_voices USING btree (organization_id, embedding_space_id);
-- make trigger touch_updated_at of public.brand_voices
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON brand_voices FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy brand_voices_select of public.brand_voices
CREATE POLICY brand_voices_select ON brand_voices FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy brand_voices_insert of public.brand_voices
CREATE POLICY brand_voices_insert ON brand_voices FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy brand_voices_update of public.brand_voices
CREATE POLICY brand_voices_update ON brand_voices FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy brand_voices_delete of public.brand_voices
CREATE POLICY brand_voices_delete ON brand_voices FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.brand_voices
ALTER TABLE brand_voices ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE brand_voices FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.brand_voices to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON brand_voices TO neonhub_app;  -- T7
-- make comment on table public.brand_voices
COMMENT ON TABLE brand_voices IS 'How a brand talks.';
-- make comment on column organization_id of public.brand_voices (SHARE UPDATE EXCLUSIVE on brand_voices)
COMMENT ON COLUMN brand_voices.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column embedding_space_id of public.brand_voices (SHARE UPDATE EXCLUSIVE on brand_voices)
COMMENT ON COLUMN brand_voices.embedding_space_id IS 'NULL until the voice is embedded.';
-- make table public.agents
-- Agent
CREATE TABLE agents (
  organization_id uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  name            text         NOT NULL,
  slug            slug         NOT NULL,
  kind            agent_kind   NOT NULL,
  status          agent_status NOT NULL DEFAULT 'draft',
  brand_voice_id  uuid,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  updated_at      timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT agents_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT agents_organization_id_slug_key UNIQUE (organization_id, slug)  -- T4: unique constraints and indexes are led by the tenant
);
-- make constraint agents_organization_id_fkey of public.agents (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE agents ADD CONSTRAINT agents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint agents_brand_voice_fkey of public.agents (SHARE ROW EXCLUSIVE on brand_voices)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE agents ADD CONSTRAINT agents_brand_voice_fkey FOREIGN KEY (organization_id, brand_voice_id) REFERENCES brand_voices (organization_id, id) ON DELETE SET NULL (brand_voice_id);
SET LOCAL row_security TO off;
-- make index agents_organization_id_kind_status_idx of public.agents
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX agents_organization_id_kind_status_idx ON agents USING btree (organization_id, kind, status);
-- make index agents_organization_id_brand_voice_id_idx of public.agents
-- T5: every foreign key has an index
CREATE INDEX agents_organization_id_brand_voice_id_idx ON agents USING btree (organization_id, brand_voice_id);
-- make trigger touch_updated_at of public.agents
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON agents FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy agents_select of public.agents
CREATE POLICY agents_select ON agents FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy agents_insert of public.agents
CREATE POLICY agents_insert ON agents FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agents_update of public.agents
CREATE POLICY agents_update ON agents FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agents_delete of public.agents
CREATE POLICY agents_delete ON agents FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.agents
ALTER TABLE agents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE agents FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.agents to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON agents TO neonhub_app;  -- T7
-- make comment on column organization_id of public.agents (SHARE UPDATE EXCLUSIVE on agents)
COMMENT ON COLUMN agents.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column brand_voice_id of public.agents (SHARE UPDATE EXCLUSIVE on agents)
COMMENT ON COLUMN agents.brand_voice_id IS 'NULL for an agent that speaks for no brand.';
-- make table public.agent_configs
-- AgentConfig
CREATE TABLE agent_configs (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  agent_id        uuid        NOT NULL,
  version         int4        NOT NULL,
  model           text        NOT NULL,
  parameters      jsonb       NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT agent_configs_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT agent_configs_organization_id_agent_id_version_key UNIQUE (organization_id, agent_id, version),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT agent_configs_version_check CHECK (version > 0)
);
-- make constraint agent_configs_organization_id_fkey of public.agent_configs (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE agent_configs ADD CONSTRAINT agent_configs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint agent_configs_agent_fkey of public.agent_configs (SHARE ROW EXCLUSIVE on agents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE agent_configs ADD CONSTRAINT agent_configs_agent_fkey FOREIGN KEY (organization_id, agent_id) REFERENCES agents (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make policy agent_configs_select of public.agent_configs
CREATE POLICY agent_configs_select ON agent_configs FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_configs_insert of public.agent_configs
CREATE POLICY agent_configs_insert ON agent_configs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_configs_update of public.agent_configs
CREATE POLICY agent_configs_update ON agent_configs FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_configs_delete of public.agent_configs
CREATE POLICY agent_configs_delete ON agent_configs FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.agent_configs
ALTER TABLE agent_configs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE agent_configs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.agent_configs to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_configs TO neonhub_app;  -- T7
-- make comment on table public.agent_configs
COMMENT ON TABLE agent_configs IS 'The settings of an agent, a version each; runs name the one that they ran with.';
-- make comment on column organization_id of public.agent_configs (SHARE UPDATE EXCLUSIVE on agent_configs)
COMMENT ON COLUMN agent_configs.organization_id IS 'The tenant that the row belongs to.';
-- make table public.tools
-- Tool
CREATE TABLE tools (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  name            text        NOT NULL,
  description     text,
  input_schema    jsonb       NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT tools_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT tools_organization_id_name_key UNIQUE (organization_id, name)  -- T4: unique constraints and indexes are led by the tenant
);
-- make constraint tools_organization_id_fkey of public.tools (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE tools ADD CONSTRAINT tools_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make trigger touch_updated_at of public.tools
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON tools FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy tools_select of public.tools
CREATE POLICY tools_select ON tools FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy tools_insert of public.tools
CREATE POLICY tools_insert ON tools FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy tools_update of public.tools
CREATE POLICY tools_update ON tools FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy tools_delete of public.tools
CREATE POLICY tools_delete ON tools FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.tools
ALTER TABLE tools ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE tools FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.tools to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON tools TO neonhub_app;  -- T7
-- make comment on column organization_id of public.tools (SHARE UPDATE EXCLUSIVE on tools)
COMMENT ON COLUMN tools.organization_id IS 'The tenant that the row belongs to.';
-- make table public.agent_capabilities
-- AgentCapability
CREATE TABLE agent_capabilities (
  organization_id uuid NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  agent_id        uuid NOT NULL,
  tool_id         uuid NOT NULL,
  enabled         bool NOT NULL DEFAULT true,
  CONSTRAINT agent_capabilities_pkey PRIMARY KEY (organization_id, agent_id, tool_id)  -- T2: the primary key is led by the tenant
);
-- make constraint agent_capabilities_organization_id_fkey of public.agent_capabilities (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE agent_capabilities ADD CONSTRAINT agent_capabilities_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint agent_capabilities_agent_fkey of public.agent_capabilities (SHARE ROW EXCLUSIVE on agents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE agent_capabilities ADD CONSTRAINT agent_capabilities_agent_fkey FOREIGN KEY (organization_id, agent_id) REFERENCES agents (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint agent_capabilities_tool_fkey of public.agent_capabilities (SHARE ROW EXCLUSIVE on tools)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE agent_capabilities ADD CONSTRAINT agent_capabilities_tool_fkey FOREIGN KEY (organization_id, tool_id) REFERENCES tools (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index agent_capabilities_organization_id_tool_id_idx of public.agent_capabilities
-- T5: every foreign key has an index
CREATE INDEX agent_capabilities_organization_id_tool_id_idx ON agent_capabilities USING btree (organization_id, tool_id);
-- make policy agent_capabilities_select of public.agent_capabilities
CREATE POLICY agent_capabilities_select ON agent_capabilities FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_capabilities_insert of public.agent_capabilities
CREATE POLICY agent_capabilities_insert ON agent_capabilities FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_capabilities_update of public.agent_capabilities
CREATE POLICY agent_capabilities_update ON agent_capabilities FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_capabilities_delete of public.agent_capabilities
CREATE POLICY agent_capabilities_delete ON agent_capabilities FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.agent_capabilities
ALTER TABLE agent_capabilities ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE agent_capabilities FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.agent_capabilities to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_capabilities TO neonhub_app;  -- T7
-- make comment on table public.agent_capabilities
COMMENT ON TABLE agent_capabilities IS 'Which tools an agent may use.';
-- make comment on column organization_id of public.agent_capabilities (SHARE UPDATE EXCLUSIVE on agent_capabilities)
COMMENT ON COLUMN agent_capabilities.organization_id IS 'The tenant that the row belongs to.';
-- make table public.agent_runs
-- AgentRun
CREATE TABLE agent_runs (
  organization_id   uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                uuid          NOT NULL DEFAULT gen_random_uuid(),
  agent_id          uuid          NOT NULL,
  config_id         uuid          NOT NULL,
  status            run_status    NOT NULL DEFAULT 'queued',
  prompt_tokens     int4          NOT NULL DEFAULT 0,
  completion_tokens int4          NOT NULL DEFAULT 0,
  cost_usd          numeric(12,6) NOT NULL DEFAULT 0,
  latency_ms        int4,
  error             text,
  started_at        timestamptz   NOT NULL DEFAULT now(),
  finished_at       timestamptz,
  CONSTRAINT agent_runs_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT agent_runs_finished_after_start CHECK (finished_at is null or finished_at >= started_at)
);
-- make constraint agent_runs_organization_id_fkey of public.agent_runs (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint agent_runs_agent_fkey of public.agent_runs (SHARE ROW EXCLUSIVE on agents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_agent_fkey FOREIGN KEY (organization_id, agent_id) REFERENCES agents (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint agent_runs_config_fkey of public.agent_runs (SHARE ROW EXCLUSIVE on agent_configs)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE agent_runs ADD CONSTRAINT agent_runs_config_fkey FOREIGN KEY (organization_id, config_id) REFERENCES agent_configs (organization_id, id);
SET LOCAL row_security TO off;
-- make index agent_runs_organization_id_agent_id_started_at_idx of public.agent_runs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX agent_runs_organization_id_agent_id_started_at_idx ON agent_runs USING btree (organization_id, agent_id, started_at DESC);
-- make index agent_runs_organization_id_status_started_at_idx of public.agent_runs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX agent_runs_organization_id_status_started_at_idx ON agent_runs USING btree (organization_id, status, started_at DESC);
-- make index agent_runs_organization_id_started_at_idx of public.agent_runs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX agent_runs_organization_id_started_at_idx ON agent_runs USING btree (organization_id, started_at DESC);
-- make index agent_runs_organization_id_config_id_idx of public.agent_runs
-- T5: every foreign key has an index
CREATE INDEX agent_runs_organization_id_config_id_idx ON agent_runs USING btree (organization_id, config_id);
-- make policy agent_runs_select of public.agent_runs
CREATE POLICY agent_runs_select ON agent_runs FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_runs_insert of public.agent_runs
CREATE POLICY agent_runs_insert ON agent_runs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_runs_update of public.agent_runs
CREATE POLICY agent_runs_update ON agent_runs FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_runs_delete of public.agent_runs
CREATE POLICY agent_runs_delete ON agent_runs FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy agent_runs_retain_select of public.agent_runs
CREATE POLICY agent_runs_retain_select ON agent_runs FOR SELECT TO neonhub_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (started_at < (SELECT tenon.expired_before()));
-- make policy agent_runs_retain_update of public.agent_runs
CREATE POLICY agent_runs_retain_update ON agent_runs FOR UPDATE TO neonhub_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (started_at < (SELECT tenon.expired_before()))
  WITH CHECK (started_at < (SELECT tenon.expired_before()));
-- make policy agent_runs_retain_delete of public.agent_runs
CREATE POLICY agent_runs_retain_delete ON agent_runs FOR DELETE TO neonhub_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (started_at < (SELECT tenon.expired_before()));
-- make row security of public.agent_runs
ALTER TABLE agent_runs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE agent_runs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.agent_runs to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_runs TO neonhub_app;  -- T7
-- make registered row public.agent_runs of tenon.retained
-- retain: rows are deleted 400 days after started_at
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('started_at', '400 days', 'public.agent_runs', 'organization_id');
-- make comment on table public.agent_runs
COMMENT ON TABLE agent_runs IS 'One run of an agent: how long, how many tokens, what it cost.';
-- make comment on column organization_id of public.agent_runs (SHARE UPDATE EXCLUSIVE on agent_runs)
COMMENT ON COLUMN agent_runs.organization_id IS 'The tenant that the row belongs to.';
-- make table public.tool_executions
-- ToolExecution
CREATE TABLE tool_executions (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  run_id          uuid        NOT NULL,
  tool_id         uuid        NOT NULL,
  status          run_status  NOT NULL DEFAULT 'queued',
  input           jsonb       NOT NULL,
  output          jsonb,
  latency_ms      int4,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT tool_executions_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
-- make constraint tool_executions_organization_id_fkey of public.tool_executions (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE tool_executions ADD CONSTRAINT tool_executions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint tool_executions_run_fkey of public.tool_executions (SHARE ROW EXCLUSIVE on agent_runs)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE tool_executions ADD CONSTRAINT tool_executions_run_fkey FOREIGN KEY (organization_id, run_id) REFERENCES agent_runs (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint tool_executions_tool_fkey of public.tool_executions (SHARE ROW EXCLUSIVE on tools)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE tool_executions ADD CONSTRAINT tool_executions_tool_fkey FOREIGN KEY (organization_id, tool_id) REFERENCES tools (organization_id, id) ON DELETE RESTRICT;
SET LOCAL row_security TO off;
-- make index tool_executions_organization_id_run_id_created_at_idx of public.tool_executions
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX tool_executions_organization_id_run_id_created_at_idx ON tool_executions USING btree (organization_id, run_id, created_at);
-- make index tool_executions_organization_id_status_created_at_idx of public.tool_executions
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX tool_executions_organization_id_status_created_at_idx ON tool_executions USING btree (organization_id, status, created_at DESC);
-- make index tool_executions_organization_id_created_at_idx of public.tool_executions
-- retain: rows are not kept for ever
CREATE INDEX tool_executions_organization_id_created_at_idx ON tool_executions USING btree (organization_id, created_at);
-- make index tool_executions_organization_id_tool_id_idx of public.tool_executions
-- T5: every foreign key has an index
CREATE INDEX tool_executions_organization_id_tool_id_idx ON tool_executions USING btree (organization_id, tool_id);
-- make policy tool_executions_select of public.tool_executions
CREATE POLICY tool_executions_select ON tool_executions FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy tool_executions_insert of public.tool_executions
CREATE POLICY tool_executions_insert ON tool_executions FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy tool_executions_update of public.tool_executions
CREATE POLICY tool_executions_update ON tool_executions FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy tool_executions_delete of public.tool_executions
CREATE POLICY tool_executions_delete ON tool_executions FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy tool_executions_retain_select of public.tool_executions
CREATE POLICY tool_executions_retain_select ON tool_executions FOR SELECT TO neonhub_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (created_at < (SELECT tenon.expired_before()));
-- make policy tool_executions_retain_update of public.tool_executions
CREATE POLICY tool_executions_retain_update ON tool_executions FOR UPDATE TO neonhub_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (created_at < (SELECT tenon.expired_before()))
  WITH CHECK (created_at < (SELECT tenon.expired_before()));
-- make policy tool_executions_retain_delete of public.tool_executions
CREATE POLICY tool_executions_retain_delete ON tool_executions FOR DELETE TO neonhub_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING (created_at < (SELECT tenon.expired_before()));
-- make row security of public.tool_executions
ALTER TABLE tool_executions ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE tool_executions FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.tool_executions to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON tool_executions TO neonhub_app;  -- T7
-- make registered row public.tool_executions of tenon.retained
-- retain: rows are deleted 400 days after created_at
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('created_at', '400 days', 'public.tool_executions', 'organization_id');
-- make comment on column organization_id of public.tool_executions (SHARE UPDATE EXCLUSIVE on tool_executions)
COMMENT ON COLUMN tool_executions.organization_id IS 'The tenant that the row belongs to.';
-- make table public.conversations
-- Conversation
CREATE TABLE conversations (
  organization_id uuid              NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid              NOT NULL DEFAULT gen_random_uuid(),
  kind            conversation_kind NOT NULL DEFAULT 'chat',
  agent_id        uuid,
  member_id       uuid,
  title           text,
  created_at      timestamptz       NOT NULL DEFAULT now(),
  updated_at      timestamptz       NOT NULL DEFAULT now(),
  CONSTRAINT conversations_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant
);
-- make constraint conversations_organization_id_fkey of public.conversations (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE conversations ADD CONSTRAINT conversations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint conversations_agent_fkey of public.conversations (SHARE ROW EXCLUSIVE on agents)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE conversations ADD CONSTRAINT conversations_agent_fkey FOREIGN KEY (organization_id, agent_id) REFERENCES agents (organization_id, id) ON DELETE SET NULL (agent_id);
SET LOCAL row_security TO off;
-- make constraint conversations_member_fkey of public.conversations (SHARE ROW EXCLUSIVE on memberships)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE conversations ADD CONSTRAINT conversations_member_fkey FOREIGN KEY (organization_id, member_id) REFERENCES memberships (organization_id, id) ON DELETE SET NULL (member_id);
SET LOCAL row_security TO off;
-- make index conversations_organization_id_kind_updated_at_idx of public.conversations
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX conversations_organization_id_kind_updated_at_idx ON conversations USING btree (organization_id, kind, updated_at DESC);
-- make index conversations_organization_id_created_at_idx of public.conversations
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX conversations_organization_id_created_at_idx ON conversations USING btree (organization_id, created_at DESC);
-- make index conversations_organization_id_agent_id_idx of public.conversations
-- T5: every foreign key has an index
CREATE INDEX conversations_organization_id_agent_id_idx ON conversations USING btree (organization_id, agent_id);
-- make index conversations_organization_id_member_id_idx of public.conversations
-- T5: every foreign key has an index
CREATE INDEX conversations_organization_id_member_id_idx ON conversations USING btree (organization_id, member_id);
-- make trigger touch_updated_at of public.conversations
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON conversations FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy conversations_select of public.conversations
CREATE POLICY conversations_select ON conversations FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy conversations_insert of public.conversations
CREATE POLICY conversations_insert ON conversations FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy conversations_update of public.conversations
CREATE POLICY conversations_update ON conversations FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy conversations_delete of public.conversations
CREATE POLICY conversations_delete ON conversations FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.conversations
ALTER TABLE conversations ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE conversations FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.conversations to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON conversations TO neonhub_app;  -- T7
-- make comment on column organization_id of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
COMMENT ON COLUMN conversations.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column agent_id of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
COMMENT ON COLUMN conversations.agent_id IS 'NULL for a conversation among people.';
-- make comment on column member_id of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
COMMENT ON COLUMN conversations.member_id IS 'NULL once the member has left.';
-- make table public.messages
-- Message
CREATE TABLE messages (
  organization_id uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT tenon.uuid7(),
  conversation_id uuid         NOT NULL,
  role            message_role NOT NULL,
  content         jsonb        NOT NULL,
  metadata        jsonb,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT messages_pkey PRIMARY KEY (organization_id, id)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (id);
-- make constraint messages_organization_id_fkey of public.messages (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE messages ADD CONSTRAINT messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint messages_conversation_fkey of public.messages (SHARE ROW EXCLUSIVE on conversations)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE messages ADD CONSTRAINT messages_conversation_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index messages_organization_id_conversation_id_created_at_idx of public.messages
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX messages_organization_id_conversation_id_created_at_idx ON messages USING btree (organization_id, conversation_id, created_at);
-- make index messages_metadata_idx of public.messages
CREATE INDEX messages_metadata_idx ON messages USING gin (metadata jsonb_path_ops);
-- make policy messages_select of public.messages
CREATE POLICY messages_select ON messages FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy messages_insert of public.messages
CREATE POLICY messages_insert ON messages FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy messages_update of public.messages
CREATE POLICY messages_update ON messages FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy messages_delete of public.messages
CREATE POLICY messages_delete ON messages FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.messages
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE messages FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.messages to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON messages TO neonhub_app;  -- T7
-- make registered row public.messages of tenon.partitioned
-- partition: by range of id, one a month, 3 ahead
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (id)","every":"month","named":"YYYY_MM","ahead":3,"uuid7":true}]', 'public.messages');
-- make comment on column organization_id of public.messages (SHARE UPDATE EXCLUSIVE on messages)
COMMENT ON COLUMN messages.organization_id IS 'The tenant that the row belongs to.';
-- make table public.model_versions
-- ModelVersion
CREATE TABLE model_versions (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  name            text        NOT NULL,
  version         text        NOT NULL,
  dataset_id      uuid,
  base_model      text        NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT model_versions_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT model_versions_organization_id_name_version_key UNIQUE (organization_id, name, version)  -- T4: unique constraints and indexes are led by the tenant
);
-- make constraint model_versions_organization_id_fkey of public.model_versions (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE model_versions ADD CONSTRAINT model_versions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint model_versions_dataset_fkey of public.model_versions (SHARE ROW EXCLUSIVE on datasets)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE model_versions ADD CONSTRAINT model_versions_dataset_fkey FOREIGN KEY (organization_id, dataset_id) REFERENCES datasets (organization_id, id) ON DELETE SET NULL (dataset_id);
SET LOCAL row_security TO off;
-- make index model_versions_organization_id_dataset_id_idx of public.model_versions
-- T5: every foreign key has an index
CREATE INDEX model_versions_organization_id_dataset_id_idx ON model_versions USING btree (organization_id, dataset_id);
-- make trigger touch_updated_at of public.model_versions
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON model_versions FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy model_versions_select of public.model_versions
CREATE POLICY model_versions_select ON model_versions FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy model_versions_insert of public.model_versions
CREATE POLICY model_versions_insert ON model_versions FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy model_versions_update of public.model_versions
CREATE POLICY model_versions_update ON model_versions FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy model_versions_delete of public.model_versions
CREATE POLICY model_versions_delete ON model_versions FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.model_versions
ALTER TABLE model_versions ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE model_versions FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.model_versions to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON model_versions TO neonhub_app;  -- T7
-- make comment on column organization_id of public.model_versions (SHARE UPDATE EXCLUSIVE on model_versions)
COMMENT ON COLUMN model_versions.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column dataset_id of public.model_versions (SHARE UPDATE EXCLUSIVE on model_versions)
COMMENT ON COLUMN model_versions.dataset_id IS 'NULL for a model that was not trained here.';
-- make table public.training_jobs
-- TrainingJob
CREATE TABLE training_jobs (
  organization_id  uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id               uuid         NOT NULL DEFAULT gen_random_uuid(),
  dataset_id       uuid         NOT NULL,
  model_version_id uuid,
  status           train_status NOT NULL DEFAULT 'queued',
  progress         numeric(5,2) NOT NULL DEFAULT 0,
  error            text,
  started_at       timestamptz,
  finished_at      timestamptz,
  created_at       timestamptz  NOT NULL DEFAULT now(),
  updated_at       timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT training_jobs_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT training_jobs_progress_check CHECK (progress between 0 and 100)
);
-- make constraint training_jobs_organization_id_fkey of public.training_jobs (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE training_jobs ADD CONSTRAINT training_jobs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint training_jobs_dataset_fkey of public.training_jobs (SHARE ROW EXCLUSIVE on datasets)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE training_jobs ADD CONSTRAINT training_jobs_dataset_fkey FOREIGN KEY (organization_id, dataset_id) REFERENCES datasets (organization_id, id) ON DELETE RESTRICT;
SET LOCAL row_security TO off;
-- make constraint training_jobs_model_version_fkey of public.training_jobs (SHARE ROW EXCLUSIVE on model_versions)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE training_jobs ADD CONSTRAINT training_jobs_model_version_fkey FOREIGN KEY (organization_id, model_version_id) REFERENCES model_versions (organization_id, id) ON DELETE SET NULL (model_version_id);
SET LOCAL row_security TO off;
-- make index training_jobs_organization_id_status_created_at_idx of public.training_jobs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX training_jobs_organization_id_status_created_at_idx ON training_jobs USING btree (organization_id, status, created_at DESC);
-- make index training_jobs_organization_id_dataset_id_idx of public.training_jobs
-- T5: every foreign key has an index
CREATE INDEX training_jobs_organization_id_dataset_id_idx ON training_jobs USING btree (organization_id, dataset_id);
-- make index training_jobs_organization_id_model_version_id_idx of public.training_jobs
-- T5: every foreign key has an index
CREATE INDEX training_jobs_organization_id_model_version_id_idx ON training_jobs USING btree (organization_id, model_version_id);
-- make trigger touch_updated_at of public.training_jobs
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON training_jobs FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy training_jobs_select of public.training_jobs
CREATE POLICY training_jobs_select ON training_jobs FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy training_jobs_insert of public.training_jobs
CREATE POLICY training_jobs_insert ON training_jobs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy training_jobs_update of public.training_jobs
CREATE POLICY training_jobs_update ON training_jobs FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy training_jobs_delete of public.training_jobs
CREATE POLICY training_jobs_delete ON training_jobs FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.training_jobs
ALTER TABLE training_jobs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE training_jobs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.training_jobs to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON training_jobs TO neonhub_app;  -- T7
-- make comment on column organization_id of public.training_jobs (SHARE UPDATE EXCLUSIVE on training_jobs)
COMMENT ON COLUMN training_jobs.organization_id IS 'The tenant that the row belongs to.';
-- make comment on column model_version_id of public.training_jobs (SHARE UPDATE EXCLUSIVE on training_jobs)
COMMENT ON COLUMN training_jobs.model_version_id IS 'NULL until there is a result.';
-- make table public.inference_endpoints
-- InferenceEndpoint
CREATE TABLE inference_endpoints (
  organization_id  uuid            NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id               uuid            NOT NULL DEFAULT gen_random_uuid(),
  model_version_id uuid            NOT NULL,
  name             text            NOT NULL,
  url              text            NOT NULL,
  status           endpoint_status NOT NULL DEFAULT 'provisioning',
  created_at       timestamptz     NOT NULL DEFAULT now(),
  updated_at       timestamptz     NOT NULL DEFAULT now(),
  CONSTRAINT inference_endpoints_pkey PRIMARY KEY (organization_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT inference_endpoints_organization_id_name_key UNIQUE (organization_id, name)  -- T4: unique constraints and indexes are led by the tenant
);
-- make constraint inference_endpoints_organization_id_fkey of public.inference_endpoints (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE inference_endpoints ADD CONSTRAINT inference_endpoints_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint inference_endpoints_model_version_fkey of public.inference_endpoints (SHARE ROW EXCLUSIVE on model_versions)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE inference_endpoints ADD CONSTRAINT inference_endpoints_model_version_fkey FOREIGN KEY (organization_id, model_version_id) REFERENCES model_versions (organization_id, id) ON DELETE RESTRICT;
SET LOCAL row_security TO off;
-- make index inference_endpoints_organization_id_status_idx of public.inference_endpoints
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX inference_endpoints_organization_id_status_idx ON inference_endpoints USING btree (organization_id, status);
-- make index inference_endpoints_organization_id_model_version_id_idx of public.inference_endpoints
-- T5: every foreign key has an index
CREATE INDEX inference_endpoints_organization_id_model_version_id_idx ON inference_endpoints USING btree (organization_id, model_version_id);
-- make trigger touch_updated_at of public.inference_endpoints
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON inference_endpoints FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy inference_endpoints_select of public.inference_endpoints
CREATE POLICY inference_endpoints_select ON inference_endpoints FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy inference_endpoints_insert of public.inference_endpoints
CREATE POLICY inference_endpoints_insert ON inference_endpoints FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy inference_endpoints_update of public.inference_endpoints
CREATE POLICY inference_endpoints_update ON inference_endpoints FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy inference_endpoints_delete of public.inference_endpoints
CREATE POLICY inference_endpoints_delete ON inference_endpoints FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.inference_endpoints
ALTER TABLE inference_endpoints ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE inference_endpoints FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.inference_endpoints to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON inference_endpoints TO neonhub_app;  -- T7
-- make comment on column organization_id of public.inference_endpoints (SHARE UPDATE EXCLUSIVE on inference_endpoints)
COMMENT ON COLUMN inference_endpoints.organization_id IS 'The tenant that the row belongs to.';
-- add column agent_run_id of public.contents (ACCESS EXCLUSIVE on contents)
ALTER TABLE contents ADD COLUMN agent_run_id uuid;
-- add column published_at of public.contents (ACCESS EXCLUSIVE on contents)
ALTER TABLE contents ADD COLUMN published_at timestamptz;
-- make function tenon.contents_search_text(text, integer)
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.contents_search_text(query text, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET plan_cache_mode TO force_custom_plan
AS $body$
#variable_conflict use_column
DECLARE
  tenon_tenant CONSTANT uuid := tenon.current_tenant();
  tenon_query CONSTANT tsquery := websearch_to_tsquery('pg_catalog.english', $1);
BEGIN
  IF tenon_tenant IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT id, ts_rank_cd(search_document, tenon_query)::double precision AS score
  FROM public.contents
  WHERE organization_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.contents_search_text(text, integer) FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_identity;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make grant on function tenon.contents_search_text(text, integer) to neonhub_app
GRANT CREATE ON SCHEMA tenon TO neonhub_search;
SET LOCAL ROLE neonhub_search;
GRANT EXECUTE ON FUNCTION tenon.contents_search_text(text, integer) TO neonhub_app;
SET LOCAL ROLE neonhub_owner;
REVOKE CREATE ON SCHEMA tenon FROM neonhub_search;
-- make table public.campaign_metrics
-- CampaignMetric
CREATE TABLE campaign_metrics (
  organization_id uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid          NOT NULL DEFAULT gen_random_uuid(),
  campaign_id     uuid          NOT NULL,
  kind            metric_kind   NOT NULL,
  value           numeric(18,4) NOT NULL,
  recorded_at     timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT campaign_metrics_pkey PRIMARY KEY (organization_id, id, recorded_at)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (recorded_at);
-- make constraint campaign_metrics_organization_id_fkey of public.campaign_metrics (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE campaign_metrics ADD CONSTRAINT campaign_metrics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make constraint campaign_metrics_campaign_fkey of public.campaign_metrics (SHARE ROW EXCLUSIVE on campaigns)
SET LOCAL row_security TO on;

-- T3: a relation can't point into another tenant
ALTER TABLE campaign_metrics ADD CONSTRAINT campaign_metrics_campaign_fkey FOREIGN KEY (organization_id, campaign_id) REFERENCES campaigns (organization_id, id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index campaign_metrics_organization_id_campaign_id_kind_reco_4d3f16ad of public.campaign_metrics
-- T4: unique constraints and indexes are led by the tenant; Postgres keeps 63 bytes of a name: the rest is a hash
CREATE INDEX campaign_metrics_organization_id_campaign_id_kind_reco_4d3f16ad ON campaign_metrics USING btree (organization_id, campaign_id, kind, recorded_at DESC);
-- make index campaign_metrics_recorded_at_idx of public.campaign_metrics
CREATE INDEX campaign_metrics_recorded_at_idx ON campaign_metrics USING brin (recorded_at);
-- make policy campaign_metrics_select of public.campaign_metrics
CREATE POLICY campaign_metrics_select ON campaign_metrics FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy campaign_metrics_insert of public.campaign_metrics
CREATE POLICY campaign_metrics_insert ON campaign_metrics FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy campaign_metrics_update of public.campaign_metrics
CREATE POLICY campaign_metrics_update ON campaign_metrics FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy campaign_metrics_delete of public.campaign_metrics
CREATE POLICY campaign_metrics_delete ON campaign_metrics FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.campaign_metrics
ALTER TABLE campaign_metrics ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE campaign_metrics FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.campaign_metrics to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON campaign_metrics TO neonhub_app;  -- T7
-- make registered row public.campaign_metrics of tenon.partitioned
-- partition: by range of recorded_at, one a month, 3 ahead, kept for 25 months
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (recorded_at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"25 months"}]', 'public.campaign_metrics');
-- make comment on table public.campaign_metrics
COMMENT ON TABLE campaign_metrics IS 'What a campaign reached, by the hour.';
-- make comment on column organization_id of public.campaign_metrics (SHARE UPDATE EXCLUSIVE on campaign_metrics)
COMMENT ON COLUMN campaign_metrics.organization_id IS 'The tenant that the row belongs to.';
-- make table public.audit_logs
-- AuditLog
CREATE TABLE audit_logs (
  organization_id uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  event           audit_event NOT NULL,
  actor_id        uuid,
  target          text,
  details         jsonb,
  ip_address      inet,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT audit_logs_pkey PRIMARY KEY (organization_id, id, created_at)  -- T2: the primary key is led by the tenant; partition: Postgres wants the partition key in every unique key
) PARTITION BY RANGE (created_at);
-- make constraint audit_logs_organization_id_fkey of public.audit_logs (SHARE ROW EXCLUSIVE on organizations)
SET LOCAL row_security TO on;

-- T1: every tenant row names its tenant, and goes with it
ALTER TABLE audit_logs ADD CONSTRAINT audit_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index audit_logs_organization_id_event_created_at_idx of public.audit_logs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX audit_logs_organization_id_event_created_at_idx ON audit_logs USING btree (organization_id, event, created_at DESC);
-- make index audit_logs_organization_id_created_at_idx of public.audit_logs
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX audit_logs_organization_id_created_at_idx ON audit_logs USING btree (organization_id, created_at DESC);
-- make policy audit_logs_select of public.audit_logs
CREATE POLICY audit_logs_select ON audit_logs FOR SELECT TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make policy audit_logs_insert of public.audit_logs
CREATE POLICY audit_logs_insert ON audit_logs FOR INSERT TO neonhub_app  -- T6
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy audit_logs_update of public.audit_logs
CREATE POLICY audit_logs_update ON audit_logs FOR UPDATE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()))
  WITH CHECK (organization_id = (SELECT tenon.current_tenant()));
-- make policy audit_logs_delete of public.audit_logs
CREATE POLICY audit_logs_delete ON audit_logs FOR DELETE TO neonhub_app  -- T6
  USING (organization_id = (SELECT tenon.current_tenant()));
-- make row security of public.audit_logs
ALTER TABLE audit_logs ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE audit_logs FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.audit_logs to neonhub_app
GRANT SELECT, INSERT, UPDATE, DELETE ON audit_logs TO neonhub_app;  -- T7
-- make registered row public.audit_logs of tenon.partitioned
-- partition: by range of created_at, one a month, 3 ahead, kept for 7 years
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"method":"range","clause":"RANGE (created_at)","every":"month","named":"YYYY_MM","ahead":3,"retain":"7 years"}]', 'public.audit_logs');
-- make comment on table public.audit_logs
COMMENT ON TABLE audit_logs IS 'Who did what. Kept for seven years by month; older months are dropped.';
-- make comment on column organization_id of public.audit_logs (SHARE UPDATE EXCLUSIVE on audit_logs)
COMMENT ON COLUMN audit_logs.organization_id IS 'The tenant that the row belongs to.';
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- add column search_document of public.contents (ACCESS EXCLUSIVE on contents; writes the table anew; hazards: rewrite, long-lock)
-- each row has a value of its own
ALTER TABLE contents ADD COLUMN search_document tsvector NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('pg_catalog.english', title), 'A') || setweight(to_tsvector('pg_catalog.english', body), 'B')) STORED;
COMMIT;

-- tenon: step 3, in no transaction
-- build index users_deleted_at_idx of public.users (SHARE UPDATE EXCLUSIVE on users; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY users_deleted_at_idx ON users USING btree (deleted_at);

-- tenon: step 4, in a transaction
BEGIN;
-- refuse NULL from now on in column role_id of public.memberships (ACCESS EXCLUSIVE on memberships; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE memberships ADD CONSTRAINT memberships_role_id_is_there CHECK (role_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 5, in no transaction
-- build the index of constraint memberships_organization_id_user_id_key of public.memberships (SHARE UPDATE EXCLUSIVE on memberships; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY memberships_organization_id_user_id_key ON memberships USING btree (organization_id, user_id);

-- tenon: step 6, in a transaction
BEGIN;
-- refuse NULL from now on in column dataset_id of public.documents (ACCESS EXCLUSIVE on documents; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE documents ADD CONSTRAINT documents_dataset_id_is_there CHECK (dataset_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 7, in no transaction
-- build the index of constraint documents_organization_id_dataset_id_checksum_key of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY documents_organization_id_dataset_id_checksum_key ON documents USING btree (organization_id, dataset_id, checksum);

-- tenon: step 8, in no transaction
-- build index documents_title_idx of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY documents_title_idx ON documents USING gin (title gin_trgm_ops);

-- tenon: step 9, in no transaction
-- build index documents_metadata_idx of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY documents_metadata_idx ON documents USING gin (metadata jsonb_path_ops);

-- tenon: step 10, in a transaction
BEGIN;
-- refuse NULL from now on in column brand_id of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE campaigns ADD CONSTRAINT campaigns_brand_id_is_there CHECK (brand_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 11, in a transaction
BEGIN;
-- hold new rows to constraint campaigns_ends_after_start of public.campaigns (ACCESS EXCLUSIVE on campaigns; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE campaigns ADD CONSTRAINT campaigns_ends_after_start CHECK (ends_at is null or starts_at is null or ends_at > starts_at) NOT VALID;
COMMIT;

-- tenon: step 12, in no transaction
-- build index campaigns_organization_id_status_starts_at_idx of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY campaigns_organization_id_status_starts_at_idx ON campaigns USING btree (organization_id, status, starts_at);

-- tenon: step 13, in no transaction
-- build index campaigns_organization_id_created_at_idx of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY campaigns_organization_id_created_at_idx ON campaigns USING btree (organization_id, created_at DESC);

-- tenon: step 14, in a transaction
BEGIN;
-- refuse NULL from now on in column brand_id of public.contents (ACCESS EXCLUSIVE on contents; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE contents ADD CONSTRAINT contents_brand_id_is_there CHECK (brand_id IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- hold new rows to constraint contents_agent_run_fkey of public.contents (SHARE ROW EXCLUSIVE on contents, agent_runs; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE contents ADD CONSTRAINT contents_agent_run_fkey FOREIGN KEY (organization_id, agent_run_id) REFERENCES agent_runs (organization_id, id) ON DELETE SET NULL (agent_run_id) NOT VALID;
COMMIT;

-- tenon: step 16, in no transaction
-- build index contents_organization_id_kind_status_idx of public.contents (SHARE UPDATE EXCLUSIVE on contents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY contents_organization_id_kind_status_idx ON contents USING btree (organization_id, kind, status);

-- tenon: step 17, in no transaction
-- build index contents_organization_id_created_at_idx of public.contents (SHARE UPDATE EXCLUSIVE on contents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY contents_organization_id_created_at_idx ON contents USING btree (organization_id, created_at DESC);

-- tenon: step 18, in no transaction
-- build index contents_search_document_idx of public.contents (SHARE UPDATE EXCLUSIVE on contents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY contents_search_document_idx ON contents USING gin (search_document);

-- tenon: step 19, in no transaction
-- build index contents_organization_id_agent_run_id_idx of public.contents (SHARE UPDATE EXCLUSIVE on contents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY contents_organization_id_agent_run_id_idx ON contents USING btree (organization_id, agent_run_id);

-- tenon: step 20, in no transaction
-- build index connectors_config_idx of public.connectors (SHARE UPDATE EXCLUSIVE on connectors; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY connectors_config_idx ON connectors USING gin (config jsonb_path_ops);

-- tenon: step 21, in a transaction
BEGIN;
-- see that no row has NULL in column role_id of public.memberships (SHARE UPDATE EXCLUSIVE on memberships; reads all rows; hazards: full-scan)
ALTER TABLE memberships VALIDATE CONSTRAINT memberships_role_id_is_there;
COMMIT;

-- tenon: step 22, in a transaction
BEGIN;
-- see that no row has NULL in column dataset_id of public.documents (SHARE UPDATE EXCLUSIVE on documents; reads all rows; hazards: full-scan)
ALTER TABLE documents VALIDATE CONSTRAINT documents_dataset_id_is_there;
COMMIT;

-- tenon: step 23, in a transaction
BEGIN;
-- see that no row has NULL in column brand_id of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: full-scan)
ALTER TABLE campaigns VALIDATE CONSTRAINT campaigns_brand_id_is_there;
COMMIT;

-- tenon: step 24, in a transaction
BEGIN;
-- see that all rows keep constraint campaigns_ends_after_start of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns; reads all rows; hazards: full-scan)
ALTER TABLE campaigns VALIDATE CONSTRAINT campaigns_ends_after_start;
COMMIT;

-- tenon: step 25, in a transaction
BEGIN;
-- see that no row has NULL in column brand_id of public.contents (SHARE UPDATE EXCLUSIVE on contents; reads all rows; hazards: full-scan)
ALTER TABLE contents VALIDATE CONSTRAINT contents_brand_id_is_there;
COMMIT;

-- tenon: step 26, in no transaction
-- see that all rows keep constraint contents_agent_run_fkey of public.contents (ACCESS EXCLUSIVE on contents, agent_runs; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_runs'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'agent_runs'::regclass, 'neonhub_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE contents VALIDATE CONSTRAINT contents_agent_run_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'contents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'agent_runs'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 27, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on campaigns, contents, documents, memberships, organizations)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE campaigns, contents, documents, memberships, organizations IN ACCESS EXCLUSIVE MODE;
-- take off trigger touch_updated_at of public.contents (ACCESS EXCLUSIVE on contents)
DROP TRIGGER touch_updated_at ON contents;
-- make NOT NULL column role_id of public.memberships (ACCESS EXCLUSIVE on memberships)
ALTER TABLE memberships ALTER COLUMN role_id SET NOT NULL;
ALTER TABLE memberships DROP CONSTRAINT memberships_role_id_is_there;
-- add constraint memberships_organization_id_user_id_key of public.memberships (ACCESS EXCLUSIVE on memberships)
ALTER TABLE memberships ADD CONSTRAINT memberships_organization_id_user_id_key UNIQUE USING INDEX memberships_organization_id_user_id_key;
-- make NOT NULL column dataset_id of public.documents (ACCESS EXCLUSIVE on documents)
ALTER TABLE documents ALTER COLUMN dataset_id SET NOT NULL;
ALTER TABLE documents DROP CONSTRAINT documents_dataset_id_is_there;
-- add constraint documents_organization_id_dataset_id_checksum_key of public.documents (ACCESS EXCLUSIVE on documents)
ALTER TABLE documents ADD CONSTRAINT documents_organization_id_dataset_id_checksum_key UNIQUE USING INDEX documents_organization_id_dataset_id_checksum_key;
-- make NOT NULL column brand_id of public.campaigns (ACCESS EXCLUSIVE on campaigns)
ALTER TABLE campaigns ALTER COLUMN brand_id SET NOT NULL;
ALTER TABLE campaigns DROP CONSTRAINT campaigns_brand_id_is_there;
-- make NOT NULL column brand_id of public.contents (ACCESS EXCLUSIVE on contents)
ALTER TABLE contents ALTER COLUMN brand_id SET NOT NULL;
ALTER TABLE contents DROP CONSTRAINT contents_brand_id_is_there;
-- change the default of column kind of public.contents (ACCESS EXCLUSIVE on contents; hazards: breaks-clients)
-- code of the version before leaves it to the default
ALTER TABLE contents ALTER COLUMN kind DROP DEFAULT;
-- drop comment on column brand_id of public.contents (SHARE UPDATE EXCLUSIVE on contents)
COMMENT ON COLUMN contents.brand_id IS NULL;
-- drop comment on column brand_id of public.campaigns (SHARE UPDATE EXCLUSIVE on campaigns)
COMMENT ON COLUMN campaigns.brand_id IS NULL;
-- drop comment on column dataset_id of public.documents (SHARE UPDATE EXCLUSIVE on documents)
COMMENT ON COLUMN documents.dataset_id IS NULL;
-- drop comment on column role_id of public.memberships (SHARE UPDATE EXCLUSIVE on memberships)
COMMENT ON COLUMN memberships.role_id IS NULL;
-- drop comment on column slug of public.organizations (SHARE UPDATE EXCLUSIVE on organizations)
COMMENT ON COLUMN organizations.slug IS NULL;
-- make grant on function tenon.current_tenant to neonhub_search (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO neonhub_search;

SET LOCAL search_path TO public;
-- make grant on function tenon.current_tenant to neonhub_identity (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO neonhub_identity;

SET LOCAL search_path TO public;
-- make grant on table tenon.schema_version to neonhub_identity (hazards: authorization)
SET LOCAL search_path TO pg_catalog;
GRANT SELECT ON tenon.schema_version TO neonhub_identity;

SET LOCAL search_path TO public;
-- make view tenon.leaving_now
SET LOCAL search_path TO pg_catalog;

-- Where they stand: of which table they are a partition still, or whose detaching was begun, or of none.
CREATE OR REPLACE VIEW tenon.leaving_now (relation, name, detail, parent, pending) WITH (security_invoker = true) AS
SELECT l.relation, l.name, l.detail, i.inhparent, coalesce(i.inhdetachpending, false)
FROM tenon.leaving l JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relname = l.name
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = l.relation;
REVOKE ALL ON tenon.leaving_now FROM PUBLIC, neonhub_app, neonhub_provisioner, neonhub_search, neonhub_identity;

SET LOCAL search_path TO public;
-- make policy organizations_retain_select of public.organizations (ACCESS EXCLUSIVE on organizations; hazards: authorization)
CREATE POLICY organizations_retain_select ON organizations FOR SELECT TO neonhub_owner  -- retain: tenon.maintain() goes from tenant to tenant
  USING ((SELECT tenon.expired_before()) IS NOT NULL);
-- make grant on table public.users to neonhub_identity (hazards: authorization)
GRANT SELECT, INSERT ON users TO neonhub_identity;  -- T7
-- make comment on table public.users
COMMENT ON TABLE users IS 'A person, who may belong to several organisations and signs in before it is known to which. What is changed of a
person, all its organisations see, so that the owner does it; removing one takes its memberships with it.';
-- make comment on column deleted_at of public.users (SHARE UPDATE EXCLUSIVE on users)
COMMENT ON COLUMN users.deleted_at IS 'When the row was deleted; NULL while it is live.';
-- make grant on table public.credentials to neonhub_identity (hazards: authorization)
GRANT SELECT, INSERT, UPDATE (created_at, kind, provider, secret_hash, subject, updated_at, user_id), DELETE ON credentials TO neonhub_identity;  -- T7
-- make comment on table public.credentials
COMMENT ON TABLE credentials IS 'How a person signs in.';
-- make comment on column subject of public.credentials (SHARE UPDATE EXCLUSIVE on credentials)
COMMENT ON COLUMN credentials.subject IS 'The provider''s name for the person.';
-- make comment on table public.permissions
COMMENT ON TABLE permissions IS 'What the code asks before it does something: the same for all organisations.';
-- make comment on table public.roles
COMMENT ON TABLE roles IS 'An organisation''s own set of permissions.';
-- make comment on table public.memberships
COMMENT ON TABLE memberships IS 'Who belongs to the organisation, and as what.';
-- make comment on table public.api_keys
COMMENT ON TABLE api_keys IS 'A key to the API. What is kept is its hash, and enough of its beginning to be told from the others.';
-- make comment on column created_by of public.api_keys (SHARE UPDATE EXCLUSIVE on api_keys)
COMMENT ON COLUMN api_keys.created_by IS 'NULL for a key of a service.';
-- make trigger touch_updated_at of public.contents (ACCESS EXCLUSIVE on contents)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON contents FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.organization_id, OLD.id, OLD.brand_id, OLD.campaign_id, OLD.agent_run_id, OLD.kind, OLD.status, OLD.title, OLD.body, OLD.published_at, OLD.created_at, OLD.updated_at), ROW(NEW.organization_id, NEW.id, NEW.brand_id, NEW.campaign_id, NEW.agent_run_id, NEW.kind, NEW.status, NEW.title, NEW.body, NEW.published_at, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy contents_search of public.contents (ACCESS EXCLUSIVE on contents; hazards: authorization)
CREATE POLICY contents_search ON contents FOR SELECT TO neonhub_search  -- search
  USING (true);
-- make grant on table public.contents to neonhub_search (hazards: authorization)
GRANT SELECT ON contents TO neonhub_search;  -- search
-- make comment on column campaign_id of public.contents (SHARE UPDATE EXCLUSIVE on contents)
COMMENT ON COLUMN contents.campaign_id IS 'NULL for content outside of campaigns.';
-- make comment on column agent_run_id of public.contents (SHARE UPDATE EXCLUSIVE on contents)
COMMENT ON COLUMN contents.agent_run_id IS 'NULL where a person wrote it.';
-- make comment on column search_document of public.contents (SHARE UPDATE EXCLUSIVE on contents)
COMMENT ON COLUMN contents.search_document IS 'What a text search reads.';
-- make comment on table public.connectors
COMMENT ON TABLE connectors IS 'A service of somebody else''s.';
-- make view public.live_users
-- LiveUser, soft_delete: P15: a deleted row is hidden by a view, and by no policy, before it is gone
-- P11: security_invoker, or its owner's rights would show every tenant's rows. CREATE OR REPLACE has to say it again.
CREATE VIEW live_users (id, email, display_name, is_active, created_at, updated_at, deleted_at) WITH (security_invoker = true) AS
SELECT id, email, display_name, is_active, created_at, updated_at, deleted_at
FROM users
WHERE deleted_at IS NULL;
-- make comment on view public.live_users
COMMENT ON VIEW live_users IS 'The rows of users that are not deleted.';
-- make grant on view public.live_users to neonhub_app (hazards: authorization)
GRANT SELECT ON live_users TO neonhub_app;
-- make grant on view public.live_users to neonhub_identity (hazards: authorization)
GRANT SELECT ON live_users TO neonhub_identity;
-- tell which version is here (hazards: new-values)
-- a struct has another shape: code of one version may not read what the other has written
UPDATE tenon.schema_version SET fingerprint = 'dad0b260108ddbbd', accepts = '{}', tool_version = '0.1.0' WHERE name = 'neonhub';
COMMIT;

-- tenon: step 28, in a transaction
BEGIN;
-- make the partitions that are missing (SHARE ROW EXCLUSIVE on every table with partitions, and what it refers to)
SET LOCAL row_security TO on;
DO $partitions$
DECLARE
  part record;
  piece record;
BEGIN
  FOR part IN
    WITH tables AS MATERIALIZED (SELECT p.relation, c.relname AS name, n.nspname AS space, p.levels FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)
    SELECT relation, name::text, space::text, levels FROM tables
    UNION ALL
    SELECT c.oid::regclass, c.relname, space, levels - 0 FROM tables JOIN pg_catalog.pg_inherits i ON i.inhparent = relation
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relkind = 'p'
  LOOP
    FOR piece IN SELECT * FROM tenon.lacking_partitions(part.relation, part.name, part.levels->0, now()) LOOP
      PERFORM tenon.make_partition(part.relation, part.space, piece.name, piece.bound, part.levels, now());
    END LOOP;
  END LOOP;
END
$partitions$;
SET LOCAL row_security TO off;
COMMIT;
