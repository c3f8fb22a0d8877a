#include "render/cpp_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/cpp_words.hpp"

namespace tenon::render {
namespace {

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
  return CppText::trusted(spelled_in_cpp(name));
}

CppText cpp_namespace(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find("::"), path.size());
    const std::string_view part = path.substr(0, end);
    const bool taken = out.empty() ? is_cpp_global(part) : is_cpp_word(part);
    out += (out.empty() ? "" : "::") + std::string(part) + (taken ? "_" : "");
    path.remove_prefix(std::min(end + 2, path.size()));
  }
  return CppText::trusted(std::move(out));
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
