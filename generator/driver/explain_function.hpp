// `tenon explain FILE FUNCTION`: what a declared function is, in whose name it looks, and its SQL.
#pragma once

#include "driver/compilation.hpp"

namespace tenon::driver {

int explain_function(const Compilation& compilation, const ir::Function& function);

}  // namespace tenon::driver
