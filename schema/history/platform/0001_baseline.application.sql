-- Rows as the application has left them.
INSERT INTO tenants (id, name, api_key) SELECT md5('tenant ' || n)::uuid, 'tenant ' || n, 'key ' || n FROM generate_series(1, 7) AS n;
INSERT INTO users (id, tenant_id, email, password_hash, role)
SELECT md5('user ' || n)::uuid, md5('tenant ' || n)::uuid, 'user' || n || '@example.org', md5('hash ' || n), 'owner' FROM generate_series(1, 7) AS n;
INSERT INTO accounts (user_id, type, provider, provider_account_id)
SELECT md5('user ' || n)::uuid, 'oauth', 'google', 'account ' || n FROM generate_series(1, 7) AS n;
INSERT INTO auth_sessions (session_token, user_id, expires)
SELECT md5('token ' || n), md5('user ' || n)::uuid, now() + interval '1 day' FROM generate_series(1, 7) AS n;
INSERT INTO verification_tokens (identifier, token, expires)
SELECT 'user' || n || '@example.org', md5('token ' || n), now() + interval '1 day' FROM generate_series(1, 7) AS n;
INSERT INTO widgets (id, tenant_id, name, domain_whitelist)
SELECT md5('widget ' || n)::uuid, md5('tenant ' || n)::uuid, 'widget ' || n, '["https://a.test"]' FROM generate_series(1, 7) AS n;
INSERT INTO meetings (tenant_id, room_name, livekit_room_id, created_by, ended_at)
SELECT md5('tenant ' || n)::uuid, 'room ' || n, 'livekit ' || n, md5('user ' || n)::uuid, now() + interval '1 day' FROM generate_series(1, 7) AS n;
INSERT INTO sessions (id, tenant_id, widget_id)
SELECT md5('session ' || n)::uuid, md5('tenant ' || n)::uuid, md5('widget ' || n)::uuid FROM generate_series(1, 7) AS n;
INSERT INTO messages (session_id, role, content)
SELECT md5('session ' || n)::uuid, 'user', 'message ' || m FROM generate_series(1, 7) AS n, generate_series(1, 3) AS m;
INSERT INTO knowledge_documents (tenant_id, title, content)
SELECT md5('tenant ' || n)::uuid, 'document ' || n, 'text' FROM generate_series(1, 7) AS n;
INSERT INTO cost_events (tenant_id, session_id, service, cost_usd)
SELECT md5('tenant ' || n)::uuid, md5('session ' || n)::uuid, 'llm', 0.01 FROM generate_series(1, 7) AS n;
INSERT INTO cost_summaries (tenant_id, period_start, period_end, total_cost_usd, breakdown)
SELECT md5('tenant ' || n)::uuid, now(), now() + interval '1 day', 1, '{}' FROM generate_series(1, 7) AS n;
INSERT INTO budget_alerts (tenant_id, threshold, current_spend, resolved, resolved_at)
SELECT md5('tenant ' || n)::uuid, 100, 10, true, now() FROM generate_series(1, 7) AS n;
INSERT INTO ai_personalities (tenant_id, name, system_prompt)
SELECT md5('tenant ' || n)::uuid, 'personality ' || n, 'be kind' FROM generate_series(1, 7) AS n;
