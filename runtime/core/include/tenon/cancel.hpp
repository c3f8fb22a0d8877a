// Stopping a transaction from another thread.
#pragma once

#include <memory>

#include "tenon/export.hpp"
#include "tenon/transaction.hpp"

namespace TENON_API tenon {

namespace detail {
class CancelState;
}  // namespace detail

/// Made in a transaction's thread and handed to others; copies stop the same transaction. It may outlive the
/// transaction: then it does nothing, and never touches what runs on the connection afterwards.
class Canceller {
 public:
  explicit Canceller(const Tx& tx);

  /// The statement that runs fails with QueryCanceled, and so does the next one, whether or not one ran.
  void cancel() const noexcept;

 private:
  std::shared_ptr<detail::CancelState> state_;
};

}  // namespace tenon
