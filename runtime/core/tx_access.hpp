// The way from a transaction to its connection, which no public header shows.
#pragma once

#include "tenon/transaction.hpp"

namespace tenon::detail {

class TxAccess {
 public:
  static Connection& connection(const Tx& tx) { return *tx.connection_; }
};

}  // namespace tenon::detail
