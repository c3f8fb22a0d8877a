// SQL in backticks, read by Postgres's own parser: the only user of libpg_query.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace tenon::sql {

/// What the parser refuses, and where: a byte offset into the text.
struct Problem {
  std::string message;
  std::size_t offset = 0;
};

struct ColumnReference {
  std::vector<std::string> path;  ///< `column`, or `table`, `column`
  std::size_t offset = 0;
};

/// What rules ask of an expression.
struct Expression {
  std::vector<ColumnReference> columns;
  std::optional<std::size_t> subquery;  ///< the offset of the first
  /// What stands in no expression over one row: window functions, aggregates, parameters. The offset of the
  /// first.
  std::optional<std::pair<std::size_t, std::string>> forbidden;
  std::optional<std::size_t> role;  ///< the offset of the first `current_user` and the like
};

/// What is wrong with the text of a type, or nothing: it must be one type's name and no more.
std::optional<Problem> wrong_type(std::string_view text);

/// The name as SQL reads it as a column: in quotes where it would be something else.
std::string identifier(std::string_view name);

/// One expression, such as a check's: neither a statement nor a list.
tl::expected<Expression, Problem> parse_expression(std::string_view text);

}  // namespace tenon::sql
