-- Made by tenon 0.1.0 from platform.schema. Edit that, not this.
--
-- All of platform on a database that has none of it; its roles come first, from platform.roles.sql.
-- T1 to T7 name the rule that an object was derived by. What keeps tenants apart is in all of them:
--   T1, P9      every row names its tenant itself; no policy has to look elsewhere
--   T2-T5, P8   keys, unique constraints, relations and their indexes are led by the tenant
--   T6, P2, P4  row-level security is forced on every table and partition; one policy a command, with the declared ones in it
--   T7, P3      grants name a table each; none is on a partition, and none is on what is yet to be made
--   T7, P10     tenants are the provisioner's to make, change and remove
--   T7, P13     nobody gets TRUNCATE, REFERENCES or TRIGGER
--   T7, P16     global rows are the owner's to write where nothing else is said; their keys are nobody else's to change

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL standard_conforming_strings = on;
SET LOCAL search_path TO public;

-- What the server must have, asked before anything changes.
DO $requirements$
BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN
    RAISE EXCEPTION 'PostgreSQL 15 or newer is needed, and this is %', current_setting('server_version');
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_available_extensions
    WHERE name = 'vector'
      AND string_to_array(regexp_replace(coalesce(installed_version, default_version), '[^0-9.].*', ''), '.')::int[]
          >= string_to_array('0.8', '.')::int[]
  ) THEN
    RAISE EXCEPTION 'the extension % is missing on this server', 'vector 0.8 or newer'
      USING HINT = 'install its package for this version of PostgreSQL, or update it';
  END IF;
  -- One database serves one schema with tenancy: tenon.current_tenant() can read one setting.
  IF to_regclass('tenon.schema_version') IS NOT NULL THEN
    RAISE EXCEPTION 'the database holds a schema of tenon already'
      USING HINT = 'a schema of its own database each; SELECT name FROM tenon.schema_version tells which is here';
  END IF;
END
$requirements$;

CREATE EXTENSION IF NOT EXISTS vector;

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
GRANT USAGE ON SCHEMA public TO platform_app, platform_provisioner, platform_search;
SET LOCAL ROLE platform_owner;
GRANT USAGE ON SCHEMA tenon TO platform_app, platform_provisioner, platform_search;

SET LOCAL search_path TO pg_catalog;

-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody else's next.
-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row matches: it fails closed.
CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.current_tenant_id', true), '')::uuid;
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_app;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO platform_search;

-- The owner's way into a tenant for the open transaction: for seeds, administrators and maintenance.
CREATE OR REPLACE FUNCTION tenon.enter_tenant(tenant text) RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  PERFORM set_config('app.current_tenant_id', $1, true);
END
$body$;
REVOKE ALL ON FUNCTION tenon.enter_tenant(text) FROM PUBLIC, platform_app, platform_provisioner, platform_search;


-- Which schemas the database holds, and in which version: clients compare it with what they were built from.
CREATE TABLE IF NOT EXISTS tenon.schema_version (
  name         text        NOT NULL,
  fingerprint  text        NOT NULL,
  accepts      text[]      NOT NULL DEFAULT '{}',  -- whose code works on all the same
  tool_version text        NOT NULL,
  applied_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT schema_version_pkey PRIMARY KEY (name)
);
REVOKE ALL ON tenon.schema_version FROM PUBLIC, platform_app, platform_provisioner, platform_search;


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
REVOKE ALL ON tenon.migrations FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT SELECT ON tenon.schema_version TO platform_app;
GRANT SELECT ON tenon.schema_version TO platform_provisioner;

SET LOCAL search_path TO public;
CREATE TYPE plan AS ENUM ('starter', 'growth', 'business', 'enterprise');
CREATE TYPE user_role AS ENUM ('owner', 'admin', 'member');
CREATE TYPE account_type AS ENUM ('oauth', 'oidc', 'email', 'credentials', 'webauthn');
CREATE TYPE session_mode AS ENUM ('text', 'meeting');
CREATE TYPE message_role AS ENUM ('user', 'assistant', 'system');
CREATE TYPE cost_service AS ENUM ('vision', 'voice_stt', 'voice_tts', 'llm', 'embedding', 'livekit');
CREATE TYPE budget_period AS ENUM ('daily', 'weekly', 'monthly');
CREATE TYPE alert_severity AS ENUM ('warning', 'critical');

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
REVOKE ALL ON FUNCTION tenon.touch_updated_at() FROM PUBLIC, platform_app, platform_provisioner, platform_search;

