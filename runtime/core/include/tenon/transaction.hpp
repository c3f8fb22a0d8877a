// Transactions, as a Pool hands them out.
#pragma once

#include <utility>

#include "tenon/export.hpp"
#include "tenon/tenant.hpp"

namespace TENON_API tenon {

class Pool;

namespace detail {
class Connection;
class TxAccess;
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
};

/// An open transaction. It lives for the call of Pool::in_transaction or in_tenant that made it, and belongs
/// to one thread at a time.
class Tx {
 public:
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;

 protected:
  explicit Tx(detail::Connection& connection) : connection_(&connection) {}
  ~Tx() = default;

 private:
  friend class Pool;
  friend class detail::TxAccess;
  detail::Connection* connection_;
};

/// A transaction for one tenant: row-level security shows that tenant's rows and no others.
class TenantTx final : public Tx {
 public:
  [[nodiscard]] const TenantKey& tenant() const noexcept { return tenant_; }
  /// For global entities, whose rows are no tenant's, beside the tenant's own: `Currencies{tx.global()}`.
  [[nodiscard]] Tx& global() noexcept { return *this; }

 private:
  friend class Pool;
  TenantTx(detail::Connection& connection, TenantKey tenant) : Tx(connection), tenant_(std::move(tenant)) {}
  TenantKey tenant_;
};

}  // namespace tenon
