// The words that can't be a name in C++: its keywords, and the macros of its headers.
#pragma once

#include <string_view>

namespace tenon {

bool is_cpp_word(std::string_view name);

}  // namespace tenon
