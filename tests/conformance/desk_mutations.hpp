// Ways to open or to close rows that all tenants share in desk.schema.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> desk_mutations();

}  // namespace live
