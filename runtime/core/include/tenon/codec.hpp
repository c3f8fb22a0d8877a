// How C++ values travel in PostgreSQL's binary format.
//
// `Codec<T>` has
//   static constexpr std::uint32_t oid;              the type of a parameter; 0 lets the server infer it
//   static void encode(const T&, Buffer&);           throws EncodeError
//   static T decode(BytesView);                      throws DecodeError, never with the value
// and may have
//   static constexpr bool text = true;               the encoding is the type's text form
//   static constexpr bool accepts(std::uint32_t);    which columns' types decode() understands; the default
//   is
//                                                    `oid`, or any text or user-defined type where that is 0
//   static bool is_null(const T&);                   the value is NULL as a parameter
//   static constexpr bool composite = true;          the encoding is a row of a composite type, and oid is 0
//   static T decode_null();                          the type has a value for NULL
//   static void append_text(const T&, std::string&); the text form, for arrays of a type whose oid is 0; not
//                                                    needed where the binary form is the text form, as an
//                                                    enum's
//
// An enum's codec, as it is generated: oid 0, encode() writes the label, decode() looks label_of(bytes) up.
// A jsonb struct's codec: oid kJsonbOid, encode() calls put_jsonb, decode() reads jsonb_text(bytes).
#pragma once

#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tenon/buffer.hpp"
#include "tenon/error.hpp"
#include "tenon/export.hpp"
#include "tenon/reader.hpp"
#include "tenon/tenant.hpp"
#include "tenon/types.hpp"

