// Pieces of DDL: parts of `ddl.hpp`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"

namespace tenon::model {

// Names and values as SQL reads them.
std::string quoted(std::string_view name);
std::string literal(std::string_view text);
std::string identifiers(const std::vector<std::string>& names);
std::string literals(const std::vector<std::string>& texts);
/// `public.notes`
std::string qualified(const Identity& identity);
/// The table that an object stands in: `public.notes`.
std::string of_table(const Identity& identity);
/// Roles; `public` is everybody.
std::string grantees(const std::vector<std::string>& roles);
/// ` COLLATE …`, of a name that is quoted already; nothing for none.
std::string collate(const std::string& collation);
/// ` WITH (a = 'b')`; nothing for none.
std::string with(const Options& options);

std::string role_options(const Role& role);
std::string sequence_sql(const Identity& identity, const Sequence& sequence);
std::string function_sql(const Identity& identity, const Function& function);
/// CREATE TABLE with its columns.
std::string table_sql(const Identity& identity, const Table& table,
                      const std::vector<const Object*>& columns);
/// What follows the constraint's name.
std::string constraint_sql(const Constraint& constraint);
std::string index_sql(const Identity& identity, const Index& index);
std::string statistics_sql(const Identity& identity, const Statistics& statistics);
std::string trigger_sql(const Identity& identity, const Trigger& trigger);
/// `ENABLE ALWAYS`
std::string_view firing_sql(Firing firing);
std::string publication_sql(const Identity& identity, const Publication& publication);
/// `UPDATE (a, b)`
std::string privilege_sql(const Privilege& privilege);
/// `TABLE public.notes`, as GRANT names its object.
std::string granted_on(const Identity& object);
/// `COLUMN public.notes.title`, as COMMENT and DROP name an object.
std::string commented(const Identity& object);

}  // namespace tenon::model
