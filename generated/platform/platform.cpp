// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
#include "platform_access.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include <tenon/statement.hpp>

#include "platform_codec.hpp"

namespace platform::db {

std::string_view to_string(Plan value) {
  switch (value) {
    case Plan::starter: return "starter";
    case Plan::growth: return "growth";
    case Plan::business: return "business";
    case Plan::enterprise: return "enterprise";
  }
  return {};
}

template <>
std::optional<Plan> from_string<Plan>(std::string_view label) {
  if (label == "starter") return Plan::starter;
  if (label == "growth") return Plan::growth;
  if (label == "business") return Plan::business;
  if (label == "enterprise") return Plan::enterprise;
  return std::nullopt;
}

std::string_view to_string(UserRole value) {
  switch (value) {
    case UserRole::owner: return "owner";
    case UserRole::admin: return "admin";
    case UserRole::member: return "member";
  }
  return {};
}

template <>
std::optional<UserRole> from_string<UserRole>(std::string_view label) {
  if (label == "owner") return UserRole::owner;
  if (label == "admin") return UserRole::admin;
  if (label == "member") return UserRole::member;
  return std::nullopt;
}

std::string_view to_string(AccountType value) {
  switch (value) {
    case AccountType::oauth: return "oauth";
    case AccountType::oidc: return "oidc";
    case AccountType::email: return "email";
    case AccountType::credentials: return "credentials";
    case AccountType::webauthn: return "webauthn";
  }
  return {};
}

template <>
std::optional<AccountType> from_string<AccountType>(std::string_view label) {
  if (label == "oauth") return AccountType::oauth;
  if (label == "oidc") return AccountType::oidc;
  if (label == "email") return AccountType::email;
  if (label == "credentials") return AccountType::credentials;
  if (label == "webauthn") return AccountType::webauthn;
  return std::nullopt;
}

std::string_view to_string(SessionMode value) {
  switch (value) {
    case SessionMode::text: return "text";
    case SessionMode::meeting: return "meeting";
  }
  return {};
}

template <>
std::optional<SessionMode> from_string<SessionMode>(std::string_view label) {
  if (label == "text") return SessionMode::text;
  if (label == "meeting") return SessionMode::meeting;
  return std::nullopt;
}

std::string_view to_string(MessageRole value) {
  switch (value) {
    case MessageRole::user: return "user";
    case MessageRole::assistant: return "assistant";
    case MessageRole::system: return "system";
  }
  return {};
}

template <>
std::optional<MessageRole> from_string<MessageRole>(std::string_view label) {
  if (label == "user") return MessageRole::user;
  if (label == "assistant") return MessageRole::assistant;
  if (label == "system") return MessageRole::system;
  return std::nullopt;
}

std::string_view to_string(CostService value) {
  switch (value) {
    case CostService::vision: return "vision";
    case CostService::voice_stt: return "voice_stt";
    case CostService::voice_tts: return "voice_tts";
    case CostService::llm: return "llm";
    case CostService::embedding: return "embedding";
    case CostService::livekit: return "livekit";
  }
  return {};
}

template <>
std::optional<CostService> from_string<CostService>(std::string_view label) {
  if (label == "vision") return CostService::vision;
  if (label == "voice_stt") return CostService::voice_stt;
  if (label == "voice_tts") return CostService::voice_tts;
  if (label == "llm") return CostService::llm;
  if (label == "embedding") return CostService::embedding;
  if (label == "livekit") return CostService::livekit;
  return std::nullopt;
}

std::string_view to_string(BudgetPeriod value) {
  switch (value) {
    case BudgetPeriod::daily: return "daily";
    case BudgetPeriod::weekly: return "weekly";
    case BudgetPeriod::monthly: return "monthly";
  }
  return {};
}

template <>
std::optional<BudgetPeriod> from_string<BudgetPeriod>(std::string_view label) {
  if (label == "daily") return BudgetPeriod::daily;
  if (label == "weekly") return BudgetPeriod::weekly;
  if (label == "monthly") return BudgetPeriod::monthly;
  return std::nullopt;
}

std::string_view to_string(AlertSeverity value) {
  switch (value) {
    case AlertSeverity::warning: return "warning";
    case AlertSeverity::critical: return "critical";
  }
  return {};
}

template <>
std::optional<AlertSeverity> from_string<AlertSeverity>(std::string_view label) {
  if (label == "warning") return AlertSeverity::warning;
  if (label == "critical") return AlertSeverity::critical;
  return std::nullopt;
}

std::string_view to_string(Theme value) {
  switch (value) {
    case Theme::light: return "light";
    case Theme::dark: return "dark";
    case Theme::auto_: return "auto";
  }
  return {};
}

template <>
std::optional<Theme> from_string<Theme>(std::string_view label) {
  if (label == "light") return Theme::light;
  if (label == "dark") return Theme::dark;
  if (label == "auto") return Theme::auto_;
  return std::nullopt;
}

std::string_view to_string(WidgetPosition value) {
  switch (value) {
    case WidgetPosition::bottom_right: return "bottom_right";
    case WidgetPosition::bottom_left: return "bottom_left";
  }
  return {};
}

template <>
std::optional<WidgetPosition> from_string<WidgetPosition>(std::string_view label) {
  if (label == "bottom_right") return WidgetPosition::bottom_right;
  if (label == "bottom_left") return WidgetPosition::bottom_left;
  return std::nullopt;
}

std::string_view to_string(AttachmentType value) {
  switch (value) {
    case AttachmentType::image: return "image";
    case AttachmentType::file: return "file";
  }
  return {};
}

template <>
std::optional<AttachmentType> from_string<AttachmentType>(std::string_view label) {
  if (label == "image") return AttachmentType::image;
  if (label == "file") return AttachmentType::file;
  return std::nullopt;
}

namespace {

Tenant read_tenant(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .name = row.get<std::string>(1),
      .api_key = row.get<tenon::Secret<std::string>>(2),
      .plan = row.get<Plan>(3),
      .settings = row.get<std::optional<TenantSettings>>(4),
      .stripe_customer_id = row.get<std::optional<std::string>>(5),
      .stripe_subscription_id = row.get<std::optional<std::string>>(6),
      .created_at = row.get<tenon::Timestamptz>(7),
      .updated_at = row.get<tenon::Timestamptz>(8),
  };
}

User read_user(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .email = row.get<std::string>(1),
      .password_hash = row.get<tenon::Secret<std::string>>(2),
      .role = row.get<UserRole>(3),
      .name = row.get<std::optional<std::string>>(4),
      .avatar_url = row.get<std::optional<std::string>>(5),
      .created_at = row.get<tenon::Timestamptz>(6),
      .updated_at = row.get<tenon::Timestamptz>(7),
  };
}

Account read_account(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .user_id = row.get<tenon::Uuid>(1),
      .type = row.get<AccountType>(2),
      .provider = row.get<std::string>(3),
      .provider_account_id = row.get<std::string>(4),
      .refresh_token = row.get<std::optional<tenon::Secret<std::string>>>(5),
      .access_token = row.get<std::optional<tenon::Secret<std::string>>>(6),
      .expires_at = row.get<std::optional<tenon::Timestamptz>>(7),
      .token_type = row.get<std::optional<std::string>>(8),
      .scope = row.get<std::optional<std::string>>(9),
      .id_token = row.get<std::optional<tenon::Secret<std::string>>>(10),
      .session_state = row.get<std::optional<std::string>>(11),
  };
}

AuthSession read_auth_session(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .session_token = row.get<tenon::Secret<std::string>>(1),
      .user_id = row.get<tenon::Uuid>(2),
      .expires = row.get<tenon::Timestamptz>(3),
  };
}

VerificationToken read_verification_token(const tenon::Row& row) {
  return {
      .identifier = row.get<std::string>(0),
      .token = row.get<tenon::Secret<std::string>>(1),
      .expires = row.get<tenon::Timestamptz>(2),
  };
}

Widget read_widget(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .name = row.get<std::string>(1),
      .domain_whitelist = row.get<std::vector<std::string>>(2),
      .settings = row.get<std::optional<WidgetSettings>>(3),
      .is_active = row.get<bool>(4),
      .created_at = row.get<tenon::Timestamptz>(5),
      .updated_at = row.get<tenon::Timestamptz>(6),
  };
}

