// What stands in the database beside tables: a part of `ir.hpp`.
#pragma once

#include <string>
#include <vector>

#include "ir/entity.hpp"
#include "ir/query.hpp"

namespace tenon::ir {

/// Numbers one after the other, for all who take one. Its numbers are of 64 bits, as text.
struct Sequence {
  std::string name;
  std::string sql_name;
  std::string doc;
  std::string type = "int8";
  std::string start;
  std::string increment;
  std::string minimum;
  std::string maximum;
  std::string cache;
  bool cycles = false;
  std::string space = {};  ///< as an entity's
  bool operator==(const Sequence&) const = default;
};

/// Of a composite type. It may always be NULL, as Postgres has no way to refuse that.
struct Attribute {
  std::string name;
  std::string doc;
  Type type;
  bool pii = false;
  std::string was;  ///< its name in the version before
  bool operator==(const Attribute&) const = default;
};

/// A type of several values, of which one column holds all.
struct Composite {
  std::string name;
  std::string sql_name;
  std::string doc;
  std::vector<Attribute> attributes;
  std::string space = {};  ///< as an entity's
  bool operator==(const Composite&) const = default;
};

/// Rows of a view's query that are kept, and made anew from time to time.
struct Stored {
  std::string reason;            ///< why: what policies hide from its readers is among them
  bool global = false;           ///< over all tenants, for each of them
  std::vector<QueryEdit> edits;  ///< of the query: where it is held to one tenant
  Index key;
  std::vector<Index> indexes;
  int minutes = 0;                      ///< after which `tenon.maintain()` refreshes them; 0 where it doesn't
  std::vector<std::string> refreshers;  ///< roles that may do so
  bool operator==(const Stored&) const = default;
};

}  // namespace tenon::ir
