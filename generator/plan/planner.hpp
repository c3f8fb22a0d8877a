// The steps of one planning: what the rules of each kind say of each difference, in an order in which one can
// follow another. A part of `plan.hpp`.
#pragma once

#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// They are put into the planning, which is to hold none yet.
void plan_steps(Planning& planning, std::vector<Difference> differences);

}  // namespace tenon::plan
