// Declared functions, broken on purpose.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> functions_mutations();

}  // namespace live
