// A text with syntax errors as far as it can be read: each declaration and each member by itself, so that a
// mistake in one hides none in another, and that what is sound is judged.
#pragma once

#include <SchemaLexer.h>
#include <SchemaParser.h>
#include <antlr4-runtime.h>

#include <set>

#include "ast/ast.hpp"
#include "base/source.hpp"
#include "diag/diagnostic.hpp"
#include "parse/habits.hpp"
#include "parse/offsets.hpp"
#include "parse/outline.hpp"
#include "parse/words.hpp"

namespace tenon::parse {

class Salvage {
 public:
  /// `tokens` are all of the text; `unclosed` holds where SQL begins that the text doesn't close.
  Salvage(const SourceFile& source, std::uint32_t file, const Offsets& offsets,
          const std::vector<antlr4::Token*>& tokens, std::set<std::size_t> unclosed, diag::Sink& sink);

  ast::File read();

 private:
  using Tokens = Copies;
  /// What stands around a piece so that it is a file: `mixin x {` and `}`.
  using Frame = std::vector<std::size_t>;

  struct Attempt {
    std::optional<ast::File> file;
    std::optional<std::size_t> offending;  ///< of the piece's tokens; their number where it ends too early
  };

  [[nodiscard]] std::size_t type(std::size_t index) const;
  [[nodiscard]] Span span(std::size_t index) const;
  [[nodiscard]] std::uint32_t end_offset(std::size_t index) const;
  [[nodiscard]] std::optional<ast::Name> name_at(std::size_t index) const;
  [[nodiscard]] Tokens copy(Range range) const;
  static std::unique_ptr<antlr4::CommonToken> made(std::size_t type, std::size_t at);
  static void replace_habit(Tokens& piece, const Habit& habit, Range words);
  Attempt attempt(const Tokens& piece, const Frame& frame, const char* noun);
  Attempt attempt_quietly(const Tokens& piece, const Frame& frame) { return attempt(piece, frame, nullptr); }
  bool report_unclosed(Range range);
  /// What other languages write, and what lacks its sign: the first of these in a piece.
  bool report_foreign(Range range, const Frame& frame);
  void report_quotes(const Copies& piece, Range quotes);
  void report_word(const Copies& piece, std::size_t at);
  [[nodiscard]] Span place_of(const Copies& piece, Range tokens) const;
  static void replace_quotes(Copies& piece, Range quotes);
  [[nodiscard]] std::string on_one_line(Range range) const;
  void report_habit(const Habit& habit, const std::vector<std::string>& tokens, std::size_t at, Range range);
  bool report_stray(Range range);
  /// The piece, or after reporting its first error, the piece mended; `sound` tells which.
  std::optional<ast::File> read_piece(Range range, const Frame& frame, const char* noun, bool& sound);
  std::optional<ast::File> mended(Tokens piece, const Frame& frame, bool& as_meant);

  void declaration(Range range);
  void unknown_declaration(Range range);
  void block(Range range, Kind kind);
  ast::Declaration header(const Block& block, Kind kind, Range range);
  void report_missing_braces(const Block& block, bool header_reported);

  void fill(ast::Declaration& declaration, Range body);
  bool members(Range body, std::vector<ast::Member>& out);
  bool fields(Range body, ast::Struct& out);
  bool values(Range body, ast::Enum& out);
  void settings(Range body, std::vector<ast::Setting>& out);
  void variables(Range body, ast::SessionBlock& out);
  void lints(Range body, ast::LintsBlock& out);
  void allowances(Range body, ast::AllowBlock& out);
  void rows(Range body, ast::Seed& out);
  void row(Range range, std::vector<ast::SeedRow>& out);
  [[nodiscard]] std::optional<ast::Field> remembered_field(Range range) const;

  const SourceFile& source_;
  std::uint32_t file_;
  const Offsets& offsets_;
  const std::vector<antlr4::Token*>& all_;
  std::set<std::size_t> unclosed_;
  diag::Sink& sink_;
  Outline outline_;
  ast::File out_;
};

}  // namespace tenon::parse
