// The text of a snapshot: `tenon snapshot`'s, and that in a lock of migrations.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "model/database.hpp"

namespace tenon::driver {

/// A schema's meaning as an object of JSON, with what it makes of a database as one member more.
std::string snapshot_text(const ir::Schema& schema, const model::Database& database);

}  // namespace tenon::driver
