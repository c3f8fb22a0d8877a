// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// What the schema promises of a database, and the tests that hold it to that: what its catalog says, and what happens
// to attacks as the application's role. TENON_CONFORMANCE_URL names the database, as a role that may take on the
// schema's roles. Every test is rolled back.

#include <tenon/conformance/gtest.hpp>

namespace {

using namespace tenon::conformance;

Schema promises() {
  Schema schema;
  schema.name = "platform";
  schema.fingerprint = "f1f1cdfc44762bf9";
  schema.sql_schema = "public";
  schema.postgres_version = 15;
  schema.has_tenancy = true;
  schema.has_maintenance = true;
  schema.roles = { "platform_owner", "platform_app", "platform_provisioner", "platform_search", "", {} };
  schema.tenant_setting = "app.current_tenant_id";
  schema.tenant_type = "uuid";
  schema.sample_tenant_keys = {"7e000000-0000-8000-a000-00000000000a", "7e000000-0000-8000-a000-00000000000b"};
  schema.extensions = {
      { "vector", "0.8" },
  };
  schema.enums = {
      { "plan", {"starter", "growth", "business", "enterprise"} },
      { "user_role", {"owner", "admin", "member"} },
      { "account_type", {"oauth", "oidc", "email", "credentials", "webauthn"} },
      { "session_mode", {"text", "meeting"} },
      { "message_role", {"user", "assistant", "system"} },
      { "cost_service", {"vision", "voice_stt", "voice_tts", "llm", "embedding", "livekit"} },
      { "budget_period", {"daily", "weekly", "monthly"} },
      { "alert_severity", {"warning", "critical"} },
  };

  {
    Table& table = schema.tables.emplace_back();
    table.name = "tenants";
    table.tenancy = Tenancy::kRoot;
    table.tenant_column = "id";
    table.columns = {
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "name", "text NOT NULL" },
        { "api_key", "text NOT NULL" },
        { "plan", "plan NOT NULL DEFAULT 'starter'" },
        { "settings", "jsonb" },
        { "stripe_customer_id", "text" },
        { "stripe_subscription_id", "text" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
        { "updated_at", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "tenants_pkey", {"id"} };
    table.uniques = {
        { "tenants_api_key_key", {"api_key"} },
        { "tenants_stripe_customer_id_key", {"stripe_customer_id"} },
        { "tenants_stripe_subscription_id_key", {"stripe_subscription_id"} },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "tenants_select", "FOR SELECT TO platform_app, platform_provisioner USING (id = (SELECT tenon.current_tenant()))" },
        { "tenants_insert", "FOR INSERT TO platform_provisioner WITH CHECK (id = (SELECT tenon.current_tenant()))" },
        { "tenants_update", "FOR UPDATE TO platform_provisioner USING (id = (SELECT tenon.current_tenant())) WITH CHECK (id = (SELECT tenon.current_tenant()))" },
        { "tenants_delete", "FOR DELETE TO platform_provisioner USING (id = (SELECT tenon.current_tenant()))" },
        { "tenants_retain_select", "FOR SELECT TO platform_owner USING ((SELECT tenon.expired_before()) IS NOT NULL)" },
    };
    table.grants = {
        { "platform_app", {"SELECT"} },
        { "platform_provisioner", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "id", "'{tenant}'::uuid" },
        { "name", "'s' || substr(md5('tenants.name {tenant} {n}'), 1, 11)" },
        { "api_key", "'s' || substr(md5('tenants.api_key {tenant} {n}'), 1, 11)" },
        { "stripe_customer_id", "'s' || substr(md5('tenants.stripe_customer_id {tenant} {n}'), 1, 11)" },
        { "stripe_subscription_id", "'s' || substr(md5('tenants.stripe_subscription_id {tenant} {n}'), 1, 11)" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "users";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "email", "text NOT NULL" },
        { "password_hash", "text NOT NULL" },
        { "role", "user_role NOT NULL DEFAULT 'member'" },
        { "name", "text" },
        { "avatar_url", "text" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
        { "updated_at", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "users_pkey", {"tenant_id", "id"} };
    table.uniques = {
        { "users_tenant_id_email_key", {"tenant_id", "email"} },
    };
    table.foreign_keys = {
        { "users_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "users_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "users_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "users_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "users_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('users.id {tenant} {n}')::uuid" },
        { "email", "'s' || substr(md5('users.email {tenant} {n}'), 1, 11)" },
        { "password_hash", "'s' || substr(md5('users.password_hash {tenant} {n}'), 1, 11)" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "accounts";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "user_id", "uuid NOT NULL" },
        { "type", "account_type NOT NULL" },
        { "provider", "text NOT NULL" },
        { "provider_account_id", "text NOT NULL" },
        { "refresh_token", "text" },
        { "access_token", "text" },
        { "expires_at", "timestamptz" },
        { "token_type", "text" },
        { "scope", "text" },
        { "id_token", "text" },
        { "session_state", "text" },
    };
    table.primary_key = { "accounts_pkey", {"tenant_id", "id"} };
    table.uniques = {
        { "accounts_tenant_id_provider_provider_account_id_key", {"tenant_id", "provider", "provider_account_id"} },
    };
    table.foreign_keys = {
        { "accounts_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "accounts_user_fkey", {"tenant_id", "user_id"}, "users", {"tenant_id", "id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "accounts_tenant_id_user_id_idx", "USING btree (tenant_id, user_id)" },
    };
    table.policies = {
        { "accounts_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "accounts_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "accounts_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "accounts_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('accounts.id {tenant} {n}')::uuid" },
        { "user_id", "md5('users.id {tenant} 1')::uuid" },
        { "type", "'oauth'" },
        { "provider", "'s' || substr(md5('accounts.provider {tenant} {n}'), 1, 11)" },
        { "provider_account_id", "'s' || substr(md5('accounts.provider_account_id {tenant} {n}'), 1, 11)" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "auth_sessions";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "session_token", "text NOT NULL" },
        { "user_id", "uuid NOT NULL" },
        { "expires", "timestamptz NOT NULL" },
    };
    table.primary_key = { "auth_sessions_pkey", {"tenant_id", "id"} };
    table.uniques = {
        { "auth_sessions_tenant_id_session_token_key", {"tenant_id", "session_token"} },
    };
    table.foreign_keys = {
        { "auth_sessions_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "auth_sessions_user_fkey", {"tenant_id", "user_id"}, "users", {"tenant_id", "id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "auth_sessions_tenant_id_expires_idx", "USING btree (tenant_id, expires)" },
        { "auth_sessions_tenant_id_user_id_idx", "USING btree (tenant_id, user_id)" },
    };
    table.policies = {
        { "auth_sessions_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "auth_sessions_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "auth_sessions_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "auth_sessions_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('auth_sessions.id {tenant} {n}')::uuid" },
        { "session_token", "'s' || substr(md5('auth_sessions.session_token {tenant} {n}'), 1, 11)" },
        { "user_id", "md5('users.id {tenant} 1')::uuid" },
        { "expires", "timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + 4 * interval '1 day'" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "verification_tokens";
    table.tenancy = Tenancy::kGlobal;
    table.tenant_column = "";
    table.columns = {
        { "identifier", "text NOT NULL" },
        { "token", "text NOT NULL" },
        { "expires", "timestamptz NOT NULL" },
    };
    table.primary_key = { "verification_tokens_pkey", {"identifier", "token"} };
    table.uniques = {
        { "verification_tokens_token_key", {"token"} },
    };
    table.indexes = {
        { "verification_tokens_expires_idx", "USING btree (expires)" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "DELETE"}, {"expires"} },
    };
    table.sample = {
        { "identifier", "'s' || substr(md5('verification_tokens.identifier {tenant} {n}'), 1, 11)" },
        { "token", "'s' || substr(md5('verification_tokens.token {tenant} {n}'), 1, 11)" },
        { "expires", "now() + {n} * interval '1 second' + 2 * interval '1 minute'" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "widgets";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "name", "text NOT NULL" },
        { "domain_whitelist", "text[] NOT NULL" },
        { "settings", "jsonb" },
        { "is_active", "bool NOT NULL DEFAULT true" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
        { "updated_at", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "widgets_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "widgets_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "widgets_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "widgets_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "widgets_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "widgets_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('widgets.id {tenant} {n}')::uuid" },
        { "name", "'s' || substr(md5('widgets.name {tenant} {n}'), 1, 11)" },
        { "domain_whitelist", "'{}'" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "meetings";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "room_name", "text NOT NULL" },
        { "livekit_room_id", "text NOT NULL" },
        { "created_by", "uuid" },
        { "started_at", "timestamptz NOT NULL DEFAULT now()" },
        { "ended_at", "timestamptz" },
        { "metadata", "jsonb" },
    };
    table.primary_key = { "meetings_pkey", {"tenant_id", "id"} };
    table.uniques = {
        { "meetings_tenant_id_room_name_key", {"tenant_id", "room_name"} },
        { "meetings_tenant_id_livekit_room_id_key", {"tenant_id", "livekit_room_id"} },
    };
    table.foreign_keys = {
        { "meetings_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "meetings_created_by_fkey", {"tenant_id", "created_by"}, "users", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"created_by"} },
    };
    table.checks = {
        { "meetings_ended_after_start", "CHECK (ended_at is null or ended_at >= started_at)" },
    };
    table.indexes = {
        { "meetings_tenant_id_started_at_idx", "USING btree (tenant_id, started_at DESC)" },
        { "meetings_tenant_id_created_by_idx", "USING btree (tenant_id, created_by)" },
    };
    table.policies = {
        { "meetings_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "meetings_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "meetings_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "meetings_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('meetings.id {tenant} {n}')::uuid" },
        { "room_name", "'s' || substr(md5('meetings.room_name {tenant} {n}'), 1, 11)" },
        { "livekit_room_id", "'s' || substr(md5('meetings.livekit_room_id {tenant} {n}'), 1, 11)" },
        { "created_by", "md5('users.id {tenant} 1')::uuid" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "sessions";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "widget_id", "uuid" },
        { "meeting_id", "uuid" },
        { "mode", "session_mode NOT NULL DEFAULT 'text'" },
        { "cost_usd", "numeric(10,4) NOT NULL DEFAULT 0" },
        { "metadata", "jsonb" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
        { "ended_at", "timestamptz" },
    };
    table.primary_key = { "sessions_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "sessions_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "sessions_widget_fkey", {"tenant_id", "widget_id"}, "widgets", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"widget_id"} },
        { "sessions_meeting_fkey", {"tenant_id", "meeting_id"}, "meetings", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"meeting_id"} },
    };
    table.checks = {
        { "sessions_ended_after_start", "CHECK (ended_at is null or ended_at >= created_at)" },
        { "sessions_cost_not_negative", "CHECK (cost_usd >= 0)" },
    };
    table.indexes = {
        { "sessions_tenant_id_created_at_idx", "USING btree (tenant_id, created_at DESC)" },
        { "sessions_tenant_id_widget_id_created_at_idx", "USING btree (tenant_id, widget_id, created_at DESC)" },
        { "sessions_tenant_id_meeting_id_idx", "USING btree (tenant_id, meeting_id)" },
    };
    table.policies = {
        { "sessions_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "sessions_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "sessions_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "sessions_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('sessions.id {tenant} {n}')::uuid" },
        { "widget_id", "md5('widgets.id {tenant} 1')::uuid" },
        { "meeting_id", "md5('meetings.id {tenant} 1')::uuid" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "messages";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "session_id", "uuid NOT NULL" },
        { "role", "message_role NOT NULL" },
        { "content", "text NOT NULL" },
        { "attachments", "jsonb" },
        { "metadata", "jsonb" },
        { "timestamp", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "messages_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "messages_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "messages_session_fkey", {"tenant_id", "session_id"}, "sessions", {"tenant_id", "id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "messages_tenant_id_session_id_timestamp_idx", "USING btree (tenant_id, session_id, \"timestamp\")" },
        { "messages_tenant_id_timestamp_idx", "USING btree (tenant_id, \"timestamp\")" },
    };
    table.policies = {
        { "messages_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "messages_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "messages_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "messages_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('messages.id {tenant} {n}')::uuid" },
        { "session_id", "md5('sessions.id {tenant} 1')::uuid" },
        { "role", "'user'" },
        { "content", "'s' || substr(md5('messages.content {tenant} {n}'), 1, 11)" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "knowledge_documents";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "title", "text NOT NULL" },
        { "content", "text NOT NULL" },
        { "category", "text" },
        { "embedding", "vector(1024)" },
        { "metadata", "jsonb" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
        { "updated_at", "timestamptz NOT NULL DEFAULT now()" },
        { "search_document", "tsvector NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('pg_catalog.english', title), 'A') || setweight(to_tsvector('pg_catalog.english', content), 'B')) STORED", Written::kByExpression },
    };
    table.primary_key = { "knowledge_documents_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "knowledge_documents_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "knowledge_documents_tenant_id_category_idx", "USING btree (tenant_id, category)" },
        { "knowledge_documents_search_document_idx", "USING gin (search_document)" },
        { "knowledge_documents_embedding_idx", "USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)" },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.tenant_id, OLD.id, OLD.title, OLD.content, OLD.category, OLD.embedding, OLD.metadata, OLD.created_at, OLD.updated_at), ROW(NEW.tenant_id, NEW.id, NEW.title, NEW.content, NEW.category, NEW.embedding, NEW.metadata, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "knowledge_documents_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_documents_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_documents_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_documents_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_documents_search", "FOR SELECT TO platform_search USING (true)" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
        { "platform_search", {"SELECT"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('knowledge_documents.id {tenant} {n}')::uuid" },
        { "title", "'s' || substr(md5('knowledge_documents.title {tenant} {n}'), 1, 11)" },
        { "content", "'s' || substr(md5('knowledge_documents.content {tenant} {n}'), 1, 11)" },
        { "embedding", "array_fill(0.5::real, array[1024])::vector" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "knowledge_chunks";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "document_id", "uuid NOT NULL" },
        { "content", "text NOT NULL" },
        { "embedding", "vector(1024) NOT NULL" },
        { "position", "int4 NOT NULL" },
        { "metadata", "jsonb" },
        { "search_document", "tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', content)) STORED", Written::kByExpression },
    };
    table.primary_key = { "knowledge_chunks_pkey", {"tenant_id", "id"} };
    table.uniques = {
        { "knowledge_chunks_tenant_id_document_id_position_key", {"tenant_id", "document_id", "position"} },
    };
    table.foreign_keys = {
        { "knowledge_chunks_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "knowledge_chunks_document_fkey", {"tenant_id", "document_id"}, "knowledge_documents", {"tenant_id", "id"}, "CASCADE", "NO ACTION", {} },
    };
    table.checks = {
        { "knowledge_chunks_position_check", "CHECK (position >= 0)" },
    };
    table.indexes = {
        { "knowledge_chunks_search_document_idx", "USING gin (search_document)" },
        { "knowledge_chunks_embedding_idx", "USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)" },
    };
    table.policies = {
        { "knowledge_chunks_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_chunks_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_chunks_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_chunks_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "knowledge_chunks_search", "FOR SELECT TO platform_search USING (true)" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
        { "platform_search", {"SELECT"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('knowledge_chunks.id {tenant} {n}')::uuid" },
        { "document_id", "md5('knowledge_documents.id {tenant} 1')::uuid" },
        { "content", "'s' || substr(md5('knowledge_chunks.content {tenant} {n}'), 1, 11)" },
        { "embedding", "array_fill(0.5::real, array[1024])::vector" },
        { "position", "{n}" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "cost_events";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "session_id", "uuid" },
        { "service", "cost_service NOT NULL" },
        { "provider", "text" },
        { "tokens_used", "int4" },
        { "cost_usd", "numeric(10,6) NOT NULL" },
        { "metadata", "jsonb" },
        { "timestamp", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "cost_events_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "cost_events_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "cost_events_session_fkey", {"tenant_id", "session_id"}, "sessions", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"session_id"} },
    };
    table.checks = {
        { "cost_events_cost_not_negative", "CHECK (cost_usd >= 0)" },
    };
    table.indexes = {
        { "cost_events_tenant_id_timestamp_idx", "USING btree (tenant_id, \"timestamp\")" },
        { "cost_events_tenant_id_service_timestamp_idx", "USING btree (tenant_id, service, \"timestamp\")" },
        { "cost_events_tenant_id_session_id_idx", "USING btree (tenant_id, session_id)" },
    };
    table.statistics = {
        { "cost_events_service_provider_stat", {"dependencies", "mcv", "ndistinct"}, {"service", "provider"} },
    };
    table.policies = {
        { "cost_events_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_events_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_events_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_events_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_events_retain_select", "FOR SELECT TO platform_owner USING (\"timestamp\" < (SELECT tenon.expired_before()))" },
        { "cost_events_retain_update", "FOR UPDATE TO platform_owner USING (\"timestamp\" < (SELECT tenon.expired_before())) WITH CHECK (\"timestamp\" < (SELECT tenon.expired_before()))" },
        { "cost_events_retain_delete", "FOR DELETE TO platform_owner USING (\"timestamp\" < (SELECT tenon.expired_before()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('cost_events.id {tenant} {n}')::uuid" },
        { "session_id", "md5('sessions.id {tenant} 1')::uuid" },
        { "service", "'vision'" },
        { "cost_usd", "{n}" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "cost_summaries";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "period_start", "timestamptz NOT NULL" },
        { "period_end", "timestamptz NOT NULL" },
        { "total_cost_usd", "numeric(10,4) NOT NULL" },
        { "breakdown", "jsonb NOT NULL" },
        { "event_count", "int4 NOT NULL DEFAULT 0" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "cost_summaries_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "cost_summaries_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.checks = {
        { "cost_summaries_period_has_length", "CHECK (period_end > period_start)" },
    };
    table.indexes = {
        { "cost_summaries_tenant_id_period_start_period_end_idx", "USING btree (tenant_id, period_start, period_end)" },
    };
    table.policies = {
        { "cost_summaries_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_summaries_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_summaries_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "cost_summaries_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('cost_summaries.id {tenant} {n}')::uuid" },
        { "period_start", "timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + 2 * interval '1 day'" },
        { "period_end", "timestamptz '2026-01-01 00:00:00+00' + {n} * interval '1 hour' + 3 * interval '1 day'" },
        { "total_cost_usd", "{n}" },
        { "breakdown", "'{}'::jsonb" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "budget_alerts";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "threshold", "numeric(10,2) NOT NULL" },
        { "current_spend", "numeric(10,4) NOT NULL" },
        { "period", "budget_period NOT NULL DEFAULT 'monthly'" },
        { "severity", "alert_severity NOT NULL DEFAULT 'warning'" },
        { "notifications_sent", "int4 NOT NULL DEFAULT 0" },
        { "triggered_at", "timestamptz NOT NULL DEFAULT now()" },
        { "resolved", "bool NOT NULL DEFAULT false" },
        { "resolved_at", "timestamptz" },
        { "metadata", "jsonb" },
    };
    table.primary_key = { "budget_alerts_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "budget_alerts_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.checks = {
        { "budget_alerts_resolved_with_time", "CHECK (resolved = (resolved_at is not null))" },
    };
    table.indexes = {
        { "budget_alerts_tenant_id_resolved_triggered_at_idx", "USING btree (tenant_id, resolved, triggered_at DESC)" },
        { "budget_alerts_tenant_id_triggered_at_idx", "USING btree (tenant_id, triggered_at)" },
    };
    table.policies = {
        { "budget_alerts_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "budget_alerts_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "budget_alerts_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "budget_alerts_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('budget_alerts.id {tenant} {n}')::uuid" },
        { "threshold", "{n}" },
        { "current_spend", "{n}" },
    };
  }

  {
    Table& table = schema.tables.emplace_back();
    table.name = "ai_personalities";
    table.tenancy = Tenancy::kTenant;
    table.tenant_column = "tenant_id";
    table.columns = {
        { "tenant_id", "uuid NOT NULL" },
        { "id", "uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "name", "text NOT NULL" },
        { "description", "text" },
        { "system_prompt", "text NOT NULL" },
        { "temperature", "numeric(3,2) NOT NULL DEFAULT 0.7" },
        { "max_tokens", "int4 DEFAULT 2000" },
        { "top_p", "numeric(3,2) DEFAULT 1.0" },
        { "frequency_penalty", "numeric(3,2) DEFAULT 0.0" },
        { "presence_penalty", "numeric(3,2) DEFAULT 0.0" },
        { "preferred_model", "text" },
        { "is_default", "bool NOT NULL DEFAULT false" },
        { "is_active", "bool NOT NULL DEFAULT true" },
        { "metadata", "jsonb" },
        { "created_at", "timestamptz NOT NULL DEFAULT now()" },
        { "updated_at", "timestamptz NOT NULL DEFAULT now()" },
    };
    table.primary_key = { "ai_personalities_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "ai_personalities_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "ai_personalities_tenant_id_is_default_is_active_idx", "USING btree (tenant_id, is_default, is_active)" },
        { "ai_personalities_tenant_id_is_default_key", "USING btree (tenant_id, is_default) WHERE is_default", true },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "ai_personalities_select", "FOR SELECT TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
        { "ai_personalities_insert", "FOR INSERT TO platform_app WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "ai_personalities_update", "FOR UPDATE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant())) WITH CHECK (tenant_id = (SELECT tenon.current_tenant()))" },
        { "ai_personalities_delete", "FOR DELETE TO platform_app USING (tenant_id = (SELECT tenon.current_tenant()))" },
    };
    table.grants = {
        { "platform_app", {"SELECT", "INSERT", "UPDATE", "DELETE"} },
    };
    table.sample = {
        { "tenant_id", "'{tenant}'::uuid" },
        { "id", "md5('ai_personalities.id {tenant} {n}')::uuid" },
        { "name", "'s' || substr(md5('ai_personalities.name {tenant} {n}'), 1, 11)" },
        { "system_prompt", "'s' || substr(md5('ai_personalities.system_prompt {tenant} {n}'), 1, 11)" },
        { "is_default", "true" },
    };
  }

  schema.functions = {
      { "current_tenant", "",
        "",
        false, {}, "platform_owner", {"platform_app", "platform_provisioner", "platform_search"},
        "() RETURNS uuid\n"
      "  LANGUAGE sql STABLE PARALLEL SAFE\n"
      "  RETURN nullif(current_setting('app.current_tenant_id', true), '')::uuid" },
      { "enter_tenant", "",
        "",
        false, {}, "platform_owner", {},
        "(tenant text) RETURNS void\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "BEGIN\n"
      "  PERFORM set_config('app.current_tenant_id', $1, true);\n"
      "END\n"
      "$body$" },
      { "touch_updated_at", "",
        "",
        false, {}, "platform_owner", {},
        "() RETURNS trigger\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "BEGIN\n"
      "  NEW.updated_at := now();\n"
      "  RETURN NEW;\n"
      "END\n"
      "$body$" },
      { "uuid7", "",
        "",
        false, {}, "platform_owner", {"platform_app", "platform_provisioner"},
        "() RETURNS uuid\n"
      "  LANGUAGE sql PARALLEL SAFE\n"
      "  RETURN (SELECT (lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')\n"
      "                  || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid\n"
      "          FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) AS clock)" },
      { "uuid7_lowest", "",
        "",
        false, {}, "platform_owner", {"platform_app", "platform_provisioner"},
        "(at timestamptz) RETURNS uuid\n"
      "  LANGUAGE sql STABLE STRICT PARALLEL SAFE\n"
      "  RETURN rpad(lpad(to_hex(greatest(floor(extract(epoch FROM at) * 1000), 0)::bigint), 12, '0'), 32, '0')::uuid" },
      { "uuid7_time", "",
        "",
        false, {}, "platform_owner", {"platform_app", "platform_provisioner"},
        "(id uuid) RETURNS timestamptz\n"
      "  LANGUAGE sql STABLE STRICT PARALLEL SAFE\n"
      "  RETURN to_timestamp(('x' || lpad(substr(replace(id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint / 1000.0)" },
      { "range_start", "",
        "",
        false, {}, "platform_owner", {},
        "(moment timestamptz, every text, later int) RETURNS timestamptz\n"
      "  LANGUAGE sql STABLE\n"
      "  RETURN (date_trunc(every, moment AT TIME ZONE 'UTC') + later * ('1 ' || every)::interval) AT TIME ZONE 'UTC'" },
      { "partition_name", "",
        "",
        false, {}, "platform_owner", {},
        "(parent text, suffix text) RETURNS text\n"
      "  LANGUAGE plpgsql IMMUTABLE\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  room int := 62 - 1 - octet_length(suffix);\n"
      "  head text := parent;\n"
      "BEGIN\n"
      "  IF octet_length(parent) > room THEN\n"
      "    WHILE octet_length(head) > room - 9 LOOP\n"
      "      head := left(head, -1);\n"
      "    END LOOP;\n"
      "    head := head || '_' || left(md5(parent), 8);\n"
      "  END IF;\n"
      "  RETURN head || '_' || suffix;\n"
      "END\n"
      "$body$" },
      { "ranges_of", "",
        "",
        false, {}, "platform_owner", {},
        "(parent regclass, uuid7 boolean)\n"
      "  RETURNS TABLE (partition regclass, starts timestamptz, ends timestamptz)\n"
      "  LANGUAGE plpgsql STABLE\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "  SET TimeZone TO 'UTC'\n"
      "  SET DateStyle TO 'ISO, YMD'\n"
      "AS $body$\n"
      "DECLARE\n"
      "  bound text[];\n"
      "BEGIN\n"
      "  FOR partition, bound IN\n"
      "    SELECT c.oid::regclass,\n"
      "           regexp_match(pg_get_expr(c.relpartbound, c.oid), $bound$^FOR VALUES FROM \\('([^']*)'\\) TO \\('([^']*)'\\)$$bound$)\n"
      "    FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid\n"
      "    WHERE i.inhparent = parent\n"
      "    ORDER BY c.relname\n"
      "  LOOP\n"
      "    IF uuid7 THEN\n"
      "      starts := tenon.uuid7_time(bound[1]::uuid);\n"
      "      ends := tenon.uuid7_time(bound[2]::uuid);\n"
      "      RETURN NEXT;\n"
      "      CONTINUE;\n"
      "    END IF;\n"
      "    starts := bound[1]::timestamptz;\n"
      "    ends := bound[2]::timestamptz;\n"
      "    RETURN NEXT;\n"
      "  END LOOP;\n"
      "END\n"
      "$body$" },
      { "reach", "",
        "",
        false, {}, "platform_owner", {},
        "(parent regclass, uuid7 boolean) RETURNS timestamptz\n"
      "  LANGUAGE plpgsql STABLE\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  reached timestamptz := now();\n"
      "  part record;\n"
      "BEGIN\n"
      "  FOR part IN SELECT r.starts, r.ends FROM tenon.ranges_of(parent, uuid7) AS r WHERE r.ends > reached ORDER BY r.starts LOOP\n"
      "    EXIT WHEN part.starts > reached;\n"
      "    reached := part.ends;\n"
      "  END LOOP;\n"
      "  RETURN reached;\n"
      "END\n"
      "$body$" },
      { "lacking_partitions", "",
        "",
        false, {}, "platform_owner", {},
        "(parent regclass, parent_name text, level jsonb, moment timestamptz)\n"
      "  RETURNS TABLE (name text, bound text)\n"
      "  LANGUAGE plpgsql STABLE\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "  SET TimeZone TO 'UTC'\n"
      "  SET DateStyle TO 'ISO, YMD'\n"
      "AS $body$\n"
      "DECLARE\n"
      "  every text := level->>'every';\n"
      "  uuid7 boolean := coalesce((level->>'uuid7')::boolean, false);\n"
      "  oldest timestamptz;\n"
      "BEGIN\n"
      "  IF level->>'method' = 'hash' THEN\n"
      "    RETURN QUERY\n"
      "      SELECT tenon.partition_name(parent_name, 'p' || n),\n"
      "             format('WITH (MODULUS %s, REMAINDER %s)', level->>'modulus', n)\n"
      "      FROM generate_series(0, (level->>'modulus')::int - 1) AS n\n"
      "      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid\n"
      "                        WHERE i.inhparent = parent AND c.relname = tenon.partition_name(parent_name, 'p' || n));\n"
      "    RETURN;\n"
      "  END IF;\n"
      "  IF level ? 'lists' THEN\n"
      "    RETURN QUERY\n"
      "      SELECT named.name, coalesce(named.list->>'bound', format('IN (%s)', named.list->>'values'))\n"
      "      FROM (SELECT list, coalesce(list->>'table', tenon.partition_name(parent_name, list->>'name')) AS name\n"
      "            FROM jsonb_array_elements(level->'lists') AS list) AS named\n"
      "      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid\n"
      "                        WHERE i.inhparent = parent AND c.relname = named.name);\n"
      "    RETURN;\n"
      "  END IF;\n"
      "  SELECT min(r.starts) INTO oldest FROM tenon.ranges_of(parent, uuid7) AS r;\n"
      "  oldest := least(oldest, tenon.range_start(moment, every, 0));\n"
      "  IF level->>'retain' IS NOT NULL THEN\n"
      "    oldest := greatest(oldest, tenon.range_start(moment - (level->>'retain')::interval, every, 0));\n"
      "  END IF;\n"
      "  RETURN QUERY\n"
      "    SELECT tenon.partition_name(parent_name, to_char(wanted.starts AT TIME ZONE 'UTC', level->>'named')),\n"
      "           CASE WHEN uuid7 THEN\n"
      "             format('FROM (%L) TO (%L)', tenon.uuid7_lowest(wanted.starts), tenon.uuid7_lowest(wanted.ends))\n"
      "           ELSE\n"
      "             format('FROM (%L) TO (%L)', wanted.starts, wanted.ends)\n"
      "           END\n"
      "    FROM (SELECT tenon.range_start(moment, every, n) AS starts, tenon.range_start(moment, every, n + 1) AS ends\n"
      "          FROM generate_series(-400, (level->>'ahead')::int) AS n) AS wanted\n"
      "    WHERE wanted.starts >= oldest\n"
      "      AND NOT EXISTS (SELECT FROM tenon.ranges_of(parent, uuid7) AS r\n"
      "                      WHERE r.starts < wanted.ends AND r.ends > wanted.starts)\n"
      "    ORDER BY wanted.starts;\n"
      "END\n"
      "$body$" },
      { "make_partition", "",
        "",
        false, {}, "platform_owner", {},
        "(parent regclass, space text, name text, bound text, levels jsonb, moment timestamptz)\n"
      "  RETURNS void\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "  SET standard_conforming_strings TO on\n"
      "  SET default_tablespace TO ''\n"
      "  SET default_table_access_method TO heap\n"
      "AS $body$\n"
      "DECLARE\n"
      "  made text := format('%I.%I', space, name);\n"
      "  inner_level jsonb := levels->1;\n"
      "  tablespace text;\n"
      "  grantee record;\n"
      "  piece record;\n"
      "BEGIN\n"
      "  SELECT s.spcname INTO tablespace\n"
      "  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace WHERE c.oid = parent;\n"
      "  EXECUTE format(\n"
      "    'CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION)%s%s%s',\n"
      "    made, parent,\n"
      "    CASE WHEN inner_level IS NULL THEN '' ELSE format(' PARTITION BY %s', inner_level->>'clause') END,\n"
      "    CASE WHEN inner_level IS NULL AND levels->-1 ? 'storage' THEN format(' WITH (%s)', levels->-1->>'storage') ELSE '' END,\n"
      "    coalesce(' TABLESPACE ' || quote_ident(tablespace), ''));\n"
      "  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', made);\n"
      "  -- Default privileges may have granted something.\n"
      "  FOR grantee IN\n"
      "    SELECT DISTINCT a.grantee AS oid, pg_get_userbyid(a.grantee) AS rolname\n"
      "    FROM pg_catalog.pg_class c, aclexplode(c.relacl) AS a\n"
      "    WHERE c.oid = made::regclass AND a.grantee <> c.relowner\n"
      "  LOOP\n"
      "    EXECUTE format('REVOKE ALL ON %s FROM %s', made,\n"
      "                   CASE WHEN grantee.oid = 0 THEN 'PUBLIC' ELSE quote_ident(grantee.rolname) END);\n"
      "  END LOOP;\n"
      "  IF inner_level IS NOT NULL THEN\n"
      "    FOR piece IN SELECT * FROM tenon.lacking_partitions(made::regclass, name, inner_level, moment) LOOP\n"
      "      PERFORM tenon.make_partition(made::regclass, space, piece.name, piece.bound, levels - 0, moment);\n"
      "    END LOOP;\n"
      "  END IF;\n"
      "  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s %s', parent, made,\n"
      "                 CASE WHEN bound = 'DEFAULT' THEN bound ELSE 'FOR VALUES ' || bound END);\n"
      "END\n"
      "$body$" },
      { "drop_detached", "",
        "",
        false, {}, "platform_owner", {},
        "(left_behind oid) RETURNS boolean\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  detached regclass;\n"
      "BEGIN\n"
      "  SELECT n.relation INTO detached FROM tenon.leaving_now n WHERE n.relation = left_behind AND n.parent IS NULL;\n"
      "  IF detached IS NULL THEN\n"
      "    RETURN false;\n"
      "  END IF;\n"
      "  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', detached);\n"
      "  -- While this waited it may have been renamed, or be a partition again.\n"
      "  IF NOT EXISTS (SELECT FROM tenon.leaving_now n WHERE n.relation = left_behind AND n.parent IS NULL) THEN\n"
      "    RETURN false;\n"
      "  END IF;\n"
      "  EXECUTE format('DROP TABLE %s', detached);\n"
      "  DELETE FROM tenon.leaving WHERE relation = left_behind;\n"
      "  RETURN true;\n"
      "END\n"
      "$body$" },
      { "begin_maintenance", "",
        "",
        false, {}, "platform_owner", {},
        "() RETURNS TABLE (action text, object text, detail text)\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "  SET TimeZone TO 'UTC'\n"
      "  SET DateStyle TO 'ISO, YMD'\n"
      "AS $body$\n"
      "DECLARE\n"
      "  skipped_since timestamptz;\n"
      "  holder record;\n"
      "BEGIN\n"
      "  LOCK TABLE tenon.maintenance_lock IN EXCLUSIVE MODE NOWAIT;\n"
      "EXCEPTION\n"
      "  WHEN lock_not_available THEN\n"
      "    SELECT l.pid, concat_ws(' ', l.pid, l.virtualtransaction) AS run INTO holder\n"
      "    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = current_database()\n"
      "    WHERE l.relation = 'tenon.maintenance_lock'::regclass AND l.granted AND l.mode = 'ExclusiveLock'\n"
      "    LIMIT 1;\n"
      "    SELECT min(s.since) INTO skipped_since FROM tenon.maintenance_skipped s WHERE s.run = holder.run;\n"
      "    -- A row of its own: to change one that is there could mean to wait for whoever did.\n"
      "    IF skipped_since IS NULL AND holder.run IS NOT NULL THEN\n"
      "      INSERT INTO tenon.maintenance_skipped VALUES (clock_timestamp(), holder.run);\n"
      "    END IF;\n"
      "    IF skipped_since < clock_timestamp() - interval '1 hour' THEN\n"
      "      RETURN QUERY SELECT 'stuck', '',\n"
      "        format('runs are skipped since %s, and none has come to its end; held by the transaction of %s: let it end, or end it by '\n"
      "               'pg_terminate_backend()', date_trunc('second', skipped_since), coalesce(holder.pid::text, 'nobody any more'));\n"
      "    ELSE\n"
      "      RETURN QUERY SELECT 'skipped', '', 'another run is at work';\n"
      "    END IF;\n"
      "END\n"
      "$body$" },
      { "end_maintenance", "",
        "",
        false, {}, "platform_owner", {},
        "() RETURNS void\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "BEGIN\n"
      "  DELETE FROM tenon.maintenance_skipped;\n"
      "  UPDATE tenon.maintenance_clock SET ended_at = clock_timestamp();\n"
      "END\n"
      "$body$" },
      { "tenants_to_expire", "",
        "",
        false, {}, "platform_owner", {},
        "(item tenon.retained, cutoff timestamptz) RETURNS text[]\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  tenants text[];\n"
      "BEGIN\n"
      "  IF item.tenant IS NULL THEN\n"
      "    RETURN ARRAY[''];\n"
      "  END IF;\n"
      "  EXECUTE format(\n"
      "    'SELECT array_agg(root.%1$I::text ORDER BY random()) FROM %2$s AS root, LATERAL '\n"
      "    '(SELECT %3$I AS time FROM %4$s AS rows WHERE rows.%5$I = root.%1$I AND %3$I < $1%6$s ORDER BY %3$I LIMIT 1) AS oldest',\n"
      "    'id', 'public.tenants'::regclass, item.column_name, item.relation, item.tenant, coalesce(' AND NOT (' || item.unless || ')', ''))\n"
      "  INTO tenants USING cutoff;\n"
      "  RETURN coalesce(tenants, '{}');\n"
      "END\n"
      "$body$" },
      { "expire_of", "",
        "",
        false, {}, "platform_owner", {},
        "(item tenon.retained, tenant text, cutoff timestamptz, most bigint) RETURNS bigint\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  batch constant bigint := 10000;\n"
      "  whose text := CASE WHEN item.tenant IS NULL THEN '' ELSE format(' AND kept.%I = %L', item.tenant, tenant) END;\n"
      "  past text := format('%I < $1%s%s', item.column_name, whose, coalesce(' AND NOT (' || item.unless || ')', ''));\n"
      "  -- Rows that somebody holds are for the next run.\n"
      "  expired text := format('WITH expired AS (SELECT tableoid, ctid FROM %s AS kept WHERE %s LIMIT $2 FOR UPDATE SKIP LOCKED) ',\n"
      "                         item.relation, past);\n"
      "  deed text := CASE WHEN item.clears IS NULL\n"
      "    THEN format('DELETE FROM %s AS kept USING expired', item.relation)\n"
      "    ELSE format('UPDATE %s AS kept SET %s FROM expired', item.relation, item.clears) END;\n"
      "  done bigint := 0;\n"
      "  touched bigint;\n"
      "BEGIN\n"
      "  PERFORM tenon.enter_tenant(tenant);\n"
      "  WHILE done < most LOOP\n"
      "    -- Whose it is says in which partition, where these are by tenant.\n"
      "    EXECUTE expired || deed || ' WHERE kept.tableoid = expired.tableoid AND kept.ctid = expired.ctid' || whose\n"
      "    USING cutoff, least(batch, most - done);\n"
      "    GET DIAGNOSTICS touched = ROW_COUNT;\n"
      "    done := done + touched;\n"
      "    EXIT WHEN touched < batch;\n"
      "  END LOOP;\n"
      "  RETURN done;\n"
      "END\n"
      "$body$" },
      { "expire", "",
        "",
        false, {}, "platform_owner", {},
        "(item tenon.retained, cutoff timestamptz, most bigint, OUT done bigint, OUT late text, OUT wrong text)\n"
      "  RETURNS record\n"
      "  LANGUAGE plpgsql\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  tenants text[] := tenon.tenants_to_expire(item, cutoff);\n"
      "  one text;\n"
      "  waits int := 0;\n"
      "BEGIN\n"
      "  -- All at once: each block of this kind is a burden to the server.\n"
      "  BEGIN\n"
      "    done := 0;\n"
      "    FOREACH one IN ARRAY tenants LOOP\n"
      "      done := done + tenon.expire_of(item, one, cutoff, most - done);\n"
      "      EXIT WHEN done >= most;\n"
      "    END LOOP;\n"
      "    RETURN;\n"
      "  EXCEPTION\n"
      "    WHEN OTHERS THEN done := 0;\n"
      "  END;\n"
      "  -- Where something fails for one, each by itself. Of locks that aren't to be had, ten are waited for.\n"
      "  FOREACH one IN ARRAY tenants LOOP\n"
      "    BEGIN\n"
      "      done := done + tenon.expire_of(item, one, cutoff, most - done);\n"
      "    EXCEPTION\n"
      "      -- Out of memory: the server has no room for more locks until this run has ended.\n"
      "      WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "        late := coalesce(late, SQLERRM);\n"
      "        waits := waits + 1;\n"
      "      WHEN OTHERS THEN\n"
      "        wrong := coalesce(wrong, SQLERRM);\n"
      "    END;\n"
      "    EXIT WHEN done >= most OR waits >= 10;\n"
      "  END LOOP;\n"
      "END\n"
      "$body$" },
      { "count_expired", "",
        "",
        false, {}, "platform_owner", {},
        "(item tenon.retained, cutoff timestamptz) RETURNS bigint\n"
      "  LANGUAGE plpgsql STABLE\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  found bigint;\n"
      "BEGIN\n"
      "  EXECUTE format('SELECT count(*) FROM %s WHERE %I < $1%s', item.relation, item.column_name,\n"
      "                 coalesce(' AND NOT (' || item.unless || ')', ''))\n"
      "  INTO found USING cutoff;\n"
      "  RETURN found;\n"
      "END\n"
      "$body$" },
      { "maintain_at", "",
        "",
        false, {}, "platform_owner", {},
        "(moment timestamptz, rehearsal boolean DEFAULT false, register boolean DEFAULT false)\n"
      "  RETURNS TABLE (action text, object text, detail text)\n"
      "  LANGUAGE plpgsql SECURITY DEFINER\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "  SET standard_conforming_strings TO on\n"
      "  SET TimeZone TO 'UTC'\n"
      "  SET DateStyle TO 'ISO, YMD'\n"
      "  SET IntervalStyle TO postgres\n"
      "  SET quote_all_identifiers TO off\n"
      "  SET row_security TO on\n"
      "  SET client_min_messages TO error\n"
      "  SET lock_timeout TO '1s'\n"
      "AS $body$\n"
      "DECLARE\n"
      "  most constant bigint := 100000;  -- rows of a table in one run\n"
      "  confirmed timestamptz;\n"
      "  cutoff timestamptz;\n"
      "  item record;\n"
      "  part record;\n"
      "  piece record;\n"
      "  pieces jsonb;\n"
      "  gone record;\n"
      "  callers_tenant constant text := current_setting('app.current_tenant_id', true);\n"
      "  callers_actor constant text := current_setting('app.actor', true);\n"
      "BEGIN\n"
      "  IF NOT rehearsal AND NOT register THEN\n"
      "    RETURN QUERY SELECT * FROM tenon.begin_maintenance();\n"
      "    IF FOUND THEN\n"
      "      RETURN;\n"
      "    END IF;\n"
      "  END IF;\n"
      "\n"
      "  IF rehearsal THEN\n"
      "    SELECT CASE WHEN moment >= c.seen_at + interval '1 hour' THEN c.seen_at ELSE c.confirmed_at END\n"
      "    INTO confirmed FROM tenon.maintenance_clock c;\n"
      "  ELSE\n"
      "    INSERT INTO tenon.maintenance_clock AS c (seen_at, confirmed_at) VALUES (moment, moment)\n"
      "    ON CONFLICT (one) DO UPDATE SET\n"
      "      confirmed_at = CASE WHEN moment < c.seen_at THEN least(c.confirmed_at, moment)\n"
      "                          WHEN moment >= c.seen_at + interval '1 hour' THEN c.seen_at\n"
      "                          ELSE c.confirmed_at END,\n"
      "      seen_at = CASE WHEN moment < c.seen_at OR moment >= c.seen_at + interval '1 hour' THEN moment ELSE c.seen_at END\n"
      "    RETURNING c.confirmed_at INTO confirmed;\n"
      "  END IF;\n"
      "  confirmed := least(confirmed, moment);\n"
      "\n"
      "  -- Whatever is a partition still is judged anew. Now, and what is read further down with it: there the server may have no room\n"
      "  -- for the locks that this takes.\n"
      "  PERFORM FROM tenon.retained;\n"
      "  IF NOT rehearsal AND NOT register THEN\n"
      "    PERFORM tenon.end_maintenance();\n"
      "  END IF;\n"
      "  IF NOT rehearsal THEN\n"
      "    DELETE FROM tenon.leaving l\n"
      "    WHERE NOT EXISTS (SELECT FROM tenon.leaving_now n WHERE n.relation = l.relation AND (n.parent IS NULL OR n.pending));\n"
      "  END IF;\n"
      "\n"
      "  -- Partitions that are missing.\n"
      "  FOR item IN\n"
      "    SELECT p.relation, p.levels, c.relname, n.nspname\n"
      "    FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation\n"
      "    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n"
      "    ORDER BY c.relname\n"
      "  LOOP\n"
      "    FOR part IN\n"
      "      SELECT item.relation AS parent, item.relname AS name, item.levels AS levels\n"
      "      UNION ALL\n"
      "      SELECT c.oid::regclass, c.relname, item.levels - 0\n"
      "      FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid\n"
      "      WHERE i.inhparent = item.relation AND c.relkind = 'p' AND jsonb_array_length(item.levels) > 1\n"
      "    LOOP\n"
      "      BEGIN\n"
      "        SELECT jsonb_agg(lacking) INTO pieces\n"
      "        FROM tenon.lacking_partitions(part.parent, part.name, part.levels->0, moment) AS lacking;\n"
      "        CONTINUE WHEN pieces IS NULL;\n"
      "        -- All at once: at the end of each of these blocks the server goes through everything that the run has made so far.\n"
      "        BEGIN\n"
      "          IF NOT rehearsal THEN\n"
      "            PERFORM tenon.make_partition(part.parent, item.nspname, each.name, each.bound, part.levels, moment)\n"
      "            FROM jsonb_to_recordset(pieces) AS each (name text, bound text);\n"
      "          END IF;\n"
      "          RETURN QUERY SELECT 'made', each.name, 'for values ' || each.bound\n"
      "            FROM jsonb_to_recordset(pieces) AS each (name text, bound text);\n"
      "          CONTINUE;\n"
      "        EXCEPTION\n"
      "          WHEN OTHERS THEN NULL;\n"
      "        END;\n"
      "        -- Where one can't be made, each by itself.\n"
      "        FOR piece IN SELECT * FROM jsonb_to_recordset(pieces) AS each (name text, bound text) LOOP\n"
      "          BEGIN\n"
      "            IF NOT rehearsal THEN\n"
      "              PERFORM tenon.make_partition(part.parent, item.nspname, piece.name, piece.bound, part.levels, moment);\n"
      "            END IF;\n"
      "            RETURN QUERY SELECT 'made', piece.name, 'for values ' || piece.bound;\n"
      "          EXCEPTION\n"
      "            -- Out of memory: the server has no room for more locks until this run has ended.\n"
      "            WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "              RETURN QUERY SELECT 'postponed', piece.name, SQLERRM;\n"
      "            WHEN OTHERS THEN\n"
      "              RETURN QUERY SELECT 'failed', piece.name, SQLERRM;\n"
      "          END;\n"
      "        END LOOP;\n"
      "      EXCEPTION\n"
      "        -- Reading a bound takes a lock too.\n"
      "        WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "          RETURN QUERY SELECT 'postponed', part.name::text, SQLERRM;\n"
      "      END;\n"
      "    END LOOP;\n"
      "  END LOOP;\n"
      "\n"
      "  -- Rows that are past their time, table by table, and tenant by tenant within it. No policy lets the owner see any but these, and\n"
      "  -- these only here. Who acts is nobody that the caller may name.\n"
      "  PERFORM set_config('app.actor', '', true);\n"
      "  FOR item IN\n"
      "    SELECT r AS entry, r.keep, r.column_name, r.clears, c.relname::text\n"
      "    FROM tenon.retained r JOIN pg_catalog.pg_class c ON c.oid = r.relation ORDER BY c.relname\n"
      "  LOOP\n"
      "    cutoff := confirmed - item.keep;\n"
      "    PERFORM set_config('tenon.expired_before', cutoff::text, true);\n"
      "    BEGIN\n"
      "      IF rehearsal THEN\n"
      "        SELECT tenon.count_expired(item.entry, cutoff) AS done, NULL::text AS late, NULL::text AS wrong INTO gone;\n"
      "      ELSE\n"
      "        SELECT * INTO gone FROM tenon.expire(item.entry, cutoff, most);\n"
      "      END IF;\n"
      "    EXCEPTION\n"
      "      WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "        SELECT 0::bigint AS done, SQLERRM AS late, NULL::text AS wrong INTO gone;\n"
      "      WHEN OTHERS THEN\n"
      "        SELECT 0::bigint AS done, NULL::text AS late, SQLERRM AS wrong INTO gone;\n"
      "    END;\n"
      "    IF gone.done > 0 THEN\n"
      "      RETURN QUERY SELECT CASE WHEN item.clears IS NULL THEN 'deleted' ELSE 'anonymised' END, item.relname,\n"
      "        format('%s rows, %I before %s%s', gone.done, item.column_name, cutoff,\n"
      "               CASE WHEN NOT rehearsal AND gone.done >= most THEN '; more are left for the next run' ELSE '' END);\n"
      "    END IF;\n"
      "    IF gone.late IS NOT NULL THEN\n"
      "      RETURN QUERY SELECT 'postponed', item.relname, gone.late;\n"
      "    END IF;\n"
      "    IF gone.wrong IS NOT NULL THEN\n"
      "      RETURN QUERY SELECT 'failed', item.relname, gone.wrong;\n"
      "    END IF;\n"
      "  END LOOP;\n"
      "  -- As they were for the caller; an error takes them back by itself.\n"
      "  PERFORM set_config('tenon.expired_before', '', true);\n"
      "  PERFORM set_config('app.current_tenant_id', coalesce(callers_tenant, ''), true);\n"
      "  PERFORM set_config('app.actor', coalesce(callers_actor, ''), true);\n"
      "\n"
      "  -- What was detached by a run that didn't come to drop it.\n"
      "  FOR part IN\n"
      "    SELECT n.relation::regclass AS partition, n.name, n.detail FROM tenon.leaving_now n\n"
      "    WHERE n.parent IS NULL AND NOT register ORDER BY n.name\n"
      "  LOOP\n"
      "    BEGIN\n"
      "      IF rehearsal OR tenon.drop_detached(part.partition) THEN\n"
      "        RETURN QUERY SELECT 'dropped', part.name, part.detail;\n"
      "      END IF;\n"
      "    EXCEPTION\n"
      "      WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "        RETURN QUERY SELECT 'postponed', part.name, SQLERRM;\n"
      "      WHEN OTHERS THEN\n"
      "        RETURN QUERY SELECT 'failed', part.name, SQLERRM;\n"
      "    END;\n"
      "  END LOOP;\n"
      "\n"
      "  -- Partitions that are past their time. Last, since this locks their tables until the end.\n"
      "  BEGIN\n"
      "    FOR item IN\n"
      "      SELECT p.relation, level.value AS level, level.ordinality AS depth, c.relname\n"
      "      FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation,\n"
      "           jsonb_array_elements(p.levels) WITH ORDINALITY AS level\n"
      "      WHERE level.value ? 'retain'\n"
      "      ORDER BY c.relname\n"
      "    LOOP\n"
      "      cutoff := confirmed - (item.level->>'retain')::interval;\n"
      "      BEGIN\n"
      "        FOR part IN\n"
      "          SELECT r.partition, c.relname::text AS name, r.starts, r.ends\n"
      "          FROM (SELECT item.relation AS parent WHERE item.depth = 1\n"
      "                UNION ALL\n"
      "                SELECT i.inhrelid::regclass FROM pg_catalog.pg_inherits i\n"
      "                WHERE i.inhparent = item.relation AND item.depth = 2) AS parents,\n"
      "               tenon.ranges_of(parents.parent, coalesce((item.level->>'uuid7')::boolean, false)) AS r\n"
      "          JOIN pg_catalog.pg_class c ON c.oid = r.partition\n"
      "          WHERE r.ends <= cutoff\n"
      "          ORDER BY r.ends\n"
      "        LOOP\n"
      "          IF register THEN\n"
      "            INSERT INTO tenon.leaving (relation, name, detail)\n"
      "            VALUES (part.partition, part.name, format('from %s to %s', part.starts, part.ends))\n"
      "            ON CONFLICT DO NOTHING;\n"
      "            CONTINUE;\n"
      "          END IF;\n"
      "          BEGIN\n"
      "            IF NOT rehearsal THEN\n"
      "              -- It detaches itself.\n"
      "              EXECUTE format('DROP TABLE %s', part.partition);\n"
      "            END IF;\n"
      "            RETURN QUERY SELECT 'dropped', part.name, format('from %s to %s', part.starts, part.ends);\n"
      "          EXCEPTION\n"
      "            WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "              RETURN QUERY SELECT 'postponed', part.name, SQLERRM;\n"
      "            WHEN OTHERS THEN\n"
      "              RETURN QUERY SELECT 'failed', part.name, SQLERRM;\n"
      "          END;\n"
      "        END LOOP;\n"
      "      EXCEPTION\n"
      "        WHEN lock_not_available OR deadlock_detected OR out_of_memory THEN\n"
      "          RETURN QUERY SELECT 'postponed', item.relname::text, SQLERRM;\n"
      "      END;\n"
      "    END LOOP;\n"
      "  EXCEPTION\n"
      "    -- Reading of them, too, takes locks that the server may have no room for.\n"
      "    WHEN out_of_memory THEN\n"
      "      RETURN QUERY SELECT 'postponed', '', SQLERRM;\n"
      "  END;\n"
      "\n"
      "  IF NOT rehearsal AND NOT register THEN\n"
      "    BEGIN\n"
      "      PERFORM tenon.end_maintenance();\n"
      "    EXCEPTION\n"
      "      -- What it did at the beginning stands.\n"
      "      WHEN out_of_memory THEN NULL;\n"
      "    END;\n"
      "  END IF;\n"
      "END\n"
      "$body$" },
      { "maintain", "",
        "",
        false, {}, "platform_owner", {"platform_app"},
        "() RETURNS TABLE (action text, object text, detail text)\n"
      "  LANGUAGE sql SECURITY DEFINER\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "  -- How many rows of all tenants there were, and what an error says of one, is not the application's to know.\n"
      "  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail\n"
      "                                  ELSE 'the owner is told more' END\n"
      "  FROM tenon.maintain_at(now()) AS m\n"
      "$body$" },
      { "maintenance", "",
        "",
        false, {}, "platform_owner", {"platform_app"},
        "() RETURNS TABLE (action text, object text, detail text)\n"
      "  LANGUAGE sql SECURITY DEFINER\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "  SELECT m.action, m.object, CASE WHEN pg_has_role(session_user, current_user, 'MEMBER') OR m.action IN ('made', 'dropped') THEN m.detail\n"
      "                                  ELSE 'the owner is told more' END\n"
      "  FROM tenon.maintain_at(now(), true) AS m\n"
      "$body$" },
      { "runway", "",
        "",
        false, {}, "platform_owner", {"platform_app"},
        "() RETURNS TABLE (relation text, reaches timestamptz, remaining interval)\n"
      "  LANGUAGE plpgsql STABLE SECURITY DEFINER\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "DECLARE\n"
      "  item record;\n"
      "BEGIN\n"
      "  FOR item IN\n"
      "    SELECT p.relation, level.value AS level, level.ordinality AS depth, c.relname\n"
      "    FROM tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation,\n"
      "         jsonb_array_elements(p.levels) WITH ORDINALITY AS level\n"
      "    WHERE level.value ? 'every'\n"
      "    ORDER BY c.relname\n"
      "  LOOP\n"
      "    SELECT min(tenon.reach(parents.parent, coalesce((item.level->>'uuid7')::boolean, false))) INTO reaches\n"
      "    FROM (SELECT item.relation AS parent WHERE item.depth = 1\n"
      "          UNION ALL\n"
      "          SELECT i.inhrelid::regclass FROM pg_catalog.pg_inherits i\n"
      "          WHERE i.inhparent = item.relation AND item.depth = 2) AS parents;\n"
      "    relation := item.relname;\n"
      "    remaining := reaches - now();\n"
      "    RETURN NEXT;\n"
      "  END LOOP;\n"
      "END\n"
      "$body$" },
      { "maintained", "",
        "",
        false, {}, "platform_owner", {"platform_app"},
        "() RETURNS TABLE (ended_at timestamptz, skipped_since timestamptz)\n"
      "  LANGUAGE sql STABLE SECURITY DEFINER\n"
      "  SET search_path TO pg_catalog, pg_temp\n"
      "AS $body$\n"
      "  SELECT (SELECT c.ended_at FROM tenon.maintenance_clock c), (SELECT min(s.since) FROM tenon.maintenance_skipped s)\n"
      "$body$" },
      { "expired_before", "",
        "",
        false, {}, "platform_owner", {},
        "() RETURNS timestamptz\n"
      "  LANGUAGE sql STABLE\n"
      "  RETURN nullif(current_setting('tenon.expired_before', true), '')::timestamptz" },
      { "knowledge_documents_search_text", "text, integer",
        "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  tenon_tenant CONSTANT uuid := tenon.current_tenant();\n"
      "  tenon_query CONSTANT tsquery := websearch_to_tsquery('pg_catalog.english', $1);\n"
      "BEGIN\n"
      "  IF tenon_tenant IS NULL THEN\n"
      "    RETURN;\n"
      "  END IF;\n"
      "  RETURN QUERY\n"
      "  SELECT id, ts_rank_cd(search_document, tenon_query)::double precision AS score\n"
      "  FROM public.knowledge_documents\n"
      "  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query\n"
      "  ORDER BY score DESC, id\n"
      "  LIMIT $2;\n"
      "END\n",
        true, {"search_path=pg_catalog, pg_temp", "plan_cache_mode=force_custom_plan"}, "platform_search", {"platform_app"} },
      { "knowledge_documents_search_vector", "public.vector, integer",
        "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  tenon_tenant CONSTANT uuid := tenon.current_tenant();\n"
      "BEGIN\n"
      "  IF tenon_tenant IS NULL THEN\n"
      "    RETURN;\n"
      "  END IF;\n"
      "  -- Through the index where the tenant has many rows, unless that gives up before it has found enough.\n"
      "  IF (SELECT count(*) FROM (SELECT FROM public.knowledge_documents WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN\n"
      "    RETURN QUERY\n"
      "  WITH tenon_near AS MATERIALIZED (\n"
      "    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_documents\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "    ORDER BY embedding OPERATOR(public.<=>) $1\n"
      "    LIMIT $2\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM tenon_near\n"
      "  WHERE (SELECT count(*) FROM tenon_near) = $2\n"
      "  ORDER BY tenon_distance + 0, id;\n"
      "    IF FOUND THEN\n"
      "      RETURN;\n"
      "    END IF;\n"
      "  END IF;\n"
      "  -- Else row by row, which is exact.\n"
      "  RETURN QUERY\n"
      "  WITH tenon_near AS MATERIALIZED (\n"
      "    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_documents\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM tenon_near\n"
      "  ORDER BY tenon_distance + 0, id\n"
      "  LIMIT $2;\n"
      "END\n",
        true, {"search_path=pg_catalog, pg_temp", "plan_cache_mode=force_custom_plan", "hnsw.iterative_scan=relaxed_order", "hnsw.ef_search=100"}, "platform_search", {"platform_app"} },
      { "knowledge_documents_search_hybrid", "text, public.vector, integer",
        "\n"
      "#variable_conflict use_column\n"
      "BEGIN\n"
      "  RETURN QUERY\n"
      "  WITH tenon_by_text AS MATERIALIZED (\n"
      "    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS tenon_share\n"
      "    FROM tenon.knowledge_documents_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)\n"
      "  ), tenon_by_vector AS MATERIALIZED (\n"
      "    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())\n"
      "           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS tenon_share\n"
      "    FROM tenon.knowledge_documents_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)\n"
      "  )\n"
      "  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score\n"
      "  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)\n"
      "  ORDER BY score DESC, id\n"
      "  LIMIT $3;\n"
      "END\n",
        false, {"search_path=pg_catalog, pg_temp"}, "platform_search", {"platform_app"} },
      { "knowledge_chunks_search_text", "text, integer",
        "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  tenon_tenant CONSTANT uuid := tenon.current_tenant();\n"
      "  tenon_query CONSTANT tsquery := websearch_to_tsquery('pg_catalog.english', $1);\n"
      "BEGIN\n"
      "  IF tenon_tenant IS NULL THEN\n"
      "    RETURN;\n"
      "  END IF;\n"
      "  RETURN QUERY\n"
      "  SELECT id, ts_rank_cd(search_document, tenon_query)::double precision AS score\n"
      "  FROM public.knowledge_chunks\n"
      "  WHERE tenant_id = tenon_tenant AND search_document @@ tenon_query\n"
      "  ORDER BY score DESC, id\n"
      "  LIMIT $2;\n"
      "END\n",
        true, {"search_path=pg_catalog, pg_temp", "plan_cache_mode=force_custom_plan"}, "platform_search", {"platform_app"} },
      { "knowledge_chunks_search_vector", "public.vector, integer",
        "\n"
      "#variable_conflict use_column\n"
      "DECLARE\n"
      "  tenon_tenant CONSTANT uuid := tenon.current_tenant();\n"
      "BEGIN\n"
      "  IF tenon_tenant IS NULL THEN\n"
      "    RETURN;\n"
      "  END IF;\n"
      "  -- Through the index where the tenant has many rows, unless that gives up before it has found enough.\n"
      "  IF (SELECT count(*) FROM (SELECT FROM public.knowledge_chunks WHERE tenant_id = tenon_tenant LIMIT 10000) AS few) >= 10000 THEN\n"
      "    RETURN QUERY\n"
      "  WITH tenon_near AS MATERIALIZED (\n"
      "    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_chunks\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "    ORDER BY embedding OPERATOR(public.<=>) $1\n"
      "    LIMIT $2\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM tenon_near\n"
      "  WHERE (SELECT count(*) FROM tenon_near) = $2\n"
      "  ORDER BY tenon_distance + 0, id;\n"
      "    IF FOUND THEN\n"
      "      RETURN;\n"
      "    END IF;\n"
      "  END IF;\n"
      "  -- Else row by row, which is exact.\n"
      "  RETURN QUERY\n"
      "  WITH tenon_near AS MATERIALIZED (\n"
      "    SELECT id, embedding OPERATOR(public.<=>) $1 AS tenon_distance FROM public.knowledge_chunks\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM tenon_near\n"
      "  ORDER BY tenon_distance + 0, id\n"
      "  LIMIT $2;\n"
      "END\n",
        true, {"search_path=pg_catalog, pg_temp", "plan_cache_mode=force_custom_plan", "hnsw.iterative_scan=relaxed_order", "hnsw.ef_search=100"}, "platform_search", {"platform_app"} },
      { "knowledge_chunks_search_hybrid", "text, public.vector, integer",
        "\n"
      "#variable_conflict use_column\n"
      "BEGIN\n"
      "  RETURN QUERY\n"
      "  WITH tenon_by_text AS MATERIALIZED (\n"
      "    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS tenon_share\n"
      "    FROM tenon.knowledge_chunks_search_text($1, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)\n"
      "  ), tenon_by_vector AS MATERIALIZED (\n"
      "    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())\n"
      "           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS tenon_share\n"
      "    FROM tenon.knowledge_chunks_search_vector($2, greatest(4 * $3, 100)) AS tenon_hit (id, tenon_score)\n"
      "  )\n"
      "  SELECT id, coalesce(tenon_by_text.tenon_share, 0) + coalesce(tenon_by_vector.tenon_share, 0) AS score\n"
      "  FROM tenon_by_text FULL JOIN tenon_by_vector USING (id)\n"
      "  ORDER BY score DESC, id\n"
      "  LIMIT $3;\n"
      "END\n",
        false, {"search_path=pg_catalog, pg_temp"}, "platform_search", {"platform_app"} },
  };

  schema.registers = {
      { "migrations", "(\n"
      "  schema   text        NOT NULL,\n"
      "  number   integer     NOT NULL,\n"
      "  part     text        NOT NULL,  -- expand, contract or undo\n"
      "  name     text        NOT NULL,\n"
      "  hash     text        NOT NULL,  -- of its text\n"
      "  steps    integer     NOT NULL,\n"
      "  done     integer     NOT NULL DEFAULT 0,  -- steps that were done\n"
      "  began_at timestamptz NOT NULL DEFAULT now(),\n"
      "  ended_at timestamptz,  -- NULL while it isn't done\n"
      "  run_by   text        NOT NULL,\n"
      "  state    text,  -- what the server's catalog said behind it, as JSON\n"
      "  CONSTRAINT migrations_pkey PRIMARY KEY (schema, number, part)\n"
      ")",
        {}, false },
      { "partitioned", "(\n"
      "  relation regclass NOT NULL,\n"
      "  levels   jsonb    NOT NULL,  -- by what its rows are divided, from the outside in\n"
      "  CONSTRAINT partitioned_pkey PRIMARY KEY (relation)\n"
      ")",
        {}, true },
      { "retained", "(\n"
      "  relation    regclass NOT NULL,\n"
      "  column_name text     NOT NULL,  -- of the time that is counted from\n"
      "  keep        interval NOT NULL,\n"
      "  clears      text,  -- what anonymises a row, as SET takes it; NULL where rows are deleted\n"
      "  unless      text,  -- and which rows it has been done to\n"
      "  tenant      text,  -- the column that tells whose a row is; NULL where they are nobody's\n"
      "  CONSTRAINT retained_pkey PRIMARY KEY (relation)\n"
      ")",
        {"(column_name, keep, relation) VALUES ('expires', '1 day', 'public.verification_tokens')", "(column_name, keep, relation, tenant) VALUES ('timestamp', '25 months', 'public.cost_events', 'tenant_id')"}, true },
      { "maintenance_clock", "(\n"
      "  one          boolean     NOT NULL DEFAULT true,\n"
      "  seen_at      timestamptz NOT NULL,\n"
      "  confirmed_at timestamptz NOT NULL,\n"
      "  ended_at     timestamptz,  -- of the last run that came to its end\n"
      "  CONSTRAINT maintenance_clock_pkey PRIMARY KEY (one),\n"
      "  CONSTRAINT maintenance_clock_one_check CHECK (one)\n"
      ")",
        {}, false },
      { "maintenance_lock", "(\n"
      ")",
        {}, true },
      { "maintenance_skipped", "(\n"
      "  since timestamptz NOT NULL,\n"
      "  run   text\n"
      ")",
        {}, false },
      { "leaving", "(\n"
      "  relation oid  NOT NULL,\n"
      "  name     text NOT NULL,\n"
      "  detail   text NOT NULL,\n"
      "  CONSTRAINT leaving_pkey PRIMARY KEY (relation)\n"
      ")",
        {}, false },
  };
  schema.searches = {
      { "knowledge_documents", "tenon.knowledge_documents_search_text", {"coalesce(title::text, '') || ' or ' || coalesce(content::text, '')"}, false },
      { "knowledge_documents", "tenon.knowledge_documents_search_vector", {"embedding"}, true },
      { "knowledge_documents", "tenon.knowledge_documents_search_hybrid", {"coalesce(title::text, '') || ' or ' || coalesce(content::text, '')", "embedding"}, true },
      { "knowledge_chunks", "tenon.knowledge_chunks_search_text", {"coalesce(content::text, '')"}, false },
      { "knowledge_chunks", "tenon.knowledge_chunks_search_vector", {"embedding"}, true },
      { "knowledge_chunks", "tenon.knowledge_chunks_search_hybrid", {"coalesce(content::text, '')", "embedding"}, true },
  };
  schema.queries = {
      { "session_list", {"sessions"}, {"SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((false AND $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $3::bigint", "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((true OR $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $3::bigint", "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((false AND $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "WHERE (created_at, id) < ($3::timestamptz, $4::uuid)\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $5::bigint", "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((true OR $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "WHERE (created_at, id) < ($3::timestamptz, $4::uuid)\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $5::bigint"},
        { { "id", "uuid", false }, { "widget_id", "uuid", true }, { "meeting_id", "uuid", true }, { "mode", "public.session_mode", false }, { "cost_usd", "numeric", false }, { "metadata", "jsonb", true }, { "created_at", "timestamptz", false }, { "ended_at", "timestamptz", true }, },
        {"\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = {scope}::uuid) AS sessions where ((false AND (md5('widgets.id {tenant} 1')::uuid)::uuid IS NULL) or widget_id = ((md5('widgets.id {tenant} 1')::uuid)::uuid))\n", "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = {scope}::uuid) AS sessions where ((true OR (NULL)::uuid IS NULL) or widget_id = ((NULL)::uuid))\n"}, false, true },
      { "relevant_documents", {"knowledge_documents"}, {"\n"
      "  with by_meaning as (\n"
      "    select id, title, content, 1 - (embedding <=> ($3::vector)) as score from (SELECT * FROM public.knowledge_documents WHERE tenant_id = $1::uuid) AS knowledge_documents\n"
      "    where embedding is not null order by embedding <=> ($3::vector) limit 30\n"
      "  ), by_words as (\n"
      "    select id, title, content, ts_rank(to_tsvector('english', content), plainto_tsquery('english', ($2::text))) as score\n"
      "    from (SELECT * FROM public.knowledge_documents WHERE tenant_id = $1::uuid) AS knowledge_documents where to_tsvector('english', content) @@ plainto_tsquery('english', ($2::text))\n"
      "    order by score desc limit 30\n"
      "  )\n"
      "  select coalesce(m.id, w.id) as id, coalesce(m.title, w.title) as title, coalesce(m.content, w.content) as content,\n"
      "         coalesce(m.score, 0) * 0.6 + coalesce(w.score, 0) * 0.4 as score\n"
      "  from by_meaning m full join by_words w on w.id = m.id\n"
      "  order by score desc limit ($4::int4)\n"},
        { { "id", "uuid", true }, { "title", "text", true }, { "content", "text", true }, { "score", "float8", false }, },
        {"\n"
      "  with by_meaning as (\n"
      "    select id, title, content, 1 - (embedding <=> ((array_fill(0.5::real, array[1024])::vector)::vector(1024))) as score from (SELECT * FROM public.knowledge_documents WHERE tenant_id = {scope}::uuid) AS knowledge_documents\n"
      "    where embedding is not null order by embedding <=> ((array_fill(0.5::real, array[1024])::vector)::vector(1024)) limit 30\n"
      "  ), by_words as (\n"
      "    select id, title, content, ts_rank(to_tsvector('english', content), plainto_tsquery('english', (('s' || substr(md5('.words {tenant} 1'), 1, 11))::text))) as score\n"
      "    from (SELECT * FROM public.knowledge_documents WHERE tenant_id = {scope}::uuid) AS knowledge_documents where to_tsvector('english', content) @@ plainto_tsquery('english', (('s' || substr(md5('.words {tenant} 1'), 1, 11))::text))\n"
      "    order by score desc limit 30\n"
      "  )\n"
      "  select coalesce(m.id, w.id) as id, coalesce(m.title, w.title) as title, coalesce(m.content, w.content) as content,\n"
      "         coalesce(m.score, 0) * 0.6 + coalesce(w.score, 0) * 0.4 as score\n"
      "  from by_meaning m full join by_words w on w.id = m.id\n"
      "  order by score desc limit ((1)::int4)\n"}, false, true },
      { "costs", {"cost_events"}, {"\n"
      "  select date_trunc(($2::text), timestamp, 'UTC') as period, service, sum(cost_usd) as cost, sum(tokens_used) as tokens\n"
      "  from (SELECT * FROM public.cost_events WHERE tenant_id = $1::uuid) AS cost_events\n"
      "  where timestamp >= ($3::timestamptz) and timestamp < ($4::timestamptz)\n"
      "  group by 1, 2 order by 1 desc, 2\n"},
        { { "period", "timestamptz", false }, { "service", "public.cost_service", false }, { "cost", "numeric", false }, { "tokens", "int8", true }, },
        {"\n"
      "  select date_trunc((('day')::text), timestamp, 'UTC') as period, service, sum(cost_usd) as cost, sum(tokens_used) as tokens\n"
      "  from (SELECT * FROM public.cost_events WHERE tenant_id = {scope}::uuid) AS cost_events\n"
      "  where timestamp >= (('2000-01-01T00:00:00Z')::timestamptz) and timestamp < (('2100-01-01T00:00:00Z')::timestamptz)\n"
      "  group by 1, 2 order by 1 desc, 2\n"}, false, true },
  };
  return schema;
}

}  // namespace

TENON_CONFORMANCE_SUITE(platform, promises());
