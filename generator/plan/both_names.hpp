// Fields that have another name: code of the version before and of the new one finds each under the name that
// it knows, in a column of its own, and a trigger keeps both equal until the contract.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "plan/planning.hpp"
#include "plan/renames.hpp"

namespace tenon::plan {

/// The intent with fields that are renamed as new ones, beside those that they were; nothing where one of
/// them can't be kept.
std::optional<Intent> with_both_names(const model::Database& before, const model::Database& after,
                                      const Intent& intent);
/// By field that has another name: why it gets that in one moment.
std::map<std::string, std::string> why_at_once(const model::Database& before, const model::Database& after,
                                               const Intent& intent);
/// Whether the plan keeps all of them: not where their table is made anew.
bool keeps_both_names(const Planning& planning);

/// What the column was called that it stands beside; null for others.
const std::string* former_name(const Planning& planning, const Object& column);
/// Whether a column of the version before stands beside the one that it became.
bool is_kept_beside(const Planning& planning, const Identity& column);
/// Whether a part of a table says such a column's name: it goes with that.
bool goes_with_former_name(const Planning& planning, const Object& part);
/// Whether code of the version before was held to the same, under the former names.
bool bound_before(const Planning& planning, const Object& part);
/// Whether a trigger of the version before leaves alone what a fill of such columns changes.
bool is_narrowed(const Planning& planning, const Object& trigger);

/// With the table's first such column: from now on both are what one of them is said to be.
void keep_both_equal(Planning& planning, const Object& column);
/// With the contract.
void keep_both_no_longer(Planning& planning, const Object& former);

}  // namespace tenon::plan
