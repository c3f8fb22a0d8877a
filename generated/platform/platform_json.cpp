// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// How the schema's values are printed, hashed, and written as JSON, in the database too.
#include "platform_json.hpp"

#include <ostream>

#include <tenon/json_values.hpp>

#include "platform_codec.hpp"
#include "platform_describe.hpp"

namespace platform::db {

std::ostream& operator<<(std::ostream& out, Plan value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, UserRole value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, AccountType value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, SessionMode value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, MessageRole value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, CostService value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, BudgetPeriod value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, AlertSeverity value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, Theme value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, WidgetPosition value) { return out << to_string(value); }
std::ostream& operator<<(std::ostream& out, AttachmentType value) { return out << to_string(value); }

std::string to_string(const TenantSettings& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const TenantSettings& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const TenantSettings& value) { return out << to_string(value); }

std::string to_string(const WidgetSettings& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const WidgetSettings& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const WidgetSettings& value) { return out << to_string(value); }

std::string to_string(const MeetingMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const MeetingMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const MeetingMetadata& value) { return out << to_string(value); }

std::string to_string(const SessionMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const SessionMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const SessionMetadata& value) { return out << to_string(value); }

std::string to_string(const Attachment& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Attachment& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Attachment& value) { return out << to_string(value); }

std::string to_string(const MessageMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const MessageMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const MessageMetadata& value) { return out << to_string(value); }

std::string to_string(const DocumentMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const DocumentMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const DocumentMetadata& value) { return out << to_string(value); }

std::string to_string(const ChunkMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const ChunkMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const ChunkMetadata& value) { return out << to_string(value); }

std::string to_string(const CostMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const CostMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const CostMetadata& value) { return out << to_string(value); }

std::string to_string(const CostBreakdown& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const CostBreakdown& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const CostBreakdown& value) { return out << to_string(value); }

std::string to_string(const AlertMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const AlertMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const AlertMetadata& value) { return out << to_string(value); }

std::string to_string(const UsageStats& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const UsageStats& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const UsageStats& value) { return out << to_string(value); }

std::string to_string(const PersonalityMetadata& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const PersonalityMetadata& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const PersonalityMetadata& value) { return out << to_string(value); }

std::string to_string(const Tenant& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Tenant& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Tenant& value) { return out << to_string(value); }

std::string to_string(const User& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const User& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const User& value) { return out << to_string(value); }

std::string to_string(const Account& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Account& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Account& value) { return out << to_string(value); }

std::string to_string(const AuthSession& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const AuthSession& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const AuthSession& value) { return out << to_string(value); }

std::string to_string(const VerificationToken& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const VerificationToken& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const VerificationToken& value) { return out << to_string(value); }

std::string to_string(const Widget& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Widget& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Widget& value) { return out << to_string(value); }

std::string to_string(const Meeting& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Meeting& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Meeting& value) { return out << to_string(value); }

std::string to_string(const Session& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Session& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Session& value) { return out << to_string(value); }

std::string to_string(const Message& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Message& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Message& value) { return out << to_string(value); }

std::string to_string(const KnowledgeDocument& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const KnowledgeDocument& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const KnowledgeDocument& value) { return out << to_string(value); }

std::string to_string(const KnowledgeChunk& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const KnowledgeChunk& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const KnowledgeChunk& value) { return out << to_string(value); }

std::string to_string(const CostEvent& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const CostEvent& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const CostEvent& value) { return out << to_string(value); }

std::string to_string(const CostSummary& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const CostSummary& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const CostSummary& value) { return out << to_string(value); }

std::string to_string(const BudgetAlert& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const BudgetAlert& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const BudgetAlert& value) { return out << to_string(value); }

std::string to_string(const AiPersonality& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const AiPersonality& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const AiPersonality& value) { return out << to_string(value); }

std::string to_string(const RelevantDocuments& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const RelevantDocuments& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const RelevantDocuments& value) { return out << to_string(value); }

std::string to_string(const Costs& value) { return tenon::detail::printed(value); }
std::size_t hash_value(const Costs& value) { return tenon::detail::hashed(value); }
std::ostream& operator<<(std::ostream& out, const Costs& value) { return out << to_string(value); }

}  // namespace platform::db

