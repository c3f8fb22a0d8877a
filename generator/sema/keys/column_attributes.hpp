// What attributes make of a plain field's column.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

void resolve_column_attributes(const Reading& context, const FieldDraft& field, ir::Column& column);

}  // namespace tenon::sema
