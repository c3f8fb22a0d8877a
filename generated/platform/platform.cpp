// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
#include "platform_access.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include <tenon/embed.hpp>
#include <tenon/cursor.hpp>
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

template <class T, class Read>
std::vector<T> rows_of(const tenon::Result& result, Read read) {
  std::vector<T> rows;
  rows.reserve(result.size());
  for (const tenon::Row& row : tenon::detail::EachRow(result)) rows.emplace_back(tenon::detail::Unread(row, read));
  return rows;
}

/// Rows to a page: one more than the limit was asked for, and tells that there is a next page.
template <class T, class Cursor, class Read, class CursorOf>
tenon::Page<T, Cursor> page_of(const tenon::Result& result, std::int64_t limit, Read read, CursorOf cursor_of) {
  tenon::Page<T, Cursor> page;
  page.items.reserve(std::min(static_cast<std::size_t>(limit), result.size()));
  for (const tenon::Row& row : tenon::detail::EachRow(result)) {
    if (static_cast<std::int64_t>(page.items.size()) == limit) {
      if (!page.items.empty()) page.next = cursor_of(page.items.back());
      break;
    }
    page.items.emplace_back(tenon::detail::Unread(row, read));
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
  return read_tenant(tenon::detail::EachRow(result).first());
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
  return read_tenant(tenon::detail::EachRow(result).first());
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
  return read_user(tenon::detail::EachRow(result).first());
}

std::optional<User> Users::find_by_email(const std::string& email) {
  static constexpr tenon::Statement kStatement{
      "platform.users.find_by_email",
      "SELECT id, email, password_hash, role, name, avatar_url, created_at, updated_at\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid AND email = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), email);
  if (result.empty()) return std::nullopt;
  return read_user(tenon::detail::EachRow(result).first());
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
  return read_user(tenon::detail::EachRow(result).first());
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
  return read_account(tenon::detail::EachRow(result).first());
}

std::optional<Account> Accounts::find_by_provider_provider_account_id(const std::string& provider, const std::string& provider_account_id) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.find_by_provider_provider_account_id",
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND provider = $2::text AND provider_account_id = $3::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), provider, provider_account_id);
  if (result.empty()) return std::nullopt;
  return read_account(tenon::detail::EachRow(result).first());
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
  return read_account(tenon::detail::EachRow(result).first());
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
  return read_auth_session(tenon::detail::EachRow(result).first());
}

std::optional<AuthSession> AuthSessions::find_by_session_token(const std::string& session_token) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.find_by_session_token",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND session_token = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), session_token);
  if (result.empty()) return std::nullopt;
  return read_auth_session(tenon::detail::EachRow(result).first());
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
  return read_auth_session(tenon::detail::EachRow(result).first());
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

tenon::Page<AuthSession, AuthSessionByExpiresCursor> AuthSessions::page_by_expires() {
  return page_by_expires(tenon::PageRequest<AuthSessionByExpiresCursor>());
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
  return read_verification_token(tenon::detail::EachRow(result).first());
}

std::optional<VerificationToken> VerificationTokens::find_by_token(const std::string& token) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.find_by_token",
      "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE token = $1::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, token);
  if (result.empty()) return std::nullopt;
  return read_verification_token(tenon::detail::EachRow(result).first());
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
  return read_verification_token(tenon::detail::EachRow(result).first());
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
  return read_widget(tenon::detail::EachRow(result).first());
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
  return read_widget(tenon::detail::EachRow(result).first());
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
  return read_meeting(tenon::detail::EachRow(result).first());
}

std::optional<Meeting> Meetings::find_by_room_name(const std::string& room_name) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.find_by_room_name",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND room_name = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), room_name);
  if (result.empty()) return std::nullopt;
  return read_meeting(tenon::detail::EachRow(result).first());
}

std::optional<Meeting> Meetings::find_by_livekit_room_id(const std::string& livekit_room_id) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.find_by_livekit_room_id",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND livekit_room_id = $2::text"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), livekit_room_id);
  if (result.empty()) return std::nullopt;
  return read_meeting(tenon::detail::EachRow(result).first());
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
  return read_meeting(tenon::detail::EachRow(result).first());
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

tenon::Page<Meeting, MeetingByStartedAtCursor> Meetings::page_by_started_at() {
  return page_by_started_at(tenon::PageRequest<MeetingByStartedAtCursor>());
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
  return read_session(tenon::detail::EachRow(result).first());
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
  return read_session(tenon::detail::EachRow(result).first());
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

tenon::Page<Session, SessionByCreatedAtCursor> Sessions::page_by_created_at() {
  return page_by_created_at(tenon::PageRequest<SessionByCreatedAtCursor>());
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

tenon::Page<Session, SessionByWidgetCreatedAtCursor> Sessions::page_by_widget_created_at(const tenon::Uuid& widget_id) {
  return page_by_widget_created_at(widget_id, tenon::PageRequest<SessionByWidgetCreatedAtCursor>());
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
  return read_message(tenon::detail::EachRow(result).first());
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
  return read_message(tenon::detail::EachRow(result).first());
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

tenon::Page<Message, MessageBySessionTimestampCursor> Messages::page_by_session_timestamp(const tenon::Uuid& session_id) {
  return page_by_session_timestamp(session_id, tenon::PageRequest<MessageBySessionTimestampCursor>());
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

tenon::Page<Message, MessageByTimestampCursor> Messages::page_by_timestamp() {
  return page_by_timestamp(tenon::PageRequest<MessageByTimestampCursor>());
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
  return read_knowledge_document(tenon::detail::EachRow(result).first());
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
  return read_knowledge_document(tenon::detail::EachRow(result).first());
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
  for (const tenon::Row& row : tenon::detail::EachRow(result)) hits.push_back({ read_knowledge_document(row), row.get<double>(8) });
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
  for (const tenon::Row& row : tenon::detail::EachRow(result)) hits.push_back({ read_knowledge_document(row), row.get<double>(8) });
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
  for (const tenon::Row& row : tenon::detail::EachRow(result)) hits.push_back({ read_knowledge_document(row), row.get<double>(8) });
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
  return read_knowledge_chunk(tenon::detail::EachRow(result).first());
}

std::optional<KnowledgeChunk> KnowledgeChunks::find_by_document_id_position(const tenon::Uuid& document_id, const std::int32_t& position) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.find_by_document_id_position",
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid AND document_id = $2::uuid AND \"position\" = $3::int4"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), document_id, position);
  if (result.empty()) return std::nullopt;
  return read_knowledge_chunk(tenon::detail::EachRow(result).first());
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
  return read_knowledge_chunk(tenon::detail::EachRow(result).first());
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
  for (const tenon::Row& row : tenon::detail::EachRow(result)) hits.push_back({ read_knowledge_chunk(row), row.get<double>(6) });
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
  for (const tenon::Row& row : tenon::detail::EachRow(result)) hits.push_back({ read_knowledge_chunk(row), row.get<double>(6) });
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
  for (const tenon::Row& row : tenon::detail::EachRow(result)) hits.push_back({ read_knowledge_chunk(row), row.get<double>(6) });
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
  return read_cost_event(tenon::detail::EachRow(result).first());
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
  return read_cost_event(tenon::detail::EachRow(result).first());
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

tenon::Page<CostEvent, CostEventByTimestampCursor> CostEvents::page_by_timestamp() {
  return page_by_timestamp(tenon::PageRequest<CostEventByTimestampCursor>());
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

tenon::Page<CostEvent, CostEventByServiceTimestampCursor> CostEvents::page_by_service_timestamp(const CostService& service) {
  return page_by_service_timestamp(service, tenon::PageRequest<CostEventByServiceTimestampCursor>());
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
  return read_cost_summary(tenon::detail::EachRow(result).first());
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
  return read_cost_summary(tenon::detail::EachRow(result).first());
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

tenon::Page<CostSummary, CostSummaryByPeriodStartPeriodEndCursor> CostSummaries::page_by_period_start_period_end() {
  return page_by_period_start_period_end(tenon::PageRequest<CostSummaryByPeriodStartPeriodEndCursor>());
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
  return read_budget_alert(tenon::detail::EachRow(result).first());
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
  return read_budget_alert(tenon::detail::EachRow(result).first());
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

tenon::Page<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor> BudgetAlerts::page_by_resolved_triggered_at(const bool& resolved) {
  return page_by_resolved_triggered_at(resolved, tenon::PageRequest<BudgetAlertByResolvedTriggeredAtCursor>());
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

tenon::Page<BudgetAlert, BudgetAlertByTriggeredAtCursor> BudgetAlerts::page_by_triggered_at() {
  return page_by_triggered_at(tenon::PageRequest<BudgetAlertByTriggeredAtCursor>());
}

AiPersonality AiPersonalities::insert(const NewAiPersonality& row) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.insert",
      "INSERT INTO public.ai_personalities (tenant_id, id, name, description, system_prompt, temperature, max_tokens, top_p, frequency_penalty, presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, coalesce($6::numeric, CAST(0.7 AS numeric(3,2))), CASE WHEN $7::bool THEN $8::int4 ELSE CAST(2000 AS int4) END, CASE WHEN $9::bool THEN $10::numeric ELSE CAST(1.0 AS numeric(3,2)) END, CASE WHEN $11::bool THEN $12::numeric ELSE CAST(0.0 AS numeric(3,2)) END, CASE WHEN $13::bool THEN $14::numeric ELSE CAST(0.0 AS numeric(3,2)) END, $15::text, coalesce($16::bool, CAST(false AS bool)), coalesce($17::bool, CAST(true AS bool)), $18::jsonb, coalesce($19::timestamptz, CAST(now() AS timestamptz)), coalesce($20::timestamptz, CAST(now() AS timestamptz)))\n"
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
  return read_ai_personality(tenon::detail::EachRow(result).first());
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
  return read_ai_personality(tenon::detail::EachRow(result).first());
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
  std::vector<RelevantDocuments> out = rows_of<RelevantDocuments>(tenon::execute(tx, kStatements[0], tx.tenant(), words, embedding, most), [](const tenon::Row& row) { return read_relevant_documents(row); });
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
  std::vector<Costs> out = rows_of<Costs>(tenon::execute(tx, kStatements[0], tx.tenant(), unit, since, until), [](const tenon::Row& row) { return read_costs(row); });
  return out;
}

}  // namespace platform::db

namespace tenon {

void Codec<::platform::db::Plan>::encode(::platform::db::Plan value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::Plan Codec<::platform::db::Plan>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::Plan>(label_of(data));
  if (!value) throw UnknownLabel("Plan");
  return *value;
}

void Codec<::platform::db::UserRole>::encode(::platform::db::UserRole value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::UserRole Codec<::platform::db::UserRole>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::UserRole>(label_of(data));
  if (!value) throw UnknownLabel("UserRole");
  return *value;
}

void Codec<::platform::db::AccountType>::encode(::platform::db::AccountType value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::AccountType Codec<::platform::db::AccountType>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::AccountType>(label_of(data));
  if (!value) throw UnknownLabel("AccountType");
  return *value;
}

void Codec<::platform::db::SessionMode>::encode(::platform::db::SessionMode value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::SessionMode Codec<::platform::db::SessionMode>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::SessionMode>(label_of(data));
  if (!value) throw UnknownLabel("SessionMode");
  return *value;
}

void Codec<::platform::db::MessageRole>::encode(::platform::db::MessageRole value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::MessageRole Codec<::platform::db::MessageRole>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::MessageRole>(label_of(data));
  if (!value) throw UnknownLabel("MessageRole");
  return *value;
}

void Codec<::platform::db::CostService>::encode(::platform::db::CostService value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::CostService Codec<::platform::db::CostService>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::CostService>(label_of(data));
  if (!value) throw UnknownLabel("CostService");
  return *value;
}

void Codec<::platform::db::BudgetPeriod>::encode(::platform::db::BudgetPeriod value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::BudgetPeriod Codec<::platform::db::BudgetPeriod>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::BudgetPeriod>(label_of(data));
  if (!value) throw UnknownLabel("BudgetPeriod");
  return *value;
}

void Codec<::platform::db::AlertSeverity>::encode(::platform::db::AlertSeverity value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::AlertSeverity Codec<::platform::db::AlertSeverity>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::AlertSeverity>(label_of(data));
  if (!value) throw UnknownLabel("AlertSeverity");
  return *value;
}

void Codec<::platform::db::Theme>::encode(::platform::db::Theme value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::Theme Codec<::platform::db::Theme>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::Theme>(label_of(data));
  if (!value) throw UnknownLabel("Theme");
  return *value;
}

void Codec<::platform::db::WidgetPosition>::encode(::platform::db::WidgetPosition value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::WidgetPosition Codec<::platform::db::WidgetPosition>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::WidgetPosition>(label_of(data));
  if (!value) throw UnknownLabel("WidgetPosition");
  return *value;
}

void Codec<::platform::db::AttachmentType>::encode(::platform::db::AttachmentType value, Buffer& out) {
  out.put_text(::platform::db::to_string(value));
}

::platform::db::AttachmentType Codec<::platform::db::AttachmentType>::decode(BytesView data) {
  const auto value = ::platform::db::from_string<::platform::db::AttachmentType>(label_of(data));
  if (!value) throw UnknownLabel("AttachmentType");
  return *value;
}

}  // namespace tenon

// Many rows at a time, and rows that are locked.
namespace platform::db {

std::optional<Tenant> Tenants::lock() {
  static constexpr tenon::Statement kStatement{
      "platform.tenants.lock",
      "SELECT id, name, api_key, plan, settings, stripe_customer_id, stripe_subscription_id, created_at, updated_at\n"
      "FROM public.tenants\n"
      "WHERE id = $1::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant());
  if (result.empty()) return std::nullopt;
  return read_tenant(tenon::detail::EachRow(result).first());
}

std::vector<User> Users::insert_many(const std::vector<NewUser>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.users.insert_many",
      "INSERT INTO public.users (tenant_id, id, email, password_hash, role, name, avatar_url, created_at, updated_at)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, coalesce(given.c4, CAST('member' AS public.user_role)), given.c5, given.c6, coalesce(given.c7, CAST(now() AS timestamptz)), coalesce(given.c8, CAST(now() AS timestamptz))\n"
      "FROM unnest($2::uuid[], $3::text[], $4::text[], $5::public.user_role[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[]) AS given(c1, c2, c3, c4, c5, c6, c7, c8)\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  if (rows.empty()) return {};
  return rows_of<User>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewUser::id),
      tenon::column(rows, &NewUser::email), tenon::column(rows, &NewUser::password_hash),
      tenon::column(rows, &NewUser::role), tenon::column(rows, &NewUser::name),
      tenon::column(rows, &NewUser::avatar_url), tenon::column(rows, &NewUser::created_at),
      tenon::column(rows, &NewUser::updated_at)), read_user);
}

User Users::upsert(const NewUser& row) {
  static constexpr tenon::Statement kStatement{
      "platform.users.upsert",
      "INSERT INTO public.users AS stored (tenant_id, id, email, password_hash, role, name, avatar_url, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, coalesce($5::public.user_role, CAST('member' AS public.user_role)), $6::text, $7::text, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET email = excluded.email,\n"
      "    password_hash = excluded.password_hash,\n"
      "    role = CASE WHEN $5::public.user_role IS NOT NULL THEN excluded.role ELSE stored.role END,\n"
      "    name = excluded.name,\n"
      "    avatar_url = excluded.avatar_url,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  return read_user(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.email, row.password_hash, row.role, row.name,
      row.avatar_url, row.created_at, row.updated_at).only());
}

std::vector<User> Users::upsert_many(const std::vector<NewUser>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.users.upsert",
      "INSERT INTO public.users AS stored (tenant_id, id, email, password_hash, role, name, avatar_url, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, coalesce($5::public.user_role, CAST('member' AS public.user_role)), $6::text, $7::text, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET email = excluded.email,\n"
      "    password_hash = excluded.password_hash,\n"
      "    role = CASE WHEN $5::public.user_role IS NOT NULL THEN excluded.role ELSE stored.role END,\n"
      "    name = excluded.name,\n"
      "    avatar_url = excluded.avatar_url,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  std::vector<User> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewUser& row, auto run) {
        run(tx_.tenant(), row.id, row.email, row.password_hash, row.role, row.name, row.avatar_url,
      row.created_at, row.updated_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_user(result.only())); });
  return out;
}

User Users::upsert_by_email(const NewUser& row) {
  static constexpr tenon::Statement kStatement{
      "platform.users.upsert_by_email",
      "INSERT INTO public.users AS stored (tenant_id, id, email, password_hash, role, name, avatar_url, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, coalesce($5::public.user_role, CAST('member' AS public.user_role)), $6::text, $7::text, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, email) DO UPDATE\n"
      "SET password_hash = excluded.password_hash,\n"
      "    role = CASE WHEN $5::public.user_role IS NOT NULL THEN excluded.role ELSE stored.role END,\n"
      "    name = excluded.name,\n"
      "    avatar_url = excluded.avatar_url,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  return read_user(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.email, row.password_hash, row.role, row.name,
      row.avatar_url, row.created_at, row.updated_at).only());
}

