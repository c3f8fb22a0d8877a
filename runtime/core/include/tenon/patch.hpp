// A field of an update: keep what is stored, set NULL, or set a value.
#pragma once

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

#include "tenon/export.hpp"

namespace TENON_API tenon {

template <class T>
class Patch;

namespace detail {
template <class T>
inline constexpr bool is_patch = false;
template <class T>
inline constexpr bool is_patch<Patch<T>> = true;
}  // namespace detail

/// SQL's NULL, as a parameter and as what a patch sets.
struct Null {
  /// Compilers show this line to whoever gives NULL to what has no place for it.
  template <class T>
  requires(!detail::is_patch<T>) operator T() const = delete;  // a column that is NOT NULL, or no patch

  friend constexpr bool operator==(Null, Null) { return true; }
};
inline constexpr Null null{};

/// Three states: keep (as constructed by default, or from `{}`), null, and a value.
template <class T>
class Patch {
 public:
  Patch() = default;
  Patch(T value) : value_(std::move(value)), set_(true) {}
  Patch(Null) : set_(true) {}
  Patch(std::nullopt_t) : set_(true) {}
  /// An empty optional means null: assigning a nullable field of an entity copies what it holds.
  Patch(std::optional<T> value) : value_(std::move(value)), set_(true) {}
  /// `.name = "x"`. Not for numbers: those go through Patch(T), where the compiler sees a narrowing.
  template <class U>
  requires(std::convertible_to<U&&, T> && !std::is_arithmetic_v<T> &&
           !std::same_as<std::remove_cvref_t<U>, T> && !std::same_as<std::remove_cvref_t<U>, Patch> &&
           !std::same_as<std::remove_cvref_t<U>, Null> &&
           !std::same_as<std::remove_cvref_t<U>, std::nullopt_t> &&
           !std::same_as<std::remove_cvref_t<U>, std::optional<T>>) Patch(U&& value)
      : value_(std::forward<U>(value)), set_(true) {}

  [[nodiscard]] bool is_keep() const { return !set_; }
  [[nodiscard]] bool is_null() const { return set_ && !value_.has_value(); }
  [[nodiscard]] bool has_value() const { return value_.has_value(); }
  /// Throws std::bad_optional_access unless has_value().
  [[nodiscard]] const T& value() const { return value_.value(); }

  friend bool operator==(const Patch& a, const Patch& b) requires std::equality_comparable<T> {
    return a.set_ == b.set_ && a.value_ == b.value_;
  }

 private:
  std::optional<T> value_;
  bool set_ = false;
};

/// Whether the patch writes: null or a value.
template <class T>
[[nodiscard]] bool is_set(const Patch<T>& patch) {
  return !patch.is_keep();
}

/// For fields that have a default but no NULL: whether the caller gave one.
template <class T>
[[nodiscard]] bool is_set(const std::optional<T>& value) {
  return value.has_value();
}

}  // namespace tenon