namespace tenon {

void JsonOf<::platform::db::TenantSettings>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::TenantSettings JsonOf<::platform::db::TenantSettings>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::WidgetSettings>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::WidgetSettings JsonOf<::platform::db::WidgetSettings>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::MeetingMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::MeetingMetadata JsonOf<::platform::db::MeetingMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::SessionMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::SessionMetadata JsonOf<::platform::db::SessionMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::Attachment>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Attachment JsonOf<::platform::db::Attachment>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::MessageMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::MessageMetadata JsonOf<::platform::db::MessageMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::DocumentMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::DocumentMetadata JsonOf<::platform::db::DocumentMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::ChunkMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::ChunkMetadata JsonOf<::platform::db::ChunkMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::CostMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::CostMetadata JsonOf<::platform::db::CostMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::CostBreakdown>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::CostBreakdown JsonOf<::platform::db::CostBreakdown>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::AlertMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::AlertMetadata JsonOf<::platform::db::AlertMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::UsageStats>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::UsageStats JsonOf<::platform::db::UsageStats>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::PersonalityMetadata>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::PersonalityMetadata JsonOf<::platform::db::PersonalityMetadata>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::Tenant>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Tenant JsonOf<::platform::db::Tenant>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewTenant>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewTenant JsonOf<::platform::db::NewTenant>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::TenantPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::TenantPatch JsonOf<::platform::db::TenantPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::User>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::User JsonOf<::platform::db::User>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewUser>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewUser JsonOf<::platform::db::NewUser>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::UserPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::UserPatch JsonOf<::platform::db::UserPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::Account>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Account JsonOf<::platform::db::Account>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewAccount>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewAccount JsonOf<::platform::db::NewAccount>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::AccountPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::AccountPatch JsonOf<::platform::db::AccountPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::AuthSession>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::AuthSession JsonOf<::platform::db::AuthSession>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewAuthSession>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewAuthSession JsonOf<::platform::db::NewAuthSession>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::AuthSessionPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::AuthSessionPatch JsonOf<::platform::db::AuthSessionPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::VerificationToken>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::VerificationToken JsonOf<::platform::db::VerificationToken>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewVerificationToken>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewVerificationToken JsonOf<::platform::db::NewVerificationToken>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::VerificationTokenPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::VerificationTokenPatch JsonOf<::platform::db::VerificationTokenPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::Widget>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Widget JsonOf<::platform::db::Widget>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewWidget>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewWidget JsonOf<::platform::db::NewWidget>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::WidgetPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::WidgetPatch JsonOf<::platform::db::WidgetPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::Meeting>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Meeting JsonOf<::platform::db::Meeting>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewMeeting>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewMeeting JsonOf<::platform::db::NewMeeting>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::MeetingPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::MeetingPatch JsonOf<::platform::db::MeetingPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::Session>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Session JsonOf<::platform::db::Session>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewSession>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewSession JsonOf<::platform::db::NewSession>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::SessionPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::SessionPatch JsonOf<::platform::db::SessionPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::Message>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Message JsonOf<::platform::db::Message>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewMessage>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewMessage JsonOf<::platform::db::NewMessage>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::MessagePatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::MessagePatch JsonOf<::platform::db::MessagePatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::KnowledgeDocument>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::KnowledgeDocument JsonOf<::platform::db::KnowledgeDocument>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewKnowledgeDocument>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewKnowledgeDocument JsonOf<::platform::db::NewKnowledgeDocument>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::KnowledgeDocumentPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::KnowledgeDocumentPatch JsonOf<::platform::db::KnowledgeDocumentPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::KnowledgeChunk>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::KnowledgeChunk JsonOf<::platform::db::KnowledgeChunk>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewKnowledgeChunk>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewKnowledgeChunk JsonOf<::platform::db::NewKnowledgeChunk>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::KnowledgeChunkPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::KnowledgeChunkPatch JsonOf<::platform::db::KnowledgeChunkPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::CostEvent>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::CostEvent JsonOf<::platform::db::CostEvent>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewCostEvent>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewCostEvent JsonOf<::platform::db::NewCostEvent>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::CostEventPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::CostEventPatch JsonOf<::platform::db::CostEventPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::CostSummary>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::CostSummary JsonOf<::platform::db::CostSummary>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewCostSummary>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewCostSummary JsonOf<::platform::db::NewCostSummary>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::CostSummaryPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::CostSummaryPatch JsonOf<::platform::db::CostSummaryPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::BudgetAlert>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::BudgetAlert JsonOf<::platform::db::BudgetAlert>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewBudgetAlert>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewBudgetAlert JsonOf<::platform::db::NewBudgetAlert>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::BudgetAlertPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::BudgetAlertPatch JsonOf<::platform::db::BudgetAlertPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::AiPersonality>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::AiPersonality JsonOf<::platform::db::AiPersonality>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::NewAiPersonality>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::NewAiPersonality JsonOf<::platform::db::NewAiPersonality>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::AiPersonalityPatch>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_given(row, how, out);
}
::platform::db::AiPersonalityPatch JsonOf<::platform::db::AiPersonalityPatch>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_given<Self>(text, how, at);
}

