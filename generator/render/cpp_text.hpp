// C++'s quoting and names: the only makers of CppText.
#pragma once

#include <string>
#include <string_view>

#include "render/view.hpp"

namespace tenon::render {

/// A name, with an underscore behind it where it means something else in C++ already.
CppText cpp_name(std::string_view name);
/// `a::b`, each of them so.
CppText cpp_namespace(std::string_view path);
/// A string literal; lines of a long text stand on lines of their own.
CppText cpp_string(std::string_view text);
/// Lines of a documentation comment, each behind `/// `, indented by `indent` blanks but the first.
CppText cpp_doc(std::string_view text, int indent);
/// Text that the compiler spelt as C++ already: a type, a number.
CppText cpp_code(std::string text);

}  // namespace tenon::render
