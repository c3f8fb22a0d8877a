// Keyed hashes, by which what is encrypted is found.
#include <sodium.h>

#include <array>

#include "sealed_form.hpp"
#include "tenon/encryption.hpp"
#include "tenon/error.hpp"
#include "tenon/sealing.hpp"

namespace tenon {
namespace detail {

constexpr std::size_t kHashBytes = 32;
static_assert(EncryptionKey::kBytes >= crypto_generichash_KEYBYTES_MIN);
static_assert(EncryptionKey::kBytes <= crypto_generichash_KEYBYTES_MAX);

static std::vector<EncryptionKey> searching_keys(const std::shared_ptr<KeyProvider>& keys,
                                                 const Place& place) {
  std::vector<EncryptionKey> out = provided(keys, place).searching(place.key_owner());
  if (out.empty())
    throw KeyMissing("there is no key to search " + named(place) +
                     (place.key_owner().empty() ? " with" : " of this tenant with"));
  return out;
}

/// Of the field, the tenant and the value, so that equal values of two fields or two tenants have two.
static Bytes hash_by(const EncryptionKey& key, const char* name, const Place& place, BytesView plain) {
  Bytes out = head(key.number(), name);
  Bytes hashed = associated(out, name, place);
  hashed.insert(hashed.end(), plain.begin(), plain.end());
  std::array<unsigned char, kHashBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(hashed.data()),
                     hashed.size(), reinterpret_cast<const unsigned char*>(key.reveal().data()),
                     EncryptionKey::kBytes);
  sodium_memzero(hashed.data(), hashed.size());
  for (const unsigned char byte : hash) out.push_back(std::byte{byte});
  return out;
}

Bytes search_hash(const std::shared_ptr<KeyProvider>& keys, const Place& place, BytesView plain) {
  return hash_by(searching_keys(keys, place).front(), place.name(), place, plain);
}

std::vector<Bytes> search_hashes(const std::shared_ptr<KeyProvider>& keys, const Place& place,
                                 BytesView plain) {
  std::vector<Bytes> out;
  for (const EncryptionKey& key : searching_keys(keys, place)) {
    out.push_back(hash_by(key, place.name(), place, plain));
    if (place.former() != nullptr) out.push_back(hash_by(key, place.former(), place, plain));
  }
  return out;
}

Bytes search_head(const std::shared_ptr<KeyProvider>& keys, const Place& place) {
  return head(searching_keys(keys, place).front().number(), place.name());
}

}  // namespace detail

std::vector<EncryptionKey> KeyProvider::searching(std::string_view) {
  return {};
}

void KeyRing::add_searching(const EncryptionKey& key) {
  const std::lock_guard lock(mutex_);
  auto& keys = searching_[""];
  keys.insert(keys.begin(), key);
}

void KeyRing::add_searching(const TenantKey& tenant, const EncryptionKey& key) {
  const std::lock_guard lock(mutex_);
  auto& keys = searching_[tenant.text()];
  keys.insert(keys.begin(), key);
}

std::vector<EncryptionKey> KeyRing::searching(std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  const auto found = searching_.find(tenant);
  return found == searching_.end() ? std::vector<EncryptionKey>() : found->second;
}

}  // namespace tenon
