#include "plan/words.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "render/sql_text.hpp"

namespace tenon::plan {
namespace {

struct Word {
  enum class Kind { kName, kQuotedName, kString, kBlank, kOther };
  Kind kind = Kind::kOther;
  std::string_view text;
};

bool begins_name(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_in_name(char c) {
  return begins_name(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '$';
}

/// Behind the closing quote; a doubled one is a part of the text, and in an `E'…'` one behind a backslash.
std::size_t end_of_quoted(std::string_view sql, std::size_t at, bool escapes) {
  const char quote = sql[at];
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (escapes && sql[i] == '\\') {
      ++i;
    } else if (sql[i] == quote) {
      if (i + 1 >= sql.size() || sql[i + 1] != quote) return i + 1;
      ++i;
    }
  }
  return sql.size();
}

/// Behind `$tag$ … $tag$`; the place itself where none begins there.
std::size_t end_of_dollar_quoted(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  while (end < sql.size() && is_in_name(sql[end]) && sql[end] != '$') ++end;
  if (end >= sql.size() || sql[end] != '$') return at;
  const std::string_view tag = sql.substr(at, end + 1 - at);
  const std::size_t close = sql.find(tag, end + 1);
  return close == std::string_view::npos ? sql.size() : close + tag.size();
}

std::size_t end_of_comment(std::string_view sql, std::size_t at) {
  if (sql.substr(at, 2) == "--") return std::min(sql.find('\n', at), sql.size());
  int depth = 0;
  for (std::size_t i = at; i + 1 < sql.size(); ++i) {
    if (sql.substr(i, 2) == "/*") {
      ++depth;
      ++i;
    } else if (sql.substr(i, 2) == "*/") {
      ++i;
      if (--depth == 0) return i + 1;
    }
  }
  return sql.size();
}

Word next_word(std::string_view sql, std::size_t at) {
  const auto to = [&](std::size_t end, Word::Kind kind) { return Word{kind, sql.substr(at, end - at)}; };
  const char c = sql[at];
  if (std::isspace(static_cast<unsigned char>(c)) != 0) {
    std::size_t end = at;
    while (end < sql.size() && std::isspace(static_cast<unsigned char>(sql[end])) != 0) ++end;
    return to(end, Word::Kind::kBlank);
  }
  if (sql.substr(at, 2) == "--" || sql.substr(at, 2) == "/*")
    return to(end_of_comment(sql, at), Word::Kind::kBlank);
  if ((c == 'e' || c == 'E') && at + 1 < sql.size() && sql[at + 1] == '\'')
    return to(end_of_quoted(sql, at + 1, true), Word::Kind::kString);
  if (c == '\'') return to(end_of_quoted(sql, at, false), Word::Kind::kString);
  if (c == '"') return to(end_of_quoted(sql, at, false), Word::Kind::kQuotedName);
  if (c == '$') {
    const std::size_t end = end_of_dollar_quoted(sql, at);
    if (end > at) return to(end, Word::Kind::kString);
  }
  std::size_t end = at + 1;
  if (begins_name(c)) {
    while (end < sql.size() && is_in_name(sql[end])) ++end;
    return to(end, Word::Kind::kName);
  }
  while (std::isdigit(static_cast<unsigned char>(c)) != 0 && end < sql.size() && is_in_name(sql[end])) ++end;
  return to(end, Word::Kind::kOther);
}

template <typename Take>
void each_word(std::string_view sql, Take take) {
  for (std::size_t at = 0; at < sql.size();) {
    const Word word = next_word(sql, at);
    take(word);
    at += word.text.size();
  }
}

/// As Postgres takes it: small letters unless it is quoted.
std::string folded(const Word& word) {
  std::string out(word.text);
  if (word.kind == Word::Kind::kQuotedName) {
    out = out.substr(1, out.size() - 2);
    for (std::size_t at = out.find("\"\""); at != std::string::npos; at = out.find("\"\"", at + 1))
      out.erase(at, 1);
    return out;
  }
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

bool is_name(const Word& word) {
  return word.kind == Word::Kind::kName || word.kind == Word::Kind::kQuotedName;
}

std::vector<std::string> words_of(const std::string& sql) {
  std::vector<std::string> out;
  each_word(sql, [&](const Word& word) {
    if (word.kind == Word::Kind::kBlank) return;
    out.push_back(is_name(word) ? folded(word) : std::string(word.text));
  });
  while (!out.empty() && out.back() == ";") out.pop_back();
  return out;
}

}  // namespace

namespace {

/// Tells words that are a type's, which may be called as a column is: `x::state`, `cast(x as state)`.
class TypePlaces {
 public:
  bool is_type(const Word& word) {
    if (word.kind == Word::Kind::kBlank) return false;
    const bool is_next = is_name(word) && awaits_ && (colons_ >= 2 || colons_ == 0);
    if (word.text == "(") {
      casts_.push_back(last_ == "cast");
    } else if (word.text == ")" && !casts_.empty()) {
      casts_.pop_back();
    }
    last_ = is_name(word) ? folded(word) : std::string(word.text);
    colons_ = word.text == ":" ? colons_ + 1 : 0;
    const bool in_cast = last_ == "as" && !casts_.empty() && casts_.back();
    awaits_ = colons_ > 0 || in_cast || (is_qualified_ && word.text == ".");
    is_qualified_ = is_next;
    return is_next;
  }

 private:
  std::vector<bool> casts_;
  std::string last_;
  int colons_ = 0;
  bool awaits_ = false;        ///< a type's name, should one follow
  bool is_qualified_ = false;  ///< what was just read may be a type's schema
};

std::string replaced(const Word& word, const NewNames& names) {
  const auto found = is_name(word) ? names.find(folded(word)) : names.end();
  return found == names.end() ? std::string(word.text) : render::sql_identifier(found->second).str();
}

}  // namespace

std::string with_names(const std::string& sql, const NewNames& names, const NewNames& types) {
  if (names.empty() && types.empty()) return sql;
  std::string out;
  TypePlaces places;
  each_word(sql, [&](const Word& word) { out += replaced(word, places.is_type(word) ? types : names); });
  return out;
}

std::string with_places(const std::string& sql, const NewPlaces& places, const std::string& path) {
  if (places.empty()) return sql;
  std::vector<Word> words;
  each_word(sql, [&](const Word& word) { words.push_back(word); });
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_qualified =
        i + 2 < words.size() && is_name(words[i]) && words[i + 1].text == "." && is_name(words[i + 2]);
    const auto found = is_qualified ? places.find({folded(words[i]), folded(words[i + 2])}) : places.end();
    if (found == places.end()) {
      out += words[i].text;
      continue;
    }
    const auto& [schema, name] = found->second;
    if (schema != path) out += render::sql_identifier(schema).str() + ".";
    out += render::sql_identifier(name).str();
    i += 2;
  }
  return out;
}

std::string with_type(const std::string& sql, const std::string& name, const std::string& text) {
  std::string out;
  TypePlaces places;
  each_word(sql, [&](const Word& word) {
    const bool is_it = places.is_type(word) && folded(word) == name && !out.ends_with('.');
    out += is_it ? text : std::string(word.text);
  });
  return out;
}

bool same_words(const std::string& one, const std::string& other) {
  return one == other || words_of(one) == words_of(other);
}

namespace {

/// Its words without the strings, and what stands between them; and the strings.
std::pair<std::vector<std::string>, std::vector<std::string>> apart(const std::string& sql) {
  std::pair<std::vector<std::string>, std::vector<std::string>> out;
  for (std::string& word : words_of(sql)) {
    if (word.front() == '\'') {
      out.second.push_back(std::move(word));
    } else if (word != ",") {
      out.first.push_back(std::move(word));
    }
  }
  std::sort(out.second.begin(), out.second.end());
  return out;
}

}  // namespace

bool longer_list(const std::string& one, const std::string& other) {
  const auto [words, strings] = apart(one);
  const auto [other_words, other_strings] = apart(other);
  return words == other_words && std::find(words.begin(), words.end(), "in") != words.end() &&
         std::find(words.begin(), words.end(), "not") == words.end() &&
         std::includes(other_strings.begin(), other_strings.end(), strings.begin(), strings.end());
}

bool names(const std::string& sql, const std::string& name) {
  bool found = false;
  each_word(sql, [&](const Word& word) { found = found || (is_name(word) && folded(word) == name); });
  return found;
}

std::vector<std::string> made_in(const std::string& statements) {
  static constexpr std::string_view kMade[] = {"function", "procedure", "view"};
  std::vector<std::string> out;
  bool creates = false;
  bool awaits = false;  ///< the next word is a name
  bool named = false;   ///< the last one was
  bool dotted = false;
  for (const std::string& word : words_of(statements)) {
    if (dotted) {
      out.back() += "." + word;
    } else if (awaits) {
      out.push_back(word);
    }
    dotted = named && word == ".";
    named = awaits;
    awaits = creates && std::find(std::begin(kMade), std::end(kMade), word) != std::end(kMade);
    creates = word == "create" || (creates && (word == "or" || word == "replace" || word == "materialized"));
  }
  return out;
}

}  // namespace tenon::plan
