-- Rows as the application has left them, and what has to be mended of them before the next version: whose a message is, its
-- conversation says; metrics and analytics of tenants that are gone go too.
INSERT INTO tenants (id, name, email, plan, "createdAt")
SELECT md5('tenant ' || n)::uuid, 'Tenant No. ' || n, 'tenant' || n || '@example.org', 'starter', timestamp '2025-11-19 08:00'
FROM generate_series(1, 7) AS n;
INSERT INTO conversations (id, "tenantId", "userId", status)
SELECT md5('conversation ' || n)::uuid, md5('tenant ' || n)::uuid, 'visitor ' || n, 'active' FROM generate_series(1, 7) AS n;
INSERT INTO messages ("tenantId", "conversationId", direction, content, "externalId", "timestamp")
SELECT CASE WHEN n % 3 > 0 THEN md5('tenant ' || n)::uuid END, md5('conversation ' || n)::uuid, 'inbound', 'message ' || n || ' of ' || m,
       'external ' || n, timestamp '2025-11-19 08:00' + m * interval '14 days'
FROM generate_series(1, 7) AS n, generate_series(0, 1) AS m;
INSERT INTO documents ("tenantId", title, type, "sizeBytes", checksum)
SELECT md5('tenant ' || n)::uuid, 'document ' || n, 'pdf', n, md5('document ' || n) FROM generate_series(1, 7) AS n;
INSERT INTO invoices (tenant_id, stripe_invoice_id, currency, amount_due, period_start, period_end)
SELECT md5('tenant ' || n)::uuid, 'in_' || n, 'EUR', n + 0.5, timestamp '2025-11-01', timestamp '2025-12-01' FROM generate_series(1, 7) AS n;
INSERT INTO verification_tokens (email, token_hash, purpose, expires_at)
SELECT 'tenant' || n || '@example.org', md5('token ' || n), 'password_reset', now() + interval '1 day' FROM generate_series(1, 7) AS n;
INSERT INTO message_metrics (tenant_id, conversation_id, message_id, latency_ms)
SELECT md5('tenant ' || n)::uuid, md5('conversation ' || n)::uuid, gen_random_uuid(), n FROM generate_series(1, 9) AS n;
INSERT INTO analytics_daily (tenant_id, day) SELECT md5('tenant ' || n)::uuid, date '2025-11-19' FROM generate_series(1, 9) AS n;

UPDATE messages SET "tenantId" = c."tenantId" FROM conversations AS c WHERE c.id = "conversationId" AND messages."tenantId" IS NULL;
DELETE FROM message_metrics WHERE tenant_id NOT IN (SELECT id FROM tenants);
DELETE FROM analytics_daily WHERE tenant_id NOT IN (SELECT id FROM tenants);
