// Sequences, composite types and session variables, broken on purpose.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> objects_mutations();

}  // namespace live
