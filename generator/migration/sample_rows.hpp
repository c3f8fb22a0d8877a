// Rows for a database that nobody uses, so that a migration has something to change: made for the tables'
// types.
#pragma once

#include <string>

#include "model/database.hpp"

namespace tenon::migration {

/// Statements that put as many rows in each table, as a superuser. Rows of the same number refer to one
/// another. A table whose checks take none of them stays empty.
std::string sample_rows(const model::Database& database, const std::string& path, int rows);

}  // namespace tenon::migration
