// How what is there differs from what was promised, in words.
#pragma once

#include <string>

#include "model/differences.hpp"
#include "world/weights.hpp"

namespace tenon::world {

/// `its volatility is immutable, promised: stable`; of a long text the first line that differs.
std::string told(model::Kind kind, const model::FieldDifference& field);
/// How bad it is, and what it allows.
Weight of_difference(model::Kind kind, const model::FieldDifference& field);
/// Of each field, with what it allows.
std::string told(model::Kind kind, const std::vector<model::FieldDifference>& fields);
/// The worst of them.
std::string_view severity(model::Kind kind, const std::vector<model::FieldDifference>& fields);

}  // namespace tenon::world
