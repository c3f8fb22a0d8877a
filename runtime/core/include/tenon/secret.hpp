// A value that no log, stream, formatter or message ever shows.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

#include "tenon/export.hpp"

namespace TENON_API tenon {

inline constexpr std::string_view kRedacted = "[redacted]";

namespace detail {
/// Takes as long for strings that differ in the first byte as for equal ones; only the lengths show.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);
std::ostream& print_redacted(std::ostream& out);
}  // namespace detail

/// Holds a `@secret` column's value. Move-only, so that no copy is made unnoticed; `reveal()` is the one way
/// to read it, and the one word to search for in a review.
template <class T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}
  /// `Secret<std::string>{"…"}`
  template <class U>
  requires(std::constructible_from<T, U&&> && !std::same_as<std::remove_cvref_t<U>, T> &&
           !std::same_as<std::remove_cvref_t<U>, Secret>) explicit Secret(U&& value)
      : value_(std::forward<U>(value)) {}
  Secret(const Secret&) = delete;  // a secret is moved; only reveal() gives its value
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&&) noexcept = default;
  ~Secret() = default;

  [[nodiscard]] const T& reveal() const& { return value_; }
  [[nodiscard]] T reveal() && { return std::move(value_); }
  /// Compilers show this line to whoever takes a secret for its value.
  operator T() const = delete;  // only reveal() gives a secret's value

  /// In constant time for strings: comparing a presented token byte by byte would tell how much of it is
  /// right.
  friend bool operator==(const Secret& a, const Secret& b) requires std::equality_comparable<T> {
    if constexpr (std::convertible_to<const T&, std::string_view>) {
      return detail::equal_in_constant_time(a.value_, b.value_);
    } else {
      return a.value_ == b.value_;
    }
  }

  friend std::ostream& operator<<(std::ostream& out, const Secret&) { return detail::print_redacted(out); }

 private:
  T value_{};
};

/// What a column of `@secret(hashed)` holds: the SHA-256 of a secret that a machine made, such as an API key
/// or a session's token. The secret itself stays in the program. A password needs a hash that is slow to
/// make, and stands in a `@secret`.
class SecretHash {
 public:
  static constexpr std::size_t kBytes = 32;

  SecretHash() = default;
  /// Of the secret, as it was given out.
  [[nodiscard]] static SecretHash of(std::string_view secret);
  [[nodiscard]] static SecretHash of(const Secret<std::string>& secret) { return of(secret.reveal()); }
  /// Of a hash that was made elsewhere.
  explicit SecretHash(const std::array<std::byte, kBytes>& bytes) : bytes_(bytes) {}

  [[nodiscard]] const std::array<std::byte, kBytes>& reveal() const { return bytes_; }

  friend bool operator==(const SecretHash& a, const SecretHash& b) {
    const auto text = [](const SecretHash& hash) {
      return std::string_view(reinterpret_cast<const char*>(hash.bytes_.data()), kBytes);
    };
    return detail::equal_in_constant_time(text(a), text(b));
  }

  friend std::ostream& operator<<(std::ostream& out, const SecretHash&) {
    return detail::print_redacted(out);
  }

 private:
  std::array<std::byte, kBytes> bytes_{};
};

}  // namespace tenon