std::vector<User> Users::upsert_many_by_email(const std::vector<NewUser>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.users.upsert_by_email",
      "INSERT INTO public.users AS stored (tenant_id, id, email, password_hash, role, name, avatar_url, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, coalesce($5::public.user_role, CAST('member' AS public.user_role)), $6::text, $7::text, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, email) DO UPDATE\n"
      "SET password_hash = excluded.password_hash,\n"
      "    role = CASE WHEN $5::public.user_role IS NOT NULL THEN excluded.role ELSE stored.role END,\n"
      "    name = excluded.name,\n"
      "    avatar_url = excluded.avatar_url,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, email, password_hash, role, name, avatar_url, created_at, updated_at"};
  std::vector<User> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewUser& row, auto run) {
        run(tx_.tenant(), row.id, row.email, row.password_hash, row.role, row.name, row.avatar_url,
      row.created_at, row.updated_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_user(result.only())); });
  return out;
}

void Users::for_each(tenon::Each<User> take) {
  static constexpr tenon::Statement kStatement{
      "platform.users.for_each",
      "DECLARE \"users.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, email, password_hash, role, name, avatar_url, created_at, updated_at\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.users.for_each.fetch", "FETCH 1000 FROM \"users.for_each\"" }, { "platform.users.for_each.close", "CLOSE \"users.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_user(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<User> Users::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.users.find_many",
      "SELECT id, email, password_hash, role, name, avatar_url, created_at, updated_at\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<User>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_user);
}

std::vector<std::vector<Account>> Users::load_accounts(const std::vector<User>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.users.load_accounts",
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND user_id = ANY ($2::uuid[])\n"
      "ORDER BY user_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<Account>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &User::id)), read_account),
      [](const User& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const Account& item) { return std::tuple<tenon::Uuid>{ item.user_id }; });
}

std::vector<std::vector<AuthSession>> Users::load_auth_sessions(const std::vector<User>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.users.load_auth_sessions",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND user_id = ANY ($2::uuid[])\n"
      "ORDER BY user_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<AuthSession>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &User::id)), read_auth_session),
      [](const User& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const AuthSession& item) { return std::tuple<tenon::Uuid>{ item.user_id }; });
}

std::vector<std::vector<Meeting>> Users::load_meetings(const std::vector<User>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.users.load_meetings",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_by = ANY ($2::uuid[])\n"
      "ORDER BY created_by, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<Meeting>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &User::id)), read_meeting),
      [](const User& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const Meeting& item) { return std::tuple<tenon::Uuid>{ *item.created_by }; });
}

std::optional<User> Users::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.users.lock",
      "SELECT id, email, password_hash, role, name, avatar_url, created_at, updated_at\n"
      "FROM public.users\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_user(tenon::detail::EachRow(result).first());
}

std::vector<Account> Accounts::insert_many(const std::vector<NewAccount>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.insert_many",
      "INSERT INTO public.accounts (tenant_id, id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, given.c5, given.c6, given.c7, given.c8, given.c9, given.c10, given.c11, given.c12\n"
      "FROM unnest($2::uuid[], $3::uuid[], $4::public.account_type[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::text[]) AS given(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12)\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  if (rows.empty()) return {};
  return rows_of<Account>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewAccount::id),
      tenon::column(rows, &NewAccount::user_id), tenon::column(rows, &NewAccount::type),
      tenon::column(rows, &NewAccount::provider), tenon::column(rows, &NewAccount::provider_account_id),
      tenon::column(rows, &NewAccount::refresh_token), tenon::column(rows, &NewAccount::access_token),
      tenon::column(rows, &NewAccount::expires_at), tenon::column(rows, &NewAccount::token_type),
      tenon::column(rows, &NewAccount::scope), tenon::column(rows, &NewAccount::id_token),
      tenon::column(rows, &NewAccount::session_state)), read_account);
}

Account Accounts::upsert(const NewAccount& row) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.upsert",
      "INSERT INTO public.accounts AS stored (tenant_id, id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.account_type, $5::text, $6::text, $7::text, $8::text, $9::timestamptz, $10::text, $11::text, $12::text, $13::text)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET user_id = excluded.user_id,\n"
      "    type = excluded.type,\n"
      "    provider = excluded.provider,\n"
      "    provider_account_id = excluded.provider_account_id,\n"
      "    refresh_token = excluded.refresh_token,\n"
      "    access_token = excluded.access_token,\n"
      "    expires_at = excluded.expires_at,\n"
      "    token_type = excluded.token_type,\n"
      "    scope = excluded.scope,\n"
      "    id_token = excluded.id_token,\n"
      "    session_state = excluded.session_state\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  return read_account(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.user_id, row.type, row.provider, row.provider_account_id,
      row.refresh_token, row.access_token, row.expires_at, row.token_type, row.scope, row.id_token,
      row.session_state).only());
}

std::vector<Account> Accounts::upsert_many(const std::vector<NewAccount>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.upsert",
      "INSERT INTO public.accounts AS stored (tenant_id, id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.account_type, $5::text, $6::text, $7::text, $8::text, $9::timestamptz, $10::text, $11::text, $12::text, $13::text)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET user_id = excluded.user_id,\n"
      "    type = excluded.type,\n"
      "    provider = excluded.provider,\n"
      "    provider_account_id = excluded.provider_account_id,\n"
      "    refresh_token = excluded.refresh_token,\n"
      "    access_token = excluded.access_token,\n"
      "    expires_at = excluded.expires_at,\n"
      "    token_type = excluded.token_type,\n"
      "    scope = excluded.scope,\n"
      "    id_token = excluded.id_token,\n"
      "    session_state = excluded.session_state\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  std::vector<Account> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewAccount& row, auto run) {
        run(tx_.tenant(), row.id, row.user_id, row.type, row.provider, row.provider_account_id,
      row.refresh_token, row.access_token, row.expires_at, row.token_type, row.scope, row.id_token,
      row.session_state);
      },
      [&](const tenon::Result& result) { out.push_back(read_account(result.only())); });
  return out;
}

Account Accounts::upsert_by_provider_provider_account_id(const NewAccount& row) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.upsert_by_provider_provider_account_id",
      "INSERT INTO public.accounts AS stored (tenant_id, id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.account_type, $5::text, $6::text, $7::text, $8::text, $9::timestamptz, $10::text, $11::text, $12::text, $13::text)\n"
      "ON CONFLICT (tenant_id, provider, provider_account_id) DO UPDATE\n"
      "SET user_id = excluded.user_id,\n"
      "    type = excluded.type,\n"
      "    refresh_token = excluded.refresh_token,\n"
      "    access_token = excluded.access_token,\n"
      "    expires_at = excluded.expires_at,\n"
      "    token_type = excluded.token_type,\n"
      "    scope = excluded.scope,\n"
      "    id_token = excluded.id_token,\n"
      "    session_state = excluded.session_state\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  return read_account(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.user_id, row.type, row.provider, row.provider_account_id,
      row.refresh_token, row.access_token, row.expires_at, row.token_type, row.scope, row.id_token,
      row.session_state).only());
}

std::vector<Account> Accounts::upsert_many_by_provider_provider_account_id(const std::vector<NewAccount>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.upsert_by_provider_provider_account_id",
      "INSERT INTO public.accounts AS stored (tenant_id, id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.account_type, $5::text, $6::text, $7::text, $8::text, $9::timestamptz, $10::text, $11::text, $12::text, $13::text)\n"
      "ON CONFLICT (tenant_id, provider, provider_account_id) DO UPDATE\n"
      "SET user_id = excluded.user_id,\n"
      "    type = excluded.type,\n"
      "    refresh_token = excluded.refresh_token,\n"
      "    access_token = excluded.access_token,\n"
      "    expires_at = excluded.expires_at,\n"
      "    token_type = excluded.token_type,\n"
      "    scope = excluded.scope,\n"
      "    id_token = excluded.id_token,\n"
      "    session_state = excluded.session_state\n"
      "RETURNING id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state"};
  std::vector<Account> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewAccount& row, auto run) {
        run(tx_.tenant(), row.id, row.user_id, row.type, row.provider, row.provider_account_id,
      row.refresh_token, row.access_token, row.expires_at, row.token_type, row.scope, row.id_token,
      row.session_state);
      },
      [&](const tenon::Result& result) { out.push_back(read_account(result.only())); });
  return out;
}

void Accounts::for_each(tenon::Each<Account> take) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.for_each",
      "DECLARE \"accounts.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.accounts.for_each.fetch", "FETCH 1000 FROM \"accounts.for_each\"" }, { "platform.accounts.for_each.close", "CLOSE \"accounts.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_account(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<Account> Accounts::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.find_many",
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<Account>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_account);
}

std::optional<Account> Accounts::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.accounts.lock",
      "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_account(tenon::detail::EachRow(result).first());
}

std::int64_t Accounts::update_where_user(const tenon::Uuid& user_id, const AccountPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.accounts.update_where_user",
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
      "WHERE tenant_id = $1::uuid AND user_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), user_id, tenon::is_set(patch.user_id), patch.user_id,
      tenon::is_set(patch.type), patch.type, tenon::is_set(patch.provider), patch.provider,
      tenon::is_set(patch.provider_account_id), patch.provider_account_id,
      tenon::is_set(patch.refresh_token), patch.refresh_token, tenon::is_set(patch.access_token),
      patch.access_token, tenon::is_set(patch.expires_at), patch.expires_at,
      tenon::is_set(patch.token_type), patch.token_type, tenon::is_set(patch.scope), patch.scope,
      tenon::is_set(patch.id_token), patch.id_token, tenon::is_set(patch.session_state),
      patch.session_state).affected());
}

std::int64_t Accounts::remove_where_user(const tenon::Uuid& user_id) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.accounts.remove_where_user",
        "DELETE FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND user_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), user_id).affected());
}

std::vector<Account> Accounts::take_by_user(const tenon::Uuid& user_id, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.accounts.take_by_user",
        "SELECT id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, token_type, scope, id_token, session_state\n"
      "FROM public.accounts\n"
      "WHERE tenant_id = $1::uuid AND user_id = $2::uuid\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return rows_of<Account>(tenon::execute(tx_, kStatement, tx_.tenant(), user_id, request.fetch()), read_account);
}

std::vector<AuthSession> AuthSessions::insert_many(const std::vector<NewAuthSession>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.insert_many",
      "INSERT INTO public.auth_sessions (tenant_id, id, session_token, user_id, expires)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4\n"
      "FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[]) AS given(c1, c2, c3, c4)\n"
      "RETURNING id, session_token, user_id, expires"};
  if (rows.empty()) return {};
  return rows_of<AuthSession>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewAuthSession::id),
      tenon::column(rows, &NewAuthSession::session_token), tenon::column(rows, &NewAuthSession::user_id),
      tenon::column(rows, &NewAuthSession::expires)), read_auth_session);
}

AuthSession AuthSessions::upsert(const NewAuthSession& row) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.upsert",
      "INSERT INTO public.auth_sessions AS stored (tenant_id, id, session_token, user_id, expires)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::uuid, $5::timestamptz)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET session_token = excluded.session_token,\n"
      "    user_id = excluded.user_id,\n"
      "    expires = excluded.expires\n"
      "RETURNING id, session_token, user_id, expires"};
  return read_auth_session(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_token, row.user_id, row.expires).only());
}

std::vector<AuthSession> AuthSessions::upsert_many(const std::vector<NewAuthSession>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.upsert",
      "INSERT INTO public.auth_sessions AS stored (tenant_id, id, session_token, user_id, expires)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::uuid, $5::timestamptz)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET session_token = excluded.session_token,\n"
      "    user_id = excluded.user_id,\n"
      "    expires = excluded.expires\n"
      "RETURNING id, session_token, user_id, expires"};
  std::vector<AuthSession> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewAuthSession& row, auto run) {
        run(tx_.tenant(), row.id, row.session_token, row.user_id, row.expires);
      },
      [&](const tenon::Result& result) { out.push_back(read_auth_session(result.only())); });
  return out;
}

AuthSession AuthSessions::upsert_by_session_token(const NewAuthSession& row) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.upsert_by_session_token",
      "INSERT INTO public.auth_sessions AS stored (tenant_id, id, session_token, user_id, expires)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::uuid, $5::timestamptz)\n"
      "ON CONFLICT (tenant_id, session_token) DO UPDATE\n"
      "SET user_id = excluded.user_id,\n"
      "    expires = excluded.expires\n"
      "RETURNING id, session_token, user_id, expires"};
  return read_auth_session(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_token, row.user_id, row.expires).only());
}

std::vector<AuthSession> AuthSessions::upsert_many_by_session_token(const std::vector<NewAuthSession>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.upsert_by_session_token",
      "INSERT INTO public.auth_sessions AS stored (tenant_id, id, session_token, user_id, expires)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::uuid, $5::timestamptz)\n"
      "ON CONFLICT (tenant_id, session_token) DO UPDATE\n"
      "SET user_id = excluded.user_id,\n"
      "    expires = excluded.expires\n"
      "RETURNING id, session_token, user_id, expires"};
  std::vector<AuthSession> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewAuthSession& row, auto run) {
        run(tx_.tenant(), row.id, row.session_token, row.user_id, row.expires);
      },
      [&](const tenon::Result& result) { out.push_back(read_auth_session(result.only())); });
  return out;
}

void AuthSessions::for_each(tenon::Each<AuthSession> take) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.for_each",
      "DECLARE \"auth_sessions.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.auth_sessions.for_each.fetch", "FETCH 1000 FROM \"auth_sessions.for_each\"" }, { "platform.auth_sessions.for_each.close", "CLOSE \"auth_sessions.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_auth_session(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<AuthSession> AuthSessions::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.find_many",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<AuthSession>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_auth_session);
}

std::optional<AuthSession> AuthSessions::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.auth_sessions.lock",
      "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_auth_session(tenon::detail::EachRow(result).first());
}

std::int64_t AuthSessions::update_where_expires(const tenon::Between<tenon::Timestamptz>& between, const AuthSessionPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.auth_sessions.update_where_expires",
        "UPDATE public.auth_sessions\n"
      "SET session_token = CASE WHEN $4::boolean THEN $5::text ELSE session_token END,\n"
      "    user_id = CASE WHEN $6::boolean THEN $7::uuid ELSE user_id END,\n"
      "    expires = CASE WHEN $8::boolean THEN $9::timestamptz ELSE expires END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.auth_sessions.update_where_expires_from",
        "UPDATE public.auth_sessions\n"
      "SET session_token = CASE WHEN $4::boolean THEN $5::text ELSE session_token END,\n"
      "    user_id = CASE WHEN $6::boolean THEN $7::uuid ELSE user_id END,\n"
      "    expires = CASE WHEN $8::boolean THEN $9::timestamptz ELSE expires END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires >= $2::timestamptz" },
      { "platform.auth_sessions.update_where_expires_until",
        "UPDATE public.auth_sessions\n"
      "SET session_token = CASE WHEN $4::boolean THEN $5::text ELSE session_token END,\n"
      "    user_id = CASE WHEN $6::boolean THEN $7::uuid ELSE user_id END,\n"
      "    expires = CASE WHEN $8::boolean THEN $9::timestamptz ELSE expires END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires < $3::timestamptz" },
      { "platform.auth_sessions.update_where_expires_between",
        "UPDATE public.auth_sessions\n"
      "SET session_token = CASE WHEN $4::boolean THEN $5::text ELSE session_token END,\n"
      "    user_id = CASE WHEN $6::boolean THEN $7::uuid ELSE user_id END,\n"
      "    expires = CASE WHEN $8::boolean THEN $9::timestamptz ELSE expires END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires >= $2::timestamptz\n"
      "  AND expires < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.session_token),
      patch.session_token, tenon::is_set(patch.user_id), patch.user_id, tenon::is_set(patch.expires),
      patch.expires).affected());
}

std::int64_t AuthSessions::remove_where_expires(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.auth_sessions.remove_where_expires",
        "DELETE FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.auth_sessions.remove_where_expires_from",
        "DELETE FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires >= $2::timestamptz" },
      { "platform.auth_sessions.remove_where_expires_until",
        "DELETE FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires < $3::timestamptz" },
      { "platform.auth_sessions.remove_where_expires_between",
        "DELETE FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires >= $2::timestamptz\n"
      "  AND expires < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<AuthSession> AuthSessions::take_by_expires(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.auth_sessions.take_by_expires",
        "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY expires\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.auth_sessions.take_by_expires_from",
        "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires >= $2::timestamptz\n"
      "ORDER BY expires\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.auth_sessions.take_by_expires_until",
        "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires < $3::timestamptz\n"
      "ORDER BY expires\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.auth_sessions.take_by_expires_between",
        "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND expires >= $2::timestamptz\n"
      "  AND expires < $3::timestamptz\n"
      "ORDER BY expires\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<AuthSession>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_auth_session);
}

