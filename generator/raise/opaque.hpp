// What the language has no words for, as raw SQL: a part of `raise.hpp`.
#pragma once

#include <string>
#include <vector>

#include "raise/choices.hpp"

namespace tenon::raise {

/// One `sql before|after NAME`.
struct Raw {
  std::string name;
  bool after = false;
  std::string sql;
  std::string undo;
  std::vector<model::Identity> objects;
};

/// In the order in which they stand.
std::vector<Raw> opaque_pieces(const model::Database& database, const Tellings& tellings,
                               const Options& options, const Choices& choices);

}  // namespace tenon::raise