namespace TENON_API tenon {

template <class T>
struct Codec;

inline constexpr std::uint32_t kTextOid = 25;
inline constexpr std::uint32_t kJsonbOid = 3802;
/// Types with a lower OID come with the server; enums, citext, vector and the like have one that only the
/// database at hand knows.
inline constexpr std::uint32_t kFirstUserOid = 16384;

/// The label of an enum's value, valid as long as the bytes.
[[nodiscard]] inline std::string_view label_of(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
/// Writes JSON text as `jsonb`.
void put_jsonb(std::string_view text, Buffer& out);

namespace detail {

/// 2000-01-01, in microseconds since 1970. PostgreSQL counts from there.
inline constexpr std::int64_t kEpochMicros = 946'684'800'000'000;
/// Since 2000: the first instant of year 1, and where microseconds since 1970 would no longer fit, 30 years
/// before the end of PostgreSQL's own range. Its infinities lie outside.
inline constexpr std::int64_t kFirstTimestamp = -63'082'281'600'000'000;
inline constexpr std::int64_t kEndOfTimestamps = INT64_MAX - kEpochMicros;
/// What is none here.
[[noreturn]] void no_timestamp(std::int64_t wire);
/// Throws EncodeError for what PostgreSQL has no timestamp for.
[[nodiscard]] std::int64_t timestamp_to_wire(std::int64_t since_1970);

/// text, varchar, char(n), name, and what only the database at hand knows (citext, enums, domains over them).
[[nodiscard]] constexpr bool is_textual(std::uint32_t oid) {
  return oid == kTextOid || oid >= kFirstUserOid || oid == 1043 || oid == 1042 || oid == 19 || oid == 705;
}

/// Element types that come with the server, and their arrays.
inline constexpr std::pair<std::uint32_t, std::uint32_t> kArrays[] = {
    {16, 1000},   {17, 1001},   {19, 1003},   {20, 1016},   {21, 1005},   {23, 1007},   {25, 1009},
    {600, 1017},  {650, 651},   {700, 1021},  {701, 1022},  {869, 1041},  {1042, 1014}, {1043, 1015},
    {1082, 1182}, {1083, 1183}, {1114, 1115}, {1184, 1185}, {1186, 1187}, {1266, 1270}, {1560, 1561},
    {1562, 1563}, {1700, 1231}, {2950, 2951}, {3802, 3807}, {3904, 3905}, {3906, 3907}, {3908, 3909},
    {3910, 3911}, {3912, 3913}, {3926, 3927}, {4451, 6150}, {4532, 6151}, {4533, 6152}, {4534, 6153},
    {4535, 6155}, {4536, 6157},
};

/// The array type of an element type; 0 where there is none here.
[[nodiscard]] constexpr std::uint32_t array_oid(std::uint32_t element) {
  for (const auto& [of, array] : kArrays) {
    if (of == element) return array;
  }
  return 0;
}
[[nodiscard]] constexpr std::uint32_t element_oid(std::uint32_t array) {
  for (const auto& [of, is] : kArrays) {
    if (is == array) return of;
  }
  return 0;
}

template <class T>
[[nodiscard]] constexpr bool is_text() {
  if constexpr (requires { Codec<T>::text; }) return Codec<T>::text;
  return false;
}

/// Whether values travel as rows of a composite type, of which the server knows by the statement which it is.
template <class T>
[[nodiscard]] constexpr bool is_composite() {
  if constexpr (requires { Codec<T>::composite; }) return Codec<T>::composite;
  return false;
}

template <class T>
concept HasCodec = requires {
  Codec<T>::oid;
};

template <class T>
[[nodiscard]] constexpr bool accepts(std::uint32_t oid) {
  if constexpr (requires { Codec<T>::accepts(oid); }) {
    return Codec<T>::accepts(oid);
  } else if constexpr (Codec<T>::oid == 0) {
    return is_textual(oid);
  } else {
    return oid == Codec<T>::oid;
  }
}

template <class T>
[[nodiscard]] bool is_null(const T& value) {
  if constexpr (requires { Codec<T>::is_null(value); }) return Codec<T>::is_null(value);
  return false;
}

template <class T>
[[nodiscard]] T decode_null() {
  if constexpr (requires { Codec<T>::decode_null(); }) {
    return Codec<T>::decode_null();
  } else {
    decode_failed("is NULL, and the type has no place for that");
  }
}

/// Adds the text form of a value whose type's OID is unknown here.
template <class T>
void append_text(const T& value, std::string& out) {
  if constexpr (requires { Codec<T>::append_text(value, out); }) {
    Codec<T>::append_text(value, out);
  } else {
    Buffer label;
    Codec<T>::encode(value, label);
    out += label_of(label.bytes());
  }
}

/// Adds `"text"` as an element of an array literal.
void append_array_element(std::string_view text, std::string& out);

/// The number of elements of a one-dimensional array, whose header it reads; 0 for an empty one.
[[nodiscard]] std::size_t read_array_header(Reader& in);
/// The bytes of the next element; nullopt is NULL.
[[nodiscard]] std::optional<BytesView> read_element(Reader& in);
/// Throws EncodeError for more elements than an array can have.
void put_array_header(std::size_t count, bool has_null, std::uint32_t element_oid, Buffer& out);

}  // namespace detail

/// Codecs of the types that need no other: bodies in the library.
#define TENON_DECLARE_CODEC(Type, Oid)                \
  template <>                                         \
  struct Codec<Type> {                                \
    static constexpr std::uint32_t oid = Oid;         \
    static void encode(const Type& value, Buffer&);   \
    [[nodiscard]] static Type decode(BytesView data); \
  }

TENON_DECLARE_CODEC(bool, 16);
TENON_DECLARE_CODEC(SecretHash, 17);
TENON_DECLARE_CODEC(Bytes, 17);
TENON_DECLARE_CODEC(float, 700);
TENON_DECLARE_CODEC(double, 701);
TENON_DECLARE_CODEC(Date, 1082);
TENON_DECLARE_CODEC(Time, 1083);
TENON_DECLARE_CODEC(Interval, 1186);
TENON_DECLARE_CODEC(Numeric, 1700);
#undef TENON_DECLARE_CODEC

/// Those that most rows have are read in place.
template <>
struct Codec<std::int16_t> {
  static constexpr std::uint32_t oid = 21;
  static void encode(std::int16_t value, Buffer& out) { out.put_int16(value); }
  [[nodiscard]] static std::int16_t decode(BytesView data) {
    return static_cast<std::int16_t>(detail::only<std::uint16_t>(data));
  }
};
template <>
struct Codec<std::int32_t> {
  static constexpr std::uint32_t oid = 23;
  static void encode(std::int32_t value, Buffer& out) { out.put_int32(value); }
  [[nodiscard]] static std::int32_t decode(BytesView data) {
    return static_cast<std::int32_t>(detail::only<std::uint32_t>(data));
  }
};
template <>
struct Codec<std::int64_t> {
  static constexpr std::uint32_t oid = 20;
  static void encode(std::int64_t value, Buffer& out) { out.put_int64(value); }
  [[nodiscard]] static std::int64_t decode(BytesView data) {
    return static_cast<std::int64_t>(detail::only<std::uint64_t>(data));
  }
};

namespace detail {
/// PostgreSQL counts microseconds from 2000.
template <class Instant, std::uint32_t Oid>
struct TimestampCodec {
  static constexpr std::uint32_t oid = Oid;
  static void encode(const Instant& value, Buffer& out) {
    out.put_int64(timestamp_to_wire(value.time_since_epoch().count()));
  }
  [[nodiscard]] static Instant decode(BytesView data) {
    const auto wire = static_cast<std::int64_t>(only<std::uint64_t>(data));
    if (wire < kFirstTimestamp || wire >= kEndOfTimestamps) no_timestamp(wire);
    return Instant(std::chrono::microseconds(wire + kEpochMicros));
  }
};
}  // namespace detail
template <>
struct Codec<Timestamp> : detail::TimestampCodec<Timestamp, 1114> {};
template <>
struct Codec<Timestamptz> : detail::TimestampCodec<Timestamptz, 1184> {};

template <>
struct Codec<Uuid> {
  static constexpr std::uint32_t oid = 2950;
  static void encode(const Uuid& value, Buffer& out) { out.put_bytes(value.bytes); }
  [[nodiscard]] static Uuid decode(BytesView data) {
    Uuid out;
    if (data.size() != out.bytes.size()) detail::decode_failed("isn't a UUID of 16 bytes");
    std::memcpy(out.bytes.data(), data.data(), out.bytes.size());
    return out;
  }
};

/// The JSON text of a `jsonb` value, valid as long as the bytes. Throws DecodeError.
[[nodiscard]] inline std::string_view jsonb_text(BytesView bytes) {
  if (bytes.empty() || bytes.front() != std::byte{1}) detail::decode_failed("is jsonb in an unknown format");
  return label_of(bytes.subspan(1));
}

template <>
struct Codec<Json> {
  static constexpr std::uint32_t oid = kJsonbOid;
  static void encode(const Json& value, Buffer& out) { put_jsonb(value.text, out); }
  [[nodiscard]] static Json decode(BytesView data) { return {std::string(jsonb_text(data))}; }
};

/// text, varchar, char(n), citext. A parameter is `text`: SQL that wants citext's comparison says
/// `$1::citext`.
template <>
struct Codec<std::string> {
  static constexpr std::uint32_t oid = kTextOid;
  static constexpr bool accepts(std::uint32_t column) { return detail::is_textual(column); }
  static void encode(const std::string& value, Buffer& out) { out.put_text(value); }
  [[nodiscard]] static std::string decode(BytesView data) { return std::string(label_of(data)); }
};

/// As a parameter only: a view of a result would outlive it.
template <>
struct Codec<std::string_view> {
  static constexpr std::uint32_t oid = kTextOid;
  static void encode(std::string_view value, Buffer& out) { out.put_text(value); }
};

/// pgvector's `vector`.
template <>
struct Codec<Vector> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool accepts(std::uint32_t column) { return column >= kFirstUserOid; }
  static void encode(const Vector& value, Buffer& out);
  [[nodiscard]] static Vector decode(BytesView data);
  static void append_text(const Vector& value, std::string& out);
};

/// As text, whatever the tenant column's type: the server reads it as it reads the policies' setting.
template <>
struct Codec<TenantKey> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool text = true;
  static void encode(const TenantKey& value, Buffer& out) { out.put_text(value.text()); }
};

