// Which tables are made anew beside the old ones, and which types with them.
#pragma once

#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// Tables, and behind them types.
std::vector<Identity> to_move(const Planning& planning, const std::vector<Difference>& differences);

}  // namespace tenon::plan