Meeting read_meeting(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .room_name = row.get<std::string>(1),
      .livekit_room_id = row.get<std::string>(2),
      .created_by = row.get<std::optional<tenon::Uuid>>(3),
      .started_at = row.get<tenon::Timestamptz>(4),
      .ended_at = row.get<std::optional<tenon::Timestamptz>>(5),
      .metadata = row.get<std::optional<MeetingMetadata>>(6),
  };
}

Session read_session(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .widget_id = row.get<std::optional<tenon::Uuid>>(1),
      .meeting_id = row.get<std::optional<tenon::Uuid>>(2),
      .mode = row.get<SessionMode>(3),
      .cost_usd = row.get<tenon::Numeric>(4),
      .metadata = row.get<std::optional<SessionMetadata>>(5),
      .created_at = row.get<tenon::Timestamptz>(6),
      .ended_at = row.get<std::optional<tenon::Timestamptz>>(7),
  };
}

Message read_message(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .session_id = row.get<tenon::Uuid>(1),
      .role = row.get<MessageRole>(2),
      .content = row.get<std::string>(3),
      .attachments = row.get<std::optional<std::vector<Attachment>>>(4),
      .metadata = row.get<std::optional<MessageMetadata>>(5),
      .timestamp = row.get<tenon::Timestamptz>(6),
  };
}

KnowledgeDocument read_knowledge_document(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .title = row.get<std::string>(1),
      .content = row.get<std::string>(2),
      .category = row.get<std::optional<std::string>>(3),
      .embedding = row.get<std::optional<tenon::Vector>>(4),
      .metadata = row.get<std::optional<DocumentMetadata>>(5),
      .created_at = row.get<tenon::Timestamptz>(6),
      .updated_at = row.get<tenon::Timestamptz>(7),
  };
}

KnowledgeChunk read_knowledge_chunk(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .document_id = row.get<tenon::Uuid>(1),
      .content = row.get<std::string>(2),
      .embedding = row.get<tenon::Vector>(3),
      .position = row.get<std::int32_t>(4),
      .metadata = row.get<std::optional<ChunkMetadata>>(5),
  };
}

CostEvent read_cost_event(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .session_id = row.get<std::optional<tenon::Uuid>>(1),
      .service = row.get<CostService>(2),
      .provider = row.get<std::optional<std::string>>(3),
      .tokens_used = row.get<std::optional<std::int32_t>>(4),
      .cost_usd = row.get<tenon::Numeric>(5),
      .metadata = row.get<std::optional<CostMetadata>>(6),
      .timestamp = row.get<tenon::Timestamptz>(7),
  };
}

CostSummary read_cost_summary(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .period_start = row.get<tenon::Timestamptz>(1),
      .period_end = row.get<tenon::Timestamptz>(2),
      .total_cost_usd = row.get<tenon::Numeric>(3),
      .breakdown = row.get<CostBreakdown>(4),
      .event_count = row.get<std::int32_t>(5),
      .created_at = row.get<tenon::Timestamptz>(6),
  };
}

BudgetAlert read_budget_alert(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .threshold = row.get<tenon::Numeric>(1),
      .current_spend = row.get<tenon::Numeric>(2),
      .period = row.get<BudgetPeriod>(3),
      .severity = row.get<AlertSeverity>(4),
      .notifications_sent = row.get<std::int32_t>(5),
      .triggered_at = row.get<tenon::Timestamptz>(6),
      .resolved = row.get<bool>(7),
      .resolved_at = row.get<std::optional<tenon::Timestamptz>>(8),
      .metadata = row.get<std::optional<AlertMetadata>>(9),
  };
}

AiPersonality read_ai_personality(const tenon::Row& row) {
  return {
      .id = row.get<tenon::Uuid>(0),
      .name = row.get<std::string>(1),
      .description = row.get<std::optional<std::string>>(2),
      .system_prompt = row.get<std::string>(3),
      .temperature = row.get<tenon::Numeric>(4),
      .max_tokens = row.get<std::optional<std::int32_t>>(5),
      .top_p = row.get<std::optional<tenon::Numeric>>(6),
      .frequency_penalty = row.get<std::optional<tenon::Numeric>>(7),
      .presence_penalty = row.get<std::optional<tenon::Numeric>>(8),
      .preferred_model = row.get<std::optional<std::string>>(9),
      .is_default = row.get<bool>(10),
      .is_active = row.get<bool>(11),
      .metadata = row.get<std::optional<PersonalityMetadata>>(12),
      .created_at = row.get<tenon::Timestamptz>(13),
      .updated_at = row.get<tenon::Timestamptz>(14),
  };
}

RelevantDocuments read_relevant_documents(const tenon::Row& row) {
  return {
      .id = row.get<std::optional<tenon::Uuid>>(0),
      .title = row.get<std::optional<std::string>>(1),
      .content = row.get<std::optional<std::string>>(2),
      .score = row.get<double>(3),
  };
}

Costs read_costs(const tenon::Row& row) {
  return {
      .period = row.get<tenon::Timestamptz>(0),
      .service = row.get<CostService>(1),
      .cost = row.get<tenon::Numeric>(2),
      .tokens = row.get<std::optional<std::int64_t>>(3),
  };
}

/// Rows to a page: one more than the limit was asked for, and tells that there is a next page.
template <class T, class Cursor, class Read, class CursorOf>
tenon::Page<T, Cursor> page_of(const tenon::Result& result, std::int64_t limit, Read read, CursorOf cursor_of) {
  tenon::Page<T, Cursor> page;
  for (const tenon::Row row : result) {
    if (static_cast<std::int64_t>(page.items.size()) == limit) {
      if (!page.items.empty()) page.next = cursor_of(page.items.back());
      break;
    }
    page.items.push_back(read(row));
  }
  return page;
}

}  // namespace

Tenant Tenants::insert(const NewTenant& row) {
  static constexpr tenon::Statement kStatement{
      "platform.tenants.insert",
      "INSERT INTO public.tenants (id, name, api_key, plan, settings, stripe_customer_id, stripe_subscription_id, created_at, updated_at)\n"
      "VALUES ($1::uuid, $2::text, $3::text, coalesce($4::public.plan, CAST('starter' AS public.plan)), $5::jsonb, $6::text, $7::text, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, name, api_key, plan, settings, stripe_customer_id, stripe_subscription_id, created_at, updated_at"};
  return read_tenant(tenon::execute(tx_, kStatement, tx_.tenant(), row.name, row.api_key, row.plan, row.settings, row.stripe_customer_id,
      row.stripe_subscription_id, row.created_at, row.updated_at).only());
}

std::optional<Tenant> Tenants::find() {
  static constexpr tenon::Statement kStatement{
      "platform.tenants.find",
      "SELECT id, name, api_key, plan, settings, stripe_customer_id, stripe_subscription_id, created_at, updated_at\n"
      "FROM public.tenants\n"
      "WHERE id = $1::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant());
  if (result.empty()) return std::nullopt;
  return read_tenant(result[0]);
}

std::optional<Tenant> Tenants::update(const TenantPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.tenants.update",
      "UPDATE public.tenants\n"
      "SET name = CASE WHEN $2::boolean THEN $3::text ELSE name END,\n"
      "    api_key = CASE WHEN $4::boolean THEN $5::text ELSE api_key END,\n"
      "    plan = CASE WHEN $6::boolean THEN $7::public.plan ELSE plan END,\n"
      "    settings = CASE WHEN $8::boolean THEN $9::jsonb ELSE settings END,\n"
      "    stripe_customer_id = CASE WHEN $10::boolean THEN $11::text ELSE stripe_customer_id END,\n"
      "    stripe_subscription_id = CASE WHEN $12::boolean THEN $13::text ELSE stripe_subscription_id END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END\n"
      "WHERE id = $1::uuid\n"
      "RETURNING id, name, api_key, plan, settings, stripe_customer_id, stripe_subscription_id, created_at, updated_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), tenon::is_set(patch.name), patch.name, tenon::is_set(patch.api_key),
      patch.api_key, tenon::is_set(patch.plan), patch.plan, tenon::is_set(patch.settings), patch.settings,
      tenon::is_set(patch.stripe_customer_id), patch.stripe_customer_id,
      tenon::is_set(patch.stripe_subscription_id), patch.stripe_subscription_id,
      tenon::is_set(patch.created_at), patch.created_at);
  if (result.empty()) return std::nullopt;
  return read_tenant(result[0]);
}

