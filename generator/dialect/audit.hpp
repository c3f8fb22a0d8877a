// What fills an audited entity's log, in Postgres's words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

/// Of the function that a trigger calls after a statement, in PL/pgSQL.
render::SqlText audit_body(const ir::Schema& schema, const ir::Entity& entity);

/// The settings of the function, by name: how values are printed, whatever the writer has set. Numbers that
/// were cut for one would hide a change.
const std::vector<std::pair<std::string, std::string>>& audit_settings();

/// A trigger that fills the log, behind each statement.
struct AuditTrigger {
  std::string_view name;
  ir::Command event;
  std::string_view old_table;  ///< the names of the rows as they were, and as they are; empty for none
  std::string_view new_table;
};
constexpr AuditTrigger kAuditTriggers[] = {{"audit_delete", ir::Command::kDelete, "old_rows", ""},
                                           {"audit_insert", ir::Command::kInsert, "", "new_rows"},
                                           {"audit_update", ir::Command::kUpdate, "old_rows", "new_rows"}};

/// The session variable in which a transaction says who acts: `app.actor`.
std::string actor_setting(const ir::Schema& schema);

}  // namespace tenon::dialect
