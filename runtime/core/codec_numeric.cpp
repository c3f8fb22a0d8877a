// PostgreSQL sends a numeric as digits of base 10000: value = sign * sum(digit[i] * 10000^(weight - i)), and
// `scale` decimal digits after the point.
#include <array>
#include <cstdlib>
#include <string>

#include "tenon/codec.hpp"

namespace tenon {
namespace {

using detail::int128;
using detail::Reader;

constexpr std::uint16_t kPositive = 0x0000;
constexpr std::uint16_t kNegative = 0x4000;
constexpr int kGroup = 4;  // decimal digits in a digit of base 10000
constexpr std::size_t kHeaderBytes = 8;

struct Header {
  int count;   ///< of digits of base 10000
  int weight;  ///< of the first one
  bool negative;
  int scale;
};

/// The text between the number's first group and its point, or the other way round, in whole groups.
std::string_view strip_sign(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text;
}

/// The decimal digits, filled up with zeros so that the groups of four meet at the point.
std::string grouped_digits(std::string_view text, std::size_t& whole_groups) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::size_t lead = (kGroup - point % kGroup) % kGroup;
  std::string out(lead, '0');
  out += text.substr(0, point);
  whole_groups = out.size() / kGroup;
  if (point < text.size()) out += text.substr(point + 1);
  out.append((kGroup - out.size() % kGroup) % kGroup, '0');
  return out;
}

std::int16_t group_at(const std::string& digits, std::size_t group) {
  int value = 0;
  for (std::size_t i = 0; i < kGroup; ++i) value = value * 10 + (digits[group * kGroup + i] - '0');
  return static_cast<std::int16_t>(value);
}

[[noreturn, gnu::cold]] void no_number(std::uint16_t sign) {
  if (sign == 0xC000) throw NotFinite("is NaN, which no number here can be");
  if (sign == 0xD000 || sign == 0xF000) throw NotFinite("is an infinite number");
  detail::decode_failed("isn't a number");
}

/// Four integers of 16 bits in one of 64.
Header read_header(BytesView data) {
  if (data.size() < kHeaderBytes) detail::decode_failed("has fewer bytes than its type needs");
  const auto all = detail::big_endian<std::uint64_t>(data.data());
  const auto sign = static_cast<std::uint16_t>(all >> 16);
  const Header header{.count = static_cast<std::int16_t>(all >> 48),
                      .weight = static_cast<std::int16_t>(all >> 32),
                      .negative = sign == kNegative,
                      .scale = static_cast<std::int16_t>(all)};
  if (sign != kPositive && sign != kNegative) no_number(sign);
  if (header.count < 0 || header.scale < 0 || header.scale > Numeric::kMaxScale)
    detail::decode_failed("isn't a number");
  return header;
}

[[gnu::always_inline]] inline int read_group(Reader& in) {
  const std::int16_t group = in.int16();
  if (group < 0 || group > 9999) detail::decode_failed("isn't a number");
  return group;
}

constexpr std::int64_t kPowersOfTen[] = {
    1,          10,          100,           1'000,          10'000,          100'000,          1'000'000,
    10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000, 1'000'000'000'000};

/// The number over 10^scale, where it is an integer of 18 digits at most: nearly every number.
std::optional<std::int64_t> few_digits(const Header& header, Reader in) {
  constexpr int kMostGroups = 3;
  constexpr int kMostPlaces = 6;  // 3 * 4 + 6
  if (header.count > kMostGroups) return std::nullopt;
  std::int64_t value = 0;
  for (int i = 0; i < header.count; ++i) value = value * 10000 + read_group(in);
  const int exponent = (header.weight - header.count + 1) * kGroup + header.scale;
  if (value == 0) return 0;
  if (exponent > kMostPlaces || exponent < -kMostGroups * kGroup) return std::nullopt;
  if (exponent >= 0) {
    value *= kPowersOfTen[exponent];
  } else {
    const std::int64_t unit = kPowersOfTen[-exponent];
    if (value % unit != 0) return std::nullopt;
    value /= unit;
  }
  return header.negative ? -value : value;
}

/// Multiplies by 10^`by`, or divides where that is negative. False where it can't be done exactly.
bool shift(int128& value, int by) {
  for (; by > 0; --by) {
    if (__builtin_mul_overflow(value, 10, &value)) return false;
  }
  for (; by < 0; ++by) {
    if (value % 10 != 0) return false;
    value /= 10;
  }
  return true;
}

/// The number over 10^scale, where it is an integer that fits.
std::optional<int128> unscaled(const Header& header, Reader in) {
  int128 value = 0;
  for (int i = 0; i < header.count; ++i) {
    if (__builtin_mul_overflow(value, 10000, &value)) return std::nullopt;
    if (__builtin_add_overflow(value, read_group(in), &value)) return std::nullopt;
  }
  const int exponent = (header.weight - header.count + 1) * kGroup;
  if (value != 0 && !shift(value, exponent + header.scale)) return std::nullopt;
  return header.negative ? -value : value;
}

/// Where it has at most 38 digits.
std::optional<Numeric> decode_compact(const Header& header, Reader in) {
  const auto value = unscaled(header, in);
  if (!value) return std::nullopt;
  try {
    return Numeric::from_unscaled(*value, header.scale);
  } catch (const NumericOverflow&) {
    return std::nullopt;
  }
}

Numeric decode_by_text(const Header& header, Reader in) {
  std::string whole = header.negative ? "-0" : "0";
  std::string fraction;
  // Groups before the first one that was sent are zeros, as are those after the last.
  for (int weight = -1; weight > header.weight; --weight) fraction += "0000";
  for (int i = 0; i < header.count || header.weight - i >= 0; ++i) {
    const int group = i < header.count ? read_group(in) : 0;
    const std::string text = std::to_string(10000 + group).substr(1);
    (header.weight - i >= 0 ? whole : fraction) += text;
  }
  const auto scale = static_cast<std::size_t>(header.scale);
  if (fraction.find_first_not_of('0', scale) != std::string::npos && fraction.size() > scale) {
    detail::decode_failed("has digits beyond its scale");
  }
  fraction.resize(scale, '0');
  return Numeric::parse(fraction.empty() ? whole : whole + "." + fraction);
}

[[gnu::noinline]] Numeric decode_many_digits(Header header, Reader in) {
  if (const std::optional<Numeric> number = decode_compact(header, in)) return *number;
  return decode_by_text(header, in);
}

void put_header(std::size_t groups, std::size_t whole, bool negative, int scale, Buffer& out) {
  out.put_int16(static_cast<std::int16_t>(groups));
  out.put_int16(static_cast<std::int16_t>(static_cast<int>(whole) - 1));
  out.put_int16(static_cast<std::int16_t>(negative ? kNegative : kPositive));
  out.put_int16(static_cast<std::int16_t>(scale));
}

/// Without a text, where 64 bits hold the digits, filled up with zeros to whole groups.
bool encode_compact(const Numeric& value, Buffer& out) {
  constexpr int kMostScale = 16;
  constexpr std::int64_t kFill[] = {1, 1000, 100, 10};
  std::int64_t digits = 0;
  if (!value.is_compact() || value.scale() > kMostScale ||
      __builtin_mul_overflow(value.unscaled(), kFill[value.scale() % kGroup], &digits))
    return false;
  const auto fraction = static_cast<std::size_t>((value.scale() + kGroup - 1) / kGroup);
  std::array<std::int16_t, 8> groups{};  // the last one first
  std::size_t count = 0;
  for (std::int64_t rest = digits; rest != 0 || count <= fraction; rest /= 10000)
    groups[count++] = static_cast<std::int16_t>(std::abs(rest % 10000));
  put_header(count, count - fraction, digits < 0, value.scale(), out);
  while (count > 0) out.put_int16(groups[--count]);
  return true;
}

}  // namespace

void Codec<Numeric>::encode(const Numeric& value, Buffer& out) {
  if (encode_compact(value, out)) return;
  const std::string text = to_string(value);
  std::size_t whole_groups = 0;
  const std::string digits = grouped_digits(strip_sign(text), whole_groups);
  const std::size_t groups = digits.size() / kGroup;
  if (groups > 32767) throw EncodeError("a number has more digits than numeric can hold");
  put_header(groups, whole_groups, text.starts_with('-'), value.scale(), out);
  for (std::size_t group = 0; group < groups; ++group) out.put_int16(group_at(digits, group));
}

Numeric Codec<Numeric>::decode(BytesView data) {
  const Header header = read_header(data);
  const Reader in(data.subspan(kHeaderBytes));
  if (in.left() != static_cast<std::size_t>(header.count) * sizeof(std::int16_t)) {
    detail::decode_failed("has another number of digits than it says");
  }
  // No text, no memory.
  if (const auto value = few_digits(header, in)) return {*value, header.scale};
  return decode_many_digits(header, in);
}

}  // namespace tenon