bool Tenants::remove() {
  static constexpr tenon::Statement kStatement{
      "platform.tenants.remove",
      "DELETE FROM public.tenants\n"
      "WHERE id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant()).affected() > 0;
}

std::int64_t Tenants::count() {
  static constexpr tenon::Statement kStatement{
      "platform.tenants.count",
      "SELECT count(*)\n"
      "FROM public.tenants\n"
      "WHERE id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

User Users::insert(const NewUser& row) {
  static constexpr tenon::Statement kStatement{
      "platform.users.insert",
      "INSERT INTO public.users (tenant_id, id, email, password_hash, role, name, avatar_url, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, coalesce($5::public.user_role, CAST('member' AS public.user_role)), $6::text, $7::text, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  return read_user(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.email, row.password_hash, row.role, row.name,
      row.avatar_url, row.created_at, row.updated_at).only());
}

std::optional<User> Users::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.users.find",
      "SELECT id, email, password_hash, role, name, avatar_url, created_at, updated_at\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_user(result[0]);
}

std::optional<User> Users::find_by_email(const std::string& email) {
  static constexpr tenon::Statement kStatement{
      "platform.users.find_by_email",
      "SELECT id, email, password_hash, role, name, avatar_url, created_at, updated_at\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid AND email = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), email);
  if (result.empty()) return std::nullopt;
  return read_user(result[0]);
}

std::optional<User> Users::update(const tenon::Uuid& id, const UserPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.users.update",
      "UPDATE public.users\n"
      "SET email = CASE WHEN $3::boolean THEN $4::text ELSE email END,\n"
      "    password_hash = CASE WHEN $5::boolean THEN $6::text ELSE password_hash END,\n"
      "    role = CASE WHEN $7::boolean THEN $8::public.user_role ELSE role END,\n"
      "    name = CASE WHEN $9::boolean THEN $10::text ELSE name END,\n"
      "    avatar_url = CASE WHEN $11::boolean THEN $12::text ELSE avatar_url END,\n"
      "    created_at = CASE WHEN $13::boolean THEN $14::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.email), patch.email,
      tenon::is_set(patch.password_hash), patch.password_hash, tenon::is_set(patch.role), patch.role,
      tenon::is_set(patch.name), patch.name, tenon::is_set(patch.avatar_url), patch.avatar_url,
      tenon::is_set(patch.created_at), patch.created_at);
  if (result.empty()) return std::nullopt;
  return read_user(result[0]);
}

bool Users::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.users.remove",
      "DELETE FROM public.users\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t Users::count() {
  static constexpr tenon::Statement kStatement{
      "platform.users.count",
      "SELECT count(*)\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

Account Accounts::insert(const NewAccount& row) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.insert",
      "INSERT INTO public.accounts (tenant_id, id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.account_type, $5::text, $6::text, $7::text, $8::text, $9::timestamptz, $10::text, $11::text, $12::text, $13::text)\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  return read_account(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.user_id, row.type, row.provider, row.provider_account_id,
      row.refresh_token, row.access_token, row.expires_at, row.token_type, row.scope, row.id_token,
      row.session_state).only());
}

std::optional<Account> Accounts::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.find",
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_account(result[0]);
}

std::optional<Account> Accounts::find_by_provider_provider_account_id(const std::string& provider, const std::string& provider_account_id) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.find_by_provider_provider_account_id",
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND provider = $2::text AND provider_account_id = $3::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), provider, provider_account_id);
  if (result.empty()) return std::nullopt;
  return read_account(result[0]);
}

std::optional<Account> Accounts::update(const tenon::Uuid& id, const AccountPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.update",
      "UPDATE public.accounts\n"
      "SET user_id = CASE WHEN $3::boolean THEN $4::uuid ELSE user_id END,\n"
      "    type = CASE WHEN $5::boolean THEN $6::public.account_type ELSE type END,\n"
      "    provider = CASE WHEN $7::boolean THEN $8::text ELSE provider END,\n"
      "    provider_account_id = CASE WHEN $9::boolean THEN $10::text ELSE provider_account_id END,\n"
      "    refresh_token = CASE WHEN $11::boolean THEN $12::text ELSE refresh_token END,\n"
      "    access_token = CASE WHEN $13::boolean THEN $14::text ELSE access_token END,\n"
      "    expires_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE expires_at END,\n"
      "    token_type = CASE WHEN $17::boolean THEN $18::text ELSE token_type END,\n"
      "    scope = CASE WHEN $19::boolean THEN $20::text ELSE scope END,\n"
      "    id_token = CASE WHEN $21::boolean THEN $22::text ELSE id_token END,\n"
      "    session_state = CASE WHEN $23::boolean THEN $24::text ELSE session_state END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.user_id), patch.user_id,
      tenon::is_set(patch.type), patch.type, tenon::is_set(patch.provider), patch.provider,
      tenon::is_set(patch.provider_account_id), patch.provider_account_id,
      tenon::is_set(patch.refresh_token), patch.refresh_token, tenon::is_set(patch.access_token),
      patch.access_token, tenon::is_set(patch.expires_at), patch.expires_at,
      tenon::is_set(patch.token_type), patch.token_type, tenon::is_set(patch.scope), patch.scope,
      tenon::is_set(patch.id_token), patch.id_token, tenon::is_set(patch.session_state),
      patch.session_state);
  if (result.empty()) return std::nullopt;
  return read_account(result[0]);
}

bool Accounts::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.remove",
      "DELETE FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t Accounts::count() {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.count",
      "SELECT count(*)\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

AuthSession AuthSessions::insert(const NewAuthSession& row) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.insert",
      "INSERT INTO public.auth_sessions (tenant_id, id, session_token, user_id, expires)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::uuid, $5::timestamptz)\n"
      "RETURNING id, session_token, user_id, expires"};
  return read_auth_session(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_token, row.user_id, row.expires).only());
}

std::optional<AuthSession> AuthSessions::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.find",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_auth_session(result[0]);
}

std::optional<AuthSession> AuthSessions::find_by_session_token(const std::string& session_token) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.find_by_session_token",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND session_token = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), session_token);
  if (result.empty()) return std::nullopt;
  return read_auth_session(result[0]);
}

std::optional<AuthSession> AuthSessions::update(const tenon::Uuid& id, const AuthSessionPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.update",
      "UPDATE public.auth_sessions\n"
      "SET session_token = CASE WHEN $3::boolean THEN $4::text ELSE session_token END,\n"
      "    user_id = CASE WHEN $5::boolean THEN $6::uuid ELSE user_id END,\n"
      "    expires = CASE WHEN $7::boolean THEN $8::timestamptz ELSE expires END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, session_token, user_id, expires"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.session_token), patch.session_token,
      tenon::is_set(patch.user_id), patch.user_id, tenon::is_set(patch.expires), patch.expires);
  if (result.empty()) return std::nullopt;
  return read_auth_session(result[0]);
}

bool AuthSessions::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.remove",
      "DELETE FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t AuthSessions::count() {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.count",
      "SELECT count(*)\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<AuthSession, AuthSessionByExpiresCursor> AuthSessions::page_by_expires(
    const tenon::PageRequest<AuthSessionByExpiresCursor>& request) {
  const auto cursor_of = [](const AuthSession& row) {
    return AuthSessionByExpiresCursor{ .expires = row.expires, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.auth_sessions.page_by_expires",
        "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY expires, id\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<AuthSession, AuthSessionByExpiresCursor>(result, request.limit, read_auth_session, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.page_by_expires_after",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (expires, id) > ($2::timestamptz, $3::uuid)\n"
      "ORDER BY expires, id\n"
      "LIMIT $4::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->expires, request.after->id, request.fetch());
  return page_of<AuthSession, AuthSessionByExpiresCursor>(result, request.limit, read_auth_session, cursor_of);
}

VerificationToken VerificationTokens::insert(const NewVerificationToken& row) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.insert",
      "INSERT INTO public.verification_tokens (identifier, token, expires)\n"
      "VALUES ($1::text, $2::text, $3::timestamptz)\n"
      "RETURNING identifier, token, expires"};
  return read_verification_token(tenon::execute(tx_, kStatement, row.identifier, row.token, row.expires).only());
}

