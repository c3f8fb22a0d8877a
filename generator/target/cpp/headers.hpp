// The runtime's headers for the types of what a schema holds.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// Of types that have headers of their own; others are in `tenon/types.hpp`.
render::View::List header_views(const ir::Schema& schema);

}  // namespace tenon::target::cpp
