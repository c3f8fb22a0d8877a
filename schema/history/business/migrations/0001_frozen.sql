-- All of the first version. `tenon migrate up` makes the newest one at once of a database that has none of it.

-- tenon: step 1, in a transaction
BEGIN;
-- Made by tenon 0.1.0 from 0001_frozen.schema. Edit that, not this.
--
-- The roles of business. Roles belong to the cluster: run this once on each, as a role that may create roles.
-- Passwords are yours to set: ALTER ROLE … PASSWORD, or \password in psql.

-- The schema has no tenancy, and so no roles of its own.
-- Made by tenon 0.1.0 from 0001_frozen.schema. Edit that, not this.
--
-- All of business on a database that has none of it.

SET LOCAL client_min_messages = warning;
SET LOCAL standard_conforming_strings = on;
SET LOCAL search_path TO public;

-- What the server must have, asked before anything changes.
DO $requirements$
BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN
    RAISE EXCEPTION 'PostgreSQL 15 or newer is needed, and this is %', current_setting('server_version');
  END IF;
END
$requirements$;


CREATE SCHEMA IF NOT EXISTS tenon;

SET LOCAL search_path TO pg_catalog;


-- Which schemas the database holds, and in which version: clients compare it with what they were built from.
CREATE TABLE IF NOT EXISTS tenon.schema_version (
  name         text        NOT NULL,
  fingerprint  text        NOT NULL,
  accepts      text[]      NOT NULL DEFAULT '{}',  -- whose code works on all the same
  tool_version text        NOT NULL,
  applied_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT schema_version_pkey PRIMARY KEY (name)
);


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

CREATE OR REPLACE FUNCTION tenon.touch_updated_at() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path TO pg_catalog, pg_temp
AS $body$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$body$;
REVOKE ALL ON FUNCTION tenon.touch_updated_at() FROM PUBLIC;

SET LOCAL search_path TO public;


-- Conversation
CREATE TABLE conversations (
  id           int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id      text        NOT NULL,
  channel      text        NOT NULL,
  user_message text        NOT NULL,
  bot_reply    text        NOT NULL,
  intent       text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT conversations_pkey PRIMARY KEY (id)
);
CREATE INDEX conversations_user_id_idx ON conversations USING btree (user_id);
CREATE INDEX conversations_channel_idx ON conversations USING btree (channel);
CREATE INDEX conversations_intent_idx ON conversations USING btree (intent);
CREATE INDEX conversations_created_at_idx ON conversations USING btree (created_at);
COMMENT ON TABLE conversations IS 'A pair of what a user wrote and what the bot answered.';
COMMENT ON COLUMN conversations.user_id IS 'As the platform names it: a number on Telegram, a telephone''s number on WhatsApp.';


-- User
CREATE TABLE users (
  id              int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  email           text        NOT NULL,
  hashed_password text        NOT NULL,
  full_name       text,
  role            text        NOT NULL DEFAULT 'agent',
  is_active       bool        NOT NULL DEFAULT true,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email)
);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE users IS 'Someone who works with the assistant.';


