-- Migration 3 of platform: checked. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE platform_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on accounts, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE accounts, widgets IN ACCESS EXCLUSIVE MODE;
-- make opaque make_texts_of
-- make_texts_of: What a list in JSON holds, as a list.
create function texts_of(list jsonb) returns text[] language sql immutable
    return array(select jsonb_array_elements_text(list));
-- make function tenon.uuid7()
SET LOCAL search_path TO pg_catalog;

-- uuid7: keys that grow with time. 48 bits of milliseconds, 12 of the microseconds within, and chance. Their
-- bodies are read now, and never by where a caller looks for names.
CREATE OR REPLACE FUNCTION tenon.uuid7() RETURNS uuid
  LANGUAGE sql PARALLEL SAFE
  RETURN (SELECT (lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')
                  || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid
          FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) AS clock);
REVOKE ALL ON FUNCTION tenon.uuid7() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7 to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO platform_app;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7 to platform_provisioner
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO platform_provisioner;

SET LOCAL search_path TO public;
-- make function tenon.uuid7_lowest(timestamp with time zone)
SET LOCAL search_path TO pg_catalog;

-- The lowest key of a time: a bound for ranges of keys.
CREATE OR REPLACE FUNCTION tenon.uuid7_lowest(at timestamptz) RETURNS uuid
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN rpad(lpad(to_hex(greatest(floor(extract(epoch FROM at) * 1000), 0)::bigint), 12, '0'), 32, '0')::uuid;
REVOKE ALL ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO platform_app;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to platform_provisioner
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO platform_provisioner;

SET LOCAL search_path TO public;
-- make function tenon.uuid7_time(uuid)
SET LOCAL search_path TO pg_catalog;

-- The time of a key, to the millisecond.
CREATE OR REPLACE FUNCTION tenon.uuid7_time(id uuid) RETURNS timestamptz
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN to_timestamp(('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint / 1000.0);
REVOKE ALL ON FUNCTION tenon.uuid7_time(uuid) FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_time(uuid) to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO platform_app;

SET LOCAL search_path TO public;
-- make grant on function tenon.uuid7_time(uuid) to platform_provisioner
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO platform_provisioner;

SET LOCAL search_path TO public;
-- make table tenon.partitioned
SET LOCAL search_path TO pg_catalog;


-- partition: the tables of which tenon.maintain() makes and drops partitions.
CREATE TABLE IF NOT EXISTS tenon.partitioned (
  relation regclass NOT NULL,
  levels   jsonb    NOT NULL,  -- by what its rows are divided, from the outside in
  CONSTRAINT partitioned_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.partitioned FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON tenon.retained FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON tenon.maintenance_clock FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make table tenon.maintenance_lock
SET LOCAL search_path TO pg_catalog;


-- Who has this table locked is the run that is at work: an advisory lock could be anyone's. Nothing stands in it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_lock (
);
REVOKE ALL ON tenon.maintenance_lock FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make table tenon.maintenance_skipped
SET LOCAL search_path TO pg_catalog;


-- Since when runs have been skipped, and for which one's sake. The end of a run empties it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_skipped (
  since timestamptz NOT NULL,
  run   text
);
REVOKE ALL ON tenon.maintenance_skipped FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON tenon.leaving FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make function tenon.range_start(timestamp with time zone, text, integer)
SET LOCAL search_path TO pg_catalog;

-- The beginning of the range that a time is in, or of one some ranges later. In UTC, whatever the session's zone.
CREATE OR REPLACE FUNCTION tenon.range_start(moment timestamptz, every text, later int) RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN (date_trunc(every, moment AT TIME ZONE 'UTC') + later * ('1 ' || every)::interval) AT TIME ZONE 'UTC';
REVOKE ALL ON FUNCTION tenon.range_start(timestamp with time zone, text, integer) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.partition_name(text, text) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.ranges_of(regclass, boolean) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.reach(regclass, boolean) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.drop_detached(oid) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.begin_maintenance() FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.end_maintenance() FROM PUBLIC, platform_app, platform_provisioner;

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
    'id', 'public.tenants'::regclass, item.column_name, item.relation, item.tenant, coalesce(' AND NOT (' || item.unless || ')', ''))
  INTO tenants USING cutoff;
  RETURN coalesce(tenants, '{}');
