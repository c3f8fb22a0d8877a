// What the files of this room ask of partitions.
#pragma once

#include "ir/ir.hpp"

namespace tenon::sema {

/// Whether a value of the column tells when its row was made: `uuid = uuid7()`.
bool holds_uuid7(const ir::Column& column);
/// Whether `entity`'s old partitions are dropped.
bool drops_partitions(const ir::Entity& entity);

}  // namespace tenon::sema
