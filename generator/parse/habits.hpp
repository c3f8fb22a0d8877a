// What people write who come from SQL or from another schema language, and what is written here instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::parse {

/// Where in a piece a habit shows.
enum class Where { kDeclaration, kMember, kType, kBehindType };

struct Habit {
  Where where;
  std::string_view words;     ///< its tokens in lower case, with blanks between
  std::string_view reads_as;  ///< the tokens that are read in their place
  bool takes_rest;            ///< what stands behind it belongs to it, and is not read
  /// `{0}` stands for what is behind the words: `now()`, `(a, b)`, of a declaration its name; `{1}` for the
  /// words of a list there, and `{2}` for the field as a type would be called.
  std::string_view help;
};

/// The habit whose words begin there; null where none does.
const Habit* find_habit(Where where, const std::vector<std::string>& tokens, std::size_t at);
/// A habit, and the first of the tokens that it takes.
struct FoundHabit {
  const Habit* habit = nullptr;
  std::size_t at = 0;
};
/// The first habit of a member or a field.
FoundHabit habit_of(const std::vector<std::string>& tokens);
std::size_t word_count(const Habit& habit);
/// Its help, with what the author wrote behind it.
std::string way_out(const Habit& habit, const std::vector<std::string>& tokens, std::size_t at);

}  // namespace tenon::parse
