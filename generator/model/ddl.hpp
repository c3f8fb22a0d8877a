// The one writer of DDL: the statements that make an object, and that take it away.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace tenon::model {

/// What makes the objects, statement by statement, each with its `;`. A table comes with its columns, which
/// are no statements of their own. Rows of `tenon` and opaque statements are made as they are told.
std::vector<std::string> creation(const Database& database);
/// `DROP …;`, or what undoes it; empty where something else takes it with it, as a table its columns.
std::string removal(const Object& object);

}  // namespace tenon::model
