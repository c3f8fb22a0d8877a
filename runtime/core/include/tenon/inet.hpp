// `inet` and `cidr`.
#pragma once

#include <array>

#include "tenon/value.hpp"

namespace TENON_API tenon {

class Cidr;

namespace detail {

/// An address of IPv4 or IPv6 and how many of its bits are the network's.
struct Address {
  std::array<std::uint8_t, 16> octets{};  ///< the first four of IPv4; the others are 0
  bool is_v6 = false;
  std::uint8_t prefix = 32;

  friend bool operator==(const Address&, const Address&) = default;
};

}  // namespace detail

/// `inet`: an address of a host, and which network it is in. Ordered as PostgreSQL orders it: IPv4 first,
/// then by network.
class Inet {
 public:
  /// 0.0.0.0
  Inet() = default;
  Inet(const Cidr& network);
  /// `10.0.0.1`, `10.0.0.1/8`, `2001:db8::1/64`. Throws ParseError, which doesn't repeat the text.
  [[nodiscard]] static Inet parse(std::string_view text);
  /// Throws EncodeError unless there are 4 octets or 16, and the prefix has no more bits.
  [[nodiscard]] static Inet of(std::span<const std::uint8_t> octets, int prefix);

  [[nodiscard]] bool is_v6() const { return address_.is_v6; }
  [[nodiscard]] int bits() const { return is_v6() ? 128 : 32; }
  /// How many of its first bits are the network's; `bits()` of a host alone.
  [[nodiscard]] int prefix() const { return address_.prefix; }
  /// 4 or 16.
  [[nodiscard]] std::span<const std::uint8_t> octets() const {
    return {address_.octets.data(), is_v6() ? 16U : 4U};
  }
  [[nodiscard]] Cidr network() const;
  /// The last address of the network.
  [[nodiscard]] Inet broadcast() const;
  /// The address without its network: `10.0.0.1`.
  [[nodiscard]] Inet host() const;
  /// PostgreSQL's `>>=`: whether the other's network is this one's, or within it.
  [[nodiscard]] bool contains(const Inet& other) const;
  /// `&&`: whether either contains the other.
  [[nodiscard]] bool overlaps(const Inet& other) const { return contains(other) || other.contains(*this); }

  friend bool operator==(const Inet&, const Inet&) = default;
  friend std::strong_ordering operator<=>(const Inet& a, const Inet& b);

 private:
  friend class Cidr;
  explicit Inet(const detail::Address& address) : address_(address) {}
  detail::Address address_;
};

/// `cidr`: a network. Behind its prefix no bit is set.
class Cidr {
 public:
  /// 0.0.0.0/32
  Cidr() = default;
  /// `10.0.0.0/8`; without a prefix, one host. Throws ParseError, also for bits behind the prefix.
  [[nodiscard]] static Cidr parse(std::string_view text);

  [[nodiscard]] Inet address() const { return Inet(*this); }
  [[nodiscard]] bool is_v6() const { return address_.is_v6; }
  [[nodiscard]] int prefix() const { return address_.prefix; }
  [[nodiscard]] bool contains(const Inet& other) const { return address().contains(other); }
  [[nodiscard]] bool overlaps(const Inet& other) const { return address().overlaps(other); }

  friend bool operator==(const Cidr&, const Cidr&) = default;
  friend std::strong_ordering operator<=>(const Cidr& a, const Cidr& b) { return Inet(a) <=> Inet(b); }

 private:
  friend class Inet;
  explicit Cidr(const detail::Address& address) : address_(address) {}
  detail::Address address_;
};

inline Inet::Inet(const Cidr& network) : address_(network.address_) {}

/// As PostgreSQL prints it: without the prefix where it is a host's alone.
[[nodiscard]] std::string to_string(const Inet& value);
/// Always with the prefix.
[[nodiscard]] std::string to_string(const Cidr& value);
template <>
inline constexpr bool kPrintsAsText<Inet> = true;
template <>
inline constexpr bool kPrintsAsText<Cidr> = true;

template <>
struct Codec<Inet> {
  static constexpr std::uint32_t oid = 869;
  static constexpr bool accepts(std::uint32_t column) { return column == oid || column == 650; }
  static void encode(const Inet& value, Buffer& out);
  [[nodiscard]] static Inet decode(BytesView data);
};

template <>
struct Codec<Cidr> {
  static constexpr std::uint32_t oid = 650;
  static void encode(const Cidr& value, Buffer& out);
  [[nodiscard]] static Cidr decode(BytesView data);
};

}  // namespace tenon

template <>
struct std::hash<tenon::Inet> {
  std::size_t operator()(const tenon::Inet& value) const noexcept;
};
template <>
struct std::hash<tenon::Cidr> {
  std::size_t operator()(const tenon::Cidr& value) const noexcept {
    return std::hash<tenon::Inet>{}(value.address());
  }
};
