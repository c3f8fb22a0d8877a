// The promised side, restated by the server under test: Postgres stores expressions in its own words (`IN`
// becomes
// `= ANY`, casts appear), so what was authored is never compared with what a catalog prints. It is built as a
// temporary table of the same name inside the check's transaction, and both sides are read by the same query.
#pragma once

#include "facts.hpp"

namespace tenon::conformance {

/// What a scratch table has besides its columns.
enum class Part { kColumns, kConstraints, kIndexes, kTriggers, kPolicies };

/// Builds the promised table with one part of it; gives its oid as text.
std::string build_scratch(Probe& probe, const Table& table, Part part);

/// Compares what `sql` reads, as (name, wording) with the table's oid as $1, of the promised and the live
/// table.
Findings compare_with_scratch(Probe& probe, const Table& table, Part part, const std::string& kind,
                              const std::string& sql);

}  // namespace tenon::conformance
