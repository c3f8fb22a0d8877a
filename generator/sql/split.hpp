// A file of SQL as its statements.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tenon::sql {

/// Bytes of the file, without the semicolon.
struct Piece {
  std::size_t offset = 0;
  std::size_t size = 0;
};

/// In their order, each from its first word on. A text that ends within a string or a comment is one piece: a
/// server says what is wrong with it.
std::vector<Piece> split(const std::string& text);

}  // namespace tenon::sql
