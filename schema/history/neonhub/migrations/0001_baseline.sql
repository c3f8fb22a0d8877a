-- What the database of neonhub was before tenon: it is seen to be there, and not run. Where nothing is, it makes
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


CREATE TABLE public.agent_jobs (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  agent            text                        NOT NULL,
  status           text                        NOT NULL DEFAULT 'queued'::text,
  input            jsonb,
  output           jsonb,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.agent_jobs OWNER TO postgres;


CREATE TABLE public.audit_records (
  id          uuid                        NOT NULL DEFAULT gen_random_uuid(),
  event       text                        NOT NULL,
  "userId"    uuid,
  details     jsonb,
  "createdAt" timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.audit_records OWNER TO postgres;


CREATE TABLE public.campaigns (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  name             text                        NOT NULL,
  status           text                        NOT NULL DEFAULT 'draft'::text,
  "budgetUsd"      double precision,
  "startsAt"       timestamp without time zone,
  "endsAt"         timestamp without time zone,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.campaigns OWNER TO postgres;


CREATE TABLE public.chat_messages (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  "userId"         uuid                        NOT NULL,
  body             text                        NOT NULL,
  metadata         jsonb,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.chat_messages OWNER TO postgres;


CREATE TABLE public.connectors (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  kind             text                        NOT NULL,
  name             text                        NOT NULL,
  config           jsonb                       NOT NULL,
  credentials      text                        NOT NULL,
  "lastSync"       timestamp without time zone,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.connectors OWNER TO postgres;


CREATE TABLE public.credentials (
  id           uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "userId"     uuid                        NOT NULL,
  kind         text                        NOT NULL,
  provider     text                        NOT NULL DEFAULT 'neonhub'::text,
  subject      text                        NOT NULL,
  "secretHash" text,
  "createdAt"  timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"  timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.credentials OWNER TO postgres;


CREATE TABLE public.documents (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  title            text                        NOT NULL,
  source           text,
  metadata         jsonb,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.documents OWNER TO postgres;


CREATE TABLE public.drafts (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  "campaignId"     uuid,
  type             text                        NOT NULL DEFAULT 'article'::text,
  status           text                        NOT NULL DEFAULT 'draft'::text,
  title            text,
  body             text                        NOT NULL,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.drafts OWNER TO postgres;


CREATE TABLE public.metric_events (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  "campaignId"     uuid,
  type             text                        NOT NULL,
  value            double precision            NOT NULL,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.metric_events OWNER TO postgres;


CREATE TABLE public.organizations (
  id          uuid                        NOT NULL DEFAULT gen_random_uuid(),
  name        text                        NOT NULL,
  "createdAt" timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt" timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.organizations OWNER TO postgres;


CREATE TABLE public.team_members (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  "organizationId" uuid                        NOT NULL,
  "userId"         uuid                        NOT NULL,
  role             text                        NOT NULL DEFAULT 'member'::text,
  "createdAt"      timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt"      timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.team_members OWNER TO postgres;


CREATE TABLE public.users (
  id          uuid                        NOT NULL DEFAULT gen_random_uuid(),
  email       text                        NOT NULL,
  name        text,
  "isActive"  boolean                     NOT NULL DEFAULT true,
  "createdAt" timestamp without time zone NOT NULL DEFAULT now(),
  "updatedAt" timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.users OWNER TO postgres;

ALTER TABLE public.agent_jobs ADD CONSTRAINT agent_jobs_pkey PRIMARY KEY (id);

ALTER TABLE public.audit_records ADD CONSTRAINT audit_records_pkey PRIMARY KEY (id);

ALTER TABLE public.campaigns ADD CONSTRAINT campaigns_pkey PRIMARY KEY (id);

ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_pkey PRIMARY KEY (id);

ALTER TABLE public.connectors ADD CONSTRAINT connectors_pkey PRIMARY KEY (id);

ALTER TABLE public.credentials ADD CONSTRAINT credentials_pkey PRIMARY KEY (id);

ALTER TABLE public.documents ADD CONSTRAINT documents_pkey PRIMARY KEY (id);

ALTER TABLE public.drafts ADD CONSTRAINT drafts_pkey PRIMARY KEY (id);

ALTER TABLE public.metric_events ADD CONSTRAINT metric_events_pkey PRIMARY KEY (id);

ALTER TABLE public.organizations ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);

ALTER TABLE public.agent_jobs ADD CONSTRAINT "agent_jobs_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.campaigns ADD CONSTRAINT "campaigns_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.chat_messages ADD CONSTRAINT "chat_messages_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.connectors ADD CONSTRAINT "connectors_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.documents ADD CONSTRAINT "documents_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.drafts ADD CONSTRAINT "drafts_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.metric_events ADD CONSTRAINT "metric_events_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.team_members ADD CONSTRAINT "team_members_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES public.organizations (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.team_members ADD CONSTRAINT team_members_pkey PRIMARY KEY (id);

ALTER TABLE public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email);
GRANT USAGE ON SCHEMA public TO PUBLIC;

INSERT INTO tenon.schema_version (name, fingerprint, tool_version) VALUES ('neonhub', '0f7f61ef87c7e8af', '0.1.0');
COMMIT;
