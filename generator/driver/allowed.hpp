// What a schema lets be in a database, for whoever looks at one.
#pragma once

#include <vector>

#include "ir/ir.hpp"
#include "world/allowed.hpp"

namespace tenon::driver {

std::vector<world::Allowance> allowed_in(const ir::Schema& schema);

}  // namespace tenon::driver
