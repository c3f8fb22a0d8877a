// Made by tenon 0.1.0 from platform.schema. Edit that, not this.
//
// Repositories: typed access to each table within a transaction. A tenant's rows take a transaction of that tenant;
// there is no other way to them.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

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
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<Tenant> lock();
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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<User> insert_many(const std::vector<NewUser>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  User upsert(const NewUser& row);
  /// One after the other, five hundred to a round trip.
  std::vector<User> upsert_many(const std::vector<NewUser>& rows);
  /// Inserts the row, or changes the one that has its `email`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  User upsert_by_email(const NewUser& row);
  /// One after the other, five hundred to a round trip.
  std::vector<User> upsert_many_by_email(const std::vector<NewUser>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<User> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<User> find_many(const std::vector<tenon::Uuid>& keys);
  /// Of each of the rows those Accounts that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<Account>> load_accounts(const std::vector<User>& rows);
  /// Of each of the rows those AuthSessions that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<AuthSession>> load_auth_sessions(const std::vector<User>& rows);
  /// Of each of the rows those Meetings that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<Meeting>> load_meetings(const std::vector<User>& rows);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<User> lock(const tenon::Uuid& id);
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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<Account> insert_many(const std::vector<NewAccount>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Account upsert(const NewAccount& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Account> upsert_many(const std::vector<NewAccount>& rows);
  /// Inserts the row, or changes the one that has its `provider` and `provider_account_id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Account upsert_by_provider_provider_account_id(const NewAccount& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Account> upsert_many_by_provider_provider_account_id(const std::vector<NewAccount>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<Account> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<Account> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<Account> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<Account> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<Account> find_by_provider_provider_account_id(const std::string& provider, const std::string& provider_account_id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Account> update(const tenon::Uuid& id, const AccountPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_user(const tenon::Uuid& user_id, const AccountPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_user(const tenon::Uuid& user_id);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Account> take_by_user(const tenon::Uuid& user_id, const tenon::TakeRequest& request = {});
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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<AuthSession> insert_many(const std::vector<NewAuthSession>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  AuthSession upsert(const NewAuthSession& row);
  /// One after the other, five hundred to a round trip.
  std::vector<AuthSession> upsert_many(const std::vector<NewAuthSession>& rows);
  /// Inserts the row, or changes the one that has its `session_token`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  AuthSession upsert_by_session_token(const NewAuthSession& row);
  /// One after the other, five hundred to a round trip.
  std::vector<AuthSession> upsert_many_by_session_token(const std::vector<NewAuthSession>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<AuthSession> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<AuthSession> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<AuthSession> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<AuthSession> find(const tenon::Uuid& id);
  /// By a unique constraint.
  [[nodiscard]] std::optional<AuthSession> find_by_session_token(const std::string& session_token);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<AuthSession> update(const tenon::Uuid& id, const AuthSessionPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_expires(const tenon::Between<tenon::Timestamptz>& between, const AuthSessionPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_expires(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<AuthSession> take_by_expires(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_user(const tenon::Uuid& user_id, const AuthSessionPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_user(const tenon::Uuid& user_id);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<AuthSession> take_by_user(const tenon::Uuid& user_id, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `expires`, `id`.
  [[nodiscard]] tenon::Page<AuthSession, AuthSessionByExpiresCursor> page_by_expires(
      const tenon::PageRequest<AuthSessionByExpiresCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<AuthSession, AuthSessionByExpiresCursor> page_by_expires();

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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<VerificationToken> insert_many(const std::vector<NewVerificationToken>& rows);
  /// Inserts the row, or changes the one that has its `identifier` and `token`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  VerificationToken upsert(const NewVerificationToken& row);
  /// One after the other, five hundred to a round trip.
  std::vector<VerificationToken> upsert_many(const std::vector<NewVerificationToken>& rows);
  /// Inserts the row, or changes the one that has its `token`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  VerificationToken upsert_by_token(const NewVerificationToken& row);
  /// One after the other, five hundred to a round trip.
  std::vector<VerificationToken> upsert_many_by_token(const std::vector<NewVerificationToken>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<VerificationToken> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<VerificationToken> find_many(const std::vector<std::tuple<std::string, std::string>>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<VerificationToken> lock(const std::string& identifier, const std::string& token);
  /// By key.
  [[nodiscard]] std::optional<VerificationToken> find(const std::string& identifier, const std::string& token);
  /// By a unique constraint.
  [[nodiscard]] std::optional<VerificationToken> find_by_token(const std::string& token);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<VerificationToken> update(const std::string& identifier, const std::string& token, const VerificationTokenPatch& patch);
  /// Whether there was a row.
  bool remove(const std::string& identifier, const std::string& token);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_expires(const tenon::Between<tenon::Timestamptz>& between, const VerificationTokenPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_expires(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<VerificationToken> take_by_expires(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
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
  /// Gives the rows as they were stored, in their order. Five hundred rows to a round trip.
  std::vector<Widget> insert_many(const std::vector<NewWidget>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Widget upsert(const NewWidget& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Widget> upsert_many(const std::vector<NewWidget>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<Widget> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<Widget> find_many(const std::vector<tenon::Uuid>& keys);
  /// Of each of the rows those Sessions that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<Session>> load_sessions(const std::vector<Widget>& rows);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<Widget> lock(const tenon::Uuid& id);
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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<Meeting> insert_many(const std::vector<NewMeeting>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Meeting upsert(const NewMeeting& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Meeting> upsert_many(const std::vector<NewMeeting>& rows);
  /// Inserts the row, or changes the one that has its `room_name`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Meeting upsert_by_room_name(const NewMeeting& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Meeting> upsert_many_by_room_name(const std::vector<NewMeeting>& rows);
  /// Inserts the row, or changes the one that has its `livekit_room_id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Meeting upsert_by_livekit_room_id(const NewMeeting& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Meeting> upsert_many_by_livekit_room_id(const std::vector<NewMeeting>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<Meeting> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<Meeting> find_many(const std::vector<tenon::Uuid>& keys);
  /// Of each of the rows those Sessions that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<Session>> load_sessions(const std::vector<Meeting>& rows);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<Meeting> lock(const tenon::Uuid& id);
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
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_started_at(const tenon::Between<tenon::Timestamptz>& between, const MeetingPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_started_at(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Meeting> take_by_started_at(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_created_by(const tenon::Uuid& created_by, const MeetingPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_created_by(const tenon::Uuid& created_by);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Meeting> take_by_created_by(const tenon::Uuid& created_by, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In descending order of `started_at`, `id`.
  [[nodiscard]] tenon::Page<Meeting, MeetingByStartedAtCursor> page_by_started_at(
      const tenon::PageRequest<MeetingByStartedAtCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<Meeting, MeetingByStartedAtCursor> page_by_started_at();

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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<Session> insert_many(const std::vector<NewSession>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Session upsert(const NewSession& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Session> upsert_many(const std::vector<NewSession>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<Session> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<Session> find_many(const std::vector<tenon::Uuid>& keys);
  /// Of each of the rows those Messages that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<Message>> load_messages(const std::vector<Session>& rows);
  /// Of each of the rows those CostEvents that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<CostEvent>> load_cost_events(const std::vector<Session>& rows);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<Session> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<Session> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Session> update(const tenon::Uuid& id, const SessionPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_created_at(const tenon::Between<tenon::Timestamptz>& between, const SessionPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_created_at(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Session> take_by_created_at(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_widget_created_at(const tenon::Uuid& widget_id, const tenon::Between<tenon::Timestamptz>& between, const SessionPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_widget_created_at(const tenon::Uuid& widget_id, const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Session> take_by_widget_created_at(const tenon::Uuid& widget_id, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_meeting(const tenon::Uuid& meeting_id, const SessionPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_meeting(const tenon::Uuid& meeting_id);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Session> take_by_meeting(const tenon::Uuid& meeting_id, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In descending order of `created_at`, `id`.
  [[nodiscard]] tenon::Page<Session, SessionByCreatedAtCursor> page_by_created_at(
      const tenon::PageRequest<SessionByCreatedAtCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<Session, SessionByCreatedAtCursor> page_by_created_at();
  /// In descending order of `created_at`, `id`.
  [[nodiscard]] tenon::Page<Session, SessionByWidgetCreatedAtCursor> page_by_widget_created_at(
      const tenon::Uuid& widget_id, const tenon::PageRequest<SessionByWidgetCreatedAtCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<Session, SessionByWidgetCreatedAtCursor> page_by_widget_created_at(const tenon::Uuid& widget_id);

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
  /// Gives the rows as they were stored, in their order. Five hundred rows to a round trip.
  std::vector<Message> insert_many(const std::vector<NewMessage>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  Message upsert(const NewMessage& row);
  /// One after the other, five hundred to a round trip.
  std::vector<Message> upsert_many(const std::vector<NewMessage>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<Message> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<Message> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<Message> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<Message> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<Message> update(const tenon::Uuid& id, const MessagePatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_session_timestamp(const tenon::Uuid& session_id, const tenon::Between<tenon::Timestamptz>& between, const MessagePatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_session_timestamp(const tenon::Uuid& session_id, const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Message> take_by_session_timestamp(const tenon::Uuid& session_id, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_timestamp(const tenon::Between<tenon::Timestamptz>& between, const MessagePatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_timestamp(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<Message> take_by_timestamp(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<Message, MessageBySessionTimestampCursor> page_by_session_timestamp(
      const tenon::Uuid& session_id, const tenon::PageRequest<MessageBySessionTimestampCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<Message, MessageBySessionTimestampCursor> page_by_session_timestamp(const tenon::Uuid& session_id);
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<Message, MessageByTimestampCursor> page_by_timestamp(
      const tenon::PageRequest<MessageByTimestampCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<Message, MessageByTimestampCursor> page_by_timestamp();

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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<KnowledgeDocument> insert_many(const std::vector<NewKnowledgeDocument>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  KnowledgeDocument upsert(const NewKnowledgeDocument& row);
  /// One after the other, five hundred to a round trip.
  std::vector<KnowledgeDocument> upsert_many(const std::vector<NewKnowledgeDocument>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<KnowledgeDocument> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<KnowledgeDocument> find_many(const std::vector<tenon::Uuid>& keys);
  /// Of each of the rows those KnowledgeChunks that refer to it, in their key's order, by one statement. A row that stands there
  /// twice has them once.
  [[nodiscard]] std::vector<std::vector<KnowledgeChunk>> load_knowledge_chunks(const std::vector<KnowledgeDocument>& rows);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<KnowledgeDocument> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<KnowledgeDocument> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<KnowledgeDocument> update(const tenon::Uuid& id, const KnowledgeDocumentPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_category(const tenon::Between<std::string>& between, const KnowledgeDocumentPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_category(const tenon::Between<std::string>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<KnowledgeDocument> take_by_category(const tenon::Between<std::string>& between, const tenon::TakeRequest& request = {});
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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<KnowledgeChunk> insert_many(const std::vector<NewKnowledgeChunk>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  KnowledgeChunk upsert(const NewKnowledgeChunk& row);
  /// One after the other, five hundred to a round trip.
  std::vector<KnowledgeChunk> upsert_many(const std::vector<NewKnowledgeChunk>& rows);
  /// Inserts the row, or changes the one that has its `document_id` and `position`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  KnowledgeChunk upsert_by_document_id_position(const NewKnowledgeChunk& row);
  /// One after the other, five hundred to a round trip.
  std::vector<KnowledgeChunk> upsert_many_by_document_id_position(const std::vector<NewKnowledgeChunk>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<KnowledgeChunk> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<KnowledgeChunk> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<KnowledgeChunk> lock(const tenon::Uuid& id);
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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<CostEvent> insert_many(const std::vector<NewCostEvent>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  CostEvent upsert(const NewCostEvent& row);
  /// One after the other, five hundred to a round trip.
  std::vector<CostEvent> upsert_many(const std::vector<NewCostEvent>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<CostEvent> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<CostEvent> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<CostEvent> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<CostEvent> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<CostEvent> update(const tenon::Uuid& id, const CostEventPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_timestamp(const tenon::Between<tenon::Timestamptz>& between, const CostEventPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_timestamp(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<CostEvent> take_by_timestamp(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_service_timestamp(const CostService& service, const tenon::Between<tenon::Timestamptz>& between, const CostEventPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_service_timestamp(const CostService& service, const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<CostEvent> take_by_service_timestamp(const CostService& service, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_session(const tenon::Uuid& session_id, const CostEventPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_session(const tenon::Uuid& session_id);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<CostEvent> take_by_session(const tenon::Uuid& session_id, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<CostEvent, CostEventByTimestampCursor> page_by_timestamp(
      const tenon::PageRequest<CostEventByTimestampCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<CostEvent, CostEventByTimestampCursor> page_by_timestamp();
  /// In ascending order of `timestamp`, `id`.
  [[nodiscard]] tenon::Page<CostEvent, CostEventByServiceTimestampCursor> page_by_service_timestamp(
      const CostService& service, const tenon::PageRequest<CostEventByServiceTimestampCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<CostEvent, CostEventByServiceTimestampCursor> page_by_service_timestamp(const CostService& service);

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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<CostSummary> insert_many(const std::vector<NewCostSummary>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  CostSummary upsert(const NewCostSummary& row);
  /// One after the other, five hundred to a round trip.
  std::vector<CostSummary> upsert_many(const std::vector<NewCostSummary>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<CostSummary> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<CostSummary> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<CostSummary> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<CostSummary> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<CostSummary> update(const tenon::Uuid& id, const CostSummaryPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_period_start_period_end(const tenon::Timestamptz& period_start, const tenon::Between<tenon::Timestamptz>& between, const CostSummaryPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_period_start_period_end(const tenon::Timestamptz& period_start, const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<CostSummary> take_by_period_start_period_end(const tenon::Timestamptz& period_start, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In ascending order of `period_start`, `period_end`, `id`.
  [[nodiscard]] tenon::Page<CostSummary, CostSummaryByPeriodStartPeriodEndCursor> page_by_period_start_period_end(
      const tenon::PageRequest<CostSummaryByPeriodStartPeriodEndCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<CostSummary, CostSummaryByPeriodStartPeriodEndCursor> page_by_period_start_period_end();

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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<BudgetAlert> insert_many(const std::vector<NewBudgetAlert>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  BudgetAlert upsert(const NewBudgetAlert& row);
  /// One after the other, five hundred to a round trip.
  std::vector<BudgetAlert> upsert_many(const std::vector<NewBudgetAlert>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<BudgetAlert> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<BudgetAlert> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<BudgetAlert> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<BudgetAlert> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<BudgetAlert> update(const tenon::Uuid& id, const BudgetAlertPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_resolved_triggered_at(const bool& resolved, const tenon::Between<tenon::Timestamptz>& between, const BudgetAlertPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_resolved_triggered_at(const bool& resolved, const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<BudgetAlert> take_by_resolved_triggered_at(const bool& resolved, const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_triggered_at(const tenon::Between<tenon::Timestamptz>& between, const BudgetAlertPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_triggered_at(const tenon::Between<tenon::Timestamptz>& between);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<BudgetAlert> take_by_triggered_at(const tenon::Between<tenon::Timestamptz>& between, const tenon::TakeRequest& request = {});
  [[nodiscard]] std::int64_t count();
  /// In descending order of `triggered_at`, `id`.
  [[nodiscard]] tenon::Page<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor> page_by_resolved_triggered_at(
      const bool& resolved, const tenon::PageRequest<BudgetAlertByResolvedTriggeredAtCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<BudgetAlert, BudgetAlertByResolvedTriggeredAtCursor> page_by_resolved_triggered_at(const bool& resolved);
  /// In ascending order of `triggered_at`, `id`.
  [[nodiscard]] tenon::Page<BudgetAlert, BudgetAlertByTriggeredAtCursor> page_by_triggered_at(
      const tenon::PageRequest<BudgetAlertByTriggeredAtCursor>& request);
  /// The first of them. No default argument, which each who includes this would pay for.
  [[nodiscard]] tenon::Page<BudgetAlert, BudgetAlertByTriggeredAtCursor> page_by_triggered_at();

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
  /// Gives the rows as they were stored, in their order. One statement, however many they are.
  std::vector<AiPersonality> insert_many(const std::vector<NewAiPersonality>& rows);
  /// Inserts the row, or changes the one that has its `id`: what is given replaces what is stored, and what is left to
  /// its default stays. Gives the row as it is then.
  AiPersonality upsert(const NewAiPersonality& row);
  /// One after the other, five hundred to a round trip.
  std::vector<AiPersonality> upsert_many(const std::vector<NewAiPersonality>& rows);
  /// All rows one by one, in no order; a thousand are held at a time, however many there are.
  void for_each(tenon::Each<AiPersonality> take);
  /// By keys: the rows that there are, each once, in no order.
  [[nodiscard]] std::vector<AiPersonality> find_many(const std::vector<tenon::Uuid>& keys);
  /// By key, and nobody else changes or locks the row until the transaction ends; waits for who does.
  std::optional<AiPersonality> lock(const tenon::Uuid& id);
  /// By key.
  [[nodiscard]] std::optional<AiPersonality> find(const tenon::Uuid& id);
  /// Gives the row as it is then; nothing where there is none.
  std::optional<AiPersonality> update(const tenon::Uuid& id, const AiPersonalityPatch& patch);
  /// Whether there was a row.
  bool remove(const tenon::Uuid& id);
  /// Patches all such rows, and tells how many.
  std::int64_t update_where_is_default_is_active(const bool& is_default, const bool& is_active, const AiPersonalityPatch& patch);
  /// Removes all such rows, and tells how many.
  std::int64_t remove_where_is_default_is_active(const bool& is_default, const bool& is_active);
  /// Locks such rows as nobody else has locked: theirs are passed over. For queues.
  std::vector<AiPersonality> take_by_is_default_is_active(const bool& is_default, const bool& is_active, const tenon::TakeRequest& request = {});
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
