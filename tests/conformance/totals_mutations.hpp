// Materialised views and procedures, broken on purpose.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> totals_mutations();

}  // namespace live
