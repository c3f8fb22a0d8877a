#include "driver/write.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "driver/commands.hpp"
#include "driver/report.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

bool unchanged(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (fs::file_size(path, error) != text.size() || error) return false;
  std::ifstream file(path, std::ios::binary);
  std::string there(text.size(), '\0');
  return file.read(there.data(), static_cast<std::streamsize>(there.size())) && there == text;
}

/// Files under temporary names beside their places, which are removed unless they were moved there.
class Staging {
 public:
  Staging() = default;
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    std::error_code ignored;
    for (const auto& [temporary, path] : files_) fs::remove(temporary, ignored);
  }

  std::string add(const fs::path& path, const std::string& text) {
    fs::path temporary = path;
    temporary += fmt::format(".{}.tmp", ::getpid());
    files_.emplace_back(temporary, path);
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    return file ? "" : fmt::format("can't write `{}`: {}", temporary.string(), std::strerror(errno));
  }

  std::string commit() {
    for (const auto& [temporary, path] : files_) {
      std::error_code error;
      fs::rename(temporary, path, error);
      if (error) return fmt::format("can't replace `{}`: {}", path.string(), error.message());
    }
    files_.clear();
    return "";
  }

  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  std::vector<std::pair<fs::path, fs::path>> files_;
};

}  // namespace

tl::expected<std::size_t, std::string> write_outputs(const std::string& directory,
                                                     const std::vector<render::OutputFile>& files) {
  Staging staging;
  for (const render::OutputFile& file : files) {
    const fs::path path = fs::path(directory) / file.path;
    if (unchanged(path, file.text)) continue;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error)
      return tl::unexpected(fmt::format("can't make `{}`: {}", path.parent_path().string(), error.message()));
    if (const std::string wrong = staging.add(path, file.text); !wrong.empty()) return tl::unexpected(wrong);
  }
  const std::size_t count = staging.size();
  if (const std::string wrong = staging.commit(); !wrong.empty()) return tl::unexpected(wrong);
  return count;
}

int write_or_print(const std::string& file, const std::string& text) {
  if (file.empty()) {
    fmt::print("{}", text);
    return kSuccess;
  }
  const fs::path path(file);
  const std::string directory = path.has_parent_path() ? path.parent_path().string() : ".";
  const auto written = write_outputs(directory, {{path.filename().string(), text}});
  if (written) return kSuccess;
  print_error(written.error());
  return kEnvironment;
}

}  // namespace tenon::driver