std::int64_t AuthSessions::update_where_user(const tenon::Uuid& user_id, const AuthSessionPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.auth_sessions.update_where_user",
        "UPDATE public.auth_sessions\n"
      "SET session_token = CASE WHEN $3::boolean THEN $4::text ELSE session_token END,\n"
      "    user_id = CASE WHEN $5::boolean THEN $6::uuid ELSE user_id END,\n"
      "    expires = CASE WHEN $7::boolean THEN $8::timestamptz ELSE expires END\n"
      "WHERE tenant_id = $1::uuid AND user_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), user_id, tenon::is_set(patch.session_token), patch.session_token,
      tenon::is_set(patch.user_id), patch.user_id, tenon::is_set(patch.expires), patch.expires).affected());
}

std::int64_t AuthSessions::remove_where_user(const tenon::Uuid& user_id) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.auth_sessions.remove_where_user",
        "DELETE FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND user_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), user_id).affected());
}

std::vector<AuthSession> AuthSessions::take_by_user(const tenon::Uuid& user_id, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.auth_sessions.take_by_user",
        "SELECT id, session_token, user_id, expires\n"
      "FROM public.auth_sessions\n"
      "WHERE tenant_id = $1::uuid AND user_id = $2::uuid\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return rows_of<AuthSession>(tenon::execute(tx_, kStatement, tx_.tenant(), user_id, request.fetch()), read_auth_session);
}

std::vector<VerificationToken> VerificationTokens::insert_many(const std::vector<NewVerificationToken>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.insert_many",
      "INSERT INTO public.verification_tokens (identifier, token, expires)\n"
      "SELECT given.c1, given.c2, given.c3\n"
      "FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS given(c1, c2, c3)\n"
      "RETURNING identifier, token, expires"};
  if (rows.empty()) return {};
  return rows_of<VerificationToken>(tenon::execute(tx_, kStatement, tenon::column(rows, &NewVerificationToken::identifier),
      tenon::column(rows, &NewVerificationToken::token),
      tenon::column(rows, &NewVerificationToken::expires)), read_verification_token);
}

VerificationToken VerificationTokens::upsert(const NewVerificationToken& row) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.upsert",
      "INSERT INTO public.verification_tokens AS stored (identifier, token, expires)\n"
      "VALUES ($1::text, $2::text, $3::timestamptz)\n"
      "ON CONFLICT (identifier, token) DO UPDATE\n"
      "SET expires = excluded.expires\n"
      "RETURNING identifier, token, expires"};
  return read_verification_token(tenon::execute(tx_, kStatement, row.identifier, row.token, row.expires).only());
}

std::vector<VerificationToken> VerificationTokens::upsert_many(const std::vector<NewVerificationToken>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.upsert",
      "INSERT INTO public.verification_tokens AS stored (identifier, token, expires)\n"
      "VALUES ($1::text, $2::text, $3::timestamptz)\n"
      "ON CONFLICT (identifier, token) DO UPDATE\n"
      "SET expires = excluded.expires\n"
      "RETURNING identifier, token, expires"};
  std::vector<VerificationToken> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewVerificationToken& row, auto run) {
        run(row.identifier, row.token, row.expires);
      },
      [&](const tenon::Result& result) { out.push_back(read_verification_token(result.only())); });
  return out;
}

VerificationToken VerificationTokens::upsert_by_token(const NewVerificationToken& row) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.upsert_by_token",
      "INSERT INTO public.verification_tokens AS stored (identifier, token, expires)\n"
      "VALUES ($1::text, $2::text, $3::timestamptz)\n"
      "ON CONFLICT (token) DO UPDATE\n"
      "SET expires = excluded.expires\n"
      "RETURNING identifier, token, expires"};
  return read_verification_token(tenon::execute(tx_, kStatement, row.identifier, row.token, row.expires).only());
}

std::vector<VerificationToken> VerificationTokens::upsert_many_by_token(const std::vector<NewVerificationToken>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.upsert_by_token",
      "INSERT INTO public.verification_tokens AS stored (identifier, token, expires)\n"
      "VALUES ($1::text, $2::text, $3::timestamptz)\n"
      "ON CONFLICT (token) DO UPDATE\n"
      "SET expires = excluded.expires\n"
      "RETURNING identifier, token, expires"};
  std::vector<VerificationToken> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewVerificationToken& row, auto run) {
        run(row.identifier, row.token, row.expires);
      },
      [&](const tenon::Result& result) { out.push_back(read_verification_token(result.only())); });
  return out;
}

void VerificationTokens::for_each(tenon::Each<VerificationToken> take) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.for_each",
      "DECLARE \"verification_tokens.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens"};
  static constexpr tenon::Cursor kCursor{ { "platform.verification_tokens.for_each.fetch", "FETCH 1000 FROM \"verification_tokens.for_each\"" }, { "platform.verification_tokens.for_each.close", "CLOSE \"verification_tokens.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_verification_token(row)); }, tx_, kStatement);
}

std::vector<VerificationToken> VerificationTokens::find_many(const std::vector<std::tuple<std::string, std::string>>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.find_many",
      "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE (identifier, token) IN (SELECT * FROM unnest($1::text[], $2::text[]))"};
  if (keys.empty()) return {};
  return rows_of<VerificationToken>(tenon::execute(tx_, kStatement,
      tenon::column(keys, [](const auto& key) -> const auto& { return std::get<0>(key); }),
      tenon::column(keys, [](const auto& key) -> const auto& { return std::get<1>(key); })), read_verification_token);
}

std::optional<VerificationToken> VerificationTokens::lock(const std::string& identifier, const std::string& token) {
  static constexpr tenon::Statement kStatement{
      "platform.verification_tokens.lock",
      "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE identifier = $1::text AND token = $2::text\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, identifier, token);
  if (result.empty()) return std::nullopt;
  return read_verification_token(tenon::detail::EachRow(result).first());
}

std::int64_t VerificationTokens::update_where_expires(const tenon::Between<tenon::Timestamptz>& between, const VerificationTokenPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.verification_tokens.update_where_expires",
        "UPDATE public.verification_tokens\n"
      "SET expires = CASE WHEN $3::boolean THEN $4::timestamptz ELSE expires END" },
      { "platform.verification_tokens.update_where_expires_from",
        "UPDATE public.verification_tokens\n"
      "SET expires = CASE WHEN $3::boolean THEN $4::timestamptz ELSE expires END\n"
      "WHERE expires >= $1::timestamptz" },
      { "platform.verification_tokens.update_where_expires_until",
        "UPDATE public.verification_tokens\n"
      "SET expires = CASE WHEN $3::boolean THEN $4::timestamptz ELSE expires END\n"
      "WHERE expires < $2::timestamptz" },
      { "platform.verification_tokens.update_where_expires_between",
        "UPDATE public.verification_tokens\n"
      "SET expires = CASE WHEN $3::boolean THEN $4::timestamptz ELSE expires END\n"
      "WHERE expires >= $1::timestamptz\n"
      "  AND expires < $2::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, between.from, between.until, tenon::is_set(patch.expires), patch.expires).affected());
}

std::int64_t VerificationTokens::remove_where_expires(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.verification_tokens.remove_where_expires",
        "DELETE FROM public.verification_tokens" },
      { "platform.verification_tokens.remove_where_expires_from",
        "DELETE FROM public.verification_tokens\n"
      "WHERE expires >= $1::timestamptz" },
      { "platform.verification_tokens.remove_where_expires_until",
        "DELETE FROM public.verification_tokens\n"
      "WHERE expires < $2::timestamptz" },
      { "platform.verification_tokens.remove_where_expires_between",
        "DELETE FROM public.verification_tokens\n"
      "WHERE expires >= $1::timestamptz\n"
      "  AND expires < $2::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, between.from, between.until).affected());
}

std::vector<VerificationToken> VerificationTokens::take_by_expires(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.verification_tokens.take_by_expires",
        "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "ORDER BY expires\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.verification_tokens.take_by_expires_from",
        "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE expires >= $1::timestamptz\n"
      "ORDER BY expires\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.verification_tokens.take_by_expires_until",
        "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE expires < $2::timestamptz\n"
      "ORDER BY expires\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.verification_tokens.take_by_expires_between",
        "SELECT identifier, token, expires\n"
      "FROM public.verification_tokens\n"
      "WHERE expires >= $1::timestamptz\n"
      "  AND expires < $2::timestamptz\n"
      "ORDER BY expires\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<VerificationToken>(tenon::execute(tx_, kStatement, between.from, between.until, request.fetch()), read_verification_token);
}

std::vector<Widget> Widgets::insert_many(const std::vector<NewWidget>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.insert",
      "INSERT INTO public.widgets (tenant_id, id, name, domain_whitelist, settings, is_active, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text[], $5::jsonb, coalesce($6::bool, CAST(true AS bool)), coalesce($7::timestamptz, CAST(now() AS timestamptz)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, name, domain_whitelist, settings, is_active, created_at, updated_at"};
  std::vector<Widget> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewWidget& row, auto run) {
        run(tx_.tenant(), row.id, row.name, row.domain_whitelist, row.settings, row.is_active, row.created_at,
      row.updated_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_widget(result.only())); });
  return out;
}

Widget Widgets::upsert(const NewWidget& row) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.upsert",
      "INSERT INTO public.widgets AS stored (tenant_id, id, name, domain_whitelist, settings, is_active, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text[], $5::jsonb, coalesce($6::bool, CAST(true AS bool)), coalesce($7::timestamptz, CAST(now() AS timestamptz)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET name = excluded.name,\n"
      "    domain_whitelist = excluded.domain_whitelist,\n"
      "    settings = excluded.settings,\n"
      "    is_active = CASE WHEN $6::bool IS NOT NULL THEN excluded.is_active ELSE stored.is_active END,\n"
      "    created_at = CASE WHEN $7::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, name, domain_whitelist, settings, is_active, created_at, updated_at"};
  return read_widget(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.name, row.domain_whitelist, row.settings, row.is_active,
      row.created_at, row.updated_at).only());
}

std::vector<Widget> Widgets::upsert_many(const std::vector<NewWidget>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.upsert",
      "INSERT INTO public.widgets AS stored (tenant_id, id, name, domain_whitelist, settings, is_active, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text[], $5::jsonb, coalesce($6::bool, CAST(true AS bool)), coalesce($7::timestamptz, CAST(now() AS timestamptz)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET name = excluded.name,\n"
      "    domain_whitelist = excluded.domain_whitelist,\n"
      "    settings = excluded.settings,\n"
      "    is_active = CASE WHEN $6::bool IS NOT NULL THEN excluded.is_active ELSE stored.is_active END,\n"
      "    created_at = CASE WHEN $7::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, name, domain_whitelist, settings, is_active, created_at, updated_at"};
  std::vector<Widget> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewWidget& row, auto run) {
        run(tx_.tenant(), row.id, row.name, row.domain_whitelist, row.settings, row.is_active, row.created_at,
      row.updated_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_widget(result.only())); });
  return out;
}

void Widgets::for_each(tenon::Each<Widget> take) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.for_each",
      "DECLARE \"widgets.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, name, domain_whitelist, settings, is_active, created_at, updated_at\n"
      "FROM public.widgets\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.widgets.for_each.fetch", "FETCH 1000 FROM \"widgets.for_each\"" }, { "platform.widgets.for_each.close", "CLOSE \"widgets.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_widget(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<Widget> Widgets::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.find_many",
      "SELECT id, name, domain_whitelist, settings, is_active, created_at, updated_at\n"
      "FROM public.widgets\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<Widget>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_widget);
}

std::vector<std::vector<Session>> Widgets::load_sessions(const std::vector<Widget>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.load_sessions",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND widget_id = ANY ($2::uuid[])\n"
      "ORDER BY widget_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &Widget::id)), read_session),
      [](const Widget& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const Session& item) { return std::tuple<tenon::Uuid>{ *item.widget_id }; });
}

std::optional<Widget> Widgets::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.widgets.lock",
      "SELECT id, name, domain_whitelist, settings, is_active, created_at, updated_at\n"
      "FROM public.widgets\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_widget(tenon::detail::EachRow(result).first());
}

std::vector<Meeting> Meetings::insert_many(const std::vector<NewMeeting>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.insert_many",
      "INSERT INTO public.meetings (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, coalesce(given.c5, CAST(now() AS timestamptz)), given.c6, given.c7\n"
      "FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[], $7::timestamptz[], $8::jsonb) AS given(c1, c2, c3, c4, c5, c6, c7)\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  if (rows.empty()) return {};
  return rows_of<Meeting>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewMeeting::id),
      tenon::column(rows, &NewMeeting::room_name), tenon::column(rows, &NewMeeting::livekit_room_id),
      tenon::column(rows, &NewMeeting::created_by), tenon::column(rows, &NewMeeting::started_at),
      tenon::column(rows, &NewMeeting::ended_at), tenon::column(rows, &NewMeeting::metadata)), read_meeting);
}

Meeting Meetings::upsert(const NewMeeting& row) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.upsert",
      "INSERT INTO public.meetings AS stored (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET room_name = excluded.room_name,\n"
      "    livekit_room_id = excluded.livekit_room_id,\n"
      "    created_by = excluded.created_by,\n"
      "    started_at = CASE WHEN $6::timestamptz IS NOT NULL THEN excluded.started_at ELSE stored.started_at END,\n"
      "    ended_at = excluded.ended_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  return read_meeting(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by,
      row.started_at, row.ended_at, row.metadata).only());
}

std::vector<Meeting> Meetings::upsert_many(const std::vector<NewMeeting>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.upsert",
      "INSERT INTO public.meetings AS stored (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET room_name = excluded.room_name,\n"
      "    livekit_room_id = excluded.livekit_room_id,\n"
      "    created_by = excluded.created_by,\n"
      "    started_at = CASE WHEN $6::timestamptz IS NOT NULL THEN excluded.started_at ELSE stored.started_at END,\n"
      "    ended_at = excluded.ended_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  std::vector<Meeting> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewMeeting& row, auto run) {
        run(tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by, row.started_at,
      row.ended_at, row.metadata);
      },
      [&](const tenon::Result& result) { out.push_back(read_meeting(result.only())); });
  return out;
}

Meeting Meetings::upsert_by_room_name(const NewMeeting& row) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.upsert_by_room_name",
      "INSERT INTO public.meetings AS stored (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "ON CONFLICT (tenant_id, room_name) DO UPDATE\n"
      "SET livekit_room_id = excluded.livekit_room_id,\n"
      "    created_by = excluded.created_by,\n"
      "    started_at = CASE WHEN $6::timestamptz IS NOT NULL THEN excluded.started_at ELSE stored.started_at END,\n"
      "    ended_at = excluded.ended_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  return read_meeting(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by,
      row.started_at, row.ended_at, row.metadata).only());
}

std::vector<Meeting> Meetings::upsert_many_by_room_name(const std::vector<NewMeeting>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.upsert_by_room_name",
      "INSERT INTO public.meetings AS stored (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "ON CONFLICT (tenant_id, room_name) DO UPDATE\n"
      "SET livekit_room_id = excluded.livekit_room_id,\n"
      "    created_by = excluded.created_by,\n"
      "    started_at = CASE WHEN $6::timestamptz IS NOT NULL THEN excluded.started_at ELSE stored.started_at END,\n"
      "    ended_at = excluded.ended_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  std::vector<Meeting> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewMeeting& row, auto run) {
        run(tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by, row.started_at,
      row.ended_at, row.metadata);
      },
      [&](const tenon::Result& result) { out.push_back(read_meeting(result.only())); });
  return out;
}

Meeting Meetings::upsert_by_livekit_room_id(const NewMeeting& row) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.upsert_by_livekit_room_id",
      "INSERT INTO public.meetings AS stored (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "ON CONFLICT (tenant_id, livekit_room_id) DO UPDATE\n"
      "SET room_name = excluded.room_name,\n"
      "    created_by = excluded.created_by,\n"
      "    started_at = CASE WHEN $6::timestamptz IS NOT NULL THEN excluded.started_at ELSE stored.started_at END,\n"
      "    ended_at = excluded.ended_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  return read_meeting(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by,
      row.started_at, row.ended_at, row.metadata).only());
}

std::vector<Meeting> Meetings::upsert_many_by_livekit_room_id(const std::vector<NewMeeting>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.upsert_by_livekit_room_id",
      "INSERT INTO public.meetings AS stored (tenant_id, id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::uuid, coalesce($6::timestamptz, CAST(now() AS timestamptz)), $7::timestamptz, $8::jsonb)\n"
      "ON CONFLICT (tenant_id, livekit_room_id) DO UPDATE\n"
      "SET room_name = excluded.room_name,\n"
      "    created_by = excluded.created_by,\n"
      "    started_at = CASE WHEN $6::timestamptz IS NOT NULL THEN excluded.started_at ELSE stored.started_at END,\n"
      "    ended_at = excluded.ended_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata"};
  std::vector<Meeting> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewMeeting& row, auto run) {
        run(tx_.tenant(), row.id, row.room_name, row.livekit_room_id, row.created_by, row.started_at,
      row.ended_at, row.metadata);
      },
      [&](const tenon::Result& result) { out.push_back(read_meeting(result.only())); });
  return out;
}

