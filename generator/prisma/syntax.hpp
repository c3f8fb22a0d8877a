// A Prisma schema as values with spans: what is written, and nothing of what it means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"

namespace tenon::prisma {

struct Word {
  std::string text;
  Span span;
};

struct Argument;

/// `"text"`, `7`, `Cascade`, `now()`, `[a, b]`.
struct Expression {
  enum class Kind { kText, kNumber, kWord, kCall, kList };
  Kind kind = Kind::kWord;
  std::string text;                 ///< of a text without its quotes, of a call its function
  std::vector<Argument> arguments;  ///< of a call, or a list's elements
  Span span;
};

struct Argument {
  std::string name;  ///< empty where none is said
  Expression value;
};

/// `@db.VarChar(80)`, `@@index([a, b])`: the name is without what stands before it.
struct Attribute {
  Word name;
  std::vector<Argument> arguments;
  Span span;

  /// The argument of that name, or the one without a name where `is_first`; null where there is none.
  [[nodiscard]] const Expression* argument(std::string_view called, bool is_first = false) const;
};

enum class Arity { kOne, kOptional, kList };

struct Field {
  Word name;
  Word type;                     ///< `Unsupported` with
  std::string unsupported = {};  ///< the type in the database's words
  Arity arity = Arity::kOne;
  std::vector<Attribute> attributes = {};
  std::string doc = {};
};

/// `provider = "postgresql"`
struct Setting {
  Word name;
  Expression value;
};

struct Block {
  Word keyword;  ///< `model`, `view`, `type`, `enum`, `datasource`, `generator`
  Word name;
  std::vector<Field> fields = {};      ///< of models; of an enum its values, whose type is empty
  std::vector<Setting> settings = {};  ///< of datasource and generator
  std::vector<Attribute> attributes = {};
  std::string doc = {};
};

/// The attribute of that name; null where there is none.
const Attribute* find(const std::vector<Attribute>& attributes, std::string_view name);

/// What the file holds; what can't be read is reported, and left out.
std::vector<Block> parse(const SourceSet& sources, std::uint32_t file, diag::Sink& sink);

}  // namespace tenon::prisma
