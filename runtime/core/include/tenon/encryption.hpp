// The keys of `@encrypted` fields, and where they come from. The program encrypts: XChaCha20-Poly1305 by
// libsodium; no key reaches the database.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/tenant.hpp"

namespace TENON_API tenon {

/// 256 bits with a number, which stands beside each value that they encrypt. Nothing prints it, and its
/// memory is wiped.
class EncryptionKey {
 public:
  static constexpr std::size_t kBytes = 32;

  EncryptionKey(std::uint32_t number, const std::array<std::byte, kBytes>& bytes);
  /// `text` is 64 hexadecimal digits. Throws ParseError for anything else, which doesn't repeat the text.
  [[nodiscard]] static EncryptionKey parse(std::uint32_t number, std::string_view text);
  /// Of the operating system's random bits.
  [[nodiscard]] static EncryptionKey random(std::uint32_t number);
  EncryptionKey(const EncryptionKey&) = default;
  EncryptionKey& operator=(const EncryptionKey&) = default;
  ~EncryptionKey();

  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
  /// To be kept where keys are kept, such as a key management service.
  [[nodiscard]] const std::array<std::byte, kBytes>& reveal() const { return bytes_; }

 private:
  std::uint32_t number_;
  std::array<std::byte, kBytes> bytes_;
};

/// Where a pool finds keys. It is asked for each value, from several threads: keep what is far away. What it
/// throws passes through to whoever reads or writes.
class KeyProvider {
 public:
  KeyProvider() = default;
  KeyProvider(const KeyProvider&) = delete;
  KeyProvider& operator=(const KeyProvider&) = delete;
  virtual ~KeyProvider() = default;

  /// What new values are encrypted with: of all tenants where `tenant` is empty, and of that one for fields
  /// of `@encrypted(per_tenant)`. Nothing where there is none.
  [[nodiscard]] virtual std::optional<EncryptionKey> current(std::string_view tenant) = 0;
  /// The key of that number; nothing where there is none, or none any more.
  [[nodiscard]] virtual std::optional<EncryptionKey> find(std::uint32_t number, std::string_view tenant) = 0;

  /// What values of `@encrypted(searchable)` fields are hashed with, the one of now first, and behind it
  /// those whose hashes may still stand in the database. They are no keys of the others' kind: never one that
  /// encrypts.
  [[nodiscard]] virtual std::vector<EncryptionKey> searching(std::string_view tenant);
};

/// Keys that the program holds in memory. Thread-safe.
class KeyRing final : public KeyProvider {
 public:
  /// From now on the one that new values are encrypted with; those before it open what they encrypted.
  void add(const EncryptionKey& key);
  /// One of a tenant's own, for fields of `@encrypted(per_tenant)`.
  void add(const TenantKey& tenant, const EncryptionKey& key);
  /// From now on the one that searchable values are hashed with; those before it find what they hashed.
  void add_searching(const EncryptionKey& key);
  void add_searching(const TenantKey& tenant, const EncryptionKey& key);
  /// Forgets all of a tenant's keys: what they encrypted can't be read any more, wherever a copy of it is.
  void erase(const TenantKey& tenant);

  [[nodiscard]] std::optional<EncryptionKey> current(std::string_view tenant) override;
  [[nodiscard]] std::optional<EncryptionKey> find(std::uint32_t number, std::string_view tenant) override;
  [[nodiscard]] std::vector<EncryptionKey> searching(std::string_view tenant) override;

 private:
  struct Keys {
    std::map<std::uint32_t, EncryptionKey> all;
    std::uint32_t current = 0;
  };
  void add_to(const std::string& owner, const EncryptionKey& key);

  std::mutex mutex_;
  std::map<std::string, Keys, std::less<>> owners_;  ///< by tenant; of all tenants by the empty name
  std::map<std::string, std::vector<EncryptionKey>, std::less<>>
      searching_;  ///< the same, the last one first
};

}  // namespace tenon
