// `tenon explain FILE ENTITY`: the table that it became, and all that is there for it.
#pragma once

#include "driver/compilation.hpp"

namespace tenon::driver {

int explain_entity(const Compilation& compilation, const ir::Entity& entity);

}  // namespace tenon::driver
