// Declared triggers in Postgres's words: the trigger, and the function that it calls.
#pragma once

#include <string>
#include <string_view>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

/// `BEFORE INSERT OR UPDATE`.
render::SqlText trigger_timing(const ir::Trigger& trigger);
/// What follows the table's name in the trigger's definition.
render::SqlText trigger_definition(const ir::Trigger& trigger);
/// `tenon.notes_counted`
render::SqlText trigger_function(const ir::Trigger& trigger);
/// The search_path of its function, whose author names tables without their schema.
std::string trigger_path(const ir::Schema& schema);
/// Of the function, in PL/pgSQL.
render::SqlText trigger_body(const ir::Schema& schema, const ir::Entity& entity, const ir::Trigger& trigger);
/// A function's body between dollars, whose lines stay as they are.
render::SqlText dollar_quoted(const std::string& text, std::string_view word);

}  // namespace tenon::dialect
