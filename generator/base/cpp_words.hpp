// Names that mean something else in C++ already.
#pragma once

#include <string>
#include <string_view>

namespace tenon {

/// Keywords, and macros of the headers that a program includes: no name anywhere.
bool is_cpp_word(std::string_view name);
/// The name as C++ can have it: a word of its own gets a `_`.
std::string spelled_in_cpp(std::string_view name);
/// These, and what stands outside of any namespace: no name of a namespace there.
bool is_cpp_global(std::string_view name);

}  // namespace tenon
