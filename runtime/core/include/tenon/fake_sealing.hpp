// Encrypted values of fakes' rows.
#pragma once

#include <memory>

#include "tenon/codec.hpp"
#include "tenon/encrypted.hpp"
#include "tenon/encryption.hpp"
#include "tenon/export.hpp"
#include "tenon/types.hpp"

namespace tenon {
namespace TENON_API fake {
namespace detail {

/// Keys that a fake has as long as its test gives it no others.
[[nodiscard]] std::shared_ptr<KeyProvider> own_keys();
[[nodiscard]] tenon::detail::Sealed sealed_apart(BytesView plain);

}  // namespace detail

/// What a row holds that a test puts in: `notes.put({.id = id, .text =
/// tenon::fake::encrypted<std::string>("…")})`.
template <class T>
[[nodiscard]] Encrypted<T> encrypted(const T& value) {
  Buffer plain;
  Codec<T>::encode(value, plain);
  return Encrypted<T>(detail::sealed_apart(plain.bytes()), &Codec<T>::decode);
}

}  // namespace fake
}  // namespace tenon
