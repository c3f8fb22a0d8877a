#include "tenon/listener.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "connection.hpp"
#include "server_error.hpp"
#include "tenon/conninfo/conninfo.hpp"

namespace tenon {
namespace detail {

/// A byte in a pipe: what poll() sees beside a connection.
class Bell {
 public:
  Bell() {
    if (::pipe2(ends_.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw Error("no pipe can be made");
  }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell() {
    for (const int end : ends_) ::close(end);
  }
  void ring() const noexcept {
    const char byte = 0;
    // Where the pipe is full, it rings already.
    if (::write(ends_[1], &byte, 1) < 0) return;
  }
  /// Whether it rang since it was asked before.
  [[nodiscard]] bool rang() const noexcept {
    bool out = false;
    std::array<char, 64> bytes{};
    while (::read(ends_[0], bytes.data(), bytes.size()) > 0) out = true;
    return out;
  }
  [[nodiscard]] int fd() const { return ends_[0]; }

 private:
  std::array<int, 2> ends_{};
};

constexpr std::chrono::milliseconds kShortestWait{50};

class ListenerState {
  using Clock = std::chrono::steady_clock;
  using milliseconds = std::chrono::milliseconds;

 public:
  ListenerState(std::string url, ListenerOptions options) : url_(std::move(url)), options_(options) {}

  void listen(const std::string& channel) {
    if (channel.empty() || channel.size() > 63) throw EncodeError("a channel's name has 1 to 63 bytes");
    if (connection_ == nullptr && channels_.empty()) connect();
    channels_.insert(channel);
    if (connection_ == nullptr) return;  // it will be listened to as soon as there is a connection
    try {
      run("LISTEN", channel);
    } catch (const ConnectionLost&) {
      lose();
    }
  }

  void unlisten(const std::string& channel) {
    if (channels_.erase(channel) == 0 || connection_ == nullptr) return;
    try {
      run("UNLISTEN", channel);
    } catch (const ConnectionLost&) {
      lose();
    }
  }

  std::optional<Notification> next(milliseconds timeout) {
    const Clock::time_point end = Clock::now() + timeout;
    for (;;) {
      if (auto heard = take()) return heard;
      if (bell_.rang()) return std::nullopt;
      const auto now = Clock::now();
      if (connection_ == nullptr && now >= next_attempt_) {
        if (connect_again()) return Notification{.is_gap = true};
        continue;
      }
      if (now >= end) return std::nullopt;
      wait_until(std::min(end, connection_ == nullptr ? next_attempt_ : check_));
      if (connection_ != nullptr) look_after();
    }
  }

  void wake() const noexcept { bell_.ring(); }
  [[nodiscard]] bool is_connected() const noexcept { return connection_ != nullptr; }

 private:
  struct Free {
    void operator()(PGnotify* notification) const { PQfreemem(notification); }
  };

  void connect() {
    connection_ = connected(url_, options_.connect_timeout);
    is_asked_ = false;
    check_ = Clock::now() + options_.heartbeat;
  }

  /// Whether there is a connection that listens to all that is to be listened to.
  bool connect_again() {
    try {
      connect();
      for (const std::string& channel : channels_) run("LISTEN", channel);
      wait_ = kShortestWait;
      return true;
    } catch (const ConnectionFailed&) {
      lose();
    } catch (const ConnectionLost&) {
      lose();
    }
    next_attempt_ = Clock::now() + wait_;
    wait_ = std::min(2 * wait_, options_.longest_wait);
    return false;
  }

  void lose() noexcept {
    connection_.reset();
    next_attempt_ = Clock::now();
  }

  void run(const char* command, const std::string& channel) {
    char* name = PQescapeIdentifier(connection_.get(), channel.data(), channel.size());
    if (name == nullptr) throw EncodeError("a channel's name isn't valid UTF-8");
    const std::string sql = std::string(command) + " " + name;
    PQfreemem(name);
    const ResultHandle result(PQexec(connection_.get(), sql.c_str()));
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return;
    if (PQstatus(connection_.get()) != CONNECTION_OK) throw_connection_lost(command);
    throw_server_error(result.get(), command);
  }

  /// What has arrived already.
  std::optional<Notification> take() {
    if (connection_ == nullptr) return std::nullopt;
    const std::unique_ptr<PGnotify, Free> heard(PQnotifies(connection_.get()));
    if (heard == nullptr) return std::nullopt;
    return Notification{.channel = heard->relname, .payload = heard->extra};
  }

  void wait_until(Clock::time_point until) const {
    std::array<pollfd, 2> watched{pollfd{.fd = bell_.fd(), .events = POLLIN, .revents = 0},
                                  pollfd{.fd = -1, .events = POLLIN, .revents = 0}};
    if (connection_ != nullptr) watched[1].fd = PQsocket(connection_.get());
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now()).count();
    ::poll(watched.data(), watched.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000)));
  }

  /// Reads what arrived. Where nothing did for long, the server is asked; where it doesn't answer, it is
  /// gone.
  void look_after() {
    PGconn* connection = connection_.get();
    const pollfd arrived{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
    pollfd now = arrived;
    if (::poll(&now, 1, 0) > 0) {
      if (PQconsumeInput(connection) == 0 || PQstatus(connection) != CONNECTION_OK) return lose();
      while (is_asked_ && PQisBusy(connection) == 0) {
        PGresult* answer = PQgetResult(connection);
        is_asked_ = answer != nullptr;
        PQclear(answer);
      }
      check_ = Clock::now() + options_.heartbeat;
      return;
    }
    if (Clock::now() < check_) return;
    if (is_asked_ || PQsendQuery(connection, "") == 0) return lose();
    is_asked_ = true;
    check_ = Clock::now() + options_.connect_timeout;
  }

  const std::string url_;
  const ListenerOptions options_;
  const Bell bell_;
  ConnectionHandle connection_;
  std::set<std::string> channels_;
  Clock::time_point next_attempt_{};
  Clock::time_point check_{};  ///< when the server is asked, or given up
  milliseconds wait_ = kShortestWait;
  bool is_asked_ = false;
};

}  // namespace detail

Listener::Listener(std::string url, ListenerOptions options) {
  if (const std::string objection = conninfo::objection_to(url); !objection.empty())
    throw ConnectionFailed(objection);
  state_ = std::make_unique<detail::ListenerState>(std::move(url), options);
}

Listener::~Listener() = default;

void Listener::listen(const std::string& channel) {
  state_->listen(channel);
}

void Listener::unlisten(const std::string& channel) {
  state_->unlisten(channel);
}

std::optional<Notification> Listener::next(std::chrono::milliseconds timeout) {
  return state_->next(timeout);
}

void Listener::wake() noexcept {
  state_->wake();
}

bool Listener::is_connected() const noexcept {
  return state_->is_connected();
}

}  // namespace tenon