void Meetings::for_each(tenon::Each<Meeting> take) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.for_each",
      "DECLARE \"meetings.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.meetings.for_each.fetch", "FETCH 1000 FROM \"meetings.for_each\"" }, { "platform.meetings.for_each.close", "CLOSE \"meetings.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_meeting(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<Meeting> Meetings::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.find_many",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<Meeting>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_meeting);
}

std::vector<std::vector<Session>> Meetings::load_sessions(const std::vector<Meeting>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.load_sessions",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND meeting_id = ANY ($2::uuid[])\n"
      "ORDER BY meeting_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &Meeting::id)), read_session),
      [](const Meeting& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const Session& item) { return std::tuple<tenon::Uuid>{ *item.meeting_id }; });
}

std::optional<Meeting> Meetings::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.meetings.lock",
      "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_meeting(tenon::detail::EachRow(result).first());
}

std::int64_t Meetings::update_where_started_at(const tenon::Between<tenon::Timestamptz>& between, const MeetingPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.meetings.update_where_started_at",
        "UPDATE public.meetings\n"
      "SET room_name = CASE WHEN $4::boolean THEN $5::text ELSE room_name END,\n"
      "    livekit_room_id = CASE WHEN $6::boolean THEN $7::text ELSE livekit_room_id END,\n"
      "    created_by = CASE WHEN $8::boolean THEN $9::uuid ELSE created_by END,\n"
      "    started_at = CASE WHEN $10::boolean THEN $11::timestamptz ELSE started_at END,\n"
      "    ended_at = CASE WHEN $12::boolean THEN $13::timestamptz ELSE ended_at END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.meetings.update_where_started_at_from",
        "UPDATE public.meetings\n"
      "SET room_name = CASE WHEN $4::boolean THEN $5::text ELSE room_name END,\n"
      "    livekit_room_id = CASE WHEN $6::boolean THEN $7::text ELSE livekit_room_id END,\n"
      "    created_by = CASE WHEN $8::boolean THEN $9::uuid ELSE created_by END,\n"
      "    started_at = CASE WHEN $10::boolean THEN $11::timestamptz ELSE started_at END,\n"
      "    ended_at = CASE WHEN $12::boolean THEN $13::timestamptz ELSE ended_at END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at >= $2::timestamptz" },
      { "platform.meetings.update_where_started_at_until",
        "UPDATE public.meetings\n"
      "SET room_name = CASE WHEN $4::boolean THEN $5::text ELSE room_name END,\n"
      "    livekit_room_id = CASE WHEN $6::boolean THEN $7::text ELSE livekit_room_id END,\n"
      "    created_by = CASE WHEN $8::boolean THEN $9::uuid ELSE created_by END,\n"
      "    started_at = CASE WHEN $10::boolean THEN $11::timestamptz ELSE started_at END,\n"
      "    ended_at = CASE WHEN $12::boolean THEN $13::timestamptz ELSE ended_at END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at < $3::timestamptz" },
      { "platform.meetings.update_where_started_at_between",
        "UPDATE public.meetings\n"
      "SET room_name = CASE WHEN $4::boolean THEN $5::text ELSE room_name END,\n"
      "    livekit_room_id = CASE WHEN $6::boolean THEN $7::text ELSE livekit_room_id END,\n"
      "    created_by = CASE WHEN $8::boolean THEN $9::uuid ELSE created_by END,\n"
      "    started_at = CASE WHEN $10::boolean THEN $11::timestamptz ELSE started_at END,\n"
      "    ended_at = CASE WHEN $12::boolean THEN $13::timestamptz ELSE ended_at END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at >= $2::timestamptz\n"
      "  AND started_at < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.room_name),
      patch.room_name, tenon::is_set(patch.livekit_room_id), patch.livekit_room_id,
      tenon::is_set(patch.created_by), patch.created_by, tenon::is_set(patch.started_at), patch.started_at,
      tenon::is_set(patch.ended_at), patch.ended_at, tenon::is_set(patch.metadata), patch.metadata).affected());
}

std::int64_t Meetings::remove_where_started_at(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.meetings.remove_where_started_at",
        "DELETE FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.meetings.remove_where_started_at_from",
        "DELETE FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at >= $2::timestamptz" },
      { "platform.meetings.remove_where_started_at_until",
        "DELETE FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at < $3::timestamptz" },
      { "platform.meetings.remove_where_started_at_between",
        "DELETE FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at >= $2::timestamptz\n"
      "  AND started_at < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<Meeting> Meetings::take_by_started_at(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.meetings.take_by_started_at",
        "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY started_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.meetings.take_by_started_at_from",
        "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at >= $2::timestamptz\n"
      "ORDER BY started_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.meetings.take_by_started_at_until",
        "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at < $3::timestamptz\n"
      "ORDER BY started_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.meetings.take_by_started_at_between",
        "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND started_at >= $2::timestamptz\n"
      "  AND started_at < $3::timestamptz\n"
      "ORDER BY started_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<Meeting>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_meeting);
}

std::int64_t Meetings::update_where_created_by(const tenon::Uuid& created_by, const MeetingPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.meetings.update_where_created_by",
        "UPDATE public.meetings\n"
      "SET room_name = CASE WHEN $3::boolean THEN $4::text ELSE room_name END,\n"
      "    livekit_room_id = CASE WHEN $5::boolean THEN $6::text ELSE livekit_room_id END,\n"
      "    created_by = CASE WHEN $7::boolean THEN $8::uuid ELSE created_by END,\n"
      "    started_at = CASE WHEN $9::boolean THEN $10::timestamptz ELSE started_at END,\n"
      "    ended_at = CASE WHEN $11::boolean THEN $12::timestamptz ELSE ended_at END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND created_by = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), created_by, tenon::is_set(patch.room_name), patch.room_name,
      tenon::is_set(patch.livekit_room_id), patch.livekit_room_id, tenon::is_set(patch.created_by),
      patch.created_by, tenon::is_set(patch.started_at), patch.started_at, tenon::is_set(patch.ended_at),
      patch.ended_at, tenon::is_set(patch.metadata), patch.metadata).affected());
}

std::int64_t Meetings::remove_where_created_by(const tenon::Uuid& created_by) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.meetings.remove_where_created_by",
        "DELETE FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND created_by = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), created_by).affected());
}

std::vector<Meeting> Meetings::take_by_created_by(const tenon::Uuid& created_by, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.meetings.take_by_created_by",
        "SELECT id, room_name, livekit_room_id, created_by, started_at, ended_at, metadata\n"
      "FROM public.meetings\n"
      "WHERE tenant_id = $1::uuid AND created_by = $2::uuid\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return rows_of<Meeting>(tenon::execute(tx_, kStatement, tx_.tenant(), created_by, request.fetch()), read_meeting);
}

std::vector<Session> Sessions::insert_many(const std::vector<NewSession>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.insert_many",
      "INSERT INTO public.sessions (tenant_id, id, widget_id, meeting_id, mode, cost_usd, metadata, created_at, ended_at)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, coalesce(given.c4, CAST('text' AS public.session_mode)), coalesce(given.c5, CAST(0 AS numeric(10,4))), given.c6, coalesce(given.c7, CAST(now() AS timestamptz)), given.c8\n"
      "FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::public.session_mode[], $6::numeric[], $7::jsonb, $8::timestamptz[], $9::timestamptz[]) AS given(c1, c2, c3, c4, c5, c6, c7, c8)\n"
      "RETURNING id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at"};
  if (rows.empty()) return {};
  return rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewSession::id),
      tenon::column(rows, &NewSession::widget_id), tenon::column(rows, &NewSession::meeting_id),
      tenon::column(rows, &NewSession::mode), tenon::column(rows, &NewSession::cost_usd),
      tenon::column(rows, &NewSession::metadata), tenon::column(rows, &NewSession::created_at),
      tenon::column(rows, &NewSession::ended_at)), read_session);
}

Session Sessions::upsert(const NewSession& row) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.upsert",
      "INSERT INTO public.sessions AS stored (tenant_id, id, widget_id, meeting_id, mode, cost_usd, metadata, created_at, ended_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::uuid, coalesce($5::public.session_mode, CAST('text' AS public.session_mode)), coalesce($6::numeric, CAST(0 AS numeric(10,4))), $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)), $9::timestamptz)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET widget_id = excluded.widget_id,\n"
      "    meeting_id = excluded.meeting_id,\n"
      "    mode = CASE WHEN $5::public.session_mode IS NOT NULL THEN excluded.mode ELSE stored.mode END,\n"
      "    cost_usd = CASE WHEN $6::numeric IS NOT NULL THEN excluded.cost_usd ELSE stored.cost_usd END,\n"
      "    metadata = excluded.metadata,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END,\n"
      "    ended_at = excluded.ended_at\n"
      "RETURNING id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at"};
  return read_session(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.widget_id, row.meeting_id, row.mode, row.cost_usd,
      row.metadata, row.created_at, row.ended_at).only());
}

std::vector<Session> Sessions::upsert_many(const std::vector<NewSession>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.upsert",
      "INSERT INTO public.sessions AS stored (tenant_id, id, widget_id, meeting_id, mode, cost_usd, metadata, created_at, ended_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::uuid, coalesce($5::public.session_mode, CAST('text' AS public.session_mode)), coalesce($6::numeric, CAST(0 AS numeric(10,4))), $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)), $9::timestamptz)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET widget_id = excluded.widget_id,\n"
      "    meeting_id = excluded.meeting_id,\n"
      "    mode = CASE WHEN $5::public.session_mode IS NOT NULL THEN excluded.mode ELSE stored.mode END,\n"
      "    cost_usd = CASE WHEN $6::numeric IS NOT NULL THEN excluded.cost_usd ELSE stored.cost_usd END,\n"
      "    metadata = excluded.metadata,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END,\n"
      "    ended_at = excluded.ended_at\n"
      "RETURNING id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at"};
  std::vector<Session> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewSession& row, auto run) {
        run(tx_.tenant(), row.id, row.widget_id, row.meeting_id, row.mode, row.cost_usd, row.metadata,
      row.created_at, row.ended_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_session(result.only())); });
  return out;
}

void Sessions::for_each(tenon::Each<Session> take) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.for_each",
      "DECLARE \"sessions.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.sessions.for_each.fetch", "FETCH 1000 FROM \"sessions.for_each\"" }, { "platform.sessions.for_each.close", "CLOSE \"sessions.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_session(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<Session> Sessions::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.find_many",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_session);
}

std::vector<std::vector<Message>> Sessions::load_messages(const std::vector<Session>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.load_messages",
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND session_id = ANY ($2::uuid[])\n"
      "ORDER BY session_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<Message>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &Session::id)), read_message),
      [](const Session& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const Message& item) { return std::tuple<tenon::Uuid>{ item.session_id }; });
}

std::vector<std::vector<CostEvent>> Sessions::load_cost_events(const std::vector<Session>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.load_cost_events",
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND session_id = ANY ($2::uuid[])\n"
      "ORDER BY session_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<CostEvent>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &Session::id)), read_cost_event),
      [](const Session& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const CostEvent& item) { return std::tuple<tenon::Uuid>{ *item.session_id }; });
}

std::optional<Session> Sessions::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.sessions.lock",
      "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_session(tenon::detail::EachRow(result).first());
}

std::int64_t Sessions::update_where_created_at(const tenon::Between<tenon::Timestamptz>& between, const SessionPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.update_where_created_at",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $4::boolean THEN $5::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $6::boolean THEN $7::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $8::boolean THEN $9::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $10::boolean THEN $11::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $16::boolean THEN $17::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.sessions.update_where_created_at_from",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $4::boolean THEN $5::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $6::boolean THEN $7::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $8::boolean THEN $9::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $10::boolean THEN $11::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $16::boolean THEN $17::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at >= $2::timestamptz" },
      { "platform.sessions.update_where_created_at_until",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $4::boolean THEN $5::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $6::boolean THEN $7::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $8::boolean THEN $9::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $10::boolean THEN $11::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $16::boolean THEN $17::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at < $3::timestamptz" },
      { "platform.sessions.update_where_created_at_between",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $4::boolean THEN $5::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $6::boolean THEN $7::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $8::boolean THEN $9::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $10::boolean THEN $11::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $16::boolean THEN $17::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at >= $2::timestamptz\n"
      "  AND created_at < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.widget_id),
      patch.widget_id, tenon::is_set(patch.meeting_id), patch.meeting_id, tenon::is_set(patch.mode),
      patch.mode, tenon::is_set(patch.cost_usd), patch.cost_usd, tenon::is_set(patch.metadata),
      patch.metadata, tenon::is_set(patch.created_at), patch.created_at, tenon::is_set(patch.ended_at),
      patch.ended_at).affected());
}

std::int64_t Sessions::remove_where_created_at(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.remove_where_created_at",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.sessions.remove_where_created_at_from",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at >= $2::timestamptz" },
      { "platform.sessions.remove_where_created_at_until",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at < $3::timestamptz" },
      { "platform.sessions.remove_where_created_at_between",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at >= $2::timestamptz\n"
      "  AND created_at < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<Session> Sessions::take_by_created_at(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.take_by_created_at",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.sessions.take_by_created_at_from",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at >= $2::timestamptz\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.sessions.take_by_created_at_until",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at < $3::timestamptz\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.sessions.take_by_created_at_between",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND created_at >= $2::timestamptz\n"
      "  AND created_at < $3::timestamptz\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_session);
}

std::int64_t Sessions::update_where_widget_created_at(const tenon::Uuid& widget_id, const tenon::Between<tenon::Timestamptz>& between, const SessionPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.update_where_widget_created_at",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $5::boolean THEN $6::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $7::boolean THEN $8::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $9::boolean THEN $10::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $11::boolean THEN $12::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $17::boolean THEN $18::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid" },
      { "platform.sessions.update_where_widget_created_at_from",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $5::boolean THEN $6::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $7::boolean THEN $8::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $9::boolean THEN $10::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $11::boolean THEN $12::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $17::boolean THEN $18::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at >= $3::timestamptz" },
      { "platform.sessions.update_where_widget_created_at_until",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $5::boolean THEN $6::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $7::boolean THEN $8::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $9::boolean THEN $10::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $11::boolean THEN $12::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $17::boolean THEN $18::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at < $4::timestamptz" },
      { "platform.sessions.update_where_widget_created_at_between",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $5::boolean THEN $6::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $7::boolean THEN $8::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $9::boolean THEN $10::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $11::boolean THEN $12::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $17::boolean THEN $18::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at >= $3::timestamptz\n"
      "  AND created_at < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), widget_id, between.from, between.until,
      tenon::is_set(patch.widget_id), patch.widget_id, tenon::is_set(patch.meeting_id), patch.meeting_id,
      tenon::is_set(patch.mode), patch.mode, tenon::is_set(patch.cost_usd), patch.cost_usd,
      tenon::is_set(patch.metadata), patch.metadata, tenon::is_set(patch.created_at), patch.created_at,
      tenon::is_set(patch.ended_at), patch.ended_at).affected());
}

std::int64_t Sessions::remove_where_widget_created_at(const tenon::Uuid& widget_id, const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.remove_where_widget_created_at",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid" },
      { "platform.sessions.remove_where_widget_created_at_from",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at >= $3::timestamptz" },
      { "platform.sessions.remove_where_widget_created_at_until",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at < $4::timestamptz" },
      { "platform.sessions.remove_where_widget_created_at_between",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at >= $3::timestamptz\n"
      "  AND created_at < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), widget_id, between.from, between.until).affected());
}

std::vector<Session> Sessions::take_by_widget_created_at(const tenon::Uuid& widget_id, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.take_by_widget_created_at",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.sessions.take_by_widget_created_at_from",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at >= $3::timestamptz\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.sessions.take_by_widget_created_at_until",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at < $4::timestamptz\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.sessions.take_by_widget_created_at_between",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND widget_id = $2::uuid\n"
      "  AND created_at >= $3::timestamptz\n"
      "  AND created_at < $4::timestamptz\n"
      "ORDER BY created_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), widget_id, between.from, between.until, request.fetch()), read_session);
}

std::int64_t Sessions::update_where_meeting(const tenon::Uuid& meeting_id, const SessionPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.update_where_meeting",
        "UPDATE public.sessions\n"
      "SET widget_id = CASE WHEN $3::boolean THEN $4::uuid ELSE widget_id END,\n"
      "    meeting_id = CASE WHEN $5::boolean THEN $6::uuid ELSE meeting_id END,\n"
      "    mode = CASE WHEN $7::boolean THEN $8::public.session_mode ELSE mode END,\n"
      "    cost_usd = CASE WHEN $9::boolean THEN $10::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $11::boolean THEN $12::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $13::boolean THEN $14::timestamptz ELSE created_at END,\n"
      "    ended_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE ended_at END\n"
      "WHERE tenant_id = $1::uuid AND meeting_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), meeting_id, tenon::is_set(patch.widget_id), patch.widget_id,
      tenon::is_set(patch.meeting_id), patch.meeting_id, tenon::is_set(patch.mode), patch.mode,
      tenon::is_set(patch.cost_usd), patch.cost_usd, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.created_at), patch.created_at, tenon::is_set(patch.ended_at), patch.ended_at).affected());
}

std::int64_t Sessions::remove_where_meeting(const tenon::Uuid& meeting_id) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.remove_where_meeting",
        "DELETE FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND meeting_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), meeting_id).affected());
}