END
$body$;
REVOKE ALL ON FUNCTION tenon.tenants_to_expire(tenon.retained, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.expire(tenon.retained, timestamp with time zone, bigint) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.count_expired(tenon.retained, timestamp with time zone) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.maintain_at(timestamp with time zone, boolean, boolean) FROM PUBLIC, platform_app, platform_provisioner;

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
REVOKE ALL ON FUNCTION tenon.maintain() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.maintain to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.maintain() TO platform_app;

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
REVOKE ALL ON FUNCTION tenon.maintenance() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.maintenance to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.maintenance() TO platform_app;

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
REVOKE ALL ON FUNCTION tenon.runway() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.runway to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.runway() TO platform_app;

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
REVOKE ALL ON FUNCTION tenon.maintained() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make grant on function tenon.maintained to platform_app
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION tenon.maintained() TO platform_app;

SET LOCAL search_path TO public;
-- make function tenon.expired_before()
SET LOCAL search_path TO pg_catalog;

-- The time before which rows are past theirs, while tenon.maintain() removes them, and NULL at any other time: no row is
-- before NULL.
CREATE OR REPLACE FUNCTION tenon.expired_before() RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN nullif(current_setting('tenon.expired_before', true), '')::timestamptz;
REVOKE ALL ON FUNCTION tenon.expired_before() FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- add column expires_at of public.accounts (ACCESS EXCLUSIVE on accounts)
ALTER TABLE accounts ADD COLUMN expires_at timestamptz;
-- make registered row public.verification_tokens of tenon.retained (hazards: data-loss)
-- retain: rows are deleted 1 day after expires
INSERT INTO tenon.retained (column_name, keep, relation) VALUES ('expires', '1 day', 'public.verification_tokens');
-- add column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets)
ALTER TABLE widgets ADD COLUMN domain_whitelist text[];
-- make registered row public.cost_events of tenon.retained (hazards: data-loss)
-- retain: rows are deleted 25 months after timestamp
INSERT INTO tenon.retained (column_name, keep, relation, tenant) VALUES ('timestamp', '25 months', 'public.cost_events', 'tenant_id');
COMMIT;

-- tenon: step 2, in no transaction
-- fill column expires_at of public.accounts (ACCESS EXCLUSIVE on accounts; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 accounts.tenant_id%TYPE;
  fill_to_1 accounts.tenant_id%TYPE;
  fill_from_2 accounts.id%TYPE;
  fill_to_2 accounts.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'accounts'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'accounts'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'accounts'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT tenant_id, id INTO fill_from_1, fill_from_2 FROM accounts ORDER BY tenant_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1, fill_key_2) AS MATERIALIZED (
      SELECT tenant_id, id FROM accounts WHERE (tenant_id, id) >= (fill_from_1, fill_from_2) ORDER BY tenant_id, id LIMIT 5000),
    filled AS (
      UPDATE accounts SET expires_at = (to_timestamp(expires_at_seconds)) FROM fill_batch WHERE accounts.tenant_id = fill_key_1 AND accounts.id = fill_key_2 AND accounts.expires_at IS NULL)
    SELECT fill_key_1, fill_key_2 INTO fill_to_1, fill_to_2 FROM fill_batch ORDER BY fill_key_1 DESC, fill_key_2 DESC LIMIT 1;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'accounts'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 3, in no transaction
