// Storage and retention: how an entity's rows are kept, how long, and the log of what was changed.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

void resolve_partitions(const Making& context);
/// What partitions ask of unique constraints, exclusions and relations.
void check_partition_references(const Reading& context);
void resolve_retention(const Making& context);
/// Storage parameters.
void resolve_storage(const Making& context);
void derive_audit(const Deriving& context);

/// The member that parts the entity's rows; null where there is none.
const ast::Partition* partition_of(const Draft& draft);

}  // namespace tenon::sema
