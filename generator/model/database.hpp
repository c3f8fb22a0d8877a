// A database, or what is wanted of one: objects, each with what it is, what it needs, and why it is there.
// It knows no entity, no tenant, no template.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "model/kinds.hpp"

namespace tenon::model {

using Definition =
    std::variant<Role, Membership, Schema, Extension, Enum, Composite, Domain, Sequence, Function, Table,
                 Column, Constraint, Index, Statistics, View, Rule, Trigger, Policy, RowSecurity, Grant,
                 DefaultPrivilege, Comment, Publication, RegisteredRow, Opaque>;

/// For remarks and places; no part of what an object is.
struct Why {
  std::string rule;         ///< `T2`, `P4`, `search`; empty for what the author declared
  std::string reason;       ///< in a few words
  std::string declaration;  ///< in the schema file: `Note`, `Note.title`
};

struct Object {
  Identity identity;
  Definition definition;
  std::vector<Identity> needs = {};
  Why why = {};

  template <typename T>
  [[nodiscard]] const T& as() const {
    return std::get<T>(definition);
  }
};

class Database {
 public:
  /// Takes an object in, behind those that are there. An identity comes once: a second one is the maker's
  /// mistake, and throws std::logic_error.
  void add(Object object);
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }
  /// Null where there is none.
  [[nodiscard]] const Object* find(const Identity& identity) const;

 private:
  std::vector<Object> objects_;
  std::unordered_map<Identity, std::size_t, HashIdentity> places_;
};

/// Each after all that it needs, and otherwise as they stand. A column comes right behind its table, with
/// which it is made: what it needs, the table does. Throws std::logic_error where they need one another in a
/// circle.
Database ordered(const Database& database);

}  // namespace tenon::model
