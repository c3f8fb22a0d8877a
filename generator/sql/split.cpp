#include "sql/split.hpp"

#include <pg_query.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace tenon::sql {
namespace {

std::size_t end_of_comment(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const bool opens = text.substr(at).starts_with("/*");
    const bool closes = text.substr(at).starts_with("*/");
    depth += opens ? 1 : closes ? -1 : 0;
    at += opens || closes ? 2 : 1;
    if (closes && depth == 0) break;
  }
  return at;
}

/// The first byte from `at` on that is neither blank, nor a comment, nor a semicolon.
std::size_t next_word(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (std::isspace(static_cast<unsigned char>(text[at])) != 0 || text[at] == ';') {
      ++at;
    } else if (text.substr(at).starts_with("--")) {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.substr(at).starts_with("/*")) {
      at = end_of_comment(text, at);
    } else {
      break;
    }
  }
  return at;
}

/// What the scanner passes over since it has no word of SQL is for the server to refuse.
void add_between(const std::string& text, std::size_t begin, std::size_t end, std::vector<Piece>& out) {
  const std::size_t first = next_word(std::string_view(text).substr(0, end), begin);
  if (first < end) out.push_back({first, end - first});
}

}  // namespace

std::vector<Piece> split(const std::string& text) {
  const PgQuerySplitResult result = pg_query_split_with_scanner(text.c_str());
  std::vector<Piece> out;
  if (result.error != nullptr) {
    out.push_back({0, text.size()});
  } else {
    std::size_t end = 0;
    for (int i = 0; i < result.n_stmts; ++i) {
      const Piece piece = {static_cast<std::size_t>(result.stmts[i]->stmt_location),
                           static_cast<std::size_t>(result.stmts[i]->stmt_len)};
      add_between(text, end, piece.offset, out);
      const std::size_t first = next_word(text, piece.offset);
      end = piece.offset + piece.size;
      if (first < end) out.push_back({first, end - first});
    }
    add_between(text, end, text.size(), out);
  }
  pg_query_free_split_result(result);
  return out;
}

}  // namespace tenon::sql
