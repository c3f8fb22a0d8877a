// Where something stands in the source text.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tenon {

/// A half-open range of bytes in one file of a `SourceSet`.
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// From the beginning of `a` to the end of `b`, which stand in the same file.
inline Span cover(Span a, Span b) {
  return {a.file, a.begin, b.end};
}

}  // namespace tenon
