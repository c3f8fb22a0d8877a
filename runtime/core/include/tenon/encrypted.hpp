// A value that was encrypted before it reached the database: what `@encrypted` fields of rows hold. Light to
// compile: the standard library alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/secret.hpp"
#include "tenon/tenant.hpp"

namespace TENON_API tenon {

class KeyProvider;

/// Where a value stands. It is encrypted together with that, so that the ciphertext of one row, field or
/// tenant opens in no other.
class Place {
 public:
  /// `schema.Entity.field`; and how that was called in the version before, where it was: what was encrypted
  /// then opens still. Both are literals.
  explicit Place(const char* name, const char* former = nullptr) : name_(name), former_(former) {}

  /// The row's tenant, in the form that its column holds it. With `own_key` it has keys of its own.
  Place&& of(const TenantKey& tenant, bool own_key) &&;
  /// A row's that was read without a tenant opens nowhere.
  Place&& of(const std::optional<TenantKey>& tenant, bool own_key) &&;
  /// A part of the row's key, as it travels.
  Place&& at(std::span<const std::byte> key) &&;

  [[nodiscard]] const char* name() const { return name_; }
  [[nodiscard]] const char* former() const { return former_; }
  /// Whose keys encrypt it: the tenant's, or where that is empty those of all.
  [[nodiscard]] const std::string& key_owner() const { return key_owner_; }
  /// What is the same whatever the field is called.
  [[nodiscard]] const std::string& row() const { return row_; }

 private:
  const char* name_;
  const char* former_;
  std::string key_owner_;
  std::string row_;
};

namespace detail {

struct Sealed {
  std::vector<std::byte> bytes;
  Place place{""};
  std::shared_ptr<KeyProvider> keys;  ///< none where the pool has none
};

/// Throws KeyMissing and BrokenSeal.
[[nodiscard]] std::vector<std::byte> open(const Sealed& sealed);

}  // namespace detail

/// What a column of `@encrypted` holds, and where it stands. It is opened when it is asked for, and not
/// before: a page of rows costs no decryption, and a value that doesn't open spoils no other.
template <class T>
class Encrypted {
 public:
  using Decode = T (*)(std::span<const std::byte>);

  Encrypted() = default;
  Encrypted(detail::Sealed sealed, Decode decode) : sealed_(std::move(sealed)), decode_(decode) {}

  /// The value. Throws KeyMissing where the keys have none of its number, or none of its tenant any more;
  /// BrokenSeal where it was changed, cut off, or brought from another row, field or tenant; DecodeError.
  [[nodiscard]] T reveal() const {
    const std::vector<std::byte> plain = detail::open(sealed_);
    return decode_(plain);
  }
  /// As it stands in the database.
  [[nodiscard]] const std::vector<std::byte>& ciphertext() const { return sealed_.bytes; }

  /// Of the ciphertexts: the same value encrypted twice has two.
  friend bool operator==(const Encrypted& a, const Encrypted& b) {
    return a.sealed_.bytes == b.sealed_.bytes;
  }
  friend std::ostream& operator<<(std::ostream& out, const Encrypted&) { return detail::print_redacted(out); }

 private:
  detail::Sealed sealed_;
  Decode decode_ = nullptr;
};

}  // namespace tenon
