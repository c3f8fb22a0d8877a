// Constraints, indexes and statistics: unique, index, exclude, check, statistics.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

void resolve_constraints(const Making& context);

/// The index of a search by vector, held to all that an author's index is.
void derive_search_index(const Making& context, Draft& draft, const ast::Index& index);
/// The columns that a member's column names: several where it is a relation. None where it is unknown, which
/// is reported.
std::optional<std::vector<std::string>> resolve_columns(const Reading& context, const Draft& draft,
                                                        const ast::Column& column);

}  // namespace tenon::sema
