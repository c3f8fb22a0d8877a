// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// What the schema's types are, at compile time: `tenon::describe<T>()`, `tenon::for_each_field<T>(visit)`.
#pragma once

#include <string_view>

#include <tenon/describe.hpp>

#include "platform.hpp"

namespace tenon {

template <>
struct Description<::platform::db::Plan> {
  using Enum = ::platform::db::Plan;
  static constexpr std::string_view name = "Plan";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::starter, "starter"},
      {Enum::growth, "growth"},
      {Enum::business, "business"},
      {Enum::enterprise, "enterprise"},
  };
};

template <>
struct Description<::platform::db::UserRole> {
  using Enum = ::platform::db::UserRole;
  static constexpr std::string_view name = "UserRole";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::owner, "owner"},
      {Enum::admin, "admin"},
      {Enum::member, "member"},
  };
};

template <>
struct Description<::platform::db::AccountType> {
  using Enum = ::platform::db::AccountType;
  static constexpr std::string_view name = "AccountType";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::oauth, "oauth"},
      {Enum::oidc, "oidc"},
      {Enum::email, "email"},
      {Enum::credentials, "credentials"},
      {Enum::webauthn, "webauthn"},
  };
};

template <>
struct Description<::platform::db::SessionMode> {
  using Enum = ::platform::db::SessionMode;
  static constexpr std::string_view name = "SessionMode";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::text, "text"},
      {Enum::meeting, "meeting"},
  };
};

template <>
struct Description<::platform::db::MessageRole> {
  using Enum = ::platform::db::MessageRole;
  static constexpr std::string_view name = "MessageRole";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::user, "user"},
      {Enum::assistant, "assistant"},
      {Enum::system, "system"},
  };
};

template <>
struct Description<::platform::db::CostService> {
  using Enum = ::platform::db::CostService;
  static constexpr std::string_view name = "CostService";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::vision, "vision"},
      {Enum::voice_stt, "voice_stt"},
      {Enum::voice_tts, "voice_tts"},
      {Enum::llm, "llm"},
      {Enum::embedding, "embedding"},
      {Enum::livekit, "livekit"},
  };
};

template <>
struct Description<::platform::db::BudgetPeriod> {
  using Enum = ::platform::db::BudgetPeriod;
  static constexpr std::string_view name = "BudgetPeriod";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::daily, "daily"},
      {Enum::weekly, "weekly"},
      {Enum::monthly, "monthly"},
  };
};

template <>
struct Description<::platform::db::AlertSeverity> {
  using Enum = ::platform::db::AlertSeverity;
  static constexpr std::string_view name = "AlertSeverity";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::warning, "warning"},
      {Enum::critical, "critical"},
  };
};

template <>
struct Description<::platform::db::Theme> {
  using Enum = ::platform::db::Theme;
  static constexpr std::string_view name = "Theme";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::light, "light"},
      {Enum::dark, "dark"},
      {Enum::auto_, "auto"},
  };
};

template <>
struct Description<::platform::db::WidgetPosition> {
  using Enum = ::platform::db::WidgetPosition;
  static constexpr std::string_view name = "WidgetPosition";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::bottom_right, "bottom_right"},
      {Enum::bottom_left, "bottom_left"},
  };
};

template <>
struct Description<::platform::db::AttachmentType> {
  using Enum = ::platform::db::AttachmentType;
  static constexpr std::string_view name = "AttachmentType";
  static constexpr LabelInfo<Enum> labels[] = {
      {Enum::image, "image"},
      {Enum::file, "file"},
  };
};

template <>
struct Description<::platform::db::TenantSettings> {
  static constexpr FieldInfo fields[] = {
      {.name = "max_monthly_spend", .json = "max_monthly_spend", .sql_type = "float8", .cpp_type = "std::optional<double>", .nullable = true},
      {.name = "allowed_domains", .json = "allowed_domains", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
      {.name = "features", .json = "features", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "TenantSettings", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::TenantSettings;
    visit(fields[0], &Self::max_monthly_spend);
    visit(fields[1], &Self::allowed_domains);
    visit(fields[2], &Self::features);
  }
};

template <>
struct Description<::platform::db::WidgetSettings> {
  static constexpr FieldInfo fields[] = {
      {.name = "theme", .json = "theme", .sql_type = "text", .cpp_type = "Theme"},
      {.name = "position", .json = "position", .sql_type = "text", .cpp_type = "WidgetPosition"},
      {.name = "greeting", .json = "greeting", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "primary_color", .json = "primary_color", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "secondary_color", .json = "secondary_color", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "WidgetSettings", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::WidgetSettings;
    visit(fields[0], &Self::theme);
    visit(fields[1], &Self::position);
    visit(fields[2], &Self::greeting);
    visit(fields[3], &Self::primary_color);
    visit(fields[4], &Self::secondary_color);
  }
};

template <>
struct Description<::platform::db::MeetingMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "title", .json = "title", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "description", .json = "description", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "participants", .json = "participants", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "MeetingMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::MeetingMetadata;
    visit(fields[0], &Self::title);
    visit(fields[1], &Self::description);
    visit(fields[2], &Self::participants);
  }
};

template <>
struct Description<::platform::db::SessionMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "user_agent", .json = "user_agent", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "ip", .json = "ip", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "country", .json = "country", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "SessionMetadata", .kind = TypeKind::json, .doc = "What a visitor's client tells of itself; a client may tell more.", .fields = fields};
  static constexpr auto other = &::platform::db::SessionMetadata::other;

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::SessionMetadata;
    visit(fields[0], &Self::user_agent);
    visit(fields[1], &Self::ip);
    visit(fields[2], &Self::country);
  }
};

template <>
struct Description<::platform::db::Attachment> {
  static constexpr FieldInfo fields[] = {
      {.name = "type", .json = "type", .sql_type = "text", .cpp_type = "AttachmentType"},
      {.name = "url", .json = "url", .sql_type = "text", .cpp_type = "std::string"},
      {.name = "name", .json = "name", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "size", .json = "size", .sql_type = "int8", .cpp_type = "std::optional<std::int64_t>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "Attachment", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Attachment;
    visit(fields[0], &Self::type);
    visit(fields[1], &Self::url);
    visit(fields[2], &Self::name);
    visit(fields[3], &Self::size);
  }
};

template <>
struct Description<::platform::db::MessageMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "model", .json = "model", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "tokens_used", .json = "tokens_used", .sql_type = "int4", .cpp_type = "std::optional<std::int32_t>", .nullable = true},
      {.name = "cost_usd", .json = "cost_usd", .sql_type = "float8", .cpp_type = "std::optional<double>", .nullable = true},
      {.name = "latency_ms", .json = "latency_ms", .sql_type = "int4", .cpp_type = "std::optional<std::int32_t>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "MessageMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::MessageMetadata;
    visit(fields[0], &Self::model);
    visit(fields[1], &Self::tokens_used);
    visit(fields[2], &Self::cost_usd);
    visit(fields[3], &Self::latency_ms);
  }
};

