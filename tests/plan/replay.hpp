// A database of one version, with rows in it, changed to the next one, and held against one that was made of that.
#pragma once

#include <string>

#include "cluster.hpp"
#include "driver/migrate/versions.hpp"

namespace plan_tests {

/// What is wrong, and nothing where the two are the same, all rows are there, and the way back leads to where it began.
std::string replayed(const dumps::Cluster& cluster, const tenon::driver::Version& before, const tenon::driver::Version& after,
                     int rows);

/// Makes the database of the version.
std::string make(const dumps::Cluster& cluster, const std::string& database, const tenon::driver::Version& version);
/// Rows in all tables that take some: those of the same number refer to one another.
void put_rows(const dumps::Cluster& cluster, const std::string& database, const tenon::driver::Version& version, int rows);
/// Runs the plan's steps in this database.
std::string migrate(const dumps::Cluster& cluster, const std::string& database, const tenon::driver::Version& before,
                    const tenon::driver::Version& after, int number);

}  // namespace plan_tests