-- fill column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; these triggers fire for each: touch_updated_at; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 widgets.tenant_id%TYPE;
  fill_to_1 widgets.tenant_id%TYPE;
  fill_from_2 widgets.id%TYPE;
  fill_to_2 widgets.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'widgets'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'widgets'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'widgets'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT tenant_id, id INTO fill_from_1, fill_from_2 FROM widgets ORDER BY tenant_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1, fill_key_2) AS MATERIALIZED (
      SELECT tenant_id, id FROM widgets WHERE (tenant_id, id) >= (fill_from_1, fill_from_2) ORDER BY tenant_id, id LIMIT 5000),
    filled AS (
      UPDATE widgets SET domain_whitelist = (texts_of(whitelist)) FROM fill_batch WHERE widgets.tenant_id = fill_key_1 AND widgets.id = fill_key_2 AND widgets.domain_whitelist IS NULL)
    SELECT fill_key_1, fill_key_2 INTO fill_to_1, fill_to_2 FROM fill_batch ORDER BY fill_key_1 DESC, fill_key_2 DESC LIMIT 1;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'widgets'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 4, in no transaction
-- fill column cost_usd of public.sessions (ACCESS EXCLUSIVE on sessions; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 sessions.tenant_id%TYPE;
  fill_to_1 sessions.tenant_id%TYPE;
  fill_from_2 sessions.id%TYPE;
  fill_to_2 sessions.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'sessions'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT tenant_id, id INTO fill_from_1, fill_from_2 FROM sessions ORDER BY tenant_id, id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1, fill_key_2) AS MATERIALIZED (
      SELECT tenant_id, id FROM sessions WHERE (tenant_id, id) >= (fill_from_1, fill_from_2) ORDER BY tenant_id, id LIMIT 5000),
    filled AS (
      UPDATE sessions SET cost_usd = 0 FROM fill_batch WHERE sessions.tenant_id = fill_key_1 AND sessions.id = fill_key_2 AND sessions.cost_usd IS NULL)
    SELECT fill_key_1, fill_key_2 INTO fill_to_1, fill_to_2 FROM fill_batch ORDER BY fill_key_1 DESC, fill_key_2 DESC LIMIT 1;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'sessions'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 5, in no transaction
-- build the index of constraint tenants_stripe_subscription_id_key of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_stripe_subscription_id_key ON tenants USING btree (stripe_subscription_id);

