-- What two reviews found, made by Prisma's migrations and by others: statuses and types are strings, times have no zone, tenants
-- have no slug, numbers of money are floating, metrics and analytics refer to nothing. Columns are called as Prisma's fields are
-- where Prisma knows them.

CREATE TABLE tenants (
  id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT "Tenant_pkey" PRIMARY KEY,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  plan text NOT NULL DEFAULT 'free',
  email text NOT NULL,
  email_verified timestamp,
  subscription_status text,
  stripe_customer_id text,
  stripe_subscription_id text,
  trial_ends_at timestamp,
  current_period_end timestamp,
  settings jsonb,
  widget_config jsonb,
  "createdAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX tenants_billing_idx ON tenants (stripe_customer_id, subscription_status);

CREATE TABLE conversations (
  id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT "Conversation_pkey" PRIMARY KEY,
  "tenantId" uuid NOT NULL CONSTRAINT "Conversation_tenantId_fkey" REFERENCES tenants ON UPDATE CASCADE ON DELETE CASCADE,
  channel text NOT NULL DEFAULT 'web',
  status text NOT NULL DEFAULT 'active',
  "userId" text NOT NULL,
  "lastMessageAt" timestamp,
  "createdAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "Conversation_tenantId_idx" ON conversations ("tenantId");

-- As 20240520120000_partition_messages_api_logs left it: of the keys of the table before, the copy by LIKE got only that of the
-- conversation again. The tenant's foreign key is gone, and so is its NOT NULL; no index leads with it, and those that there are,
-- each partition has for itself.
CREATE TABLE messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  "tenantId" uuid,
  "conversationId" uuid NOT NULL CONSTRAINT "messages_conversationId_fkey" REFERENCES conversations ON DELETE CASCADE,
  direction text NOT NULL,
  type text NOT NULL DEFAULT 'text',
  content text NOT NULL,
  "externalId" text,
  metadata jsonb,
  "timestamp" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id, "timestamp")
) PARTITION BY RANGE ("timestamp");

CREATE TABLE messages_y2025m10 PARTITION OF messages FOR VALUES FROM ('2025-10-01') TO ('2025-11-01');
CREATE INDEX messages_y2025m10_conversation ON messages_y2025m10 ("conversationId", "timestamp");
CREATE INDEX messages_y2025m10_external ON messages_y2025m10 ("externalId");
CREATE TABLE messages_y2025m11 PARTITION OF messages FOR VALUES FROM ('2025-11-01') TO ('2025-12-01');
CREATE INDEX messages_y2025m11_conversation ON messages_y2025m11 ("conversationId", "timestamp");
CREATE INDEX messages_y2025m11_external ON messages_y2025m11 ("externalId");
CREATE TABLE messages_y2025m12 PARTITION OF messages FOR VALUES FROM ('2025-12-01') TO ('2026-01-01');
CREATE INDEX messages_y2025m12_conversation ON messages_y2025m12 ("conversationId", "timestamp");
CREATE INDEX messages_y2025m12_external ON messages_y2025m12 ("externalId");

CREATE TABLE documents (
  id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT "Document_pkey" PRIMARY KEY,
  "tenantId" uuid NOT NULL CONSTRAINT "Document_tenantId_fkey" REFERENCES tenants ON UPDATE CASCADE ON DELETE CASCADE,
  title text NOT NULL,
  type text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  "sizeBytes" integer NOT NULL,
  checksum text NOT NULL,
  error text,
  metadata jsonb,
  "createdAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- What Prisma doesn't know.
CREATE TABLE invoices (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
  stripe_invoice_id text NOT NULL,
  status text NOT NULL DEFAULT 'draft',
  currency text NOT NULL,
  amount_due double precision NOT NULL,
  amount_paid double precision NOT NULL DEFAULT 0,
  period_start timestamp NOT NULL,
  period_end timestamp NOT NULL,
  due_at timestamp,
  paid_at timestamp,
  created_at timestamp NOT NULL DEFAULT now(),
  updated_at timestamp NOT NULL DEFAULT now()
);

CREATE TABLE verification_tokens (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL,
  token_hash text NOT NULL,
  purpose text NOT NULL,
  expires_at timestamp NOT NULL,
  used_at timestamp,
  created_at timestamp NOT NULL DEFAULT now()
);

CREATE TABLE message_metrics (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  message_id uuid NOT NULL,
  user_message text,
  latency_ms integer NOT NULL,
  created_at timestamp NOT NULL DEFAULT now()
);

CREATE TABLE analytics_daily (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  day date NOT NULL,
  conversations integer NOT NULL DEFAULT 0,
  messages integer NOT NULL DEFAULT 0,
  created_at timestamp NOT NULL DEFAULT now()
);

CREATE TABLE _prisma_migrations (
  id varchar(36) PRIMARY KEY,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  applied_steps_count integer NOT NULL DEFAULT 0
);
