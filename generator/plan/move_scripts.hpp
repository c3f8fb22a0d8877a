// The statements of a move, as `moves.hpp` has it.
#pragma once

#include <string>
#include <vector>

#include "plan/planning.hpp"

namespace tenon::plan {

/// Where new tables are made, and where old ones wait to be dropped: names of what stands in them are as they
/// are to be.
inline const std::string kMoving = "tenon_moving";
inline const std::string kLeaving = "tenon_leaving";

/// Makes one of them, where it isn't there yet.
std::string schema_of_moves(const Planning& planning, const std::string& name);
/// Of all tables and types that have been moved.
std::string drop_old_tables();
std::string drop_old_types();
std::string drop_old_place();
std::string drop_new_place();

class MoveScripts {
 public:
  /// `part` is any part of the table; `registered` its row of those that are partitioned, null where it is to
  /// be none.
  MoveScripts(const Planning& planning, Identity part, const Object* registered);

  [[nodiscard]] std::string place() const;   ///< the schema, where nothing unknown hangs on the old table
  [[nodiscard]] std::string closed() const;  ///< row security, where it is to have any
  [[nodiscard]] std::string partitions() const;
  [[nodiscard]] std::string follow() const;
  [[nodiscard]] std::string copy() const;
  [[nodiscard]] std::string build(const std::string& indexes) const;
  [[nodiscard]] std::string proof() const;
  [[nodiscard]] std::string analyze() const;
  [[nodiscard]] std::string swap() const;

 private:
  /// A column of the new table, and its value over the old one's columns.
  struct Value {
    std::string column;
    std::string sql;
  };

  [[nodiscard]] std::vector<Value> values() const;
  [[nodiscard]] std::string columns() const;
  [[nodiscard]] std::string value_list() const;
  [[nodiscard]] std::string value_of(const std::string& column) const;
  [[nodiscard]] std::string key_values() const;
  [[nodiscard]] std::string in_key(const std::string& table) const;
  [[nodiscard]] std::string ranges_of_rows(const std::string& rows) const;
  [[nodiscard]] std::string partition_variables() const;
  [[nodiscard]] std::string partitions_made(const std::string& rows) const;
  [[nodiscard]] std::string with_partitions(const std::string& statement, const std::string& rows) const;
  [[nodiscard]] std::string changed_rows(const std::string& keys) const;
  [[nodiscard]] std::string changes() const;
  [[nodiscard]] std::string caught_up() const;
  [[nodiscard]] std::string numbers() const;

  const Planning& planning_;
  Identity part_;
  Identity table_;
  const Object* registered_;
  std::vector<std::string> key_;  ///< columns of the new table's, which are the old one's too
  std::string old_;               ///< as statements have it
  std::string fresh_;             ///< the new one, while it is made
  std::string follow_;            ///< the function that writes down which rows are changed
  std::string changed_;           ///< where
};

}  // namespace tenon::plan
