// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// The schema's types as plain values. How to read and write them is in platform_access.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/record.hpp>
#include <tenon/types.hpp>
#include <tenon/version.hpp>

static_assert(TENON_RUNTIME_VERSION >= TENON_MAKE_VERSION(0, 1, 0),
              "platform was made by tenon 0.1.0, and tenon's runtime here is older than 0.1.0: update the runtime, or generate platform with the tool of the runtime's version");
static_assert(TENON_MAKE_VERSION(0, 1, 0) >= TENON_OLDEST_GENERATED,
              "platform was made by tenon 0.1.0, which is too old for tenon's runtime here: generate it again with the tool of the runtime's version");

/// A platform for chat and meetings in which an assistant takes part: tenants embed widgets, visitors talk in
/// sessions, documents feed the answers, and every use of a model has its cost.
namespace platform::db {

/// What a tenon::Pool compares with the database.
inline constexpr tenon::SchemaInfo kSchema{
    .name = "platform",
    .fingerprint = "f1f1cdfc44762bf9",
    .tenant_setting = "app.current_tenant_id",
    .tool_version = "0.1.0",
};

/// The value of a label, or nothing.
template <class Enum>
std::optional<Enum> from_string(std::string_view label) = delete;

enum class Plan : std::uint8_t {
  starter,
  growth,
  business,
  enterprise,
};
[[nodiscard]] std::string_view to_string(Plan value);
template <>
std::optional<Plan> from_string<Plan>(std::string_view label);
std::ostream& operator<<(std::ostream& out, Plan value);

enum class UserRole : std::uint8_t {
  owner,
  admin,
  member,
};
[[nodiscard]] std::string_view to_string(UserRole value);
template <>
std::optional<UserRole> from_string<UserRole>(std::string_view label);
std::ostream& operator<<(std::ostream& out, UserRole value);

enum class AccountType : std::uint8_t {
  oauth,
  oidc,
  email,
  credentials,
  webauthn,
};
[[nodiscard]] std::string_view to_string(AccountType value);
template <>
std::optional<AccountType> from_string<AccountType>(std::string_view label);
std::ostream& operator<<(std::ostream& out, AccountType value);

enum class SessionMode : std::uint8_t {
  text,
  meeting,
};
[[nodiscard]] std::string_view to_string(SessionMode value);
template <>
std::optional<SessionMode> from_string<SessionMode>(std::string_view label);
std::ostream& operator<<(std::ostream& out, SessionMode value);

enum class MessageRole : std::uint8_t {
  user,
  assistant,
  system,
};
[[nodiscard]] std::string_view to_string(MessageRole value);
template <>
std::optional<MessageRole> from_string<MessageRole>(std::string_view label);
std::ostream& operator<<(std::ostream& out, MessageRole value);

enum class CostService : std::uint8_t {
  vision,
  voice_stt,
  voice_tts,
  llm,
  embedding,
  livekit,
};
[[nodiscard]] std::string_view to_string(CostService value);
template <>
std::optional<CostService> from_string<CostService>(std::string_view label);
std::ostream& operator<<(std::ostream& out, CostService value);

enum class BudgetPeriod : std::uint8_t {
  daily,
  weekly,
  monthly,
};
[[nodiscard]] std::string_view to_string(BudgetPeriod value);
template <>
std::optional<BudgetPeriod> from_string<BudgetPeriod>(std::string_view label);
std::ostream& operator<<(std::ostream& out, BudgetPeriod value);

enum class AlertSeverity : std::uint8_t {
  warning,
  critical,
};
[[nodiscard]] std::string_view to_string(AlertSeverity value);
template <>
std::optional<AlertSeverity> from_string<AlertSeverity>(std::string_view label);
std::ostream& operator<<(std::ostream& out, AlertSeverity value);

enum class Theme : std::uint8_t {
  light,
  dark,
  auto_,
};
[[nodiscard]] std::string_view to_string(Theme value);
template <>
std::optional<Theme> from_string<Theme>(std::string_view label);
std::ostream& operator<<(std::ostream& out, Theme value);

enum class WidgetPosition : std::uint8_t {
  bottom_right,
  bottom_left,
};
[[nodiscard]] std::string_view to_string(WidgetPosition value);
template <>
std::optional<WidgetPosition> from_string<WidgetPosition>(std::string_view label);
std::ostream& operator<<(std::ostream& out, WidgetPosition value);

enum class AttachmentType : std::uint8_t {
  image,
  file,
};
[[nodiscard]] std::string_view to_string(AttachmentType value);
template <>
std::optional<AttachmentType> from_string<AttachmentType>(std::string_view label);
std::ostream& operator<<(std::ostream& out, AttachmentType value);

struct TenantSettings {
  std::optional<double> max_monthly_spend{};
  std::optional<std::vector<std::string>> allowed_domains{};
  std::optional<std::vector<std::string>> features{};

