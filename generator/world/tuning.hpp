// What an administrator may have otherwise than the schema says: how fast a database is, where it lies, what
// is logged of it. Nothing of it opens anything.
#pragma once

#include <set>
#include <string>

#include "model/differences.hpp"
#include "model/identity.hpp"

namespace tenon::world {

bool is_tuning(model::Kind kind, const model::FieldDifference& field);
/// The names of the options or settings that one side has and the other has not, or otherwise.
std::set<std::string> differing_options(const model::FieldDifference& field);

}  // namespace tenon::world
