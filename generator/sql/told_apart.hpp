// Whether no two rows of a query can have the same values in some of its columns, as far as its text tells.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sql/placed.hpp"

namespace tenon::sql {

/// A table, and what no two of its rows have the same values of: none of these is ever NULL. An empty list is
/// a table of one row.
struct KeyedTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> keys;
};

/// By their names, as `sql/placed.hpp` has them.
struct KeyedTables {
  std::map<std::string, KeyedTable, std::less<>> tables;
  Spaces spaces;
};

/// Of one SELECT and its columns by name. False where it isn't certain, or the text isn't SQL.
bool are_told_apart(std::string_view query, const std::vector<std::string>& by, const KeyedTables& known);

}  // namespace tenon::sql
