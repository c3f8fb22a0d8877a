// Where a schema has values of a declared type, and takes a sequence's numbers.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.hpp"

namespace tenon::driver {

/// Fields of which the default is the sequence's next number: `Order.number`.
std::vector<std::string> takers_of(const ir::Schema& schema, const ir::Sequence& sequence);
/// What is of the type, or of an array of it: fields, values within other types, parameters and results.
std::vector<std::string> users_of(const ir::Schema& schema, ir::Type::Kind kind, const std::string& name);

}  // namespace tenon::driver
