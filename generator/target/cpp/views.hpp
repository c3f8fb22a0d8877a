// What the C++ templates get of a schema.
#pragma once

#include "ir/ir.hpp"
#include "render/view.hpp"
#include "target/cpp/cpp.hpp"
#include "target/cpp/encrypted.hpp"

namespace tenon::target::cpp {

render::View enum_view(const ir::Enum& item);
render::View struct_view(const ir::Schema& schema, const ir::Struct& item);
/// Those that one is made of before it.
render::View::List composite_views(const ir::Schema& schema);
render::View entity_view(const ir::Schema& schema, const ir::Entity& entity);
/// Which transaction a repository takes, and which it doesn't.
void put_transaction(bool of_a_tenant, render::View& out);
/// A view, to be read alone.
render::View read_view(const ir::Schema& schema, const ir::View& view);
/// Members of a struct.
render::View::List fields(const std::vector<const ir::Column*>& columns,
                          render::CppText (*type)(const ir::Column&));
/// The struct's members and the places of their columns in a result.
render::View::List reads(const ir::Schema& schema, const ir::Entity& entity);
/// The arguments of a statement: the tenant first, where there is one.
render::CppText arguments(const ir::Entity& entity, const std::vector<const ir::Column*>& columns,
                          std::vector<std::string> more = {});
/// Items with commas between them, on lines of readable length.
render::CppText filled(const std::vector<std::string>& items, int indent);
/// `tenon::is_set(patch.name), patch.name` where a statement asks whether a value was given.
std::vector<std::string> flagged(const std::vector<const ir::Column*>& columns, const std::string& object,
                                 bool (*flag)(const ir::Column&), const Written& written);
/// Whether an insertion asks: a column may have its default or NULL.
bool has_choice(const ir::Column& column);
/// A patch asks of each column.
bool always(const ir::Column& column);
/// The name of a statement, in messages too: `"notes.notes.find"`.
render::CppText statement_name(const ir::Schema& schema, const ir::Entity& entity, std::string_view what);
/// Structs in an order in which each stands after those that it holds.
std::vector<const ir::Struct*> struct_order(const ir::Schema& schema);

}  // namespace tenon::target::cpp
