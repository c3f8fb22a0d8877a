// Words at random, and how often: what the rules of made-up texts are spelt with.
#pragma once

#include <functional>
#include <initializer_list>

#include "generator.hpp"
#include "random.hpp"

namespace tenon::test {

class Spelling {
 protected:
  explicit Spelling(unsigned seed) : random_(seed) {}

  void add(std::initializer_list<const char*> words) { out_.insert(out_.end(), words.begin(), words.end()); }
  void many(std::size_t least, std::size_t most, const std::function<void()>& make,
            const char* separator = nullptr) {
    const std::size_t count = random_.between(least, most);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0 && separator != nullptr) add({separator});
      make();
    }
  }
  void maybe(const std::function<void()>& make) {
    if (random_.one_in(2)) make();
  }
  void maybe(std::initializer_list<const char*> words) {
    if (random_.one_in(2)) add(words);
  }

  // Keywords are names too, where a name can stand.
  void name() {
    // clang-format off
    static constexpr const char* kNames[] = {
        "a", "b1", "created_at", "Order", "index", "key", "in", "with", "frozen", "signed", "search", "sql", "x_y",
        "Z", "string", "int", "to", "each", "not", "role", "where", "null_", "LongNameThatTakesRoomInALine"};
    // clang-format on
    out_.emplace_back(random_.of(kNames));
  }
  void identifier() {
    static constexpr const char* kNames[] = {"gist", "hnsw", "cosine", "A", "text_ops"};
    out_.emplace_back(random_.of(kNames));
  }
  void number() {
    static constexpr const char* kNumbers[] = {"0", "1", "-3", "12.50", "90", "99999999999999999999999"};
    out_.emplace_back(random_.of(kNumbers));
  }
  void string() {
    static constexpr const char* kStrings[] = {"\"\"", "\"a\"", "\"with \\\"quotes\\\" and // slashes\"",
                                               "\"\xC3\xA9\xE2\x82\xAC\""};
    out_.emplace_back(random_.of(kStrings));
  }
  void sql() {
    static constexpr const char* kSql[] = {"`true`", "`a > 0`", "`\n  select 1\n    from x  `",
                                           "`lower(a) // x`", "``"};
    out_.emplace_back(random_.of(kSql));
  }

  void assignments(std::size_t depth) {
    add({"{"});
    bool first = true;
    many(0, 3, [&] {
      if (!first) maybe({","});
      first = false;
      name();
      add({"="});
      value(depth);
    });
    add({"}"});
  }

  void value(std::size_t depth) {
    static constexpr const char* kWords[] = {"true", "false", "null", "open"};
    switch (random_.below(depth == 0 ? 4 : 7)) {
      case 0:
        return number();
      case 1:
        return string();
      case 2:
        return sql();
      case 3:
        return out_.emplace_back(random_.of(kWords)), void();
      case 4:
        add({"now", "("});
        many(
            0, 2, [&] { value(depth - 1); }, ",");
        return add({")"});
      case 5:
        add({"["});
        many(
            0, 4, [&] { value(depth - 1); }, ",");
        return add({"]"});
      default:
        return assignments(depth - 1);
    }
  }

  Random random_;
  Words out_;
};

}  // namespace tenon::test
