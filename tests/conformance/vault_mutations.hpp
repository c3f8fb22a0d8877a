// Ways to let SQL choose the tenant after all in vault.schema, which is signed.
#pragma once

#include <span>

#include "mutation.hpp"

namespace live {

std::span<const Mutation> vault_mutations();

}  // namespace live
