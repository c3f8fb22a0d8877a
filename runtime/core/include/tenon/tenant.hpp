// Whose rows a transaction sees.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "tenon/export.hpp"
#include "tenon/uuid.hpp"

namespace TENON_API tenon {

/// A tenant's key in the text form that the policies' setting holds and that PostgreSQL reads back into the
/// tenant column's type. Usable as a parameter of a statement, wherever the column's type can be inferred.
class TenantKey {
 public:
  TenantKey(const Uuid& key) : text_(to_string(key)) {}
  TenantKey(std::integral auto key) requires(!std::same_as<decltype(key), bool> &&
                                             !std::same_as<decltype(key), char>)
      : text_(std::to_string(key)) {}
  /// Throws EncodeError for an empty key, which the policies take for no tenant, and for one with a NUL byte.
  TenantKey(std::string key);
  TenantKey(std::string_view key) : TenantKey(std::string(key)) {}
  TenantKey(const char* key) : TenantKey(std::string(key)) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  friend auto operator<=>(const TenantKey&, const TenantKey&) = default;

 private:
  std::string text_;
};

}  // namespace tenon
