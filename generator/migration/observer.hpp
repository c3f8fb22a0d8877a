// Looks at a database while a migration runs: which locks the run has or waits for, who waits for it, and
// what each step costs.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "migration/observed.hpp"

namespace tenon::migration {

/// What the server counts, at one moment.
struct Meter {
  long wal = 0;   ///< bytes written to its log so far
  long disk = 0;  ///< bytes that the database takes
};
tl::expected<Meter, pq::SqlError> read_meter(pq::Session& session);

struct Sighting {
  SeenLocks locks;                ///< of the run
  std::set<std::string> blocked;  ///< `readers of notes`: who waited for one of them
};

/// Takes a look every few milliseconds, in a thread of its own.
class Observer {
 public:
  Observer(std::string url, std::string database, std::string process);
  ~Observer();
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  /// What was seen since the last time.
  Sighting taken();

 private:
  void watch();

  std::string url_;
  std::string database_;
  std::string process_;
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  Sighting seen_;
  std::thread thread_;
};

/// A note that a transaction makes of its own locks at its end, however short it is: SQL that makes ready for
/// it, that makes it, and that reads it and takes it away.
extern const char* const kMakeNotes;
extern const char* const kNote;
tl::expected<SeenLocks, pq::SqlError> take_notes(pq::Session& session);

}  // namespace tenon::migration