template <>
struct Description<::platform::db::DocumentMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "source", .json = "source", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "url", .json = "url", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "author", .json = "author", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "tags", .json = "tags", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "DocumentMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::DocumentMetadata;
    visit(fields[0], &Self::source);
    visit(fields[1], &Self::url);
    visit(fields[2], &Self::author);
    visit(fields[3], &Self::tags);
  }
};

template <>
struct Description<::platform::db::ChunkMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "chunk_size", .json = "chunk_size", .sql_type = "int4", .cpp_type = "std::optional<std::int32_t>", .nullable = true},
      {.name = "overlap_size", .json = "overlap_size", .sql_type = "int4", .cpp_type = "std::optional<std::int32_t>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "ChunkMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::ChunkMetadata;
    visit(fields[0], &Self::chunk_size);
    visit(fields[1], &Self::overlap_size);
  }
};

template <>
struct Description<::platform::db::CostMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "model", .json = "model", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "operation", .json = "operation", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "duration", .json = "duration", .sql_type = "float8", .cpp_type = "std::optional<double>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "CostMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::CostMetadata;
    visit(fields[0], &Self::model);
    visit(fields[1], &Self::operation);
    visit(fields[2], &Self::duration);
  }
};

template <>
struct Description<::platform::db::CostBreakdown> {
  static constexpr FieldInfo fields[] = {
      {.name = "vision", .json = "vision", .sql_type = "float8", .cpp_type = "double"},
      {.name = "voice_stt", .json = "voice_stt", .sql_type = "float8", .cpp_type = "double"},
      {.name = "voice_tts", .json = "voice_tts", .sql_type = "float8", .cpp_type = "double"},
      {.name = "llm", .json = "llm", .sql_type = "float8", .cpp_type = "double"},
      {.name = "embedding", .json = "embedding", .sql_type = "float8", .cpp_type = "double"},
      {.name = "livekit", .json = "livekit", .sql_type = "float8", .cpp_type = "double"},
  };
  static constexpr TypeInfo type = {.name = "CostBreakdown", .kind = TypeKind::json, .doc = "What each service cost in a period.", .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::CostBreakdown;
    visit(fields[0], &Self::vision);
    visit(fields[1], &Self::voice_stt);
    visit(fields[2], &Self::voice_tts);
    visit(fields[3], &Self::llm);
    visit(fields[4], &Self::embedding);
    visit(fields[5], &Self::livekit);
  }
};

template <>
struct Description<::platform::db::AlertMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "recipients", .json = "recipients", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
      {.name = "channels", .json = "channels", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
      {.name = "custom_message", .json = "custom_message", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "AlertMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::AlertMetadata;
    visit(fields[0], &Self::recipients);
    visit(fields[1], &Self::channels);
    visit(fields[2], &Self::custom_message);
  }
};

template <>
struct Description<::platform::db::UsageStats> {
  static constexpr FieldInfo fields[] = {
      {.name = "total_uses", .json = "total_uses", .sql_type = "int8", .cpp_type = "std::int64_t"},
      {.name = "avg_tokens", .json = "avg_tokens", .sql_type = "float8", .cpp_type = "double"},
      {.name = "avg_cost", .json = "avg_cost", .sql_type = "float8", .cpp_type = "double"},
  };
  static constexpr TypeInfo type = {.name = "UsageStats", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::UsageStats;
    visit(fields[0], &Self::total_uses);
    visit(fields[1], &Self::avg_tokens);
    visit(fields[2], &Self::avg_cost);
  }
};