  friend bool operator==(const TenantSettings&, const TenantSettings&) = default;
  friend auto operator<=>(const TenantSettings&, const TenantSettings&) = default;
};
[[nodiscard]] std::string to_string(const TenantSettings& value);
[[nodiscard]] std::size_t hash_value(const TenantSettings& value);
std::ostream& operator<<(std::ostream& out, const TenantSettings& value);

struct WidgetSettings {
  Theme theme{};
  WidgetPosition position{};
  std::optional<std::string> greeting{};
  std::optional<std::string> primary_color{};
  std::optional<std::string> secondary_color{};

  friend bool operator==(const WidgetSettings&, const WidgetSettings&) = default;
  friend auto operator<=>(const WidgetSettings&, const WidgetSettings&) = default;
};
[[nodiscard]] std::string to_string(const WidgetSettings& value);
[[nodiscard]] std::size_t hash_value(const WidgetSettings& value);
std::ostream& operator<<(std::ostream& out, const WidgetSettings& value);

struct MeetingMetadata {
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  std::optional<std::vector<std::string>> participants{};

  friend bool operator==(const MeetingMetadata&, const MeetingMetadata&) = default;
  friend auto operator<=>(const MeetingMetadata&, const MeetingMetadata&) = default;
};
[[nodiscard]] std::string to_string(const MeetingMetadata& value);
[[nodiscard]] std::size_t hash_value(const MeetingMetadata& value);
std::ostream& operator<<(std::ostream& out, const MeetingMetadata& value);

/// What a visitor's client tells of itself; a client may tell more.
struct SessionMetadata {
  std::optional<std::string> user_agent{};
  std::optional<std::string> ip{};
  std::optional<std::string> country{};
  /// The members that the schema doesn't name, as a JSON object.
  tenon::Json other{"{}"};

  friend bool operator==(const SessionMetadata&, const SessionMetadata&) = default;
};
[[nodiscard]] std::string to_string(const SessionMetadata& value);
[[nodiscard]] std::size_t hash_value(const SessionMetadata& value);
std::ostream& operator<<(std::ostream& out, const SessionMetadata& value);

struct Attachment {
  AttachmentType type{};
  std::string url{};
  std::optional<std::string> name{};
  std::optional<std::int64_t> size{};

  friend bool operator==(const Attachment&, const Attachment&) = default;
  friend auto operator<=>(const Attachment&, const Attachment&) = default;
};
[[nodiscard]] std::string to_string(const Attachment& value);
[[nodiscard]] std::size_t hash_value(const Attachment& value);
std::ostream& operator<<(std::ostream& out, const Attachment& value);

struct MessageMetadata {
  std::optional<std::string> model{};
  std::optional<std::int32_t> tokens_used{};
  std::optional<double> cost_usd{};
  std::optional<std::int32_t> latency_ms{};

  friend bool operator==(const MessageMetadata&, const MessageMetadata&) = default;
  friend auto operator<=>(const MessageMetadata&, const MessageMetadata&) = default;
};
[[nodiscard]] std::string to_string(const MessageMetadata& value);
[[nodiscard]] std::size_t hash_value(const MessageMetadata& value);
std::ostream& operator<<(std::ostream& out, const MessageMetadata& value);

struct DocumentMetadata {
  std::optional<std::string> source{};
  std::optional<std::string> url{};
  std::optional<std::string> author{};
  std::optional<std::vector<std::string>> tags{};

  friend bool operator==(const DocumentMetadata&, const DocumentMetadata&) = default;
  friend auto operator<=>(const DocumentMetadata&, const DocumentMetadata&) = default;
};
[[nodiscard]] std::string to_string(const DocumentMetadata& value);
[[nodiscard]] std::size_t hash_value(const DocumentMetadata& value);
std::ostream& operator<<(std::ostream& out, const DocumentMetadata& value);

struct ChunkMetadata {
  std::optional<std::int32_t> chunk_size{};
  std::optional<std::int32_t> overlap_size{};

  friend bool operator==(const ChunkMetadata&, const ChunkMetadata&) = default;
  friend auto operator<=>(const ChunkMetadata&, const ChunkMetadata&) = default;
};
[[nodiscard]] std::string to_string(const ChunkMetadata& value);
[[nodiscard]] std::size_t hash_value(const ChunkMetadata& value);
std::ostream& operator<<(std::ostream& out, const ChunkMetadata& value);

struct CostMetadata {
  std::optional<std::string> model{};
  std::optional<std::string> operation{};
  std::optional<double> duration{};

