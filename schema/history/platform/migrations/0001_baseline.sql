-- What the database of platform was before tenon: it is seen to be there, and not run. Where nothing is, it makes
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


CREATE TABLE public.accounts (
  id                  uuid    NOT NULL DEFAULT gen_random_uuid(),
  user_id             uuid    NOT NULL,
  type                text    NOT NULL,
  provider            text    NOT NULL,
  provider_account_id text    NOT NULL,
  refresh_token       text,
  access_token        text,
  expires_at          integer,
  token_type          text,
  scope               text,
  id_token            text,
  session_state       text
);
ALTER TABLE public.accounts OWNER TO postgres;


CREATE TABLE public.ai_personalities (
  id                uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id         uuid                        NOT NULL,
  name              text                        NOT NULL,
  description       text,
  system_prompt     text                        NOT NULL,
  temperature       numeric(3,2)                NOT NULL DEFAULT 0.7,
  max_tokens        integer                     DEFAULT 2000,
  top_p             numeric(3,2)                DEFAULT 1.0,
  frequency_penalty numeric(3,2)                DEFAULT 0.0,
  presence_penalty  numeric(3,2)                DEFAULT 0.0,
  preferred_model   text,
  is_default        boolean                     NOT NULL DEFAULT false,
  is_active         boolean                     NOT NULL DEFAULT true,
  metadata          jsonb,
  created_at        timestamp without time zone NOT NULL DEFAULT now(),
  updated_at        timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.ai_personalities OWNER TO postgres;


CREATE TABLE public.auth_sessions (
  id            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  session_token text                     NOT NULL,
  user_id       uuid                     NOT NULL,
  expires       timestamp with time zone NOT NULL
);
ALTER TABLE public.auth_sessions OWNER TO postgres;


CREATE TABLE public.budget_alerts (
  id                 uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id          uuid                        NOT NULL,
  threshold          numeric(10,2)               NOT NULL,
  current_spend      numeric(10,4)               NOT NULL,
  period             text                        NOT NULL DEFAULT 'monthly'::text,
  severity           text                        NOT NULL DEFAULT 'warning'::text,
  notifications_sent integer                     NOT NULL DEFAULT 0,
  triggered_at       timestamp without time zone NOT NULL DEFAULT now(),
  resolved           boolean                     NOT NULL DEFAULT false,
  resolved_at        timestamp without time zone,
  metadata           jsonb
);
ALTER TABLE public.budget_alerts OWNER TO postgres;


CREATE TABLE public.cost_events (
  id          uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id   uuid                        NOT NULL,
  session_id  uuid,
  service     text                        NOT NULL,
  provider    text,
  tokens_used integer,
  cost_usd    numeric(10,6)               NOT NULL,
  metadata    jsonb,
  "timestamp" timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.cost_events OWNER TO postgres;


CREATE TABLE public.cost_summaries (
  id             uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id      uuid                        NOT NULL,
  period_start   timestamp without time zone NOT NULL,
  period_end     timestamp without time zone NOT NULL,
  total_cost_usd numeric(10,4)               NOT NULL,
  breakdown      jsonb                       NOT NULL,
  event_count    integer                     NOT NULL DEFAULT 0,
  created_at     timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.cost_summaries OWNER TO postgres;


CREATE TABLE public.knowledge_documents (
  id         uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id  uuid                        NOT NULL,
  title      text                        NOT NULL,
  content    text                        NOT NULL,
  category   text,
  metadata   jsonb,
  created_at timestamp without time zone NOT NULL DEFAULT now(),
  updated_at timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.knowledge_documents OWNER TO postgres;


CREATE TABLE public.meetings (
  id              uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id       uuid                        NOT NULL,
  room_name       text                        NOT NULL,
  livekit_room_id text                        NOT NULL,
  created_by      uuid                        NOT NULL,
  started_at      timestamp without time zone NOT NULL DEFAULT now(),
  ended_at        timestamp without time zone,
  metadata        jsonb
);
ALTER TABLE public.meetings OWNER TO postgres;


CREATE TABLE public.messages (
  id          uuid                        NOT NULL DEFAULT gen_random_uuid(),
  session_id  uuid                        NOT NULL,
  role        text                        NOT NULL,
  content     text                        NOT NULL,
  attachments jsonb,
  metadata    jsonb,
  "timestamp" timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.messages OWNER TO postgres;


CREATE TABLE public.sessions (
  id         uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id  uuid                        NOT NULL,
  widget_id  uuid,
  meeting_id uuid,
  mode       text                        NOT NULL DEFAULT 'text'::text,
  cost_usd   numeric(10,4)               DEFAULT '0'::numeric,
  metadata   jsonb,
  created_at timestamp without time zone NOT NULL DEFAULT now(),
  ended_at   timestamp without time zone
);
ALTER TABLE public.sessions OWNER TO postgres;


CREATE TABLE public.tenants (
  id                     uuid                        NOT NULL DEFAULT gen_random_uuid(),
  name                   text                        NOT NULL,
  api_key                text                        NOT NULL,
  plan                   text                        NOT NULL DEFAULT 'starter'::text,
  settings               jsonb,
  stripe_customer_id     text,
  stripe_subscription_id text,
  created_at             timestamp without time zone NOT NULL DEFAULT now(),
  updated_at             timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.tenants OWNER TO postgres;


CREATE TABLE public.users (
  id            uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id     uuid                        NOT NULL,
  email         text                        NOT NULL,
  password_hash text                        NOT NULL,
  role          text                        NOT NULL DEFAULT 'member'::text,
  name          text,
  avatar_url    text,
  created_at    timestamp without time zone NOT NULL DEFAULT now(),
  updated_at    timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.users OWNER TO postgres;


CREATE TABLE public.verification_tokens (
  identifier text                     NOT NULL,
  token      text                     NOT NULL,
  expires    timestamp with time zone NOT NULL
);
ALTER TABLE public.verification_tokens OWNER TO postgres;


CREATE TABLE public.widgets (
  id               uuid                        NOT NULL DEFAULT gen_random_uuid(),
  tenant_id        uuid                        NOT NULL,
  name             text                        NOT NULL,
  domain_whitelist jsonb                       NOT NULL,
  settings         jsonb,
  is_active        boolean                     NOT NULL DEFAULT true,
  created_at       timestamp without time zone NOT NULL DEFAULT now(),
  updated_at       timestamp without time zone NOT NULL DEFAULT now()
);
ALTER TABLE public.widgets OWNER TO postgres;

ALTER TABLE public.accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

ALTER TABLE public.ai_personalities ADD CONSTRAINT ai_personalities_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_pkey PRIMARY KEY (id);

ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_session_token_unique UNIQUE (session_token);

ALTER TABLE public.budget_alerts ADD CONSTRAINT budget_alerts_pkey PRIMARY KEY (id);

ALTER TABLE public.cost_events ADD CONSTRAINT cost_events_pkey PRIMARY KEY (id);

ALTER TABLE public.cost_summaries ADD CONSTRAINT cost_summaries_pkey PRIMARY KEY (id);

ALTER TABLE public.knowledge_documents ADD CONSTRAINT knowledge_documents_pkey PRIMARY KEY (id);

ALTER TABLE public.meetings ADD CONSTRAINT meetings_livekit_room_id_unique UNIQUE (livekit_room_id);

ALTER TABLE public.meetings ADD CONSTRAINT meetings_pkey PRIMARY KEY (id);

ALTER TABLE public.meetings ADD CONSTRAINT meetings_room_name_unique UNIQUE (room_name);

ALTER TABLE public.messages ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

ALTER TABLE public.sessions ADD CONSTRAINT sessions_meeting_id_meetings_id_fk FOREIGN KEY (meeting_id) REFERENCES public.meetings (id) ON DELETE SET NULL;

ALTER TABLE public.sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE public.cost_events ADD CONSTRAINT cost_events_session_id_sessions_id_fk FOREIGN KEY (session_id) REFERENCES public.sessions (id) ON DELETE SET NULL;

ALTER TABLE public.messages ADD CONSTRAINT messages_session_id_sessions_id_fk FOREIGN KEY (session_id) REFERENCES public.sessions (id) ON DELETE CASCADE;

ALTER TABLE public.tenants ADD CONSTRAINT tenants_api_key_unique UNIQUE (api_key);

ALTER TABLE public.tenants ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);

ALTER TABLE public.ai_personalities ADD CONSTRAINT ai_personalities_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.budget_alerts ADD CONSTRAINT budget_alerts_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.cost_events ADD CONSTRAINT cost_events_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.cost_summaries ADD CONSTRAINT cost_summaries_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.knowledge_documents ADD CONSTRAINT knowledge_documents_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.meetings ADD CONSTRAINT meetings_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.sessions ADD CONSTRAINT sessions_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.tenants ADD CONSTRAINT tenants_stripe_customer_id_unique UNIQUE (stripe_customer_id);

ALTER TABLE public.users ADD CONSTRAINT users_email_unique UNIQUE (email);

ALTER TABLE public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE public.accounts ADD CONSTRAINT accounts_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;

ALTER TABLE public.auth_sessions ADD CONSTRAINT auth_sessions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE;

ALTER TABLE public.meetings ADD CONSTRAINT meetings_created_by_users_id_fk FOREIGN KEY (created_by) REFERENCES public.users (id) ON DELETE SET NULL;

ALTER TABLE public.users ADD CONSTRAINT users_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

ALTER TABLE public.verification_tokens ADD CONSTRAINT verification_tokens_token_unique UNIQUE (token);

ALTER TABLE public.widgets ADD CONSTRAINT widgets_pkey PRIMARY KEY (id);

ALTER TABLE public.sessions ADD CONSTRAINT sessions_widget_id_widgets_id_fk FOREIGN KEY (widget_id) REFERENCES public.widgets (id) ON DELETE SET NULL;

ALTER TABLE public.widgets ADD CONSTRAINT widgets_tenant_id_tenants_id_fk FOREIGN KEY (tenant_id) REFERENCES public.tenants (id) ON DELETE CASCADE;

CREATE OR REPLACE FUNCTION public.get_current_tenant_id() RETURNS uuid
  LANGUAGE plpgsql STABLE
AS $body$
BEGIN
  RETURN COALESCE(NULLIF(current_setting('app.current_tenant_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid;
END;
$body$;
ALTER FUNCTION public.get_current_tenant_id() OWNER TO postgres;
CREATE POLICY accounts_delete ON public.accounts FOR DELETE TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = accounts.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY accounts_insert ON public.accounts FOR INSERT TO PUBLIC
  WITH CHECK ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = accounts.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY accounts_select ON public.accounts FOR SELECT TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = accounts.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY accounts_update ON public.accounts FOR UPDATE TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = accounts.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY ai_personalities_delete ON public.ai_personalities FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY ai_personalities_insert ON public.ai_personalities FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY ai_personalities_select ON public.ai_personalities FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY ai_personalities_update ON public.ai_personalities FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY auth_sessions_delete ON public.auth_sessions FOR DELETE TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = auth_sessions.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY auth_sessions_insert ON public.auth_sessions FOR INSERT TO PUBLIC
  WITH CHECK ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = auth_sessions.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY auth_sessions_select ON public.auth_sessions FOR SELECT TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = auth_sessions.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY auth_sessions_update ON public.auth_sessions FOR UPDATE TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.users u
  WHERE ((u.id = auth_sessions.user_id) AND (u.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY budget_alerts_delete ON public.budget_alerts FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY budget_alerts_insert ON public.budget_alerts FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY budget_alerts_select ON public.budget_alerts FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY budget_alerts_update ON public.budget_alerts FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_events_delete ON public.cost_events FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_events_insert ON public.cost_events FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_events_select ON public.cost_events FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_events_update ON public.cost_events FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_summaries_delete ON public.cost_summaries FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_summaries_insert ON public.cost_summaries FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_summaries_select ON public.cost_summaries FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY cost_summaries_update ON public.cost_summaries FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY knowledge_documents_delete ON public.knowledge_documents FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY knowledge_documents_insert ON public.knowledge_documents FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY knowledge_documents_select ON public.knowledge_documents FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY knowledge_documents_update ON public.knowledge_documents FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY meetings_delete ON public.meetings FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY meetings_insert ON public.meetings FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY meetings_select ON public.meetings FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY meetings_update ON public.meetings FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY messages_delete ON public.messages FOR DELETE TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.sessions s
  WHERE ((s.id = messages.session_id) AND (s.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY messages_insert ON public.messages FOR INSERT TO PUBLIC
  WITH CHECK ((EXISTS ( SELECT
   FROM public.sessions s
  WHERE ((s.id = messages.session_id) AND (s.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY messages_select ON public.messages FOR SELECT TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.sessions s
  WHERE ((s.id = messages.session_id) AND (s.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY messages_update ON public.messages FOR UPDATE TO PUBLIC
  USING ((EXISTS ( SELECT
   FROM public.sessions s
  WHERE ((s.id = messages.session_id) AND (s.tenant_id = public.get_current_tenant_id())))));
CREATE POLICY sessions_delete ON public.sessions FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY sessions_insert ON public.sessions FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY sessions_select ON public.sessions FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY sessions_update ON public.sessions FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY tenants_delete ON public.tenants FOR DELETE TO PUBLIC
  USING ((id = public.get_current_tenant_id()));
CREATE POLICY tenants_insert ON public.tenants FOR INSERT TO PUBLIC
  WITH CHECK (true);
CREATE POLICY tenants_select ON public.tenants FOR SELECT TO PUBLIC
  USING ((id = public.get_current_tenant_id()));
CREATE POLICY tenants_update ON public.tenants FOR UPDATE TO PUBLIC
  USING ((id = public.get_current_tenant_id()));
CREATE POLICY users_delete ON public.users FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY users_insert ON public.users FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY users_select ON public.users FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY users_update ON public.users FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY widgets_delete ON public.widgets FOR DELETE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY widgets_insert ON public.widgets FOR INSERT TO PUBLIC
  WITH CHECK ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY widgets_select ON public.widgets FOR SELECT TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
CREATE POLICY widgets_update ON public.widgets FOR UPDATE TO PUBLIC
  USING ((tenant_id = public.get_current_tenant_id()));
ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.ai_personalities ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.ai_personalities FORCE ROW LEVEL SECURITY;
ALTER TABLE public.auth_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_alerts FORCE ROW LEVEL SECURITY;
ALTER TABLE public.cost_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.cost_events FORCE ROW LEVEL SECURITY;
ALTER TABLE public.cost_summaries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.cost_summaries FORCE ROW LEVEL SECURITY;
ALTER TABLE public.knowledge_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.knowledge_documents FORCE ROW LEVEL SECURITY;
ALTER TABLE public.meetings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.meetings FORCE ROW LEVEL SECURITY;
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.widgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.widgets FORCE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA public TO PUBLIC;

INSERT INTO tenon.schema_version (name, fingerprint, tool_version) VALUES ('platform', '17a27add715bc824', '0.1.0');
COMMIT;
