// `tenon verify --prove`: whether what is broken would be noticed.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "driver/verdict.hpp"
#include "prove/prove.hpp"

namespace tenon::driver {

/// Breaks what the promise says in the session's database, one way after the other. Survivors are findings,
/// those of which notes alone tell are notes, and what can't be read any more is unjudged.
tl::expected<Verified, std::string> proved(pq::Session& session, const world::Promise& promise, bool strict);

}  // namespace tenon::driver
