// What an entity makes of a database, for people.
#pragma once

#include <string>

#include "driver/compilation.hpp"

namespace tenon::driver {

/// Every object that is there for the entity, kind by kind, a line each with the rule or the place that it is
/// there for.
std::string objects_of(const Compilation& compilation, const ir::Entity& entity);
/// Who asks: each session variable, and what asks for it.
std::string session_of(const Compilation& compilation);

}  // namespace tenon::driver
