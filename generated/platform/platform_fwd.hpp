// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
#pragma once

#include <cstdint>

namespace platform::db {

enum class Plan : std::uint8_t;
enum class UserRole : std::uint8_t;
enum class AccountType : std::uint8_t;
enum class SessionMode : std::uint8_t;
enum class MessageRole : std::uint8_t;
enum class CostService : std::uint8_t;
enum class BudgetPeriod : std::uint8_t;
enum class AlertSeverity : std::uint8_t;
enum class Theme : std::uint8_t;
enum class WidgetPosition : std::uint8_t;
enum class AttachmentType : std::uint8_t;
struct TenantSettings;
struct WidgetSettings;
struct MeetingMetadata;
struct SessionMetadata;
struct Attachment;
struct MessageMetadata;
struct DocumentMetadata;
struct ChunkMetadata;
struct CostMetadata;
struct CostBreakdown;
struct AlertMetadata;
struct UsageStats;
struct PersonalityMetadata;
struct Tenant;
struct NewTenant;
struct TenantPatch;
class Tenants;
struct User;
struct NewUser;
struct UserPatch;
class Users;
struct Account;
struct NewAccount;
struct AccountPatch;
class Accounts;
struct AuthSession;
struct NewAuthSession;
struct AuthSessionPatch;
class AuthSessions;
struct VerificationToken;
struct NewVerificationToken;
struct VerificationTokenPatch;
class VerificationTokens;
struct Widget;
struct NewWidget;
struct WidgetPatch;
class Widgets;
struct Meeting;
struct NewMeeting;
struct MeetingPatch;
class Meetings;
struct Session;
struct NewSession;
struct SessionPatch;
class Sessions;
struct Message;
struct NewMessage;
struct MessagePatch;
class Messages;
struct KnowledgeDocument;
struct NewKnowledgeDocument;
struct KnowledgeDocumentPatch;
class KnowledgeDocuments;
struct KnowledgeChunk;
struct NewKnowledgeChunk;
struct KnowledgeChunkPatch;
class KnowledgeChunks;
struct CostEvent;
struct NewCostEvent;
struct CostEventPatch;
class CostEvents;
struct CostSummary;
struct NewCostSummary;
struct CostSummaryPatch;
class CostSummaries;
struct BudgetAlert;
struct NewBudgetAlert;
struct BudgetAlertPatch;
class BudgetAlerts;
struct AiPersonality;
struct NewAiPersonality;
struct AiPersonalityPatch;
class AiPersonalities;
struct RelevantDocuments;
struct Costs;

}  // namespace platform::db
