-- Migration 2 of metachat: slugs. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
-- Whoever keeps the history: from the first step on, the schema's owner.
SELECT pg_catalog.set_config('role', pg_catalog.pg_get_userbyid(relowner), false) FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('tenon.migrations');
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;
SET timezone TO 'UTC';

-- tenon: step 1, in a transaction
BEGIN;
-- make the schema's roles, and give metachat_owner what is there (ACCESS EXCLUSIVE on every table; hazards: breaks-clients, authorization)
-- only its owner changes a table; who owned it before has no rights but those that were given
SET LOCAL ROLE NONE;
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
      ('metachat_owner', 'NOLOGIN', 'NOINHERIT', 'owns every object; nobody logs in as it'),
      ('metachat_app', 'LOGIN', 'NOINHERIT', 'what requests run as'),
      ('metachat_provisioner', 'LOGIN', 'NOINHERIT', 'makes, changes and removes tenants, one at a time')
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
  IF pg_catalog.pg_has_role('metachat_app', 'metachat_owner', 'MEMBER')
     OR pg_catalog.pg_has_role('metachat_provisioner', 'metachat_owner', 'MEMBER')
     OR pg_catalog.pg_has_role('metachat_app', 'metachat_provisioner', 'MEMBER') THEN
    RAISE EXCEPTION 'one of the roles %, % is a member of a stronger one', 'metachat_app', 'metachat_provisioner'
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
  FOREACH role_name IN ARRAY ARRAY['metachat_owner', 'metachat_app', 'metachat_provisioner'] LOOP
    IF NOT pg_catalog.pg_has_role(current_user, role_name, needed) THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
  END LOOP;
END
$membership$;
REVOKE ALL ON SCHEMA tenon FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO metachat_app;
GRANT CREATE, USAGE ON SCHEMA public TO metachat_owner;
GRANT USAGE ON SCHEMA public TO metachat_provisioner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA tenon TO metachat_app;
GRANT USAGE ON SCHEMA tenon TO metachat_provisioner;
ALTER SCHEMA tenon OWNER TO metachat_owner;
ALTER TABLE public.analytics_daily OWNER TO metachat_owner;
ALTER TABLE public.conversations OWNER TO metachat_owner;
ALTER TABLE public.documents OWNER TO metachat_owner;
ALTER TABLE public.invoices OWNER TO metachat_owner;
ALTER TABLE public.message_metrics OWNER TO metachat_owner;
DO $parts$
DECLARE
  part record;
  piece record;
BEGIN
  FOR part IN SELECT relid, level FROM pg_catalog.pg_partition_tree('public.messages') LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s OWNER TO %I', part.relid, 'metachat_owner'::text);
    CONTINUE WHEN part.level = 0;
    EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part.relid);
    FOR piece IN SELECT polname FROM pg_catalog.pg_policy WHERE polrelid = part.relid LOOP
      EXECUTE pg_catalog.format('DROP POLICY %I ON %s', piece.polname, part.relid);
    END LOOP;
    FOR piece IN
      SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS grantee
      FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS a
      WHERE c.oid = part.relid AND a.grantee <> c.relowner
    LOOP
      EXECUTE pg_catalog.format('REVOKE ALL ON %s FROM %s', part.relid, piece.grantee);
    END LOOP;
  END LOOP;
END
$parts$;
ALTER TABLE public.tenants OWNER TO metachat_owner;
ALTER TABLE public.verification_tokens OWNER TO metachat_owner;
ALTER TABLE tenon.migrations OWNER TO metachat_owner;
ALTER TABLE tenon.schema_version OWNER TO metachat_owner;
SET ROLE metachat_owner;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- make extension citext
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;

SET LOCAL ROLE metachat_owner;
-- make enum public.conversation_channel
CREATE TYPE public.conversation_channel AS ENUM ('web', 'whatsapp', 'telegram', 'messenger');
-- make enum public.conversation_status
CREATE TYPE public.conversation_status AS ENUM ('active', 'archived', 'deleted');
-- make enum public.document_status
CREATE TYPE public.document_status AS ENUM ('pending', 'processing', 'ready', 'failed');
-- make enum public.document_type
CREATE TYPE public.document_type AS ENUM ('pdf', 'docx', 'html', 'markdown', 'text');
-- make enum public.invoice_status
CREATE TYPE public.invoice_status AS ENUM ('draft', 'open', 'paid', 'uncollectible', 'void');
-- make enum public.message_direction
CREATE TYPE public.message_direction AS ENUM ('inbound', 'outbound');
-- make enum public.message_type
CREATE TYPE public.message_type AS ENUM ('text', 'image', 'audio', 'file');
-- make enum public.plan
CREATE TYPE public.plan AS ENUM ('free', 'starter', 'professional', 'enterprise');
-- make enum public.subscription_status
CREATE TYPE public.subscription_status AS ENUM ('trialing', 'active', 'past_due', 'canceled', 'unpaid');
-- make enum public.token_purpose
CREATE TYPE public.token_purpose AS ENUM ('email_verification', 'password_reset');
-- make domain public.currency
CREATE DOMAIN public.currency AS character varying(3)
  CONSTRAINT currency_check CHECK (((VALUE)::text ~ '^[A-Z]{3}$'::text));
-- make domain public.slug
CREATE DOMAIN public.slug AS text
  CONSTRAINT slug_check CHECK (((VALUE ~ '^[a-z0-9](-?[a-z0-9])*$'::text) AND (length(VALUE) <= 63)));
-- make table tenon.leaving
-- Partitions past their time, on their way out: `tenon maintain` detaches each without holding up anyone, and drops it then. If it
-- is killed in between, the next run goes on. A table that was renamed meanwhile is somebody's to keep.
CREATE TABLE IF NOT EXISTS tenon.leaving (
  relation oid  NOT NULL,
  name     text NOT NULL,
  detail   text NOT NULL,
  CONSTRAINT leaving_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.leaving FROM PUBLIC, metachat_app, metachat_provisioner;
-- make table tenon.maintenance_clock
-- A clock can be wrong for a while: what is past its time is dropped by the second run that sees it so, an hour later or more.
CREATE TABLE IF NOT EXISTS tenon.maintenance_clock (
  one          boolean                  NOT NULL DEFAULT true,
  seen_at      timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone NOT NULL,
  ended_at     timestamp with time zone,  -- of the last run that came to its end
  CONSTRAINT maintenance_clock_one_check CHECK (one),
  CONSTRAINT maintenance_clock_pkey PRIMARY KEY (one)
);
REVOKE ALL ON tenon.maintenance_clock FROM PUBLIC, metachat_app, metachat_provisioner;
-- make table tenon.maintenance_lock
-- Who has this table locked is the run that is at work: an advisory lock could be anyone's. Nothing stands in it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_lock (
);
REVOKE ALL ON tenon.maintenance_lock FROM PUBLIC, metachat_app, metachat_provisioner;
-- make table tenon.maintenance_skipped
-- Since when runs have been skipped, and for which one's sake. The end of a run empties it.
CREATE TABLE IF NOT EXISTS tenon.maintenance_skipped (
  since timestamp with time zone NOT NULL,
  run   text
);
REVOKE ALL ON tenon.maintenance_skipped FROM PUBLIC, metachat_app, metachat_provisioner;
-- make table tenon.partitioned
-- partition: the tables of which tenon.maintain() makes and drops partitions.
CREATE TABLE IF NOT EXISTS tenon.partitioned (
  relation regclass NOT NULL,
  levels   jsonb    NOT NULL,  -- by what its rows are divided, from the outside in
  CONSTRAINT partitioned_pkey PRIMARY KEY (relation)
);
REVOKE ALL ON tenon.partitioned FROM PUBLIC, metachat_app, metachat_provisioner;
-- make table tenon.retained
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
REVOKE ALL ON tenon.retained FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.begin_maintenance()
-- Takes the lock of a run until the end of the transaction, which gives no row. Where another run has it: `skipped`, and `stuck`
-- where one was skipped for the sake of that same run an hour ago. What was skipped for a run that was killed says nothing of others.
CREATE OR REPLACE FUNCTION tenon.begin_maintenance() RETURNS TABLE(action text, object text, detail text)
  LANGUAGE plpgsql
  SET DateStyle TO 'ISO, YMD'
  SET TimeZone TO 'UTC'
  SET search_path TO pg_catalog, pg_temp
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
REVOKE ALL ON FUNCTION tenon.begin_maintenance() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.count_expired(tenon.retained, timestamp with time zone)
-- How many rows of a table are past their time.
CREATE OR REPLACE FUNCTION tenon.count_expired(item tenon.retained, cutoff timestamp with time zone) RETURNS bigint
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
REVOKE ALL ON FUNCTION tenon.count_expired(tenon.retained, timestamp with time zone) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.current_tenant()
-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody else's next.
-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row matches: it fails closed.
CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (NULLIF(current_setting('app.current_tenant_id'::text, true), ''::text))::uuid;
REVOKE ALL ON FUNCTION tenon.current_tenant() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.drop_detached(oid)
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
REVOKE ALL ON FUNCTION tenon.drop_detached(oid) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.end_maintenance()
CREATE OR REPLACE FUNCTION tenon.end_maintenance() RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  DELETE FROM tenon.maintenance_skipped;
  UPDATE tenon.maintenance_clock SET ended_at = clock_timestamp();
