// A table of another shape, made beside the one that is there: its rows are copied while others work, each
// change of theirs follows, and one transaction puts the new table in the place of the old one. So is done
// what the server does under a lock that stops everybody, as another type of a column, or not at all, as to
// part rows that are there. What is made on the way stands in two schemas that nobody but the owner may use.
#pragma once

#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// The tables that these differences make anew.
std::vector<Identity> tables_to_move(const Planning& planning, const std::vector<Difference>& differences);

/// Whether the object is the table, stands in it or on it, or tells of it: it is made with the new one.
bool is_made_with(const Identity& table, const Object& object);

/// Whether it is a column that is gone in the version after: the new table has it too, and it goes when code
/// of the version before is gone.
bool goes_later(const Planning& planning, const Identity& table, const Object& object);

/// What reads the table or refers to it is made again, unless it is moved too. `moved` are all that are.
void disturb_what_reads(Planning& planning, const Identity& table, const std::vector<Identity>& moved);

/// `hazards`: what its parts' own differences would bring.
void move_table(Planning& planning, const Identity& table, const std::vector<Identity>& moved,
                std::vector<Hazard> hazards);
/// What they were, when they are what they are to be.
void drop_moved(Planning& planning, const std::vector<Identity>& moved);

}  // namespace tenon::plan
