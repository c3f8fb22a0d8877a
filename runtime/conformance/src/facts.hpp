// Facts about a table that can be compared: a name and the server's wording of it.
#pragma once

#include <map>
#include <string>

#include "sql.hpp"

namespace tenon::conformance {

using Facts = std::map<std::string, std::string>;

/// From rows of (name, wording).
Facts facts_of(const pq::Rows& rows);

/// Exactly the promised ones: each difference is a finding about the table. `kind` is the noun: `column`.
Findings differences(const std::string& kind, const Facts& promised, const Facts& there);

/// The oid of the table in the database, as text. A table that does not exist ends the check as a failed
/// statement does.
std::string oid_of(Probe& probe, const Table& table);

/// The table's partitions at every depth, or tables that inherit from it: an array of oids, as text. Queries
/// that take it as `= ANY ($2::oid[])` read what is theirs of the catalog, and not all of it for each table.
std::string partitions_of(Probe& probe, const std::string& oid);

}  // namespace tenon::conformance
