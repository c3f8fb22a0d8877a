// Declared triggers in Postgres's words: the trigger, and the function that it calls.
#pragma once

#include <string>
#include <string_view>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

/// The search_path of its function, whose author names tables without their schema.
std::string trigger_path(const ir::Schema& schema);
/// Without empty lines before and blanks behind.
std::string without_blank_ends(const std::string& text);
/// Of the function, in PL/pgSQL.
render::SqlText trigger_body(const ir::Schema& schema, const ir::Entity& entity, const ir::Trigger& trigger);

}  // namespace tenon::dialect
