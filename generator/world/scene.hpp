// What all judgements look at: what was promised, what is there, and who its people are.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catalog/reader.hpp"
#include "tenon/conformance/expectations.hpp"
#include "world/facts.hpp"

namespace tenon::world {

struct Scene {
  const conformance::Schema& schema;
  const model::Database& lowered;  ///< for what doesn't depend on a server's words
  const catalog::Reading& wanted;
  const catalog::Reading& live;
  const Facts& facts;
  const People& people;
};

/// The schemas in which the roles look names up: the tables', tenon's, `public`, and those that bear a role's
/// name.
std::vector<std::string> spaces(const conformance::Schema& schema);

/// `public.notes`
std::string qualified(const std::string& schema, const std::string& name);

/// The table, view or sequence that an object is, or stands in, or is a right to; else nothing.
const model::Object* relation_of(const model::Database& database, const model::Object& object);
/// Whether the object is a partition or belongs to one: what maintenance makes as time goes by.
bool is_of_partition(const model::Database& database, const model::Object& object);
/// Whether it is the server's own note that a foreign key refers to one partition of many.
bool follows_from_partitions(const model::Database& database, const model::Object& object);

/// The columns of each table, by its name.
using ColumnsOfTables = std::map<std::string, std::map<std::string, std::string>>;
ColumnsOfTables columns_of_tables(const model::Database& database);

/// What an object is told as: `view api.notes`, `policy hole of public.notes`.
std::string told(const model::Object& object);

}  // namespace tenon::world
