// A database's objects under other names, in all that names them: a part of `renames.hpp`.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "model/database.hpp"
#include "plan/words.hpp"

namespace tenon::plan {

class NewIdentities {
 public:
  /// Tables come before their columns.
  void add(const model::Identity& from, const model::Identity& to);
  /// `label` is `Status.done`: an enum as it was declared before, and what its value is called now.
  void add_label(const std::string& label, const std::string& was);

  [[nodiscard]] bool any() const {
    return !relations_.empty() || !columns_.empty() || !labels_.empty() || !functions_.empty();
  }

  /// From the new names to those before; values of enums and functions stay as they are.
  [[nodiscard]] NewIdentities turned() const;
  /// The new names alone of values of enums and of functions, which come before all else.
  [[nodiscard]] NewIdentities of_labels() const;

  /// What it is called once all that was added has its new name.
  [[nodiscard]] model::Identity now(const model::Identity& identity) const;
  [[nodiscard]] model::Database renamed(const model::Database& database) const;
  /// Of tables, views and types.
  [[nodiscard]] NewNames relations() const;
  /// Of what a piece of SQL may name that is about the object, as it is called before, in the database
  /// before.
  [[nodiscard]] NewNames names_within(const model::Object& of, const model::Database& database) const;

 private:
  friend struct InDefinition;
  [[nodiscard]] NewNames columns_of(const std::string& schema, const std::string& table) const;

  using Place = std::pair<std::string, std::string>;
  /// Those of them that stand in another Postgres schema.
  [[nodiscard]] NewPlaces places() const;
  [[nodiscard]] Place place_of(const Place& place) const;

  std::map<model::Identity, model::Identity> functions_;  ///< SQL goes on to name them as it is written
  std::map<Place, Place> relations_;                      ///< tables, views and types, by schema and name
  std::map<Place, NewNames> columns_;                     ///< by their table, as it is called before
  std::map<std::string, NewNames> labels_;  ///< by the enum's declaration: the new label by the one before
};

}  // namespace tenon::plan
