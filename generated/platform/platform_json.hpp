// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// The schema's types as JSON: `tenon::to_json(row)`, `tenon::from_json<T>(text)`. No JSON library is needed.
#pragma once

#include <string>
#include <string_view>

#include <tenon/json.hpp>

#include "platform.hpp"

namespace tenon {

template <>
struct JsonOf<::platform::db::TenantSettings> {
  using Self = ::platform::db::TenantSettings;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::WidgetSettings> {
  using Self = ::platform::db::WidgetSettings;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::MeetingMetadata> {
  using Self = ::platform::db::MeetingMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::SessionMetadata> {
  using Self = ::platform::db::SessionMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Attachment> {
  using Self = ::platform::db::Attachment;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::MessageMetadata> {
  using Self = ::platform::db::MessageMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::DocumentMetadata> {
  using Self = ::platform::db::DocumentMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::ChunkMetadata> {
  using Self = ::platform::db::ChunkMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::CostMetadata> {
  using Self = ::platform::db::CostMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::CostBreakdown> {
  using Self = ::platform::db::CostBreakdown;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::AlertMetadata> {
  using Self = ::platform::db::AlertMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::UsageStats> {
  using Self = ::platform::db::UsageStats;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::PersonalityMetadata> {
  using Self = ::platform::db::PersonalityMetadata;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Tenant> {
  using Self = ::platform::db::Tenant;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewTenant> {
  using Self = ::platform::db::NewTenant;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::TenantPatch> {
  using Self = ::platform::db::TenantPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::User> {
  using Self = ::platform::db::User;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewUser> {
  using Self = ::platform::db::NewUser;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::UserPatch> {
  using Self = ::platform::db::UserPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Account> {
  using Self = ::platform::db::Account;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewAccount> {
  using Self = ::platform::db::NewAccount;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::AccountPatch> {
  using Self = ::platform::db::AccountPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::AuthSession> {
  using Self = ::platform::db::AuthSession;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewAuthSession> {
  using Self = ::platform::db::NewAuthSession;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::AuthSessionPatch> {
  using Self = ::platform::db::AuthSessionPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::VerificationToken> {
  using Self = ::platform::db::VerificationToken;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewVerificationToken> {
  using Self = ::platform::db::NewVerificationToken;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::VerificationTokenPatch> {
  using Self = ::platform::db::VerificationTokenPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Widget> {
  using Self = ::platform::db::Widget;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewWidget> {
  using Self = ::platform::db::NewWidget;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::WidgetPatch> {
  using Self = ::platform::db::WidgetPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Meeting> {
  using Self = ::platform::db::Meeting;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewMeeting> {
  using Self = ::platform::db::NewMeeting;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::MeetingPatch> {
  using Self = ::platform::db::MeetingPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Session> {
  using Self = ::platform::db::Session;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewSession> {
  using Self = ::platform::db::NewSession;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::SessionPatch> {
  using Self = ::platform::db::SessionPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Message> {
  using Self = ::platform::db::Message;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewMessage> {
  using Self = ::platform::db::NewMessage;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::MessagePatch> {
  using Self = ::platform::db::MessagePatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::KnowledgeDocument> {
  using Self = ::platform::db::KnowledgeDocument;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewKnowledgeDocument> {
  using Self = ::platform::db::NewKnowledgeDocument;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::KnowledgeDocumentPatch> {
  using Self = ::platform::db::KnowledgeDocumentPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::KnowledgeChunk> {
  using Self = ::platform::db::KnowledgeChunk;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewKnowledgeChunk> {
  using Self = ::platform::db::NewKnowledgeChunk;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::KnowledgeChunkPatch> {
  using Self = ::platform::db::KnowledgeChunkPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::CostEvent> {
  using Self = ::platform::db::CostEvent;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewCostEvent> {
  using Self = ::platform::db::NewCostEvent;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::CostEventPatch> {
  using Self = ::platform::db::CostEventPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::CostSummary> {
  using Self = ::platform::db::CostSummary;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewCostSummary> {
  using Self = ::platform::db::NewCostSummary;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::CostSummaryPatch> {
  using Self = ::platform::db::CostSummaryPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::BudgetAlert> {
  using Self = ::platform::db::BudgetAlert;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewBudgetAlert> {
  using Self = ::platform::db::NewBudgetAlert;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::BudgetAlertPatch> {
  using Self = ::platform::db::BudgetAlertPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::AiPersonality> {
  using Self = ::platform::db::AiPersonality;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::NewAiPersonality> {
  using Self = ::platform::db::NewAiPersonality;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::AiPersonalityPatch> {
  using Self = ::platform::db::AiPersonalityPatch;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::RelevantDocuments> {
  using Self = ::platform::db::RelevantDocuments;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};
template <>
struct JsonOf<::platform::db::Costs> {
  using Self = ::platform::db::Costs;
  static void write(const Self& row, const JsonWriting& how, std::string& out);
  [[nodiscard]] static Self read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at);
};

}  // namespace tenon
