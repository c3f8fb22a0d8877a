// Tables that have another name: code of the version before finds them under the one that it knows, with the
// columns that it knows, until the contract.
#pragma once

#include "plan/planning.hpp"
#include "plan/renames.hpp"

namespace tenon::plan {

/// Whether a view under the old name does for code of the version before whatever the rename changes: of a
/// table, or of what stands in one of those.
bool is_kept(const std::vector<Rename>& renames, const Rename& rename);

/// The views, made behind the renames and dropped with the contract. `before` is the database under its own
/// names.
void keep_old_names(Planning& planning, const model::Database& before, const std::vector<Rename>& renames);

}  // namespace tenon::plan
