// Views of what makes and drops partitions and removes rows that are past their time.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::postgres {

render::View uuid7_view(const ir::Schema& schema);
render::View maintenance_view(const ir::Schema& schema);
render::View partitions_view(const ir::Schema& schema, const ir::Entity& entity);
render::View retention_view(const ir::Entity& entity);

}  // namespace tenon::target::postgres