  friend bool operator==(const CostMetadata&, const CostMetadata&) = default;
  friend auto operator<=>(const CostMetadata&, const CostMetadata&) = default;
};
[[nodiscard]] std::string to_string(const CostMetadata& value);
[[nodiscard]] std::size_t hash_value(const CostMetadata& value);
std::ostream& operator<<(std::ostream& out, const CostMetadata& value);

/// What each service cost in a period.
struct CostBreakdown {
  double vision{};
  double voice_stt{};
  double voice_tts{};
  double llm{};
  double embedding{};
  double livekit{};

  friend bool operator==(const CostBreakdown&, const CostBreakdown&) = default;
  friend auto operator<=>(const CostBreakdown&, const CostBreakdown&) = default;
};
[[nodiscard]] std::string to_string(const CostBreakdown& value);
[[nodiscard]] std::size_t hash_value(const CostBreakdown& value);
std::ostream& operator<<(std::ostream& out, const CostBreakdown& value);

struct AlertMetadata {
  std::optional<std::vector<std::string>> recipients{};
  std::optional<std::vector<std::string>> channels{};
  std::optional<std::string> custom_message{};

  friend bool operator==(const AlertMetadata&, const AlertMetadata&) = default;
  friend auto operator<=>(const AlertMetadata&, const AlertMetadata&) = default;
};
[[nodiscard]] std::string to_string(const AlertMetadata& value);
[[nodiscard]] std::size_t hash_value(const AlertMetadata& value);
std::ostream& operator<<(std::ostream& out, const AlertMetadata& value);

struct UsageStats {
  std::int64_t total_uses{};
  double avg_tokens{};
  double avg_cost{};

  friend bool operator==(const UsageStats&, const UsageStats&) = default;
  friend auto operator<=>(const UsageStats&, const UsageStats&) = default;
};
[[nodiscard]] std::string to_string(const UsageStats& value);
[[nodiscard]] std::size_t hash_value(const UsageStats& value);
std::ostream& operator<<(std::ostream& out, const UsageStats& value);

struct PersonalityMetadata {
  std::optional<std::vector<std::string>> tags{};
  std::optional<std::string> category{};
  std::optional<UsageStats> usage_stats{};

  friend bool operator==(const PersonalityMetadata&, const PersonalityMetadata&) = default;
  friend auto operator<=>(const PersonalityMetadata&, const PersonalityMetadata&) = default;
};
[[nodiscard]] std::string to_string(const PersonalityMetadata& value);
[[nodiscard]] std::size_t hash_value(const PersonalityMetadata& value);
std::ostream& operator<<(std::ostream& out, const PersonalityMetadata& value);

/// A customer organisation.
struct Tenant {
  tenon::Uuid id{};
  std::string name{};
  /// What a widget presents; unique over all tenants, since it is how one is found.
  tenon::Secret<std::string> api_key{};
  Plan plan{};
  std::optional<TenantSettings> settings{};
  std::optional<std::string> stripe_customer_id{};
  std::optional<std::string> stripe_subscription_id{};
  tenon::Timestamptz created_at{};
  tenon::Timestamptz updated_at{};

