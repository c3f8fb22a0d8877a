// Fields that stand the same at the end of several entities, as mixins.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/identity.hpp"

namespace tenon::raise {

using TableKey = std::pair<std::string, std::string>;  ///< Postgres schema and name

/// A field as it is written.
struct FieldLine {
  model::Identity column;
  std::string text;
  bool can_be_shared = false;  ///< whether it says nothing of its table alone
};

struct Mixin {
  std::string name;
  std::vector<FieldLine> fields;  ///< as the first of its entities has them
};

struct Mixins {
  std::vector<Mixin> all;
  std::map<TableKey, std::size_t> used;  ///< by the table, which one its last fields are
};

/// Of the fields of each table, where those that end alike make the text shorter. A mixin's fields come
/// behind the entity's own, so that the last ones alone can be one. `taken`: names that are others'.
Mixins mixins_of(const std::map<TableKey, std::vector<FieldLine>>& tables,
                 const std::vector<std::string>& taken);

}  // namespace tenon::raise
