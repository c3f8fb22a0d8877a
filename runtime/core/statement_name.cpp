#include "statement_name.hpp"

#include <cstdint>

namespace tenon::detail {
namespace {

__extension__ typedef unsigned __int128 uint128;

constexpr uint128 of_halves(std::uint64_t high, std::uint64_t low) {
  return (static_cast<uint128>(high) << 64) | low;
}

/// FNV-1a of 128 bits: the same in every build, on every machine.
class Hash {
 public:
  void add(std::uint8_t byte) {
    constexpr uint128 prime = of_halves(0x0000000001000000, 0x000000000000013B);
    state_ = (state_ ^ byte) * prime;
  }

  [[nodiscard]] std::string hex() const {
    std::string out;
    for (int shift = 124; shift >= 0; shift -= 4) {
      out += "0123456789abcdef"[static_cast<std::size_t>((state_ >> shift) & 15)];
    }
    return out;
  }

 private:
  uint128 state_ = of_halves(0x6C62272E07BB0142, 0x62B821756295C58D);
};

}  // namespace

std::string server_name_of(std::string_view sql, std::span<const Oid> types) {
  Hash hash;
  for (const char c : sql) hash.add(static_cast<std::uint8_t>(c));
  hash.add(0);  // no SQL has one
  for (const Oid type : types) {
    for (int shift = 0; shift < 32; shift += 8) hash.add(static_cast<std::uint8_t>(type >> shift));
  }
  return std::string(kNamePrefix) + hash.hex();
}

}  // namespace tenon::detail
