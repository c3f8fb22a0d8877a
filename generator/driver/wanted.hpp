// The SQL of a schema, to be made for a look at it.
#pragma once

#include "catalog/elaborate.hpp"
#include "driver/compilation.hpp"

namespace tenon::driver {

catalog::Wanted wanted(const Compilation& compilation);
/// `lowered` is what the schema makes, `path` the file that its SQL says it comes from.
catalog::Wanted wanted(const ir::Schema& schema, const model::Database& lowered, const std::string& path);

}  // namespace tenon::driver
