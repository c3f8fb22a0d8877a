-- Marketing as its mapper had left it: statuses, types and roles are text whose values only the code knows, times have no zone,
-- ids name rows that nothing says are there, no foreign key but those to the organisation, no index but those of keys. Columns
-- are called as the mapper's models call them. What the audit found missing altogether (roles with permissions, brands, agents,
-- conversations, datasets) isn't there.

CREATE TABLE organizations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  name text NOT NULL,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  email text NOT NULL,
  name text,
  "isActive" boolean DEFAULT true NOT NULL,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE UNIQUE INDEX users_email_key ON users (email);
CREATE TABLE credentials (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "userId" uuid NOT NULL,
  kind text NOT NULL,
  provider text DEFAULT 'neonhub' NOT NULL,
  subject text NOT NULL,
  "secretHash" text,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE team_members (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "team_members_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  "userId" uuid NOT NULL,
  role text DEFAULT 'member' NOT NULL,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE agent_jobs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "agent_jobs_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  agent text NOT NULL,
  status text DEFAULT 'queued' NOT NULL,
  input jsonb,
  output jsonb,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE chat_messages (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "chat_messages_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  "userId" uuid NOT NULL,
  body text NOT NULL,
  metadata jsonb,
  "createdAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE documents (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "documents_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  title text NOT NULL,
  source text,
  metadata jsonb,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE campaigns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "campaigns_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  name text NOT NULL,
  status text DEFAULT 'draft' NOT NULL,
  "budgetUsd" double precision,
  "startsAt" timestamp,
  "endsAt" timestamp,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE drafts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "drafts_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  "campaignId" uuid,
  type text DEFAULT 'article' NOT NULL,
  status text DEFAULT 'draft' NOT NULL,
  title text,
  body text NOT NULL,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE metric_events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "metric_events_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  "campaignId" uuid,
  type text NOT NULL,
  value double precision NOT NULL,
  "createdAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE connectors (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "organizationId" uuid NOT NULL CONSTRAINT "connectors_organizationId_fkey" REFERENCES organizations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  kind text NOT NULL,
  name text NOT NULL,
  config jsonb NOT NULL,
  credentials text NOT NULL,
  "lastSync" timestamp,
  "createdAt" timestamp DEFAULT now() NOT NULL,
  "updatedAt" timestamp DEFAULT now() NOT NULL
);
CREATE TABLE audit_records (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  event text NOT NULL,
  "userId" uuid,
  details jsonb,
  "createdAt" timestamp DEFAULT now() NOT NULL
);
