// Generated structs as JSON, for services: `tenon::to_json(order)`, `tenon::from_json<NewOrder>(text)`. What
// is written and read is in the generated NAME_json.hpp. Light to compile: no JSON library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/error.hpp"
#include "tenon/export.hpp"

namespace TENON_API tenon {

/// Text that isn't the JSON of a type. The message names the place and never a value.
class JsonError : public ParseError {
 public:
  JsonError(std::string path, const std::string& reason);
  /// `lines[2].amount`; empty for the whole.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// What becomes of personal data.
enum class Personal : std::uint8_t {
  shown,
  marked,   ///< `"[personal]"` stands in its place, which nothing reads
  left_out  ///< its members are missing
};

struct JsonWriting {
  Personal personal = Personal::shown;
  /// int8 and numeric as strings, for readers whose numbers are doubles. Else they are numbers, to the last
  /// digit.
  bool big_numbers_as_text = false;
  /// Infinities and NaN are an EncodeError. Else they are strings, as PostgreSQL writes them.
  bool finite = false;
};

struct JsonReading {
  /// Members that the type lacks are passed over. Else they are a JsonError.
  bool ignore_unknown = false;
  /// int8 and numeric are taken from strings too, and floats that are `"NaN"` or infinite.
  bool numbers_from_text = true;
  /// It is what a database holds: a label that the program doesn't know is an UnknownLabel.
  bool stored = false;
};

namespace detail {

/// Where in a JSON text a value stands, for messages.
struct JsonPlace {
  const JsonPlace* within = nullptr;
  std::string_view name{};
  std::size_t index = 0;  ///< where there is no name

  [[nodiscard]] std::string path() const;
  [[noreturn]] void refuse(const std::string& reason) const;
};

/// The elements of an array, as texts within `text`.
[[nodiscard]] std::vector<std::string_view> json_elements(std::string_view text, const JsonPlace& at);

}  // namespace detail

/// Specialized by generated code, for each type that is written (`write`), read (`read`), or both.
template <class T>
struct JsonOf;

template <class T>
struct JsonOf<std::vector<T>> {
  static void write(const std::vector<T>& rows, const JsonWriting& how, std::string& out) {
    out += '[';
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0) out += ',';
      JsonOf<T>::write(rows[i], how, out);
    }
    out += ']';
  }
  [[nodiscard]] static std::vector<T> read(std::string_view text, const JsonReading& how,
                                           const detail::JsonPlace& at) {
    std::vector<T> out;
    for (const std::string_view element : detail::json_elements(text, at))
      out.push_back(JsonOf<T>::read(element, how, {&at, {}, out.size()}));
    return out;
  }
};

template <class T>
struct JsonOf<std::optional<T>> {
  static void write(const std::optional<T>& row, const JsonWriting& how, std::string& out) {
    row ? JsonOf<T>::write(*row, how, out) : static_cast<void>(out += "null");
  }
  [[nodiscard]] static std::optional<T> read(std::string_view text, const JsonReading& how,
                                             const detail::JsonPlace& at) {
    if (text == "null") return std::nullopt;
    return JsonOf<T>::read(text, how, at);
  }
};

/// A row, or a vector of them, as one line of JSON. Secrets and what is encrypted are left out. Throws
/// EncodeError for text that isn't UTF-8.
template <class T>
[[nodiscard]] std::string to_json(const T& value, const JsonWriting& how = {}) {
  std::string out;
  JsonOf<T>::write(value, how, out);
  return out;
}

/// Throws JsonError.
template <class T>
[[nodiscard]] T from_json(std::string_view text, const JsonReading& how = {}) {
  return JsonOf<T>::read(text, how, {});
}

}  // namespace tenon
