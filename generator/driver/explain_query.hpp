// What a declared query became, and how a server would run it.
#pragma once

#include <string>

#include "ir/ir.hpp"

namespace tenon::driver {

/// Null where the schema has none of the name.
const ir::Query* query_named(const ir::Schema& schema, const std::string& name);
/// Prints what it takes and gives, and its statements; with the URL of a database their plans. The exit code.
int explain_query(const ir::Schema& schema, const ir::Query& query, const std::string& database);

}  // namespace tenon::driver
