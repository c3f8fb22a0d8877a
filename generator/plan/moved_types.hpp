// A type that has lost values, or rests on another: the server changes none in place. A new one of its name
// is made beside it, in the schema where the tables with columns of it are made anew, and goes home with
// them.
#pragma once

#include <string>
#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// Those that go along in the plan.
std::vector<Identity> moved_types(const Planning& planning);
/// Whether the change makes another type, and columns are all that rests on it.
bool can_go_beside(const Planning& planning, const Difference& difference);
/// Tables that stay with a column of the type, or of lists of it, in the version after.
std::vector<Identity> tables_that_go_along(const Planning& planning, const Identity& type);

/// A column that goes with the contract keeps its type until then.
Object of_old_type(const Planning& planning, Object column);
/// What a column's type is called while its table is made beside: `tenon_moving.state[]` for `state[]`, where
/// that type goes along; else as it is.
std::string type_beside(const Planning& planning, const std::string& type);
/// The statements, told in one transaction, with names of types that go along meaning the new ones.
std::string with_types_beside(const Planning& planning, const std::string& statements);
/// Makes a table that is new, or what is in it: with the new ones, where it has columns of them.
std::string made_in_new_table(const Planning& planning, const Object& object);

void make_type_beside(Planning& planning, const Identity& type);
/// Behind the tables. `hazards`: what the change in place would bring.
void put_type_in_place(Planning& planning, const Identity& type, std::vector<Hazard> hazards);
/// Last in the transaction: the old types are to be dropped.
void see_that_types_are_free(Planning& planning);
/// Of old types, whether columns that go with the contract are of one.
bool are_held_until_contract(const Planning& planning);

}  // namespace tenon::plan
