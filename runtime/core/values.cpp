#include "tenon/values.hpp"

#include <string>

namespace tenon::detail {

void print_text(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void print_size(std::size_t size, std::string_view of, std::string& out) {
  out += std::to_string(size);
  out += ' ';
  out += of;
}

}  // namespace tenon::detail
