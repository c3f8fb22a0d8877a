-- Migration 2 of business: grown. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.

-- tenon: head
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on ad_assets, analytics_events, businesses, channel_integrations, conversation_memory, conversations, knowledge_entries, leads, messages, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE ad_assets, analytics_events, businesses, channel_integrations, conversation_memory, conversations, knowledge_entries, leads, messages, users IN ACCESS EXCLUSIVE MODE;
-- make enum public.subscription_tier
CREATE TYPE subscription_tier AS ENUM ('free', 'starter', 'growth', 'business');
-- make enum public.subscription_status
CREATE TYPE subscription_status AS ENUM ('trialing', 'active', 'past_due', 'canceled');
-- make enum public.billing_cycle
CREATE TYPE billing_cycle AS ENUM ('monthly', 'yearly');
-- make enum public.payment_status
CREATE TYPE payment_status AS ENUM ('pending', 'succeeded', 'failed', 'refunded');
-- make enum public.message_type
CREATE TYPE message_type AS ENUM ('text', 'image', 'audio', 'video', 'file');
-- make enum public.event_category
CREATE TYPE event_category AS ENUM ('conversation', 'lead', 'payment', 'system');
-- add column business_id of public.users (ACCESS EXCLUSIVE on users)
ALTER TABLE users ADD COLUMN business_id int4;
-- add column last_login_at of public.users (ACCESS EXCLUSIVE on users)
ALTER TABLE users ADD COLUMN last_login_at timestamptz;
-- add column subscription_tier of public.businesses (ACCESS EXCLUSIVE on businesses)
ALTER TABLE businesses ADD COLUMN subscription_tier subscription_tier;
-- add column subscription_status of public.businesses (ACCESS EXCLUSIVE on businesses)
ALTER TABLE businesses ADD COLUMN subscription_status subscription_status;
-- add column trial_ends_at of public.businesses (ACCESS EXCLUSIVE on businesses)
ALTER TABLE businesses ADD COLUMN trial_ends_at timestamptz;
-- add column settings_json of public.businesses (ACCESS EXCLUSIVE on businesses)
ALTER TABLE businesses ADD COLUMN settings_json jsonb;
-- add column business_id of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN business_id int4;
-- add column session_id of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN session_id varchar(64);
-- add column model_name of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN model_name varchar(128);
-- add column tokens_used of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN tokens_used int4;
-- add column prompt_template of public.conversations (ACCESS EXCLUSIVE on conversations)
ALTER TABLE conversations ADD COLUMN prompt_template text;
-- add column last_sync_at of public.channel_integrations (ACCESS EXCLUSIVE on channel_integrations)
ALTER TABLE channel_integrations ADD COLUMN last_sync_at timestamptz;
-- add column session_id of public.messages (ACCESS EXCLUSIVE on messages)
ALTER TABLE messages ADD COLUMN session_id varchar(64);
-- add column message_type of public.messages (ACCESS EXCLUSIVE on messages)
ALTER TABLE messages ADD COLUMN message_type message_type;
-- add column converted_at of public.leads (ACCESS EXCLUSIVE on leads)
ALTER TABLE leads ADD COLUMN converted_at timestamptz;
-- add column conversion_value of public.leads (ACCESS EXCLUSIVE on leads)
ALTER TABLE leads ADD COLUMN conversion_value numeric(12,2);
-- add column extra of public.leads (ACCESS EXCLUSIVE on leads)
ALTER TABLE leads ADD COLUMN extra jsonb;
-- add column keyword_list of public.knowledge_entries (ACCESS EXCLUSIVE on knowledge_entries)
ALTER TABLE knowledge_entries ADD COLUMN keyword_list text[];
-- add column usage_count of public.knowledge_entries (ACCESS EXCLUSIVE on knowledge_entries)
ALTER TABLE knowledge_entries ADD COLUMN usage_count int4;
-- add column business_id of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory)
ALTER TABLE conversation_memory ADD COLUMN business_id int4;
-- add column session_id of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory)
ALTER TABLE conversation_memory ADD COLUMN session_id varchar(64);
-- add column context of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory)
ALTER TABLE conversation_memory ADD COLUMN context jsonb;
-- add column event_category of public.analytics_events (ACCESS EXCLUSIVE on analytics_events)
ALTER TABLE analytics_events ADD COLUMN event_category event_category;
-- add column event_value of public.analytics_events (ACCESS EXCLUSIVE on analytics_events)
ALTER TABLE analytics_events ADD COLUMN event_value numeric(14,4);
-- add column data of public.analytics_events (ACCESS EXCLUSIVE on analytics_events)
ALTER TABLE analytics_events ADD COLUMN data jsonb;
-- add column file_url of public.ad_assets (ACCESS EXCLUSIVE on ad_assets)
ALTER TABLE ad_assets ADD COLUMN file_url varchar(2048);
-- add column file_size of public.ad_assets (ACCESS EXCLUSIVE on ad_assets)
ALTER TABLE ad_assets ADD COLUMN file_size int8;
-- add column extra of public.ad_assets (ACCESS EXCLUSIVE on ad_assets)
ALTER TABLE ad_assets ADD COLUMN extra jsonb;
-- make table public.subscriptions
-- Subscription
CREATE TABLE subscriptions (
  id            int8                NOT NULL GENERATED ALWAYS AS IDENTITY,
  business_id   int4                NOT NULL,
  plan          subscription_tier   NOT NULL,
  status        subscription_status NOT NULL,
  billing_cycle billing_cycle       NOT NULL,
  starts_at     timestamptz         NOT NULL,
  ends_at       timestamptz,
  created_at    timestamptz         NOT NULL DEFAULT now(),
  updated_at    timestamptz         NOT NULL DEFAULT now(),
  CONSTRAINT subscriptions_pkey PRIMARY KEY (id),
  CONSTRAINT subscriptions_ends_after_start CHECK (ends_at is null or ends_at > starts_at)
);
-- make constraint subscriptions_business_fkey of public.subscriptions (SHARE ROW EXCLUSIVE on businesses)
SET LOCAL row_security TO on;

ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE;
SET LOCAL row_security TO off;
-- make index subscriptions_business_id_key of public.subscriptions
CREATE UNIQUE INDEX subscriptions_business_id_key ON subscriptions USING btree (business_id) WHERE status in ('trialing', 'active', 'past_due');
-- make index subscriptions_status_idx of public.subscriptions
CREATE INDEX subscriptions_status_idx ON subscriptions USING btree (status);
-- make index subscriptions_business_id_idx of public.subscriptions
-- T5: every foreign key has an index
CREATE INDEX subscriptions_business_id_idx ON subscriptions USING btree (business_id);
-- make trigger touch_updated_at of public.subscriptions
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON subscriptions FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on table public.subscriptions
COMMENT ON TABLE subscriptions IS 'What a business pays for.';
-- make table public.payments
-- Payment
CREATE TABLE payments (
  id              int8           NOT NULL GENERATED ALWAYS AS IDENTITY,
  subscription_id int8           NOT NULL,
  amount          numeric(12,2)  NOT NULL,
  currency        varchar(3)     NOT NULL,
  status          payment_status NOT NULL DEFAULT 'pending',
  transaction_id  varchar(255)   NOT NULL,
  created_at      timestamptz    NOT NULL DEFAULT now(),
  updated_at      timestamptz    NOT NULL DEFAULT now(),
  CONSTRAINT payments_pkey PRIMARY KEY (id),
  CONSTRAINT payments_transaction_id_key UNIQUE (transaction_id),
  CONSTRAINT payments_amount_check CHECK (amount >= 0),
  CONSTRAINT payments_currency_check CHECK (currency ~ '^[A-Z]{3}$')
);
-- make constraint payments_subscription_fkey of public.payments (SHARE ROW EXCLUSIVE on subscriptions)
SET LOCAL row_security TO on;

