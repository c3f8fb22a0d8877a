// How values are printed and hashed: what generated code defines its functions with.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/describe.hpp"
#include "tenon/encrypted.hpp"
#include "tenon/export.hpp"
#include "tenon/record.hpp"
#include "tenon/types.hpp"

namespace TENON_API tenon {
namespace detail {

inline constexpr std::string_view kPersonal = "[personal]";

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
/// What nobody prints.
template <class T>
inline constexpr bool is_closed = std::is_same_v<T, SecretHash>;
template <class T>
inline constexpr bool is_closed<Secret<T>> = true;
template <class T>
inline constexpr bool is_closed<Encrypted<T>> = true;
template <class T>
inline constexpr bool is_generated_struct = is_generated<T>&& std::is_class_v<T>;

/// In quotes, with escapes for what would begin a line or move a terminal's cursor.
void print_text(std::string_view text, std::string& out);
/// `32 bytes`
void print_size(std::size_t size, std::string_view of, std::string& out);

template <class T>
void print_value(const T& value, std::string& out) {
  if constexpr (is_closed<T>) {
    out += kRedacted;
  } else if constexpr (is_optional<T>) {
    value ? print_value(*value, out) : static_cast<void>(out += "null");
  } else if constexpr (std::is_same_v<T, Bytes>) {
    print_size(value.size(), "bytes", out);
  } else if constexpr (std::is_same_v<T, Vector>) {
    print_size(value.size(), "dimensions", out);
  } else if constexpr (std::is_same_v<T, Json>) {
    print_text(value.text, out);
  } else if constexpr (is_vector<T>) {
    out += '[';
    bool more = false;
    for (const auto& item : value) {
      if (std::exchange(more, true)) out += ", ";
      print_value(item, out);
    }
    out += ']';
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    char text[64];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    print_text(value, out);
  } else {
    out += to_string(value);
  }
}

/// The members of a struct: `Note{id: 7, title: "x"}`.
struct Printer {
  std::string& out;
  bool more = false;

  template <class T>
  void operator()(const FieldInfo& field, const T& value) {
    if (more) out += ", ";
    more = true;
    out += field.name;
    out += ": ";
    if (field.is_hidden()) {
      out += kRedacted;
    } else if (field.personal) {
      out += kPersonal;
    } else {
      print_value(value, out);
    }
  }
};

template <class T>
[[nodiscard]] std::string printed(const T& row) {
  std::string out(describe<T>().name);
  out += '{';
  Printer printer{out};
  for_each_field(row, printer);
  if constexpr (requires { Description<T>::other; }) printer({.name = "other"}, row.*Description<T>::other);
  return out + '}';
}

struct Hasher {
  std::size_t hash = 0;

  void mix(std::size_t other) { hash ^= other + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U); }

  /// What is equal has one hash; what has none of its own doesn't count.
  template <class T>
  void add(const T& value) {
    if constexpr (is_closed<T>) {
      // Nothing of a secret goes into a table of buckets.
    } else if constexpr (is_optional<T>) {
      mix(value ? 1 : 0);
      if (value) add(*value);
    } else if constexpr (std::is_same_v<T, std::byte>) {
      mix(std::to_integer<std::size_t>(value));
    } else if constexpr (is_vector<T> || std::is_same_v<T, Vector>) {
      mix(value.size());
      for (const auto& item : value) add(item);
    } else if constexpr (std::is_same_v<T, Json>) {
      add(value.text);
    } else if constexpr (requires { value.time_since_epoch().count(); }) {
      add(value.time_since_epoch().count());
    } else if constexpr (std::is_same_v<T, Date>) {
      add(int{value.year()});
      add(unsigned{value.month()} * 32 + unsigned{value.day()});
    } else if constexpr (std::is_same_v<T, Time>) {
      add(value.since_midnight.count());
    } else if constexpr (std::is_same_v<T, Interval>) {
      add(value.months);
      add(value.days);
      add(value.time.count());
    } else if constexpr (requires { std::hash<T>{}(value); }) {
      mix(std::hash<T>{}(value));
    }
  }

  template <class T>
  void operator()(const FieldInfo&, const T& value) {
    add(value);
  }
};

template <class T>
[[nodiscard]] std::size_t hashed(const T& row) {
  Hasher hasher;
  for_each_field(row, hasher);
  if constexpr (requires { Description<T>::other; }) hasher.add(row.*Description<T>::other);
  return hasher.hash;
}

}  // namespace detail
}  // namespace tenon
