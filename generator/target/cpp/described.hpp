// What generated structs tell of themselves at compile time, and whether they have an order.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "render/view.hpp"

namespace tenon::target::cpp {

/// `infos`, `described` and what tells of the type, of a struct of columns and of rows within each.
void put_description(const ir::Schema& schema, const ir::Entity& table, const std::string& kind,
                     render::View& out, const std::vector<ir::QueryEmbed>& embeds = {});
/// The same of a JSON struct.
void put_description(const ir::Schema& schema, const ir::Struct& item, render::View& out);
/// The same of a composite type.
void put_description(const ir::Schema& schema, const ir::Composite& item, render::View& out);
/// Of `New…` and `…Patch`: which of the entity's fields each member is.
render::View::List described_members(const ir::Entity& entity, const std::vector<const ir::Column*>& columns);

}  // namespace tenon::target::cpp
