// Rows that come some at a time, by a cursor.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// What is done with the cursor of that name: `fetch_…`, `close_…`, `batch`. `statement` is what its
/// statements are called.
void put_cursor(const std::string& statement, const std::string& cursor, render::View& out);
/// `DECLARE "cursor" NO SCROLL CURSOR FOR`, with a line behind it.
std::string declaration(const std::string& cursor);

/// Reading all rows of an entity.
void put_each(const ir::Schema& schema, const ir::Entity& entity, render::View& out);

}  // namespace tenon::target::cpp
