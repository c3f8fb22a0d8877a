// Commands of the shell, as people run them.
#pragma once

#include <filesystem>
#include <string>

namespace dumps {

struct Said {
  int exit = -1;
  std::string text;  ///< of both streams
};

Said shell(const std::string& command);
/// Fails the test where the command does.
bool succeeds(const std::string& command);
std::string read_file(const std::filesystem::path& path);

/// A directory of the test's own, gone with it.
class Directory {
 public:
  Directory();
  ~Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace dumps
