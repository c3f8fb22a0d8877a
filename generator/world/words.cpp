#include "world/words.hpp"

#include <algorithm>

namespace tenon::world {
namespace {

bool is_part_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class SqlWords {
 public:
  SqlWords(std::string_view sql, bool in_strings) : sql_(sql), in_strings_(in_strings) {}

  std::vector<std::string> take() {
    while (at_ < sql_.size()) step();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool stands(std::string_view what) const { return sql_.substr(at_).starts_with(what); }

  void step() {
    const char c = sql_[at_];
    if (stands("--")) {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (stands("/*")) {
      skip_comment();
    } else if (c == '\'') {
      take_string();
    } else if (c == '"') {
      out_.push_back(quoted('"'));
    } else if (is_part_of_word(c)) {
      take_word();
    } else {
      if (static_cast<unsigned char>(c) > ' ') out_.emplace_back(1, c);
      ++at_;
    }
  }

  /// Comments stand in one another.
  void skip_comment() {
    int depth = 0;
    do {
      if (stands("/*") || stands("*/")) {
        depth += stands("/*") ? 1 : -1;
        ++at_;
      }
      ++at_;
    } while (depth > 0 && at_ < sql_.size());
    at_ = std::min(at_, sql_.size());
  }

  /// What stands between two of a sign, which is doubled where it is meant itself.
  std::string quoted(char sign) {
    std::string out;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (sql_[at_] == sign && (at_ + 1 == sql_.size() || sql_[at_ + 1] != sign)) break;
      if (sql_[at_] == sign) ++at_;
      out += sql_[at_];
    }
    at_ = std::min(at_ + 1, sql_.size());
    return out;
  }

  void take_string() {
    const std::string text = quoted('\'');
    if (!in_strings_) return;
    for (std::string& word : SqlWords(text, false).take()) out_.push_back(std::move(word));
    out_.emplace_back("'");
  }

  void take_word() {
    std::string word;
    for (; at_ < sql_.size() && is_part_of_word(sql_[at_]); ++at_) word += small(sql_[at_]);
    out_.push_back(std::move(word));
  }

  std::string_view sql_;
  bool in_strings_;
  std::size_t at_ = 0;
  std::vector<std::string> out_;
};

constexpr std::string_view kBeforeRelations[] = {"from",  "join", "into", "update",   "table", "only",
                                                 "using", "copy", "lock", "truncate", "on",    "setof"};
/// What ends a list of relations.
constexpr std::string_view kEndsOfLists[] = {"where",  "select", "group", "order", "set", "returning",
                                             "values", "having", "limit", ";",     "(",   ")"};

template <std::size_t N>
bool is_one(const std::string_view (&words)[N], const std::string& word) {
  return std::ranges::find(words, word) != std::end(words);
}

/// Behind a comma of what FROM or TRUNCATE lists.
bool is_in_list(const std::vector<std::string>& words, std::size_t at) {
  if (at == 0 || words[at - 1] != ",") return false;
  for (std::size_t i = at - 1; i-- > 0;) {
    if (is_one(kBeforeRelations, words[i])) return true;
    if (is_one(kEndsOfLists, words[i])) return false;
  }
  return false;
}

}  // namespace

std::vector<std::string> words_of(std::string_view sql, bool in_strings) {
  return SqlWords(sql, in_strings).take();
}

bool is_in_place_of_relation(const std::vector<std::string>& words, std::size_t at) {
  const bool is_type_of = at + 1 < words.size() && words[at + 1] == "%";
  return is_type_of || (at > 0 && is_one(kBeforeRelations, words[at - 1])) || is_in_list(words, at);
}

}  // namespace tenon::world
