// `tenon explain FILE NAME` of what stands in the database beside tables.
#pragma once

#include <optional>
#include <string>

#include "ir/ir.hpp"
#include "model/identity.hpp"

namespace tenon::driver {

/// The SQL that makes the object, with what is said of it and who may do what with it.
void print_object(const ir::Schema& schema, const model::Identity& identity);
/// Prints the sequence or the composite type of this name; nothing where there is none.
std::optional<int> explain_object(const ir::Schema& schema, const std::string& name);

}  // namespace tenon::driver
