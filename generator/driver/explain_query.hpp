// What a declared query became, and how a server would run it.
#pragma once

#include <string>

#include "driver/compilation.hpp"

namespace tenon::driver {

/// Prints what it takes and gives, and its statements; with the URL of a database their plans. The exit code.
int explain_query(const Compilation& compilation, const ir::Query& query, const std::string& database);

}  // namespace tenon::driver
