// How values become JSON and are read from it: what generated code specializes JsonOf with.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/describe.hpp"
#include "tenon/error.hpp"
#include "tenon/export.hpp"
#include "tenon/json.hpp"
#include "tenon/types.hpp"
#include "tenon/values.hpp"

namespace TENON_API tenon {
namespace detail {

// Of the types that JSON has a form of its own for. `read` refuses at the place.
void write_text(std::string_view text, std::string& out);
void write_json(const Json& value, std::string& out);
void write_bytes(const Bytes& value, std::string& out);
void write_float(double value, std::string_view shortest, bool finite, std::string& out);
[[nodiscard]] std::string read_text(std::string_view text, const JsonPlace& at);
[[nodiscard]] bool read_bool(std::string_view text, const JsonPlace& at);
/// A whole number, `1.0` too.
[[nodiscard]] std::int64_t read_integer(std::string_view text, std::int64_t least, std::int64_t most,
                                        const JsonPlace& at);
[[nodiscard]] double read_double(std::string_view text, const JsonPlace& at);
[[nodiscard]] float read_float(std::string_view text, const JsonPlace& at);
[[nodiscard]] Numeric read_numeric(std::string_view text, const JsonPlace& at);
/// What stands in the quotes of a string that holds no escape, and all else as it is.
[[nodiscard]] std::string_view without_quotes(std::string_view text);
[[nodiscard]] Bytes read_bytes(std::string_view text, const JsonPlace& at);
[[nodiscard]] Json read_json(std::string_view text, const JsonPlace& at);

// RFC 3339, and ISO 8601 for what that lacks. Throw ParseError.
void parse_text(std::string_view text, Timestamptz& out);
void parse_text(std::string_view text, Timestamp& out);
void parse_text(std::string_view text, Date& out);
void parse_text(std::string_view text, Time& out);
void parse_text(std::string_view text, Interval& out);
template <class T>
void parse_text(std::string_view text, T& out) {
  out = T::parse(text);
}

template <class T>
void write_value(const T& value, const JsonWriting& how, std::string& out) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_floating_point_v<T>) {
    char text[64];
    const char* end = std::to_chars(text, text + sizeof text, value).ptr;
    write_float(static_cast<double>(value), {text, end}, how.finite, out);
  } else if constexpr (std::is_integral_v<T>) {
    const bool as_text = how.big_numbers_as_text && sizeof(T) > 4;
    if (as_text) out += '"';
    char text[32];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
    if (as_text) out += '"';
  } else if constexpr (std::is_same_v<T, Numeric>) {
    how.big_numbers_as_text ? write_text(to_string(value), out) : static_cast<void>(out += to_string(value));
  } else if constexpr (is_optional<T>) {
    value ? write_value(*value, how, out) : static_cast<void>(out += "null");
  } else if constexpr (std::is_same_v<T, Bytes>) {
    write_bytes(value, out);
  } else if constexpr (std::is_same_v<T, Json>) {
    write_json(value, out);
  } else if constexpr (std::is_same_v<T, Vector>) {
    write_value(value.values, how, out);
  } else if constexpr (is_generated_struct<T>) {
    JsonOf<T>::write(value, how, out);
  } else if constexpr (is_vector<T>) {
    out += '[';
    bool more = false;
    for (const auto& item : value) {
      if (std::exchange(more, true)) out += ',';
      write_value(item, how, out);
    }
    out += ']';
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    write_text(value, out);
  } else if constexpr (has_unknown_label<T>) {
    // What is to be stored has a label.
    if (how.finite && value == Description<T>::unknown)
      throw EncodeError("a label that the program doesn't know can't be written");
    write_text(to_string(value), out);
  } else {
    write_text(to_string(value), out);
  }
}

template <class T>
[[nodiscard]] T read_value(std::string_view text, const JsonReading& how, const JsonPlace& at);

/// Of an enum, by its label.
template <class T>
[[nodiscard]] T read_label(std::string_view text, const JsonReading& how, const JsonPlace& at) {
  const std::string label = read_text(text, at);
  for (const LabelInfo<T>& each : labels<T>()) {
    if (each.label == label) return each.value;
  }
  if constexpr (has_unknown_label<T>) {
    if (how.ignore_unknown) return Description<T>::unknown;
  }
  if (how.stored) throw UnknownLabel(std::string(Description<T>::name));
  at.refuse("is none of its labels");
}

