#include "sql/split.hpp"

#include <pg_query.h>

namespace tenon::sql {

std::vector<Piece> split(const std::string& text) {
  const PgQuerySplitResult result = pg_query_split_with_scanner(text.c_str());
  std::vector<Piece> out;
  if (result.error != nullptr) {
    out.push_back({0, text.size()});
  } else {
    for (int i = 0; i < result.n_stmts; ++i)
      out.push_back({static_cast<std::size_t>(result.stmts[i]->stmt_location),
                     static_cast<std::size_t>(result.stmts[i]->stmt_len)});
  }
  pg_query_free_split_result(result);
  return out;
}

}  // namespace tenon::sql
