// What generated structs and enums can do as values: each is printed, hashed and formatted by functions of
// its own, which generated code defines. Light to compile.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// Whether tenon made the type. Generated headers say so of their structs and enums.
template <class T>
inline constexpr bool is_generated = false;

}  // namespace tenon

/// Of all that a struct holds but its secrets.
template <class T>
requires(tenon::is_generated<T>&& std::is_class_v<T>) struct std::hash<T> {
  std::size_t operator()(const T& value) const { return hash_value(value); }
};