template <>
struct Description<::platform::db::PersonalityMetadata> {
  static constexpr FieldInfo fields[] = {
      {.name = "tags", .json = "tags", .sql_type = "text[]", .cpp_type = "std::optional<std::vector<std::string>>", .nullable = true},
      {.name = "category", .json = "category", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true},
      {.name = "usage_stats", .json = "usage_stats", .sql_type = "jsonb", .cpp_type = "std::optional<UsageStats>", .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "PersonalityMetadata", .kind = TypeKind::json, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::PersonalityMetadata;
    visit(fields[0], &Self::tags);
    visit(fields[1], &Self::category);
    visit(fields[2], &Self::usage_stats);
  }
};

template <>
struct Description<::platform::db::Tenant> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true},
      {.name = "name", .column = "name", .json = "name", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "api_key", .column = "api_key", .json = "api_key", .sql_type = "text", .cpp_type = "tenon::Secret<std::string>", .doc = "What a widget presents; unique over all tenants, since it is how one is found.", .secret = true, .given = true},
      {.name = "plan", .column = "plan", .json = "plan", .sql_type = "plan", .cpp_type = "Plan", .default_sql = "'starter'", .given = true},
      {.name = "settings", .column = "settings", .json = "settings", .sql_type = "jsonb", .cpp_type = "std::optional<TenantSettings>", .nullable = true, .given = true},
      {.name = "stripe_customer_id", .column = "stripe_customer_id", .json = "stripe_customer_id", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "stripe_subscription_id", .column = "stripe_subscription_id", .json = "stripe_subscription_id", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "updated_at", .column = "updated_at", .json = "updated_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view unique_0[] = { "api_key" };
  static constexpr std::string_view unique_1[] = { "stripe_customer_id" };
  static constexpr std::string_view unique_2[] = { "stripe_subscription_id" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "tenants_api_key_key", .columns = unique_0},
      {.name = "tenants_stripe_customer_id_key", .columns = unique_1},
      {.name = "tenants_stripe_subscription_id_key", .columns = unique_2},
  };
  static constexpr TypeInfo type = {.name = "Tenant", .kind = TypeKind::entity, .table = "public.tenants", .doc = "A customer organisation.", .fields = fields, .key = key, .uniques = uniques};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Tenant;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::name);
    visit(fields[2], &Self::api_key);
    visit(fields[3], &Self::plan);
    visit(fields[4], &Self::settings);
    visit(fields[5], &Self::stripe_customer_id);
    visit(fields[6], &Self::stripe_subscription_id);
    visit(fields[7], &Self::created_at);
    visit(fields[8], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::NewTenant> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Tenant>;
    using Self [[maybe_unused]] = ::platform::db::NewTenant;
    visit(Of::fields[1], &Self::name);
    visit(Of::fields[2], &Self::api_key);
    visit(Of::fields[3], &Self::plan);
    visit(Of::fields[4], &Self::settings);
    visit(Of::fields[5], &Self::stripe_customer_id);
    visit(Of::fields[6], &Self::stripe_subscription_id);
    visit(Of::fields[7], &Self::created_at);
    visit(Of::fields[8], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::TenantPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Tenant>;
    using Self [[maybe_unused]] = ::platform::db::TenantPatch;
    visit(Of::fields[1], &Self::name);
    visit(Of::fields[2], &Self::api_key);
    visit(Of::fields[3], &Self::plan);
    visit(Of::fields[4], &Self::settings);
    visit(Of::fields[5], &Self::stripe_customer_id);
    visit(Of::fields[6], &Self::stripe_subscription_id);
    visit(Of::fields[7], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::User> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "email", .column = "email", .json = "email", .sql_type = "text", .cpp_type = "std::string", .personal = true, .given = true},
      {.name = "password_hash", .column = "password_hash", .json = "password_hash", .sql_type = "text", .cpp_type = "tenon::Secret<std::string>", .secret = true, .given = true},
      {.name = "role", .column = "role", .json = "role", .sql_type = "user_role", .cpp_type = "UserRole", .default_sql = "'member'", .given = true},
      {.name = "name", .column = "name", .json = "name", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .personal = true, .given = true},
      {.name = "avatar_url", .column = "avatar_url", .json = "avatar_url", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "updated_at", .column = "updated_at", .json = "updated_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view unique_0[] = { "email" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "users_tenant_id_email_key", .columns = unique_0},
  };
  static constexpr TypeInfo type = {.name = "User", .kind = TypeKind::entity, .table = "public.users", .doc = "Someone who works for a tenant. The same address may work for two: it is unique within each.", .fields = fields, .key = key, .uniques = uniques};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::User;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::email);
    visit(fields[2], &Self::password_hash);
    visit(fields[3], &Self::role);
    visit(fields[4], &Self::name);
    visit(fields[5], &Self::avatar_url);
    visit(fields[6], &Self::created_at);
    visit(fields[7], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::NewUser> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::User>;
    using Self [[maybe_unused]] = ::platform::db::NewUser;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::email);
    visit(Of::fields[2], &Self::password_hash);
    visit(Of::fields[3], &Self::role);
    visit(Of::fields[4], &Self::name);
    visit(Of::fields[5], &Self::avatar_url);
    visit(Of::fields[6], &Self::created_at);
    visit(Of::fields[7], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::UserPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::User>;
    using Self [[maybe_unused]] = ::platform::db::UserPatch;
    visit(Of::fields[1], &Self::email);
    visit(Of::fields[2], &Self::password_hash);
    visit(Of::fields[3], &Self::role);
    visit(Of::fields[4], &Self::name);
    visit(Of::fields[5], &Self::avatar_url);
    visit(Of::fields[6], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::Account> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "user_id", .column = "user_id", .json = "user_id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .given = true},
      {.name = "type", .column = "type", .json = "type", .sql_type = "account_type", .cpp_type = "AccountType", .given = true},
      {.name = "provider", .column = "provider", .json = "provider", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "provider_account_id", .column = "provider_account_id", .json = "provider_account_id", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "refresh_token", .column = "refresh_token", .json = "refresh_token", .sql_type = "text", .cpp_type = "std::optional<tenon::Secret<std::string>>", .nullable = true, .secret = true, .given = true},
      {.name = "access_token", .column = "access_token", .json = "access_token", .sql_type = "text", .cpp_type = "std::optional<tenon::Secret<std::string>>", .nullable = true, .secret = true, .given = true},
      {.name = "expires_at", .column = "expires_at", .json = "expires_at", .sql_type = "timestamptz", .cpp_type = "std::optional<tenon::Timestamptz>", .nullable = true, .given = true},
      {.name = "token_type", .column = "token_type", .json = "token_type", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "scope", .column = "scope", .json = "scope", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "id_token", .column = "id_token", .json = "id_token", .sql_type = "text", .cpp_type = "std::optional<tenon::Secret<std::string>>", .nullable = true, .secret = true, .given = true},
      {.name = "session_state", .column = "session_state", .json = "session_state", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view unique_0[] = { "provider", "provider_account_id" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "accounts_tenant_id_provider_provider_account_id_key", .columns = unique_0},
  };
  static constexpr std::string_view relation_0[] = { "user_id" };
  static constexpr RelationInfo relations[] = {
      {.name = "user", .entity = "User", .columns = relation_0},
  };
  static constexpr TypeInfo type = {.name = "Account", .kind = TypeKind::entity, .table = "public.accounts", .doc = "A way in which a user signs in at somebody else's. An account of theirs may belong to users of several tenants.", .fields = fields, .key = key, .uniques = uniques, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Account;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::user_id);
    visit(fields[2], &Self::type);
    visit(fields[3], &Self::provider);
    visit(fields[4], &Self::provider_account_id);
    visit(fields[5], &Self::refresh_token);
    visit(fields[6], &Self::access_token);
    visit(fields[7], &Self::expires_at);
    visit(fields[8], &Self::token_type);
    visit(fields[9], &Self::scope);
    visit(fields[10], &Self::id_token);
    visit(fields[11], &Self::session_state);
  }
};

template <>
struct Description<::platform::db::NewAccount> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Account>;
    using Self [[maybe_unused]] = ::platform::db::NewAccount;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::user_id);
    visit(Of::fields[2], &Self::type);
    visit(Of::fields[3], &Self::provider);
    visit(Of::fields[4], &Self::provider_account_id);
    visit(Of::fields[5], &Self::refresh_token);
    visit(Of::fields[6], &Self::access_token);
    visit(Of::fields[7], &Self::expires_at);
    visit(Of::fields[8], &Self::token_type);
    visit(Of::fields[9], &Self::scope);
    visit(Of::fields[10], &Self::id_token);
    visit(Of::fields[11], &Self::session_state);
  }
};

