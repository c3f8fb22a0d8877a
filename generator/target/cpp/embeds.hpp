// Rows that a query embeds in its own.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// Of the member that holds the rows.
std::string type_of(const ir::QueryEmbed& embed);
/// Each as a field of the query's struct, and how it is filled.
render::View::List embed_views(const ir::Schema& schema, const ir::Query& query);

}  // namespace tenon::target::cpp
