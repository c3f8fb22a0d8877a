// What a caller may set for itself, all at once, and how to undo it within a check's transaction.
#pragma once

#include <string>

#include "sql.hpp"

namespace tenon::conformance {

/// Statements that make the session as unlike the tool's own as everybody may.
std::string settings_of_a_caller(Probe& probe);
/// Back to what `begin_sql` sets.
std::string settings_of_the_check(Probe& probe);

}  // namespace tenon::conformance
