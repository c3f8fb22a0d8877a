// Seeds: rows by name, each in its tenant.
#pragma once

#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

struct MakingSeeds : Reading {
  std::vector<ir::Seed>& seeds;
};

void resolve_seeds(const MakingSeeds& context);

}  // namespace tenon::sema
