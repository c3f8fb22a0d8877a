// Ways to break what tenants read along a tree.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> grove_mutations();

}  // namespace live
