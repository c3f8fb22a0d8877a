// What a program signs its tenants with, where the schema says `signed`.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "tenon/export.hpp"

namespace TENON_API tenon {

namespace detail {
class SigningKeyAccess;
}

/// A key of the database's table `tenon.signing_keys`, as `tenon.add_signing_key(number)` gave it. Whoever
/// has it chooses the tenant. Nothing prints it, and its memory is wiped.
class SigningKey {
 public:
  static constexpr std::size_t kBytes = 32;

  /// `text` is 64 hexadecimal digits, with or without `\x` before them. Throws ParseError for anything else,
  /// and for a number that isn't one of 1 to 999999999; the message doesn't repeat the text.
  SigningKey(int number, std::string_view text);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  friend class detail::SigningKeyAccess;
  int number_;
  std::array<unsigned char, kBytes> bytes_{};
};

}  // namespace tenon
