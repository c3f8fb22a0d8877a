// How code that waits for the server waits: by itself, or by leaving its stack to an event loop.
#pragma once

#include <chrono>

namespace tenon::detail {

/// Of the stack that runs. None where the thread may be kept waiting.
class Waiter {
 public:
  Waiter() = default;
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  virtual ~Waiter() = default;
  /// Whether the descriptor became ready in that time; 0 is without end.
  virtual bool wait(int descriptor, bool to_read, bool to_write, std::chrono::milliseconds at_most) = 0;
  virtual void sleep(std::chrono::milliseconds time) = 0;
};

[[nodiscard]] Waiter* current_waiter() noexcept;
void set_current_waiter(Waiter* waiter) noexcept;

}  // namespace tenon::detail
