// SQL that mends what is built of a table's rows, beside whoever writes them.
#pragma once

#include <string>

#include "model/database.hpp"

namespace tenon::world {

/// Makes an index that is missing, of a partitioned table in each partition first: then the server takes
/// those over and builds none.
std::string built(const model::Object& index, const model::Database& live);
/// Makes it beside the one that is there and changes them.
std::string rebuilt(const model::Object& index, const model::Database& live);
/// Takes away one that nobody promised.
std::string unbuilt(const model::Object& index, const model::Database& live);
/// Adds a constraint that is missing, and looks at the rows afterwards. Empty where the server knows no such
/// way: of partitioned tables, and of exclusion.
std::string added(const model::Object& constraint, const model::Database& live);

}  // namespace tenon::world
