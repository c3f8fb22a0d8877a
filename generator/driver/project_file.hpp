// `tenon.toml`: what every command of a project is told, so that nobody types it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace tenon::driver {

/// Paths as they are from the present directory.
struct ProjectFile {
  std::string path;
  std::vector<std::string> schema;
  std::string out;
  std::string migrations;
  std::string templates;
  std::string pglite;
};

struct ProjectFileProblem {
  std::string what;
  std::string help;
};

/// The one in the directory, or in the nearest above it that has one; nothing where none has.
tl::expected<std::optional<ProjectFile>, ProjectFileProblem> find_project_file(
    const std::filesystem::path& directory);

}  // namespace tenon::driver
