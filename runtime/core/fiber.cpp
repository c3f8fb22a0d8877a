#include "fiber.hpp"

#include <cxxabi.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

// Sanitizers have to be told that the stack is another one.
#if defined(__SANITIZE_ADDRESS__)
#define TENON_WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TENON_WITH_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define TENON_WITH_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TENON_WITH_TSAN 1
#endif
#endif
#ifdef TENON_WITH_ASAN
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef TENON_WITH_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace tenon::detail {
namespace {
thread_local Waiter* t_waiter = nullptr;
}

Waiter* current_waiter() noexcept {
  return t_waiter;
}
void set_current_waiter(Waiter* waiter) noexcept {
  t_waiter = waiter;
}
}  // namespace tenon::detail

namespace tenon::async::detail {
namespace {

// Address space: of it only what is touched becomes memory.
constexpr std::size_t kStackBytes = 512UL * 1024;

std::size_t page_bytes() {
  return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

Stack::Stack()
    : memory_(::mmap(nullptr, kStackBytes + page_bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                     -1, 0)) {
  if (memory_ == MAP_FAILED) throw std::bad_alloc();
  ::mprotect(memory_, page_bytes(), PROT_NONE);
}

Stack::~Stack() {
  ::munmap(memory_, kStackBytes + page_bytes());
}

char* Stack::begin() const {
  return static_cast<char*>(memory_) + page_bytes();
}

std::size_t Stack::size() const {
  return kStackBytes;
}

Fiber::Fiber(Loop& loop, std::function<void()> work) : loop_(loop), work_(std::move(work)) {
#ifdef TENON_WITH_TSAN
  own_fiber_ = __tsan_create_fiber(0);
#endif
}

/// What waits is ended by an exception, so that all that it holds is given back.
Fiber::~Fiber() {
  if (is_started_ && !is_finished_) {
    is_abandoned_ = true;
    done_ = nullptr;
    if (waits_) *waits_ = false;
    if (descriptor_ >= 0) loop_.unwatch(descriptor_);
    resume();
  }
#ifdef TENON_WITH_TSAN
  __tsan_destroy_fiber(own_fiber_);
#endif
}

bool Fiber::start(std::function<void()> done) {
  is_started_ = true;
  ::getcontext(&inside_);
  inside_.uc_stack.ss_sp = stack_.begin();
  inside_.uc_stack.ss_size = stack_.size();
  inside_.uc_link = nullptr;
  const auto self = reinterpret_cast<std::uintptr_t>(this);
  ::makecontext(&inside_, reinterpret_cast<void (*)()>(&Fiber::entry), 2, static_cast<unsigned>(self >> 32U),
                static_cast<unsigned>(self));
  resume();
  if (is_finished_) return true;
  done_ = std::move(done);
  return false;
}

void Fiber::entry(unsigned high, unsigned low) {
  reinterpret_cast<Fiber*>(static_cast<std::uintptr_t>(high) << 32U | low)->run();
}

void Fiber::run() {
#ifdef TENON_WITH_ASAN
  __sanitizer_finish_switch_fiber(nullptr, &outside_stack_, &outside_size_);
#endif
  try {
    work_();
  } catch (const Abandoned&) {
  }
  is_finished_ = true;
  leave();
}

/// To its stack, until it waits or ends. The exceptions that are being handled are each stack's own.
void Fiber::resume() {
  auto* const globals = abi::__cxa_get_globals();
  Exceptions of_thread;
  std::memcpy(static_cast<void*>(&of_thread), globals, sizeof(of_thread));
  std::memcpy(globals, &exceptions_, sizeof(exceptions_));
  tenon::detail::Waiter* const before = tenon::detail::current_waiter();
  tenon::detail::set_current_waiter(this);
#ifdef TENON_WITH_ASAN
  __sanitizer_start_switch_fiber(&sanitizer_outside_, stack_.begin(), stack_.size());
#endif
#ifdef TENON_WITH_TSAN
  thread_fiber_ = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(own_fiber_, 0);
#endif
  ::swapcontext(&outside_, &inside_);
#ifdef TENON_WITH_ASAN
  __sanitizer_finish_switch_fiber(sanitizer_outside_, nullptr, nullptr);
#endif
  tenon::detail::set_current_waiter(before);
  auto* const after = abi::__cxa_get_globals();
  std::memcpy(static_cast<void*>(&exceptions_), after, sizeof(exceptions_));
  std::memcpy(after, &of_thread, sizeof(of_thread));
}

/// From its stack to whoever resumed it.
void Fiber::leave() {
#ifdef TENON_WITH_ASAN
  void* own = nullptr;
  __sanitizer_start_switch_fiber(is_finished_ ? nullptr : &own, outside_stack_, outside_size_);
#endif
#ifdef TENON_WITH_TSAN
  __tsan_switch_to_fiber(thread_fiber_, 0);
#endif
  ::swapcontext(&inside_, &outside_);
#ifdef TENON_WITH_ASAN
  __sanitizer_finish_switch_fiber(own, &outside_stack_, &outside_size_);
#endif
}

void Fiber::go_on() {
  resume();
  if (!is_finished_ || !done_) return;
  const auto done = std::exchange(done_, nullptr);
  done();  // which may end this
}

bool Fiber::wait(int descriptor, bool to_read, bool to_write, std::chrono::milliseconds at_most) {
  if (is_abandoned_) throw Abandoned();
  waits_ = std::make_shared<bool>(true);
  descriptor_ = descriptor;
  is_ready_ = false;
  const auto came = [this, waits = waits_](bool ready) {
    if (!std::exchange(*waits, false)) return;
    is_ready_ = ready;
    if (!ready) loop_.unwatch(descriptor_);
    descriptor_ = -1;
    go_on();
  };
  loop_.watch(descriptor, to_read, to_write, [came] { came(true); });
  if (at_most.count() > 0) loop_.after(at_most, [came] { came(false); });
  leave();
  if (is_abandoned_) throw Abandoned();
  return is_ready_;
}

void Fiber::sleep(std::chrono::milliseconds time) {
  if (is_abandoned_) throw Abandoned();
  waits_ = std::make_shared<bool>(true);
  loop_.after(time, [this, waits = waits_] {
    if (std::exchange(*waits, false)) go_on();
  });
  leave();
  if (is_abandoned_) throw Abandoned();
}

}  // namespace tenon::async::detail
