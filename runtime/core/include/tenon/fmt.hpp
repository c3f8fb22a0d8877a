// Opt-in: fmt's formatters for the runtime's types. The one header here that needs fmt, and nothing includes
// it.
#pragma once

#include <fmt/format.h>

#include <string>

#include "tenon/encrypted.hpp"
#include "tenon/record.hpp"
#include "tenon/types.hpp"
#include "tenon/value.hpp"

namespace tenon::detail {
/// As to_string() prints it; takes the format specification of strings.
template <class T>
struct TextFormatter : fmt::formatter<std::string> {
  template <class Context>
  auto format(const T& value, Context& context) const {
    return fmt::formatter<std::string>::format(to_string(value), context);
  }
};
}  // namespace tenon::detail

template <>
struct fmt::formatter<tenon::Uuid> : tenon::detail::TextFormatter<tenon::Uuid> {};
template <>
struct fmt::formatter<tenon::Numeric> : tenon::detail::TextFormatter<tenon::Numeric> {};
template <>
struct fmt::formatter<tenon::Time> : tenon::detail::TextFormatter<tenon::Time> {};
template <>
struct fmt::formatter<tenon::Interval> : tenon::detail::TextFormatter<tenon::Interval> {};
/// Ranges, addresses and what else has a header of its own.
template <class T>
requires tenon::kPrintsAsText<T>
struct fmt::formatter<T, char> : tenon::detail::TextFormatter<T> {
};

namespace tenon::detail {

/// `[redacted]`, whatever is inside.
template <class T>
struct RedactedFormatter : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const T&, Context& context) const {
    return fmt::formatter<std::string_view>::format(kRedacted, context);
  }
};

}  // namespace tenon::detail

namespace tenon::detail {
/// As the generated to_string() prints it.
struct GeneratedFormatter : fmt::formatter<std::string_view> {
  template <class T, class Context>
  auto format(const T& value, Context& context) const {
    const auto text = to_string(value);
    return fmt::formatter<std::string_view>::format(text, context);
  }
};
}  // namespace tenon::detail

template <class T>
requires tenon::is_generated<T>
struct fmt::formatter<T> : tenon::detail::GeneratedFormatter {
};
template <class T>
struct fmt::formatter<tenon::Secret<T>> : tenon::detail::RedactedFormatter<tenon::Secret<T>> {};
template <class T>
struct fmt::formatter<tenon::Encrypted<T>> : tenon::detail::RedactedFormatter<tenon::Encrypted<T>> {};
template <>
struct fmt::formatter<tenon::SecretHash> : tenon::detail::RedactedFormatter<tenon::SecretHash> {};
