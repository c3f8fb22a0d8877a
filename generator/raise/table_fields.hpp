// What the columns of a table are as fields: their names, and which are relations. A part of `raise.hpp`.
#pragma once

#include <map>
#include <string>

#include "raise/entities.hpp"

namespace tenon::raise {

struct TableFields {
  std::map<std::string, const model::Object*> relations;  ///< by column, the foreign key
  std::map<std::string, std::string> names;               ///< by column, but for the tenant's
};

TableFields fields_of_table(const Writing& writing, const Parts& parts);
/// A foreign key without the tenant on both sides, by which tenancy leads it.
model::Constraint by_itself(const Writing& writing, const model::Identity& table, model::Constraint key);
/// Whether its name would be taken for something else.
bool is_renamed(const Writing& writing, const model::Object& column);

}  // namespace tenon::raise
