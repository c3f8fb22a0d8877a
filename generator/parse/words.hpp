// A piece's words and texts that stand without the signs that this language asks for.
#pragma once

#include <antlr4-runtime.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "parse/outline.hpp"

namespace tenon::parse {

using Copies = std::vector<std::unique_ptr<antlr4::CommonToken>>;

/// What the parser sees of a piece.
struct Seen {
  explicit Seen(const Copies& piece);
  std::vector<std::size_t> at;  ///< their places in the piece
  std::vector<std::string> texts;
};

/// In a field, a word behind its type that no sign introduces: an attribute without `@`, a default without
/// `=`, a member of the next line.
std::optional<std::size_t> bare_word(const Copies& piece);
/// Whether the word begins a member, and is no attribute as well.
bool is_member_alone(const std::string& word);
/// Whether the word stands behind an attribute, as its argument would.
bool is_argument(const Copies& piece, std::size_t word);
/// The sign that the word lacks, where it is plain that it lacks one.
std::optional<std::size_t> sign_before(const Copies& piece, std::size_t word);
/// Whether what follows the word is what follows a member's and no attribute's.
bool has_form_of_member(const Copies& piece, std::size_t word);

/// The tokens from a single quote to the one that closes it on its line.
std::optional<Range> single_quotes(const Copies& piece);
/// Whether what stands there has to be SQL and not a text.
bool is_place_of_sql(const Copies& piece, std::size_t at);

}  // namespace tenon::parse
