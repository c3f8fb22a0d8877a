// In which of several files a schema is told: by its Postgres schemas, or where there is one alone by what
// its tables are called and refer to.
#pragma once

#include <map>
#include <string>

#include "raise/choices.hpp"

namespace tenon::raise {

/// Names without their ending.
class Files {
 public:
  explicit Files(const Choices& choices);

  [[nodiscard]] const std::string& of_table(const TableKey& table) const { return tables_.at(table); }
  [[nodiscard]] std::string of_type(const model::Identity& type) const;
  [[nodiscard]] static std::string of_views() { return "views"; }
  /// Raw SQL stands together, in its order.
  [[nodiscard]] static std::string of_raw_sql() { return "raw_sql"; }

 private:
  std::map<TableKey, std::string> tables_;
  bool by_space_ = false;
};

}  // namespace tenon::raise