std::optional<VerificationToken> VerificationTokens::find(const std::string& identifier, const std::string& token) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.find",
      "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE identifier = $1::text AND token = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, identifier, token);
  if (result.empty()) return std::nullopt;
  return read_verification_token(result[0]);
}

std::optional<VerificationToken> VerificationTokens::find_by_token(const std::string& token) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.find_by_token",
      "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE token = $1::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, token);
  if (result.empty()) return std::nullopt;
  return read_verification_token(result[0]);
}

std::optional<VerificationToken> VerificationTokens::update(const std::string& identifier, const std::string& token, const VerificationTokenPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.update",
      "UPDATE public.verification_tokens\n"
      "SET expires = CASE WHEN $3::boolean THEN $4::timestamptz ELSE expires END\n"
      "WHERE identifier = $1::text AND token = $2::text\n"
      "RETURNING identifier, token, expires"};
  const tenon::Result result = tenon::execute(tx_, kStatement, identifier, token, tenon::is_set(patch.expires), patch.expires);
  if (result.empty()) return std::nullopt;
  return read_verification_token(result[0]);
}

bool VerificationTokens::remove(const std::string& identifier, const std::string& token) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.remove",
      "DELETE FROM public.verification_tokens\n"
      "WHERE identifier = $1::text AND token = $2::text"};
  return tenon::execute(tx_, kStatement, identifier, token).affected() > 0;
}

std::int64_t VerificationTokens::count() {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.count",
      "SELECT count(*)\n"
      "FROM public.verification_tokens"};
  return tenon::execute(tx_, kStatement)[0].get<std::int64_t>(0);
}

Widget Widgets::insert(const NewWidget& row) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.insert",
      "INSERT INTO public.widgets (tenant_id, id, name, domain_whitelist, settings, is_active, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text[], $5::jsonb, coalesce($6::bool, CAST(true AS bool)), coalesce($7::timestamptz, CAST(now() AS timestamptz)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, name, domain_whitelist, settings, is_active, created_at, updated_at"};
  return read_widget(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.name, row.domain_whitelist, row.settings, row.is_active,
      row.created_at, row.updated_at).only());
}

std::optional<Widget> Widgets::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.find",
      "SELECT id, name, domain_whitelist, settings, is_active, created_at, updated_at\n"
      "FROM public.widgets\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_widget(result[0]);
}

std::optional<Widget> Widgets::update(const tenon::Uuid& id, const WidgetPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.update",
      "UPDATE public.widgets\n"
      "SET name = CASE WHEN $3::boolean THEN $4::text ELSE name END,\n"
      "    domain_whitelist = CASE WHEN $5::boolean THEN $6::text[] ELSE domain_whitelist END,\n"
      "    settings = CASE WHEN $7::boolean THEN $8::jsonb ELSE settings END,\n"
      "    is_active = CASE WHEN $9::boolean THEN $10::bool ELSE is_active END,\n"
      "    created_at = CASE WHEN $11::boolean THEN $12::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, name, domain_whitelist, settings, is_active, created_at, updated_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.name), patch.name,
      tenon::is_set(patch.domain_whitelist), patch.domain_whitelist, tenon::is_set(patch.settings),
      patch.settings, tenon::is_set(patch.is_active), patch.is_active, tenon::is_set(patch.created_at),
      patch.created_at);
  if (result.empty()) return std::nullopt;
  return read_widget(result[0]);
}

bool Widgets::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.remove",
      "DELETE FROM public.widgets\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t Widgets::count() {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.count",
      "SELECT count(*)\n"
      "FROM public.widgets\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

Meeting Meetings::insert(const NewMeeting& row) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.insert",
      "INSERT INTO public.meetings (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  return read_meeting(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by,
      row.started_at, row.ended_at, row.metadata).only());
}

std::optional<Meeting> Meetings::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.find",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_meeting(result[0]);
}

std::optional<Meeting> Meetings::find_by_room_name(const std::string& room_name) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.find_by_room_name",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND room_name = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), room_name);
  if (result.empty()) return std::nullopt;
  return read_meeting(result[0]);
}

std::optional<Meeting> Meetings::find_by_livekit_room_id(const std::string& livekit_room_id) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.find_by_livekit_room_id",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND livekit_room_id = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), livekit_room_id);
  if (result.empty()) return std::nullopt;
  return read_meeting(result[0]);
}

std::optional<Meeting> Meetings::update(const tenon::Uuid& id, const MeetingPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.update",
      "UPDATE public.meetings\n"
      "SET room_name = CASE WHEN $3::boolean THEN $4::text ELSE room_name END,\n"
      "    livekit_room_id = CASE WHEN $5::boolean THEN $6::text ELSE livekit_room_id END,\n"
      "    created_by = CASE WHEN $7::boolean THEN $8::uuid ELSE created_by END,\n"
      "    started_at = CASE WHEN $9::boolean THEN $10::timestamptz ELSE started_at END,\n"
      "    ended_at = CASE WHEN $11::boolean THEN $12::timestamptz ELSE ended_at END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.room_name), patch.room_name,
      tenon::is_set(patch.livekit_room_id), patch.livekit_room_id, tenon::is_set(patch.created_by),
      patch.created_by, tenon::is_set(patch.started_at), patch.started_at, tenon::is_set(patch.ended_at),
      patch.ended_at, tenon::is_set(patch.metadata), patch.metadata);
  if (result.empty()) return std::nullopt;
  return read_meeting(result[0]);
}

bool Meetings::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.remove",
      "DELETE FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t Meetings::count() {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.count",
      "SELECT count(*)\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<Meeting, MeetingByStartedAtCursor> Meetings::page_by_started_at(
    const tenon::PageRequest<MeetingByStartedAtCursor>& request) {
  const auto cursor_of = [](const Meeting& row) {
    return MeetingByStartedAtCursor{ .started_at = row.started_at, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.meetings.page_by_started_at",
        "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY started_at DESC, id DESC\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<Meeting, MeetingByStartedAtCursor>(result, request.limit, read_meeting, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.meetings.page_by_started_at_after",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (started_at, id) < ($2::timestamptz, $3::uuid)\n"
      "ORDER BY started_at DESC, id DESC\n"
      "LIMIT $4::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->started_at, request.after->id, request.fetch());
  return page_of<Meeting, MeetingByStartedAtCursor>(result, request.limit, read_meeting, cursor_of);
}

Session Sessions::insert(const NewSession& row) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.insert",
      "INSERT INTO public.sessions (tenant_id, id, widget_id, meeting_id, mode, cost_usd, metadata, created_at, ended_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::uuid, coalesce($5::public.session_mode, CAST('text' AS public.session_mode)), coalesce($6::numeric, CAST(0 AS numeric(10,4))), $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)), $9::timestamptz)\n"
      "RETURNING id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at"};
  return read_session(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.widget_id, row.meeting_id, row.mode, row.cost_usd,
      row.metadata, row.created_at, row.ended_at).only());
}

std::optional<Session> Sessions::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.find",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_session(result[0]);
}

std::optional<Session> Sessions::update(const tenon::Uuid& id, const SessionPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.update",
      "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $3::boolean THEN $4::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $5::boolean THEN $6::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $7::boolean THEN $8::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $9::boolean THEN $10::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $11::boolean THEN $12::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $13::boolean THEN $14::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.widget_id), patch.widget_id,
      tenon::is_set(patch.meeting_id), patch.meeting_id, tenon::is_set(patch.mode), patch.mode,
      tenon::is_set(patch.cost_usd), patch.cost_usd, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.created_at), patch.created_at, tenon::is_set(patch.ended_at), patch.ended_at);
  if (result.empty()) return std::nullopt;
  return read_session(result[0]);
}