template <>
struct Description<::platform::db::AccountPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Account>;
    using Self [[maybe_unused]] = ::platform::db::AccountPatch;
    visit(Of::fields[1], &Self::user_id);
    visit(Of::fields[2], &Self::type);
    visit(Of::fields[3], &Self::provider);
    visit(Of::fields[4], &Self::provider_account_id);
    visit(Of::fields[5], &Self::refresh_token);
    visit(Of::fields[6], &Self::access_token);
    visit(Of::fields[7], &Self::expires_at);
    visit(Of::fields[8], &Self::token_type);
    visit(Of::fields[9], &Self::scope);
    visit(Of::fields[10], &Self::id_token);
    visit(Of::fields[11], &Self::session_state);
  }
};

template <>
struct Description<::platform::db::AuthSession> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "session_token", .column = "session_token", .json = "session_token", .sql_type = "text", .cpp_type = "tenon::Secret<std::string>", .secret = true, .given = true},
      {.name = "user_id", .column = "user_id", .json = "user_id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .given = true},
      {.name = "expires", .column = "expires", .json = "expires", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view unique_0[] = { "session_token" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "auth_sessions_tenant_id_session_token_key", .columns = unique_0},
  };
  static constexpr std::string_view relation_0[] = { "user_id" };
  static constexpr RelationInfo relations[] = {
      {.name = "user", .entity = "User", .columns = relation_0},
  };
  static constexpr TypeInfo type = {.name = "AuthSession", .kind = TypeKind::entity, .table = "public.auth_sessions", .doc = "A user who is signed in.", .fields = fields, .key = key, .uniques = uniques, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::AuthSession;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::session_token);
    visit(fields[2], &Self::user_id);
    visit(fields[3], &Self::expires);
  }
};

template <>
struct Description<::platform::db::NewAuthSession> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::AuthSession>;
    using Self [[maybe_unused]] = ::platform::db::NewAuthSession;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::session_token);
    visit(Of::fields[2], &Self::user_id);
    visit(Of::fields[3], &Self::expires);
  }
};

template <>
struct Description<::platform::db::AuthSessionPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::AuthSession>;
    using Self [[maybe_unused]] = ::platform::db::AuthSessionPatch;
    visit(Of::fields[1], &Self::session_token);
    visit(Of::fields[2], &Self::user_id);
    visit(Of::fields[3], &Self::expires);
  }
};

template <>
struct Description<::platform::db::VerificationToken> {
  static constexpr FieldInfo fields[] = {
      {.name = "identifier", .column = "identifier", .json = "identifier", .sql_type = "text", .cpp_type = "std::string", .in_key = true, .personal = true, .given = true},
      {.name = "token", .column = "token", .json = "token", .sql_type = "text", .cpp_type = "tenon::Secret<std::string>", .in_key = true, .secret = true, .given = true},
      {.name = "expires", .column = "expires", .json = "expires", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .given = true},
  };
  static constexpr std::string_view key[] = { "identifier", "token" };
  static constexpr std::string_view unique_0[] = { "token" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "verification_tokens_token_key", .columns = unique_0},
  };
  static constexpr TypeInfo type = {.name = "VerificationToken", .kind = TypeKind::entity, .table = "public.verification_tokens", .doc = "A token mailed to an address that wants to sign in.", .fields = fields, .key = key, .uniques = uniques};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::VerificationToken;
    visit(fields[0], &Self::identifier);
    visit(fields[1], &Self::token);
    visit(fields[2], &Self::expires);
  }
};

template <>
struct Description<::platform::db::NewVerificationToken> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::VerificationToken>;
    using Self [[maybe_unused]] = ::platform::db::NewVerificationToken;
    visit(Of::fields[0], &Self::identifier);
    visit(Of::fields[1], &Self::token);
    visit(Of::fields[2], &Self::expires);
  }
};

template <>
struct Description<::platform::db::VerificationTokenPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::VerificationToken>;
    using Self [[maybe_unused]] = ::platform::db::VerificationTokenPatch;
    visit(Of::fields[2], &Self::expires);
  }
};

