// The blocks of code in a page of Markdown.
#pragma once

#include <sstream>
#include <string>
#include <vector>

namespace tenon::test {

/// The texts of its blocks of a language.
inline std::vector<std::string> code_blocks(const std::string& page, const std::string& language) {
  std::istringstream lines(page);
  std::vector<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!inside && line == "```" + language) {
      inside = true;
      out.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      out.back() += line + "\n";
    }
  }
  return out;
}

}  // namespace tenon::test
