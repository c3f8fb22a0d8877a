// Transactions of C++20 coroutines, over an event loop of the program's own. While the server works, nothing
// waits: the loop goes on with whatever else there is.
#pragma once

#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "tenon/export.hpp"
#include "tenon/pool.hpp"

namespace TENON_API tenon {
namespace async {

/// The program's event loop, as the pool sees it: a few lines for Asio, libuv or poll(). Everything of a pool
/// runs in the one thread that runs its loop. Nothing is called back before the call has returned.
class Loop {
 public:
  Loop() = default;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  virtual ~Loop() = default;

  /// Calls `ready` once, as soon as the descriptor can be read or written, whichever was asked for. From then
  /// on the loop keeps nothing of it: it may be closed.
  virtual void watch(int descriptor, bool to_read, bool to_write, std::function<void()> ready) = 0;
  /// Forgets the descriptor, and never calls what was to be called.
  virtual void unwatch(int descriptor) = 0;
  /// Calls `then` once, after that time.
  virtual void after(std::chrono::milliseconds time, std::function<void()> then) = 0;
};

template <class T = void>
class Task;

namespace detail {

struct PromiseBase {
  std::coroutine_handle<> next = std::noop_coroutine();
  std::suspend_always initial_suspend() noexcept { return {}; }
  struct Final {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) noexcept {
      return done.promise().next;
    }
    void await_resume() noexcept {}
  };
  Final final_suspend() noexcept { return {}; }
};

template <class T>
struct Promise : PromiseBase {
  std::variant<std::monostate, T, std::exception_ptr> result;
  Task<T> get_return_object();
  template <class U>
  void return_value(U&& value) {
    result.template emplace<1>(std::forward<U>(value));
  }
  void unhandled_exception() { result.template emplace<2>(std::current_exception()); }
  T take() {
    if (result.index() == 2) std::rethrow_exception(std::get<2>(result));
    return std::move(std::get<1>(result));
  }
};

template <>
struct Promise<void> : PromiseBase {
  std::exception_ptr error;
  Task<void> get_return_object();
  void return_void() {}
  void unhandled_exception() { error = std::current_exception(); }
  void take() {
    if (error) std::rethrow_exception(error);
  }
};

}  // namespace detail

/// What a coroutine gives when it is awaited; it begins then. Whoever drops a task that waits ends it: its
/// transaction is rolled back, and its connection closed.
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::Promise<T>;
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> next) noexcept {
    handle_.promise().next = next;
    return handle_;
  }
  T await_resume() { return handle_.promise().take(); }

  /// For whoever is no coroutine: begins it. It has to be kept until is_done().
  void start() { handle_.resume(); }
  [[nodiscard]] bool is_done() const { return handle_.done(); }
  /// What it gave, or the exception that ended it; once.
  T result() { return handle_.promise().take(); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

namespace detail {

template <class T>
Task<T> Promise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> Promise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}

class Fiber;

/// Work that is written as if it waited. It has a stack of its own, which is left where it would wait.
class Running {
 public:
  Running(Loop& loop, std::function<void()> work);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  /// Work that isn't done is ended where it waits, by an exception.
  ~Running();

  /// Whether it is done at once; otherwise `done` is called when it is.
  bool start(std::function<void()> done);

 private:
  std::unique_ptr<Fiber> fiber_;
};

template <class T>
class Awaited {
 public:
  template <class Work>
  Awaited(Loop& loop, Work work)
      : running_(loop, [this, work = std::move(work)]() mutable {
          try {
            if constexpr (std::is_void_v<T>) {
              work();
              result_.template emplace<1>();
            } else {
              result_.template emplace<1>(work());
            }
          } catch (...) {
            result_.template emplace<2>(std::current_exception());
          }
        }) {}

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> next) {
    return !running_.start([next] { next.resume(); });
  }
  T await_resume() {
    if (result_.index() == 2) std::rethrow_exception(std::get<2>(result_));
    if constexpr (!std::is_void_v<T>) return std::move(std::get<1>(result_));
  }

 private:
  std::variant<std::monostate, std::conditional_t<std::is_void_v<T>, std::monostate, T>, std::exception_ptr>
      result_;
  Running running_;
};

class Turns;

/// A place among those that may have a connection.
class Turn {
 public:
  explicit Turn(std::shared_ptr<Turns> turns) : turns_(std::move(turns)) {}
  Turn(Turn&& other) noexcept : turns_(std::move(other.turns_)), has_(std::exchange(other.has_, false)) {}
  ~Turn();

  bool await_ready();
  void await_suspend(std::coroutine_handle<> next);
  /// Throws PoolTimeout.
  void await_resume();

 private:
  friend class Turns;
  std::shared_ptr<Turns> turns_;
  std::coroutine_handle<> next_;
  bool has_ = false;
  bool is_late_ = false;
};

}  // namespace detail

/// A tenon::Pool whose transactions don't keep their thread. It belongs to the thread of its loop, and
/// outlives its tasks.
///
///     auto order = co_await pool.in_tenant(shop, [&](tenon::TenantTx& tx) { return Orders{tx}.find(id); });
class Pool {
 public:
  /// As tenon::Pool's.
  Pool(Loop& loop, std::string url, const SchemaInfo& schema, PoolOptions options = {});
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  /// As tenon::Pool::in_tenant: `body(TenantTx&)` is an ordinary function, and all that generated code has
  /// may be called in it. Where it would wait for the server, the loop goes on.
  template <std::invocable<TenantTx&> Body>
  Task<std::invoke_result_t<Body&, TenantTx&>> in_tenant(TenantKey tenant, Body body,
                                                         TxOptions options = {}) {
    return in_tenant(std::move(tenant), Session(), std::move(body), options);
  }
  template <std::invocable<TenantTx&> Body>
  Task<std::invoke_result_t<Body&, TenantTx&>> in_tenant(TenantKey tenant, Session session, Body body,
                                                         TxOptions options = {}) {
    detail::Turn turn(turns_);
    co_await turn;
    co_return co_await detail::Awaited<std::invoke_result_t<Body&, TenantTx&>>(
        loop_, [&] { return pool_.in_tenant(tenant, session, body, options); });
  }
  template <std::invocable<Tx&> Body>
  Task<std::invoke_result_t<Body&, Tx&>> in_transaction(Body body, TxOptions options = {}) {
    detail::Turn turn(turns_);
    co_await turn;
    co_return co_await detail::Awaited<std::invoke_result_t<Body&, Tx&>>(
        loop_, [&] { return pool_.in_transaction(body, options); });
  }

 private:
  Loop& loop_;
  tenon::Pool pool_;
  std::shared_ptr<detail::Turns> turns_;
};

/// Suspends a coroutine for a time.
Task<> sleep(Loop& loop, std::chrono::milliseconds time);

}  // namespace async
}  // namespace tenon
