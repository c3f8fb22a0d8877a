#include "sources.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tenon::architecture {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kCode = {".cpp", ".hpp", ".h", ".c", ".def"};

fs::path root() {
  return TENON_SOURCE_DIR;
}

bool is_ignored(const std::string& name, bool at_root) {
  return name == ".git" || name == ".cache" || name == "node_modules" ||
         (at_root && name.starts_with("build"));
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("can't read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Source> read_all() {
  std::vector<Source> out;
  for (fs::recursive_directory_iterator at(root()); at != fs::end(at); ++at) {
    if (at->is_directory()) {
      if (is_ignored(at->path().filename(), at.depth() == 0)) at.disable_recursion_pending();
    } else if (at->is_regular_file() && at->path().filename() != "compile_commands.json") {
      std::string text = read(at->path());
      if (text.find('\0') == std::string::npos)
        out.push_back({at->path().lexically_relative(root()).generic_string(), std::move(text)});
    }
  }
  std::ranges::sort(out, {}, &Source::path);
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

/// The header that a line of source includes; empty where it includes none.
std::string_view included_by(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('#')) return {};
  line = trimmed(line.substr(1));
  if (!line.starts_with("include")) return {};
  line = trimmed(line.substr(std::string_view("include").size()));
  if (line.empty() || (line.front() != '"' && line.front() != '<')) return {};
  const std::size_t end = line.find(line.front() == '"' ? '"' : '>', 1);
  return end == std::string_view::npos ? std::string_view() : line.substr(1, end - 1);
}

}  // namespace

const std::vector<Source>& sources() {
  static const std::vector<Source> all = read_all();
  return all;
}

bool is_code(std::string_view path) {
  return std::ranges::any_of(kCode, [&](std::string_view ending) { return path.ends_with(ending); });
}

std::vector<Include> includes(std::string_view text) {
  std::vector<Include> out;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view header = included_by(text.substr(0, end));
    if (!header.empty()) out.push_back({std::string(header), line});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

std::vector<std::string> folders_below(std::string_view folder) {
  std::vector<std::string> out;
  for (const fs::directory_entry& entry : fs::directory_iterator(root() / folder)) {
    if (entry.is_directory()) out.push_back(entry.path().filename());
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace tenon::architecture
