// A database in memory, for unit tests of services: what generated `FakeDb`s are made of. It keeps keys,
// uniques, references, tenants, transactions and savepoints, and refuses what breaks them with the errors
// that a server's refusals become.
#pragma once

#include <atomic>
#include <concepts>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/error.hpp"
#include "tenon/export.hpp"
#include "tenon/fake_sealing.hpp"
#include "tenon/fake_store.hpp"
#include "tenon/fake_values.hpp"
#include "tenon/pool.hpp"
#include "tenon/session.hpp"
#include "tenon/tenant.hpp"
#include "tenon/transaction.hpp"

namespace tenon {
namespace TENON_API fake {

class Pool;

namespace detail {
class Open;
class Savepoint;

/// A tenant's key in the form that rows have it. Throws where it isn't of the type.
using Canonical = TenantKey (*)(const TenantKey&);

/// Everything that a pool has; transactions refer to it.
struct Database {
  Database(const std::vector<Table>& all, Canonical form) : store(all, sources), canonical(form) {}
  Sources sources{.clock = [] { return now(); }, .ids = [] { return Uuid::v7(); }, .keys = own_keys()};
  Store store;
  Canonical canonical;
  std::mutex mutex{};
  std::atomic<std::thread::id> busy{};  ///< whose transaction is open

 private:
  static Timestamptz now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};
}  // namespace detail

/// As tenon::Tx, on a fake.
class Tx {
 public:
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;

  /// Calls `body()`; an exception takes back what it did, and passes through.
  template <std::invocable Body>
  auto savepoint(Body&& body);
  /// What the next statement does stays, and the transaction takes no further ones.
  void commit_with_next() { ends_ = true; }
  /// Kept for Pool::notified().
  void notify(std::string_view channel, std::string_view payload = {});
  /// Who asks, as it was given to the pool.
  [[nodiscard]] const Session& session() const { return session_; }

  /// For generated code: a statement on a table. `body` takes it; what a server would refuse leaves the
  /// transaction aborted.
  template <class Body>
  auto run(std::size_t table, std::string what, bool writes, const ColumnTypes& types, Body body) {
    begin_statement(what, writes);
    try {
      Statement statement(database_.store, table, tenant_text(), now_, std::move(what), types);
      if constexpr (std::is_void_v<decltype(body(statement))>) {
        body(statement);
        end_statement();
      } else {
        auto out = body(statement);
        end_statement();
        return out;
      }
    } catch (const ServerError&) {
      failed_ = true;
      throw;
    }
  }

  /// For generated code: what the program does before it sends a statement.
  template <class Body>
  void prepare(std::size_t table, const ColumnTypes& types, Body body) {
    const Statement statement(database_.store, table, tenant_text(), now_, {}, types);
    body(statement);
  }
  /// For generated code: throws where the transaction takes no statement, or none that writes.
  void begin_statement(const std::string& what, bool writes) const;
  /// For generated code: whether the test answers that itself.
  template <class Query>
  [[nodiscard]] bool has_answer() const {
    return database_.sources.handlers.contains(Query::name);
  }
  /// For generated code: what the test's handler answers.
  template <class Query, class Asking, class... Args>
  auto answer(Asking& tx, const Args&... args) {
    begin_statement(std::string(Query::name), false);
    const auto found = database_.sources.handlers.find(Query::name);
    if (found == database_.sources.handlers.end()) no_handler(Query::name, Query::tag);
    const auto& handler = std::any_cast<const typename Query::Handler&>(found->second);
    if constexpr (std::is_void_v<decltype(handler(tx, args...))>) {
      handler(tx, args...);
      if (!committed_) end_statement();
    } else {
      auto out = handler(tx, args...);
      if (!committed_) end_statement();
      return out;
    }
  }

 protected:
  Tx(detail::Database& database, std::optional<TenantKey> tenant, Session session, const TxOptions& options)
      : database_(database),
        tenant_of_rows_(std::move(tenant)),
        session_(std::move(session)),
        read_only_(options.read_only) {}
  ~Tx() = default;

 private:
  friend class Pool;
  friend class detail::Open;
  friend class detail::Savepoint;
  void end_statement();
  /// Empty without a tenant.
  [[nodiscard]] std::string tenant_text() const;
  [[noreturn]] static void no_handler(std::string_view name, std::string_view tag);

  detail::Database& database_;
  std::optional<TenantKey> tenant_of_rows_;
  Session session_;
  bool read_only_;
  Timestamptz now_{};  ///< once it has begun
  bool failed_ = false;
  bool ends_ = false;
  bool committed_ = false;
};

/// As tenon::TenantTx, on a fake.
class TenantTx final : public Tx {
 public:
  [[nodiscard]] const TenantKey& tenant() const noexcept { return tenant_; }
  [[nodiscard]] std::string channel(std::string_view name) const { return tenant_channel(name, tenant_); }
  [[nodiscard]] Tx& global() noexcept { return *this; }

