// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// Repositories: typed access to each table within a transaction. A tenant's rows take a transaction of that tenant;
// there is no other way to them.
#pragma once

#include <cstdint>
#include <optional>

#include <tenon/access.hpp>

#include "platform.hpp"

namespace platform::db {

/// The transaction's tenant. Writing takes the provisioner's role.
class Tenants {
 public:
  explicit Tenants(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Tenants(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  Tenant insert(const NewTenant& row);
  /// The transaction's own tenant.
  [[nodiscard]] std::optional<Tenant> find();
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Tenant> update(const TenantPatch& patch);
  /// Whether there was a row.
  bool remove();
  [[nodiscard]] std::int64_t count();

 private:
  tenon::TenantTx& tx_;
};

/// The rows of the transaction's tenant, and no others.
class Users {
 public:
  explicit Users(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Users(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  User insert(const NewUser& row);
  /// By key.
  [[nodiscard]] std::optional<User> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<User> find_by_email(const std::string& email);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<User> update(const tenon::Uuid& id, const UserPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();

 private:
  tenon::TenantTx& tx_;
};

/// The rows of the transaction's tenant, and no others.
class Accounts {
 public:
  explicit Accounts(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Accounts(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  Account insert(const NewAccount& row);
  /// By key.
  [[nodiscard]] std::optional<Account> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<Account> find_by_provider_provider_account_id(const std::string& provider, const std::string& provider_account_id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Account> update(const tenon::Uuid& id, const AccountPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of AuthSessions::page_by_expires ends.
struct AuthSessionByExpiresCursor {
  tenon::Timestamptz expires{};
  tenon::Uuid id{};

  friend bool operator==(const AuthSessionByExpiresCursor&, const AuthSessionByExpiresCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class AuthSessions {
 public:
  explicit AuthSessions(tenon::TenantTx& tx) : tx_(tx) {}
  explicit AuthSessions(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  AuthSession insert(const NewAuthSession& row);
  /// By key.
  [[nodiscard]] std::optional<AuthSession> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<AuthSession> find_by_session_token(const std::string& session_token);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<AuthSession> update(const tenon::Uuid& id, const AuthSessionPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `expires`, `id`.
  [[nodiscard]] tenon::Page<AuthSession, AuthSessionByExpiresCursor> page_by_expires(
      const tenon::PageRequest<AuthSessionByExpiresCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// Rows of no tenant: an e-mail address is not yet bound to a tenant.
class VerificationTokens {
 public:
  explicit VerificationTokens(tenon::Tx& tx) : tx_(tx) {}
  explicit VerificationTokens(tenon::TenantTx&) = delete;  // rows of no tenant take pool.in_transaction(body), or tx.global() in a tenant's

  /// Gives the row as it was stored, with its defaults.
  VerificationToken insert(const NewVerificationToken& row);
  /// By key.
  [[nodiscard]] std::optional<VerificationToken> find(const std::string& identifier, const std::string& token);
  /// By a unique constraint.
  [[nodiscard]] std::optional<VerificationToken> find_by_token(const std::string& token);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<VerificationToken> update(const std::string& identifier, const std::string& token, const VerificationTokenPatch& patch);
  /// Whether there was a row.
  bool remove(const std::string& identifier, const std::string& token);
  [[nodiscard]] std::int64_t count();

 private:
  tenon::Tx& tx_;
};

/// The rows of the transaction's tenant, and no others.
class Widgets {
 public:
  explicit Widgets(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Widgets(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  Widget insert(const NewWidget& row);
  /// By key.
  [[nodiscard]] std::optional<Widget> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Widget> update(const tenon::Uuid& id, const WidgetPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of Meetings::page_by_started_at ends.
struct MeetingByStartedAtCursor {
  tenon::Timestamptz started_at{};
  tenon::Uuid id{};

  friend bool operator==(const MeetingByStartedAtCursor&, const MeetingByStartedAtCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class Meetings {
 public:
  explicit Meetings(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Meetings(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  Meeting insert(const NewMeeting& row);
  /// By key.
  [[nodiscard]] std::optional<Meeting> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<Meeting> find_by_room_name(const std::string& room_name);
  /// By a unique constraint.
  [[nodiscard]] std::optional<Meeting> find_by_livekit_room_id(const std::string& livekit_room_id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Meeting> update(const tenon::Uuid& id, const MeetingPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In descending order of `started_at`, `id`.
  [[nodiscard]] tenon::Page<Meeting, MeetingByStartedAtCursor> page_by_started_at(
      const tenon::PageRequest<MeetingByStartedAtCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of Sessions::page_by_created_at ends.
struct SessionByCreatedAtCursor {
  tenon::Timestamptz created_at{};
  tenon::Uuid id{};

  friend bool operator==(const SessionByCreatedAtCursor&, const SessionByCreatedAtCursor&) = default;
};

/// Where a page of Sessions::page_by_widget_created_at ends.
struct SessionByWidgetCreatedAtCursor {
  tenon::Timestamptz created_at{};
  tenon::Uuid id{};

  friend bool operator==(const SessionByWidgetCreatedAtCursor&, const SessionByWidgetCreatedAtCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class Sessions {
 public:
  explicit Sessions(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Sessions(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  Session insert(const NewSession& row);
  /// By key.
  [[nodiscard]] std::optional<Session> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Session> update(const tenon::Uuid& id, const SessionPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In descending order of `created_at`, `id`.
  [[nodiscard]] tenon::Page<Session, SessionByCreatedAtCursor> page_by_created_at(
      const tenon::PageRequest<SessionByCreatedAtCursor>& request = {});
  /// In descending order of `created_at`, `id`.
  [[nodiscard]] tenon::Page<Session, SessionByWidgetCreatedAtCursor> page_by_widget_created_at(
      const tenon::Uuid& widget_id, const tenon::PageRequest<SessionByWidgetCreatedAtCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of Messages::page_by_session_timestamp ends.
struct MessageBySessionTimestampCursor {
  tenon::Timestamptz timestamp{};
  tenon::Uuid id{};

  friend bool operator==(const MessageBySessionTimestampCursor&, const MessageBySessionTimestampCursor&) = default;
};

/// Where a page of Messages::page_by_timestamp ends.
struct MessageByTimestampCursor {
  tenon::Timestamptz timestamp{};
  tenon::Uuid id{};

  friend bool operator==(const MessageByTimestampCursor&, const MessageByTimestampCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class Messages {
 public:
  explicit Messages(tenon::TenantTx& tx) : tx_(tx) {}
  explicit Messages(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  Message insert(const NewMessage& row);
  /// By key.
  [[nodiscard]] std::optional<Message> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Message> update(const tenon::Uuid& id, const MessagePatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<Message, MessageBySessionTimestampCursor> page_by_session_timestamp(
      const tenon::Uuid& session_id, const tenon::PageRequest<MessageBySessionTimestampCursor>& request = {});
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<Message, MessageByTimestampCursor> page_by_timestamp(
      const tenon::PageRequest<MessageByTimestampCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// The rows of the transaction's tenant, and no others.
class KnowledgeDocuments {
 public:
  explicit KnowledgeDocuments(tenon::TenantTx& tx) : tx_(tx) {}
  explicit KnowledgeDocuments(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  KnowledgeDocument insert(const NewKnowledgeDocument& row);
  /// By key.
  [[nodiscard]] std::optional<KnowledgeDocument> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<KnowledgeDocument> update(const tenon::Uuid& id, const KnowledgeDocumentPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// The rows whose text matches the words, the best first: `"a phrase"`, `or` and `-not` are understood.
  [[nodiscard]] std::vector<tenon::Hit<KnowledgeDocument>> search_text(std::string_view query, const tenon::SearchRequest& request = {});
  /// The nearest rows, the nearest first.
  [[nodiscard]] std::vector<tenon::Hit<KnowledgeDocument>> search_vector(const tenon::Vector& embedding, const tenon::SearchRequest& request = {});
  /// By text and by vector at once: rows that both find come first.
  [[nodiscard]] std::vector<tenon::Hit<KnowledgeDocument>> search_hybrid(std::string_view query, const tenon::Vector& embedding, const tenon::SearchRequest& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// The rows of the transaction's tenant, and no others.
class KnowledgeChunks {
 public:
  explicit KnowledgeChunks(tenon::TenantTx& tx) : tx_(tx) {}
  explicit KnowledgeChunks(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  KnowledgeChunk insert(const NewKnowledgeChunk& row);
  /// By key.
  [[nodiscard]] std::optional<KnowledgeChunk> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<KnowledgeChunk> find_by_document_id_position(const tenon::Uuid& document_id, const std::int32_t& position);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<KnowledgeChunk> update(const tenon::Uuid& id, const KnowledgeChunkPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// The rows whose text matches the words, the best first: `"a phrase"`, `or` and `-not` are understood.
  [[nodiscard]] std::vector<tenon::Hit<KnowledgeChunk>> search_text(std::string_view query, const tenon::SearchRequest& request = {});
  /// The nearest rows, the nearest first.
  [[nodiscard]] std::vector<tenon::Hit<KnowledgeChunk>> search_vector(const tenon::Vector& embedding, const tenon::SearchRequest& request = {});
  /// By text and by vector at once: rows that both find come first.
  [[nodiscard]] std::vector<tenon::Hit<KnowledgeChunk>> search_hybrid(std::string_view query, const tenon::Vector& embedding, const tenon::SearchRequest& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of CostEvents::page_by_timestamp ends.
struct CostEventByTimestampCursor {
  tenon::Timestamptz timestamp{};
  tenon::Uuid id{};

  friend bool operator==(const CostEventByTimestampCursor&, const CostEventByTimestampCursor&) = default;
};

/// Where a page of CostEvents::page_by_service_timestamp ends.
struct CostEventByServiceTimestampCursor {
  tenon::Timestamptz timestamp{};
  tenon::Uuid id{};

  friend bool operator==(const CostEventByServiceTimestampCursor&, const CostEventByServiceTimestampCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class CostEvents {
 public:
  explicit CostEvents(tenon::TenantTx& tx) : tx_(tx) {}
  explicit CostEvents(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  CostEvent insert(const NewCostEvent& row);
  /// By key.
  [[nodiscard]] std::optional<CostEvent> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<CostEvent> update(const tenon::Uuid& id, const CostEventPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<CostEvent, CostEventByTimestampCursor> page_by_timestamp(
      const tenon::PageRequest<CostEventByTimestampCursor>& request = {});
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<CostEvent, CostEventByServiceTimestampCursor> page_by_service_timestamp(
      const CostService& service, const tenon::PageRequest<CostEventByServiceTimestampCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of CostSummaries::page_by_period_start_period_end ends.
struct CostSummaryByPeriodStartPeriodEndCursor {
  tenon::Timestamptz period_start{};
  tenon::Timestamptz period_end{};
  tenon::Uuid id{};

  friend bool operator==(const CostSummaryByPeriodStartPeriodEndCursor&, const CostSummaryByPeriodStartPeriodEndCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class CostSummaries {
 public:
  explicit CostSummaries(tenon::TenantTx& tx) : tx_(tx) {}
  explicit CostSummaries(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  CostSummary insert(const NewCostSummary& row);
  /// By key.
  [[nodiscard]] std::optional<CostSummary> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<CostSummary> update(const tenon::Uuid& id, const CostSummaryPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `period_start`, `period_end`, `id`.
  [[nodiscard]] tenon::Page<CostSummary, CostSummaryByPeriodStartPeriodEndCursor> page_by_period_start_period_end(
      const tenon::PageRequest<CostSummaryByPeriodStartPeriodEndCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of BudgetAlerts::page_by_resolved_triggered_at ends.
struct BudgetAlertByResolvedTriggeredAtCursor {
  tenon::Timestamptz triggered_at{};
  tenon::Uuid id{};

  friend bool operator==(const BudgetAlertByResolvedTriggeredAtCursor&, const BudgetAlertByResolvedTriggeredAtCursor&) = default;
};

/// Where a page of BudgetAlerts::page_by_triggered_at ends.
struct BudgetAlertByTriggeredAtCursor {
  tenon::Timestamptz triggered_at{};
  tenon::Uuid id{};

  friend bool operator==(const BudgetAlertByTriggeredAtCursor&, const BudgetAlertByTriggeredAtCursor&) = default;
};

/// The rows of the transaction's tenant, and no others.
class BudgetAlerts {
 public:
  explicit BudgetAlerts(tenon::TenantTx& tx) : tx_(tx) {}
  explicit BudgetAlerts(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  BudgetAlert insert(const NewBudgetAlert& row);
  /// By key.
  [[nodiscard]] std::optional<BudgetAlert> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<BudgetAlert> update(const tenon::Uuid& id, const BudgetAlertPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();
  /// In descending order of `triggered_at`, `id`.
  [[nodiscard]] tenon::Page<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor> page_by_resolved_triggered_at(
      const bool& resolved, const tenon::PageRequest<BudgetAlertByResolvedTriggeredAtCursor>& request = {});
  /// In ascending order of `triggered_at`, `id`.
  [[nodiscard]] tenon::Page<BudgetAlert, BudgetAlertByTriggeredAtCursor> page_by_triggered_at(
      const tenon::PageRequest<BudgetAlertByTriggeredAtCursor>& request = {});

 private:
  tenon::TenantTx& tx_;
};

/// The rows of the transaction's tenant, and no others.
class AiPersonalities {
 public:
  explicit AiPersonalities(tenon::TenantTx& tx) : tx_(tx) {}
  explicit AiPersonalities(tenon::Tx&) = delete;  // a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)

  /// Gives the row as it was stored, with its defaults.
  AiPersonality insert(const NewAiPersonality& row);
  /// By key.
  [[nodiscard]] std::optional<AiPersonality> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<AiPersonality> update(const tenon::Uuid& id, const AiPersonalityPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  [[nodiscard]] std::int64_t count();

 private:
  tenon::TenantTx& tx_;
};

/// Where a page of `session_list` ends.
struct SessionListCursor {
  tenon::Timestamptz created_at{};
  tenon::Uuid id{};

  friend bool operator==(const SessionListCursor&, const SessionListCursor&) = default;
};

/// Sessions, newest first, a page at a time; of one widget or of all.
[[nodiscard]] tenon::Page<Session, SessionListCursor> session_list(tenon::TenantTx& tx, const std::optional<tenon::Uuid>& widget = {}, const tenon::PageRequest<SessionListCursor>& request = {});

/// Documents by meaning and by words, each with what it is worth.
[[nodiscard]] std::vector<RelevantDocuments> relevant_documents(tenon::TenantTx& tx, const std::string& words, const tenon::Vector& embedding, const std::int32_t& most);

/// What each service cost, by `day`, `week` or `month`.
[[nodiscard]] std::vector<Costs> costs(tenon::TenantTx& tx, const std::string& unit, const tenon::Timestamptz& since, const tenon::Timestamptz& until);

}  // namespace platform::db
