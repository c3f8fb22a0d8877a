// Lowered objects among live ones.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace model_tests {

/// The live database with the lowered objects in the place of its own, of the kinds that are lowered.
tenon::model::Database with_lowered(const tenon::model::Database& live, const tenon::model::Database& lowered,
                                    const std::vector<std::string>& spaces);

}  // namespace model_tests
