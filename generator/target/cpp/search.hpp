// The methods of a repository that search.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// One for each search that the entity has.
render::View::List search_views(const ir::Schema& schema, const ir::Entity& entity);

/// The lookups, by which a request that has no tenant yet finds whose it is.
render::View::List lookup_views(const ir::Schema& schema, const ir::Entity& entity);

}  // namespace tenon::target::cpp
