// SQL that brings a live object back to what was promised, where it can be beside those who are at work.
#pragma once

#include <string>

#include "model/database.hpp"

namespace tenon::world {

/// Takes away what nobody promised.
std::string away(const model::Object& object, const model::Database& live);
/// Takes from these roles what they may do with a table, and an heir from its parent, and leaves the rows
/// alone.
std::string closed(const model::Object& table, const std::vector<std::string>& roles);
/// Where the object has an owner, makes it this one.
void give_to(model::Object& object, const std::string& owner);
/// Makes what is promised and missing; empty where it takes more than a few statements.
std::string anew(const model::Object& wanted, const model::Database& live);
/// Makes the one of the other; empty where that takes more than a few statements, or would lose rows.
std::string changed(const model::Object& object, const model::Object& wanted, const model::Database& live);

}  // namespace tenon::world
