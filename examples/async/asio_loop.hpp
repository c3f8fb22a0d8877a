// Asio as the event loop of a tenon::async::Pool. The io_context has to be run by one thread.
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <tenon/async.hpp>
#include <utility>

class AsioLoop final : public tenon::async::Loop {
 public:
  explicit AsioLoop(asio::io_context& context) : context_(context) {}

  void watch(int descriptor, bool to_read, bool to_write, std::function<void()> ready) override {
    auto watched = std::make_shared<Watched>(Watched{{context_, descriptor}, std::move(ready)});
    watched_[descriptor] = watched;
    const auto came = [this, watched, descriptor](const asio::error_code&) {
      const auto found = watched_.find(descriptor);
      if (found == watched_.end() || found->second != watched)
        return;  // the other wait was first, or none is wanted
      unwatch(descriptor);
      watched->ready();
    };
    if (to_read) watched->descriptor.async_wait(asio::posix::stream_descriptor::wait_read, came);
    if (to_write) watched->descriptor.async_wait(asio::posix::stream_descriptor::wait_write, came);
  }

  void unwatch(int descriptor) override {
    const auto found = watched_.find(descriptor);
    if (found == watched_.end()) return;
    found->second->descriptor.release();  // libpq's, who closes it
    watched_.erase(found);
  }

  void after(std::chrono::milliseconds time, std::function<void()> then) override {
    auto timer = std::make_shared<asio::steady_timer>(context_, time);
    timer->async_wait([timer, then = std::move(then)](const asio::error_code& error) {
      if (!error) then();
    });
  }

 private:
  struct Watched {
    asio::posix::stream_descriptor descriptor;
    std::function<void()> ready;
  };

  asio::io_context& context_;
  std::map<int, std::shared_ptr<Watched>> watched_;
};
