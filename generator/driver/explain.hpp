// What `tenon explain` is asked for.
#pragma once

#include <string>

namespace tenon::driver {

/// Whether it needs no schema: a diagnostic's code, a lint, a hazard.
bool is_explained_alone(const std::string& subject);

}  // namespace tenon::driver
