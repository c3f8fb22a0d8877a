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
  return fmt::format("\\{:03o}", static_cast<unsigned char>(c));
}

bool stands_for_itself(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f && c != '"' && c != '\\';
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
  std::string out;
  out.reserve(text.size() + text.size() / 8 + 2);
  out += '"';
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), stands_for_itself);
    out.append(text.begin(), end);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
    if (text.empty()) break;
    out += escaped(text.front());
    if (text.front() == '\n' && text.size() > 1) out += "\"\n      \"";
    text.remove_prefix(1);
  }
  out += '"';
  return CppText::trusted(std::move(out));
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
