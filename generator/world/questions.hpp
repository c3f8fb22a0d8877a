// Questions to a live database whose every answer is a finding: a part of `facts.hpp`.
#pragma once

#include <span>
#include <string_view>

namespace tenon::world {

/// `sql` gives what it is about, what is there in words, and the SQL that mends it, empty where none does,
/// and to whom it was given, empty where it is nobody's in particular.
/// `$1` in it stands for the schemas in which names are looked for, with commas between them.
struct Question {
  const char* what;
  std::string_view severity;
  const char* allows;  ///< what follows of it, in words
  const char* needs;   ///< a table without which it can't be asked; empty for none
  const char* sql;
};

std::span<const Question> questions();

}  // namespace tenon::world
