// What fills an audited entity's log, in Postgres's words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

/// `tenon.audit_notes`
render::SqlText audit_function(const ir::Entity& entity);
/// Of the function that a trigger calls after a statement, in PL/pgSQL.
render::SqlText audit_body(const ir::Schema& schema, const ir::Entity& entity);

/// The settings of the function, by name: how values are printed, whatever the writer has set. Numbers that
/// were cut for one would hide a change.
const std::vector<std::pair<std::string, std::string>>& audit_settings();

struct AuditTrigger {
  std::string name;
  std::string timing;          ///< `AFTER INSERT`
  render::SqlText definition;  ///< what follows the table's name
};
std::vector<AuditTrigger> audit_triggers(const ir::Entity& entity);

/// The session variable in which a transaction says who acts: `app.actor`.
std::string actor_setting(const ir::Schema& schema);

}  // namespace tenon::dialect
