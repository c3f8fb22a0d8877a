// Which objects of a database the language has words for, as far as they tell it themselves. What needs what
// is not asked here.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace tenon::raise {

/// What stands in a table, in the order in which the server tells it.
struct Parts {
  const model::Object* table = nullptr;
  std::vector<const model::Object*> columns;
  std::vector<const model::Object*> constraints;
  std::vector<const model::Object*> indexes;
  std::vector<const model::Object*> statistics;
};

const model::Object* primary_key(const Parts& parts);

bool has_words_for(const model::Table& table);
bool has_words_for(const model::Constraint& constraint);
bool has_words_for(const model::Index& index);
bool has_words_for(const model::Statistics& statistics);
bool has_words_for(const model::Domain& domain);
bool has_words_for(const model::Enum& item);
bool has_words_for(const model::Composite& composite);
bool has_words_for(const model::Sequence& sequence);
bool has_words_for(const model::View& view);

/// ` as int4 start 100`: what a sequence says of itself.
std::string sequence_options(const model::Sequence& sequence);
/// Whether a column of the type, in the server's words, holds all of the sequence's numbers.
bool fits(const model::Sequence& sequence, const std::string& type);

/// Whether it reads with the rights of whoever asks it, and not with its owner's.
bool asks_as_invoker(const model::View& view);

/// Whether it is what `serial` makes: a sequence as CREATE SEQUENCE makes it, of the column.
bool is_serial(const model::Object& sequence, const model::Object& column);

}  // namespace tenon::raise
