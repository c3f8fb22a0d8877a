// The objects of a lowered schema as what is promised of a database.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/database.hpp"
#include "render/templates.hpp"
#include "tenon/conformance/expectations.hpp"

namespace tenon::target::conformance {

class Promised {
 public:
  /// The database has to outlive it. What stands in the schema's own Postgres schema is called by its name
  /// alone.
  Promised(const model::Database& database, std::string own);

  /// The table with all that stands in it, and the rights on it.
  [[nodiscard]] tenon::conformance::Table table(const model::Identity& identity) const;
  [[nodiscard]] tenon::conformance::View view(const model::Identity& identity) const;
  /// Enums and domains.
  void add_types(tenon::conformance::Schema& out) const;
  /// Functions, tables and views of the schema `tenon`.
  void add_bookkeeping(tenon::conformance::Schema& out) const;

 private:
  [[nodiscard]] std::vector<tenon::conformance::Grant> grants(const model::Identity& object) const;
  [[nodiscard]] tenon::conformance::Function function(const model::Object& object) const;
  [[nodiscard]] tenon::conformance::Register registered(const model::Object& object) const;

  [[nodiscard]] std::string handle(const model::Identity& identity) const;

  const model::Database& database_;
  std::string own_;
  std::map<std::pair<std::string, std::string>, std::vector<const model::Object*>> parts_;  ///< of a table
};

}  // namespace tenon::target::conformance
