// `tenon explain FILE NAME`: what a schema declares under a name, or what is called so in its database.
#pragma once

#include <string>

#include "driver/compilation.hpp"

namespace tenon::driver {

/// `database` is one whose plans of a query are shown; empty for none. The exit code.
int explain_declared(const Compilation& compilation, const std::string& name, const std::string& database);

}  // namespace tenon::driver
