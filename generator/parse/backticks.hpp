// SQL that isn't closed, in a text that has syntax errors.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace tenon::parse {

/// Whether lines behind the first of what stands between two backticks are of a schema: then it is no SQL,
/// and the first backtick isn't closed.
bool holds_schema(std::string_view sql);

/// A backtick that is missing turns SQL into schema and schema into SQL up to the end of the file. Closes
/// such SQL before the first line of a schema, by a backtick in the place of a line's end, so that every
/// offset stays. Gives the code points at which it begins.
std::set<std::size_t> close_backticks(std::string& text);

}  // namespace tenon::parse
