// What triggers that keep something of all rows take up of those that are there before them.
#pragma once

#include "plan/planning.hpp"

namespace tenon::plan {

/// Of a trigger that counts rows the counts, and of one that keeps a tree of tenants its pairs.
void take_up_rows(Planning& planning, const Object& trigger);

}  // namespace tenon::plan
