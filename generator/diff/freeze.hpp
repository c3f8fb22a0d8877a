// A data contract: what a version froze, later versions may only add to.
#pragma once

#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"

namespace tenon::diff {

/// A version of a schema. Where it was read from a snapshot there are no places.
struct Version {
  const ir::Schema& schema;
  const diag::Places& places;
};

/// Reports what `after` changes of what `before` has frozen: entities, and the enums, structs and domains
/// that they use. New entities, indexes and fields that can be NULL pass; so do documentation and examples.
void check_frozen(const Version& before, const Version& after, diag::Sink& sink);

}  // namespace tenon::diff
