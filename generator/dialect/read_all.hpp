// Reading rows of all tenants, in Postgres's words: by functions that ask for a line in the log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/search.hpp"
#include "ir/ir.hpp"

namespace tenon::dialect {

/// The columns that it gives: all but secrets, and those that only a search is of use for.
std::vector<const ir::Column*> read_all_columns(const ir::Entity& entity);
/// In whose order it gives rows, and behind which of which it begins.
std::vector<const ir::Column*> read_all_order(const ir::Entity& entity);
/// Gives rows of all tenants, or of the one that the line in the log names; none where nobody reads it so.
std::optional<SearchFunction> read_all_function(const ir::Schema& schema, const ir::Entity& entity);
/// `tenon.open_reading()`, which writes the line, and `tenon.reading_of()`, which finds it once it is
/// committed.
std::string reading_functions();

}  // namespace tenon::dialect
