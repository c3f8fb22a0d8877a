// How two databases differ, object by object and field by field. Needs and reasons make no difference.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace tenon::model {

struct FieldDifference {
  std::string field;   ///< `default_value`
  std::string before;  ///< as JSON; empty where the field holds nothing
  std::string after;
  bool operator==(const FieldDifference&) const = default;
};

struct Difference {
  const Object* before = nullptr;       ///< null for what is new
  const Object* after = nullptr;        ///< null for what is gone
  std::vector<FieldDifference> fields;  ///< of what is in both

  [[nodiscard]] const Identity& identity() const { return (after ? after : before)->identity; }
};

/// In the order of `after`, and then of `before` for what is gone. They point into the two databases.
std::vector<Difference> differences(const Database& before, const Database& after);
std::vector<Difference> differences(Database&& before, const Database& after) = delete;
std::vector<Difference> differences(const Database& before, Database&& after) = delete;

/// What is in both and not the same, a line a field.
std::string text(const Difference& difference);

}  // namespace tenon::model
