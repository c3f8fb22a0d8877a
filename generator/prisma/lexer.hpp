// Prisma's words: a part of `syntax.hpp`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"

namespace tenon::prisma {

enum class TokenKind { kWord, kNumber, kText, kSign, kEnd };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  ///< of a text without its quotes; of a sign `{`, `@@`, …
  Span span;
  bool begins_line = false;
  std::string doc;  ///< the lines of `///` right before it, or behind it on its line

  [[nodiscard]] bool is(std::string_view sign) const { return kind == TokenKind::kSign && text == sign; }
};

/// The words of a file, the last one its end.
std::vector<Token> tokens(const SourceSet& sources, std::uint32_t file, diag::Sink& sink);

}  // namespace tenon::prisma
