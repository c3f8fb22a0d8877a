// `tenon explain FILE ROLE`: what a role is for, and what it may do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/compilation.hpp"

namespace tenon::driver {

int explain_role(const Compilation& compilation, const ir::Role& role);
/// Those that tenancy has, whatever is declared beside.
std::vector<std::string> tenancy_roles(const ir::Schema& schema);
std::optional<int> explain_tenancy_role(const Compilation& compilation, const std::string& name,
                                        const std::string& database);

}  // namespace tenon::driver
