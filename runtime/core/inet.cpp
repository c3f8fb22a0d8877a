#include "tenon/inet.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "tenon/codec.hpp"
#include "tenon/error.hpp"

namespace tenon {
namespace {

using detail::Address;

constexpr std::uint8_t kIpv4 = 2;  // PostgreSQL's AF_INET and AF_INET6, on every system
constexpr std::uint8_t kIpv6 = 3;
constexpr std::size_t kGroups = 8;  // of two octets, in IPv6

std::size_t size_of(const Address& address) {
  return address.is_v6 ? 16 : 4;
}
int bits_of(const Address& address) {
  return address.is_v6 ? 128 : 32;
}

[[noreturn]] void no_address() {
  throw ParseError("the text isn't an address of a network");
}

template <class T>
std::optional<T> number_of(std::string_view text, int base, std::size_t most_digits) {
  T out{};
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

void read_v4(std::string_view text, std::uint8_t* out) {
  const std::vector<std::string_view> parts = parts_of(text, '.');
  if (parts.size() != 4) no_address();
  for (std::size_t i = 0; i < 4; ++i) {
    const auto octet = number_of<std::uint16_t>(parts[i], 10, 3);
    if (!octet || *octet > 255) no_address();
    out[i] = static_cast<std::uint8_t>(*octet);
  }
}

/// Groups of four digits, the last two of which may be an IPv4 address, as octets.
std::vector<std::uint8_t> groups_of(std::string_view text) {
  std::vector<std::uint8_t> out;
  if (text.empty()) return out;
  const std::vector<std::string_view> parts = parts_of(text, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i + 1 == parts.size() && parts[i].find('.') != std::string_view::npos) {
      std::uint8_t octets[4];
      read_v4(parts[i], octets);
      out.insert(out.end(), octets, octets + 4);
      continue;
    }
    const auto group = number_of<std::uint16_t>(parts[i], 16, 4);
    if (!group) no_address();
    out.push_back(static_cast<std::uint8_t>(*group >> 8));
    out.push_back(static_cast<std::uint8_t>(*group & 255));
  }
  return out;
}

void read_v6(std::string_view text, Address& out) {
  const std::size_t gap = text.find("::");
  const std::vector<std::uint8_t> head = groups_of(text.substr(0, gap));
  const std::vector<std::uint8_t> tail =
      gap == std::string_view::npos ? std::vector<std::uint8_t>() : groups_of(text.substr(gap + 2));
  const std::size_t given = head.size() + tail.size();
  if (gap == std::string_view::npos ? given != 16 : given > 14) no_address();
  std::copy(head.begin(), head.end(), out.octets.begin());
  std::copy(tail.begin(), tail.end(), out.octets.end() - static_cast<std::ptrdiff_t>(tail.size()));
}

Address parsed(std::string_view text) {
  Address out;
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  out.is_v6 = address.find(':') != std::string_view::npos;
  out.prefix = static_cast<std::uint8_t>(bits_of(out));
  if (out.is_v6) {
    read_v6(address, out);
  } else {
    read_v4(address, out.octets.data());
  }
  if (slash == std::string_view::npos) return out;
  const auto prefix = number_of<std::uint16_t>(text.substr(slash + 1), 10, 3);
  if (!prefix || *prefix > bits_of(out)) no_address();
  out.prefix = static_cast<std::uint8_t>(*prefix);
  return out;
}

/// Of the octet, the bits that are the host's.
std::uint8_t host_mask(const Address& address, std::size_t octet) {
  const int bits = std::clamp(int{address.prefix} - static_cast<int>(octet) * 8, 0, 8);
  return static_cast<std::uint8_t>(0xFF >> bits);
}

Address with_host_bits(Address address, bool set) {
  for (std::size_t i = 0; i < size_of(address); ++i) {
    const std::uint8_t mask = host_mask(address, i);
    address.octets[i] = static_cast<std::uint8_t>(set ? address.octets[i] | mask : address.octets[i] & ~mask);
  }
  return address;
}

/// Of the first bits of both.
std::strong_ordering compare_bits(const Address& a, const Address& b, int bits) {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const int drop = bits >= 8 ? 0 : 8 - bits;
    const auto order = (a.octets[i] >> drop) <=> (b.octets[i] >> drop);
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::string v4_text(const std::uint8_t* octets) {
  std::string out;
  for (std::size_t i = 0; i < 4; ++i) out += (i == 0 ? "" : ".") + std::to_string(octets[i]);
  return out;
}

struct Run {
  std::size_t begin = 0;
  std::size_t length = 0;
};

/// The longest run of at least two groups of zeros, the first of several.
Run zeros_of(const std::array<std::uint16_t, kGroups>& groups) {
  Run best;
  for (std::size_t i = 0; i < kGroups;) {
    std::size_t end = i;
    while (end < kGroups && groups[end] == 0) ++end;
    if (end - i >= 2 && end - i > best.length) best = {i, end - i};
    i = std::max(end, i + 1);
  }
  return best;
}

/// What embeds an IPv4 address ends in its text, as PostgreSQL prints it.
bool ends_in_v4(const std::array<std::uint16_t, kGroups>& groups, const Run& zeros) {
  if (zeros.begin != 0) return false;
  return zeros.length == 6 || (zeros.length == 5 && groups[5] == 0xFFFF);
}

std::string v6_text(const Address& address) {
  std::array<std::uint16_t, kGroups> groups{};
  for (std::size_t i = 0; i < kGroups; ++i) {
    groups[i] = static_cast<std::uint16_t>((address.octets[2 * i] << 8) | address.octets[2 * i + 1]);
  }
  const Run zeros = zeros_of(groups);
  std::string out;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (zeros.length > 0 && i >= zeros.begin && i < zeros.begin + zeros.length) {
      if (i == zeros.begin) out += ':';
      continue;
    }
    if (i > 0) out += ':';
    if (i == 6 && ends_in_v4(groups, zeros)) return out + v4_text(&address.octets[12]);
    char text[4];
    out.append(text, std::to_chars(text, text + 4, groups[i], 16).ptr);
  }
  // The groups of zeros at the end.
  if (zeros.length > 0 && zeros.begin + zeros.length == kGroups) out += ':';
  return out;
}

std::string text_of(const Address& address, bool always_prefix) {
  std::string out = address.is_v6 ? v6_text(address) : v4_text(address.octets.data());
  if (always_prefix || address.prefix != bits_of(address)) out += "/" + std::to_string(address.prefix);
  return out;
}

void put(const Inet& value, bool is_cidr, Buffer& out) {
  out.put_byte(value.is_v6() ? kIpv6 : kIpv4);
  out.put_byte(static_cast<std::uint8_t>(value.prefix()));
  out.put_byte(is_cidr ? 1 : 0);
  out.put_byte(static_cast<std::uint8_t>(value.octets().size()));
  out.put_bytes(std::as_bytes(value.octets()));
}

}  // namespace

Inet Inet::parse(std::string_view text) {
  return Inet(parsed(text));
}

Inet Inet::of(std::span<const std::uint8_t> octets, int prefix) {
  Address out;
  out.is_v6 = octets.size() == 16;
  if ((!out.is_v6 && octets.size() != 4) || prefix < 0 || prefix > bits_of(out)) {
    throw EncodeError("an address has 4 octets or 16, and a prefix of no more bits");
  }
  std::copy(octets.begin(), octets.end(), out.octets.begin());
  out.prefix = static_cast<std::uint8_t>(prefix);
  return Inet(out);
}

Cidr Inet::network() const {
  return Cidr(with_host_bits(address_, false));
}

Inet Inet::broadcast() const {
  return Inet(with_host_bits(address_, true));
}

Inet Inet::host() const {
  Address out = address_;
  out.prefix = static_cast<std::uint8_t>(bits());
  return Inet(out);
}

bool Inet::contains(const Inet& other) const {
  return is_v6() == other.is_v6() && prefix() <= other.prefix() &&
         compare_bits(address_, other.address_, prefix()) == 0;
}

std::strong_ordering operator<=>(const Inet& a, const Inet& b) {
  if (a.is_v6() != b.is_v6()) return a.is_v6() <=> b.is_v6();
  const auto by_network = compare_bits(a.address_, b.address_, std::min(a.prefix(), b.prefix()));
  if (by_network != 0) return by_network;
  if (a.prefix() != b.prefix()) return a.prefix() <=> b.prefix();
  return compare_bits(a.address_, b.address_, a.bits());
}

Cidr Cidr::parse(std::string_view text) {
  const Address address = parsed(text);
  if (with_host_bits(address, false) != address) no_address();
  return Cidr(address);
}

std::string to_string(const Inet& value) {
  Address address;
  address.is_v6 = value.is_v6();
  address.prefix = static_cast<std::uint8_t>(value.prefix());
  std::copy(value.octets().begin(), value.octets().end(), address.octets.begin());
  return text_of(address, false);
}

std::string to_string(const Cidr& value) {
  const std::string out = to_string(value.address());
  return out.find('/') == std::string::npos ? out + "/" + std::to_string(value.prefix()) : out;
}

void Codec<Inet>::encode(const Inet& value, Buffer& out) {
  put(value, false, out);
}

Inet Codec<Inet>::decode(BytesView data) {
  detail::Reader in(data);
  const auto byte = [&] { return std::to_integer<std::uint8_t>(in.take(1)[0]); };
  const std::uint8_t family = byte();
  const std::uint8_t prefix = byte();
  static_cast<void>(byte());  // whether it is a cidr: the column's type was checked
  const std::uint8_t size = byte();
  const bool known = (family == kIpv4 && size == 4) || (family == kIpv6 && size == 16);
  if (!known || prefix > size * 8) detail::decode_failed("isn't an address");
  const BytesView octets = in.take(size);
  in.expect_end();
  return Inet::of({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()}, prefix);
}

void Codec<Cidr>::encode(const Cidr& value, Buffer& out) {
  put(value.address(), true, out);
}

Cidr Codec<Cidr>::decode(BytesView data) {
  return Codec<Inet>::decode(data).network();
}

}  // namespace tenon

std::size_t std::hash<tenon::Inet>::operator()(const tenon::Inet& value) const noexcept {
  std::size_t out = static_cast<std::size_t>(value.prefix());
  for (const std::uint8_t octet : value.octets()) out = tenon::detail::mixed(out, octet);
  return out;
}