-- uuid7: keys that grow with time. 48 bits of milliseconds, 12 of the microseconds within, and chance. Their
-- bodies are read now, and never by where a caller looks for names.
CREATE OR REPLACE FUNCTION tenon.uuid7() RETURNS uuid
  LANGUAGE sql PARALLEL SAFE
  RETURN (SELECT (lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')
                  || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid
          FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) AS clock);
REVOKE ALL ON FUNCTION tenon.uuid7() FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO platform_app;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO platform_provisioner;

-- The lowest key of a time: a bound for ranges of keys.
CREATE OR REPLACE FUNCTION tenon.uuid7_lowest(at timestamptz) RETURNS uuid
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN rpad(lpad(to_hex(greatest(floor(extract(epoch FROM at) * 1000), 0)::bigint), 12, '0'), 32, '0')::uuid;
REVOKE ALL ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO platform_app;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO platform_provisioner;

-- The time of a key, to the millisecond.
CREATE OR REPLACE FUNCTION tenon.uuid7_time(id uuid) RETURNS timestamptz
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN to_timestamp(('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint / 1000.0);
REVOKE ALL ON FUNCTION tenon.uuid7_time(uuid) FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO platform_app;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO platform_provisioner;


-- partition: the tables of which tenon.maintain() makes and drops partitions.
CREATE TABLE IF NOT EXISTS tenon.partitioned (
  relation regclass NOT NULL,
  levels   jsonb    NOT NULL,  -- by what its rows are divided, from the outside in
  CONSTRAINT partitioned_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.partitioned FROM PUBLIC, platform_app, platform_provisioner, platform_search;


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
REVOKE ALL ON tenon.retained FROM PUBLIC, platform_app, platform_provisioner, platform_search;


-- A clock can be wrong for a while: what is past its time is dropped by the second run that sees it so, an hour later or more.
CREATE TABLE IF NOT EXISTS tenon.maintenance_clock (
  one          boolean     NOT NULL DEFAULT true,
  seen_at      timestamptz NOT NULL,
  confirmed_at timestamptz NOT NULL,
  ended_at     timestamptz,  -- of the last run that came to its end
  CONSTRAINT maintenance_clock_pkey PRIMARY KEY (one),
  CONSTRAINT maintenance_clock_one_check CHECK (one)
);
REVOKE ALL ON tenon.maintenance_clock FROM PUBLIC, platform_app, platform_provisioner, platform_search;


-- Who has this table locked is the run that is at work: an advisory lock could be anyone's. Nothing stands in it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_lock (
);
REVOKE ALL ON tenon.maintenance_lock FROM PUBLIC, platform_app, platform_provisioner, platform_search;


-- Since when runs have been skipped, and for which one's sake. The end of a run empties it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_skipped (
  since timestamptz NOT NULL,
  run   text
);
REVOKE ALL ON tenon.maintenance_skipped FROM PUBLIC, platform_app, platform_provisioner, platform_search;


-- Partitions past their time, on their way out: `tenon maintain` detaches each without holding up anyone, and drops it then. If it
-- is killed in between, the next run goes on. A table that was renamed meanwhile is somebody's to keep.
CREATE TABLE IF NOT EXISTS tenon.leaving (
  relation oid  NOT NULL,
  name     text NOT NULL,
  detail   text NOT NULL,
  CONSTRAINT leaving_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.leaving FROM PUBLIC, platform_app, platform_provisioner, platform_search;

-- Where they stand: of which table they are a partition still, or whose detaching was begun, or of none.
CREATE OR REPLACE VIEW tenon.leaving_now (relation, name, detail, parent, pending) WITH (security_invoker = true) AS
SELECT l.relation, l.name, l.detail, i.inhparent, coalesce(i.inhdetachpending, false)
FROM tenon.leaving l JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relname = l.name
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = l.relation;
REVOKE ALL ON tenon.leaving_now FROM PUBLIC, platform_app, platform_provisioner, platform_search;

-- The beginning of the range that a time is in, or of one some ranges later. In UTC, whatever the session's zone.
CREATE OR REPLACE FUNCTION tenon.range_start(moment timestamptz, every text, later int) RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN (date_trunc(every, moment AT TIME ZONE 'UTC') + later * ('1 ' || every)::interval) AT TIME ZONE 'UTC';
REVOKE ALL ON FUNCTION tenon.range_start(timestamp with time zone, text, integer) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.partition_name(text, text) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.ranges_of(regclass, boolean) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.reach(regclass, boolean) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.drop_detached(oid) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.begin_maintenance() FROM PUBLIC, platform_app, platform_provisioner, platform_search;

CREATE OR REPLACE FUNCTION tenon.end_maintenance() RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  DELETE FROM tenon.maintenance_skipped;
  UPDATE tenon.maintenance_clock SET ended_at = clock_timestamp();
END
$body$;
REVOKE ALL ON FUNCTION tenon.end_maintenance() FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
    'id', 'public.tenants'::regclass, item.column_name, item.relation, item.tenant, coalesce(' AND NOT (' || item.unless || ')', ''))
  INTO tenants USING cutoff;
  RETURN coalesce(tenants, '{}');
END
$body$;
REVOKE ALL ON FUNCTION tenon.tenants_to_expire(tenon.retained, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.expire(tenon.retained, timestamp with time zone, bigint) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.count_expired(tenon.retained, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
  callers_tenant constant text := current_setting('app.current_tenant_id', true);
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
  PERFORM set_config('app.current_tenant_id', coalesce(callers_tenant, ''), true);
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
REVOKE ALL ON FUNCTION tenon.maintain_at(timestamp with time zone, boolean, boolean) FROM PUBLIC, platform_app, platform_provisioner, platform_search;

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
REVOKE ALL ON FUNCTION tenon.maintain() FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.maintain() TO platform_app;

-- What a run would do now.
CREATE OR REPLACE FUNCTION tenon.maintenance() RETURNS TABLE (action text, object text, detail text)
  LANGUAGE sql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail
                                  ELSE 'the owner is told more' END
  FROM tenon.maintain_at(now(), true) AS m
$body$;
REVOKE ALL ON FUNCTION tenon.maintenance() FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.maintenance() TO platform_app;

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
REVOKE ALL ON FUNCTION tenon.runway() FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.runway() TO platform_app;

-- When a run last came to its end, and since when others have been skipped for the sake of one that hasn't: NULL where none has.
CREATE OR REPLACE FUNCTION tenon.maintained() RETURNS TABLE (ended_at timestamptz, skipped_since timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT (SELECT c.ended_at FROM tenon.maintenance_clock c), (SELECT min(s.since) FROM tenon.maintenance_skipped s)
$body$;
REVOKE ALL ON FUNCTION tenon.maintained() FROM PUBLIC, platform_app, platform_provisioner, platform_search;
GRANT EXECUTE ON FUNCTION tenon.maintained() TO platform_app;

-- The time before which rows are past theirs, while tenon.maintain() removes them, and NULL at any other time: no row is
-- before NULL.
CREATE OR REPLACE FUNCTION tenon.expired_before() RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN nullif(current_setting('tenon.expired_before', true), '')::timestamptz;
REVOKE ALL ON FUNCTION tenon.expired_before() FROM PUBLIC, platform_app, platform_provisioner, platform_search;

SET LOCAL search_path TO public;


-- Tenant: the tenant itself
CREATE TABLE tenants (
  id                     uuid        NOT NULL DEFAULT gen_random_uuid(),
  name                   text        NOT NULL,
  api_key                text        NOT NULL,
  plan                   plan        NOT NULL DEFAULT 'starter',
  settings               jsonb,
  stripe_customer_id     text,
  stripe_subscription_id text,
  created_at             timestamptz NOT NULL DEFAULT now(),
  updated_at             timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT tenants_pkey PRIMARY KEY (id),
  CONSTRAINT tenants_api_key_key UNIQUE (api_key),
  CONSTRAINT tenants_stripe_customer_id_key UNIQUE (stripe_customer_id),
  CONSTRAINT tenants_stripe_subscription_id_key UNIQUE (stripe_subscription_id)
);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON tenants FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
CREATE POLICY tenants_select ON tenants FOR SELECT TO platform_app, platform_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_insert ON tenants FOR INSERT TO platform_provisioner  -- T6
  WITH CHECK (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_update ON tenants FOR UPDATE TO platform_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()))
  WITH CHECK (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_delete ON tenants FOR DELETE TO platform_provisioner  -- T6
  USING (id = (SELECT tenon.current_tenant()));
CREATE POLICY tenants_retain_select ON tenants FOR SELECT TO platform_owner  -- retain: tenon.maintain() goes from tenant to tenant
  USING ((SELECT tenon.expired_before()) IS NOT NULL);
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT ON tenants TO platform_app;  -- T7
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants TO platform_provisioner;  -- T7
COMMENT ON TABLE tenants IS 'A customer organisation.';
COMMENT ON COLUMN tenants.api_key IS 'What a widget presents; unique over all tenants, since it is how one is found.';


-- User
CREATE TABLE users (
  tenant_id     uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id            uuid        NOT NULL DEFAULT gen_random_uuid(),
  email         text        NOT NULL,
  password_hash text        NOT NULL,
  role          user_role   NOT NULL DEFAULT 'member',
  name          text,
  avatar_url    text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT users_tenant_id_email_key UNIQUE (tenant_id, email),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
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
COMMENT ON TABLE users IS 'Someone who works for a tenant. The same address may work for two: it is unique within each.';
COMMENT ON COLUMN users.tenant_id IS 'The tenant that the row belongs to.';


-- Account
CREATE TABLE accounts (
  tenant_id           uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                  uuid         NOT NULL DEFAULT gen_random_uuid(),
  user_id             uuid         NOT NULL,
  type                account_type NOT NULL,
  provider            text         NOT NULL,
  provider_account_id text         NOT NULL,
  refresh_token       text,
  access_token        text,
  expires_at          timestamptz,
  token_type          text,
  scope               text,
  id_token            text,
  session_state       text,
  CONSTRAINT accounts_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT accounts_tenant_id_provider_provider_account_id_key UNIQUE (tenant_id, provider, provider_account_id),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT accounts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT accounts_user_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE  -- T3: a relation can't point into another tenant
);
-- T5: every foreign key has an index
CREATE INDEX accounts_tenant_id_user_id_idx ON accounts USING btree (tenant_id, user_id);
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
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX auth_sessions_tenant_id_expires_idx ON auth_sessions USING btree (tenant_id, expires);
-- T5: every foreign key has an index
CREATE INDEX auth_sessions_tenant_id_user_id_idx ON auth_sessions USING btree (tenant_id, user_id);
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
  CONSTRAINT verification_tokens_pkey PRIMARY KEY (identifier, token),
  CONSTRAINT verification_tokens_token_key UNIQUE (token)
);
-- retain: rows are not kept for ever
CREATE INDEX verification_tokens_expires_idx ON verification_tokens USING btree (expires);
GRANT SELECT, INSERT, UPDATE (expires), DELETE ON verification_tokens TO platform_app;  -- T7
-- retain: rows are deleted 1 day after expires
INSERT INTO tenon.retained (column_name, keep, relation) VALUES ('expires', '1 day', 'public.verification_tokens');
COMMENT ON TABLE verification_tokens IS 'A token mailed to an address that wants to sign in.';


-- Widget
CREATE TABLE widgets (
  tenant_id        uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id               uuid        NOT NULL DEFAULT gen_random_uuid(),
  name             text        NOT NULL,
  domain_whitelist text[]      NOT NULL,
  settings         jsonb,
  is_active        bool        NOT NULL DEFAULT true,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT widgets_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT widgets_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON widgets FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
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
  tenant_id       uuid        NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid        NOT NULL DEFAULT gen_random_uuid(),
  room_name       text        NOT NULL,
  livekit_room_id text        NOT NULL,
  created_by      uuid,
  started_at      timestamptz NOT NULL DEFAULT now(),
  ended_at        timestamptz,
  metadata        jsonb,
  CONSTRAINT meetings_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT meetings_tenant_id_room_name_key UNIQUE (tenant_id, room_name),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT meetings_tenant_id_livekit_room_id_key UNIQUE (tenant_id, livekit_room_id),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT meetings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT meetings_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id) ON DELETE SET NULL (created_by),  -- T3: a relation can't point into another tenant
  CONSTRAINT meetings_ended_after_start CHECK (ended_at is null or ended_at >= started_at)
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX meetings_tenant_id_started_at_idx ON meetings USING btree (tenant_id, started_at DESC);
-- T5: every foreign key has an index
CREATE INDEX meetings_tenant_id_created_by_idx ON meetings USING btree (tenant_id, created_by);
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
COMMENT ON COLUMN meetings.created_by IS 'NULL once the user is gone. A NOT NULL column that ON DELETE SET NULL would clear makes every such delete fail.';


-- Session
CREATE TABLE sessions (
  tenant_id  uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id         uuid          NOT NULL DEFAULT gen_random_uuid(),
  widget_id  uuid,
  meeting_id uuid,
  mode       session_mode  NOT NULL DEFAULT 'text',
  cost_usd   numeric(10,4) NOT NULL DEFAULT 0,
  metadata   jsonb,
  created_at timestamptz   NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  CONSTRAINT sessions_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT sessions_widget_fkey FOREIGN KEY (tenant_id, widget_id) REFERENCES widgets (tenant_id, id) ON DELETE SET NULL (widget_id),  -- T3: a relation can't point into another tenant
  CONSTRAINT sessions_meeting_fkey FOREIGN KEY (tenant_id, meeting_id) REFERENCES meetings (tenant_id, id) ON DELETE SET NULL (meeting_id),  -- T3: a relation can't point into another tenant
  CONSTRAINT sessions_ended_after_start CHECK (ended_at is null or ended_at >= created_at),
  CONSTRAINT sessions_cost_not_negative CHECK (cost_usd >= 0)
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX sessions_tenant_id_created_at_idx ON sessions USING btree (tenant_id, created_at DESC);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX sessions_tenant_id_widget_id_created_at_idx ON sessions USING btree (tenant_id, widget_id, created_at DESC);
-- T5: every foreign key has an index
CREATE INDEX sessions_tenant_id_meeting_id_idx ON sessions USING btree (tenant_id, meeting_id);
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
  tenant_id   uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id          uuid         NOT NULL DEFAULT gen_random_uuid(),
  session_id  uuid         NOT NULL,
  role        message_role NOT NULL,
  content     text         NOT NULL,
  attachments jsonb,
  metadata    jsonb,
  "timestamp" timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT messages_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT messages_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT messages_session_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE  -- T3: a relation can't point into another tenant
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX messages_tenant_id_session_id_timestamp_idx ON messages USING btree (tenant_id, session_id, "timestamp");
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX messages_tenant_id_timestamp_idx ON messages USING btree (tenant_id, "timestamp");
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
  tenant_id       uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  title           text         NOT NULL,
  content         text         NOT NULL,
  category        text,
  embedding       vector(1024),
  metadata        jsonb,
  created_at      timestamptz  NOT NULL DEFAULT now(),
  updated_at      timestamptz  NOT NULL DEFAULT now(),
  search_document tsvector     NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('pg_catalog.english', title), 'A') || setweight(to_tsvector('pg_catalog.english', content), 'B')) STORED,  -- search: what a search inside a tenant needs
  CONSTRAINT knowledge_documents_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT knowledge_documents_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX knowledge_documents_tenant_id_category_idx ON knowledge_documents USING btree (tenant_id, category);
-- search: what a search inside a tenant needs
CREATE INDEX knowledge_documents_search_document_idx ON knowledge_documents USING gin (search_document);
-- search: what a search inside a tenant needs
CREATE INDEX knowledge_documents_embedding_idx ON knowledge_documents USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON knowledge_documents FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.tenant_id, OLD.id, OLD.title, OLD.content, OLD.category, OLD.embedding, OLD.metadata, OLD.created_at, OLD.updated_at), ROW(NEW.tenant_id, NEW.id, NEW.title, NEW.content, NEW.category, NEW.embedding, NEW.metadata, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at();
CREATE POLICY knowledge_documents_select ON knowledge_documents FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_insert ON knowledge_documents FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_update ON knowledge_documents FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_delete ON knowledge_documents FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_documents_search ON knowledge_documents FOR SELECT TO platform_search  -- search
  USING (true);
ALTER TABLE knowledge_documents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE knowledge_documents FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON knowledge_documents TO platform_app;  -- T7
GRANT SELECT ON knowledge_documents TO platform_search;  -- search
COMMENT ON TABLE knowledge_documents IS 'A text that answers are drawn from.';
COMMENT ON COLUMN knowledge_documents.tenant_id IS 'The tenant that the row belongs to.';
COMMENT ON COLUMN knowledge_documents.search_document IS 'What a text search reads.';

GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.knowledge_documents_search_text(query text, k integer) RETURNS TABLE (id uuid, score double precision)
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
  FROM public.knowledge_documents
  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_documents_search_text(text, integer) FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.knowledge_documents_search_text(text, integer) TO platform_app;

CREATE OR REPLACE FUNCTION tenon.knowledge_documents_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET plan_cache_mode TO force_custom_plan
  SET hnsw.iterative_scan TO relaxed_order
  SET hnsw.ef_search TO 100
AS $body$
#variable_conflict use_column
DECLARE
  tenon_tenant CONSTANT uuid := tenon.current_tenant();
BEGIN
  IF tenon_tenant IS NULL THEN
    RETURN;
  END IF;
  -- Through the index where the tenant has many rows, unless that gives up before it has found enough.
  IF (SELECT count(*) FROM (SELECT FROM public.knowledge_documents WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_documents
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
    ORDER BY embedding OPERATOR(public.<=>) $1
    LIMIT $2
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  WHERE (SELECT count(*) FROM tenon_near) = $2
  ORDER BY tenon_distance + 0, id;
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;
  -- Else row by row, which is exact.
  RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_documents
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_documents_search_vector(public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.knowledge_documents_search_vector(public.vector, integer) TO platform_app;

CREATE OR REPLACE FUNCTION tenon.knowledge_documents_search_hybrid(query text, embedding vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT
  SET search_path TO pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH tenon_by_text AS MATERIALIZED (
    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS tenon_share
    FROM tenon.knowledge_documents_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  ), tenon_by_vector AS MATERIALIZED (
    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())
           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS tenon_share
    FROM tenon.knowledge_documents_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  )
  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score
  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)
  ORDER BY score DESC, id
  LIMIT $3;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_documents_search_hybrid(text, public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.knowledge_documents_search_hybrid(text, public.vector, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;


-- KnowledgeChunk
CREATE TABLE knowledge_chunks (
  tenant_id       uuid         NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id              uuid         NOT NULL DEFAULT gen_random_uuid(),
  document_id     uuid         NOT NULL,
  content         text         NOT NULL,
  embedding       vector(1024) NOT NULL,
  "position"      int4         NOT NULL,
  metadata        jsonb,
  search_document tsvector     NOT NULL GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', content)) STORED,  -- search: what a search inside a tenant needs
  CONSTRAINT knowledge_chunks_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT knowledge_chunks_tenant_id_document_id_position_key UNIQUE (tenant_id, document_id, "position"),  -- T4: unique constraints and indexes are led by the tenant
  CONSTRAINT knowledge_chunks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT knowledge_chunks_document_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES knowledge_documents (tenant_id, id) ON DELETE CASCADE,  -- T3: a relation can't point into another tenant
  CONSTRAINT knowledge_chunks_position_check CHECK (position >= 0)
);
-- search: what a search inside a tenant needs
CREATE INDEX knowledge_chunks_search_document_idx ON knowledge_chunks USING gin (search_document);
-- search: what a search inside a tenant needs
CREATE INDEX knowledge_chunks_embedding_idx ON knowledge_chunks USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
CREATE POLICY knowledge_chunks_select ON knowledge_chunks FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_chunks_insert ON knowledge_chunks FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_chunks_update ON knowledge_chunks FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_chunks_delete ON knowledge_chunks FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY knowledge_chunks_search ON knowledge_chunks FOR SELECT TO platform_search  -- search
  USING (true);
ALTER TABLE knowledge_chunks ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE knowledge_chunks FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON knowledge_chunks TO platform_app;  -- T7
GRANT SELECT ON knowledge_chunks TO platform_search;  -- search
COMMENT ON TABLE knowledge_chunks IS 'A part of a document, small enough for a prompt.';
COMMENT ON COLUMN knowledge_chunks.tenant_id IS 'The tenant that the row belongs to.';
COMMENT ON COLUMN knowledge_chunks.search_document IS 'What a text search reads.';

GRANT CREATE ON SCHEMA tenon TO platform_search;
SET LOCAL ROLE platform_search;

-- search: what a search inside a tenant needs
-- P1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and gives the current tenant's.
-- P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.
CREATE OR REPLACE FUNCTION tenon.knowledge_chunks_search_text(query text, k integer) RETURNS TABLE (id uuid, score double precision)
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
  FROM public.knowledge_chunks
  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query
  ORDER BY score DESC, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_chunks_search_text(text, integer) FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.knowledge_chunks_search_text(text, integer) TO platform_app;

CREATE OR REPLACE FUNCTION tenon.knowledge_chunks_search_vector(query vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
  SET plan_cache_mode TO force_custom_plan
  SET hnsw.iterative_scan TO relaxed_order
  SET hnsw.ef_search TO 100
AS $body$
#variable_conflict use_column
DECLARE
  tenon_tenant CONSTANT uuid := tenon.current_tenant();
BEGIN
  IF tenon_tenant IS NULL THEN
    RETURN;
  END IF;
  -- Through the index where the tenant has many rows, unless that gives up before it has found enough.
  IF (SELECT count(*) FROM (SELECT FROM public.knowledge_chunks WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN
    RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_chunks
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
    ORDER BY embedding OPERATOR(public.<=>) $1
    LIMIT $2
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  WHERE (SELECT count(*) FROM tenon_near) = $2
  ORDER BY tenon_distance + 0, id;
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;
  -- Else row by row, which is exact.
  RETURN QUERY
  WITH tenon_near AS MATERIALIZED (
    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_chunks
    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL
  )
  SELECT id, (1 - tenon_distance)::double precision
  FROM tenon_near
  ORDER BY tenon_distance + 0, id
  LIMIT $2;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_chunks_search_vector(public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.knowledge_chunks_search_vector(public.vector, integer) TO platform_app;

CREATE OR REPLACE FUNCTION tenon.knowledge_chunks_search_hybrid(query text, embedding vector, k integer) RETURNS TABLE (id uuid, score double precision)
  LANGUAGE plpgsql STABLE STRICT
  SET search_path TO pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH tenon_by_text AS MATERIALIZED (
    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS tenon_share
    FROM tenon.knowledge_chunks_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  ), tenon_by_vector AS MATERIALIZED (
    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())
           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS tenon_share
    FROM tenon.knowledge_chunks_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)
  )
  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score
  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)
  ORDER BY score DESC, id
  LIMIT $3;
END
$body$;
REVOKE ALL ON FUNCTION tenon.knowledge_chunks_search_hybrid(text, public.vector, integer) FROM PUBLIC, platform_app, platform_provisioner;
GRANT EXECUTE ON FUNCTION tenon.knowledge_chunks_search_hybrid(text, public.vector, integer) TO platform_app;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA tenon FROM platform_search;


-- CostEvent
CREATE TABLE cost_events (
  tenant_id   uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id          uuid          NOT NULL DEFAULT gen_random_uuid(),
  session_id  uuid,
  service     cost_service  NOT NULL,
  provider    text,
  tokens_used int4,
  cost_usd    numeric(10,6) NOT NULL,
  metadata    jsonb,
  "timestamp" timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT cost_events_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT cost_events_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT cost_events_session_fkey FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE SET NULL (session_id),  -- T3: a relation can't point into another tenant
  CONSTRAINT cost_events_cost_not_negative CHECK (cost_usd >= 0)
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX cost_events_tenant_id_timestamp_idx ON cost_events USING btree (tenant_id, "timestamp");
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX cost_events_tenant_id_service_timestamp_idx ON cost_events USING btree (tenant_id, service, "timestamp");
-- T5: every foreign key has an index
CREATE INDEX cost_events_tenant_id_session_id_idx ON cost_events USING btree (tenant_id, session_id);
CREATE STATISTICS cost_events_service_provider_stat (dependencies, mcv, ndistinct) ON service, provider FROM cost_events;
CREATE POLICY cost_events_select ON cost_events FOR SELECT TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_insert ON cost_events FOR INSERT TO platform_app  -- T6
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_update ON cost_events FOR UPDATE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()))
  WITH CHECK (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_delete ON cost_events FOR DELETE TO platform_app  -- T6
  USING (tenant_id = (SELECT tenon.current_tenant()));
CREATE POLICY cost_events_retain_select ON cost_events FOR SELECT TO platform_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING ("timestamp" < (SELECT tenon.expired_before()));
CREATE POLICY cost_events_retain_update ON cost_events FOR UPDATE TO platform_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING ("timestamp" < (SELECT tenon.expired_before()))
  WITH CHECK ("timestamp" < (SELECT tenon.expired_before()));
CREATE POLICY cost_events_retain_delete ON cost_events FOR DELETE TO platform_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING ("timestamp" < (SELECT tenon.expired_before()));
ALTER TABLE cost_events ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE cost_events FORCE ROW LEVEL SECURITY;  -- T6
GRANT SELECT, INSERT, UPDATE, DELETE ON cost_events TO platform_app;  -- T7
-- retain: rows are deleted 25 months after timestamp
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('timestamp', '25 months', 'public.cost_events', 'tenant_id');
COMMENT ON TABLE cost_events IS 'One use of a paid service.';
COMMENT ON COLUMN cost_events.tenant_id IS 'The tenant that the row belongs to.';


-- CostSummary
CREATE TABLE cost_summaries (
  tenant_id      uuid          NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id             uuid          NOT NULL DEFAULT gen_random_uuid(),
  period_start   timestamptz   NOT NULL,
  period_end     timestamptz   NOT NULL,
  total_cost_usd numeric(10,4) NOT NULL,
  breakdown      jsonb         NOT NULL,
  event_count    int4          NOT NULL DEFAULT 0,
  created_at     timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT cost_summaries_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT cost_summaries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT cost_summaries_period_has_length CHECK (period_end > period_start)
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX cost_summaries_tenant_id_period_start_period_end_idx ON cost_summaries USING btree (tenant_id, period_start, period_end);
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
  tenant_id          uuid           NOT NULL,  -- T1: every tenant row names its tenant, and goes with it
  id                 uuid           NOT NULL DEFAULT gen_random_uuid(),
  threshold          numeric(10,2)  NOT NULL,
  current_spend      numeric(10,4)  NOT NULL,
  period             budget_period  NOT NULL DEFAULT 'monthly',
  severity           alert_severity NOT NULL DEFAULT 'warning',
  notifications_sent int4           NOT NULL DEFAULT 0,
  triggered_at       timestamptz    NOT NULL DEFAULT now(),
  resolved           bool           NOT NULL DEFAULT false,
  resolved_at        timestamptz,
  metadata           jsonb,
  CONSTRAINT budget_alerts_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT budget_alerts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,  -- T1: every tenant row names its tenant, and goes with it
  CONSTRAINT budget_alerts_resolved_with_time CHECK (resolved = (resolved_at is not null))
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX budget_alerts_tenant_id_resolved_triggered_at_idx ON budget_alerts USING btree (tenant_id, resolved, triggered_at DESC);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX budget_alerts_tenant_id_triggered_at_idx ON budget_alerts USING btree (tenant_id, triggered_at);
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
  created_at        timestamptz  NOT NULL DEFAULT now(),
  updated_at        timestamptz  NOT NULL DEFAULT now(),
  CONSTRAINT ai_personalities_pkey PRIMARY KEY (tenant_id, id),  -- T2: the primary key is led by the tenant
  CONSTRAINT ai_personalities_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE  -- T1: every tenant row names its tenant, and goes with it
);
-- T4: unique constraints and indexes are led by the tenant
CREATE INDEX ai_personalities_tenant_id_is_default_is_active_idx ON ai_personalities USING btree (tenant_id, is_default, is_active);
-- T4: unique constraints and indexes are led by the tenant
CREATE UNIQUE INDEX ai_personalities_tenant_id_is_default_key ON ai_personalities USING btree (tenant_id, is_default) WHERE is_default;
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON ai_personalities FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
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
VALUES ('platform', 'f1f1cdfc44762bf9', '0.1.0');

COMMIT;
