// The first change of a database that tenon didn't make: its two sides in the words of one server, and what
// has to come before all else, since others own what is there.
#pragma once

#include <tl/expected.hpp>

#include "catalog/private_server.hpp"
#include "driver/migrate/versions.hpp"

namespace tenon::driver {

struct Sides {
  Version before;
  Version after;
  model::Intent intent;  ///< what the new version says of the one before, and what follows
  std::vector<plan::Refusal> refused = {};
  std::vector<plan::Step> first = {};  ///< before all others: the roles, and who owns what is there
  std::vector<plan::Step> last = {};   ///< behind all others: what single partitions have for themselves
};

/// Of two versions of a schema as they are. A database that was read is made anew on a private server and
/// read there, and so is what the schema makes: a server prints SQL in other words than its author. What
/// belongs to its tables is declared as their entities are, and everything is the owner's, as it is behind
/// the first step.
tl::expected<Sides, catalog::ServerError> restated(const Version& before, const Version& after);
plan::Plan plan_between(const Sides& sides, bool at_once = false);

}  // namespace tenon::driver