/// A NULL whose type the server infers.
template <>
struct Codec<Null> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool is_null(Null) { return true; }
  static void encode(Null, Buffer&) {}
};

template <>
struct Codec<std::nullopt_t> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool is_null(std::nullopt_t) { return true; }
  static void encode(std::nullopt_t, Buffer&) {}
};

/// The same as Codec<T>, and NULL.
template <class T>
struct Codec<std::optional<T>> {
  static constexpr std::uint32_t oid = Codec<T>::oid;
  static constexpr bool text = detail::is_text<T>();
  static constexpr bool composite = detail::is_composite<T>();
  static constexpr bool accepts(std::uint32_t column) { return detail::accepts<T>(column); }
  static bool is_null(const std::optional<T>& value) { return !value || detail::is_null(*value); }
  static void encode(const std::optional<T>& value, Buffer& out) { Codec<T>::encode(*value, out); }
  [[nodiscard]] static std::optional<T> decode(BytesView data) {
    if constexpr (std::is_same_v<T, std::string>) return std::optional<T>(std::in_place, label_of(data));
    return Codec<T>::decode(data);
  }
  [[nodiscard]] static std::optional<T> decode_null() { return std::nullopt; }
  static void append_text(const std::optional<T>& value, std::string& out) {
    detail::append_text(*value, out);
  }
};

