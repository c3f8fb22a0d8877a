#include "tenon/uuid.hpp"

#include <sys/random.h>

#include <chrono>
#include <cstring>
#include <ostream>

#include "tenon/error.hpp"

namespace tenon {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

[[noreturn]] void malformed_uuid() {
  throw ParseError("the text isn't a UUID");
}

unsigned digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  malformed_uuid();
}

bool is_dash_before(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

Uuid random_bytes() {
  Uuid out;
  // Up to 256 bytes come whole or not at all.
  if (getrandom(out.bytes.data(), out.bytes.size(), 0) != static_cast<ssize_t>(out.bytes.size())) {
    throw Error("the operating system gives no random bytes");
  }
  return out;
}

void stamp(Uuid& uuid, unsigned version) {
  uuid.bytes[6] = (uuid.bytes[6] & std::byte{0x0f}) | static_cast<std::byte>(version << 4);
  uuid.bytes[8] = (uuid.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
}

}  // namespace

Uuid Uuid::parse(std::string_view text) {
  const bool dashed = text.size() == 36;
  if (!dashed && text.size() != 32) malformed_uuid();
  Uuid out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < out.bytes.size(); ++i) {
    if (dashed && is_dash_before(i) && text[at++] != '-') malformed_uuid();
    const unsigned value = digit_of(text[at]) << 4 | digit_of(text[at + 1]);
    out.bytes[i] = static_cast<std::byte>(value);
    at += 2;
  }
  return out;
}

Uuid Uuid::v4() {
  Uuid out = random_bytes();
  stamp(out, 4);
  return out;
}

Uuid Uuid::v7() {
  Uuid out = random_bytes();
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto millis = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (std::size_t i = 0; i < 6; ++i) out.bytes[i] = static_cast<std::byte>(millis >> (8 * (5 - i)));
  stamp(out, 7);
  return out;
}

std::string to_string(const Uuid& value) {
  std::string out(36, '-');
  const std::byte* next = value.bytes.data();
  const auto put = [&](std::size_t first, std::size_t bytes) {
    char* at = out.data() + first;
    for (std::size_t i = 0; i < bytes; ++i) {
      const auto byte = std::to_integer<unsigned>(*next++);
      *at++ = kHex[byte >> 4];
      *at++ = kHex[byte & 15];
    }
  };
  put(0, 4);
  put(9, 2);
  put(14, 2);
  put(19, 2);
  put(24, 6);
  return out;
}

std::ostream& operator<<(std::ostream& out, const Uuid& value) {
  return out << to_string(value);
}

}  // namespace tenon

std::size_t std::hash<tenon::Uuid>::operator()(const tenon::Uuid& value) const noexcept {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, value.bytes.data(), 8);
  std::memcpy(&low, value.bytes.data() + 8, 8);
  // Those of version 7 share their high half's beginning, so the halves are mixed and not just added.
  return static_cast<std::size_t>((high ^ (low >> 31)) * 0x9e3779b97f4a7c15ULL ^ low);
}
