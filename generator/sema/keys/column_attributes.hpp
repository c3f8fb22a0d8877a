// What attributes make of a plain field's column.
#pragma once

#include <initializer_list>
#include <string_view>

#include "sema/context/context.hpp"

namespace tenon::sema {

void resolve_column_attributes(const Reading& context, const Draft& draft, const FieldDraft& field,
                               ir::Column& column);
/// Whether it is a plain column type of one of these names.
bool is_one_of(const ir::Type& type, std::initializer_list<std::string_view> names);

}  // namespace tenon::sema
