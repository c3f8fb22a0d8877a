#include "tenon/bits.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "tenon/codec.hpp"
#include "tenon/error.hpp"

namespace tenon {
namespace {

constexpr std::size_t kOfByte = 8;

std::size_t bytes_for(std::size_t bits) {
  return (bits + kOfByte - 1) / kOfByte;
}

std::uint8_t mask_of(std::size_t bit) {
  return static_cast<std::uint8_t>(0x80U >> (bit % kOfByte));
}

/// Byte by byte, of rows of the same size.
template <class Operation>
Bits combined(const Bits& a, const Bits& b, Operation operation) {
  if (a.size() != b.size()) throw EncodeError("rows of bits are of different sizes");
  std::vector<std::uint8_t> out = a.bytes();
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(operation(out[i], b.bytes()[i]));
  return Bits::of(std::move(out), a.size());
}

}  // namespace

Bits::Bits(std::size_t size) : bytes_(bytes_for(size)), size_(size) {}

Bits Bits::parse(std::string_view text) {
  Bits out(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '0' && text[i] != '1') throw ParseError("the text isn't a row of bits");
    if (text[i] == '1') out.set(i);
  }
  return out;
}

Bits Bits::of(std::vector<std::uint8_t> bytes, std::size_t size) {
  if (bytes.size() != bytes_for(size)) throw EncodeError("bits have another number of bytes");
  Bits out;
  out.bytes_ = std::move(bytes);
  out.size_ = size;
  if (size % kOfByte != 0) out.bytes_.back() &= static_cast<std::uint8_t>(0xFF00U >> (size % kOfByte));
  return out;
}

bool Bits::at(std::size_t i) const {
  if (i >= size_) throw std::out_of_range("there are fewer bits");
  return (bytes_[i / kOfByte] & mask_of(i)) != 0;
}

void Bits::set(std::size_t i, bool value) {
  if (i >= size_) throw std::out_of_range("there are fewer bits");
  std::uint8_t& byte = bytes_[i / kOfByte];
  byte = static_cast<std::uint8_t>(value ? byte | mask_of(i) : byte & ~mask_of(i));
}

std::size_t Bits::count() const {
  std::size_t out = 0;
  for (const std::uint8_t byte : bytes_) out += static_cast<std::size_t>(std::popcount(byte));
  return out;
}

Bits operator&(const Bits& a, const Bits& b) {
  return combined(a, b, [](int x, int y) { return x & y; });
}
Bits operator|(const Bits& a, const Bits& b) {
  return combined(a, b, [](int x, int y) { return x | y; });
}
Bits operator^(const Bits& a, const Bits& b) {
  return combined(a, b, [](int x, int y) { return x ^ y; });
}
Bits operator~(const Bits& a) {
  return combined(a, a, [](int x, int) { return ~x; });
}

Bits operator+(const Bits& a, const Bits& b) {
  Bits out(a.size_ + b.size_);
  std::copy(a.bytes_.begin(), a.bytes_.end(), out.bytes_.begin());
  for (std::size_t i = 0; i < b.size_; ++i) {
    if (b.at(i)) out.set(a.size_ + i);
  }
  return out;
}

std::strong_ordering operator<=>(const Bits& a, const Bits& b) {
  const std::size_t shared = std::min(a.bytes_.size(), b.bytes_.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (a.bytes_[i] != b.bytes_[i]) return a.bytes_[i] <=> b.bytes_[i];
  }
  return a.size_ <=> b.size_;
}

std::string to_string(const Bits& value) {
  std::string out(value.size(), '0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (value.at(i)) out[i] = '1';
  }
  return out;
}

void Codec<Bits>::encode(const Bits& value, Buffer& out) {
  constexpr std::size_t kMost = 83886080;
  if (value.size() > kMost) throw EncodeError("a row of bits has more than 83886080");
  out.put_int32(static_cast<std::int32_t>(value.size()));
  out.put_bytes(std::as_bytes(std::span(value.bytes())));
}

Bits Codec<Bits>::decode(BytesView data) {
  detail::Reader in(data);
  const std::int32_t size = in.int32();
  if (size < 0 || in.left() != bytes_for(static_cast<std::size_t>(size)))
    detail::decode_failed("isn't a row of bits");
  std::vector<std::uint8_t> bytes;
  for (const std::byte byte : in.take(in.left())) bytes.push_back(std::to_integer<std::uint8_t>(byte));
  return Bits::of(std::move(bytes), static_cast<std::size_t>(size));
}

}  // namespace tenon

std::size_t std::hash<tenon::Bits>::operator()(const tenon::Bits& value) const noexcept {
  std::size_t out = value.size();
  for (const std::uint8_t byte : value.bytes()) out = tenon::detail::mixed(out, byte);
  return out;
}