template <>
struct Description<::platform::db::Widget> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "name", .column = "name", .json = "name", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "domain_whitelist", .column = "domain_whitelist", .json = "domain_whitelist", .sql_type = "text[]", .cpp_type = "std::vector<std::string>", .given = true},
      {.name = "settings", .column = "settings", .json = "settings", .sql_type = "jsonb", .cpp_type = "std::optional<WidgetSettings>", .nullable = true, .given = true},
      {.name = "is_active", .column = "is_active", .json = "is_active", .sql_type = "bool", .cpp_type = "bool", .default_sql = "true", .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "updated_at", .column = "updated_at", .json = "updated_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr TypeInfo type = {.name = "Widget", .kind = TypeKind::entity, .table = "public.widgets", .doc = "A chat window on a customer's site.", .fields = fields, .key = key};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Widget;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::name);
    visit(fields[2], &Self::domain_whitelist);
    visit(fields[3], &Self::settings);
    visit(fields[4], &Self::is_active);
    visit(fields[5], &Self::created_at);
    visit(fields[6], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::NewWidget> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Widget>;
    using Self [[maybe_unused]] = ::platform::db::NewWidget;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::name);
    visit(Of::fields[2], &Self::domain_whitelist);
    visit(Of::fields[3], &Self::settings);
    visit(Of::fields[4], &Self::is_active);
    visit(Of::fields[5], &Self::created_at);
    visit(Of::fields[6], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::WidgetPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Widget>;
    using Self [[maybe_unused]] = ::platform::db::WidgetPatch;
    visit(Of::fields[1], &Self::name);
    visit(Of::fields[2], &Self::domain_whitelist);
    visit(Of::fields[3], &Self::settings);
    visit(Of::fields[4], &Self::is_active);
    visit(Of::fields[5], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::Meeting> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "room_name", .column = "room_name", .json = "room_name", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "livekit_room_id", .column = "livekit_room_id", .json = "livekit_room_id", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "created_by", .column = "created_by", .json = "created_by", .sql_type = "uuid", .cpp_type = "std::optional<tenon::Uuid>", .doc = "NULL once the user is gone. A NOT NULL column that ON DELETE SET NULL would clear makes every such delete fail.", .nullable = true, .given = true},
      {.name = "started_at", .column = "started_at", .json = "started_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "ended_at", .column = "ended_at", .json = "ended_at", .sql_type = "timestamptz", .cpp_type = "std::optional<tenon::Timestamptz>", .nullable = true, .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<MeetingMetadata>", .nullable = true, .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view unique_0[] = { "room_name" };
  static constexpr std::string_view unique_1[] = { "livekit_room_id" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "meetings_tenant_id_room_name_key", .columns = unique_0},
      {.name = "meetings_tenant_id_livekit_room_id_key", .columns = unique_1},
  };
  static constexpr std::string_view relation_0[] = { "created_by" };
  static constexpr RelationInfo relations[] = {
      {.name = "created_by", .entity = "User", .columns = relation_0, .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "Meeting", .kind = TypeKind::entity, .table = "public.meetings", .doc = "A room in which people and the assistant talk.", .fields = fields, .key = key, .uniques = uniques, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Meeting;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::room_name);
    visit(fields[2], &Self::livekit_room_id);
    visit(fields[3], &Self::created_by);
    visit(fields[4], &Self::started_at);
    visit(fields[5], &Self::ended_at);
    visit(fields[6], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::NewMeeting> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Meeting>;
    using Self [[maybe_unused]] = ::platform::db::NewMeeting;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::room_name);
    visit(Of::fields[2], &Self::livekit_room_id);
    visit(Of::fields[3], &Self::created_by);
    visit(Of::fields[4], &Self::started_at);
    visit(Of::fields[5], &Self::ended_at);
    visit(Of::fields[6], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::MeetingPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Meeting>;
    using Self [[maybe_unused]] = ::platform::db::MeetingPatch;
    visit(Of::fields[1], &Self::room_name);
    visit(Of::fields[2], &Self::livekit_room_id);
    visit(Of::fields[3], &Self::created_by);
    visit(Of::fields[4], &Self::started_at);
    visit(Of::fields[5], &Self::ended_at);
    visit(Of::fields[6], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::Session> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "widget_id", .column = "widget_id", .json = "widget_id", .sql_type = "uuid", .cpp_type = "std::optional<tenon::Uuid>", .nullable = true, .given = true},
      {.name = "meeting_id", .column = "meeting_id", .json = "meeting_id", .sql_type = "uuid", .cpp_type = "std::optional<tenon::Uuid>", .nullable = true, .given = true},
      {.name = "mode", .column = "mode", .json = "mode", .sql_type = "session_mode", .cpp_type = "SessionMode", .default_sql = "'text'", .given = true},
      {.name = "cost_usd", .column = "cost_usd", .json = "cost_usd", .sql_type = "numeric(10,4)", .cpp_type = "tenon::Numeric", .default_sql = "0", .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<SessionMetadata>", .nullable = true, .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "ended_at", .column = "ended_at", .json = "ended_at", .sql_type = "timestamptz", .cpp_type = "std::optional<tenon::Timestamptz>", .nullable = true, .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view relation_0[] = { "widget_id" };
  static constexpr std::string_view relation_1[] = { "meeting_id" };
  static constexpr RelationInfo relations[] = {
      {.name = "widget", .entity = "Widget", .columns = relation_0, .nullable = true},
      {.name = "meeting", .entity = "Meeting", .columns = relation_1, .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "Session", .kind = TypeKind::entity, .table = "public.sessions", .doc = "A visitor's conversation, through a widget or in a meeting.", .fields = fields, .key = key, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Session;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::widget_id);
    visit(fields[2], &Self::meeting_id);
    visit(fields[3], &Self::mode);
    visit(fields[4], &Self::cost_usd);
    visit(fields[5], &Self::metadata);
    visit(fields[6], &Self::created_at);
    visit(fields[7], &Self::ended_at);
  }
};

template <>
struct Description<::platform::db::NewSession> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Session>;
    using Self [[maybe_unused]] = ::platform::db::NewSession;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::widget_id);
    visit(Of::fields[2], &Self::meeting_id);
    visit(Of::fields[3], &Self::mode);
    visit(Of::fields[4], &Self::cost_usd);
    visit(Of::fields[5], &Self::metadata);
    visit(Of::fields[6], &Self::created_at);
    visit(Of::fields[7], &Self::ended_at);
  }
};

template <>
struct Description<::platform::db::SessionPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Session>;
    using Self [[maybe_unused]] = ::platform::db::SessionPatch;
    visit(Of::fields[1], &Self::widget_id);
    visit(Of::fields[2], &Self::meeting_id);
    visit(Of::fields[3], &Self::mode);
    visit(Of::fields[4], &Self::cost_usd);
    visit(Of::fields[5], &Self::metadata);
    visit(Of::fields[6], &Self::created_at);
    visit(Of::fields[7], &Self::ended_at);
  }
};

template <>
struct Description<::platform::db::Message> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "session_id", .column = "session_id", .json = "session_id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .given = true},
      {.name = "role", .column = "role", .json = "role", .sql_type = "message_role", .cpp_type = "MessageRole", .given = true},
      {.name = "content", .column = "content", .json = "content", .sql_type = "text", .cpp_type = "std::string", .personal = true, .given = true},
      {.name = "attachments", .column = "attachments", .json = "attachments", .sql_type = "jsonb", .cpp_type = "std::optional<std::vector<Attachment>>", .nullable = true, .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<MessageMetadata>", .nullable = true, .given = true},
      {.name = "timestamp", .column = "timestamp", .json = "timestamp", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view relation_0[] = { "session_id" };
  static constexpr RelationInfo relations[] = {
      {.name = "session", .entity = "Session", .columns = relation_0},
  };
  static constexpr TypeInfo type = {.name = "Message", .kind = TypeKind::entity, .table = "public.messages", .doc = "One utterance in a session.", .fields = fields, .key = key, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Message;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::session_id);
    visit(fields[2], &Self::role);
    visit(fields[3], &Self::content);
    visit(fields[4], &Self::attachments);
    visit(fields[5], &Self::metadata);
    visit(fields[6], &Self::timestamp);
  }
};

template <>
struct Description<::platform::db::NewMessage> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Message>;
    using Self [[maybe_unused]] = ::platform::db::NewMessage;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::session_id);
    visit(Of::fields[2], &Self::role);
    visit(Of::fields[3], &Self::content);
    visit(Of::fields[4], &Self::attachments);
    visit(Of::fields[5], &Self::metadata);
    visit(Of::fields[6], &Self::timestamp);
  }
};

