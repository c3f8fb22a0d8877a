// A database, or what is wanted of one: objects, each with what it is, what it needs, and why it is there.
// It knows no entity, no tenant, no template.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/kinds.hpp"

namespace tenon::model {

using Definition =
    std::variant<Role, Membership, Schema, Extension, Enum, Composite, Domain, Sequence, Function, Table,
                 Column, Constraint, Index, Statistics, View, Rule, Trigger, Policy, RowSecurity, Grant,
                 DefaultPrivilege, Comment, Publication, RegisteredRow, Opaque>;

/// The schema of what tenon's own functions go by.
inline const std::string kBookkeeping = "tenon";

/// For remarks and places; no part of what an object is.
struct Why {
  std::string rule;         ///< `T2`, `P4`, `search`; empty for what the author declared
  std::string reason;       ///< in a few words; empty where the rule says it all
  std::string declaration;  ///< in the schema file: `Note`, `Note.title`
  bool operator==(const Why&) const = default;
};

/// `T2: …`, for people.
std::string text(const Why& why);

struct Object {
  Identity identity;
  Definition definition;
  std::vector<Identity> needs = {};
  Why why = {};
  /// The schema in which the names in its SQL are looked for, behind `pg_catalog`; empty where they all tell
  /// theirs, as a server prints them.
  std::string path = {};

  template <typename T>
  [[nodiscard]] const T& as() const {
    return std::get<T>(definition);
  }
};

/// Whether it belongs to the server and not to one database: a role, a membership, a remark about a role.
bool is_of_server(const Object& object);
/// Whose an object is that says so; empty for the others.
std::string owner_of(const Object& object);

class Database {
 public:
  /// Takes an object in, behind those that are there. An identity comes once: a second one is the maker's
  /// mistake, and throws std::logic_error.
  void add(Object object);
  [[nodiscard]] const std::deque<Object>& objects() const { return objects_; }
  /// Null where there is none.
  [[nodiscard]] const Object* find(const Identity& identity) const;

 private:
  /// Where an object of this identity is told of in `places_`, or would be.
  [[nodiscard]] std::size_t slot(const Identity& identity, std::size_t hash) const;
  void make_room();

  struct Place {
    std::size_t hash = 0;
    std::size_t object = 0;  ///< its number, from one; zero where there is none
  };
  std::deque<Object> objects_;  ///< they are large, and stay where they are
  std::vector<Place>
      places_;  ///< by an identity's hash, each in the first free slot; at most half of them taken
};

/// Each after all that it needs, and otherwise as they stand. A column comes right behind its table, with
/// which it is made: what it needs, the table does. Throws std::logic_error where they need one another in a
/// circle.
Database ordered(const Database& database);

}  // namespace tenon::model
