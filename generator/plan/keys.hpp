// Unique and primary keys of tables that are there: parts of the rules of constraints.
#pragma once

#include "plan/planning.hpp"

namespace tenon::plan {

/// Builds the unique index of a key beside those who write, under this name; of a partitioned table in each
/// partition, under names of the server's.
void build_key(Planning& planning, const Object& key, const std::string& name);

/// Takes what was built so for the key's.
void take_index(Planning& planning, const Object& key, const std::string& name);

/// The index of before that the new key takes as it is; null where one has to be built.
const Object* index_for_key(const Planning& planning, const Object& key);
/// Whether a new key takes the index, which isn't dropped then.
bool becomes_key(const Planning& planning, const Object& index);

}  // namespace tenon::plan
