// Where in a body the texts stand that PL/pgSQL's parser tells without places: it keeps the lines of
// statements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/analysis/tokens.hpp"

namespace tenon::sql::detail {

/// Texts are asked for in the order in which the body has them.
class BodyPlaces {
 public:
  explicit BodyPlaces(std::string_view text);

  void restart() { at_ = 0; }
  /// To a line as the parser counts them.
  void go_to_line(int line);
  /// Where the text begins, or what is here if it isn't found. Blanks in it stand for anything: the parser
  /// puts them in the place of INTO.
  std::size_t find(std::string_view text);
  std::size_t find_word(std::string_view word);
  [[nodiscard]] std::string word_at(std::size_t offset) const;

 private:
  [[nodiscard]] bool stands_at(std::string_view text, std::size_t offset) const;
  [[nodiscard]] std::size_t here() const;

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;  ///< a token
};

/// An assignment's two sides.
struct Sides {
  std::string_view target;
  std::size_t value = 0;  ///< where it begins
};
Sides sides_of(std::string_view assignment);

/// What is behind WHEN, of which the parser makes a comparison.
std::string without_case_variable(const std::string& text);

}  // namespace tenon::sql::detail
