// What has to be done to a database that others made before its first plan, and behind it.
#pragma once

#include <vector>

#include "driver/migrate/restated.hpp"

namespace tenon::driver {

/// Roles, and what belongs to them; the rights to schemas, which are given before anything is made there.
bool comes_first(const model::Object& object);
/// Makes the roles and hands over what is there, to the schema's owner.
plan::Step take_over(const Sides& sides);
/// Drops what single partitions have for themselves, under the names of the new version, which they have by
/// then. `read` is the database before as it was read, and `wanted` the new one: what that has stays.
std::vector<plan::Step> leftovers(const model::Database& read, const model::Database& wanted,
                                  const Sides& sides);

}  // namespace tenon::driver
