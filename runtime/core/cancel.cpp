#include "tenon/cancel.hpp"

#include <libpq-fe.h>

#include <array>
#include <utility>

#include "connection.hpp"
#include "server_error.hpp"
#include "tx_access.hpp"

namespace tenon {
namespace detail {

/// Holds the lock until the server has taken the request, so that close() waits for it.
void CancelState::cancel() noexcept {
  const std::lock_guard lock(mutex_);
  if (handle_ == nullptr) return;
  is_cancelled_ = true;
  std::array<char, 256> reason{};
  PQcancel(handle_.get(), reason.data(), static_cast<int>(reason.size()));
}

bool CancelState::close() noexcept {
  const std::lock_guard lock(mutex_);
  handle_.reset();
  return is_cancelled_;
}

bool CancelState::is_cancelled() noexcept {
  const std::lock_guard lock(mutex_);
  return is_cancelled_;
}

std::shared_ptr<CancelState> Connection::cancel_state() {
  if (cancel_ == nullptr) cancel_ = std::make_shared<CancelState>(connection_.get());
  return cancel_;
}

/// The server may be late to act on a request: what comes next on the connection mustn't be met by it.
void Connection::close_cancel() noexcept {
  if (cancel_ != nullptr && cancel_->close()) broken_ = true;
  cancel_.reset();
}

void Connection::expect_more_to_come(const char* what) {
  if (is_over_) {
    throw TransactionAborted(
        "the transaction is over: the statement before was its last, as commit_with_next() says");
  }
  if (cancel_ != nullptr && cancel_->is_cancelled()) throw_canceled(what);
}

}  // namespace detail

Canceller::Canceller(const Tx& tx) : state_(detail::TxAccess::connection(tx).cancel_state()) {}

void Canceller::cancel() const noexcept {
  state_->cancel();
}

}  // namespace tenon