template <class T>
[[nodiscard]] T read_by_text(std::string_view text, const JsonPlace& at, const char* what) {
  const std::string given = read_text(text, at);
  try {
    T out{};
    parse_text(given, out);
    return out;
  } catch (const ParseError&) {
  } catch (const EncodeError&) {
  }
  at.refuse(what);
}

template <class T>
[[nodiscard]] T read_array(std::string_view text, const JsonReading& how, const JsonPlace& at) {
  T out;
  for (const std::string_view element : json_elements(text, at))
    out.push_back(read_value<typename T::value_type>(element, how, {&at, {}, out.size()}));
  return out;
}

template <class T>
inline constexpr const char* kWhatTextIs = "is no text of its type";
template <>
inline constexpr const char* kWhatTextIs<Uuid> = "is no UUID";
template <>
inline constexpr const char* kWhatTextIs<Timestamptz> = "is no point in time, as in 2026-05-01T12:34:56Z";
template <>
inline constexpr const char* kWhatTextIs<Timestamp> = "is no date and time, as in 2026-05-01T12:34:56";
template <>
inline constexpr const char* kWhatTextIs<Date> = "is no date, as in 2026-05-01";
template <>
inline constexpr const char* kWhatTextIs<Time> = "is no time of day, as in 12:34:56";
template <>
inline constexpr const char* kWhatTextIs<Interval> = "is no interval, as in P1DT2H30M";

template <class T>
T read_value(std::string_view text, const JsonReading& how, const JsonPlace& at) {
  if constexpr (is_optional<T>) {
    if (text == "null") return std::nullopt;
    return read_value<typename T::value_type>(text, how, at);
  } else if constexpr (std::is_same_v<T, Json>) {
    return read_json(text, at);
  } else {
    if (text == "null") at.refuse("is null");
    constexpr bool kMayBeText = std::is_floating_point_v<T> || std::is_same_v<T, Numeric> ||
                                (std::is_integral_v<T> && sizeof(T) == 8);
    if (kMayBeText && how.numbers_from_text) text = without_quotes(text);
    if constexpr (std::is_same_v<T, bool>) {
      return read_bool(text, at);
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(
          read_integer(text, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), at));
    } else if constexpr (std::is_same_v<T, double>) {
      return read_double(text, at);
    } else if constexpr (std::is_same_v<T, float>) {
      return read_float(text, at);
    } else if constexpr (std::is_same_v<T, Numeric>) {
      return read_numeric(text, at);
    } else if constexpr (std::is_enum_v<T>) {
      return read_label<T>(text, how, at);
    } else if constexpr (std::is_same_v<T, std::string>) {
      return read_text(text, at);
    } else if constexpr (std::is_same_v<T, Bytes>) {
      return read_bytes(text, at);
    } else if constexpr (std::is_same_v<T, Vector>) {
      return Vector(read_array<std::vector<float>>(text, how, at));
    } else if constexpr (std::is_same_v<T, SecretHash>) {
      return SecretHash::of(read_text(text, at));
    } else if constexpr (is_closed<T>) {
      return T(read_value<std::remove_cvref_t<decltype(std::declval<T>().reveal())>>(text, how, at));
    } else if constexpr (is_generated_struct<T>) {
      return JsonOf<T>::read(text, how, at);
    } else if constexpr (is_vector<T>) {
      return read_array<T>(text, how, at);
    } else {
      return read_by_text<T>(text, at, kWhatTextIs<T>);
    }
  }
}

/// Whether a member is a secret or a ciphertext, perhaps one that is missing.
template <class T>
inline constexpr bool holds_closed = is_closed<T>;
template <class T>
inline constexpr bool holds_closed<std::optional<T>> = is_closed<T>;
template <class T>
inline constexpr bool holds_closed<Patch<T>> = is_closed<T>;

/// Writes the members of a row, or of a JSON struct, whose absent ones are left out.
class MemberWriter {
 public:
  MemberWriter(const JsonWriting& how, bool leave_absent, std::string& out)
      : how_(how), leave_absent_(leave_absent), out_(out) {}

  template <class T>
  void operator()(const FieldInfo& field, const T& value) {
    if constexpr (!holds_closed<T>) {
      if (field.is_hidden() || is_absent(value)) return;
      if (field.personal && how_.personal == Personal::left_out) return;
      begin(field.json);
      if (field.personal && how_.personal == Personal::marked) {
        write_text(kPersonal, out_);
      } else {
        write_member(value);
      }
    }
  }
  /// Members that a struct doesn't name, but those that it does.
  void others(const Json& other, std::span<const FieldInfo> named);

