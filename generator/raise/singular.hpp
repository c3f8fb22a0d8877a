// The singular of what a table is called.
#pragma once

#include <string>

namespace tenon::raise {

/// Of a name in small letters, `order_lines`, whose last word is the noun; the same where it is no plural.
std::string singular(const std::string& name);

}  // namespace tenon::raise
