#include "tenon/encryption.hpp"

#include <sodium.h>

#include <algorithm>

#include "sealed_form.hpp"
#include "tenon/buffer.hpp"
#include "tenon/encrypted.hpp"
#include "tenon/error.hpp"
#include "tenon/sealing.hpp"

namespace tenon {
namespace {

// A value: a byte for this form of it, the key's number and a tag of the place's name in four bytes each, a
// nonce, and the ciphertext with its authenticator. What stands before the nonce is authenticated too.
constexpr std::uint8_t kForm = 1;
constexpr std::size_t kTagBytes = 4;
constexpr std::size_t kHead = 1 + 4 + kTagBytes;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kAuthenticator = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(EncryptionKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char* raw(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}
const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

BytesView bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// A length before each part: no two lists of parts give the same bytes.
void put_part(BytesView part, Buffer& out) {
  out.put_int32(static_cast<std::int32_t>(part.size()));
  out.put_bytes(part);
}

}  // namespace

namespace detail {

Bytes head(std::uint32_t number, const char* name) {
  Buffer out;
  out.put_byte(kForm);
  out.put_int32(static_cast<std::int32_t>(number));
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  const std::string_view text = name;
  crypto_generichash(hash.data(), hash.size(), raw(bytes_of(text).data()), text.size(), nullptr, 0);
  out.put_bytes(std::as_bytes(std::span(hash)).first(kTagBytes));
  return {out.bytes().begin(), out.bytes().end()};
}

Bytes associated(BytesView head, const char* name, const Place& place) {
  Buffer out;
  put_part(head, out);
  put_part(bytes_of(name), out);
  out.put_bytes(bytes_of(place.row()));
  return {out.bytes().begin(), out.bytes().end()};
}

std::string named(const Place& place) {
  return std::string("`") + place.name() + "`";
}

KeyProvider& provided(const std::shared_ptr<KeyProvider>& keys, const Place& place) {
  if (keys != nullptr) return *keys;
  throw KeyMissing("the pool has no keys, and " + named(place) + " is encrypted: see PoolOptions::keys");
}

}  // namespace detail

namespace {

using detail::associated;
using detail::head;
using detail::named;
using detail::provided;

std::uint32_t number_in(BytesView value) {
  std::uint32_t out = 0;
  for (const std::byte each : value.subspan(1, 4)) out = out << 8U | std::to_integer<std::uint32_t>(each);
  return out;
}

EncryptionKey current_key(const std::shared_ptr<KeyProvider>& keys, const Place& place) {
  auto key = provided(keys, place).current(place.key_owner());
  if (!key)
    throw KeyMissing("there is no key to encrypt " + named(place) +
                     (place.key_owner().empty() ? " with" : " of this tenant with"));
  return *key;
}

std::optional<Bytes> opened(const EncryptionKey& key, BytesView value, const char* name, const Place& place) {
  const BytesView cipher = value.subspan(kHead + kNonce);
  const Bytes with = associated(value.first(kHead), name, place);
  Bytes out(cipher.size() - kAuthenticator);
  const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
      raw(out.data()), nullptr, nullptr, raw(cipher.data()), cipher.size(), raw(with.data()), with.size(),
      raw(value.data() + kHead), raw(key.reveal().data()));
  if (wrong != 0) return std::nullopt;
  return out;
}

}  // namespace

Place&& Place::of(const TenantKey& tenant, bool own_key) && {
  if (own_key) key_owner_ = tenant.text();
  return std::move(*this).at(bytes_of(tenant.text()));
}

Place&& Place::of(const std::optional<TenantKey>& tenant, bool own_key) && {
  return tenant ? std::move(*this).of(*tenant, own_key) : std::move(*this);
}

Place&& Place::at(std::span<const std::byte> key) && {
  Buffer part;
  put_part(key, part);
  row_.append(reinterpret_cast<const char*>(part.data()), part.size());
  return std::move(*this);
}

namespace detail {

Bytes seal_head(const std::shared_ptr<KeyProvider>& keys, const Place& place) {
  return head(current_key(keys, place).number(), place.name());
}

Bytes seal(const std::shared_ptr<KeyProvider>& keys, const Place& place, BytesView plain) {
  const EncryptionKey key = current_key(keys, place);
  Bytes out = head(key.number(), place.name());
  const Bytes with = associated(out, place.name(), place);
  out.resize(kHead + kNonce + plain.size() + kAuthenticator);
  randombytes_buf(out.data() + kHead, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out.data() + kHead + kNonce), nullptr, raw(plain.data()),
                                             plain.size(), raw(with.data()), with.size(), nullptr,
                                             raw(out.data() + kHead), raw(key.reveal().data()));
  return out;
}

Bytes open(const Sealed& sealed) {
  const Place& place = sealed.place;
  const BytesView value = sealed.bytes;
  KeyProvider& keys = provided(sealed.keys, place);
  if (value.size() < kHead + kNonce + kAuthenticator || value[0] != std::byte{kForm})
    throw BrokenSeal(named(place) + " holds what isn't encrypted, or is cut off");
  const auto key = keys.find(number_in(value), place.key_owner());
  if (!key)
    throw KeyMissing("there is no key " + std::to_string(number_in(value)) +
                     (place.key_owner().empty() ? "" : " of this tenant") + ", which encrypted " +
                     named(place));
  if (auto plain = opened(*key, value, place.name(), place)) return std::move(*plain);
  if (place.former() != nullptr) {
    if (auto plain = opened(*key, value, place.former(), place)) return std::move(*plain);
  }
  throw BrokenSeal(named(place) + " holds what was changed, or encrypted for another row, field or tenant");
}

}  // namespace detail

