-- Migration 2 of business: grown. Made by tenon 0.1.0; `tenon migrate seal` seals what is changed in it.
-- The way back. What has been written to what is new is gone then.

-- tenon: head
SET search_path TO public;
SET client_min_messages TO warning;
SET check_function_bodies TO off;
SET standard_conforming_strings TO on;
SET row_security TO off;

-- tenon: step 1, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on ad_assets, businesses, conversation_memory, conversations, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE ad_assets, businesses, conversation_memory, conversations, users IN ACCESS EXCLUSIVE MODE;
-- drop constraint users_business_fkey of public.users (ACCESS EXCLUSIVE on users, businesses)
ALTER TABLE users DROP CONSTRAINT users_business_fkey;
-- drop constraint conversation_memory_business_fkey of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory, businesses)
ALTER TABLE conversation_memory DROP CONSTRAINT conversation_memory_business_fkey;
-- drop constraint conversations_business_fkey of public.conversations (ACCESS EXCLUSIVE on conversations, businesses)
ALTER TABLE conversations DROP CONSTRAINT conversations_business_fkey;
-- drop constraint ad_assets_file_size_check of public.ad_assets (ACCESS EXCLUSIVE on ad_assets)
ALTER TABLE ad_assets DROP CONSTRAINT ad_assets_file_size_check;
-- tell which version is here
UPDATE tenon.schema_version SET fingerprint = '39ffcba43b693216', accepts = '{1bd26ab2a2022866}', tool_version = '0.1.0' WHERE name = 'business';
COMMIT;

-- tenon: step 2, in no transaction
-- drop index ad_assets_status_idx of public.ad_assets (SHARE UPDATE EXCLUSIVE on ad_assets)
DROP INDEX CONCURRENTLY ad_assets_status_idx;

-- tenon: step 3, in no transaction
-- drop index conversation_memory_business_id_idx of public.conversation_memory (SHARE UPDATE EXCLUSIVE on conversation_memory)
DROP INDEX CONCURRENTLY conversation_memory_business_id_idx;

-- tenon: step 4, in no transaction
-- drop index conversations_business_id_idx of public.conversations (SHARE UPDATE EXCLUSIVE on conversations)
DROP INDEX CONCURRENTLY conversations_business_id_idx;

-- tenon: step 5, in no transaction
-- drop index businesses_subscription_status_idx of public.businesses (SHARE UPDATE EXCLUSIVE on businesses)
DROP INDEX CONCURRENTLY businesses_subscription_status_idx;

-- tenon: step 6, in no transaction
-- drop index users_business_id_idx of public.users (SHARE UPDATE EXCLUSIVE on users)
DROP INDEX CONCURRENTLY users_business_id_idx;

