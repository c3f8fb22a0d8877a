// The SQL of a schema, to be made for a look at it.
#pragma once

#include "catalog/elaborate.hpp"
#include "driver/compilation.hpp"

namespace tenon::driver {

catalog::Wanted wanted(const Compilation& compilation);

}  // namespace tenon::driver
