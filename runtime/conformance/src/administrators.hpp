// Whom nothing here could hold: superusers, the database's owner, and whoever may become the schema's owner.
#pragma once

#include "sql.hpp"

namespace tenon::conformance {

/// Their oids, the owner's among them: an array, as text. Queries take it as `= ANY ($1::oid[])`.
std::string administrators(Probe& probe);

}  // namespace tenon::conformance