-- tenon: step 7, in a transaction
BEGIN;
-- lock what is changed (ACCESS EXCLUSIVE on ad_assets, analytics_events, businesses, channel_integrations, conversation_memory, conversations, knowledge_entries, leads, messages, payments, subscriptions, users)
-- one after the other, they could be taken in another order than by somebody who works with both
LOCK TABLE ad_assets, analytics_events, businesses, channel_integrations, conversation_memory, conversations, knowledge_entries, leads, messages, payments, subscriptions, users IN ACCESS EXCLUSIVE MODE;
-- drop constraint payments_subscription_fkey of public.payments (ACCESS EXCLUSIVE on payments)
ALTER TABLE payments DROP CONSTRAINT payments_subscription_fkey;
-- drop table public.payments (ACCESS EXCLUSIVE on payments; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE payments;
-- drop constraint subscriptions_business_fkey of public.subscriptions (ACCESS EXCLUSIVE on subscriptions)
ALTER TABLE subscriptions DROP CONSTRAINT subscriptions_business_fkey;
-- drop table public.subscriptions (ACCESS EXCLUSIVE on subscriptions; hazards: data-loss, breaks-clients, irreversible)
DROP TABLE subscriptions;
-- drop column extra of public.ad_assets (ACCESS EXCLUSIVE on ad_assets; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE ad_assets DROP COLUMN extra;
-- drop column file_size of public.ad_assets (ACCESS EXCLUSIVE on ad_assets; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE ad_assets DROP COLUMN file_size;
-- drop column file_url of public.ad_assets (ACCESS EXCLUSIVE on ad_assets; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE ad_assets DROP COLUMN file_url;
-- drop column data of public.analytics_events (ACCESS EXCLUSIVE on analytics_events; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE analytics_events DROP COLUMN data;
-- drop column event_value of public.analytics_events (ACCESS EXCLUSIVE on analytics_events; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE analytics_events DROP COLUMN event_value;
-- drop column event_category of public.analytics_events (ACCESS EXCLUSIVE on analytics_events; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE analytics_events DROP COLUMN event_category;
-- drop column context of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversation_memory DROP COLUMN context;
-- drop column session_id of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversation_memory DROP COLUMN session_id;
-- drop column business_id of public.conversation_memory (ACCESS EXCLUSIVE on conversation_memory; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversation_memory DROP COLUMN business_id;
-- drop column usage_count of public.knowledge_entries (ACCESS EXCLUSIVE on knowledge_entries; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE knowledge_entries DROP COLUMN usage_count;
-- drop column keyword_list of public.knowledge_entries (ACCESS EXCLUSIVE on knowledge_entries; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE knowledge_entries DROP COLUMN keyword_list;
-- drop column extra of public.leads (ACCESS EXCLUSIVE on leads; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE leads DROP COLUMN extra;
-- drop column conversion_value of public.leads (ACCESS EXCLUSIVE on leads; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE leads DROP COLUMN conversion_value;
-- drop column converted_at of public.leads (ACCESS EXCLUSIVE on leads; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE leads DROP COLUMN converted_at;
-- drop column message_type of public.messages (ACCESS EXCLUSIVE on messages; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE messages DROP COLUMN message_type;
-- drop column session_id of public.messages (ACCESS EXCLUSIVE on messages; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE messages DROP COLUMN session_id;
-- drop column last_sync_at of public.channel_integrations (ACCESS EXCLUSIVE on channel_integrations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE channel_integrations DROP COLUMN last_sync_at;
-- drop column prompt_template of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversations DROP COLUMN prompt_template;
-- drop column tokens_used of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversations DROP COLUMN tokens_used;
-- drop column model_name of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversations DROP COLUMN model_name;
-- drop column session_id of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversations DROP COLUMN session_id;
-- drop column business_id of public.conversations (ACCESS EXCLUSIVE on conversations; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE conversations DROP COLUMN business_id;
-- drop column settings_json of public.businesses (ACCESS EXCLUSIVE on businesses; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE businesses DROP COLUMN settings_json;
-- drop column trial_ends_at of public.businesses (ACCESS EXCLUSIVE on businesses; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE businesses DROP COLUMN trial_ends_at;
-- drop column subscription_status of public.businesses (ACCESS EXCLUSIVE on businesses; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE businesses DROP COLUMN subscription_status;
-- drop column subscription_tier of public.businesses (ACCESS EXCLUSIVE on businesses; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE businesses DROP COLUMN subscription_tier;
-- drop column last_login_at of public.users (ACCESS EXCLUSIVE on users; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE users DROP COLUMN last_login_at;
-- drop column business_id of public.users (ACCESS EXCLUSIVE on users; hazards: breaks-clients, data-loss, irreversible)
ALTER TABLE users DROP COLUMN business_id;
-- drop enum public.event_category
DROP TYPE event_category;
-- drop enum public.message_type
DROP TYPE message_type;
-- drop enum public.payment_status
DROP TYPE payment_status;
-- drop enum public.billing_cycle
DROP TYPE billing_cycle;
-- drop enum public.subscription_status
DROP TYPE subscription_status;
-- drop enum public.subscription_tier
DROP TYPE subscription_tier;
-- tell that no other version works on
UPDATE tenon.schema_version SET fingerprint = '39ffcba43b693216', accepts = '{}', tool_version = '0.1.0' WHERE name = 'business';
COMMIT;
