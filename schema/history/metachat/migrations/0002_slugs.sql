-- Migration 2 of metachat: slugs. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET ROLE metachat_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- make extension citext
SET LOCAL ROLE NONE;
CREATE EXTENSION IF NOT EXISTS citext;

SET LOCAL ROLE metachat_owner;
-- make enum public.plan
CREATE TYPE plan AS ENUM ('free', 'starter', 'professional', 'enterprise');
-- make enum public.subscription_status
CREATE TYPE subscription_status AS ENUM ('trialing', 'active', 'past_due', 'canceled', 'unpaid');
-- make enum public.conversation_status
CREATE TYPE conversation_status AS ENUM ('active', 'archived', 'deleted');
-- make enum public.conversation_channel
CREATE TYPE conversation_channel AS ENUM ('web', 'whatsapp', 'telegram', 'messenger');
-- make enum public.message_direction
CREATE TYPE message_direction AS ENUM ('inbound', 'outbound');
-- make enum public.message_type
CREATE TYPE message_type AS ENUM ('text', 'image', 'audio', 'file');
-- make enum public.document_status
CREATE TYPE document_status AS ENUM ('pending', 'processing', 'ready', 'failed');
-- make enum public.document_type
CREATE TYPE document_type AS ENUM ('pdf', 'docx', 'html', 'markdown', 'text');
-- make enum public.invoice_status
CREATE TYPE invoice_status AS ENUM ('draft', 'open', 'paid', 'uncollectible', 'void');
-- make enum public.token_purpose
CREATE TYPE token_purpose AS ENUM ('email_verification', 'password_reset');
-- make domain public.slug
CREATE DOMAIN slug AS text
  CONSTRAINT slug_check CHECK (value ~ '^[a-z0-9](-?[a-z0-9])*$' and length(value) <= 63);
-- make domain public.currency
CREATE DOMAIN currency AS varchar(3)
  CONSTRAINT currency_check CHECK (value ~ '^[A-Z]{3}$');
-- make comment on domain public.currency
COMMENT ON DOMAIN currency IS 'ISO 4217.';
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
REVOKE ALL ON FUNCTION tenon.touch_updated_at() FROM PUBLIC, metachat_app, metachat_provisioner;

SET LOCAL search_path TO public;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- add column slug of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock)
-- the server looks at each row for what is held by the type of column slug of public.tenants
ALTER TABLE tenants ADD COLUMN slug slug;
COMMIT;

-- tenon: step 3, in no transaction
-- fill column slug of public.tenants (ACCESS EXCLUSIVE on tenants; reads all rows; hazards: full-scan)
-- rows that are there get their value, 5000 a transaction; the lock is held for a moment, to let the owner see the rows meanwhile
DO $fill$
#variable_conflict use_column
DECLARE
  fill_from_1 tenants.id%TYPE;
  fill_to_1 tenants.id%TYPE;
  failed_state text;
  failed_text text;
BEGIN
  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole otherwise.
  SET enable_seqscan TO off;
  SET enable_hashjoin TO off;
  SET enable_mergejoin TO off;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  SELECT id INTO fill_from_1 FROM tenants ORDER BY id LIMIT 1;
  IF FOUND THEN LOOP
  BEGIN
    WITH fill_batch (fill_key_1) AS MATERIALIZED (
      SELECT id FROM tenants WHERE (id) >= (fill_from_1) ORDER BY id LIMIT 5000),
    filled AS (
      UPDATE tenants SET slug = (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))) FROM fill_batch WHERE tenants.id = fill_key_1 AND tenants.slug IS NULL)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 4, in a transaction
BEGIN;
-- refuse NULL from now on in column slug of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
-- SET NOT NULL by itself would read the whole table under a lock that stops everybody
ALTER TABLE tenants ADD CONSTRAINT tenants_slug_is_there CHECK (slug IS NOT NULL) NOT VALID;
COMMIT;

-- tenon: step 5, in no transaction
-- fill the rest of column slug of public.tenants (ACCESS EXCLUSIVE on tenants; reads all rows; hazards: full-scan)
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'tenants'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'tenants'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  LOOP
  BEGIN
    UPDATE tenants SET slug = (trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8))) FROM (
      SELECT id FROM tenants WHERE slug IS NULL AND ((trim(both '-' from left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(id::text, 8)))) IS NOT NULL LIMIT 50000) AS fill_batch (fill_key_1)
      WHERE tenants.id = fill_key_1 AND tenants.slug IS NULL;
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
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'tenants'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
END
$fill$;