std::vector<Session> Sessions::take_by_meeting(const tenon::Uuid& meeting_id, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.sessions.take_by_meeting",
        "SELECT id, widget_id, meeting_id, mode, cost_usd::numeric AS cost_usd, metadata, created_at, ended_at\n"
      "FROM public.sessions\n"
      "WHERE tenant_id = $1::uuid AND meeting_id = $2::uuid\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return rows_of<Session>(tenon::execute(tx_, kStatement, tx_.tenant(), meeting_id, request.fetch()), read_session);
}

std::vector<Message> Messages::insert_many(const std::vector<NewMessage>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.insert",
      "INSERT INTO public.messages (tenant_id, id, session_id, role, content, attachments, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.message_role, $5::text, $6::jsonb, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "RETURNING id, session_id, role, content, attachments, metadata, \"timestamp\""};
  std::vector<Message> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewMessage& row, auto run) {
        run(tx_.tenant(), row.id, row.session_id, row.role, row.content, row.attachments, row.metadata,
      row.timestamp);
      },
      [&](const tenon::Result& result) { out.push_back(read_message(result.only())); });
  return out;
}

Message Messages::upsert(const NewMessage& row) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.upsert",
      "INSERT INTO public.messages AS stored (tenant_id, id, session_id, role, content, attachments, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.message_role, $5::text, $6::jsonb, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET session_id = excluded.session_id,\n"
      "    role = excluded.role,\n"
      "    content = excluded.content,\n"
      "    attachments = excluded.attachments,\n"
      "    metadata = excluded.metadata,\n"
      "    \"timestamp\" = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.\"timestamp\" ELSE stored.\"timestamp\" END\n"
      "RETURNING id, session_id, role, content, attachments, metadata, \"timestamp\""};
  return read_message(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_id, row.role, row.content, row.attachments,
      row.metadata, row.timestamp).only());
}

std::vector<Message> Messages::upsert_many(const std::vector<NewMessage>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.upsert",
      "INSERT INTO public.messages AS stored (tenant_id, id, session_id, role, content, attachments, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.message_role, $5::text, $6::jsonb, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET session_id = excluded.session_id,\n"
      "    role = excluded.role,\n"
      "    content = excluded.content,\n"
      "    attachments = excluded.attachments,\n"
      "    metadata = excluded.metadata,\n"
      "    \"timestamp\" = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.\"timestamp\" ELSE stored.\"timestamp\" END\n"
      "RETURNING id, session_id, role, content, attachments, metadata, \"timestamp\""};
  std::vector<Message> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewMessage& row, auto run) {
        run(tx_.tenant(), row.id, row.session_id, row.role, row.content, row.attachments, row.metadata,
      row.timestamp);
      },
      [&](const tenon::Result& result) { out.push_back(read_message(result.only())); });
  return out;
}

void Messages::for_each(tenon::Each<Message> take) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.for_each",
      "DECLARE \"messages.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.messages.for_each.fetch", "FETCH 1000 FROM \"messages.for_each\"" }, { "platform.messages.for_each.close", "CLOSE \"messages.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_message(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<Message> Messages::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.find_many",
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<Message>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_message);
}

std::optional<Message> Messages::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.messages.lock",
      "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_message(tenon::detail::EachRow(result).first());
}

std::int64_t Messages::update_where_session_timestamp(const tenon::Uuid& session_id, const tenon::Between<tenon::Timestamptz>& between, const MessagePatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.messages.update_where_session_timestamp",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $7::boolean THEN $8::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $9::boolean THEN $10::text ELSE content END,\n"
      "    attachments = CASE WHEN $11::boolean THEN $12::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $15::boolean THEN $16::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid" },
      { "platform.messages.update_where_session_timestamp_from",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $7::boolean THEN $8::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $9::boolean THEN $10::text ELSE content END,\n"
      "    attachments = CASE WHEN $11::boolean THEN $12::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $15::boolean THEN $16::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" >= $3::timestamptz" },
      { "platform.messages.update_where_session_timestamp_until",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $7::boolean THEN $8::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $9::boolean THEN $10::text ELSE content END,\n"
      "    attachments = CASE WHEN $11::boolean THEN $12::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $15::boolean THEN $16::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" < $4::timestamptz" },
      { "platform.messages.update_where_session_timestamp_between",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $7::boolean THEN $8::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $9::boolean THEN $10::text ELSE content END,\n"
      "    attachments = CASE WHEN $11::boolean THEN $12::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $15::boolean THEN $16::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "  AND \"timestamp\" < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), session_id, between.from, between.until,
      tenon::is_set(patch.session_id), patch.session_id, tenon::is_set(patch.role), patch.role,
      tenon::is_set(patch.content), patch.content, tenon::is_set(patch.attachments), patch.attachments,
      tenon::is_set(patch.metadata), patch.metadata, tenon::is_set(patch.timestamp), patch.timestamp).affected());
}

std::int64_t Messages::remove_where_session_timestamp(const tenon::Uuid& session_id, const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.messages.remove_where_session_timestamp",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid" },
      { "platform.messages.remove_where_session_timestamp_from",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" >= $3::timestamptz" },
      { "platform.messages.remove_where_session_timestamp_until",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" < $4::timestamptz" },
      { "platform.messages.remove_where_session_timestamp_between",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "  AND \"timestamp\" < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), session_id, between.from, between.until).affected());
}

std::vector<Message> Messages::take_by_session_timestamp(const tenon::Uuid& session_id, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.messages.take_by_session_timestamp",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.messages.take_by_session_timestamp_from",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.messages.take_by_session_timestamp_until",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" < $4::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.messages.take_by_session_timestamp_between",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "  AND \"timestamp\" < $4::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<Message>(tenon::execute(tx_, kStatement, tx_.tenant(), session_id, between.from, between.until, request.fetch()), read_message);
}

std::int64_t Messages::update_where_timestamp(const tenon::Between<tenon::Timestamptz>& between, const MessagePatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.messages.update_where_timestamp",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $6::boolean THEN $7::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $8::boolean THEN $9::text ELSE content END,\n"
      "    attachments = CASE WHEN $10::boolean THEN $11::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $14::boolean THEN $15::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.messages.update_where_timestamp_from",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $6::boolean THEN $7::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $8::boolean THEN $9::text ELSE content END,\n"
      "    attachments = CASE WHEN $10::boolean THEN $11::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $14::boolean THEN $15::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz" },
      { "platform.messages.update_where_timestamp_until",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $6::boolean THEN $7::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $8::boolean THEN $9::text ELSE content END,\n"
      "    attachments = CASE WHEN $10::boolean THEN $11::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $14::boolean THEN $15::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" < $3::timestamptz" },
      { "platform.messages.update_where_timestamp_between",
        "UPDATE public.messages\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    role = CASE WHEN $6::boolean THEN $7::public.message_role ELSE role END,\n"
      "    content = CASE WHEN $8::boolean THEN $9::text ELSE content END,\n"
      "    attachments = CASE WHEN $10::boolean THEN $11::jsonb ELSE attachments END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $14::boolean THEN $15::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "  AND \"timestamp\" < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.session_id),
      patch.session_id, tenon::is_set(patch.role), patch.role, tenon::is_set(patch.content), patch.content,
      tenon::is_set(patch.attachments), patch.attachments, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.timestamp), patch.timestamp).affected());
}

std::int64_t Messages::remove_where_timestamp(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.messages.remove_where_timestamp",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.messages.remove_where_timestamp_from",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz" },
      { "platform.messages.remove_where_timestamp_until",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" < $3::timestamptz" },
      { "platform.messages.remove_where_timestamp_between",
        "DELETE FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "  AND \"timestamp\" < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<Message> Messages::take_by_timestamp(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.messages.take_by_timestamp",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.messages.take_by_timestamp_from",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.messages.take_by_timestamp_until",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" < $3::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.messages.take_by_timestamp_between",
        "SELECT id, session_id, role, content, attachments, metadata, \"timestamp\"\n"
      "FROM public.messages\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "  AND \"timestamp\" < $3::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<Message>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_message);
}

std::vector<KnowledgeDocument> KnowledgeDocuments::insert_many(const std::vector<NewKnowledgeDocument>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.insert_many",
      "INSERT INTO public.knowledge_documents (tenant_id, id, title, content, category, embedding, metadata, created_at, updated_at)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, given.c5, given.c6, coalesce(given.c7, CAST(now() AS timestamptz)), coalesce(given.c8, CAST(now() AS timestamptz))\n"
      "FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::vector[], $7::jsonb, $8::timestamptz[], $9::timestamptz[]) AS given(c1, c2, c3, c4, c5, c6, c7, c8)\n"
      "RETURNING id, title, content, category, embedding, metadata, created_at, updated_at"};
  if (rows.empty()) return {};
  return rows_of<KnowledgeDocument>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewKnowledgeDocument::id),
      tenon::column(rows, &NewKnowledgeDocument::title),
      tenon::column(rows, &NewKnowledgeDocument::content),
      tenon::column(rows, &NewKnowledgeDocument::category),
      tenon::column(rows, &NewKnowledgeDocument::embedding),
      tenon::column(rows, &NewKnowledgeDocument::metadata),
      tenon::column(rows, &NewKnowledgeDocument::created_at),
      tenon::column(rows, &NewKnowledgeDocument::updated_at)), read_knowledge_document);
}

KnowledgeDocument KnowledgeDocuments::upsert(const NewKnowledgeDocument& row) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.upsert",
      "INSERT INTO public.knowledge_documents AS stored (tenant_id, id, title, content, category, embedding, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, $6::vector, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET title = excluded.title,\n"
      "    content = excluded.content,\n"
      "    category = excluded.category,\n"
      "    embedding = excluded.embedding,\n"
      "    metadata = excluded.metadata,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, title, content, category, embedding, metadata, created_at, updated_at"};
  return read_knowledge_document(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.title, row.content, row.category, row.embedding,
      row.metadata, row.created_at, row.updated_at).only());
}

std::vector<KnowledgeDocument> KnowledgeDocuments::upsert_many(const std::vector<NewKnowledgeDocument>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.upsert",
      "INSERT INTO public.knowledge_documents AS stored (tenant_id, id, title, content, category, embedding, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, $6::vector, $7::jsonb, coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET title = excluded.title,\n"
      "    content = excluded.content,\n"
      "    category = excluded.category,\n"
      "    embedding = excluded.embedding,\n"
      "    metadata = excluded.metadata,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, title, content, category, embedding, metadata, created_at, updated_at"};
  std::vector<KnowledgeDocument> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewKnowledgeDocument& row, auto run) {
        run(tx_.tenant(), row.id, row.title, row.content, row.category, row.embedding, row.metadata,
      row.created_at, row.updated_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_knowledge_document(result.only())); });
  return out;
}

void KnowledgeDocuments::for_each(tenon::Each<KnowledgeDocument> take) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.for_each",
      "DECLARE \"knowledge_documents.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.knowledge_documents.for_each.fetch", "FETCH 1000 FROM \"knowledge_documents.for_each\"" }, { "platform.knowledge_documents.for_each.close", "CLOSE \"knowledge_documents.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_knowledge_document(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<KnowledgeDocument> KnowledgeDocuments::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.find_many",
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<KnowledgeDocument>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_knowledge_document);
}

std::vector<std::vector<KnowledgeChunk>> KnowledgeDocuments::load_knowledge_chunks(const std::vector<KnowledgeDocument>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.load_knowledge_chunks",
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND document_id = ANY ($2::uuid[])\n"
      "ORDER BY document_id, id"};
  if (rows.empty()) return {};
  return tenon::grouped<std::tuple<tenon::Uuid>>(
      rows, rows_of<KnowledgeChunk>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &KnowledgeDocument::id)), read_knowledge_chunk),
      [](const KnowledgeDocument& row) { return std::tuple<tenon::Uuid>{ row.id }; },
      [](const KnowledgeChunk& item) { return std::tuple<tenon::Uuid>{ item.document_id }; });
}

std::optional<KnowledgeDocument> KnowledgeDocuments::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_documents.lock",
      "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_knowledge_document(tenon::detail::EachRow(result).first());
}

std::int64_t KnowledgeDocuments::update_where_category(const tenon::Between<std::string>& between, const KnowledgeDocumentPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.knowledge_documents.update_where_category",
        "UPDATE public.knowledge_documents\n"
      "SET title = CASE WHEN $4::boolean THEN $5::text ELSE title END,\n"
      "    content = CASE WHEN $6::boolean THEN $7::text ELSE content END,\n"
      "    category = CASE WHEN $8::boolean THEN $9::text ELSE category END,\n"
      "    embedding = CASE WHEN $10::boolean THEN $11::vector ELSE embedding END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.knowledge_documents.update_where_category_from",
        "UPDATE public.knowledge_documents\n"
      "SET title = CASE WHEN $4::boolean THEN $5::text ELSE title END,\n"
      "    content = CASE WHEN $6::boolean THEN $7::text ELSE content END,\n"
      "    category = CASE WHEN $8::boolean THEN $9::text ELSE category END,\n"
      "    embedding = CASE WHEN $10::boolean THEN $11::vector ELSE embedding END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category >= $2::text" },
      { "platform.knowledge_documents.update_where_category_until",
        "UPDATE public.knowledge_documents\n"
      "SET title = CASE WHEN $4::boolean THEN $5::text ELSE title END,\n"
      "    content = CASE WHEN $6::boolean THEN $7::text ELSE content END,\n"
      "    category = CASE WHEN $8::boolean THEN $9::text ELSE category END,\n"
      "    embedding = CASE WHEN $10::boolean THEN $11::vector ELSE embedding END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category < $3::text" },
      { "platform.knowledge_documents.update_where_category_between",
        "UPDATE public.knowledge_documents\n"
      "SET title = CASE WHEN $4::boolean THEN $5::text ELSE title END,\n"
      "    content = CASE WHEN $6::boolean THEN $7::text ELSE content END,\n"
      "    category = CASE WHEN $8::boolean THEN $9::text ELSE category END,\n"
      "    embedding = CASE WHEN $10::boolean THEN $11::vector ELSE embedding END,\n"
      "    metadata = CASE WHEN $12::boolean THEN $13::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category >= $2::text\n"
      "  AND category < $3::text" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.title), patch.title,
      tenon::is_set(patch.content), patch.content, tenon::is_set(patch.category), patch.category,
      tenon::is_set(patch.embedding), patch.embedding, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.created_at), patch.created_at).affected());
}

std::int64_t KnowledgeDocuments::remove_where_category(const tenon::Between<std::string>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.knowledge_documents.remove_where_category",
        "DELETE FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.knowledge_documents.remove_where_category_from",
        "DELETE FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category >= $2::text" },
      { "platform.knowledge_documents.remove_where_category_until",
        "DELETE FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category < $3::text" },
      { "platform.knowledge_documents.remove_where_category_between",
        "DELETE FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category >= $2::text\n"
      "  AND category < $3::text" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<KnowledgeDocument> KnowledgeDocuments::take_by_category(const tenon::Between<std::string>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.knowledge_documents.take_by_category",
        "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY category\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.knowledge_documents.take_by_category_from",
        "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category >= $2::text\n"
      "ORDER BY category\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.knowledge_documents.take_by_category_until",
        "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category < $3::text\n"
      "ORDER BY category\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.knowledge_documents.take_by_category_between",
        "SELECT id, title, content, category, embedding, metadata, created_at, updated_at\n"
      "FROM public.knowledge_documents\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND category >= $2::text\n"
      "  AND category < $3::text\n"
      "ORDER BY category\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<KnowledgeDocument>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_knowledge_document);
}

std::vector<KnowledgeChunk> KnowledgeChunks::insert_many(const std::vector<NewKnowledgeChunk>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.insert_many",
      "INSERT INTO public.knowledge_chunks (tenant_id, id, document_id, content, embedding, \"position\", metadata)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, given.c5, given.c6\n"
      "FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::vector[], $6::int4[], $7::jsonb) AS given(c1, c2, c3, c4, c5, c6)\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  if (rows.empty()) return {};
  return rows_of<KnowledgeChunk>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewKnowledgeChunk::id),
      tenon::column(rows, &NewKnowledgeChunk::document_id),
      tenon::column(rows, &NewKnowledgeChunk::content), tenon::column(rows, &NewKnowledgeChunk::embedding),
      tenon::column(rows, &NewKnowledgeChunk::position), tenon::column(rows, &NewKnowledgeChunk::metadata)), read_knowledge_chunk);
}