  friend bool operator==(const Tenant&, const Tenant&) = default;
};
[[nodiscard]] std::string to_string(const Tenant& value);
[[nodiscard]] std::size_t hash_value(const Tenant& value);
std::ostream& operator<<(std::ostream& out, const Tenant& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewTenant {
  std::string name;
  tenon::Secret<std::string> api_key;
  std::optional<Plan> plan{};
  std::optional<TenantSettings> settings{};
  std::optional<std::string> stripe_customer_id{};
  std::optional<std::string> stripe_subscription_id{};
  std::optional<tenon::Timestamptz> created_at{};
  std::optional<tenon::Timestamptz> updated_at{};
};

/// What to change; what is left out is kept.
struct TenantPatch {
  std::optional<std::string> name{};
  std::optional<tenon::Secret<std::string>> api_key{};
  std::optional<Plan> plan{};
  tenon::Patch<TenantSettings> settings{};
  tenon::Patch<std::string> stripe_customer_id{};
  tenon::Patch<std::string> stripe_subscription_id{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// Someone who works for a tenant. The same address may work for two: it is unique within each.
struct User {
  tenon::Uuid id{};
  std::string email{};
  tenon::Secret<std::string> password_hash{};
  UserRole role{};
  std::optional<std::string> name{};
  std::optional<std::string> avatar_url{};
  tenon::Timestamptz created_at{};
  tenon::Timestamptz updated_at{};

  friend bool operator==(const User&, const User&) = default;
};
[[nodiscard]] std::string to_string(const User& value);
[[nodiscard]] std::size_t hash_value(const User& value);
std::ostream& operator<<(std::ostream& out, const User& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewUser {
  std::optional<tenon::Uuid> id{};
  std::string email;
  tenon::Secret<std::string> password_hash;
  std::optional<UserRole> role{};
  std::optional<std::string> name{};
  std::optional<std::string> avatar_url{};
  std::optional<tenon::Timestamptz> created_at{};
  std::optional<tenon::Timestamptz> updated_at{};
};

/// What to change; what is left out is kept.
struct UserPatch {
  std::optional<std::string> email{};
  std::optional<tenon::Secret<std::string>> password_hash{};
  std::optional<UserRole> role{};
  tenon::Patch<std::string> name{};
  tenon::Patch<std::string> avatar_url{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// A way in which a user signs in at somebody else's. An account of theirs may belong to users of several tenants.
struct Account {
  tenon::Uuid id{};
  tenon::Uuid user_id{};
  AccountType type{};
  std::string provider{};
  std::string provider_account_id{};
  std::optional<tenon::Secret<std::string>> refresh_token{};
  std::optional<tenon::Secret<std::string>> access_token{};
  std::optional<tenon::Timestamptz> expires_at{};
  std::optional<std::string> token_type{};
  std::optional<std::string> scope{};
  std::optional<tenon::Secret<std::string>> id_token{};
  std::optional<std::string> session_state{};

  friend bool operator==(const Account&, const Account&) = default;
};
[[nodiscard]] std::string to_string(const Account& value);
[[nodiscard]] std::size_t hash_value(const Account& value);
std::ostream& operator<<(std::ostream& out, const Account& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewAccount {
  std::optional<tenon::Uuid> id{};
  tenon::Uuid user_id;
  AccountType type;
  std::string provider;
  std::string provider_account_id;
  std::optional<tenon::Secret<std::string>> refresh_token{};
  std::optional<tenon::Secret<std::string>> access_token{};
  std::optional<tenon::Timestamptz> expires_at{};
  std::optional<std::string> token_type{};
  std::optional<std::string> scope{};
  std::optional<tenon::Secret<std::string>> id_token{};
  std::optional<std::string> session_state{};
};

/// What to change; what is left out is kept.
struct AccountPatch {
  std::optional<tenon::Uuid> user_id{};
  std::optional<AccountType> type{};
  std::optional<std::string> provider{};
  std::optional<std::string> provider_account_id{};
  tenon::Patch<tenon::Secret<std::string>> refresh_token{};
  tenon::Patch<tenon::Secret<std::string>> access_token{};
  tenon::Patch<tenon::Timestamptz> expires_at{};
  tenon::Patch<std::string> token_type{};
  tenon::Patch<std::string> scope{};
  tenon::Patch<tenon::Secret<std::string>> id_token{};
  tenon::Patch<std::string> session_state{};
};

/// A user who is signed in.
struct AuthSession {
  tenon::Uuid id{};
  tenon::Secret<std::string> session_token{};
  tenon::Uuid user_id{};
  tenon::Timestamptz expires{};

  friend bool operator==(const AuthSession&, const AuthSession&) = default;
};
[[nodiscard]] std::string to_string(const AuthSession& value);
[[nodiscard]] std::size_t hash_value(const AuthSession& value);
std::ostream& operator<<(std::ostream& out, const AuthSession& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewAuthSession {
  std::optional<tenon::Uuid> id{};
  tenon::Secret<std::string> session_token;
  tenon::Uuid user_id;
  tenon::Timestamptz expires;
};

/// What to change; what is left out is kept.
struct AuthSessionPatch {
  std::optional<tenon::Secret<std::string>> session_token{};
  std::optional<tenon::Uuid> user_id{};
  std::optional<tenon::Timestamptz> expires{};
};

/// A token mailed to an address that wants to sign in.
struct VerificationToken {
  std::string identifier{};
  tenon::Secret<std::string> token{};
  tenon::Timestamptz expires{};

  friend bool operator==(const VerificationToken&, const VerificationToken&) = default;
};
[[nodiscard]] std::string to_string(const VerificationToken& value);
[[nodiscard]] std::size_t hash_value(const VerificationToken& value);
std::ostream& operator<<(std::ostream& out, const VerificationToken& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewVerificationToken {
  std::string identifier;
  tenon::Secret<std::string> token;
  tenon::Timestamptz expires;
};

/// What to change; what is left out is kept.
struct VerificationTokenPatch {
  std::optional<tenon::Timestamptz> expires{};
};

/// A chat window on a customer's site.
struct Widget {
  tenon::Uuid id{};
  std::string name{};
  std::vector<std::string> domain_whitelist{};
  std::optional<WidgetSettings> settings{};
  bool is_active{};
  tenon::Timestamptz created_at{};
  tenon::Timestamptz updated_at{};

  friend bool operator==(const Widget&, const Widget&) = default;
  friend auto operator<=>(const Widget&, const Widget&) = default;
};
[[nodiscard]] std::string to_string(const Widget& value);
[[nodiscard]] std::size_t hash_value(const Widget& value);
std::ostream& operator<<(std::ostream& out, const Widget& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewWidget {
  std::optional<tenon::Uuid> id{};
  std::string name;
  std::vector<std::string> domain_whitelist;
  std::optional<WidgetSettings> settings{};
  std::optional<bool> is_active{};
  std::optional<tenon::Timestamptz> created_at{};
  std::optional<tenon::Timestamptz> updated_at{};
};

/// What to change; what is left out is kept.
struct WidgetPatch {
  std::optional<std::string> name{};
  std::optional<std::vector<std::string>> domain_whitelist{};
  tenon::Patch<WidgetSettings> settings{};
  std::optional<bool> is_active{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// A room in which people and the assistant talk.
struct Meeting {
  tenon::Uuid id{};
  std::string room_name{};
  std::string livekit_room_id{};
  /// NULL once the user is gone. A NOT NULL column that ON DELETE SET NULL would clear makes every such delete fail.
  std::optional<tenon::Uuid> created_by{};
  tenon::Timestamptz started_at{};
  std::optional<tenon::Timestamptz> ended_at{};
  std::optional<MeetingMetadata> metadata{};

  friend bool operator==(const Meeting&, const Meeting&) = default;
  friend auto operator<=>(const Meeting&, const Meeting&) = default;
};
[[nodiscard]] std::string to_string(const Meeting& value);
[[nodiscard]] std::size_t hash_value(const Meeting& value);
std::ostream& operator<<(std::ostream& out, const Meeting& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewMeeting {
  std::optional<tenon::Uuid> id{};
  std::string room_name;
  std::string livekit_room_id;
  std::optional<tenon::Uuid> created_by{};
  std::optional<tenon::Timestamptz> started_at{};
  std::optional<tenon::Timestamptz> ended_at{};
  std::optional<MeetingMetadata> metadata{};
};

/// What to change; what is left out is kept.
struct MeetingPatch {
  std::optional<std::string> room_name{};
  std::optional<std::string> livekit_room_id{};
  tenon::Patch<tenon::Uuid> created_by{};
  std::optional<tenon::Timestamptz> started_at{};
  tenon::Patch<tenon::Timestamptz> ended_at{};
  tenon::Patch<MeetingMetadata> metadata{};
};

/// A visitor's conversation, through a widget or in a meeting.
struct Session {
  tenon::Uuid id{};
  std::optional<tenon::Uuid> widget_id{};
  std::optional<tenon::Uuid> meeting_id{};
  SessionMode mode{};
  tenon::Numeric cost_usd{};
  std::optional<SessionMetadata> metadata{};
  tenon::Timestamptz created_at{};
  std::optional<tenon::Timestamptz> ended_at{};

  friend bool operator==(const Session&, const Session&) = default;
};
[[nodiscard]] std::string to_string(const Session& value);
[[nodiscard]] std::size_t hash_value(const Session& value);
std::ostream& operator<<(std::ostream& out, const Session& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewSession {
  std::optional<tenon::Uuid> id{};
  std::optional<tenon::Uuid> widget_id{};
  std::optional<tenon::Uuid> meeting_id{};
  std::optional<SessionMode> mode{};
  std::optional<tenon::Numeric> cost_usd{};
  std::optional<SessionMetadata> metadata{};
  std::optional<tenon::Timestamptz> created_at{};
  std::optional<tenon::Timestamptz> ended_at{};
};

/// What to change; what is left out is kept.
struct SessionPatch {
  tenon::Patch<tenon::Uuid> widget_id{};
  tenon::Patch<tenon::Uuid> meeting_id{};
  std::optional<SessionMode> mode{};
  std::optional<tenon::Numeric> cost_usd{};
  tenon::Patch<SessionMetadata> metadata{};
  std::optional<tenon::Timestamptz> created_at{};
  tenon::Patch<tenon::Timestamptz> ended_at{};
};

/// One utterance in a session.
struct Message {
  tenon::Uuid id{};
  tenon::Uuid session_id{};
  MessageRole role{};
  std::string content{};
  std::optional<std::vector<Attachment>> attachments{};
  std::optional<MessageMetadata> metadata{};
  tenon::Timestamptz timestamp{};

  friend bool operator==(const Message&, const Message&) = default;
  friend auto operator<=>(const Message&, const Message&) = default;
};
[[nodiscard]] std::string to_string(const Message& value);
[[nodiscard]] std::size_t hash_value(const Message& value);
std::ostream& operator<<(std::ostream& out, const Message& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewMessage {
  std::optional<tenon::Uuid> id{};
  tenon::Uuid session_id;
  MessageRole role;
  std::string content;
  std::optional<std::vector<Attachment>> attachments{};
  std::optional<MessageMetadata> metadata{};
  std::optional<tenon::Timestamptz> timestamp{};
};

/// What to change; what is left out is kept.
struct MessagePatch {
  std::optional<tenon::Uuid> session_id{};
  std::optional<MessageRole> role{};
  std::optional<std::string> content{};
  tenon::Patch<std::vector<Attachment>> attachments{};
  tenon::Patch<MessageMetadata> metadata{};
  std::optional<tenon::Timestamptz> timestamp{};
};

/// A text that answers are drawn from.
struct KnowledgeDocument {
  tenon::Uuid id{};
  std::string title{};
  std::string content{};
  std::optional<std::string> category{};
  std::optional<tenon::Vector> embedding{};
  std::optional<DocumentMetadata> metadata{};
  tenon::Timestamptz created_at{};
  tenon::Timestamptz updated_at{};

  friend bool operator==(const KnowledgeDocument&, const KnowledgeDocument&) = default;
};
[[nodiscard]] std::string to_string(const KnowledgeDocument& value);
[[nodiscard]] std::size_t hash_value(const KnowledgeDocument& value);
std::ostream& operator<<(std::ostream& out, const KnowledgeDocument& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewKnowledgeDocument {
  std::optional<tenon::Uuid> id{};
  std::string title;
  std::string content;
  std::optional<std::string> category{};
  std::optional<tenon::Vector> embedding{};
  std::optional<DocumentMetadata> metadata{};
  std::optional<tenon::Timestamptz> created_at{};
  std::optional<tenon::Timestamptz> updated_at{};
};

/// What to change; what is left out is kept.
struct KnowledgeDocumentPatch {
  std::optional<std::string> title{};
  std::optional<std::string> content{};
  tenon::Patch<std::string> category{};
  tenon::Patch<tenon::Vector> embedding{};
  tenon::Patch<DocumentMetadata> metadata{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// A part of a document, small enough for a prompt.
struct KnowledgeChunk {
  tenon::Uuid id{};
  tenon::Uuid document_id{};
  std::string content{};
  tenon::Vector embedding{};
  std::int32_t position{};
  std::optional<ChunkMetadata> metadata{};

  friend bool operator==(const KnowledgeChunk&, const KnowledgeChunk&) = default;
};
[[nodiscard]] std::string to_string(const KnowledgeChunk& value);
[[nodiscard]] std::size_t hash_value(const KnowledgeChunk& value);
std::ostream& operator<<(std::ostream& out, const KnowledgeChunk& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewKnowledgeChunk {
  std::optional<tenon::Uuid> id{};
  tenon::Uuid document_id;
  std::string content;
  tenon::Vector embedding;
  std::int32_t position;
  std::optional<ChunkMetadata> metadata{};
};

/// What to change; what is left out is kept.
struct KnowledgeChunkPatch {
  std::optional<tenon::Uuid> document_id{};
  std::optional<std::string> content{};
  std::optional<tenon::Vector> embedding{};
  std::optional<std::int32_t> position{};
  tenon::Patch<ChunkMetadata> metadata{};
};

/// One use of a paid service.
struct CostEvent {
  tenon::Uuid id{};
  std::optional<tenon::Uuid> session_id{};
  CostService service{};
  std::optional<std::string> provider{};
  std::optional<std::int32_t> tokens_used{};
  tenon::Numeric cost_usd{};
  std::optional<CostMetadata> metadata{};
  tenon::Timestamptz timestamp{};

  friend bool operator==(const CostEvent&, const CostEvent&) = default;
  friend auto operator<=>(const CostEvent&, const CostEvent&) = default;
};
[[nodiscard]] std::string to_string(const CostEvent& value);
[[nodiscard]] std::size_t hash_value(const CostEvent& value);
std::ostream& operator<<(std::ostream& out, const CostEvent& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewCostEvent {
  std::optional<tenon::Uuid> id{};
  std::optional<tenon::Uuid> session_id{};
  CostService service;
  std::optional<std::string> provider{};
  std::optional<std::int32_t> tokens_used{};
  tenon::Numeric cost_usd;
  std::optional<CostMetadata> metadata{};
  std::optional<tenon::Timestamptz> timestamp{};
};

/// What to change; what is left out is kept.
struct CostEventPatch {
  tenon::Patch<tenon::Uuid> session_id{};
  std::optional<CostService> service{};
  tenon::Patch<std::string> provider{};
  tenon::Patch<std::int32_t> tokens_used{};
  std::optional<tenon::Numeric> cost_usd{};
  tenon::Patch<CostMetadata> metadata{};
  std::optional<tenon::Timestamptz> timestamp{};
};

/// What a period cost, summed up.
struct CostSummary {
  tenon::Uuid id{};
  tenon::Timestamptz period_start{};
  tenon::Timestamptz period_end{};
  tenon::Numeric total_cost_usd{};
  CostBreakdown breakdown{};
  std::int32_t event_count{};
  tenon::Timestamptz created_at{};

  friend bool operator==(const CostSummary&, const CostSummary&) = default;
  friend auto operator<=>(const CostSummary&, const CostSummary&) = default;
};
[[nodiscard]] std::string to_string(const CostSummary& value);
[[nodiscard]] std::size_t hash_value(const CostSummary& value);
std::ostream& operator<<(std::ostream& out, const CostSummary& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewCostSummary {
  std::optional<tenon::Uuid> id{};
  tenon::Timestamptz period_start;
  tenon::Timestamptz period_end;
  tenon::Numeric total_cost_usd;
  CostBreakdown breakdown;
  std::optional<std::int32_t> event_count{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// What to change; what is left out is kept.
struct CostSummaryPatch {
  std::optional<tenon::Timestamptz> period_start{};
  std::optional<tenon::Timestamptz> period_end{};
  std::optional<tenon::Numeric> total_cost_usd{};
  std::optional<CostBreakdown> breakdown{};
  std::optional<std::int32_t> event_count{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// A budget that was passed.
struct BudgetAlert {
  tenon::Uuid id{};
  tenon::Numeric threshold{};
  tenon::Numeric current_spend{};
  BudgetPeriod period{};
  AlertSeverity severity{};
  std::int32_t notifications_sent{};
  tenon::Timestamptz triggered_at{};
  bool resolved{};
  std::optional<tenon::Timestamptz> resolved_at{};
  std::optional<AlertMetadata> metadata{};

  friend bool operator==(const BudgetAlert&, const BudgetAlert&) = default;
  friend auto operator<=>(const BudgetAlert&, const BudgetAlert&) = default;
};
[[nodiscard]] std::string to_string(const BudgetAlert& value);
[[nodiscard]] std::size_t hash_value(const BudgetAlert& value);
std::ostream& operator<<(std::ostream& out, const BudgetAlert& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewBudgetAlert {
  std::optional<tenon::Uuid> id{};
  tenon::Numeric threshold;
  tenon::Numeric current_spend;
  std::optional<BudgetPeriod> period{};
  std::optional<AlertSeverity> severity{};
  std::optional<std::int32_t> notifications_sent{};
  std::optional<tenon::Timestamptz> triggered_at{};
  std::optional<bool> resolved{};
  std::optional<tenon::Timestamptz> resolved_at{};
  std::optional<AlertMetadata> metadata{};
};

/// What to change; what is left out is kept.
struct BudgetAlertPatch {
  std::optional<tenon::Numeric> threshold{};
  std::optional<tenon::Numeric> current_spend{};
  std::optional<BudgetPeriod> period{};
  std::optional<AlertSeverity> severity{};
  std::optional<std::int32_t> notifications_sent{};
  std::optional<tenon::Timestamptz> triggered_at{};
  std::optional<bool> resolved{};
  tenon::Patch<tenon::Timestamptz> resolved_at{};
  tenon::Patch<AlertMetadata> metadata{};
};

/// How the assistant talks.
struct AiPersonality {
  tenon::Uuid id{};
  std::string name{};
  std::optional<std::string> description{};
  std::string system_prompt{};
  tenon::Numeric temperature{};
  std::optional<std::int32_t> max_tokens{};
  std::optional<tenon::Numeric> top_p{};
  std::optional<tenon::Numeric> frequency_penalty{};
  std::optional<tenon::Numeric> presence_penalty{};
  std::optional<std::string> preferred_model{};
  bool is_default{};
  bool is_active{};
  std::optional<PersonalityMetadata> metadata{};
  tenon::Timestamptz created_at{};
  tenon::Timestamptz updated_at{};

  friend bool operator==(const AiPersonality&, const AiPersonality&) = default;
  friend auto operator<=>(const AiPersonality&, const AiPersonality&) = default;
};
[[nodiscard]] std::string to_string(const AiPersonality& value);
[[nodiscard]] std::size_t hash_value(const AiPersonality& value);
std::ostream& operator<<(std::ostream& out, const AiPersonality& value);

/// A row to insert; what is left out takes its default. The members without `{}` have none: a compiler that warns of
/// missing initializers (-Wextra) tells of one that was forgotten.
struct NewAiPersonality {
  std::optional<tenon::Uuid> id{};
  std::string name;
  std::optional<std::string> description{};
  std::string system_prompt;
  std::optional<tenon::Numeric> temperature{};
  tenon::Patch<std::int32_t> max_tokens{};
  tenon::Patch<tenon::Numeric> top_p{};
  tenon::Patch<tenon::Numeric> frequency_penalty{};
  tenon::Patch<tenon::Numeric> presence_penalty{};
  std::optional<std::string> preferred_model{};
  std::optional<bool> is_default{};
  std::optional<bool> is_active{};
  std::optional<PersonalityMetadata> metadata{};
  std::optional<tenon::Timestamptz> created_at{};
  std::optional<tenon::Timestamptz> updated_at{};
};

/// What to change; what is left out is kept.
struct AiPersonalityPatch {
  std::optional<std::string> name{};
  tenon::Patch<std::string> description{};
  std::optional<std::string> system_prompt{};
  std::optional<tenon::Numeric> temperature{};
  tenon::Patch<std::int32_t> max_tokens{};
  tenon::Patch<tenon::Numeric> top_p{};
  tenon::Patch<tenon::Numeric> frequency_penalty{};
  tenon::Patch<tenon::Numeric> presence_penalty{};
  tenon::Patch<std::string> preferred_model{};
  std::optional<bool> is_default{};
  std::optional<bool> is_active{};
  tenon::Patch<PersonalityMetadata> metadata{};
  std::optional<tenon::Timestamptz> created_at{};
};

/// What `relevant_documents` gives.
struct RelevantDocuments {
  std::optional<tenon::Uuid> id{};
  std::optional<std::string> title{};
  std::optional<std::string> content{};
  double score{};

  friend bool operator==(const RelevantDocuments&, const RelevantDocuments&) = default;
  friend auto operator<=>(const RelevantDocuments&, const RelevantDocuments&) = default;
};
[[nodiscard]] std::string to_string(const RelevantDocuments& value);
[[nodiscard]] std::size_t hash_value(const RelevantDocuments& value);
std::ostream& operator<<(std::ostream& out, const RelevantDocuments& value);

/// What `costs` gives.
struct Costs {
  tenon::Timestamptz period{};
  CostService service{};
  tenon::Numeric cost{};
  std::optional<std::int64_t> tokens{};

  friend bool operator==(const Costs&, const Costs&) = default;
  friend auto operator<=>(const Costs&, const Costs&) = default;
};
[[nodiscard]] std::string to_string(const Costs& value);
[[nodiscard]] std::size_t hash_value(const Costs& value);
std::ostream& operator<<(std::ostream& out, const Costs& value);

}  // namespace platform::db

namespace tenon {

template <>
inline constexpr bool is_generated<::platform::db::Plan> = true;
template <>
inline constexpr bool is_generated<::platform::db::UserRole> = true;
template <>
inline constexpr bool is_generated<::platform::db::AccountType> = true;
template <>
inline constexpr bool is_generated<::platform::db::SessionMode> = true;
template <>
inline constexpr bool is_generated<::platform::db::MessageRole> = true;
template <>
inline constexpr bool is_generated<::platform::db::CostService> = true;
template <>
inline constexpr bool is_generated<::platform::db::BudgetPeriod> = true;
template <>
inline constexpr bool is_generated<::platform::db::AlertSeverity> = true;
template <>
inline constexpr bool is_generated<::platform::db::Theme> = true;
template <>
inline constexpr bool is_generated<::platform::db::WidgetPosition> = true;
template <>
inline constexpr bool is_generated<::platform::db::AttachmentType> = true;
template <>
inline constexpr bool is_generated<::platform::db::TenantSettings> = true;
template <>
inline constexpr bool is_generated<::platform::db::WidgetSettings> = true;
template <>
inline constexpr bool is_generated<::platform::db::MeetingMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::SessionMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::Attachment> = true;
template <>
inline constexpr bool is_generated<::platform::db::MessageMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::DocumentMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::ChunkMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::CostMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::CostBreakdown> = true;
template <>
inline constexpr bool is_generated<::platform::db::AlertMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::UsageStats> = true;
template <>
inline constexpr bool is_generated<::platform::db::PersonalityMetadata> = true;
template <>
inline constexpr bool is_generated<::platform::db::Tenant> = true;
template <>
inline constexpr bool is_generated<::platform::db::User> = true;
template <>
inline constexpr bool is_generated<::platform::db::Account> = true;
template <>
inline constexpr bool is_generated<::platform::db::AuthSession> = true;
template <>
inline constexpr bool is_generated<::platform::db::VerificationToken> = true;
template <>
inline constexpr bool is_generated<::platform::db::Widget> = true;
template <>
inline constexpr bool is_generated<::platform::db::Meeting> = true;
template <>
inline constexpr bool is_generated<::platform::db::Session> = true;
template <>
inline constexpr bool is_generated<::platform::db::Message> = true;
template <>
inline constexpr bool is_generated<::platform::db::KnowledgeDocument> = true;
template <>
inline constexpr bool is_generated<::platform::db::KnowledgeChunk> = true;
template <>
inline constexpr bool is_generated<::platform::db::CostEvent> = true;
template <>
inline constexpr bool is_generated<::platform::db::CostSummary> = true;
template <>
inline constexpr bool is_generated<::platform::db::BudgetAlert> = true;
template <>
inline constexpr bool is_generated<::platform::db::AiPersonality> = true;
template <>
inline constexpr bool is_generated<::platform::db::RelevantDocuments> = true;
template <>
inline constexpr bool is_generated<::platform::db::Costs> = true;

}  // namespace tenon
