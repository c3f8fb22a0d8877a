// What a schema makes of a database, as a model.
#pragma once

#include "ir/ir.hpp"
#include "model/database.hpp"

namespace tenon::lower {

/// The objects in the schema's own Postgres schema: types, tables with all that stands in them, views and
/// rights. Each after those that it needs. What is in the schema `tenon` is not among them.
model::Database lower(const ir::Schema& schema);

}  // namespace tenon::lower