KnowledgeChunk KnowledgeChunks::upsert(const NewKnowledgeChunk& row) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.upsert",
      "INSERT INTO public.knowledge_chunks AS stored (tenant_id, id, document_id, content, embedding, \"position\", metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::text, $5::vector, $6::int4, $7::jsonb)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET document_id = excluded.document_id,\n"
      "    content = excluded.content,\n"
      "    embedding = excluded.embedding,\n"
      "    \"position\" = excluded.\"position\",\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  return read_knowledge_chunk(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.document_id, row.content, row.embedding, row.position,
      row.metadata).only());
}

std::vector<KnowledgeChunk> KnowledgeChunks::upsert_many(const std::vector<NewKnowledgeChunk>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.upsert",
      "INSERT INTO public.knowledge_chunks AS stored (tenant_id, id, document_id, content, embedding, \"position\", metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::text, $5::vector, $6::int4, $7::jsonb)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET document_id = excluded.document_id,\n"
      "    content = excluded.content,\n"
      "    embedding = excluded.embedding,\n"
      "    \"position\" = excluded.\"position\",\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  std::vector<KnowledgeChunk> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewKnowledgeChunk& row, auto run) {
        run(tx_.tenant(), row.id, row.document_id, row.content, row.embedding, row.position, row.metadata);
      },
      [&](const tenon::Result& result) { out.push_back(read_knowledge_chunk(result.only())); });
  return out;
}

KnowledgeChunk KnowledgeChunks::upsert_by_document_id_position(const NewKnowledgeChunk& row) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.upsert_by_document_id_position",
      "INSERT INTO public.knowledge_chunks AS stored (tenant_id, id, document_id, content, embedding, \"position\", metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::text, $5::vector, $6::int4, $7::jsonb)\n"
      "ON CONFLICT (tenant_id, document_id, \"position\") DO UPDATE\n"
      "SET content = excluded.content,\n"
      "    embedding = excluded.embedding,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  return read_knowledge_chunk(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.document_id, row.content, row.embedding, row.position,
      row.metadata).only());
}

std::vector<KnowledgeChunk> KnowledgeChunks::upsert_many_by_document_id_position(const std::vector<NewKnowledgeChunk>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.upsert_by_document_id_position",
      "INSERT INTO public.knowledge_chunks AS stored (tenant_id, id, document_id, content, embedding, \"position\", metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::text, $5::vector, $6::int4, $7::jsonb)\n"
      "ON CONFLICT (tenant_id, document_id, \"position\") DO UPDATE\n"
      "SET content = excluded.content,\n"
      "    embedding = excluded.embedding,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, document_id, content, embedding, \"position\", metadata"};
  std::vector<KnowledgeChunk> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewKnowledgeChunk& row, auto run) {
        run(tx_.tenant(), row.id, row.document_id, row.content, row.embedding, row.position, row.metadata);
      },
      [&](const tenon::Result& result) { out.push_back(read_knowledge_chunk(result.only())); });
  return out;
}

void KnowledgeChunks::for_each(tenon::Each<KnowledgeChunk> take) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.for_each",
      "DECLARE \"knowledge_chunks.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.knowledge_chunks.for_each.fetch", "FETCH 1000 FROM \"knowledge_chunks.for_each\"" }, { "platform.knowledge_chunks.for_each.close", "CLOSE \"knowledge_chunks.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_knowledge_chunk(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<KnowledgeChunk> KnowledgeChunks::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.find_many",
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<KnowledgeChunk>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_knowledge_chunk);
}

std::optional<KnowledgeChunk> KnowledgeChunks::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.knowledge_chunks.lock",
      "SELECT id, document_id, content, embedding, \"position\", metadata\n"
      "FROM public.knowledge_chunks\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_knowledge_chunk(tenon::detail::EachRow(result).first());
}

std::vector<CostEvent> CostEvents::insert_many(const std::vector<NewCostEvent>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.insert_many",
      "INSERT INTO public.cost_events (tenant_id, id, session_id, service, provider, tokens_used, cost_usd, metadata, \"timestamp\")\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, given.c5, given.c6, given.c7, coalesce(given.c8, CAST(now() AS timestamptz))\n"
      "FROM unnest($2::uuid[], $3::uuid[], $4::public.cost_service[], $5::text[], $6::int4[], $7::numeric[], $8::jsonb, $9::timestamptz[]) AS given(c1, c2, c3, c4, c5, c6, c7, c8)\n"
      "RETURNING id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\""};
  if (rows.empty()) return {};
  return rows_of<CostEvent>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewCostEvent::id),
      tenon::column(rows, &NewCostEvent::session_id), tenon::column(rows, &NewCostEvent::service),
      tenon::column(rows, &NewCostEvent::provider), tenon::column(rows, &NewCostEvent::tokens_used),
      tenon::column(rows, &NewCostEvent::cost_usd), tenon::column(rows, &NewCostEvent::metadata),
      tenon::column(rows, &NewCostEvent::timestamp)), read_cost_event);
}

CostEvent CostEvents::upsert(const NewCostEvent& row) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.upsert",
      "INSERT INTO public.cost_events AS stored (tenant_id, id, session_id, service, provider, tokens_used, cost_usd, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.cost_service, $5::text, $6::int4, $7::numeric, $8::jsonb, coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET session_id = excluded.session_id,\n"
      "    service = excluded.service,\n"
      "    provider = excluded.provider,\n"
      "    tokens_used = excluded.tokens_used,\n"
      "    cost_usd = excluded.cost_usd,\n"
      "    metadata = excluded.metadata,\n"
      "    \"timestamp\" = CASE WHEN $9::timestamptz IS NOT NULL THEN excluded.\"timestamp\" ELSE stored.\"timestamp\" END\n"
      "RETURNING id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\""};
  return read_cost_event(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.session_id, row.service, row.provider, row.tokens_used,
      row.cost_usd, row.metadata, row.timestamp).only());
}

std::vector<CostEvent> CostEvents::upsert_many(const std::vector<NewCostEvent>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.upsert",
      "INSERT INTO public.cost_events AS stored (tenant_id, id, session_id, service, provider, tokens_used, cost_usd, metadata, \"timestamp\")\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::uuid, $4::public.cost_service, $5::text, $6::int4, $7::numeric, $8::jsonb, coalesce($9::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET session_id = excluded.session_id,\n"
      "    service = excluded.service,\n"
      "    provider = excluded.provider,\n"
      "    tokens_used = excluded.tokens_used,\n"
      "    cost_usd = excluded.cost_usd,\n"
      "    metadata = excluded.metadata,\n"
      "    \"timestamp\" = CASE WHEN $9::timestamptz IS NOT NULL THEN excluded.\"timestamp\" ELSE stored.\"timestamp\" END\n"
      "RETURNING id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\""};
  std::vector<CostEvent> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewCostEvent& row, auto run) {
        run(tx_.tenant(), row.id, row.session_id, row.service, row.provider, row.tokens_used, row.cost_usd,
      row.metadata, row.timestamp);
      },
      [&](const tenon::Result& result) { out.push_back(read_cost_event(result.only())); });
  return out;
}

void CostEvents::for_each(tenon::Each<CostEvent> take) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.for_each",
      "DECLARE \"cost_events.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.cost_events.for_each.fetch", "FETCH 1000 FROM \"cost_events.for_each\"" }, { "platform.cost_events.for_each.close", "CLOSE \"cost_events.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_cost_event(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<CostEvent> CostEvents::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.find_many",
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<CostEvent>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_cost_event);
}

std::optional<CostEvent> CostEvents::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_events.lock",
      "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_cost_event(tenon::detail::EachRow(result).first());
}

std::int64_t CostEvents::update_where_timestamp(const tenon::Between<tenon::Timestamptz>& between, const CostEventPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.update_where_timestamp",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $6::boolean THEN $7::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $8::boolean THEN $9::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $10::boolean THEN $11::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $12::boolean THEN $13::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $16::boolean THEN $17::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.cost_events.update_where_timestamp_from",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $6::boolean THEN $7::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $8::boolean THEN $9::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $10::boolean THEN $11::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $12::boolean THEN $13::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $16::boolean THEN $17::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz" },
      { "platform.cost_events.update_where_timestamp_until",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $6::boolean THEN $7::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $8::boolean THEN $9::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $10::boolean THEN $11::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $12::boolean THEN $13::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $16::boolean THEN $17::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" < $3::timestamptz" },
      { "platform.cost_events.update_where_timestamp_between",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $4::boolean THEN $5::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $6::boolean THEN $7::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $8::boolean THEN $9::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $10::boolean THEN $11::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $12::boolean THEN $13::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $14::boolean THEN $15::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $16::boolean THEN $17::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "  AND \"timestamp\" < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.session_id),
      patch.session_id, tenon::is_set(patch.service), patch.service, tenon::is_set(patch.provider),
      patch.provider, tenon::is_set(patch.tokens_used), patch.tokens_used, tenon::is_set(patch.cost_usd),
      patch.cost_usd, tenon::is_set(patch.metadata), patch.metadata, tenon::is_set(patch.timestamp),
      patch.timestamp).affected());
}

std::int64_t CostEvents::remove_where_timestamp(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.remove_where_timestamp",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.cost_events.remove_where_timestamp_from",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz" },
      { "platform.cost_events.remove_where_timestamp_until",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" < $3::timestamptz" },
      { "platform.cost_events.remove_where_timestamp_between",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "  AND \"timestamp\" < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<CostEvent> CostEvents::take_by_timestamp(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.take_by_timestamp",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_events.take_by_timestamp_from",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_events.take_by_timestamp_until",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" < $3::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_events.take_by_timestamp_between",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND \"timestamp\" >= $2::timestamptz\n"
      "  AND \"timestamp\" < $3::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<CostEvent>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_cost_event);
}

std::int64_t CostEvents::update_where_service_timestamp(const CostService& service, const tenon::Between<tenon::Timestamptz>& between, const CostEventPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.update_where_service_timestamp",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $7::boolean THEN $8::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $9::boolean THEN $10::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $11::boolean THEN $12::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $13::boolean THEN $14::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $15::boolean THEN $16::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $17::boolean THEN $18::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service" },
      { "platform.cost_events.update_where_service_timestamp_from",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $7::boolean THEN $8::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $9::boolean THEN $10::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $11::boolean THEN $12::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $13::boolean THEN $14::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $15::boolean THEN $16::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $17::boolean THEN $18::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" >= $3::timestamptz" },
      { "platform.cost_events.update_where_service_timestamp_until",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $7::boolean THEN $8::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $9::boolean THEN $10::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $11::boolean THEN $12::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $13::boolean THEN $14::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $15::boolean THEN $16::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $17::boolean THEN $18::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" < $4::timestamptz" },
      { "platform.cost_events.update_where_service_timestamp_between",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $5::boolean THEN $6::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $7::boolean THEN $8::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $9::boolean THEN $10::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $11::boolean THEN $12::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $13::boolean THEN $14::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $15::boolean THEN $16::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $17::boolean THEN $18::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "  AND \"timestamp\" < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), service, between.from, between.until, tenon::is_set(patch.session_id),
      patch.session_id, tenon::is_set(patch.service), patch.service, tenon::is_set(patch.provider),
      patch.provider, tenon::is_set(patch.tokens_used), patch.tokens_used, tenon::is_set(patch.cost_usd),
      patch.cost_usd, tenon::is_set(patch.metadata), patch.metadata, tenon::is_set(patch.timestamp),
      patch.timestamp).affected());
}

std::int64_t CostEvents::remove_where_service_timestamp(const CostService& service, const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.remove_where_service_timestamp",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service" },
      { "platform.cost_events.remove_where_service_timestamp_from",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" >= $3::timestamptz" },
      { "platform.cost_events.remove_where_service_timestamp_until",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" < $4::timestamptz" },
      { "platform.cost_events.remove_where_service_timestamp_between",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "  AND \"timestamp\" < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), service, between.from, between.until).affected());
}

std::vector<CostEvent> CostEvents::take_by_service_timestamp(const CostService& service, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.take_by_service_timestamp",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_events.take_by_service_timestamp_from",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_events.take_by_service_timestamp_until",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" < $4::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_events.take_by_service_timestamp_between",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND service = $2::public.cost_service\n"
      "  AND \"timestamp\" >= $3::timestamptz\n"
      "  AND \"timestamp\" < $4::timestamptz\n"
      "ORDER BY \"timestamp\"\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<CostEvent>(tenon::execute(tx_, kStatement, tx_.tenant(), service, between.from, between.until, request.fetch()), read_cost_event);
}

std::int64_t CostEvents::update_where_session(const tenon::Uuid& session_id, const CostEventPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.update_where_session",
        "UPDATE public.cost_events\n"
      "SET session_id = CASE WHEN $3::boolean THEN $4::uuid ELSE session_id END,\n"
      "    service = CASE WHEN $5::boolean THEN $6::public.cost_service ELSE service END,\n"
      "    provider = CASE WHEN $7::boolean THEN $8::text ELSE provider END,\n"
      "    tokens_used = CASE WHEN $9::boolean THEN $10::int4 ELSE tokens_used END,\n"
      "    cost_usd = CASE WHEN $11::boolean THEN $12::numeric ELSE cost_usd END,\n"
      "    metadata = CASE WHEN $13::boolean THEN $14::jsonb ELSE metadata END,\n"
      "    \"timestamp\" = CASE WHEN $15::boolean THEN $16::timestamptz ELSE \"timestamp\" END\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), session_id, tenon::is_set(patch.session_id), patch.session_id,
      tenon::is_set(patch.service), patch.service, tenon::is_set(patch.provider), patch.provider,
      tenon::is_set(patch.tokens_used), patch.tokens_used, tenon::is_set(patch.cost_usd), patch.cost_usd,
      tenon::is_set(patch.metadata), patch.metadata, tenon::is_set(patch.timestamp), patch.timestamp).affected());
}

std::int64_t CostEvents::remove_where_session(const tenon::Uuid& session_id) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.remove_where_session",
        "DELETE FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), session_id).affected());
}

std::vector<CostEvent> CostEvents::take_by_session(const tenon::Uuid& session_id, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_events.take_by_session",
        "SELECT id, session_id, service, provider, tokens_used, cost_usd::numeric AS cost_usd, metadata, \"timestamp\"\n"
      "FROM public.cost_events\n"
      "WHERE tenant_id = $1::uuid AND session_id = $2::uuid\n"
      "LIMIT $3::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return rows_of<CostEvent>(tenon::execute(tx_, kStatement, tx_.tenant(), session_id, request.fetch()), read_cost_event);
}

std::vector<CostSummary> CostSummaries::insert_many(const std::vector<NewCostSummary>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.insert_many",
      "INSERT INTO public.cost_summaries (tenant_id, id, period_start, period_end, total_cost_usd, breakdown, event_count, created_at)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, given.c5, coalesce(given.c6, CAST(0 AS int4)), coalesce(given.c7, CAST(now() AS timestamptz))\n"
      "FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::numeric[], $6::jsonb, $7::int4[], $8::timestamptz[]) AS given(c1, c2, c3, c4, c5, c6, c7)\n"
      "RETURNING id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at"};
  if (rows.empty()) return {};
  return rows_of<CostSummary>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewCostSummary::id),
      tenon::column(rows, &NewCostSummary::period_start), tenon::column(rows, &NewCostSummary::period_end),
      tenon::column(rows, &NewCostSummary::total_cost_usd),
      tenon::column(rows, &NewCostSummary::breakdown), tenon::column(rows, &NewCostSummary::event_count),
      tenon::column(rows, &NewCostSummary::created_at)), read_cost_summary);
}

CostSummary CostSummaries::upsert(const NewCostSummary& row) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.upsert",
      "INSERT INTO public.cost_summaries AS stored (tenant_id, id, period_start, period_end, total_cost_usd, breakdown, event_count, created_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::timestamptz, $4::timestamptz, $5::numeric, $6::jsonb, coalesce($7::int4, CAST(0 AS int4)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET period_start = excluded.period_start,\n"
      "    period_end = excluded.period_end,\n"
      "    total_cost_usd = excluded.total_cost_usd,\n"
      "    breakdown = excluded.breakdown,\n"
      "    event_count = CASE WHEN $7::int4 IS NOT NULL THEN excluded.event_count ELSE stored.event_count END,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at"};
  return read_cost_summary(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.period_start, row.period_end, row.total_cost_usd,
      row.breakdown, row.event_count, row.created_at).only());
}

std::vector<CostSummary> CostSummaries::upsert_many(const std::vector<NewCostSummary>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.upsert",
      "INSERT INTO public.cost_summaries AS stored (tenant_id, id, period_start, period_end, total_cost_usd, breakdown, event_count, created_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::timestamptz, $4::timestamptz, $5::numeric, $6::jsonb, coalesce($7::int4, CAST(0 AS int4)), coalesce($8::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET period_start = excluded.period_start,\n"
      "    period_end = excluded.period_end,\n"
      "    total_cost_usd = excluded.total_cost_usd,\n"
      "    breakdown = excluded.breakdown,\n"
      "    event_count = CASE WHEN $7::int4 IS NOT NULL THEN excluded.event_count ELSE stored.event_count END,\n"
      "    created_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at"};
  std::vector<CostSummary> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewCostSummary& row, auto run) {
        run(tx_.tenant(), row.id, row.period_start, row.period_end, row.total_cost_usd, row.breakdown,
      row.event_count, row.created_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_cost_summary(result.only())); });
  return out;
}

