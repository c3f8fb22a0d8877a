// The trigger that keeps a tree of tenants: what it tells of itself, and SQL over what it keeps.
#pragma once

#include <optional>
#include <string>

#include "model/database.hpp"

namespace tenon::ddl {

/// Its columns are that of the tenant above and the tenant's key, its argument how many may stand above one.
struct Tree {
  model::Identity table;
  std::string parent;
  std::string key;
  int depth = 1;
};

/// Nothing where the object is no such trigger.
std::optional<Tree> tree_of(const model::Object& object);

/// A query of the pairs that there are to be: ancestor, descendant, distance. Where there are some that are
/// further apart than allowed, or in a circle, it goes one step beyond and ends.
std::string pairs_of(const Tree& tree, const std::string& table);
/// Statements of PL/pgSQL that put the pairs of the rows that are there in the place of those that are kept.
std::string keep_pairs(const Tree& tree, const std::string& table);

}  // namespace tenon::ddl