void JsonOf<::platform::db::RelevantDocuments>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::RelevantDocuments JsonOf<::platform::db::RelevantDocuments>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void JsonOf<::platform::db::Costs>::write(const Self& row, const JsonWriting& how, std::string& out) {
  detail::write_row(row, how, out);
}
::platform::db::Costs JsonOf<::platform::db::Costs>::read(std::string_view text, const JsonReading& how, const detail::JsonPlace& at) {
  return detail::read_row<Self>(text, how, at);
}

void Codec<::platform::db::TenantSettings>::encode(const ::platform::db::TenantSettings& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::TenantSettings Codec<::platform::db::TenantSettings>::decode(BytesView data) {
  return detail::stored_value<::platform::db::TenantSettings>(jsonb_text(data), "holds JSON that is no TenantSettings");
}

void Codec<std::vector<::platform::db::TenantSettings>>::encode(const std::vector<::platform::db::TenantSettings>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::TenantSettings> Codec<std::vector<::platform::db::TenantSettings>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::TenantSettings>>(jsonb_text(data), "holds JSON that is no TenantSettings");
}

void Codec<::platform::db::WidgetSettings>::encode(const ::platform::db::WidgetSettings& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::WidgetSettings Codec<::platform::db::WidgetSettings>::decode(BytesView data) {
  return detail::stored_value<::platform::db::WidgetSettings>(jsonb_text(data), "holds JSON that is no WidgetSettings");
}

void Codec<std::vector<::platform::db::WidgetSettings>>::encode(const std::vector<::platform::db::WidgetSettings>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::WidgetSettings> Codec<std::vector<::platform::db::WidgetSettings>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::WidgetSettings>>(jsonb_text(data), "holds JSON that is no WidgetSettings");
}

void Codec<::platform::db::MeetingMetadata>::encode(const ::platform::db::MeetingMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::MeetingMetadata Codec<::platform::db::MeetingMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::MeetingMetadata>(jsonb_text(data), "holds JSON that is no MeetingMetadata");
}

void Codec<std::vector<::platform::db::MeetingMetadata>>::encode(const std::vector<::platform::db::MeetingMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::MeetingMetadata> Codec<std::vector<::platform::db::MeetingMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::MeetingMetadata>>(jsonb_text(data), "holds JSON that is no MeetingMetadata");
}

void Codec<::platform::db::SessionMetadata>::encode(const ::platform::db::SessionMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::SessionMetadata Codec<::platform::db::SessionMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::SessionMetadata>(jsonb_text(data), "holds JSON that is no SessionMetadata");
}

void Codec<std::vector<::platform::db::SessionMetadata>>::encode(const std::vector<::platform::db::SessionMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::SessionMetadata> Codec<std::vector<::platform::db::SessionMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::SessionMetadata>>(jsonb_text(data), "holds JSON that is no SessionMetadata");
}

void Codec<::platform::db::Attachment>::encode(const ::platform::db::Attachment& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::Attachment Codec<::platform::db::Attachment>::decode(BytesView data) {
  return detail::stored_value<::platform::db::Attachment>(jsonb_text(data), "holds JSON that is no Attachment");
}

void Codec<std::vector<::platform::db::Attachment>>::encode(const std::vector<::platform::db::Attachment>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::Attachment> Codec<std::vector<::platform::db::Attachment>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::Attachment>>(jsonb_text(data), "holds JSON that is no Attachment");
}

void Codec<::platform::db::MessageMetadata>::encode(const ::platform::db::MessageMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::MessageMetadata Codec<::platform::db::MessageMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::MessageMetadata>(jsonb_text(data), "holds JSON that is no MessageMetadata");
}

void Codec<std::vector<::platform::db::MessageMetadata>>::encode(const std::vector<::platform::db::MessageMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::MessageMetadata> Codec<std::vector<::platform::db::MessageMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::MessageMetadata>>(jsonb_text(data), "holds JSON that is no MessageMetadata");
}

void Codec<::platform::db::DocumentMetadata>::encode(const ::platform::db::DocumentMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::DocumentMetadata Codec<::platform::db::DocumentMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::DocumentMetadata>(jsonb_text(data), "holds JSON that is no DocumentMetadata");
}

void Codec<std::vector<::platform::db::DocumentMetadata>>::encode(const std::vector<::platform::db::DocumentMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::DocumentMetadata> Codec<std::vector<::platform::db::DocumentMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::DocumentMetadata>>(jsonb_text(data), "holds JSON that is no DocumentMetadata");
}

void Codec<::platform::db::ChunkMetadata>::encode(const ::platform::db::ChunkMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::ChunkMetadata Codec<::platform::db::ChunkMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::ChunkMetadata>(jsonb_text(data), "holds JSON that is no ChunkMetadata");
}

void Codec<std::vector<::platform::db::ChunkMetadata>>::encode(const std::vector<::platform::db::ChunkMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::ChunkMetadata> Codec<std::vector<::platform::db::ChunkMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::ChunkMetadata>>(jsonb_text(data), "holds JSON that is no ChunkMetadata");
}

void Codec<::platform::db::CostMetadata>::encode(const ::platform::db::CostMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::CostMetadata Codec<::platform::db::CostMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::CostMetadata>(jsonb_text(data), "holds JSON that is no CostMetadata");
}

void Codec<std::vector<::platform::db::CostMetadata>>::encode(const std::vector<::platform::db::CostMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::CostMetadata> Codec<std::vector<::platform::db::CostMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::CostMetadata>>(jsonb_text(data), "holds JSON that is no CostMetadata");
}

void Codec<::platform::db::CostBreakdown>::encode(const ::platform::db::CostBreakdown& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::CostBreakdown Codec<::platform::db::CostBreakdown>::decode(BytesView data) {
  return detail::stored_value<::platform::db::CostBreakdown>(jsonb_text(data), "holds JSON that is no CostBreakdown");
}

void Codec<std::vector<::platform::db::CostBreakdown>>::encode(const std::vector<::platform::db::CostBreakdown>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::CostBreakdown> Codec<std::vector<::platform::db::CostBreakdown>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::CostBreakdown>>(jsonb_text(data), "holds JSON that is no CostBreakdown");
}

void Codec<::platform::db::AlertMetadata>::encode(const ::platform::db::AlertMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::AlertMetadata Codec<::platform::db::AlertMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::AlertMetadata>(jsonb_text(data), "holds JSON that is no AlertMetadata");
}

void Codec<std::vector<::platform::db::AlertMetadata>>::encode(const std::vector<::platform::db::AlertMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::AlertMetadata> Codec<std::vector<::platform::db::AlertMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::AlertMetadata>>(jsonb_text(data), "holds JSON that is no AlertMetadata");
}

void Codec<::platform::db::UsageStats>::encode(const ::platform::db::UsageStats& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::UsageStats Codec<::platform::db::UsageStats>::decode(BytesView data) {
  return detail::stored_value<::platform::db::UsageStats>(jsonb_text(data), "holds JSON that is no UsageStats");
}

void Codec<std::vector<::platform::db::UsageStats>>::encode(const std::vector<::platform::db::UsageStats>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::UsageStats> Codec<std::vector<::platform::db::UsageStats>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::UsageStats>>(jsonb_text(data), "holds JSON that is no UsageStats");
}

void Codec<::platform::db::PersonalityMetadata>::encode(const ::platform::db::PersonalityMetadata& value, Buffer& out) {
  put_jsonb(detail::stored_json(value), out);
}

::platform::db::PersonalityMetadata Codec<::platform::db::PersonalityMetadata>::decode(BytesView data) {
  return detail::stored_value<::platform::db::PersonalityMetadata>(jsonb_text(data), "holds JSON that is no PersonalityMetadata");
}

void Codec<std::vector<::platform::db::PersonalityMetadata>>::encode(const std::vector<::platform::db::PersonalityMetadata>& values, Buffer& out) {
  put_jsonb(detail::stored_json(values), out);
}

std::vector<::platform::db::PersonalityMetadata> Codec<std::vector<::platform::db::PersonalityMetadata>>::decode(BytesView data) {
  return detail::stored_value<std::vector<::platform::db::PersonalityMetadata>>(jsonb_text(data), "holds JSON that is no PersonalityMetadata");
}

}  // namespace tenon
