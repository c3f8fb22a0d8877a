// `tenon explain FILE FUNCTION`: what a declared function is, in whose name it looks, and its SQL.
#pragma once

#include <string>

#include "ir/ir.hpp"

namespace tenon::driver {

/// Null where there is none of the name.
const ir::Function* function_named(const ir::Schema& schema, const std::string& name);
int explain_function(const ir::Schema& schema, const ir::Function& function);

}  // namespace tenon::driver