bool Sessions::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.remove",
      "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t Sessions::count() {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.count",
      "SELECT count(*)\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<Session, SessionByCreatedAtCursor> Sessions::page_by_created_at(
    const tenon::PageRequest<SessionByCreatedAtCursor>& request) {
  const auto cursor_of = [](const Session& row) {
    return SessionByCreatedAtCursor{ .created_at = row.created_at, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.sessions.page_by_created_at",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<Session, SessionByCreatedAtCursor>(result, request.limit, read_session, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.sessions.page_by_created_at_after",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (created_at, id) < ($2::timestamptz, $3::uuid)\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $4::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->created_at, request.after->id, request.fetch());
  return page_of<Session, SessionByCreatedAtCursor>(result, request.limit, read_session, cursor_of);
}

tenon::Page<Session, SessionByWidgetCreatedAtCursor> Sessions::page_by_widget_created_at(
    const tenon::Uuid& widget_id, const tenon::PageRequest<SessionByWidgetCreatedAtCursor>& request) {
  const auto cursor_of = [](const Session& row) {
    return SessionByWidgetCreatedAtCursor{ .created_at = row.created_at, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.sessions.page_by_widget_created_at",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $3::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), widget_id, request.fetch());
    return page_of<Session, SessionByWidgetCreatedAtCursor>(result, request.limit, read_session, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.sessions.page_by_widget_created_at_after",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND (created_at, id) < ($3::timestamptz, $4::uuid)\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $5::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), widget_id, request.after->created_at, request.after->id,
      request.fetch());
  return page_of<Session, SessionByWidgetCreatedAtCursor>(result, request.limit, read_session, cursor_of);
}

Message Messages::insert(const NewMessage& row) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.insert",
      "INSERT INTO public.messages (tenant_id, id, session_id, role, content, attachments, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.message_role, $5::text, $6::jsonb, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, session_id, role, content, attachments, metadata, \"timestamp\""};
  return read_message(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_id, row.role, row.content, row.attachments,
      row.metadata, row.timestamp).only());
}

std::optional<Message> Messages::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.find",
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_message(result[0]);
}

std::optional<Message> Messages::update(const tenon::Uuid& id, const MessagePatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.update",
      "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $3::boolean THEN $4::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $5::boolean THEN $6::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $7::boolean THEN $8::text ELSE content END,\n"
      "    attachments = CASE WHEN $9::boolean THEN $10::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $11::boolean THEN $12::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $13::boolean THEN $14::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, session_id, role, content, attachments, metadata, \"timestamp\""};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.session_id), patch.session_id,
      tenon::is_set(patch.role), patch.role, tenon::is_set(patch.content), patch.content,
      tenon::is_set(patch.attachments), patch.attachments, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.timestamp), patch.timestamp);
  if (result.empty()) return std::nullopt;
  return read_message(result[0]);
}

bool Messages::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.remove",
      "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t Messages::count() {
  static constexpr tenon::Statement kStatement{
      "platform.messages.count",
      "SELECT count(*)\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<Message, MessageBySessionTimestampCursor> Messages::page_by_session_timestamp(
    const tenon::Uuid& session_id, const tenon::PageRequest<MessageBySessionTimestampCursor>& request) {
  const auto cursor_of = [](const Message& row) {
    return MessageBySessionTimestampCursor{ .timestamp = row.timestamp, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.messages.page_by_session_timestamp",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $3::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), session_id, request.fetch());
    return page_of<Message, MessageBySessionTimestampCursor>(result, request.limit, read_message, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.messages.page_by_session_timestamp_after",
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND (\"timestamp\", id) > ($3::timestamptz, $4::uuid)\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $5::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), session_id, request.after->timestamp, request.after->id,
      request.fetch());
  return page_of<Message, MessageBySessionTimestampCursor>(result, request.limit, read_message, cursor_of);
}

tenon::Page<Message, MessageByTimestampCursor> Messages::page_by_timestamp(
    const tenon::PageRequest<MessageByTimestampCursor>& request) {
  const auto cursor_of = [](const Message& row) {
    return MessageByTimestampCursor{ .timestamp = row.timestamp, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.messages.page_by_timestamp",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<Message, MessageByTimestampCursor>(result, request.limit, read_message, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.messages.page_by_timestamp_after",
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (\"timestamp\", id) > ($2::timestamptz, $3::uuid)\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $4::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->timestamp, request.after->id, request.fetch());
  return page_of<Message, MessageByTimestampCursor>(result, request.limit, read_message, cursor_of);
}

KnowledgeDocument KnowledgeDocuments::insert(const NewKnowledgeDocument& row) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.insert",
      "INSERT INTO public.knowledge_documents (tenant_id, id, title, content, category, embedding, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, $6::vector, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, title, content, category, embedding, metadata, created_at, updated_at"};
  return read_knowledge_document(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.title, row.content, row.category, row.embedding,
      row.metadata, row.created_at, row.updated_at).only());
}

std::optional<KnowledgeDocument> KnowledgeDocuments::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.find",
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_knowledge_document(result[0]);
}

std::optional<KnowledgeDocument> KnowledgeDocuments::update(const tenon::Uuid& id, const KnowledgeDocumentPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.update",
      "UPDATE public.knowledge_documents\n"
      "SET title = CASE WHEN $3::boolean THEN $4::text ELSE title END,\n"
      "    content = CASE WHEN $5::boolean THEN $6::text ELSE content END,\n"
      "    category = CASE WHEN $7::boolean THEN $8::text ELSE category END,\n"
      "    embedding = CASE WHEN $9::boolean THEN $10::vector ELSE embedding END,\n"
      "    metadata = CASE WHEN $11::boolean THEN $12::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $13::boolean THEN $14::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, title, content, category, embedding, metadata, created_at, updated_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.title), patch.title,
      tenon::is_set(patch.content), patch.content, tenon::is_set(patch.category), patch.category,
      tenon::is_set(patch.embedding), patch.embedding, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.created_at), patch.created_at);
  if (result.empty()) return std::nullopt;
  return read_knowledge_document(result[0]);
}

bool KnowledgeDocuments::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.remove",
      "DELETE FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t KnowledgeDocuments::count() {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.count",
      "SELECT count(*)\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

std::vector<tenon::Hit<KnowledgeDocument>> KnowledgeDocuments::search_text(std::string_view query, const tenon::SearchRequest& request) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.search_text",
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at, tenon_score\n"
      "FROM tenon.knowledge_documents_search_text($1::text, $2::integer) AS hit (id, tenon_score)\n"
      "JOIN public.knowledge_documents USING (id)\n"
      "WHERE tenant_id = $3::uuid\n"
      "ORDER BY tenon_score DESC, id"};
  const tenon::Result result = tenon::execute(tx_, kStatement, query, request.fetch(), tx_.tenant());
  std::vector<tenon::Hit<KnowledgeDocument>> hits;
  hits.reserve(result.size());
  for (const tenon::Row row : result) hits.push_back({ read_knowledge_document(row), row.get<double>(8) });
  return hits;
}

std::vector<tenon::Hit<KnowledgeDocument>> KnowledgeDocuments::search_vector(const tenon::Vector& embedding, const tenon::SearchRequest& request) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.search_vector",
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at, tenon_score\n"
      "FROM tenon.knowledge_documents_search_vector($1::vector, $2::integer) AS hit (id, tenon_score)\n"
      "JOIN public.knowledge_documents USING (id)\n"
      "WHERE tenant_id = $3::uuid\n"
      "ORDER BY tenon_score DESC, id"};
  const tenon::Result result = tenon::execute(tx_, kStatement, embedding, request.fetch(), tx_.tenant());
  std::vector<tenon::Hit<KnowledgeDocument>> hits;
  hits.reserve(result.size());
  for (const tenon::Row row : result) hits.push_back({ read_knowledge_document(row), row.get<double>(8) });
  return hits;
}

std::vector<tenon::Hit<KnowledgeDocument>> KnowledgeDocuments::search_hybrid(std::string_view query, const tenon::Vector& embedding, const tenon::SearchRequest& request) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.search_hybrid",
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at, tenon_score\n"
      "FROM tenon.knowledge_documents_search_hybrid($1::text, $2::vector, $3::integer) AS hit (id, tenon_score)\n"
      "JOIN public.knowledge_documents USING (id)\n"
      "WHERE tenant_id = $4::uuid\n"
      "ORDER BY tenon_score DESC, id"};
  const tenon::Result result = tenon::execute(tx_, kStatement, query, embedding, request.fetch(), tx_.tenant());
  std::vector<tenon::Hit<KnowledgeDocument>> hits;
  hits.reserve(result.size());
  for (const tenon::Row row : result) hits.push_back({ read_knowledge_document(row), row.get<double>(8) });
  return hits;
}

