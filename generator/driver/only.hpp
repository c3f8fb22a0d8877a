// Some of a database's Postgres schemas, as if there were no others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/reader.hpp"

namespace tenon::driver {

/// Leaves out what stands in other Postgres schemas, and gives what needs something of theirs and is left out
/// with it: `enum public.mood: column mood of sales.orders`. Nothing where the database lacks one of those
/// that are wanted, which is said.
std::optional<std::vector<std::string>> keep_only(const std::vector<std::string>& spaces,
                                                  catalog::Reading& reading);

}  // namespace tenon::driver
