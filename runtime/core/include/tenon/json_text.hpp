// JSON objects as text: members keep their values as they were written, numbers to the last digit.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/export.hpp"

namespace TENON_API tenon {

/// The members of a JSON object in their order, duplicates too: keys without their escapes, and values as the
/// text that stands there, valid as long as `object_text`. Throws ParseError, which repeats nothing of it,
/// for what isn't one JSON object, half a surrogate pair in a key, or nesting deeper than 512.
[[nodiscard]] std::vector<std::pair<std::string, std::string_view>> json_members(
    std::string_view object_text);

/// The elements of a JSON array in the same way.
[[nodiscard]] std::vector<std::string_view> json_elements(std::string_view array_text);
/// What a JSON string says.
[[nodiscard]] std::string json_unquoted(std::string_view string_text);
/// Throws ParseError unless the text is one JSON value.
void check_json(std::string_view text);

/// A JSON object of these members. Keys are escaped; values are JSON texts and stand as they are.
[[nodiscard]] std::string json_object(const std::vector<std::pair<std::string, std::string>>& members);

/// A JSON string that holds `text`, which is UTF-8.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace tenon
