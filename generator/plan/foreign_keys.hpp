// Foreign keys that all rows are held to: parts of the rules of constraints.
#pragma once

#include "plan/planning.hpp"

namespace tenon::plan {

/// Who waits while a foreign key is made or dropped, as a plan says it: `notes, people`.
std::string tables_of(const Planning& planning, const Object& constraint);

/// Makes foreign keys of a table that has no row yet: nothing is there to be looked at, and so nothing that
/// is hidden.
std::string of_no_row(const std::string& statements);

/// Of a table that is new, to one that may be: nothing is there to be looked at, and so nothing that is
/// hidden.
void add_first_foreign_key(Planning& planning, const Object& key);

/// Sees that all rows keep one that was added NOT VALID under this name.
void prove_foreign_key(Planning& planning, const Object& key, const std::string& name, Stage stage);

/// Holds new rows of each partition to one that the table takes over later by `add_by_partition`.
void hold_partitions(Planning& planning, const Object& key);

/// Adds one to a partitioned table by adding it to each partition, which others hardly wait for, and letting
/// the table take those over.
void add_by_partition(Planning& planning, const Object& key, const std::string& name, Stage stage);

}  // namespace tenon::plan
