-- What the application does while this version runs: rows of two organisations, as its seed and its programs had made them.
INSERT INTO organizations (id, name) VALUES
  ('00000000-0000-0000-0000-00000000000a', 'North'), ('00000000-0000-0000-0000-00000000000b', 'South');
INSERT INTO users (id, email, name) SELECT md5('users' || n)::uuid, 'user' || n || '@example.org', 'User ' || n FROM generate_series(1, 8) n;
INSERT INTO credentials ("userId", kind, subject) SELECT id, 'password', email FROM users;
INSERT INTO team_members ("organizationId", "userId", role)
SELECT o.id, u.id, CASE WHEN u.email LIKE 'user1%' THEN 'admin' ELSE 'member' END FROM organizations o, users u;
INSERT INTO agent_jobs ("organizationId", agent, status) SELECT o.id, 'content', s FROM organizations o, unnest(ARRAY['queued', 'running', 'succeeded', 'failed']) s;
INSERT INTO chat_messages ("organizationId", "userId", body) SELECT "organizationId", "userId", 'a message' FROM team_members;
INSERT INTO documents ("organizationId", title) SELECT o.id, 'Document ' || n FROM organizations o, generate_series(1, 7) n;
INSERT INTO campaigns (id, "organizationId", name, status)
SELECT md5(o.id || s)::uuid, o.id, 'Campaign ' || s, s FROM organizations o, unnest(ARRAY['draft', 'running', 'completed', 'paused']) s;
INSERT INTO drafts ("organizationId", "campaignId", type, status, body)
SELECT c."organizationId", c.id, t, CASE t WHEN 'article' THEN 'draft' ELSE 'published' END, 'a body' FROM campaigns c, unnest(ARRAY['article', 'email', 'advert']) t;
INSERT INTO metric_events ("organizationId", "campaignId", type, value) SELECT "organizationId", id, 'clicks', 3 FROM campaigns;
INSERT INTO connectors ("organizationId", kind, name, config, credentials)
SELECT o.id, k, k, '{}', 'a secret' FROM organizations o, unnest(ARRAY['crm', 'mailer', 'social', 'storage']) k;
INSERT INTO audit_records (event, "userId") SELECT 'signed_in', id FROM users;