END
$body$;
REVOKE ALL ON FUNCTION tenon.end_maintenance() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.enter_tenant(text)
-- The owner's way into a tenant for the open transaction: for seeds, administrators and maintenance.
CREATE OR REPLACE FUNCTION tenon.enter_tenant(tenant text) RETURNS void
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  PERFORM set_config('app.current_tenant_id', $1, true);
END
$body$;
REVOKE ALL ON FUNCTION tenon.enter_tenant(text) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.expire(tenon.retained, timestamp with time zone, bigint)
-- All that is past its time in a table, `most` rows of it: how many they were, and what kept some of them: a lock, or an error.
CREATE OR REPLACE FUNCTION tenon.expire(item tenon.retained, cutoff timestamp with time zone, most bigint, OUT done bigint, OUT late text, OUT wrong text)
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
REVOKE ALL ON FUNCTION tenon.expire(tenon.retained, timestamp with time zone, bigint) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint)
-- Deletes or clears a tenant's rows that are past their time, `most` of them at the most, and gives their number. By the table and
-- never by a partition's name, so that the table's triggers see it; whatever they do is bound by the tenant. A row has its place in
-- a partition, and not in the table.
CREATE OR REPLACE FUNCTION tenon.expire_of(item tenon.retained, tenant text, cutoff timestamp with time zone, most bigint)
  RETURNS bigint
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
REVOKE ALL ON FUNCTION tenon.expire_of(tenon.retained, text, timestamp with time zone, bigint) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.expired_before()
-- The time before which rows are past theirs, while tenon.maintain() removes them, and NULL at any other time: no row is
-- before NULL.
CREATE OR REPLACE FUNCTION tenon.expired_before() RETURNS timestamp with time zone
  LANGUAGE sql STABLE
  RETURN (NULLIF(current_setting('tenon.expired_before'::text, true), ''::text))::timestamp with time zone;
REVOKE ALL ON FUNCTION tenon.expired_before() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone)
-- The partitions that a level lacks: names and bounds. Of ranges, those from the oldest that is there to the last that is
-- wanted ahead; no more than 400 back, and none that is past its time. Bounds are made as text.
CREATE OR REPLACE FUNCTION tenon.lacking_partitions(parent regclass, parent_name text, level jsonb, moment timestamp with time zone)
  RETURNS TABLE(name text, bound text)
  LANGUAGE plpgsql STABLE
  SET DateStyle TO 'ISO, YMD'
  SET TimeZone TO 'UTC'
  SET search_path TO pg_catalog, pg_temp
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
REVOKE ALL ON FUNCTION tenon.lacking_partitions(regclass, text, jsonb, timestamp with time zone) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.maintain()
-- Makes the partitions that are missing, drops those past their time, deletes or anonymises the rows past theirs, and
-- tells what it did. To be run once a day at least; often, late, and twice at once do no harm. The time is the
-- server's: whoever could choose it could drop everything.
-- P12: what runs as the owner isn't PUBLIC's, and of it the application may call what takes no time from it.
CREATE OR REPLACE FUNCTION tenon.maintain() RETURNS TABLE(action text, object text, detail text)
  LANGUAGE sql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  -- How many rows of all tenants there were, and what an error says of one, is not the application's to know.
  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail
                                  ELSE 'the owner is told more' END
  FROM tenon.maintain_at(now()) AS m
$body$;
REVOKE ALL ON FUNCTION tenon.maintain() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.maintain_at(timestamp with time zone, boolean, boolean)
-- What is to be done at a time, and unless it is a rehearsal, doing it. Whatever fails leaves the rest to go on. A function can't
-- detach a partition while its table is in use: with `register`, those past their time are put into tenon.leaving and left to the
-- caller, who has the lock of the run already and ends it.
-- Its settings are what a caller may have set, and what it would change: which functions, operators and tables names mean; how texts
-- are read that are put together here, and lengths of time; how times are as bounds, and `before` which one rows are removed; how
-- columns are called in what is told. With row_security off, the owner's own policies would be errors. What triggers say of a
-- tenant's row is told to nobody. Who waits for a lock holds up all who come after: it is for the next run.
CREATE OR REPLACE FUNCTION tenon.maintain_at(moment timestamp with time zone, rehearsal boolean DEFAULT false, register boolean DEFAULT false)
  RETURNS TABLE(action text, object text, detail text)
  LANGUAGE plpgsql SECURITY DEFINER
  SET DateStyle TO 'ISO, YMD'
  SET IntervalStyle TO postgres
  SET TimeZone TO 'UTC'
  SET client_min_messages TO error
  SET lock_timeout TO '1s'
  SET quote_all_identifiers TO off
  SET row_security TO on
  SET search_path TO pg_catalog, pg_temp
  SET standard_conforming_strings TO on
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
REVOKE ALL ON FUNCTION tenon.maintain_at(timestamp with time zone, boolean, boolean) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.maintained()
-- When a run last came to its end, and since when others have been skipped for the sake of one that hasn't: NULL where none has.
CREATE OR REPLACE FUNCTION tenon.maintained()
  RETURNS TABLE(ended_at timestamp with time zone, skipped_since timestamp with time zone)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT (SELECT c.ended_at FROM tenon.maintenance_clock c), (SELECT min(s.since) FROM tenon.maintenance_skipped s)
$body$;
REVOKE ALL ON FUNCTION tenon.maintained() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.maintenance()
-- What a run would do now.
CREATE OR REPLACE FUNCTION tenon.maintenance() RETURNS TABLE(action text, object text, detail text)
  LANGUAGE sql SECURITY DEFINER
  SET search_path TO pg_catalog, pg_temp
AS $body$
  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail
                                  ELSE 'the owner is told more' END
  FROM tenon.maintain_at(now(), true) AS m
$body$;
REVOKE ALL ON FUNCTION tenon.maintenance() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone)
-- P2, P3: a partition, closed before any row can be in it. A new table has neither row-level security of its parent's nor its
-- grants: named directly, it would be open to whoever default privileges or a mistake let in. It gets forced row-level security and
-- no policy, so that nobody finds a row but through its table, whose policies say which.
-- Its settings say how a list's values and an option's are read; and where it is stored isn't the caller's choice.
CREATE OR REPLACE FUNCTION tenon.make_partition(parent regclass, space text, name text, bound text, levels jsonb, moment timestamp with time zone)
  RETURNS void
  LANGUAGE plpgsql
  SET default_table_access_method TO heap
  SET default_tablespace TO ''
  SET search_path TO pg_catalog, pg_temp
  SET standard_conforming_strings TO on
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
REVOKE ALL ON FUNCTION tenon.make_partition(regclass, text, text, text, jsonb, timestamp with time zone) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.partition_name(text, text)
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
REVOKE ALL ON FUNCTION tenon.partition_name(text, text) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.range_start(timestamp with time zone, text, integer)
-- The beginning of the range that a time is in, or of one some ranges later. In UTC, whatever the session's zone.
CREATE OR REPLACE FUNCTION tenon.range_start(moment timestamp with time zone, every text, later integer)
  RETURNS timestamp with time zone
  LANGUAGE sql STABLE
  RETURN ((date_trunc(every, (moment AT TIME ZONE 'UTC'::text)) + ((later)::double precision * (('1 '::text || every))::interval)) AT TIME ZONE 'UTC'::text);
