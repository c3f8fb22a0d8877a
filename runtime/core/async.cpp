#include "tenon/async.hpp"

#include <algorithm>
#include <deque>

#include "fiber.hpp"
#include "tenon/error.hpp"

namespace tenon::async {
namespace detail {

Running::Running(Loop& loop, std::function<void()> work)
    : fiber_(std::make_unique<Fiber>(loop, std::move(work))) {}

Running::~Running() = default;

bool Running::start(std::function<void()> done) {
  return fiber_->start(std::move(done));
}

/// As many may have a connection as there are; the others wait, the first of them first.
class Turns : public std::enable_shared_from_this<Turns> {
 public:
  Turns(Loop& loop, std::size_t size, std::chrono::milliseconds wait)
      : loop_(loop), free_(size), size_(size), wait_(wait) {}

  bool take() {
    if (free_ == 0) return false;
    --free_;
    return true;
  }
  void queue(Turn& turn) {
    waiting_.push_back(&turn);
    loop_.after(wait_,
                [self = shared_from_this(), of = &turn, number = ++numbers_] { self->give_up(of, number); });
    numbered_.push_back(numbers_);
  }
  void leave(const Turn& turn) {
    const auto found = std::find(waiting_.begin(), waiting_.end(), &turn);
    if (found == waiting_.end()) return;
    numbered_.erase(numbered_.begin() + (found - waiting_.begin()));
    waiting_.erase(found);
  }
  /// Whoever is next goes on when the loop does, so that no stack grows.
  void give_back() {
    ++free_;
    if (!waiting_.empty())
      loop_.after(std::chrono::milliseconds(0), [self = shared_from_this()] { self->next(); });
  }
  [[nodiscard]] std::string late() const {
    return "all " + std::to_string(size_) + " connections stayed in use for " +
           std::to_string(wait_.count()) + " ms";
  }

 private:
  void next() {
    if (waiting_.empty() || !take()) return;
    Turn* const turn = waiting_.front();
    waiting_.pop_front();
    numbered_.pop_front();
    turn->has_ = true;
    turn->next_.resume();
  }
  void give_up(Turn* turn, std::size_t number) {
    const auto found = std::find(numbered_.begin(), numbered_.end(), number);
    if (found == numbered_.end()) return;
    waiting_.erase(waiting_.begin() + (found - numbered_.begin()));
    numbered_.erase(found);
    turn->is_late_ = true;
    turn->next_.resume();
  }

  Loop& loop_;
  std::size_t free_;
  std::size_t size_;
  std::chrono::milliseconds wait_;
  std::deque<Turn*> waiting_;
  std::deque<std::size_t> numbered_;  ///< the same, by numbers that nobody has twice
  std::size_t numbers_ = 0;
};

Turn::~Turn() {
  if (turns_ == nullptr) return;
  if (has_) {
    turns_->give_back();
  } else {
    turns_->leave(*this);
  }
}

bool Turn::await_ready() {
  has_ = turns_->take();
  return has_;
}

void Turn::await_suspend(std::coroutine_handle<> next) {
  next_ = next;
  turns_->queue(*this);
}

void Turn::await_resume() {
  if (is_late_) throw PoolTimeout(turns_->late());
}

struct Sleep {
  Loop& loop;
  std::chrono::milliseconds time;
  std::shared_ptr<bool> waits = std::make_shared<bool>(true);

  Sleep(Loop& of, std::chrono::milliseconds how_long) : loop(of), time(how_long) {}
  Sleep(const Sleep&) = delete;
  Sleep& operator=(const Sleep&) = delete;
  ~Sleep() { *waits = false; }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> next) const {
    loop.after(time, [next, still = waits] {
      if (*still) next.resume();
    });
  }
  void await_resume() const noexcept {}
};

}  // namespace detail

Pool::Pool(Loop& loop, std::string url, const SchemaInfo& schema, PoolOptions options)
    : loop_(loop),
      pool_(std::move(url), schema, options),
      turns_(std::make_shared<detail::Turns>(loop, std::max<std::size_t>(options.size, 1), options.wait)) {}

Pool::~Pool() = default;

Task<> sleep(Loop& loop, std::chrono::milliseconds time) {
  co_await detail::Sleep(loop, time);
}

}  // namespace tenon::async
