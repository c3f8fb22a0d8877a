#include "driver/project_file.hpp"

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

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
using Paths = std::vector<std::string>;

/// One text, or several; nothing where it is something else.
std::optional<Paths> paths_of(const toml::node& node, const fs::path& beside) {
  const auto path = [&](const toml::node& item) -> std::optional<std::string> {
    const auto text = item.value_exact<std::string>();
    if (!text || text->empty()) return std::nullopt;
    return fs::proximate(beside / *text).string();
  };
  Paths out;
  if (const toml::array* several = node.as_array()) {
    for (const toml::node& item : *several) {
      auto one = path(item);
      if (!one) return std::nullopt;
      out.push_back(std::move(*one));
    }
  } else if (auto one = path(node)) {
    out.push_back(std::move(*one));
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

Problem read_setting(const std::string& name, const toml::node& node, const fs::path& beside,
                     ProjectFile& out) {
  const std::string place = fmt::format("{}:{}", out.path, node.source().begin.line);
  const auto* key =
      std::find_if(std::begin(kKeys), std::end(kKeys), [&](const Key& row) { return row.name == name; });
  if (name != kSchema && key == std::end(kKeys)) {
    const auto near = nearest(name, key_names());
    return ProjectFileProblem{
        fmt::format("{}: there is no setting `{}`", place, name),
        near ? fmt::format("did you mean `{}`?", *near) : "the settings are " + join(key_names(), ", ")};
  }
  auto paths = paths_of(node, beside);
  if (!paths || (name != kSchema && paths->size() != 1))
    return ProjectFileProblem{fmt::format("{}: `{}` takes {}", place, name,
                                          name == kSchema ? "a path, or a list of them" : "one path"),
                              fmt::format("write `{} = \"…\"`", name)};
  if (name == kSchema) {
    out.schema = std::move(*paths);
  } else {
    out.*(key->value) = std::move(paths->front());
  }
  return std::nullopt;
}

}  // namespace

tl::expected<std::optional<ProjectFile>, ProjectFileProblem> find_project_file(const fs::path& directory) {
  const auto found = nearest_file(directory);
  if (!found) return std::nullopt;
  ProjectFile out;
  out.path = fs::proximate(*found).string();
  const toml::parse_result read = toml::parse_file(found->string());
  if (!read)
    return tl::unexpected(ProjectFileProblem{
        fmt::format("{}:{}: {}", out.path, read.error().source().begin.line, read.error().description()),
        "it is TOML: a setting is `schema = \"shop.schema\"`"});
  for (const auto& [name, node] : read.table()) {
    if (auto problem = read_setting(std::string(name.str()), node, found->parent_path(), out))
      return tl::unexpected(std::move(*problem));
  }
  return out;
}

}  // namespace tenon::driver
