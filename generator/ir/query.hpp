// A query that the schema declares: a part of `ir.hpp`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/entity.hpp"

namespace tenon::ir {

/// How many rows a caller gets, and how.
enum class Cardinality { kOne, kExactlyOne, kMany, kStream, kAffected, kExists };

struct QueryParameter {
  std::string name;
  std::string doc;
  Type type;
  bool nullable = false;
  std::string entity;            ///< whose key it is, where it was declared as that
  std::optional<Value> example;  ///< by which the query is tried
  bool operator==(const QueryParameter&) const = default;
};

/// A change that the text takes before it is SQL, and the author's parameters and names in it.
struct QueryEdit {
  enum class Kind {
    kParameter,
    kIsAbsent,
    kIsGiven,
    kTable,
    kCondition,
    kConditionEnd,
    kWhere,
    kColumn,
    kValue,
    kStar,
    kSchema,
    kSession
  };
  Kind kind = Kind::kParameter;
  int offset = 0;  ///< bytes of the text
  int length = 0;
  std::string name;                  ///< of a parameter, a table, a type
  std::string alias;                 ///< what the tenant's column is of; of a table, the name that it needs
  std::vector<std::string> columns;  ///< of a star: relation, column, relation, …
  bool operator==(const QueryEdit&) const = default;
};

/// What it does to an entity or a view.
struct QueryUse {
  std::string source;
  Command command = Command::kSelect;
  std::vector<std::string> columns;  ///< those that it writes
  bool operator==(const QueryUse&) const = default;
};

/// A column by which it chooses rows.
struct QueryFilter {
  std::string entity;
  std::string column;
  bool operator==(const QueryFilter&) const = default;
};

struct QuerySort {
  std::string column;  ///< of the result
  bool descending = false;
  bool operator==(const QuerySort&) const = default;
};

struct QueryOrder {
  std::string name;
  std::vector<QuerySort> by;
  bool operator==(const QueryOrder&) const = default;
};

/// Rows of another entity in each row: those that refer to it, or the one that it refers to.
struct QueryEmbed {
  std::string name;
  std::string entity;
  std::string query;                 ///< which gives them, for all rows at once
  std::vector<std::string> of;       ///< columns of the result, a key
  std::vector<std::string> columns;  ///< of the entity, with the same values
  bool many = false;
  bool nullable = false;  ///< of one row: it may be missing
  std::string json = {};  ///< what programs call it in JSON, where that isn't its name
  bool operator==(const QueryEmbed&) const = default;
};

struct Query {
  std::string name;
  std::string doc;
  std::string global_reason;  ///< why no tenant's condition is put in
  std::string text;           ///< as the author wrote it
  Cardinality cardinality = Cardinality::kMany;
  std::vector<QueryParameter> parameters;
  std::vector<Column> columns;  ///< of the result
  std::string row_of;           ///< the entity whose row the result is, where it is that
  std::vector<QueryUse> uses;
  std::vector<QueryFilter> filters;
  std::vector<QueryEdit> edits;
  bool in_tenant = false;  ///< it names a tenant's table, and runs in that tenant
  bool is_select = false;
  std::vector<QuerySort> page;  ///< the order by which it is paged
  std::vector<QueryOrder> orders;
  std::vector<QueryEmbed> embeds;
  bool hidden = false;  ///< another's embedded rows come by it: no program calls it
  bool operator==(const Query&) const = default;
};

/// Parameters whose absence the text asks for: each has statements with it and without.
std::vector<const QueryParameter*> optional_parameters(const Query& query);
/// Whether programs get rows, and whether these are of a type of the query's own: neither an entity's nor one
/// value.
bool gives_rows(const Query& query);
bool makes_rows_of_its_own(const Query& query);

}  // namespace tenon::ir
