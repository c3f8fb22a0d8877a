// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// The schema's types as plain values. How to read and write them is in platform_access.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

enum class UserRole : std::uint8_t {
  owner,
  admin,
  member,
};
[[nodiscard]] std::string_view to_string(UserRole value);
template <>
std::optional<UserRole> from_string<UserRole>(std::string_view label);

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

enum class SessionMode : std::uint8_t {
  text,
  meeting,
};
[[nodiscard]] std::string_view to_string(SessionMode value);
template <>
std::optional<SessionMode> from_string<SessionMode>(std::string_view label);

enum class MessageRole : std::uint8_t {
  user,
  assistant,
  system,
};
[[nodiscard]] std::string_view to_string(MessageRole value);
template <>
std::optional<MessageRole> from_string<MessageRole>(std::string_view label);

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

enum class BudgetPeriod : std::uint8_t {
  daily,
  weekly,
  monthly,
};
[[nodiscard]] std::string_view to_string(BudgetPeriod value);
template <>
std::optional<BudgetPeriod> from_string<BudgetPeriod>(std::string_view label);

enum class AlertSeverity : std::uint8_t {
  warning,
  critical,
};
[[nodiscard]] std::string_view to_string(AlertSeverity value);
template <>
std::optional<AlertSeverity> from_string<AlertSeverity>(std::string_view label);

enum class Theme : std::uint8_t {
  light,
  dark,
  auto_,
};
[[nodiscard]] std::string_view to_string(Theme value);
template <>
std::optional<Theme> from_string<Theme>(std::string_view label);

enum class WidgetPosition : std::uint8_t {
  bottom_right,
  bottom_left,
};
[[nodiscard]] std::string_view to_string(WidgetPosition value);
template <>
std::optional<WidgetPosition> from_string<WidgetPosition>(std::string_view label);

enum class AttachmentType : std::uint8_t {
  image,
  file,
};
[[nodiscard]] std::string_view to_string(AttachmentType value);
template <>
std::optional<AttachmentType> from_string<AttachmentType>(std::string_view label);

struct TenantSettings {
  std::optional<double> max_monthly_spend{};
  std::optional<std::vector<std::string>> allowed_domains{};
  std::optional<std::vector<std::string>> features{};

  friend bool operator==(const TenantSettings&, const TenantSettings&) = default;
};

struct WidgetSettings {
  Theme theme{};
  WidgetPosition position{};
  std::optional<std::string> greeting{};
  std::optional<std::string> primary_color{};
  std::optional<std::string> secondary_color{};

  friend bool operator==(const WidgetSettings&, const WidgetSettings&) = default;
};

struct MeetingMetadata {
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  std::optional<std::vector<std::string>> participants{};

  friend bool operator==(const MeetingMetadata&, const MeetingMetadata&) = default;
};

/// What a visitor's client tells of itself; a client may tell more.
struct SessionMetadata {
  std::optional<std::string> user_agent{};
  std::optional<std::string> ip{};
  std::optional<std::string> country{};
  /// The members that the schema doesn't name, as a JSON object.
  tenon::Json other{"{}"};

  friend bool operator==(const SessionMetadata&, const SessionMetadata&) = default;
};

struct Attachment {
  AttachmentType type{};
  std::string url{};
  std::optional<std::string> name{};
  std::optional<std::int64_t> size{};

  friend bool operator==(const Attachment&, const Attachment&) = default;
};

struct MessageMetadata {
  std::optional<std::string> model{};
  std::optional<std::int32_t> tokens_used{};
  std::optional<double> cost_usd{};
  std::optional<std::int32_t> latency_ms{};

  friend bool operator==(const MessageMetadata&, const MessageMetadata&) = default;
};

struct DocumentMetadata {
  std::optional<std::string> source{};
  std::optional<std::string> url{};
  std::optional<std::string> author{};
  std::optional<std::vector<std::string>> tags{};

  friend bool operator==(const DocumentMetadata&, const DocumentMetadata&) = default;
};

struct ChunkMetadata {
  std::optional<std::int32_t> chunk_size{};
  std::optional<std::int32_t> overlap_size{};

  friend bool operator==(const ChunkMetadata&, const ChunkMetadata&) = default;
};

struct CostMetadata {
  std::optional<std::string> model{};
  std::optional<std::string> operation{};
  std::optional<double> duration{};

  friend bool operator==(const CostMetadata&, const CostMetadata&) = default;
};

/// What each service cost in a period.
struct CostBreakdown {
  double vision{};
  double voice_stt{};
  double voice_tts{};
  double llm{};
  double embedding{};
  double livekit{};

  friend bool operator==(const CostBreakdown&, const CostBreakdown&) = default;
};

struct AlertMetadata {
  std::optional<std::vector<std::string>> recipients{};
  std::optional<std::vector<std::string>> channels{};
  std::optional<std::string> custom_message{};

  friend bool operator==(const AlertMetadata&, const AlertMetadata&) = default;
};

struct UsageStats {
  std::int64_t total_uses{};
  double avg_tokens{};
  double avg_cost{};

  friend bool operator==(const UsageStats&, const UsageStats&) = default;
};

struct PersonalityMetadata {
  std::optional<std::vector<std::string>> tags{};
  std::optional<std::string> category{};
  std::optional<UsageStats> usage_stats{};

  friend bool operator==(const PersonalityMetadata&, const PersonalityMetadata&) = default;
};

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
};

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
};

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
};

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
};

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
};

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
};

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
};

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
};

/// What `costs` gives.
struct Costs {
  tenon::Timestamptz period{};
  CostService service{};
  tenon::Numeric cost{};
  std::optional<std::int64_t> tokens{};

  friend bool operator==(const Costs&, const Costs&) = default;
};

}  // namespace platform::db
