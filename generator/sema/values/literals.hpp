// Values that are written as text: what a type's text has to look like.
#pragma once

#include <string>
#include <string_view>

namespace tenon::sema {

/// Why the text is surely no value of the type, or nothing; nothing too for types whose text isn't known
/// here.
std::string wrong_literal(std::string_view type, const std::string& text);

}  // namespace tenon::sema
