#include "tenon/transaction.hpp"

#include "connection.hpp"
#include "tx_access.hpp"

namespace tenon {

void Tx::commit_with_next() {
  connection_->commit_with_next();
}

namespace detail {

Savepoint::Savepoint(const Tx& tx) : connection_(TxAccess::connection(tx)) {
  connection_.set_savepoint();
}

Savepoint::~Savepoint() {
  if (!is_kept_) connection_.return_to_savepoint();
}

void Savepoint::keep() {
  connection_.release_savepoint();
  is_kept_ = true;
}

}  // namespace detail
}  // namespace tenon
