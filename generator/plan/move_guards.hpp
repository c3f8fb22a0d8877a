// What hangs on a table that is moved and isn't the schema's: it would go on with the old table, or be gone
// with it, and nobody would be told. Each is a block that raises where there is any, and names it.
#pragma once

#include <string>

#include "plan/planning.hpp"

namespace tenon::plan {

/// Views, foreign keys, functions and columns over the table's rows.
std::string unread(const Planning& planning, const Identity& table);
/// Those of the schema apart, which are made again.
std::string unread_but_by_known(const Planning& planning, const Identity& table);
/// Indexes, triggers, policies, rights, publications and settings that somebody else has put on it.
std::string untouched_but_by_known(const Planning& planning, const Identity& table);

/// What rests on the type beside these tables, those that are moved, and views and functions of the schema,
/// which are made again.
std::string rested_on_by_known(const Planning& planning, const std::vector<Identity>& tables,
                               const Identity& type);
/// Whatever rests on it beside these tables, and doesn't leave with it.
std::string rested_on_by(const std::vector<Identity>& tables, const Identity& type);

}  // namespace tenon::plan
