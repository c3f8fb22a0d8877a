// What of a query's FROM and WHERE follows from the values of some columns: a part of `told_apart.hpp`.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tenon::sql::following {

using Json = nlohmann::json;
using Names = std::set<std::string>;

/// The member, or an empty object.
const Json& member(const Json& node, const char* name);
/// The names of a reference to a column; none of anything else.
std::vector<std::string> path_of(const Json& node);

/// What stands in FROM. `tells` says whether a row of it is the only one with its values of these columns.
struct Relation {
  std::string alias;
  std::vector<std::string> columns;
  bool known = true;  ///< all of its columns are
  std::function<bool(const Names&)> tells = [](const Names&) { return false; };
  bool lateral = false;  ///< of each row of those before it
  bool is_table = false;
};

/// Values that are the same in each row. Where one side may be missing, it is so of one row of the other's.
struct Equal {
  std::string one;    ///< `alias.column`; empty for a constant
  std::string other;  ///< the side that may be missing
  bool may_be_missing = false;
};

struct Scope {
  std::vector<Relation> relations;
  std::vector<Equal> equal;
  bool lateral = false;  ///< what it doesn't know is the same for all of its rows

  /// `alias.column`; empty for a constant; nothing where it isn't known.
  [[nodiscard]] std::optional<std::string> column(const Json& node) const;
  /// Of a table's column the type is known, so that a cast of it may make one of two values.
  [[nodiscard]] bool is_of_table(const Json& node) const;
};

/// What follows from the values of some columns: others', and which rows they are of.
class Following {
 public:
  Following(const Scope& scope, Names columns);
  [[nodiscard]] bool has(const std::string& column) const;
  [[nodiscard]] bool has_all_rows() const;

 private:
  bool goes_on();
  void follow(const Equal& each);
  void follow(const Relation& relation);

  const Scope& scope_;
  Names columns_;
  Names rows_;
};

}  // namespace tenon::sql::following
