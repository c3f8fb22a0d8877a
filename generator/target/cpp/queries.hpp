// What the C++ templates get of declared queries.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

render::View query_view(const ir::Schema& schema, const ir::Query& query);

}  // namespace tenon::target::cpp
