// What those that run migrations and those that ask how far they came have in common: a part of `run.hpp`.
#pragma once

#include <cstddef>
#include <string>

#include "plan/script.hpp"

namespace tenon::migration {

/// The advisory lock of whoever changes a database; the number is tenon's own, and names nothing else.
inline constexpr long kTurn = 7310583948;

/// Of the steps that were done: what stands behind them may still be changed.
std::string hash_of_steps(const plan::Script& script, std::size_t done);

}  // namespace tenon::migration
