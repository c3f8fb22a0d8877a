// Running the tool, and a directory for each test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tenon::test {

struct Outcome {
  int exit = -1;  ///< minus the signal where one ended the process
  std::string out;
  std::string err;
};

struct Surroundings {
  std::string directory;  ///< to run in; this process's own where empty
  std::vector<std::pair<std::string, std::string>> environment;  ///< added to this process's
  std::size_t largest_file = 0;  ///< in bytes, as `ulimit -f` sets it; 0 for any
};

/// Runs a program, by its path.
Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Surroundings& surroundings = {});
/// Runs the tool with the arguments; both of its streams are pipes.
Outcome tenon(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text);
/// The names of what is in a directory, in order.
std::vector<std::string> listing(const std::filesystem::path& directory);

/// A schema of one tenant's root and one entity; `more` stands behind them.
std::string small_schema(const std::string& name, const std::string& more = "");

class CliTest : public testing::Test {
 protected:
  CliTest();
  ~CliTest() override;

  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }
  /// Writes a file below the test's directory, and gives its path.
  std::string file(const std::string& name, const std::string& text) const;

  std::filesystem::path directory_;
};

}  // namespace tenon::test
