// A second look at a step that takes long: for whom it waits, and how far it is. A part of `run.hpp`.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "tenon/pq/session.hpp"

namespace tenon::migration {

/// Looks from a session of its own, which is opened once the step has taken as long as `patience`. What can't
/// be seen is not told, and keeps nothing up.
class Watch {
 public:
  using Tell = std::function<void(const std::string&)>;

  /// `process` is the session's that does the step; without a url nobody looks. `tell` is called from another
  /// thread, and not any more once the watch has ended.
  Watch(std::string url, std::string process, std::chrono::milliseconds patience, Tell tell);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Ends it; who was waited for when it was seen last.
  std::string end();

 private:
  void look();
  /// Whether the step goes on after that time.
  bool goes_on(std::chrono::milliseconds time);
  std::string seen(pq::Session& session, std::chrono::seconds took);

  std::string url_;
  std::string process_;
  std::chrono::milliseconds patience_;
  Tell tell_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::string waited_for_;
  std::thread thread_;
};

/// The sessions as people are to find them; empty for none. As the role that has logged in, to whom the
/// server shows more than to the schema's owner.
std::string blockers(pq::Session& session, const std::string& process);
/// Transactions that are open in the database for a second or more, but for the session's own.
std::string open_transactions(pq::Session& session);

}  // namespace tenon::migration
