// What others have to say: PostgreSQL's LISTEN and NOTIFY.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "tenon/error.hpp"
#include "tenon/export.hpp"

namespace TENON_API tenon {

struct ListenerOptions {
  /// How long connecting may take, unless the URL says; whole seconds, at least 2.
  std::chrono::seconds connect_timeout{10};
  /// The longest wait between two attempts to connect again; the first comes at once.
  std::chrono::milliseconds longest_wait{5000};
  /// Where nothing was heard for so long, the server is asked whether it is still there.
  std::chrono::milliseconds heartbeat{30000};
};

/// What a listener heard.
struct Notification {
  std::string channel{};
  std::string payload{};
  /// The connection was lost and is there again: what was sent in between is gone, so that whatever depends
  /// on it has to be read anew. It has no channel and no payload.
  bool is_gap = false;
};

namespace detail {
class ListenerState;
}

/// A connection of its own that listens, as long as the program does: it connects again by itself, and says
/// that it had to. It belongs to one thread, but for wake(). Give it the server's own address: behind a
/// pooler of transactions nothing is heard.
class Listener {
 public:
  /// Nothing connects yet. Throws ConnectionFailed for a URL that can't be parsed.
  explicit Listener(std::string url, ListenerOptions options = {});
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

  /// From when it returns, what is sent on the channel is heard. Throws ConnectionFailed where the first
  /// connection can't be made, and EncodeError for a name that isn't of 1 to 63 bytes.
  void listen(const std::string& channel);
  void unlisten(const std::string& channel);

  /// The next one; nothing where none came in time, or wake() was called. It may take longer by the time that
  /// connecting takes. Throws ServerError where the server takes the connection again but not its LISTEN.
  [[nodiscard]] std::optional<Notification> next(std::chrono::milliseconds timeout);

  /// Makes next() return at once, the one that waits or the one to come. From any thread.
  void wake() noexcept;

  /// Whether there is a connection, as far as is known.
  [[nodiscard]] bool is_connected() const noexcept;

 private:
  std::unique_ptr<detail::ListenerState> state_;
};

}  // namespace tenon
