// What CREATE has no words for, and what can be said only when everything is there: a part of `ddl.hpp`.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace tenon::ddl {

/// `ALTER TABLE … CLUSTER ON …;` and the like of one object; of most there are none.
std::vector<std::string> settings(const model::Object& object);

}  // namespace tenon::ddl
