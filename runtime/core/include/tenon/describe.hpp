// What generic code may ask of a generated struct at compile time: `tenon::describe<Order>()`. The generated
// NAME_describe.hpp has the answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// A member of a struct, and the column that it comes from.
struct FieldInfo {
  std::string_view name{};         ///< of the member
  std::string_view column{};       ///< in the database; empty for a JSON struct's
  std::string_view json{};         ///< in JSON
  std::string_view sql_type{};     ///< `numeric(12,2)`; of an encrypted one what it stands for
  std::string_view cpp_type{};     ///< of the member, as generated code spells it
  std::string_view default_sql{};  ///< empty where there is none
  std::string_view doc{};
  bool nullable = false;
  bool in_key = false;
  bool personal = false;   ///< `@pii`
  bool secret = false;     ///< `@secret`
  bool encrypted = false;  ///< `@encrypted`
  bool given = false;      ///< an insertion may give it: the database makes no value of its own

  /// What is neither printed nor written as JSON.
  [[nodiscard]] constexpr bool is_hidden() const { return secret || encrypted; }
};

struct UniqueInfo {
  std::string_view name{};  ///< of the constraint
  std::span<const std::string_view> columns{};
};

struct RelationInfo {
  std::string_view name{};    ///< as the schema calls it
  std::string_view entity{};  ///< that it refers to
  std::span<const std::string_view> columns{};
  bool nullable = false;
};

/// What a struct is of.
enum class TypeKind : std::uint8_t { entity, view, result, json };

struct TypeInfo {
  std::string_view name{};
  TypeKind kind = TypeKind::entity;
  std::string_view table{};  ///< of an entity and a view, with its Postgres schema
  std::string_view doc{};
  std::span<const FieldInfo> fields{};
  std::span<const std::string_view> key{};  ///< columns, without the tenant's
  std::span<const UniqueInfo> uniques{};
  std::span<const RelationInfo> relations{};

  /// By the member's name; null where there is none.
  [[nodiscard]] constexpr const FieldInfo* field(std::string_view name_of_it) const {
    for (const FieldInfo& each : fields) {
      if (each.name == name_of_it) return &each;
    }
    return nullptr;
  }
};

/// A value of an enum, and what the database and JSON call it.
template <class Enum>
struct LabelInfo {
  Enum value;
  std::string_view label;
};

/// Specialized by generated code, for each of its types.
template <class T>
struct Description;

/// Of an entity, a view, a query's rows, or a JSON struct.
template <class T>
[[nodiscard]] constexpr const TypeInfo& describe() {
  return Description<T>::type;
}

/// Of an enum: all its values.
template <class Enum>
[[nodiscard]] constexpr std::span<const LabelInfo<Enum>> labels() {
  return Description<Enum>::labels;
}

namespace detail {
/// Whether the enum has a value for labels that the program doesn't know.
template <class Enum>
concept has_unknown_label = requires {
  Description<Enum>::unknown;
};

template <class Row, class Visit>
struct OfRow {
  Row& row;
  Visit& visit;
  template <class Member>
  constexpr void operator()(const FieldInfo& field, Member member) const {
    visit(field, row.*member);
  }
};
}  // namespace detail

/// Calls `visit(field, &T::member)` for each member, in their order; also of `New…` and `…Patch`.
template <class T, class Visit>
constexpr void for_each_field(Visit&& visit) {
  Description<T>::each(visit);
}

/// Calls `visit(field, row.member)`.
template <class T, class Visit>
constexpr void for_each_field(T& row, Visit&& visit) {
  Description<std::remove_const_t<T>>::each(detail::OfRow<T, std::remove_reference_t<Visit>>{row, visit});
}

}  // namespace tenon
