// What the files of this room share: rights, and who writes a global entity's rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

/// Where a role is given a right; null where it isn't.
const Span* place_of_right(const Reading& context, const std::string& role, const std::string& target,
                           ir::Command command);
/// `select`, `insert`, …; `what` is what names it.
std::optional<ir::Command> command_of(const Reading& context, const ast::Name& name, std::string_view what);
/// Whether the application may do it: what is global it reads, and writes where that is declared.
bool app_may(const Reading& context, const ir::Entity& entity, ir::Command command);
/// Columns of a global entity that whoever may update it may change, as grants tell then: all that are given,
/// but its key, since a change of that would reach the rows of tenants, or tell of them.
std::vector<std::string> updatable_columns(const ir::Entity& entity);
/// SELECT for those who read the entity's rows: of a view of them.
std::vector<ir::Grant> readers_of(const Reading& context, const ir::Entity& entity);
/// `shared entity`, where it stands and why.
void check_shared(const Reading& context, const Draft& draft);
void check_global_writes(const Reading& context);

}  // namespace tenon::sema