-- tenon: step 6, in no transaction
-- build the index of constraint tenants_slug_key of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_slug_key ON tenants USING btree (slug);

-- tenon: step 7, in no transaction
-- build the index of constraint tenants_stripe_customer_id_key of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_stripe_customer_id_key ON tenants USING btree (stripe_customer_id);

-- tenon: step 8, in no transaction
-- build the index of constraint tenants_stripe_subscription_id_key of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY tenants_stripe_subscription_id_key ON tenants USING btree (stripe_subscription_id);

-- tenon: step 9, in no transaction
-- add in each partition, and take over, constraint messages_conversation_fkey of public.messages (ACCESS EXCLUSIVE on messages, conversations; reads all rows; hazards: full-scan, breaks-clients)
-- the table takes over what its partitions have without a look at the rows; each is looked at by itself, and closed to others for a moment alone
DO $partitions$
DECLARE
  part regclass;
  failed_state text;
  failed_text text;
BEGIN
  FOR part IN
    SELECT relid FROM pg_catalog.pg_partition_tree('messages'::regclass) WHERE isleaf AND level > 0 ORDER BY relid::text
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = 'messages_conversation_fkey' AND convalidated);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = 'messages_conversation_fkey') THEN
      EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', part, 'messages_conversation_fkey', 'FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE NOT VALID');
    END IF;
    COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', part);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', part, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'conversations'::regclass);
  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING (pg_catalog.pg_backend_pid() = %s)', 'conversations'::regclass, 'metachat_owner', pg_catalog.pg_backend_pid());
  PERFORM pg_catalog.set_config('row_security', 'on', false);
  COMMIT;
  BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I', part, 'messages_conversation_fkey');
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;
  END;
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', part);
  COMMIT;
  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', 'conversations'::regclass);
  COMMIT;
  PERFORM pg_catalog.set_config('row_security', 'off', false);
  IF failed_state IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;
  END IF;
  END LOOP;
  LOCK TABLE messages IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (
    SELECT FROM pg_catalog.pg_partition_tree('messages'::regclass) WHERE isleaf AND level > 0
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = relid AND conname = 'messages_conversation_fkey' AND convalidated)
  ) THEN
    RAISE EXCEPTION 'a partition was made meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  ALTER TABLE messages ADD CONSTRAINT messages_conversation_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE;
END
$partitions$;

-- tenon: step 10, in no transaction, each partition of messages
-- build in each partition index messages_tenant_id_conversation_id_sent_at_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING btree (tenant_id, conversation_id, sent_at DESC);

