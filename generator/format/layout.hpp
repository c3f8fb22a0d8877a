// How the tokens of a file are laid out: a part of `format.hpp`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parse/tokens.hpp"

namespace tenon::format {

/// What stands on a line of its own, and the comments that go with it.
struct Item {
  std::vector<std::size_t> leading;  ///< comments on lines before it
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<std::size_t> trailing;  ///< the comment behind it
  bool blank = false;                   ///< a blank line stands before it and its comments
};

struct Items {
  std::optional<std::size_t> opening;  ///< the comment behind the opening brace
  std::vector<Item> list;
  std::vector<std::size_t> closing;  ///< comments after the last one
};

class Layout {
 public:
  explicit Layout(const std::vector<parse::Token>& tokens);

  [[nodiscard]] std::string file() const;

 private:
  using Token = parse::Token;

  /// An item's text, whose first `heads` are columns of a table that its neighbours share.
  struct Line {
    std::vector<std::string> heads;
    std::size_t rest = 0;  ///< the first token that isn't in the heads
    bool table = false;
  };

  [[nodiscard]] bool starts(std::size_t at, std::size_t end) const;
  [[nodiscard]] std::size_t next_code(std::size_t at, std::size_t end) const;
  [[nodiscard]] std::size_t skipped(std::size_t at) const;
  [[nodiscard]] Items items(std::size_t begin, std::size_t end) const;

  [[nodiscard]] bool apart(const Item& item) const;
  [[nodiscard]] Line line(const Item& item, std::size_t indent) const;
  [[nodiscard]] Line field_line(const Item& item) const;
  [[nodiscard]] Line enum_line(const Item& item, std::size_t indent) const;
  [[nodiscard]] std::size_t attributes_at(const Item& item) const;
  void align_equal_attributes(const std::vector<Item>& list, std::vector<Line>& lines) const;
  [[nodiscard]] std::vector<std::string> texts(const std::vector<Item>& list, std::size_t indent) const;
  [[nodiscard]] std::vector<std::size_t> comment_columns(const std::vector<Item>& list,
                                                         const std::vector<std::string>& texts,
                                                         std::size_t indent) const;
  [[nodiscard]] std::string body(std::size_t begin, std::size_t end, std::size_t column,
                                 std::size_t indent) const;
  [[nodiscard]] std::string block(const Items& items, std::size_t indent, std::string_view separator) const;

  [[nodiscard]] std::string text_of(std::size_t at) const;
  [[nodiscard]] bool spaced(std::size_t before, std::size_t at) const;
  [[nodiscard]] bool holds_comment(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string flat(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string flow(std::size_t begin, std::size_t end, std::size_t column,
                                 std::size_t indent) const;
  [[nodiscard]] std::string braces(std::size_t open, std::size_t column, std::size_t indent) const;

  const std::vector<Token>& tokens_;
  std::vector<std::size_t> match_;  ///< of an opening bracket, its closing one
};

}  // namespace tenon::format
