-- Made by tenon 0.1.0 from platform.schema. Edit that, not this.
--
-- Rows put in under forced row-level security: nothing is switched off for them. A row that is there is left as it is.

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL standard_conforming_strings = on;
SET LOCAL search_path TO public;

-- seed demo

SELECT set_config('app.current_tenant_id', '72548cd0-9ade-8b8d-a3b6-f477274dd8aa', true);
SET LOCAL ROLE platform_provisioner;
-- acme: Tenant
INSERT INTO tenants (id, name, api_key, plan, settings)
VALUES ('72548cd0-9ade-8b8d-a3b6-f477274dd8aa', 'Acme Corporation', 'pk_test_acme', 'business', '{"max_monthly_spend":1000,"allowed_domains":["https://acme.test"],"features":["chat","meetings","knowledge-base"]}')
ON CONFLICT (id) DO NOTHING;

SET LOCAL ROLE platform_app;
-- admin: User
INSERT INTO users (tenant_id, id, email, password_hash, role, name)
VALUES ('72548cd0-9ade-8b8d-a3b6-f477274dd8aa', 'af906652-97c9-8bd5-abd9-d457eb5da302', 'admin@acme.test', 'x', 'owner', 'John Doe')
ON CONFLICT (tenant_id, id) DO NOTHING;

-- AuthSession
INSERT INTO auth_sessions (tenant_id, id, session_token, user_id, expires)
VALUES ('72548cd0-9ade-8b8d-a3b6-f477274dd8aa', '0a9079e7-9430-8fe5-a3ce-ea80ce178d72', 'demo-session', 'af906652-97c9-8bd5-abd9-d457eb5da302', (now() + interval '30 days'))
ON CONFLICT (tenant_id, id) DO NOTHING;

-- widget: Widget
INSERT INTO widgets (tenant_id, id, name, domain_whitelist, settings)
VALUES ('72548cd0-9ade-8b8d-a3b6-f477274dd8aa', '5dab7cab-506c-8f6b-a684-1f19a7b92758', 'Main Website Widget', ARRAY['https://acme.test', 'https://www.acme.test']::text[], '{"theme":"auto","position":"bottom_right","greeting":"Hi! How can I help you today?"}')
ON CONFLICT (tenant_id, id) DO NOTHING;

-- KnowledgeDocument
INSERT INTO knowledge_documents (tenant_id, id, title, content, category, metadata)
VALUES ('72548cd0-9ade-8b8d-a3b6-f477274dd8aa', 'cb9b76bd-2a58-89c6-a164-a86ef3ea601f', 'Getting Started Guide', 'Welcome to our platform! Here is how to get started with our AI assistant...', 'onboarding', '{"source":"docs","tags":["beginner","tutorial"]}')
ON CONFLICT (tenant_id, id) DO NOTHING;

-- AiPersonality
INSERT INTO ai_personalities (tenant_id, id, name, description, system_prompt, is_default)
VALUES ('72548cd0-9ade-8b8d-a3b6-f477274dd8aa', 'ff5e3671-807f-8237-ace8-96dd5931f7fc', 'Helpful Assistant', 'A friendly and knowledgeable assistant', 'You are a helpful AI assistant for Acme Corporation. Be friendly, professional, and concise in your responses.', true)
ON CONFLICT (tenant_id, id) DO NOTHING;

COMMIT;