REVOKE ALL ON FUNCTION tenon.range_start(timestamp with time zone, text, integer) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.ranges_of(regclass, boolean)
-- The ranges that a table has, by their bounds, which are read as text; of other partitions the bounds are NULL.
CREATE OR REPLACE FUNCTION tenon.ranges_of(parent regclass, uuid7 boolean)
  RETURNS TABLE(partition regclass, starts timestamp with time zone, ends timestamp with time zone)
  LANGUAGE plpgsql STABLE
  SET DateStyle TO 'ISO, YMD'
  SET TimeZone TO 'UTC'
  SET search_path TO pg_catalog, pg_temp
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
REVOKE ALL ON FUNCTION tenon.ranges_of(regclass, boolean) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.reach(regclass, boolean)
-- Until when a table takes rows, without a gap from now on.
CREATE OR REPLACE FUNCTION tenon.reach(parent regclass, uuid7 boolean) RETURNS timestamp with time zone
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
REVOKE ALL ON FUNCTION tenon.reach(regclass, boolean) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.runway()
-- Until when each table takes rows, without a gap from now on; where that is past, it takes none.
CREATE OR REPLACE FUNCTION tenon.runway() RETURNS TABLE(relation text, reaches timestamp with time zone, remaining interval)
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
REVOKE ALL ON FUNCTION tenon.runway() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.tenants_to_expire(tenon.retained, timestamp with time zone)
-- The tenants that have rows past their time; where rows are nobody's, nobody: ''. Whose turn is first is left to chance: a tenant
-- that has more than a run takes would always be the first otherwise. A look into the index for each, which the tenant leads.
CREATE OR REPLACE FUNCTION tenon.tenants_to_expire(item tenon.retained, cutoff timestamp with time zone) RETURNS text[]
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
REVOKE ALL ON FUNCTION tenon.tenants_to_expire(tenon.retained, timestamp with time zone) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.touch_updated_at()
CREATE OR REPLACE FUNCTION tenon.touch_updated_at() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION tenon.touch_updated_at() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.uuid7()
-- uuid7: keys that grow with time. 48 bits of milliseconds, 12 of the microseconds within, and chance. Their
-- bodies are read now, and never by where a caller looks for names.
CREATE OR REPLACE FUNCTION tenon.uuid7() RETURNS uuid
  LANGUAGE sql PARALLEL SAFE
  RETURN (SELECT ((((lpad(to_hex((clock.us / 1000)), 12, '0'::text) || '7'::text) || lpad(to_hex((((clock.us % (1000)::bigint) * 4096) / 1000)), 3, '0'::text)) || substr(replace((gen_random_uuid())::text, '-'::text, ''::text), 17)))::uuid AS uuid FROM (SELECT ((EXTRACT(epoch FROM clock_timestamp()) * (1000000)::numeric))::bigint AS us) clock);
REVOKE ALL ON FUNCTION tenon.uuid7() FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.uuid7_lowest(timestamp with time zone)
-- The lowest key of a time: a bound for ranges of keys.
CREATE OR REPLACE FUNCTION tenon.uuid7_lowest(at timestamp with time zone) RETURNS uuid
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN (rpad(lpad(to_hex((GREATEST(floor((EXTRACT(epoch FROM at) * (1000)::numeric)), (0)::numeric))::bigint), 12, '0'::text), 32, '0'::text))::uuid;
REVOKE ALL ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make function tenon.uuid7_time(uuid)
-- The time of a key, to the millisecond.
CREATE OR REPLACE FUNCTION tenon.uuid7_time(id uuid) RETURNS timestamp with time zone
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN to_timestamp((((((('x'::text || lpad(substr(replace((id)::text, '-'::text, ''::text), 1, 12), 16, '0'::text)))::bit(64))::bigint)::numeric / 1000.0))::double precision);
REVOKE ALL ON FUNCTION tenon.uuid7_time(uuid) FROM PUBLIC, metachat_app, metachat_provisioner;
-- make grant on function tenon.current_tenant to metachat_app
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO metachat_app;
-- make grant on function tenon.current_tenant to metachat_provisioner
GRANT EXECUTE ON FUNCTION tenon.current_tenant() TO metachat_provisioner;
-- make grant on function tenon.maintain to metachat_app
GRANT EXECUTE ON FUNCTION tenon.maintain() TO metachat_app;
-- make grant on function tenon.maintained to metachat_app
GRANT EXECUTE ON FUNCTION tenon.maintained() TO metachat_app;
-- make grant on function tenon.maintenance to metachat_app
GRANT EXECUTE ON FUNCTION tenon.maintenance() TO metachat_app;
-- make grant on function tenon.runway to metachat_app
GRANT EXECUTE ON FUNCTION tenon.runway() TO metachat_app;
-- make grant on function tenon.uuid7 to metachat_app
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO metachat_app;
-- make grant on function tenon.uuid7 to metachat_provisioner
GRANT EXECUTE ON FUNCTION tenon.uuid7() TO metachat_provisioner;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to metachat_app
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO metachat_app;
-- make grant on function tenon.uuid7_lowest(timestamp with time zone) to metachat_provisioner
GRANT EXECUTE ON FUNCTION tenon.uuid7_lowest(timestamp with time zone) TO metachat_provisioner;
-- make grant on function tenon.uuid7_time(uuid) to metachat_app
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO metachat_app;
-- make grant on function tenon.uuid7_time(uuid) to metachat_provisioner
GRANT EXECUTE ON FUNCTION tenon.uuid7_time(uuid) TO metachat_provisioner;
-- make comment on domain public.currency
COMMENT ON DOMAIN public.currency IS 'ISO 4217.';
COMMIT;

-- tenon: step 3, in a transaction
BEGIN;
-- add column slug of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock)
-- the server looks at each row for what is held by the type of column slug of public.tenants
ALTER TABLE public.tenants ADD COLUMN slug public.slug;
COMMIT;

-- tenon: step 4, in no transaction
-- fill column slug of public.tenants (ACCESS EXCLUSIVE on public.tenants; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 public.tenants.id%TYPE;
  fill_to_1 public.tenants.id%TYPE;
  failed_state text;
  failed_text text;
  fill_seen bigint := 0;
  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = 'public.tenants'::regclass);
  fill_program constant text := pg_catalog.current_setting('application_name');
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_bitmapscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM public.tenants ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1) AS MATERIALIZED (
      SELECT id FROM public.tenants WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000),
    filled AS (
      UPDATE public.tenants SET slug = (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))) FROM fill_batch WHERE public.tenants.id = fill_key_1 AND public.tenants.slug IS NULL)
    SELECT fill_key_1 INTO fill_to_1 FROM fill_batch ORDER BY fill_key_1 DESC LIMIT 1;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 5, in a transaction
BEGIN;
-- refuse NULL from now on in column tenantId of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE public.messages ADD CONSTRAINT "messages_tenantId_is_there" CHECK ("tenantId" IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 6, in a transaction
BEGIN;
-- refuse NULL from now on in column slug of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE public.tenants ADD CONSTRAINT tenants_slug_is_there CHECK (slug IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 7, in no transaction
-- fill the rest of column slug of public.tenants (ACCESS EXCLUSIVE on public.tenants; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE public.tenants SET slug = (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))) FROM (
      SELECT id FROM public.tenants WHERE slug IS NULL AND ((trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8)))) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1)
      WHERE public.tenants.id = fill_key_1 AND public.tenants.slug IS NULL;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 8, in no transaction
