// A view's query: which tables it reads, and what its columns are made of, as far as the text tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sql/expression.hpp"

namespace tenon::sql {

/// A table that the query names, wherever in it.
struct TableReference {
  std::string schema;  ///< empty where it isn't said
  std::string table;
  std::size_t offset = 0;
};

/// What stands in FROM.
struct Source {
  std::string schema;  ///< as it is said
  std::string table;   ///< empty for a subquery, a function or a WITH query, whose columns aren't known here
  std::string name;    ///< its alias, or else the table's name
  bool nullable = false;  ///< an outer join may have no row of it
};

/// Of what an output is made.
struct Output {
  enum class Kind { kColumn, kStar, kCast, kCall, kFirst, kInteger, kText, kNumeric, kBoolean, kUnknown };
  Kind kind = Kind::kUnknown;
  std::string name;               ///< of the column of the view; empty where it has none
  std::vector<std::string> path;  ///< of a column: `table`, `column`; of a call: its function
  std::string type;               ///< of a cast: `numeric`, `sales.state`
  std::vector<int> parameters;    ///< of that type
  int dimensions = 0;
  bool not_null = false;          ///< whatever it is made of
  std::vector<Output> arguments;  ///< of a call; what is cast; of COALESCE all of them
  std::size_t offset = 0;
};

struct Query {
  std::vector<TableReference> tables;
  std::vector<Source> sources;
  std::vector<Output> outputs;
  /// Columns named behind the outputs: in joins, WHERE, GROUP BY, HAVING, ORDER BY. None where a subquery or
  /// a WITH query makes it unclear whose they are.
  std::vector<ColumnReference> others;
  Variables variables;
  bool combined = false;  ///< by UNION and the like: the outputs are those of its first part
};

/// One SELECT, without anything that writes or locks.
tl::expected<Query, Problem> parse_query(std::string_view text);

}  // namespace tenon::sql
