// Syntax trees to the meaning of a schema.
#pragma once

#include <optional>
#include <vector>

#include "ast/ast.hpp"
#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"
#include "sema/lints/lints.hpp"
#include "sema/names/places.hpp"

namespace tenon::sema {

/// The meaning of a file and all that it imports, or nothing where there are errors, each of which is
/// reported. Where there are none, the lints look at it. `places` takes where it all stands, `found` what
/// lints found.
std::optional<ir::Schema> compile(std::vector<ast::File> files, diag::Sink& sink,
                                  const LintLevels& levels = {}, diag::Places* places = nullptr,
                                  LintFindings* found = nullptr);

}  // namespace tenon::sema
