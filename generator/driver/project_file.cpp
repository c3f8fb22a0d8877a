#include "driver/project_file.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>

#include "base/text.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "tenon.toml";

struct Key {
  std::string_view name;
  std::string ProjectFile::*value;
};

// `schema` takes several.
constexpr std::string_view kSchema = "schema";
constexpr Key kKeys[] = {{"out", &ProjectFile::out},
                         {"migrations", &ProjectFile::migrations},
                         {"templates", &ProjectFile::templates},
                         {"pglite", &ProjectFile::pglite}};

std::vector<std::string> key_names() {
  std::vector<std::string> out = {std::string(kSchema)};
  for (const Key& key : kKeys) out.emplace_back(key.name);
  return out;
}

std::optional<fs::path> nearest_file(fs::path directory) {
  for (;; directory = directory.parent_path()) {
    std::error_code error;
    if (fs::is_regular_file(directory / kName, error)) return directory / kName;
    if (directory == directory.parent_path()) return std::nullopt;
  }
}

using Problem = std::optional<ProjectFileProblem>;

Problem read_item(const CLI::ConfigItem& item, const fs::path& beside, ProjectFile& out) {
  const std::string name = item.fullname();
  std::vector<std::string> values;
  for (const std::string& input : item.inputs) values.push_back(fs::proximate(beside / input).string());
  if (name == kSchema) {
    out.schema = std::move(values);
    return std::nullopt;
  }
  const auto* key =
      std::find_if(std::begin(kKeys), std::end(kKeys), [&](const Key& row) { return row.name == name; });
  if (key == std::end(kKeys)) {
    const auto near = nearest(name, key_names());
    return ProjectFileProblem{
        fmt::format("{} has no setting `{}`", out.path, name),
        near ? fmt::format("did you mean `{}`?", *near) : "its settings are " + join(key_names(), ", ")};
  }
  if (values.size() != 1)
    return ProjectFileProblem{fmt::format("{}: `{}` takes one path", out.path, name),
                              fmt::format("write `{} = \"…\"`", name)};
  out.*(key->value) = std::move(values.front());
  return std::nullopt;
}

}  // namespace

tl::expected<std::optional<ProjectFile>, ProjectFileProblem> find_project_file(const fs::path& directory) {
  const auto found = nearest_file(directory);
  if (!found) return std::nullopt;
  ProjectFile out;
  out.path = fs::proximate(*found).string();
  std::ifstream stream(*found);
  if (!stream) return tl::unexpected(ProjectFileProblem{out.path + " can't be read", "see whose it is"});
  try {
    for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(stream)) {
      // How a section begins and ends.
      if (item.name == "++" || item.name == "--") continue;
      if (auto problem = read_item(item, found->parent_path(), out))
        return tl::unexpected(std::move(*problem));
    }
  } catch (const CLI::Error& error) {
    return tl::unexpected(ProjectFileProblem{fmt::format("{}: {}", out.path, error.what()),
                                             "a setting is `schema = \"shop.schema\"`"});
  }
  return out;
}

}  // namespace tenon::driver
