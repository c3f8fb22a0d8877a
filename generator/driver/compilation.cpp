#include "driver/compilation.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "diff/freeze.hpp"
#include "driver/read.hpp"
#include "lower/lower.hpp"
#include "parse/parse.hpp"
#include "sema/compile.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

/// What a baseline holds: a finding a line, and comments.
std::vector<std::string> findings_of(const std::string& text) {
  std::vector<std::string> out = parts_of(text, "\n");
  std::erase_if(out, [](const std::string& line) { return is_blank(line) || line.starts_with('#'); });
  return out;
}

/// Reads files and what they import, each once.
class Loader {
 public:
  Loader(Compilation& compilation, const ImportDirs& import_dirs)
      : compilation_(compilation), import_dirs_(import_dirs) {}

  /// What a file imports comes before it, however long the chain of imports.
  void load(const std::string& path) {
    open(path, std::nullopt);
    while (!open_.empty()) {
      Open& last = open_.back();
      const ast::Import* import = next_import(last);
      if (import == nullptr) {
        files_.push_back(std::move(last.file));
        open_.pop_back();
      } else {
        // Opening another moves `last`.
        open(imported(last.directory, import->path), ast::Import(*import));
      }
    }
  }

  std::vector<ast::File> take() { return std::move(files_); }

  /// Whether every file was read: names that one of them declares would else be called unknown.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  /// A file whose imports are being read.
  struct Open {
    ast::File file;
    fs::path directory;
    std::size_t next = 0;  ///< declaration
  };

  static const ast::Import* next_import(Open& open) {
    const auto& declarations = open.file.declarations;
    while (open.next < declarations.size()) {
      if (const auto* import = std::get_if<ast::Import>(&declarations[open.next++])) return import;
    }
    return nullptr;
  }

  /// Beside the file that imports it; else in the first directory that has it. One that is nowhere is missed
  /// beside the file.
  [[nodiscard]] std::string imported(const fs::path& beside, const std::string& path) const {
    std::error_code error;
    const fs::path usual = beside / path;
    if (fs::exists(usual, error)) return usual.string();
    for (const std::string& directory : import_dirs_) {
      const fs::path there = fs::path(directory) / path;
      if (fs::exists(there, error)) return there.string();
    }
    return usual.string();
  }

  /// A file is imported under one name: what it declares is called so wherever it is named.
  void check_space(const std::string& path, const std::optional<ast::Import>& first,
                   const ast::Import& again) {
    const auto space = [](const ast::Import& import) { return import.as ? import.as->text : ""; };
    if (space(again) == (first ? space(*first) : "")) return;
    complete_ = false;
    const auto told = [](const ast::Import& import) {
      return import.as ? fmt::format("as `{}`", import.as->text) : std::string("without a name");
    };
    const Span place = again.as ? again.as->span : again.span;
    if (!first) {
      compilation_.sink
          .report(diag::Code::kNamespaceClash,
                  fmt::format("`{}` is imported {}, and is where the schema begins", path, told(again)))
          .at(place)
          .help("what it declares is in no namespace: leave the name out");
      return;
    }
    compilation_.sink
        .report(diag::Code::kNamespaceClash,
                fmt::format("`{}` is imported {} here and {} elsewhere", path, told(again), told(*first)))
        .at(place)
        .also(first->as ? first->as->span : first->span, "the first time")
        .help("what a file declares is called alike everywhere: import it alike");
  }

  void refuse(const std::string& path, std::string_view why, std::optional<Span> imported_at) {
    auto& diagnostic = compilation_.sink.report(diag::Code::kUnreadableFile,
                                                fmt::format("`{}` can't be read: {}", path, why));
    if (imported_at) diagnostic.at(*imported_at, "imported here");
    complete_ = false;
  }