-- build the index of constraint analytics_daily_pkey of public.analytics_daily (SHARE UPDATE EXCLUSIVE on public.analytics_daily; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY analytics_daily_pkey_new ON public.analytics_daily USING btree (tenant_id, id);

-- tenon: step 9, in no transaction
-- build the index of constraint conversations_pkey of public.conversations (SHARE UPDATE EXCLUSIVE on public.conversations; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY conversations_pkey ON public.conversations USING btree ("tenantId", id);

-- tenon: step 10, in no transaction
-- build the index of constraint documents_pkey of public.documents (SHARE UPDATE EXCLUSIVE on public.documents; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY documents_pkey ON public.documents USING btree ("tenantId", id);

-- tenon: step 11, in no transaction
-- build the index of constraint invoices_pkey of public.invoices (SHARE UPDATE EXCLUSIVE on public.invoices; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY invoices_pkey_new ON public.invoices USING btree (tenant_id, id);

-- tenon: step 12, in no transaction
-- add in each partition, and take over, constraint messages_by_time_conversation_fkey of public.messages (ACCESS EXCLUSIVE on public.messages, public.conversations; reads all rows; hazards: full-scan, breaks-clients)
-- the table takes over what its partitions have without a look at the rows; each is looked at by itself, and closed to others for a moment alone
DO $partitions$
DECLARE
  part regclass;
  failed_state text;
  failed_text text;
BEGIN
  FOR part IN
    SELECT relid FROM pg_catalog.pg_partition_tree('public.messages'::regclass) WHERE isleaf AND level > 0 ORDER BY relid::text
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = 'messages_by_time_conversation_fkey' AND convalidated);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = 'messages_by_time_conversation_fkey') THEN
      EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', part, 'messages_by_time_conversation_fkey', 'FOREIGN KEY ("tenantId", "conversationId") REFERENCES public.conversations ("tenantId", id) ON DELETE CASCADE NOT VALID');
    END IF;
    COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', part);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', part, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.conversations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.conversations'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I', part, 'messages_by_time_conversation_fkey');
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', part);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.conversations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  END LOOP;
  LOCK TABLE public.messages IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (
    SELECT FROM pg_catalog.pg_partition_tree('public.messages'::regclass) WHERE isleaf AND level > 0
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = relid AND conname = 'messages_by_time_conversation_fkey' AND convalidated)
  ) THEN
    RAISE EXCEPTION 'a partition was made meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  ALTER TABLE public.messages ADD CONSTRAINT messages_by_time_conversation_fkey FOREIGN KEY ("tenantId", "conversationId") REFERENCES public.conversations ("tenantId", id) ON DELETE CASCADE;
END
$partitions$;

-- tenon: step 13, in no transaction, each partition of public.messages
-- build in each partition the index of constraint messages_by_time_pkey of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: index-build, breaks-clients)
--| CREATE UNIQUE INDEX CONCURRENTLY ON {leaf} USING btree ("tenantId", id, "timestamp");

