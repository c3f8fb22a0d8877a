#include "commands.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace dumps {

namespace fs = std::filesystem;

Said shell(const std::string& command) {
  Said out;
  FILE* pipe = ::popen(("set -eu; { " + command + "\n} 2>&1").c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    out.text.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  out.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

bool succeeds(const std::string& command) {
  const Said said = shell(command);
  EXPECT_EQ(said.exit, 0) << command << "\n" << said.text;
  return said.exit == 0;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Directory::Directory() {
  std::string name = (fs::temp_directory_path() / "tenon-dumps-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

Directory::~Directory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace dumps
