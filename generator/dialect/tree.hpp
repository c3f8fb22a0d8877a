// Trees of tenants: who stands above whom, and what keeps it so.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

using render::SqlText;

/// The table of all pairs of which one stands above the other, and the function and trigger that keep it.
inline constexpr const char* kTree = "tenant_tree";
inline constexpr const char* kKeepTree = "keep_tree";

/// The body of the trigger's function.
SqlText tree_body(const ir::Schema& schema);
/// `CREATE FUNCTION` of those that tell whose rows a tenant reads: those below it, or above.
std::string tree_functions(const ir::Schema& schema);

}  // namespace tenon::dialect
