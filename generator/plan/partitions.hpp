// The partitions that tables are to have: by what their rows are parted, and as PL/pgSQL what
// tenon.maintain() makes, and nothing of what it takes away.
#pragma once

#include <string>

#include "plan/planning.hpp"

namespace tenon::plan {

inline constexpr const char* kPartitionVariables = "  part record;\n  piece record;\n";

/// Makes those that are missing at a moment, an expression. `tables` is a query of `relation`, `name`,
/// `space` and `levels`: of the tables, what their partitions are named after, the schema for those, and the
/// levels as the register has them.
std::string lacking_made(const std::string& tables, const std::string& moment);

/// By what a table's rows are divided, as JSON: of its row in the register `partitioned`.
const std::string& levels_in(const Object& registered);
/// Whether the change of such a row would have rows in other partitions than they are in, and not only new
/// partitions beside, or fewer.
bool parts_otherwise(const Difference& difference);
/// Whether partitions go between two such rows, and theirs with them.
bool drops_parts(const Object& before, const Object& after);
/// Drops the partitions that are named no more, with their rows.
void drop_parts(Planning& planning, const Difference& difference);
void refuse_other_parts(Planning& planning, const Identity& table);

}  // namespace tenon::plan
