// The extension hstore's type.
#pragma once

#include <map>
#include <optional>

#include "tenon/value.hpp"

namespace TENON_API tenon {

/// `hstore`: texts by their keys, each once; a value may be NULL.
struct Hstore {
  std::map<std::string, std::optional<std::string>, std::less<>> values;

  /// `a=>1, "b c"=>NULL`, as PostgreSQL reads and prints it; of a key that is there twice, the first counts.
  /// Throws ParseError.
  [[nodiscard]] static Hstore parse(std::string_view text);

  [[nodiscard]] std::size_t size() const { return values.size(); }
  [[nodiscard]] bool empty() const { return values.empty(); }
  /// `?`: the key is there, whatever its value.
  [[nodiscard]] bool has(std::string_view key) const { return values.find(key) != values.end(); }
  /// `->`: the value; none where it is NULL, or there is no such key.
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const;
  /// `@>`: it holds all keys of the other, with the same values.
  [[nodiscard]] bool contains(const Hstore& other) const;
  /// `||`: the other's values win.
  friend Hstore operator|(Hstore a, const Hstore& b);
  friend bool operator==(const Hstore&, const Hstore&) = default;
};

/// `"a"=>"1", "b"=>NULL`, in the order of the keys' bytes.
[[nodiscard]] std::string to_string(const Hstore& value);
template <>
inline constexpr bool kPrintsAsText<Hstore> = true;

/// An extension's type has an OID of each database's own.
template <>
struct Codec<Hstore> {
  static constexpr std::uint32_t oid = 0;
  static constexpr bool accepts(std::uint32_t column) { return column >= 16384; }
  static void encode(const Hstore& value, Buffer& out);
  [[nodiscard]] static Hstore decode(BytesView data);
  static void append_text(const Hstore& value, std::string& out) { out += to_string(value); }
};

}  // namespace tenon

template <>
struct std::hash<tenon::Hstore> {
  std::size_t operator()(const tenon::Hstore& value) const noexcept;
};
