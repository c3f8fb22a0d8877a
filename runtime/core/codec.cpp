#include "tenon/codec.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>

namespace tenon {

std::size_t Buffer::reserve_length() {
  const std::size_t at = size_;
  put_int32(0);
  return at;
}

void Buffer::fill_length(std::size_t at) {
  const std::size_t length = size_ - at - sizeof(std::int32_t);
  if (length > std::numeric_limits<std::int32_t>::max()) throw EncodeError("a value has more than 2 GB");
  write(static_cast<std::uint32_t>(length), memory_.data() + at,
        std::make_index_sequence<sizeof(std::int32_t)>());
}

void Buffer::grow(std::size_t count) {
  memory_.resize(std::max({size_ + count, 2 * memory_.size(), std::size_t{256}}));
}

void put_jsonb(std::string_view text, Buffer& out) {
  out.put_byte(1);
  out.put_text(text);
}

namespace detail {

void decode_failed(const char* reason) {
  throw DecodeError(reason);
}

void wrong_size(std::size_t size, std::size_t wanted) {
  decode_failed(size < wanted ? "has fewer bytes than its type needs" : "has more bytes than its type needs");
}

void null_element() {
  throw NullElement(
      "holds NULL among its elements, and the type has no place for that: `[]` behind a `?` has");
}

void append_array_element(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

std::size_t read_array_header(Reader& in) {
  const std::int32_t dimensions = in.int32();
  static_cast<void>(in.int32());  // whether NULLs occur: the elements tell
  static_cast<void>(in.int32());  // the element's type: the column's was checked
  if (dimensions == 0) return 0;
  if (dimensions != 1) decode_failed("is an array of more than one dimension");
  const std::int32_t count = in.int32();
  static_cast<void>(in.int32());  // the first subscript
  // Each element has at least its length, so that a wrong count can't ask for memory without end.
  if (count < 0 || static_cast<std::size_t>(count) > in.left() / sizeof(std::int32_t)) {
    decode_failed("has fewer bytes than its type needs");
  }
  return static_cast<std::size_t>(count);
}

std::optional<BytesView> read_element(Reader& in) {
  const std::int32_t length = in.int32();
  if (length == -1) return std::nullopt;
  if (length < 0) decode_failed("has an element of negative length");
  return in.take(static_cast<std::size_t>(length));
}

void put_array_header(std::size_t count, bool has_null, std::uint32_t element_oid, Buffer& out) {
  constexpr std::size_t kMost = 134217727;  // the server's MaxArraySize
  if (count > kMost) throw EncodeError("an array has more than 134217727 elements");
  out.put_int32(count == 0 ? 0 : 1);
  out.put_int32(has_null ? 1 : 0);
  out.put_int32(static_cast<std::int32_t>(element_oid));
  if (count == 0) return;
  out.put_int32(static_cast<std::int32_t>(count));
  out.put_int32(1);
}

}  // namespace detail

using detail::decode_failed;
using detail::only;
using detail::Reader;

void Codec<bool>::encode(const bool& value, Buffer& out) {
  out.put_byte(value ? 1 : 0);
}

bool Codec<bool>::decode(BytesView data) {
  if (data.size() != 1 || std::to_integer<int>(data[0]) > 1) decode_failed("isn't a boolean");
  return data[0] == std::byte{1};
}

void Codec<Bytes>::encode(const Bytes& value, Buffer& out) {
  out.put_bytes(value);
}
Bytes Codec<Bytes>::decode(BytesView data) {
  return {data.begin(), data.end()};
}

void Codec<SecretHash>::encode(const SecretHash& value, Buffer& out) {
  out.put_bytes(value.reveal());
}
SecretHash Codec<SecretHash>::decode(BytesView data) {
  std::array<std::byte, SecretHash::kBytes> bytes{};
  if (data.size() != bytes.size()) decode_failed("isn't a SHA-256");
  std::copy(data.begin(), data.end(), bytes.begin());
  return SecretHash(bytes);
}

void Codec<float>::encode(const float& value, Buffer& out) {
  out.put_int32(std::bit_cast<std::int32_t>(value));
}
float Codec<float>::decode(BytesView data) {
  return std::bit_cast<float>(only<std::uint32_t>(data));
}

void Codec<double>::encode(const double& value, Buffer& out) {
  out.put_int64(std::bit_cast<std::int64_t>(value));
}
double Codec<double>::decode(BytesView data) {
  return std::bit_cast<double>(only<std::uint64_t>(data));
}

void Codec<Vector>::encode(const Vector& value, Buffer& out) {
  if (value.size() > 16000) throw EncodeError("a vector has more than 16000 dimensions");
  out.put_int16(static_cast<std::int16_t>(value.size()));
  out.put_int16(0);
  for (const float x : value) Codec<float>::encode(x, out);
}

Vector Codec<Vector>::decode(BytesView data) {
  Reader in(data);
  const std::int16_t dimensions = in.int16();
  if (in.int16() != 0 || dimensions < 0 ||
      in.left() != static_cast<std::size_t>(dimensions) * sizeof(float)) {
    decode_failed("isn't a vector");
  }
  std::vector<float> values(static_cast<std::size_t>(dimensions));
  for (float& x : values) x = std::bit_cast<float>(in.int32());
  return values;
}

void Codec<Vector>::append_text(const Vector& value, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i != 0) out += ',';
    char text[32];
    // The shortest text that reads back as the same float, whatever the locale.
    const auto end = std::to_chars(text, text + sizeof text, value[i]);
    out.append(text, end.ptr);
  }
  out += ']';
}

}  // namespace tenon
