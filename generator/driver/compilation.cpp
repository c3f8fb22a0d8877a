#include "driver/compilation.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <tl/expected.hpp>

#include "parse/parse.hpp"
#include "sema/compile.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFileSize = 64U << 20U;

/// The file's text, or why it can't be read.
tl::expected<std::string, std::string> read_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return tl::unexpected(std::string("there is no such file"));
  if (error) return tl::unexpected(error.message());
  if (fs::is_directory(status)) return tl::unexpected(std::string("it is a directory"));
  if (!fs::is_regular_file(status)) return tl::unexpected(std::string("it is no regular file"));
  if (fs::file_size(path, error) > kMaxFileSize)
    return tl::unexpected(std::string("it is larger than 64 MiB"));
  std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected(std::string(std::strerror(errno)));
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) return tl::unexpected(std::string(std::strerror(errno)));
  return std::move(text).str();
}

/// A schema means the same, and makes the same SQL, however a checkout ends its lines.
void drop_carriage_returns(std::string& text) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') text[kept++] = text[i];
  }
  text.resize(kept);
}

/// Reads files and what they import, each once.
class Loader {
 public:
  explicit Loader(Compilation& compilation) : compilation_(compilation) {}

  void load(const std::string& path, std::optional<Span> imported_at) {
    std::error_code error;
    const std::string identity = fs::weakly_canonical(path, error).string();
    if (!seen_.insert(error ? path : identity).second) return;
    auto text = read_file(path);
    if (!text) {
      auto& diagnostic = compilation_.sink.report(diag::Code::kUnreadableFile,
                                                  fmt::format("`{}` can't be read: {}", path, text.error()));
      if (imported_at) diagnostic.at(*imported_at, "imported here");
      complete_ = false;
      return;
    }
    compilation_.inputs.push_back(path);
    // Some editors put a byte order mark before UTF-8; it is no part of the text, and counts in no column.
    if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
    drop_carriage_returns(*text);
    const std::uint32_t id = compilation_.sources.add(SourceFile(path, std::move(*text)));
    auto file = parse::parse(compilation_.sources, id, compilation_.sink);
    if (!file) {
      complete_ = false;
      return;
    }
    const fs::path directory = fs::path(path).parent_path();
    for (const ast::Declaration& declaration : file->declarations) {
      if (const auto* import = std::get_if<ast::Import>(&declaration)) {
        load((directory / import->path).string(), import->span);
      }
    }
    files_.push_back(std::move(*file));
  }

  std::vector<ast::File> take() { return std::move(files_); }

  /// Whether every file was read: names that one of them declares would else be called unknown.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  Compilation& compilation_;
  std::set<std::string> seen_;
  std::vector<ast::File> files_;
  bool complete_ = true;
};

}  // namespace

std::string Compilation::stem() const {
  return fs::path(path).stem().string();
}

Compilation compile(const std::string& path) {
  Compilation out;
  out.path = path;
  Loader loader(out);
  loader.load(path, std::nullopt);
  if (!loader.complete()) return out;
  out.schema = sema::compile(loader.take(), out.sink);
  return out;
}

}  // namespace tenon::driver