 private:
  template <class T>
  [[nodiscard]] bool is_absent(const T& value) const {
    if constexpr (is_optional<T>) return leave_absent_ && !value;
    if constexpr (is_patch<T>) return value.is_keep();
    return false;
  }
  template <class T>
  void write_member(const T& value) {
    if constexpr (is_patch<T>) {
      value.has_value() ? write_value(value.value(), how_, out_) : static_cast<void>(out_ += "null");
    } else {
      write_value(value, how_, out_);
    }
  }
  void begin(std::string_view name);

  const JsonWriting& how_;
  bool leave_absent_;
  bool more_ = false;
  std::string& out_;
};

/// The members of an object, of which each is taken once.
class MemberReader {
 public:
  MemberReader(std::string_view text, const JsonReading& how, const JsonPlace& at);

  template <class T>
  void operator()(const FieldInfo& field, T& value) {
    if constexpr (is_patch<T>) {
      if (const auto text = take(field)) {
        using Value = std::remove_cvref_t<decltype(value.value())>;
        value = *text == "null" ? T(null) : T(read_value<Value>(*text, how_, place(field)));
      }
    } else if constexpr (is_optional<T>) {
      const auto text = take(field);
      // Of a field that can't be NULL, what is missing has its default, and null is nothing.
      if (text && *text == "null" && !field.nullable) place(field).refuse("is null");
      if (text) value = read_value<T>(*text, how_, place(field));
    } else {
      const auto text = take(field);
      if (!text) place(field).refuse("is missing");
      value = read_value<T>(*text, how_, place(field));
    }
  }
  /// All others must not be there, unless they are ignored.
  void finish() const;
  /// They are a struct's, to the letter.
  void finish(Json& other) const;

 protected:
  [[nodiscard]] JsonPlace place(const FieldInfo& field) const { return {&at_, field.json, 0}; }
  [[nodiscard]] std::optional<std::string_view> take(const FieldInfo& field);

  const JsonReading& how_;

 private:
  struct Member {
    std::string name;
    std::string_view text;
    bool taken = false;
  };
  const JsonPlace& at_;
  std::vector<Member> members_;
};

/// The members of a row: secrets and what is encrypted aren't read back.
class RowReader : public MemberReader {
 public:
  using MemberReader::MemberReader;

  template <class T>
  void operator()(const FieldInfo& field, T& value) {
    if constexpr (!holds_closed<T>) {
      if (!field.is_hidden()) MemberReader::operator()(field, value);
    }
  }
};

/// A row as generated code has it, and a JSON struct.
template <class T>
void write_row(const T& row, const JsonWriting& how, std::string& out) {
  out += '{';
  MemberWriter writer(how, describe<T>().kind == TypeKind::json, out);
  for_each_field(row, writer);
  if constexpr (requires { Description<T>::other; })
    writer.others(row.*Description<T>::other, describe<T>().fields);
  out += '}';
}

template <class T>
[[nodiscard]] T read_row(std::string_view text, const JsonReading& how, const JsonPlace& at) {
  T out{};
  RowReader reader(text, how, at);
  for_each_field(out, reader);
  if constexpr (requires { Description<T>::other; }) {
    reader.finish(out.*Description<T>::other);
  } else {
    reader.finish();
  }
  return out;
}

/// A row to insert, and a patch: what is left out isn't written, and secrets are read.
template <class T>
void write_given(const T& row, const JsonWriting& how, std::string& out) {
  out += '{';
  for_each_field(row, MemberWriter(how, true, out));
  out += '}';
}

template <class T>
[[nodiscard]] T read_given(std::string_view text, const JsonReading& how, const JsonPlace& at) {
  T out{};
  MemberReader reader(text, how, at);
  for_each_field(out, reader);
  reader.finish();
  return out;
}

/// What is stored in a jsonb, and back. Throw EncodeError, and DecodeError which says `wrong`.
template <class T>
[[nodiscard]] std::string stored_json(const T& value) {
  std::string out;
  write_value(value, {.finite = true}, out);
  return out;
}
template <class T>
[[nodiscard]] T stored_value(std::string_view text, const char* wrong) {
  try {
    return read_value<T>(text, {.ignore_unknown = true, .numbers_from_text = false, .stored = true}, {});
  } catch (const ParseError&) {
  }
  throw DecodeError(wrong);
}

}  // namespace detail
}  // namespace tenon