EncryptionKey::EncryptionKey(std::uint32_t number, const std::array<std::byte, kBytes>& bytes)
    : number_(number), bytes_(bytes) {}

EncryptionKey EncryptionKey::parse(std::uint32_t number, std::string_view text) {
  std::array<std::byte, kBytes> bytes{};
  std::size_t count = 0;
  const bool parsed = text.size() == 2 * kBytes && sodium_hex2bin(raw(bytes.data()), kBytes, text.data(),
                                                                  text.size(), nullptr, &count, nullptr) == 0;
  if (!parsed || count != kBytes) throw ParseError("an encryption key has 64 hexadecimal digits");
  EncryptionKey out(number, bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return out;
}

EncryptionKey EncryptionKey::random(std::uint32_t number) {
  std::array<std::byte, kBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  EncryptionKey out(number, bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return out;
}

EncryptionKey::~EncryptionKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

void KeyRing::add(const EncryptionKey& key) {
  add_to("", key);
}

void KeyRing::add(const TenantKey& tenant, const EncryptionKey& key) {
  add_to(tenant.text(), key);
}

void KeyRing::add_to(const std::string& owner, const EncryptionKey& key) {
  const std::lock_guard lock(mutex_);
  Keys& keys = owners_[owner];
  keys.all.insert_or_assign(key.number(), key);
  keys.current = key.number();
}

void KeyRing::erase(const TenantKey& tenant) {
  const std::lock_guard lock(mutex_);
  owners_.erase(tenant.text());
  searching_.erase(tenant.text());
}

std::optional<EncryptionKey> KeyRing::current(std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  const auto keys = owners_.find(tenant);
  if (keys == owners_.end()) return std::nullopt;
  return keys->second.all.at(keys->second.current);
}

std::optional<EncryptionKey> KeyRing::find(std::uint32_t number, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  const auto keys = owners_.find(tenant);
  if (keys == owners_.end()) return std::nullopt;
  const auto key = keys->second.all.find(number);
  if (key == keys->second.all.end()) return std::nullopt;
  return key->second;
}

}  // namespace tenon
