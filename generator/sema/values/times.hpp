// Dates and times in strings.
#pragma once

#include <string>
#include <string_view>

namespace tenon::sema {

/// Why the text is no value of a time type, or nothing; nothing for every other type.
std::string wrong_time(std::string_view type, const std::string& text);

}  // namespace tenon::sema
