// What a materialised view has beside its query.
#pragma once

#include <optional>

#include "sema/context/context.hpp"

namespace tenon::sema {

/// Nothing where something of it is wrong. Where its rows are tenants', the view has the tenant's column
/// behind it.
std::optional<ir::Stored> read_stored(const Reading& context, const ast::View& syntax, ir::View& view);

}  // namespace tenon::sema
