// The locks of a transaction that changes several tables: a part of `plan.hpp`.
#pragma once

#include "plan/planning.hpp"

namespace tenon::plan {

/// The steps, with a first one in each transaction that would lock several tables one after the other.
/// Whoever works with two of them in another order would hold up the second while we hold up the first: the
/// server ends one of both. Taken at once, in the beginning, they are given up before that, and nothing was
/// done in vain.
std::vector<Step> with_locks_first(const Planning& planning, const std::vector<Step>& steps);

}  // namespace tenon::plan
