// PostgreSQL's types, and which function or operator is meant by those that it is given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::sql {

/// A type by PostgreSQL's own name for it: `int4`, `timestamptz`.
struct SqlType {
  std::string name;    ///< empty where it isn't known
  int dimensions = 0;  ///< of an array
  bool is_enum = false;

  [[nodiscard]] bool known() const { return !name.empty(); }
  /// A literal's or a NULL's, until something says what it is.
  [[nodiscard]] bool is_literal() const { return name == "unknown" && dimensions == 0; }
  bool operator==(const SqlType&) const = default;
};

/// `int4`, `text[]`.
std::string to_string(const SqlType& type);
/// From a catalogue's name: `_text` is an array of texts.
SqlType type_of_catalogue(std::string_view name);

/// Whether one may stand where the other is asked for, and nobody writes a cast.
bool converts(const SqlType& from, const SqlType& to);
/// The type of what may be any of these, as in CASE and UNION; unknown where there is none.
SqlType common_type(const std::vector<SqlType>& types);

/// What a call gives.
struct Called {
  SqlType result;
  bool is_set = false;
  bool aggregates = false;
  std::vector<std::pair<std::string, SqlType>> columns;  ///< of a row that it gives
};

/// Nothing where no function of the name takes these, or several might be meant.
std::optional<Called> resolve_function(std::string_view name, const std::vector<SqlType>& arguments);
/// The result of an operator; of a prefix operator the left type isn't known.
std::optional<SqlType> resolve_operator(std::string_view name, const SqlType& left, const SqlType& right);

}  // namespace tenon::sql
