// What an object of a database is called: its kind and its names, and nothing that it consists of.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "described/described.hpp"

namespace tenon::model {

/// The kinds of objects, in an order in which most stand after what they need.
enum class Kind {
  kRole,
  kMembership,
  kSchema,
  kExtension,
  kEnum,
  kComposite,
  kDomain,
  kSequence,
  kFunction,
  kTable,
  kColumn,
  kConstraint,
  kIndex,
  kStatistics,
  kView,
  kRule,
  kTrigger,
  kPolicy,
  kRowSecurity,
  kGrant,
  kDefaultPrivilege,
  kComment,
  kPublication,
  kRegisteredRow,
  kOpaque
};
constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::kOpaque) + 1;

/// `table`, `foreign key`: as people call it.
std::string_view kind_name(Kind kind);

/// Which object it is. Members that the kind has no use for are empty.
struct Identity {
  Kind kind = Kind::kOpaque;
  std::string schema;
  std::string table;  ///< what it stands in: a column's table, the group of a membership
  std::string name;
  std::string signature;  ///< the types of a function's arguments: `text, integer`
  auto operator<=>(const Identity&) const = default;
};

/// For people: `function tenon.notes_search_text(text, integer)`, `policy notes_select on public.notes`.
std::string text(const Identity& identity);

/// The identity of what a role may do with an object.
Identity right_on(const Identity& object, const std::string& role);
/// The identity of an object's comment.
Identity comment_on(const Identity& object);

struct HashIdentity {
  std::size_t operator()(const Identity& identity) const;
};

}  // namespace tenon::model
