// Rows of tables under FORCE: the owner is bound by the policies too, so that a fill would change none, and a
// foreign key would be found kept by rows that nobody has looked at. A policy lets it see them meanwhile, in
// the session that changes them and in no other one: no role that requests run as is named in it.
#pragma once

#include <string>
#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// Whether the table that this is, or is a part of, keeps its rows from the owner.
bool hides_rows(const Planning& planning, const Identity& part);

/// Of PL/pgSQL: what opens the table for the session, and closes it again. `table` is an expression whose
/// value is a regclass. Each takes ACCESS EXCLUSIVE to the end of its transaction.
std::string opened(const Planning& planning, const std::string& table);
std::string closed(const std::string& table);
/// `'notes'::regclass`
std::string as_regclass(const Planning& planning, const Identity& part);

/// The same as statements that end their transactions, for those of the tables that hide rows; empty where
/// none does.
struct Doors {
  std::string open;
  std::string close;
};
Doors doors(const Planning& planning, const std::vector<std::string>& tables);
/// The tables that hide rows from the owner, of that of a part and those that a piece of SQL names.
std::vector<std::string> hidden_from(const Planning& planning, const Identity& part,
                                     const std::string& sql = "");
/// Their doors.
Doors doors_of(const Planning& planning, const Identity& part, const std::string& sql = "");

/// What fails is kept in two variables of the block, so that the doors are closed before it is raised again:
/// without its details, which hold values of rows.
inline constexpr const char* kFailureVariables = "  failed_state text;\n  failed_text text;\n";
std::string caught(const std::string& statement);
std::string raised();
/// The statement between opening and closing.
std::string with_open(const Doors& doors, const std::string& statement);

}  // namespace tenon::plan