-- tenon: step 6, in no transaction
-- build index auth_sessions_tenant_id_expires_idx of public.auth_sessions (SHARE UPDATE EXCLUSIVE on auth_sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY auth_sessions_tenant_id_expires_idx ON auth_sessions USING btree (tenant_id, expires);

-- tenon: step 7, in no transaction
-- build index verification_tokens_expires_idx of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY verification_tokens_expires_idx ON verification_tokens USING btree (expires);

-- tenon: step 8, in a transaction
BEGIN;
-- refuse NULL from now on in column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE widgets ADD CONSTRAINT widgets_domain_whitelist_is_there CHECK (domain_whitelist IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 9, in no transaction
-- fill the rest of column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets; reads all rows; hazards: full-scan)
-- rows that were written while the others were filled may have no value; by now each needs one; these triggers fire for each: touch_updated_at; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  failed_state text;
  failed_text text;
  fill_rows bigint;
BEGIN
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'widgets'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'widgets'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE widgets SET domain_whitelist = (texts_of(whitelist)) FROM (
      SELECT tenant_id, id FROM widgets WHERE domain_whitelist IS NULL AND ((texts_of(whitelist))) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1, fill_key_2)
      WHERE widgets.tenant_id = fill_key_1 AND widgets.id = fill_key_2 AND widgets.domain_whitelist IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'widgets'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 10, in a transaction
BEGIN;
-- hold new rows to constraint meetings_ended_after_start of public.meetings (ACCESS EXCLUSIVE on meetings; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE meetings ADD CONSTRAINT meetings_ended_after_start CHECK (ended_at is null or ended_at >= started_at) NOT VALID;
COMMIT;

-- tenon: step 11, in no transaction
-- build index meetings_tenant_id_started_at_idx of public.meetings (SHARE UPDATE EXCLUSIVE on meetings; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY meetings_tenant_id_started_at_idx ON meetings USING btree (tenant_id, started_at DESC);

-- tenon: step 12, in a transaction
BEGIN;
-- refuse NULL from now on in column cost_usd of public.sessions (ACCESS EXCLUSIVE on sessions; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE sessions ADD CONSTRAINT sessions_cost_usd_is_there CHECK (cost_usd IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 13, in no transaction
-- fill the rest of column cost_usd of public.sessions (ACCESS EXCLUSIVE on sessions; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'sessions'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'sessions'::regclass, 'platform_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE sessions SET cost_usd = 0 FROM (
      SELECT tenant_id, id FROM sessions WHERE cost_usd IS NULL AND (0) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1, fill_key_2)
      WHERE sessions.tenant_id = fill_key_1 AND sessions.id = fill_key_2 AND sessions.cost_usd IS NULL;
    GET DIAGNOSTICS fill_rows = ROW_COUNT;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;
    COMMIT;
  END LOOP;
  COMMIT;
  RESET enable_hashjoin;
  RESET enable_mergejoin;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'sessions'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 14, in a transaction
BEGIN;
-- hold new rows to constraint sessions_ended_after_start of public.sessions (ACCESS EXCLUSIVE on sessions; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE sessions ADD CONSTRAINT sessions_ended_after_start CHECK (ended_at is null or ended_at >= created_at) NOT VALID;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- hold new rows to constraint sessions_cost_not_negative of public.sessions (ACCESS EXCLUSIVE on sessions; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE sessions ADD CONSTRAINT sessions_cost_not_negative CHECK (cost_usd >= 0) NOT VALID;
COMMIT;

-- tenon: step 16, in no transaction
-- build index sessions_tenant_id_created_at_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_created_at_idx ON sessions USING btree (tenant_id, created_at DESC);

-- tenon: step 17, in no transaction
-- build index sessions_tenant_id_widget_id_created_at_idx of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY sessions_tenant_id_widget_id_created_at_idx ON sessions USING btree (tenant_id, widget_id, created_at DESC);

-- tenon: step 18, in no transaction
-- build index messages_tenant_id_session_id_timestamp_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY messages_tenant_id_session_id_timestamp_idx ON messages USING btree (tenant_id, session_id, "timestamp");

-- tenon: step 19, in no transaction
-- build index messages_tenant_id_timestamp_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY messages_tenant_id_timestamp_idx ON messages USING btree (tenant_id, "timestamp");

-- tenon: step 20, in no transaction
-- build index knowledge_documents_tenant_id_category_idx of public.knowledge_documents (SHARE UPDATE EXCLUSIVE on knowledge_documents; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY knowledge_documents_tenant_id_category_idx ON knowledge_documents USING btree (tenant_id, category);

-- tenon: step 21, in a transaction
BEGIN;
-- hold new rows to constraint cost_events_cost_not_negative of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE cost_events ADD CONSTRAINT cost_events_cost_not_negative CHECK (cost_usd >= 0) NOT VALID;
COMMIT;

-- tenon: step 22, in no transaction
-- build index cost_events_tenant_id_timestamp_idx of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY cost_events_tenant_id_timestamp_idx ON cost_events USING btree (tenant_id, "timestamp");

-- tenon: step 23, in no transaction
-- build index cost_events_tenant_id_service_timestamp_idx of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY cost_events_tenant_id_service_timestamp_idx ON cost_events USING btree (tenant_id, service, "timestamp");

-- tenon: step 24, in a transaction
BEGIN;
-- hold new rows to constraint cost_summaries_period_has_length of public.cost_summaries (ACCESS EXCLUSIVE on cost_summaries; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE cost_summaries ADD CONSTRAINT cost_summaries_period_has_length CHECK (period_end > period_start) NOT VALID;
COMMIT;

-- tenon: step 25, in no transaction
-- build index cost_summaries_tenant_id_period_start_period_end_idx of public.cost_summaries (SHARE UPDATE EXCLUSIVE on cost_summaries; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY cost_summaries_tenant_id_period_start_period_end_idx ON cost_summaries USING btree (tenant_id, period_start, period_end);

-- tenon: step 26, in a transaction
BEGIN;
-- hold new rows to constraint budget_alerts_resolved_with_time of public.budget_alerts (ACCESS EXCLUSIVE on budget_alerts; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE budget_alerts ADD CONSTRAINT budget_alerts_resolved_with_time CHECK (resolved = (resolved_at is not null)) NOT VALID;
COMMIT;

-- tenon: step 27, in no transaction
-- build index budget_alerts_tenant_id_resolved_triggered_at_idx of public.budget_alerts (SHARE UPDATE EXCLUSIVE on budget_alerts; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY budget_alerts_tenant_id_resolved_triggered_at_idx ON budget_alerts USING btree (tenant_id, resolved, triggered_at DESC);

-- tenon: step 28, in no transaction
-- build index budget_alerts_tenant_id_triggered_at_idx of public.budget_alerts (SHARE UPDATE EXCLUSIVE on budget_alerts; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY budget_alerts_tenant_id_triggered_at_idx ON budget_alerts USING btree (tenant_id, triggered_at);

-- tenon: step 29, in no transaction
-- build index ai_personalities_tenant_id_is_default_is_active_idx of public.ai_personalities (SHARE UPDATE EXCLUSIVE on ai_personalities; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY ai_personalities_tenant_id_is_default_is_active_idx ON ai_personalities USING btree (tenant_id, is_default, is_active);

-- tenon: step 30, in no transaction
-- build index ai_personalities_tenant_id_is_default_key of public.ai_personalities (SHARE UPDATE EXCLUSIVE on ai_personalities; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY ai_personalities_tenant_id_is_default_key ON ai_personalities USING btree (tenant_id, is_default) WHERE is_default;

-- tenon: step 31, in a transaction
BEGIN;
-- see that no row has NULL in column domain_whitelist of public.widgets (SHARE UPDATE EXCLUSIVE on widgets; reads all rows; hazards: full-scan)
ALTER TABLE widgets VALIDATE CONSTRAINT widgets_domain_whitelist_is_there;
COMMIT;

-- tenon: step 32, in a transaction
BEGIN;
-- see that all rows keep constraint meetings_ended_after_start of public.meetings (SHARE UPDATE EXCLUSIVE on meetings; reads all rows; hazards: full-scan)
ALTER TABLE meetings VALIDATE CONSTRAINT meetings_ended_after_start;
COMMIT;

-- tenon: step 33, in a transaction
BEGIN;
-- see that no row has NULL in column cost_usd of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: full-scan)
ALTER TABLE sessions VALIDATE CONSTRAINT sessions_cost_usd_is_there;
COMMIT;

-- tenon: step 34, in a transaction
BEGIN;
-- see that all rows keep constraint sessions_ended_after_start of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: full-scan)
ALTER TABLE sessions VALIDATE CONSTRAINT sessions_ended_after_start;
COMMIT;

-- tenon: step 35, in a transaction
BEGIN;
-- see that all rows keep constraint sessions_cost_not_negative of public.sessions (SHARE UPDATE EXCLUSIVE on sessions; reads all rows; hazards: full-scan)
ALTER TABLE sessions VALIDATE CONSTRAINT sessions_cost_not_negative;
COMMIT;

-- tenon: step 36, in a transaction
BEGIN;
-- see that all rows keep constraint cost_events_cost_not_negative of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events; reads all rows; hazards: full-scan)
ALTER TABLE cost_events VALIDATE CONSTRAINT cost_events_cost_not_negative;
COMMIT;

-- tenon: step 37, in a transaction
BEGIN;
-- see that all rows keep constraint cost_summaries_period_has_length of public.cost_summaries (SHARE UPDATE EXCLUSIVE on cost_summaries; reads all rows; hazards: full-scan)
ALTER TABLE cost_summaries VALIDATE CONSTRAINT cost_summaries_period_has_length;
COMMIT;

-- tenon: step 38, in a transaction
BEGIN;
-- see that all rows keep constraint budget_alerts_resolved_with_time of public.budget_alerts (SHARE UPDATE EXCLUSIVE on budget_alerts; reads all rows; hazards: full-scan)
ALTER TABLE budget_alerts VALIDATE CONSTRAINT budget_alerts_resolved_with_time;
COMMIT;

-- tenon: step 39, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on cost_events, sessions, tenants, widgets)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE cost_events, sessions, tenants, widgets IN ACCESS EXCLUSIVE MODE;
-- add constraint tenants_stripe_subscription_id_key of public.tenants (ACCESS EXCLUSIVE on tenants)
ALTER TABLE tenants ADD CONSTRAINT tenants_stripe_subscription_id_key UNIQUE USING INDEX tenants_stripe_subscription_id_key;
-- make NOT NULL column domain_whitelist of public.widgets (ACCESS EXCLUSIVE on widgets)
ALTER TABLE widgets ALTER COLUMN domain_whitelist SET NOT NULL;
ALTER TABLE widgets DROP CONSTRAINT widgets_domain_whitelist_is_there;
-- make NOT NULL column cost_usd of public.sessions (ACCESS EXCLUSIVE on sessions)
ALTER TABLE sessions ALTER COLUMN cost_usd SET NOT NULL;
ALTER TABLE sessions DROP CONSTRAINT sessions_cost_usd_is_there;
-- make view tenon.leaving_now
SET LOCAL search_path TO pg_catalog;

-- Where they stand: of which table they are a partition still, or whose detaching was begun, or of none.
CREATE OR REPLACE VIEW tenon.leaving_now (relation, name, detail, parent, pending) WITH (security_invoker = true) AS
SELECT l.relation, l.name, l.detail, i.inhparent, coalesce(i.inhdetachpending, false)
FROM tenon.leaving l JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relname = l.name
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = l.relation;
REVOKE ALL ON tenon.leaving_now FROM PUBLIC, platform_app, platform_provisioner;

SET LOCAL search_path TO public;
-- make policy tenants_retain_select of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: authorization)
CREATE POLICY tenants_retain_select ON tenants FOR SELECT TO platform_owner  -- retain: tenon.maintain() goes from tenant to tenant
  USING ((SELECT tenon.expired_before()) IS NOT NULL);
-- make statistics cost_events_service_provider_stat of public.cost_events (SHARE UPDATE EXCLUSIVE on cost_events)
CREATE STATISTICS cost_events_service_provider_stat (dependencies, mcv, ndistinct) ON service, provider FROM cost_events;
-- make policy cost_events_retain_select of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: authorization)
CREATE POLICY cost_events_retain_select ON cost_events FOR SELECT TO platform_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING ("timestamp" < (SELECT tenon.expired_before()));
-- make policy cost_events_retain_update of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: authorization)
CREATE POLICY cost_events_retain_update ON cost_events FOR UPDATE TO platform_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING ("timestamp" < (SELECT tenon.expired_before()))
  WITH CHECK ("timestamp" < (SELECT tenon.expired_before()));
-- make policy cost_events_retain_delete of public.cost_events (ACCESS EXCLUSIVE on cost_events; hazards: authorization)
CREATE POLICY cost_events_retain_delete ON cost_events FOR DELETE TO platform_owner  -- retain: tenon.maintain() reaches what is past its time, and nothing else
  USING ("timestamp" < (SELECT tenon.expired_before()));
-- tell which version is here (hazards: new-values)
-- a struct has another shape: code of one version may not read what the other has written
UPDATE tenon.schema_version SET fingerprint = '5cb0cff699e58617', accepts = '{}', tool_version = '0.1.0' WHERE name = 'platform';
COMMIT;