KnowledgeChunk KnowledgeChunks::insert(const NewKnowledgeChunk& row) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.insert",
      "INSERT INTO public.knowledge_chunks (tenant_id, id, document_id, content, embedding, \"position\", metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::text, $5::vector, $6::int4, $7::jsonb)\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  return read_knowledge_chunk(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.document_id, row.content, row.embedding, row.position,
      row.metadata).only());
}

std::optional<KnowledgeChunk> KnowledgeChunks::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.find",
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_knowledge_chunk(result[0]);
}

std::optional<KnowledgeChunk> KnowledgeChunks::find_by_document_id_position(const tenon::Uuid& document_id, const std::int32_t& position) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.find_by_document_id_position",
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid AND document_id = $2::uuid AND \"position\" = $3::int4"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), document_id, position);
  if (result.empty()) return std::nullopt;
  return read_knowledge_chunk(result[0]);
}

std::optional<KnowledgeChunk> KnowledgeChunks::update(const tenon::Uuid& id, const KnowledgeChunkPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.update",
      "UPDATE public.knowledge_chunks\n"
      "SET document_id = CASE WHEN $3::boolean THEN $4::uuid ELSE document_id END,\n"
      "    content = CASE WHEN $5::boolean THEN $6::text ELSE content END,\n"
      "    embedding = CASE WHEN $7::boolean THEN $8::vector ELSE embedding END,\n"
      "    \"position\" = CASE WHEN $9::boolean THEN $10::int4 ELSE \"position\" END,\n"
      "    metadata = CASE WHEN $11::boolean THEN $12::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.document_id), patch.document_id,
      tenon::is_set(patch.content), patch.content, tenon::is_set(patch.embedding), patch.embedding,
      tenon::is_set(patch.position), patch.position, tenon::is_set(patch.metadata), patch.metadata);
  if (result.empty()) return std::nullopt;
  return read_knowledge_chunk(result[0]);
}

bool KnowledgeChunks::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.remove",
      "DELETE FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t KnowledgeChunks::count() {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.count",
      "SELECT count(*)\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

std::vector<tenon::Hit<KnowledgeChunk>> KnowledgeChunks::search_text(std::string_view query, const tenon::SearchRequest& request) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.search_text",
      "SELECT id, document_id, content, embedding, \"position\", metadata, tenon_score\n"
      "FROM tenon.knowledge_chunks_search_text($1::text, $2::integer) AS hit (id, tenon_score)\n"
      "JOIN public.knowledge_chunks USING (id)\n"
      "WHERE tenant_id = $3::uuid\n"
      "ORDER BY tenon_score DESC, id"};
  const tenon::Result result = tenon::execute(tx_, kStatement, query, request.fetch(), tx_.tenant());
  std::vector<tenon::Hit<KnowledgeChunk>> hits;
  hits.reserve(result.size());
  for (const tenon::Row row : result) hits.push_back({ read_knowledge_chunk(row), row.get<double>(6) });
  return hits;
}

std::vector<tenon::Hit<KnowledgeChunk>> KnowledgeChunks::search_vector(const tenon::Vector& embedding, const tenon::SearchRequest& request) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.search_vector",
      "SELECT id, document_id, content, embedding, \"position\", metadata, tenon_score\n"
      "FROM tenon.knowledge_chunks_search_vector($1::vector, $2::integer) AS hit (id, tenon_score)\n"
      "JOIN public.knowledge_chunks USING (id)\n"
      "WHERE tenant_id = $3::uuid\n"
      "ORDER BY tenon_score DESC, id"};
  const tenon::Result result = tenon::execute(tx_, kStatement, embedding, request.fetch(), tx_.tenant());
  std::vector<tenon::Hit<KnowledgeChunk>> hits;
  hits.reserve(result.size());
  for (const tenon::Row row : result) hits.push_back({ read_knowledge_chunk(row), row.get<double>(6) });
  return hits;
}

std::vector<tenon::Hit<KnowledgeChunk>> KnowledgeChunks::search_hybrid(std::string_view query, const tenon::Vector& embedding, const tenon::SearchRequest& request) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.search_hybrid",
      "SELECT id, document_id, content, embedding, \"position\", metadata, tenon_score\n"
      "FROM tenon.knowledge_chunks_search_hybrid($1::text, $2::vector, $3::integer) AS hit (id, tenon_score)\n"
      "JOIN public.knowledge_chunks USING (id)\n"
      "WHERE tenant_id = $4::uuid\n"
      "ORDER BY tenon_score DESC, id"};
  const tenon::Result result = tenon::execute(tx_, kStatement, query, embedding, request.fetch(), tx_.tenant());
  std::vector<tenon::Hit<KnowledgeChunk>> hits;
  hits.reserve(result.size());
  for (const tenon::Row row : result) hits.push_back({ read_knowledge_chunk(row), row.get<double>(6) });
  return hits;
}

CostEvent CostEvents::insert(const NewCostEvent& row) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.insert",
      "INSERT INTO public.cost_events (tenant_id, id, session_id, service, provider, tokens_used, cost_usd, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.cost_service, $5::text, $6::int4, $7::numeric, $8::jsonb, coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\""};
  return read_cost_event(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_id, row.service, row.provider, row.tokens_used,
      row.cost_usd, row.metadata, row.timestamp).only());
}

std::optional<CostEvent> CostEvents::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.find",
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_cost_event(result[0]);
}

std::optional<CostEvent> CostEvents::update(const tenon::Uuid& id, const CostEventPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.update",
      "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $3::boolean THEN $4::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $5::boolean THEN $6::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $7::boolean THEN $8::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $9::boolean THEN $10::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $11::boolean THEN $12::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $15::boolean THEN $16::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\""};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.session_id), patch.session_id,
      tenon::is_set(patch.service), patch.service, tenon::is_set(patch.provider), patch.provider,
      tenon::is_set(patch.tokens_used), patch.tokens_used, tenon::is_set(patch.cost_usd), patch.cost_usd,
      tenon::is_set(patch.metadata), patch.metadata, tenon::is_set(patch.timestamp), patch.timestamp);
  if (result.empty()) return std::nullopt;
  return read_cost_event(result[0]);
}

