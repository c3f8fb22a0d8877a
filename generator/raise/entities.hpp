// Tables, enums and domains as declarations: a part of `raise.hpp`.
#pragma once

#include "raise/choices.hpp"
#include "raise/files.hpp"
#include "raise/text.hpp"

namespace tenon::raise {

struct Writing {
  const model::Database& database;
  const Tellings& tellings;
  const Options& options;
  const Choices& choices;
  const Files& files;
  Text& out;
};

void write_types(const Writing& writing);
void write_entity(const Writing& writing, const Parts& parts);
/// The entity's fields, those of its mixin too.
std::vector<FieldLine> field_lines(const Writing& writing, const Parts& parts);
/// ` in sales.mood` where the declaration's name doesn't say it.
std::string placed(const Writing& writing, const model::Identity& identity, const std::string& derived);
/// The comment of an object as its documentation, where it has one.
void write_doc(const Writing& writing, const model::Identity& object, const std::string& indent);
/// The comment of an object, where the declaration says it.
std::string comment_of(const Writing& writing, const model::Identity& object);

}  // namespace tenon::raise
