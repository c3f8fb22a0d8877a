// What of a database's catalog is a schema's to say, when it is held against what it should be.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "migration/state.hpp"

namespace tenon::driver {

/// Where the wanted side was made: elsewhere, others own what none of the schema's roles does.
enum class Side { kTheSame, kMadeElsewhere };

/// Differences in the schema's own Postgres schema and in `tenon`: but for what the schema lets be, for what
/// an administrator may have otherwise, and for what only readers see.
migration::Sift concern_of(const ir::Schema& schema, Side side = Side::kTheSame);
/// The same with what an administrator may have otherwise, and what only readers see: all that a schema says.
migration::Sift drift_of(const ir::Schema& schema);
/// The same without `tenon`: of a database that others made, where that comes with the history.
migration::Sift before_tenon(migration::Sift sift);
migration::Sift concern_before_tenon(const ir::Schema& schema);

}  // namespace tenon::driver
