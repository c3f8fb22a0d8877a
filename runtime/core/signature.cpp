#include "signature.hpp"

#include <sodium.h>

#include <chrono>

#include "tenon/error.hpp"

namespace tenon {
namespace detail {

class SigningKeyAccess {
 public:
  static const unsigned char* bytes(const SigningKey& key) { return key.bytes_.data(); }
};

namespace {

static_assert(SigningKey::kBytes == crypto_auth_hmacsha256_KEYBYTES);

std::string in_hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string out(2 * count + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, count);
  out.pop_back();
  return out;
}

std::string seconds_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(since).count());
}

}  // namespace

std::string signed_tenant(const SigningKey& key, std::string_view schema, int backend,
                          std::string_view tenant) {
  const std::string who =
      std::to_string(key.number()) + "." + std::to_string(backend) + "." + seconds_now() + ".";
  std::string message = "tenon.";
  message.append(schema).append(".").append(who).append(tenant);
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> signature{};
  crypto_auth_hmacsha256(signature.data(), reinterpret_cast<const unsigned char*>(message.data()),
                         message.size(), SigningKeyAccess::bytes(key));
  return who + in_hexadecimal(signature.data(), signature.size()) + "." + std::string(tenant);
}

}  // namespace detail

SigningKey::SigningKey(int number, std::string_view text) : number_(number) {
  // The database's own has the number 0, and nobody knows it.
  if (number < 1 || number > 999999999) throw ParseError("a signing key has a number from 1 to 999999999");
  if (text.starts_with("\\x")) text.remove_prefix(2);
  std::size_t count = 0;
  const bool parsed = text.size() == 2 * kBytes && sodium_hex2bin(bytes_.data(), kBytes, text.data(),
                                                                  text.size(), nullptr, &count, nullptr) == 0;
  if (!parsed || count != kBytes) throw ParseError("a signing key has 64 hexadecimal digits");
}

SigningKey::~SigningKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

}  // namespace tenon
