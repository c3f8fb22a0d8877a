// What a schema makes of a database, as a model.
#pragma once

#include <string_view>

#include "ir/ir.hpp"
#include "model/database.hpp"
#include "model/intent.hpp"

namespace tenon::lower {

/// The parts that tenancy gives to roles, as their comments tell them.
constexpr std::string_view kOwns = "owns every object; nobody logs in as it";
constexpr std::string_view kRequests = "what requests run as";
constexpr std::string_view kProvisions = "makes, changes and removes tenants, one at a time";
constexpr std::string_view kSearches = "owns the search functions; nobody logs in as it";
constexpr std::string_view kTriggers = "runs the declared triggers; nobody logs in as it";
constexpr std::string_view kDeclared = "declared in the schema";

/// All that the schema makes: roles first, then schemas and extensions, and everything else, each after what
/// it needs. Names in its SQL are looked for where the object's `path` says.
model::Database lower(const ir::Schema& schema);
/// The roles of it alone.
model::Database roles(const ir::Schema& schema);
/// What it says of the version before.
model::Intent intent(const ir::Schema& schema);

}  // namespace tenon::lower