/// The patch's value; NULL unless it has one.
template <class T>
struct Codec<Patch<T>> {
  static constexpr std::uint32_t oid = Codec<T>::oid;
  static constexpr bool text = detail::is_text<T>();
  static constexpr bool composite = detail::is_composite<T>();
  static constexpr bool accepts(std::uint32_t column) { return detail::accepts<T>(column); }
  static bool is_null(const Patch<T>& patch) { return !patch.has_value() || detail::is_null(patch.value()); }
  static void encode(const Patch<T>& patch, Buffer& out) { Codec<T>::encode(patch.value(), out); }
  [[nodiscard]] static Patch<T> decode(BytesView data) { return Codec<T>::decode(data); }
  [[nodiscard]] static Patch<T> decode_null() { return null; }
  static void append_text(const Patch<T>& patch, std::string& out) {
    detail::append_text(patch.value(), out);
  }
};

template <class T>
struct Codec<Secret<T>> {
  static constexpr std::uint32_t oid = Codec<T>::oid;
  static constexpr bool text = detail::is_text<T>();
  static constexpr bool composite = detail::is_composite<T>();
  static constexpr bool accepts(std::uint32_t column) { return detail::accepts<T>(column); }
  static bool is_null(const Secret<T>& value) { return detail::is_null(value.reveal()); }
  static void encode(const Secret<T>& value, Buffer& out) { Codec<T>::encode(value.reveal(), out); }
  [[nodiscard]] static Secret<T> decode(BytesView data) { return Secret<T>(Codec<T>::decode(data)); }
  [[nodiscard]] static Secret<T> decode_null() { return Secret<T>(detail::decode_null<T>()); }
  static void append_text(const Secret<T>& value, std::string& out) {
    detail::append_text(value.reveal(), out);
  }
};

namespace detail {

/// An array of values that rows give: `of(row)` is a row's.
template <class T>
struct Array {
  static constexpr bool text = Codec<T>::oid == 0 && !is_composite<T>();
  static constexpr std::uint32_t oid = array_oid(Codec<T>::oid);
  static_assert(text || oid != 0 || is_composite<T>(),
                "no array of this type is known: add it to tenon::detail::array_oid");

  template <class Rows, class Of>
  static void encode(const Rows& rows, Of of, Buffer& out) {
    if constexpr (text) {
      out.put_text(literal(rows, of));
    } else {
      bool has_null = false;
      for (const auto& row : rows) has_null = has_null || is_null<T>(of(row));
      put_array_header(rows.size(), has_null, Codec<T>::oid, out);
      for (const auto& row : rows) put_element(of(row), out);
    }
  }

 private:
  static void put_element(const T& value, Buffer& out) {
    if (is_null(value)) return out.put_int32(-1);
    const std::size_t length = out.reserve_length();
    Codec<T>::encode(value, out);
    out.fill_length(length);
  }

  template <class Rows, class Of>
  static std::string literal(const Rows& rows, Of of) {
    std::string out = "{";
    std::string element;
    for (const auto& row : rows) {
      const T& value = of(row);
      if (out.size() > 1) out += ',';
      element.clear();
      if (is_null<T>(value)) {
        out += "NULL";
      } else {
        append_text<T>(value, element);
        append_array_element(element, out);
      }
    }
    return out + '}';
  }
};

}  // namespace detail

/// One-dimensional arrays; `std::vector<std::optional<T>>` where elements may be NULL. Where the element's
/// OID isn't known here (enums, vector), the parameter is an array literal in text, which the server reads
/// into the type that it infers: such SQL says `$1::plan[]`.
template <class T>
struct Codec<std::vector<T>> {
  static constexpr bool text = detail::Array<T>::text;
  static constexpr std::uint32_t oid = detail::Array<T>::oid;

  static constexpr bool accepts(std::uint32_t column) {
    if (column >= kFirstUserOid) return detail::accepts<T>(column);
    return detail::element_oid(column) != 0 && detail::accepts<T>(detail::element_oid(column));
  }

  static void encode(const std::vector<T>& values, Buffer& out) {
    detail::Array<T>::encode(
        values, [](const auto& value) -> const auto& { return value; }, out);
  }

  [[nodiscard]] static std::vector<T> decode(BytesView data) {
    detail::Reader in(data);
    std::vector<T> values;
    const std::size_t count = detail::read_array_header(in);
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::optional<BytesView> element = detail::read_element(in);
      values.push_back(element ? Codec<T>::decode(*element) : null_of_element());
    }
    in.expect_end();
    return values;
  }

 private:
  static T null_of_element() {
    if constexpr (requires { Codec<T>::decode_null(); }) {
      return Codec<T>::decode_null();
    } else {
      detail::null_element();
    }
  }
};

}  // namespace tenon
