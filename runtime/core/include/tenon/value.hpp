// What the headers of PostgreSQL's further types begin with. Light: the standard library's smallest.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "tenon/export.hpp"

namespace TENON_API tenon {

class Buffer;
template <class T>
struct Codec;
using BytesView = std::span<const std::byte>;

/// Whether fmt and streams print a value as its to_string(). Types say so in their headers.
template <class T>
inline constexpr bool kPrintsAsText = false;

template <class Stream, class T>
requires kPrintsAsText<T>
auto operator<<(Stream& out, const T& value) -> decltype(out << std::string()) {
  return out << to_string(value);
}

namespace detail {
[[nodiscard]] constexpr std::size_t mixed(std::size_t seed, std::size_t hash) {
  return seed ^ (hash + 0x9e3779b97f4a7c15U + (seed << 6U) + (seed >> 2U));
}
}  // namespace detail

}  // namespace tenon
