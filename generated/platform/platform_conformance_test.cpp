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
  schema.fingerprint = "b58f76061e5dcc2f";
  schema.sql_schema = "public";
  schema.postgres_version = 15;
  schema.has_tenancy = true;
  schema.has_maintenance = true;
  schema.roles = { "platform_owner", "platform_app", "platform_provisioner", "platform_search", {} };
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
        { "id", "uuid", true, "gen_random_uuid()" },
        { "name", "text", true, std::nullopt },
        { "api_key", "text", true, std::nullopt },
        { "plan", "plan", true, "'starter'" },
        { "settings", "jsonb", false, std::nullopt },
        { "stripe_customer_id", "text", false, std::nullopt },
        { "stripe_subscription_id", "text", false, std::nullopt },
        { "created_at", "timestamptz", true, "now()" },
        { "updated_at", "timestamptz", true, "now()" },
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
        { "tenants_select", "SELECT", {"platform_app", "platform_provisioner"}, "id = (SELECT tenon.current_tenant())", std::nullopt },
        { "tenants_insert", "INSERT", {"platform_provisioner"}, std::nullopt, "id = (SELECT tenon.current_tenant())" },
        { "tenants_update", "UPDATE", {"platform_provisioner"}, "id = (SELECT tenon.current_tenant())", "id = (SELECT tenon.current_tenant())" },
        { "tenants_delete", "DELETE", {"platform_provisioner"}, "id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "email", "text", true, std::nullopt },
        { "password_hash", "text", true, std::nullopt },
        { "role", "user_role", true, "'member'" },
        { "name", "text", false, std::nullopt },
        { "avatar_url", "text", false, std::nullopt },
        { "created_at", "timestamptz", true, "now()" },
        { "updated_at", "timestamptz", true, "now()" },
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
        { "users_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "users_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "users_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "users_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "user_id", "uuid", true, std::nullopt },
        { "type", "account_type", true, std::nullopt },
        { "provider", "text", true, std::nullopt },
        { "provider_account_id", "text", true, std::nullopt },
        { "refresh_token", "text", false, std::nullopt },
        { "access_token", "text", false, std::nullopt },
        { "expires_at", "timestamptz", false, std::nullopt },
        { "token_type", "text", false, std::nullopt },
        { "scope", "text", false, std::nullopt },
        { "id_token", "text", false, std::nullopt },
        { "session_state", "text", false, std::nullopt },
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
        { "accounts_tenant_id_user_id_idx", "btree", "(tenant_id, user_id)", false },
    };
    table.policies = {
        { "accounts_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "accounts_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "accounts_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "accounts_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "session_token", "text", true, std::nullopt },
        { "user_id", "uuid", true, std::nullopt },
        { "expires", "timestamptz", true, std::nullopt },
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
        { "auth_sessions_tenant_id_expires_idx", "btree", "(tenant_id, expires)", false },
        { "auth_sessions_tenant_id_user_id_idx", "btree", "(tenant_id, user_id)", false },
    };
    table.policies = {
        { "auth_sessions_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "auth_sessions_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "auth_sessions_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "auth_sessions_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "identifier", "text", true, std::nullopt },
        { "token", "text", true, std::nullopt },
        { "expires", "timestamptz", true, std::nullopt },
    };
    table.primary_key = { "verification_tokens_pkey", {"identifier", "token"} };
    table.uniques = {
        { "verification_tokens_token_key", {"token"} },
    };
    table.indexes = {
        { "verification_tokens_expires_idx", "btree", "(expires)", false },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "name", "text", true, std::nullopt },
        { "domain_whitelist", "text[]", true, std::nullopt },
        { "settings", "jsonb", false, std::nullopt },
        { "is_active", "bool", true, "true" },
        { "created_at", "timestamptz", true, "now()" },
        { "updated_at", "timestamptz", true, "now()" },
    };
    table.primary_key = { "widgets_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "widgets_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "widgets_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "widgets_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "widgets_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "widgets_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "room_name", "text", true, std::nullopt },
        { "livekit_room_id", "text", true, std::nullopt },
        { "created_by", "uuid", false, std::nullopt },
        { "started_at", "timestamptz", true, "now()" },
        { "ended_at", "timestamptz", false, std::nullopt },
        { "metadata", "jsonb", false, std::nullopt },
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
        { "meetings_ended_after_start", "ended_at is null or ended_at >= started_at" },
    };
    table.indexes = {
        { "meetings_tenant_id_started_at_idx", "btree", "(tenant_id, started_at DESC)", false },
        { "meetings_tenant_id_created_by_idx", "btree", "(tenant_id, created_by)", false },
    };
    table.policies = {
        { "meetings_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "meetings_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "meetings_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "meetings_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "widget_id", "uuid", false, std::nullopt },
        { "meeting_id", "uuid", false, std::nullopt },
        { "mode", "session_mode", true, "'text'" },
        { "cost_usd", "numeric(10,4)", true, "0" },
        { "metadata", "jsonb", false, std::nullopt },
        { "created_at", "timestamptz", true, "now()" },
        { "ended_at", "timestamptz", false, std::nullopt },
    };
    table.primary_key = { "sessions_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "sessions_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "sessions_widget_fkey", {"tenant_id", "widget_id"}, "widgets", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"widget_id"} },
        { "sessions_meeting_fkey", {"tenant_id", "meeting_id"}, "meetings", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"meeting_id"} },
    };
    table.checks = {
        { "sessions_ended_after_start", "ended_at is null or ended_at >= created_at" },
        { "sessions_cost_not_negative", "cost_usd >= 0" },
    };
    table.indexes = {
        { "sessions_tenant_id_created_at_idx", "btree", "(tenant_id, created_at DESC)", false },
        { "sessions_tenant_id_widget_id_created_at_idx", "btree", "(tenant_id, widget_id, created_at DESC)", false },
        { "sessions_tenant_id_meeting_id_idx", "btree", "(tenant_id, meeting_id)", false },
    };
    table.policies = {
        { "sessions_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "sessions_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "sessions_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "sessions_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "session_id", "uuid", true, std::nullopt },
        { "role", "message_role", true, std::nullopt },
        { "content", "text", true, std::nullopt },
        { "attachments", "jsonb", false, std::nullopt },
        { "metadata", "jsonb", false, std::nullopt },
        { "timestamp", "timestamptz", true, "now()" },
    };
    table.primary_key = { "messages_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "messages_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "messages_session_fkey", {"tenant_id", "session_id"}, "sessions", {"tenant_id", "id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "messages_tenant_id_session_id_timestamp_idx", "btree", "(tenant_id, session_id, \"timestamp\")", false },
        { "messages_tenant_id_timestamp_idx", "btree", "(tenant_id, \"timestamp\")", false },
    };
    table.policies = {
        { "messages_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "messages_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "messages_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "messages_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "title", "text", true, std::nullopt },
        { "content", "text", true, std::nullopt },
        { "category", "text", false, std::nullopt },
        { "embedding", "vector(1024)", false, std::nullopt },
        { "metadata", "jsonb", false, std::nullopt },
        { "created_at", "timestamptz", true, "now()" },
        { "updated_at", "timestamptz", true, "now()" },
        { "search_document", "tsvector", true, std::nullopt, "setweight(to_tsvector('pg_catalog.english', title), 'A') || setweight(to_tsvector('pg_catalog.english', content), 'B')", "" },
    };
    table.primary_key = { "knowledge_documents_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "knowledge_documents_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "knowledge_documents_tenant_id_category_idx", "btree", "(tenant_id, category)", false },
        { "knowledge_documents_search_document_idx", "gin", "(search_document)", false },
        { "knowledge_documents_embedding_idx", "hnsw", "(embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)", false },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (pg_catalog.record_image_ne(ROW(OLD.tenant_id, OLD.id, OLD.title, OLD.content, OLD.category, OLD.embedding, OLD.metadata, OLD.created_at, OLD.updated_at), ROW(NEW.tenant_id, NEW.id, NEW.title, NEW.content, NEW.category, NEW.embedding, NEW.metadata, NEW.created_at, NEW.updated_at))) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "knowledge_documents_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "knowledge_documents_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "knowledge_documents_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "knowledge_documents_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "knowledge_documents_search", "SELECT", {"platform_search"}, "true", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "document_id", "uuid", true, std::nullopt },
        { "content", "text", true, std::nullopt },
        { "embedding", "vector(1024)", true, std::nullopt },
        { "position", "int4", true, std::nullopt },
        { "metadata", "jsonb", false, std::nullopt },
        { "search_document", "tsvector", true, std::nullopt, "to_tsvector('pg_catalog.english', content)", "" },
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
        { "knowledge_chunks_position_check", "position >= 0" },
    };
    table.indexes = {
        { "knowledge_chunks_search_document_idx", "gin", "(search_document)", false },
        { "knowledge_chunks_embedding_idx", "hnsw", "(embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64)", false },
    };
    table.policies = {
        { "knowledge_chunks_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "knowledge_chunks_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "knowledge_chunks_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "knowledge_chunks_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "knowledge_chunks_search", "SELECT", {"platform_search"}, "true", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "session_id", "uuid", false, std::nullopt },
        { "service", "cost_service", true, std::nullopt },
        { "provider", "text", false, std::nullopt },
        { "tokens_used", "int4", false, std::nullopt },
        { "cost_usd", "numeric(10,6)", true, std::nullopt },
        { "metadata", "jsonb", false, std::nullopt },
        { "timestamp", "timestamptz", true, "now()" },
    };
    table.primary_key = { "cost_events_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "cost_events_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
        { "cost_events_session_fkey", {"tenant_id", "session_id"}, "sessions", {"tenant_id", "id"}, "SET NULL", "NO ACTION", {"session_id"} },
    };
    table.checks = {
        { "cost_events_cost_not_negative", "cost_usd >= 0" },
    };
    table.indexes = {
        { "cost_events_tenant_id_timestamp_idx", "btree", "(tenant_id, \"timestamp\")", false },
        { "cost_events_tenant_id_service_timestamp_idx", "btree", "(tenant_id, service, \"timestamp\")", false },
        { "cost_events_timestamp_idx", "btree", "(\"timestamp\")", false },
        { "cost_events_tenant_id_session_id_idx", "btree", "(tenant_id, session_id)", false },
    };
    table.policies = {
        { "cost_events_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "cost_events_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "cost_events_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "cost_events_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "cost_events_retain_select", "SELECT", {"platform_owner"}, "\"timestamp\" < (SELECT tenon.expired_before())", std::nullopt },
        { "cost_events_retain_update", "UPDATE", {"platform_owner"}, "\"timestamp\" < (SELECT tenon.expired_before())", "\"timestamp\" < (SELECT tenon.expired_before())" },
        { "cost_events_retain_delete", "DELETE", {"platform_owner"}, "\"timestamp\" < (SELECT tenon.expired_before())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "period_start", "timestamptz", true, std::nullopt },
        { "period_end", "timestamptz", true, std::nullopt },
        { "total_cost_usd", "numeric(10,4)", true, std::nullopt },
        { "breakdown", "jsonb", true, std::nullopt },
        { "event_count", "int4", true, "0" },
        { "created_at", "timestamptz", true, "now()" },
    };
    table.primary_key = { "cost_summaries_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "cost_summaries_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.checks = {
        { "cost_summaries_period_has_length", "period_end > period_start" },
    };
    table.indexes = {
        { "cost_summaries_tenant_id_period_start_period_end_idx", "btree", "(tenant_id, period_start, period_end)", false },
    };
    table.policies = {
        { "cost_summaries_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "cost_summaries_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "cost_summaries_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "cost_summaries_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "threshold", "numeric(10,2)", true, std::nullopt },
        { "current_spend", "numeric(10,4)", true, std::nullopt },
        { "period", "budget_period", true, "'monthly'" },
        { "severity", "alert_severity", true, "'warning'" },
        { "notifications_sent", "int4", true, "0" },
        { "triggered_at", "timestamptz", true, "now()" },
        { "resolved", "bool", true, "false" },
        { "resolved_at", "timestamptz", false, std::nullopt },
        { "metadata", "jsonb", false, std::nullopt },
    };
    table.primary_key = { "budget_alerts_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "budget_alerts_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.checks = {
        { "budget_alerts_resolved_with_time", "resolved = (resolved_at is not null)" },
    };
    table.indexes = {
        { "budget_alerts_tenant_id_resolved_triggered_at_idx", "btree", "(tenant_id, resolved, triggered_at DESC)", false },
        { "budget_alerts_tenant_id_triggered_at_idx", "btree", "(tenant_id, triggered_at)", false },
    };
    table.policies = {
        { "budget_alerts_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "budget_alerts_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "budget_alerts_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "budget_alerts_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
        { "tenant_id", "uuid", true, std::nullopt },
        { "id", "uuid", true, "gen_random_uuid()" },
        { "name", "text", true, std::nullopt },
        { "description", "text", false, std::nullopt },
        { "system_prompt", "text", true, std::nullopt },
        { "temperature", "numeric(3,2)", true, "0.7" },
        { "max_tokens", "int4", false, "2000" },
        { "top_p", "numeric(3,2)", false, "1.0" },
        { "frequency_penalty", "numeric(3,2)", false, "0.0" },
        { "presence_penalty", "numeric(3,2)", false, "0.0" },
        { "preferred_model", "text", false, std::nullopt },
        { "is_default", "bool", true, "false" },
        { "is_active", "bool", true, "true" },
        { "metadata", "jsonb", false, std::nullopt },
        { "created_at", "timestamptz", true, "now()" },
        { "updated_at", "timestamptz", true, "now()" },
    };
    table.primary_key = { "ai_personalities_pkey", {"tenant_id", "id"} };
    table.foreign_keys = {
        { "ai_personalities_tenant_id_fkey", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {} },
    };
    table.indexes = {
        { "ai_personalities_tenant_id_is_default_is_active_idx", "btree", "(tenant_id, is_default, is_active)", false },
        { "ai_personalities_tenant_id_is_default_key", "btree", "(tenant_id, is_default) WHERE is_default", true },
    };
    table.triggers = {
        { "touch_updated_at", "FOR EACH ROW WHEN (OLD.* *<> NEW.*) EXECUTE FUNCTION tenon.touch_updated_at()", "BEFORE UPDATE" },
    };
    table.policies = {
        { "ai_personalities_select", "SELECT", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
        { "ai_personalities_insert", "INSERT", {"platform_app"}, std::nullopt, "tenant_id = (SELECT tenon.current_tenant())" },
        { "ai_personalities_update", "UPDATE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", "tenant_id = (SELECT tenon.current_tenant())" },
        { "ai_personalities_delete", "DELETE", {"platform_app"}, "tenant_id = (SELECT tenon.current_tenant())", std::nullopt },
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
      { "enter_tenant", "text",
        "\n"
      "BEGIN\n"
      "  PERFORM set_config('app.current_tenant_id', $1, true);\n"
      "END\n",
        false, {"search_path=pg_catalog, pg_temp"}, "platform_owner", {} },
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
        true, {"search_path=public, pg_temp", "plan_cache_mode=force_custom_plan"}, "platform_search", {"platform_app"} },
      { "knowledge_documents_search_vector", "vector, integer",
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
      "  WITH near AS MATERIALIZED (\n"
      "    SELECT id, embedding <=> $1 AS tenon_distance FROM public.knowledge_documents\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "    ORDER BY embedding <=> $1\n"
      "    LIMIT $2\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM near\n"
      "  WHERE (SELECT count(*) FROM near) = $2\n"
      "  ORDER BY tenon_distance + 0, id;\n"
      "    IF FOUND THEN\n"
      "      RETURN;\n"
      "    END IF;\n"
      "  END IF;\n"
      "  -- Else row by row, which is exact.\n"
      "  RETURN QUERY\n"
      "  WITH near AS MATERIALIZED (\n"
      "    SELECT id, embedding <=> $1 AS tenon_distance FROM public.knowledge_documents\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM near\n"
      "  ORDER BY tenon_distance + 0, id\n"
      "  LIMIT $2;\n"
      "END\n",
        true, {"search_path=public, pg_temp", "plan_cache_mode=force_custom_plan", "hnsw.iterative_scan=relaxed_order", "hnsw.ef_search=100"}, "platform_search", {"platform_app"} },
      { "knowledge_documents_search_hybrid", "text, vector, integer",
        "\n"
      "#variable_conflict use_column\n"
      "BEGIN\n"
      "  RETURN QUERY\n"
      "  WITH by_text AS MATERIALIZED (\n"
      "    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS share\n"
      "    FROM tenon.knowledge_documents_search_text($1, greatest(4 * $3, 100)) AS hit (id, tenon_score)\n"
      "  ), by_vector AS MATERIALIZED (\n"
      "    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())\n"
      "           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS share\n"
      "    FROM tenon.knowledge_documents_search_vector($2, greatest(4 * $3, 100)) AS hit (id, tenon_score)\n"
      "  )\n"
      "  SELECT id, coalesce(by_text.share, 0) + coalesce(by_vector.share, 0) AS score\n"
      "  FROM by_text FULL JOIN by_vector USING (id)\n"
      "  ORDER BY score DESC, id\n"
      "  LIMIT $3;\n"
      "END\n",
        false, {"search_path=public, pg_temp"}, "platform_search", {"platform_app"} },
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
        true, {"search_path=public, pg_temp", "plan_cache_mode=force_custom_plan"}, "platform_search", {"platform_app"} },
      { "knowledge_chunks_search_vector", "vector, integer",
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
      "  WITH near AS MATERIALIZED (\n"
      "    SELECT id, embedding <=> $1 AS tenon_distance FROM public.knowledge_chunks\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "    ORDER BY embedding <=> $1\n"
      "    LIMIT $2\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM near\n"
      "  WHERE (SELECT count(*) FROM near) = $2\n"
      "  ORDER BY tenon_distance + 0, id;\n"
      "    IF FOUND THEN\n"
      "      RETURN;\n"
      "    END IF;\n"
      "  END IF;\n"
      "  -- Else row by row, which is exact.\n"
      "  RETURN QUERY\n"
      "  WITH near AS MATERIALIZED (\n"
      "    SELECT id, embedding <=> $1 AS tenon_distance FROM public.knowledge_chunks\n"
      "    WHERE tenant_id = tenon_tenant AND embedding IS NOT NULL\n"
      "  )\n"
      "  SELECT id, (1 - tenon_distance)::double precision\n"
      "  FROM near\n"
      "  ORDER BY tenon_distance + 0, id\n"
      "  LIMIT $2;\n"
      "END\n",
        true, {"search_path=public, pg_temp", "plan_cache_mode=force_custom_plan", "hnsw.iterative_scan=relaxed_order", "hnsw.ef_search=100"}, "platform_search", {"platform_app"} },
      { "knowledge_chunks_search_hybrid", "text, vector, integer",
        "\n"
      "#variable_conflict use_column\n"
      "BEGIN\n"
      "  RETURN QUERY\n"
      "  WITH by_text AS MATERIALIZED (\n"
      "    SELECT id, 0.4::double precision * coalesce(tenon_score / nullif(max(tenon_score) OVER (), 0), 0) AS share\n"
      "    FROM tenon.knowledge_chunks_search_text($1, greatest(4 * $3, 100)) AS hit (id, tenon_score)\n"
      "  ), by_vector AS MATERIALIZED (\n"
      "    SELECT id, 0.6::double precision * coalesce((tenon_score - min(tenon_score) OVER ())\n"
      "           / nullif(max(tenon_score) OVER () - min(tenon_score) OVER (), 0), 1) AS share\n"
      "    FROM tenon.knowledge_chunks_search_vector($2, greatest(4 * $3, 100)) AS hit (id, tenon_score)\n"
      "  )\n"
      "  SELECT id, coalesce(by_text.share, 0) + coalesce(by_vector.share, 0) AS score\n"
      "  FROM by_text FULL JOIN by_vector USING (id)\n"
      "  ORDER BY score DESC, id\n"
      "  LIMIT $3;\n"
      "END\n",
        false, {"search_path=public, pg_temp"}, "platform_search", {"platform_app"} },
  };
  schema.searches = {
      { "knowledge_documents", "tenon.knowledge_documents_search_text", {"coalesce(title::text, '') || ' or ' || coalesce(content::text, '')"}, false },
      { "knowledge_documents", "tenon.knowledge_documents_search_vector", {"embedding"}, true },
      { "knowledge_documents", "tenon.knowledge_documents_search_hybrid", {"coalesce(title::text, '') || ' or ' || coalesce(content::text, '')", "embedding"}, true },
      { "knowledge_chunks", "tenon.knowledge_chunks_search_text", {"coalesce(content::text, '')"}, false },
      { "knowledge_chunks", "tenon.knowledge_chunks_search_vector", {"embedding"}, true },
      { "knowledge_chunks", "tenon.knowledge_chunks_search_hybrid", {"coalesce(content::text, '')", "embedding"}, true },
  };
  return schema;
}

}  // namespace

TENON_CONFORMANCE_SUITE(platform, promises());
