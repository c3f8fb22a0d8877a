// What the files of this room ask of partitions.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

/// Whether a value of the column tells when its row was made: `uuid = uuid7()`.
bool holds_uuid7(const ir::Column& column);
/// Whether `entity`'s old partitions are dropped.
bool drops_partitions(const ir::Entity& entity);

/// The partitions that a level names: lists of values, or ranges. False where something was complained about.
bool resolve_named(const Reading& context, const Draft& draft, const ast::Partition& syntax,
                   ir::Partitioning& level);

}  // namespace tenon::sema
