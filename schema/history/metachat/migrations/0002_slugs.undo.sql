-- Migration 2 of metachat: slugs. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

-- tenon: head
SET ROLE metachat_owner;
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- change the type of column direction of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN direction TYPE text USING direction::text;
COMMIT;

-- tenon: step 2, in a transaction
BEGIN;
-- change the type of column type of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN type DROP DEFAULT;
ALTER TABLE messages ALTER COLUMN type TYPE text USING type::text;
ALTER TABLE messages ALTER COLUMN type SET DEFAULT 'text';
COMMIT;

-- tenon: step 3, in a transaction
BEGIN;
-- change the type of column sent_at of public.messages (ACCESS EXCLUSIVE on messages; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE messages ALTER COLUMN sent_at DROP DEFAULT;
ALTER TABLE messages ALTER COLUMN sent_at TYPE timestamp USING sent_at::timestamp;
ALTER TABLE messages ALTER COLUMN sent_at SET DEFAULT now();
COMMIT;

-- tenon: step 4, in a transaction
BEGIN;
-- change the type of column email of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN email TYPE text USING email::text;
COMMIT;

-- tenon: step 5, in a transaction
BEGIN;
-- change the type of column purpose of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN purpose TYPE text USING purpose::text;
COMMIT;

-- tenon: step 6, in a transaction
BEGIN;
-- change the type of column expires_at of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN expires_at TYPE timestamp USING expires_at::timestamp;
COMMIT;

-- tenon: step 7, in a transaction
BEGIN;
-- change the type of column used_at of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN used_at TYPE timestamp USING used_at::timestamp;
COMMIT;

-- tenon: step 8, in a transaction
BEGIN;
-- change the type of column created_at of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE verification_tokens ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE verification_tokens ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE verification_tokens ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 9, in a transaction
BEGIN;
-- change the type of column created_at of public.metrics (ACCESS EXCLUSIVE on metrics; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE metrics ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE metrics ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE metrics ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 10, in a transaction
BEGIN;
-- change the type of column created_at of public.analytics_daily (ACCESS EXCLUSIVE on analytics_daily; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE analytics_daily ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE analytics_daily ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE analytics_daily ALTER COLUMN created_at SET DEFAULT now();
COMMIT;

-- tenon: step 11, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on conversations, documents, invoices, messages, tenants, verification_tokens)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE conversations, documents, invoices, messages, tenants, verification_tokens IN ACCESS EXCLUSIVE MODE;
-- take off trigger touch_updated_at of public.invoices (ACCESS EXCLUSIVE on invoices)
DROP TRIGGER touch_updated_at ON invoices;
-- take off trigger touch_updated_at of public.documents (ACCESS EXCLUSIVE on documents)
DROP TRIGGER touch_updated_at ON documents;
-- take off trigger touch_updated_at of public.conversations (ACCESS EXCLUSIVE on conversations)
DROP TRIGGER touch_updated_at ON conversations;
-- take off trigger touch_updated_at of public.tenants (ACCESS EXCLUSIVE on tenants)
DROP TRIGGER touch_updated_at ON tenants;
-- drop constraint messages_conversation_fkey of public.messages (ACCESS EXCLUSIVE on messages, conversations)
ALTER TABLE messages DROP CONSTRAINT messages_conversation_fkey;
-- drop constraint verification_tokens_token_hash_key of public.verification_tokens (ACCESS EXCLUSIVE on verification_tokens; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE verification_tokens DROP CONSTRAINT verification_tokens_token_hash_key;
-- drop constraint tenants_stripe_subscription_id_key of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE tenants DROP CONSTRAINT tenants_stripe_subscription_id_key;
-- drop constraint tenants_stripe_customer_id_key of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE tenants DROP CONSTRAINT tenants_stripe_customer_id_key;
-- drop constraint tenants_slug_key of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
-- an ON CONFLICT of the version before has nothing to go by then
ALTER TABLE tenants DROP CONSTRAINT tenants_slug_key;
-- change the type of column plan of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN plan TYPE text USING plan::text;
ALTER TABLE tenants ALTER COLUMN plan SET DEFAULT 'free';
-- change the type of column email of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN email TYPE text USING email::text;
-- change the type of column email_verified_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN email_verified_at TYPE timestamp USING email_verified_at::timestamp;
-- change the type of column subscription_status of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN subscription_status TYPE text USING subscription_status::text;
-- change the type of column trial_ends_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN trial_ends_at TYPE timestamp USING trial_ends_at::timestamp;
-- change the type of column current_period_end of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN current_period_end TYPE timestamp USING current_period_end::timestamp;
-- change the type of column created_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE tenants ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.tenants (ACCESS EXCLUSIVE on tenants; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE tenants ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE tenants ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE tenants ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column channel of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN channel DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN channel TYPE text USING channel::text;
ALTER TABLE conversations ALTER COLUMN channel SET DEFAULT 'web';
-- change the type of column status of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN status DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN status TYPE text USING status::text;
ALTER TABLE conversations ALTER COLUMN status SET DEFAULT 'active';
-- change the type of column last_message_at of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN last_message_at TYPE timestamp USING last_message_at::timestamp;
-- change the type of column created_at of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE conversations ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.conversations (ACCESS EXCLUSIVE on conversations; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE conversations ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE conversations ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE conversations ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column type of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN type TYPE text USING type::text;
-- change the type of column status of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN status DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN status TYPE text USING status::text;
ALTER TABLE documents ALTER COLUMN status SET DEFAULT 'pending';
-- change the type of column size_bytes of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN size_bytes TYPE int4 USING size_bytes::int4;
-- change the type of column created_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE documents ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.documents (ACCESS EXCLUSIVE on documents; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE documents ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE documents ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE documents ALTER COLUMN updated_at SET DEFAULT now();
-- change the type of column status of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN status DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN status TYPE text USING status::text;
ALTER TABLE invoices ALTER COLUMN status SET DEFAULT 'draft';
-- change the type of column currency of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN currency TYPE text USING currency::text;
-- change the type of column amount_due of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN amount_due TYPE float8 USING amount_due::float8;
-- change the type of column amount_paid of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN amount_paid DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN amount_paid TYPE float8 USING amount_paid::float8;
ALTER TABLE invoices ALTER COLUMN amount_paid SET DEFAULT 0;
-- change the type of column period_start of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN period_start TYPE timestamp USING period_start::timestamp;
-- change the type of column period_end of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN period_end TYPE timestamp USING period_end::timestamp;
-- change the type of column due_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN due_at TYPE timestamp USING due_at::timestamp;
-- change the type of column paid_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN paid_at TYPE timestamp USING paid_at::timestamp;
-- change the type of column created_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN created_at DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp;
ALTER TABLE invoices ALTER COLUMN created_at SET DEFAULT now();
-- change the type of column updated_at of public.invoices (ACCESS EXCLUSIVE on invoices; writes the table anew; hazards: rewrite, long-lock, breaks-clients)
ALTER TABLE invoices ALTER COLUMN updated_at DROP DEFAULT;
ALTER TABLE invoices ALTER COLUMN updated_at TYPE timestamp USING updated_at::timestamp;
ALTER TABLE invoices ALTER COLUMN updated_at SET DEFAULT now();
-- let rows be without column slug of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: new-values)
-- rows of the new code have NULL there, which code of the version before doesn't await: a default, in a migration before this one, gives them a value
ALTER TABLE tenants ALTER COLUMN slug DROP NOT NULL;
-- make comment on table public.tenants
COMMENT ON TABLE tenants IS 'A customer, found by its id or its name.';
-- make comment on table public.messages
COMMENT ON TABLE messages IS 'Of which conversation, is a plain id.';
-- rename column email_verified_at of public.tenants to email_verified (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
ALTER TABLE tenants RENAME COLUMN email_verified_at TO email_verified;
-- rename column is_active of public.tenants to enabled (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients)
ALTER TABLE tenants RENAME COLUMN is_active TO enabled;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '7642605fddfc4072', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;

-- tenon: step 12, in a transaction
BEGIN;
-- drop index messages_tenant_id_external_id_idx of public.messages (ACCESS EXCLUSIVE on messages)
DROP INDEX messages_tenant_id_external_id_idx;
COMMIT;

-- tenon: step 13, in a transaction
BEGIN;
-- drop index messages_tenant_id_sent_at_idx of public.messages (ACCESS EXCLUSIVE on messages)
DROP INDEX messages_tenant_id_sent_at_idx;
COMMIT;

-- tenon: step 14, in a transaction
BEGIN;
-- drop index messages_tenant_id_conversation_id_sent_at_idx of public.messages (ACCESS EXCLUSIVE on messages)
DROP INDEX messages_tenant_id_conversation_id_sent_at_idx;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- drop column slug of public.tenants (ACCESS EXCLUSIVE on tenants; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE tenants DROP COLUMN slug;
-- drop function tenon.touch_updated_at()
DROP FUNCTION tenon.touch_updated_at();
-- drop domain public.currency
DROP DOMAIN currency;
-- drop domain public.slug
DROP DOMAIN slug;
-- drop enum public.token_purpose
DROP TYPE token_purpose;
-- drop enum public.invoice_status
DROP TYPE invoice_status;
-- drop enum public.document_type
DROP TYPE document_type;
-- drop enum public.document_status
DROP TYPE document_status;
-- drop enum public.message_type
DROP TYPE message_type;
-- drop enum public.message_direction
DROP TYPE message_direction;
-- drop enum public.conversation_channel
DROP TYPE conversation_channel;
-- drop enum public.conversation_status
DROP TYPE conversation_status;
-- drop enum public.subscription_status
DROP TYPE subscription_status;
-- drop enum public.plan
DROP TYPE plan;
-- drop extension citext
SET LOCAL ROLE NONE;
DROP EXTENSION citext;
SET LOCAL ROLE metachat_owner;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '7642605fddfc4072', accepts = '{}', tool_version = '0.1.0' WHERE name = 'metachat';
COMMIT;
