// Rows that are counted: what numbers those that are there, and puts the counts behind them.
#pragma once

#include "plan/planning.hpp"

namespace tenon::plan {

/// The statements in a block that sees all rows of the table.
std::string seeing_all(const Planning& planning, const Identity& table, const std::string& statements);
/// Whether the column is counted, and its table is there already.
bool is_counted(const Planning& planning, const Object& column);
/// Adds the column, numbers the rows that are there, and makes the trigger that goes on from there.
void add_counted(Planning& planning, const Object& column);
/// Whether `add_counted` makes it.
bool is_made_with_its_column(const Planning& planning, const Object& trigger);
/// Puts the counts of a trigger that is made on a table with rows behind these.
void count_on(Planning& planning, const Object& trigger);
/// Of a table in whose place another one is: its counts are that one's. `old` is where it stands by then.
void keep_counts(Planning& planning, const Identity& table, const std::string& old);

}  // namespace tenon::plan
