// Opt-in: std::format's formatters for generated types, secrets, and the runtime's types that print as text.
// For standard libraries that have <format>.
#pragma once

#include <version>

#ifndef __cpp_lib_format
#error "this standard library has no std::format: include tenon/fmt.hpp and use fmt::format"
#endif

#include <format>
#include <string>
#include <string_view>

#include "tenon/encrypted.hpp"
#include "tenon/export.hpp"
#include "tenon/record.hpp"
#include "tenon/types.hpp"

namespace TENON_API tenon {
namespace detail {

/// As to_string() prints it; takes the format specification of strings.
struct StdTextFormatter : std::formatter<std::string_view> {
  template <class T, class Context>
  auto format(const T& value, Context& context) const {
    const auto text = to_string(value);
    return std::formatter<std::string_view>::format(text, context);
  }
};

/// `[redacted]`, whatever is inside.
struct StdRedactedFormatter : std::formatter<std::string_view> {
  template <class T, class Context>
  auto format(const T&, Context& context) const {
    return std::formatter<std::string_view>::format(kRedacted, context);
  }
};

}  // namespace detail
}  // namespace tenon

template <class T>
requires tenon::is_generated<T>
struct std::formatter<T> : tenon::detail::StdTextFormatter {
};
template <>
struct std::formatter<tenon::Uuid> : tenon::detail::StdTextFormatter {};
template <>
struct std::formatter<tenon::Numeric> : tenon::detail::StdTextFormatter {};
template <>
struct std::formatter<tenon::Time> : tenon::detail::StdTextFormatter {};
template <>
struct std::formatter<tenon::Interval> : tenon::detail::StdTextFormatter {};
template <class T>
struct std::formatter<tenon::Secret<T>> : tenon::detail::StdRedactedFormatter {};
template <class T>
struct std::formatter<tenon::Encrypted<T>> : tenon::detail::StdRedactedFormatter {};
template <>
struct std::formatter<tenon::SecretHash> : tenon::detail::StdRedactedFormatter {};
