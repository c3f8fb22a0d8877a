// The words of SQL text, as far as one has to read it to see which relations it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::world {

/// Names in small letters unless quoted, and other signs one by one; no comments. With `in_strings` the words
/// of strings too, which may be statements that are put together.
std::vector<std::string> words_of(std::string_view sql, bool in_strings);
/// Whether the word at `at` stands where a statement has a relation: behind FROM, INTO, `%ROWTYPE`'s before
/// it, …
bool is_in_place_of_relation(const std::vector<std::string>& words, std::size_t at);

}  // namespace tenon::world
