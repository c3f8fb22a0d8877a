// The way out of an expand of which some was done: whatever is there goes back to what was there before it
// was begun. It goes by the catalog and by no file, so that it leads on from wherever a run, or an earlier
// try of this, or a hand has stopped.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "ir/ir.hpp"
#include "migration/run.hpp"

namespace tenon::driver {

struct HalfDone {
  migration::Part expand;    ///< as the history has it
  std::string text;          ///< what of it was run begins it
  const ir::Schema& schema;  ///< to which the migrations lead
  std::string before;        ///< the fingerprint of the version before
  bool is_reversible;        ///< whether all that it does can be undone
};

/// What others made meanwhile stays.
tl::expected<void, migration::RunError> give_up(pq::Session& session, const HalfDone& begun,
                                                const migration::Pace& pace, const migration::Tell& tell);

}  // namespace tenon::driver
