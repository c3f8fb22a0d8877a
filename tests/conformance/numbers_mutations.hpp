// What keeps the counts of tenants apart, broken on purpose.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> numbers_mutations();

}  // namespace live
