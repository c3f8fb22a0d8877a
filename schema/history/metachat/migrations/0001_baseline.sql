-- What the database of metachat was before tenon: it is seen to be there, and not run. Where nothing is, it makes
-- that anew; roles by name alone, since what they may do is the server's.

-- tenon: step 1, in a transaction
BEGIN;
-- make what was there
SET LOCAL client_min_messages TO warning;
SET LOCAL standard_conforming_strings TO on;
SET LOCAL search_path TO pg_catalog;
SET LOCAL check_function_bodies TO off;
DO $role$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'postgres') THEN CREATE ROLE postgres NOLOGIN; END IF;
END $role$;

SET LOCAL search_path TO public;
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


CREATE TABLE public.analytics_daily (
  id            uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id     uuid                        NOT NULL,
  day           date                        NOT NULL,
  conversations integer                     NOT NULL DEFAULT 0,
  messages      integer                     NOT NULL DEFAULT 0,
  created_at    timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.analytics_daily OWNER TO postgres;


CREATE TABLE public.conversations (
  id              uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "tenantId"      uuid                        NOT NULL,
  channel         text                        NOT NULL DEFAULT 'web'::text,
  status          text                        NOT NULL DEFAULT 'active'::text,
  "userId"        text                        NOT NULL,
  "lastMessageAt" timestamp without time zone,
  "createdAt"     timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt"     timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE public.conversations OWNER TO postgres;


CREATE TABLE public.documents (
  id          uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "tenantId"  uuid                        NOT NULL,
  title       text                        NOT NULL,
  type        text                        NOT NULL,
  status      text                        NOT NULL DEFAULT 'pending'::text,
  "sizeBytes" integer                     NOT NULL,
  checksum    text                        NOT NULL,
  error       text,
  metadata    jsonb,
  "createdAt" timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE public.documents OWNER TO postgres;


CREATE TABLE public.invoices (
  id                uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id         uuid                        NOT NULL,
  stripe_invoice_id text                        NOT NULL,
  status            text                        NOT NULL DEFAULT 'draft'::text,
  currency          text                        NOT NULL,
  amount_due        double precision            NOT NULL,
  amount_paid       double precision            NOT NULL DEFAULT 0,
  period_start      timestamp without time zone NOT NULL,
  period_end        timestamp without time zone NOT NULL,
  due_at            timestamp without time zone,
  paid_at           timestamp without time zone,
  created_at        timestamp without time zone NOT NULL DEFAULT now(),
  updated_at        timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.invoices OWNER TO postgres;


CREATE TABLE public.message_metrics (
  id              uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id       uuid                        NOT NULL,
  conversation_id uuid                        NOT NULL,
  message_id      uuid                        NOT NULL,
  user_message    text,
  latency_ms      integer                     NOT NULL,
  created_at      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.message_metrics OWNER TO postgres;


CREATE TABLE public.messages (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "tenantId"       uuid,
  "conversationId" uuid                        NOT NULL,
  direction        text                        NOT NULL,
  type             text                        NOT NULL DEFAULT 'text'::text,
  content          text                        NOT NULL,
  "externalId"     text,
  metadata         jsonb,
  "timestamp"      timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
) PARTITION BY RANGE ("timestamp");
ALTER TABLE public.messages OWNER TO postgres;


CREATE TABLE public.messages_y2025m10 PARTITION OF public.messages FOR VALUES FROM ('2025-10-01 00:00:00') TO ('2025-11-01 00:00:00');
ALTER TABLE public.messages_y2025m10 OWNER TO postgres;


CREATE TABLE public.messages_y2025m11 PARTITION OF public.messages FOR VALUES FROM ('2025-11-01 00:00:00') TO ('2025-12-01 00:00:00');
ALTER TABLE public.messages_y2025m11 OWNER TO postgres;


CREATE TABLE public.messages_y2025m12 PARTITION OF public.messages FOR VALUES FROM ('2025-12-01 00:00:00') TO ('2026-01-01 00:00:00');
ALTER TABLE public.messages_y2025m12 OWNER TO postgres;


CREATE TABLE public.tenants (
  id                     uuid                        NOT NULL DEFAULT gen_random_uuid(),
  name                   text                        NOT NULL,
  enabled                boolean                     NOT NULL DEFAULT true,
  plan                   text                        NOT NULL DEFAULT 'free'::text,
  email                  text                        NOT NULL,
  email_verified         timestamp without time zone,
  subscription_status    text,
  stripe_customer_id     text,
  stripe_subscription_id text,
  trial_ends_at          timestamp without time zone,
  current_period_end     timestamp without time zone,
  settings               jsonb,
  widget_config          jsonb,
  "createdAt"            timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt"            timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE public.tenants OWNER TO postgres;


CREATE TABLE public.verification_tokens (
  id         uuid                        NOT NULL DEFAULT gen_random_uuid(),
  email      text                        NOT NULL,
  token_hash text                        NOT NULL,
  purpose    text                        NOT NULL,
  expires_at timestamp without time zone NOT NULL,
  used_at    timestamp without time zone,
  created_at timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.verification_tokens OWNER TO postgres;

ALTER TABLE public.analytics_daily ADD CONSTRAINT analytics_daily_pkey PRIMARY KEY (id);

ALTER TABLE public.conversations ADD CONSTRAINT "Conversation_pkey" PRIMARY KEY (id);

ALTER TABLE public.documents ADD CONSTRAINT "Document_pkey" PRIMARY KEY (id);

ALTER TABLE public.invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);

ALTER TABLE public.message_metrics ADD CONSTRAINT message_metrics_pkey PRIMARY KEY (id);

ALTER TABLE public.messages ADD CONSTRAINT "messages_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES public.conversations (id) ON DELETE CASCADE;

ALTER TABLE public.messages ADD CONSTRAINT messages_pkey PRIMARY KEY (id, "timestamp");

ALTER TABLE public.tenants ADD CONSTRAINT "Tenant_pkey" PRIMARY KEY (id);

ALTER TABLE public.conversations ADD CONSTRAINT "Conversation_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES public.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.documents ADD CONSTRAINT "Document_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES public.tenants (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.invoices ADD CONSTRAINT invoices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.verification_tokens ADD CONSTRAINT verification_tokens_pkey PRIMARY KEY (id);
CREATE INDEX "Conversation_tenantId_idx" ON public.conversations USING btree ("tenantId");
CREATE INDEX messages_y2025m10_conversation ON public.messages_y2025m10 USING btree ("conversationId", "timestamp");
CREATE INDEX messages_y2025m10_external ON public.messages_y2025m10 USING btree ("externalId");
CREATE INDEX messages_y2025m11_conversation ON public.messages_y2025m11 USING btree ("conversationId", "timestamp");
CREATE INDEX messages_y2025m11_external ON public.messages_y2025m11 USING btree ("externalId");
CREATE INDEX messages_y2025m12_conversation ON public.messages_y2025m12 USING btree ("conversationId", "timestamp");
CREATE INDEX messages_y2025m12_external ON public.messages_y2025m12 USING btree ("externalId");
CREATE INDEX tenants_billing_idx ON public.tenants USING btree (stripe_customer_id, subscription_status);
GRANT USAGE ON SCHEMA public TO PUBLIC;

INSERT INTO tenon.schema_version (name, fingerprint, tool_version) VALUES ('metachat', '556636645a9ecd78', '0.1.0');
COMMIT;
