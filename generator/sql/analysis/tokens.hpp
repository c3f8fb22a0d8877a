// A query's text in tokens: for places that a parse tree doesn't tell, and for parameters, which PostgreSQL's
// grammar lacks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::detail {

struct Token {
  enum class Kind { kWord, kQuoted, kText, kParameter, kSign };
  Kind kind = Kind::kSign;
  std::size_t offset = 0;
  std::size_t length = 0;
  [[nodiscard]] std::size_t end() const { return offset + length; }
};

/// Without blanks and comments. A parameter is `:name`, or `$1` where it is bound.
std::vector<Token> tokens_of(std::string_view text);

/// The text with `$1` in the place of parameters, and where each byte of it was.
struct Bound {
  std::string text;
  std::vector<std::size_t> places;
  [[nodiscard]] std::size_t place(std::size_t offset) const;
};
struct Occurrence {
  std::string name;
  std::size_t offset = 0;  ///< in the author's text, of the colon
};

/// The parameters that the text names, in their order in it.
std::vector<Occurrence> parameters_in(std::string_view text);
Bound bind(std::string_view text, const std::vector<std::string>& parameters);

}  // namespace tenon::sql::detail
