// A database of one version, with rows in it, changed to the next one, and held against one that was made of
// that.
#pragma once

#include <string>

#include "cluster.hpp"
#include "driver/migrate/proof.hpp"
#include "driver/migrate/versions.hpp"

namespace plan_tests {

/// Nothing is wrong where the two are the same, all rows are there, and the way back leads to where it began.
tenon::driver::Replay replayed(const dumps::Cluster& cluster, const tenon::driver::Version& before,
                               const tenon::driver::Version& after, int rows);

}  // namespace plan_tests
