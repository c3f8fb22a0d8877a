// A page of the documentation, as it stands.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tenon::test {

inline std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace tenon::test