template <>
struct Description<::platform::db::MessagePatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::Message>;
    using Self [[maybe_unused]] = ::platform::db::MessagePatch;
    visit(Of::fields[1], &Self::session_id);
    visit(Of::fields[2], &Self::role);
    visit(Of::fields[3], &Self::content);
    visit(Of::fields[4], &Self::attachments);
    visit(Of::fields[5], &Self::metadata);
    visit(Of::fields[6], &Self::timestamp);
  }
};

template <>
struct Description<::platform::db::KnowledgeDocument> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "title", .column = "title", .json = "title", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "content", .column = "content", .json = "content", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "category", .column = "category", .json = "category", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "embedding", .column = "embedding", .json = "embedding", .sql_type = "vector(1024)", .cpp_type = "std::optional<tenon::Vector>", .nullable = true, .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<DocumentMetadata>", .nullable = true, .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "updated_at", .column = "updated_at", .json = "updated_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr TypeInfo type = {.name = "KnowledgeDocument", .kind = TypeKind::entity, .table = "public.knowledge_documents", .doc = "A text that answers are drawn from.", .fields = fields, .key = key};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::KnowledgeDocument;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::title);
    visit(fields[2], &Self::content);
    visit(fields[3], &Self::category);
    visit(fields[4], &Self::embedding);
    visit(fields[5], &Self::metadata);
    visit(fields[6], &Self::created_at);
    visit(fields[7], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::NewKnowledgeDocument> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::KnowledgeDocument>;
    using Self [[maybe_unused]] = ::platform::db::NewKnowledgeDocument;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::title);
    visit(Of::fields[2], &Self::content);
    visit(Of::fields[3], &Self::category);
    visit(Of::fields[4], &Self::embedding);
    visit(Of::fields[5], &Self::metadata);
    visit(Of::fields[6], &Self::created_at);
    visit(Of::fields[7], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::KnowledgeDocumentPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::KnowledgeDocument>;
    using Self [[maybe_unused]] = ::platform::db::KnowledgeDocumentPatch;
    visit(Of::fields[1], &Self::title);
    visit(Of::fields[2], &Self::content);
    visit(Of::fields[3], &Self::category);
    visit(Of::fields[4], &Self::embedding);
    visit(Of::fields[5], &Self::metadata);
    visit(Of::fields[6], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::KnowledgeChunk> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "document_id", .column = "document_id", .json = "document_id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .given = true},
      {.name = "content", .column = "content", .json = "content", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "embedding", .column = "embedding", .json = "embedding", .sql_type = "vector(1024)", .cpp_type = "tenon::Vector", .given = true},
      {.name = "position", .column = "position", .json = "position", .sql_type = "int4", .cpp_type = "std::int32_t", .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<ChunkMetadata>", .nullable = true, .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view unique_0[] = { "document_id", "position" };
  static constexpr UniqueInfo uniques[] = {
      {.name = "knowledge_chunks_tenant_id_document_id_position_key", .columns = unique_0},
  };
  static constexpr std::string_view relation_0[] = { "document_id" };
  static constexpr RelationInfo relations[] = {
      {.name = "document", .entity = "KnowledgeDocument", .columns = relation_0},
  };
  static constexpr TypeInfo type = {.name = "KnowledgeChunk", .kind = TypeKind::entity, .table = "public.knowledge_chunks", .doc = "A part of a document, small enough for a prompt.", .fields = fields, .key = key, .uniques = uniques, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::KnowledgeChunk;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::document_id);
    visit(fields[2], &Self::content);
    visit(fields[3], &Self::embedding);
    visit(fields[4], &Self::position);
    visit(fields[5], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::NewKnowledgeChunk> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::KnowledgeChunk>;
    using Self [[maybe_unused]] = ::platform::db::NewKnowledgeChunk;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::document_id);
    visit(Of::fields[2], &Self::content);
    visit(Of::fields[3], &Self::embedding);
    visit(Of::fields[4], &Self::position);
    visit(Of::fields[5], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::KnowledgeChunkPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::KnowledgeChunk>;
    using Self [[maybe_unused]] = ::platform::db::KnowledgeChunkPatch;
    visit(Of::fields[1], &Self::document_id);
    visit(Of::fields[2], &Self::content);
    visit(Of::fields[3], &Self::embedding);
    visit(Of::fields[4], &Self::position);
    visit(Of::fields[5], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::CostEvent> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "session_id", .column = "session_id", .json = "session_id", .sql_type = "uuid", .cpp_type = "std::optional<tenon::Uuid>", .nullable = true, .given = true},
      {.name = "service", .column = "service", .json = "service", .sql_type = "cost_service", .cpp_type = "CostService", .given = true},
      {.name = "provider", .column = "provider", .json = "provider", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "tokens_used", .column = "tokens_used", .json = "tokens_used", .sql_type = "int4", .cpp_type = "std::optional<std::int32_t>", .nullable = true, .given = true},
      {.name = "cost_usd", .column = "cost_usd", .json = "cost_usd", .sql_type = "numeric(10,6)", .cpp_type = "tenon::Numeric", .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<CostMetadata>", .nullable = true, .given = true},
      {.name = "timestamp", .column = "timestamp", .json = "timestamp", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr std::string_view relation_0[] = { "session_id" };
  static constexpr RelationInfo relations[] = {
      {.name = "session", .entity = "Session", .columns = relation_0, .nullable = true},
  };
  static constexpr TypeInfo type = {.name = "CostEvent", .kind = TypeKind::entity, .table = "public.cost_events", .doc = "One use of a paid service.", .fields = fields, .key = key, .relations = relations};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::CostEvent;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::session_id);
    visit(fields[2], &Self::service);
    visit(fields[3], &Self::provider);
    visit(fields[4], &Self::tokens_used);
    visit(fields[5], &Self::cost_usd);
    visit(fields[6], &Self::metadata);
    visit(fields[7], &Self::timestamp);
  }
};

template <>
struct Description<::platform::db::NewCostEvent> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::CostEvent>;
    using Self [[maybe_unused]] = ::platform::db::NewCostEvent;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::session_id);
    visit(Of::fields[2], &Self::service);
    visit(Of::fields[3], &Self::provider);
    visit(Of::fields[4], &Self::tokens_used);
    visit(Of::fields[5], &Self::cost_usd);
    visit(Of::fields[6], &Self::metadata);
    visit(Of::fields[7], &Self::timestamp);
  }
};

