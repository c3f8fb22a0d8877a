// What a column holds of a row that is there, as SQL over the columns of the version before.
#pragma once

#include <optional>
#include <string>

#include "plan/planning.hpp"

namespace tenon::plan {

/// What @backfill says; null where it says nothing.
const model::Sql* backfill_of(const Planning& planning, const Object& column);
/// Whether each statement has one such value, and so all rows the same: the server puts it into all of them
/// at once without touching one.
bool is_stable(const std::string& sql);
/// Whether @backfill says how a value becomes one of another type.
bool is_converted_as_told(const Planning& planning, const Object& after);
/// The value of the column before as one of the type after: what @backfill makes of it, or a cast.
std::string converted(const Planning& planning, const Object& before, const Object& after);
/// The value in a row that is written anew; nothing where the server has it from elsewhere: a default, or
/// what computes it.
std::optional<std::string> value_in_new_row(const Planning& planning, const Object& column);

/// Whether SQL reads other rows than the one at hand.
bool reads_other_rows(const std::string& sql);

}  // namespace tenon::plan
