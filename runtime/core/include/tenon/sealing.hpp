// How generated code encrypts what it writes, and reads what was encrypted.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <type_traits>

#include "tenon/encrypted.hpp"
#include "tenon/export.hpp"
#include "tenon/patch.hpp"
#include "tenon/statement.hpp"

namespace TENON_API tenon {

namespace detail {

[[nodiscard]] std::shared_ptr<KeyProvider> keys_of(const Tx& tx);
/// Throws KeyMissing.
[[nodiscard]] Bytes seal(const std::shared_ptr<KeyProvider>& keys, const Place& place, BytesView plain);
/// How values begin that are encrypted here and now, as long as the key and the place are what they are.
[[nodiscard]] Bytes seal_head(const std::shared_ptr<KeyProvider>& keys, const Place& place);

template <class T>
struct Revealed;
template <class T>
struct Revealed<Encrypted<T>> {
  using type = T;
};
template <class T>
struct Revealed<std::optional<Encrypted<T>>> {
  using type = T;
};

}  // namespace detail

/// A key's part as it travels, whatever the program's form of it.
template <class T>
[[nodiscard]] Bytes as_sent(const T& value) {
  Buffer buffer;
  Codec<T>::encode(value, buffer);
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

/// A transaction's tenant in the form that a column of that type gives: programs may write a UUID in others.
template <class T>
[[nodiscard]] TenantKey canonical(const TenantKey& tenant) {
  const std::string& text = tenant.text();
  if constexpr (std::same_as<T, Uuid>) {
    return Uuid::parse(text);
  } else if constexpr (std::integral<T>) {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
      throw EncodeError("the tenant's key is no whole number");
    return number;
  } else {
    return tenant;
  }
}

/// The tenant of the transaction that read the row; none where it had none, or nothing to open values with.
template <class T>
[[nodiscard]] std::optional<TenantKey> tenant_of(const Row& row) {
  if (row.opener() == nullptr || row.opener()->tenant.empty()) return std::nullopt;
  return canonical<T>(row.opener()->tenant);
}

/// Ciphertext of a value, for its place. Throws KeyMissing.
template <class T>
[[nodiscard]] Bytes sealed(const Tx& tx, const Place& place, const Secret<T>& value) {
  Buffer plain;
  Codec<T>::encode(value.reveal(), plain);
  return detail::seal(detail::keys_of(tx), place, plain.bytes());
}
template <class T>
[[nodiscard]] std::optional<Bytes> sealed(const Tx& tx, const Place& place,
                                          const std::optional<Secret<T>>& value) {
  if (!value) return std::nullopt;
  return sealed(tx, place, *value);
}
template <class T>
[[nodiscard]] std::optional<Bytes> sealed(const Tx& tx, const Place& place, const Patch<Secret<T>>& value) {
  if (!value.has_value()) return std::nullopt;
  return sealed(tx, place, value.value());
}

/// The same value for another statement, which encrypts it for its own place.
template <class T>
[[nodiscard]] Secret<T> again(const Secret<T>& value) {
  return Secret<T>(value.reveal());
}
template <class T>
[[nodiscard]] Patch<Secret<T>> again(const std::optional<Secret<T>>& value) {
  return value ? Patch<Secret<T>>(again(*value)) : Patch<Secret<T>>();
}
template <class T>
[[nodiscard]] Secret<T> again(const Encrypted<T>& value) {
  return Secret<T>(value.reveal());
}
template <class T>
[[nodiscard]] Patch<Secret<T>> again(const std::optional<Encrypted<T>>& value) {
  return value ? Patch<Secret<T>>(again(*value)) : Patch<Secret<T>>();
}

/// What a row's column holds, as `Encrypted<T>`, in an optional where it may be NULL.
template <class Field>
[[nodiscard]] Field encrypted(const Row& row, std::size_t column, Place place) {
  using T = typename detail::Revealed<Field>::type;
  auto bytes = row.get<std::optional<Bytes>>(column);
  if constexpr (std::same_as<Field, Encrypted<T>>) {
    if (!bytes) detail::decode_failed("is NULL, and the type has no place for that");
  } else {
    if (!bytes) return std::nullopt;
  }
  auto keys = row.opener() == nullptr ? nullptr : row.opener()->keys;
  return Encrypted<T>({std::move(*bytes), std::move(place), std::move(keys)}, &Codec<T>::decode);
}

/// What stands before the ciphertexts of now: others are to be encrypted anew.
[[nodiscard]] inline Bytes head_of_now(const Tx& tx, const Place& place) {
  return detail::seal_head(detail::keys_of(tx), place);
}

namespace detail {

/// Throws KeyMissing.
[[nodiscard]] Bytes search_hash(const std::shared_ptr<KeyProvider>& keys, const Place& place,
                                BytesView plain);
[[nodiscard]] std::vector<Bytes> search_hashes(const std::shared_ptr<KeyProvider>& keys, const Place& place,
                                               BytesView plain);
[[nodiscard]] Bytes search_head(const std::shared_ptr<KeyProvider>& keys, const Place& place);

}  // namespace detail

/// By which a value of a field is found: the same for the same value, tenant and field. Throws KeyMissing.
template <class T>
[[nodiscard]] Bytes search_hash(const Tx& tx, const Place& place, const Secret<T>& value) {
  Buffer plain;
  Codec<T>::encode(value.reveal(), plain);
  return detail::search_hash(detail::keys_of(tx), place, plain.bytes());
}
template <class T>
[[nodiscard]] std::optional<Bytes> search_hash(const Tx& tx, const Place& place,
                                               const std::optional<Secret<T>>& value) {
  if (!value) return std::nullopt;
  return search_hash(tx, place, *value);
}
template <class T>
[[nodiscard]] std::optional<Bytes> search_hash(const Tx& tx, const Place& place,
                                               const Patch<Secret<T>>& value) {
  if (!value.has_value()) return std::nullopt;
  return search_hash(tx, place, value.value());
}

/// What it may be stored as: by each key that is in use, under the names of now and before.
template <class T>
[[nodiscard]] std::vector<Bytes> search_hashes(const Tx& tx, const Place& place, const T& value) {
  Buffer plain;
  Codec<T>::encode(value, plain);
  return detail::search_hashes(detail::keys_of(tx), place, plain.bytes());
}

[[nodiscard]] inline Bytes search_head_of_now(const Tx& tx, const Place& place) {
  return detail::search_head(detail::keys_of(tx), place);
}

/// A hash that was brought from another row finds a row that holds something else.
template <class T>
[[nodiscard]] bool holds(const Encrypted<T>& stored, const T& value) {
  return stored.reveal() == value;
}
template <class T>
[[nodiscard]] bool holds(const std::optional<Encrypted<T>>& stored, const T& value) {
  return stored && holds(*stored, value);
}

}  // namespace tenon
