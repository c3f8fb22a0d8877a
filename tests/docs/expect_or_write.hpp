// A page that a test makes from the compiler's tables.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace tenon::test {

/// Holds the page against the text; `TENON_UPDATE_GOLDENS=1` writes it anew.
inline void expect_or_write(const std::filesystem::path& path, const std::string& text) {
  const char* wish = std::getenv("TENON_UPDATE_GOLDENS");
  if (wish != nullptr && std::string_view(wish) == "1") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string old{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(old, text) << path << " is stale; ./dev regenerate rewrites it";
}

}  // namespace tenon::test
