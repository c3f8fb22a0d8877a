// Bytes on their way to the server, in network order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// Where codecs write. Grows; `clear` keeps the memory.
class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = default;
  Buffer& operator=(const Buffer&) = default;
  /// What is moved from is empty.
  Buffer(Buffer&& other) noexcept : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    memory_ = std::exchange(other.memory_, {});
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ~Buffer() = default;

  void put_bytes(std::span<const std::byte> bytes) {
    if (!bytes.empty()) std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
  }
  void put_text(std::string_view text) { put_bytes(std::as_bytes(std::span(text.data(), text.size()))); }
  void put_byte(std::uint8_t value) { *room(1) = std::byte{value}; }
  void put_int16(std::int16_t value) { put_big_endian(static_cast<std::uint16_t>(value)); }
  void put_int32(std::int32_t value) { put_big_endian(static_cast<std::uint32_t>(value)); }
  void put_int64(std::int64_t value) { put_big_endian(static_cast<std::uint64_t>(value)); }

  /// Leaves room for a length that is known only after what it counts; `fill_length` writes it.
  [[nodiscard]] std::size_t reserve_length();
  /// The bytes since `reserve_length` returned `at`. Throws EncodeError beyond what the protocol can carry.
  void fill_length(std::size_t at);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::byte* data() const { return memory_.data(); }
  [[nodiscard]] std::span<const std::byte> bytes() const { return {memory_.data(), size_}; }
  void clear() { size_ = 0; }

 private:
  /// Where so many bytes are to be written, which count as written.
  std::byte* room(std::size_t count) {
    if (memory_.size() - size_ < count) grow(count);
    return memory_.data() + std::exchange(size_, size_ + count);
  }
  void grow(std::size_t count);

  template <class Unsigned>
  void put_big_endian(Unsigned value) {
    write(value, room(sizeof(Unsigned)), std::make_index_sequence<sizeof(Unsigned)>());
  }
  /// Without a loop: compilers make one instruction of it.
  template <class Unsigned, std::size_t... Place>
  static void write(Unsigned value, std::byte* at, std::index_sequence<Place...>) {
    ((at[Place] = static_cast<std::byte>(value >> (8 * (sizeof(Unsigned) - 1 - Place)))), ...);
  }

  std::vector<std::byte> memory_;
  std::size_t size_ = 0;  ///< of the memory what is written
};

}  // namespace tenon