void CostSummaries::for_each(tenon::Each<CostSummary> take) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.for_each",
      "DECLARE \"cost_summaries.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.cost_summaries.for_each.fetch", "FETCH 1000 FROM \"cost_summaries.for_each\"" }, { "platform.cost_summaries.for_each.close", "CLOSE \"cost_summaries.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_cost_summary(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<CostSummary> CostSummaries::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.find_many",
      "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<CostSummary>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_cost_summary);
}

std::optional<CostSummary> CostSummaries::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.cost_summaries.lock",
      "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_cost_summary(tenon::detail::EachRow(result).first());
}

std::int64_t CostSummaries::update_where_period_start_period_end(const tenon::Timestamptz& period_start, const tenon::Between<tenon::Timestamptz>& between, const CostSummaryPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_summaries.update_where_period_start_period_end",
        "UPDATE public.cost_summaries\n"
      "SET period_start = CASE WHEN $5::boolean THEN $6::timestamptz ELSE period_start END,\n"
      "    period_end = CASE WHEN $7::boolean THEN $8::timestamptz ELSE period_end END,\n"
      "    total_cost_usd = CASE WHEN $9::boolean THEN $10::numeric ELSE total_cost_usd END,\n"
      "    breakdown = CASE WHEN $11::boolean THEN $12::jsonb ELSE breakdown END,\n"
      "    event_count = CASE WHEN $13::boolean THEN $14::int4 ELSE event_count END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz" },
      { "platform.cost_summaries.update_where_period_start_period_end_from",
        "UPDATE public.cost_summaries\n"
      "SET period_start = CASE WHEN $5::boolean THEN $6::timestamptz ELSE period_start END,\n"
      "    period_end = CASE WHEN $7::boolean THEN $8::timestamptz ELSE period_end END,\n"
      "    total_cost_usd = CASE WHEN $9::boolean THEN $10::numeric ELSE total_cost_usd END,\n"
      "    breakdown = CASE WHEN $11::boolean THEN $12::jsonb ELSE breakdown END,\n"
      "    event_count = CASE WHEN $13::boolean THEN $14::int4 ELSE event_count END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end >= $3::timestamptz" },
      { "platform.cost_summaries.update_where_period_start_period_end_until",
        "UPDATE public.cost_summaries\n"
      "SET period_start = CASE WHEN $5::boolean THEN $6::timestamptz ELSE period_start END,\n"
      "    period_end = CASE WHEN $7::boolean THEN $8::timestamptz ELSE period_end END,\n"
      "    total_cost_usd = CASE WHEN $9::boolean THEN $10::numeric ELSE total_cost_usd END,\n"
      "    breakdown = CASE WHEN $11::boolean THEN $12::jsonb ELSE breakdown END,\n"
      "    event_count = CASE WHEN $13::boolean THEN $14::int4 ELSE event_count END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end < $4::timestamptz" },
      { "platform.cost_summaries.update_where_period_start_period_end_between",
        "UPDATE public.cost_summaries\n"
      "SET period_start = CASE WHEN $5::boolean THEN $6::timestamptz ELSE period_start END,\n"
      "    period_end = CASE WHEN $7::boolean THEN $8::timestamptz ELSE period_end END,\n"
      "    total_cost_usd = CASE WHEN $9::boolean THEN $10::numeric ELSE total_cost_usd END,\n"
      "    breakdown = CASE WHEN $11::boolean THEN $12::jsonb ELSE breakdown END,\n"
      "    event_count = CASE WHEN $13::boolean THEN $14::int4 ELSE event_count END,\n"
      "    created_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end >= $3::timestamptz\n"
      "  AND period_end < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), period_start, between.from, between.until,
      tenon::is_set(patch.period_start), patch.period_start, tenon::is_set(patch.period_end),
      patch.period_end, tenon::is_set(patch.total_cost_usd), patch.total_cost_usd,
      tenon::is_set(patch.breakdown), patch.breakdown, tenon::is_set(patch.event_count), patch.event_count,
      tenon::is_set(patch.created_at), patch.created_at).affected());
}

std::int64_t CostSummaries::remove_where_period_start_period_end(const tenon::Timestamptz& period_start, const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_summaries.remove_where_period_start_period_end",
        "DELETE FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz" },
      { "platform.cost_summaries.remove_where_period_start_period_end_from",
        "DELETE FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end >= $3::timestamptz" },
      { "platform.cost_summaries.remove_where_period_start_period_end_until",
        "DELETE FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end < $4::timestamptz" },
      { "platform.cost_summaries.remove_where_period_start_period_end_between",
        "DELETE FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end >= $3::timestamptz\n"
      "  AND period_end < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), period_start, between.from, between.until).affected());
}

std::vector<CostSummary> CostSummaries::take_by_period_start_period_end(const tenon::Timestamptz& period_start, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.cost_summaries.take_by_period_start_period_end",
        "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "ORDER BY period_end\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_summaries.take_by_period_start_period_end_from",
        "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end >= $3::timestamptz\n"
      "ORDER BY period_end\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_summaries.take_by_period_start_period_end_until",
        "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end < $4::timestamptz\n"
      "ORDER BY period_end\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.cost_summaries.take_by_period_start_period_end_between",
        "SELECT id, period_start, period_end, total_cost_usd::numeric AS total_cost_usd, breakdown, event_count, created_at\n"
      "FROM public.cost_summaries\n"
      "WHERE tenant_id = $1::uuid AND period_start = $2::timestamptz\n"
      "  AND period_end >= $3::timestamptz\n"
      "  AND period_end < $4::timestamptz\n"
      "ORDER BY period_end\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<CostSummary>(tenon::execute(tx_, kStatement, tx_.tenant(), period_start, between.from, between.until, request.fetch()), read_cost_summary);
}

std::vector<BudgetAlert> BudgetAlerts::insert_many(const std::vector<NewBudgetAlert>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.insert_many",
      "INSERT INTO public.budget_alerts (tenant_id, id, threshold, current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, coalesce(given.c4, CAST('monthly' AS public.budget_period)), coalesce(given.c5, CAST('warning' AS public.alert_severity)), coalesce(given.c6, CAST(0 AS int4)), coalesce(given.c7, CAST(now() AS timestamptz)), coalesce(given.c8, CAST(false AS bool)), given.c9, given.c10\n"
      "FROM unnest($2::uuid[], $3::numeric[], $4::numeric[], $5::public.budget_period[], $6::public.alert_severity[], $7::int4[], $8::timestamptz[], $9::bool[], $10::timestamptz[], $11::jsonb) AS given(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10)\n"
      "RETURNING id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata"};
  if (rows.empty()) return {};
  return rows_of<BudgetAlert>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewBudgetAlert::id),
      tenon::column(rows, &NewBudgetAlert::threshold), tenon::column(rows, &NewBudgetAlert::current_spend),
      tenon::column(rows, &NewBudgetAlert::period), tenon::column(rows, &NewBudgetAlert::severity),
      tenon::column(rows, &NewBudgetAlert::notifications_sent),
      tenon::column(rows, &NewBudgetAlert::triggered_at), tenon::column(rows, &NewBudgetAlert::resolved),
      tenon::column(rows, &NewBudgetAlert::resolved_at), tenon::column(rows, &NewBudgetAlert::metadata)), read_budget_alert);
}

BudgetAlert BudgetAlerts::upsert(const NewBudgetAlert& row) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.upsert",
      "INSERT INTO public.budget_alerts AS stored (tenant_id, id, threshold, current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::numeric, $4::numeric, coalesce($5::public.budget_period, CAST('monthly' AS public.budget_period)), coalesce($6::public.alert_severity, CAST('warning' AS public.alert_severity)), coalesce($7::int4, CAST(0 AS int4)), coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::bool, CAST(false AS bool)), $10::timestamptz, $11::jsonb)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET threshold = excluded.threshold,\n"
      "    current_spend = excluded.current_spend,\n"
      "    period = CASE WHEN $5::public.budget_period IS NOT NULL THEN excluded.period ELSE stored.period END,\n"
      "    severity = CASE WHEN $6::public.alert_severity IS NOT NULL THEN excluded.severity ELSE stored.severity END,\n"
      "    notifications_sent = CASE WHEN $7::int4 IS NOT NULL THEN excluded.notifications_sent ELSE stored.notifications_sent END,\n"
      "    triggered_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.triggered_at ELSE stored.triggered_at END,\n"
      "    resolved = CASE WHEN $9::bool IS NOT NULL THEN excluded.resolved ELSE stored.resolved END,\n"
      "    resolved_at = excluded.resolved_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata"};
  return read_budget_alert(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.threshold, row.current_spend, row.period, row.severity,
      row.notifications_sent, row.triggered_at, row.resolved, row.resolved_at, row.metadata).only());
}

std::vector<BudgetAlert> BudgetAlerts::upsert_many(const std::vector<NewBudgetAlert>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.upsert",
      "INSERT INTO public.budget_alerts AS stored (tenant_id, id, threshold, current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::numeric, $4::numeric, coalesce($5::public.budget_period, CAST('monthly' AS public.budget_period)), coalesce($6::public.alert_severity, CAST('warning' AS public.alert_severity)), coalesce($7::int4, CAST(0 AS int4)), coalesce($8::timestamptz, CAST(now() AS timestamptz)), coalesce($9::bool, CAST(false AS bool)), $10::timestamptz, $11::jsonb)\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET threshold = excluded.threshold,\n"
      "    current_spend = excluded.current_spend,\n"
      "    period = CASE WHEN $5::public.budget_period IS NOT NULL THEN excluded.period ELSE stored.period END,\n"
      "    severity = CASE WHEN $6::public.alert_severity IS NOT NULL THEN excluded.severity ELSE stored.severity END,\n"
      "    notifications_sent = CASE WHEN $7::int4 IS NOT NULL THEN excluded.notifications_sent ELSE stored.notifications_sent END,\n"
      "    triggered_at = CASE WHEN $8::timestamptz IS NOT NULL THEN excluded.triggered_at ELSE stored.triggered_at END,\n"
      "    resolved = CASE WHEN $9::bool IS NOT NULL THEN excluded.resolved ELSE stored.resolved END,\n"
      "    resolved_at = excluded.resolved_at,\n"
      "    metadata = excluded.metadata\n"
      "RETURNING id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata"};
  std::vector<BudgetAlert> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewBudgetAlert& row, auto run) {
        run(tx_.tenant(), row.id, row.threshold, row.current_spend, row.period, row.severity,
      row.notifications_sent, row.triggered_at, row.resolved, row.resolved_at, row.metadata);
      },
      [&](const tenon::Result& result) { out.push_back(read_budget_alert(result.only())); });
  return out;
}

void BudgetAlerts::for_each(tenon::Each<BudgetAlert> take) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.for_each",
      "DECLARE \"budget_alerts.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.budget_alerts.for_each.fetch", "FETCH 1000 FROM \"budget_alerts.for_each\"" }, { "platform.budget_alerts.for_each.close", "CLOSE \"budget_alerts.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_budget_alert(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<BudgetAlert> BudgetAlerts::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.find_many",
      "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<BudgetAlert>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_budget_alert);
}

std::optional<BudgetAlert> BudgetAlerts::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.budget_alerts.lock",
      "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_budget_alert(tenon::detail::EachRow(result).first());
}

std::int64_t BudgetAlerts::update_where_resolved_triggered_at(const bool& resolved, const tenon::Between<tenon::Timestamptz>& between, const BudgetAlertPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.budget_alerts.update_where_resolved_triggered_at",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $5::boolean THEN $6::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $7::boolean THEN $8::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $9::boolean THEN $10::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $11::boolean THEN $12::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $13::boolean THEN $14::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $17::boolean THEN $18::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $19::boolean THEN $20::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $21::boolean THEN $22::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool" },
      { "platform.budget_alerts.update_where_resolved_triggered_at_from",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $5::boolean THEN $6::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $7::boolean THEN $8::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $9::boolean THEN $10::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $11::boolean THEN $12::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $13::boolean THEN $14::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $17::boolean THEN $18::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $19::boolean THEN $20::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $21::boolean THEN $22::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at >= $3::timestamptz" },
      { "platform.budget_alerts.update_where_resolved_triggered_at_until",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $5::boolean THEN $6::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $7::boolean THEN $8::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $9::boolean THEN $10::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $11::boolean THEN $12::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $13::boolean THEN $14::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $17::boolean THEN $18::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $19::boolean THEN $20::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $21::boolean THEN $22::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at < $4::timestamptz" },
      { "platform.budget_alerts.update_where_resolved_triggered_at_between",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $5::boolean THEN $6::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $7::boolean THEN $8::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $9::boolean THEN $10::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $11::boolean THEN $12::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $13::boolean THEN $14::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $15::boolean THEN $16::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $17::boolean THEN $18::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $19::boolean THEN $20::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $21::boolean THEN $22::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at >= $3::timestamptz\n"
      "  AND triggered_at < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), resolved, between.from, between.until, tenon::is_set(patch.threshold),
      patch.threshold, tenon::is_set(patch.current_spend), patch.current_spend,
      tenon::is_set(patch.period), patch.period, tenon::is_set(patch.severity), patch.severity,
      tenon::is_set(patch.notifications_sent), patch.notifications_sent, tenon::is_set(patch.triggered_at),
      patch.triggered_at, tenon::is_set(patch.resolved), patch.resolved, tenon::is_set(patch.resolved_at),
      patch.resolved_at, tenon::is_set(patch.metadata), patch.metadata).affected());
}

std::int64_t BudgetAlerts::remove_where_resolved_triggered_at(const bool& resolved, const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.budget_alerts.remove_where_resolved_triggered_at",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool" },
      { "platform.budget_alerts.remove_where_resolved_triggered_at_from",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at >= $3::timestamptz" },
      { "platform.budget_alerts.remove_where_resolved_triggered_at_until",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at < $4::timestamptz" },
      { "platform.budget_alerts.remove_where_resolved_triggered_at_between",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at >= $3::timestamptz\n"
      "  AND triggered_at < $4::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), resolved, between.from, between.until).affected());
}

std::vector<BudgetAlert> BudgetAlerts::take_by_resolved_triggered_at(const bool& resolved, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.budget_alerts.take_by_resolved_triggered_at",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "ORDER BY triggered_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.budget_alerts.take_by_resolved_triggered_at_from",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at >= $3::timestamptz\n"
      "ORDER BY triggered_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.budget_alerts.take_by_resolved_triggered_at_until",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at < $4::timestamptz\n"
      "ORDER BY triggered_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.budget_alerts.take_by_resolved_triggered_at_between",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid AND resolved = $2::bool\n"
      "  AND triggered_at >= $3::timestamptz\n"
      "  AND triggered_at < $4::timestamptz\n"
      "ORDER BY triggered_at DESC\n"
      "LIMIT $5::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<BudgetAlert>(tenon::execute(tx_, kStatement, tx_.tenant(), resolved, between.from, between.until, request.fetch()), read_budget_alert);
}

std::int64_t BudgetAlerts::update_where_triggered_at(const tenon::Between<tenon::Timestamptz>& between, const BudgetAlertPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.budget_alerts.update_where_triggered_at",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $4::boolean THEN $5::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $6::boolean THEN $7::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $8::boolean THEN $9::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $10::boolean THEN $11::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $12::boolean THEN $13::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $16::boolean THEN $17::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $18::boolean THEN $19::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $20::boolean THEN $21::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.budget_alerts.update_where_triggered_at_from",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $4::boolean THEN $5::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $6::boolean THEN $7::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $8::boolean THEN $9::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $10::boolean THEN $11::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $12::boolean THEN $13::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $16::boolean THEN $17::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $18::boolean THEN $19::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $20::boolean THEN $21::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at >= $2::timestamptz" },
      { "platform.budget_alerts.update_where_triggered_at_until",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $4::boolean THEN $5::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $6::boolean THEN $7::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $8::boolean THEN $9::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $10::boolean THEN $11::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $12::boolean THEN $13::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $16::boolean THEN $17::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $18::boolean THEN $19::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $20::boolean THEN $21::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at < $3::timestamptz" },
      { "platform.budget_alerts.update_where_triggered_at_between",
        "UPDATE public.budget_alerts\n"
      "SET threshold = CASE WHEN $4::boolean THEN $5::numeric ELSE threshold END,\n"
      "    current_spend = CASE WHEN $6::boolean THEN $7::numeric ELSE current_spend END,\n"
      "    period = CASE WHEN $8::boolean THEN $9::public.budget_period ELSE period END,\n"
      "    severity = CASE WHEN $10::boolean THEN $11::public.alert_severity ELSE severity END,\n"
      "    notifications_sent = CASE WHEN $12::boolean THEN $13::int4 ELSE notifications_sent END,\n"
      "    triggered_at = CASE WHEN $14::boolean THEN $15::timestamptz ELSE triggered_at END,\n"
      "    resolved = CASE WHEN $16::boolean THEN $17::bool ELSE resolved END,\n"
      "    resolved_at = CASE WHEN $18::boolean THEN $19::timestamptz ELSE resolved_at END,\n"
      "    metadata = CASE WHEN $20::boolean THEN $21::jsonb ELSE metadata END\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at >= $2::timestamptz\n"
      "  AND triggered_at < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, tenon::is_set(patch.threshold),
      patch.threshold, tenon::is_set(patch.current_spend), patch.current_spend,
      tenon::is_set(patch.period), patch.period, tenon::is_set(patch.severity), patch.severity,
      tenon::is_set(patch.notifications_sent), patch.notifications_sent, tenon::is_set(patch.triggered_at),
      patch.triggered_at, tenon::is_set(patch.resolved), patch.resolved, tenon::is_set(patch.resolved_at),
      patch.resolved_at, tenon::is_set(patch.metadata), patch.metadata).affected());
}

std::int64_t BudgetAlerts::remove_where_triggered_at(const tenon::Between<tenon::Timestamptz>& between) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.budget_alerts.remove_where_triggered_at",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid" },
      { "platform.budget_alerts.remove_where_triggered_at_from",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at >= $2::timestamptz" },
      { "platform.budget_alerts.remove_where_triggered_at_until",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at < $3::timestamptz" },
      { "platform.budget_alerts.remove_where_triggered_at_between",
        "DELETE FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at >= $2::timestamptz\n"
      "  AND triggered_at < $3::timestamptz" },
  };
  const tenon::Statement& kStatement = kStatements[between.some_bounds()];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until).affected());
}

