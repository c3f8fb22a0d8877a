// What the C++ templates get of a schema.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"
#include "target/cpp/cpp.hpp"

namespace tenon::target::cpp {

render::View enum_view(const ir::Enum& item);
render::View struct_view(const ir::Struct& item);
render::View entity_view(const ir::Schema& schema, const ir::Entity& entity);
/// Which transaction a repository takes, and which it doesn't.
void put_transaction(bool of_a_tenant, render::View& out);
/// A view, to be read alone.
render::View read_view(const ir::Schema& schema, const ir::View& view);
/// Members of a struct.
render::View::List fields(const std::vector<const ir::Column*>& columns,
                          render::CppText (*type)(const ir::Column&));
/// The struct's members and the places of their columns in a result.
render::View::List reads(const ir::Entity& entity);
/// Structs in an order in which each stands after those that it holds.
std::vector<const ir::Struct*> struct_order(const ir::Schema& schema);

}  // namespace tenon::target::cpp
