// Ways to break what keeps the searches, views, logs and declared roles of library.schema apart.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> library_mutations();

}  // namespace live
