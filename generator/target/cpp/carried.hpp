// What C++ sees of a schema's columns.
#pragma once

#include <optional>

#include "ir/ir.hpp"

namespace tenon::target::cpp {

/// The schema with the types that values have on their way to C++: a domain's is the type that it is over,
/// with its default, and an encrypted column's is its ciphertext, which is never printed. Nothing where that
/// is the schema as it is.
std::optional<ir::Schema> carried(const ir::Schema& schema);

}  // namespace tenon::target::cpp
