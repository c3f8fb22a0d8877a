// Transactions, as a Pool hands them out.
#pragma once

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "tenon/export.hpp"
#include "tenon/tenant.hpp"

namespace TENON_API tenon {

class Pool;

namespace detail {
class Connection;
class TxAccess;
class Savepoint;
}  // namespace detail

/// How far a transaction is kept apart from others that run at the same time.
enum class Isolation {
  server_default,
  read_committed,
  repeatable_read,  ///< may throw SerializationFailure
  serializable,     ///< may throw SerializationFailure
};

struct TxOptions {
  Isolation isolation = Isolation::server_default;
  bool read_only = false;
  /// How often the body is called again after an error that is retryable(), or where no connection could be
  /// made again: so it must do nothing that counts twice but through its transaction.
  int retry = 0;
  /// How long a statement may take before QueryCanceled; 0 leaves it to the server's settings.
  std::chrono::milliseconds statement_timeout{0};
  /// How long a statement may wait for a lock before LockNotAvailable; 0 leaves it to the server's settings.
  std::chrono::milliseconds lock_timeout{0};
};

/// An open transaction. It lives for the call of Pool::in_transaction or in_tenant that made it, and belongs
/// to one thread at a time.
class Tx {
 public:
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;

  /// Calls `body()` and returns what it returned. An exception takes back what the body did, passes through,
  /// and leaves the transaction as it was before: whoever catches it may go on.
  template <std::invocable Body>
  auto savepoint(Body&& body);

  /// The next statement is the last: COMMIT goes along with it, in the same round trip. Whatever comes after
  /// it is a TransactionAborted; an exception after it takes nothing back.
  void commit_with_next();

  /// Tells all who listen to the channel, once the transaction is committed: those of every tenant. Throws
  /// EncodeError for a name that isn't of 1 to 63 bytes, and for a payload of more than 7,999.
  void notify(std::string_view channel, std::string_view payload = {});

 protected:
  explicit Tx(detail::Connection& connection) : connection_(&connection) {}
  ~Tx() = default;

 private:
  friend class Pool;
  friend class detail::TxAccess;
  detail::Connection* connection_;
};

namespace detail {

/// Taken back unless kept.
class Savepoint {
 public:
  explicit Savepoint(const Tx& tx);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  void keep();

 private:
  Connection& connection_;
  bool is_kept_ = false;
};

}  // namespace detail

template <std::invocable Body>
auto Tx::savepoint(Body&& body) {
  detail::Savepoint point(*this);
  if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
    std::forward<Body>(body)();
    point.keep();
  } else {
    auto result = std::forward<Body>(body)();
    point.keep();
    return result;
  }
}

/// A channel's name that no other tenant's has. It is no secret: whoever may connect may listen to it, so
/// that a payload holds what tells nothing, such as a key. Throws EncodeError where `name` has more than 30
/// bytes.
[[nodiscard]] std::string tenant_channel(std::string_view name, const TenantKey& tenant);

/// A transaction for one tenant: row-level security shows that tenant's rows and no others.
class TenantTx final : public Tx {
 public:
  [[nodiscard]] const TenantKey& tenant() const noexcept { return *tenant_; }
  /// The tenant's own channel of that name, for notify() and Listener::listen().
  [[nodiscard]] std::string channel(std::string_view name) const { return tenant_channel(name, *tenant_); }
  /// For global entities, whose rows are no tenant's, beside the tenant's own: `Currencies{tx.global()}`.
  [[nodiscard]] Tx& global() noexcept { return *this; }

 private:
  friend class Pool;
  TenantTx(detail::Connection& connection, const TenantKey& tenant) : Tx(connection), tenant_(&tenant) {}
  const TenantKey* tenant_;  ///< the pool's, which has it as long as the transaction
};

}  // namespace tenon
