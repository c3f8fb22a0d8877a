// Bytes as the server sent them, in network order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "tenon/export.hpp"
#include "tenon/types.hpp"

namespace TENON_API tenon {
namespace detail {

[[noreturn]] void decode_failed(const char* reason);
[[noreturn]] void null_element();
/// Of a value that isn't as many bytes as its type has.
[[noreturn]] void wrong_size(std::size_t size, std::size_t wanted);

/// The bytes at `at`, of which there have to be enough. Without a loop: compilers make one instruction of it.
template <class Unsigned, std::size_t... Place>
[[nodiscard]] Unsigned joined(const std::byte* at, std::index_sequence<Place...>) {
  return static_cast<Unsigned>(
      ((std::to_integer<Unsigned>(at[Place]) << (8 * (sizeof(Unsigned) - 1 - Place))) | ...));
}
template <class Unsigned>
[[nodiscard]] Unsigned big_endian(const std::byte* at) {
  return joined<Unsigned>(at, std::make_index_sequence<sizeof(Unsigned)>());
}

/// The one integer that fills the bytes.
template <class Unsigned>
[[nodiscard, gnu::always_inline]] inline Unsigned only(BytesView data) {
  if (data.size() != sizeof(Unsigned)) wrong_size(data.size(), sizeof(Unsigned));
  return big_endian<Unsigned>(data.data());
}

/// Reads what the server sent, in network order; reading past the end is a DecodeError.
class Reader {
 public:
  explicit Reader(BytesView bytes) : rest_(bytes) {}
  [[nodiscard]] std::int16_t int16() { return static_cast<std::int16_t>(next<std::uint16_t>()); }
  [[nodiscard]] std::int32_t int32() { return static_cast<std::int32_t>(next<std::uint32_t>()); }
  [[nodiscard]] std::int64_t int64() { return static_cast<std::int64_t>(next<std::uint64_t>()); }
  [[nodiscard]] BytesView take(std::size_t count) {
    if (count > rest_.size()) decode_failed("has fewer bytes than its type needs");
    const BytesView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }
  void expect_end() const {
    if (!rest_.empty()) decode_failed("has more bytes than its type needs");
  }

 private:
  template <class Unsigned>
  Unsigned next() {
    return big_endian<Unsigned>(take(sizeof(Unsigned)).data());
  }
  BytesView rest_;
};

}  // namespace detail
}  // namespace tenon
