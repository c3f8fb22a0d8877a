// SQL in backticks, by where it stands: what it may do there.
#pragma once

#include <optional>
#include <string_view>

#include "sema/context/context.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {

/// What an expression may do, by where it stands.
struct Place {
  std::string_view name;
  enum class Columns { kNone, kOfTheRow, kOfTwoRows, kValue } columns;
  bool subqueries;
  bool immutable;  ///< Postgres keeps its result, so that it must always be the same
  bool computed;   ///< may name computed columns
  bool asks;       ///< may ask who asks: `session.user`
};

constexpr Place kCheckPlace = {"a check", Place::Columns::kOfTheRow, false, false, true, false};
constexpr Place kIndexPlace = {"an index", Place::Columns::kOfTheRow, false, true, true, false};
constexpr Place kExclusionPlace = {"an exclusion", Place::Columns::kOfTheRow, false, true, true, false};
constexpr Place kGeneratedPlace = {"a computed column", Place::Columns::kOfTheRow, false, true, false, false};
constexpr Place kDefaultPlace = {"a default", Place::Columns::kNone, false, false, true, true};
constexpr Place kBackfillPlace = {"a backfill", Place::Columns::kOfTheRow, true, false, true, false};
constexpr Place kSeedPlace = {"a seed's value", Place::Columns::kNone, true, false, true, false};
constexpr Place kExamplePlace = {"an example", Place::Columns::kNone, true, false, true, false};
constexpr Place kPolicyPlace = {"a policy", Place::Columns::kOfTheRow, true, false, true, true};
constexpr Place kTriggerPlace = {
    "a trigger's condition", Place::Columns::kOfTwoRows, false, false, true, true};
constexpr Place kViewPlace = {"a view", Place::Columns::kNone, true, false, true, true};
constexpr Place kDomainPlace = {"a domain's check", Place::Columns::kValue, false, false, true, false};

Span at_offset(const ast::Sql& sql, std::size_t offset, std::size_t width);
/// The length of the word at an offset, or of one character.
std::size_t word_width(const ast::Sql& sql, std::size_t offset);

/// The expression, unless something is wrong with it, which is reported.
std::optional<sql::Expression> check_expression(const Reading& context, const Draft& draft,
                                                const ast::Sql& sql, const Place& place);
/// Functions, types and values of enums that the expression names.
void check_sql_names(const Reading& context, const Draft& draft, const ast::Sql& sql,
                     const sql::Expression& expression, const Place& place);
/// That the roles may call what of these sees more than its caller; the text stands `before` bytes into what
/// was parsed.
void check_callers(const Reading& context, const ast::Sql& sql, const std::vector<sql::Named>& calls,
                   std::size_t before, const std::vector<std::string>& roles, std::string_view place);
/// The functions of the schema's own that a whole query calls, by whom it is asked.
void check_query_calls(const Reading& context, const ast::Sql& query, const std::vector<std::string>& roles);
/// What the text asks of who asks; `table` is the one over whose rows it stands.
void check_variables(const Reading& context, const ast::Sql& sql, const sql::Variables& variables,
                     const Place& place, const std::string& table);
/// The columns that a trigger's body names of its rows.
void check_rows(const Reading& context, const Draft& draft, const ast::Sql& sql,
                const std::vector<sql::ColumnReference>& rows);
void check_type_is_known(const Reading& context, const ast::Sql& sql, const sql::Named& type);

}  // namespace tenon::sema
