// Declared queries: what they read, write and give, and where their text is held to the tenant.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

struct MakingQueries : Reading {
  std::vector<ir::Query>& queries;
};

void resolve_queries(const MakingQueries& context);
/// What functions read, whether that is what they say, and where their text is held to the tenant.
void resolve_function_bodies(const MakingFunctions& context);

/// Where the queries of materialised views are held to one tenant.
void resolve_stored_views(const MakingViews& context);

}  // namespace tenon::sema
