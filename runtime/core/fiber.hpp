// A stack that can be left and come back to.
#pragma once

#include <ucontext.h>

#include <cstddef>
#include <functional>
#include <memory>

#include "tenon/async.hpp"
#include "waiter.hpp"

namespace tenon::async::detail {

/// Memory for a stack, with a page below it that nobody may touch.
class Stack {
 public:
  Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
  ~Stack();
  [[nodiscard]] char* begin() const;
  [[nodiscard]] std::size_t size() const;

 private:
  void* memory_;
};

class Fiber final : public tenon::detail::Waiter {
 public:
  Fiber(Loop& loop, std::function<void()> work);
  ~Fiber() override;

  bool start(std::function<void()> done);
  bool wait(int descriptor, bool to_read, bool to_write, std::chrono::milliseconds at_most) override;
  void sleep(std::chrono::milliseconds time) override;

 private:
  /// Ends what waits on a stack that nobody comes back to.
  struct Abandoned {};

  static void entry(unsigned high, unsigned low);
  void run();
  void resume();
  void leave();
  void go_on();
  std::function<void()> once();

  Loop& loop_;
  std::function<void()> work_;
  std::function<void()> done_;
  Stack stack_;
  ucontext_t inside_{};
  ucontext_t outside_{};
  struct Exceptions {
    void* caught = nullptr;
    unsigned uncaught = 0;
  } exceptions_;
  std::shared_ptr<bool> waits_;  ///< for what it waits now: false once it came
  int descriptor_ = -1;
  bool is_ready_ = false;
  bool is_started_ = false;
  bool is_finished_ = false;
  bool is_abandoned_ = false;
  void* sanitizer_outside_ = nullptr;
  const void* outside_stack_ = nullptr;
  std::size_t outside_size_ = 0;
  void* thread_fiber_ = nullptr;
  void* own_fiber_ = nullptr;
};

}  // namespace tenon::async::detail