-- tenon: step 14, in no transaction
-- build the index of constraint metrics_pkey of public.message_metrics (SHARE UPDATE EXCLUSIVE on public.message_metrics; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY metrics_pkey ON public.message_metrics USING btree (tenant_id, id);

-- tenon: step 15, in a transaction
BEGIN;
-- hold new rows to constraint analytics_daily_tenant_id_fkey of public.analytics_daily (SHARE ROW EXCLUSIVE on public.analytics_daily, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.analytics_daily ADD CONSTRAINT analytics_daily_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 16, in a transaction
BEGIN;
-- hold new rows to constraint conversations_tenant_id_fkey of public.conversations (SHARE ROW EXCLUSIVE on public.conversations, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.conversations ADD CONSTRAINT conversations_tenant_id_fkey FOREIGN KEY ("tenantId") REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 17, in a transaction
BEGIN;
-- hold new rows to constraint documents_tenant_id_fkey of public.documents (SHARE ROW EXCLUSIVE on public.documents, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.documents ADD CONSTRAINT documents_tenant_id_fkey FOREIGN KEY ("tenantId") REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 18, in no transaction
-- add in each partition, and take over, constraint messages_by_time_tenant_id_fkey of public.messages (ACCESS EXCLUSIVE on public.messages, public.tenants; reads all rows; hazards: full-scan, breaks-clients)
-- the table takes over what its partitions have without a look at the rows; each is looked at by itself, and closed to others for a moment alone
DO $partitions$
DECLARE
  part regclass;
  failed_state text;
  failed_text text;
BEGIN
  FOR part IN
    SELECT relid FROM pg_catalog.pg_partition_tree('public.messages'::regclass) WHERE isleaf AND level > 0 ORDER BY relid::text
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = 'messages_by_time_tenant_id_fkey' AND convalidated);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = 'messages_by_time_tenant_id_fkey') THEN
      EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', part, 'messages_by_time_tenant_id_fkey', 'FOREIGN KEY ("tenantId") REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID');
    END IF;
    COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', part);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', part, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I', part, 'messages_by_time_tenant_id_fkey');
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', part);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  END LOOP;
  LOCK TABLE public.messages IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (
    SELECT FROM pg_catalog.pg_partition_tree('public.messages'::regclass) WHERE isleaf AND level > 0
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = relid AND conname = 'messages_by_time_tenant_id_fkey' AND convalidated)
  ) THEN
    RAISE EXCEPTION 'a partition was made meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  ALTER TABLE public.messages ADD CONSTRAINT messages_by_time_tenant_id_fkey FOREIGN KEY ("tenantId") REFERENCES public.tenants (id) ON DELETE CASCADE;
END
$partitions$;

-- tenon: step 19, in a transaction
BEGIN;
-- hold new rows to constraint metrics_tenant_id_fkey of public.message_metrics (SHARE ROW EXCLUSIVE on public.message_metrics, public.tenants; hazards: breaks-clients)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE public.message_metrics ADD CONSTRAINT metrics_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 20, in no transaction
-- build the index of constraint tenants_slug_key of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_slug_key ON public.tenants USING btree (slug);

-- tenon: step 21, in no transaction
-- build the index of constraint tenants_stripe_customer_id_key of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_stripe_customer_id_key ON public.tenants USING btree (stripe_customer_id);

-- tenon: step 22, in no transaction
-- build the index of constraint tenants_stripe_subscription_id_key of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_stripe_subscription_id_key ON public.tenants USING btree (stripe_subscription_id);

-- tenon: step 23, in no transaction
-- build the index of constraint verification_tokens_token_hash_key of public.verification_tokens (SHARE UPDATE EXCLUSIVE on public.verification_tokens; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY verification_tokens_token_hash_key ON public.verification_tokens USING btree (token_hash);

-- tenon: step 24, in no transaction, each partition of public.messages
-- build in each partition index messages_by_time_tenant_id_conversation_id_sent_at_idx of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING btree ("tenantId", "conversationId", "timestamp" DESC);

-- tenon: step 25, in a transaction
BEGIN;
-- gather index messages_by_time_tenant_id_conversation_id_sent_at_idx of public.messages (SHARE on public.messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_by_time_tenant_id_conversation_id_sent_at_idx ON public.messages USING btree ("tenantId", "conversationId", "timestamp" DESC);
COMMIT;

-- tenon: step 26, in no transaction, each partition of public.messages
-- build in each partition index messages_by_time_tenant_id_external_id_idx of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING btree ("tenantId", "externalId");

-- tenon: step 27, in a transaction
BEGIN;
-- gather index messages_by_time_tenant_id_external_id_idx of public.messages (SHARE on public.messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_by_time_tenant_id_external_id_idx ON public.messages USING btree ("tenantId", "externalId");
COMMIT;

-- tenon: step 28, in no transaction, each partition of public.messages
-- build in each partition index messages_by_time_tenant_id_sent_at_idx of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING btree ("tenantId", "timestamp" DESC);

-- tenon: step 29, in a transaction
BEGIN;
-- gather index messages_by_time_tenant_id_sent_at_idx of public.messages (SHARE on public.messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_by_time_tenant_id_sent_at_idx ON public.messages USING btree ("tenantId", "timestamp" DESC);
COMMIT;

-- tenon: step 30, in a transaction
BEGIN;
-- see that no row has NULL in column tenantId of public.messages (SHARE UPDATE EXCLUSIVE on public.messages; reads all rows; hazards: full-scan)
ALTER TABLE public.messages VALIDATE CONSTRAINT "messages_tenantId_is_there";
COMMIT;

-- tenon: step 31, in a transaction
BEGIN;
-- see that no row has NULL in column slug of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants; reads all rows; hazards: full-scan)
ALTER TABLE public.tenants VALIDATE CONSTRAINT tenants_slug_is_there;
COMMIT;

-- tenon: step 32, in no transaction
-- see that all rows keep constraint analytics_daily_tenant_id_fkey of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.analytics_daily'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.analytics_daily'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.analytics_daily VALIDATE CONSTRAINT analytics_daily_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.analytics_daily'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 33, in no transaction
-- see that all rows keep constraint conversations_tenant_id_fkey of public.conversations (ACCESS EXCLUSIVE on public.conversations, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.conversations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.conversations'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.conversations VALIDATE CONSTRAINT conversations_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.conversations'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 34, in no transaction
-- see that all rows keep constraint documents_tenant_id_fkey of public.documents (ACCESS EXCLUSIVE on public.documents, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.documents'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.documents'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.documents VALIDATE CONSTRAINT documents_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.documents'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 35, in no transaction
-- see that all rows keep constraint metrics_tenant_id_fkey of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics, public.tenants; reads all rows; hazards: full-scan)
-- the owner is bound by the policies too, and would find kept what it doesn't see: the lock is held for a moment, to let it see all rows meanwhile
DO $proof$
DECLARE
  failed_state text;
  failed_text text;
BEGIN
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.message_metrics'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.message_metrics'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'public.tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    ALTER TABLE public.message_metrics VALIDATE CONSTRAINT metrics_tenant_id_fkey;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.message_metrics'::regclass);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'public.tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$proof$;

-- tenon: step 36, in a transaction
BEGIN;
-- change the type of column created_at of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.analytics_daily ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.analytics_daily ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.analytics_daily ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 37, in a transaction
BEGIN;
-- change the type of column channel of public.conversations (ACCESS EXCLUSIVE on public.conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.conversations ALTER COLUMN channel DROP DEFAULT;
ALTER TABLE public.conversations ALTER COLUMN channel TYPE public.conversation_channel USING channel::text::public.conversation_channel;
ALTER TABLE public.conversations ALTER COLUMN channel SET DEFAULT 'web'::public.conversation_channel;
COMMIT;

-- tenon: step 38, in a transaction
BEGIN;
-- change the type of column status of public.conversations (ACCESS EXCLUSIVE on public.conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.conversations ALTER COLUMN status DROP DEFAULT;
ALTER TABLE public.conversations ALTER COLUMN status TYPE public.conversation_status USING status::text::public.conversation_status;
ALTER TABLE public.conversations ALTER COLUMN status SET DEFAULT 'active'::public.conversation_status;
COMMIT;

-- tenon: step 39, in a transaction
BEGIN;
-- change the type of column lastMessageAt of public.conversations (ACCESS EXCLUSIVE on public.conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.conversations ALTER COLUMN "lastMessageAt" TYPE timestamp with time zone USING "lastMessageAt"::timestamp with time zone;
COMMIT;

-- tenon: step 40, in a transaction
BEGIN;
-- change the type of column createdAt of public.conversations (ACCESS EXCLUSIVE on public.conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.conversations ALTER COLUMN "createdAt" DROP DEFAULT;
ALTER TABLE public.conversations ALTER COLUMN "createdAt" TYPE timestamp with time zone USING "createdAt"::timestamp with time zone;
ALTER TABLE public.conversations ALTER COLUMN "createdAt" SET DEFAULT now();
COMMIT;

-- tenon: step 41, in a transaction
BEGIN;
-- change the type of column updatedAt of public.conversations (ACCESS EXCLUSIVE on public.conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.conversations ALTER COLUMN "updatedAt" DROP DEFAULT;
ALTER TABLE public.conversations ALTER COLUMN "updatedAt" TYPE timestamp with time zone USING "updatedAt"::timestamp with time zone;
ALTER TABLE public.conversations ALTER COLUMN "updatedAt" SET DEFAULT now();
COMMIT;

-- tenon: step 42, in a transaction
BEGIN;
-- change the type of column type of public.documents (ACCESS EXCLUSIVE on public.documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.documents ALTER COLUMN type TYPE public.document_type USING type::text::public.document_type;
COMMIT;

-- tenon: step 43, in a transaction
BEGIN;
-- change the type of column status of public.documents (ACCESS EXCLUSIVE on public.documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.documents ALTER COLUMN status DROP DEFAULT;
ALTER TABLE public.documents ALTER COLUMN status TYPE public.document_status USING status::text::public.document_status;
ALTER TABLE public.documents ALTER COLUMN status SET DEFAULT 'pending'::public.document_status;
COMMIT;

-- tenon: step 44, in a transaction
BEGIN;
-- change the type of column sizeBytes of public.documents (ACCESS EXCLUSIVE on public.documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.documents ALTER COLUMN "sizeBytes" TYPE bigint USING "sizeBytes"::bigint;
COMMIT;

-- tenon: step 45, in a transaction
BEGIN;
-- change the type of column createdAt of public.documents (ACCESS EXCLUSIVE on public.documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.documents ALTER COLUMN "createdAt" DROP DEFAULT;
ALTER TABLE public.documents ALTER COLUMN "createdAt" TYPE timestamp with time zone USING "createdAt"::timestamp with time zone;
ALTER TABLE public.documents ALTER COLUMN "createdAt" SET DEFAULT now();
COMMIT;

-- tenon: step 46, in a transaction
BEGIN;
-- change the type of column updatedAt of public.documents (ACCESS EXCLUSIVE on public.documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.documents ALTER COLUMN "updatedAt" DROP DEFAULT;
ALTER TABLE public.documents ALTER COLUMN "updatedAt" TYPE timestamp with time zone USING "updatedAt"::timestamp with time zone;
ALTER TABLE public.documents ALTER COLUMN "updatedAt" SET DEFAULT now();
COMMIT;

-- tenon: step 47, in a transaction
BEGIN;
-- change the type of column status of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN status DROP DEFAULT;
ALTER TABLE public.invoices ALTER COLUMN status TYPE public.invoice_status USING status::text::public.invoice_status;
ALTER TABLE public.invoices ALTER COLUMN status SET DEFAULT 'draft'::public.invoice_status;
COMMIT;

-- tenon: step 48, in a transaction
BEGIN;
-- change the type of column currency of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN currency TYPE public.currency USING currency::public.currency;
COMMIT;

-- tenon: step 49, in a transaction
BEGIN;
-- change the type of column amount_due of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN amount_due TYPE numeric(12,2) USING amount_due::numeric(12,2);
COMMIT;

-- tenon: step 50, in a transaction
BEGIN;
-- change the type of column amount_paid of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN amount_paid DROP DEFAULT;
ALTER TABLE public.invoices ALTER COLUMN amount_paid TYPE numeric(12,2) USING amount_paid::numeric(12,2);
ALTER TABLE public.invoices ALTER COLUMN amount_paid SET DEFAULT 0;
COMMIT;

-- tenon: step 51, in a transaction
BEGIN;
-- change the type of column period_start of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN period_start TYPE timestamp with time zone USING period_start::timestamp with time zone;
COMMIT;

-- tenon: step 52, in a transaction
BEGIN;
-- change the type of column period_end of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN period_end TYPE timestamp with time zone USING period_end::timestamp with time zone;
COMMIT;

-- tenon: step 53, in a transaction
BEGIN;
-- change the type of column due_at of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN due_at TYPE timestamp with time zone USING due_at::timestamp with time zone;
COMMIT;

-- tenon: step 54, in a transaction
BEGIN;
-- change the type of column paid_at of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN paid_at TYPE timestamp with time zone USING paid_at::timestamp with time zone;
COMMIT;

-- tenon: step 55, in a transaction
BEGIN;
-- change the type of column created_at of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.invoices ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.invoices ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 56, in a transaction
BEGIN;
-- change the type of column updated_at of public.invoices (ACCESS EXCLUSIVE on public.invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.invoices ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE public.invoices ALTER COLUMN updated_at TYPE timestamp with time zone USING updated_at::timestamp with time zone;
ALTER TABLE public.invoices ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 57, in a transaction
BEGIN;
-- change the type of column direction of public.messages (ACCESS EXCLUSIVE on public.messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.messages ALTER COLUMN direction TYPE public.message_direction USING direction::text::public.message_direction;
COMMIT;

-- tenon: step 58, in a transaction
BEGIN;
-- change the type of column type of public.messages (ACCESS EXCLUSIVE on public.messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.messages ALTER COLUMN type DROP DEFAULT;
ALTER TABLE public.messages ALTER COLUMN type TYPE public.message_type USING type::text::public.message_type;
ALTER TABLE public.messages ALTER COLUMN type SET DEFAULT 'text'::public.message_type;
COMMIT;

-- tenon: step 59, in a transaction
BEGIN;
-- change the type of column created_at of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.message_metrics ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.message_metrics ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.message_metrics ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 60, in a transaction
BEGIN;
-- change the type of column plan of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE public.tenants ALTER COLUMN plan TYPE public.plan USING plan::text::public.plan;
ALTER TABLE public.tenants ALTER COLUMN plan SET DEFAULT 'free'::public.plan;
COMMIT;

-- tenon: step 61, in a transaction
BEGIN;
-- change the type of column email of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN email TYPE public.citext USING email::public.citext;
COMMIT;

-- tenon: step 62, in a transaction
BEGIN;
-- change the type of column email_verified of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN email_verified TYPE timestamp with time zone USING email_verified::timestamp with time zone;
COMMIT;

-- tenon: step 63, in a transaction
BEGIN;
-- change the type of column subscription_status of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN subscription_status TYPE public.subscription_status USING subscription_status::text::public.subscription_status;
COMMIT;

-- tenon: step 64, in a transaction
BEGIN;
-- change the type of column trial_ends_at of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN trial_ends_at TYPE timestamp with time zone USING trial_ends_at::timestamp with time zone;
COMMIT;

-- tenon: step 65, in a transaction
BEGIN;
-- change the type of column current_period_end of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN current_period_end TYPE timestamp with time zone USING current_period_end::timestamp with time zone;
COMMIT;

-- tenon: step 66, in a transaction
BEGIN;
-- change the type of column createdAt of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN "createdAt" DROP DEFAULT;
ALTER TABLE public.tenants ALTER COLUMN "createdAt" TYPE timestamp with time zone USING "createdAt"::timestamp with time zone;
ALTER TABLE public.tenants ALTER COLUMN "createdAt" SET DEFAULT now();
COMMIT;

-- tenon: step 67, in a transaction
BEGIN;
-- change the type of column updatedAt of public.tenants (ACCESS EXCLUSIVE on public.tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.tenants ALTER COLUMN "updatedAt" DROP DEFAULT;
ALTER TABLE public.tenants ALTER COLUMN "updatedAt" TYPE timestamp with time zone USING "updatedAt"::timestamp with time zone;
ALTER TABLE public.tenants ALTER COLUMN "updatedAt" SET DEFAULT now();
COMMIT;

-- tenon: step 68, in a transaction
BEGIN;
-- change the type of column email of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.verification_tokens ALTER COLUMN email TYPE public.citext USING email::public.citext;
COMMIT;

-- tenon: step 69, in a transaction
BEGIN;
-- change the type of column purpose of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.verification_tokens ALTER COLUMN purpose TYPE public.token_purpose USING purpose::text::public.token_purpose;
COMMIT;

-- tenon: step 70, in a transaction
BEGIN;
-- change the type of column expires_at of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.verification_tokens ALTER COLUMN expires_at TYPE timestamp with time zone USING expires_at::timestamp with time zone;
COMMIT;

-- tenon: step 71, in a transaction
BEGIN;
-- change the type of column used_at of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.verification_tokens ALTER COLUMN used_at TYPE timestamp with time zone USING used_at::timestamp with time zone;
COMMIT;

-- tenon: step 72, in a transaction
BEGIN;
-- change the type of column created_at of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE public.verification_tokens ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE public.verification_tokens ALTER COLUMN created_at TYPE timestamp with time zone USING created_at::timestamp with time zone;
ALTER TABLE public.verification_tokens ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 73, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on public.analytics_daily, public.conversations, public.documents, public.invoices, public.message_metrics, public.messages, public.tenants, public.verification_tokens)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE public.analytics_daily, public.conversations, public.documents, public.invoices, public.message_metrics, public.messages, public.tenants, public.verification_tokens IN ACCESS EXCLUSIVE MODE;
-- take off constraint messages_conversationId_fkey of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages DROP CONSTRAINT "messages_conversationId_fkey";
-- drop constraint Document_tenantId_fkey of public.documents (ACCESS EXCLUSIVE on public.documents, public.tenants)
ALTER TABLE public.documents DROP CONSTRAINT "Document_tenantId_fkey";
-- drop constraint Conversation_tenantId_fkey of public.conversations (ACCESS EXCLUSIVE on public.conversations, public.tenants)
ALTER TABLE public.conversations DROP CONSTRAINT "Conversation_tenantId_fkey";
-- drop constraint messages_pkey of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.messages DROP CONSTRAINT messages_pkey;
-- drop constraint message_metrics_pkey of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.message_metrics DROP CONSTRAINT message_metrics_pkey;
-- drop constraint Document_pkey of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.documents DROP CONSTRAINT "Document_pkey";
-- drop constraint Conversation_pkey of public.conversations (ACCESS EXCLUSIVE on public.conversations; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.conversations DROP CONSTRAINT "Conversation_pkey";
-- make NOT NULL column tenantId of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages ALTER COLUMN "tenantId" SET NOT NULL;
ALTER TABLE public.messages DROP CONSTRAINT "messages_tenantId_is_there";
-- change the default of column timestamp of public.messages (ACCESS EXCLUSIVE on public.messages)
ALTER TABLE public.messages ALTER COLUMN "timestamp" SET DEFAULT now();
-- make NOT NULL column slug of public.tenants (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants ALTER COLUMN slug SET NOT NULL;
ALTER TABLE public.tenants DROP CONSTRAINT tenants_slug_is_there;
-- drop constraint analytics_daily_pkey of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.analytics_daily DROP CONSTRAINT analytics_daily_pkey;
-- add constraint analytics_daily_pkey of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily)
ALTER TABLE public.analytics_daily ADD CONSTRAINT analytics_daily_pkey PRIMARY KEY USING INDEX analytics_daily_pkey_new;
-- add constraint conversations_pkey of public.conversations (ACCESS EXCLUSIVE on public.conversations)
ALTER TABLE public.conversations ADD CONSTRAINT conversations_pkey PRIMARY KEY USING INDEX conversations_pkey;
-- add constraint documents_pkey of public.documents (ACCESS EXCLUSIVE on public.documents)
ALTER TABLE public.documents ADD CONSTRAINT documents_pkey PRIMARY KEY USING INDEX documents_pkey;
-- drop constraint invoices_pkey of public.invoices (ACCESS EXCLUSIVE on public.invoices; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE public.invoices DROP CONSTRAINT invoices_pkey;
-- add constraint invoices_pkey of public.invoices (ACCESS EXCLUSIVE on public.invoices)
ALTER TABLE public.invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY USING INDEX invoices_pkey_new;
-- add constraint messages_by_time_pkey of public.messages (ACCESS EXCLUSIVE on public.messages)
-- the partitions have theirs by now, which it takes over without building any
DO $partitions$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT t.relid, c.relname, min(x.indexrelid)::regclass AS index
    FROM pg_catalog.pg_partition_tree('public.messages'::regclass) t JOIN pg_catalog.pg_class c ON c.oid = t.relid
    JOIN pg_catalog.pg_index x ON x.indrelid = t.relid
    WHERE t.isleaf AND t.level > 0 AND x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL
      AND ARRAY(SELECT a.attname::text FROM unnest(x.indkey[0:x.indnkeyatts - 1]) WITH ORDINALITY k (at, n)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = t.relid AND a.attnum = k.at ORDER BY k.n) = ARRAY['tenantId', 'id', 'timestamp']
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = x.indexrelid)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.indexrelid)
    GROUP BY t.relid, c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', part.relid,
                              left(part.relname || '_by_time_pkey', 63), (SELECT relname FROM pg_catalog.pg_class WHERE oid = part.index));
  END LOOP;
END
$partitions$;
ALTER TABLE public.messages ADD CONSTRAINT messages_by_time_pkey PRIMARY KEY ("tenantId", id, "timestamp");
-- add constraint metrics_pkey of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics)
ALTER TABLE public.message_metrics ADD CONSTRAINT metrics_pkey PRIMARY KEY USING INDEX metrics_pkey;
-- add constraint tenants_slug_key of public.tenants (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants ADD CONSTRAINT tenants_slug_key UNIQUE USING INDEX tenants_slug_key;
-- add constraint tenants_stripe_customer_id_key of public.tenants (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants ADD CONSTRAINT tenants_stripe_customer_id_key UNIQUE USING INDEX tenants_stripe_customer_id_key;
-- add constraint tenants_stripe_subscription_id_key of public.tenants (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants ADD CONSTRAINT tenants_stripe_subscription_id_key UNIQUE USING INDEX tenants_stripe_subscription_id_key;
-- add constraint verification_tokens_token_hash_key of public.verification_tokens (ACCESS EXCLUSIVE on public.verification_tokens)
ALTER TABLE public.verification_tokens ADD CONSTRAINT verification_tokens_token_hash_key UNIQUE USING INDEX verification_tokens_token_hash_key;
-- make view tenon.leaving_now
-- Where they stand: of which table they are a partition still, or whose detaching was begun, or of none.
CREATE OR REPLACE VIEW tenon.leaving_now (relation, name, detail, parent, pending) WITH (security_invoker = true) AS
 SELECT l.relation,
    l.name,
    l.detail,
    i.inhparent AS parent,
    COALESCE(i.inhdetachpending, false) AS pending
   FROM ((tenon.leaving l
     JOIN pg_class c ON (((c.oid = l.relation) AND (c.relname = l.name))))
     LEFT JOIN pg_inherits i ON ((i.inhrelid = l.relation)));
REVOKE ALL ON tenon.leaving_now FROM PUBLIC, metachat_app, metachat_provisioner;
-- make trigger touch_updated_at of public.conversations (SHARE ROW EXCLUSIVE on public.conversations)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.conversations FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.documents (SHARE ROW EXCLUSIVE on public.documents)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.documents FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.invoices (SHARE ROW EXCLUSIVE on public.invoices)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.tenants (SHARE ROW EXCLUSIVE on public.tenants)
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON public.tenants FOR EACH ROW WHEN ((old.* *<> new.*)) EXECUTE FUNCTION tenon.touch_updated_at();
-- make policy analytics_daily_delete of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_delete ON public.analytics_daily FOR DELETE TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy analytics_daily_insert of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_insert ON public.analytics_daily FOR INSERT TO metachat_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy analytics_daily_select of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_select ON public.analytics_daily FOR SELECT TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy analytics_daily_update of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; hazards: authorization)
CREATE POLICY analytics_daily_update ON public.analytics_daily FOR UPDATE TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy conversations_delete of public.conversations (ACCESS EXCLUSIVE on public.conversations; hazards: authorization)
CREATE POLICY conversations_delete ON public.conversations FOR DELETE TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy conversations_insert of public.conversations (ACCESS EXCLUSIVE on public.conversations; hazards: authorization)
CREATE POLICY conversations_insert ON public.conversations FOR INSERT TO metachat_app  -- T6
  WITH CHECK (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy conversations_select of public.conversations (ACCESS EXCLUSIVE on public.conversations; hazards: authorization)
CREATE POLICY conversations_select ON public.conversations FOR SELECT TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy conversations_update of public.conversations (ACCESS EXCLUSIVE on public.conversations; hazards: authorization)
CREATE POLICY conversations_update ON public.conversations FOR UPDATE TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_delete of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_delete ON public.documents FOR DELETE TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_insert of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_insert ON public.documents FOR INSERT TO metachat_app  -- T6
  WITH CHECK (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_select of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_select ON public.documents FOR SELECT TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy documents_update of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
CREATE POLICY documents_update ON public.documents FOR UPDATE TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy invoices_delete of public.invoices (ACCESS EXCLUSIVE on public.invoices; hazards: authorization)
CREATE POLICY invoices_delete ON public.invoices FOR DELETE TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy invoices_insert of public.invoices (ACCESS EXCLUSIVE on public.invoices; hazards: authorization)
CREATE POLICY invoices_insert ON public.invoices FOR INSERT TO metachat_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy invoices_select of public.invoices (ACCESS EXCLUSIVE on public.invoices; hazards: authorization)
CREATE POLICY invoices_select ON public.invoices FOR SELECT TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy invoices_update of public.invoices (ACCESS EXCLUSIVE on public.invoices; hazards: authorization)
CREATE POLICY invoices_update ON public.invoices FOR UPDATE TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_by_time_delete of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: authorization)
CREATE POLICY messages_by_time_delete ON public.messages FOR DELETE TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_by_time_insert of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: authorization)
CREATE POLICY messages_by_time_insert ON public.messages FOR INSERT TO metachat_app  -- T6
  WITH CHECK (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_by_time_select of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: authorization)
CREATE POLICY messages_by_time_select ON public.messages FOR SELECT TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy messages_by_time_update of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: authorization)
CREATE POLICY messages_by_time_update ON public.messages FOR UPDATE TO metachat_app  -- T6
  USING (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK (("tenantId" = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metrics_delete of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: authorization)
CREATE POLICY metrics_delete ON public.message_metrics FOR DELETE TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metrics_insert of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: authorization)
CREATE POLICY metrics_insert ON public.message_metrics FOR INSERT TO metachat_app  -- T6
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metrics_select of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: authorization)
CREATE POLICY metrics_select ON public.message_metrics FOR SELECT TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy metrics_update of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: authorization)
CREATE POLICY metrics_update ON public.message_metrics FOR UPDATE TO metachat_app  -- T6
  USING ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((tenant_id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_delete of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
CREATE POLICY tenants_delete ON public.tenants FOR DELETE TO metachat_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_insert of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
CREATE POLICY tenants_insert ON public.tenants FOR INSERT TO metachat_provisioner  -- T6
  WITH CHECK ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_select of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
CREATE POLICY tenants_select ON public.tenants FOR SELECT TO metachat_app, metachat_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make policy tenants_update of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
CREATE POLICY tenants_update ON public.tenants FOR UPDATE TO metachat_provisioner  -- T6
  USING ((id = ( SELECT tenon.current_tenant() AS current_tenant)))
  WITH CHECK ((id = ( SELECT tenon.current_tenant() AS current_tenant)));
-- make row security of public.analytics_daily (ACCESS EXCLUSIVE on public.analytics_daily; hazards: authorization)
ALTER TABLE public.analytics_daily ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.analytics_daily FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.conversations (ACCESS EXCLUSIVE on public.conversations; hazards: authorization)
ALTER TABLE public.conversations ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.conversations FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.documents (ACCESS EXCLUSIVE on public.documents; hazards: authorization)
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.documents FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.invoices (ACCESS EXCLUSIVE on public.invoices; hazards: authorization)
ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.invoices FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.messages (ACCESS EXCLUSIVE on public.messages; hazards: authorization)
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.messages FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.message_metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: authorization)
ALTER TABLE public.message_metrics ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.message_metrics FORCE ROW LEVEL SECURITY;  -- T6
-- make row security of public.tenants (ACCESS EXCLUSIVE on public.tenants; hazards: authorization)
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;  -- T6
ALTER TABLE public.tenants FORCE ROW LEVEL SECURITY;  -- T6
-- make grant on table public.analytics_daily to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.analytics_daily TO metachat_app;  -- T7
-- make grant on table public.conversations to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.conversations TO metachat_app;  -- T7
-- make grant on table public.documents to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.documents TO metachat_app;  -- T7
-- make grant on table public.invoices to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.invoices TO metachat_app;  -- T7
-- make grant on table public.messages to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.messages TO metachat_app;  -- T7
-- make grant on table public.message_metrics to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.message_metrics TO metachat_app;  -- T7
-- make grant on table public.tenants to metachat_app (hazards: authorization)
GRANT SELECT ON public.tenants TO metachat_app;  -- T7
-- make grant on table public.tenants to metachat_provisioner (hazards: authorization)
GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenants TO metachat_provisioner;  -- T7
-- make grant on table public.verification_tokens to metachat_app (hazards: authorization)
GRANT SELECT, INSERT, UPDATE (created_at, email, expires_at, purpose, token_hash, used_at), DELETE ON public.verification_tokens TO metachat_app;  -- T7
-- make grant on table tenon.schema_version to metachat_app (hazards: authorization)
GRANT SELECT ON tenon.schema_version TO metachat_app;
-- make grant on table tenon.schema_version to metachat_provisioner (hazards: authorization)
GRANT SELECT ON tenon.schema_version TO metachat_provisioner;
-- make comment on table public.tenants
COMMENT ON TABLE public.tenants IS 'A customer, found by its slug.';
-- make comment on column slug of public.tenants (SHARE UPDATE EXCLUSIVE on public.tenants)
COMMENT ON COLUMN public.tenants.slug IS 'Made of the name where there was none, with a part of the key, since names may be the same.';
-- make comment on column tenantId of public.conversations (SHARE UPDATE EXCLUSIVE on public.conversations)
COMMENT ON COLUMN public.conversations."tenantId" IS 'The tenant that the row belongs to.';
-- make comment on table public.messages
COMMENT ON TABLE public.messages IS 'Of before, cut by the time at which they were sent: no migration cuts rows in another way, and so the next version has
others, to which they are moved.';
-- make comment on column tenantId of public.messages (SHARE UPDATE EXCLUSIVE on public.messages)
COMMENT ON COLUMN public.messages."tenantId" IS 'The tenant that the row belongs to.';
-- make comment on column tenantId of public.documents (SHARE UPDATE EXCLUSIVE on public.documents)
COMMENT ON COLUMN public.documents."tenantId" IS 'The tenant that the row belongs to.';
-- make comment on column tenant_id of public.invoices (SHARE UPDATE EXCLUSIVE on public.invoices)
COMMENT ON COLUMN public.invoices.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on table public.message_metrics
COMMENT ON TABLE public.message_metrics IS 'Kept for ever, with what visitors wrote, of messages that may be gone.';
-- make comment on column tenant_id of public.message_metrics (SHARE UPDATE EXCLUSIVE on public.message_metrics)
COMMENT ON COLUMN public.message_metrics.tenant_id IS 'The tenant that the row belongs to.';
-- make comment on column tenant_id of public.analytics_daily (SHARE UPDATE EXCLUSIVE on public.analytics_daily)
COMMENT ON COLUMN public.analytics_daily.tenant_id IS 'The tenant that the row belongs to.';
-- make registered row public.messages of tenon.partitioned
-- partition: by range of sent_at, one a month, 3 ahead
INSERT INTO tenon.partitioned (levels, relation) VALUES ('[{"ahead": 3, "every": "month", "named": "YYYY_MM", "clause": "RANGE (sent_at)", "method": "range"}]', 'public.messages');
-- rename table public.messages to messages_by_time (ACCESS EXCLUSIVE on public.messages; hazards: breaks-clients)
ALTER TABLE public.messages RENAME TO messages_by_time;
-- rename the partitions of table public.messages_by_time
DO $partitions$
DECLARE
  part record;
  old constant text := 'messages_';
  new constant text := 'messages_by_time_';
BEGIN
  FOR part IN
    SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_partition_tree('public.messages_by_time') t JOIN pg_catalog.pg_class c ON c.oid = t.relid
    WHERE t.level > 0 AND starts_with(c.relname, old)
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME TO %I', part.name, new || substr(part.relname, length(old) + 1));
  END LOOP;
  FOR part IN
    SELECT c.conrelid::regclass AS name, c.conname FROM pg_catalog.pg_partition_tree('public.messages_by_time') t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.relid
    WHERE t.level > 0 AND c.contype IN ('p', 'u', 'f', 'x') AND starts_with(c.conname, old)
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', part.name, part.conname, new || substr(part.conname, length(old) + 1));
  END LOOP;
  FOR part IN
    SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_partition_tree('public.messages_by_time') t JOIN pg_catalog.pg_index i ON i.indrelid = t.relid
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE t.level > 0 AND starts_with(c.relname, old)
  LOOP
    EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', part.name, new || substr(part.relname, length(old) + 1));
  END LOOP;
END
$partitions$;
-- rename table public.message_metrics to metrics (ACCESS EXCLUSIVE on public.message_metrics; hazards: breaks-clients)
ALTER TABLE public.message_metrics RENAME TO metrics;
-- rename column createdAt of public.conversations to created_at (ACCESS EXCLUSIVE on public.conversations; hazards: breaks-clients)
ALTER TABLE public.conversations RENAME COLUMN "createdAt" TO created_at;
-- rename column lastMessageAt of public.conversations to last_message_at (ACCESS EXCLUSIVE on public.conversations; hazards: breaks-clients)
ALTER TABLE public.conversations RENAME COLUMN "lastMessageAt" TO last_message_at;
-- rename column tenantId of public.conversations to tenant_id (ACCESS EXCLUSIVE on public.conversations; hazards: breaks-clients)
ALTER TABLE public.conversations RENAME COLUMN "tenantId" TO tenant_id;
-- rename column updatedAt of public.conversations to updated_at (ACCESS EXCLUSIVE on public.conversations; hazards: breaks-clients)
ALTER TABLE public.conversations RENAME COLUMN "updatedAt" TO updated_at;
-- rename column userId of public.conversations to user_id (ACCESS EXCLUSIVE on public.conversations; hazards: breaks-clients)
ALTER TABLE public.conversations RENAME COLUMN "userId" TO user_id;
-- rename column createdAt of public.documents to created_at (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "createdAt" TO created_at;
-- rename column sizeBytes of public.documents to size_bytes (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "sizeBytes" TO size_bytes;
-- rename column tenantId of public.documents to tenant_id (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "tenantId" TO tenant_id;
-- rename column updatedAt of public.documents to updated_at (ACCESS EXCLUSIVE on public.documents; hazards: breaks-clients)
ALTER TABLE public.documents RENAME COLUMN "updatedAt" TO updated_at;
-- rename column createdAt of public.tenants to created_at (ACCESS EXCLUSIVE on public.tenants; hazards: breaks-clients)
ALTER TABLE public.tenants RENAME COLUMN "createdAt" TO created_at;
-- rename column email_verified of public.tenants to email_verified_at (ACCESS EXCLUSIVE on public.tenants; hazards: breaks-clients)
ALTER TABLE public.tenants RENAME COLUMN email_verified TO email_verified_at;
-- rename column enabled of public.tenants to is_active (ACCESS EXCLUSIVE on public.tenants; hazards: breaks-clients)
ALTER TABLE public.tenants RENAME COLUMN enabled TO is_active;
-- rename column updatedAt of public.tenants to updated_at (ACCESS EXCLUSIVE on public.tenants; hazards: breaks-clients)
ALTER TABLE public.tenants RENAME COLUMN "updatedAt" TO updated_at;
-- rename column conversationId of public.messages_by_time to conversation_id (ACCESS EXCLUSIVE on public.messages_by_time; hazards: breaks-clients)
ALTER TABLE public.messages_by_time RENAME COLUMN "conversationId" TO conversation_id;
-- rename column externalId of public.messages_by_time to external_id (ACCESS EXCLUSIVE on public.messages_by_time; hazards: breaks-clients)
ALTER TABLE public.messages_by_time RENAME COLUMN "externalId" TO external_id;
-- rename column timestamp of public.messages_by_time to sent_at (ACCESS EXCLUSIVE on public.messages_by_time; hazards: breaks-clients)
ALTER TABLE public.messages_by_time RENAME COLUMN "timestamp" TO sent_at;
-- rename column tenantId of public.messages_by_time to tenant_id (ACCESS EXCLUSIVE on public.messages_by_time; hazards: breaks-clients)
ALTER TABLE public.messages_by_time RENAME COLUMN "tenantId" TO tenant_id;
-- rename constraint Tenant_pkey of public.tenants to tenants_pkey (ACCESS EXCLUSIVE on public.tenants)
ALTER TABLE public.tenants RENAME CONSTRAINT "Tenant_pkey" TO tenants_pkey;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '9d41cbf3fc722ccf', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;

-- tenon: step 74, in a transaction
BEGIN;
-- make the partitions that are missing (SHARE ROW EXCLUSIVE on every table with partitions, and what it refers to)
DO $partitions$
DECLARE
  wrong record;
BEGIN
  FOR wrong IN SELECT * FROM tenon.maintain() WHERE action NOT IN ('made', 'dropped', 'deleted', 'anonymised', 'detached') LOOP
    RAISE EXCEPTION '% can''t be made: % (%)', wrong.object, wrong.detail, wrong.action;
  END LOOP;
END
$partitions$;
COMMIT;
