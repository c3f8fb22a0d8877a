// Between generated structs and the cells of a fake's rows.
#pragma once

#include <algorithm>
#include <charconv>
#include <compare>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tenon/codec.hpp"
#include "tenon/describe.hpp"
#include "tenon/encrypted.hpp"
#include "tenon/export.hpp"
#include "tenon/fake_store.hpp"
#include "tenon/parse.hpp"
#include "tenon/record.hpp"
#include "tenon/types.hpp"

namespace tenon {
namespace TENON_API fake {
namespace detail {

/// What a member holds when it is neither NULL nor kept, and without the wrapper of a secret.
template <class T>
struct Plain {
  using Type = T;
};
template <class T>
struct Plain<std::optional<T>> : Plain<T> {};
template <class T>
struct Plain<Patch<T>> : Plain<T> {};
template <class T>
struct Plain<Secret<T>> : Plain<T> {};
template <class T>
struct Plain<Encrypted<T>> : Plain<T> {};
template <class T>
using plain = typename Plain<T>::Type;

/// Letters of ASCII in lower case: what `citext` compares.
[[nodiscard]] std::string folded(std::string text);
/// Without zeros at the end.
[[nodiscard]] std::string form_of(const Numeric& value);
/// `varchar(40)`: 40, and nothing for what has no length.
[[nodiscard]] std::optional<std::size_t> length_of(std::string_view sql_type);
/// The text as a column of the type stores it; nothing where it is too long.
[[nodiscard]] std::optional<std::string> stored_text(std::string text, std::string_view sql_type);
/// The same of a `numeric(12,2)`.
[[nodiscard]] std::optional<Numeric> stored_number(const Numeric& value, std::string_view sql_type);

template <class T>
std::string form(const T& value, std::string_view sql_type) {
  if constexpr (std::same_as<T, std::string>) {
    return sql_type.ends_with("citext") ? folded(value) : value;
  } else if constexpr (std::same_as<T, Numeric>) {
    return form_of(value);
  } else {
    Buffer out;
    Codec<T>::encode(value, out);
    return std::string(label_of(out.bytes()));
  }
}

template <class T>
Cell made_cell(T value, std::string_view sql_type) {
  std::string same = form(value, sql_type);
  return {std::make_shared<const T>(std::move(value)), std::move(same)};
}

/// Calls `with(value)` with the plain value, unless the member is NULL or keeps what is stored.
template <class T, class With>
void with_plain(const T& member, With with) {
  with(member);
}
template <class T, class With>
void with_plain(const Secret<T>& member, With with) {
  with(member.reveal());
}
template <class T, class With>
void with_plain(const Encrypted<T>& member, With with) {
  with(member.reveal());
}
template <class T, class With>
void with_plain(const std::optional<T>& member, With with) {
  if (member) with_plain(*member, with);
}
template <class T, class With>
void with_plain(const Patch<T>& member, With with) {
  if (member.has_value()) with_plain(member.value(), with);
}

template <class T>
const plain<T>& value_of(const Cell& cell) {
  return *static_cast<const plain<T>*>(cell.value.get());
}

using Keys = std::shared_ptr<KeyProvider>;

template <class T>
void read(const Cell& cell, const Keys&, T& member) {
  if (!cell.is_null()) member = T(value_of<T>(cell));
}
template <class T>
void read(const Cell& cell, const Keys& keys, Encrypted<T>& member) {
  if (cell.is_null()) return;
  tenon::detail::Sealed sealed = *static_cast<const tenon::detail::Sealed*>(cell.value.get());
  sealed.keys = keys;
  member = Encrypted<T>(std::move(sealed), &Codec<T>::decode);
}
template <class T>
void read(const Cell& cell, const Keys& keys, std::optional<T>& member) {
  if (!cell.is_null()) read(cell, keys, member.emplace());
}

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// A default's text as a value, where C++ reads it.
template <class T>
std::optional<T> parsed(std::string_view text) {
  if constexpr (std::same_as<T, std::string>) {
    return std::string(text);
  } else if constexpr (std::same_as<T, bool>) {
    return text == "true";
  } else if constexpr (std::is_arithmetic_v<T>) {
    T out{};
    const auto end = text.data() + text.size();
    return std::from_chars(text.data(), end, out).ptr == end ? std::optional<T>(out) : std::nullopt;
  } else if constexpr (std::is_enum_v<T>) {
    for (const auto& label : labels<T>()) {
      if (label.label == text) return label.value;
    }
    return std::nullopt;
  } else if constexpr (std::same_as<T, Json>) {
    return Json{std::string(text)};
  } else if constexpr (is_vector<T>) {
    return text == "{}" || text == "[]" ? std::optional<T>(T{}) : std::nullopt;
  } else if constexpr (is_generated<T> && std::is_class_v<T>) {
    Buffer json;
    put_jsonb(text, json);
    return Codec<T>::decode(json.bytes());
  } else if constexpr (std::same_as<T, Numeric> || std::same_as<T, Uuid> || std::same_as<T, Date> ||
                       std::same_as<T, Time> || std::same_as<T, Timestamp> || std::same_as<T, Timestamptz>) {
    return parse<T>(text);
  } else {
    return std::nullopt;
  }
}

template <class T>
Cell literal_cell(std::string_view text, std::string_view sql_type) {
  std::optional<T> value = parsed<T>(text);
  if constexpr (std::same_as<T, std::string>) value = stored_text(*value, sql_type);
  if constexpr (std::same_as<T, Numeric>) value = stored_number(*value, sql_type);
  return value ? made_cell<T>(*value, sql_type) : Cell();
}
template <class T>
Cell time_cell(Timestamptz now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  if constexpr (std::same_as<T, Timestamptz>) return made_cell(now, {});
  if constexpr (std::same_as<T, Timestamp>) return made_cell(Timestamp(now.time_since_epoch()), {});
  if constexpr (std::same_as<T, Date>) return made_cell(Date(day), {});
  if constexpr (std::same_as<T, Time>) return made_cell(Time{now - day}, {});
  return {};
}
template <class T>
Cell number_cell(std::int64_t value) {
  return made_cell<T>(static_cast<T>(value), {});
}
template <class T>
std::int64_t number_of(const Cell& cell) {
  return static_cast<std::int64_t>(value_of<T>(cell));
}
template <class T>
bool less(const Cell& a, const Cell& b) {
  if constexpr (std::same_as<T, std::string>) {
    return a.form < b.form;
  } else {
    return value_of<T>(a) < value_of<T>(b);
  }
}

/// With its letters and zeros.
template <class T>
std::string image(const Cell& cell) {
  if constexpr (std::same_as<T, std::string>) {
    return value_of<T>(cell);
  } else if constexpr (std::same_as<T, Numeric>) {
    return to_string(value_of<T>(cell));
  } else {
    return cell.form;
  }
}

template <class T>
ColumnType column_type() {
  ColumnType out;
  out.image = image<T>;
  out.literal = literal_cell<T>;
  out.now = time_cell<T>;
  if constexpr (std::integral<T> && !std::same_as<T, bool>) {
    out.number = number_cell<T>;
    out.number_of = number_of<T>;
  }
  if constexpr (std::same_as<T, Uuid>) out.uuid = [](const Uuid& value) { return made_cell(value, {}); };
  if constexpr (std::totally_ordered<T> || std::same_as<T, Date>) out.less = less<T>;
  return out;
}

}  // namespace detail

/// What the columns of an entity can do, in their order.
template <class Row>
const ColumnTypes& types_of() {
  static const ColumnTypes all = [] {
    ColumnTypes out;
    for_each_field<Row>([&]<class Member>(const FieldInfo& field, Member Row::*) {
      out.push_back(detail::column_type<detail::plain<Member>>());
      out.back().sql_type = field.sql_type;
      if (field.encrypted) out.back().image = [](const Cell& cell) { return cell.form; };
    });
    return out;
  }();
  return all;
}

template <class Row>
std::size_t place_of(const FieldInfo& field) {
  return static_cast<std::size_t>(&field - std::begin(Description<Row>::fields));
}
template <class Row, class Member>
std::size_t place_of(Member Row::*member) {
  std::size_t out = 0;
  for_each_field<Row>([&]<class Other>(const FieldInfo& field, Other Row::*other) {
    if constexpr (std::same_as<Member, Other>) {
      if (other == member) out = place_of<Row>(field);
    }
  });
  return out;
}

/// A value to compare a column with.
template <class Row, class T>
Cell cell_at(std::size_t place, const T& value) {
  Cell out;
  detail::with_plain(value, [&](const auto& plain) {
    out = detail::made_cell(plain, Description<Row>::fields[place].sql_type);
  });
  return out;
}

/// A value as its column stores it. Refuses what is too long for that, or out of range. What is encrypted is
/// so once its row is known: until then the plain bytes stand there.
template <class T>
Cell stored_cell(const Statement& statement, const FieldInfo& field, const T& value) {
  if (field.encrypted) {
    Buffer plain;
    Codec<T>::encode(value, plain);
    return {std::make_shared<const Bytes>(plain.bytes().begin(), plain.bytes().end()), {}};
  }
  if constexpr (std::same_as<T, std::string>) {
    const auto text = detail::stored_text(value, field.sql_type);
    if (!text) statement.refuse("22001", {});
    return detail::made_cell(*text, field.sql_type);
  } else if constexpr (std::same_as<T, Numeric>) {
    const auto number = detail::stored_number(value, field.sql_type);
    if (!number) statement.refuse("22003", {});
    return detail::made_cell(*number, field.sql_type);
  } else {
    return detail::made_cell(value, field.sql_type);
  }
}

/// Of an insertion or a patch: what can't be encrypted isn't sent. Throws KeyMissing.
template <class Row, class Source>
void check_keys_of(const Statement& statement, const Source& source) {
  for_each_field(source, [&](const FieldInfo& field, const auto& member) {
    if (!field.encrypted) return;
    bool has_value = false;
    detail::with_plain(member, [&](const auto&) { has_value = true; });
    if (has_value) statement.check_keys(place_of<Row>(field));
  });
}

/// Of an insertion or a patch. What is left out takes its default, which is NULL where none is declared, or
/// is kept.
template <class Row, class Source>
Given given_of(const Statement& statement, const Source& source) {
  Given out(types_of<Row>().size());
  for_each_field(source, [&]<class Member>(const FieldInfo& field, const Member& member) {
    std::optional<Cell>& to = out[place_of<Row>(field)];
    if constexpr (requires { member.is_null(); }) {
      if (member.is_null()) to.emplace();
    } else if constexpr (requires { member.has_value(); }) {
      if (!member && field.nullable && field.default_sql.empty()) to.emplace();
    }
    detail::with_plain(member, [&](const auto& value) { to = stored_cell(statement, field, value); });
  });
  return out;
}

template <class Row>
Row row_of(const detail::Keys& keys, const Cells& cells) {
  Row out;
  for_each_field(out, [&](const FieldInfo& field, auto& member) {
    detail::read(cells[place_of<Row>(field)], keys, member);
  });
  return out;
}

}  // namespace fake
}  // namespace tenon
