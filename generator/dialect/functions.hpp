// Declared functions in Postgres's words.
#pragma once

#include <string>

#include "dialect/dialect.hpp"

namespace tenon::dialect {

/// In which schema it stands: of those that see more than their callers `tenon`.
std::string schema_of(const ir::Schema& schema, const ir::Function& function);
/// `price int4, rate numeric`
SqlText function_arguments(const ir::Schema& schema, const ir::Function& function);
/// The types of its arguments, as the catalog calls them: `integer, numeric`.
SqlText function_signature(const ir::Schema& schema, const ir::Function& function);
/// What it gives: a type without length and precision, which the server doesn't keep.
SqlText function_result(const ir::Schema& schema, const ir::Function& function);
/// The author's text, held to the current tenant.
SqlText function_text(const ir::Schema& schema, const ir::Function& function);

/// What calls a procedure, as a query that takes its arguments.
ir::Query procedure_call(const ir::Schema& schema, const ir::Function& procedure);

}  // namespace tenon::dialect
