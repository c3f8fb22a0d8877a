// What a body in PL/pgSQL declares, and what its rows are where a statement stands.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sql/analysis/analysis.hpp"
#include "sql/plpgsql.hpp"

namespace tenon::sql::detail {

/// The tree of a body, in the order in which the body has it, by and large.
using BodyTree = nlohmann::ordered_json;

const BodyTree& branch_of(const BodyTree& node, const char* name);

/// Whether a declared type is a table's row, or a composite type.
bool is_known_row(const Known& known, std::string_view type);

/// Stands in what is known for as long as it lives.
class BodyVariables {
 public:
  BodyVariables(Known& known, const BodyTree& function);
  BodyVariables(const BodyVariables&) = delete;
  BodyVariables& operator=(const BodyVariables&) = delete;
  ~BodyVariables();

  /// What the body declares. Types that are to be read as SQL come back.
  std::vector<Declaration> declare(std::string_view body, std::vector<Fault>& faults);
  void set_type(const std::string& name, const SqlType& type);

  /// The row that a statement puts into its target; empty where that is none.
  [[nodiscard]] std::string row_in(const BodyTree& target) const;
  /// And that stands at a place in the list of variables.
  [[nodiscard]] std::string row_at(std::size_t place) const;
  [[nodiscard]] std::vector<std::string> rows_changed_in(const BodyTree& node) const;
  void forget(const std::vector<std::string>& rows);
  /// It has what a query gives.
  void fill(const std::string& row, const std::optional<Analysis>& query);

 private:
  void add_variable(const std::string& name, SqlType type);
  void declare_row(const Declaration& declaration, std::vector<Fault>& faults);
  void declare_like(const Declaration& declaration, std::vector<Fault>& faults);
  const KnownTable* table_of(const std::vector<std::string>& path, std::size_t offset,
                             std::vector<Fault>& faults) const;
  KnownRow* row(const std::string& name);
  void set_row(const std::string& name, std::vector<KnownColumn> columns);

  Known& known_;
  const BodyTree& datums_;
  std::vector<KnownParameter> arguments_before_;
  std::set<std::string> several_;  ///< of a name that blocks declare differently
  std::set<std::string> fixed_;    ///< rows that are of a declared type
};

}  // namespace tenon::sql::detail
