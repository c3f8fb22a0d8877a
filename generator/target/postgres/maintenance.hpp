// Views of what tells maintenance of a table.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::postgres {

render::View partitions_view(const ir::Schema& schema, const ir::Entity& entity);
render::View retention_view(const ir::Schema& schema, const ir::Entity& entity);

}  // namespace tenon::target::postgres
