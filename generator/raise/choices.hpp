// What is told in which way, before anything is written: a part of `raise.hpp`.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "raise/mixins.hpp"
#include "raise/partitions.hpp"
#include "raise/raise.hpp"
#include "raise/shapes.hpp"
#include "raise/spelling.hpp"

namespace tenon::raise {

/// The whole of a database, and how each of its objects is told.
struct Choices {
  std::map<TableKey, Parts> tables;
  std::set<model::Identity> declared;
  std::map<TableKey, std::string> entities;          ///< their names, of the tables that are declared
  std::map<TableKey, std::string> views;             ///< the same of views
  TypeNames types;                                   ///< of enums, domains and composite types
  std::map<model::Identity, std::string> sequences;  ///< their names, of those that are declared
  std::map<TableKey, std::map<std::string, std::string>> labels;  ///< of enums: the value that has the label
  std::map<model::Identity, const model::Object*> serials;        ///< by the column, its sequence
  std::map<TableKey, Divided> divided;                            ///< of tables that have partitions
  std::map<model::Identity, model::Identity> partitions;          ///< of those, with their table
  std::set<model::Identity> before;                               ///< opaque ones that declared ones need
  std::optional<Tenancy> tenancy;                                 ///< where it is told with one

  [[nodiscard]] bool is_declared(const model::Identity& identity) const {
    return declared.contains(identity);
  }
  /// Whether it is a partition that its table's declaration makes, or something that it has from its table.
  [[nodiscard]] bool is_of_divided(const model::Object& object) const;
  /// Whether something stands in a Postgres schema that makes it by its declaration.
  [[nodiscard]] bool declares_in(const std::string& space) const;
  /// Whether it is a sequence that its column's declaration says.
  [[nodiscard]] bool is_of_serial(const model::Identity& identity) const;
  /// The column by which each row of the table names its tenant, which tenancy derives; empty where it
  /// doesn't.
  [[nodiscard]] std::string derived_column(const model::Identity& table) const;
  Mixins mixins = {};
};

Choices choose(const model::Database& database, const Tellings& tellings, const Options& options);

/// How an object is told, of which is known what was seen of it.
Telling telling_of(const Tellings& tellings, const model::Identity& identity);

}  // namespace tenon::raise