template <>
struct Description<::platform::db::CostEventPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::CostEvent>;
    using Self [[maybe_unused]] = ::platform::db::CostEventPatch;
    visit(Of::fields[1], &Self::session_id);
    visit(Of::fields[2], &Self::service);
    visit(Of::fields[3], &Self::provider);
    visit(Of::fields[4], &Self::tokens_used);
    visit(Of::fields[5], &Self::cost_usd);
    visit(Of::fields[6], &Self::metadata);
    visit(Of::fields[7], &Self::timestamp);
  }
};

template <>
struct Description<::platform::db::CostSummary> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "period_start", .column = "period_start", .json = "period_start", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .given = true},
      {.name = "period_end", .column = "period_end", .json = "period_end", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .given = true},
      {.name = "total_cost_usd", .column = "total_cost_usd", .json = "total_cost_usd", .sql_type = "numeric(10,4)", .cpp_type = "tenon::Numeric", .given = true},
      {.name = "breakdown", .column = "breakdown", .json = "breakdown", .sql_type = "jsonb", .cpp_type = "CostBreakdown", .given = true},
      {.name = "event_count", .column = "event_count", .json = "event_count", .sql_type = "int4", .cpp_type = "std::int32_t", .default_sql = "0", .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr TypeInfo type = {.name = "CostSummary", .kind = TypeKind::entity, .table = "public.cost_summaries", .doc = "What a period cost, summed up.", .fields = fields, .key = key};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::CostSummary;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::period_start);
    visit(fields[2], &Self::period_end);
    visit(fields[3], &Self::total_cost_usd);
    visit(fields[4], &Self::breakdown);
    visit(fields[5], &Self::event_count);
    visit(fields[6], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::NewCostSummary> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::CostSummary>;
    using Self [[maybe_unused]] = ::platform::db::NewCostSummary;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::period_start);
    visit(Of::fields[2], &Self::period_end);
    visit(Of::fields[3], &Self::total_cost_usd);
    visit(Of::fields[4], &Self::breakdown);
    visit(Of::fields[5], &Self::event_count);
    visit(Of::fields[6], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::CostSummaryPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::CostSummary>;
    using Self [[maybe_unused]] = ::platform::db::CostSummaryPatch;
    visit(Of::fields[1], &Self::period_start);
    visit(Of::fields[2], &Self::period_end);
    visit(Of::fields[3], &Self::total_cost_usd);
    visit(Of::fields[4], &Self::breakdown);
    visit(Of::fields[5], &Self::event_count);
    visit(Of::fields[6], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::BudgetAlert> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "threshold", .column = "threshold", .json = "threshold", .sql_type = "numeric(10,2)", .cpp_type = "tenon::Numeric", .given = true},
      {.name = "current_spend", .column = "current_spend", .json = "current_spend", .sql_type = "numeric(10,4)", .cpp_type = "tenon::Numeric", .given = true},
      {.name = "period", .column = "period", .json = "period", .sql_type = "budget_period", .cpp_type = "BudgetPeriod", .default_sql = "'monthly'", .given = true},
      {.name = "severity", .column = "severity", .json = "severity", .sql_type = "alert_severity", .cpp_type = "AlertSeverity", .default_sql = "'warning'", .given = true},
      {.name = "notifications_sent", .column = "notifications_sent", .json = "notifications_sent", .sql_type = "int4", .cpp_type = "std::int32_t", .default_sql = "0", .given = true},
      {.name = "triggered_at", .column = "triggered_at", .json = "triggered_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "resolved", .column = "resolved", .json = "resolved", .sql_type = "bool", .cpp_type = "bool", .default_sql = "false", .given = true},
      {.name = "resolved_at", .column = "resolved_at", .json = "resolved_at", .sql_type = "timestamptz", .cpp_type = "std::optional<tenon::Timestamptz>", .nullable = true, .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<AlertMetadata>", .nullable = true, .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr TypeInfo type = {.name = "BudgetAlert", .kind = TypeKind::entity, .table = "public.budget_alerts", .doc = "A budget that was passed.", .fields = fields, .key = key};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::BudgetAlert;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::threshold);
    visit(fields[2], &Self::current_spend);
    visit(fields[3], &Self::period);
    visit(fields[4], &Self::severity);
    visit(fields[5], &Self::notifications_sent);
    visit(fields[6], &Self::triggered_at);
    visit(fields[7], &Self::resolved);
    visit(fields[8], &Self::resolved_at);
    visit(fields[9], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::NewBudgetAlert> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::BudgetAlert>;
    using Self [[maybe_unused]] = ::platform::db::NewBudgetAlert;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::threshold);
    visit(Of::fields[2], &Self::current_spend);
    visit(Of::fields[3], &Self::period);
    visit(Of::fields[4], &Self::severity);
    visit(Of::fields[5], &Self::notifications_sent);
    visit(Of::fields[6], &Self::triggered_at);
    visit(Of::fields[7], &Self::resolved);
    visit(Of::fields[8], &Self::resolved_at);
    visit(Of::fields[9], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::BudgetAlertPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::BudgetAlert>;
    using Self [[maybe_unused]] = ::platform::db::BudgetAlertPatch;
    visit(Of::fields[1], &Self::threshold);
    visit(Of::fields[2], &Self::current_spend);
    visit(Of::fields[3], &Self::period);
    visit(Of::fields[4], &Self::severity);
    visit(Of::fields[5], &Self::notifications_sent);
    visit(Of::fields[6], &Self::triggered_at);
    visit(Of::fields[7], &Self::resolved);
    visit(Of::fields[8], &Self::resolved_at);
    visit(Of::fields[9], &Self::metadata);
  }
};

template <>
struct Description<::platform::db::AiPersonality> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "tenon::Uuid", .default_sql = "gen_random_uuid()", .in_key = true, .given = true},
      {.name = "name", .column = "name", .json = "name", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "description", .column = "description", .json = "description", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "system_prompt", .column = "system_prompt", .json = "system_prompt", .sql_type = "text", .cpp_type = "std::string", .given = true},
      {.name = "temperature", .column = "temperature", .json = "temperature", .sql_type = "numeric(3,2)", .cpp_type = "tenon::Numeric", .default_sql = "0.7", .given = true},
      {.name = "max_tokens", .column = "max_tokens", .json = "max_tokens", .sql_type = "int4", .cpp_type = "std::optional<std::int32_t>", .default_sql = "2000", .nullable = true, .given = true},
      {.name = "top_p", .column = "top_p", .json = "top_p", .sql_type = "numeric(3,2)", .cpp_type = "std::optional<tenon::Numeric>", .default_sql = "1.0", .nullable = true, .given = true},
      {.name = "frequency_penalty", .column = "frequency_penalty", .json = "frequency_penalty", .sql_type = "numeric(3,2)", .cpp_type = "std::optional<tenon::Numeric>", .default_sql = "0.0", .nullable = true, .given = true},
      {.name = "presence_penalty", .column = "presence_penalty", .json = "presence_penalty", .sql_type = "numeric(3,2)", .cpp_type = "std::optional<tenon::Numeric>", .default_sql = "0.0", .nullable = true, .given = true},
      {.name = "preferred_model", .column = "preferred_model", .json = "preferred_model", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "is_default", .column = "is_default", .json = "is_default", .sql_type = "bool", .cpp_type = "bool", .default_sql = "false", .given = true},
      {.name = "is_active", .column = "is_active", .json = "is_active", .sql_type = "bool", .cpp_type = "bool", .default_sql = "true", .given = true},
      {.name = "metadata", .column = "metadata", .json = "metadata", .sql_type = "jsonb", .cpp_type = "std::optional<PersonalityMetadata>", .nullable = true, .given = true},
      {.name = "created_at", .column = "created_at", .json = "created_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
      {.name = "updated_at", .column = "updated_at", .json = "updated_at", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .default_sql = "now()", .given = true},
  };
  static constexpr std::string_view key[] = { "id" };
  static constexpr TypeInfo type = {.name = "AiPersonality", .kind = TypeKind::entity, .table = "public.ai_personalities", .doc = "How the assistant talks.", .fields = fields, .key = key};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::AiPersonality;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::name);
    visit(fields[2], &Self::description);
    visit(fields[3], &Self::system_prompt);
    visit(fields[4], &Self::temperature);
    visit(fields[5], &Self::max_tokens);
    visit(fields[6], &Self::top_p);
    visit(fields[7], &Self::frequency_penalty);
    visit(fields[8], &Self::presence_penalty);
    visit(fields[9], &Self::preferred_model);
    visit(fields[10], &Self::is_default);
    visit(fields[11], &Self::is_active);
    visit(fields[12], &Self::metadata);
    visit(fields[13], &Self::created_at);
    visit(fields[14], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::NewAiPersonality> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::AiPersonality>;
    using Self [[maybe_unused]] = ::platform::db::NewAiPersonality;
    visit(Of::fields[0], &Self::id);
    visit(Of::fields[1], &Self::name);
    visit(Of::fields[2], &Self::description);
    visit(Of::fields[3], &Self::system_prompt);
    visit(Of::fields[4], &Self::temperature);
    visit(Of::fields[5], &Self::max_tokens);
    visit(Of::fields[6], &Self::top_p);
    visit(Of::fields[7], &Self::frequency_penalty);
    visit(Of::fields[8], &Self::presence_penalty);
    visit(Of::fields[9], &Self::preferred_model);
    visit(Of::fields[10], &Self::is_default);
    visit(Of::fields[11], &Self::is_active);
    visit(Of::fields[12], &Self::metadata);
    visit(Of::fields[13], &Self::created_at);
    visit(Of::fields[14], &Self::updated_at);
  }
};