bool CostEvents::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.remove",
      "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t CostEvents::count() {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.count",
      "SELECT count(*)\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<CostEvent, CostEventByTimestampCursor> CostEvents::page_by_timestamp(
    const tenon::PageRequest<CostEventByTimestampCursor>& request) {
  const auto cursor_of = [](const CostEvent& row) {
    return CostEventByTimestampCursor{ .timestamp = row.timestamp, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.cost_events.page_by_timestamp",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<CostEvent, CostEventByTimestampCursor>(result, request.limit, read_cost_event, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.page_by_timestamp_after",
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (\"timestamp\", id) > ($2::timestamptz, $3::uuid)\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $4::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->timestamp, request.after->id, request.fetch());
  return page_of<CostEvent, CostEventByTimestampCursor>(result, request.limit, read_cost_event, cursor_of);
}

tenon::Page<CostEvent, CostEventByServiceTimestampCursor> CostEvents::page_by_service_timestamp(
    const CostService& service, const tenon::PageRequest<CostEventByServiceTimestampCursor>& request) {
  const auto cursor_of = [](const CostEvent& row) {
    return CostEventByServiceTimestampCursor{ .timestamp = row.timestamp, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.cost_events.page_by_service_timestamp",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $3::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), service, request.fetch());
    return page_of<CostEvent, CostEventByServiceTimestampCursor>(result, request.limit, read_cost_event, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.page_by_service_timestamp_after",
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND (\"timestamp\", id) > ($3::timestamptz, $4::uuid)\n"
      "ORDER BY \"timestamp\", id\n"
      "LIMIT $5::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), service, request.after->timestamp, request.after->id, request.fetch());
  return page_of<CostEvent, CostEventByServiceTimestampCursor>(result, request.limit, read_cost_event, cursor_of);
}

CostSummary CostSummaries::insert(const NewCostSummary& row) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.insert",
      "INSERT INTO public.cost_summaries (tenant_id, id, period_start, period_end, total_cost_usd, breakdown, event_count, created_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::timestamptz, $4::timestamptz, $5::numeric, $6::jsonb, coalesce($7::int4, CAST(0 AS int4)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at"};
  return read_cost_summary(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.period_start, row.period_end, row.total_cost_usd,
      row.breakdown, row.event_count, row.created_at).only());
}

std::optional<CostSummary> CostSummaries::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.find",
      "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_cost_summary(result[0]);
}

std::optional<CostSummary> CostSummaries::update(const tenon::Uuid& id, const CostSummaryPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.update",
      "UPDATE public.cost_summaries\n"
      "SET period_start = CASE WHEN $3::boolean THEN $4::timestamptz ELSE period_start END,\n"
      "    period_end = CASE WHEN $5::boolean THEN $6::timestamptz ELSE period_end END,\n"
      "    total_cost_usd = CASE WHEN $7::boolean THEN $8::numeric ELSE total_cost_usd END,\n"
      "    breakdown = CASE WHEN $9::boolean THEN $10::jsonb ELSE breakdown END,\n"
      "    event_count = CASE WHEN $11::boolean THEN $12::int4 ELSE event_count END,\n"
      "    created_at = CASE WHEN $13::boolean THEN $14::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.period_start), patch.period_start,
      tenon::is_set(patch.period_end), patch.period_end, tenon::is_set(patch.total_cost_usd),
      patch.total_cost_usd, tenon::is_set(patch.breakdown), patch.breakdown,
      tenon::is_set(patch.event_count), patch.event_count, tenon::is_set(patch.created_at),
      patch.created_at);
  if (result.empty()) return std::nullopt;
  return read_cost_summary(result[0]);
}

bool CostSummaries::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.remove",
      "DELETE FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t CostSummaries::count() {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.count",
      "SELECT count(*)\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<CostSummary, CostSummaryByPeriodStartPeriodEndCursor> CostSummaries::page_by_period_start_period_end(
    const tenon::PageRequest<CostSummaryByPeriodStartPeriodEndCursor>& request) {
  const auto cursor_of = [](const CostSummary& row) {
    return CostSummaryByPeriodStartPeriodEndCursor{ .period_start = row.period_start, .period_end = row.period_end, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.cost_summaries.page_by_period_start_period_end",
        "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY period_start, period_end, id\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<CostSummary, CostSummaryByPeriodStartPeriodEndCursor>(result, request.limit, read_cost_summary, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.page_by_period_start_period_end_after",
      "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (period_start, period_end, id) > ($2::timestamptz, $3::timestamptz, $4::uuid)\n"
      "ORDER BY period_start, period_end, id\n"
      "LIMIT $5::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->period_start, request.after->period_end,
      request.after->id, request.fetch());
  return page_of<CostSummary, CostSummaryByPeriodStartPeriodEndCursor>(result, request.limit, read_cost_summary, cursor_of);
}

BudgetAlert BudgetAlerts::insert(const NewBudgetAlert& row) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.insert",
      "INSERT INTO public.budget_alerts (tenant_id, id, threshold, current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::numeric, $4::numeric, coalesce($5::public.budget_period, CAST('monthly' AS public.budget_period)), coalesce($6::public.alert_severity, CAST('warning' AS public.alert_severity)), coalesce($7::int4, CAST(0 AS int4)), coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::bool, CAST(false AS bool)), $10::timestamptz, $11::jsonb)\n"
      "RETURNING id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata"};
  return read_budget_alert(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.threshold, row.current_spend, row.period, row.severity,
      row.notifications_sent, row.triggered_at, row.resolved, row.resolved_at, row.metadata).only());
}

std::optional<BudgetAlert> BudgetAlerts::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.find",
      "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_budget_alert(result[0]);
}

std::optional<BudgetAlert> BudgetAlerts::update(const tenon::Uuid& id, const BudgetAlertPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.update",
      "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $3::boolean THEN $4::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $5::boolean THEN $6::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $7::boolean THEN $8::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $9::boolean THEN $10::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $11::boolean THEN $12::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $13::boolean THEN $14::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $15::boolean THEN $16::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $17::boolean THEN $18::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $19::boolean THEN $20::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.threshold), patch.threshold,
      tenon::is_set(patch.current_spend), patch.current_spend, tenon::is_set(patch.period), patch.period,
      tenon::is_set(patch.severity), patch.severity, tenon::is_set(patch.notifications_sent),
      patch.notifications_sent, tenon::is_set(patch.triggered_at), patch.triggered_at,
      tenon::is_set(patch.resolved), patch.resolved, tenon::is_set(patch.resolved_at), patch.resolved_at,
      tenon::is_set(patch.metadata), patch.metadata);
  if (result.empty()) return std::nullopt;
  return read_budget_alert(result[0]);
}

bool BudgetAlerts::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.remove",
      "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t BudgetAlerts::count() {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.count",
      "SELECT count(*)\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor> BudgetAlerts::page_by_resolved_triggered_at(
    const bool& resolved, const tenon::PageRequest<BudgetAlertByResolvedTriggeredAtCursor>& request) {
  const auto cursor_of = [](const BudgetAlert& row) {
    return BudgetAlertByResolvedTriggeredAtCursor{ .triggered_at = row.triggered_at, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.budget_alerts.page_by_resolved_triggered_at",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "ORDER BY triggered_at DESC, id DESC\n"
      "LIMIT $3::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), resolved, request.fetch());
    return page_of<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor>(result, request.limit, read_budget_alert, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.page_by_resolved_triggered_at_after",
      "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND (triggered_at, id) < ($3::timestamptz, $4::uuid)\n"
      "ORDER BY triggered_at DESC, id DESC\n"
      "LIMIT $5::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), resolved, request.after->triggered_at, request.after->id,
      request.fetch());
  return page_of<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor>(result, request.limit, read_budget_alert, cursor_of);
}

tenon::Page<BudgetAlert, BudgetAlertByTriggeredAtCursor> BudgetAlerts::page_by_triggered_at(
    const tenon::PageRequest<BudgetAlertByTriggeredAtCursor>& request) {
  const auto cursor_of = [](const BudgetAlert& row) {
    return BudgetAlertByTriggeredAtCursor{ .triggered_at = row.triggered_at, .id = row.id };
  };
  if (!request.after) {
    static constexpr tenon::Statement kStatement{
        "platform.budget_alerts.page_by_triggered_at",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY triggered_at, id\n"
      "LIMIT $2::bigint"};
    const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.fetch());
    return page_of<BudgetAlert, BudgetAlertByTriggeredAtCursor>(result, request.limit, read_budget_alert, cursor_of);
  }
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.page_by_triggered_at_after",
      "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND (triggered_at, id) > ($2::timestamptz, $3::uuid)\n"
      "ORDER BY triggered_at, id\n"
      "LIMIT $4::bigint"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), request.after->triggered_at, request.after->id, request.fetch());
  return page_of<BudgetAlert, BudgetAlertByTriggeredAtCursor>(result, request.limit, read_budget_alert, cursor_of);
}

AiPersonality AiPersonalities::insert(const NewAiPersonality& row) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.insert",
      "INSERT INTO public.ai_personalities (tenant_id, id, name, description, system_prompt, temperature, max_tokens, top_p, frequency_penalty, presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, coalesce($6::numeric, CAST(0.7 AS numeric(3,2))), CASE WHEN $7::boolean THEN $8::int4 ELSE CAST(2000 AS int4) END, CASE WHEN $9::boolean THEN $10::numeric ELSE CAST(1.0 AS numeric(3,2)) END, CASE WHEN $11::boolean THEN $12::numeric ELSE CAST(0.0 AS numeric(3,2)) END, CASE WHEN $13::boolean THEN $14::numeric ELSE CAST(0.0 AS numeric(3,2)) END, $15::text, coalesce($16::bool, CAST(false AS bool)), coalesce($17::bool, CAST(true AS bool)), $18::jsonb, coalesce($19::timestamptz, CAST(now() AS timestamptz)), coalesce($20::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at"};
  return read_ai_personality(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.name, row.description, row.system_prompt, row.temperature,
      tenon::is_set(row.max_tokens), row.max_tokens, tenon::is_set(row.top_p), row.top_p,
      tenon::is_set(row.frequency_penalty), row.frequency_penalty, tenon::is_set(row.presence_penalty),
      row.presence_penalty, row.preferred_model, row.is_default, row.is_active, row.metadata,
      row.created_at, row.updated_at).only());
}

