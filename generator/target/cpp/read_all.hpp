// Functions that read rows of all tenants, after a line in the log.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// One for each entity that a role reads so.
render::View::List reading_views(const ir::Schema& schema);

}  // namespace tenon::target::cpp