-- tenon: step 11, in a transaction
BEGIN;
-- gather index messages_tenant_id_conversation_id_sent_at_idx of public.messages (SHARE on messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_tenant_id_conversation_id_sent_at_idx ON messages USING btree (tenant_id, conversation_id, sent_at DESC);
COMMIT;

-- tenon: step 12, in no transaction, each partition of messages
-- build in each partition index messages_tenant_id_sent_at_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING btree (tenant_id, sent_at DESC);

-- tenon: step 13, in a transaction
BEGIN;
-- gather index messages_tenant_id_sent_at_idx of public.messages (SHARE on messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_tenant_id_sent_at_idx ON messages USING btree (tenant_id, sent_at DESC);
COMMIT;

-- tenon: step 14, in no transaction, each partition of messages
-- build in each partition index messages_tenant_id_external_id_idx of public.messages (SHARE UPDATE EXCLUSIVE on messages; reads all rows; hazards: index-build)
-- of a partitioned table as a whole the server builds none beside who writes
--| CREATE INDEX CONCURRENTLY ON {leaf} USING btree (tenant_id, external_id);

-- tenon: step 15, in a transaction
BEGIN;
-- gather index messages_tenant_id_external_id_idx of public.messages (SHARE on messages)
-- the partitions have theirs by now, which it takes over without building any
CREATE INDEX messages_tenant_id_external_id_idx ON messages USING btree (tenant_id, external_id);
COMMIT;

-- tenon: step 16, in no transaction
-- build the index of constraint verification_tokens_token_hash_key of public.verification_tokens (SHARE UPDATE EXCLUSIVE on verification_tokens; reads all rows; hazards: index-build, breaks-clients)
CREATE UNIQUE INDEX CONCURRENTLY verification_tokens_token_hash_key ON verification_tokens USING btree (token_hash);

-- tenon: step 17, in a transaction
BEGIN;
-- see that no row has NULL in column slug of public.tenants (SHARE UPDATE EXCLUSIVE on tenants; reads all rows; hazards: full-scan)
ALTER TABLE tenants VALIDATE CONSTRAINT tenants_slug_is_there;
COMMIT;

-- tenon: step 18, in a transaction
BEGIN;
-- change the type of column plan of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN plan TYPE plan USING plan::text::plan;
ALTER TABLE tenants ALTER COLUMN plan SET DEFAULT 'free';
COMMIT;

-- tenon: step 19, in a transaction
BEGIN;
-- change the type of column email of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN email TYPE citext USING email::citext;
COMMIT;

-- tenon: step 20, in a transaction
BEGIN;
-- change the type of column email_verified of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN email_verified TYPE timestamptz USING email_verified::timestamptz;
COMMIT;

-- tenon: step 21, in a transaction
BEGIN;
-- change the type of column subscription_status of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN subscription_status TYPE subscription_status USING subscription_status::text::subscription_status;
COMMIT;

-- tenon: step 22, in a transaction
BEGIN;
-- change the type of column trial_ends_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN trial_ends_at TYPE timestamptz USING trial_ends_at::timestamptz;
COMMIT;

-- tenon: step 23, in a transaction
BEGIN;
-- change the type of column current_period_end of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN current_period_end TYPE timestamptz USING current_period_end::timestamptz;
COMMIT;

-- tenon: step 24, in a transaction
BEGIN;
-- change the type of column created_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE tenants ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 25, in a transaction
BEGIN;
-- change the type of column updated_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE tenants ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 26, in a transaction
BEGIN;
-- change the type of column channel of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN channel DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN channel TYPE conversation_channel USING channel::text::conversation_channel;
ALTER TABLE conversations ALTER COLUMN channel SET DEFAULT 'web';
COMMIT;

-- tenon: step 27, in a transaction
BEGIN;
-- change the type of column status of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN status DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN status TYPE conversation_status USING status::text::conversation_status;
ALTER TABLE conversations ALTER COLUMN status SET DEFAULT 'active';
COMMIT;

-- tenon: step 28, in a transaction
BEGIN;
-- change the type of column last_message_at of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN last_message_at TYPE timestamptz USING last_message_at::timestamptz;
COMMIT;

-- tenon: step 29, in a transaction
BEGIN;
-- change the type of column created_at of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE conversations ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 30, in a transaction
BEGIN;
-- change the type of column updated_at of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE conversations ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 31, in a transaction
BEGIN;
-- change the type of column direction of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN direction TYPE message_direction USING direction::text::message_direction;
COMMIT;

-- tenon: step 32, in a transaction
BEGIN;
-- change the type of column type of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN type DROP DEFAULT;
ALTER TABLE messages ALTER COLUMN type TYPE message_type USING type::text::message_type;
ALTER TABLE messages ALTER COLUMN type SET DEFAULT 'text';
COMMIT;

-- tenon: step 33, in a transaction
BEGIN;
-- change the type of column sent_at of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN sent_at DROP DEFAULT;
ALTER TABLE messages ALTER COLUMN sent_at TYPE timestamptz USING sent_at::timestamptz;
ALTER TABLE messages ALTER COLUMN sent_at SET DEFAULT now();
COMMIT;

-- tenon: step 34, in a transaction
BEGIN;
-- change the type of column type of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN type TYPE document_type USING type::text::document_type;
COMMIT;

-- tenon: step 35, in a transaction
BEGIN;
-- change the type of column status of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN status DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN status TYPE document_status USING status::text::document_status;
ALTER TABLE documents ALTER COLUMN status SET DEFAULT 'pending';
COMMIT;

-- tenon: step 36, in a transaction
BEGIN;
-- change the type of column size_bytes of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN size_bytes TYPE int8 USING size_bytes::int8;
COMMIT;

-- tenon: step 37, in a transaction
BEGIN;
-- change the type of column created_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE documents ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 38, in a transaction
BEGIN;
-- change the type of column updated_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE documents ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 39, in a transaction
BEGIN;
-- change the type of column status of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN status DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN status TYPE invoice_status USING status::text::invoice_status;
ALTER TABLE invoices ALTER COLUMN status SET DEFAULT 'draft';
COMMIT;

-- tenon: step 40, in a transaction
BEGIN;
-- change the type of column currency of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN currency TYPE currency USING currency::currency;
COMMIT;

-- tenon: step 41, in a transaction
BEGIN;
-- change the type of column amount_due of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN amount_due TYPE numeric(12,2) USING amount_due::numeric(12,2);
COMMIT;

-- tenon: step 42, in a transaction
BEGIN;
-- change the type of column amount_paid of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN amount_paid DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN amount_paid TYPE numeric(12,2) USING amount_paid::numeric(12,2);
ALTER TABLE invoices ALTER COLUMN amount_paid SET DEFAULT 0;
COMMIT;

-- tenon: step 43, in a transaction
BEGIN;
-- change the type of column period_start of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN period_start TYPE timestamptz USING period_start::timestamptz;
COMMIT;

-- tenon: step 44, in a transaction
BEGIN;
-- change the type of column period_end of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN period_end TYPE timestamptz USING period_end::timestamptz;
COMMIT;

-- tenon: step 45, in a transaction
BEGIN;
-- change the type of column due_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN due_at TYPE timestamptz USING due_at::timestamptz;
COMMIT;

-- tenon: step 46, in a transaction
BEGIN;
-- change the type of column paid_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN paid_at TYPE timestamptz USING paid_at::timestamptz;
COMMIT;

-- tenon: step 47, in a transaction
BEGIN;
-- change the type of column created_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE invoices ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 48, in a transaction
BEGIN;
-- change the type of column updated_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN updated_at TYPE timestamptz USING updated_at::timestamptz;
ALTER TABLE invoices ALTER COLUMN updated_at SET DEFAULT now();
COMMIT;

-- tenon: step 49, in a transaction
BEGIN;
-- change the type of column email of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN email TYPE citext USING email::citext;
COMMIT;

-- tenon: step 50, in a transaction
BEGIN;
-- change the type of column purpose of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN purpose TYPE token_purpose USING purpose::text::token_purpose;
COMMIT;

-- tenon: step 51, in a transaction
BEGIN;
-- change the type of column expires_at of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN expires_at TYPE timestamptz USING expires_at::timestamptz;
COMMIT;

-- tenon: step 52, in a transaction
BEGIN;
-- change the type of column used_at of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN used_at TYPE timestamptz USING used_at::timestamptz;
COMMIT;

-- tenon: step 53, in a transaction
BEGIN;
-- change the type of column created_at of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE verification_tokens ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE verification_tokens ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 54, in a transaction
BEGIN;
-- change the type of column created_at of public.metrics (ACCESS EXCLUSIVE on metrics; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE metrics ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE metrics ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE metrics ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 55, in a transaction
BEGIN;
-- change the type of column created_at of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE analytics_daily ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE analytics_daily ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz;
ALTER TABLE analytics_daily ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 56, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on tenants, verification_tokens)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE tenants, verification_tokens IN ACCESS EXCLUSIVE MODE;
-- make NOT NULL column slug of public.tenants (ACCESS EXCLUSIVE on tenants)
ALTER TABLE tenants ALTER COLUMN slug SET NOT NULL;
ALTER TABLE tenants DROP CONSTRAINT tenants_slug_is_there;
-- add constraint tenants_slug_key of public.tenants (ACCESS EXCLUSIVE on tenants)
ALTER TABLE tenants ADD CONSTRAINT tenants_slug_key UNIQUE USING INDEX tenants_slug_key;
-- add constraint tenants_stripe_customer_id_key of public.tenants (ACCESS EXCLUSIVE on tenants)
ALTER TABLE tenants ADD CONSTRAINT tenants_stripe_customer_id_key UNIQUE USING INDEX tenants_stripe_customer_id_key;
-- add constraint tenants_stripe_subscription_id_key of public.tenants (ACCESS EXCLUSIVE on tenants)
ALTER TABLE tenants ADD CONSTRAINT tenants_stripe_subscription_id_key UNIQUE USING INDEX tenants_stripe_subscription_id_key;
-- add constraint verification_tokens_token_hash_key of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens)
ALTER TABLE verification_tokens ADD CONSTRAINT verification_tokens_token_hash_key UNIQUE USING INDEX verification_tokens_token_hash_key;
-- drop comment on table public.messages
COMMENT ON TABLE messages IS NULL;
-- make trigger touch_updated_at of public.tenants
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON tenants FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on table public.tenants
COMMENT ON TABLE tenants IS 'A customer, found by its slug.';
-- make comment on column slug of public.tenants
COMMENT ON COLUMN tenants.slug IS 'Made of the name where there was none, with a part of the key, since names may be the same.';
-- make trigger touch_updated_at of public.conversations
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON conversations FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.documents
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON documents FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make trigger touch_updated_at of public.invoices
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON invoices FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- rename column email_verified of public.tenants to email_verified_at (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
ALTER TABLE tenants RENAME COLUMN email_verified TO email_verified_at;
-- rename column enabled of public.tenants to is_active (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
ALTER TABLE tenants RENAME COLUMN enabled TO is_active;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '429062a22ab87594', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;
