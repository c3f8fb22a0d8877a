// Where declarations stand, beside values that hold no places.
#pragma once

#include <map>
#include <string>

#include "base/span.hpp"

namespace tenon::diag {

/// By name: `Order`, `Order.total` for a field or an enum's value, and an empty name for the schema.
using Places = std::map<std::string, Span>;

}  // namespace tenon::diag
