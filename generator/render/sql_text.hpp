// SQL's quoting: the only makers of SqlText.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "render/view.hpp"

namespace tenon::render {

/// An identifier, quoted where Postgres would read it otherwise.
SqlText sql_identifier(std::string_view name);
/// A string literal. Takes standard_conforming_strings for granted, which every supported server has.
SqlText sql_literal(std::string_view text);
/// Lines of a comment, each behind `-- `.
SqlText sql_comment(std::string_view text);
/// SQL that the author wrote and Postgres's parser has read.
SqlText authored_sql(std::string_view text);
/// `a, b, c`, as identifiers.
SqlText sql_identifiers(const std::vector<std::string>& names);
SqlText sql_join(const std::vector<SqlText>& parts, std::string_view separator);

/// fmt's format over SQL, so that nothing unquoted is spliced in: the arguments are SqlText or numbers.
template <typename... Parts>
SqlText sql_format(fmt::string_view format, const Parts&... parts);

namespace detail {
inline const std::string& plain(const SqlText& text) {
  return text.str();
}
inline int plain(int number) {
  return number;
}
}  // namespace detail

template <typename... Parts>
SqlText sql_format(fmt::string_view format, const Parts&... parts) {
  return SqlText::trusted(fmt::vformat(format, fmt::make_format_args(detail::plain(parts)...)));
}

}  // namespace tenon::render
