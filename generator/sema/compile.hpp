// Syntax trees to the meaning of a schema.
#pragma once

#include <optional>
#include <vector>

#include "ast/ast.hpp"
#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"

namespace tenon::sema {

/// The meaning of a file and all that it imports, or nothing where there are errors, each of which is
/// reported.
std::optional<ir::Schema> compile(const std::vector<ast::File>& files, diag::Sink& sink);

/// Where the declarations of the files stand.
diag::Places places(const std::vector<ast::File>& files);

}  // namespace tenon::sema
