// Text to syntax tree: the only user of ANTLR, whose headers stay behind this one.
#pragma once

#include <optional>

#include "ast/ast.hpp"
#include "base/source.hpp"
#include "diag/diagnostic.hpp"

namespace tenon::parse {

/// The syntax tree of file `id`; where it has syntax errors, which are reported, what of it could be read.
/// Nothing where it is no text, or nests too deeply.
std::optional<ast::File> parse(const SourceSet& sources, std::uint32_t id, diag::Sink& sink);

}  // namespace tenon::parse