  /// Nobody imports the first one.
  void open(const std::string& path, const std::optional<ast::Import>& import) {
    const auto imported_at = import ? std::optional(import->span) : std::nullopt;
    std::error_code error;
    const std::string identity = fs::weakly_canonical(path, error).string();
    const auto [seen, is_new] = seen_.emplace(error ? path : identity, import);
    if (!is_new) return check_space(path, seen->second, *import);
    auto text = read_file(path);
    if (!text) return refuse(path, text.error(), imported_at);
    size_ += text->size();
    if (size_ > 2 * kMaxSchemaMebibytes << 20U) {
      return refuse(
          path, fmt::format("with the files before it, it is larger than {} MiB", 2 * kMaxSchemaMebibytes),
          imported_at);
    }
    compilation_.inputs.push_back(path);
    const std::uint32_t id = compilation_.sources.add(SourceFile(path, plain_text(std::move(*text))));
    auto file = parse::parse(compilation_.sources, id, compilation_.sink);
    if (file) {
      read_baselines(*file, fs::path(path).parent_path());
      if (import) file->space = import->as;
      open_.push_back({std::move(*file), fs::path(path).parent_path()});
    } else {
      complete_ = false;
    }
  }

  /// A baseline that isn't there is found by a lint: it is written from what lints find.
  void read_baselines(ast::File& file, const fs::path& beside) {
    for (ast::Declaration& declaration : file.declarations) {
      auto* block = std::get_if<ast::LintsBlock>(&declaration);
      if (block == nullptr) continue;
      for (ast::LintBaseline& baseline : block->baselines) {
        const std::string path = (beside / baseline.path).string();
        compilation_.baselines.push_back(path);
        const auto text = read_file(path);
        if (!text) continue;
        compilation_.inputs.push_back(path);
        baseline.lines = findings_of(plain_text(*text));
      }
    }
  }

  Compilation& compilation_;
  const ImportDirs& import_dirs_;
  std::vector<Open> open_;
  std::size_t size_ = 0;
  std::map<std::string, std::optional<ast::Import>> seen_;  ///< and what has brought each in
  std::vector<ast::File> files_;
  bool complete_ = true;
};

struct Loaded {
  std::optional<ir::Schema> schema;
  diag::Places places;
  sema::LintFindings findings;
};

Loaded load(Compilation& compilation, const std::string& path, const sema::LintLevels& levels,
            const ImportDirs& import_dirs) {
  Loader loader(compilation, import_dirs);
  loader.load(path);
  if (!loader.complete()) return {};
  Loaded out;
  out.schema = sema::compile(loader.take(), compilation.sink, levels, &out.places, &out.findings);
  return out;
}

Loaded load_snapshot(Compilation& compilation, const std::string& path) {
  // A snapshot says all that a schema implies.
  constexpr std::size_t kMaxMebibytes = 256;
  const auto text = read_file(path, kMaxMebibytes);
  if (!text) {
    compilation.sink.report(diag::Code::kUnreadableFile,
                            fmt::format("`{}` can't be read: {}", path, text.error()));
    return {};
  }
  compilation.inputs.push_back(path);
  auto schema = ir::read_json(*text);
  if (schema) return {std::move(*schema), {}, {}};
  compilation.sink
      .report(diag::Code::kBadSnapshot, fmt::format("`{}` is no snapshot that this tenon reads: {}: {}", path,
                                                    schema.error().path, schema.error().message))
      .help(schema.error().help);
  return {};
}

}  // namespace

const model::Database& Lowering::of(const ir::Schema& schema) {
  std::call_once(once_, [&] { database_ = lower::lower(schema); });
  return database_;
}

std::string Compilation::stem() const {
  return fs::path(path).stem().string();
}

Compilation compile(const std::string& path, const sema::LintLevels& levels, const ImportDirs& import_dirs) {
  Compilation out;
  out.path = path;
  Loaded loaded = load(out, path, levels, import_dirs);
  out.schema = std::move(loaded.schema);
  out.places = std::move(loaded.places);
  out.lint_findings = std::move(loaded.findings);
  return out;
}

Compilation compile_against(const std::string& path, const std::string& before,
                            const sema::LintLevels& levels, const ImportDirs& import_dirs) {
  Compilation out;
  out.path = path;
  const Loaded now = load(out, path, levels, import_dirs);
  const bool is_snapshot = fs::path(before).extension() == ".json";
  const Loaded old =
      is_snapshot ? load_snapshot(out, before) : load(out, before, {{"all", sema::Level::kOff}}, import_dirs);
  if (now.schema && old.schema)
    diff::check_frozen({*old.schema, old.places}, {*now.schema, now.places}, out.sink);
  if (!out.sink.has_errors()) out.schema = now.schema;
  return out;
}

}  // namespace tenon::driver
