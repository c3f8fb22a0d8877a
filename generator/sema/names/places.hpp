// Where the declarations stand that a schema was made of.
#pragma once

#include <vector>

#include "ast/ast.hpp"
#include "diag/places.hpp"

namespace tenon::sema {

/// Where the declarations of the files stand.
diag::Places places(const std::vector<ast::File>& files);

}  // namespace tenon::sema
