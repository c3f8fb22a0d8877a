// The SQL of a schema, to be made for a look at it.
#pragma once

#include <set>
#include <string>

#include "catalog/elaborate.hpp"
#include "driver/compilation.hpp"

namespace tenon::driver {

catalog::Wanted wanted(const Compilation& compilation);
/// `lowered` is what the schema makes, `path` the file that its SQL says it comes from.
catalog::Wanted wanted(const ir::Schema& schema, const model::Database& lowered, const std::string& path);

/// Makes roles by name alone, where they lack: what they may do is the server's.
std::string making_roles(const std::set<std::string>& names);

}  // namespace tenon::driver
