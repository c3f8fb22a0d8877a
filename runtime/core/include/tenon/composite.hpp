// Rows of composite types, as generated codecs write and read them.
#pragma once

#include <cstdint>
#include <optional>

#include "tenon/buffer.hpp"
#include "tenon/codec.hpp"
#include "tenon/export.hpp"

namespace TENON_API tenon {
namespace detail {

/// Which the server tells from `text` within a row, though C++ doesn't.
inline constexpr std::uint32_t kVarcharOid = 1043;

/// A value within a row. The server looks at the type's OID where that comes with it, and else goes by the
/// row's own.
template <class T>
void put_attribute(const std::optional<T>& value, std::uint32_t oid, Buffer& out) {
  out.put_int32(static_cast<std::int32_t>(oid));
  if (!value || is_null(*value)) return out.put_int32(-1);
  const std::size_t length = out.reserve_length();
  Codec<T>::encode(*value, out);
  out.fill_length(length);
}

template <class T>
void put_attribute(const std::optional<T>& value, Buffer& out) {
  put_attribute(value, Codec<T>::oid, out);
}

/// Of a row to which the database has added values since, the first are those that are known here.
inline void expect_attributes(Reader& in, std::int32_t count) {
  if (in.int32() < count) decode_failed("has fewer values than its type has here");
}

template <class T>
void take_attribute(Reader& in, std::optional<T>& value) {
  const auto oid = static_cast<std::uint32_t>(in.int32());
  const std::int32_t length = in.int32();
  if (length < 0) return;
  if (!accepts<T>(oid)) decode_failed("has a value of another type than it has here");
  value = Codec<T>::decode(in.take(static_cast<std::size_t>(length)));
}

}  // namespace detail
}  // namespace tenon
