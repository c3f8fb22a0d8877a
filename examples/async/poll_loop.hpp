// An event loop in a page: poll() and a list of what is due.
#pragma once

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <tenon/async.hpp>
#include <utility>
#include <vector>

class PollLoop final : public tenon::async::Loop {
  using Clock = std::chrono::steady_clock;

 public:
  void watch(int descriptor, bool to_read, bool to_write, std::function<void()> ready) override {
    const short events = static_cast<short>((to_read ? POLLIN : 0) | (to_write ? POLLOUT : 0));
    watched_[descriptor] = {events, std::move(ready)};
  }
  void unwatch(int descriptor) override { watched_.erase(descriptor); }
  void after(std::chrono::milliseconds time, std::function<void()> then) override {
    due_.emplace(Clock::now() + time, std::move(then));
  }

  /// Until `done()`.
  template <class Done>
  void run(Done done) {
    while (!done()) turn();
  }

 private:
  struct Watched {
    short events;
    std::function<void()> ready;
  };

  void turn() {
    std::vector<pollfd> fds;
    for (const auto& [descriptor, watched] : watched_) fds.push_back({descriptor, watched.events, 0});
    int timeout = -1;
    if (!due_.empty()) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(due_.begin()->first - Clock::now()).count();
      timeout = static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
    }
    poll(fds.data(), fds.size(), timeout);
    for (const pollfd& fd : fds) {
      const auto found = watched_.find(fd.fd);
      if (fd.revents == 0 || found == watched_.end()) continue;
      const auto ready = std::move(found->second.ready);
      watched_.erase(found);  // before the call, which may watch again
      ready();
    }
    while (!due_.empty() && due_.begin()->first <= Clock::now()) {
      const auto then = std::move(due_.begin()->second);
      due_.erase(due_.begin());
      then();
    }
  }

  std::map<int, Watched> watched_;
  std::multimap<Clock::time_point, std::function<void()>> due_;
};
