// Runs a migration's script on a database in use: step by step, each written down with what it did, so that a
// run which was cut off anywhere goes on where it stopped.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "migration/faults.hpp"
#include "plan/script.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

/// Which part of which migration of which schema.
struct Part {
  std::string schema;  ///< the schema's name
  int number = 0;
  std::string name;  ///< `add_body`
  std::string part;  ///< `expand`, `contract`, `undo`
  std::string hash;  ///< of its text
};

struct Pace {
  /// So long others may wait behind a statement that waits for a lock. It is shorter than what the server
  /// lets pass before it looks for a deadlock, a second unless set otherwise: who waits for us in a circle is
  /// never the one that it ends.
  std::chrono::milliseconds lock_timeout{500};
  int attempts = 60;                     ///< to get a lock, with pauses between them
  std::chrono::milliseconds pause{500};  ///< before the second one; up to twenty times that later
  std::string url = {};  ///< of the database, for a second look at what takes long; empty for none
};

/// What a run tells while it goes on.
struct Event {
  enum class Kind { kStep, kLeaf, kWaiting, kGoesOn, kDone, kFound };
  Kind kind = Kind::kStep;
  std::size_t step = 0;  ///< from 1
  std::size_t of = 0;
  std::string what;
};

struct RunError {
  std::string message;
  std::string help;
  Fault fault = Fault::kSurroundings;
  std::size_t step = 0;  ///< in which it stopped, from 1; 0 before the first
};

using Tell = std::function<void(const Event&)>;

/// Waits until the session alone changes the database's schema; the lock is the session's. Where nothing can
/// be written, that is the error.
tl::expected<void, RunError> take_turn(pq::Session& session);

/// All that is left of the part; nothing where it is done. A text that was changed goes on, as long as the
/// steps that were done are in it as they were.
tl::expected<void, RunError> run(pq::Session& session, const Part& part, const plan::Script& script,
                                 const Pace& pace, const Tell& tell);

/// What the history of a database says of a part; its hash is of the steps that were done while it isn't
/// ended.
struct Entry {
  Part part;
  std::size_t done = 0;
  std::size_t of = 0;
  std::string began_at;
  std::string ended_at;  ///< empty while it isn't done
  std::string run_by;

  [[nodiscard]] bool is_ended() const { return !ended_at.empty(); }
};
/// Whether what was done of it was done of this text.
bool is_of(const Entry& entry, const std::string& text);
/// In their order; empty where the database has no history.
tl::expected<std::vector<Entry>, pq::SqlError> history(pq::Session& session, const std::string& schema);

}  // namespace tenon::migration
