// Rows that a query embeds in its own.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// Each as a field of the query's struct, and how it is filled.
render::View::List embed_views(const ir::Schema& schema, const ir::Query& query);

}  // namespace tenon::target::cpp
