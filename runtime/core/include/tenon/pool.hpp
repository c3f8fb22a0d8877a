// Connections, and the transactions that run on them.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "tenon/error.hpp"
#include "tenon/export.hpp"
#include "tenon/session.hpp"
#include "tenon/signing_key.hpp"
#include "tenon/transaction.hpp"
#include "tenon/types.hpp"

namespace TENON_API tenon {

class KeyProvider;
/// What a statement came to: for metrics and logs of slow ones. It holds no value of a row or a parameter.
struct StatementEvent {
  /// As in messages: `notes.notes.find`; empty for SQL of the application's own. Valid during the call.
  std::string_view name{};
  /// Until its rows were there. A transaction's first statement includes its beginning.
  std::chrono::nanoseconds took{};
  /// Given or changed; of several statements in one round trip, all of theirs.
  std::size_t rows = 0;
  bool failed = false;
};

struct PoolOptions {
  /// The role that every transaction takes on; empty means the role that logs in.
  std::string role{};
  /// The most connections at a time; at least 1. They are made when needed.
  std::size_t size = 4;
  /// How long a transaction waits for a free connection before PoolTimeout.
  std::chrono::milliseconds wait{5000};
  /// How long connecting may take, unless the URL says; whole seconds, at least 2.
  std::chrono::seconds connect_timeout{10};
  /// Compare the database's schema with the code's on every new connection.
  bool check_schema = true;
  /// For tests and administration: allow a role that row-level security doesn't bind, or that could switch it
  /// off: a superuser, BYPASSRLS, the owner of the schema's objects or a member of it.
  bool allow_unsafe_role = false;
  /// Prepare each Statement once on its connection. False sends the SQL along every time. A pooler between
  /// pool and server may give each transaction another server process, with the statements of other clients:
  /// where the processes tell that there is one, nothing is prepared, whatever this says. Set it to false for
  /// a pooler that forwards the process's own number, to be spared StaleStatement.
  bool prepare = true;
  /// What tenants are signed with, where the schema says `signed`; there in_tenant needs it.
  std::optional<SigningKey> signing_key{};
  /// The keys of `@encrypted` fields; those can't be read or written without, and all others can.
  std::shared_ptr<KeyProvider> keys{};
  /// Called after each statement, in the thread that ran it. What it throws is dropped.
  std::function<void(const StatementEvent&)> on_statement{};
};

namespace detail {
class PoolState;

/// A connection on loan with an open transaction. Unless committed, it is rolled back; either way the
/// connection goes back to its pool, or away if it is of no use any more.
class Lease {
 public:
  Lease(PoolState& pool, std::unique_ptr<Connection> connection);
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease();
  void commit() const;
  [[nodiscard]] Connection& connection() const { return *connection_; }

 private:
  PoolState& pool_;
  std::unique_ptr<Connection> connection_;
};

/// Whether a transaction that failed so may be run again, and a short wait of random length before it is.
[[nodiscard]] bool may_retry(const Error& error, int made, int allowed);
void wait_before_retry(int made);

template <class Attempt>
auto retried(int allowed, Attempt attempt) {
  for (int made = 0;; ++made) {
    try {
      return attempt();
    } catch (const Error& error) {
      if (!may_retry(error, made, allowed)) throw;
    }
    wait_before_retry(made);
  }
}
}  // namespace detail

/// A bounded set of connections to one database. Thread-safe; outlives its transactions. It may talk to a
/// pooler of transactions: what a transaction needs of its session is made in that transaction.
class Pool {
 public:
  /// `url` is a libpq URI or keyword string; nothing connects yet. Throws ConnectionFailed where it can't be
  /// parsed, and Error for a signing key where the schema has no use for one. No message repeats its
  /// password.
  Pool(std::string url, const SchemaInfo& schema, PoolOptions options = {});
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  /// Calls `body(TenantTx&)` in a transaction that sees the rows of `tenant` alone, commits, and returns what
  /// `body` returned. An exception rolls back and passes through. Throws PoolTimeout, ConnectionFailed,
  /// UnsafeRole, SchemaMismatch, TenantRefused before `body` runs; TransactionAborted where `body` swallowed
  /// an error of the server. The transaction begins with its first statement, in the same round trip.
  template <std::invocable<TenantTx&> Body>
  auto in_tenant(TenantKey tenant, Body&& body, const TxOptions& options = {}) {
    return in_tenant(std::move(tenant), Session(), std::forward<Body>(body), options);
  }
  /// The same where the schema declares `session`: says who asks, in the same round trip, as in
  /// `in_tenant(tenant, SessionValues{.user = id}, body)`. Throws Error for what the schema doesn't declare.
  template <std::invocable<TenantTx&> Body>
  auto in_tenant(TenantKey tenant, const Session& session, Body&& body, const TxOptions& options = {}) {
    return detail::retried(options.retry, [&] {
      const detail::Lease lease = begin(&tenant, session, options);
      TenantTx tx(lease.connection(), tenant);
      return run(lease, tx, body);
    });
  }

  /// The same without a tenant, for global entities: tenants' rows are invisible.
  template <std::invocable<Tx&> Body>
  auto in_transaction(Body&& body, const TxOptions& options = {}) {
    return in_transaction(Session(), std::forward<Body>(body), options);
  }
  template <std::invocable<Tx&> Body>
  auto in_transaction(const Session& session, Body&& body, const TxOptions& options = {}) {
    return detail::retried(options.retry, [&] {
      const detail::Lease lease = begin(nullptr, session, options);
      Tx tx(lease.connection());
      return run(lease, tx, body);
    });
  }

  /// Signs with another key from the next transaction on, as when keys are changed.
  void sign_with(SigningKey key);

 private:
  [[nodiscard]] detail::Lease begin(const TenantKey* tenant, const Session& session,
                                    const TxOptions& options);

  template <class T, class Body>
  static auto run(const detail::Lease& lease, T& tx, Body& body) {
    if constexpr (std::is_void_v<std::invoke_result_t<Body&, T&>>) {
      body(tx);
      lease.commit();
    } else {
      auto result = body(tx);
      lease.commit();
      return result;
    }
  }

  std::unique_ptr<detail::PoolState> state_;
};

}  // namespace tenon
