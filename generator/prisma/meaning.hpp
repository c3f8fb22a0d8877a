// What the stages of an import share: a part of `prisma.hpp`.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prisma/prisma.hpp"
#include "prisma/syntax.hpp"

namespace tenon::prisma {

struct Enum {
  const Block* block = nullptr;
  model::Identity identity;
  std::map<std::string, std::string> labels;  ///< by value
};

struct Model {
  const Block* block = nullptr;
  model::Identity identity;                    ///< of its table
  std::map<std::string, std::string> columns;  ///< by field; relations have none
  std::vector<std::string> id;                 ///< its columns
  std::vector<std::vector<std::string>> unique_keys;

  [[nodiscard]] const Field* field(std::string_view name) const;
  [[nodiscard]] const Field* field_of(const std::string& column) const;
};

/// What `datasource` says.
struct Source {
  bool has_foreign_keys = true;
  std::set<std::string> schemas;
};

/// The schema as far as it is understood, and what is made of it.
struct Meaning {
  explicit Meaning(diag::Sink& reports) : sink(reports) {}

  diag::Sink& sink;
  Source source;
  std::map<std::string, Model, std::less<>> models;
  std::map<std::string, Enum, std::less<>> enums;
  std::set<std::string, std::less<>> views;
  Imported out;

  /// What Prisma itself refuses.
  diag::Diagnostic& refuse(Span at, std::string message, std::string help);
  diag::Diagnostic& unknown(const Word& word, std::string message,
                            const std::vector<std::string>& candidates);
  void left_over(Span at, std::string what, std::string instead);
  void make(model::Identity identity, model::Definition definition);
  void comment(const model::Identity& about, const std::string& text);
  /// SQL that the author wrote may ask for an extension that he made by hand.
  void look_for_extensions(const std::string& sql);
};

inline const std::string kHome = "public";

/// A text that an argument must be.
std::string text_of(Meaning& meaning, const Expression& value);
/// The text of `@map("…")` or of the argument `map`, or what is derived.
std::string mapped(Meaning& meaning, const Attribute* attribute, std::string derived);
std::string mapped(Meaning& meaning, const std::vector<Attribute>& attributes, std::string derived);
/// `stem` and `suffix`, cut to what a name of Postgres may be in Prisma's way.
std::string cut_name(std::string stem, std::string_view suffix);
std::string constraint_name(const model::Identity& table, const std::vector<std::string>& columns,
                            std::string_view suffix);
model::Identity in_table(model::Kind kind, const model::Identity& table, std::string name);

void read_source(Meaning& meaning, const Block& datasource);
/// Attributes that aren't there, and arguments that they don't take.
void check_attributes(Meaning& meaning, const Block& block);

/// The type of a field's column, `varchar(80)[]`; empty where it is said what is wrong.
std::string column_type(Meaning& meaning, const Field& field);
/// The same for all fields to which Prisma and the server let one another refer; empty where nothing is known
/// of the type.
std::string comparable_as(const Field& field);
void make_columns(Meaning& meaning, const Model& model);

/// A field that an attribute lists: `createdAt(sort: Desc)`.
struct Listed {
  std::string column;
  const Expression* written = nullptr;
};
/// Those that are no fields of the model, or relations, are reported.
std::vector<Listed> listed(Meaning& meaning, const Model& model, const Expression& list);
std::vector<std::string> columns_of(const std::vector<Listed>& fields);
/// What its keys are, before anything is made.
void find_keys(Meaning& meaning, Model& model);
void make_primary_key(Meaning& meaning, const Model& model);
void make_indexes(Meaning& meaning, const Model& model);

void make_relations(Meaning& meaning);

}  // namespace tenon::prisma
