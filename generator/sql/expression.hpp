// SQL in backticks, read by Postgres's own parser: the only user of libpg_query.
#pragma once

#include <functional>
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

/// A function or a type by name.
struct Named {
  std::vector<std::string> path;  ///< `name`, or `schema`, `name`
  std::size_t offset = 0;
};

/// A string that a column is compared with, or that is cast to a type of ours.
struct Label {
  std::vector<std::string> of;  ///< the column's path, or the type's
  bool cast = false;
  std::string text;
  std::size_t offset = 0;
};

/// `session.user`: what a transaction says of who asks.
struct Variable {
  std::string name;
  std::size_t offset = 0;
  std::size_t length = 0;
};

/// `author_id = session.user`
struct Compared {
  std::string column;
  std::string variable;
  bool always = false;  ///< nothing but AND stands around it
  std::string relation =
      {};  ///< of a subquery, of which the column may be; empty for the row that is looked at
};

/// The variables that a text names, and whether something that it reads from is called as they are.
struct Variables {
  std::vector<Variable> named;
  bool hidden = false;
};

/// Whether a path names a variable.
bool is_variable(const std::vector<std::string>& path);
/// The text with something else for each variable that `instead` has something for.
std::string with_variables(std::string_view text, const std::vector<Variable>& variables,
                           const std::function<std::string(const std::string&)>& instead);

/// What rules ask of an expression.
struct Expression {
  std::vector<ColumnReference> columns;
  std::vector<Named> functions;
  std::vector<Named> types;   ///< of casts
  std::vector<Named> tables;  ///< that subqueries read
  std::vector<Label> labels;
  std::optional<Named> session;         ///< the first of `current_timestamp`, `current_user`, …
  std::optional<std::size_t> subquery;  ///< the offset of the first
  /// What stands in no expression over one row: window functions, aggregates, parameters. The offset of the
  /// first.
  std::optional<std::pair<std::size_t, std::string>> forbidden;
  std::optional<std::size_t> role;  ///< the offset of the first `current_user` and the like
  Variables variables;
  std::vector<Compared> compared;  ///< with variables
};

/// The name of a type: the text must be one type and no more.
tl::expected<Named, Problem> parse_type(std::string_view text);

/// What raw statements make and are.
struct Statements {
  std::size_t count = 0;
  std::vector<std::string> functions;
  std::vector<std::string> types;
  /// Functions that look names up on whatever search_path their caller has. The offset is their statement's.
  std::vector<Named> unpinned;
  /// The first that can't run inside a transaction, or would end it, with what it is.
  std::optional<std::pair<std::size_t, std::string>> refused;
};

tl::expected<Statements, Problem> parse_raw(std::string_view text);

/// The body of a trigger's function in PL/pgSQL, between BEGIN and END.
struct Body {
  bool returns = false;               ///< its last statement is a RETURN
  std::vector<ColumnReference> rows;  ///< columns of `new` and `old`, with the row before the column
};

tl::expected<Body, Problem> parse_trigger_body(std::string_view text);
/// The name as SQL reads it as a column: in quotes where it would be something else.
std::string identifier(std::string_view name);

/// One expression, such as a check's: neither a statement nor a list.
tl::expected<Expression, Problem> parse_expression(std::string_view text);

}  // namespace tenon::sql
