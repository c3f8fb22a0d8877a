// Whose the rows are of a table that doesn't say it, in a database that others made.
#pragma once

#include "driver/migrate/restated.hpp"

namespace tenon::driver {

/// The rows of a table that has no column for the tenant are those of whom the rows that they refer to are,
/// as the foreign key will hold them to (T3): they are filled so. Where they refer to none, it is refused.
void add_tenants(Sides& sides);

}  // namespace tenon::driver
