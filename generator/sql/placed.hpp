// Names that stand in one of several Postgres schemas: `orders` in the schema's own, `sales.orders` in
// another.
#pragma once

#include <string>
#include <vector>

namespace tenon::sql {

/// The Postgres schemas that names are looked for in.
struct Spaces {
  std::string own;                  ///< whose names tell it not
  std::vector<std::string> others;  ///< whose names do
};

/// Which of the names that are known is meant by one in a text; several where it doesn't say its schema and
/// more than one has it.
template <typename IsKnown>
std::vector<std::string> meant(const Spaces& spaces, const std::string& schema, const std::string& name,
                               IsKnown is_known) {
  std::vector<std::string> out;
  const auto take = [&](const std::string& candidate) {
    if (is_known(candidate)) out.push_back(candidate);
  };
  if (schema.empty() || schema == spaces.own) take(name);
  if (!schema.empty() && schema != spaces.own) take(schema + "." + name);
  if (!schema.empty()) return out;
  for (const std::string& other : spaces.others) take(other + "." + name);
  return out;
}

}  // namespace tenon::sql