std::optional<AiPersonality> AiPersonalities::find(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.find",
      "SELECT id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at\n"
      "FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_ai_personality(result[0]);
}

std::optional<AiPersonality> AiPersonalities::update(const tenon::Uuid& id, const AiPersonalityPatch& patch) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.update",
      "UPDATE public.ai_personalities\n"
      "SET name = CASE WHEN $3::boolean THEN $4::text ELSE name END,\n"
      "    description = CASE WHEN $5::boolean THEN $6::text ELSE description END,\n"
      "    system_prompt = CASE WHEN $7::boolean THEN $8::text ELSE system_prompt END,\n"
      "    temperature = CASE WHEN $9::boolean THEN $10::numeric ELSE temperature END,\n"
      "    max_tokens = CASE WHEN $11::boolean THEN $12::int4 ELSE max_tokens END,\n"
      "    top_p = CASE WHEN $13::boolean THEN $14::numeric ELSE top_p END,\n"
      "    frequency_penalty = CASE WHEN $15::boolean THEN $16::numeric ELSE frequency_penalty END,\n"
      "    presence_penalty = CASE WHEN $17::boolean THEN $18::numeric ELSE presence_penalty END,\n"
      "    preferred_model = CASE WHEN $19::boolean THEN $20::text ELSE preferred_model END,\n"
      "    is_default = CASE WHEN $21::boolean THEN $22::bool ELSE is_default END,\n"
      "    is_active = CASE WHEN $23::boolean THEN $24::bool ELSE is_active END,\n"
      "    metadata = CASE WHEN $25::boolean THEN $26::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $27::boolean THEN $28::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "RETURNING id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id, tenon::is_set(patch.name), patch.name,
      tenon::is_set(patch.description), patch.description, tenon::is_set(patch.system_prompt),
      patch.system_prompt, tenon::is_set(patch.temperature), patch.temperature,
      tenon::is_set(patch.max_tokens), patch.max_tokens, tenon::is_set(patch.top_p), patch.top_p,
      tenon::is_set(patch.frequency_penalty), patch.frequency_penalty,
      tenon::is_set(patch.presence_penalty), patch.presence_penalty, tenon::is_set(patch.preferred_model),
      patch.preferred_model, tenon::is_set(patch.is_default), patch.is_default,
      tenon::is_set(patch.is_active), patch.is_active, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.created_at), patch.created_at);
  if (result.empty()) return std::nullopt;
  return read_ai_personality(result[0]);
}

bool AiPersonalities::remove(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.remove",
      "DELETE FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant(), id).affected() > 0;
}

std::int64_t AiPersonalities::count() {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.count",
      "SELECT count(*)\n"
      "FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid"};
  return tenon::execute(tx_, kStatement, tx_.tenant())[0].get<std::int64_t>(0);
}

tenon::Page<Session, SessionListCursor> session_list(tenon::TenantTx& tx, const std::optional<tenon::Uuid>& widget, const tenon::PageRequest<SessionListCursor>& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.query.session_list",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((false AND $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $3::bigint" },
      { "platform.query.session_list.without_widget",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((true OR $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $3::bigint" },
      { "platform.query.session_list.after",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((false AND $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "WHERE (created_at, id) < ($3::timestamptz, $4::uuid)\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $5::bigint" },
      { "platform.query.session_list.after.without_widget",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at FROM (\n"
      "\n"
      "  select sessions.id, sessions.widget_id, sessions.meeting_id, sessions.mode, sessions.cost_usd, sessions.metadata, sessions.created_at, sessions.ended_at from (SELECT * FROM public.sessions WHERE tenant_id = $1::uuid) AS sessions where ((true OR $2::uuid IS NULL) or widget_id = ($2::uuid))\n"
      ") AS query\n"
      "WHERE (created_at, id) < ($3::timestamptz, $4::uuid)\n"
      "ORDER BY created_at DESC, id DESC\n"
      "LIMIT $5::bigint" },
  };
  const auto read = [](const tenon::Row& row) { return read_session(row); };
  const auto cursor_of = [](const Session& row) {
    return SessionListCursor{ .created_at = row.created_at, .id = row.id };
  };
  const tenon::Result result = request.after ? tenon::execute(tx, kStatements[(widget ? 0U : 1U) + 2U], tx.tenant(), widget, request.after->created_at, request.after->id, request.fetch()) : tenon::execute(tx, kStatements[(widget ? 0U : 1U)], tx.tenant(), widget, request.fetch());
  return page_of<Session, SessionListCursor>(result, request.limit, read, cursor_of);
}

std::vector<RelevantDocuments> relevant_documents(tenon::TenantTx& tx, const std::string& words, const tenon::Vector& embedding, const std::int32_t& most) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.query.relevant_documents",
        "\n"
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
      "  order by score desc limit ($4::int4)\n" },
  };
  const tenon::Result result = tenon::execute(tx, kStatements[0], tx.tenant(), words, embedding, most);
  std::vector<RelevantDocuments> out;
  out.reserve(result.size());
  for (const tenon::Row row : result) out.push_back(read_relevant_documents(row));
  return out;
}

std::vector<Costs> costs(tenon::TenantTx& tx, const std::string& unit, const tenon::Timestamptz& since, const tenon::Timestamptz& until) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.query.costs",
        "\n"
      "  select date_trunc(($2::text), timestamp, 'UTC') as period, service, sum(cost_usd) as cost, sum(tokens_used) as tokens\n"
      "  from (SELECT * FROM public.cost_events WHERE tenant_id = $1::uuid) AS cost_events\n"
      "  where timestamp >= ($3::timestamptz) and timestamp < ($4::timestamptz)\n"
      "  group by 1, 2 order by 1 desc, 2\n" },
  };
  const tenon::Result result = tenon::execute(tx, kStatements[0], tx.tenant(), unit, since, until);
  std::vector<Costs> out;
  out.reserve(result.size());
  for (const tenon::Row row : result) out.push_back(read_costs(row));
  return out;
}

}  // namespace platform::db

namespace tenon {

::platform::db::Plan Codec<::platform::db::Plan>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::Plan>(label_of(data));
  if (!value) throw DecodeError("holds a label that Plan lacks");
  return *value;
}

::platform::db::UserRole Codec<::platform::db::UserRole>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::UserRole>(label_of(data));
  if (!value) throw DecodeError("holds a label that UserRole lacks");
  return *value;
}

::platform::db::AccountType Codec<::platform::db::AccountType>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::AccountType>(label_of(data));
  if (!value) throw DecodeError("holds a label that AccountType lacks");
  return *value;
}

::platform::db::SessionMode Codec<::platform::db::SessionMode>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::SessionMode>(label_of(data));
  if (!value) throw DecodeError("holds a label that SessionMode lacks");
  return *value;
}

::platform::db::MessageRole Codec<::platform::db::MessageRole>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::MessageRole>(label_of(data));
  if (!value) throw DecodeError("holds a label that MessageRole lacks");
  return *value;
}

::platform::db::CostService Codec<::platform::db::CostService>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::CostService>(label_of(data));
  if (!value) throw DecodeError("holds a label that CostService lacks");
  return *value;
}

::platform::db::BudgetPeriod Codec<::platform::db::BudgetPeriod>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::BudgetPeriod>(label_of(data));
  if (!value) throw DecodeError("holds a label that BudgetPeriod lacks");
  return *value;
}

::platform::db::AlertSeverity Codec<::platform::db::AlertSeverity>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::AlertSeverity>(label_of(data));
  if (!value) throw DecodeError("holds a label that AlertSeverity lacks");
  return *value;
}

::platform::db::Theme Codec<::platform::db::Theme>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::Theme>(label_of(data));
  if (!value) throw DecodeError("holds a label that Theme lacks");
  return *value;
}

::platform::db::WidgetPosition Codec<::platform::db::WidgetPosition>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::WidgetPosition>(label_of(data));
  if (!value) throw DecodeError("holds a label that WidgetPosition lacks");
  return *value;
}

::platform::db::AttachmentType Codec<::platform::db::AttachmentType>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::AttachmentType>(label_of(data));
  if (!value) throw DecodeError("holds a label that AttachmentType lacks");
  return *value;
}

}  // namespace tenon
