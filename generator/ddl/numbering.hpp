// The triggers that count rows: what they tell of themselves, and SQL over the counts that they hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/database.hpp"

namespace tenon::ddl {

/// How the rows of a table are counted, as the trigger says it: its columns are the number's, the tenant's
/// and those of which each value has a count of its own; its argument is how many numbers are taken side by
/// side.
struct Numbering {
  model::Identity table;
  std::string column;
  std::string tenant;  ///< the column that tells whose a row is
  int slots = 1;
  std::vector<std::string> per;  ///< columns by which it is counted, beside the tenant's
};

/// Nothing where the object is no such trigger.
std::optional<Numbering> numbering_of(const model::Object& object);
/// That of a table's column; nothing where nothing counts it.
std::optional<Numbering> numbering_of(const model::Database& database, const model::Identity& column);

/// The scope of a row in `tenon.counters`. `row` stands before its columns: `n.`
std::string scope_of(const Numbering& numbering, const std::string& row);
/// A statement that puts each count behind the highest number that is there, or that it has been at. `table`
/// is the table's name as statements have it.
std::string recount(const Numbering& numbering, const std::string& table);
/// A statement that numbers the rows that have none, in the order of their key.
std::string number_rows(const Numbering& numbering, const std::string& table,
                        const std::vector<std::string>& key);

}  // namespace tenon::ddl
