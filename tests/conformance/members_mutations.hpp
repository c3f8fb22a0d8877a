// Ways to break what tenants see by their members.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> members_mutations();

}  // namespace live
