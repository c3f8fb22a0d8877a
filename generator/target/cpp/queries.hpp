// What the C++ templates get of declared queries.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

render::View query_view(const ir::Schema& schema, const ir::Query& query);

/// A procedure is called as a query is asked: what the templates get of that.
render::View procedure_view(const ir::Schema& schema, const ir::Function& procedure);

}  // namespace tenon::target::cpp
