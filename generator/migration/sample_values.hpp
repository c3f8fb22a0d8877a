// Which value a column of a made-up row has: one that its type, its domain and the checks on it bear, and
// that the rows which refer to it can tell by their number.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "ir/ir.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

/// An entity and a column of it, by their names.
using ColumnName = std::pair<std::string, std::string>;
/// Columns that hold keys of others, though no relation says so yet: whose, and which column.
using Referring = std::map<ColumnName, ColumnName>;

/// What the version after will ask of the rows.
struct Foreseen {
  Referring referring = {};
  std::set<std::string> parted = {};  ///< entities whose rows are to be parted: for times that are near
};

class SampleValues {
 public:
  /// The session is asked what checks bear; it looks names up where the schema's tables are.
  SampleValues(pq::Session& session, const ir::Schema& schema, Foreseen foreseen = {})
      : session_(session), schema_(schema), foreseen_(std::move(foreseen)) {}

  /// SQL of a row's number, of its tenant's, which is empty where the row has none, and of the rows' to which
  /// it refers.
  struct Row {
    std::string number = "i";
    std::string tenant = "t";
    std::string other = "i";
  };
  /// SQL of the value. Empty where the column is better left out.
  std::string of(const ir::Entity& entity, const ir::Column& column, Row row);
  /// In the row number `i` of the tenant number `t`, as columns of a query.
  std::string of(const ir::Entity& entity, const ir::Column& column) { return of(entity, column, Row()); }

 private:
  std::string at(const ir::Entity& entity, const ir::Column& column, const Row& row);
  std::string reference(const ir::Entity& entity, const ir::Relation& relation, const std::string& column,
                        const Row& row);
  std::string key_of(const ir::Entity& entity, const ir::Entity& target, const ir::Column& key,
                     const Row& row);
  const std::string& form_of(const ir::Entity& entity, const ir::Column& column);
  std::string chosen(const ir::Entity& entity, const ir::Column& column);
  std::string bounded(const ir::Entity& entity, const ir::Column& column, const std::string& number) const;
  bool bears(const ir::Entity& entity, const ir::Column& column, const std::string& form);

  pq::Session& session_;
  const ir::Schema& schema_;
  Foreseen foreseen_;
  std::map<std::pair<std::string, std::string>, std::string> forms_;
};

/// `md5('a {n}')` with `i` for the number: `md5(('a ' || i || ''))`.
std::string with_numbers(const std::string& form, const std::string& number, const std::string& tenant);

}  // namespace tenon::migration