ALTER TABLE payments ADD CONSTRAINT payments_subscription_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions (id) ON DELETE RESTRICT;
SET LOCAL row_security TO off;
-- make index payments_status_created_at_idx of public.payments
CREATE INDEX payments_status_created_at_idx ON payments USING btree (status, created_at DESC);
-- make index payments_subscription_id_idx of public.payments
-- T5: every foreign key has an index
CREATE INDEX payments_subscription_id_idx ON payments USING btree (subscription_id);
-- make trigger touch_updated_at of public.payments
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON payments FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
-- make comment on table public.payments
COMMENT ON TABLE payments IS 'A payment.';
COMMIT;

-- tenon: step 2, in no transaction
-- build index users_business_id_idx of public.users (SHARE UPDATE EXCLUSIVE on users; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY users_business_id_idx ON users USING btree (business_id);

-- tenon: step 3, in no transaction
-- build index businesses_subscription_status_idx of public.businesses (SHARE UPDATE EXCLUSIVE on businesses; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY businesses_subscription_status_idx ON businesses USING btree (subscription_status);

-- tenon: step 4, in a transaction
BEGIN;
-- hold new rows to constraint conversations_business_fkey of public.conversations (SHARE ROW EXCLUSIVE on conversations, businesses; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE conversations ADD CONSTRAINT conversations_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 5, in no transaction
-- build index conversations_business_id_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversations_business_id_idx ON conversations USING btree (business_id);

-- tenon: step 6, in a transaction
BEGIN;
-- hold new rows to constraint conversation_memory_business_fkey of public.conversation_memory (SHARE ROW EXCLUSIVE on conversation_memory, businesses; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE conversation_memory ADD CONSTRAINT conversation_memory_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- tenon: step 7, in no transaction
-- build index conversation_memory_business_id_idx of public.conversation_memory (SHARE UPDATE EXCLUSIVE on conversation_memory; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY conversation_memory_business_id_idx ON conversation_memory USING btree (business_id);

-- tenon: step 8, in a transaction
BEGIN;
-- hold new rows to constraint ad_assets_file_size_check of public.ad_assets (ACCESS EXCLUSIVE on ad_assets)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE ad_assets ADD CONSTRAINT ad_assets_file_size_check CHECK (file_size >= 0) NOT VALID;
COMMIT;

-- tenon: step 9, in no transaction
-- build index ad_assets_status_idx of public.ad_assets (SHARE UPDATE EXCLUSIVE on ad_assets; reads all rows; hazards: index-build)
CREATE INDEX CONCURRENTLY ad_assets_status_idx ON ad_assets USING btree (status);

-- tenon: step 10, in a transaction
BEGIN;
-- hold new rows to constraint users_business_fkey of public.users (SHARE ROW EXCLUSIVE on users, businesses; hazards: new-values)
-- the rows that are there are looked at in a transaction of its own
ALTER TABLE users ADD CONSTRAINT users_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE SET NULL NOT VALID;
COMMIT;

-- tenon: step 11, in a transaction
BEGIN;
-- see that all rows keep constraint conversations_business_fkey of public.conversations (SHARE UPDATE EXCLUSIVE on conversations, businesses; reads all rows; hazards: full-scan)
ALTER TABLE conversations VALIDATE CONSTRAINT conversations_business_fkey;
COMMIT;

-- tenon: step 12, in a transaction
BEGIN;
-- see that all rows keep constraint conversation_memory_business_fkey of public.conversation_memory (SHARE UPDATE EXCLUSIVE on conversation_memory, businesses; reads all rows; hazards: full-scan)
ALTER TABLE conversation_memory VALIDATE CONSTRAINT conversation_memory_business_fkey;
COMMIT;

-- tenon: step 13, in a transaction
BEGIN;
-- see that all rows keep constraint ad_assets_file_size_check of public.ad_assets (SHARE UPDATE EXCLUSIVE on ad_assets; reads all rows; hazards: full-scan)
ALTER TABLE ad_assets VALIDATE CONSTRAINT ad_assets_file_size_check;
COMMIT;

-- tenon: step 14, in a transaction
BEGIN;
-- see that all rows keep constraint users_business_fkey of public.users (SHARE UPDATE EXCLUSIVE on users, businesses; reads all rows; hazards: full-scan)
ALTER TABLE users VALIDATE CONSTRAINT users_business_fkey;
COMMIT;

-- tenon: step 15, in a transaction
BEGIN;
-- make comment on column business_id of public.users
COMMENT ON COLUMN users.business_id IS 'NULL for users of before the column. Set when the business goes: its owner is one of them.';
-- make comment on column settings_json of public.businesses
COMMENT ON COLUMN businesses.settings_json IS 'Takes the place of `settings`, which stays as it is.';
-- make comment on column business_id of public.conversations
COMMENT ON COLUMN conversations.business_id IS 'NULL for rows of before the column: filled in by the application, and NOT NULL in a version to come.';
-- make comment on column conversion_value of public.leads
COMMENT ON COLUMN leads.conversion_value IS 'Money, and so exact.';
-- make comment on column business_id of public.conversation_memory
COMMENT ON COLUMN conversation_memory.business_id IS 'NULL for rows of before the column.';
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '1bd26ab2a2022866', accepts = '{39ffcba43b693216}', tool_version = '0.1.0' WHERE name = 'business';
COMMIT;
