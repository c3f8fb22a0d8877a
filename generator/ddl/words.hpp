// Statements word by word: a part of `clauses.hpp`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/sql_text.hpp"

namespace tenon::ddl {

using render::SqlText;

/// Words of a statement, of which some may be missing.
class Words {
 public:
  Words& add(const SqlText& word) {
    if (!word.empty()) words_.push_back(word);
    return *this;
  }
  Words& add_if(bool is, std::string_view word) { return is ? add(render::authored_sql(word)) : *this; }
  [[nodiscard]] SqlText joined() const { return render::sql_join(words_, " "); }

 private:
  std::vector<SqlText> words_;
};

template <typename E, std::size_t N>
SqlText word(const std::string_view (&words)[N], E value) {
  return render::authored_sql(words[static_cast<std::size_t>(value)]);
}

/// A value as SQL reads it: a word or a number as it is, all else in quotes.
SqlText option_value(const std::string& value);

}  // namespace tenon::ddl
