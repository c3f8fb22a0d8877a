// What a repository does with many rows at a time, and with rows that it locks.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// Whether some entity's rows are loaded with those that refer to them.
bool has_loads(const ir::Schema& schema);
void put_many(const ir::Schema& schema, const ir::Entity& entity, render::View& out);

}  // namespace tenon::target::cpp
