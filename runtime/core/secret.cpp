#include "tenon/secret.hpp"

#include <sodium.h>

#include <ostream>

namespace tenon {
namespace detail {

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  // Volatile, so that the compiler doesn't leave the loop at the first difference.
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto bits =
        static_cast<unsigned char>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    difference = static_cast<unsigned char>(difference | bits);
  }
  return difference == 0;
}

std::ostream& print_redacted(std::ostream& out) {
  return out << kRedacted;
}

}  // namespace detail

SecretHash SecretHash::of(std::string_view secret) {
  static_assert(kBytes == crypto_hash_sha256_BYTES);
  SecretHash out;
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.bytes_.data()),
                     reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  return out;
}

}  // namespace tenon
