// SQL of the application's own, with typed rows.
#pragma once

#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/statement.hpp"

namespace TENON_API tenon {

namespace detail {
[[noreturn]] void wrong_column_count(std::size_t expected, std::size_t actual);

template <class... Columns, std::size_t... Places>
std::tuple<Columns...> read_row(const Row& row, std::index_sequence<Places...>) {
  return std::tuple<Columns...>{row.get<Columns>(Places)...};
}
}  // namespace detail

/// Runs `sql` and reads its columns as the types named:
/// `for (auto& [day, cost] : tenon::query<Timestamptz, Numeric>(tx, "SELECT … WHERE service = $1",
/// service))`. Throws DecodeError where the columns aren't of these types, or not as many.
template <class... Columns, class... Args>
[[nodiscard]] std::vector<std::tuple<Columns...>> query(Tx& tx, std::string_view sql, const Args&... args) {
  const Result result = execute(tx, sql, args...);
  if (result.columns() != sizeof...(Columns))
    detail::wrong_column_count(sizeof...(Columns), result.columns());
  std::vector<std::tuple<Columns...>> rows;
  rows.reserve(result.size());
  for (const Row& row : detail::EachRow(result)) {
    rows.push_back(detail::read_row<Columns...>(row, std::index_sequence_for<Columns...>{}));
  }
  return rows;
}

}  // namespace tenon
