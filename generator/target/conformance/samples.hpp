// Values of the rows that the checks put in, as the application would.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "tenon/conformance/expectations.hpp"

namespace tenon::target::conformance {

/// By entity: SQL of a sample row's values, such that a row of one table can refer to the first of another.
std::map<std::string, std::vector<tenon::conformance::Sample>> samples_of(const ir::Schema& schema);

/// The session variables, with values by which the sample rows are the asker's own.
std::vector<tenon::conformance::SessionVariable> session_of(const ir::Schema& schema);

}  // namespace tenon::target::conformance
