// Values for rows that are there: parts of the rules of columns.
#pragma once

#include "plan/planning.hpp"
#include "plan/words.hpp"

namespace tenon::plan {

/// Gives the column this value in all rows in which it is NULL, a batch a transaction.
void fill(Planning& planning, const Identity& column, const std::string& value);
/// The same once more, of what was written meanwhile, when nothing more can be.
void fill_rest(Planning& planning, const Identity& column, const std::string& value);

/// Lets the column's sequence begin behind the highest number that is there.
std::string numbered_on(const Planning& planning, const Identity& column);

}  // namespace tenon::plan
