// Strings: UTF-8, cases, nearest names, and identifiers of Postgres's length.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

/// The number of code points in valid UTF-8.
std::size_t code_points(std::string_view text);
/// The offset of the first byte that is not valid UTF-8.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// `KnowledgeChunk` -> `knowledge_chunk`, `APIKey` -> `api_key`.
std::string snake_case(std::string_view name);
/// `created_at` -> `CreatedAt`.
std::string pascal_case(std::string_view name);
/// `created_at` -> `createdAt`; underscores at its ends stay.
std::string camel_case(std::string_view name);
/// The English plural of a snake-case noun: `cost_summary` -> `cost_summaries`.
std::string plural(std::string_view noun);

/// A word of letters, digits and underscores that is like the text: `zip code` -> `zip_code`, `2nd` ->
/// `n2nd`.
std::string word_of(std::string_view text);

/// The candidate nearest to `name`, if it is near enough to have been meant.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates);

/// `name`, or where it is longer than Postgres's 63 bytes, its head and a hash of all of it.
std::string identifier(std::string_view name);
/// Whether a name looks as one that was cut so.
bool is_shortened(std::string_view name);

/// While it lives, in its thread: the whole names of what `identifier` cut.
class CutNames {
 public:
  CutNames();
  ~CutNames();
  CutNames(const CutNames&) = delete;
  CutNames& operator=(const CutNames&) = delete;

  /// Null for a name that wasn't cut.
  [[nodiscard]] const std::string* whole(const std::string& name) const;

 private:
  friend std::string identifier(std::string_view name);
  static CutNames*& current();

  std::map<std::string, std::string> whole_;
  CutNames* outer_;
};

/// `a` or `an`, as stands before the name.
std::string_view article(std::string_view name);

bool is_blank(std::string_view text);

/// The text with `by` wherever `what` stands, which isn't empty.
std::string replaced(std::string text, std::string_view what, std::string_view by);

/// Without blanks, tabs and carriage returns before and behind.
std::string_view trimmed(std::string_view text);

bool contains(const std::vector<std::string>& list, std::string_view item);

std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// What was joined so; none of nothing.
std::vector<std::string> parts_of(std::string_view text, std::string_view separator);
/// A 64-bit FNV-1a hash, in 16 hexadecimal digits: stable across machines and versions.
std::string stable_hash(std::string_view text);

/// The same of many texts, one after another, each with its end.
class StableHash {
 public:
  void add(std::string_view text);
  [[nodiscard]] std::string text() const;

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace tenon
