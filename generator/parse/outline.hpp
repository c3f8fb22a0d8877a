// Where the declarations and members of a text with syntax errors begin and end. It is told by braces, and
// where these don't match, by lines and how far they are indented.
#pragma once

#include <antlr4-runtime.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "base/source.hpp"
#include "parse/offsets.hpp"

namespace tenon::parse {

/// Tokens from `begin` to before `end`.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A declaration with braces. Where one is missing, it is reported to stand before `body.begin` or
/// `body.end`.
struct Block {
  Range header;
  std::optional<std::size_t> open;
  Range body;
  std::optional<std::size_t> close;
};

/// What begins with a word of its own.
enum class Kind {
  kNone,
  kImport,
  kPlacement,
  kSchema,
  kTenancy,
  kSession,
  kLints,
  kAllow,
  kEntity,
  kExtension,
  kMixin,
  kEnum,
  kDomain,
  kStruct,
  kComposite,
  kSequence,
  kView,
  kRole,
  kRaw,
  kSeed
};

Kind kind_of(std::size_t token_type);
bool is_name(std::size_t token_type);
/// Whether the kind's declarations have braces.
bool has_block(Kind kind);

class Outline {
 public:
  /// `tokens` are those that the parser sees, with the end of the file last.
  Outline(std::vector<antlr4::Token*> tokens, const SourceFile& source, const Offsets& offsets);

  [[nodiscard]] const std::vector<antlr4::Token*>& tokens() const { return tokens_; }
  [[nodiscard]] std::vector<Range> declarations() const;
  [[nodiscard]] Block block(Range declaration) const;
  /// Of an entity, a mixin or a struct.
  [[nodiscard]] std::vector<Range> members(Range body) const;
  /// Of a block of settings: one a line.
  [[nodiscard]] std::vector<Range> settings(Range body) const;
  /// Of a seed, rows and scopes.
  [[nodiscard]] std::vector<Range> rows(Range body) const;
  [[nodiscard]] std::vector<Range> enum_values(Range body) const;
  /// The first word of the declaration that isn't `frozen`, `global` or `shared`.
  [[nodiscard]] std::size_t keyword(Range declaration) const;

 private:
  struct Place {
    std::size_t column;
    bool first_on_line;
  };

  [[nodiscard]] std::size_t type(std::size_t index) const;
  [[nodiscard]] bool begins_field(std::size_t index) const;
  [[nodiscard]] bool begins_row(std::size_t index) const;
  [[nodiscard]] bool begins_member_for_sure(std::size_t index) const;
  [[nodiscard]] bool begins_member(std::size_t index, std::size_t begin, int depth) const;
  [[nodiscard]] bool is_placement(std::size_t index) const;
  [[nodiscard]] bool begins_declaration(std::size_t index) const;
  [[nodiscard]] bool begins_declaration_for_sure(std::size_t index) const;
  [[nodiscard]] std::optional<std::size_t> opening(std::size_t begin, std::size_t end,
                                                   std::size_t& missing) const;
  [[nodiscard]] std::size_t end_of_block(std::size_t begin) const;
  [[nodiscard]] std::size_t end_of_declaration(std::size_t begin) const;

  std::vector<antlr4::Token*> tokens_;
  std::vector<Place> places_;
};

}  // namespace tenon::parse
