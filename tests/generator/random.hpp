// Numbers that are the same everywhere for one seed: std::uniform_int_distribution is another on another
// standard library.
#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace tenon::test {

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  /// From `least` to `most`.
  std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
  template <typename List>
  const auto& of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 engine_;
};

}  // namespace tenon::test