template <>
struct Description<::platform::db::AiPersonalityPatch> {
  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Of [[maybe_unused]] = Description<::platform::db::AiPersonality>;
    using Self [[maybe_unused]] = ::platform::db::AiPersonalityPatch;
    visit(Of::fields[1], &Self::name);
    visit(Of::fields[2], &Self::description);
    visit(Of::fields[3], &Self::system_prompt);
    visit(Of::fields[4], &Self::temperature);
    visit(Of::fields[5], &Self::max_tokens);
    visit(Of::fields[6], &Self::top_p);
    visit(Of::fields[7], &Self::frequency_penalty);
    visit(Of::fields[8], &Self::presence_penalty);
    visit(Of::fields[9], &Self::preferred_model);
    visit(Of::fields[10], &Self::is_default);
    visit(Of::fields[11], &Self::is_active);
    visit(Of::fields[12], &Self::metadata);
    visit(Of::fields[13], &Self::created_at);
  }
};

template <>
struct Description<::platform::db::RelevantDocuments> {
  static constexpr FieldInfo fields[] = {
      {.name = "id", .column = "id", .json = "id", .sql_type = "uuid", .cpp_type = "std::optional<tenon::Uuid>", .nullable = true, .given = true},
      {.name = "title", .column = "title", .json = "title", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "content", .column = "content", .json = "content", .sql_type = "text", .cpp_type = "std::optional<std::string>", .nullable = true, .given = true},
      {.name = "score", .column = "score", .json = "score", .sql_type = "float8", .cpp_type = "double", .given = true},
  };
  static constexpr TypeInfo type = {.name = "RelevantDocuments", .kind = TypeKind::result, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::RelevantDocuments;
    visit(fields[0], &Self::id);
    visit(fields[1], &Self::title);
    visit(fields[2], &Self::content);
    visit(fields[3], &Self::score);
  }
};

template <>
struct Description<::platform::db::Costs> {
  static constexpr FieldInfo fields[] = {
      {.name = "period", .column = "period", .json = "period", .sql_type = "timestamptz", .cpp_type = "tenon::Timestamptz", .given = true},
      {.name = "service", .column = "service", .json = "service", .sql_type = "cost_service", .cpp_type = "CostService", .given = true},
      {.name = "cost", .column = "cost", .json = "cost", .sql_type = "numeric", .cpp_type = "tenon::Numeric", .given = true},
      {.name = "tokens", .column = "tokens", .json = "tokens", .sql_type = "int8", .cpp_type = "std::optional<std::int64_t>", .nullable = true, .given = true},
  };
  static constexpr TypeInfo type = {.name = "Costs", .kind = TypeKind::result, .fields = fields};

  template <class Visit>
  static constexpr void each([[maybe_unused]] Visit&& visit) {
    using Self [[maybe_unused]] = ::platform::db::Costs;
    visit(fields[0], &Self::period);
    visit(fields[1], &Self::service);
    visit(fields[2], &Self::cost);
    visit(fields[3], &Self::tokens);
  }
};

}  // namespace tenon