std::vector<BudgetAlert> BudgetAlerts::take_by_triggered_at(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.budget_alerts.take_by_triggered_at",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "ORDER BY triggered_at\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.budget_alerts.take_by_triggered_at_from",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at >= $2::timestamptz\n"
      "ORDER BY triggered_at\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.budget_alerts.take_by_triggered_at_until",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at < $3::timestamptz\n"
      "ORDER BY triggered_at\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
      { "platform.budget_alerts.take_by_triggered_at_between",
        "SELECT id, threshold::numeric AS threshold, current_spend::numeric AS current_spend, period, severity, notifications_sent, triggered_at, resolved, resolved_at, metadata\n"
      "FROM public.budget_alerts\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND triggered_at >= $2::timestamptz\n"
      "  AND triggered_at < $3::timestamptz\n"
      "ORDER BY triggered_at\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[between.bounds()];
  return rows_of<BudgetAlert>(tenon::execute(tx_, kStatement, tx_.tenant(), between.from, between.until, request.fetch()), read_budget_alert);
}

std::vector<AiPersonality> AiPersonalities::insert_many(const std::vector<NewAiPersonality>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.insert_many",
      "INSERT INTO public.ai_personalities (tenant_id, id, name, description, system_prompt, temperature, max_tokens, top_p, frequency_penalty, presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at)\n"
      "SELECT $1::uuid, coalesce(given.c1, CAST(gen_random_uuid() AS uuid)), given.c2, given.c3, given.c4, coalesce(given.c5, CAST(0.7 AS numeric(3,2))), CASE WHEN given.c6 THEN given.c7 ELSE CAST(2000 AS int4) END, CASE WHEN given.c8 THEN given.c9 ELSE CAST(1.0 AS numeric(3,2)) END, CASE WHEN given.c10 THEN given.c11 ELSE CAST(0.0 AS numeric(3,2)) END, CASE WHEN given.c12 THEN given.c13 ELSE CAST(0.0 AS numeric(3,2)) END, given.c14, coalesce(given.c15, CAST(false AS bool)), coalesce(given.c16, CAST(true AS bool)), given.c17, coalesce(given.c18, CAST(now() AS timestamptz)), coalesce(given.c19, CAST(now() AS timestamptz))\n"
      "FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::bool[], $8::int4[], $9::bool[], $10::numeric[], $11::bool[], $12::numeric[], $13::bool[], $14::numeric[], $15::text[], $16::bool[], $17::bool[], $18::jsonb, $19::timestamptz[], $20::timestamptz[]) AS given(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19)\n"
      "RETURNING id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at"};
  if (rows.empty()) return {};
  return rows_of<AiPersonality>(tenon::execute(tx_, kStatement, tx_.tenant(), tenon::column(rows, &NewAiPersonality::id),
      tenon::column(rows, &NewAiPersonality::name), tenon::column(rows, &NewAiPersonality::description),
      tenon::column(rows, &NewAiPersonality::system_prompt),
      tenon::column(rows, &NewAiPersonality::temperature),
      tenon::column_is_set(rows, &NewAiPersonality::max_tokens),
      tenon::column(rows, &NewAiPersonality::max_tokens),
      tenon::column_is_set(rows, &NewAiPersonality::top_p), tenon::column(rows, &NewAiPersonality::top_p),
      tenon::column_is_set(rows, &NewAiPersonality::frequency_penalty),
      tenon::column(rows, &NewAiPersonality::frequency_penalty),
      tenon::column_is_set(rows, &NewAiPersonality::presence_penalty),
      tenon::column(rows, &NewAiPersonality::presence_penalty),
      tenon::column(rows, &NewAiPersonality::preferred_model),
      tenon::column(rows, &NewAiPersonality::is_default),
      tenon::column(rows, &NewAiPersonality::is_active), tenon::column(rows, &NewAiPersonality::metadata),
      tenon::column(rows, &NewAiPersonality::created_at),
      tenon::column(rows, &NewAiPersonality::updated_at)), read_ai_personality);
}

AiPersonality AiPersonalities::upsert(const NewAiPersonality& row) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.upsert",
      "INSERT INTO public.ai_personalities AS stored (tenant_id, id, name, description, system_prompt, temperature, max_tokens, top_p, frequency_penalty, presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, coalesce($6::numeric, CAST(0.7 AS numeric(3,2))), CASE WHEN $7::bool THEN $8::int4 ELSE CAST(2000 AS int4) END, CASE WHEN $9::bool THEN $10::numeric ELSE CAST(1.0 AS numeric(3,2)) END, CASE WHEN $11::bool THEN $12::numeric ELSE CAST(0.0 AS numeric(3,2)) END, CASE WHEN $13::bool THEN $14::numeric ELSE CAST(0.0 AS numeric(3,2)) END, $15::text, coalesce($16::bool, CAST(false AS bool)), coalesce($17::bool, CAST(true AS bool)), $18::jsonb, coalesce($19::timestamptz, CAST(now() AS timestamptz)), coalesce($20::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET name = excluded.name,\n"
      "    description = excluded.description,\n"
      "    system_prompt = excluded.system_prompt,\n"
      "    temperature = CASE WHEN $6::numeric IS NOT NULL THEN excluded.temperature ELSE stored.temperature END,\n"
      "    max_tokens = CASE WHEN $7::bool THEN excluded.max_tokens ELSE stored.max_tokens END,\n"
      "    top_p = CASE WHEN $9::bool THEN excluded.top_p ELSE stored.top_p END,\n"
      "    frequency_penalty = CASE WHEN $11::bool THEN excluded.frequency_penalty ELSE stored.frequency_penalty END,\n"
      "    presence_penalty = CASE WHEN $13::bool THEN excluded.presence_penalty ELSE stored.presence_penalty END,\n"
      "    preferred_model = excluded.preferred_model,\n"
      "    is_default = CASE WHEN $16::bool IS NOT NULL THEN excluded.is_default ELSE stored.is_default END,\n"
      "    is_active = CASE WHEN $17::bool IS NOT NULL THEN excluded.is_active ELSE stored.is_active END,\n"
      "    metadata = excluded.metadata,\n"
      "    created_at = CASE WHEN $19::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at"};
  return read_ai_personality(tenon::execute(tx_, kStatement, tx_.tenant(), row.id, row.name, row.description, row.system_prompt, row.temperature,
      tenon::is_set(row.max_tokens), row.max_tokens, tenon::is_set(row.top_p), row.top_p,
      tenon::is_set(row.frequency_penalty), row.frequency_penalty, tenon::is_set(row.presence_penalty),
      row.presence_penalty, row.preferred_model, row.is_default, row.is_active, row.metadata,
      row.created_at, row.updated_at).only());
}

std::vector<AiPersonality> AiPersonalities::upsert_many(const std::vector<NewAiPersonality>& rows) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.upsert",
      "INSERT INTO public.ai_personalities AS stored (tenant_id, id, name, description, system_prompt, temperature, max_tokens, top_p, frequency_penalty, presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at)\n"
      "VALUES ($1::uuid, coalesce($2::uuid, CAST(gen_random_uuid() AS uuid)), $3::text, $4::text, $5::text, coalesce($6::numeric, CAST(0.7 AS numeric(3,2))), CASE WHEN $7::bool THEN $8::int4 ELSE CAST(2000 AS int4) END, CASE WHEN $9::bool THEN $10::numeric ELSE CAST(1.0 AS numeric(3,2)) END, CASE WHEN $11::bool THEN $12::numeric ELSE CAST(0.0 AS numeric(3,2)) END, CASE WHEN $13::bool THEN $14::numeric ELSE CAST(0.0 AS numeric(3,2)) END, $15::text, coalesce($16::bool, CAST(false AS bool)), coalesce($17::bool, CAST(true AS bool)), $18::jsonb, coalesce($19::timestamptz, CAST(now() AS timestamptz)), coalesce($20::timestamptz, CAST(now() AS timestamptz)))\n"
      "ON CONFLICT (tenant_id, id) DO UPDATE\n"
      "SET name = excluded.name,\n"
      "    description = excluded.description,\n"
      "    system_prompt = excluded.system_prompt,\n"
      "    temperature = CASE WHEN $6::numeric IS NOT NULL THEN excluded.temperature ELSE stored.temperature END,\n"
      "    max_tokens = CASE WHEN $7::bool THEN excluded.max_tokens ELSE stored.max_tokens END,\n"
      "    top_p = CASE WHEN $9::bool THEN excluded.top_p ELSE stored.top_p END,\n"
      "    frequency_penalty = CASE WHEN $11::bool THEN excluded.frequency_penalty ELSE stored.frequency_penalty END,\n"
      "    presence_penalty = CASE WHEN $13::bool THEN excluded.presence_penalty ELSE stored.presence_penalty END,\n"
      "    preferred_model = excluded.preferred_model,\n"
      "    is_default = CASE WHEN $16::bool IS NOT NULL THEN excluded.is_default ELSE stored.is_default END,\n"
      "    is_active = CASE WHEN $17::bool IS NOT NULL THEN excluded.is_active ELSE stored.is_active END,\n"
      "    metadata = excluded.metadata,\n"
      "    created_at = CASE WHEN $19::timestamptz IS NOT NULL THEN excluded.created_at ELSE stored.created_at END\n"
      "RETURNING id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at"};
  std::vector<AiPersonality> out;
  out.reserve(rows.size());
  tenon::execute_each(
      tx_, kStatement, rows,
      [&](const NewAiPersonality& row, auto run) {
        run(tx_.tenant(), row.id, row.name, row.description, row.system_prompt, row.temperature,
      tenon::is_set(row.max_tokens), row.max_tokens, tenon::is_set(row.top_p), row.top_p,
      tenon::is_set(row.frequency_penalty), row.frequency_penalty, tenon::is_set(row.presence_penalty),
      row.presence_penalty, row.preferred_model, row.is_default, row.is_active, row.metadata,
      row.created_at, row.updated_at);
      },
      [&](const tenon::Result& result) { out.push_back(read_ai_personality(result.only())); });
  return out;
}

void AiPersonalities::for_each(tenon::Each<AiPersonality> take) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.for_each",
      "DECLARE \"ai_personalities.for_each\" NO SCROLL CURSOR FOR\n"
      "SELECT id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at\n"
      "FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid"};
  static constexpr tenon::Cursor kCursor{ { "platform.ai_personalities.for_each.fetch", "FETCH 1000 FROM \"ai_personalities.for_each\"" }, { "platform.ai_personalities.for_each.close", "CLOSE \"ai_personalities.for_each\"" }, 1000};
  tenon::execute_by_cursor(kCursor, [&](const tenon::Row& row) { take(read_ai_personality(row)); }, tx_, kStatement, tx_.tenant());
}

std::vector<AiPersonality> AiPersonalities::find_many(const std::vector<tenon::Uuid>& keys) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.find_many",
      "SELECT id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at\n"
      "FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid\n"
      "  AND id = ANY ($2::uuid[])"};
  if (keys.empty()) return {};
  return rows_of<AiPersonality>(tenon::execute(tx_, kStatement, tx_.tenant(), keys), read_ai_personality);
}

std::optional<AiPersonality> AiPersonalities::lock(const tenon::Uuid& id) {
  static constexpr tenon::Statement kStatement{
      "platform.ai_personalities.lock",
      "SELECT id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at\n"
      "FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid AND id = $2::uuid\n"
      "FOR UPDATE"};
  const tenon::Result result = tenon::execute(tx_, kStatement, tx_.tenant(), id);
  if (result.empty()) return std::nullopt;
  return read_ai_personality(tenon::detail::EachRow(result).first());
}

std::int64_t AiPersonalities::update_where_is_default_is_active(const bool& is_default, const bool& is_active, const AiPersonalityPatch& patch) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.ai_personalities.update_where_is_default_is_active",
        "UPDATE public.ai_personalities\n"
      "SET name = CASE WHEN $4::boolean THEN $5::text ELSE name END,\n"
      "    description = CASE WHEN $6::boolean THEN $7::text ELSE description END,\n"
      "    system_prompt = CASE WHEN $8::boolean THEN $9::text ELSE system_prompt END,\n"
      "    temperature = CASE WHEN $10::boolean THEN $11::numeric ELSE temperature END,\n"
      "    max_tokens = CASE WHEN $12::boolean THEN $13::int4 ELSE max_tokens END,\n"
      "    top_p = CASE WHEN $14::boolean THEN $15::numeric ELSE top_p END,\n"
      "    frequency_penalty = CASE WHEN $16::boolean THEN $17::numeric ELSE frequency_penalty END,\n"
      "    presence_penalty = CASE WHEN $18::boolean THEN $19::numeric ELSE presence_penalty END,\n"
      "    preferred_model = CASE WHEN $20::boolean THEN $21::text ELSE preferred_model END,\n"
      "    is_default = CASE WHEN $22::boolean THEN $23::bool ELSE is_default END,\n"
      "    is_active = CASE WHEN $24::boolean THEN $25::bool ELSE is_active END,\n"
      "    metadata = CASE WHEN $26::boolean THEN $27::jsonb ELSE metadata END,\n"
      "    created_at = CASE WHEN $28::boolean THEN $29::timestamptz ELSE created_at END\n"
      "WHERE tenant_id = $1::uuid AND is_default = $2::bool AND is_active = $3::bool" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), is_default, is_active, tenon::is_set(patch.name), patch.name,
      tenon::is_set(patch.description), patch.description, tenon::is_set(patch.system_prompt),
      patch.system_prompt, tenon::is_set(patch.temperature), patch.temperature,
      tenon::is_set(patch.max_tokens), patch.max_tokens, tenon::is_set(patch.top_p), patch.top_p,
      tenon::is_set(patch.frequency_penalty), patch.frequency_penalty,
      tenon::is_set(patch.presence_penalty), patch.presence_penalty, tenon::is_set(patch.preferred_model),
      patch.preferred_model, tenon::is_set(patch.is_default), patch.is_default,
      tenon::is_set(patch.is_active), patch.is_active, tenon::is_set(patch.metadata), patch.metadata,
      tenon::is_set(patch.created_at), patch.created_at).affected());
}

std::int64_t AiPersonalities::remove_where_is_default_is_active(const bool& is_default, const bool& is_active) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.ai_personalities.remove_where_is_default_is_active",
        "DELETE FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid AND is_default = $2::bool AND is_active = $3::bool" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return static_cast<std::int64_t>(tenon::execute(tx_, kStatement, tx_.tenant(), is_default, is_active).affected());
}

std::vector<AiPersonality> AiPersonalities::take_by_is_default_is_active(const bool& is_default, const bool& is_active, const tenon::TakeRequest& request) {
  static constexpr tenon::Statement kStatements[] = {
      { "platform.ai_personalities.take_by_is_default_is_active",
        "SELECT id, name, description, system_prompt, temperature::numeric AS temperature, max_tokens, top_p::numeric AS top_p, frequency_penalty::numeric AS frequency_penalty, presence_penalty::numeric AS presence_penalty, preferred_model, is_default, is_active, metadata, created_at, updated_at\n"
      "FROM public.ai_personalities\n"
      "WHERE tenant_id = $1::uuid AND is_default = $2::bool AND is_active = $3::bool\n"
      "LIMIT $4::bigint\n"
      "FOR UPDATE SKIP LOCKED" },
  };
  const tenon::Statement& kStatement = kStatements[0];
  return rows_of<AiPersonality>(tenon::execute(tx_, kStatement, tx_.tenant(), is_default, is_active, request.fetch()), read_ai_personality);
}

}  // namespace platform::db
