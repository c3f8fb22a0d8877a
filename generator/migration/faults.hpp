// What a server's refusal of a step means for whoever runs it: how the tool ends, what is to be done, and
// words without any value of a row. A part of `run.hpp`.
#pragma once

#include <string>
#include <string_view>

#include "tenon/pq/session.hpp"

namespace tenon::migration {

/// What it comes from.
enum class Fault {
  kSurroundings,  ///< the server, the role or the disk lacks something
  kPassing,       ///< it may go better in a moment: a lock, another run
  kFinding        ///< rows, objects or the migration's text stand in the way
};

struct Advice {
  Fault fault = Fault::kSurroundings;
  std::string help;
};
Advice advice_on(const pq::SqlError& error, bool is_lost);

/// A lock that isn't to be had, a deadlock, a serialisation failure: to be tried again.
bool is_passing(const pq::SqlError& error);

/// The error without what rows hold: the server quotes a value that it can't take, and a function that raises
/// an exception says what its author likes. What the step's own text raises is told.
std::string told_without_values(const pq::SqlError& error, std::string_view sql);

}  // namespace tenon::migration