 private:
  friend class Pool;
  TenantTx(detail::Database& database, TenantKey tenant, Session session, const TxOptions& options)
      : Tx(database, tenant, std::move(session), options), tenant_(std::move(tenant)) {}
  TenantKey tenant_;
};

namespace detail {

/// The one transaction that runs: put back unless committed. Throws Error where its thread has one already.
class Open {
 public:
  Open(Database& database, Tx& tx);
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open();
  /// Throws TransactionAborted where an error of a statement was swallowed.
  void commit();

 private:
  Database& database_;
  Tx& tx_;
  State before_;
};

class Savepoint {
 public:
  explicit Savepoint(Tx& tx);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  /// Throws ServerError where an error of a statement was swallowed.
  void keep();

 private:
  Tx& tx_;
  State before_;
  bool is_kept_ = false;
};

/// Calls `body(args…)`, then `done()`, and gives what `body` gave.
template <class Body, class Done, class... Args>
auto called(Body& body, Done done, Args&... args) {
  if constexpr (std::is_void_v<std::invoke_result_t<Body&, Args&...>>) {
    body(args...);
    done();
  } else {
    auto out = body(args...);
    done();
    return out;
  }
}

}  // namespace detail

template <std::invocable Body>
auto Tx::savepoint(Body&& body) {
  detail::Savepoint point(*this);
  return detail::called(body, [&] { point.keep(); });
}

/// As tenon::Pool, of a database in memory. One transaction runs at a time; others wait.
class Pool {
 public:
  explicit Pool(const std::vector<Table>& tables, detail::Canonical canonical = nullptr)
      : database_(tables, canonical) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() = default;

  template <std::invocable<TenantTx&> Body>
  auto in_tenant(TenantKey tenant, Body&& body, const TxOptions& options = {}) {
    return in_tenant(std::move(tenant), Session(), std::forward<Body>(body), options);
  }
  template <std::invocable<TenantTx&> Body>
  auto in_tenant(TenantKey tenant, const Session& session, Body&& body, const TxOptions& options = {}) {
    return tenon::detail::retried(options.retry, [&] {
      TenantTx tx(database_, tenant, session, options);
      return run(tx, body);
    });
  }
  template <std::invocable<Tx&> Body>
  auto in_transaction(Body&& body, const TxOptions& options = {}) {
    return in_transaction(Session(), std::forward<Body>(body), options);
  }
  template <std::invocable<Tx&> Body>
  auto in_transaction(const Session& session, Body&& body, const TxOptions& options = {}) {
    return tenon::detail::retried(options.retry, [&] {
      Tx tx(database_, std::nullopt, session, options);
      return run(tx, body);
    });
  }

  /// What `now()` is; one time for a transaction.
  void set_clock(std::function<Timestamptz()> clock) { database_.sources.clock = std::move(clock); }
  /// What `uuid()` and `uuid7()` give.
  void set_ids(std::function<Uuid()> ids) { database_.sources.ids = std::move(ids); }
  /// What `@encrypted` fields are encrypted with, as PoolOptions::keys; a null pointer is a pool without
  /// keys. Until this is called the fake has keys of its own, for each tenant.
  void set_keys(std::shared_ptr<KeyProvider> keys) { database_.sources.keys = std::move(keys); }
  /// How a query is answered: `pool.on<FakeDb::queries::orders_of>([](auto& tx, auto&... parameters) { … })`.
  template <class Query, class Handler>
  void on(Handler&& handler) {
    database_.sources.handlers.insert_or_assign(
        std::string(Query::name), std::any(typename Query::Handler(std::forward<Handler>(handler))));
  }
  /// What a field gets whose default is SQL: `pool.on_default<FakeDb::Invoices>(&Invoice::year, 2026)`.
  template <class Repository, class Row, class Member>
  void on_default(Member Row::*member, std::type_identity_t<Member> value) {
    const std::size_t column = place_of<Row>(member);
    const Cell cell = cell_at<Row>(column, value);
    database_.sources.defaults.insert_or_assign({Repository::kTable, column}, [cell] { return cell; });
  }
  /// What was notified in transactions that were committed: channel and payload.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& notified() const {
    return database_.store.state.notified;
  }

 private:
  template <class T, class Body>
  auto run(T& tx, Body& body) {
    detail::Open open(database_, tx);
    return detail::called(
        body, [&] { open.commit(); }, tx);
  }
  detail::Database database_;
};

}  // namespace fake
}  // namespace tenon
