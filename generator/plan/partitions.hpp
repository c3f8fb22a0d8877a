// The partitions that tables are to have, as PL/pgSQL: what tenon.maintain() makes, and nothing of what it
// takes away.
#pragma once

#include <string>

namespace tenon::plan {

inline constexpr const char* kPartitionVariables = "  part record;\n  piece record;\n";

/// Makes those that are missing at a moment, an expression. `tables` is a query of `relation`, `name`,
/// `space` and `levels`: of the tables, what their partitions are named after, the schema for those, and the
/// levels as the register has them.
std::string lacking_made(const std::string& tables, const std::string& moment);

}  // namespace tenon::plan
