// Dates and times in strings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::sema {

/// Why the text is no value of a time type, or nothing; nothing for every other type.
std::string wrong_time(std::string_view type, const std::string& text);
/// Microseconds from a fixed point to a date, a time of a day, or a point in time; none for other types, and
/// where the text is no value of theirs.
std::optional<std::int64_t> moment_of(std::string_view type, const std::string& text);

}  // namespace tenon::sema
