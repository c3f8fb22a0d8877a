// Who comes to what: rights, ownership, memberships, and the schemas that stand before.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/database.hpp"
#include "world/people.hpp"

namespace tenon::world {

using Rights = std::vector<std::string_view>;

/// What has to be given so that rows are read.
inline const Rights kReading = {"SELECT"};
/// The same for rows that are read or written.
inline const Rights kAnyOfRows = {"SELECT",   "INSERT",     "UPDATE", "DELETE",
                                  "TRUNCATE", "REFERENCES", "TRIGGER"};
inline const Rights kCalling = {"EXECUTE"};

class Access {
 public:
  Access(const model::Database& live, const People& people);

  /// The way on which an actor comes to an object: `service → notes_app`. Empty where none does.
  [[nodiscard]] std::string way_to(const model::Object& object, const Rights& rights) const;
  /// The same for these actors alone.
  [[nodiscard]] std::string way_to(const model::Object& object, const Rights& rights,
                                   const std::vector<std::string>& actors) const;

  /// Whom somebody has given rights on it.
  [[nodiscard]] std::vector<std::string> given(const model::Object& object) const;

 private:
  [[nodiscard]] std::set<std::string> holders(const model::Object& object, const Rights& rights) const;
  [[nodiscard]] std::set<std::string> holders(const model::Identity& identity, const std::string& owner,
                                              const Rights& rights) const;
  [[nodiscard]] bool may_look_into(const std::string& role, const std::string& schema) const;

  const model::Database& live_;
  const People& people_;
  std::map<model::Identity, std::vector<const model::Object*>> grants_;
};

}  // namespace tenon::world
