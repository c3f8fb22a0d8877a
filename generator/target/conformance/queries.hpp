// What is promised of declared queries.
#pragma once

#include <map>

#include "ir/ir.hpp"
#include "tenon/conformance/expectations.hpp"

namespace tenon::target::conformance {

/// `samples` are of each entity's rows.
std::vector<tenon::conformance::Query> promised_queries(
    const ir::Schema& schema, const std::map<std::string, std::vector<tenon::conformance::Sample>>& samples);

/// Declared functions that read tenants' rows, and how they are tried.
std::vector<tenon::conformance::DeclaredFunction> promised_functions(
    const ir::Schema& schema, const std::map<std::string, std::vector<tenon::conformance::Sample>>& samples);

}  // namespace tenon::target::conformance
