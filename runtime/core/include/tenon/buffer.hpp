// Bytes on their way to the server, in network order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// Where codecs write. Grows; `clear` keeps the memory.
class Buffer {
 public:
  void put_bytes(std::span<const std::byte> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  void put_text(std::string_view text) { put_bytes(std::as_bytes(std::span(text.data(), text.size()))); }
  void put_byte(std::uint8_t value) { bytes_.push_back(std::byte{value}); }
  void put_int16(std::int16_t value) { put_big_endian(static_cast<std::uint16_t>(value)); }
  void put_int32(std::int32_t value) { put_big_endian(static_cast<std::uint32_t>(value)); }
  void put_int64(std::int64_t value) { put_big_endian(static_cast<std::uint64_t>(value)); }

  /// Leaves room for a length that is known only after what it counts; `fill_length` writes it.
  [[nodiscard]] std::size_t reserve_length();
  /// The bytes since `reserve_length` returned `at`. Throws EncodeError beyond what the protocol can carry.
  void fill_length(std::size_t at);

  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] const std::byte* data() const { return bytes_.data(); }
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  template <class Unsigned>
  void put_big_endian(Unsigned value) {
    std::byte raw[sizeof(Unsigned)];
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
      raw[i] = static_cast<std::byte>(value >> (8 * (sizeof(Unsigned) - 1 - i)));
    }
    put_bytes(raw);
  }

  std::vector<std::byte> bytes_;
};

}  // namespace tenon
