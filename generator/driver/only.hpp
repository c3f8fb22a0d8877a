// Some of a database's Postgres schemas, as if there were no others.
#pragma once

#include <string>
#include <vector>

#include "catalog/reader.hpp"

namespace tenon::driver {

/// Leaves out what stands in other Postgres schemas, and what needs something of theirs, which is named;
/// false where the database lacks one of those that are wanted, which is said.
bool keep_only(const std::vector<std::string>& spaces, catalog::Reading& reading);

}  // namespace tenon::driver
