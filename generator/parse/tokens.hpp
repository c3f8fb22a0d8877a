// A file's tokens with its comments, each with what it is in the syntax: all that laying a text out needs.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/source.hpp"

namespace tenon::parse {

/// What begins with a token, of the things that may stand on a line of their own.
enum class Starts {
  kNothing,
  kDeclaration,
  kEnum,
  kSetting,
  kField,
  kMember,
  kEnumValue,
  kRow,
  kAssignment,
  kElement
};

/// What a brace or bracket holds.
enum class Opens {
  kNothing,
  kBlock,  ///< of a declaration
  kEnum,   ///< an enum's values
  kGroup,  ///< of a seed's row, an object or a list: on one line or on many
};

struct Token {
  enum class Kind { kText, kSql, kComment, kEnd };
  Kind kind = Kind::kText;
  std::string_view text;
  int breaks = 0;          ///< ends of lines before it; no more than 2 are counted
  std::size_t column = 0;  ///< of a comment: 0-based, in code points
  Starts starts = Starts::kNothing;
  Opens opens = Opens::kNothing;
  bool tight = false;      ///< belongs to the token before: `(` of `varchar(20)`
  bool type_name = false;  ///< names a type
};

/// The tokens of a file without syntax errors, and one at the end. Their texts are parts of the source's.
std::vector<Token> tokens(const SourceFile& source);

}  // namespace tenon::parse
