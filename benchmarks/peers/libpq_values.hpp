// Values as libpq gives and takes them in binary, by hand.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "peer.hpp"

namespace peers {

inline constexpr std::int64_t kEpoch = 946'684'800'000'000;  // of PostgreSQL: 2000-01-01

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ResultHandle = std::unique_ptr<PGresult, Clear>;

template <class T>
T big_endian(const char* at) {
  T out;
  std::memcpy(&out, at, sizeof(T));
  if constexpr (sizeof(T) == 8) return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(out)));
  if constexpr (sizeof(T) == 4) return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(out)));
  return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(out)));
}

template <class T>
void put(std::string& out, T value) {
  const T swapped = big_endian<T>(reinterpret_cast<const char*>(&value));
  out.append(reinterpret_cast<const char*>(&swapped), sizeof(T));
}

/// Of a scale of two: digits of base 10,000, the last of them behind the point.
inline std::int64_t binary_cents(const char* at) {
  const int count = big_endian<std::int16_t>(at);
  const int weight = big_endian<std::int16_t>(at + 2);
  const bool negative = big_endian<std::uint16_t>(at + 4) != 0;
  std::int64_t out = 0;
  for (int place = weight, i = 0; place >= -1; --place, ++i) {
    const std::int64_t digit = i < count ? big_endian<std::int16_t>(at + 8 + 2 * i) : 0;
    out = place >= 0 ? out * 10'000 + digit : out * 100 + digit / 100;
  }
  if (weight < -1) out = 0;
  return negative ? -out : out;
}

inline void put_binary_cents(std::string& out, std::int64_t cents) {
  std::array<std::int16_t, 8> digits{};
  int count = 0;
  digits[static_cast<std::size_t>(count++)] = static_cast<std::int16_t>(cents % 100 * 100);
  for (std::int64_t rest = cents / 100; rest > 0; rest /= 10'000)
    digits[static_cast<std::size_t>(count++)] = static_cast<std::int16_t>(rest % 10'000);
  put<std::int16_t>(out, static_cast<std::int16_t>(count));
  put<std::int16_t>(out, static_cast<std::int16_t>(count - 2));
  put<std::int16_t>(out, 0);
  put<std::int16_t>(out, 2);
  for (int i = count - 1; i >= 0; --i) put<std::int16_t>(out, digits[static_cast<std::size_t>(i)]);
}

inline std::array<unsigned char, 16> id_at(const PGresult* result, int row, int column, bool binary) {
  std::array<unsigned char, 16> out;
  if (!binary) return uuid_of(PQgetvalue(result, row, column));
  std::memcpy(out.data(), PQgetvalue(result, row, column), out.size());
  return out;
}

inline Order order_at(const PGresult* result, int row, bool binary) {
  Order out;
  const auto value = [&](int column) { return PQgetvalue(result, row, column); };
  const auto length = [&](int column) { return static_cast<std::size_t>(PQgetlength(result, row, column)); };
  out.id = id_at(result, row, 0, binary);
  out.number = binary ? big_endian<std::int64_t>(value(1)) : std::atoll(value(1));
  out.placed = binary ? big_endian<std::int64_t>(value(2)) + kEpoch : micros_of(value(2));
  out.cents = binary ? binary_cents(value(3)) : cents_of(value(3));
  out.state = state_of({value(4), length(4)});
  if (PQgetisnull(result, row, 5) == 0) out.note.emplace(value(5), length(5));
  if (PQgetisnull(result, row, 6) == 0) out.reference = id_at(result, row, 6, binary);
  out.payload.assign(value(7) + (binary ? 1 : 0), length(7) - (binary ? 1 : 0));
  return out;
}

}  // namespace peers
