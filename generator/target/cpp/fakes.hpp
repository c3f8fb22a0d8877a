// What the fakes for unit tests need to know of an entity: its table, and where its columns stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// `{0, 2}`: where columns stand among those of the struct.
render::CppText places(const ir::Entity& entity, const std::vector<const ir::Column*>& columns);
/// `{ {0, rows_.cell(0, id)} }`: that columns are equal to the parameters named after them.
render::CppText equal_to(const ir::Entity& entity, const std::vector<const ir::Column*>& columns,
                         std::string_view rows = "rows_");
/// `rows_.cell(0, row.id), …`
render::CppText cells_of(const ir::Entity& entity, const std::vector<const ir::Column*>& columns,
                         std::string_view rows, std::string_view from);
/// The place of the mark of softly deleted rows, or `std::nullopt` where there is none.
render::CppText deleted_place(const ir::Entity& entity);
/// `0`
std::string table_number(const ir::Schema& schema, const ir::Entity& entity);
/// `3`
std::string place_text(const ir::Entity& entity, const ir::Column& column);

/// What a fake of the entity is made of.
void put_fake(const ir::Schema& schema, const ir::Entity& entity, render::View& out);

}  // namespace tenon::target::cpp
