// A table of another shape, made beside the one that is there: its rows are copied while others work, each
// change of theirs follows, and one transaction puts the new table in the place of the old one. So is done
// what the server does under a lock that stops everybody, as another type of a column, or not at all, as to
// part rows that are there. What is made on the way stands in two schemas that nobody but the owner may use.
#pragma once

#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// A part of the table, to ask about it what is asked of parts.
Identity part_of(const Identity& table);
bool is_in(const Identity& table, const Identity& part);
/// The table's row of this register; null where it has none.
const Object* registered(const model::Database& database, const Identity& table, std::string_view in);

/// Whether the object is the table, stands in it or on it, or tells of it: it is made with the new one.
bool is_made_with(const Identity& table, const Object& object);

/// Whether it is a column that is gone in the version after: the new table has it too, and it goes when code
/// of the version before is gone.
bool goes_later(const Planning& planning, const Identity& table, const Object& object);

/// What reads the table or refers to it is made again, unless it is moved too.
void disturb_what_reads(Planning& planning, const Identity& table);

/// `hazards`: what its parts' own differences would bring.
void move_table(Planning& planning, const Identity& table, std::vector<Hazard> hazards);
/// What they were, when they are what they are to be.
void drop_moved(Planning& planning);

}  // namespace tenon::plan
