// An example of a page as a file, for as long as it is read.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tenon::test {

class WrittenSchema {
 public:
  explicit WrittenSchema(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("example-" + std::to_string(::getpid()) + ".schema")) {
    std::ofstream(path_) << text;
  }
  ~WrittenSchema() { std::filesystem::remove(path_); }
  WrittenSchema(const WrittenSchema&) = delete;
  WrittenSchema& operator=(const WrittenSchema&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace tenon::test