-- Business
CREATE TABLE businesses (
  id         int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  name       text        NOT NULL,
  owner_id   int4        NOT NULL,
  settings   text        NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT businesses_pkey PRIMARY KEY (id),
  CONSTRAINT businesses_owner_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX businesses_name_idx ON businesses USING btree (name);
-- T5: every foreign key has an index
CREATE INDEX businesses_owner_id_idx ON businesses USING btree (owner_id);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON businesses FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE businesses IS 'A workspace.';


-- ChannelIntegration
CREATE TABLE channel_integrations (
  id           int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  business_id  int4        NOT NULL,
  channel      text        NOT NULL,
  channel_name text,
  credentials  bytea       NOT NULL,  -- encrypted: ciphertext that the application makes
  is_active    bool        NOT NULL DEFAULT true,
  webhook_url  text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT channel_integrations_pkey PRIMARY KEY (id),
  CONSTRAINT channel_integrations_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE
);
CREATE INDEX channel_integrations_channel_idx ON channel_integrations USING btree (channel);
-- T5: every foreign key has an index
CREATE INDEX channel_integrations_business_id_idx ON channel_integrations USING btree (business_id);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON channel_integrations FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE channel_integrations IS 'A connection to a platform.';
COMMENT ON COLUMN channel_integrations.credentials IS 'Tokens of the platform''s. The database never sees them in the clear.';


-- Message
CREATE TABLE messages (
  id              int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  conversation_id int4,
  user_id         text        NOT NULL,
  channel         text        NOT NULL,
  message_text    text        NOT NULL,
  is_from_user    bool        NOT NULL,
  intent          text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_conversation_fkey FOREIGN KEY (conversation_id) REFERENCES conversations (id) ON DELETE SET NULL
);
CREATE INDEX messages_user_id_idx ON messages USING btree (user_id);
CREATE INDEX messages_channel_idx ON messages USING btree (channel);
CREATE INDEX messages_intent_idx ON messages USING btree (intent);
CREATE INDEX messages_created_at_idx ON messages USING btree (created_at);
-- T5: every foreign key has an index
CREATE INDEX messages_conversation_id_idx ON messages USING btree (conversation_id);
COMMENT ON TABLE messages IS 'One message.';
COMMENT ON COLUMN messages.conversation_id IS 'NULL for a message outside of a conversation: the contract keeps it so.';


-- Lead
CREATE TABLE leads (
  id            int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  business_id   int4        NOT NULL,
  user_id       text        NOT NULL,
  channel       text        NOT NULL,
  name          text,
  email         text,
  phone         text,
  status        text        NOT NULL DEFAULT 'new',
  source_intent text,
  extra_data    text        NOT NULL DEFAULT '{}',
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT leads_pkey PRIMARY KEY (id),
  CONSTRAINT leads_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE
);
CREATE INDEX leads_user_id_idx ON leads USING btree (user_id);
CREATE INDEX leads_channel_idx ON leads USING btree (channel);
CREATE INDEX leads_email_idx ON leads USING btree (email);
CREATE INDEX leads_status_idx ON leads USING btree (status);
CREATE INDEX leads_created_at_idx ON leads USING btree (created_at);
-- T5: every foreign key has an index
CREATE INDEX leads_business_id_idx ON leads USING btree (business_id);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON leads FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE leads IS 'Someone who may become a customer.';


-- KnowledgeEntry
CREATE TABLE knowledge_entries (
  id          int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  business_id int4        NOT NULL,
  question    text        NOT NULL,
  answer      text        NOT NULL,
  keywords    text        NOT NULL DEFAULT '[]',
  intent      text,
  is_active   bool        NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT knowledge_entries_pkey PRIMARY KEY (id),
  CONSTRAINT knowledge_entries_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE
);
CREATE INDEX knowledge_entries_intent_idx ON knowledge_entries USING btree (intent);
-- T5: every foreign key has an index
CREATE INDEX knowledge_entries_business_id_idx ON knowledge_entries USING btree (business_id);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON knowledge_entries FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE knowledge_entries IS 'A question and its answer.';


-- ConversationMemory
CREATE TABLE conversation_memory (
  id            int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id       text        NOT NULL,
  channel       text        NOT NULL,
  last_intent   text,
  message_count int4        NOT NULL DEFAULT 0,
  context_data  text        NOT NULL DEFAULT '{}',
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT conversation_memory_pkey PRIMARY KEY (id)
);
CREATE INDEX conversation_memory_user_id_idx ON conversation_memory USING btree (user_id);
CREATE INDEX conversation_memory_channel_idx ON conversation_memory USING btree (channel);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON conversation_memory FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE conversation_memory IS 'What is remembered of a user.';


-- AnalyticsEvent
CREATE TABLE analytics_events (
  id          int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  business_id int4,
  event_type  text        NOT NULL,
  event_data  text        NOT NULL DEFAULT '{}',
  channel     text,
  user_id     text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT analytics_events_pkey PRIMARY KEY (id),
  CONSTRAINT analytics_events_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE
);
CREATE INDEX analytics_events_event_type_idx ON analytics_events USING btree (event_type);
CREATE INDEX analytics_events_channel_idx ON analytics_events USING btree (channel);
CREATE INDEX analytics_events_user_id_idx ON analytics_events USING btree (user_id);
CREATE INDEX analytics_events_created_at_idx ON analytics_events USING btree (created_at);
-- T5: every foreign key has an index
CREATE INDEX analytics_events_business_id_idx ON analytics_events USING btree (business_id);
COMMENT ON TABLE analytics_events IS 'Something that happened.';
COMMENT ON COLUMN analytics_events.business_id IS 'NULL for events of the system''s own.';


-- AdAsset
CREATE TABLE ad_assets (
  id          int4        NOT NULL GENERATED ALWAYS AS IDENTITY,
  business_id int4        NOT NULL,
  asset_type  text        NOT NULL,
  title       text        NOT NULL,
  content     text,
  platform    text,
  status      text        NOT NULL DEFAULT 'draft',
  extra_data  text        NOT NULL DEFAULT '{}',
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ad_assets_pkey PRIMARY KEY (id),
  CONSTRAINT ad_assets_business_fkey FOREIGN KEY (business_id) REFERENCES businesses (id) ON DELETE CASCADE
);
-- T5: every foreign key has an index
CREATE INDEX ad_assets_business_id_idx ON ad_assets USING btree (business_id);
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON ad_assets FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at();
COMMENT ON TABLE ad_assets IS 'An advertisement or a video.';

INSERT INTO tenon.schema_version (name, fingerprint, tool_version)
VALUES ('business', '39ffcba43b693216', '0.1.0');

COMMIT;
