// What it means for isolation that an object is missing, differs in a field, or is there beside the promised
// ones.
#pragma once

#include <string_view>

#include "model/identity.hpp"

namespace tenon::world {

struct Weight {
  std::string_view severity;
  std::string_view allows;  ///< in words; empty where the difference says all
};

/// Whether the one severity comes before the other.
bool is_worse(std::string_view severity, std::string_view other);

Weight of_missing(model::Kind kind);
Weight of_field(model::Kind kind, std::string_view field);
/// Of what stands on a promised table.
Weight of_added(model::Kind kind);

}  // namespace tenon::world
