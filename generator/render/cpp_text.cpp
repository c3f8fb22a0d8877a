#include "render/cpp_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tenon::render {
namespace {

constexpr std::string_view kKeywords[] = {
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq",      "NULL",     "errno",      "assert",    "stdin",     "stdout",
};

std::string escaped(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f ? fmt::format("\\{:03o}", byte) : std::string(1, c);
}

}  // namespace

CppText cpp_name(std::string_view name) {
  const bool keyword = std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords);
  return CppText::trusted(std::string(name) + (keyword ? "_" : ""));
}

CppText cpp_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += escaped(text[i]);
    if (text[i] == '\n' && i + 1 < text.size()) out += "\"\n      \"";
  }
  return CppText::trusted(out + "\"");
}

CppText cpp_doc(std::string_view text, int indent) {
  if (text.empty()) return {};
  std::string out = "/// ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += fmt::format("{:{}}/// ", "", indent);
  }
  // A line that ends in a backslash would take the next one into the comment.
  return CppText::trusted(out.ends_with('\\') ? out + "." : out);
}

CppText cpp_code(std::string text) {
  return CppText::trusted(std::move(text));
}

}  // namespace tenon::render
